//! What an update of the ledger found: one change an address, for the editor to read.
//!
//! A change knows where the words are in the text, by indices, so that a message can name file
//! and line. Nothing here is kept in the ledger.

use crate::model::{Point, SectionId};

/// Length of the first words that a message shows, in characters.
const FIRST_WORDS: usize = 60;

/// A change of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The address; of a new block the one that it gets.
    pub point: Point,
    /// What happened.
    pub kind: ChangeKind,
    /// Where the words that it speaks of are now: indices of a section, and of a block in it.
    pub place: Option<(usize, Option<usize>)>,
    /// What stands or stood there: its first words.
    pub words: String,
}

/// What happened to an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// A block that was not there.
    New,
    /// Its words were changed.
    Edited,
    /// It stands at another place of its section.
    Reordered,
    /// It was gone and is back.
    Returned,
    /// It is there now.
    Moved(Point),
    /// Some of its words are there now.
    Split(Vec<Point>),
    /// That block holds its words now.
    Merged(Point),
    /// It is gone.
    Removed,
    /// It is gone, or it is one of these: none is sure enough.
    Lost(Vec<Likely>),
    /// The section has this name now.
    SectionMoved(SectionId),
    /// The section is gone.
    SectionGone,
    /// Another section has its address; it has that one now, or is gone.
    SectionReused(Option<SectionId>),
    /// The section's title was changed.
    Retitled,
}

/// A block that an old one may have become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// Indices of its section, and of itself in it.
    pub place: (usize, usize),
    /// Its address.
    pub point: Point,
    /// How alike they are, from 0 to 100.
    pub percent: u8,
    /// Its first words.
    pub words: String,
}

impl ChangeKind {
    /// Whether a published address no longer leads to its words at the same place.
    #[must_use]
    pub const fn breaks(&self) -> bool {
        !matches!(
            self,
            Self::New | Self::Edited | Self::Reordered | Self::Returned | Self::Retitled
        )
    }
    /// Whether a published address would speak of something else.
    #[must_use]
    pub const fn reassigns(&self) -> bool {
        matches!(self, Self::SectionReused(_))
    }
}

/// The first words of `text`, with an ellipsis where more follow.
pub(super) fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() && words.chars().count() + 1 + word.chars().count() > FIRST_WORDS {
            return words + " …";
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().take(FIRST_WORDS));
    }
    words
}
