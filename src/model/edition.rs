//! A report's fixed text: parts, sections, blocks, notes, and where each printed page begins.
//!
//! In: the pieces, as a reader of some format found them. Out: an [`Edition`] that knows its
//! counts, its order and its look-ups. It holds the author's words only.

mod section;

use std::collections::HashMap;

use jiff::civil::Date;

use super::{BlockId, NoteNumber, PageLabel, Receipt, SectionId, Slug, Text};

pub use section::{Block, BlockKind, Section, SectionKind};

/// What a report is: the facts of its title page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its name in addresses.
    pub slug: Slug,
    /// Title.
    pub title: String,
    /// Subtitle, without the colon before it.
    pub subtitle: Option<String>,
    /// Authors, in the title page's order.
    pub authors: Vec<Author>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Language of the text, a BCP 47 tag such as `en`.
    pub language: String,
    /// Where the publisher offers it (`http` or `https`).
    pub source_url: Option<String>,
    /// Who holds the rights, and what readers may do.
    pub rights: Option<String>,
    /// Label of this fixed text.
    pub edition: String,
}

impl Report {
    /// Title and subtitle as one line.
    #[must_use]
    pub fn full_title(&self) -> String {
        match &self.subtitle {
            Some(subtitle) => format!("{}: {subtitle}", self.title),
            None => self.title.clone(),
        }
    }
}

/// Who wrote a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// Name in natural order.
    pub name: String,
    /// Where the author works, as the report gives it.
    pub affiliation: Option<String>,
    /// The part of the name that lists sort by, where the editor says which.
    pub family: Option<String>,
    /// What the author is, where the editor says so; else the name's words tell.
    pub kind: Option<AuthorKind>,
}

/// What an author is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorKind {
    /// Somebody.
    Person,
    /// An institution, whose name is never divided.
    Organization,
}

impl AuthorKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Person, Self::Organization];

    /// The kind's name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
        }
    }
}

/// A heading that groups sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The heading, as printed.
    pub title: Text,
    /// Indices of its sections in [`Edition::sections`].
    pub sections: std::ops::Range<usize>,
    /// The printed page it begins on; set by [`Edition::new`].
    pub page: Option<PageLabel>,
}

/// The author's text of a note, where the source has it: one text a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText {
    /// By which number the report calls it.
    pub number: NoteNumber,
    /// Its paragraphs, at least one.
    pub paragraphs: Vec<Text>,
}

/// A picture that a figure shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// File name, as figures name it.
    pub name: String,
    /// Media type, told from the file's first bytes.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// One of an edition's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The heading of a part, by index.
    PartTitle(usize),
    /// The title of a section, by index.
    Title {
        /// Index in [`Edition::sections`].
        section: usize,
    },
    /// A block, by indices.
    Block {
        /// Index in [`Edition::sections`].
        section: usize,
        /// Index in [`Section::blocks`].
        block: usize,
    },
}

/// Where a printed page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStart {
    /// What is printed as the page's number.
    pub page: PageLabel,
    /// The text in which it begins.
    pub place: Place,
    /// Byte offset of its first word in that text.
    pub offset: usize,
}

/// Where a note is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkerAt {
    /// Which note.
    pub note: NoteNumber,
    /// The text that calls it.
    pub place: Place,
    /// Byte offset of the marker in that text.
    pub offset: usize,
}

/// One fixed text of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The report's title page.
    pub report: Report,
    /// Parts, in order; their sections follow one another without gaps.
    pub parts: Vec<Part>,
    /// Sections, in the report's order.
    pub sections: Vec<Section>,
    /// The notes' own texts, by number, where the source has them.
    pub note_texts: Vec<NoteText>,
    /// Pictures.
    pub images: Vec<Image>,
    /// How the text was made from its source, when it was imported.
    pub receipt: Option<Receipt>,
    pages: Vec<PageStart>,
    markers: Vec<MarkerAt>,
    by_id: HashMap<SectionId, usize>,
}

impl Edition {
    /// An edition of `parts` and `sections`; works out the pages that they begin on, where each
    /// page begins and where each note is called.
    ///
    /// # Panics
    /// If the parts do not cover the sections in order without gaps, which readers ensure.
    #[must_use]
    pub fn new(
        report: Report,
        parts: Vec<Part>,
        sections: Vec<Section>,
        mut note_texts: Vec<NoteText>,
        images: Vec<Image>,
        receipt: Option<Receipt>,
    ) -> Self {
        note_texts.sort_by_key(|note| note.number);
        let by_id =
            sections.iter().enumerate().map(|(at, section)| (section.id.clone(), at)).collect();
        let mut edition = Self {
            report,
            parts,
            sections,
            note_texts,
            images,
            receipt,
            pages: Vec::new(),
            markers: Vec::new(),
            by_id,
        };
        edition.walk();
        edition
    }

