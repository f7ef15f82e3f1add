//! Index folders: an index that is reused while its content is the same.
//!
//! In: a folder that is Sidenote's own. Out: a [`Store`] over files in it. Each index has a folder
//! of its own, named by the version of the schema and by a hash of all that is indexed:
//!
//! ```text
//! sidenote-search-1-9f8e…/          an index; never changed once it has this name
//!     manifest.json                 its files with their SHA-256, written last
//!     0/ 1/ …                       its shards
//! sidenote-search-1-9f8e….broken/   one whose files are not what the manifest says
//! sidenote-search-1-9f8e….new-812/  one being written by process 812
//! ```
//!
//! Everything here can be made again from the content, so nothing is repaired: what does not fit
//! is moved aside and made anew, and where nothing can be written the index stays in memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tantivy::Directory;
use tantivy::directory::MmapDirectory;

use super::SearchError;
use super::document::{Documents, lead_of, title_over};
use super::store::{SCHEMA, Shelf, Store};
use crate::annotate::AnnotatedReport;

/// What every index folder's name begins with.
const PREFIX: &str = "sidenote-search-";
/// Name of the list of an index's files.
const MANIFEST: &str = "manifest.json";

/// Files of an index, by path below its folder, with their SHA-256.
type Manifest = BTreeMap<String, String>;

/// Shards in folders below one.
struct Folder(PathBuf);

impl Shelf for Folder {
    fn create(&self, number: usize) -> Result<Box<dyn Directory>, SearchError> {
        let path = self.0.join(number.to_string());
        fs::create_dir_all(&path).map_err(|fault| SearchError::build(&fault))?;
        let directory = MmapDirectory::open(path).map_err(|fault| SearchError::build(&fault))?;
        Ok(Box::new(directory))
    }
}

/// Opens the index of `documents` below `root`, or makes it there.
///
/// # Errors
/// If there is none and none can be made there.
pub(super) fn open_or_build(
    root: &Path,
    reports: &[Arc<AnnotatedReport>],
    documents: &Documents,
) -> Result<Store, SearchError> {
    let name = format!("{PREFIX}{SCHEMA}-{}", hash_of(reports, documents));
    let path = root.join(&name);
    match open(&path, documents.len()) {
        Ok(store) => return Ok(store),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound && !path.exists() => {}
        Err(fault) => {
            tracing::warn!(%fault, path = %path.display(), "a search index is broken; making it anew");
            let aside = root.join(format!("{name}.broken"));
            remove(&aside);
            fs::rename(&path, &aside).map_err(|fault| SearchError::build(&fault))?;
        }
    }
    let new = root.join(format!("{name}.new-{}", std::process::id()));
    remove(&new);
    let made = make(&new, reports, documents);
    let moved = made.and_then(|()| {
        // Where another process was faster, its index is as good.
        fs::rename(&new, &path).or_else(|fault| if path.exists() { Ok(()) } else { Err(fault) })
    });
    if moved.is_err() || new.exists() {
        remove(&new);
    }
    let store = moved.and_then(|()| open(&path, documents.len()));
    let store = store.map_err(|fault| SearchError::build(&fault))?;
    remove_others(root, &name);
    Ok(store)
}

/// Writes an index into `path`.
fn make(path: &Path, reports: &[Arc<AnnotatedReport>], documents: &Documents) -> io::Result<()> {
    fs::create_dir_all(path)?;
    Store::build(reports, documents, &Folder(path.to_owned())).map_err(io::Error::other)?;
    let manifest = list(path)?;
    let text = serde_json::to_vec_pretty(&manifest)?;
    fs::write(path.join(MANIFEST), text)
}

/// Opens the index in `path`, if its files are what its manifest says.
fn open(path: &Path, documents: usize) -> io::Result<Store> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(path.join(MANIFEST))?)?;
    let found = list(path)?;
    if found != manifest {
        let odd = manifest.iter().find(|&(name, hash)| found.get(name) != Some(hash));
        let name = odd.map_or("a file too many", |(name, _)| name.as_str());
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{name} has changed")));
    }
    let shards = (0..).map(|number: usize| path.join(number.to_string()));
    let directories: Vec<Box<dyn Directory>> = shards
        .take_while(|shard| shard.is_dir())
        .map(|shard| {
            let directory = MmapDirectory::open(shard).map_err(io::Error::other)?;
            Ok(Box::new(directory) as Box<dyn Directory>)
        })
        .collect::<io::Result<_>>()?;
    let store = Store::open(directories).map_err(io::Error::other)?;
    if store.len() != documents {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "documents are missing"));
    }
    Ok(store)
}

/// The files of the index in `path`. Lock files say nothing.
fn list(path: &Path) -> io::Result<Manifest> {
    let mut manifest = Manifest::new();
    for shard in fs::read_dir(path)? {
        let shard = shard?;
        if !shard.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(shard.path())? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            if Path::new(&name).extension().is_none_or(|extension| extension != "lock") {
                let name = format!("{}/{name}", shard.file_name().to_string_lossy());
                manifest.insert(name, hash_file(&file.path())?);
            }
        }
    }
    Ok(manifest)
}

fn hash_file(path: &Path) -> io::Result<String> {
    let mut file = BufReader::with_capacity(1 << 16, fs::File::open(path)?);
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            length => hash.update(&buffer[..length]),
        }
    }
}

/// A hash of all that is indexed, in its order.
fn hash_of(reports: &[Arc<AnnotatedReport>], documents: &Documents) -> String {
    let mut hash = Sha256::new();
    let mut add = |field: &[u8]| {
        hash.update(field.len().to_le_bytes());
        hash.update(field);
    };
    for (at, row) in documents.all.iter().enumerate() {
        let report = &*reports[row.report as usize];
        add(documents.text(reports, at).as_bytes());
        add(title_over(report, row).as_bytes());
        add(lead_of(report, row.target).unwrap_or_default().as_bytes());
        for id in documents.mentioned(reports, at) {
            add(id.as_bytes());
        }
        add(b"");
        for &theme in documents.themes.of(at) {
            add(documents.theme[theme as usize].id.as_bytes());
        }
        add(b"");
    }
    hex(&hash.finalize()[..16])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Removes every index below `root` but the one called `name`, and what was left of broken and
/// unfinished ones but its own. Files that a running process has mapped stay readable to it.
fn remove_others(root: &Path, name: &str) {
    let Ok(entries) = fs::read_dir(root) else { return };
    for entry in entries.flatten() {
        let other = entry.file_name();
        let other = other.to_string_lossy();
        if other.starts_with(PREFIX) && !other.starts_with(name) && !other.contains(".new-") {
            remove(&entry.path());
        }
    }
}

/// Removes a folder that may not be there; what cannot be removed is left and told.
fn remove(path: &Path) {
    match fs::remove_dir_all(path) {
        Ok(()) => {}
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
        Err(fault) => {
            tracing::warn!(%fault, path = %path.display(), "an old search index stays behind");
        }
    }
}
