//! The editor's files: `entities.toml`, `themes.toml`, `notes.toml`. Reader and writer.
//!
//! In: the files, and the edition that their scopes point into. Out: a [`Register`], where each
//! of its rows stands, and every fault.

mod aliases;
mod entities;
mod notes;
mod scopes;
mod themes;

use std::ops::Range;

use super::fields::{At, Document, Table, Value, printable, read_kind};
use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::{Edition, Ledger, Register};

pub(super) use entities::write as write_entities;
pub(super) use notes::write as write_notes;
pub(super) use themes::write as write_themes;

/// The files, where a report has them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) entities: Option<&'a Source>,
    pub(super) themes: Option<&'a Source>,
    pub(super) notes: Option<&'a Source>,
}

/// Where the register's rows stand, in bytes of their files.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) entities: Vec<Range<usize>>,
    pub(super) themes: Vec<Range<usize>>,
    pub(super) glosses: Vec<Range<usize>>,
}

/// Reads the editor's files.
pub(super) fn read(
    files: Files<'_>,
    edition: &Edition,
    ledger: &Ledger,
    faults: &mut Vec<Diagnostic>,
) -> (Register, Rows) {
    let mut register = Register::default();
    let mut rows = Rows::default();
    let scopes = scopes::Scopes::new(edition, ledger);
    if let Some(source) = files.entities {
        entities::read(source, &scopes, &mut register, &mut rows.entities, faults);
    }
    if let Some(source) = files.themes {
        themes::read(source, &scopes, &mut register, &mut rows.themes, faults);
    }
    if let Some(source) = files.notes {
        notes::read(source, &mut register, &mut rows.glosses, faults);
    }
    (register, rows)
}
