//! What the words of a page link to, and what the links are called: the renderer's [`Links`],
//! answered by [`Address`] and [`Words`].

use crate::model::{Block, Entity, NoteNumber, Point, Section, Slug};
use crate::render::Links;
use crate::web::address::{Address, Fragment};
use crate::web::assets;
use crate::web::words::Words;

/// Links of a page of the report `slug`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageLinks<'a> {
    /// The report.
    pub(super) slug: &'a Slug,
    /// Whether the page itself shows the notes that its words call.
    pub(super) notes_here: bool,
    /// What the page says.
    pub(super) words: Words,
}

impl Links for PageLinks<'_> {
    fn note(&self, note: NoteNumber) -> String {
        if self.notes_here {
            format!("#{}", Fragment::Note(note))
        } else {
            Address::Point(self.slug.clone(), Point::Note(note)).to_string()
        }
    }

    fn entity(&self, entity: &Entity) -> Option<String> {
        Some(Address::Point(self.slug.clone(), Point::Entity(entity.id.clone())).to_string())
    }

    fn section(&self, section: &Section) -> String {
        Address::Point(self.slug.clone(), Point::Section(section.id.clone())).to_string()
    }

    fn block(&self, section: &Section, block: &Block) -> String {
        let point = Point::Block(section.id.clone(), block.id.clone());
        Address::Point(self.slug.clone(), point).to_string()
    }

    fn image(&self, name: &str) -> String {
        format!("{}{}/{name}", assets::PREFIX, self.slug)
    }

    fn note_name(&self, note: NoteNumber) -> String {
        self.words.note(note)
    }

    fn block_name(&self, block: &Block) -> String {
        self.words.link_to_block(block)
    }
}
