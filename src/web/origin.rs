//! Where a request came in: scheme and host, for what must name whole URLs.
//!
//! In: a request's header. Out: `https://reports.example`. What is made with it is for readers at
//! that origin alone: whoever keeps it, keeps it under that name.

use axum::http::HeaderMap;
use axum::http::header::HOST;

/// What a proxy in front says of the scheme that the reader used.
const SCHEME: &str = "x-forwarded-proto";

/// Scheme and host of a request; empty without a host, so that addresses stay paths.
pub(crate) fn of(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = if text(SCHEME) == Some("https") { "https" } else { "http" };
    // The guard has seen to it that this is one host and nothing else.
    text(HOST.as_str()).map(|host| format!("{scheme}://{host}")).unwrap_or_default()
}
