//! Pieces become parts, sections and blocks with their names.
//!
//! In: the joined pieces in order, the notes, the labels of pages. Out: what an edition is made
//! of. It names everything and moves nothing.

use std::collections::HashSet;

use super::flow::Role;
use super::join::Draft;
use super::record::Record;
use crate::diagnostic::Severity;
use crate::model::{
    Block, BlockId, BlockKind, PageLabel, Part, RangeKind, Report, Section, SectionId, SectionKind,
    Span, Text, TextRange, slugify,
};

/// Characters that a slug made of a heading has at most.
const SLUG: usize = 48;

/// Parts and sections, their ranges in place.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    /// Parts, in order, without gaps.
    pub(super) parts: Vec<Part>,
    /// Sections, in order.
    pub(super) sections: Vec<Section>,
}

/// The text of a draft, with its markers and the pages that begin in it.
pub(super) fn text(draft: Draft, labels: &[PageLabel]) -> Text {
    let point = |offset: usize, kind: RangeKind| TextRange { span: Span::at(offset), kind };
    let pages = draft.pages.iter().filter_map(|(offset, page)| {
        labels.get(*page).map(|label| point(*offset, RangeKind::PageBreak(label.clone())))
    });
    let markers = draft.markers.iter().map(|(at, note)| point(*at, RangeKind::Marker(*note)));
    let ranges = pages.chain(markers).collect();
    Text::new(draft.text, ranges)
}

/// Makes parts and sections of `pieces`.
pub(super) fn assemble(
    pieces: Vec<(Role, Draft)>,
    labels: &[PageLabel],
    report: &Report,
    record: &mut Record,
) -> Assembled {
    let mut names: HashSet<String> = HashSet::new();
    let mut done = Assembled::default();
    for (role, draft) in pieces {
        let line = draft.lines.first().map_or(1, |line| line.number);
        let text = text(draft, labels);
        if let Role::Part { boxed } = role
            && (!boxed || done.parts.is_empty())
        {
            close_part(&mut done, &mut names, record);
            let start = done.sections.len();
            done.parts.push(Part { title: text, sections: start..start, page: None });
            continue;
        }
        if done.parts.is_empty() {
            done.parts.push(untitled_part(report, line, &role, record));
        }
        match role {
            Role::Part { .. } => done.open(SectionKind::Box, None, text, &mut names),
            Role::Judgment { number } => {
                done.open(SectionKind::Judgment, Some(number), text, &mut names);
            }
            Role::Heading => done.push(BlockKind::Heading, text, &mut names),
            Role::Paragraph => done.push(BlockKind::Paragraph, text, &mut names),
            Role::Quotation => done.push(BlockKind::Quotation, text, &mut names),
            Role::Item { ordinal, depth } => {
                done.push(BlockKind::Item { ordinal, depth }, text, &mut names);
            }
        }
    }
    close_part(&mut done, &mut names, record);
    done
}

/// The part of a text that begins without a heading takes the report's title.
fn untitled_part(report: &Report, line: usize, role: &Role, record: &mut Record) -> Part {
    record.repair(line, "", &report.title, "text without a heading takes the report's title");
    if !matches!(role, Role::Judgment { .. }) {
        record.doubt(line, "text before the first heading", "no heading stands above it");
    }
    Part { title: Text::from(report.title.as_str()), sections: 0..0, page: None }
}

/// A part that ends without any section gets one, so that its heading can be read.
fn close_part(done: &mut Assembled, names: &mut HashSet<String>, record: &mut Record) {
    let Some(part) = done.parts.last() else { return };
    if part.sections.is_empty() {
        let title = part.title.plain();
        record.fault(Severity::Warning, 0, format!("no text follows the heading \"{title}\""));
        done.open_of_part(names);
    }
}

impl Assembled {
    /// Opens a section in the last part.
    fn open(
        &mut self,
        kind: SectionKind,
        number: Option<u32>,
        title: Text,
        names: &mut HashSet<String>,
    ) {
        let id = match number {
            Some(number) => SectionId::of_judgment(number),
            None => name_section(title.plain(), names),
        };
        self.sections.push(Section {
            id,
            kind,
            number,
            title,
            blocks: Vec::new(),
            part: 0,
            page: None,
        });
        if let Some(part) = self.parts.last_mut() {
            part.sections.end = self.sections.len();
        }
    }

    /// Opens a section that has no heading but its part's. The part's title keeps the ranges.
    fn open_of_part(&mut self, names: &mut HashSet<String>) {
        let title = self.parts.last().map_or("", |part| part.title.plain()).to_owned();
        self.open(tell_kind(&title), None, Text::from(title.as_str()), names);
    }

    /// Adds a block to the last section.
    fn push(&mut self, kind: BlockKind, text: Text, names: &mut HashSet<String>) {
        if self.parts.last().is_none_or(|part| part.sections.is_empty()) {
            self.open_of_part(names);
        }
        let Some(section) = self.sections.last_mut() else { return };
        let id = if kind == BlockKind::Heading {
            name_heading(text.plain(), &section.blocks)
        } else {
            let is_number = |block: &&Block| matches!(block.id, BlockId::Number(_));
            let count = section.blocks.iter().rev().find(is_number);
            match count.map(|block| &block.id) {
                Some(BlockId::Number(last)) => BlockId::Number(last + 1),
                _ => BlockId::Number(1),
            }
        };
        section.blocks.push(Block { id, kind, text, page: None });
    }
}

/// What a section is, by its title's first word.
fn tell_kind(title: &str) -> SectionKind {
    let word: String = title
        .trim_start_matches(|c: char| !c.is_alphabetic())
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    match word.as_str() {
        "introduction" => SectionKind::Introduction,
        "conclusion" | "conclusions" | "concluding" => SectionKind::Conclusion,
        _ => SectionKind::Text,
    }
}

/// A section's name, of its title, and no other's.
fn name_section(title: &str, names: &mut HashSet<String>) -> SectionId {
    let slug = slugify(title, SLUG);
    // A number would be a judgment's name.
    let free = !slug.is_empty() && !slug.bytes().all(|b| b.is_ascii_digit());
    let base = match slug.parse::<SectionId>() {
        Ok(_) if free => slug,
        _ => format!("section-{slug}").trim_end_matches('-').to_owned(),
    };
    let mut name = base.clone();
    let mut count = 1;
    while !names.insert(name.clone()) {
        count += 1;
        name = format!("{base}-{count}");
    }
    name.parse().expect("a slug of at most 48 characters with a word before or after is a name")
}

/// A sub-heading's name, of its words, and no other's in its section.
fn name_heading(title: &str, blocks: &[Block]) -> BlockId {
    let slug = slugify(title, SLUG);
    let base = if slug.is_empty() || slug.bytes().all(|b| b.is_ascii_digit()) {
        format!("heading-{slug}").trim_end_matches('-').to_owned()
    } else {
        slug
    };
    let taken = |name: &str| {
        blocks.iter().any(|block| matches!(&block.id, BlockId::Heading(known) if known == name))
    };
    let mut name = base.clone();
    let mut count = 1;
    while taken(&name) {
        count += 1;
        name = format!("{base}-{count}");
    }
    BlockId::Heading(name)
}
