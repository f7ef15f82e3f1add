//! The driver: reads content, annotates it, indexes it, and hands out snapshots.
//!
//! In: the embedded library or a folder. Out: an immutable [`Library`] with its look-ups, and
//! every fault met on the way. A report with errors is left out, the others are in. After
//! reading, nothing here touches a file.

mod embedded;
pub mod lookup;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::annotate::{AnnotatedReport, annotate};
use crate::content::{self, Folder};
use crate::diagnostic::Diagnostic;
use crate::model::Slug;

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
    by_slug: BTreeMap<Slug, usize>,
}

impl Library {
    /// Reads every report of `source`, annotates and indexes it.
    ///
    /// # Errors
    /// If `source` cannot be read at all, or the index cannot be made.
    pub fn read(source: &Source) -> Result<(Self, Vec<Diagnostic>), LibraryError> {
        let (folders, mut faults) = source.folders()?;
        let mut reports = Vec::new();
        for (slug, folder) in &folders {
            let (read, found) = content::read_report(slug, folder);
            let sound = !found.iter().any(Diagnostic::is_error);
            faults.extend(found);
            if let Some(content) = read.filter(|_| sound) {
                let annotations = annotate(&content.edition, &content.register);
                reports.push(Arc::new(AnnotatedReport {
                    edition: content.edition,
                    register: content.register,
                    annotations,
                }));
            }
        }
        Ok((Self::new(reports), faults))
    }

    fn new(reports: Vec<Arc<AnnotatedReport>>) -> Self {
        let by_slug = reports
            .iter()
            .enumerate()
            .map(|(at, report)| (report.edition.report.slug.clone(), at))
            .collect();
        Self { reports, by_slug }
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
}
