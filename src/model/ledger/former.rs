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

    /// A living sentence or block, whichever `point` is, that says now what `seen` stands for.
    #[must_use]
    pub fn find_seen(&self, point: &Point, seen: Seen) -> Option<Point> {
        let sections = self.sections.iter().filter(|section| section.fate == Fate::Here);
        let mut rows = sections.flat_map(|section| {
            section.blocks.iter().filter(|row| row.is_here()).map(move |row| (&section.id, row))
        });
        match point {
            Point::Block(..) => rows
                .find(|(_, row)| row.fingerprint.seen() == seen)
                .map(|(id, row)| Point::Block(id.clone(), row.id.clone())),
            Point::Sentence(..) => {
                rows.filter(|(_, row)| !row.is_heading()).find_map(|(id, row)| {
                    let mut living = row.living();
                    let found =
                        living.find(|sentence| sentence.words.fingerprint.seen() == seen)?;
                    Some(Point::Sentence(id.clone(), row.id.clone(), found.number))
                })
            }
            _ => None,
        }
    }
}
