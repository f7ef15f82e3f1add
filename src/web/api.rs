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
    let document = move |call: Call| {
        let description = description.clone();
        async move { call.kept(move |_| Ok(call::json(&*description))).await }
    };
    router
        .route("/api/v1/openapi.json", any(document))
        .route("/api", any(unknown))
        .route("/api/", any(unknown))
        .route("/api/{*rest}", any(unknown))
}

async fn unknown(call: Call) -> Response<Body> {
    call.refuse(&Problem::unknown(format!(
        "the API has nothing at {}; {PREFIX}/openapi.json lists what it has",
        call.path()
    )))
}
