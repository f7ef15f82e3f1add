//! Search over a library: which sentence answers.
//!
//! In: annotated reports, then requests. Out: an [`Index`], then [`Answer`]s and [`Suggestion`]s:
//! indices, spans and scores, no HTML and no addresses. The way of a query:
//!
//! 1. `parse` reads the reader's words into a tree: own grammar, bounded, never refused;
//! 2. `plan` finds what the words mean here: forms, names, corrections (`vocabulary`, `name`,
//!    `lexicon`), told in chips;
//! 3. `evaluate` adds up the posting lists (`store`) of all documents (`document`);
//! 4. `facet` applies the filters and counts;
//! 5. `rank` puts the documents in order, the best by how their words stand together
//!    (`matching`, over `reading`s);
//! 6. the hits asked for get their sentence, their highlights and their reasons.
//!
//! `analyze` splits and folds words, the same for texts, queries and names.

mod analyze;
mod answer;
mod disk;
mod document;
mod evaluate;
mod explain;
mod facet;
mod lexicon;
mod matching;
mod name;
mod parse;
mod plan;
mod rank;
mod reading;
mod request;
mod row;
mod store;
mod suggest;
mod told;
mod vocabulary;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::document::Documents;
use self::evaluate::{Evaluation, Scratches};
use self::facet::Values;
use self::matching::Matcher;
use self::name::Names;
use self::plan::Library;
use self::reading::Readings;
use self::row::KnownRows;
use self::store::Store;
use self::suggest::Suggestions;
use self::vocabulary::Vocabulary;
use crate::annotate::AnnotatedReport;

pub use answer::{
    Answer, Chip, ChipKind, FacetValue, Facets, Hit, HitKind, Notice, NoticeCode, Suggestion,
    SuggestionKind, Target, UnknownKind,
};
pub use request::{DEFAULT_LIMIT, LARGEST_LIMIT, Request, Sort};
pub use told::{By, Odd, Reason, Told, Why};

/// A notice that not all words were found is for queries of no more concepts than this: a long
/// question rarely has all its words in one place.
const SHORT_QUERY: usize = 4;

/// How long completions are looked for.
const SUGGESTING: Duration = Duration::from_millis(50);

/// Why there is no index.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index could not be made or read.
    #[error("the search index cannot be made: {0}")]
    Build(String),
}

impl SearchError {
    fn build(fault: &impl std::fmt::Display) -> Self {
        Self::Build(fault.to_string())
    }
}

/// An index over reports. Immutable; a reload makes a new one.
#[derive(Debug)]
pub struct Index {
    reports: Vec<Arc<AnnotatedReport>>,
    documents: Documents,
    store: Store,
    vocabulary: Vocabulary,
    names: Names,
    suggestions: Suggestions,
    values: Values,
    readings: Readings,
    scratches: Scratches,
    rows: KnownRows,
}

impl Index {
    /// Indexes `reports` in memory; hits name them by their index in this slice.
    ///
    /// # Errors
    /// If there is no memory or thread for it.
    pub fn build(reports: &[Arc<AnnotatedReport>]) -> Result<Self, SearchError> {
        let documents = Documents::of(reports);
        let (store, _) = Store::build(reports, &documents)?;
        Self::over(reports, documents, store)
    }

    /// Reads the index of `reports` from folder `root`, or makes it and keeps it there. The folder
    /// is for indexes alone: those of other content are removed from it. Where it cannot be used,
    /// the index is in memory only, which the log tells.
    ///
    /// # Errors
    /// As [`Index::build`]; never for the folder's sake.
    pub fn open_or_build(
        root: &Path,
        reports: &[Arc<AnnotatedReport>],
    ) -> Result<Self, SearchError> {
        let documents = Documents::of(reports);
        let store = disk::open_or_build(root, reports, &documents)?;
        Self::over(reports, documents, store)
    }

    fn over(
        reports: &[Arc<AnnotatedReport>],
        documents: Documents,
        store: Store,
    ) -> Result<Self, SearchError> {
        let vocabulary = Vocabulary::of(&store).map_err(|fault| SearchError::build(&fault))?;
        Ok(Self {
            names: Names::of(reports, &documents),
            suggestions: Suggestions::of(reports),
            values: Values::of(&documents, reports.len()),
            readings: Readings::new(documents.len()),
            scratches: Scratches::default(),
            rows: KnownRows::default(),
            reports: reports.to_vec(),
            documents,
            store,
            vocabulary,
        })
    }

    /// The reports that hits name by index.
    #[must_use]
    pub fn reports(&self) -> &[Arc<AnnotatedReport>] {
        &self.reports
    }

