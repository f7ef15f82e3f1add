//! A report's folder and the edition, register and ledger that it holds: reader and writer.
//!
//! In: a [`Folder`] of named bytes. Out: [`Content`], and every fault with file, line, column and
//! remedy; the good part is given even when there are faults. `content/README.md` describes the
//! format for editors. Only [`disk`] touches a file system.

pub mod disk;
mod origins;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Edition, Ledger, Register, Slug};

pub use origins::{Origins, Subject};

/// A report's files by name from its folder, with forward slashes: `sections/02-judgment-1.md`.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// What a report's folder holds.
#[derive(Debug, Clone)]
pub struct Content {
    /// The author's words.
    pub edition: Edition,
    /// The editor's words.
    pub register: Register,
    /// Every address that its blocks ever had, up to date with the text.
    pub ledger: Ledger,
    /// Where all of it stands in the files.
    pub origins: Origins,
    /// `source.txt`, byte for byte.
    pub source: Option<Vec<u8>>,
}

/// Reads a report. `None` when not even a part of it can be told.
#[must_use]
pub fn read_report(slug: &Slug, folder: &Folder) -> (Option<Content>, Vec<Diagnostic>) {
    let _ = (slug, folder);
    (None, Vec::new())
}

/// Writes an edition as a report's folder: `report.toml`, sections, receipt, ledger, and the
/// editor's files. Reading it gives the same edition and register.
#[must_use]
pub fn write_report(edition: &Edition, register: &Register, source: &[u8]) -> Folder {
    let _ = (edition, register, source);
    Folder::new()
}

/// Writes a ledger as `ledger.toml`.
#[must_use]
pub fn write_ledger(ledger: &Ledger) -> Vec<u8> {
    let _ = ledger;
    Vec::new()
}
