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

mod alike;
mod pairs;

use super::Fingerprint;
use super::likeness::{Words, compare};
use super::text::SeenWords;

use alike::Likening;
pub(super) use pairs::Pairs;

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
