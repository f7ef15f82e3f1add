//! The content folder on disk: the one place that reads and writes content files.
//!
//! In: a root folder with one folder a report. Out: the bytes of every file that a report can
//! have, and a fault for whatever is not a plain file inside the root, is too large, or cannot be
//! read. Nothing is followed out of the root, nothing is opened that could block, and no more is
//! read than a report may hold.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use super::{Folder, images, limits};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Slug;

/// Why a content folder cannot be read or written.
#[derive(Debug, Error)]
#[error("cannot {what} {path}{remedy}", path = path.display(), remedy = self.remedy())]
pub struct DiskError {
    /// What was tried: `read`, `write`.
    pub what: &'static str,
    /// Where.
    pub path: PathBuf,
    /// Why not.
    pub source: io::Error,
}

impl DiskError {
    fn remedy(&self) -> &'static str {
        match (self.what, self.source.kind()) {
            ("read", io::ErrorKind::NotFound) => {
                "; name the folder that holds a folder for each report"
            }
            ("read", io::ErrorKind::NotADirectory) => {
                "; it is a file: name the folder that holds a folder for each report"
            }
            ("read", io::ErrorKind::PermissionDenied) => "; let the user that runs this read it",
            ("write", _) => "; choose a folder that can be written and has room",
            _ => "",
        }
    }
}

/// Reads the folder of every report below `root`. A fault of a file in a report's folder names
/// the report as the first part of its path, and keeps it from being served if it is an error.
///
/// # Errors
/// If `root` itself cannot be read.
pub fn read_root(root: &Path) -> Result<(BTreeMap<Slug, Folder>, Vec<Diagnostic>), DiskError> {
    let failed = |source| DiskError { what: "read", path: root.to_owned(), source };
    let canonical = fs::canonicalize(root).map_err(failed)?;
    let entries = list(&canonical).map_err(failed)?;
    let mut disk = Disk { root: canonical, faults: Vec::new() };
    if entries.iter().any(|name| name == super::report::FILE) {
        let message = "this folder is a report's own";
        let fault = Diagnostic::of_file(Severity::Error, super::report::FILE, message);
        let help = "give the folder above it, which holds one folder a report";
        return Ok((BTreeMap::new(), vec![fault.help(help)]));
    }
    let folders = entries.iter().filter_map(|name| disk.read_entry(name)).collect();
    Ok((folders, disk.faults))
}

