//! The library's shelf: every report with what its title page says.

use askama::Template;

use crate::library::lookup;
use crate::web::address::Address;
use crate::web::answer;

use super::frame::Frame;
use super::{Shelf, phrase};

#[derive(Template)]
#[template(path = "shelf.html")]
struct ShelfPage {
    frame: Frame,
    reports: Vec<Entry>,
}

struct Entry {
    href: String,
    language: String,
    title: String,
    subtitle: Option<String>,
    authors: String,
    /// Publisher and date.
    imprint: String,
    facts: Vec<String>,
}

/// The shelf.
///
/// # Errors
/// If the template fails.
pub(super) fn make(shelf: Shelf<'_>) -> answer::Result {
    let reports = shelf.library.reports().iter().map(|report| {
        let counts = lookup::count(report);
        let facts = [
            phrase::count(counts.text.judgments, "judgment", "judgments"),
            phrase::count(counts.notes, "note", "notes"),
            format!("{}\u{a0}min to read", phrase::minutes(counts.text.words)),
        ];
        let report = &report.edition.report;
        let imprint = [report.publisher.clone(), report.published.map(phrase::date)];
        Entry {
            href: Address::Report(report.slug.clone()).to_string(),
            language: report.language.clone(),
            title: report.title.clone(),
            subtitle: report.subtitle.clone(),
            authors: phrase::authors(report),
            imprint: imprint.into_iter().flatten().collect::<Vec<_>>().join(", "),
            facts: facts.into_iter().filter(|fact| !fact.starts_with("0\u{a0}")).collect(),
        }
    });
    let page = ShelfPage {
        frame: Frame::of_library(
            shelf,
            "Library",
            "Reports to read with their notes, names and themes beside the text.",
            Some(&Address::Library),
        ),
        reports: reports.collect(),
    };
    Ok(super::print(&page)?.into())
}
