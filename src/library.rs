//! The driver: reads content, annotates it, indexes it, and hands out snapshots.
//!
//! In: the embedded library or a folder. Out: an immutable [`Library`] with its look-ups, and
//! every fault met on the way. A report with errors is left out, the others are in. After
//! reading, nothing here touches a file.

mod embedded;
pub mod lookup;
pub mod name;
pub mod reload;
pub mod resolve;
pub mod seen;
pub mod suggest;
pub mod verify;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::annotate::{AnnotatedReport, annotate};
use crate::cite::Work;
use crate::content::{self, Folder};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Ledger, Slug};
use crate::search::Index;

use reload::Reloaded;

pub use embedded::embedded;

/// Where a library comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The reports inside the program.
    Embedded,
    /// A folder with one folder a report.
    Directory(PathBuf),
}

impl Source {
    /// Reads the folders of all reports, and the faults of the tree itself.
    ///
    /// # Errors
    /// If the folder cannot be read at all.
    pub fn folders(&self) -> Result<(BTreeMap<Slug, Folder>, Vec<Diagnostic>), LibraryError> {
        match self {
            Self::Embedded => Ok((embedded(), Vec::new())),
            Self::Directory(path) => Ok(content::disk::read_root(path)?),
        }
    }
}

/// Why there is no library.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// The folder cannot be read.
    #[error(transparent)]
    Disk(#[from] content::disk::DiskError),
    /// The index cannot be made.
    #[error("the search index cannot be made")]
    Index(#[from] crate::search::SearchError),
}

/// All reports that a server holds. Immutable: a reload makes a new one.
#[derive(Debug)]
pub struct Library {
    reports: Vec<Arc<AnnotatedReport>>,
    versions: Vec<Version>,
    by_slug: BTreeMap<Slug, usize>,
    index: Index,
    /// The folder that keeps the index; in memory when absent.
    index_folder: Option<PathBuf>,
}

/// A report as it was read.
#[derive(Debug, Clone)]
struct Version {
    report: Arc<AnnotatedReport>,
    ledger: Arc<Ledger>,
    /// SHA-256 of the folder that it was read from.
    digest: [u8; 32],
    /// SHA-256 of the ledger in that folder.
    written: [u8; 32],
    /// Its words as quotations are compared with them, once one was.
    words: Arc<OnceLock<verify::Words>>,
    /// The report as it is cited, once it was.
    work: Arc<OnceLock<Work>>,
}

impl Library {
    /// Reads every report of `source`, annotates it, and indexes it in memory.
    ///
    /// # Errors
    /// If `source` cannot be read at all, or the index cannot be made.
    pub fn read(source: &Source) -> Result<(Self, Vec<Diagnostic>), LibraryError> {
        Self::open(source, None)
    }

    /// Reads every report of `source` and annotates it; its index is kept in `index_folder`, if
    /// given, and used again while the content is the same, also by what is reloaded from this
    /// library.
    ///
    /// # Errors
    /// If `source` cannot be read at all, or the index cannot be made. A folder that cannot be
    /// used is no error: the index is then in memory, which the log tells.
    pub fn open(
        source: &Source,
        index_folder: Option<PathBuf>,
    ) -> Result<(Self, Vec<Diagnostic>), LibraryError> {
        let (folders, faults) = source.folders()?;
        let read = Self::assemble(&folders, faults, None, index_folder)?;
        Ok((read.library, read.faults))
    }

    /// A library of `folders`. What `now` has of unchanged folders is taken over, and so is its
    /// version of reports that have errors.
    fn assemble(
        folders: &BTreeMap<Slug, Folder>,
        mut faults: Vec<Diagnostic>,
        now: Option<&Self>,
        index_folder: Option<PathBuf>,
    ) -> Result<Reloaded, LibraryError> {
        let mut versions = BTreeMap::new();
        let mut kept_old = Vec::new();
        for (slug, folder) in folders {
            let digest = digest(folder);
            let old = now.and_then(|now| now.version(slug));
            if let Some(same) = old.filter(|old| old.digest == digest) {
                versions.insert(slug.clone(), same.clone());
                continue;
            }
            // What the disk did not give, the report would be served without.
            let whole = !faults.iter().any(|fault| fault.is_error() && is_of(fault, slug));
            // What was served keeps its numbers until the ledger on disk says otherwise.
            let written = ledger_digest(folder);
            let served = old.filter(|old| old.written == written).map(|old| &*old.ledger);
            let (read, found) = read_report(slug, folder, served);
            let read = read.filter(|_| whole);
            faults.extend(found);
            match (read, old) {
                (Some((report, ledger)), _) => {
                    let (report, ledger) = (Arc::new(report), Arc::new(ledger));
                    let (words, work) = Default::default();
                    let version = Version { report, ledger, digest, written, words, work };
                    versions.insert(slug.clone(), version);
                }
                (None, Some(old)) => {
                    versions.insert(slug.clone(), old.clone());
                    kept_old.push(slug.clone());
                }
                (None, None) => {}
            }
        }
        // A folder that cannot be read is no folder that was taken away.
        for (slug, at) in now.iter().flat_map(|now| &now.by_slug) {
            let is_at_fault = |fault: &Diagnostic| fault.is_error() && is_of(fault, slug);
            if let Some(now) = now
                && !folders.contains_key(slug)
                && faults.iter().any(is_at_fault)
            {
                versions.insert(slug.clone(), now.versions[*at].clone());
                kept_old.push(slug.clone());
            }
        }
        let library = Self::new(versions.into_values().collect(), index_folder)?;
        Ok(Reloaded { library, faults, kept_old })
    }

    /// A library of reports that were made elsewhere; their ledgers are new.
    ///
    /// # Errors
    /// If the index cannot be made.
    pub fn of(reports: Vec<AnnotatedReport>) -> Result<Self, LibraryError> {
        let mut versions: Vec<_> = reports
            .into_iter()
            .map(|report| Version {
                ledger: Arc::new(content::first_ledger(&report.edition)),
                report: Arc::new(report),
                digest: [0; 32],
                written: [0; 32],
                words: Arc::default(),
                work: Arc::default(),
            })
            .collect();
        versions.sort_by(|a, b| a.slug().cmp(b.slug()));
        Self::new(versions, None)
    }

    fn new(versions: Vec<Version>, index_folder: Option<PathBuf>) -> Result<Self, LibraryError> {
        let reports: Vec<_> = versions.iter().map(|version| version.report.clone()).collect();
        let by_slug =
            versions.iter().enumerate().map(|(at, version)| (version.slug().clone(), at)).collect();
        let index = match &index_folder {
            Some(folder) => Index::open_or_build(folder, &reports)?,
            None => Index::build(&reports)?,
        };
        Ok(Self { reports, versions, by_slug, index, index_folder })
    }

    fn version(&self, slug: &Slug) -> Option<&Version> {
        self.by_slug.get(slug).map(|&at| &self.versions[at])
    }

    /// All reports, by slug.
    #[must_use]
    pub fn reports(&self) -> &[Arc<AnnotatedReport>] {
        &self.reports
    }

    /// The report named `slug`.
    #[must_use]
    pub fn report(&self, slug: &Slug) -> Option<&Arc<AnnotatedReport>> {
        self.by_slug.get(slug).map(|&at| &self.reports[at])
    }

    /// Every address that the blocks of report `slug` ever had.
    #[must_use]
    pub fn ledger(&self, slug: &Slug) -> Option<&Ledger> {
        self.version(slug).map(|version| version.ledger.as_ref())
    }

    /// The report `slug` as it is cited.
    #[must_use]
    pub fn work(&self, slug: &Slug) -> Option<&Work> {
        self.version(slug).map(Version::work)
    }

    /// Draws the citations that all points of a report share, report by report: some five
    /// milliseconds each, which the first reader of one waits for otherwise.
    pub fn prepare_citations(&self) {
        for version in &self.versions {
            version.work().prepare();
        }
    }

    /// What changes when the folder of report `slug` does: eight hexadecimal digits, the same on
    /// every server that reads the same folder.
    #[must_use]
    pub fn stamp(&self, slug: &Slug) -> Option<String> {
        let [a, b, c, d, ..] = self.version(slug)?.digest;
        Some(format!("{:08x}", u32::from_be_bytes([a, b, c, d])))
    }

    /// The search index over all reports; its hits name them by their index in
    /// [`Library::reports`].
    #[must_use]
    pub const fn index(&self) -> &Index {
        &self.index
    }
}

impl Version {
    fn slug(&self) -> &Slug {
        &self.report.edition.report.slug
    }

    fn work(&self) -> &Work {
        self.work.get_or_init(|| Work::of(&self.report.edition))
    }
}

/// Reads and annotates one report; `None` if it has errors.
fn read_report(
    slug: &Slug,
    folder: &Folder,
    served: Option<&Ledger>,
) -> (Option<(AnnotatedReport, Ledger)>, Vec<Diagnostic>) {
    let (content, mut faults) = match served {
        Some(ledger) => content::read_report_after(slug, folder, ledger),
        None => content::read_report(slug, folder),
    };
    let Some(content) = content.filter(|_| !faults.iter().any(Diagnostic::is_error)) else {
        return (None, faults);
    };
    if content.edition.sections.is_empty() {
        let nothing = "has no sections, so there is nothing to read";
        faults.push(Diagnostic::of_file(Severity::Error, slug.as_str(), nothing));
        return (None, faults);
    }
    let mut annotations = annotate(&content.edition, &content.register);
    annotations.number_sentences(&content.edition, &content.ledger);
    let report =
        AnnotatedReport { edition: content.edition, register: content.register, annotations };
    (Some((report, content.ledger)), faults)
}

/// Whether a fault is one of report `slug`, by the file that it names.
fn is_of(fault: &Diagnostic, slug: &Slug) -> bool {
    fault.file.split('/').next() == Some(slug.as_str())
}

/// SHA-256 of the ledger in `folder`; of nothing where there is none.
fn ledger_digest(folder: &Folder) -> [u8; 32] {
    Sha256::digest(folder.get("ledger.toml").map_or(&[][..], Vec::as_slice)).into()
}

/// SHA-256 of names and contents, each with its length before it.
fn digest(folder: &Folder) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (name, bytes) in folder {
        for field in [name.as_bytes(), bytes] {
            hash.update(field.len().to_le_bytes());
            hash.update(field);
        }
    }
    hash.finalize().into()
}
