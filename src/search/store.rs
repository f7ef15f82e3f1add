//! The inverted index: which words stand in which documents, and where.
//!
//! In: documents, or a folder that holds an index of them. Out: [`Store`], posting lists by
//! field and word. Only this file and its parts know tantivy; of it Sidenote uses the dictionary,
//! the postings with positions, the automata and the directories. Queries and ranking are its
//! own.
//!
//! | field | holds | for |
//! |---|---|---|
//! | `text` | the document's folded words with positions | words, phrases, nearness |
//! | `title` | words of the section's title, the sub-heading above, the part | what it is about |
//! | `lead` | words of the sentence that leads to a quotation or list | who speaks |
//! | `entity` | ids of the entities mentioned, once a mention | names |
//! | `theme` | ids of the themes attached | themes |
//!
//! Words are indexed as they stand, folded; the forms that share a stem are brought together by
//! the query ([`super::vocabulary`]), so that one field serves stemmed and exact words at half
//! the size of two, and a form can weigh less than the word itself.
//!
//! A large library is cut into shards, each a run of documents and one segment, indexed side by
//! side. A document's number is its shard's first number plus its place in the shard.

mod row;
mod write;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tantivy::directory::RamDirectory;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::Postings;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{Directory, DocSet, TERMINATED, Term};

use self::row::{Slot, count_rows};
use self::write::{WORDS, Words, write_shard};
use super::SearchError;
use super::document::Documents;
use crate::annotate::AnnotatedReport;

pub(super) use self::row::find_near;

/// Version of the fields and of the word analyzer: an index of another one is not read. Raise it
/// with any change to either.
pub(super) const SCHEMA: u32 = 1;

/// Documents of a shard at most: what one thread indexes at a time.
const SHARD: usize = 50_000;
/// Below so many documents a second shard costs more than it saves.
const SMALLEST_SHARD: usize = 4_000;

/// Documents whose positions are read between two looks at the clock.
const LOOKED_AT_ONCE: u32 = 256;

/// A field of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    Title,
    Lead,
    Entity,
    Theme,
}

const FIELDS: [(Field, &str); 5] = [
    (Field::Text, "text"),
    (Field::Title, "title"),
    (Field::Lead, "lead"),
    (Field::Entity, "entity"),
    (Field::Theme, "theme"),
];

/// One segment with its readers.
struct Shard {
    /// Number of its first document.
    first: u32,
    documents: u32,
    fields: [Arc<InvertedIndexReader>; FIELDS.len()],
}

/// The posting lists of a library.
pub(super) struct Store {
    shards: Vec<Shard>,
    text: TantivyField,
    /// For each document, tokens of its text, as exactly as one byte tells it.
    lengths: Vec<u32>,
    /// Their mean.
    mean_length: f32,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("documents", &self.lengths.len()).finish_non_exhaustive()
    }
}

/// Where the shards of a library are kept.
pub(super) trait Shelf: Sync {
    /// An empty directory for shard `number`.
    fn create(&self, number: usize) -> Result<Box<dyn Directory>, SearchError>;
}

/// In memory.
pub(super) struct InMemory;

impl Shelf for InMemory {
    fn create(&self, _: usize) -> Result<Box<dyn Directory>, SearchError> {
        Ok(Box::new(RamDirectory::create()))
    }
}

