//! Search over a library: schema, index, query, ranking, highlights.

mod answer;
mod request;

use std::sync::Arc;
use std::time::Instant;

use crate::annotate::AnnotatedReport;

pub use answer::{
    Answer, Chip, ChipKind, FacetValue, Facets, Hit, HitKind, Notice, NoticeCode, Suggestion,
    SuggestionKind, Target, UnknownKind,
};
pub use request::{DEFAULT_LIMIT, LARGEST_LIMIT, Request, Sort};

/// Why there is no index.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index could not be written.
    #[error("the index cannot be made: {0}")]
    Build(String),
}

/// An index over reports. Immutable; a reload makes a new one.
#[derive(Debug)]
pub struct Index {
    reports: Vec<Arc<AnnotatedReport>>,
}

impl Index {
    /// Indexes `reports`; hits name them by their index in this slice.
    ///
    /// # Errors
    /// If there is no memory or thread for it.
    pub fn build(reports: &[Arc<AnnotatedReport>]) -> Result<Self, SearchError> {
        Ok(Self { reports: reports.to_vec() })
    }

    /// Answers `request`. Never fails: what cannot be read or done is told in the notices.
    #[must_use]
    pub fn search(&self, request: &Request) -> Answer {
        let start = Instant::now();
        let _ = &self.reports;
        Answer {
            query: request.query.clone(),
            total: 0,
            took: start.elapsed(),
            hits: Vec::new(),
            facets: Facets::default(),
            chips: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// What a reader may mean by `prefix`, likeliest first, at most `limit`; nothing below two
    /// characters.
    #[must_use]
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Suggestion> {
        let _ = (prefix, limit);
        Vec::new()
    }
}