    /// Visits every text once, in order, keeping the current page.
    fn walk(&mut self) {
        let mut next = 0;
        let mut page = None;
        let (mut pages, mut markers) = (Vec::new(), Vec::new());
        for (part_at, part) in self.parts.iter_mut().enumerate() {
            assert_eq!(part.sections.start, next, "parts cover the sections in order");
            next = part.sections.end;
            let mut visit = |text: &Text, place| {
                // A break at a text's very start is the page that the text begins on.
                let mut begins = page.clone();
                for (label, offset) in text.page_breaks() {
                    if offset == 0 {
                        begins = Some(label.clone());
                    }
                    page = Some(label.clone());
                    pages.push(PageStart { page: label.clone(), place, offset });
                }
                markers.extend(text.markers().map(|(note, offset)| MarkerAt {
                    note,
                    place,
                    offset,
                }));
                begins
            };
            part.page = visit(&part.title, Place::PartTitle(part_at));
            for section_at in part.sections.clone() {
                let section = &mut self.sections[section_at];
                section.part = part_at;
                section.page = visit(&section.title, Place::Title { section: section_at });
                for (block_at, block) in section.blocks.iter_mut().enumerate() {
                    block.page =
                        visit(&block.text, Place::Block { section: section_at, block: block_at });
                }
            }
        }
        assert_eq!(next, self.sections.len(), "parts cover all sections");
        (self.pages, self.markers) = (pages, markers);
    }

    /// Where each printed page begins, in order.
    #[must_use]
    pub fn pages(&self) -> &[PageStart] {
        &self.pages
    }

    /// Every marker, in order.
    #[must_use]
    pub fn markers(&self) -> &[MarkerAt] {
        &self.markers
    }

    /// The index of section `id`.
    #[must_use]
    pub fn find_section(&self, id: &SectionId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The index of block `id` in the section at index `section`.
    #[must_use]
    pub fn find_block(&self, section: usize, id: &BlockId) -> Option<usize> {
        self.sections[section].blocks.iter().position(|block| block.id == *id)
    }

    /// The author's text of note `number`.
    #[must_use]
    pub fn note_text(&self, number: NoteNumber) -> Option<&NoteText> {
        let at = self.note_texts.binary_search_by_key(&number, |note| note.number).ok()?;
        Some(&self.note_texts[at])
    }

    /// The numbers of all notes that are called or have a text, sorted.
    #[must_use]
    pub fn note_numbers(&self) -> Vec<NoteNumber> {
        let mut numbers: Vec<_> = self
            .markers
            .iter()
            .map(|marker| marker.note)
            .chain(self.note_texts.iter().map(|note| note.number))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The text at `place`.
    ///
    /// # Panics
    /// If the place is not of this edition.
    #[must_use]
    pub fn text(&self, place: Place) -> &Text {
        match place {
            Place::PartTitle(part) => &self.parts[part].title,
            Place::Title { section } => &self.sections[section].title,
            Place::Block { section, block } => &self.sections[section].blocks[block].text,
        }
    }

    /// Every place, in the report's order.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.parts.iter().enumerate().flat_map(move |(at, part)| {
            std::iter::once(Place::PartTitle(at)).chain(part.sections.clone().flat_map(
                move |section| {
                    std::iter::once(Place::Title { section }).chain(
                        (0..self.sections[section].blocks.len())
                            .map(move |block| Place::Block { section, block }),
                    )
                },
            ))
        })
    }

    /// The printed page of byte `offset` in the text at `place`.
    #[must_use]
    pub fn page_at(&self, place: Place, offset: usize) -> Option<&PageLabel> {
        let here = (self.position(place), offset);
        let after =
            self.pages.partition_point(|start| (self.position(start.place), start.offset) <= here);
        after.checked_sub(1).map(|at| &self.pages[at].page)
    }

    /// A key that sorts places in the report's order.
    #[must_use]
    pub fn position(&self, place: Place) -> (usize, usize, usize) {
        match place {
            Place::PartTitle(part) => (self.parts[part].sections.start, 0, part),
            Place::Title { section } => (section, 1, 0),
            Place::Block { section, block } => (section, 2, block),
        }
    }

    /// Whether the section at index `section` carries its part's very title, which is then
    /// printed, and counted, once.
    #[must_use]
    pub fn repeats_part_title(&self, section: usize) -> bool {
        let section = &self.sections[section];
        section.title.plain() == self.parts[section.part].title.plain()
    }

    /// Words of part titles, section titles and blocks, blank-separated; a section's title that
    /// repeats its part's is counted once.
    #[must_use]
    pub fn count_words(&self) -> usize {
        self.places()
            .filter(|place| match *place {
                Place::Title { section } => !self.repeats_part_title(section),
                _ => true,
            })
            .map(|place| self.text(place).count_words())
            .sum()
    }

    /// Sections that are judgments.
    pub fn judgments(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.kind == SectionKind::Judgment)
    }
}
