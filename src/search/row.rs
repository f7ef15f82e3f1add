//! Where words stand in a row: the documents of each phrase, as far as it was asked.
//!
//! In: the forms at each place of a phrase. Out: [`Rows`], its documents. Reading positions is the
//! slowest thing that a search does, names of several words come again and again, and the index
//! never changes: what was read is kept, up to a bound.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::plan::{Library, Pattern};

/// Most documents of all rows that are kept, at 8 bytes each.
const MOST_DOCUMENTS: usize = 2_000_000;
/// Most rows that are kept.
const MOST_ROWS: usize = 20_000;

/// The documents of a phrase.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Each with how often it has the phrase, in their order.
    pub(super) documents: Vec<(u32, u32)>,
    /// Whether these are all: time may have been up before the end.
    pub(super) whole: bool,
}

#[derive(Debug, Default)]
struct Kept {
    rows: HashMap<Pattern, Arc<Rows>>,
    documents: usize,
}

/// Rows that were asked before.
#[derive(Debug, Default)]
pub(super) struct KnownRows(Mutex<Kept>);

impl KnownRows {
    /// The documents of the phrase `pattern`; none for what is no phrase.
    pub(super) fn get(&self, library: &Library<'_>, pattern: &Pattern) -> io::Result<Arc<Rows>> {
        let Pattern::Phrase(slots, near) = pattern else { return Ok(Arc::default()) };
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().rows.get(pattern) {
            return Ok(Arc::clone(known));
        }
        let mut rows = Rows::default();
        let words = library.vocabulary.words_of(slots);
        rows.whole =
            library.store.each_phrase(&words, *near, library.deadline, |document, count| {
                rows.documents.push((document, count));
            })?;
        let rows = Arc::new(rows);
        if rows.whole {
            let mut kept = lock();
            if kept.documents > MOST_DOCUMENTS || kept.rows.len() >= MOST_ROWS {
                *kept = Kept::default();
            }
            kept.documents += rows.documents.len();
            kept.rows.insert(pattern.clone(), Arc::clone(&rows));
        }
        Ok(rows)
    }
}
