//! What is computed over an edition's texts: sentences, mentions, cross-references, themes.
//!
//! In: an edition and the editor's register. Out: [`Annotations`], ranges aligned with the
//! edition's texts and kept beside them, and [`Finding`]s for the editor. Pure: no input or
//! output, no HTML, no addresses.

pub mod certainty;

use crate::diagnostic::Severity;
use crate::model::{Edition, Place, Register, Span};

/// A report as everything after the driver sees it: words, editor's words, computed ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedReport {
    /// The author's words.
    pub edition: Edition,
    /// The editor's words.
    pub register: Register,
    /// What was computed over them.
    pub annotations: Annotations,
}

/// Every computed range of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations {
    /// One entry a section, as in [`Edition::sections`].
    pub sections: Vec<SectionAnnotations>,
    /// For each entity of the register, its mentions in the report's order: the place, and the
    /// index in that place's [`TextAnnotations::mentions`].
    pub mentions_of: Vec<Vec<(Place, usize)>>,
    /// For each theme of the register, the places it is attached to, in the report's order.
    pub places_of: Vec<Vec<Place>>,
}

/// The computed ranges of a section's texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SectionAnnotations {
    /// Over the title.
    pub title: TextAnnotations,
    /// Over each block, as in [`crate::model::Section::blocks`].
    pub blocks: Vec<TextAnnotations>,
}

/// The computed ranges of one text, each list sorted by start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextAnnotations {
    /// Sentences: they do not overlap, cover all but the blanks between them, and are numbered
    /// from 1 in this order.
    pub sentences: Vec<Span>,
    /// Mentions: they do not overlap.
    pub mentions: Vec<Mention>,
    /// Words that speak of another section.
    pub cross_references: Vec<CrossReference>,
    /// Indices of the themes attached to this text, in the register's order.
    pub themes: Vec<usize>,
}

/// Words that name an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// Index in [`Register::entities`].
    pub entity: usize,
    /// Index in [`crate::model::Entity::aliases`].
    pub alias: usize,
}

/// Words that speak of another section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrossReference {
    /// The words.
    pub span: Span,
    /// Index of the section in [`Edition::sections`].
    pub section: usize,
}

impl Annotations {
    /// The ranges of the text at `place`; part titles have none.
    #[must_use]
    pub fn of(&self, place: Place) -> Option<&TextAnnotations> {
        match place {
            Place::PartTitle(_) => None,
            Place::Title { section } => Some(&self.sections[section].title),
            Place::Block { section, block } => Some(&self.sections[section].blocks[block]),
        }
    }
}

impl TextAnnotations {
    /// Index of the sentence that byte `offset` belongs to. A point at a sentence's end, where a
    /// marker stands after the stop, belongs to that sentence.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.end < offset);
        (after < self.sentences.len()).then_some(after)
    }
}

/// Something that an editor should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An entity, by index.
    Entity(usize),
    /// A theme, by index.
    Theme(usize),
    /// A gloss, by index.
    Gloss(usize),
    /// Words of a text.
    Words(Place, Span),
}

/// Computes every range of an edition.
#[must_use]
pub fn annotate(edition: &Edition, register: &Register) -> Annotations {
    let _ = (edition, register);
    Annotations::default()
}

/// What the editor of `register` should look at.
#[must_use]
pub fn review(edition: &Edition, register: &Register, annotations: &Annotations) -> Vec<Finding> {
    let _ = (edition, register, annotations);
    Vec::new()
}
