//! The API: the library's look-ups as JSON, read-only, described by a document made from the very
//! types that are sent.
//!
//! In: a request below [`PREFIX`]. Out: JSON, or a problem by RFC 9457. Offsets count Unicode code
//! points. One file a resource; each has its types, its handlers and how it is made.

pub mod annotations;
mod call;
pub mod cite;
pub mod entity;
pub mod note;
pub mod page;
pub mod report;
pub mod resolve;
pub mod search;
pub mod section;
pub mod suggest;
pub mod theme;
pub mod verify;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Response;
use axum::routing::any;
use serde::Serialize;
use utoipa::{OpenApi as _, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answer::Made;
use super::error::Problem;
use super::site::Site;
use crate::annotate::AnnotatedReport;
use call::Call;

/// Where the API begins.
pub const PREFIX: &str = "/api/v1";

#[derive(utoipa::OpenApi)]
#[openapi(info(
    title = "Sidenote",
    description = "Reports, sentence by sentence: sections, notes, entities, themes, printed \
                   pages, search, and the finding and checking of quotations. Read-only. Offsets \
                   count Unicode code points in the text beside them. Errors are problem \
                   documents (RFC 9457)."
))]
struct Description;

/// What went wrong, by RFC 9457.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemDocument {
    /// Always `about:blank`: the status says what kind of problem it is.
    pub r#type: &'static str,
    /// A short name for problems of this kind.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with this request, and what to do.
    pub detail: String,
    /// Words that stood there and are gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stood: Option<String>,
    /// Points that do exist, nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<Titled>,
}

/// A point by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Titled {
    /// Its canonical path.
    pub url: String,
    /// Its title.
    pub title: String,
}

/// The section at index `at` of `report`, as the API gives it.
pub(crate) fn section_document(report: &AnnotatedReport, at: usize) -> Made {
    call::json(&section::Section::of(report, at))
}

/// Whether `path` is the API's.
pub(crate) fn is_path(path: &str) -> bool {
    path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `problem` as a document.
pub(crate) fn problem(problem: &Problem) -> Made {
    let document = ProblemDocument {
        r#type: "about:blank",
        title: problem.title(),
        status: problem.status().as_u16(),
        detail: problem.detail(),
        stood: match problem {
            Problem::Gone { stood, .. } => stood.clone(),
            _ => None,
        },
        nearest: problem
            .nearest()
            .iter()
            .map(|offer| Titled { url: offer.address.to_string(), title: offer.title.clone() })
            .collect(),
    };
    call::json(&document).media_type("application/problem+json").status(problem.status())
}

/// Every route, and the document that describes them.
fn describe() -> (Router<Arc<Site>>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(report::list))
        .routes(routes!(report::show))
        .routes(routes!(section::show))
        .routes(routes!(note::list))
        .routes(routes!(note::show))
        .routes(routes!(entity::list))
        .routes(routes!(entity::show))
        .routes(routes!(theme::list))
        .routes(routes!(theme::show))
        .routes(routes!(page::list))
        .routes(routes!(annotations::list))
        .routes(routes!(annotations::page))
        .routes(routes!(cite::show))
        .routes(routes!(search::find))
        .routes(routes!(suggest::find))
        .routes(routes!(suggest::find_for_browsers))
        .routes(routes!(resolve::find))
        .routes(routes!(verify::check))
        .split_for_parts()
}

/// Answers every request below `/api`.
pub(crate) fn router() -> Router<Arc<Site>> {
    let (router, description) = describe();
    let description = Arc::new(description);
    let known: Arc<[String]> = description.paths.paths.keys().cloned().collect();
    let unknown = move |call: Call| {
        let known = known.clone();
        async move { refuse_unknown(&call, &known) }
    };
    let document = move |call: Call| {
        let description = description.clone();
        async move { call.kept(move |_| Ok(call::json(&*description))).await }
    };
    router
        .route("/api/v1/openapi.json", any(document))
        .route("/api", any(unknown.clone()))
        .route("/api/", any(unknown.clone()))
        .route("/api/{*rest}", any(unknown))
}

fn refuse_unknown(call: &Call, known: &[String]) -> Response<Body> {
    let path = call.path();
    let near = nearest(path, known);
    let near = near.map(|near| format!("; the nearest is {near}")).unwrap_or_default();
    call.refuse(&Problem::unknown(format!(
        "the API has nothing at {path}{near}; {PREFIX}/openapi.json lists what it has"
    )))
}

/// The path most like `path` of those that are `known` as templates (`/reports/{report}`), with its
/// names filled in from there.
fn nearest(path: &str, known: &[String]) -> Option<String> {
    /// How alike two words of a path must be at least, from 0 to 1.
    const ALIKE: f64 = 0.6;
    let below = |path: &str| path.strip_prefix("/api").map(str::to_owned);
    let below = below(path)?;
    let mut words: Vec<&str> = below.split('/').filter(|word| !word.is_empty()).collect();
    // Another version, or none.
    if words.first().is_some_and(|word| word.starts_with('v') && word.len() < 4) {
        words.remove(0);
    }
    let alike = |template: &str| {
        let wanted: Vec<&str> = template.strip_prefix(PREFIX)?.split('/').skip(1).collect();
        if wanted.len() != words.len() {
            return None;
        }
        let mut total = 0.0;
        let mut filled = PREFIX.to_owned();
        for (wanted, word) in wanted.iter().zip(&words) {
            let is_name = wanted.starts_with('{');
            let likeness =
                if is_name { 0.9 } else { strsim::normalized_damerau_levenshtein(wanted, word) };
            if likeness < ALIKE {
                return None;
            }
            total += likeness;
            filled.push('/');
            filled.push_str(if is_name { word } else { wanted });
        }
        Some((total, filled))
    };
    let near = known.iter().filter_map(|template| alike(template));
    near.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, path)| path)
}
