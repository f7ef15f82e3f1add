//! `/reports/{report}/entities` and `/entities/{id}`: who and what is named, with every mention.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use super::section::url;
use crate::annotate::AnnotatedReport;
use crate::library::lookup;
use crate::model::{EntityId, Point};

/// Somebody or something that the report names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entity {
    /// Its name in addresses.
    pub id: String,
    /// Its canonical name.
    pub name: String,
    /// `person`, `organization`, `place`, `document`, `technology`, `product`, `event` or `group`.
    pub kind: &'static str,
    /// Every way in which the text names it, the canonical name first.
    pub aliases: Vec<String>,
    /// What it is, in the editor's words.
    pub description: String,
    /// Its canonical path.
    pub url: String,
    /// Where it is named, in the report's order.
    pub mentions: Vec<MentionRow>,
}

/// A mention in its sentence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MentionRow {
    /// The canonical path of the sentence, or of the section whose title it is.
    pub url: String,
    /// Its words.
    pub sentence: String,
    /// The alias that names the entity there.
    pub alias: String,
}

/// All entities, in the register's order.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/entities",
    params(("report" = String, Path, description = "The report's slug")),
    responses(
        (status = 200, body = [Entity]),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(call: Call) -> Response<Body> {
    call.of_report(|report| {
        let count = report.register.entities.len();
        json(&(0..count).map(|at| Entity::of(report, at)).collect::<Vec<_>>())
    })
    .await
}

/// One entity.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/entities/{entity}",
    params(
        ("report" = String, Path, description = "The report's slug"),
        ("entity" = String, Path, description = "The entity's id"),
    ),
    responses(
        (status = 200, body = Entity),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(call: Call) -> Response<Body> {
    call.of_point("entity", Point::Entity, |report, id: &EntityId| {
        let at = report.register.find_entity(id)?;
        Some(json(&Entity::of(report, at)))
    })
    .await
}

impl Entity {
    fn of(report: &AnnotatedReport, at: usize) -> Self {
        let entity = &report.register.entities[at];
        let mentions = lookup::mentions(report, at).into_iter().map(|mention| MentionRow {
            url: url(report, mention.quote.point),
            sentence: mention.quote.words.to_owned(),
            alias: mention.alias.to_owned(),
        });
        Self {
            id: entity.id.to_string(),
            name: entity.name.clone(),
            kind: entity.kind.name(),
            aliases: entity.aliases.iter().map(|alias| alias.text.clone()).collect(),
            description: entity.description.clone(),
            url: url(report, Point::Entity(entity.id.clone())),
            mentions: mentions.collect(),
        }
    }
}
