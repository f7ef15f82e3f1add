//! What an address said when a link was made, by the short fingerprint that the link carries.
//!
//! In: a ledger, a point of the text, a [`Seen`]. Out: the words that it stands for, and whether
//! they are still the business of that address.

use super::{Fate, Ledger};
use crate::model::{Point, Seen};

/// Words that an address had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The words.
    pub words: String,
    /// What became of them, if the address was given to others: a section's.
    pub fate: Fate,
}

impl Ledger {
    /// The words of `point` that `seen` stands for: those that it has or last had, or older ones.
    #[must_use]
    pub fn words_seen(&self, point: &Point, seen: Seen) -> Option<Former> {
        let here = |words: String| Some(Former { words, fate: Fate::Here });
        match point {
            Point::Section(id) => {
                let row = self.section(id)?;
                if row.title.fingerprint.seen() == seen {
                    return here(row.title.text.to_string());
                }
                let mut was = row.was.iter().rev();
                let former = was.find(|former| former.title.fingerprint.seen() == seen)?;
                Some(Former { words: former.title.text.to_string(), fate: former.fate.clone() })
            }
            Point::Block(section, block) => {
                let row = self.find(section, block)?;
                if row.fingerprint.seen() == seen {
                    return here(row.words());
                }
                let event = row
                    .history
                    .iter()
                    .rposition(|event| event.before.is_some_and(|print| print.seen() == seen))?;
                let words: Vec<&str> =
                    row.words_before(event + 1).map(|(_, words)| &*words.text).collect();
                here(words.join(" "))
            }
            Point::Sentence(section, block, number) => {
                let sentence = self.find(section, block)?.sentence(*number)?;
                let was = sentence.was.iter().rev().map(|former| &former.words);
                let mut all = std::iter::once(&sentence.words).chain(was);
                let words = all.find(|words| words.fingerprint.seen() == seen)?;
                here(words.text.to_string())
            }
            _ => None,
        }
    }

    /// The living sentence, block or section that says now what `seen` stands for: of the kind of
    /// `point` if there is one, then nearest to it.
    #[must_use]
    pub fn find_seen(&self, point: &Point, seen: Seen) -> Option<Point> {
        let (Point::Section(section) | Point::Block(section, _) | Point::Sentence(section, ..)) =
            point
        else {
            return None;
        };
        let mut found: Vec<Point> = Vec::new();
        for row in self.sections.iter().filter(|section| section.fate == Fate::Here) {
            if row.title.fingerprint.seen() == seen {
                found.push(Point::Section(row.id.clone()));
            }
            for block in row.blocks.iter().filter(|block| block.is_here()) {
                if block.fingerprint.seen() == seen {
                    found.push(Point::Block(row.id.clone(), block.id.clone()));
                }
                if block.is_heading() {
                    continue;
                }
                let said = block.living().filter(|one| one.words.fingerprint.seen() == seen);
                found.extend(
                    said.map(|one| Point::Sentence(row.id.clone(), block.id.clone(), one.number)),
                );
            }
        }
        let is_far = |other: &Point| {
            let (Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..)) = other else {
                return true;
            };
            id != section
        };
        let is_other =
            |other: &Point| std::mem::discriminant(other) != std::mem::discriminant(point);
        found.into_iter().min_by_key(|other| (is_other(other), is_far(other)))
    }
}
