//! Points in frames of other sites: the small page, and oEmbed's way to it.

use axum::http::StatusCode;
use serde_json::Value;

use crate::markup;
use crate::web::Server;

const POINTS: [&str; 9] = [
    "/a-report",
    "/a-report/1",
    "/a-report/introduction",
    "/a-report/1/1",
    "/a-report/1/1.2",
    "/a-report/1/who-sells",
    "/a-report/notes/3",
    "/a-report/entities/huawei",
    "/a-report/themes/drones",
];

/// The answer of the server to `query`, which must be one.
async fn oembed(server: &Server, query: &str) -> Value {
    let got = server.get(&format!("/oembed?{query}")).await;
    assert_eq!(got.status, StatusCode::OK, "{query}");
    assert_eq!(got.header("content-type"), "application/json", "{query}");
    serde_json::from_slice(&got.body).expect("JSON")
}

#[tokio::test]
async fn every_point_is_found_and_framed() {
    let server = Server::new();
    for target in POINTS {
        let page = server.get(target).await;
        let head = markup::read(page.text());
        let link = head.iter().find(|e| e.get("type") == Some("application/json+oembed"));
        let href = link.and_then(|e| e.get("href")).expect("a way to oEmbed");
        let query = href.strip_prefix("http://a.test/oembed?").expect("a whole URL");
        let answer = oembed(&server, query).await;
        assert_eq!(answer["version"], "1.0", "{target}");
        assert_eq!(answer["type"], "rich", "{target}");
        assert_eq!(answer["provider_url"], "http://a.test/", "{target}");
        assert_eq!(answer["thumbnail_url"], format!("http://a.test{target}.png"));
        assert_eq!(
            (&answer["thumbnail_width"], &answer["thumbnail_height"]),
            (&1200.into(), &630.into())
        );
        let frame = markup::read(answer["html"].as_str().expect("a frame"));
        let frame = frame.iter().find(|e| e.tag == "iframe").expect("a frame");
        for length in ["width", "height"] {
            assert_eq!(frame.get(length), Some(&*answer[length].to_string()), "{target}");
        }
        assert!(frame.get("title").is_some_and(|title| !title.is_empty()), "{target}");
        let src = frame.get("src").and_then(|src| src.strip_prefix("http://a.test"));
        check_page(&server, src.expect("a whole URL"), target).await;
    }
}

/// The small page at `src` shows `target` and nothing that runs.
async fn check_page(server: &Server, src: &str, target: &str) {
    assert_eq!(src, target.replace("/a-report", "/a-report/embed"));
    let got = server.get(src).await;
    assert_eq!(got.status, StatusCode::OK, "{src}");
    let policy = got.header("content-security-policy");
    assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"), "{src}");
    assert!(!policy.contains("script-src") && !policy.contains("frame-ancestors 'none'"), "{src}");
    assert_eq!(got.header("cross-origin-resource-policy"), "cross-origin", "{src}");
    let elements = markup::read(got.text());
    assert!(elements.iter().all(|e| e.tag != "script" && e.tag != "form"), "{src}");
    let here = format!("http://a.test{target}");
    let canonical = elements.iter().find(|e| e.get("rel") == Some("canonical"));
    assert_eq!(canonical.and_then(|e| e.get("href")), Some(&*here), "{src}");
    let robots = elements.iter().find(|e| e.get("name") == Some("robots"));
    assert_eq!(robots.and_then(|e| e.get("content")), Some("noindex"), "{src}");
    let links: Vec<_> = elements.iter().filter(|e| e.tag == "a").collect();
    assert!(!links.is_empty(), "{src}");
    for link in links {
        let got = (link.get("href"), link.get("target"), link.get("rel"));
        assert_eq!(got, (Some(&*here), Some("_blank"), Some("noopener")), "{src}");
    }
}

#[tokio::test]
async fn a_small_page_shows_the_words_as_they_are() {
    let server = Server::new();
    for (target, words) in [
        ("/a-report/embed/1", "Drones spread faster than rules about them."),
        ("/a-report/embed/1/1.2", "“Café Noir did not.”"),
        ("/a-report/embed/introduction/1.2", "“Nobody asked why.”"),
    ] {
        let got = server.get(target).await;
        assert!(got.text().contains(words), "{target}: {}", got.text());
    }
    let near = server.get("/a-report/embed/01/1.2").await;
    assert_eq!(near.header("location"), "/a-report/embed/1/1.2");
    for target in
        ["/a-report/embed/9", "/a-report/embed/page/3", "/b/embed", "/a-report/embed/notes"]
    {
        assert_eq!(server.get(target).await.status, StatusCode::NOT_FOUND, "{target}");
    }
}

#[tokio::test]
async fn bounds_hold_for_frame_and_thumbnail() {
    let server = Server::new();
    let answer = oembed(&server, "url=/a-report/1/1.2&maxwidth=300&maxheight=90").await;
    assert_eq!((&answer["width"], &answer["height"]), (&300.into(), &90.into()));
    assert_eq!(answer.get("thumbnail_url"), None);
    let wide = oembed(&server, "url=/a-report/1/1.2&maxwidth=4000&maxheight=4000").await;
    assert_eq!(wide["width"], 600);
    assert_eq!(wide["thumbnail_width"], 1200);
}

/// The same fields, each an element, with its words escaped.
#[tokio::test]
async fn xml_says_what_json_says() {
    let server = Server::new();
    let query = "url=/a-report/1/1.2";
    let json = oembed(&server, query).await;
    let got = server.get(&format!("/oembed?{query}&format=XML")).await;
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.header("content-type"), "text/xml; charset=utf-8");
    assert!(got.text().starts_with("<?xml version=\"1.0\" encoding=\"utf-8\""), "{}", got.text());
    let (_, inside) = got.text().split_once("<oembed>\n").expect("a root");
    let inside = inside.strip_suffix("</oembed>").expect("its end");
    let unescape = |text: &str| {
        let signs =
            [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
        signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    let mut read = serde_json::Map::new();
    for line in inside.lines() {
        let (name, rest) = line[1..].split_once('>').expect("a tag");
        let value = rest.strip_suffix(&format!("</{name}>")).expect("its end");
        assert!(!value.contains('<'), "{value}");
        read.insert(name.to_owned(), unescape(value).into());
    }
    let json = json.as_object().expect("an object").iter();
    let json = json.map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (name.clone(), text.into())
    });
    assert_eq!(read, json.collect());
}

#[tokio::test]
async fn what_cannot_be_shown_is_refused() {
    let server = Server::new();
    let https = oembed(&server, "url=https://A.test/a-report/1%23p1.2").await;
    assert!(https["html"].as_str().is_some_and(|html| html.contains("/embed/1/1.2\"")));
    for (query, status) in [
        ("", 400),
        ("url=", 400),
        ("url=/a-report/1&maxwidth=0", 400),
        ("url=/a-report/1&maxheight=tall", 400),
        ("url=/a-report/1&format=yaml", 501),
        ("url=/a-report/9", 404),
        ("url=/a-report/page/3", 404),
        ("url=/search", 404),
        ("url=/b", 404),
        ("url=http://b.test/a-report/1", 404),
        ("url=http://a.test.b.test/a-report/1", 404),
        ("url=words", 404),
    ] {
        let got = server.get(&format!("/oembed?{query}")).await;
        assert_eq!(got.status.as_u16(), status, "{query}");
    }
}
