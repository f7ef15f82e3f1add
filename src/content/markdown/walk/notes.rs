//! The notes' own texts: footnote definitions, which may stand in any section.

use std::ops::Range;

use super::{Container, Running, Walk};
use crate::content::markdown::RawNote;
use crate::content::markdown::inline::Finished;

impl Walk<'_> {
    pub(super) fn open_note(&mut self, label: &str, range: &Range<usize>) {
        self.close_running();
        if let Ok(nth) = self.scanned.definitions.binary_search(&range.start) {
            self.defined[nth] = true;
        }
        self.containers.push(Container::Note);
        let shown = range.start..(range.start + label.len() + 3).min(range.end);
        let number = label.parse();
        if let Err(why) = &number {
            let message = format!("the note's number {why}");
            self.error(&shown, message, "begin a note's text as `[^57]: `");
        }
        let range = self.anchor.range(&shown);
        self.body.notes.push(RawNote { number: number.ok(), range, paragraphs: Vec::new() });
    }

    pub(super) fn close_note(&mut self) {
        self.close_running();
        self.containers.pop();
        if let Some(note) = self.body.notes.last().filter(|note| note.paragraphs.is_empty()) {
            let fault = self.source.error(note.range.clone(), "the note has no text");
            self.faults.push(fault.help("write its text after the colon, or remove the line"));
        }
    }

    pub(super) fn in_note(&self) -> bool {
        self.containers.iter().any(|container| matches!(container, Container::Note))
    }

    pub(super) fn close_note_paragraph(
        &mut self,
        running: Running,
        read: Finished,
        pages: bool,
        range: &Range<usize>,
    ) {
        let direct = matches!(self.containers.last(), Some(Container::Note));
        if running != Running::Paragraph || !direct || !read.pictures.is_empty() {
            let message = "a note's text holds something else than paragraphs";
            self.error(range, message, "write it as paragraphs");
        }
        if pages || read.text.ranges().iter().any(|range| range.span.is_empty()) {
            let message = "a marker or a page comment inside a note's text";
            self.error(range, message, "leave it out: a note's text has neither");
        }
        if let Some(note) = self.body.notes.last_mut() {
            note.paragraphs.push(read.text);
        }
    }
}
