//! `/reports/{report}/themes` and `/themes/{id}`: the editor's subjects and what they stand at.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use super::section::url;
use crate::annotate::AnnotatedReport;
use crate::library::lookup;
use crate::model::{Point, ThemeId};

/// An editor's subject.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Theme {
    /// Its name in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs.
    pub description: String,
    /// Its canonical path.
    pub url: String,
    /// The paths of the blocks, and of sections for their titles, in the report's order.
    pub points: Vec<String>,
    /// The numbers of the judgments that they lie in.
    pub judgments: Vec<u32>,
}

/// All themes, in the register's order.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/themes",
    params(("report" = String, Path, description = "The report's slug")),
    responses(
        (status = 200, body = [Theme]),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(call: Call) -> Response<Body> {
    call.of_report(|report| {
        let count = report.register.themes.len();
        json(&(0..count).map(|at| Theme::of(report, at)).collect::<Vec<_>>())
    })
    .await
}

/// One theme.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/themes/{theme}",
    params(
        ("report" = String, Path, description = "The report's slug"),
        ("theme" = String, Path, description = "The theme's id"),
    ),
    responses(
        (status = 200, body = Theme),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(call: Call) -> Response<Body> {
    call.of_point("theme", Point::Theme, |report, id: &ThemeId| {
        let at = report.register.find_theme(id)?;
        Some(json(&Theme::of(report, at)))
    })
    .await
}

impl Theme {
    fn of(report: &AnnotatedReport, at: usize) -> Self {
        let theme = &report.register.themes[at];
        let attached = lookup::attached(report, at);
        Self {
            id: theme.id.to_string(),
            name: theme.name.clone(),
            description: theme.description.clone(),
            url: url(report, Point::Theme(theme.id.clone())),
            points: attached.points.into_iter().map(|point| url(report, point)).collect(),
            judgments: attached.judgments,
        }
    }
}
