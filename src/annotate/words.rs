//! The words of a text with what stands between them, for reading patterns word by word.

use crate::model::Span;

/// Words: runs of letters and digits.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// The text.
    pub(super) plain: &'a str,
    spans: Vec<Span>,
}

impl<'a> Words<'a> {
    /// The words of `plain`.
    pub(super) fn new(plain: &'a str) -> Self {
        let mut spans = Vec::new();
        let mut start = None;
        for (at, c) in plain.char_indices() {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    spans.push(Span::new(from, at));
                    start = None;
                }
                _ => {}
            }
        }
        spans.extend(start.map(|from| Span::new(from, plain.len())));
        Self { plain, spans }
    }

    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Word `at`.
    pub(super) fn get(&self, at: usize) -> Option<&'a str> {
        self.spans.get(at).map(|span| span.of(self.plain))
    }

    /// Where word `at` stands.
    pub(super) fn span(&self, at: usize) -> Span {
        self.spans[at]
    }

    /// What stands between word `at` and the next; what stands behind the last.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        let Some(span) = self.spans.get(at) else { return "" };
        let end = self.spans.get(at + 1).map_or(self.plain.len(), |next| next.start);
        &self.plain[span.end..end]
    }

    /// Whether nothing but blanks parts word `at` from the next.
    pub(super) fn blank(&self, at: usize) -> bool {
        at + 1 < self.spans.len() && !self.gap(at).is_empty() && self.gap(at).trim().is_empty()
    }
}

/// Whether `word` looks like an English plural: in lower case, with an s that is no part of
/// `-ss`, `-us` or `-is`, or one of the commonest others.
pub(super) fn is_plural(word: &str) -> bool {
    let regular = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word.chars().all(char::is_lowercase)
        && (regular || matches!(word, "people" | "men" | "women" | "children"))
}
