//! A document's words as numbers: what ranking and marking look at.
//!
//! In: a document's text. Out: [`Reading`]: the form, bytes and sentence of each token. Readings
//! are made when a document is first looked at closely and kept, up to a bound.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::Target;
use super::analyze::Analysis;
use super::document::{Documents, short};
use super::vocabulary::Vocabulary;
use crate::annotate::AnnotatedReport;
use crate::model::{Place, Span};

/// Most tokens kept, at 12 bytes each: some 40 million bytes.
const MOST_TOKENS: usize = 3_500_000;

/// The words of a document.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The number of each token's form.
    pub(super) forms: Box<[u32]>,
    /// The bytes of each token.
    bytes: Box<[(u32, u32)]>,
    /// The bytes of each sentence; a line of a note or entity counts as one.
    pub(super) sentences: Box<[Span]>,
    /// For each sentence, the position after its last token.
    pub(super) ends: Box<[u32]>,
}

impl Reading {
    fn of(
        reports: &[Arc<AnnotatedReport>],
        documents: &Documents,
        vocabulary: &Vocabulary,
        document: usize,
    ) -> Self {
        let text = documents.text(reports, document);
        let row = &documents.all[document];
        let computed = match row.target {
            Target::Title { section } => Some(Place::Title { section }),
            Target::Block { section, block } => Some(Place::Block { section, block }),
            Target::Note(_) | Target::Entity(_) => None,
        }
        .and_then(|place| reports[row.report as usize].annotations.of(place));
        let mut sentences: Vec<Span> = match computed {
            Some(computed) => computed.sentences.clone(),
            None => lines(&text),
        };
        if sentences.is_empty() {
            sentences.push(Span::new(0, text.len()));
        }
        let analysis = Analysis::of(&text);
        let bytes: Box<[(u32, u32)]> = (0..analysis.len())
            .map(|position| analysis.bytes(position))
            .map(|(start, end)| (short(start), short(end)))
            .collect();
        let ends = sentences
            .iter()
            .map(|sentence| short(bytes.partition_point(|token| (token.0 as usize) < sentence.end)))
            .collect();
        // Every word of a text is in the vocabulary; the number of none would be no word's.
        let forms =
            analysis.forms().map(|form| vocabulary.find(form).unwrap_or(u32::MAX)).collect();
        Self { forms, bytes, sentences: sentences.into(), ends }
    }

    /// The bytes of the tokens from `start` to before `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.bytes[start].0 as usize, self.bytes[end - 1].1 as usize)
    }

    /// The sentence of the token at `position`.
    pub(super) fn sentence_of(&self, position: usize) -> usize {
        let after = self.ends.partition_point(|&end| end as usize <= position);
        after.min(self.ends.len().saturating_sub(1))
    }
}

fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            span
        })
        .filter(|span| !span.is_empty())
        .collect()
}

/// Readings of a library's documents.
#[derive(Debug, Default)]
pub(super) struct Readings {
    kept: Vec<OnceLock<Arc<Reading>>>,
    tokens: AtomicUsize,
}

impl Readings {
    /// Place for the readings of so many documents.
    pub(super) fn new(documents: usize) -> Self {
        let mut kept = Vec::new();
        kept.resize_with(documents, OnceLock::new);
        Self { kept, tokens: AtomicUsize::new(0) }
    }

    /// The reading of `document`.
    pub(super) fn get(
        &self,
        reports: &[Arc<AnnotatedReport>],
        documents: &Documents,
        vocabulary: &Vocabulary,
        document: u32,
    ) -> Arc<Reading> {
        let place = &self.kept[document as usize];
        if let Some(reading) = place.get() {
            return Arc::clone(reading);
        }
        let reading = Arc::new(Reading::of(reports, documents, vocabulary, document as usize));
        if self.tokens.fetch_add(reading.forms.len(), Ordering::Relaxed) < MOST_TOKENS {
            return Arc::clone(place.get_or_init(|| reading));
        }
        reading
    }
}
