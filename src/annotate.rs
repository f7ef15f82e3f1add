//! What is computed over an edition's texts.
//!
//! In: an edition and the editor's register. Out: [`Annotations`], ranges aligned with the
//! edition's texts and kept beside them (sentences, mentions, cross-references, themes), and
//! [`Finding`]s for the editor. On top of an [`AnnotatedReport`], and only when asked: words of
//! [`certainty`], [`figures`], [`timeline`], [`evidence`], [`co_mentions`], [`dispersion`],
//! [`theme_shares`]. Pure: no input or output, no HTML, no addresses.

pub mod certainty;
pub mod co_mentions;
pub mod cross_references;
pub mod dates;
pub mod dispersion;
pub mod evidence;
pub mod figures;
mod folding;
mod literals;
pub mod mentions;
mod names;
pub mod numerals;
mod review;
pub mod sentences;
mod spans;
pub mod theme_shares;
pub mod themes;
pub mod timeline;
mod words;

use std::collections::HashMap;

use crate::model::{BlockKind, Edition, Ledger, Place, Register, Section, Span};

use cross_references::CrossReferenceFinder;
use mentions::MentionFinder;

pub use review::{Finding, Subject, review};

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
    /// Sentences: they do not overlap, and cover all but the blanks between them.
    pub sentences: Vec<Span>,
    /// The sentences' numbers, where an edit came between them; empty while they are 1, 2, 3 in
    /// this order. Read them by [`TextAnnotations::sentence_number`].
    pub numbers: Vec<u32>,
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
    /// The mentions that share bytes with `span`, a sentence for instance.
    #[must_use]
    pub fn mentions_within(&self, span: Span) -> &[Mention] {
        let first = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        let last = self.mentions.partition_point(|mention| mention.span.start < span.end);
        &self.mentions[first..last.max(first)]
    }

    /// The lasting number of the sentence at index `at`, from 1.
    #[must_use]
    pub fn sentence_number(&self, at: usize) -> u32 {
        let counted = || u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.numbers.get(at).copied().unwrap_or_else(counted)
    }

    /// Index of the sentence with lasting number `number`.
    #[must_use]
    pub fn sentence_named(&self, number: u32) -> Option<usize> {
        if self.numbers.is_empty() {
            let at = usize::try_from(number).ok()?.checked_sub(1)?;
            return (at < self.sentences.len()).then_some(at);
        }
        self.numbers.iter().position(|known| *known == number)
    }

    /// Index of the sentence that byte `offset` belongs to. A point at a sentence's end, where a
    /// marker stands after the stop, belongs to that sentence.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.end < offset);
        (after < self.sentences.len()).then_some(after)
    }
}

/// Computes every range of an edition.
#[must_use]
pub fn annotate(edition: &Edition, register: &Register) -> Annotations {
    let finders = Finders {
        edition,
        mentions: MentionFinder::new(edition, register),
        cross_references: CrossReferenceFinder::new(edition),
    };
    let mut annotations = Annotations {
        sections: (0..edition.sections.len()).map(|at| finders.annotate_section(at)).collect(),
        mentions_of: vec![Vec::new(); register.entities.len()],
        places_of: register.themes.iter().map(|theme| themes::places(edition, theme)).collect(),
    };
    for (theme, places) in annotations.places_of.iter().enumerate() {
        for place in places {
            if let Some(text) = find_text(&mut annotations.sections, *place) {
                text.themes.push(theme);
            }
        }
    }
    for place in edition.places() {
        let Some(text) = find_text(&mut annotations.sections, place) else { continue };
        for (at, mention) in text.mentions.iter().enumerate() {
            annotations.mentions_of[mention.entity].push((place, at));
        }
    }
    annotations
}

impl Annotations {
    /// Gives the sentences of `edition` the numbers that `ledger` keeps for them.
    pub fn number_sentences(&mut self, edition: &Edition, ledger: &Ledger) {
        for (section, texts) in edition.sections.iter().zip(&mut self.sections) {
            let Some(rows) = ledger.section(&section.id) else { continue };
            let rows: HashMap<_, _> = rows.blocks.iter().map(|row| (&row.id, row)).collect();
            for (block, text) in section.blocks.iter().zip(&mut texts.blocks) {
                let Some(row) = rows.get(&block.id) else { continue };
                let numbers: Vec<u32> = row.living().map(|sentence| sentence.number).collect();
                let counted = (1..).zip(&numbers).all(|(count, number)| count == *number);
                if !counted && numbers.len() == text.sentences.len() {
                    text.numbers = numbers;
                }
            }
        }
    }
}

fn find_text(sections: &mut [SectionAnnotations], place: Place) -> Option<&mut TextAnnotations> {
    match place {
        Place::PartTitle(_) => None,
        Place::Title { section } => Some(&mut sections[section].title),
        Place::Block { section, block } => Some(&mut sections[section].blocks[block]),
    }
}

struct Finders<'a> {
    edition: &'a Edition,
    mentions: MentionFinder<'a>,
    cross_references: CrossReferenceFinder,
}

impl Finders<'_> {
    fn annotate_section(&self, at: usize) -> SectionAnnotations {
        let section: &Section = &self.edition.sections[at];
        SectionAnnotations {
            title: self.annotate_text(
                section.title.plain(),
                &BlockKind::Paragraph,
                Place::Title { section: at },
                at,
            ),
            blocks: section
                .blocks
                .iter()
                .enumerate()
                .map(|(block_at, block)| {
                    let place = Place::Block { section: at, block: block_at };
                    self.annotate_text(block.text.plain(), &block.kind, place, at)
                })
                .collect(),
        }
    }

    fn annotate_text(
        &self,
        plain: &str,
        kind: &BlockKind,
        place: Place,
        section: usize,
    ) -> TextAnnotations {
        let language = &self.edition.report.language;
        match kind {
            // A program's lines name nothing and have no sentences.
            BlockKind::Code => TextAnnotations::default(),
            _ => TextAnnotations {
                sentences: sentences::of_block(kind, plain, language),
                numbers: Vec::new(),
                mentions: self.mentions.find(plain, place),
                cross_references: self.cross_references.find(plain, section),
                themes: Vec::new(),
            },
        }
    }
}
