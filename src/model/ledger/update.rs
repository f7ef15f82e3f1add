//! Bringing the ledger up to date: names for blocks and sentences, and the rows that say so.
//!
//! In: the ledger as it was kept and a report's words as they are. Out: an [`Update`]. A block's
//! number goes with the part that holds most of its words, if that stands in its section; of
//! several blocks joined in one the largest gives its number. A sentence keeps its number in its
//! block; in another block it gets that block's next.
//!
//! `decide` reads what the editor decided, `target` says where each block's words are, `name` gives
//! names and numbers, `order` finds what changed places, `rows` writes.

mod decide;
mod name;
mod order;
mod rows;
mod target;

use std::collections::HashMap;

use super::matching::{Matches, Run, match_runs};
use super::text::{BlockText, SectionText};
use super::{Change, Fate, Ledger, LedgerBlock, LedgerSection, sections};
use crate::model::{BlockId, Point, SectionId};

use decide::decisions;
use rows::merge_rows;

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
}
