//! What a search tells about itself, as values: how the query was read, why words were added, why
//! something was found.
//!
//! Each prints itself in English, as the API says it; pages say the same in the reader's language.

use std::fmt;

use super::NoticeCode;

/// Something that the reader should know about how the query was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// There is nothing to search for.
    Empty,
    /// Only so many characters were read.
    TooLong(usize),
    /// Only so many words were searched.
    TooManyTerms(usize),
    /// Brackets deeper than this were left out.
    TooDeep(usize),
    /// A sign made no sense where it stood.
    Odd(Odd),
    /// No field is called so.
    NoField(String),
    /// The field of this name has no such value.
    NoValue(String, String),
    /// The filter of this name has no such value.
    NoFilter(&'static str, String),
    /// The word is too short to be the beginning of others; it needs so many letters.
    ShortPrefix(String, usize),
    /// So many words begin so; so many of them were searched.
    ManyExpansions(String, usize, usize),
    /// Only words that nearly every text has.
    StopWords,
    /// No text has the words in a row.
    PhraseNotFound(String),
    /// No text has any of these.
    UnknownWords(Vec<String>),
    /// No text has all of the words.
    Relaxed,
    /// Time was up.
    Partial,
    /// The index could not be read in full.
    IndexFault,
}

/// A sign that made no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Odd {
    /// A closing bracket without an opening one.
    Closing,
    /// An opening bracket without a closing one.
    Opening,
    /// `OR` without words on both sides.
    Or,
    /// `AND` without words on both sides.
    And,
    /// A quotation mark that is not closed.
    Quotation,
    /// `~` without a number.
    Near,
    /// A phrase without words.
    Phrase,
    /// What has no words, and was left out.
    NoWords(String),
    /// What was read as plain words.
    Plain(String),
}

impl Told {
    /// For programs.
    #[must_use]
    pub const fn code(&self) -> NoticeCode {
        match self {
            Self::Empty => NoticeCode::Empty,
            Self::TooLong(_) => NoticeCode::TooLong,
            Self::TooManyTerms(_) => NoticeCode::TooManyTerms,
            Self::TooDeep(_) => NoticeCode::TooDeep,
            Self::Odd(_) => NoticeCode::PlainWords,
            Self::NoField(_) | Self::NoValue(..) => NoticeCode::UnknownField,
            Self::NoFilter(..) => NoticeCode::UnknownFilter,
            Self::ShortPrefix(..) => NoticeCode::ShortPrefix,
            Self::ManyExpansions(..) => NoticeCode::ManyExpansions,
            Self::StopWords => NoticeCode::StopWords,
            Self::PhraseNotFound(_) => NoticeCode::PhraseNotFound,
            Self::UnknownWords(_) => NoticeCode::UnknownWords,
            Self::Relaxed => NoticeCode::Relaxed,
            Self::Partial => NoticeCode::Partial,
            Self::IndexFault => NoticeCode::IndexFault,
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there are no words to search for"),
            Self::TooLong(most) => write!(f, "only the first {most} characters were read"),
            Self::TooManyTerms(most) => {
                write!(f, "only the first {most} words were searched; the others were left out")
            }
            Self::TooDeep(most) => write!(f, "brackets deeper than {most} were left out"),
            Self::Odd(odd) => odd.fmt(f),
            Self::NoField(name) => write!(
                f,
                "“{name}:” is no field; the fields are entity, theme, judgment, kind, report, \
                 page and exact"
            ),
            Self::NoValue(field, value) => {
                write!(f, "no {field} is called “{value}”; it was searched as words")
            }
            Self::NoFilter(filter, name) => {
                write!(f, "no {filter} is called “{name}”; nothing is within it")
            }
            Self::ShortPrefix(word, least) => {
                write!(f, "“{word}*” needs {least} letters; it was searched as a word")
            }
            Self::ManyExpansions(prefix, all, most) => {
                write!(f, "{all} words begin with “{prefix}”; the {most} commonest were searched")
            }
            Self::StopWords => {
                f.write_str("these words are in nearly every text; they were searched all the same")
            }
            Self::PhraseNotFound(words) => {
                write!(f, "no text has “{words}”; its words were searched")
            }
            Self::UnknownWords(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("“{word}”")).collect();
                write!(f, "no text has {}", words.join(" or "))
            }
            Self::Relaxed => f.write_str("no text has all of the words; these have the most"),
            Self::Partial => {
                f.write_str("time was up before the search was done; the answer is not whole")
            }
            Self::IndexFault => f.write_str("the index could not be read in full"),
        }
    }
}

impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closing => f.write_str("a closing bracket has no opening one and was left out"),
            Self::Opening => f.write_str("a bracket is not closed; it was closed at the end"),
            Self::Or => f.write_str("OR needs words on both sides"),
            Self::And => f.write_str("AND needs words on both sides"),
            Self::Quotation => {
                f.write_str("a quotation mark is not closed; its words were searched one by one")
            }
            Self::Near => f.write_str("“~” after a phrase needs a number, as in \"trade war\"~5"),
            Self::Phrase => f.write_str("a phrase without words was left out"),
            Self::NoWords(signs) => write!(f, "“{signs}” has no words and was left out"),
            Self::Plain(words) => write!(f, "“{words}” was read as plain words"),
        }
    }
}

/// Why words were searched besides, or instead of, the reader's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The register has them as names of this entity.
    Register(String),
    /// A text explains the one by the other, in these words.
    Text(String),
    /// They mean much the same.
    Meaning,
    /// No text has the word as typed.
    Unknown,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Register(entity) => write!(f, "the register’s names of {entity}"),
            Self::Text(words) => write!(f, "the text has “{words}”"),
            Self::Meaning => f.write_str("words of like meaning"),
            Self::Unknown => f.write_str("no text has the word as typed"),
        }
    }
}

/// Why a hit was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// How the words were met.
    pub by: By,
    /// As the text, or the register, has them.
    pub words: Vec<String>,
}

/// How words of a hit were met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// As typed.
    Words,
    /// In another form.
    Forms,
    /// As words that begin so.
    Beginning,
    /// In another spelling.
    Spelling,
    /// As what was likely meant.
    Correction,
    /// As other names of the same.
    Names,
    /// As words of like meaning.
    Meaning,
    /// By the theme that the text carries.
    Theme,
    /// By who or what is mentioned.
    Mentions,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = match self.by {
            By::Words => "words",
            By::Forms => "other forms",
            By::Beginning => "beginning so",
            By::Spelling => "other spelling",
            By::Correction => "corrected",
            By::Names => "other names",
            By::Meaning => "like meaning",
            By::Theme => "theme",
            By::Mentions => "mentions",
        };
        write!(f, "{by}: {}", self.words.join(", "))
    }
}
