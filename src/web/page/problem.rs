//! A problem as a page: what is wrong, what to do, what does exist.

use askama::Template;

use crate::library::Library;
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer::{self, Made};
use crate::web::error::Problem;
use crate::web::language::Language;
use crate::web::words::Words;

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
    /// The attribute of the detail's language: what is wrong with a request is said in English.
    detail_language: Html,
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
    let (name, detail) = describe(shelf.words(), problem);
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
            Frame::of_report(view, &front, name, &detail)
        }
        None => Frame::of_library(shelf, name, &detail, None),
    };
    let title = format!("{name} · Sidenote");
    let frame = Frame { noindex: true, canonical: None, here: String::new(), title, ..frame };
    let page = ProblemPage {
        detail_language: match problem {
            Problem::Malformed(_) | Problem::Form(_) => frame.english(),
            _ => Html::default(),
        },
        frame,
        status: problem.status().as_u16(),
        title: name,
        detail: phrase::sentence(shelf.words(), &detail),
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

/// The name of a problem's kind and what is wrong with this very request, in the reader's words.
/// They are those of [`Problem::title`] and [`Problem::detail`], which the API says.
fn describe(words: Words, problem: &Problem) -> (&'static str, String) {
    let (title, detail) = match problem {
        Problem::Malformed(what) => return (words.malformed(), what.clone()),
        Problem::Unknown { what, .. } => return (words.unknown(), what.clone()),
        Problem::Gone { what, .. } => return (words.gone(), what.clone()),
        Problem::Form(what) => return (words.no_such_form(), what.clone()),
        Problem::Method => (words.only_reading(), words.method_detail()),
        Problem::Body => (words.has_a_body(), words.body_detail()),
        Problem::TooLong => (words.too_long(), words.too_long_detail()),
        Problem::Headers => (words.header_too_large(), words.header_detail()),
        Problem::Crowd => (words.too_many_connections(), words.crowd_detail()),
        Problem::Busy => (words.too_busy(), words.busy_detail()),
        Problem::Late => (words.took_too_long(), words.late_detail()),
        Problem::Failed => (words.something_broke(), words.failed_detail()),
    };
    (title, detail.to_owned())
}
