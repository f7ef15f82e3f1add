//! Sentences that were edited: the pairs of those that no other step decided.
//!
//! In: two runs, and what is decided. Out: more pairs, and the parts of sentences that were parted.
//! A pair must be alike enough, the less so the more neighbours agree, and lead the second best.

use std::collections::HashMap;

use super::super::likeness::{LIGHT, Likeness, Words, compare};
use super::{Pairs, Run};

/// Least likeness of sentences of which no, one, both neighbours are neighbours again. Different
/// sentences of one report are rarely more alike than 0.4.
const FLOORS: [f32; 3] = [0.62, 0.5, 0.4];
/// By how much the best must lead the second best.
const MARGIN: f32 = 0.12;
/// What a neighbour that agrees adds to a likeness when the best is chosen.
const NEIGHBOUR: f32 = 0.06;
/// Least likeness of a sentence that is [`LIGHT`].
const LIGHT_FLOOR: f32 = 0.66;
/// Rounds of the last step; most is decided in the first.
const ROUNDS: usize = 8;
/// Sentences that one is compared with: those that share most of its rarer words.
const COMPARED: usize = 12;
/// A word that weighs less is too common to find a sentence by.
const RARE: f32 = 0.5;
/// A word that stands in more undecided sentences than that finds none of them.
const COMMON: usize = 60;

/// Who agrees with a pair: from 0 to 2 neighbours.
type Neighbours = usize;

/// The last step.
pub(super) struct Likening<'a, 'r> {
    old: &'a Run<'r>,
    new: &'a Run<'r>,
    blocks: &'a Pairs,
    pairs: &'a mut Pairs,
    /// New sentences that were free before this step; only these are compared.
    open: Vec<bool>,
    words: [HashMap<usize, Words>; 2],
    alike: HashMap<(usize, usize), Likeness>,
}

/// A pair that may be decided.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    old: usize,
    new: usize,
    likeness: Likeness,
    neighbours: Neighbours,
}

impl Candidate {
    fn rank(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "two at most")]
        let neighbours = self.neighbours as f32;
        self.likeness.score + neighbours * NEIGHBOUR
    }
}

