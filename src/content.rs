//! A report's folder and the edition, register and ledger that it holds: reader and writer.
//!
//! In: a [`Folder`] of named bytes. Out: [`Content`], and every fault with file, line, column and
//! remedy; the good part is given even when there are faults. `content/README.md` describes the
//! format for editors. Only [`disk`] touches a file system.

mod cross;
pub mod disk;
mod fields;
mod ids;
mod images;
mod ledger;
mod limits;
mod links;
mod markdown;
mod nearest;
mod origins;
mod quote;
mod read;
mod receipt;
mod register;
mod report;
mod section;
mod source;
mod write;

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

/// Reads a report. `None` when there is no `report.toml` to tell even a part of it.
#[must_use]
pub fn read_report(slug: &Slug, folder: &Folder) -> (Option<Content>, Vec<Diagnostic>) {
    read::read(slug, folder)
}

/// Writes an edition as a report's folder: `report.toml`, sections, receipt, ledger, and the
/// editor's files. Reading it gives the same edition and register.
#[must_use]
pub fn write_report(edition: &Edition, register: &Register, source: &[u8]) -> Folder {
    write::write(edition, register, source)
}

/// Writes a ledger as `ledger.toml`.
#[must_use]
pub fn write_ledger(ledger: &Ledger) -> Vec<u8> {
    ledger::write(ledger).into_bytes()
}
