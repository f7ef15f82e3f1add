//! The words by which an author says how sure he is.

use crate::model::Span;

/// How sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Possible, no more.
    Possible,
}

impl Grade {
    /// The grade's name in files, addresses and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Possible => "possible",
        }
    }
}

/// A word of certainty in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certainty {
    /// The words.
    pub span: Span,
    /// How sure.
    pub grade: Grade,
}

/// Every word of certainty in `plain`, in order.
#[must_use]
pub fn find(_plain: &str) -> Vec<Certainty> {
    Vec::new()
}
