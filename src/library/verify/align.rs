//! The words of a text that are nearest to a quotation, and how they differ.
//!
//! In: a quotation and a folded text. Out: the range of least cost. Words are aligned with
//! insertions, deletions and substitutions, free at both ends of the text (P. H. Sellers, "The
//! theory and computation of evolutionary distances", 1980); a substitution costs as much as the
//! two words are unlike, in letters.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Difference;
use super::fold::{Folded, Quotation, is_word_alone};

/// The mean cost of a word, from 0 to 1, up to which words are close to a quotation. A false one
/// shares its `the` and `of` with any text, which leaves it near 0.6; a copy with a tenth of its
/// words changed lies near 0.1.
const CLOSE: f64 = 0.34;
/// The same for a quotation of at most [`FEW`] words, of which no whole one may differ.
const CLOSE_OF_FEW: f64 = 0.2;
/// Words of a short quotation.
const FEW: usize = 4;
/// Costs that differ by no more are the same.
const SAME: f64 = 1e-9;
/// Two words less alike than this are simply different.
const ALIKE: f64 = 0.5;

/// Where a quotation comes nearest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aligned {
    /// Mean cost of a word of the quotation.
    pub(super) cost: f64,
    /// The range, in folded characters.
    pub(super) chars: Range<usize>,
}

/// A text's words, each with the characters that it stands at.
#[derive(Debug)]
pub(super) struct Printed {
    words: Vec<Word>,
    known: HashSet<String>,
}

impl Printed {
    pub(super) fn of(text: &Folded) -> Self {
        let words = words(text);
        let known = words.iter().map(|word| word.text.clone()).collect();
        Self { words, known }
    }
}

/// A quotation's words, piece by piece.
#[derive(Debug)]
pub(super) struct Wanted {
    pieces: Vec<Vec<Word>>,
    count: usize,
}

impl Wanted {
    pub(super) fn of(quotation: &Quotation) -> Self {
        let pieces: Vec<Vec<Word>> = quotation.pieces.iter().map(words).collect();
        let count = pieces.iter().map(Vec::len).sum();
        Self { pieces, count }
    }

    /// How many of its words `printed` does not have at all; `None` if they are too many for it
    /// to be close.
    pub(super) fn count_missing(&self, printed: &Printed) -> Option<usize> {
        let all = self.pieces.iter().flatten();
        let missing = all.filter(|word| !printed.known.contains(&word.text)).count();
        #[expect(clippy::cast_precision_loss, reason = "word counts are small")]
        let share = missing as f64 / self.count.max(1) as f64;
        (self.count > 0 && share * ALIKE <= CLOSE).then_some(missing)
    }

    /// The words of `printed` nearest to it, if they are close.
    pub(super) fn align(&self, printed: &Printed) -> Option<Aligned> {
        let (mut cost, mut from, mut chars) = (0.0, 0, None::<Range<usize>>);
        for piece in &self.pieces {
            let (piece_cost, range) = nearest(piece, &printed.words[from..])?;
            cost += piece_cost;
            let first = &printed.words[from + range.start];
            let last = &printed.words[from + range.end - 1];
            let start = chars.map_or(first.chars.start, |chars| chars.start);
            chars = Some(start..last.chars.end);
            from += range.end;
        }
        #[expect(clippy::cast_precision_loss, reason = "word counts are small")]
        let mean = cost / self.count as f64;
        let most = if self.count <= FEW { CLOSE_OF_FEW } else { CLOSE };
        let chars = chars.filter(|_| mean <= most)?;
        Some(Aligned { cost: mean, chars })
    }
}

/// A word in lower case, with its characters' range.
#[derive(Debug)]
struct Word {
    text: String,
    chars: Range<usize>,
    /// Whether it is the last of a sentence or of a text.
    ends: bool,
}

/// The words of `text`; a character of a script without blanks is one.
fn words(text: &Folded) -> Vec<Word> {
    let mut words = Vec::<Word>::new();
    let mut alone = false;
    // `14.7`, `U.S`
    let is_inside = |at: usize| text.chars().get(at + 1).is_some_and(|c| c.is_alphanumeric());
    for (at, c) in text.chars().iter().enumerate() {
        if !c.is_alphanumeric() {
            // The blank that parts two texts came from no bytes.
            if let Some(last) = words.last_mut()
                && (matches!(c, '.' | '!' | '?' | '。') && !is_inside(at)
                    || text.bytes(at).is_empty())
            {
                last.ends = true;
            }
            continue;
        }
        let was_alone = std::mem::replace(&mut alone, is_word_alone(*c));
        let joins = !alone && !was_alone;
        match words.last_mut().filter(|word| joins && word.chars.end == at) {
            Some(word) => {
                word.text.extend(c.to_lowercase());
                word.chars.end = at + 1;
            }
            None => words.push(Word {
                text: c.to_lowercase().collect(),
                chars: at..at + 1,
                ends: false,
            }),
        }
    }
    words
}

