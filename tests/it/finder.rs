//! What a reader does with a search: its page, marks in the text, suggestions, feed.

use axum::http::{Method, StatusCode};
use serde_json::Value;
use sidenote::library::Library;
use sidenote::model::{EntityKind, Gloss, NoteNumber, NoteSource, Register, SourceKind};

use crate::annotate::{annotated, edition, entity, theme};
use crate::api::encode;
use crate::markup::{self, Element, main_of};
use crate::web::{Answer, Server, small_report};

async fn page(target: &str) -> String {
    let got = Server::new().get(target).await;
    assert_eq!(got.status, StatusCode::OK, "{target}: {}", got.text());
    got.text().to_owned()
}

async fn json(server: &Server, target: &str) -> Value {
    let got = server.get(target).await;
    assert_eq!(got.status, StatusCode::OK, "{target}: {}", got.text());
    serde_json::from_slice(&got.body).expect("JSON")
}

/// The address of the one link whose words begin so.
fn link<'a>(elements: &'a [Element], words: &str) -> &'a str {
    let is_it = |e: &&Element| e.tag == "a" && e.words.trim_start().starts_with(words);
    elements.iter().find(is_it).and_then(|e| e.get("href")).unwrap_or_else(|| panic!("{words}"))
}

fn with_class<'a>(elements: &'a [Element], class: &str) -> Vec<&'a Element> {
    let has =
        |e: &&Element| e.get("class").is_some_and(|all| all.split(' ').any(|one| one == class));
    elements.iter().filter(has).collect()
}

#[tokio::test]
async fn bad_input_is_answered_with_its_notice_and_never_an_error() {
    let server = Server::new();
    let long = "a".repeat(3_000);
    let many = "word ".repeat(50);
    let brackets = "(".repeat(250);
    // What was typed, and the code of the notice that says how it was read; empty: any or none.
    for (query, code) in [
        ("", "empty"),
        (" \t ", "empty"),
        ("the of and", "stop-words"),
        ("...,;!?", "plain-words"),
        (&long, "too-long"),
        (&many, "too-many-terms"),
        (&brackets, "too-deep"),
        ("- *", "plain-words"),
        ("*^2", "plain-words"),
        ("a:(^", "plain-words"),
        ("\"\"~3", "plain-words"),
        ("::", "plain-words"),
        ("*", "plain-words"),
        ("d*", "short-prefix"),
        ("/dr.*/", "plain-words"),
        ("[a-z]+", "plain-words"),
        ("AND", "plain-words"),
        ("drones OR", "plain-words"),
        (")drones(", "plain-words"),
        ("\"drones", "plain-words"),
        ("\"a b\"~99999999999", "plain-words"),
        ("poem:drones", "unknown-field"),
        ("kind:poem", "unknown-field"),
        ("zyzzyva", "unknown-words"),
        ("😀 👩\u{200d}👩\u{200d}👧", "plain-words"),
        ("\u{200b}", "plain-words"),
        ("\u{202e}drones", ""),
        ("ｄｒｏｎｅｓ", ""),
        ("e\u{301}\u{301}\u{301}", "unknown-words"),
        ("人工智能", "unknown-words"),
        ("\u{1}\u{7f}", ""),
        ("<script>alert(1)</script>", "unknown-words"),
        ("' OR 1=1 --", "plain-words"),
    ] {
        let encoded = encode(query);
        let found = json(&server, &format!("/api/v1/search?q={encoded}")).await;
        let notices = found["notices"].as_array().expect("notices");
        let text = notices.iter().find(|notice| notice["code"] == code).map(|n| &n["text"]);
        assert!(code.is_empty() || text.is_some(), "{query:?}: {notices:?}");

        for view in ["", "&view=lines", "&sort=place&limit=99999&offset=99999"] {
            let got = server.get(&format!("/search?q={encoded}{view}")).await;
            assert_eq!(got.status, StatusCode::OK, "{query:?}");
            let elements = markup::read(got.text());
            let of_ours = |e: &markup::Element| e.get("src").or(e.get("data-src")).is_some();
            assert!(elements.iter().all(|e| e.tag != "script" || of_ours(e)));
            // An empty box says nothing: it waits.
            if let Some(text) = text.filter(|_| !query.trim().is_empty()) {
                let text = text.as_str().expect("words");
                let said = elements.iter().any(|e| {
                    e.tag == "li" && e.words.trim().trim_end_matches('.').eq_ignore_ascii_case(text)
                });
                assert!(said, "{query:?} is not told: {text}");
            }
        }
        for other in ["/search.atom?q=", "/api/v1/suggest?q=", "/api/v1/suggest/opensearch?q="] {
            let got = server.get(&format!("{other}{encoded}")).await;
            assert_eq!(got.status, StatusCode::OK, "{other} {query:?}");
        }
        let marked = server.get(&format!("/a-report/1?hl={encoded}")).await;
        assert_eq!(marked.status, StatusCode::OK, "{query:?}");
        markup::read(marked.text());
    }
    for filter in ["report=No!", "report=none", "section=a+b", "kind=poem", "entity=A!", "theme=-"]
    {
        let got = page(&format!("/search?q=drones&{filter}")).await;
        assert!(got.contains("class=\"notices\""), "{filter} is not told");
    }
}

