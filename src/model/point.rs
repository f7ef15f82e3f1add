//! A point: anything in a report that one can link to.

use std::fmt;
use std::str::FromStr;

use super::{BlockId, EntityId, InvalidId, NoteNumber, PageLabel, SectionId, ThemeId};

/// A place in one report that has an address of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Point {
    /// A section as a whole; its statement or title.
    Section(SectionId),
    /// A block of a section.
    Block(SectionId, BlockId),
    /// A sentence of a block, counted from 1.
    Sentence(SectionId, BlockId, u32),
    /// A note.
    Note(NoteNumber),
    /// An entity.
    Entity(EntityId),
    /// A theme.
    Theme(ThemeId),
    /// A printed page.
    Page(PageLabel),
}

/// How people write a section, block or sentence: `4`, `4/3`, `4/3.2`,
/// `9/weaknesses-in-top-talent`.
impl FromStr for Point {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let Some((section, rest)) = text.split_once('/') else {
            return text.parse().map(Self::Section);
        };
        let section = section.parse()?;
        match rest.split_once('.') {
            None => Ok(Self::Block(section, rest.parse()?)),
            Some((block, sentence)) => match sentence.parse::<BlockId>()? {
                BlockId::Number(sentence) => Ok(Self::Sentence(section, block.parse()?, sentence)),
                BlockId::Heading(_) => Err(InvalidId::Number(BlockId::LARGEST)),
            },
        }
    }
}

/// The path of the point below its report, without a leading slash.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section(section) => section.fmt(f),
            Self::Block(section, block) => write!(f, "{section}/{block}"),
            Self::Sentence(section, block, sentence) => write!(f, "{section}/{block}.{sentence}"),
            Self::Note(note) => write!(f, "notes/{note}"),
            Self::Entity(entity) => write!(f, "entities/{entity}"),
            Self::Theme(theme) => write!(f, "themes/{theme}"),
            Self::Page(page) => write!(f, "page/{page}"),
        }
    }
}
