//! Cards: pictures of the right size for every kind of point, of any words, kept and named by the
//! heads of their pages.

use axum::http::{Method, StatusCode};
use sidenote::render::card::{self, Card};

use crate::markup;
use crate::web::Server;

fn draw(words: &str) -> Vec<u8> {
    let card = Card {
        words,
        name: "Judgment 4",
        number: Some(4),
        title: "A Report",
        imprint: "A. Writer · 2019",
    };
    card::draw(&card).expect("a picture")
}

/// Width and height, as a PNG's first chunk says them.
#[track_caller]
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "it is no PNG");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four octets"));
    (number(16), number(20))
}

#[tokio::test]
async fn every_point_has_a_card() {
    let server = Server::new();
    for target in [
        "/a-report.png",
        "/a-report/1.png",
        "/a-report/introduction.png",
        "/a-report/1/1.png",
        "/a-report/1/who-sells.png",
        "/a-report/1/1.2.png",
        "/a-report/notes/3.png",
        "/a-report/entities/huawei.png",
        "/a-report/themes/drones.png",
    ] {
        let got = server.get(target).await;
        assert_eq!(got.status, StatusCode::OK, "{target}");
        assert_eq!(got.header("content-type"), "image/png", "{target}");
        assert_eq!(got.header("cross-origin-resource-policy"), "cross-origin", "{target}");
        assert_eq!(size(&got.body), (card::WIDTH, card::HEIGHT), "{target}");
        let had = [("if-none-match", got.header("etag"))];
        let again = server.ask(Method::GET, target, &had).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{target}");
    }
    for target in ["/a-report/9.png", "/a-report/1/1.9.png", "/b.png", "/a-report/page/3.png"] {
        assert_eq!(server.get(target).await.status, StatusCode::NOT_FOUND, "{target}");
    }
    let near = server.get("/a-report/01/1.2.PNG").await;
    assert_eq!(near.header("location"), "/a-report/1/1.2.png");
}

#[tokio::test]
async fn a_head_names_its_card_by_a_whole_url() {
    let server = Server::new();
    for (target, expected) in [
        ("/a-report", "/a-report.png"),
        ("/a-report/1/1.2", "/a-report/1/1.2.png"),
        ("/a-report/notes/3", "/a-report/notes/3.png"),
        ("/a-report/entities", "/a-report.png"),
    ] {
        let page = server.get(target).await;
        let elements = markup::read(page.text());
        let meta = |name: &str| {
            let is_it = |e: &&markup::Element| {
                e.get("name") == Some(name) || e.get("property") == Some(name)
            };
            elements.iter().find(is_it).and_then(|e| e.get("content")).unwrap_or("").to_owned()
        };
        assert_eq!(meta("og:image"), format!("http://a.test{expected}"), "{target}");
        assert_eq!(meta("og:url"), format!("http://a.test{target}"), "{target}");
        let sized = [meta("og:image:width"), meta("og:image:height"), meta("twitter:card")];
        assert_eq!(sized, ["1200", "630", "summary_large_image"], "{target}");
        assert!(!meta("og:image:alt").is_empty(), "{target}");
    }
}

#[test]
fn any_words_become_a_picture() {
    for words in [
        "",
        "</text><image href=\"file:///etc/passwd\"/>&amp;&x; ]]> <!-- -->",
        "\u{0}\u{1b}\u{fffe}\u{202e}abc\u{200d}\u{feff}",
        "مرحبا بالعالم नमस्ते 👩‍👩‍👧‍👦 e\u{301}\u{301}\u{301}",
        &"x".repeat(100_000),
        &"ﷺ".repeat(5_000),
        &"智能化".repeat(1_000),
    ] {
        assert_eq!(size(&draw(words)), (card::WIDTH, card::HEIGHT));
    }
}

/// Chinese is drawn, not boxed: other characters are another picture.
#[test]
fn characters_of_gb_2312_are_drawn() {
    assert_ne!(draw("智能化战争"), draw("争战化能智"));
    assert_ne!(draw("镕"), draw("鑫"));
    assert_eq!(draw("智能"), draw("智能"));
}
