//! Where the words of each block are now, and so where its address leads.
//!
//! In: which sentences became which. Out: for each old block the new ones that hold its words, and
//! the one of them that it is.

use std::collections::HashMap;

use super::Updating;

/// A block leads to another that holds less than this part of its words only if it stands where
/// it stood.
const LEAST_PART: f32 = 0.34;
/// What a block that is decided whole weighs, in octets of words.
const WHOLE: usize = 1 << 40;

impl Updating<'_> {
    /// Where most of each old block's words are.
    pub(super) fn target_blocks(&mut self) {
        let mut parted: HashMap<usize, Vec<usize>> = HashMap::new();
        for (old, new) in &self.matches.parts {
            parted.entry(*old).or_default().push(*new);
        }
        for (at, unit) in self.old.blocks.iter().enumerate() {
            let mut parts: Vec<(usize, usize)> = Vec::new();
            let mut all = 0;
            let mut add = |block: usize, weight: usize| match parts
                .iter_mut()
                .find(|(known, _)| *known == block)
            {
                Some((_, total)) => *total += weight,
                None => parts.push((block, weight)),
            };
            for sentence in unit.start..unit.start + unit.count {
                let weight = self.old.sentences[sentence].text.len().max(1);
                all += weight;
                let parts = parted.get(&sentence).into_iter().flatten().copied();
                for to in self.matches.sentences.new_of[sentence].into_iter().chain(parts) {
                    // Of a parted sentence each part counts for itself.
                    add(
                        self.new.block_of[to],
                        weight.min(self.new.sentences[to].text.len().max(1)),
                    );
                }
            }
            if let Some(block) = self.matches.blocks.new_of[at] {
                add(block, WHOLE);
            }
            // The heaviest, of equals the first.
            parts.sort_by_key(|(block, weight)| (std::cmp::Reverse(*weight), *block));
            self.targets[at] = parts.first().copied().and_then(|(block, weight)| {
                #[expect(clippy::cast_precision_loss, reason = "texts are short")]
                let part = weight as f32 / all as f32;
                let is = &self.new.blocks[block];
                // What is left of a block where it stood is that block still.
                let of_it = is.section == unit.section
                    && !self.may_be_beside(block, weight)
                    && (is.start..is.start + is.count).all(|to| {
                        let from = (unit.start..unit.start + unit.count)
                            .any(|at| self.matches.sentences.new_of[at] == Some(to));
                        from || !self.matches.sentences.new_of.contains(&Some(to))
                    });
                (part >= LEAST_PART || of_it).then_some(block)
            });
            self.parts[at] = parts;
        }
        for (at, target) in self.targets.iter().enumerate() {
            if let Some(block) = target {
                self.claims[*block].push(at);
            }
        }
        for (block, claims) in self.claims.iter_mut().enumerate() {
            let weight = |at: &usize| {
                self.parts[*at].iter().find(|(to, _)| *to == block).map_or(0, |(_, weight)| *weight)
            };
            claims.sort_by_key(|at| (std::cmp::Reverse(weight(at)), *at));
        }
    }

    /// Whether a block beside `block` is new and holds more than `weight` octets: what is missing
    /// of an old block may be there, too much edited to be known.
    fn may_be_beside(&self, block: usize, weight: usize) -> bool {
        [block.checked_sub(1), Some(block + 1)].into_iter().flatten().any(|other| {
            let Some(unit) = self.new.blocks.get(other) else { return false };
            let mut sentences = unit.start..unit.start + unit.count;
            let length = |at: usize| self.new.sentences[at].text.len();
            unit.section == self.new.blocks[block].section
                && sentences.clone().map(length).sum::<usize>() > weight
                && sentences.all(|at| !self.matches.sentences.new_of.contains(&Some(at)))
        })
    }
}
