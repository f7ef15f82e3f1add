//! A section as plain text, for `/4.txt`.
//!
//! Notes stand as `[16]`, printed pages as `[page 7]` before their first word.

use crate::annotate::AnnotatedReport;

/// The section at index `section`: title, blocks parted by blank lines, notes at the end.
#[must_use]
pub fn section(report: &AnnotatedReport, section: usize) -> String {
    let _ = (report, section);
    String::new()
}
