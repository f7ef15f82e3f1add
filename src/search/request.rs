//! What a search asks for.
//!
//! In: a reader's words and the filters that the page or the API read from the address. Out:
//! [`Request`], plain data. It is never refused: what does not fit is cut and told in a notice.

use std::collections::BTreeSet;
use std::time::Duration;

use super::HitKind;
use crate::model::{EntityId, SectionId, Slug, ThemeId};

/// Hits on a page when nobody says how many.
pub const DEFAULT_LIMIT: usize = 20;
/// Most hits that one answer holds.
pub const LARGEST_LIMIT: usize = 100;

/// How long a search may take when nobody says.
const TIME: Duration = Duration::from_secs(1);

/// One search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The reader's words, as typed.
    pub query: String,
    /// Only in this report.
    pub report: Option<Slug>,
    /// Only in sections of this name.
    pub section: Option<SectionId>,
    /// Only hits of this kind.
    pub kind: Option<HitKind>,
    /// Only where this entity is mentioned.
    pub entity: Option<EntityId>,
    /// Only where this theme is attached.
    pub theme: Option<ThemeId>,
    /// How many hits, at most [`LARGEST_LIMIT`].
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
    /// In which order.
    pub sort: Sort,
    /// Ids of [`super::Chip`]s that the reader switched off.
    pub without: BTreeSet<String>,
    /// How long it may take; then the answer is given as far as it got, and says so.
    pub time: Duration,
}

impl Request {
    /// A search for `query` in the whole library, best hits first.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            report: None,
            section: None,
            kind: None,
            entity: None,
            theme: None,
            limit: DEFAULT_LIMIT,
            offset: 0,
            sort: Sort::Relevance,
            without: BTreeSet::new(),
            time: TIME,
        }
    }
}

/// In which order hits are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// As they stand in the reports; a note stands after the text that calls it.
    Place,
}
