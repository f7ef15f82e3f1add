//! Words that differ, set beside one another: which were corrected, which are lost or added.
//!
//! In: a run of the source's words and the run that stands in its place. Out: pairs. Two words
//! correspond when most of their letters do; one may stand for two that were joined or parted.

use similar::TextDiff;

/// What became of some words: ranges in the source's run and in the edition's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pair {
    /// Words of the source without any in the edition.
    Lost(std::ops::Range<usize>),
    /// Words of the edition without any in the source.
    Added(std::ops::Range<usize>),
    /// Similar words.
    Corrected(std::ops::Range<usize>, std::ops::Range<usize>),
}

/// How much of their letters words share that correspond: 0 to 1.
const SIMILAR: f32 = 0.6;

/// Runs longer than this are compared as a whole.
const LONGEST: usize = 60;

/// Sets `source` and `edition` beside one another.
pub(super) fn align(source: &[String], edition: &[String]) -> Vec<Pair> {
    let (rows, columns) = (source.len(), edition.len());
    if rows == 0 || columns == 0 || rows > LONGEST || columns > LONGEST {
        let lost = (rows > 0).then_some(Pair::Lost(0..rows));
        return lost.into_iter().chain((columns > 0).then_some(Pair::Added(0..columns))).collect();
    }
    // best[i][j]: the greatest likeness of the runs from i and j on, and the step that begins it.
    let mut best = vec![vec![(0.0_f32, (0_usize, 0_usize)); columns + 1]; rows + 1];
    for i in (0..=rows).rev() {
        for j in (0..=columns).rev() {
            let mut top = (0.0, (0, 0));
            for (down, right) in [(1, 0), (0, 1), (1, 1), (1, 2), (2, 1)] {
                if i + down > rows || j + right > columns {
                    continue;
                }
                let gain = if down > 0 && right > 0 {
                    let like = likeness(&source[i..i + down], &edition[j..j + right]);
                    if like < SIMILAR {
                        continue;
                    }
                    like
                } else {
                    0.0
                };
                let value = gain + best[i + down][j + right].0;
                if value > top.0 || top.1 == (0, 0) {
                    top = (value, (down, right));
                }
            }
            best[i][j] = top;
        }
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < rows || j < columns {
        let (down, right) = best[i][j].1;
        let (old, new) = (i..i + down, j..j + right);
        (i, j) = (i + down, j + right);
        match (pairs.last_mut(), down, right) {
            (Some(Pair::Lost(open)), _, 0) => open.end = old.end,
            (_, _, 0) => pairs.push(Pair::Lost(old)),
            (Some(Pair::Added(open)), 0, _) => open.end = new.end,
            (_, 0, _) => pairs.push(Pair::Added(new)),
            (Some(Pair::Corrected(before, after)), ..) => {
                (before.end, after.end) = (old.end, new.end);
            }
            _ => pairs.push(Pair::Corrected(old, new)),
        }
    }
    pairs
}

/// How much of their letters two runs of words share. Words that differ only in what parts them
/// are the same.
fn likeness(source: &[String], edition: &[String]) -> f32 {
    let plain = |words: &[String]| -> String {
        words
            .iter()
            .flat_map(|word| word.chars())
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (a, b) = (plain(source), plain(edition));
    if a.is_empty() || b.is_empty() || a.len() > 200 || b.len() > 200 {
        return if source.concat() == edition.concat() { 1.0 } else { 0.0 };
    }
    TextDiff::from_chars(&*a, &*b).ratio()
}
