//! Finds literal words in a text: one automaton for many patterns.
//!
//! Patterns and texts are folded (`folding`); a match is whole words. Matches may lie
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

    /// Calls `each` with the span and the pattern's index of every match in `plain`, by end.
    /// Hostile patterns match a hundred times at every letter: nothing is collected here.
    pub(super) fn visit(&self, plain: &str, mut each: impl FnMut(Span, usize)) {
        let folded = Folded::new(plain, self.case);
        for hit in self.automaton.find_overlapping_iter(folded.as_str()) {
            if let Some(span) = folded.original(hit.start(), hit.end())
                && is_word(plain, span)
            {
                each(span, hit.pattern().as_usize());
            }
        }
    }
}
