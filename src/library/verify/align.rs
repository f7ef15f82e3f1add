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
use super::fold::{Folded, Quotation};

/// The mean cost of a word, from 0 to 1, up to which words are close to a quotation. A false one
/// shares its `the` and `of` with any text, which leaves it near 0.6; a copy with a tenth of its
/// words changed lies near 0.1.
const CLOSE: f64 = 0.34;
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

/// The words of `text` nearest to `quotation`, if they are close to it.
pub(super) fn align(quotation: &Quotation, text: &Folded) -> Option<Aligned> {
    let printed = words(text);
    let known: HashSet<&str> = printed.iter().map(|word| word.text.as_str()).collect();
    let pieces: Vec<Vec<Word>> = quotation.pieces.iter().map(words).collect();
    let count: usize = pieces.iter().map(Vec::len).sum();
    // Cheap before dear: too few of the words are here at all.
    let here = pieces.iter().flatten().filter(|word| known.contains(word.text.as_str())).count();
    let bearable = |missing: usize| {
        #[expect(clippy::cast_precision_loss, reason = "word counts are small")]
        let share = missing as f64 / count.max(1) as f64;
        share * ALIKE <= CLOSE
    };
    if count == 0 || !bearable(count - here) {
        return None;
    }
    let (mut cost, mut from, mut chars) = (0.0, 0, None::<Range<usize>>);
    for piece in &pieces {
        let (piece_cost, range) = nearest(piece, &printed[from..])?;
        cost += piece_cost;
        let (first, last) = (&printed[from + range.start], &printed[from + range.end - 1]);
        let start = chars.map_or(first.chars.start, |chars| chars.start);
        chars = Some(start..last.chars.end);
        from += range.end;
    }
    #[expect(clippy::cast_precision_loss, reason = "word counts are small")]
    let mean = cost / count as f64;
    let chars = chars.filter(|_| mean <= CLOSE)?;
    Some(Aligned { cost: mean, chars })
}

/// A word in lower case, with its characters' range.
struct Word {
    text: String,
    chars: Range<usize>,
}

fn words(text: &Folded) -> Vec<Word> {
    let mut words = Vec::<Word>::new();
    for (at, c) in text.chars().iter().enumerate() {
        if !c.is_alphanumeric() {
            continue;
        }
        match words.last_mut().filter(|word| word.chars.end == at) {
            Some(word) => {
                word.text.extend(c.to_lowercase());
                word.chars.end = at + 1;
            }
            None => words.push(Word { text: c.to_lowercase().collect(), chars: at..at + 1 }),
        }
    }
    words
}

/// The least cost of `piece` anywhere in `printed`, and where; `None` without words.
fn nearest(piece: &[Word], printed: &[Word]) -> Option<(f64, Range<usize>)> {
    let mut unlike = HashMap::new();
    let mut substitution = move |a: &str, b: &str| -> f64 {
        if a == b {
            return 0.0;
        }
        if a.len().abs_diff(b.len()) > a.len().max(b.len()) / 2 {
            return 1.0;
        }
        *unlike.entry((a.to_owned(), b.to_owned())).or_insert_with(|| {
            let alike = strsim::normalized_levenshtein(a, b);
            if alike < ALIKE { 1.0 } else { 1.0 - alike }
        })
    };
    // For each end in `printed`: the cost of the piece so far, and where it began.
    let mut row: Vec<(f64, usize)> = (0..=printed.len()).map(|at| (0.0, at)).collect();
    for quoted in piece {
        let mut diagonal = row[0];
        row[0].0 += 1.0;
        for (at, word) in printed.iter().enumerate() {
            let above = row[at + 1];
            let best = [
                (diagonal.0 + substitution(&quoted.text, &word.text), diagonal.1),
                (above.0 + 1.0, above.1),
                (row[at].0 + 1.0, row[at].1),
            ];
            diagonal = above;
            row[at + 1] = best.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        }
    }
    let ends = row.iter().enumerate().filter(|(end, (_, start))| start < end);
    let (end, &(cost, start)) = ends.min_by(|(_, a), (_, b)| a.0.total_cmp(&b.0))?;
    Some((cost, start..end))
}

/// How `quote` and `printed` differ, blank-separated word by word.
pub(super) fn differences(quote: &str, printed: &str) -> Vec<Difference> {
    let quoted: Vec<&str> = quote.split_whitespace().collect();
    let words: Vec<&str> = printed.split_whitespace().collect();
    // Compared without what a verdict forgives.
    let bare = |words: &[&str]| -> Vec<Vec<char>> {
        words.iter().map(|word| Folded::of(word).chars().to_vec()).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &bare(&quoted), &bare(&words));
    let offset = |at: usize| match words.get(at) {
        // Both are slices of the one string.
        Some(word) => printed[..word.as_ptr().addr() - printed.as_ptr().addr()].chars().count(),
        None => printed.chars().count(),
    };
    ops.into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| Difference {
            quoted: quoted[op.old_range()].join(" "),
            printed: words[op.new_range()].join(" "),
            offset: offset(op.new_range().start),
        })
        .collect()
}
