//! Pairs of old and new things, and those of them that are the same.
//!
//! In: keys of both sides in reading order. Out: pairs of equal ones: those that stand once first,
//! then those beside a pair, then the others in their order.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Which old thing is which new one. Several old ones may be one new one; never the other way.
#[derive(Debug, Clone)]
pub(in crate::model::ledger) struct Pairs {
    pub(in crate::model::ledger) new_of: Vec<Option<usize>>,
    pub(super) taken: Vec<bool>,
}

impl Pairs {
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { new_of: vec![None; old], taken: vec![false; new] }
    }

    pub(super) fn join(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.taken[new] = true;
    }

    /// Pairs what has the same key.
    pub(super) fn join_equal<K: Hash + Eq + Copy>(
        &mut self,
        old: &[(usize, K)],
        new: &[(usize, K)],
    ) {
        self.join_unique(old, new);
        let fits = |pairs: &Self, at: usize, to: usize| {
            pairs.new_of[at].is_none() && !pairs.taken[to] && old[at].1 == new[to].1
        };
        for at in 1..old.len() {
            let next =
                self.new_of[at - 1].map(|before| before + 1).filter(|next| *next < new.len());
            if let Some(next) = next.filter(|next| fits(self, at, *next)) {
                self.join(at, next);
            }
        }
        for at in (1..old.len()).rev() {
            let before = self.new_of[at].and_then(|after| after.checked_sub(1));
            if let Some(before) = before.filter(|before| fits(self, at - 1, *before)) {
                self.join(at - 1, before);
            }
        }
        // In their order: in their section, then anywhere.
        self.join_in_order(old.iter().copied(), new.iter().copied());
        self.join_in_order(
            old.iter().map(|(_, key)| ((), *key)),
            new.iter().map(|(_, key)| ((), *key)),
        );
    }

    fn join_unique<K: Hash + Eq + Copy>(&mut self, old: &[(usize, K)], new: &[(usize, K)]) {
        let mut standing: HashMap<K, (u32, u32, usize)> = HashMap::with_capacity(new.len());
        for (to, (_, key)) in new.iter().enumerate().filter(|(to, _)| !self.taken[*to]) {
            let seen = standing.entry(*key).or_insert((0, 0, to));
            seen.0 += 1;
        }
        let open: Vec<bool> = self.new_of.iter().map(Option::is_none).collect();
        for (_, key) in old.iter().enumerate().filter(|(at, _)| open[*at]).map(|(_, old)| old) {
            if let Some(seen) = standing.get_mut(key) {
                seen.1 += 1;
            }
        }
        for (at, (_, key)) in old.iter().enumerate().filter(|(at, _)| open[*at]) {
            if let Some((1, 1, to)) = standing.get(key) {
                self.join(at, *to);
            }
        }
    }

    fn join_in_order<K: Hash + Eq>(
        &mut self,
        old: impl Iterator<Item = K>,
        new: impl Iterator<Item = K>,
    ) {
        let mut open: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (to, key) in new.enumerate().filter(|(to, _)| !self.taken[*to]) {
            open.entry(key).or_default().push_back(to);
        }
        if open.is_empty() {
            return;
        }
        for (at, key) in old.enumerate() {
            if self.new_of[at].is_none()
                && let Some(to) = open.get_mut(&key).and_then(VecDeque::pop_front)
            {
                self.join(at, to);
            }
        }
    }
}
