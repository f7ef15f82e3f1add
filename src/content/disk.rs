//! The content folder on disk: the one place that reads and writes content files.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::Folder;
use crate::diagnostic::Diagnostic;
use crate::model::Slug;

/// Why a content folder cannot be read or written.
#[derive(Debug, Error)]
#[error("cannot {what} {path}", path = path.display())]
pub struct DiskError {
    /// What was tried: `read`, `write`.
    pub what: &'static str,
    /// Where.
    pub path: PathBuf,
    /// Why not.
    pub source: std::io::Error,
}

/// Reads the folder of every report below `root`.
///
/// # Errors
/// If `root` itself cannot be read.
pub fn read_root(root: &Path) -> Result<(BTreeMap<Slug, Folder>, Vec<Diagnostic>), DiskError> {
    std::fs::read_dir(root).map_err(|source| DiskError {
        what: "read",
        path: root.to_owned(),
        source,
    })?;
    Ok((BTreeMap::new(), Vec::new()))
}

/// Writes a report's folder below `root`: each file whole or not at all.
///
/// # Errors
/// If a folder or a file cannot be written.
pub fn write_folder(root: &Path, slug: &Slug, folder: &Folder) -> Result<(), DiskError> {
    let _ = (root, slug, folder);
    Ok(())
}
