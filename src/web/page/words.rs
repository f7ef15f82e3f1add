//! Words, some of them found: what pages print of a text where a search's words are marked.
//!
//! In: a text, the part of it to print, the spans that were found. Out: pieces in order, which a
//! template prints, marked or not.

use crate::model::Span;

/// Words that were found, or words between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) found: bool,
}

/// The words of `passage` in `text`, cut where those `found` begin and end.
pub(super) fn cut(text: &str, passage: Span, found: &[Span]) -> Vec<Words> {
    let mut words = Vec::new();
    let mut push = |start: usize, end: usize, found: bool| {
        if let Some(text) = text.get(start..end).filter(|text| !text.is_empty()) {
            words.push(Words { text: text.to_owned(), found });
        }
    };
    let mut at = passage.start;
    for span in found.iter().filter(|span| span.overlaps(passage)) {
        let (start, end) = (span.start.max(at), span.end.min(passage.end));
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, passage.end, false);
    words
}

/// All of `text`, cut likewise.
pub(super) fn cut_whole(text: &str, found: &[Span]) -> Vec<Words> {
    cut(text, Span::new(0, text.len()), found)
}
