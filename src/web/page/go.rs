//! What people type to get somewhere: it leads there, or offers what it may mean.

use askama::Template;
use axum::http::StatusCode;

use crate::library::resolve::{Resolution, Target};
use crate::model::Slug;
use crate::web::address::{Address, GoQuery};
use crate::web::answer::{self, Answer};
use crate::web::refer::{find_removed, refer};

use super::Shelf;
use super::frame::Frame;
use super::view::View;

#[derive(Template)]
#[template(path = "go.html")]
struct GoPage {
    frame: Frame,
    go: Address,
    verify: Address,
    query: GoQuery,
    candidates: Vec<Candidate>,
    /// The same words as a search.
    search: String,
}

/// What the words may mean.
struct Candidate {
    title: String,
    href: String,
}

/// Leads to what `query` means. Without words, or where they mean several things, a page says so;
/// where they mean nothing it has status 404.
///
/// # Errors
/// If the template fails.
pub(super) fn make(shelf: Shelf<'_>, query: GoQuery) -> answer::Result {
    let library = shelf.library;
    let within = query.report.parse::<Slug>().ok();
    let candidates = match refer(library, &query.reference, within.as_ref()) {
        Resolution::Found(target) => {
            return Ok(Answer::Redirect { to: target.into(), permanent: false });
        }
        Resolution::Candidates(targets) => targets,
    };
    // The address of what was removed says so.
    if let Some(gone) = find_removed(library, &query.reference, within.as_ref()) {
        return Ok(Answer::Redirect { to: gone.into(), permanent: false });
    }
    let candidate = |target: Target| Candidate {
        title: target.title.clone(),
        href: Address::from(target).to_string(),
    };
    let known = query.reference.is_empty() || !candidates.is_empty();
    let (title, description) = (shelf.words().go_to(), shelf.words().go_about());
    let frame = match within.and_then(|slug| View::open(shelf, &slug).ok()) {
        Some(view) => Frame::of_report(view, &Address::Go, title, description),
        None => Frame::of_library(shelf, title, description, None),
    };
    let page = GoPage {
        frame: Frame { canonical: None, noindex: true, here: query.to_string(), ..frame },
        go: Address::Go,
        verify: Address::Verify,
        candidates: candidates.into_iter().map(candidate).collect(),
        search: query.as_search().to_string(),
        query,
    };
    let mut made = super::print(&page)?;
    if !known {
        made.status = StatusCode::NOT_FOUND;
    }
    Ok(made.into())
}
