//! How much a report's folder may hold.

/// Most bytes of a report's sections and `.toml` files together, and of its source.
pub(super) const TEXT: usize = 8 * 1024 * 1024;

/// Most bytes of a ledger, which holds the text with its history.
pub(super) const LEDGER: usize = 32 * 1024 * 1024;

/// Most bytes of one picture.
pub(super) const PICTURE: usize = 8 * 1024 * 1024;

/// Most bytes of all pictures of a report.
pub(super) const PICTURES: usize = 64 * 1024 * 1024;

/// Most files of a report.
pub(super) const FILES: usize = 5_000;

/// Most bytes of the file `name` in a report's folder.
pub(super) fn of_file(name: &str) -> usize {
    match name {
        super::ledger::FILE => LEDGER,
        _ if name.starts_with(super::images::FOLDER) => PICTURE,
        _ => TEXT,
    }
}

/// A number of bytes as people say it.
pub(super) fn megabytes(bytes: usize) -> String {
    format!("{} MiB", bytes / (1024 * 1024))
}
