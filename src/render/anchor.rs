//! The ids of points inside a page: what stands after `#` in an address.

use crate::model::{BlockId, NoteNumber, PageLabel};

/// `p3`, or a sub-heading's slug.
#[must_use]
pub fn block(block: &BlockId) -> String {
    match block {
        BlockId::Number(number) => format!("p{number}"),
        BlockId::Heading(slug) => slug.clone(),
    }
}

/// `p3.2`; `sentence` is its lasting number.
#[must_use]
pub fn sentence(block: &BlockId, sentence: u32) -> String {
    format!("{}.{sentence}", self::block(block))
}

/// `n16`: the note itself, in a list of notes.
#[must_use]
pub fn note(note: NoteNumber) -> String {
    format!("n{note}")
}

/// `r16`: where the note is called; `r16-2` its second call in the report, in
/// [`crate::model::Edition::markers`]'s order. `call` counts from 1.
#[must_use]
pub fn marker(note: NoteNumber, call: usize) -> String {
    if call == 1 { format!("r{note}") } else { format!("r{note}-{call}") }
}

/// `page-7`: where a printed page begins.
#[must_use]
pub fn page(page: &PageLabel) -> String {
    format!("page-{page}")
}
