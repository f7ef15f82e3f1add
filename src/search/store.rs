//! The inverted index: which words stand in which documents, and where.
//!
//! In: documents, or a folder that holds an index of them. Out: [`Store`], posting lists by
//! field and word. This is the only file that knows tantivy; of it Sidenote uses the dictionary,
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

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::directory::RamDirectory;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{
    Field as TantivyField, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Directory, DocSet, IndexBuilder, TERMINATED, TantivyDocument, Term};

use super::SearchError;
use super::analyze::Analysis;
use super::document::{Documents, lead_of, text_of, title_over};
use crate::annotate::AnnotatedReport;

/// Version of the fields and of the word analyzer: an index of another one is not read. Raise it
/// with any change to either.
pub(super) const SCHEMA: u32 = 1;

/// Documents of a shard at most: what one thread indexes at a time.
const SHARD: usize = 50_000;
/// Below so many documents a second shard costs more than it saves.
const SMALLEST_SHARD: usize = 4_000;
/// Bytes that the writer of a shard may use before it would have to flush.
const WRITER_MEMORY: usize = 256 << 20;

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

/// Name of the word analyzer; ids are indexed by tantivy's `raw`.
const WORDS: &str = "words";

fn schema() -> Schema {
    let mut builder = Schema::builder();
    for (field, name) in FIELDS {
        let (tokenizer, option) = match field {
            Field::Text => (WORDS, IndexRecordOption::WithFreqsAndPositions),
            Field::Title | Field::Lead => (WORDS, IndexRecordOption::WithFreqs),
            Field::Entity => ("raw", IndexRecordOption::WithFreqs),
            Field::Theme => ("raw", IndexRecordOption::Basic),
        };
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(option)
            .set_fieldnorms(field == Field::Text);
        builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing));
    }
    builder.build()
}

/// The word analyzer as tantivy calls it.
#[derive(Clone, Default)]
struct Words {
    analysis: Analysis,
}

struct WordStream<'a> {
    analysis: &'a Analysis,
    next: usize,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.analysis.read(text);
        WordStream { analysis: &self.analysis, next: 0, token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if self.next == self.analysis.len() {
            return false;
        }
        self.token.text.clear();
        self.token.text.push_str(self.analysis.form(self.next));
        self.token.position = self.next;
        (self.token.offset_from, self.token.offset_to) = self.analysis.bytes(self.next);
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

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
    pub(super) fn each_phrase(
        &self,
        slots: &[Vec<&str>],
        near: Option<u32>,
        mut each: impl FnMut(u32, u32) -> bool,
    ) -> io::Result<()> {
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
                open.push(Slot { cursors, positions: Vec::new() });
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
                    return Ok(());
                }
                doc += 1;
                if doc >= shard.documents {
                    break;
                }
            }
        }
        Ok(())
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

/// The words that may stand at one place of a phrase.
struct Slot {
    cursors: Vec<SegmentPostings>,
    positions: Vec<u32>,
}

impl Slot {
    /// The first document from `doc` on that has one of the words.
    fn seek(&mut self, doc: u32) -> u32 {
        let reached = self
            .cursors
            .iter_mut()
            .map(|cursor| if cursor.doc() < doc { cursor.seek(doc) } else { cursor.doc() });
        reached.min().unwrap_or(TERMINATED)
    }

    fn read_positions(&mut self, doc: u32) {
        self.positions.clear();
        for cursor in self.cursors.iter_mut().filter(|cursor| cursor.doc() == doc) {
            cursor.append_positions_with_offset(0, &mut self.positions);
        }
        self.positions.sort_unstable();
    }
}

/// In how many rows positions follow one another, one of each list.
pub(super) fn count_rows(lists: &[&[u32]]) -> u32 {
    let Some((first, rest)) = lists.split_first() else { return 0 };
    let starts = first.iter().filter(|&&start| {
        (start + 1..).zip(rest).all(|(wanted, list)| list.binary_search(&wanted).is_ok())
    });
    super::document::short(starts.count())
}

