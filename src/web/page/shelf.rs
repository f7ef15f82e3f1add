//! The library's shelf: every report with what its title page says.

use askama::Template;

use crate::library::lookup;
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer;

use super::frame::Frame;
use super::view::own;
use super::{Shelf, phrase};

#[derive(Template)]
#[template(path = "shelf.html")]
struct ShelfPage {
    frame: Frame,
    reports: Vec<Entry>,
}

struct Entry {
    href: String,
    /// The attribute of its language.
    own: Html,
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
    let words = shelf.words();
    let reports = shelf.library.reports().iter().map(|report| {
        let counts = lookup::count(report);
        let minutes = phrase::minutes(counts.text.words);
        let facts = [
            (counts.text.judgments, words.judgments(counts.text.judgments)),
            (counts.notes, words.notes(counts.notes)),
            (minutes, words.minutes_to_read(minutes)),
        ];
        let report = &report.edition.report;
        let imprint = [report.publisher.clone(), report.published.map(|date| words.date(date))];
        Entry {
            href: Address::Report(report.slug.clone()).to_string(),
            own: own(words, report),
            title: report.title.clone(),
            subtitle: report.subtitle.clone(),
            authors: phrase::authors(words, report),
            imprint: imprint.into_iter().flatten().collect::<Vec<_>>().join(words.comma()),
            facts: facts
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(_, fact)| fact)
                .collect(),
        }
    });
    let page = ShelfPage {
        frame: Frame::of_library(
            shelf,
            words.library(),
            words.library_about(),
            Some(&Address::Library),
        ),
        reports: reports.collect(),
    };
    Ok(super::print(&page)?.into())
}
