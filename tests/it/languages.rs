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

/// What a page shows and what is read out, by the language that its elements say: words of the
/// interface are those that stand in no element of the report's language.
fn interface_words(html: &str) -> Vec<String> {
    let mut said = Vec::new();
    // Of each open element, whether its words are the interface's.
    let mut open: Vec<bool> = Vec::new();
    let body = &html[html.find("<body").expect("a body")..];
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        if tag.starts_with('/') {
            open.pop();
        } else {
            let inside = open.last().copied().unwrap_or(true);
            let own = match attribute(tag, "lang") {
                Some(language) => language != "en",
                None => inside,
            };
            for name in ["aria-label", "title", "placeholder", "alt"] {
                said.extend(attribute(tag, name).filter(|_| own).map(str::to_owned));
            }
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            let void = ["input", "br", "img", "line", "circle", "link", "meta"].contains(&name);
            if !void && !tag.ends_with('/') {
                open.push(own && !["kbd", "code", "script"].contains(&name));
            }
        }
        if open.last().copied().unwrap_or(true) {
            said.push(text.trim().to_owned());
        }
    }
    said.retain(|text| !text.is_empty());
    said
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

/// English words that an interface in another language would not have: those of the phrases that
/// every page says, and the commonest ones of sentences.
const ENGLISH: [&str; 24] = [
    "the",
    "of",
    "and",
    "is",
    "was",
    "with",
    "this",
    "that",
    "each",
    "note",
    "notes",
    "page",
    "paragraph",
    "sentence",
    "judgment",
    "search",
    "section",
    "words",
    "editor",
    "hits",
    "entities",
    "themes",
    "cite",
    "first",
];

#[tokio::test]
async fn no_kind_of_page_in_chinese_says_anything_in_english() {
    // The report's names are words of no language here: what is left is the interface.
    let server = Server::new();
    let mut wrong = Vec::new();
    for path in crate::web::PAGES.iter().chain(&[
        "/a-report/1?v=00000000",
        "/a-report/1?hl=words",
        "/a-report/1/1?v=garbage",
        "/a-report/99",
        "/a-report/1/99",
        "/a-report/notes/99",
        "/a-report/entities/nobody",
        "/a-report/page/99",
        "/nothing",
        "/no-report",
        "/go",
        "/go?ref=zyzzyva",
        "/verify",
        "/verify?quote=zyzzyva",
        "/search?q=%22zyzzyva",
        "/search?q=drones&view=lines",
        "/a-report/cite/1/1",
        "/a-report/embed/1/1",
    ]) {
        let page = server.ask(Method::GET, path, &CHINESE).await;
        if page.header("content-type") != "text/html; charset=utf-8" {
            continue;
        }
        assert_eq!(page.header("content-language"), "zh-Hans", "{path}");
        for text in interface_words(page.text()) {
            // What follows a colon is what is told of: the first words of a point, an entity.
            let head = text.split('：').next().unwrap_or_default();
            let words = head.split(|c: char| !c.is_ascii_alphabetic());
            let english = words.filter(|word| ENGLISH.contains(&word.to_lowercase().as_str()));
            let english: Vec<_> = english.collect();
            if english.len() > 1 {
                wrong.push(format!("{path} says {text:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Templates hold markup; what they say is phrases.
#[test]
fn no_template_holds_words() {
    /// Names and key caps, the same in every language.
    const FINE: [&str; 20] = [
        "Sidenote", "Aa", "j", "k", "n", "N", "t", "Esc", "KJ7", "n57", "p. 12", "7/2", "APA",
        "MLA", "Harvard", "Markdown", "SHA-256", "a", "s", "x",
    ];
    for entry in std::fs::read_dir("templates").expect("templates") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let text = String::from_utf8(std::fs::read(&path).expect("a file")).expect("UTF-8");
        let markup = without_expressions(&text);
        for piece in markup.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a tag ends");
            let said =
                ["aria-label", "title", "placeholder", "alt"].map(|name| attribute(tag, name));
            for words in said.into_iter().flatten().chain([text.trim()]) {
                let words = words.trim();
                let has_letters = words.contains(char::is_alphabetic);
                // A script looks phrases up by such names.
                let is_kind = words.contains(KIND)
                    || tag == "dt" && words.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                assert!(
                    !has_letters || is_kind || FINE.contains(&words),
                    "{} says {words:?} by itself",
                    path.display()
                );
            }
        }
    }
}

/// Marks what a block named `kind` holds: classes, not words.
const KIND: char = '\u{1}';

/// A template without what is computed.
fn without_expressions(template: &str) -> String {
    let mut markup = String::new();
    let mut rest = template;
    while let Some(start) = rest.find(['{']) {
        markup.push_str(&rest[..start]);
        let end = match rest[start..].chars().nth(1) {
            Some('%') => "%}",
            Some('{') => "}}",
            Some('#') => "#}",
            _ => "{",
        };
        let length = rest[start + 1..].find(end).map_or(0, |at| at + end.len());
        if rest[start..].starts_with("{% block kind %}") {
            markup.push(KIND);
        }
        rest = &rest[start + 1 + length..];
    }
    markup.push_str(rest);
    markup
}

/// Scripts find what they say in the page: no string of theirs has two words, or a word that
/// begins like a sentence and is no name of the language's own.
#[test]
fn no_script_holds_words() {
    /// Names that browsers define.
    const FINE: [&str; 15] = [
        "Annotation",
        "Escape",
        "Enter",
        "Tab",
        "Home",
        "End",
        "Arrow",
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "HEAD",
        "Chicago",
        "GET",
        "NFKD",
    ];
    let mut folders = vec![std::path::PathBuf::from("static/script")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            seen += 1;
            let text = String::from_utf8(std::fs::read(&path).expect("a file")).expect("UTF-8");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for words in code.flat_map(|line| line.split('"').skip(1).step_by(2)) {
                let letters = |c: char| c.is_ascii_alphabetic();
                let begins = words.starts_with(|c: char| c.is_ascii_uppercase());
                // `TextQuoteSelector` is a name, not a sentence.
                let is_name = words.chars().skip(1).all(letters)
                    && words.chars().skip(1).any(|c| c.is_ascii_uppercase());
                let sentence = begins
                    && words.len() > 1
                    && !is_name
                    && words.chars().all(|c| letters(c) || " ,.’".contains(c));
                assert!(
                    !sentence || FINE.contains(&words),
                    "{} says {words:?} by itself",
                    path.display()
                );
            }
        }
    }
    assert!(seen > 5, "there are scripts");
}
