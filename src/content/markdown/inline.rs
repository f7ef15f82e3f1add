//! Running text as it comes from the Markdown parser, piece by piece, and where each piece stood.
//!
//! In: words and the marks around them. Out: a [`Text`] and a [`TextMap`] from its bytes to the
//! file's.

use std::ops::Range;

use super::Anchor;
use crate::model::{NoteNumber, PageLabel, RangeKind, Span, Text, TextRange};

/// Where the bytes of a text stand in its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::content) struct TextMap {
    /// Byte offsets in the text and in the file, in order; in between both run alike.
    pieces: Vec<(usize, usize)>,
    /// The bytes of the file that the text was read from.
    whole: Range<usize>,
}

impl TextMap {
    /// A map of a text that stands somewhere in `whole`.
    pub(in crate::content) const fn of(whole: Range<usize>) -> Self {
        Self { pieces: Vec::new(), whole }
    }

    /// A map from offsets in a Markdown text to the file that it stands in.
    pub(super) fn anchored(mut self, anchor: &Anchor) -> Self {
        match anchor {
            Anchor::Shifted { .. } => {
                for (_, file) in &mut self.pieces {
                    *file = anchor.offset(*file);
                }
            }
            Anchor::Whole(_) => self.pieces.clear(),
        }
        Self { whole: anchor.range(&self.whole), ..self }
    }

    /// The bytes of the file that the text was read from.
    pub(in crate::content) fn whole(&self) -> Range<usize> {
        self.whole.clone()
    }

    /// The bytes of the file for `span` of the text.
    pub(in crate::content) fn locate(&self, span: Span) -> Range<usize> {
        let find = |offset: usize| {
            let after = self.pieces.partition_point(|(plain, _)| *plain <= offset);
            let (plain, file) = *self.pieces.get(after.checked_sub(1)?)?;
            Some((file + offset - plain).min(self.whole.end))
        };
        if span.is_empty() {
            // A point has a piece of its own, before that of the words after it.
            let first = self.pieces.partition_point(|(plain, _)| *plain < span.start);
            let point = self.pieces.get(first).filter(|(plain, _)| *plain == span.start);
            if let Some((_, file)) = point {
                return *file..*file;
            }
        }
        match (find(span.start), find(span.end.saturating_sub(1))) {
            (Some(start), Some(last)) => start..(last + 1).max(start),
            _ => self.whole.clone(),
        }
    }
}

/// A picture met in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its words.
    pub(super) span: Span,
    /// What it names as its file.
    pub(super) address: String,
    /// Its bytes in the Markdown.
    pub(super) range: Range<usize>,
}

/// Running text that is being read.
#[derive(Debug, Default)]
pub(super) struct Inline {
    plain: String,
    ranges: Vec<TextRange>,
    pieces: Vec<(usize, usize)>,
    /// Marks that are open: what, and the text's byte where it began.
    open: Vec<(Option<RangeKind>, usize)>,
    /// Pictures that are open: where they began in the text, and what they name as their file.
    open_pictures: Vec<(usize, String)>,
    /// Pictures that were met.
    pub(super) pictures: Vec<Picture>,
    /// Its bytes in the Markdown.
    pub(super) range: Range<usize>,
}

/// Running text that was read.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) text: Text,
    pub(super) map: TextMap,
    pub(super) pictures: Vec<Picture>,
}

impl Inline {
    /// Begins a text that is read from `range` of the Markdown.
    pub(super) fn new(range: Range<usize>) -> Self {
        Self { range, ..Self::default() }
    }

    /// Adds words as they stand at `at` in the Markdown. Blanks at the beginning are not the
    /// text's.
    pub(super) fn words(&mut self, words: &str, at: usize) {
        let begins = self.plain.is_empty()
            && self.ranges.iter().all(|range| matches!(range.kind, RangeKind::PageBreak(_)));
        let kept = if begins { words.trim_start_matches([' ', '\t', '\n']) } else { words };
        self.exact(kept, at + words.len() - kept.len());
    }

    /// Adds words exactly.
    pub(super) fn exact(&mut self, words: &str, at: usize) {
        if !words.is_empty() {
            self.pieces.push((self.plain.len(), at));
            self.plain.push_str(words);
        }
    }

    /// A line's end inside a paragraph: a blank, unless a page began there on a line of its own.
    pub(super) fn soft_break(&mut self, at: usize) {
        let here = self.plain.len();
        let page_here = self.ranges.last().is_some_and(|range| {
            range.span == Span::at(here) && matches!(range.kind, RangeKind::PageBreak(_))
        });
        if !(self.plain.is_empty() || page_here && self.plain.ends_with([' ', '\n'])) {
            self.exact(" ", at);
        }
    }

