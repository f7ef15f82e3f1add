//! The words of Sidenote as types: what a report is, before anyone annotates, indexes or draws it.
//!
//! Everything here is plain data. The module does no input or output and knows neither Markdown,
//! TOML, HTML nor HTTP. Texts are plain strings plus ranges; offsets are bytes into the plain
//! string and always lie on character boundaries.

mod edition;
mod id;
mod ledger;
mod point;
mod receipt;
mod register;
mod text;

pub use edition::{
    Author, AuthorKind, Block, BlockKind, Edition, Image, MarkerAt, NoteText, PageStart, Part,
    Place, Report, Section, SectionKind,
};
pub use id::{
    BlockId, EntityId, InvalidId, NoteNumber, PageLabel, SectionId, Slug, ThemeId, slugify,
};
pub use ledger::{
    BlockText, Change, ChangeKind, Event, EventKind, Fate, Fingerprint, Followed, Former,
    FormerTitle, FormerWords, Ledger, LedgerBlock, LedgerSection, LedgerSentence, Likely,
    SectionText, Seen, SeenWords, Update,
};
pub use point::Point;
pub use receipt::{Counts, Debris, MarkerLine, Receipt, Repair, SourceFacts, Uncertainty};
pub use register::{
    Alias, Entity, EntityKind, Gloss, NoteSource, Register, Relation, Scope, SourceKind, Theme,
};
pub use text::{RangeKind, Span, Text, TextRange};
