//! What every request must be before a page or the API sees it, and what every answer has.
//!
//! In: a request as hyper read it. Out: a problem, or the inner answer; both with the headers of
//! every answer. What hyper itself refuses is answered in [`super::connection`].

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, HOST, RETRY_AFTER};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Version};
use axum::middleware::Next;
use tower_http::catch_panic::{CatchPanicLayer, ResponseForPanic};

use super::answer::Made;
use super::document::{Asked, Document};
use super::error::Problem;
use super::language::Language;
use super::site::Site;
use super::{api, headers, page};

/// The methods that are answered.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// Checks a request, lets it through, and completes its answer.
pub(crate) async fn watch(
    State(site): State<Arc<Site>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    site.counters().requests.fetch_add(1, Ordering::Relaxed);
    let asked = Asked::of(request.method(), request.headers());
    let is_api = api::is_path(request.uri().path());
    let mut response = match check(&site, &request) {
        Err(problem) => {
            let mut response = refuse(&site, &problem, is_api, &asked);
            // What is left of the request is not read, so nothing can follow it.
            if !matches!(problem, Problem::Method) || !request.body().is_end_stream() {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            response
        }
        Ok(()) if request.method() == Method::OPTIONS => options(),
        Ok(()) => next.run(request).await,
    };
    headers::put(response.headers_mut());
    if site.is_stopping() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// What tells of `problem`: a page in `language`, or the API's object.
pub(crate) fn words(site: &Site, problem: &Problem, is_api: bool, language: Language) -> Made {
    if is_api {
        api::problem(problem)
    } else {
        page::problem(&site.snapshot().library, problem, language)
    }
}

/// The answer that tells of `problem`.
pub(crate) fn refuse(
    site: &Site,
    problem: &Problem,
    is_api: bool,
    asked: &Asked,
) -> Response<Body> {
    let language = Language::of(asked.headers());
    let mut response = Document::plain(words(site, problem, is_api, language)).respond(asked);
    let headers = response.headers_mut();
    match problem {
        Problem::Method => {
            headers.insert(ALLOW, METHODS);
        }
        Problem::Busy | Problem::Late => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        Problem::Failed => {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        _ => {}
    }
    response
}

fn options() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, METHODS);
    response
}

fn check(site: &Site, request: &Request) -> Result<(), Problem> {
    let limits = site.limits();
    let (uri, fields) = (request.uri(), request.headers());
    // `GET target HTTP/1.1`
    let target = uri.path_and_query().map_or(uri.path().len(), |target| target.as_str().len());
    if request.method().as_str().len() + target + " HTTP/1.1".len() + 1 > limits.request_line {
        return Err(Problem::TooLong);
    }
    let total: usize =
        fields.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum();
    if total > limits.header_bytes || fields.len() > limits.header_count {
        return Err(Problem::Headers);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Err(Problem::Method);
    }
    check_host(request)?;
    let announced = fields.get(CONTENT_LENGTH).is_some_and(|length| length != "0");
    if announced || !request.body().is_end_stream() {
        return Err(Problem::Body);
    }
    Ok(())
}

/// One `Host`, and a target that is a path: what else there is serves to confuse (RFC 9112, 3.2).
fn check_host(request: &Request) -> Result<(), Problem> {
    let malformed = |what: &str| Err(Problem::Malformed(what.to_owned()));
    let uri = request.uri();
    if uri.scheme().is_some() || uri.authority().is_some() {
        return malformed("the request names a whole URL; send its path and a Host header");
    }
    let is_star = uri.path() == "*" && request.method() == Method::OPTIONS;
    if !uri.path().starts_with('/') && !is_star {
        return malformed("the request's target is no path; begin it with a slash");
    }
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (_, Some(_)) => malformed("the request has two Host headers; send one"),
        (None, None) if request.version() == Version::HTTP_11 => {
            malformed("the request has no Host header; send one")
        }
        (Some(host), None) if !is_host(host) => {
            malformed("the Host header is no host name; send a name or an IP address")
        }
        _ => Ok(()),
    }
}

fn is_host(value: &HeaderValue) -> bool {
    value
        .to_str()
        .ok()
        .and_then(|host| host.parse::<Authority>().ok())
        .is_some_and(|authority| !authority.as_str().contains('@'))
}

/// A layer that turns a panic into a 500 for that request alone, and counts it.
pub(crate) fn catch_panics(site: &Arc<Site>, is_api: bool) -> CatchPanicLayer<Catch> {
    CatchPanicLayer::custom(Catch { site: site.clone(), is_api })
}

/// What happens to a request that panicked.
#[derive(Clone)]
pub(crate) struct Catch {
    site: Arc<Site>,
    is_api: bool,
}

impl ResponseForPanic for Catch {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send>) -> Response<Body> {
        self.site.count_panic(&panic_text(&*panic));
        let asked = Asked::of(&Method::GET, &HeaderMap::new());
        refuse(&self.site, &Problem::Failed, self.is_api, &asked)
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()))
        .unwrap_or_else(|| "no text".to_owned())
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::any;
    use tower::ServiceExt as _;

    use super::*;
    use crate::config::Limits;
    use crate::library::Library;

    #[tokio::test]
    async fn a_panic_is_a_500_with_all_headers_and_the_server_lives() {
        async fn broken() -> &'static str {
            panic!("a bug with a secret in it")
        }
        let site = Site::new(Library::of(Vec::new()).expect("an index"), Limits::default());
        let router = Router::new()
            .route("/", any(broken))
            .layer(catch_panics(&site, false))
            .layer(axum::middleware::from_fn_with_state(site.clone(), watch));
        for count in 1..=2 {
            let request = Request::get("/").header(HOST, "a.test").body(Body::empty());
            let response =
                router.clone().oneshot(request.expect("a request")).await.expect("an answer");
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
            assert!(response.headers().contains_key("content-security-policy"));
            let bytes = axum::body::to_bytes(response.into_body(), 100_000).await.expect("a body");
            assert!(!String::from_utf8_lossy(&bytes).contains("secret"));
            assert_eq!(site.counters().panics.load(Ordering::Relaxed), count);
        }
    }
}
