//! The server: addresses, pages, API, assets, connections.
//!
//! In: a [`Site`] with a library. Out: [`router`], which answers any request without a socket,
//! and [`connection::serve`], which puts it on one. Every answer is made from one snapshot of the
//! library; no request touches a file.

pub mod address;
pub mod answer;
pub mod api;
pub mod assets;
pub mod connection;
mod document;
pub mod error;
mod guard;
mod headers;
mod health;
pub mod language;
mod origin;
pub mod page;
pub mod query;
mod read;
mod refer;
pub mod site;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::any;

pub use site::Site;

/// Answers every request to `site`.
pub fn router(site: Arc<Site>) -> Router {
    assets::prepare();
    let pages = Router::new()
        .route("/healthz", any(health::alive))
        .route("/readyz", any(health::ready))
        .fallback(read::show)
        .layer(guard::catch_panics(&site, false));
    let api = api::router().layer(guard::catch_panics(&site, true));
    // Methods are told apart by the guard, before any route.
    pages.merge(api).layer(from_fn_with_state(site.clone(), guard::watch)).with_state(site)
}