/// The names in a folder, sorted, without hidden ones. Names that are not UTF-8 are shown as
/// they can be, and then not found.
fn list(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn printable(name: &str) -> String {
    name.replace(char::is_control, "?")
}

/// Reads below a root, whose canonical path it knows.
struct Disk {
    root: PathBuf,
    faults: Vec<Diagnostic>,
}

impl Disk {
    fn error(&mut self, name: &str, message: impl Into<String>) {
        self.faults.push(Diagnostic::of_file(Severity::Error, &printable(name), message));
    }

    /// Reads what stands in the root under `name`: a report, or nothing.
    fn read_entry(&mut self, name: &str) -> Option<(Slug, Folder)> {
        match fs::metadata(self.root.join(name)) {
            Ok(found) if !found.is_dir() => return None,
            Ok(_) => {}
            Err(why) => {
                self.error(name, format!("cannot be read: {why}"));
                return None;
            }
        }
        match name.parse::<Slug>() {
            Ok(slug) => {
                let folder = self.read_report(&slug)?;
                Some((slug, folder))
            }
            Err(why) => {
                let message = format!("the folder's name {why}");
                let fault = Diagnostic::of_file(Severity::Error, &printable(name), message);
                self.faults.push(fault.help("name it as the report's address, such as my-report"));
                None
            }
        }
    }

    /// Reads the files in a report's folder and in the two folders that it can have; nothing if
    /// the folder itself cannot be read.
    fn read_report(&mut self, slug: &Slug) -> Option<Folder> {
        let mut folder = Folder::new();
        let mut left = limits::TEXT * 2 + limits::PICTURES;
        for below in ["", "sections/", images::FOLDER] {
            let shown = format!("{slug}/{below}");
            let shown = shown.trim_end_matches('/');
            let path = self.root.join(slug.as_str()).join(below);
            let Some(real) = self.resolve(&path, shown, below.is_empty()) else {
                if below.is_empty() {
                    return None;
                }
                continue;
            };
            let names = match list(&real) {
                Ok(names) => names,
                Err(why) => {
                    self.error(shown, format!("the folder cannot be read: {why}"));
                    continue;
                }
            };
            for name in names {
                if folder.len() > limits::FILES {
                    return Some(folder);
                }
                let file = format!("{below}{name}");
                let shown = format!("{slug}/{file}");
                let Some(path) = self.resolve(&real.join(&name), &shown, true) else { continue };
                if let Some(bytes) = self.read_file(&path, &file, &shown, &mut left) {
                    folder.insert(file, bytes);
                }
            }
        }
        Some(folder)
    }

    /// The real path of `path`, if it is inside the root.
    fn resolve(&mut self, path: &Path, shown: &str, expected: bool) -> Option<PathBuf> {
        match fs::canonicalize(path) {
            Ok(real) if real.starts_with(&self.root) => Some(real),
            Ok(_) => {
                let fault = Diagnostic::of_file(
                    Severity::Error,
                    &printable(shown),
                    "the link leads out of the content folder",
                );
                self.faults.push(fault.help("put a copy of the file in its place"));
                None
            }
            Err(why) if !expected && why.kind() == io::ErrorKind::NotFound => None,
            Err(why) => {
                self.error(shown, format!("cannot be read: {why}"));
                None
            }
        }
    }

    /// The bytes of a plain file that is not too large.
    fn read_file(
        &mut self,
        path: &Path,
        file: &str,
        shown: &str,
        left: &mut usize,
    ) -> Option<Vec<u8>> {
        let found = match fs::metadata(path) {
            Ok(found) => found,
            Err(why) => {
                self.error(shown, format!("cannot be read: {why}"));
                return None;
            }
        };
        if found.is_dir() {
            if !matches!(file, "sections" | "images") {
                let fault = Diagnostic::of_file(
                    Severity::Warning,
                    &printable(shown),
                    "the folder is not read",
                );
                self.faults.push(fault.help("a report has the folders sections and images"));
            }
            return None;
        }
        if !found.is_file() {
            self.error(shown, "is not a plain file");
            return None;
        }
        let most = limits::of_file(file).min(*left);
        // One byte more than a file may have tells that it is too large, however it grows.
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|open| open.take(limit).read_to_end(&mut bytes));
        if let Err(why) = read {
            self.error(shown, format!("cannot be read: {why}"));
            return None;
        }
        if bytes.len() > most {
            let most = limits::megabytes(limits::of_file(file));
            self.error(shown, format!("the file is too large: at most {most} are read"));
            return None;
        }
        *left -= bytes.len();
        Some(bytes)
    }
}

/// Writes a report's folder below `root`: each file whole or not at all. Files that stand there
/// under other names stay.
///
/// # Errors
/// If a folder or a file cannot be written.
pub fn write_folder(root: &Path, slug: &Slug, folder: &Folder) -> Result<(), DiskError> {
    for (name, bytes) in folder {
        let path = root.join(slug.as_str()).join(name);
        let failed = |source| DiskError { what: "write", path: path.clone(), source };
        if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(failed(io::Error::from(io::ErrorKind::InvalidInput)));
        }
        write_file(&path, bytes).map_err(failed)?;
    }
    Ok(())
}

/// Writes a file beside its place, then puts it there.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.new"));
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(&beside, path));
    if placed.is_err() {
        // What is left of the try is of no use, and the fault above says what happened.
        let _ = fs::remove_file(&beside);
    }
    placed
}
