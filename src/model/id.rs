//! Identifiers: small checked newtypes, so that an address is never built from an unchecked string.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Why a string is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvalidId {
    /// Nothing was there.
    #[error("is empty")]
    Empty,
    /// Longer than an identifier may be.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// A character that identifiers do not have.
    #[error("has the character {0:?}; use lower-case letters a to z, digits and single hyphens")]
    Character(char),
    /// A hyphen at an end, or two in a row.
    #[error("has a hyphen at an end or two in a row")]
    Hyphen,
    /// A word that an address already uses for something else.
    #[error("is a word that addresses use for something else")]
    Reserved,
    /// Not a whole number from 1.
    #[error("is not a whole number from 1 to {0}")]
    Number(u32),
}

/// Longest slug, in characters.
const SLUG_LENGTH: usize = 80;

fn check_slug(text: &str) -> Result<(), InvalidId> {
    if text.is_empty() {
        return Err(InvalidId::Empty);
    }
    if let Some(odd) =
        text.chars().find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-'))
    {
        return Err(InvalidId::Character(odd));
    }
    if text.len() > SLUG_LENGTH {
        return Err(InvalidId::TooLong(SLUG_LENGTH));
    }
    if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
        return Err(InvalidId::Hyphen);
    }
    Ok(())
}

/// Makes a slug of any text: ASCII letters and digits in lower case, apostrophes dropped, other
/// runs as one hyphen, cut at a word's end to at most `longest` characters. Empty when the text
/// has no such letter or digit.
#[must_use]
pub fn slugify(text: &str, longest: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    for c in text.nfkd().filter(|c| !matches!(c, '\'' | '’' | '‘' | '\u{300}'..='\u{36f}')) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.len() > longest {
        let cut = if slug.as_bytes()[longest] == b'-' {
            longest
        } else {
            slug[..longest].rfind('-').unwrap_or(longest)
        };
        slug.truncate(cut);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident, reserved: $reserved:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                check_slug(text)?;
                let reserved: &[&str] = $reserved;
                if reserved.contains(&text) {
                    return Err(InvalidId::Reserved);
                }
                Ok(Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

slug_id!(
    /// A report's name in addresses.
    Slug,
    reserved: &[
        "search", "go", "verify", "api", "assets", "basket", "highlights", "offline", "oembed", "language",
        "healthz", "readyz", "metrics",
    ]
);
slug_id!(
    /// A section's name in addresses: a judgment's number, else a slug.
    SectionId,
    reserved: &[
        "all", "notes", "entities", "themes", "page", "receipt", "evidence", "figures", "timeline",
        "language", "cite", "embed", "highlights", "offline",
    ]
);
slug_id!(
    /// An entity's name in addresses.
    EntityId,
    reserved: &[]
);
slug_id!(
    /// A theme's name in addresses.
    ThemeId,
    reserved: &[]
);

impl SectionId {
    /// The id of judgment `number`.
    #[must_use]
    pub fn of_judgment(number: u32) -> Self {
        Self(number.to_string())
    }
}

/// The number by which a report calls a note; never renumbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteNumber(u32);

impl NoteNumber {
    /// The largest number a note may have.
    pub const LARGEST: u32 = 20_000;

    /// Note `number`.
    ///
    /// # Errors
    /// If it is 0 or above [`NoteNumber::LARGEST`].
    pub const fn new(number: u32) -> Result<Self, InvalidId> {
        if number == 0 || number > Self::LARGEST {
            return Err(InvalidId::Number(Self::LARGEST));
        }
        Ok(Self(number))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for NoteNumber {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        Self::new(parse_number(text, Self::LARGEST)?)
    }
}

impl fmt::Display for NoteNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A whole number from 1, in plain digits without leading zeros or a sign.
fn parse_number(text: &str, largest: u32) -> Result<u32, InvalidId> {
    if text.starts_with('0') || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(InvalidId::Number(largest));
    }
    match text.parse() {
        Ok(number) if (1..=largest).contains(&number) => Ok(number),
        _ => Err(InvalidId::Number(largest)),
    }
}

/// What is printed as a page's number: `7`, `xii`, `A-3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageLabel(String);

impl PageLabel {
    /// The label as printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PageLabel {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if text.is_empty() {
            return Err(InvalidId::Empty);
        }
        if text.len() > 12 {
            return Err(InvalidId::TooLong(12));
        }
        match text.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '-')) {
            Some(odd) => Err(InvalidId::Character(odd)),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for PageLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A block's name in its section: a number, or a sub-heading's slug.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockId {
    /// Paragraph, quotation, item, table or figure by number, from 1.
    Number(u32),
    /// Sub-heading by slug.
    Heading(String),
}

impl BlockId {
    /// The largest number a block may have.
    pub const LARGEST: u32 = 1_000_000;
}

impl FromStr for BlockId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
            return parse_number(text, Self::LARGEST).map(Self::Number);
        }
        check_slug(text)?;
        Ok(Self::Heading(text.to_owned()))
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Heading(slug) => f.write_str(slug),
        }
    }
}
