//! The languages of the interface: which one a reader gets, how it is chosen, how it is cached.

use axum::http::Method;

use crate::web::Server;

const CHINESE: [(&str, &str); 1] = [("accept-language", "zh-CN,zh;q=0.9,en;q=0.8")];

#[tokio::test]
async fn a_page_speaks_the_language_that_is_asked_for() {
    let server = Server::new();
    let plain = server.get("/a-report/1").await;
    assert_eq!(plain.header("content-language"), "en");
    assert!(plain.text().contains("<html lang=\"en\">"));
    let chinese = server.ask(Method::GET, "/a-report/1", &CHINESE).await;
    assert_eq!(chinese.header("content-language"), "zh-Hans");
    assert_eq!(chinese.header("vary"), "accept-encoding, accept-language, cookie");
    assert!(chinese.text().contains("<html lang=\"zh-Hans\">"));
    assert_ne!(plain.header("etag"), chinese.header("etag"));
    // Each is kept: asking in turn gives the same bytes again.
    for _ in 0..2 {
        assert_eq!(server.get("/a-report/1").await.body, plain.body);
        let again = server.ask(Method::GET, "/a-report/1", &CHINESE).await;
        assert_eq!(again.body, chinese.body);
    }
    let other = [("accept-language", "tlh, x-garbage;q=9"), ("cookie", "lang=%00; lang=tlh")];
    assert_eq!(server.ask(Method::GET, "/a-report/1", &other).await.body, plain.body);
}

#[tokio::test]
async fn what_programs_read_is_the_same_in_every_language() {
    let server = Server::new();
    for path in [
        "/a-report/1.md",
        "/a-report/1.json",
        "/a-report/1.txt",
        "/a-report.png",
        "/a-report/cite.bib",
        "/feed.atom",
        "/search.atom?q=words",
        "/opensearch.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/llms.txt",
        "/oembed?url=/a-report/1",
        "/api/v1/reports",
    ] {
        let plain = server.get(path).await;
        let chinese = server.ask(Method::GET, path, &CHINESE).await;
        assert_eq!(plain.status, 200, "{path}");
        assert_eq!(plain.body, chinese.body, "{path}");
        assert!(!plain.headers.contains_key("content-language"), "{path}");
    }
}

#[tokio::test]
async fn a_choice_is_kept_and_leads_back() {
    let server = Server::new();
    let chosen = server.get("/language?lang=zh-Hans&to=/a-report/1?hl=words").await;
    assert_eq!(chosen.status, 303);
    assert_eq!(chosen.header("location"), "/a-report/1?hl=words");
    assert_eq!(chosen.header("cache-control"), "no-store");
    let cookie = chosen.header("set-cookie").to_owned();
    assert!(cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    // The choice wins over what the browser asks for.
    let fields = [("cookie", cookie.as_str()), ("accept-language", "en")];
    let page = server.ask(Method::GET, "/a-report/1", &fields).await;
    assert_eq!(page.header("content-language"), "zh-Hans");
    for elsewhere in
        ["https://elsewhere.example/", "//elsewhere.example/a", "/%5Celsewhere.example"]
    {
        let answer = server.get(&format!("/language?lang=en&to={elsewhere}")).await;
        assert_eq!(answer.header("location"), "/", "{elsewhere}");
    }
    // A language that there is not is no choice.
    let none = server.get("/language?lang=tlh").await;
    assert_eq!((none.status.as_u16(), none.header("location")), (303, "/"));
    assert!(!none.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn every_page_offers_every_language_and_the_way_back() {
    let server = Server::new();
    for (path, back) in [
        ("/", "/"),
        ("/a-report", "/a-report"),
        ("/a-report/1/1", "/a-report/1/1"),
        ("/search?q=a+word", "/search?q=a%2Bword"),
        ("/basket", "/basket"),
        ("/highlights", "/highlights"),
    ] {
        let page = server.get(path).await;
        let link = format!("/language?lang=zh-Hans&#38;to={back}");
        assert!(page.text().contains(&link), "{path} has no {link}");
        assert!(page.text().contains("hreflang=\"zh-Hans\" lang=\"zh-Hans\""), "{path}");
    }
}
