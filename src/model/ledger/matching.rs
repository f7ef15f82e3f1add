//! Which block of a section is which point of its ledger.
//!
//! In: the points as they were kept, and the blocks as they are now. Out: for each block the point
//! that it keeps. Steps go from the certain to the likely; what none of them decides is new.

use std::collections::{HashMap, VecDeque};

use super::{BlockText, Fingerprint, LedgerPoint};

/// For each block the index of the point that it keeps.
pub(super) fn match_blocks(points: &[LedgerPoint], blocks: &[BlockText<'_>]) -> Vec<Option<usize>> {
    let mut matching = Matching::new(points, blocks);
    matching.keep_unique();
    matching.keep_beside_kept();
    matching.keep_in_order(false);
    matching.keep_in_order(true);
    matching.keep_edited();
    matching.kept
}

/// What a block is known by: whether it is a sub-heading, and its fingerprint.
type Face = (bool, Fingerprint);

/// Blocks of a section and the points that they keep so far.
struct Matching {
    points: Vec<(Face, bool)>,
    blocks: Vec<Face>,
    /// Indices of the points that live, in order.
    living: Vec<usize>,
    /// For each point its index among those that live.
    rank: Vec<Option<usize>>,
    kept: Vec<Option<usize>>,
    used: Vec<bool>,
}

impl Matching {
    fn new(points: &[LedgerPoint], blocks: &[BlockText<'_>]) -> Self {
        let face = |point: &LedgerPoint| (point.is_heading(), point.fingerprint);
        let living: Vec<_> = (0..points.len()).filter(|&at| !points[at].removed).collect();
        let mut rank = vec![None; points.len()];
        for (nth, &at) in living.iter().enumerate() {
            rank[at] = Some(nth);
        }
        Self {
            points: points.iter().map(|point| (face(point), point.removed)).collect(),
            blocks: blocks.iter().map(|b| (b.heading, Fingerprint::of(b.plain))).collect(),
            living,
            rank,
            kept: vec![None; blocks.len()],
            used: vec![false; points.len()],
        }
    }

    fn keep(&mut self, block: usize, at: usize) {
        self.kept[block] = Some(at);
        self.used[at] = true;
    }

    /// A text that lives once and stands once.
    fn keep_unique(&mut self) {
        let mut known = HashMap::<Face, (Option<usize>, Vec<usize>)>::new();
        for (block, face) in self.blocks.iter().enumerate() {
            let (first, _) = known.entry(*face).or_insert((Some(block), Vec::new()));
            *first = first.filter(|first| *first == block);
        }
        for &at in &self.living {
            if let Some((_, points)) = known.get_mut(&self.points[at].0) {
                points.push(at);
            }
        }
        for (block, points) in known.into_values() {
            if let (Some(block), [at]) = (block, &*points) {
                self.keep(block, *at);
            }
        }
    }

    /// The living point that follows the one which the block before keeps; the first for the
    /// first block.
    fn after_kept(&self, block: usize) -> Option<usize> {
        let rank = match block.checked_sub(1) {
            None => 0,
            Some(before) => self.rank[self.kept[before]?]? + 1,
        };
        self.living.get(rank).copied()
    }

    /// The living point that precedes the one which the block after keeps; the last for the last
    /// block.
    fn before_kept(&self, block: usize) -> Option<usize> {
        let rank = match self.kept.get(block + 1) {
            None => self.living.len(),
            Some(next) => self.rank[(*next)?]?,
        };
        self.living.get(rank.checked_sub(1)?).copied()
    }

    /// Texts alike, told apart by a kept neighbour.
    fn keep_beside_kept(&mut self) {
        let fits = |matching: &Self, block: usize, at: &usize| {
            !matching.used[*at] && matching.points[*at].0 == matching.blocks[block]
        };
        for block in 0..self.blocks.len() {
            if self.kept[block].is_none()
                && let Some(at) = self.after_kept(block).filter(|at| fits(self, block, at))
            {
                self.keep(block, at);
            }
        }
        for block in (0..self.blocks.len()).rev() {
            if self.kept[block].is_none()
                && let Some(at) = self.before_kept(block).filter(|at| fits(self, block, at))
            {
                self.keep(block, at);
            }
        }
    }

    /// Texts alike in their order, of living points or of removed ones.
    fn keep_in_order(&mut self, removed: bool) {
        let mut known = HashMap::<Face, VecDeque<usize>>::new();
        for (at, (face, gone)) in self.points.iter().enumerate() {
            if *gone == removed && !self.used[at] {
                known.entry(*face).or_default().push_back(at);
            }
        }
        for block in 0..self.blocks.len() {
            let unused = known.get_mut(&self.blocks[block]).filter(|_| self.kept[block].is_none());
            if let Some(at) = unused.and_then(VecDeque::pop_front) {
                self.keep(block, at);
            }
        }
    }

    /// A block alone between two kept neighbours (or an end) where a point stood alone between
    /// the same two.
    fn keep_edited(&mut self) {
        let edited: Vec<_> = (0..self.blocks.len())
            .filter(|&block| self.kept[block].is_none())
            .filter_map(|block| {
                let at =
                    self.after_kept(block).filter(|at| self.before_kept(block) == Some(*at))?;
                let alike = self.points[at].0.0 == self.blocks[block].0;
                (alike && !self.used[at]).then_some((block, at))
            })
            .collect();
        for (block, at) in edited {
            self.keep(block, at);
        }
    }
}