/// A judgment of many paragraphs with the same word, and another with one.
fn many_hits() -> Library {
    let mut text = "
        # 1 Tractors matter.
        "
    .to_owned();
    for n in 1..=8 {
        text.extend(["Tractors of the year ", &n.to_string(), " were sold.\n        "]);
    }
    text.push_str("# 2 Ploughs matter too.\n        A plough needs tractors.");
    let register = Register {
        entities: vec![entity("tractor", EntityKind::Product, &["Tractors"])],
        themes: vec![theme("machines", &["1/2"])],
        ..Register::default()
    };
    Library::of(vec![annotated(edition(&text), register)]).expect("an index")
}

#[tokio::test]
async fn a_section_shows_its_best_hits_and_leads_to_the_others() {
    let server = Server::of(many_hits());
    let read = async |target: &str| markup::read(server.get(target).await.text());
    let quotes = |elements: &[Element]| with_class(elements, "quote").len();

    let found = read("/search?q=tractors").await;
    let groups = with_class(&found, "group").len();
    let more = link(&found, "5 more in Judgment 1");
    assert_eq!(more, "/search?q=tractors&report=a-report&section=1");
    assert!(quotes(&found) < 8, "not all are shown");
    let all = read(more).await;
    assert_eq!(quotes(&all), 8, "all hits of the section but its statement");
    assert_eq!(link(&all, "Judgment 1").split('?').nth(1), Some("q=tractors&report=a-report"));

    let in_order = read("/search?q=tractors&sort=place").await;
    assert!(with_class(&in_order, "group").len() <= groups);
    let places: Vec<_> = in_order
        .iter()
        .filter_map(|e| e.get("data-path")?.strip_prefix("/a-report/1/")?.parse::<f32>().ok())
        .collect();
    assert_eq!(places.len(), 8);
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn facets_are_taken_and_taken_away() {
    let server = Server::of(many_hits());
    let total = async |target: &str| {
        let found = markup::read(server.get(target).await.text());
        let total = with_class(&found, "total")[0].words.clone();
        (found, total.chars().take_while(char::is_ascii_digit).collect::<String>())
    };
    let (found, all) = total("/search?q=tractors").await;
    let kind = link(&found, "Paragraphs");
    let count = found
        .iter()
        .skip_while(|e| e.get("href") != Some(kind))
        .find(|e| e.get("class") == Some("count"));
    let (narrowed, fewer) = total(kind).await;
    assert_eq!(count.map(|e| e.words.trim()), Some(fewer.as_str()), "the facet's count is true");
    assert_ne!(all, fewer);
    let taken: Vec<_> = narrowed
        .iter()
        .filter(|e| e.get("aria-current") == Some("true") && e.words.starts_with("Paragraphs"))
        .collect();
    assert_eq!(taken.len(), 1);
    assert_eq!(total(taken[0].get("href").expect("a link")).await.1, all);
}

#[tokio::test]
async fn chips_can_be_switched_off_and_on() {
    let server = Server::new();
    let read = async |target: &str| markup::read(server.get(target).await.text());
    let found = read("/search?q=huawie").await;
    assert!(!with_class(&found, "quote").is_empty(), "the spelling is corrected");
    let off = read(link(&found, "switch off")).await;
    assert!(with_class(&off, "quote").is_empty(), "the word itself is not there");
    let on = read(link(&off, "switch on")).await;
    assert_eq!(with_class(&on, "quote").len(), with_class(&found, "quote").len());
}

#[tokio::test]
async fn each_line_leads_to_its_judgment_and_page() {
    let found = page("/search?q=drones&view=lines").await;
    let main = main_of(&found);
    assert!(main.contains("<td class=\"before\" role=\"cell\"><span>Ziyan sold its </span></td>"));
    assert!(main.contains("<mark class=\"hit\">drones</mark>"));
    let elements = markup::read(&found);
    let places = with_class(&elements, "place");
    assert_eq!(places.len(), 2);
    assert!(main.contains("href=\"/a-report/1/1.1?hl=drones\"><span>Judgment 1</span>, p.\u{a0}3"));
}

#[tokio::test]
async fn a_reference_is_the_first_answer() {
    for (query, href) in
        [("KJ1", "/a-report/1"), ("n3", "/a-report/notes/3"), ("1/1", "/a-report/1/1")]
    {
        let found = page(&format!("/search?q={}", encode(query))).await;
        let main = main_of(&found);
        let first = main.find("<p class=\"straight\">").expect(query);
        assert!(main[first..].contains(&format!("<a href=\"{href}\">")), "{query}: {main}");
    }
}

#[tokio::test]
async fn a_search_page_is_one_page_to_robots_with_a_whole_address() {
    let found = markup::read(&page("/search?q=drones&sort=place").await);
    let canonical = found.iter().find(|e| e.get("rel") == Some("canonical"));
    assert_eq!(canonical.and_then(|e| e.get("href")), Some("http://a.test/search"));
    assert!(found.iter().all(|e| e.get("name") != Some("robots")));
    for (media_type, href) in [
        ("application/json", "/api/v1/search?q=drones&sort=place"),
        ("application/atom+xml", "/search.atom?q=drones&sort=place"),
    ] {
        let form = found
            .iter()
            .find(|e| e.get("rel") == Some("alternate") && e.get("type") == Some(media_type));
        assert_eq!(form.and_then(|e| e.get("href")), Some(href));
    }
}

/// The words of a page without its elements.
fn words(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn words_are_marked_where_a_hit_leads() {
    let server = Server::new();
    for (target, count) in [
        ("/a-report/1?hl=drones", 2),
        ("/a-report/1/1?hl=drones", 2),
        ("/a-report/1/1.1?hl=DRONES", 2),
        ("/a-report/1?hl=%22all+who+paid%22", 1),
        ("/a-report/1?hl=cafe+noir", 2),
        ("/a-report/1?hl=zyzzyva", 0),
    ] {
        let (bare, _) = target.split_once('?').expect("a query");
        let plain = server.get(bare).await;
        let marked = server.get(target).await;
        let elements = markup::read(marked.text());
        let article = |page: &Answer| {
            let text = page.text();
            let start = text.find("<article").expect("an article");
            words(&text[start..text.find("</article>").expect("its end")])
        };
        assert_eq!(article(&marked), article(&plain), "{target}: marks change no word");
        let marks = elements.iter().filter(|e| e.tag == "mark" && e.get("class") == Some("hit"));
        assert_eq!(marks.count(), count, "{target}");
        let robots = elements.iter().find(|e| e.get("name") == Some("robots"));
        assert_eq!(robots.and_then(|e| e.get("content")), Some("noindex"), "{target}");
        let canonical = |page: &Answer| {
            let elements = markup::read(page.text());
            let link = elements.iter().find(|e| e.get("rel") == Some("canonical"));
            link.and_then(|e| e.get("href")).map(str::to_owned)
        };
        assert_eq!(canonical(&marked), canonical(&plain), "{target}");
        assert_eq!(with_class(&elements, "clear")[0].get("href"), Some(bare));
        // What was made with marks is given to nobody else.
        assert_eq!(server.get(bare).await, plain);
    }
    for unmarked in ["/a-report/1?hl=", "/a-report/1?hl=+", "/a-report/1?other=drones"] {
        assert_eq!(server.get(unmarked).await, server.get("/a-report/1").await, "{unmarked}");
    }
}

#[tokio::test]
async fn the_bar_leads_to_the_sections_before_and_after() {
    let server = Server::new();
    let read = async |target: &str| markup::read(server.get(target).await.text());
    let rel = |elements: &[Element], rel: &str| {
        let found = elements.iter().find(|e| {
            e.tag == "a"
                && e.get("rel") == Some(rel)
                && e.get("href").is_some_and(|href| href.contains("hl="))
        });
        found.and_then(|e| e.get("href")).map(str::to_owned)
    };
    let first = read("/a-report/1?hl=huawei").await;
    assert_eq!(rel(&first, "next").as_deref(), Some("/a-report/side-story?hl=huawei"));
    assert_eq!(rel(&first, "prev"), None);
    let second = read("/a-report/side-story?hl=huawei").await;
    assert_eq!(rel(&second, "prev").as_deref(), Some("/a-report/1?hl=huawei"));
}

#[tokio::test]
async fn suggestions_are_references_then_names_then_words() {
    let server = Server::new();
    let suggest = async |query: &str| {
        let found = json(&server, &format!("/api/v1/suggest?q={query}")).await;
        let found = found["suggestions"].as_array().expect("suggestions").clone();
        let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
        found
            .iter()
            .map(|one| (text(one, "kind"), text(one, "text"), text(one, "url")))
            .collect::<Vec<_>>()
    };
    for (query, kind, url) in [
        ("KJ1", "reference", "/a-report/1"),
        ("n3", "reference", "/a-report/notes/3"),
        ("p.+3", "reference", "/a-report/page/3"),
        ("1/1", "reference", "/a-report/1/1"),
        ("hu", "entity", "/a-report/entities/huawei"),
        ("dron", "theme", "/a-report/themes/drones"),
        ("spread", "judgment", "/a-report/1"),
    ] {
        let found = suggest(query).await;
        assert!(
            found.iter().any(|(k, _, u)| k == kind && u == url),
            "{query} suggests no {kind} {url}: {found:?}"
        );
        if kind == "reference" {
            assert_eq!(found[0].0, kind, "{query}: {found:?}");
        }
    }
    assert!(suggest("h").await.is_empty(), "nothing for one character");
    assert!(suggest("").await.is_empty());
    assert_eq!(suggest("dr&limit=1").await.len(), 1);
    assert!(suggest("hu&report=none").await.is_empty());
    for (_, _, url) in suggest("dr").await {
        assert_eq!(server.get(&url).await.status, StatusCode::OK, "{url}");
    }
}

#[tokio::test]
async fn browsers_can_search_here() {
    let server = Server::new();
    let every = markup::read(&page("/a-report/1").await);
    let linked = every.iter().find(|e| e.get("rel") == Some("search")).expect("a link");
    let description = server.get(linked.get("href").expect("an address")).await;
    assert_eq!(
        description.header("content-type"),
        "application/opensearchdescription+xml; charset=utf-8"
    );
    let text = description.text();
    for template in [
        "template=\"http://a.test/search?q={searchTerms}\"",
        "template=\"http://a.test/search.atom?q={searchTerms}\"",
        "template=\"http://a.test/api/v1/suggest/opensearch?q={searchTerms}\"",
    ] {
        assert!(text.contains(template), "{template}: {text}");
    }
    let headers = [("x-forwarded-proto", "https")];
    let behind = server.ask(Method::GET, "/opensearch.xml", &headers).await;
    assert!(behind.text().contains("\"https://a.test/search?q={searchTerms}\""));

    let got = server.get("/api/v1/suggest/opensearch?q=hua").await;
    assert_eq!(got.header("content-type"), "application/x-suggestions+json");
    let found: Value = serde_json::from_slice(&got.body).expect("JSON");
    assert_eq!(found[0], "hua");
    let lengths: Vec<_> = (1..4).map(|at| found[at].as_array().map(Vec::len)).collect();
    assert!(lengths[0] > Some(0) && lengths.iter().all(|length| *length == lengths[0]), "{found}");
}

#[tokio::test]
async fn the_library_is_a_feed_of_its_reports() {
    let mut report = small_report();
    report.edition.report.published = Some(jiff::civil::date(2019, 2, 6));
    report.edition.report.title = "A & B".to_owned();
    let server = Server::of(Library::of(vec![report]).expect("an index"));
    let feed = server.get("/feed.atom").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    let text = feed.text();
    // One entry, which has what RFC 4287, section 4.1.2 asks for, as the feed itself has.
    for part in ["<id>urn:uuid:", "<title>", "<updated>2019-02-06T00:00:00Z</updated>"] {
        assert_eq!(text.matches(part).count(), 2, "{part}: {text}");
    }
    assert!(text.contains("<title>A &#38; B"), "{text}");
    assert!(!text.contains("opensearch:Query"), "no search was made: {text}");
    let home = server.get("/").await;
    let link = "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/feed.atom\"";
    assert!(home.text().contains(link), "every page leads to the feed");
}

#[tokio::test]
async fn a_search_is_a_feed_whose_dates_are_the_reports() {
    let mut report = small_report();
    report.edition.report.published = Some(jiff::civil::date(2019, 2, 6));
    report.edition.report.title = "A & B <report>".to_owned();
    let server = Server::of(Library::of(vec![report]).expect("an index"));
    let feed = server.get("/search.atom?q=drones").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    let text = feed.text();
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns="), "{text}");
    let count = |part: &str| text.matches(part).count();
    let entries = count("<entry>");
    assert_eq!(entries, 2);
    // RFC 4287, sections 4.1.1 and 4.1.2: what a feed and each of its entries must have.
    for part in ["<id>urn:uuid:", "<title>", "<updated>2019-02-06T00:00:00Z</updated>"] {
        assert_eq!(count(part), entries + 1, "{part}: {text}");
    }
    assert_eq!(count("<author><name>"), entries);
    assert_eq!(count("rel=\"self\""), 1);
    assert_eq!(count("rel=\"alternate\""), entries + 1);
    assert!(!text.contains("<report>"), "a title is escaped: {text}");
    let ids: std::collections::BTreeSet<_> =
        text.split("<id>").skip(1).map(|rest| rest.split('<').next()).collect();
    assert_eq!(ids.len(), entries + 1, "ids are unique");
    assert_eq!(server.get("/search.atom?q=drones").await, feed);
    for part in text.split("href=\"").skip(1) {
        assert!(part.starts_with("http://a.test/"), "readers of feeds take whole URLs: {part}");
    }
}

/// A report with every kind of editor's words, which all name tractors.
fn glossed() -> Server {
    let gloss = Gloss {
        number: NoteNumber::new(1).expect("a number"),
        text: "A brochure of tractors.".into(),
        source: NoteSource { kind: SourceKind::Company, name: None },
    };
    let mut tractor = entity("tractor", EntityKind::Product, &["Tractors"]);
    tractor.description = "Tractors pull.".into();
    let register = Register {
        entities: vec![tractor],
        themes: vec![theme("machines", &["1"])],
        glosses: vec![gloss],
        ..Register::default()
    };
    let mut report = annotated(
        edition("# 1 Tractors matter.\n        They were sold.[^1] And left.[^2]"),
        register,
    );
    report.edition.report.rights = Some("All rights reserved".into());
    Server::of(Library::of(vec![report]).expect("an index"))
}

#[tokio::test]
async fn the_editors_words_are_never_given_out_as_the_authors() {
    let server = glossed();
    let feed = server.get("/search.atom?q=tractors").await;
    let mut kinds = Vec::new();
    for entry in feed.text().split("<entry>").skip(1) {
        let after = |part: &str| entry.split(part).nth(1).unwrap_or_default();
        let kind = after("<category term=\"").split('"').next().unwrap_or_default();
        let author = after("<author><name>").split('<').next().unwrap_or_default();
        let label = match kind {
            "note" => "Editor’s gloss: ",
            "entity" => "Editor’s register: ",
            _ => "",
        };
        assert!(after("<summary type=\"text\">").starts_with(label), "{entry}");
        assert_eq!(author == "The editor", !label.is_empty(), "{entry}");
        assert_eq!(entry.contains("<rights"), label.is_empty(), "{entry}");
        kinds.push(kind);
    }
    kinds.sort_unstable();
    assert_eq!(kinds, ["entity", "judgment", "note"]);

    let found = markup::read(server.get("/search?q=tractors").await.text());
    let by: Vec<_> = with_class(&found, "by").iter().map(|e| e.words.trim().to_owned()).collect();
    assert!(by.contains(&"Editor’s gloss".to_owned()), "{by:?}");
    assert!(by.contains(&"Editor’s register".to_owned()), "{by:?}");
    for (path, is_author) in [
        ("/a-report/1", true),
        ("/a-report/notes/1", false),
        ("/a-report/notes/2", true),
        ("/a-report/entities/tractor", false),
        ("/a-report/themes/machines", false),
    ] {
        let elements = markup::read(server.get(path).await.text());
        let author = elements.iter().any(|e| e.get("name") == Some("author"));
        assert_eq!(author, is_author, "{path}");
    }
}

#[tokio::test]
async fn what_names_nothing_finds_nothing_and_says_so() {
    let server = Server::new();
    for filter in ["report=none", "section=zzz", "entity=zzz", "theme=zzz"] {
        let found = json(&server, &format!("/api/v1/search?q=drones&{filter}")).await;
        assert_eq!(found["total"], 0, "{filter}");
        assert_eq!(found["notices"][0]["code"], "unknown-filter", "{filter}");
    }
    let found = json(&server, "/api/v1/search?q=drones&section=1&entity=ziyan").await;
    assert_eq!(found["notices"].as_array().map(Vec::len), Some(0), "{found}");
}

#[tokio::test]
async fn an_answer_keeps_to_what_is_described() {
    let server = Server::new();
    let found = json(&server, "/api/v1/search?q=drones&limit=0").await;
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(0), "the counts alone");
    assert!(found["total"].as_u64() > Some(0));
    // It tells how long it took, so that no two are alike.
    let got = server.get("/api/v1/search?q=drones").await;
    assert_eq!(got.header("etag"), "");
    let rest = json(&server, "/api/v1/search?q=-drones&limit=100").await;
    let kinds: Vec<_> =
        rest["hits"].as_array().expect("hits").iter().map(|hit| hit["kind"].as_str()).collect();
    assert!(!kinds.is_empty() && !kinds.contains(&Some("title")), "{kinds:?}");
}
