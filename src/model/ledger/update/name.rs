//! Names for blocks and numbers for sentences: those that they had, else new ones.
//!
//! In: where each old block leads. Out: which row each new block keeps, its name, and a number for
//! each of its sentences.

use std::collections::{HashMap, HashSet};

use super::super::naming::Names;
use super::super::{Fate, Fingerprint};
use super::{Row, Updating};
use crate::model::BlockId;

impl Updating<'_> {
    /// Which new block keeps which row's name.
    pub(super) fn keep_blocks(&mut self) {
        for block in 0..self.places.len() {
            let unit = self.new.blocks[block];
            let keeper = self.claims[block].iter().find(|at| {
                let was = &self.old.blocks[**at];
                was.section == unit.section && was.heading == unit.heading
            });
            self.kept[block] = keeper.map(|at| self.rows[*at]);
        }
        // What was taken out may be put in again.
        let mut gone: HashMap<(bool, Fingerprint), Vec<Row>> = HashMap::new();
        for (s, section) in self.ledger.sections.iter().enumerate() {
            for (b, row) in
                section.blocks.iter().enumerate().filter(|(_, row)| row.fate == Fate::Gone)
            {
                gone.entry((row.is_heading(), row.fingerprint)).or_default().push((s, b));
            }
        }
        if gone.is_empty() {
            return;
        }
        for block in 0..self.places.len() {
            let unit = self.new.blocks[block];
            if !self.claims[block].is_empty() || self.kept[block].is_some() {
                continue;
            }
            let Some(rows) = gone.get_mut(&(unit.heading, unit.fingerprint)) else { continue };
            let same = rows.iter().position(|(section, _)| *section == unit.section);
            if let Some(at) = same {
                self.kept[block] = Some(rows.remove(at));
            } else if !rows.is_empty() {
                self.reborn.insert(rows.remove(0), block);
            }
        }
    }

    /// A name for each new block.
    pub(super) fn name_blocks(&mut self) {
        let mut block = 0;
        for section in self.texts {
            let rows = self.ledger.section(&section.id).map_or(&[][..], |row| &row.blocks);
            let mut names = Names::of(rows);
            let mut numbers = HashSet::new();
            let all = block..block + section.blocks.len();
            block = all.end;
            let start = all.start;
            let mut given: Vec<Option<BlockId>> = vec![None; all.len()];
            // A section under a new name takes the numbers of its blocks along.
            for at in all.clone().filter(|_| rows.is_empty()) {
                let heading = self.new.blocks[at].heading;
                let first =
                    self.claims[at].iter().find(|old| self.old.blocks[**old].heading == heading);
                let Some(old) = first else { continue };
                let id = &self.row(self.rows[*old]).id;
                if !names.has(id, &numbers) {
                    names.use_up(id);
                    if let BlockId::Number(number) = id {
                        numbers.insert(*number);
                    }
                    given[at - start] = Some(id.clone());
                }
            }
            for at in all {
                let name = match (self.kept[at], given[at - start].take()) {
                    (Some(row), _) => self.row(row).id.clone(),
                    (None, Some(name)) => name,
                    (None, None) => {
                        let text = self.text(at);
                        let words: Vec<&str> =
                            text.sentences.iter().map(|words| &*words.text).collect();
                        names.unused(text.heading, &words.join(" "))
                    }
                };
                self.names.push(name);
            }
        }
    }

    /// A number for each new sentence: of the kept row's sentences where it is one of them.
    pub(super) fn number_sentences(&mut self) {
        let mut from: Vec<Vec<usize>> = vec![Vec::new(); self.new.sentences.len()];
        for (at, to) in self.matches.sentences.new_of.iter().enumerate() {
            if let Some(to) = to {
                from[*to].push(at);
            }
        }
        for (block, unit) in self.new.blocks.iter().enumerate() {
            let row = self.kept[block].map(|row| (row, self.row(row)));
            let row = row.filter(|(_, row)| !row.partial);
            let Some((place, row)) = row else {
                for (number, at) in (1..).zip(unit.start..unit.start + unit.count) {
                    self.numbers[at] = number;
                }
                continue;
            };
            let mut next =
                row.sentences.iter().map(|sentence| sentence.number).max().unwrap_or_default();
            let mut used = HashSet::new();
            let sentences = unit.start..unit.start + unit.count;
            for (at, from) in sentences.clone().zip(&from[sentences]) {
                let own = from.iter().find_map(|old| {
                    let own = self.rows[self.old.block_of[*old]] == place;
                    own.then(|| row.sentences[self.within[*old]].number)
                });
                // A sentence that was gone may be back.
                let back = || {
                    let print = self.new.sentences[at].fingerprint;
                    let gone = row.sentences.iter().find(|sentence| {
                        sentence.fate == Fate::Gone
                            && sentence.words.fingerprint == print
                            && !used.contains(&sentence.number)
                    });
                    gone.filter(|_| from.is_empty()).map(|sentence| sentence.number)
                };
                self.numbers[at] = own.or_else(back).unwrap_or_else(|| {
                    next += 1;
                    next
                });
                used.insert(self.numbers[at]);
            }
        }
    }
}
