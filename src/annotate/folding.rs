//! A text folded for comparison, with a way back to its own bytes.
//!
//! Folding makes alike what readers take for the same: quotation marks and apostrophes of any
//! shape, hyphens, composed and decomposed letters, runs of white space. It goes grapheme by
//! grapheme, so nothing found in a folded text cuts a letter from its accent.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::Span;

/// Whether capitals stay apart from small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `Ma` is not `ma`.
    Kept,
    /// All in lower case.
    Lowered,
}

/// A folded text.
#[derive(Debug, Clone)]
pub(super) struct Folded {
    text: String,
    /// For each byte of the folded text, and its end, the same place in the original; nothing
    /// inside of a grapheme. Behind a run of white space it is the run's end.
    bounds: Vec<Option<usize>>,
}

impl Folded {
    /// Folds `plain`.
    pub(super) fn new(plain: &str, case: Case) -> Self {
        let mut folded = Self { text: String::with_capacity(plain.len()), bounds: vec![Some(0)] };
        for (start, grapheme) in plain.grapheme_indices(true) {
            let end = start + grapheme.len();
            let blank = grapheme.chars().all(char::is_whitespace);
            if blank && folded.text.ends_with(' ') {
                if let Some(last) = folded.bounds.last_mut() {
                    *last = Some(end);
                }
                continue;
            }
            if blank {
                folded.text.push(' ');
            } else if grapheme.is_ascii() {
                folded.text.extend(grapheme.chars().map(|c| fold_ascii(c, case)));
            } else {
                for c in grapheme.nfc().map(fold_mark) {
                    match case {
                        Case::Kept => folded.text.push(c),
                        Case::Lowered => folded.text.extend(c.to_lowercase()),
                    }
                }
            }
            folded.bounds.resize(folded.text.len(), None);
            folded.bounds.push(Some(end));
        }
        folded
    }

    /// The folded text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that bytes `start..end` of the folded text stand for; nothing
    /// when an end lies inside of a grapheme.
    pub(super) fn original(&self, start: usize, end: usize) -> Option<Span> {
        Some(Span::new((*self.bounds.get(start)?)?, (*self.bounds.get(end)?)?))
    }
}

/// `plain` folded, its ends trimmed.
pub(super) fn fold(plain: &str, case: Case) -> String {
    Folded::new(plain.trim(), case).text
}

fn fold_ascii(c: char, case: Case) -> char {
    if case == Case::Lowered { c.to_ascii_lowercase() } else { c }
}

fn fold_mark(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}

/// Whether words may begin or end between `before` and `after`: not between two letters or
/// digits, unless one is of a script that is written without blanks.
pub(super) fn parts_words(before: Option<char>, after: Option<char>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => {
            !(before.is_alphanumeric() && after.is_alphanumeric())
                || is_unspaced(before)
                || is_unspaced(after)
        }
        _ => true,
    }
}

/// Whether `span` of `plain` is cut from neither side's word.
pub(super) fn is_word(plain: &str, span: Span) -> bool {
    let words = span.of(plain);
    parts_words(plain[..span.start].chars().next_back(), words.chars().next())
        && parts_words(words.chars().next_back(), plain[span.end..].chars().next())
}

/// Thai to Khmer, kana, Han.
const fn is_unspaced(c: char) -> bool {
    matches!(
        c as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF
            | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
    )
}