impl<'a, 'r> Likening<'a, 'r> {
    pub(super) fn new(
        old: &'a Run<'r>,
        new: &'a Run<'r>,
        blocks: &'a Pairs,
        pairs: &'a mut Pairs,
    ) -> Self {
        let open: Vec<bool> = pairs.taken.iter().map(|taken| !taken).collect();
        let words = |run: &Run<'r>, open: &dyn Fn(usize) -> bool| {
            let sentences = run.sentences.iter().enumerate().filter(|(at, _)| open(*at));
            sentences.map(|(at, words)| (at, Words::of(&words.text))).collect()
        };
        let words = [words(old, &|at| pairs.new_of[at].is_none()), words(new, &|at| open[at])];
        Self { old, new, blocks, pairs, open, words, alike: HashMap::new() }
    }

    /// Decides what can be; tells the parts of parted sentences.
    pub(super) fn run(mut self) -> Vec<(usize, usize)> {
        self.compare_by_words();
        for _ in 0..ROUNDS {
            self.compare_neighbours();
            let candidates = self.candidates();
            let mut decided = self.decide(&candidates);
            decided.sort_by(|a, b| b.rank().total_cmp(&a.rank()).then(a.old.cmp(&b.old)));
            let mut any = false;
            for candidate in decided {
                let free = !self.pairs.taken[candidate.new] || self.has_room(&candidate);
                if self.pairs.new_of[candidate.old].is_none() && free {
                    self.pairs.join(candidate.old, candidate.new);
                    any = true;
                }
            }
            if !any {
                break;
            }
        }
        let part = |&(&(old, new), likeness): &(&(usize, usize), &Likeness)| {
            let there = self.pairs.new_of[old];
            likeness.part && there.is_some_and(|there| there.abs_diff(new) == 1)
        };
        let mut parts: Vec<_> = self.alike.iter().filter(part).map(|(pair, _)| *pair).collect();
        parts.extend(self.edited_parts());
        parts
    }

    /// Whether a new sentence that is taken holds the old one besides those that it is already:
    /// sentences that were joined, and not one that resembles another.
    fn has_room(&self, candidate: &Candidate) -> bool {
        let [was, is] = &self.words;
        let joined = was.iter().filter(|(at, _)| self.pairs.new_of[**at] == Some(candidate.new));
        let rest = joined.fold(is[&candidate.new].clone(), |rest, (_, words)| rest.without(words));
        candidate.likeness.holds && compare(&was[&candidate.old], &rest).score >= FLOORS[2]
    }

    /// Parts of parted sentences that were edited as well: what follows or leads a part that is
    /// known, and is like the rest.
    fn edited_parts(&self) -> Vec<(usize, usize)> {
        let [was, is] = &self.words;
        let mut found = Vec::new();
        for (&old, words) in was {
            let Some(known) = self.pairs.new_of[old] else { continue };
            let likeness = self.alike.get(&(old, known));
            if !likeness.is_some_and(|likeness| likeness.part) {
                continue;
            }
            let rest = words.without(&is[&known]);
            for new in [known.checked_sub(1), Some(known + 1)].into_iter().flatten() {
                let free = self.open.get(new).is_some_and(|open| *open) && !self.pairs.taken[new];
                let told = self.alike.get(&(old, new)).is_some_and(|likeness| likeness.part);
                let beside =
                    free && !told && self.new.section_of(new) == self.new.section_of(known);
                if beside && compare(&rest, &is[&new]).score >= FLOORS[2] {
                    found.push((old, new));
                }
            }
        }
        found
    }

    fn compare(&mut self, old: usize, new: usize) {
        let [was, is] = &self.words;
        let heading = |run: &Run<'_>, at: usize| run.blocks[run.block_of[at]].heading;
        if let (Some(was), Some(is)) = (was.get(&old), is.get(&new))
            && heading(self.old, old) == heading(self.new, new)
        {
            self.alike.entry((old, new)).or_insert_with(|| compare(was, is));
        }
    }

    /// Compares each undecided sentence with those that share its rarer words.
    fn compare_by_words(&mut self) {
        let mut standing: HashMap<&str, Vec<usize>> = HashMap::new();
        let [was, is] = &self.words;
        for (&at, words) in is {
            for (word, _) in words.iter().filter(|(_, weight)| *weight >= RARE) {
                let places = standing.entry(word).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        let mut wanted = Vec::new();
        for (&at, words) in was {
            let mut votes: HashMap<usize, f32> = HashMap::new();
            for (word, weight) in words.iter() {
                if let Some(places) = standing.get(word).filter(|places| places.len() <= COMMON) {
                    for place in places {
                        *votes.entry(*place).or_default() += weight;
                    }
                }
            }
            let mut votes: Vec<_> = votes.into_iter().collect();
            votes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            wanted.extend(votes.into_iter().take(COMPARED).map(|(to, _)| (at, to)));
        }
        for (at, to) in wanted {
            self.compare(at, to);
        }
    }

    /// Compares what stands beside the same neighbour.
    fn compare_neighbours(&mut self) {
        let open: Vec<usize> =
            (0..self.old.sentences.len()).filter(|at| self.pairs.new_of[*at].is_none()).collect();
        for at in open {
            let before = at.checked_sub(1).and_then(|before| self.pairs.new_of[before]);
            let after = self.pairs.new_of.get(at + 1).copied().flatten();
            let beside =
                [before.map(|before| before + 1), after.and_then(|after| after.checked_sub(1))];
            for to in beside.into_iter().flatten() {
                self.compare(at, to);
            }
            let decided = self.blocks.new_of[self.old.block_of[at]];
            if let Some(unit) = decided.map(|block| self.new.blocks[block]) {
                for to in unit.start..unit.start + unit.count.min(COMPARED) {
                    self.compare(at, to);
                }
            }
        }
    }

    /// How many neighbours of `old` are neighbours of `new`.
    fn neighbours(&self, old: usize, new: usize) -> Neighbours {
        let (was, is) = (self.old.block_of[old], self.new.block_of[new]);
        if self.blocks.new_of[was] == Some(is) {
            return 2;
        }
        let (old_section, new_section) = (self.old.section_of(old), self.new.section_of(new));
        let in_old = |at: Option<usize>| {
            at.filter(|&at| at < self.old.sentences.len() && self.old.section_of(at) == old_section)
        };
        let in_new = |at: Option<usize>| {
            at.filter(|&at| at < self.new.sentences.len() && self.new.section_of(at) == new_section)
        };
        let agree = |old: Option<usize>, new: Option<usize>| match (in_old(old), in_new(new)) {
            (Some(old), Some(new)) => self.pairs.new_of[old] == Some(new),
            (None, None) => old_section == new_section,
            _ => false,
        };
        usize::from(agree(old.checked_sub(1), new.checked_sub(1)))
            + usize::from(agree(Some(old + 1), Some(new + 1)))
    }

    /// What may still be decided, by old sentence, the best first.
    fn candidates(&self) -> HashMap<usize, Vec<Candidate>> {
        let mut all: HashMap<usize, Vec<Candidate>> = HashMap::new();
        for (&(old, new), &likeness) in &self.alike {
            let free = !self.pairs.taken[new] || (likeness.holds && self.open[new]);
            if self.pairs.new_of[old].is_none() && free && likeness.score > 0.0 {
                let neighbours = self.neighbours(old, new);
                all.entry(old).or_default().push(Candidate { old, new, likeness, neighbours });
            }
        }
        for candidates in all.values_mut() {
            candidates.sort_by(|a, b| b.rank().total_cmp(&a.rank()).then(a.new.cmp(&b.new)));
        }
        all
    }

    fn decide(&self, all: &HashMap<usize, Vec<Candidate>>) -> Vec<Candidate> {
        // The two best claims on each new sentence.
        let mut claims: HashMap<usize, Vec<(f32, usize)>> = HashMap::new();
        for candidate in all.values().flatten() {
            claims.entry(candidate.new).or_default().push((candidate.rank(), candidate.old));
        }
        let mut decided = Vec::new();
        for candidates in all.values() {
            let best = candidates[0];
            if !self.clears_floor(&best) {
                continue;
            }
            let leads = candidates.get(1).is_none_or(|second| {
                best.rank() - second.rank() >= MARGIN || are_halves(&best, second)
            });
            let rival = claims[&best.new]
                .iter()
                .any(|(rank, old)| *old != best.old && best.rank() - rank < MARGIN);
            if leads && (!rival || best.likeness.holds) {
                decided.push(best);
            }
        }
        decided
    }

    fn clears_floor(&self, candidate: &Candidate) -> bool {
        let floor = FLOORS[candidate.neighbours.min(2)];
        let weight = |side: usize, at: usize| self.words[side].get(&at).map_or(0.0, Words::weight);
        let light = weight(0, candidate.old).min(weight(1, candidate.new)) < LIGHT;
        let floor = if light { floor.max(LIGHT_FLOOR) } else { floor };
        candidate.likeness.score >= floor
    }
}

/// Whether two sentences that follow one another are parts of the old one.
fn are_halves(best: &Candidate, second: &Candidate) -> bool {
    best.likeness.holds && second.likeness.holds && best.new.abs_diff(second.new) == 1
}
