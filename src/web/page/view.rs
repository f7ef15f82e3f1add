//! One report as its pages see it: the annotated report with its addresses and the names that
//! pages give to points.

use crate::annotate::AnnotatedReport;
use crate::library::Library;
use crate::library::lookup::{self, Quote};
use crate::model::{Block, BlockId, Edition, PageLabel, Point, Section, Slug, Span};
use crate::render::{Html, Layers, Overlay, Renderer};
use crate::web::address::Address;
use crate::web::error::Problem;

use super::links::PageLinks;
use super::nearest;

/// A report of a library.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) report: &'a AnnotatedReport,
}

impl<'a> View<'a> {
    /// The report `slug` of `library`.
    ///
    /// # Errors
    /// If there is none of that name.
    pub(super) fn open(library: &'a Library, slug: &Slug) -> Result<Self, Problem> {
        match library.report(slug) {
            Some(report) => Ok(Self { report }),
            None => Err(nearest::report(library, slug)),
        }
    }

    pub(super) fn edition(self) -> &'a Edition {
        &self.report.edition
    }

    pub(super) fn slug(self) -> &'a Slug {
        &self.report.edition.report.slug
    }

    /// Where `point` is.
    pub(super) fn address(self, point: Point) -> Address {
        Address::Point(self.slug().clone(), point)
    }

    /// Where `section` is.
    pub(super) fn section_address(self, section: &Section) -> Address {
        self.address(Point::Section(section.id.clone()))
    }

    /// Links for a page that shows the notes that it calls, or for one that does not.
    pub(super) fn links(self, notes_here: bool) -> PageLinks<'a> {
        PageLinks { slug: self.slug(), notes_here }
    }

    /// What people call `point`: `Judgment 4, paragraph 3, sentence 2`.
    pub(super) fn name(self, point: &Point) -> String {
        match point {
            Point::Section(id) => self.section_name(id),
            Point::Block(id, block) => {
                format!("{}, {}", self.section_name(id), self.block_name(id, block))
            }
            Point::Sentence(id, block, sentence) => format!(
                "{}, {}, sentence {sentence}",
                self.section_name(id),
                self.block_name(id, block)
            ),
            Point::Note(number) => format!("Note {number}"),
            Point::Page(label) => format!("Page {label}"),
            Point::Entity(id) => {
                let entities = &self.report.register.entities;
                let at = self.report.register.find_entity(id);
                at.map_or_else(|| id.to_string(), |at| entities[at].name.clone())
            }
            Point::Theme(id) => {
                let themes = &self.report.register.themes;
                let at = self.report.register.find_theme(id);
                at.map_or_else(|| id.to_string(), |at| themes[at].name.clone())
            }
        }
    }

    fn section_name(self, id: &crate::model::SectionId) -> String {
        match self.edition().find_section(id) {
            Some(at) => section_label(&self.edition().sections[at]),
            None => id.to_string(),
        }
    }

    fn block_name(self, section: &crate::model::SectionId, id: &BlockId) -> String {
        let found = self.edition().find_section(section).and_then(|section| {
            let block = self.edition().find_block(section, id)?;
            Some(&self.edition().sections[section].blocks[block])
        });
        found.map_or_else(|| id.to_string(), block_label)
    }

    /// The printed page on which a quotation begins.
    pub(super) fn page_of(self, quote: &Quote<'_>) -> Option<&'a PageLabel> {
        self.edition().page_at(quote.place, quote.span.start)
    }

    /// A quotation's words with `hits` marked, without links of its own.
    pub(super) fn excerpt(self, quote: &Quote<'_>, hits: &[Span]) -> Html {
        let links = self.links(false);
        let hits: Vec<_> = hits.iter().map(|span| (quote.place, *span)).collect();
        let overlay = Overlay { layers: Layers::NONE, hits: &hits, ..Overlay::default() };
        Renderer::new(self.report, &links).excerpt(quote.place, quote.span, &overlay)
    }

    /// The sentence or first words of `point`.
    pub(super) fn quote(self, point: &Point) -> Option<Quote<'a>> {
        lookup::quote(self.report, point)
    }
}

/// `Judgment 4`, or a section's title. A title of one word in capitals is written as a name:
/// `Introduction`; in longer ones capitals do not tell which words are names, so they stay.
pub(super) fn section_label(section: &Section) -> String {
    let label = section.label();
    let one_word = label.chars().all(char::is_uppercase) && label.chars().count() > 4;
    let mut chars = label.chars();
    match chars.next() {
        Some(first) if one_word => format!("{first}{}", chars.as_str().to_lowercase()),
        _ => label,
    }
}

/// `paragraph 3`, `quotation 6`, or a sub-heading's words.
pub(super) fn block_label(block: &Block) -> String {
    match &block.id {
        BlockId::Number(number) => format!("{} {number}", block.kind.name()),
        BlockId::Heading(_) => format!("“{}”", block.text.plain()),
    }
}
