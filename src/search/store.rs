//! The inverted index: which words stand in which documents, and where.
//!
//! In: documents, or the files of an index of them. Out: [`Store`], posting lists by field and
//! word. Only this file and its parts know tantivy; of it Sidenote uses the dictionary, the
//! postings with positions and the automata. Queries and ranking are its own. No file is read or
//! written here: `disk` keeps [`Files`].
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

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tantivy::directory::RamDirectory;
use tantivy::index::InvertedIndexReader;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{Directory as _, TERMINATED, Term};

use self::row::{Slot, count_rows};
use self::write::{WORDS, Words, write_shard};
use super::SearchError;
use super::document::Documents;
use crate::annotate::AnnotatedReport;

pub(super) use self::row::find_near;
pub(super) use tantivy::directory::OwnedBytes as Bytes;

/// Version of the fields and of the word analyzer: an index of another one is not read. Raise it
/// with any change to either.
pub(super) const SCHEMA: u32 = 1;

/// Documents of a shard at most: what one thread indexes at a time.
const SHARD: usize = 50_000;
/// Below so many documents a second shard costs more than it saves.
const SMALLEST_SHARD: usize = 4_000;

/// A posting list so many times longer than the documents asked for is not read through.
const WORTH_SEEKING: usize = 6;

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

impl Shard {
    /// The part of sorted `documents` that lies in the shard.
    fn part_of<'d>(&self, documents: &'d [u32]) -> &'d [u32] {
        let start = documents.partition_point(|&document| document < self.first);
        let end = documents.partition_point(|&document| document < self.first + self.documents);
        &documents[start..end]
    }
}

/// The posting lists of a library.
pub(super) struct Store {
    shards: Vec<Shard>,
    text: TantivyField,
    /// For each document, tokens of its text over their mean, as exactly as one byte tells it.
    lengths: Vec<f32>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("documents", &self.lengths.len()).finish_non_exhaustive()
    }
}

/// A shard's files by name, as tantivy calls them.
pub(super) type Files = BTreeMap<String, Bytes>;

impl Store {
    /// Indexes `documents` of `reports`; also gives the files of each shard, in order.
    pub(super) fn build(
        reports: &[Arc<AnnotatedReport>],
        documents: &Documents,
    ) -> Result<(Self, Vec<Files>), SearchError> {
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
                done.push((number, write_shard(reports, documents, range.clone())?));
            }
        };
        let mut shards = if ranges.len() == 1 {
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
        shards.sort_by_key(|&(number, _)| number);
        let (indexes, files): (Vec<_>, Vec<_>) = shards.into_iter().map(|(_, shard)| shard).unzip();
        Ok((Self::of(indexes.into_iter())?, files))
    }

    /// Opens shards of these files, in order.
    pub(super) fn open(shards: Vec<Files>) -> Result<Self, SearchError> {
        let mut indexes = Vec::new();
        for files in shards {
            let directory = RamDirectory::create();
            for (name, bytes) in files {
                let put = directory.atomic_write(Path::new(&name), &bytes);
                put.map_err(|fault| SearchError::build(&fault))?;
            }
            let index = tantivy::Index::open(directory);
            indexes.push(index.map_err(|fault| SearchError::build(&fault))?);
        }
        Self::of(indexes.into_iter())
    }

    fn of(indexes: impl Iterator<Item = tantivy::Index>) -> Result<Self, SearchError> {
        let mut store =
            Self { shards: Vec::new(), text: TantivyField::from_field_id(0), lengths: Vec::new() };
        for index in indexes {
            store.push(&index).map_err(|fault| SearchError::build(&fault))?;
        }
        let sum: f64 = store.lengths.iter().map(|&length| f64::from(length)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a mean needs no more")]
        let mean = sum / store.lengths.len().max(1) as f64;
        #[expect(clippy::cast_possible_truncation, reason = "a mean needs no more")]
        let mean = mean.max(1.0) as f32;
        store.lengths.iter_mut().for_each(|length| *length /= mean);
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
            #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^24")]
            let length = |doc| norms.fieldnorm(doc) as f32;
            self.lengths.extend((0..reader.max_doc()).map(length));
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
        self.lengths[document as usize]
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

    /// Calls `each` with every document that has `term` in `field`, and how often: in their order,
    /// until `each` says `false`. Where `among`, which is sorted, is given, other documents may be
    /// left out.
    pub(super) fn each_posting(
        &self,
        field: Field,
        term: &str,
        among: Option<&[u32]>,
        mut each: impl FnMut(u32, u32) -> bool,
    ) -> io::Result<()> {
        for shard in &self.shards {
            let reader = &shard.fields[field as usize];
            let Some(info) = reader.terms().get(term)? else { continue };
            let option = IndexRecordOption::WithFreqs;
            let mut block = reader.read_block_postings_from_terminfo(&info, option)?;
            let among = among.map(|among| shard.part_of(among));
            let few = |among: &&[u32]| among.len() * WORTH_SEEKING < info.doc_freq as usize;
            if let Some(among) = among.filter(few) {
                for &document in among {
                    let wanted = document - shard.first;
                    let at = block.seek(wanted);
                    if block.doc(at) == wanted && !each(document, block.freq(at)) {
                        return Ok(());
                    }
                }
                continue;
            }
            while !block.docs().is_empty() {
                for (at, &doc) in block.docs().iter().enumerate() {
                    if !each(shard.first + doc, block.freq(at)) {
                        return Ok(());
                    }
                }
                block.advance();
            }
        }
        Ok(())
    }

    /// Calls `each` with every document in whose text words stand in a row: at each of `slots` one
    /// of its words; in order and without a gap, or, when `near` is given, in any order within so
    /// many words more than they need. Also given: how often. Whether it came to the end before
    /// `deadline`.
    pub(super) fn each_phrase(
        &self,
        slots: &[Vec<&str>],
        near: Option<u32>,
        deadline: Instant,
        mut each: impl FnMut(u32, u32),
    ) -> io::Result<bool> {
        let mut looked = 0_u32;
        for shard in &self.shards {
            let reader = &shard.fields[Field::Text as usize];
            let mut open = Vec::with_capacity(slots.len());
            for slot in slots {
                let mut cursors = Vec::new();
                for word in slot {
                    if let Some(info) = reader.terms().get(word)? {
                        let option = IndexRecordOption::WithFreqsAndPositions;
                        cursors.push(reader.read_postings_from_terminfo(&info, option)?);
                    }
                }
                open.push(Slot::new(cursors));
            }
            // Leapfrog: every slot has to stand at the same document; the rarest leaps first.
            let mut order: Vec<usize> = (0..open.len()).collect();
            order.sort_by_key(|&at| open[at].documents());
            let mut doc = 0;
            'documents: while doc < shard.documents {
                let mut settled = 0;
                while settled < order.len() {
                    let found = open[order[settled]].seek(doc);
                    if found == TERMINATED {
                        break 'documents;
                    }
                    settled = if found == doc { settled + 1 } else { usize::from(settled == 0) };
                    doc = found;
                }
                for slot in &mut open {
                    slot.read_positions(doc);
                }
                let count = match near {
                    None => count_rows(&open),
                    Some(slop) => {
                        let lists: Vec<&[u32]> = open.iter().map(|s| &s.positions[..]).collect();
                        super::document::short(find_near(&lists, slop).len())
                    }
                };
                if count > 0 {
                    each(shard.first + doc, count);
                }
                looked += 1;
                if looked.is_multiple_of(LOOKED_AT_ONCE) && Instant::now() > deadline {
                    return Ok(false);
                }
                doc += 1;
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
