//! Finds literal words in a text: one automaton for many patterns.
//!
//! Patterns and texts are folded ([`super::folding`]); a match is whole words. Matches may lie
//! inside of one another: that a longer pattern is no whole word somewhere must not hide a
//! shorter one.

use aho_corasick::AhoCorasick;

use crate::model::Span;

use super::folding::{Case, Folded, fold, is_word};

/// Finds patterns, each by its index.
#[derive(Debug)]
pub(super) struct Literals {
    automaton: AhoCorasick,
    case: Case,
}

impl Literals {
    /// A finder of `patterns`, of which none may be blank.
    ///
    /// # Panics
    /// If the patterns together need more than 2³¹ states, which no file of allowed size holds.
    pub(super) fn new<'a>(patterns: impl IntoIterator<Item = &'a str>, case: Case) -> Self {
        let folded: Vec<String> = patterns.into_iter().map(|pattern| fold(pattern, case)).collect();
        debug_assert!(folded.iter().all(|pattern| !pattern.is_empty()), "no pattern is blank");
        let automaton =
            AhoCorasick::new(&folded).expect("readers bound the number and length of patterns");
        Self { automaton, case }
    }

    /// Every match in `plain`: its span and its pattern's index, by end.
    pub(super) fn find(&self, plain: &str) -> Vec<(Span, usize)> {
        let folded = Folded::new(plain, self.case);
        self.automaton
            .find_overlapping_iter(folded.as_str())
            .filter_map(|hit| {
                let span = folded.original(hit.start(), hit.end())?;
                is_word(plain, span).then(|| (span, hit.pattern().as_usize()))
            })
            .collect()
    }
}

/// Of things with spans, those that remain when the leftmost wins, then the longest, then the
/// one that came first.
pub(super) fn leftmost_longest<T>(mut found: Vec<T>, span: impl Fn(&T) -> Span) -> Vec<T> {
    found.sort_by_key(|thing| (span(thing).start, std::cmp::Reverse(span(thing).end)));
    let mut end = 0;
    found.retain(|thing| {
        let free = span(thing).start >= end;
        if free {
            end = span(thing).end;
        }
        free
    });
    found
}
