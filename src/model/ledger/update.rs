//! Bringing the ledger up to date: names for blocks and sentences, and the rows that say so.
//!
//! In: the ledger as it was kept and a report's words as they are. Out: an [`Update`]. A block's
//! number goes with the part that holds most of its words, if that stands in its section; of
//! several blocks joined in one the largest gives its number. A sentence keeps its number in its
//! block; in another block it gets that block's next.

mod rows;

use std::collections::{HashMap, HashSet};

use super::matching::{Matches, Run, match_runs};
use super::naming::Names;
use super::text::{BlockText, SectionText};
use super::{Change, Fate, Ledger, LedgerBlock, LedgerSection, sections};
use crate::model::{BlockId, Point, SectionId};

use rows::merge_rows;

/// A block leads to another that holds less than this part of its words only if it stands where
/// it stood.
const LEAST_PART: f32 = 0.34;
/// What a block that is decided whole weighs, in octets of words.
const WHOLE: usize = 1 << 40;
/// Length of the first words that a message shows, in characters.
const FIRST_WORDS: usize = 60;

/// A ledger brought up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The ledger now.
    pub ledger: Ledger,
    /// The name of each block, by section.
    pub names: Vec<Vec<BlockId>>,
    /// What changed, in the report's order.
    pub changes: Vec<Change>,
}

impl Ledger {
    /// Brings the ledger up to date with `texts`, the words of the edition labelled `edition`.
    #[must_use]
    pub fn updated(&self, texts: &[SectionText], edition: &str) -> Update {
        let mut updating = Updating::new(self, texts, edition);
        updating.target_blocks();
        updating.keep_blocks();
        updating.name_blocks();
        updating.number_sentences();
        updating.finish()
    }
}

/// Where an old block stands in the ledger: its section's row, its own.
type Row = (usize, usize);

struct Updating<'a> {
    ledger: &'a Ledger,
    texts: &'a [SectionText],
    edition: &'a str,
    /// Living rows, as in `old`.
    rows: Vec<Row>,
    old: Run<'a>,
    /// For each old sentence its index among its row's.
    within: Vec<usize>,
    /// For each new block its section and its index there, as in `new`.
    places: Vec<(usize, usize)>,
    new: Run<'a>,
    matches: Matches,
    /// For each old block the new ones that hold its words, with how many octets of them.
    parts: Vec<Vec<(usize, usize)>>,
    /// For each old block the new one that its address leads to.
    targets: Vec<Option<usize>>,
    /// For each new block the old ones that lead to it, the heaviest first.
    claims: Vec<Vec<usize>>,
    /// For each new block the row whose name it keeps.
    kept: Vec<Option<Row>>,
    /// Gone rows that came back in another section, with the new block.
    reborn: HashMap<Row, usize>,
    names: Vec<BlockId>,
    /// For each new sentence its number in its block.
    numbers: Vec<u32>,
    changes: Vec<Change>,
}

impl<'a> Updating<'a> {
    fn new(ledger: &'a Ledger, texts: &'a [SectionText], edition: &'a str) -> Self {
        let mut ids: HashMap<&SectionId, usize> = HashMap::new();
        let (mut old, mut rows, mut within) = (Run::default(), Vec::new(), Vec::new());
        for (s, section) in ledger.sections.iter().enumerate() {
            ids.insert(&section.id, s);
            for (b, row) in section.blocks.iter().enumerate().filter(|(_, row)| row.is_here()) {
                let living =
                    || row.sentences.iter().enumerate().filter(|(_, sentence)| sentence.until == 0);
                within.extend(living().map(|(at, _)| at));
                let sentences = living().map(|(_, sentence)| &sentence.words);
                old.push(s, row.is_heading(), row.fingerprint, sentences);
                rows.push((s, b));
            }
        }
        let (mut new, mut places) = (Run::default(), Vec::new());
        for (s, section) in texts.iter().enumerate() {
            let fresh = ids.len();
            let number = *ids.entry(&section.id).or_insert(fresh);
            for (b, block) in section.blocks.iter().enumerate() {
                new.push(number, block.heading, block.fingerprint, block.sentences.iter());
                places.push((s, b));
            }
        }
        let decided = decisions(ledger, &rows, texts, &places);
        let matches = match_runs(&old, &new, &decided);
        Self {
            parts: vec![Vec::new(); rows.len()],
            targets: vec![None; rows.len()],
            claims: vec![Vec::new(); places.len()],
            kept: vec![None; places.len()],
            names: Vec::with_capacity(places.len()),
            numbers: vec![0; new.sentences.len()],
            reborn: HashMap::new(),
            changes: Vec::new(),
            ledger,
            texts,
            edition,
            rows,
            old,
            within,
            places,
            new,
            matches,
        }
    }

