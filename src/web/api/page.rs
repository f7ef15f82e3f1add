//! `/reports/{report}/pages`: where each printed page begins.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use super::section::url;
use crate::library::lookup;

/// Where a printed page begins.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page {
    /// What is printed as its number.
    pub page: String,
    /// The path of the block or section that it begins, or of the sentence in which it begins.
    pub url: String,
    /// Its first words.
    pub text: String,
}

/// All printed pages, in order.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/pages",
    params(("report" = String, Path, description = "The report's slug")),
    responses(
        (status = 200, body = [Page]),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(call: Call) -> Response<Body> {
    call.of_report(|report| {
        let pages = lookup::pages(report).into_iter().map(|start| Page {
            page: start.page.to_string(),
            url: url(report, start.point),
            text: start.words.to_owned(),
        });
        json(&pages.collect::<Vec<_>>())
    })
    .await
}
