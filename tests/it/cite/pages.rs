//! The page of citations, its files, and the API's object, over the router.

use axum::http::StatusCode;
use serde_json::Value;
use sidenote::cite::Work;
use sidenote::library::{Library, Source};

use crate::web::Server;

#[tokio::test]
async fn a_page_of_citations_asks_for_the_day() {
    let server = Server::new();
    let page = server.get("/a-report/cite/1/1.2").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    for part in [
        "Cite this point",
        "Café Noir did not.",
        "judgment 1, para. 1",
        "href=\"/a-report/cite/1/1.2.bib\"",
        "href=\"/a-report/1/1.2\"",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let dated = server.get("/a-report/cite/1/1.2?accessed=2026-11-24").await;
    assert!(dated.text().contains("href=\"/a-report/cite/1/1.2.bib?accessed=2026-11-24\""));
    for odd in ["24.11.2026", "2026-13-01", "yesterday", "2026-11-24T00:00"] {
        let got = server.get(&format!("/a-report/cite?accessed={odd}")).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn files_come_with_a_name() {
    let server = Server::new();
    for (target, media_type, name) in [
        ("/a-report/cite.bib", "application/x-bibtex; charset=utf-8", "writerreport.bib"),
        ("/a-report/cite/1.biblatex", "application/x-bibtex; charset=utf-8", "writerreport-1.bib"),
        (
            "/a-report/cite/1/1.2.ris",
            "application/x-research-info-systems; charset=utf-8",
            "writerreport-1-1.2.ris",
        ),
        (
            "/a-report/cite/notes/3.csl.json",
            "application/vnd.citationstyles.csl+json",
            "writerreport-notes-3.csl.json",
        ),
    ] {
        let got = server.get(target).await;
        assert_eq!(got.status, StatusCode::OK, "{target}");
        assert_eq!(got.header("content-type"), media_type, "{target}");
        let disposition = format!("attachment; filename=\"{name}\"");
        assert_eq!(got.header("content-disposition"), disposition, "{target}");
    }
}

#[tokio::test]
async fn what_is_not_there_cannot_be_cited() {
    let server = Server::new();
    for target in ["/a-report/cite/9", "/a-report/cite/1/77", "/a-report/cite/notes/9", "/b/cite"] {
        let got = server.get(target).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{target}");
    }
    let odd = server.get("/api/v1/reports/a-report/cite?point=1/1.2.3").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_api_gives_every_style_and_a_quotation() {
    let server = Server::new();
    let got = server.get("/api/v1/reports/a-report/cite?point=1/1.2&accessed=2026-11-24").await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text());
    let read: Value = serde_json::from_slice(&got.body).expect("JSON");
    assert_eq!(read["point"], "1/1.2");
    assert_eq!(read["url"], "/a-report/1/1.2");
    assert_eq!(read["title"], "Judgment 1, paragraph 1, sentence 2");
    let note = "A. Writer, A Report (n.d.), 4, judgment 1, para. 1, accessed November 24, 2026, \
                http://a.test/a-report/1/1.2.";
    assert_eq!(read["styles"]["chicago_note"]["text"], note);
    let html = read["styles"]["chicago_note"]["html"].as_str().expect("markup");
    assert!(html.starts_with("A. Writer, <em>A Report</em> (n.d.), 4, judgment 1"), "{html}");
    assert_eq!(read["styles"]["apa"]["in_text"], "(Writer, n.d., p. 4, Judgment 1, para. 1)");
    assert_eq!(read["quotation"]["words"], "Café Noir did not.");
    assert_eq!(read["quotation"]["text"], format!("“Café Noir did not.” {note}"));
    let whole: Value =
        serde_json::from_slice(&server.get("/api/v1/reports/a-report/cite").await.body).unwrap();
    assert_eq!((&whole["point"], &whole["quotation"]), (&Value::Null, &Value::Null));
    assert_eq!(whole["url"], "/a-report");
}

/// The capitals that the sample's title keeps are those of its names.
#[test]
fn sentence_case_keeps_names() {
    let (library, _) = Library::read(&Source::Embedded).expect("a library");
    for report in library.reports() {
        if report.edition.report.slug.as_str() == "understanding-chinas-ai-strategy" {
            assert_eq!(
                Work::of(&report.edition).sentence_title(),
                Some(
                    "Understanding China’s AI strategy: clues to Chinese strategic thinking on \
                     artificial intelligence and national security"
                )
            );
        }
    }
}

/// A box whose title is printed in capitals is cited in title case.
#[tokio::test]
async fn a_heading_in_capitals_is_cited_as_a_headline() {
    let (library, _) = Library::read(&Source::Embedded).expect("a library");
    let server = Server::of(library);
    let page = server.get("/understanding-chinas-ai-strategy/cite/soviet-style-stagnation").await;
    let cited = "Why China’s Tech Sector Is Unlikely to Face Soviet-Style Stagnation";
    for words in [format!("“{cited},”"), format!("{cited} section)"), format!("‘{cited}’)")]
    {
        assert!(page.text().contains(&words), "{words} is not in {}", page.text());
    }
}
