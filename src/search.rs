//! Search over a library: schema, index, query, ranking, highlights.

use thiserror::Error;

/// Why there is no index.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct SearchError(String);
