//! What machines that cite find: head tags as Zotero reads them, schema.org data, `Link` headers,
//! the site map, robots.

use axum::http::StatusCode;
use serde_json::Value;
use sidenote::model::{Author, AuthorKind};

use crate::markup::{self, Element};
use crate::web::Server;

async fn elements(server: &Server, target: &str) -> Vec<Element> {
    let got = server.get(target).await;
    assert_eq!(got.status, StatusCode::OK, "{target}");
    markup::read(got.text())
}

/// What Zotero's translator for embedded metadata makes of a page, in our own words: the kind by
/// the first Highwire tag that stands for one, Highwire before Dublin Core for everything else,
/// names divided at their last blank, dates with slashes.
struct Item {
    kind: &'static str,
    title: String,
    creators: Vec<(String, String)>,
    date: String,
    institution: String,
    language: String,
    url: String,
}

fn import(page: &[Element]) -> Item {
    let all = |name: &str| -> Vec<String> {
        let is_it = |e: &&Element| e.get("name").is_some_and(|own| own.eq_ignore_ascii_case(name));
        let found = page.iter().filter(|e| e.tag == "meta").filter(is_it);
        found.filter_map(|e| e.get("content")).map(str::to_owned).collect()
    };
    let first = |names: &[&str]| {
        names.iter().find_map(|name| all(name).into_iter().next()).unwrap_or_default()
    };
    let kinds = [
        ("citation_journal_title", "journalArticle"),
        ("citation_conference_title", "conferencePaper"),
        ("citation_dissertation_institution", "thesis"),
        ("citation_technical_report_institution", "report"),
        ("citation_inbook_title", "bookSection"),
    ];
    let kind = kinds.into_iter().find(|(tag, _)| !all(tag).is_empty());
    let divide = |name: String| match name.rsplit_once(' ') {
        Some((given, family)) => (given.to_owned(), family.to_owned()),
        None => (String::new(), name),
    };
    let canonical = page.iter().find(|e| e.get("rel") == Some("canonical"));
    Item {
        kind: kind.map_or("webpage", |(_, kind)| kind),
        title: first(&["citation_title", "DC.title"]),
        creators: all("citation_author").into_iter().map(divide).collect(),
        date: first(&["citation_publication_date", "DC.date"]).replace('/', "-"),
        institution: first(&["citation_technical_report_institution", "DC.publisher"]),
        language: first(&["citation_language", "DC.language"]),
        url: canonical.and_then(|e| e.get("href")).unwrap_or_default().to_owned(),
    }
}

#[tokio::test]
async fn a_reference_manager_gets_the_report() {
    let report = crate::pages::dressed_report();
    let server = Server::of(sidenote::library::Library::of(vec![report]).expect("an index"));
    for target in ["/a-report", "/a-report/1", "/a-report/1/1.2", "/a-report/notes/3"] {
        let item = import(&elements(&server, target).await);
        assert_eq!(item.kind, "report", "{target}");
        assert_eq!(item.title, "A Report: With a Subtitle", "{target}");
        assert_eq!(item.creators, [("A.".to_owned(), "Writer".to_owned())], "{target}");
        assert_eq!(item.date, "2019-02-06", "{target}");
        assert_eq!(item.institution, "Some Institute", "{target}");
        assert_eq!(item.language, "en", "{target}");
        assert_eq!(item.url, format!("http://a.test{target}"));
    }
}

async fn data(server: &Server, target: &str) -> Value {
    let page = elements(server, target).await;
    let block = page.iter().find(|e| e.get("type") == Some("application/ld+json"));
    serde_json::from_str(&block.expect("a data block").words).expect("JSON")
}

#[tokio::test]
async fn a_report_is_a_work_and_its_judgments_are_claims() {
    let server = Server::new();
    let report = data(&server, "/a-report").await;
    assert_eq!(report["@context"], "https://schema.org");
    assert_eq!(
        (&report["@type"], &report["@id"]),
        (&"Report".into(), &"http://a.test/a-report".into())
    );
    assert_eq!(report["hasPart"][0]["@type"], "Claim");
    assert_eq!(report["hasPart"][0]["@id"], "http://a.test/a-report/1");
    let claim = data(&server, "/a-report/1").await;
    assert_eq!((&claim["@type"], &claim["position"]), (&"Claim".into(), &1.into()));
    assert_eq!(claim["text"], "Drones spread faster than rules about them.");
    assert_eq!(claim["isPartOf"]["@type"], "Report");
    assert_eq!(claim["isPartOf"]["@id"], report["@id"]);
    let sentence = data(&server, "/a-report/1/1.2").await;
    assert_eq!(
        (&sentence["@type"], &sentence["text"]),
        (&"Quotation".into(), &"Café Noir did not.".into())
    );
}

