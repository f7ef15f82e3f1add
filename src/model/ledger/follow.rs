//! What became of an address: it stands, it leads elsewhere, it is gone, or it never was.
//!
//! In: a ledger and a point of the text. Out: where its words are now. Whether they were edited
//! is not asked here.

use super::{Fate, Ledger, LedgerBlock, LedgerSection, LedgerSentence};
use crate::model::{BlockId, Point, SectionId};

/// Moves that are followed; more is a circle.
const MOVES: usize = 100;

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// It is where it was.
    Here,
    /// It is there now.
    Moved(Point),
    /// It is nowhere.
    Gone {
        /// What it last said.
        words: String,
        /// The nearest point that lives, if any does.
        nearest: Option<Point>,
    },
    /// The ledger does not know it.
    Unknown,
}

impl Ledger {
    /// What became of section, block or sentence `point`.
    #[must_use]
    pub fn follow(&self, point: &Point) -> Followed {
        if let Some(there) = self.follow_words(point) {
            return Followed::Moved(there);
        }
        let mut at = point.clone();
        for _ in 0..MOVES {
            match self.fate(&at) {
                None if at == *point => return Followed::Unknown,
                Some(Fate::Here) if at == *point => return Followed::Here,
                Some(Fate::Here) => return Followed::Moved(at),
                Some(Fate::Now(next)) => at = next.clone(),
                None | Some(Fate::Gone) => break,
            }
        }
        let words = self.last_words(&at).or_else(|| self.last_words(point));
        Followed::Gone { words: words.unwrap_or_default(), nearest: self.nearest(&at) }
    }

    /// Where most words are of a block that went to another: that may have been parted since, or
    /// joined to a third. Nothing if its sentences did not go with it: an editor led it there.
    fn follow_words(&self, point: &Point) -> Option<Point> {
        let Point::Block(section, block) = point else { return None };
        let row = self.find(section, block)?;
        let Fate::Now(led) = &row.fate else { return None };
        let with_it = |one: &LedgerSentence| match &one.fate {
            Fate::Now(there) => block_of(there).as_ref() == Some(led),
            Fate::Here | Fate::Gone => false,
        };
        if !row.last_sentences().any(with_it) {
            return None;
        }
        let mut found: Vec<(Point, usize)> = Vec::new();
        for sentence in row.last_sentences() {
            let mut at = &sentence.fate;
            for _ in 0..MOVES {
                let Fate::Now(next) = at else { break };
                match self.fate(next) {
                    Some(Fate::Here) => {
                        let weight = sentence.words.text.len();
                        let there = block_of(next)?;
                        match found.iter_mut().find(|(known, _)| *known == there) {
                            Some((_, all)) => *all += weight,
                            None => found.push((there, weight)),
                        }
                        break;
                    }
                    Some(fate) => at = fate,
                    None => break,
                }
            }
        }
        // The heaviest, of equals the first.
        found.into_iter().rev().max_by_key(|(_, weight)| *weight).map(|(there, _)| there)
    }

    /// Where the row of `point` says that its words are now, if they are elsewhere.
    #[must_use]
    pub fn next(&self, point: &Point) -> Option<Point> {
        match self.fate(point)? {
            Fate::Now(next) => Some(next.clone()),
            Fate::Here | Fate::Gone => None,
        }
    }

    /// What the row of `point` says.
    fn fate(&self, point: &Point) -> Option<&Fate> {
        match point {
            Point::Section(id) => Some(&self.section(id)?.fate),
            Point::Block(section, block) => Some(&self.find(section, block)?.fate),
            Point::Sentence(section, block, number) => {
                let row = self.find(section, block)?;
                match row.sentence(*number).map(|sentence| &sentence.fate) {
                    // What left with its block went where that went.
                    Some(Fate::Here) if !row.is_here() => Some(&row.fate),
                    // An older ledger knew blocks alone; a sub-heading is its own sentence. Of
                    // others every sentence that ever was has a row.
                    None => (row.partial || row.is_heading()).then_some(&row.fate),
                    fate => fate,
                }
            }
            _ => None,
        }
    }

    /// What stood at `point` when it last was there.
    fn last_words(&self, point: &Point) -> Option<String> {
        match point {
            Point::Section(id) => Some(self.section(id)?.title.text.to_string()),
            Point::Block(section, block) => Some(self.find(section, block)?.words()),
            Point::Sentence(section, block, number) => {
                let row = self.find(section, block)?;
                let sentence = row.sentence(*number);
                Some(sentence.map_or_else(|| row.words(), |row| row.words.text.to_string()))
            }
            _ => None,
        }
    }

    /// The living point nearest to one that is gone: its block, the block nearest in its section,
    /// its section, or the section before.
    fn nearest(&self, gone: &Point) -> Option<Point> {
        let (Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..)) = gone else {
            return None;
        };
        let section = self.section(id)?;
        if let Point::Sentence(_, block, _) = gone {
            let block = Point::Block(id.clone(), block.clone());
            match self.follow(&block) {
                Followed::Here => return Some(block),
                Followed::Moved(there) => return Some(there),
                Followed::Gone { .. } | Followed::Unknown => {}
            }
        }
        if let Point::Block(_, block) | Point::Sentence(_, block, _) = gone
            && let Some(near) = section.nearest_living(block)
        {
            return Some(Point::Block(id.clone(), near.clone()));
        }
        self.nearest_section(section).map(Point::Section)
    }

    fn nearest_section(&self, section: &LedgerSection) -> Option<SectionId> {
        if section.fate == Fate::Here {
            return Some(section.id.clone());
        }
        let at = self.sections.iter().position(|other| other.id == section.id)?;
        let living = self.sections.iter().enumerate().filter(|(_, row)| row.fate == Fate::Here);
        living.min_by_key(|(other, _)| other.abs_diff(at)).map(|(_, row)| row.id.clone())
    }

    /// The living block nearest to a gone one in its section, the earlier where two are as near.
    #[must_use]
    pub fn nearest_living(&self, section: &SectionId, gone: &BlockId) -> Option<&BlockId> {
        self.section(section)?.nearest_living(gone)
    }
}

impl LedgerSection {
    fn nearest_living(&self, gone: &BlockId) -> Option<&BlockId> {
        let at = self.blocks.iter().position(|row| row.id == *gone)?;
        let living =
            self.blocks.iter().enumerate().filter(|(_, row): &(usize, &LedgerBlock)| row.is_here());
        living.min_by_key(|(other, _)| other.abs_diff(at)).map(|(_, row)| &row.id)
    }
}

/// The block of a sentence or of a sub-heading.
fn block_of(point: &Point) -> Option<Point> {
    match point {
        Point::Sentence(section, block, _) | Point::Block(section, block) => {
            Some(Point::Block(section.clone(), block.clone()))
        }
        _ => None,
    }
}
