//! What a search found.
//!
//! Out: [`Answer`], plain data whose indices point into the reports that the index was made of.
//! Offsets are bytes into a hit's text. No HTML, no addresses.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::told::{Reason, Told, Why};
use crate::model::{NoteNumber, Span};

/// What a search found, and how it read the query.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The reader's words, as typed, cut to the longest query.
    pub query: String,
    /// How many hits there are in all, under every filter.
    pub total: usize,
    /// How long it took.
    pub took: Duration,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// How all hits divide.
    pub facets: Facets,
    /// What was searched besides, or instead of, the reader's words.
    pub chips: Vec<Chip>,
    /// What the reader should know about how the query was read.
    pub notices: Vec<Notice>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Index of its report among those that the index was made of.
    pub report: usize,
    /// What it is in that report.
    pub target: Target,
    /// The kind, as in facets.
    pub kind: HitKind,
    /// Index of the section that it lies in: a note's is where it is first called; an entity has
    /// none.
    pub section: Option<usize>,
    /// Its whole text.
    pub text: String,
    /// The bytes of `text` that matched: sorted, apart from one another, on grapheme boundaries.
    pub highlights: Vec<Span>,
    /// The bytes of `text` of the sentence that answers best.
    pub passage: Span,
    /// Index of that sentence among those of its text
    /// ([`crate::annotate::TextAnnotations::sentences`]); `None` for notes and entities.
    pub sentence: Option<usize>,
    /// How well it answers: higher is better, comparable within one answer only.
    pub score: f32,
    /// Why it was found: `words: chips, law`, `other forms: compel`.
    pub why: Vec<Why>,
}

/// What a hit is, by indices into its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A section's title; a judgment's statement.
    Title {
        /// Index in [`crate::model::Edition::sections`].
        section: usize,
    },
    /// A block.
    Block {
        /// Index in [`crate::model::Edition::sections`].
        section: usize,
        /// Index in [`crate::model::Section::blocks`].
        block: usize,
    },
    /// A note.
    Note(NoteNumber),
    /// An entity, by index in [`crate::model::Register::entities`].
    Entity(usize),
}

macro_rules! hit_kinds {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// Kinds of hit, as readers filter them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum HitKind {
            $($(#[$doc])* $variant,)*
        }

        impl HitKind {
            /// Every kind, in the order of facets.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The kind's name in addresses and the API.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

hit_kinds! {
    /// A judgment's statement.
    Judgment "judgment",
    /// Running text.
    Paragraph "paragraph",
    /// Somebody else's words, set apart.
    Quotation "quotation",
    /// A list's item.
    Item "item",
    /// A sub-heading.
    Heading "heading",
    /// A table.
    Table "table",
    /// A picture.
    Figure "figure",
    /// Lines in a fixed-width face.
    Code "code",
    /// The title of a section that is no judgment.
    Title "title",
    /// A note: its author's text and the editor's gloss.
    Note "note",
    /// An entity of the register.
    Entity "entity",
}

impl HitKind {
    /// What readers see in facets.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Judgment => "Judgments",
            Self::Paragraph => "Paragraphs",
            Self::Quotation => "Quotations",
            Self::Item => "List items",
            Self::Heading => "Sub-headings",
            Self::Table => "Tables",
            Self::Figure => "Figures",
            Self::Code => "Code",
            Self::Title => "Section titles",
            Self::Note => "Notes",
            Self::Entity => "Entities",
        }
    }
}

impl fmt::Display for HitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no kind of hit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no kind of hit is called {0:?}")]
pub struct UnknownKind(pub String);

impl FromStr for HitKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let wanted = text.trim().to_ascii_lowercase();
        let singular = match wanted.as_str() {
            "entities" => "entity",
            other => other.strip_suffix('s').unwrap_or(other),
        };
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.name() == singular)
            .ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

