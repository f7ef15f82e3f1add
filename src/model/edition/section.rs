//! Sections and their blocks: what they are, and what they are called in files and addresses.

use crate::model::{BlockId, PageLabel, SectionId, Text};

/// What a section is to the report's argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKind {
    /// Opens the report.
    Introduction,
    /// A numbered statement with the text that supports it.
    Judgment,
    /// Set apart from the argument's run.
    Box,
    /// Closes the report.
    Conclusion,
    /// Any other section.
    Text,
}

impl SectionKind {
    /// Every kind, in the order of a report.
    pub const ALL: [Self; 5] =
        [Self::Introduction, Self::Judgment, Self::Box, Self::Conclusion, Self::Text];

    /// The kind's name in files, addresses and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Introduction => "introduction",
            Self::Judgment => "judgment",
            Self::Box => "box",
            Self::Conclusion => "conclusion",
            Self::Text => "text",
        }
    }
}

/// A unit with its own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name in addresses.
    pub id: SectionId,
    /// What it is.
    pub kind: SectionKind,
    /// A judgment's number.
    pub number: Option<u32>,
    /// A judgment's statement without its number, else the heading.
    pub title: Text,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Index of its part in [`Edition::parts`](super::Edition::parts); set by [`Edition::new`](super::Edition::new).
    pub part: usize,
    /// The printed page it begins on; set by [`Edition::new`](super::Edition::new).
    pub page: Option<PageLabel>,
}

impl Section {
    /// How people call it: `Judgment 4`, else its title.
    #[must_use]
    pub fn label(&self) -> String {
        match self.number {
            Some(number) => format!("Judgment {number}"),
            None => self.title.plain().to_owned(),
        }
    }

    /// Words of title and blocks, blank-separated.
    #[must_use]
    pub fn count_words(&self) -> usize {
        self.title.count_words() + self.blocks.iter().map(|b| b.text.count_words()).sum::<usize>()
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// Somebody else's words, set apart. Neighbours belong to one quotation.
    Quotation,
    /// A list's item. Neighbours belong to one list.
    Item {
        /// Its number in an ordered list.
        ordinal: Option<u32>,
        /// 0 for a list's own items, 1 for a list inside an item, and so on.
        depth: u8,
    },
    /// A sub-heading.
    Heading,
    /// A table: cells parted by tabs, rows by line feeds; the first row is the head.
    Table,
    /// A picture; the block's text says what it shows.
    Figure {
        /// Name of the file among [`Edition::images`](super::Edition::images).
        image: String,
    },
    /// Lines in a fixed-width face.
    Code,
}

impl BlockKind {
    /// The kind's name in the API and in facets.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Quotation => "quotation",
            Self::Item { .. } => "item",
            Self::Heading => "heading",
            Self::Table => "table",
            Self::Figure { .. } => "figure",
            Self::Code => "code",
        }
    }
}

/// The smallest thing with its own address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its name in its section.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// Its words and the author's ranges.
    pub text: Text,
    /// The printed page it begins on; set by [`Edition::new`](super::Edition::new).
    pub page: Option<PageLabel>,
}
