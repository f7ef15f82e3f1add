//! The rows of the ledger after an update: kept, new, left, reborn, with their events and changes.
//!
//! In: what [`super::Updating`] decided. Out: rows. What stays in a row although it is gone is what
//! an old link may ask for.

use std::collections::{HashMap, HashSet};

use super::super::change::first_words;
use super::super::matching::liken_blocks;
use super::super::{
    Change, ChangeKind, Event, EventKind, Fate, FormerWords, LedgerBlock, LedgerSentence, Likely,
};
use super::{Row, Updating};
use crate::model::Point;

/// Blocks less alike than that are not offered to the editor, from 0 to 1.
const LIKELY: f32 = 0.3;
/// Most blocks that are offered for one.
const MOST_LIKELY: usize = 3;
/// With more pairs than that of lost and open blocks none are compared.
const COMPARED: usize = 1_000_000;

impl Updating<'_> {
    fn change(&mut self, point: Point, kind: ChangeKind, block: Option<usize>, words: &str) {
        let place = block.map(|block| self.places[block]).map(|(s, b)| (s, Some(b)));
        self.changes.push(Change { point, kind, place, words: first_words(words) });
    }

    pub(super) fn new_row(&mut self, block: usize) -> LedgerBlock {
        let text = self.text(block);
        let unit = self.new.blocks[block];
        // A part of a block, or a moved one, is told with the address that it had.
        if self.claims[block].is_empty() {
            let parts = (unit.start..unit.start + unit.count)
                .any(|at| self.matches.sentences.new_of.contains(&Some(at)));
            if !parts {
                let point = self.point(block);
                self.change(point, ChangeKind::New, Some(block), &text.sentences[0].text);
            }
        }
        LedgerBlock::of(text, &self.names[block])
    }

    /// The row of a block that keeps its name.
    pub(super) fn keep_row(&mut self, place: Row, block: usize, reordered: bool) -> LedgerBlock {
        let row = self.row(place);
        let text = self.text(block);
        let unit = self.new.blocks[block];
        let point = self.row_point(place);
        let first = &*text.sentences[0].text;
        if row.partial {
            let new = self.new_row(block);
            return LedgerBlock { id: row.id.clone(), history: row.history.clone(), ..new };
        }
        let old = self.rows.iter().position(|known| *known == place);
        let same = row.fingerprint == text.fingerprint
            && row.living().count() == unit.count
            && row.is_here()
            && row
                .living()
                .enumerate()
                .all(|(nth, sentence)| sentence.number == self.numbers[unit.start + nth]);
        let mut history = row.history.clone();
        let mut tell = |kind, with: Vec<Point>, before| {
            history.push(Event { edition: self.edition.to_owned(), kind, with, before });
        };
        if same {
            if reordered {
                tell(EventKind::Moved, Vec::new(), None);
                self.change(point, ChangeKind::Reordered, Some(block), first);
            }
            let mut kept = LedgerBlock { history, is: None, ..row.clone() };
            let here = kept.sentences.iter_mut().filter(|sentence| sentence.until == 0);
            for (sentence, words) in here.zip(&text.sentences) {
                sentence.words = words.clone();
            }
            return kept;
        }
        let before = (row.fingerprint != text.fingerprint).then_some(row.fingerprint);
        let Some(old) = old else {
            // It was gone.
            tell(EventKind::Returned, Vec::new(), before);
            self.change(point, ChangeKind::Returned, Some(block), first);
            return self.write_row(row, block, history);
        };
        let elsewhere = |to: &usize| *to != block;
        let parts: Vec<Point> = self.parts[old]
            .iter()
            .map(|(to, _)| *to)
            .filter(elsewhere)
            .map(|to| self.point(to))
            .collect();
        let joined: Vec<Point> = self.claims[block]
            .iter()
            .filter(|other| **other != old)
            .map(|other| self.row_point(self.rows[*other]))
            .collect();
        if !parts.is_empty() {
            tell(EventKind::Split, parts.clone(), before);
            self.change(point, ChangeKind::Split(parts), Some(block), first);
        } else if joined.is_empty() {
            tell(EventKind::Edited, Vec::new(), before);
            self.change(point, ChangeKind::Edited, Some(block), first);
        } else {
            tell(EventKind::Merged, joined, before);
            self.change(point, ChangeKind::Edited, Some(block), first);
        }
        self.write_row(row, block, history)
    }

    /// The row with its sentences as they are now; the last event of `history` is what changed
    /// them.
    fn write_row(&self, row: &LedgerBlock, block: usize, history: Vec<Event>) -> LedgerBlock {
        let (text, unit, event) = (self.text(block), self.new.blocks[block], history.len());
        let known: HashMap<u32, &LedgerSentence> =
            row.sentences.iter().map(|sentence| (sentence.number, sentence)).collect();
        let now: HashSet<u32> =
            self.numbers[unit.start..unit.start + unit.count].iter().copied().collect();
        // What is no longer here follows the sentence that it followed.
        let mut left: HashMap<Option<u32>, Vec<LedgerSentence>> = HashMap::new();
        let mut after = None;
        for sentence in &row.sentences {
            if now.contains(&sentence.number) {
                after = Some(sentence.number);
            } else {
                let gone = self.leave_sentence(row, sentence, event);
                left.entry(after).or_default().push(gone);
            }
        }
        let mut sentences = left.remove(&None).unwrap_or_default();
        for (nth, words) in text.sentences.iter().enumerate() {
            let number = self.numbers[unit.start + nth];
            sentences.push(match known.get(&number) {
                Some(old) => {
                    let mut was = old.was.clone();
                    if old.words.fingerprint != words.fingerprint {
                        was.push(FormerWords { until: event, words: old.words.clone() });
                    }
                    LedgerSentence {
                        words: words.clone(),
                        until: 0,
                        fate: Fate::Here,
                        was,
                        ..(*old).clone()
                    }
                }
                None => LedgerSentence {
                    number,
                    words: words.clone(),
                    since: event,
                    until: 0,
                    fate: Fate::Here,
                    was: Vec::new(),
                },
            });
            sentences.extend(left.remove(&Some(number)).unwrap_or_default());
        }
        LedgerBlock {
            id: row.id.clone(),
            fingerprint: text.fingerprint,
            fate: Fate::Here,
            is: None,
            history,
            sentences,
            partial: false,
        }
    }

    /// A sentence of `row` that is no longer in it.
    fn leave_sentence(
        &self,
        row: &LedgerBlock,
        sentence: &LedgerSentence,
        event: usize,
    ) -> LedgerSentence {
        if sentence.until != 0 {
            return sentence.clone();
        }
        let at = self.old_sentence(row, sentence.number);
        let there = at.and_then(|at| self.matches.sentences.new_of[at]);
        let fate = there.map_or(Fate::Gone, |to| Fate::Now(self.sentence_point(to)));
        LedgerSentence { until: event, fate, ..sentence.clone() }
    }

    /// Where sentence `number` of `row` stands among all.
    fn old_sentence(&self, row: &LedgerBlock, number: u32) -> Option<usize> {
        let old = self.rows.iter().position(|place| std::ptr::eq(self.row(*place), row))?;
        let unit = self.old.blocks[old];
        (unit.start..unit.start + unit.count)
            .find(|at| row.sentences[self.within[*at]].number == number)
    }

    /// The row of a block whose address leads elsewhere, or nowhere.
    pub(super) fn leave_row(&mut self, old: usize) -> LedgerBlock {
        let place = self.rows[old];
        let row = self.row(place);
        let point = self.row_point(place);
        let target = self.targets[old];
        let words = row.words();
        let (fate, kind) = if let Some(block) = target {
            let there = self.point(block);
            let first = self.kept[block].is_none() && self.claims[block].first() == Some(&old);
            let (event, kind) = if first {
                (EventKind::Moved, ChangeKind::Moved(there.clone()))
            } else {
                (EventKind::Merged, ChangeKind::Merged(there.clone()))
            };
            self.change(point, kind, Some(block), &words);
            (Fate::Now(there), event)
        } else {
            let likely = self.likely(old);
            let place = likely.first().map(|likely| (likely.place.0, Some(likely.place.1)));
            let kind =
                if likely.is_empty() { ChangeKind::Removed } else { ChangeKind::Lost(likely) };
            self.changes.push(Change { point, kind, place, words: first_words(&words) });
            (Fate::Gone, EventKind::Removed)
        };
        let with = match &fate {
            Fate::Now(there) => vec![there.clone()],
            Fate::Here | Fate::Gone => Vec::new(),
        };
        let mut history = row.history.clone();
        history.push(Event { edition: self.edition.to_owned(), kind, with, before: None });
        let event = history.len();
        let leave = |sentence: &LedgerSentence| self.leave_sentence(row, sentence, event);
        LedgerBlock {
            fate,
            is: None,
            sentences: row.sentences.iter().map(leave).collect(),
            history,
            ..row.clone()
        }
    }

    /// The row of a block that was gone and is back in another section.
    pub(super) fn reborn_row(&mut self, place: Row, block: usize) -> LedgerBlock {
        let row = self.row(place);
        let unit = self.new.blocks[block];
        let there = self.point(block);
        let mut sentences = row.sentences.clone();
        for sentence in sentences.iter_mut().filter(|sentence| sentence.fate == Fate::Gone) {
            let print = sentence.words.fingerprint;
            let found = (unit.start..unit.start + unit.count)
                .find(|at| self.new.sentences[*at].fingerprint == print);
            if let Some(at) = found {
                sentence.fate = Fate::Now(self.sentence_point(at));
            }
        }
        let words = row.words();
        self.change(self.row_point(place), ChangeKind::Returned, Some(block), &words);
        LedgerBlock { fate: Fate::Now(there), sentences, ..row.clone() }
    }

    /// New blocks that a lost one may have become, the likest first.
    fn likely(&self, old: usize) -> Vec<Likely> {
        let unit = self.old.blocks[old];
        let open: Vec<usize> = (0..self.places.len())
            .filter(|block| {
                let is = &self.new.blocks[*block];
                is.heading == unit.heading && !self.matches.blocks.new_of.contains(&Some(*block))
            })
            .collect();
        if open.len().saturating_mul(self.rows.len()) > COMPARED {
            return Vec::new();
        }
        let was = &self.old.sentences[unit.start..unit.start + unit.count];
        let mut alike: Vec<(f32, usize)> = open
            .into_iter()
            .map(|block| {
                let sentences = self.text(block).sentences.iter();
                (liken_blocks(was.iter().copied(), sentences), block)
            })
            .filter(|(alike, _)| *alike >= LIKELY)
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        alike.truncate(MOST_LIKELY);
        alike
            .into_iter()
            .map(|(alike, block)| Likely {
                place: self.places[block],
                point: self.point(block),
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a share from 0 to 1"
                )]
                percent: (alike * 100.0) as u8,
                words: first_words(&self.text(block).sentences[0].text),
            })
            .collect()
    }
}

/// Rows of a section: those that are there in the text's order, and the others after the living
/// one that they followed.
pub(super) fn merge_rows(
    old: &[LedgerBlock],
    mut gone: impl FnMut(usize) -> Option<LedgerBlock>,
    now: impl Iterator<Item = (Option<usize>, Option<LedgerBlock>)>,
) -> Vec<LedgerBlock> {
    let now: Vec<_> = now.collect();
    let living: HashSet<usize> = now.iter().filter_map(|(row, _)| *row).collect();
    let mut left: HashMap<Option<usize>, Vec<LedgerBlock>> = HashMap::new();
    let mut after = None;
    for (at, row) in old.iter().enumerate() {
        if living.contains(&at) {
            after = Some(at);
        } else {
            left.entry(after).or_default().push(gone(at).unwrap_or_else(|| row.clone()));
        }
    }
    let mut rows = left.remove(&None).unwrap_or_default();
    for (at, row) in now {
        rows.extend(row);
        rows.extend(at.and_then(|at| left.remove(&Some(at))).unwrap_or_default());
    }
    rows
}
