//! Web Annotations: each keeps the vocabulary's rules, and its selectors find exactly its words.
//!
//! Rules: Web Annotation Data Model (W3C, 2017), 3.1 to 3.3, 4.2.4, 4.2.5, 5.1 and 5.2.

use std::collections::HashMap;

use axum::http::StatusCode;
use serde_json::Value;
use sidenote::library::{Library, Source};

use crate::web::Server;

const MEDIA_TYPE: &str = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
const ORIGIN: &str = "http://a.test";

async fn get(server: &Server, url: &str) -> Value {
    let got = server.get(url.strip_prefix(ORIGIN).expect("a whole URL of ours")).await;
    assert_eq!(got.status, StatusCode::OK, "{url}");
    assert_eq!(got.header("content-type"), MEDIA_TYPE, "{url}");
    let read: Value = serde_json::from_slice(&got.body).expect("JSON");
    assert_eq!(read["@context"], "http://www.w3.org/ns/anno.jsonld", "{url}");
    assert_eq!(read["id"], url);
    read
}

/// The plain texts of a report's sections and blocks, by their URLs.
async fn texts(server: &Server, report: &str) -> HashMap<String, Vec<char>> {
    let ask = |path: String| async move {
        let got = server.get(&path).await;
        serde_json::from_slice::<Value>(&got.body).expect("JSON")
    };
    let mut texts = HashMap::new();
    let mut add = |row: &Value, key: &str| {
        let words = row[key].as_str().expect("words").chars().collect();
        texts.insert(format!("{ORIGIN}{}", row["url"].as_str().expect("a path")), words);
    };
    let about = ask(format!("/api/v1/reports/{report}")).await;
    for row in about["sections"].as_array().expect("sections") {
        let id = row["id"].as_str().expect("an id");
        let section = ask(format!("/api/v1/reports/{report}/sections/{id}")).await;
        add(&section, "title");
        section["blocks"].as_array().expect("blocks").iter().for_each(|block| add(block, "text"));
    }
    texts
}

#[track_caller]
fn check(annotation: &Value, texts: &HashMap<String, Vec<char>>) {
    assert_eq!(annotation["type"], "Annotation");
    let motivation = annotation["motivation"].as_str().expect("a motivation");
    assert!(["commenting", "identifying", "tagging", "linking"].contains(&motivation));
    let bodies = annotation["body"].as_array().expect("bodies");
    assert!(!bodies.is_empty(), "{annotation}");
    for body in bodies {
        assert_eq!(body["purpose"], motivation);
        match body["type"].as_str() {
            Some("TextualBody") => assert!(body["value"].is_string() && body["source"].is_null()),
            Some("SpecificResource") => {
                assert!(body["source"].as_str().is_some_and(|url| url.starts_with(ORIGIN)));
            }
            other => panic!("{other:?} is no body"),
        }
    }
    let target = &annotation["target"];
    assert_eq!(target["type"], "SpecificResource");
    let source = target["source"].as_str().expect("a source");
    let text = texts.get(source).unwrap_or_else(|| panic!("{source} is no text"));
    let (quote, position) = (&target["selector"][0], &target["selector"][1]);
    assert_eq!(
        (&quote["type"], &position["type"]),
        (&"TextQuoteSelector".into(), &"TextPositionSelector".into())
    );
    let number = |name: &str| usize::try_from(position[name].as_u64().expect("a number")).unwrap();
    let (start, end) = (number("start"), number("end"));
    assert!(start < end && end <= text.len(), "{annotation}");
    let words = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    assert_eq!(quote["exact"], words(start, end));
    assert_eq!(quote["prefix"], words(start.saturating_sub(32), start));
    assert_eq!(quote["suffix"], words(end, (end + 32).min(text.len())));
}

/// Checks every annotation of `report`, page by page; how many have each motivation.
async fn walk(server: &Server, report: &str) -> HashMap<String, usize> {
    let texts = texts(server, report).await;
    let url = format!("{ORIGIN}/api/v1/reports/{report}/annotations");
    let collection = get(server, &url).await;
    assert_eq!(collection["type"], "AnnotationCollection");
    let (mut counts, mut ids) = (HashMap::new(), std::collections::HashSet::new());
    let mut next = collection["first"].clone();
    let mut last = Value::Null;
    while let Some(page) = next.as_str() {
        let page = get(server, page).await;
        assert_eq!(
            (&page["type"], &page["partOf"]),
            (&"AnnotationPage".into(), &url.clone().into())
        );
        assert_eq!(page["startIndex"], ids.len());
        assert_eq!(page.get("prev").cloned().unwrap_or_default(), last);
        for annotation in page["items"].as_array().expect("items") {
            check(annotation, &texts);
            assert!(ids.insert(annotation["id"].as_str().expect("an id").to_owned()));
            let motivation = annotation["motivation"].as_str().expect("a motivation");
            *counts.entry(motivation.to_owned()).or_default() += 1;
        }
        last = page["id"].clone();
        next = page.get("next").cloned().unwrap_or_default();
    }
    assert_eq!(collection["last"], last);
    assert_eq!(collection["total"], ids.len());
    counts
}

#[tokio::test]
async fn a_small_report() {
    let server = Server::new();
    let counts = walk(&server, "a-report").await;
    assert_eq!((counts["commenting"], counts["identifying"]), (3, 3));
    assert!(counts["tagging"] > 0, "{counts:?}");
    for target in ["annotations/0", "annotations/2", "annotations/x"] {
        let got = server.get(&format!("/api/v1/reports/a-report/{target}")).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{target}");
    }
}

#[tokio::test]
async fn the_reports_inside_the_program() {
    let (library, _) = Library::read(&Source::Embedded).expect("a library");
    let slugs: Vec<_> =
        library.reports().iter().map(|report| report.edition.report.slug.to_string()).collect();
    let server = Server::of(library);
    for slug in slugs {
        let counts = walk(&server, &slug).await;
        assert!(!counts.is_empty(), "{slug}");
    }
}
