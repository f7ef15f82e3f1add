//! The content format: what is written reads back the same, and every fault is told in its place.

mod faults;
mod ledger;
mod limits;
mod roundtrip;

/// A folder with a report that differs from the sample in all that it can: see its sections.
pub(crate) fn odd_reports() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports")
}