/// Where one position of each list lies, in any order and each at a place of its own, within
/// `slop` words more than they need: first and last position, apart from one another.
pub(super) fn find_near(lists: &[&[u32]], slop: u32) -> Vec<(u32, u32)> {
    let needed = super::document::short(lists.len());
    let mut all: Vec<(u32, usize)> = lists
        .iter()
        .enumerate()
        .flat_map(|(list, positions)| positions.iter().map(move |&position| (position, list)))
        .collect();
    all.sort_unstable();
    all.dedup_by_key(|&mut (position, _)| position);
    let mut found = Vec::new();
    let mut start = 0;
    let mut have = vec![0_u32; lists.len()];
    let mut missing = lists.len();
    for (at, &(position, list)) in all.iter().enumerate() {
        have[list] += 1;
        missing -= usize::from(have[list] == 1);
        // Drop from the left what is too far or not needed.
        while start < at {
            let (first, left) = all[start];
            let far = position - first + 1 > needed + slop;
            if !far && (missing > 0 || have[left] == 1) {
                break;
            }
            have[left] -= 1;
            missing += usize::from(have[left] == 0);
            start += 1;
        }
        if missing == 0 {
            found.push((all[start].0, position));
            have.fill(0);
            missing = lists.len();
            start = at + 1;
        }
    }
    found
}

fn write_shard(
    reports: &[Arc<AnnotatedReport>],
    documents: &Documents,
    range: std::ops::Range<usize>,
    directory: &dyn Directory,
) -> Result<tantivy::Index, SearchError> {
    let schema = schema();
    let [text, title, lead, entity, theme] =
        FIELDS.map(|(_, name)| schema.get_field(name).expect("the schema has its fields"));
    let tokenizers = TokenizerManager::default();
    tokenizers.register(WORDS, Words::default());
    let write = || -> tantivy::Result<tantivy::Index> {
        // Hidden in tantivy's documentation, but just what an index that never changes needs:
        // one segment in the documents' order, without threads of its own.
        let mut writer = IndexBuilder::new()
            .schema(schema.clone())
            .tokenizers(tokenizers.clone())
            .single_segment_index_writer(directory.box_clone(), WRITER_MEMORY)?;
        for at in range.clone() {
            let document = &documents.all[at];
            let report = &*reports[document.report as usize];
            let mut row = TantivyDocument::default();
            row.add_text(text, text_of(report, document.target));
            let over = title_over(report, document);
            if !over.is_empty() {
                row.add_text(title, over);
            }
            if let Some(words) = lead_of(report, document.target) {
                row.add_text(lead, words);
            }
            for id in documents.mentioned(reports, at) {
                row.add_text(entity, id);
            }
            for &number in documents.themes.of(at) {
                row.add_text(theme, &documents.theme[number as usize].id);
            }
            writer.add_document(row)?;
        }
        writer.finalize()
    };
    write().map_err(|fault| SearchError::build(&fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_need_every_list_in_order() {
        assert_eq!(count_rows(&[&[1, 5, 9], &[2, 6], &[3]]), 1);
        assert_eq!(count_rows(&[&[1, 5, 9], &[2, 6]]), 2);
        assert_eq!(count_rows(&[&[2], &[1]]), 0);
    }

    #[test]
    fn nearness_allows_any_order_within_the_slop() {
        assert_eq!(find_near(&[&[10], &[7]], 2), [(7, 10)]);
        assert_eq!(find_near(&[&[10], &[7]], 1), []);
        assert_eq!(find_near(&[&[1, 20], &[3, 22]], 5), [(1, 3), (20, 22)]);
        assert_eq!(find_near(&[&[1, 9], &[10]], 20), [(9, 10)], "the tightest");
        assert_eq!(find_near(&[&[1], &[1]], 5), [], "one word cannot stand for two");
    }
}