    /// Answers `request`. Never fails: what cannot be read or done is told in the notices.
    #[must_use]
    pub fn search(&self, request: &Request) -> Answer {
        let start = Instant::now();
        let (query, long) = parse::cut(&request.query);
        let mut notices = Vec::new();
        if long {
            notices.push(Told::TooLong(parse::LONGEST_QUERY).into());
        }
        let tree = parse::parse(query, &mut notices);
        let library = self.library(start + request.time);
        let mut plan = plan::plan(&tree, request, &library);
        notices.append(&mut plan.notices);
        let mut evaluation = evaluate::evaluate(&plan, &library, &self.reports, &self.scratches)
            .unwrap_or_else(|fault| {
                tracing::error!(%fault, "the search index cannot be read");
                notices.push(Told::IndexFault.into());
                Evaluation { idf: vec![0.0; plan.concepts.len()], ..Evaluation::default() }
            });
        for (filter, name) in facet::unknown(request, &self.documents, &self.reports) {
            notices.push(Told::NoFilter(filter, name.to_owned()).into());
        }
        let facets = facet::divide(
            &mut evaluation.found,
            request,
            &self.documents,
            &self.values,
            &self.reports,
        );
        if evaluation.partial {
            notices.push(Told::Partial.into());
        }
        if evaluation.relaxed && plan.wanted.len() <= SHORT_QUERY {
            notices.push(Told::Relaxed.into());
        }
        let total = evaluation.found.len();
        let hits = self.hits(request, &plan, &mut evaluation);
        Answer {
            query: query.to_owned(),
            total,
            took: start.elapsed(),
            hits,
            facets,
            chips: plan.chips,
            notices,
        }
    }

    /// What a reader may mean by `prefix`, likeliest first, at most `limit`; nothing below two
    /// characters.
    #[must_use]
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Suggestion> {
        let library = self.library(Instant::now() + SUGGESTING);
        self.suggestions.suggest(&library, prefix, limit)
    }

    const fn library(&self, deadline: Instant) -> Library<'_> {
        Library {
            rows: &self.rows,
            deadline,
            documents: &self.documents,
            vocabulary: &self.vocabulary,
            names: &self.names,
            store: &self.store,
            reports: self.reports.as_slice(),
        }
    }

    fn reading(&self, document: u32) -> Arc<reading::Reading> {
        self.readings.get(&self.reports, &self.documents, &self.vocabulary, document)
    }

    /// The hits that `request` asks for, in its order.
    fn hits(&self, request: &Request, plan: &plan::Plan, evaluation: &mut Evaluation) -> Vec<Hit> {
        let limit = request.limit.min(LARGEST_LIMIT);
        let mut matcher = Matcher::new(plan, &evaluation.idf, &self.vocabulary);
        let kind_of = |document: u32| self.documents.kinds[document as usize];
        let wanted = request.offset.saturating_add(limit);
        let close = if request.sort == Sort::Relevance && !plan.wanted.is_empty() {
            rank::WEIGHED_AGAIN.max(wanted.min(rank::WEIGHED_AGAIN * 4))
        } else {
            0
        };
        rank::rank(&mut evaluation.found, close, wanted, kind_of, |document| {
            let reading = self.reading(document);
            matcher.read(&reading);
            rank::closeness(&matcher, reading.sentences.len())
        });
        let shown = evaluation.found.iter().skip(request.offset).take(limit);
        shown.map(|found| self.hit(found, plan, &mut matcher)).collect()
    }

    fn hit(&self, found: &evaluate::Found, plan: &plan::Plan, matcher: &mut Matcher<'_>) -> Hit {
        let row = self.documents.all[found.document as usize];
        let report = &self.reports[row.report as usize];
        let text = self.documents.text(&self.reports, found.document as usize).into_owned();
        let reading = self.reading(found.document);
        matcher.read(&reading);
        let sentence = rank::closeness(matcher, reading.sentences.len()).sentence;
        let mut highlights = matcher.highlights(&reading, &text);
        let named = explain::named(plan, report, row.target, &self.documents, row.report);
        if !named.is_empty() {
            highlights.extend(named);
            highlights = matching::tidy(highlights, &text);
        }
        let computed = matches!(row.target, Target::Title { .. } | Target::Block { .. });
        Hit {
            report: row.report as usize,
            target: row.target,
            kind: row.kind,
            section: row.section.map(|section| section as usize),
            highlights,
            passage: reading.sentences[sentence],
            sentence: computed.then_some(sentence),
            score: found.score,
            why: explain::why(plan, found, matcher, &reading, &text, &self.documents),
            text,
        }
    }
}
