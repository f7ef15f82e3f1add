//! What people call a point: `Judgment 4, paragraph 3, sentence 2`.
//!
//! In: a point, and the [`Terms`] of a language. The functions without terms speak English, as the
//! API, citations, cards and the other forms of a page do.

use crate::annotate::AnnotatedReport;
use crate::model::{Block, BlockId, BlockKind, NoteNumber, PageLabel, Point, Section, SectionId};

/// What the parts of a name are called in a language.
pub trait Terms {
    /// `Judgment 4`.
    fn judgment(&self, number: u32) -> String;
    /// `paragraph 3`; without a kind, `block 3`.
    fn block(&self, kind: Option<&BlockKind>, number: u32) -> String;
    /// `sentence 2`.
    fn sentence(&self, number: u32) -> String;
    /// `Note 57`.
    fn note(&self, number: NoteNumber) -> String;
    /// `Page 12`.
    fn page(&self, label: &PageLabel) -> String;
    /// `“a sub-heading”`.
    fn heading(&self, words: &str) -> String;
    /// What stands between two parts.
    fn separator(&self) -> &'static str;
}

/// The terms of English.
#[derive(Debug, Clone, Copy)]
pub struct English;

impl Terms for English {
    fn judgment(&self, number: u32) -> String {
        format!("Judgment {number}")
    }

    fn block(&self, kind: Option<&BlockKind>, number: u32) -> String {
        format!("{} {number}", kind.map_or("block", BlockKind::name))
    }

    fn sentence(&self, number: u32) -> String {
        format!("sentence {number}")
    }

    fn note(&self, number: NoteNumber) -> String {
        format!("Note {number}")
    }

    fn page(&self, label: &PageLabel) -> String {
        format!("Page {label}")
    }

    fn heading(&self, words: &str) -> String {
        format!("“{words}”")
    }

    fn separator(&self) -> &'static str {
        ", "
    }
}

/// What people call `point`; a point that does not exist goes by its id.
#[must_use]
pub fn point(report: &AnnotatedReport, point: &Point) -> String {
    point_in(&English, report, point)
}

/// The same in `terms`.
#[must_use]
pub fn point_in(terms: &dyn Terms, report: &AnnotatedReport, point: &Point) -> String {
    let (entities, themes) = (&report.register.entities, &report.register.themes);
    let section_of = |id: &SectionId| {
        let at = report.edition.find_section(id);
        at.map_or_else(|| id.to_string(), |at| section_in(terms, &report.edition.sections[at]))
    };
    let and = terms.separator();
    match point {
        Point::Section(id) => section_of(id),
        Point::Block(id, block) => {
            format!("{}{and}{}", section_of(id), block_of(terms, report, id, block))
        }
        Point::Sentence(id, block, number) => {
            let block = block_of(terms, report, id, block);
            format!("{}{and}{block}{and}{}", section_of(id), terms.sentence(*number))
        }
        Point::Note(number) => terms.note(*number),
        Point::Page(label) => terms.page(label),
        Point::Entity(id) => report
            .register
            .find_entity(id)
            .map_or_else(|| id.to_string(), |at| entities[at].name.clone()),
        Point::Theme(id) => report
            .register
            .find_theme(id)
            .map_or_else(|| id.to_string(), |at| themes[at].name.clone()),
    }
}

fn block_of(
    terms: &dyn Terms,
    report: &AnnotatedReport,
    section: &SectionId,
    id: &BlockId,
) -> String {
    let found = report.edition.find_section(section).and_then(|section| {
        let at = report.edition.find_block(section, id)?;
        Some(&report.edition.sections[section].blocks[at])
    });
    // What kind of block it was is not known of one that has left.
    let unknown = || match id {
        BlockId::Number(number) => terms.block(None, *number),
        BlockId::Heading(slug) => terms.heading(slug.as_str()),
    };
    found.map_or_else(unknown, |block| block_in(terms, block))
}

/// `Judgment 4`, or a section's title. A title of one word in capitals is written as a name:
/// `Introduction`; in longer ones capitals do not tell which words are names, so they stay.
#[must_use]
pub fn section(section: &Section) -> String {
    section_in(&English, section)
}

/// The same in `terms`.
#[must_use]
pub fn section_in(terms: &dyn Terms, section: &Section) -> String {
    let label = match section.number {
        Some(number) => return terms.judgment(number),
        None => section.title.plain().to_owned(),
    };
    let one_word = label.chars().all(char::is_uppercase) && label.chars().count() > 4;
    let mut chars = label.chars();
    match chars.next() {
        Some(first) if one_word => format!("{first}{}", chars.as_str().to_lowercase()),
        _ => label,
    }
}

/// `paragraph 3`, `quotation 6`, or a sub-heading's words.
#[must_use]
pub fn block(block: &Block) -> String {
    block_in(&English, block)
}

/// The same in `terms`.
#[must_use]
pub fn block_in(terms: &dyn Terms, block: &Block) -> String {
    match &block.id {
        BlockId::Number(number) => terms.block(Some(&block.kind), *number),
        BlockId::Heading(_) => terms.heading(block.text.plain()),
    }
}
