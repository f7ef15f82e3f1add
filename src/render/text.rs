//! A section as plain text, for `/4.txt`: one line a paragraph, blank lines between blocks.
//!
//! Note markers stand as `[16]`, a printed page as `[page 7]` before its first word. Emphasis and
//! links leave their words alone.

use std::collections::HashSet;
use std::fmt::Write;

use crate::annotate::AnnotatedReport;
use crate::model::{BlockKind, NoteNumber, RangeKind, Section, Text};

/// The section at index `section`: its label and title, its blocks, and its notes: the author's
/// text of each, else the editor's gloss, told apart.
#[must_use]
pub fn section(report: &AnnotatedReport, section: usize) -> String {
    let section = &report.edition.sections[section];
    let mut out = String::new();
    if section.number.is_some() {
        out.push_str(&section.label());
        out.push('\n');
    }
    push_text(&mut out, &section.title);
    out.push('\n');
    let mut before: Option<&BlockKind> = None;
    for block in &section.blocks {
        // A list's items stand close.
        let close =
            matches!((before, &block.kind), (Some(BlockKind::Item { .. }), BlockKind::Item { .. }));
        if !close {
            out.push('\n');
        }
        match &block.kind {
            BlockKind::Quotation => out.push_str("> "),
            BlockKind::Item { ordinal, depth } => {
                out.push_str(&"  ".repeat(usize::from(*depth)));
                match ordinal {
                    Some(ordinal) => {
                        let _ = write!(out, "{ordinal}. ");
                    }
                    None => out.push_str("- "),
                }
            }
            BlockKind::Figure { .. } => out.push_str("[figure] "),
            BlockKind::Paragraph | BlockKind::Heading | BlockKind::Table | BlockKind::Code => {}
        }
        push_text(&mut out, &block.text);
        out.push('\n');
        before = Some(&block.kind);
    }
    let notes = called_notes(section);
    if !notes.is_empty() {
        out.push_str("\nNotes\n\n");
    }
    for note in notes {
        let _ = write!(out, "[{note}] ");
        push_note(report, note, &mut out, push_text);
        out.push('\n');
    }
    out
}

/// The notes that a section calls, each once, in the order of their first calls.
pub(super) fn called_notes(section: &Section) -> Vec<NoteNumber> {
    let texts = std::iter::once(&section.title).chain(section.blocks.iter().map(|b| &b.text));
    let mut seen = HashSet::new();
    texts.flat_map(Text::markers).map(|(note, _)| note).filter(|note| seen.insert(*note)).collect()
}

/// Appends what is known of `note`; `push` writes the author's text.
pub(super) fn push_note(
    report: &AnnotatedReport,
    note: NoteNumber,
    out: &mut String,
    push: impl Fn(&mut String, &Text),
) {
    match (report.edition.note_text(note), report.register.gloss(note)) {
        (Some(text), _) => {
            for (at, paragraph) in text.paragraphs.iter().enumerate() {
                if at > 0 {
                    out.push_str("\n    ");
                }
                push(out, paragraph);
            }
        }
        (None, Some(gloss)) => {
            out.push_str("Editor’s gloss: ");
            push(out, &Text::from(gloss.text.as_str()));
        }
        (None, None) => out.push_str("The source does not include this note."),
    }
}

fn push_text(out: &mut String, text: &Text) {
    let mut from = 0;
    for range in text.ranges() {
        let at = range.span.start;
        let mark = match &range.kind {
            RangeKind::Marker(note) => format!("[{note}]"),
            RangeKind::PageBreak(page) => format!("[page {page}] "),
            _ => continue,
        };
        out.push_str(&text.plain()[from..at]);
        out.push_str(&mark);
        from = at;
    }
    out.push_str(&text.plain()[from..]);
}
