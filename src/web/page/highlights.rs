//! The page in which the reader's browser shows the highlights and notes that it keeps.
//!
//! The server knows nothing of them. The page says which reports are here, each with the stamp of
//! its content, so that the page's own script can tell whether a text changed since words in it
//! were marked; words and notes stay in the browser.

use askama::Template;

use crate::web::address::{Address, ApiAddress};
use crate::web::answer;

use super::Shelf;
use super::frame::Frame;

#[derive(Template)]
#[template(path = "highlights.html")]
struct HighlightsPage {
    frame: Frame,
    reports: Vec<Row>,
}

/// A report of the library.
struct Row {
    slug: String,
    language: String,
    title: String,
    href: Address,
    /// Where the API tells of it.
    api: ApiAddress,
    stamp: String,
}

/// The page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(shelf: Shelf<'_>) -> answer::Result {
    let (library, words) = (shelf.library, shelf.words());
    let (title, about, address) =
        (words.highlights(), words.highlights_about(), Address::Highlights);
    let frame = Frame::of_library(shelf, title, about, Some(&address));
    let reports = library.reports().iter().map(|report| {
        let slug = &report.edition.report.slug;
        Row {
            slug: slug.to_string(),
            language: report.edition.report.language.clone(),
            title: report.edition.report.full_title(),
            href: Address::Report(slug.clone()),
            api: ApiAddress::Report(slug.clone()),
            stamp: library.stamp(slug).unwrap_or_default(),
        }
    });
    let page =
        HighlightsPage { frame: Frame { noindex: true, ..frame }, reports: reports.collect() };
    Ok(super::print(&page)?.into())
}
