//! How many of very many documents have a value.
//!
//! In: the list of values of each document, turned round once. Out: counts of a set of documents,
//! by words of 64 bits for a value that many documents have, by its list for another: much less
//! than to walk through the values of every hit when a tenth of a large library are hits.

use super::super::document::{Lists, short};

/// A value that more than one in so many documents has is kept as bits.
const WORTH_BITS: usize = 64;

/// A set of documents.
#[derive(Debug)]
pub(super) struct Bits(Box<[u64]>);

impl Bits {
    /// The set of `documents`, of `all` that there are.
    pub(super) fn of(documents: impl Iterator<Item = u32>, all: usize) -> Self {
        let mut words = vec![0_u64; all.div_ceil(64)].into_boxed_slice();
        for document in documents {
            words[document as usize / 64] |= 1 << (document % 64);
        }
        Self(words)
    }

    fn has(&self, document: u32) -> bool {
        self.0[document as usize / 64] & 1 << (document % 64) != 0
    }

    fn count_both(&self, other: &Self) -> usize {
        let both = self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones() as usize);
        both.sum()
    }

    /// How many of the documents from `start` to before `end` are in the set.
    pub(super) fn count_in(&self, start: u32, end: u32) -> usize {
        if start >= end {
            return 0;
        }
        let (first, last) = (start as usize / 64, (end as usize - 1) / 64);
        let from = u64::MAX << (start % 64);
        let to = u64::MAX >> (63 - (end - 1) % 64);
        let word = |at: usize| {
            let mut word = self.0[at];
            word &= if at == first { from } else { u64::MAX };
            word &= if at == last { to } else { u64::MAX };
            word.count_ones() as usize
        };
        (first..=last).map(word).sum()
    }
}

/// The documents that have a value.
#[derive(Debug)]
enum Having {
    Few(Box<[u32]>),
    Many(Bits),
}

/// For each value, the documents that have it.
#[derive(Debug, Default)]
pub(super) struct ByValue(Vec<Having>);

impl ByValue {
    /// Turns round the `lists` of `documents` documents, which hold values below `values`.
    pub(super) fn of(lists: &Lists, documents: usize, values: usize) -> Self {
        let mut having = vec![Vec::new(); values];
        for document in 0..documents {
            for &value in lists.of(document) {
                having[value as usize].push(short(document));
            }
        }
        let kept = |list: Vec<u32>| {
            if list.len() * WORTH_BITS > documents {
                Having::Many(Bits::of(list.into_iter(), documents))
            } else {
                Having::Few(list.into())
            }
        };
        Self(having.into_iter().map(kept).collect())
    }

    /// For each value, how many of `found` have it.
    pub(super) fn count(&self, found: &Bits) -> Vec<usize> {
        let count = |having: &Having| match having {
            Having::Few(list) => list.iter().filter(|&&document| found.has(document)).count(),
            Having::Many(bits) => bits.count_both(found),
        };
        self.0.iter().map(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_count_what_a_list_would() {
        let documents: Vec<u32> = (0..1_000).filter(|n| n % 7 == 0 || n % 64 == 63).collect();
        let bits = Bits::of(documents.iter().copied(), 1_000);
        for (start, end) in [(0, 1_000), (0, 0), (63, 64), (64, 128), (1, 999), (500, 511)] {
            let expected = documents.iter().filter(|&&n| start <= n && n < end).count();
            assert_eq!(bits.count_in(start, end), expected, "{start}..{end}");
        }
        let even = Bits::of((0..1_000).step_by(2), 1_000);
        let expected = documents.iter().filter(|&&n| n % 2 == 0).count();
        assert_eq!(bits.count_both(&even), expected);
    }
}
