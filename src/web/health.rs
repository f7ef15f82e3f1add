//! Whether the server lives, and whether it wants requests.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Response, StatusCode};
use serde::Serialize;

use super::answer::{JSON, Made};
use super::document::{Asked, Document};
use super::site::Site;

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

#[derive(Serialize)]
struct Health {
    status: &'static str,
    reports: usize,
    connections: usize,
    requests: u64,
    panics: u64,
}

/// 200 as long as requests are answered at all, with what was counted since start.
pub(crate) async fn alive(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    answer(&site, &request, true)
}

/// 200 while more requests are welcome, 503 when the server is stopping.
pub(crate) async fn ready(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    answer(&site, &request, !site.is_stopping())
}

fn answer(site: &Site, request: &Request, is_well: bool) -> Response<Body> {
    let counters = site.counters();
    let health = Health {
        status: if is_well { "ok" } else { "stopping" },
        reports: site.snapshot().library.reports().len(),
        connections: counters.connections.load(Ordering::Relaxed),
        requests: counters.requests.load(Ordering::Relaxed),
        panics: counters.panics.load(Ordering::Relaxed),
    };
    let asked = Asked::of(request.method(), request.headers());
    let status = if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let made = Made::new(JSON, serde_json::to_vec(&health).unwrap_or_default()).status(status);
    let mut response = Document::plain(made).respond(&asked);
    response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    response
}
