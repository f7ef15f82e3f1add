//! A text: plain words, and ranges laid over them.
//!
//! In: a plain string and what the author's print does to it (emphasis, links, note markers,
//! page breaks). Out: the same, sorted and checked. Computed ranges (sentences, mentions, hits)
//! live beside a text, never inside it.

use super::{NoteNumber, PageLabel};

/// A half-open range of bytes in a plain text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; equal to `start` for a point.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end` (bytes).
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset` (bytes).
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it is a point.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words it covers.
    ///
    /// # Panics
    /// If the span does not belong to `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// What the author's text says about a range of its words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RangeKind {
    /// A printed page begins here (a point).
    PageBreak(PageLabel),
    /// Emphasis (italics).
    Emphasis,
    /// Strong emphasis (bold).
    Strong,
    /// Code, in a fixed-width face.
    Code,
    /// A link to an address outside; `http`, `https`, `mailto` or relative only.
    Link(String),
    /// A note is called here (a point).
    Marker(NoteNumber),
}

/// A range of a text with what the author says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRange {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: RangeKind,
}

/// Plain words with the author's ranges over them. A line feed inside is a hard line break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    plain: String,
    ranges: Vec<TextRange>,
}

impl Text {
    /// A text of `plain` words under `ranges`, which are put in order: by start, points before
    /// wider ranges that begin there, longer before shorter, then by kind.
    ///
    /// # Panics
    /// If a range does not lie on character boundaries of `plain`: readers and importers build
    /// ranges from the very string that they pass.
    #[must_use]
    pub fn new(plain: String, mut ranges: Vec<TextRange>) -> Self {
        for range in &ranges {
            assert!(
                range.span.start <= range.span.end
                    && plain.is_char_boundary(range.span.start)
                    && plain.is_char_boundary(range.span.end),
                "a range lies outside its text"
            );
        }
        ranges.sort_by(|a, b| {
            (a.span.start, !a.span.is_empty(), std::cmp::Reverse(a.span.end), &a.kind).cmp(&(
                b.span.start,
                !b.span.is_empty(),
                std::cmp::Reverse(b.span.end),
                &b.kind,
            ))
        });
        Self { plain, ranges }
    }

    /// The words, without markers and page breaks.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The author's ranges, in order.
    #[must_use]
    pub fn ranges(&self) -> &[TextRange] {
        &self.ranges
    }

    /// Each marker with its byte offset, in order.
    pub fn markers(&self) -> impl Iterator<Item = (NoteNumber, usize)> + '_ {
        self.ranges.iter().filter_map(|range| match range.kind {
            RangeKind::Marker(note) => Some((note, range.span.start)),
            _ => None,
        })
    }

    /// Each page break with its byte offset, in order.
    pub fn page_breaks(&self) -> impl Iterator<Item = (&PageLabel, usize)> + '_ {
        self.ranges.iter().filter_map(|range| match &range.kind {
            RangeKind::PageBreak(page) => Some((page, range.span.start)),
            _ => None,
        })
    }

    /// Number of words: runs of characters between white space.
    #[must_use]
    pub fn count_words(&self) -> usize {
        self.plain.split_whitespace().count()
    }

    /// Number of Unicode code points before byte `offset`: what the API calls an offset.
    ///
    /// # Panics
    /// If `offset` is not a character boundary of the text.
    #[must_use]
    pub fn code_points_before(&self, offset: usize) -> usize {
        self.plain[..offset].chars().count()
    }
}

impl From<&str> for Text {
    fn from(plain: &str) -> Self {
        Self::new(plain.to_owned(), Vec::new())
    }
}