    /// A note is called here.
    pub(super) fn marker(&mut self, note: NoteNumber, at: usize) {
        self.point(RangeKind::Marker(note), at);
    }

    /// A printed page begins here.
    pub(super) fn page(&mut self, page: PageLabel, at: usize) {
        self.point(RangeKind::PageBreak(page), at);
    }

    fn point(&mut self, kind: RangeKind, at: usize) {
        let here = self.plain.len();
        self.pieces.push((here, at));
        self.ranges.push(TextRange { span: Span::at(here), kind });
    }

    /// Adds a range over `words`, which are code.
    pub(super) fn code(&mut self, words: &str, at: usize) {
        let start = self.plain.len();
        self.exact(words, at);
        self.range(RangeKind::Code, start);
    }

    /// Opens a mark; `None` for one that leaves no trace.
    pub(super) fn open(&mut self, kind: Option<RangeKind>) {
        self.open.push((kind, self.plain.len()));
    }

    /// Closes the mark that was opened last.
    pub(super) fn close(&mut self) {
        if let Some((Some(kind), start)) = self.open.pop() {
            self.range(kind, start);
        }
    }

    fn range(&mut self, kind: RangeKind, start: usize) {
        if start < self.plain.len() {
            self.ranges.push(TextRange { span: Span::new(start, self.plain.len()), kind });
        }
    }

    /// Begins a picture.
    pub(super) fn open_picture(&mut self, address: String) {
        self.open_pictures.push((self.plain.len(), address));
    }

    /// Ends the picture that was begun last.
    pub(super) fn close_picture(&mut self, range: Range<usize>) {
        if let Some((start, address)) = self.open_pictures.pop() {
            let span = Span::new(start, self.plain.len());
            self.pictures.push(Picture { span, address, range });
        }
    }

    /// How many marks are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len() + self.open_pictures.len()
    }

    /// The text, with the pages `waiting` for a first word beginning at its own, if it has any.
    /// Pages that begin after its last word wait for the next text's.
    pub(super) fn finish(mut self, waiting: &mut Vec<(PageLabel, usize)>) -> Finished {
        let end = self.plain.len();
        let mut ranges = Vec::new();
        let blank = self.plain.trim().is_empty();
        if !blank {
            ranges.extend(waiting.drain(..).map(|(page, _)| TextRange {
                span: Span::at(0),
                kind: RangeKind::PageBreak(page),
            }));
        }
        let after = self.pieces.last().map_or(self.range.end, |(_, file)| *file);
        let waited = waiting.len();
        for range in join_alike(self.ranges) {
            match range.kind {
                RangeKind::PageBreak(page) if blank || range.span == Span::at(end) => {
                    waiting.push((page, after));
                }
                _ => ranges.push(range),
            }
        }
        if waiting.len() > waited && ranges.iter().all(|range| range.span.end < end) {
            self.plain.truncate(self.plain.trim_end_matches(' ').len());
        }
        Finished {
            text: Text::new(self.plain, ranges),
            map: TextMap { pieces: self.pieces, whole: self.range },
            pictures: self.pictures,
        }
    }
}

/// The same ranges, those of one kind that touch or overlap made one.
pub(super) fn join_alike(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_by(|a, b| (&a.kind, a.span).cmp(&(&b.kind, b.span)));
    let mut joined: Vec<TextRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last)
                if last.kind == range.kind
                    && !range.span.is_empty()
                    && range.span.start <= last.span.end =>
            {
                last.span.end = last.span.end.max(range.span.end);
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// A text without its first `before` and last `after` bytes, which carry no range.
pub(super) fn without_ends(
    text: &Text,
    mut map: TextMap,
    before: usize,
    after: usize,
) -> (Text, TextMap) {
    let end = text.plain().len() - after;
    let shift = |at: usize| at.clamp(before, end) - before;
    let ranges = text.ranges().iter().map(|range| TextRange {
        span: Span::new(shift(range.span.start), shift(range.span.end)),
        kind: range.kind.clone(),
    });
    let text = Text::new(text.plain()[before..end].to_owned(), ranges.collect());
    for (plain, file) in &mut map.pieces {
        *file += before.saturating_sub(*plain);
        *plain = plain.saturating_sub(before);
    }
    (text, map)
}
