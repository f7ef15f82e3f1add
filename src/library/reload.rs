//! Reading a library again while it is served.
//!
//! In: the library that is served and its source. Out: a new library, in which a report with new
//! errors keeps its last good version and unchanged reports are the same objects; or an error,
//! and nothing changes. [`Watch`] tells when to do it, by names, sizes and times alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Library, LibraryError, Source};
use crate::diagnostic::Diagnostic;
use crate::model::Slug;

/// A library that was read again.
#[derive(Debug)]
pub struct Reloaded {
    /// The library to serve from now on.
    pub library: Library,
    /// Every fault met on the way.
    pub faults: Vec<Diagnostic>,
    /// Reports that have errors now and keep their last good version.
    pub kept_old: Vec<Slug>,
}

/// Reads `source` again.
///
/// # Errors
/// If it cannot be read at all, or the index cannot be made; `now` is then the one to serve on.
pub fn reload(now: &Library, source: &Source) -> Result<Reloaded, LibraryError> {
    let (folders, faults) = source.folders()?;
    Library::assemble(&folders, faults, Some(now), now.index_folder.clone())
}

/// Most files of a folder that are looked at.
const MOST_FILES: usize = 100_000;
/// How deep a folder is looked into: reports, their folders, and one for good measure.
const DEEPEST: usize = 4;

/// Tells when the files of a source have changed.
#[derive(Debug)]
pub struct Watch {
    root: Option<PathBuf>,
    /// The files of the library that is served.
    read: Listing,
    /// The files of the last look.
    last: Listing,
}

/// Size and time of each file, and that a folder is there. Time is compared for being the same,
/// never for being later.
type Listing = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Watch {
    /// A watch over `source` as it is now. Reports inside the program do not change.
    #[must_use]
    pub fn new(source: &Source) -> Self {
        let root = match source {
            Source::Embedded => None,
            Source::Directory(root) => Some(root.clone()),
        };
        let read = root.as_deref().map(list).unwrap_or_default();
        Self { root, last: read.clone(), read }
    }

    /// Looks again: whether files have changed since the library was read, and not since the last
    /// look. A file that is still being written waits for the next look.
    pub fn has_changed(&mut self) -> bool {
        let Some(root) = &self.root else { return false };
        let seen = list(root);
        let is_quiet = seen == self.last;
        self.last = seen;
        let changed = is_quiet && self.last != self.read;
        if changed {
            self.read = self.last.clone();
        }
        changed
    }
}

/// The files below `root`. What cannot be looked at is left out: reading tells of it.
fn list(root: &Path) -> Listing {
    let mut files = Listing::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        // An empty folder is another thing than none.
        files.insert(folder, (0, None));
        for entry in entries.flatten() {
            let path = entry.path();
            // Not followed: a symbolic link changes when it points elsewhere.
            let Ok(facts) = path.symlink_metadata() else { continue };
            if facts.is_dir() {
                if depth < DEEPEST {
                    folders.push((path, depth + 1));
                }
            } else if files.len() < MOST_FILES {
                files.insert(path, (facts.len(), facts.modified().ok()));
            }
        }
    }
    files
}
