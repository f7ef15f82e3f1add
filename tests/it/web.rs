//! The router without a socket: pages, redirections, encodings, preconditions, problems.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use sidenote::annotate::AnnotatedReport;
use sidenote::config::Limits;
use sidenote::library::Library;
use sidenote::model::{EntityKind, Register};
use sidenote::web::{self, Site};
use tower::ServiceExt as _;

use crate::annotate::{annotated, edition, entity, theme};
use crate::markup;
use crate::markup::main_of;

/// A server without a socket.
pub(crate) struct Server {
    pub(crate) site: Arc<Site>,
    router: Router,
}

/// An answer, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// A report with a judgment, a box, a quotation, notes, an entity and a theme.
pub(crate) fn small_report() -> AnnotatedReport {
    let text = "
        # introduction: Introduction
        {3}In the year 2018 I travelled to China. Nobody asked why.[^1]
        # 1 Drones spread faster than rules about them.[^2]
        ## Who sells
        Ziyan sold its drones to many – {4}“all who paid”, it says.[^3] Café Noir did not.
        > The state [should] pay. . . and the army will use it.
        - Huawei is one such firm.
        # side-story: A side story
        Huawei, again, and point one once more.";
    let register = Register {
        entities: vec![
            entity("huawei", EntityKind::Organization, &["Huawei"]),
            entity("ziyan", EntityKind::Organization, &["Ziyan"]),
        ],
        themes: vec![theme("drones", &["1/1", "1/title"])],
        ..Register::default()
    };
    annotated(edition(text), register)
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::of(Library::of(vec![small_report()]).expect("an index"))
    }

    pub(crate) fn of(library: Library) -> Self {
        let site = Site::new(library, Limits::default());
        Self { router: web::router(site.clone()), site }
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        target: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(target).header("host", "a.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let body = body.collect().await.expect("a body in memory").to_bytes();
        Answer { status: head.status, headers: head.headers, body }
    }

    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.ask(Method::GET, target, &[]).await
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        let name: HeaderName = name.parse().expect("a name");
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }
}

pub(crate) const PAGES: &[&str] = &[
    "/",
    "/a-report",
    "/a-report/1",
    "/a-report/1/1",
    "/a-report/1/1.2",
    "/a-report/introduction",
    "/a-report/all",
    "/a-report/notes",
    "/a-report/notes/3",
    "/a-report/entities",
    "/a-report/entities/huawei",
    "/a-report/themes",
    "/a-report/themes/drones",
    "/a-report/1.md",
    "/a-report/1.txt",
    "/a-report/1.json",
];

#[tokio::test]
async fn every_kind_of_page_answers_the_same_bytes_twice() {
    let server = Server::new();
    for page in PAGES {
        let first = server.get(page).await;
        assert_eq!(first.status, StatusCode::OK, "{page}: {}", first.text());
        assert_eq!(first.header("cache-control"), "no-cache", "{page}");
        assert_eq!(first.header("content-length"), first.body.len().to_string(), "{page}");
        assert_eq!(server.get(page).await, first, "{page}");
        assert_eq!(Server::new().get(page).await, first, "{page} of another server");
    }
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let server = Server::new();
    let targets =
        ["/", "/a-report/1", "/search?q=drones", "/nothing", "/api/v1/reports", "/healthz"];
    for target in targets {
        let get = server.get(target).await;
        let head = server.ask(Method::HEAD, target, &[]).await;
        assert_eq!(head.status, get.status, "{target}");
        assert!(head.body.is_empty(), "{target}");
        // Both count and time themselves.
        if !target.contains("healthz") && !target.contains("search") {
            assert_eq!(head.headers, get.headers, "{target}");
        }
    }
}

