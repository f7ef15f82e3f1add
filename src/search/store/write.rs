//! Writing an index: schema, word analyzer, one shard.
//!
//! In: a run of documents. Out: tantivy's index of them, one segment in their order, and its files.

use std::sync::Arc;

use tantivy::directory::RamDirectory;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Directory as _, IndexBuilder, TantivyDocument};

use super::super::SearchError;
use super::super::analyze::Analysis;
use super::super::document::{Documents, lead_of, text_of, title_over};
use super::{FIELDS, Field, Files};
use crate::annotate::AnnotatedReport;

/// Bytes that the writer of a shard may use before it would have to flush.
const WRITER_MEMORY: usize = 256 << 20;
/// Name of the word analyzer; ids are indexed by tantivy's `raw`.
pub(super) const WORDS: &str = "words";

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
pub(super) struct Words {
    analysis: Analysis,
}

/// The tokens of a text, one after another.
pub(super) struct WordStream<'a> {
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

/// Indexes the documents of `range`.
pub(super) fn write_shard(
    reports: &[Arc<AnnotatedReport>],
    documents: &Documents,
    range: std::ops::Range<usize>,
) -> Result<(tantivy::Index, Files), SearchError> {
    let schema = schema();
    let [text, title, lead, entity, theme] =
        FIELDS.map(|(_, name)| schema.get_field(name).expect("the schema has its fields"));
    let tokenizers = TokenizerManager::default();
    tokenizers.register(WORDS, Words::default());
    let write = || -> tantivy::Result<(tantivy::Index, Files)> {
        let directory = RamDirectory::create();
        // Hidden in tantivy's documentation, but just what an index that never changes needs:
        // one segment in the documents' order, without threads of its own.
        let mut writer = IndexBuilder::new()
            .schema(schema.clone())
            .tokenizers(tokenizers.clone())
            .single_segment_index_writer(directory.clone(), WRITER_MEMORY)?;
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
        let index = writer.finalize()?;
        let mut files = Files::new();
        for path in index.directory().list_managed_files() {
            // A lock comes and goes.
            if let Ok(file) = directory.open_read(&path) {
                files.insert(path.to_string_lossy().into_owned(), file.read_bytes()?);
            }
        }
        Ok((index, files))
    };
    write().map_err(|fault| SearchError::build(&fault))
}
