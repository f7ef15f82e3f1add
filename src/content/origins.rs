//! Where in a report's files its words and its editor's words stand.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Place, Span};

/// Something in a report that a fault can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An entity, by index in [`crate::model::Register::entities`].
    Entity(usize),
    /// A theme, by index.
    Theme(usize),
    /// A gloss, by index.
    Gloss(usize),
    /// Words of a text.
    Words(Place, Span),
}

/// Where everything of a report stands in its files.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    slug: String,
}

impl Origins {
    /// A fault at the place of `subject`.
    #[must_use]
    pub fn locate(
        &self,
        severity: Severity,
        subject: Subject,
        message: impl Into<String>,
    ) -> Diagnostic {
        let _ = subject;
        Diagnostic::of_file(severity, &self.slug, message)
    }
}
