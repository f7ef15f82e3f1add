//! The headers that every answer has, and the requests that are refused before any page.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, Version};

use crate::web::{Answer, Server};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      font-src 'self'; connect-src 'self'; manifest-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[track_caller]
fn check_headers(answer: &Answer, of: &str) {
    assert_eq!(answer.header("content-security-policy"), POLICY, "{of}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{of}");
    assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{of}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{of}");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{of}");
    let permissions = answer.header("permissions-policy");
    assert!(permissions.contains("camera=()") && permissions.contains("geolocation=()"), "{of}");
    assert!(permissions.split(", ").all(|feature| feature.ends_with("=()")), "{of}");
}

#[tokio::test]
async fn every_answer_has_them() {
    let server = Server::new();
    let targets = [
        "/",
        "/a-report/1",
        "/a-report/1/",
        "/nothing",
        "/%zz",
        "/search?q=a",
        "/go?ref=KJ1",
        "/healthz",
        "/readyz",
        "/api/v1/reports",
        "/api/v1/nothing",
        "/api/v1/openapi.json",
        "/api/v1/search?q=a&limit=x",
    ];
    for target in targets {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::POST] {
            let of = format!("{method} {target}");
            check_headers(&server.ask(method, target, &[]).await, &of);
        }
    }
    let first = server.get("/a-report/1").await;
    let same = [("if-none-match", first.header("etag"))];
    let unchanged = server.ask(Method::GET, "/a-report/1", &same).await;
    assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED);
    check_headers(&unchanged, "304");
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let server = Server::new();
    for name in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get"] {
        let method = Method::from_bytes(name.as_bytes()).expect("a token");
        for target in ["/", "/api/v1/reports", "/assets/none"] {
            let got = server.ask(method.clone(), target, &[]).await;
            assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED, "{name} {target}");
            assert_eq!(got.header("allow"), "GET, HEAD, OPTIONS", "{name} {target}");
        }
    }
    let options = server.ask(Method::OPTIONS, "/a-report/1", &[]).await;
    assert_eq!(options.status, StatusCode::NO_CONTENT);
    assert_eq!(options.header("allow"), "GET, HEAD, OPTIONS");
}

/// A request that is refused with `status`, and closes its connection unless it may go on.
async fn check_refused(request: Request<Body>, status: u16, closes: bool) {
    let of = format!("{request:?}");
    let got = Server::new().send(request).await;
    assert_eq!(got.status.as_u16(), status, "{of}");
    assert_eq!(got.header("connection") == "close", closes, "{of}");
    check_headers(&got, &of);
}

fn request(target: &str) -> axum::http::request::Builder {
    Request::get(target)
}

#[tokio::test]
async fn requests_that_confuse_are_refused() {
    let empty = Body::empty;
    let built =
        |builder: axum::http::request::Builder, body: Body| builder.body(body).expect("one");
    check_refused(built(request("/"), empty()), 400, true).await;
    let two = request("/").header("host", "a.test").header("host", "b.test");
    check_refused(built(two, empty()), 400, true).await;
    for host in ["", "a b", "a@b.test", "a/b", "a:b:c"] {
        check_refused(built(request("/").header("host", host), empty()), 400, true).await;
    }
    let absolute = request("http://a.test/").header("host", "a.test");
    check_refused(built(absolute, empty()), 400, true).await;
    let body = request("/").header("host", "a.test");
    check_refused(built(body, Body::from("words")), 413, true).await;
    let announced = request("/").header("host", "a.test").header("content-length", "5");
    check_refused(built(announced, empty()), 413, true).await;
    let many = (0..65).fold(request("/").header("host", "a.test"), |request, at| {
        request.header(format!("x-{at}"), "1")
    });
    check_refused(built(many, empty()), 431, true).await;
    let large = request("/").header("host", "a.test").header("cookie", "c".repeat(17_000));
    check_refused(built(large, empty()), 431, true).await;
    let long = request(&format!("/{}", "a".repeat(8_200))).header("host", "a.test");
    check_refused(built(long, empty()), 414, true).await;
}

#[tokio::test]
async fn old_clients_and_usual_hosts_are_served() {
    let server = Server::new();
    let old = Request::get("/").version(Version::HTTP_10).body(Body::empty()).expect("a request");
    assert_eq!(server.send(old).await.status, StatusCode::OK);
    for host in ["a.test", "a.test:8080", "127.0.0.1:1", "[::1]:8080", "A.TEST"] {
        let request = request("/").header("host", host).header("content-length", "0");
        let request = request.body(Body::empty()).expect("a request");
        assert_eq!(server.send(request).await.status, StatusCode::OK, "{host}");
    }
}