#[tokio::test]
async fn an_author_is_what_the_editor_says() {
    let mut report = crate::pages::dressed_report();
    let author = |name: &str, family: Option<&str>, kind| Author {
        name: name.to_owned(),
        affiliation: Some("A Union".to_owned()),
        family: family.map(str::to_owned),
        kind,
    };
    report.edition.report.authors = vec![
        author("Xi Jinping", Some("Xi"), None),
        author("Human Rights Watch", None, Some(AuthorKind::Organization)),
        author("Ann Bank", None, Some(AuthorKind::Person)),
    ];
    let server = Server::of(sidenote::library::Library::of(vec![report]).expect("an index"));
    let authors = data(&server, "/a-report").await["author"].clone();
    let union = serde_json::json!({ "@type": "Organization", "name": "A Union" });
    assert_eq!(
        authors,
        serde_json::json!([
            { "@type": "Person", "name": "Xi Jinping", "familyName": "Xi", "affiliation": union },
            {
                "@type": "Organization", "name": "Human Rights Watch",
                "parentOrganization": union,
            },
            { "@type": "Person", "name": "Ann Bank", "affiliation": union },
        ])
    );
    let page = elements(&server, "/a-report").await;
    let names = page.iter().filter(|e| e.get("name") == Some("citation_author"));
    let names: Vec<_> = names.filter_map(|e| e.get("content")).collect();
    assert_eq!(names, ["Xi, Jinping", "Human Rights Watch", "Ann Bank"]);
    let file = server.get("/a-report/cite.ris").await;
    assert!(
        file.text()
            .contains("AU  - Xi, Jinping\r\nAU  - Human Rights Watch\r\nAU  - Bank, Ann\r\n")
    );
}

#[tokio::test]
async fn headers_lead_to_other_forms() {
    let server = Server::new();
    let got = server.get("/a-report/1/1.2").await;
    let links: Vec<_> = got.header("link").split(", ").collect();
    for link in [
        "<http://a.test/a-report/1/1.2>; rel=\"cite-as\"",
        "<http://a.test/a-report/cite/1/1.2.csl.json>; rel=\"describedby\"; \
         type=\"application/vnd.citationstyles.csl+json\"",
        "<http://a.test/a-report/1.md>; rel=\"alternate\"; type=\"text/markdown\"",
        "<http://a.test/a-report/1.json>; rel=\"alternate\"; type=\"application/json\"",
    ] {
        assert!(links.contains(&link), "{link} is not in {links:?}");
    }
    for link in links {
        let path = link.strip_prefix("<http://a.test").and_then(|l| l.split_once('>'));
        let (path, _) = path.expect("a whole URL of ours");
        assert_eq!(server.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_site_map_names_pages_that_answer() {
    let server = Server::new();
    let robots = server.get("/robots.txt").await;
    assert!(robots.text().contains("Sitemap: http://a.test/sitemap.xml\n"), "{}", robots.text());
    let map = server.get("/sitemap.xml").await;
    assert_eq!(map.header("content-type"), "application/xml; charset=utf-8");
    let urls: Vec<_> = map
        .text()
        .split("<loc>")
        .skip(1)
        .filter_map(|rest| {
            Some(rest.split_once("</loc>")?.0.strip_prefix("http://a.test")?.to_owned())
        })
        .collect();
    for wanted in ["/", "/a-report", "/a-report/1", "/a-report/entities/ziyan", "/a-report/notes/3"]
    {
        assert!(urls.iter().any(|url| url == wanted), "{wanted} is not in {urls:?}");
    }
    for url in urls {
        assert_eq!(server.get(&url).await.status, StatusCode::OK, "{url}");
    }
}

#[tokio::test]
async fn programs_that_read_find_every_report_in_forms_for_them() {
    let server = Server::new();
    let guide = server.get("/llms.txt").await;
    assert_eq!(guide.header("content-type"), "text/plain; charset=utf-8");
    assert!(guide.text().starts_with("# Sidenote\n\n> "), "{}", guide.text());
    let links: Vec<_> = guide.text().split("](http://a.test").skip(1).collect();
    assert_eq!(links.len(), 7, "OpenAPI, map, report, JSON, three sections");
    for link in links {
        let target = link.split(')').next().expect("a path");
        assert_eq!(server.get(target).await.status, StatusCode::OK, "{target}");
    }
}