/// How all hits divide. Each list counts what its own filter would find: the request's other
/// filters hold, its own does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// By report; ids are slugs, most hits first.
    pub report: Vec<FacetValue>,
    /// By section, in the report's order; empty while hits may come from several reports.
    pub section: Vec<FacetValue>,
    /// By kind, in the order of [`HitKind::ALL`].
    pub kind: Vec<FacetValue>,
    /// By entity mentioned, most hits first.
    pub entity: Vec<FacetValue>,
    /// By theme, most hits first.
    pub theme: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// What the filter takes.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// How many hits have it.
    pub count: usize,
    /// Whether the request filters by it.
    pub chosen: bool,
}

/// Words that were searched besides, or instead of, the reader's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Put this into [`super::Request::without`] to switch it off.
    pub id: String,
    /// What it does.
    pub kind: ChipKind,
    /// The reader's words.
    pub from: String,
    /// The words searched besides or instead.
    pub to: Vec<String>,
    /// Why: `the register’s names of People’s Liberation Army`.
    pub reasons: Vec<Reason>,
    /// Whether it took part; `false` when the request switched it off.
    pub active: bool,
}

/// What a chip does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChipKind {
    /// Other names of the same are found too.
    Expansion,
    /// A word that no text has was replaced by the nearest one that some have.
    Correction,
}

impl ChipKind {
    /// The kind's name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expansion => "expansion",
            Self::Correction => "correction",
        }
    }
}

/// Something that the reader should know about how the query was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// For programs; never changes its meaning.
    pub code: NoticeCode,
    /// For people, a sentence in English.
    pub text: String,
    /// The same as a value.
    pub told: Told,
}

impl From<Told> for Notice {
    fn from(told: Told) -> Self {
        Self { code: told.code(), text: told.to_string(), told }
    }
}

/// Kinds of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeCode {
    /// There is nothing to search for.
    Empty,
    /// The query was cut to the longest one.
    TooLong,
    /// Words after the most terms were left out.
    TooManyTerms,
    /// Brackets deeper than the limit were read as plain words.
    TooDeep,
    /// An operator or bracket made no sense and was read as a plain word or left out.
    PlainWords,
    /// A field, or its value, is not known; it was read as words.
    UnknownField,
    /// A filter of the request names nothing in the library, so nothing is found.
    UnknownFilter,
    /// A prefix was too short, and was read as a word.
    ShortPrefix,
    /// Only some of a prefix's words were searched.
    ManyExpansions,
    /// Only stop words, which then count.
    StopWords,
    /// No text has these very words; its words were searched.
    PhraseNotFound,
    /// Some words are in no text.
    UnknownWords,
    /// No text has all words that must be in it; texts with some of them are shown.
    Relaxed,
    /// Time was up; the answer is not whole.
    Partial,
    /// The index could not be read; the answer is not whole.
    IndexFault,
}

impl NoticeCode {
    /// The code's name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::TooManyTerms => "too-many-terms",
            Self::TooDeep => "too-deep",
            Self::PlainWords => "plain-words",
            Self::UnknownField => "unknown-field",
            Self::UnknownFilter => "unknown-filter",
            Self::ShortPrefix => "short-prefix",
            Self::ManyExpansions => "many-expansions",
            Self::StopWords => "stop-words",
            Self::PhraseNotFound => "phrase-not-found",
            Self::UnknownWords => "unknown-words",
            Self::Relaxed => "relaxed",
            Self::Partial => "partial",
            Self::IndexFault => "index-fault",
        }
    }
}

/// What a reader may mean by the first letters typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// What to show, and, for words, what to search.
    pub text: String,
    /// What tells it from others: an entity's kind, a judgment's number.
    pub detail: Option<String>,
    /// The bytes of `text` that were typed.
    pub typed: Vec<Span>,
}

/// What a suggestion leads to; reports by index, as in [`Hit::report`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SuggestionKind {
    /// An entity, by index in its register.
    Entity {
        /// Which report's.
        report: usize,
        /// Index in [`crate::model::Register::entities`].
        entity: usize,
    },
    /// A theme, by index in its register.
    Theme {
        /// Which report's.
        report: usize,
        /// Index in [`crate::model::Register::themes`].
        theme: usize,
    },
    /// A section, by index in its edition.
    Section {
        /// Which report's.
        report: usize,
        /// Index in [`crate::model::Edition::sections`].
        section: usize,
    },
    /// Words to search.
    Words,
}
