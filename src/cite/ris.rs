//! RIS, which `EndNote`, Mendeley, `RefWorks` and Zotero read: one tag a line.
//!
//! The tags and their order follow the format's specification (Thomson `ResearchSoft`, 2011):
//! `TY` first, `ER` last, lines end with CR and LF. What belongs to the point and not to the work
//! is a note (`N1`), so that no list of works prints it.

use std::fmt::Write as _;

use super::{Cited, names};

/// The work as a record of type report.
pub(super) fn write(cited: &Cited<'_>) -> String {
    let report = cited.work.report();
    let mut lines = vec![("TY", "RPRT".to_owned())];
    lines.extend(names::of(report).iter().map(|name| ("AU", name.inverted())));
    lines.push(("TI", cited.work.title()));
    if let Some(date) = report.published {
        lines.push(("PY", format!("{:04}", date.year())));
        lines.push(("DA", format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day())));
    }
    lines.extend(cited.work.publisher().map(|publisher| ("PB", publisher)));
    lines.extend(cited.url().map(|url| ("UR", url.to_owned())));
    if let Some(date) = cited.accessed {
        lines.push(("Y2", format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day())));
    }
    lines.push(("LA", report.language.clone()));
    lines.extend(cited.note().map(|note| ("N1", note)));
    lines.push(("ER", String::new()));
    let mut out = String::new();
    for (tag, value) in lines {
        // A line break in a value would begin a tag of its own.
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(out, "{tag}  - {value}\r\n");
    }
    out
}