impl Store {
    /// Indexes `documents` of `reports` on `shelf`.
    pub(super) fn build(
        reports: &[Arc<AnnotatedReport>],
        documents: &Documents,
        shelf: &impl Shelf,
    ) -> Result<Self, SearchError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let size = documents.len().div_ceil(cores).clamp(SMALLEST_SHARD, SHARD);
        let ranges: Vec<_> = (0..documents.len().max(1))
            .step_by(size)
            .map(|start| start..(start + size).min(documents.len()))
            .collect();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(range) = ranges.get(number) else { return Ok(done) };
                let index =
                    write_shard(reports, documents, range.clone(), &*shelf.create(number)?)?;
                done.push((number, index));
            }
        };
        let mut indexes = if ranges.len() == 1 {
            work()?
        } else {
            std::thread::scope(|scope| {
                let workers: Vec<_> =
                    (0..cores.min(ranges.len())).map(|_| scope.spawn(work)).collect();
                let mut all = Vec::new();
                for worker in workers {
                    match worker.join() {
                        Ok(done) => all.extend(done?),
                        Err(panic) => std::panic::resume_unwind(panic),
                    }
                }
                Ok::<_, SearchError>(all)
            })?
        };
        indexes.sort_by_key(|&(number, _)| number);
        Self::of(indexes.into_iter().map(|(_, index)| index))
    }

    /// Opens the shards in `directories`, in order.
    pub(super) fn open(directories: Vec<Box<dyn Directory>>) -> Result<Self, SearchError> {
        let open = |directory| {
            tantivy::Index::open::<Box<dyn Directory>>(directory)
                .map_err(|fault| SearchError::build(&fault))
        };
        let indexes: Vec<_> = directories.into_iter().map(open).collect::<Result<_, _>>()?;
        Self::of(indexes.into_iter())
    }

    fn of(indexes: impl Iterator<Item = tantivy::Index>) -> Result<Self, SearchError> {
        let mut store = Self {
            shards: Vec::new(),
            text: TantivyField::from_field_id(0),
            lengths: Vec::new(),
            mean_length: 1.0,
        };
        for index in indexes {
            store.push(&index).map_err(|fault| SearchError::build(&fault))?;
        }
        let sum: f64 = store.lengths.iter().map(|&length| f64::from(length)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a mean needs no more")]
        let mean = sum / store.lengths.len().max(1) as f64;
        #[expect(clippy::cast_possible_truncation, reason = "a mean needs no more")]
        let mean = mean.max(1.0) as f32;
        store.mean_length = mean;
        Ok(store)
    }

    fn push(&mut self, index: &tantivy::Index) -> tantivy::Result<()> {
        index.tokenizers().register(WORDS, Words::default());
        let schema = index.schema();
        self.text = schema.get_field("text")?;
        for segment in index.searchable_segments()? {
            let reader = tantivy::SegmentReader::open(&segment)?;
            let field = |at: usize| reader.inverted_index(schema.get_field(FIELDS[at].1)?);
            let fields = [field(0)?, field(1)?, field(2)?, field(3)?, field(4)?];
            let norms = reader.get_fieldnorms_reader(self.text)?;
            let first = super::document::short(self.lengths.len());
            self.lengths.extend((0..reader.max_doc()).map(|doc| norms.fieldnorm(doc)));
            self.shards.push(Shard { first, documents: reader.max_doc(), fields });
        }
        Ok(())
    }

    /// Number of documents.
    pub(super) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Length of the text of `document` over the mean length.
    pub(super) fn relative_length(&self, document: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^24")]
        let length = self.lengths[document as usize] as f32;
        length / self.mean_length
    }

    /// Calls `each` with every word of the texts and the number of documents of a shard that have
    /// it: sorted in a shard, shard after shard.
    pub(super) fn each_word(&self, mut each: impl FnMut(&str, u32)) -> io::Result<()> {
        for shard in &self.shards {
            let mut stream = shard.fields[Field::Text as usize].terms().stream()?;
            while let Some((word, info)) = stream.next() {
                if let Ok(word) = std::str::from_utf8(word) {
                    each(word, info.doc_freq);
                }
            }
        }
        Ok(())
    }

    /// Calls `each` with every document that has `term` in `field`, and how often. Stops when
    /// `each` says `false`.
    pub(super) fn each_posting(
        &self,
        field: Field,
        term: &str,
        mut each: impl FnMut(u32, u32) -> bool,
    ) -> io::Result<()> {
        for shard in &self.shards {
            let reader = &shard.fields[field as usize];
            let Some(info) = reader.terms().get(term)? else { continue };
            let mut postings =
                reader.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !each(shard.first + doc, postings.term_freq()) {
                    return Ok(());
                }
                doc = postings.advance();
            }
        }
        Ok(())
    }

    /// Calls `each` with every document in whose text words stand in a row: at each of `slots` one
    /// of its words; in order and without a gap, or, when `near` is given, in any order within so
    /// many words more than they need. Also given: how often.
    /// Stops when `each` says `false`; whether it came so far before `deadline`.
    pub(super) fn each_phrase(
        &self,
        slots: &[Vec<&str>],
        near: Option<u32>,
        deadline: Instant,
        mut each: impl FnMut(u32, u32) -> bool,
    ) -> io::Result<bool> {
        let mut looked = 0_u32;
        for shard in &self.shards {
            let reader = &shard.fields[Field::Text as usize];
            let mut open = Vec::with_capacity(slots.len());
            for slot in slots {
                let mut cursors = Vec::new();
                for word in slot {
                    if let Some(info) = reader.terms().get(word)? {
                        cursors.push(reader.read_postings_from_terminfo(
                            &info,
                            IndexRecordOption::WithFreqsAndPositions,
                        )?);
                    }
                }
                open.push(Slot::new(cursors));
            }
            let mut doc = 0;
            'documents: loop {
                // Leapfrog: every slot has to stand at the same document.
                let mut settled = 0;
                let mut at = 0;
                while settled < open.len() {
                    let found = open[at].seek(doc);
                    if found == TERMINATED {
                        break 'documents;
                    }
                    if found == doc {
                        settled += 1;
                    } else {
                        (doc, settled) = (found, 1);
                    }
                    at = (at + 1) % open.len();
                }
                for slot in &mut open {
                    slot.read_positions(doc);
                }
                let lists: Vec<&[u32]> = open.iter().map(|slot| &slot.positions[..]).collect();
                let count = match near {
                    None => count_rows(&lists),
                    Some(slop) => super::document::short(find_near(&lists, slop).len()),
                };
                if count > 0 && !each(shard.first + doc, count) {
                    return Ok(true);
                }
                looked += 1;
                if looked.is_multiple_of(LOOKED_AT_ONCE) && Instant::now() > deadline {
                    return Ok(false);
                }
                doc += 1;
                if doc >= shard.documents {
                    break;
                }
            }
        }
        Ok(true)
    }

    /// Words of the texts within `distance` edits of `word` (a swap of neighbours is one), each
    /// with the number of documents that have it.
    pub(super) fn near_words(&self, word: &str, distance: u8) -> io::Result<Vec<(String, u32)>> {
        let term = Term::from_field_text(self.text, word);
        let query = FuzzyTermQuery::new(term, distance, true);
        let mut found: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
        for shard in &self.shards {
            let automaton = query.automaton().map_err(io::Error::other)?;
            let reader = &shard.fields[Field::Text as usize];
            let mut stream = reader.terms().search(automaton).into_stream()?;
            while let Some((word, info)) = stream.next() {
                if let Ok(word) = std::str::from_utf8(word) {
                    *found.entry(word.to_owned()).or_default() += info.doc_freq;
                }
            }
        }
        Ok(found.into_iter().collect())
    }
}
