//! From the Markdown parser's events to blocks and notes, and every fault on the way.
//!
//! A [`Walk`] keeps its own stack, so that no nesting of the text is a nesting of calls. What
//! stands inside a paragraph is read in [`words`], notes in [`notes`]; [`checks`] refuses.

mod checks;
mod notes;
mod words;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::atoms::{AtomKind, Scanned};
use super::inline::{Finished, Inline};
use super::{Anchor, Body, RawBlock};
use crate::content::source::Source;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{BlockKind, PageLabel, Text};

/// What holds the block that is being read.
#[derive(Debug)]
enum Container {
    Quotation,
    List { next: Option<u32> },
    Item { ordinal: Option<u32>, spoken: bool, range: Range<usize> },
    Note,
}

/// What the running text that is being read will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Running {
    Paragraph,
    Heading,
    Table,
}

/// How far a table is read.
#[derive(Debug, Default)]
struct Table {
    columns: usize,
    cells: usize,
    rows: usize,
}

/// Reads the events of one Markdown text. Ranges are bytes of that text.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    source: &'a Source,
    text: &'a str,
    scanned: &'a Scanned,
    anchor: Anchor,
    body: Body,
    faults: Vec<Diagnostic>,
    containers: Vec<Container>,
    running: Option<(Running, Inline)>,
    table: Table,
    code: Option<Inline>,
    /// Pages that begin with the next text's first word, with their place.
    pages: Vec<(PageLabel, usize)>,
    /// Which atoms were met.
    met: Vec<bool>,
    /// Which definitions were met, or are code.
    defined: Vec<bool>,
    too_deep: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        source: &'a Source,
        text: &'a str,
        scanned: &'a Scanned,
        anchor: Anchor,
    ) -> Self {
        Self {
            source,
            text,
            scanned,
            anchor,
            body: Body::default(),
            faults: Vec::new(),
            containers: Vec::new(),
            running: None,
            table: Table::default(),
            code: None,
            pages: Vec::new(),
            met: vec![false; scanned.atoms.len()],
            defined: vec![false; scanned.definitions.len()],
            too_deep: false,
        }
    }

    /// Takes one event.
    pub(super) fn step(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) if self.code.is_some() => self.code_words(&words, &range),
            Event::Text(words) => self.words(&words, &range),
            Event::Code(words) => self.inline_code(&words, &range),
            Event::SoftBreak => self.inline(&range).soft_break(range.start),
            Event::HardBreak => self.inline(&range).exact("\n", range.start),
            Event::Rule => self.warn(&range, "a rule across the page is not kept", "remove it"),
            // Words that Markdown takes for something else: raw HTML, or a note's definition in
            // the middle of a paragraph.
            _ => {
                let whole = &self.text[range.clone()];
                self.inline(&range).words(whole, range.start);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.check_depth(&range);
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open_running(Running::Paragraph, range),
            Tag::Heading { level, .. } => {
                self.check_heading(level, &range);
                self.open_running(Running::Heading, range);
            }
            Tag::BlockQuote(_) => {
                self.close_running();
                self.containers.push(Container::Quotation);
            }
            Tag::List(first) => {
                self.close_running();
                let next = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
                self.containers.push(Container::List { next });
            }
            Tag::Item => self.open_item(range),
            Tag::FootnoteDefinition(label) => self.open_note(&label, &range),
            Tag::CodeBlock(kind) => self.open_code(&kind, range),
            Tag::Table(alignments) => {
                self.open_running(Running::Table, range);
                self.table = Table { columns: alignments.len(), cells: 0, rows: 0 };
            }
            Tag::TableHead | Tag::TableRow => {
                self.table.cells = 0;
                self.table.rows += 1;
                if self.table.rows > 1 {
                    self.inline(&range).exact("\n", range.start);
                }
            }
            Tag::TableCell => {
                self.table.cells += 1;
                if self.table.cells > 1 {
                    self.inline(&range).exact("\t", range.start);
                }
            }
            mark => self.open_mark(mark, &range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) | TagEnd::Table => {
                self.close_running();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.close_running();
                self.containers.pop();
            }
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::Item => self.close_item(),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::TableHead | TagEnd::TableRow => self.check_row(&range),
            TagEnd::TableCell => {}
            mark => self.close_mark(mark, &range),
        }
    }

    // Containers.

    fn open_item(&mut self, range: Range<usize>) {
        self.close_running();
        let ordinal = match self.containers.last_mut() {
            Some(Container::List { next: Some(next) }) => {
                *next = next.saturating_add(1);
                Some(*next - 1)
            }
            _ => None,
        };
        self.containers.push(Container::Item { ordinal, spoken: false, range });
    }

    fn close_item(&mut self) {
        self.close_running();
        if let Some(Container::Item { spoken: false, range, .. }) = self.containers.pop() {
            // One that holds nothing but a deeper list is no fault.
            let sign = |c: char| c.is_whitespace() || c.is_ascii_digit() || "-+*.)".contains(c);
            let start = &self.text[range.clone()];
            if start[..start.floor_char_boundary(1_000)].trim_matches(sign).is_empty() {
                self.warn(&range, "an item without words is not kept", "write its words");
            }
        }
    }

    // Blocks.

    fn open_running(&mut self, running: Running, range: Range<usize>) {
        self.close_running();
        self.running = Some((running, Inline::new(range)));
    }

    /// The running text; begins a paragraph where the parser gave none, as in tight lists.
    fn inline(&mut self, range: &Range<usize>) -> &mut Inline {
        let begin = || (Running::Paragraph, Inline::new(range.clone()));
        &mut self.running.get_or_insert_with(begin).1
    }

    fn close_running(&mut self) {
        let Some((running, inline)) = self.running.take() else { return };
        let range = inline.range.clone();
        if self.in_note() {
            let mut pages = Vec::new();
            let finished = inline.finish(&mut pages);
            self.close_note_paragraph(running, finished, !pages.is_empty(), &range);
            return;
        }
        let finished = inline.finish(&mut self.pages);
        let blank = finished.text.plain().trim().is_empty();
        if blank && finished.pictures.is_empty() {
            if finished.text.markers().next().is_some() {
                self.error(&range, "a marker without words", "put it after the words it marks");
            } else if running != Running::Paragraph {
                self.warn(&range, "a block without words is not kept", "remove it");
            }
            return;
        }
        let kind = match running {
            Running::Heading => {
                self.expect_top(&range, "a sub-heading");
                BlockKind::Heading
            }
            Running::Table => {
                self.expect_top(&range, "a table");
                BlockKind::Table
            }
            Running::Paragraph => match self.figure_image(&finished) {
                Some(image) => {
                    self.expect_top(&range, "a picture");
                    BlockKind::Figure { image }
                }
                None => self.paragraph_kind(&range),
            },
        };
        if !matches!(kind, BlockKind::Figure { .. }) {
            for picture in &finished.pictures {
                let help = "give it a paragraph of its own";
                self.error(&picture.range, "a picture stands among words", help);
            }
        }
        let map = finished.map.anchored(&self.anchor);
        self.body.blocks.push(RawBlock { kind, text: finished.text, map });
    }

    /// What a paragraph is by what holds it, and a fault if it cannot be that.
    fn paragraph_kind(&mut self, range: &Range<usize>) -> BlockKind {
        let count = |wanted: fn(&Container) -> bool| {
            self.containers.iter().filter(|container| wanted(container)).count()
        };
        let lists = count(|container| matches!(container, Container::List { .. }));
        let quotations = count(|container| matches!(container, Container::Quotation));
        if quotations > 1 {
            self.error(range, "a quotation inside a quotation is not kept", "quote it once");
        }
        if lists > 0 && quotations > 0 {
            let message = "a list and a quotation inside one another are not kept";
            self.error(range, message, "write each item as a paragraph of the quotation");
        }
        let Some(Container::Item { spoken, ordinal, .. }) = self.containers.last_mut() else {
            return if quotations > 0 { BlockKind::Quotation } else { BlockKind::Paragraph };
        };
        let depth = u8::try_from(lists.saturating_sub(1)).unwrap_or(u8::MAX);
        let kind = BlockKind::Item { ordinal: *ordinal, depth };
        if std::mem::replace(spoken, true) {
            let help = "make it an item of its own, or one paragraph with a hard line break";
            self.error(range, "an item has a second paragraph", help);
        }
        kind
    }

    /// The image's name if the text is one picture and nothing else.
    fn figure_image(&mut self, finished: &Finished) -> Option<String> {
        let [picture] = &*finished.pictures else { return None };
        if picture.span.start != 0 || picture.span.end != finished.text.plain().len() {
            return None;
        }
        if finished.text.plain().trim().is_empty() {
            let help = "say between the brackets what it shows, for readers who cannot see it";
            self.warn(&picture.range, "the picture has no words", help);
        }
        let name = picture.address.strip_prefix("images/");
        if name.is_none() {
            let help = "put the file into images/ and write `![words](images/name.png)`";
            self.error(&picture.range, "the picture is not a file in images/", help);
        }
        Some(name.unwrap_or(&picture.address).to_owned())
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.close_running();
        if let CodeBlockKind::Fenced(language) = kind
            && !language.is_empty()
        {
            self.warn(&range, "the language of a block of code is not kept", "leave it out");
        }
        self.expect_top(&range, "a block of code");
        self.skip_definitions(&range);
        self.code = Some(Inline::new(range));
    }

    fn close_code(&mut self) {
        let Some(code) = self.code.take().filter(|_| !self.in_note()) else { return };
        let range = code.range.clone();
        let finished = code.finish(&mut self.pages);
        let words = finished.text.plain();
        let words = words.strip_suffix('\n').unwrap_or(words);
        if words.is_empty() {
            self.warn(&range, "an empty block of code is not kept", "remove it");
            return;
        }
        let text = Text::new(words.to_owned(), finished.text.ranges().to_vec());
        let map = finished.map.anchored(&self.anchor);
        self.body.blocks.push(RawBlock { kind: BlockKind::Code, text, map });
    }

    // Faults.

    fn error(&mut self, range: &Range<usize>, message: impl Into<String>, help: &str) {
        let fault = self.source.error(self.anchor.range(range), message);
        self.faults.push(fault.help(help));
    }

    fn warn(&mut self, range: &Range<usize>, message: &str, help: &str) {
        let fault = self.source.fault(Severity::Warning, self.anchor.range(range), message);
        self.faults.push(fault.help(help));
    }

    /// The blocks and notes; the faults join `faults` in the file's order.
    pub(super) fn finish(mut self, faults: &mut Vec<Diagnostic>) -> Body {
        self.close_running();
        for (_, at) in std::mem::take(&mut self.pages) {
            let message = "a page begins after the section's last word";
            let help = "put the comment before the page's first word, in the next section's title";
            self.error(&(at..at + 1), message, help);
        }
        for (atom, met) in self.scanned.atoms.iter().zip(std::mem::take(&mut self.met)) {
            if !met && !matches!(atom.kind, AtomKind::Literal { .. }) {
                self.error(&atom.range, "stands where it is not kept", "put it among words");
            }
        }
        for (at, defined) in self.scanned.definitions.iter().zip(std::mem::take(&mut self.defined))
        {
            if !defined {
                let message = "looks like a note's text and stands inside a paragraph";
                let help = "put a blank line before it, or `\\` before its colon";
                self.error(&(*at..at + 1), message, help);
            }
        }
        self.faults.sort_by_key(|fault| (fault.line, fault.column));
        faults.append(&mut self.faults);
        self.body
    }
}
