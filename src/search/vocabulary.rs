//! Every word of the library's texts, and which of them are forms of one word.
//!
//! In: the words of the index with their document counts. Out: [`Vocabulary`]: forms sorted, by
//! number; forms that share a stem; forms with a prefix. Corrections of words that no text has.

use std::collections::HashMap;
use std::io;

use super::document::short;
use super::lexicon::stem;
use super::store::Store;

/// Fewest letters that allow one edit, and two.
const EDITABLE: [usize; 2] = [4, 8];

/// Fewest letters that words of one family begin with.
const FAMILY: usize = 6;

/// Most letters of a word that is corrected.
const LONGEST_CORRECTED: usize = 40;

/// The words of a library.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Sorted.
    forms: Vec<Box<str>>,
    /// For each form, how many documents have it.
    counts: Vec<u32>,
    by_form: HashMap<Box<str>, u32>,
    by_stem: HashMap<Box<str>, Vec<u32>>,
}

impl Vocabulary {
    /// The words of `store`.
    pub(super) fn of(store: &Store) -> io::Result<Self> {
        let mut words: Vec<(Box<str>, u32)> = Vec::new();
        store.each_word(|word, count| words.push((word.into(), count)))?;
        // Already sorted within each shard.
        words.sort();
        words.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let mut vocabulary = Self::default();
        for (at, (form, count)) in words.into_iter().enumerate() {
            let at = short(at);
            vocabulary.by_stem.entry(stem(&form).into()).or_default().push(at);
            vocabulary.by_form.insert(form.clone(), at);
            vocabulary.forms.push(form);
            vocabulary.counts.push(count);
        }
        Ok(vocabulary)
    }

    /// The number of a form.
    pub(super) fn find(&self, form: &str) -> Option<u32> {
        self.by_form.get(form).copied()
    }

    /// The form with this number.
    pub(super) fn form(&self, at: u32) -> &str {
        &self.forms[at as usize]
    }

    /// The words of a phrase's places.
    pub(super) fn words_of(&self, slots: &[Vec<u32>]) -> Vec<Vec<&str>> {
        slots.iter().map(|slot| slot.iter().map(|&form| self.form(form)).collect()).collect()
    }

    /// How many documents have the form.
    pub(super) fn count(&self, at: u32) -> u32 {
        self.counts[at as usize]
    }

    /// Forms with this stem.
    pub(super) fn forms_of(&self, stem: &str) -> &[u32] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether a text has the word, in any form.
    pub(super) fn knows(&self, form: &str) -> bool {
        self.by_form.contains_key(form) || self.by_stem.contains_key(stem(form).as_str())
    }

    /// The `limit` commonest forms that begin with `prefix`, and how many there are in all.
    pub(super) fn with_prefix(&self, prefix: &str, limit: usize) -> (Vec<u32>, usize) {
        let start = self.forms.partition_point(|form| form.as_ref() < prefix);
        let count = self.forms[start..].iter().take_while(|form| form.starts_with(prefix)).count();
        let mut found: Vec<u32> = (short(start)..short(start + count)).collect();
        found.sort_by_key(|&at| (std::cmp::Reverse(self.count(at)), at));
        found.truncate(limit);
        (found, count)
    }

    /// The likeliest word that was meant by `word`, which no text has: fewest edits (a swap of
    /// neighbours is one), then the same first letter, then the commonest. One edit from 4
    /// letters, two from 8.
    pub(super) fn correct(&self, store: &Store, word: &str) -> io::Result<Option<u32>> {
        let letters = word.chars().count();
        if letters > LONGEST_CORRECTED || word.chars().any(|c| c.is_ascii_digit()) {
            return Ok(None);
        }
        for (distance, _) in (1..).zip(EDITABLE).filter(|&(_, fewest)| letters >= fewest) {
            let near = store.near_words(word, distance)?;
            let best = near
                .into_iter()
                .filter(|(form, _)| {
                    form.chars().count() > 2 && !form.chars().any(|c| c.is_ascii_digit())
                })
                .max_by(|(a, count_a), (b, count_b)| {
                    let first = |form: &str| form.chars().next() == word.chars().next();
                    (first(a), count_a, b).cmp(&(first(b), count_b, a))
                });
            if let Some((form, _)) = best {
                return Ok(self.find(&form));
            }
        }
        Ok(None)
    }

    /// The word of the same family as `word`, which no text has, where a stem is too short-sighted
    /// to see it: `hypocrisy` for `hypocritical`. They begin with the same letters, six at least
    /// and two thirds of the shorter word; the most letters win, then the commonest.
    pub(super) fn kin(&self, word: &str) -> Option<u32> {
        if !word.is_ascii() || word.len() <= FAMILY || word.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let start = self.forms.partition_point(|form| form.as_ref() < &word[..FAMILY]);
        let family = self.forms[start..].iter().take_while(|f| f.starts_with(&word[..FAMILY]));
        let alike = |form: &str| form.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        (start..)
            .zip(family)
            .map(|(at, form)| (alike(form), form.len().min(word.len()), short(at)))
            .filter(|&(alike, shorter, _)| alike * 3 >= shorter * 2)
            .max_by_key(|&(alike, _, at)| (alike, self.count(at), std::cmp::Reverse(at)))
            .map(|(_, _, at)| at)
    }
}