#[tokio::test]
async fn each_encoding_has_its_own_strong_tag_and_the_same_words() {
    let server = Server::new();
    let plain = server.get("/a-report/1").await;
    let mut tags = vec![plain.header("etag").to_owned()];
    for (accept, coding) in [("gzip", "gzip"), ("br", "br"), ("gzip, br", "br")] {
        let got = server.ask(Method::GET, "/a-report/1", &[("accept-encoding", accept)]).await;
        assert_eq!(got.header("content-encoding"), coding);
        assert_eq!(got.header("vary"), "accept-encoding, accept-language, cookie");
        assert!(got.body.len() < plain.body.len());
        assert_eq!(decode(coding, &got.body), plain.body, "{accept}");
        tags.push(got.header("etag").to_owned());
    }
    assert_eq!(tags.pop(), tags.last().cloned(), "the same bytes have the same tag");
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.len() > 10), "{tags:?}");
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

fn decode(coding: &str, bytes: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let mut plain = Vec::new();
    match coding {
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain),
        "br" => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain),
        other => panic!("{other} is not decoded here"),
    }
    .expect("a whole stream");
    plain
}

/// `header` sent with the page's tag in place of `TAG`, and the status of the answer.
async fn check_precondition(header: (&str, &str), status: u16) {
    let server = Server::new();
    for coding in ["identity", "gzip", "br"] {
        let accept = ("accept-encoding", coding);
        let first = server.ask(Method::GET, "/a-report/1", &[accept]).await;
        let value = header.1.replace("TAG", first.header("etag"));
        for method in [Method::GET, Method::HEAD] {
            let got = server.ask(method, "/a-report/1", &[accept, (header.0, &value)]).await;
            assert_eq!(got.status.as_u16(), status, "{}: {value}", header.0);
            if status != 200 {
                assert!(got.body.is_empty());
                for name in ["etag", "vary", "cache-control", "content-security-policy"] {
                    assert_eq!(got.header(name), first.header(name), "{name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn preconditions_hold_as_the_standard_says() {
    check_precondition(("if-none-match", "TAG"), 304).await;
    check_precondition(("if-none-match", "W/TAG"), 304).await;
    check_precondition(("if-none-match", "\"other\", TAG"), 304).await;
    check_precondition(("if-none-match", "*"), 304).await;
    check_precondition(("if-none-match", "\"other\""), 200).await;
    check_precondition(("if-match", "TAG"), 200).await;
    check_precondition(("if-match", "\"other\""), 412).await;
    check_precondition(("if-match", "W/TAG"), 412).await;
    check_precondition(("if-match", "*"), 200).await;
    check_precondition(("if-modified-since", "Wed, 06 Feb 2030 00:00:00 GMT"), 200).await;
    check_precondition(("range", "bytes=0-10"), 200).await;
}

/// What is asked for, the status, and where a redirection leads.
async fn check(target: &str, status: u16, location: &str) {
    let got = Server::new().get(target).await;
    assert_eq!((got.status.as_u16(), got.header("location")), (status, location), "{target}");
}

#[tokio::test]
async fn near_misses_lead_to_the_canonical_path_and_keep_their_query() {
    check("/a-report/", 308, "/a-report").await;
    check("/A-Report/1", 308, "/a-report/1").await;
    check("/a-report/1/?q=drones", 308, "/a-report/1?q=drones").await;
    check("//a-report//1", 308, "/a-report/1").await;
    check("/a%2Dreport/1", 308, "/a-report/1").await;
    check("/SEARCH?q=a", 308, "/search?q=a").await;
    check("//evil.test/", 404, "").await;
    check("/a-report/99/", 404, "").await;
}

#[tokio::test]
async fn broken_addresses_are_malformed_and_strange_ones_unknown() {
    for target in ["/%", "/%zz", "/a%ff", "/a%00b", "/%c0%ae%c0%ae/", "/a-report/%ed%a0%80"] {
        check(target, 400, "").await;
        check(&format!("/api/v1{target}"), 400, "").await;
        check(&format!("/search?q={}", &target[1..]), 400, "").await;
    }
    let traversals = [
        "/../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/a-report/../../etc/passwd",
        "/a-report/..%5c..%5cetc",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/assets//etc/passwd",
        "/.git/config",
        "/api/v1/reports/..%2f..%2fetc",
    ];
    for target in traversals {
        check(target, 404, "").await;
    }
}

#[tokio::test]
async fn problems_are_pages_outside_the_api_and_documents_in_it() {
    let server = Server::new();
    let page = server.get("/a-report/99").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().contains("/a-report/1\""), "the nearest point is offered");
    let document = server.get("/api/v1/reports/a-report/sections/99").await;
    assert_eq!(document.status, StatusCode::NOT_FOUND);
    assert_eq!(document.header("content-type"), "application/problem+json");
    for path in ["/api", "/api/", "/api/v2/reports", "/api/v1/nothing"] {
        let got = server.get(path).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(got.header("content-type"), "application/problem+json", "{path}");
    }
}

/// Each address that is none, and the first that is offered instead.
#[tokio::test]
async fn impossible_numbers_offer_their_neighbours() {
    let server = Server::new();
    for (target, nearest) in [
        ("/a-report/1/0", "/a-report/1/1"),
        ("/a-report/1/00", "/a-report/1/1"),
        ("/a-report/1/4", "/a-report/1/3"),
        ("/a-report/1/99999", "/a-report/1/3"),
        ("/a-report/1/99999999999999999999", "/a-report/1/3"),
        ("/a-report/1/1.0", "/a-report/1/1"),
        ("/a-report/1/1.99999999999", "/a-report/1/1"),
        ("/a-report/1/9.1", "/a-report/1/3"),
        ("/a-report/1/1.x", "/a-report/1"),
        ("/a-report/1/2/3", "/a-report/1"),
        ("/a-report/0", "/a-report/1"),
        ("/a-report/99", "/a-report/1"),
        ("/a-report/99999999999999999999", "/a-report/1"),
        ("/a-report/99/1", "/a-report/1"),
        ("/a-report/99999999999999999999/1", "/a-report/1"),
        ("/a-report/side_story", "/a-report/side-story"),
        ("/a-report/notes/0", "/a-report/notes/1"),
        ("/a-report/notes/9", "/a-report/notes/3"),
        ("/a-report/notes/99999999", "/a-report/notes/3"),
        ("/a-report/cite/1/0", "/a-report/1/1"),
        ("/a-report/embed/1/0", "/a-report/1/1"),
        ("/a-report/a/b/c", "/a-report"),
        ("/A-Report/1/0", "/a-report/1/1"),
        ("/a-reprot/1/0", "/a-report"),
    ] {
        let got = server.get(target).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{target}");
        let main = main_of(got.text());
        let first = main.split("<li><a href=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(first, Some(nearest), "{target}: {main}");
    }
}

/// Paths of the API that are nearly right: where they lead, or which path is named.
#[tokio::test]
async fn near_misses_of_the_api_lead_on() {
    let server = Server::new();
    for (target, there) in [
        ("/api/v1/reports/", "/api/v1/reports"),
        ("/api/v1/reports/A-Report", "/api/v1/reports/a-report"),
        ("/api/V1/Reports//a-report/Sections/1/", "/api/v1/reports/a-report/sections/1"),
        ("/api/v1/resolve/?ref=KJ1", "/api/v1/resolve?ref=KJ1"),
    ] {
        let got = server.get(target).await;
        assert_eq!(got.status, StatusCode::PERMANENT_REDIRECT, "{target}");
        assert_eq!(got.header("location"), there, "{target}");
        assert_eq!(server.get(there).await.status, StatusCode::OK, "{there}");
    }
    for (target, named) in [
        ("/api/v1/report", "/api/v1/reports"),
        ("/api/v2/reports", "/api/v1/reports"),
        ("/api/reports/a-report", "/api/v1/reports/a-report"),
        ("/api/v1/report/a-report/section/1", "/api/v1/reports/a-report/sections/1"),
        ("/api/v1/reports/a-report/entites", "/api/v1/reports/a-report/entities"),
        ("/api/v1/serach", "/api/v1/search"),
        ("/api/v1/openapi", "/api/v1/openapi.json"),
        ("/api/v1/nothing/like/it", "/api/v1/openapi.json"),
        ("/api/v1/re%20ports", "/api/v1/reports"),
    ] {
        let got = server.get(target).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{target}");
        assert_eq!(got.header("content-type"), "application/problem+json", "{target}");
        let read: serde_json::Value = serde_json::from_slice(&got.body).expect("JSON");
        let detail = read["detail"].as_str().expect("words");
        assert!(detail.split([' ', ';']).any(|word| word == named), "{target}: {detail}");
    }
}

#[tokio::test]
async fn many_parameters_are_malformed_and_unknown_ones_ignored() {
    let server = Server::new();
    let many = "a=1&".repeat(65);
    assert_eq!(server.get(&format!("/?{many}")).await.status, StatusCode::BAD_REQUEST);
    let plain = server.get("/a-report/1").await;
    assert_eq!(server.get("/a-report/1?utm_source=mail&a&=&&b=1").await.body, plain.body);
}

#[tokio::test]
async fn an_asset_is_kept_for_a_year_under_the_hash_of_its_content() {
    let server = Server::new();
    let page = server.get("/a-report/1").await;
    let urls: Vec<&str> =
        page.text().split('"').filter(|attribute| attribute.starts_with("/assets/")).collect();
    assert!(urls.len() > 1, "style and script are linked");
    for url in urls {
        let got = server.ask(Method::GET, url, &[("accept-encoding", "br")]).await;
        assert_eq!(got.status, StatusCode::OK, "{url}");
        assert_eq!(got.header("cache-control"), "public, max-age=31536000, immutable");
        let again = server
            .ask(
                Method::GET,
                url,
                &[("accept-encoding", "br"), ("if-none-match", got.header("etag"))],
            )
            .await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{url}");
        let (stem, _) = url.rsplit_once('.').expect("an ending");
        let (name, _) = stem.rsplit_once('.').expect("a hash");
        let wrong = format!("{name}.0000000000000000.css");
        assert_eq!(server.get(&wrong).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_scripts_of_any_page_are_at_most_10_kilobytes_together() {
    let server = Server::new();
    let report = ["", "/1", "/all", "/notes", "/entities", "/themes", "/cite/1"];
    let paths = report.map(|path| format!("/a-report{path}"));
    for path in
        paths.iter().map(String::as_str).chain(["/", "/search?q=drones", "/basket", "/highlights"])
    {
        let page = server.get(path).await;
        let elements = markup::read(page.text());
        let (mut scripts, mut bytes) = (0, 0);
        let scripts_of = elements.iter().filter(|e| e.tag == "script");
        for src in scripts_of.filter_map(|e| e.get("src").or(e.get("data-src"))) {
            scripts += 1;
            bytes += server.ask(Method::GET, src, &[("accept-encoding", "br")]).await.body.len();
        }
        assert!(scripts >= 2, "{path} has {scripts} scripts");
        assert!(bytes <= 10_000, "the scripts of {path} are {bytes} bytes compressed");
    }
}

#[tokio::test]
async fn however_many_ask_at_once_a_page_is_the_same() {
    let server = Arc::new(Server::new());
    let asking: Vec<_> = (0..64)
        .map(|_| {
            let server = server.clone();
            tokio::spawn(async move { server.get("/a-report/all").await })
        })
        .collect();
    let mut answers = Vec::new();
    for asked in asking {
        answers.push(asked.await.expect("no panic"));
    }
    assert_eq!(answers[0].status, StatusCode::OK);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn a_request_sees_the_whole_old_or_the_whole_new_library() {
    let server = Server::new();
    assert_eq!(server.get("/a-report/1").await.status, StatusCode::OK);
    server.site.replace(Library::of(Vec::new()).expect("an index"));
    assert_eq!(server.get("/a-report/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/api/v1/reports").await.text(), "[]");
}

#[tokio::test]
async fn go_leads_to_what_is_meant() {
    let server = Server::new();
    for (reference, location) in [
        ("KJ1", "/a-report/1"),
        ("n3", "/a-report/notes/3"),
        ("p.+4", "/a-report/page/4"),
        ("1/1", "/a-report/1/1"),
        ("huawei", "/a-report/entities/huawei"),
    ] {
        let got = server.get(&format!("/go?ref={reference}")).await;
        assert_eq!(got.status, StatusCode::TEMPORARY_REDIRECT, "{reference}");
        assert_eq!(got.header("location"), location, "{reference}");
    }
}
