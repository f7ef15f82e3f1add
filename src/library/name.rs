//! What people call a point: `Judgment 4, paragraph 3, sentence 2`.

use crate::annotate::AnnotatedReport;
use crate::model::{Block, BlockId, Point, Section, SectionId};

/// What people call `point`; a point that does not exist goes by its id.
#[must_use]
pub fn point(report: &AnnotatedReport, point: &Point) -> String {
    let (entities, themes) = (&report.register.entities, &report.register.themes);
    match point {
        Point::Section(id) => section_of(report, id),
        Point::Block(id, block) => {
            format!("{}, {}", section_of(report, id), block_of(report, id, block))
        }
        Point::Sentence(id, block, sentence) => {
            let (section, block) = (section_of(report, id), block_of(report, id, block));
            format!("{section}, {block}, sentence {sentence}")
        }
        Point::Note(number) => format!("Note {number}"),
        Point::Page(label) => format!("Page {label}"),
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

fn section_of(report: &AnnotatedReport, id: &SectionId) -> String {
    let at = report.edition.find_section(id);
    at.map_or_else(|| id.to_string(), |at| section(&report.edition.sections[at]))
}

fn block_of(report: &AnnotatedReport, section: &SectionId, id: &BlockId) -> String {
    let found = report.edition.find_section(section).and_then(|section| {
        let at = report.edition.find_block(section, id)?;
        Some(&report.edition.sections[section].blocks[at])
    });
    // What kind of block it was is not known of one that has left.
    let unknown = || match id {
        BlockId::Number(number) => format!("block {number}"),
        BlockId::Heading(slug) => format!("“{slug}”"),
    };
    found.map_or_else(unknown, block)
}

/// `Judgment 4`, or a section's title. A title of one word in capitals is written as a name:
/// `Introduction`; in longer ones capitals do not tell which words are names, so they stay.
#[must_use]
pub fn section(section: &Section) -> String {
    let label = section.label();
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
    match &block.id {
        BlockId::Number(number) => format!("{} {number}", block.kind.name()),
        BlockId::Heading(_) => format!("“{}”", block.text.plain()),
    }
}