    fn row(&self, (section, block): Row) -> &'a LedgerBlock {
        &self.ledger.sections[section].blocks[block]
    }

    fn text(&self, block: usize) -> &'a BlockText {
        let (section, at) = self.places[block];
        &self.texts[section].blocks[at]
    }

    fn section_of(&self, block: usize) -> &'a SectionId {
        &self.texts[self.places[block].0].id
    }

    fn point(&self, block: usize) -> Point {
        Point::Block(self.section_of(block).clone(), self.names[block].clone())
    }

    fn sentence_point(&self, sentence: usize) -> Point {
        let block = self.new.block_of[sentence];
        match &self.names[block] {
            BlockId::Heading(_) => self.point(block),
            name @ BlockId::Number(_) => Point::Sentence(
                self.section_of(block).clone(),
                name.clone(),
                self.numbers[sentence],
            ),
        }
    }

    fn row_point(&self, row: Row) -> Point {
        let section = &self.ledger.sections[row.0];
        Point::Block(section.id.clone(), self.row(row).id.clone())
    }

    /// Where most of each old block's words are.
    fn target_blocks(&mut self) {
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

    /// Which new block keeps which row's name.
    fn keep_blocks(&mut self) {
        for block in 0..self.places.len() {
            let unit = self.new.blocks[block];
            let keeper = self.claims[block].iter().find(|at| {
                let was = &self.old.blocks[**at];
                was.section == unit.section && was.heading == unit.heading
            });
            self.kept[block] = keeper.map(|at| self.rows[*at]);
        }
        // What was taken out may be put in again.
        let mut gone: HashMap<(bool, super::Fingerprint), Vec<Row>> = HashMap::new();
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
    fn name_blocks(&mut self) {
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
    fn number_sentences(&mut self) {
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

    fn finish(mut self) -> Update {
        let reordered = self.reordered();
        let mut living: HashMap<Row, LedgerBlock> = HashMap::new();
        let mut fresh: HashMap<usize, LedgerBlock> = HashMap::new();
        for block in 0..self.places.len() {
            if let Some(row) = self.kept[block] {
                let kept = self.keep_row(row, block, reordered.contains(&block));
                living.insert(row, kept);
            } else {
                let row = self.new_row(block);
                fresh.insert(block, row);
            }
        }
        let mut gone: HashMap<Row, LedgerBlock> = HashMap::new();
        for old in 0..self.rows.len() {
            let row = self.rows[old];
            if !living.contains_key(&row) {
                let left = self.leave_row(old);
                gone.insert(row, left);
            }
        }
        for (row, block) in self.reborn.clone() {
            let there = self.reborn_row(row, block);
            gone.insert(row, there);
        }
        let mut all: Vec<LedgerSection> = Vec::new();
        let mut block = 0;
        for text in self.texts {
            let at = self.ledger.sections.iter().position(|row| row.id == text.id);
            let blocks = block..block + text.blocks.len();
            block = blocks.end;
            let rows = merge_rows(
                at.map_or(&[][..], |at| &self.ledger.sections[at].blocks),
                |b| at.and_then(|at| gone.remove(&(at, b))),
                blocks.map(|block| match self.kept[block] {
                    Some(row) => (Some(row.1), living.remove(&row)),
                    None => (None, fresh.remove(&block)),
                }),
            );
            all.push(LedgerSection {
                id: text.id.clone(),
                title: text.title.clone(),
                fate: Fate::Here,
                was: at.map(|at| self.ledger.sections[at].was.clone()).unwrap_or_default(),
                blocks: rows,
            });
        }
        for (at, row) in self.ledger.sections.iter().enumerate() {
            if !self.texts.iter().any(|text| text.id == row.id) {
                let take =
                    |(b, old): (usize, &LedgerBlock)| gone.remove(&(at, b)).unwrap_or(old.clone());
                let blocks = row.blocks.iter().enumerate().map(take).collect();
                all.push(LedgerSection { blocks, ..row.clone() });
            }
        }
        let held = self.held_by_sections();
        sections::update(self.ledger, self.texts, self.edition, &held, &mut all, &mut self.changes);
        let mut names: Vec<Vec<BlockId>> = vec![Vec::new(); self.texts.len()];
        for (name, (section, _)) in self.names.into_iter().zip(&self.places) {
            names[*section].push(name);
        }
        Update { ledger: Ledger { sections: all }, names, changes: self.changes }
    }

    /// For each old section, how many octets of its words each new one holds.
    fn held_by_sections(&self) -> HashMap<(usize, usize), usize> {
        let mut held = HashMap::new();
        for (at, to) in self.matches.sentences.new_of.iter().enumerate() {
            if let Some(to) = to {
                let old = self.old.blocks[self.old.block_of[at]].section;
                let new = self.places[self.new.block_of[*to]].0;
                *held.entry((old, new)).or_default() += self.old.sentences[at].text.len();
            }
        }
        held
    }

    /// New blocks that changed places with others of their section: those outside a longest run
    /// that kept its order.
    fn reordered(&self) -> HashSet<usize> {
        let mut moved = HashSet::new();
        let mut start = 0;
        for text in self.texts {
            let blocks = start..start + text.blocks.len();
            start = blocks.end;
            let kept: Vec<(usize, usize)> =
                blocks.filter_map(|block| Some((block, self.kept[block]?.1))).collect();
            if kept.is_sorted_by_key(|(_, row)| *row) {
                continue;
            }
            let run = longest_rising(&kept.iter().map(|(_, row)| *row).collect::<Vec<_>>());
            moved.extend(
                kept.iter()
                    .map(|(block, _)| *block)
                    .enumerate()
                    .filter_map(|(at, block)| (!run.contains(&at)).then_some(block)),
            );
        }
        moved
    }
}

/// Blocks that the editor said are the same: a living row whose `is` begins one new block.
fn decisions(
    ledger: &Ledger,
    rows: &[Row],
    texts: &[SectionText],
    places: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut decided: Vec<(usize, usize)> = Vec::new();
    for (old, (section, block)) in rows.iter().enumerate() {
        let Some(begins) = &ledger.sections[*section].blocks[*block].is else { continue };
        let wanted = super::fingerprint::fold(begins);
        let mut found = places.iter().enumerate().filter(|(_, (s, b))| {
            let sentences = &texts[*s].blocks[*b].sentences;
            let all: Vec<&str> = sentences.iter().map(|words| &*words.text).collect();
            super::fingerprint::fold(&all.join(" ")).starts_with(&wanted)
        });
        if let (Some((new, _)), None) = (found.next(), found.next())
            && !decided.iter().any(|(_, taken)| *taken == new)
        {
            decided.push((old, new));
        }
    }
    decided
}

/// Indices of a longest strictly rising run in `values` (M. L. Fredman, 1975).
fn longest_rising(values: &[usize]) -> HashSet<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values[*end] < *value);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = HashSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.insert(at);
        next = before[at];
    }
    run
}

/// The first words of `text`, with an ellipsis where more follow.
pub(super) fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() && words.chars().count() + 1 + word.chars().count() > FIRST_WORDS {
            return words + " …";
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().take(FIRST_WORDS));
    }
    words
}
