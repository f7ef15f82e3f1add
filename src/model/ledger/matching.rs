//! Which sentence of a text is which sentence of its last edition.
//!
//! In: the sentences as they were and as they are, in reading order. Out: for each old one the
//! new one that it became. Steps go from the certain to the likely; what none of them decides
//! became nothing:
//!
//! 1. what the editor decided;
//! 2. blocks that are the same word for word: those that stand once on both sides first, then
//!    beside a decided neighbour, then in their order;
//! 3. sentences that are the same, likewise;
//! 4. sentences that are alike, the likeness clearing a floor that is the lower the more
//!    neighbours agree, and leading the second best on either side by a margin; again and again,
//!    since what is decided gives neighbours to what is not.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use super::Fingerprint;
use super::likeness::{LIGHT, Likeness, Words, compare};
use super::text::SeenWords;

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

/// A block as it was or is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// The number of its section; the same on both sides for the same id.
    pub(super) section: usize,
    /// Whether it is a sub-heading.
    pub(super) heading: bool,
    /// Of all its sentences.
    pub(super) fingerprint: Fingerprint,
    /// Where its sentences begin among all.
    pub(super) start: usize,
    /// How many they are.
    pub(super) count: usize,
}

/// A text as one run of sentences.
#[derive(Debug, Default)]
pub(super) struct Run<'a> {
    pub(super) blocks: Vec<Unit>,
    pub(super) sentences: Vec<&'a SeenWords>,
    /// The block of each sentence.
    pub(super) block_of: Vec<usize>,
}

impl<'a> Run<'a> {
    /// Adds a block.
    pub(super) fn push(
        &mut self,
        section: usize,
        heading: bool,
        fingerprint: Fingerprint,
        sentences: impl Iterator<Item = &'a SeenWords>,
    ) {
        let start = self.sentences.len();
        self.sentences.extend(sentences);
        let count = self.sentences.len() - start;
        self.block_of.resize(self.sentences.len(), self.blocks.len());
        self.blocks.push(Unit { section, heading, fingerprint, start, count });
    }

    fn section_of(&self, sentence: usize) -> usize {
        self.blocks[self.block_of[sentence]].section
    }
}

/// Which old thing is which new one. Several old ones may be one new one; never the other way.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    pub(super) new_of: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    fn new(old: usize, new: usize) -> Self {
        Self { new_of: vec![None; old], taken: vec![false; new] }
    }

    fn join(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.taken[new] = true;
    }

    /// Pairs what has the same key.
    fn join_equal<K: Hash + Eq + Copy>(&mut self, old: &[(usize, K)], new: &[(usize, K)]) {
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

/// What became of what.
#[derive(Debug)]
pub(super) struct Matches {
    /// Blocks that are the same word for word, or that the editor said are the same.
    pub(super) blocks: Pairs,
    /// Sentences.
    pub(super) sentences: Pairs,
    /// Old sentences that were parted, each with a part that it does not lead to.
    pub(super) parts: Vec<(usize, usize)>,
}

/// Matches `old` with `new`; `decided` are blocks that the editor said are the same.
pub(super) fn match_runs(old: &Run<'_>, new: &Run<'_>, decided: &[(usize, usize)]) -> Matches {
    let mut blocks = Pairs::new(old.blocks.len(), new.blocks.len());
    for &(at, to) in decided {
        blocks.join(at, to);
    }
    let face = |unit: &Unit| (unit.section, (unit.heading, unit.fingerprint));
    let (old_faces, new_faces): (Vec<_>, Vec<_>) =
        (old.blocks.iter().map(face).collect(), new.blocks.iter().map(face).collect());
    blocks.join_equal(&old_faces, &new_faces);

    let mut sentences = Pairs::new(old.sentences.len(), new.sentences.len());
    for (at, to) in blocks.new_of.iter().enumerate() {
        let Some(to) = *to else { continue };
        let (was, is) = (&old.blocks[at], &new.blocks[to]);
        if was.fingerprint == is.fingerprint && was.count == is.count {
            for nth in 0..was.count {
                sentences.join(was.start + nth, is.start + nth);
            }
        }
    }
    let mut parts = Vec::new();
    if sentences.new_of.iter().any(Option::is_none) && sentences.taken.contains(&false) {
        let face = |run: &Run<'_>, at: usize, words: &SeenWords| {
            let unit = &run.blocks[run.block_of[at]];
            (unit.section, (unit.heading, words.fingerprint))
        };
        let faces = |run: &Run<'_>| -> Vec<_> {
            run.sentences.iter().enumerate().map(|(at, words)| face(run, at, words)).collect()
        };
        sentences.join_equal(&faces(old), &faces(new));
        parts = Likening::new(old, new, &blocks, &mut sentences).run();
    }
    Matches { blocks, sentences, parts }
}

/// Who agrees with a pair: from 0 to 2 neighbours.
type Neighbours = usize;

/// The last step.
struct Likening<'a, 'r> {
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
    fn new(old: &'a Run<'r>, new: &'a Run<'r>, blocks: &'a Pairs, pairs: &'a mut Pairs) -> Self {
        let open: Vec<bool> = pairs.taken.iter().map(|taken| !taken).collect();
        let words = |run: &Run<'r>, open: &dyn Fn(usize) -> bool| {
            let sentences = run.sentences.iter().enumerate().filter(|(at, _)| open(*at));
            sentences.map(|(at, words)| (at, Words::of(&words.text))).collect()
        };
        let words = [words(old, &|at| pairs.new_of[at].is_none()), words(new, &|at| open[at])];
        Self { old, new, blocks, pairs, open, words, alike: HashMap::new() }
    }

    /// Decides what can be; tells the parts of parted sentences.
    fn run(mut self) -> Vec<(usize, usize)> {
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

/// How alike two blocks are, sentence by sentence in any order, from 0 to 1: for telling an
/// editor what a block may have become.
pub(super) fn liken_blocks<'a>(
    old: impl Iterator<Item = &'a SeenWords>,
    new: impl Iterator<Item = &'a SeenWords>,
) -> f32 {
    let join = |texts: Vec<&str>| Words::of(&texts.join(" "));
    let old = join(old.map(|words| &*words.text).collect());
    let new = join(new.map(|words| &*words.text).collect());
    compare(&old, &new).score
}

/// How alike two titles are.
pub(super) fn liken(old: &SeenWords, new: &SeenWords) -> f32 {
    if old.fingerprint == new.fingerprint {
        return 1.0;
    }
    compare(&Words::of(&old.text), &Words::of(&new.text)).score
}
