//! A problem as a page: what is wrong, what to do, what does exist.

use askama::Template;

use crate::library::Library;
use crate::web::address::Address;
use crate::web::answer::{self, Made};
use crate::web::error::Problem;
use crate::web::language::Language;

use super::frame::Frame;
use super::view::View;
use super::{Shelf, phrase};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    status: u16,
    title: &'static str,
    detail: String,
    /// The words of a block that is gone.
    stood: Option<String>,
    offers: Vec<OfferRow>,
}

struct OfferRow {
    href: String,
    title: String,
}

/// A problem as a page in `language`, with its status. `library` offers what does exist.
#[must_use]
pub fn problem(library: &Library, problem: &Problem, language: Language) -> Made {
    let shelf = Shelf { language, ..Shelf::from(library) };
    let mut offers: Vec<_> = problem
        .nearest()
        .iter()
        .map(|offer| OfferRow { href: offer.address.to_string(), title: offer.title.clone() })
        .collect();
    if offers.is_empty() {
        offers.extend(library.reports().iter().take(5).map(|report| OfferRow {
            href: Address::Report(report.edition.report.slug.clone()).to_string(),
            title: report.edition.report.full_title(),
        }));
    }
    // What is near lies in the report that was asked, if any was.
    let asked = problem.nearest().iter().find_map(|offer| offer.address.report());
    let frame = match asked.and_then(|slug| View::open(shelf, slug).ok()) {
        Some(view) => {
            let front = Address::Report(view.slug().clone());
            Frame::of_report(view, &front, problem.title(), &problem.detail())
        }
        None => Frame::of_library(shelf, problem.title(), &problem.detail(), None),
    };
    let title = format!("{} · Sidenote", problem.title());
    let page = ProblemPage {
        frame: Frame { noindex: true, canonical: None, here: String::new(), title, ..frame },
        status: problem.status().as_u16(),
        title: problem.title(),
        detail: phrase::sentence(&problem.detail()),
        stood: match problem {
            Problem::Gone { stood, .. } => stood.clone(),
            _ => None,
        },
        offers,
    };
    match super::print(&page) {
        Ok(made) => super::said(language, made).status(problem.status()),
        Err(_) => Made::new(answer::TEXT, format!("{}: {}", problem.title(), problem.detail()))
            .status(problem.status()),
    }
}
