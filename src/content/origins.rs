//! Where in a report's files its words and its editor's words stand.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::markdown::TextMap;
use super::register::Rows;
use super::source::Source;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Place, Point, Span};

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
    /// The ledger, and where each address has its row.
    ledger: Option<(Arc<Source>, AddressRows)>,
}

/// Where each address has its row in the ledger, in bytes of the file.
pub(super) type AddressRows = HashMap<Point, Range<usize>>;

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

    /// Adds the rows of the ledger.
    pub(super) fn add_ledger(&mut self, source: &Arc<Source>, rows: AddressRows) {
        self.ledger = Some((Arc::clone(source), rows));
    }

    /// A fault at the ledger's row of `point`.
    #[must_use]
    pub fn locate_address(
        &self,
        severity: Severity,
        point: &Point,
        message: impl Into<String>,
    ) -> Diagnostic {
        let row = self.ledger.as_ref().and_then(|(source, rows)| Some((source, rows.get(point)?)));
        match row {
            Some((source, row)) => source.fault(severity, row.clone(), message),
            None => Diagnostic::of_file(severity, &self.folder, message),
        }
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
