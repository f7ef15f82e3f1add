//! Words in a row, or near one another: positions of several words set against one another.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocSet, TERMINATED};

use super::super::document::short;

/// The words that may stand at one place of a phrase.
pub(super) struct Slot {
    cursors: Vec<SegmentPostings>,
    pub(super) positions: Vec<u32>,
}

impl Slot {
    /// A place for one of the words behind `cursors`.
    pub(super) const fn new(cursors: Vec<SegmentPostings>) -> Self {
        Self { cursors, positions: Vec::new() }
    }

    /// Most documents that have one of the words.
    pub(super) fn documents(&self) -> u32 {
        self.cursors.iter().map(SegmentPostings::doc_freq).sum()
    }

    /// The first document from `doc` on that has one of the words.
    pub(super) fn seek(&mut self, doc: u32) -> u32 {
        let reached = self
            .cursors
            .iter_mut()
            .map(|cursor| if cursor.doc() < doc { cursor.seek(doc) } else { cursor.doc() });
        reached.min().unwrap_or(TERMINATED)
    }

    /// Reads where the words stand in `doc`, which was sought.
    pub(super) fn read_positions(&mut self, doc: u32) {
        self.positions.clear();
        for cursor in self.cursors.iter_mut().filter(|cursor| cursor.doc() == doc) {
            cursor.append_positions_with_offset(0, &mut self.positions);
        }
        self.positions.sort_unstable();
    }
}

/// In how many rows positions follow one another, one of each slot.
pub(super) fn count_rows(slots: &[Slot]) -> u32 {
    let Some((first, rest)) = slots.split_first() else { return 0 };
    let starts = first.positions.iter().filter(|&&start| {
        (start + 1..).zip(rest).all(|(wanted, slot)| slot.positions.binary_search(&wanted).is_ok())
    });
    short(starts.count())
}

/// Where one position of each list lies, in any order and each at a place of its own, within
/// `slop` words more than they need: first and last position, apart from one another.
pub(in crate::search) fn find_near(lists: &[&[u32]], slop: u32) -> Vec<(u32, u32)> {
    let needed = short(lists.len());
    let mut all: Vec<(u32, usize)> = lists
        .iter()
        .enumerate()
        .flat_map(|(list, positions)| positions.iter().map(move |&position| (position, list)))
        .collect();
    all.sort_unstable();
    all.dedup_by_key(|&mut (position, _)| position);
    let mut found = Vec::new();
    let mut start = 0;
    let mut have = vec![0_u32; lists.len()];
    let mut missing = lists.len();
    for (at, &(position, list)) in all.iter().enumerate() {
        have[list] += 1;
        missing -= usize::from(have[list] == 1);
        // Drop from the left what is too far or not needed.
        while start < at {
            let (first, left) = all[start];
            let far = position - first + 1 > needed + slop;
            if !far && (missing > 0 || have[left] == 1) {
                break;
            }
            have[left] -= 1;
            missing += usize::from(have[left] == 0);
            start += 1;
        }
        if missing == 0 {
            found.push((all[start].0, position));
            have.fill(0);
            missing = lists.len();
            start = at + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_need_every_slot_in_order() {
        let check = |lists: &[&[u32]], expected| {
            let slot = |list: &&[u32]| Slot { cursors: Vec::new(), positions: list.to_vec() };
            assert_eq!(count_rows(&lists.iter().map(slot).collect::<Vec<_>>()), expected);
        };
        check(&[&[1, 5, 9], &[2, 6], &[3]], 1);
        check(&[&[1, 5, 9], &[2, 6]], 2);
        check(&[&[2], &[1]], 0);
    }

    #[test]
    fn nearness_allows_any_order_within_the_slop() {
        assert_eq!(find_near(&[&[10], &[7]], 2), [(7, 10)]);
        assert_eq!(find_near(&[&[10], &[7]], 1), []);
        assert_eq!(find_near(&[&[1, 20], &[3, 22]], 5), [(1, 3), (20, 22)]);
        assert_eq!(find_near(&[&[1, 9], &[10]], 20), [(9, 10)], "the tightest");
        assert_eq!(find_near(&[&[1], &[1]], 5), [], "one word cannot stand for two");
    }
}
