//! `/resolve`: what people type becomes a point.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::{Call, json};
use super::{ProblemDocument, Titled};
use crate::library::resolve::{Resolution, Target};
use crate::model::Slug;
use crate::web::address::Address;
use crate::web::error::Problem;
use crate::web::page::{self, View};
use crate::web::refer::{find_removed, refer};

/// What a reference means: one point, or several that it may mean.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Resolved {
    /// This point.
    Found(Titled),
    /// One of these, likeliest first; none when nothing is near.
    Candidates {
        /// The points.
        candidates: Vec<Titled>,
    },
}

/// Finds the point that a reference means: `KJ7`, `note 57`, `p. 12`, `7/2`, a name, an
/// address of this server, a citation.
#[utoipa::path(
    get,
    path = "/api/v1/resolve",
    params(
        ("ref" = String, Query, description = "The reference, as people write it"),
        ("report" = Option<String>, Query, description = "Only in this report"),
    ),
    responses(
        (status = 200, body = Resolved),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
        (
            status = 410, body = ProblemDocument, content_type = "application/problem+json",
            description = "The point was removed: what stood there, and what is near"
        ),
    )
)]
pub(super) async fn find(call: Call) -> Response<Body> {
    let (reference, within) = match (call.needed("ref"), call.parameter::<Slug>("report")) {
        (Ok(reference), Ok(within)) => (reference.to_owned(), within),
        (Err(problem), _) | (_, Err(problem)) => return call.refuse(&problem),
    };
    call.searched(move |library| -> Result<_, Problem> {
        let candidates = match refer(library, &reference, within.as_ref()) {
            Resolution::Found(target) => return Ok(json(&Resolved::Found(titled(target)))),
            Resolution::Candidates(targets) => targets,
        };
        // What was removed has no candidates; its page knows what stood there and what is near.
        if let Some(Target { report, point: Some(point), .. }) =
            find_removed(library, &reference, within.as_ref())
        {
            page::find(View::open(library, &report)?, &point)?;
        }
        let candidates = candidates.into_iter().map(titled).collect();
        Ok(json(&Resolved::Candidates { candidates }))
    })
    .await
}

fn titled(target: Target) -> Titled {
    let title = target.title.clone();
    Titled { url: Address::from(target).to_string(), title }
}
