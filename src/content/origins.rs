//! Where in a report's files its words and its editor's words stand.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::markdown::TextMap;
use super::register::Rows;
use super::source::Source;
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
    /// The report's folder, for what has no place of its own.
    folder: String,
    entities: Rowed,
    themes: Rowed,
    glosses: Rowed,
    texts: HashMap<Place, (Arc<Source>, TextMap)>,
}

/// A file and the bytes of its rows.
#[derive(Debug, Clone, Default)]
struct Rowed {
    source: Option<Arc<Source>>,
    rows: Vec<Range<usize>>,
}

impl Origins {
    pub(super) fn new(folder: String, texts: HashMap<Place, (Arc<Source>, TextMap)>) -> Self {
        Self { folder, texts, ..Self::default() }
    }

    /// Adds the rows of the register's files.
    pub(super) fn add_rows(
        &mut self,
        rows: Rows,
        [entities, themes, notes]: [Option<&Arc<Source>>; 3],
    ) {
        let rowed = |source: Option<&Arc<Source>>, rows| Rowed { source: source.cloned(), rows };
        self.entities = rowed(entities, rows.entities);
        self.themes = rowed(themes, rows.themes);
        self.glosses = rowed(notes, rows.glosses);
    }

    /// A fault at the place of `subject`.
    #[must_use]
    pub fn locate(
        &self,
        severity: Severity,
        subject: Subject,
        message: impl Into<String>,
    ) -> Diagnostic {
        match self.find(subject) {
            Some((source, bytes)) => source.fault(severity, bytes, message),
            None => Diagnostic::of_file(severity, &self.folder, message),
        }
    }

    /// The file, and the bytes of it, in which `subject` stands.
    fn find(&self, subject: Subject) -> Option<(&Source, Range<usize>)> {
        let (rowed, row) = match subject {
            Subject::Words(place, span) => {
                let (source, map) = self.texts.get(&place)?;
                return Some((source, map.locate(span)));
            }
            Subject::Entity(row) => (&self.entities, row),
            Subject::Theme(row) => (&self.themes, row),
            Subject::Gloss(row) => (&self.glosses, row),
        };
        Some((rowed.source.as_ref()?, rowed.rows.get(row)?.clone()))
    }
}
