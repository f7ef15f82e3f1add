//! A report's words as the ledger compares them: sections, blocks, sentences, with fingerprints.
//!
//! In: plain texts and where their sentences are. Out: shared strings, cheap to copy. Where a
//! sentence ends is not decided here.

use std::sync::Arc;

use super::Fingerprint;
use crate::model::{SectionId, Span};

/// Words with their fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenWords {
    /// The words.
    pub text: Arc<str>,
    /// Their fingerprint.
    pub fingerprint: Fingerprint,
}

impl SeenWords {
    /// `text` with its fingerprint.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { text: text.into(), fingerprint: Fingerprint::of(text) }
    }
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionText {
    /// Its name in addresses.
    pub id: SectionId,
    /// Its title.
    pub title: SeenWords,
    /// Its blocks, in order.
    pub blocks: Vec<BlockText>,
}

/// A block, before it has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockText {
    /// Whether it is a sub-heading, which is named by its slug.
    pub heading: bool,
    /// Of all its sentences, joined by blanks.
    pub fingerprint: Fingerprint,
    /// Its sentences, in order; at least one.
    pub sentences: Vec<SeenWords>,
}

impl BlockText {
    /// The block that says `plain`, whose sentences are at `spans`; without spans all of it is
    /// one.
    #[must_use]
    pub fn new(heading: bool, plain: &str, spans: &[Span]) -> Self {
        let mut sentences: Vec<_> =
            spans.iter().map(|span| SeenWords::of(span.of(plain))).collect();
        if sentences.is_empty() {
            sentences.push(SeenWords::of(plain));
        }
        Self::of_sentences(heading, sentences)
    }

    /// The block of these sentences, which are at least one.
    #[must_use]
    pub fn of_sentences(heading: bool, sentences: Vec<SeenWords>) -> Self {
        let fingerprint = fingerprint(sentences.iter().map(|words| &*words.text));
        Self { heading, fingerprint, sentences }
    }
}

/// The fingerprint of a block by its sentences.
pub(super) fn fingerprint<'a>(sentences: impl Iterator<Item = &'a str>) -> Fingerprint {
    let mut all = String::new();
    for sentence in sentences {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(sentence);
    }
    Fingerprint::of(&all)
}
