//! Whether a quotation stands in a report: a form, the verdict, and the two versions beside each
//! other where they differ.

use askama::Template;

use crate::library::seen::{Piece, compare};
use crate::library::verify::{LONGEST_QUOTE, Passage, Verdict, verify};
use crate::model::Slug;
use crate::render::Html;
use crate::web::address::{Address, SearchQuery, VerifyQuery};
use crate::web::answer;
use crate::web::error::Problem;

use super::Shelf;
use super::frame::Frame;
use super::view::View;

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    frame: Frame,
    verify: Address,
    query: VerifyQuery,
    longest: usize,
    /// `verbatim`, `close` or `absent`; empty without a quotation.
    verdict: &'static str,
    found: Option<Found>,
    /// Other points with the very same words.
    elsewhere: Vec<Place>,
    /// The quotation where it differs from what stands there.
    quoted: Vec<Piece>,
    /// What stands there.
    printed: Vec<Piece>,
    /// A search for the same words.
    search: String,
}

/// Words of a report.
struct Found {
    place: Place,
    /// Its paragraphs.
    words: Vec<String>,
}

/// A point.
struct Place {
    href: String,
    name: String,
    /// The attribute of its report's language.
    own: Html,
}

/// The page for `query`.
///
/// # Errors
/// If the quotation is too long, or the template fails.
pub(super) fn make(shelf: Shelf<'_>, query: VerifyQuery) -> answer::Result {
    let library = shelf.library;
    if query.quote.chars().count() > LONGEST_QUOTE {
        return Err(Problem::Malformed(format!(
            "the quotation is longer than {LONGEST_QUOTE} characters; check a part of it"
        )));
    }
    let within = query.report.parse::<Slug>().ok();
    let (title, description) =
        (shelf.words().check_quotation(), shelf.words().check_quotation_about());
    let frame = match within.as_ref().and_then(|slug| View::open(shelf, slug).ok()) {
        Some(view) => Frame::of_report(view, &Address::Verify, title, description),
        None => Frame::of_library(shelf, title, description, Some(&Address::Verify)),
    };
    let words = query.quote.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
    let search = SearchQuery { q: words, report: query.report.clone(), ..SearchQuery::default() };
    let mut page = VerifyPage {
        frame: Frame { noindex: !query.quote.is_empty(), here: query.to_string(), ..frame },
        verify: Address::Verify,
        longest: LONGEST_QUOTE,
        verdict: "",
        found: None,
        elsewhere: Vec::new(),
        quoted: Vec::new(),
        printed: Vec::new(),
        search: search.to_string(),
        query,
    };
    if !page.query.quote.trim().is_empty() {
        match verify(library, &page.query.quote, within.as_ref()) {
            Verdict::Verbatim { passage, elsewhere } => {
                page.verdict = "verbatim";
                page.elsewhere = elsewhere.iter().map(|other| place(shelf, other)).collect();
                page.found = Some(found(shelf, &passage));
            }
            Verdict::Close { passage, .. } => {
                page.verdict = "close";
                let versions = compare(page.query.quote.trim(), &passage.text);
                (page.quoted, page.printed) = (versions.was, versions.now);
                page.found = Some(found(shelf, &passage));
            }
            Verdict::Absent => page.verdict = "absent",
        }
    }
    Ok(super::print(&page)?.into())
}

fn found(shelf: Shelf<'_>, passage: &Passage) -> Found {
    let words = passage.text.split("\n\n").map(str::to_owned).collect();
    Found { place: place(shelf, passage), words }
}

fn place(shelf: Shelf<'_>, passage: &Passage) -> Place {
    let (name, own) = match View::open(shelf, &passage.report) {
        Ok(view) => (view.name(&passage.point), view.own()),
        Err(_) => (passage.point.to_string(), Html::default()),
    };
    let address = Address::Point(passage.report.clone(), passage.point.clone());
    Place { href: address.to_string(), name, own }
}
