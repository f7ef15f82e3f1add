//! Index files: an index that is reused while its content is the same.
//!
//! In: a folder that is Sidenote's own. Out: a [`Store`]. Each index is one file, named by the
//! version of its schema and by a hash of all that is indexed:
//!
//! ```text
//! sidenote-search-1-9f8e….index     an index; never changed once it has this name
//! sidenote-search-1-9f8e….broken    one that was not what it should be, for whoever looks into it
//! sidenote-search.new               one being written, by whoever holds the lock
//! sidenote-search.lock              held while the folder is changed
//! ```
//!
//! A file is the magic line, then each file of each shard with its shard, its name and its length,
//! then the SHA-256 of all that. It is read whole and checked before any of it is used, and not
//! mapped: what is done to it later, a cut or a full disk, cannot end the program. Everything here
//! can be made again from the content, so nothing is repaired: what does not fit is moved aside
//! and made anew. What cannot be written is told in the log, and the index is in memory only.

use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::SearchError;
use super::document::{Documents, lead_of, title_over};
use super::store::{Bytes, Files, SCHEMA, Store};
use crate::annotate::AnnotatedReport;

/// What every index's name begins with.
const PREFIX: &str = "sidenote-search-";
/// The first line of every index.
const MAGIC: &[u8] = b"sidenote search index\n";
/// Bytes of the hash at the end.
const HASH: usize = 32;

/// Reads the index of `documents` from below `root`, or makes it and keeps it there.
///
/// # Errors
/// If there is none and none can be made, on disk or not.
pub(super) fn open_or_build(
    root: &Path,
    reports: &[Arc<AnnotatedReport>],
    documents: &Documents,
) -> Result<Store, SearchError> {
    let name = format!("{PREFIX}{SCHEMA}-{}", hash_of(reports, documents));
    let path = root.join(&name).with_added_extension("index");
    match open(&path, documents.len()) {
        Ok(store) => return Ok(store),
        // Nothing is there, or the folder is none: that it cannot be kept there is told below.
        Err(fault)
            if matches!(fault.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
        Err(fault) => {
            tracing::warn!(%fault, path = %path.display(), "a search index is broken; making it anew");
            let aside = path.with_extension("broken");
            remove(&aside);
            if fs::rename(&path, &aside).is_err() {
                remove(&path);
            }
        }
    }
    let (store, shards) = Store::build(reports, documents)?;
    if let Err(fault) = keep(root, &name, &path, &shards) {
        tracing::warn!(
            %fault,
            folder = %root.display(),
            "the search index cannot be kept and is in memory only; --index needs a folder with \
             room that can be written"
        );
    }
    Ok(store)
}

/// Reads the index at `path`, if it is whole.
fn open(path: &Path, documents: usize) -> io::Result<Store> {
    let store = Store::open(read(path)?).map_err(io::Error::other)?;
    if store.len() == documents { Ok(store) } else { Err(odd("documents are missing")) }
}

/// Writes the index called `name`, of the files in `shards`, to `path` below `root`. Where another
/// process is writing to the folder this one leaves it alone.
fn keep(root: &Path, name: &str, path: &Path, shards: &[Files]) -> io::Result<()> {
    fs::create_dir_all(root)?;
    let lock = File::create(root.join("sidenote-search.lock"))?;
    // Some network file systems know no locks: that is another error, and the last to write wins.
    if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
        return Ok(());
    }
    let new = root.join("sidenote-search.new");
    // What another process left there unfinished may be anything.
    remove(&new);
    let written = write(&new, shards).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        remove(&new);
    }
    remove_others(root, name);
    written
}

fn odd(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads a file while it is hashed, and never past its end.
struct Checked<R> {
    file: R,
    hash: Sha256,
    left: u64,
}

impl<R: Read> Checked<R> {
    fn take(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let size = usize::try_from(length).ok().filter(|_| length <= self.left);
        let mut bytes = vec![0; size.ok_or_else(|| odd("it is cut short"))?];
        self.file.read_exact(&mut bytes)?;
        self.hash.update(&bytes);
        self.left -= length;
        Ok(bytes)
    }

    fn number(&mut self) -> io::Result<u64> {
        let bytes = self.take(8)?;
        Ok(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }
}

/// The files of each shard of the index at `path`.
fn read(path: &Path) -> io::Result<Vec<Files>> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(odd("it is no file"));
    }
    let left = about.len().checked_sub(HASH as u64).ok_or_else(|| odd("it is cut short"))?;
    let file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut file = Checked { file, hash: Sha256::new(), left };
    if file.take(MAGIC.len() as u64)? != MAGIC {
        return Err(odd("it is no index"));
    }
    let mut shards: Vec<Files> = Vec::new();
    while file.left > 0 {
        let (shard, name, length) = (file.number()?, file.number()?, file.number()?);
        let name = String::from_utf8(file.take(name)?).map_err(|_| odd("a name is broken"))?;
        let bytes = file.take(length)?;
        if shard == shards.len() as u64 {
            shards.push(Files::new());
        }
        let at = usize::try_from(shard).ok().and_then(|shard| shards.get_mut(shard));
        at.ok_or_else(|| odd("a shard is missing"))?.insert(name, Bytes::new(bytes));
    }
    let mut hash = [0; HASH];
    file.file.read_exact(&mut hash)?;
    if file.hash.finalize()[..] != hash {
        return Err(odd("its bytes have changed"));
    }
    Ok(shards)
}

/// Writes an index to `path`; [`read`] reads it.
fn write(path: &Path, shards: &[Files]) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 16, File::create(path)?);
    let mut hash = Sha256::new();
    let mut put = |bytes: &[u8]| {
        hash.update(bytes);
        file.write_all(bytes)
    };
    put(MAGIC)?;
    for (shard, files) in shards.iter().enumerate() {
        for (name, bytes) in files {
            for number in [shard, name.len(), bytes.len()] {
                put(&(number as u64).to_le_bytes())?;
            }
            put(name.as_bytes())?;
            put(bytes)?;
        }
    }
    file.write_all(&hash.finalize())?;
    file.flush()
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

/// Removes every index below `root` but the one called `name`, and what was broken but its own.
fn remove_others(root: &Path, name: &str) {
    let Ok(entries) = fs::read_dir(root) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let (Some(stem), Some(extension)) = (path.file_stem(), path.extension()) else { continue };
        let is_index = stem.to_string_lossy().starts_with(PREFIX);
        if is_index && stem != name && (extension == "index" || extension == "broken") {
            remove(&path);
        }
    }
}

/// Removes a file that may not be there, or whatever has its name; what cannot be removed is left
/// and told.
fn remove(path: &Path) {
    let removed = match fs::remove_file(path) {
        Err(fault) if fault.kind() == io::ErrorKind::IsADirectory => fs::remove_dir_all(path),
        other => other,
    };
    match removed {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%fault, path = %path.display(), "an old search index stays behind");
        }
        _ => {}
    }
}
