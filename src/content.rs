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

use crate::annotate::sentences;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Block, BlockKind, BlockText, Change, Edition, Ledger, Register, Section, SectionText,
    SeenWords, Slug,
};

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
    /// What changed since the ledger was written.
    pub changes: Vec<Change>,
    /// Where all of it stands in the files.
    pub origins: Origins,
    /// `source.txt`, byte for byte.
    pub source: Option<Vec<u8>>,
}

/// Reads a report. `None` when there is no `report.toml` to tell even a part of it.
#[must_use]
pub fn read_report(slug: &Slug, folder: &Folder) -> (Option<Content>, Vec<Diagnostic>) {
    read::read(slug, folder, None)
}

/// Reads a report whose addresses are those of `now`, the ledger that is served: what the text
/// lost or got since its ledger was written keeps the numbers that readers have seen.
#[must_use]
pub fn read_report_after(
    slug: &Slug,
    folder: &Folder,
    now: &Ledger,
) -> (Option<Content>, Vec<Diagnostic>) {
    read::read(slug, folder, Some(now))
}

/// The faults that the changes since the ledger was written are to an editor; with `written`,
/// those that remain once the new ledger is on disk.
#[must_use]
pub fn tell_changes(content: &Content, written: bool) -> Vec<Diagnostic> {
    ledger::tell(&content.changes, &content.origins, written)
}

/// The ledger of an edition that never had another; its blocks keep the names that they have.
#[must_use]
pub fn first_ledger(edition: &Edition) -> Ledger {
    let language = &edition.report.language;
    let block = |block: &Block| {
        let plain = block.text.plain();
        let spans = sentences::of_block(&block.kind, plain, language);
        BlockText::new(block.kind == BlockKind::Heading, plain, &spans)
    };
    let section = |section: &Section| SectionText {
        id: section.id.clone(),
        title: SeenWords::of(section.title.plain()),
        blocks: section.blocks.iter().map(block).collect(),
    };
    let texts: Vec<_> = edition.sections.iter().map(section).collect();
    let names = |section: &Section| section.blocks.iter().map(|block| block.id.clone()).collect();
    let names: Vec<_> = edition.sections.iter().map(names).collect();
    Ledger::of(&texts, &names)
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