/// The least cost of `piece` anywhere in `printed`, and where; `None` without words.
fn nearest(piece: &[Word], printed: &[Word]) -> Option<(f64, Range<usize>)> {
    // Each different word gets a number, so that unlikeness is worked out once for each two.
    let mut texts: Vec<&str> = Vec::new();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    let columns: Vec<usize> = printed
        .iter()
        .map(|word| {
            *ids.entry(&word.text).or_insert_with(|| {
                texts.push(&word.text);
                texts.len() - 1
            })
        })
        .collect();
    let mut rows: HashMap<&str, Vec<f64>> = HashMap::new();
    // For each end in `printed`: the cost of the piece so far, and where it began.
    let mut row: Vec<(f64, usize)> = (0..=printed.len()).map(|at| (0.0, at)).collect();
    for quoted in piece {
        let costs = rows
            .entry(&quoted.text)
            .or_insert_with(|| texts.iter().map(|text| unlikeness(&quoted.text, text)).collect());
        let mut diagonal = row[0];
        row[0].0 += 1.0;
        for (at, id) in columns.iter().enumerate() {
            let above = row[at + 1];
            let mut best = (diagonal.0 + costs[*id], diagonal.1);
            for other in [(above.0 + 1.0, above.1), (row[at].0 + 1.0, row[at].1)] {
                if other.0 < best.0 - SAME {
                    best = other;
                }
            }
            diagonal = above;
            row[at + 1] = best;
        }
    }
    let ends = || row.iter().enumerate().filter(|(end, (_, start))| start < end);
    let least = ends().map(|(_, (cost, _))| *cost).min_by(f64::total_cmp)?;
    // A wrong word costs the same whether it stands for one that is printed or for none.
    let (end, &(_, start)) = ends()
        .filter(|(_, (cost, _))| *cost <= least + SAME)
        .min_by_key(|(end, (_, start))| (end - start).abs_diff(piece.len()))?;
    let (mut start, mut end) = (start, end);
    // But it stands for none of a sentence that has nothing else of the quotation.
    let is_strange = |word: &Word| piece.iter().all(|a| unlikeness(&a.text, &word.text) >= 1.0);
    if end - start > 1 && printed[start].ends && is_strange(&printed[start]) {
        start += 1;
    }
    if end - start > 1 && printed[end - 2].ends && is_strange(&printed[end - 1]) {
        end -= 1;
    }
    Some((least, start..end))
}

/// What it costs to put one word for another, from 0 to 1.
fn unlikeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 0.0;
    }
    if a.len().abs_diff(b.len()) > a.len().max(b.len()) / 2 {
        return 1.0;
    }
    let alike = strsim::normalized_levenshtein(a, b);
    if alike < ALIKE { 1.0 } else { 1.0 - alike }
}

/// How `quote` and `printed` differ, blank-separated word by word.
pub(super) fn differences(quote: &str, printed: &str) -> Vec<Difference> {
    let quoted: Vec<&str> = quote.split_whitespace().collect();
    let words: Vec<&str> = printed.split_whitespace().collect();
    // Compared without what a verdict forgives.
    let bare = |words: &[&str]| -> Vec<Vec<char>> {
        words.iter().map(|word| Folded::of(word).chars().to_vec()).collect()
    };
    let print = bare(&words);
    let mut wanted = bare(&quoted);
    // A note number that came along is no difference, unless the report prints it.
    for word in wanted.iter_mut().filter(|word| !print.contains(word)) {
        let text: String = word.iter().collect();
        let without = Folded::of(&text).without_numbers(true);
        if print.iter().any(|printed| printed == without.chars()) {
            *word = without.chars().to_vec();
        }
    }
    let is_marker = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| quoted[before].chars().last());
        before.is_some_and(|c| !c.is_alphanumeric())
            && quoted[at].len() <= 3
            && quoted[at].bytes().all(|c| c.is_ascii_digit())
    };
    let ops = capture_diff_slices(Algorithm::Myers, &wanted, &print);
    let offset = |at: usize| match words.get(at) {
        // Both are slices of the one string.
        Some(word) => printed[..word.as_ptr().addr() - printed.as_ptr().addr()].chars().count(),
        None => printed.chars().count(),
    };
    ops.into_iter()
        .filter(|op| match op {
            DiffOp::Equal { .. } => false,
            DiffOp::Delete { old_index, old_len: 1, .. } => !is_marker(*old_index),
            _ => true,
        })
        .map(|op| Difference {
            quoted: quoted[op.old_range()].join(" "),
            printed: words[op.new_range()].join(" "),
            offset: offset(op.new_range().start),
        })
        .collect()
}
