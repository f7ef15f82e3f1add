//! The site of the library inside the program, page by page: every internal link and fragment
//! resolves, and every page is whole.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sidenote::diagnostic::Diagnostic;
use sidenote::library::{Library, Source};
use sidenote::web::answer::{Answer, HTML};

use crate::markup::{self, Element};
use crate::pages::{ask, text};

/// What a page holds for others, and what it leads to.
struct Page {
    ids: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// Checks a page by itself.
fn read(target: &str, html: &str) -> Page {
    let elements = markup::read(html);
    let count = |tag: &str| elements.iter().filter(|e| e.tag == tag).count();
    for once in ["main", "h1", "footer"] {
        assert_eq!(count(once), 1, "{target} has one <{once}>");
    }
    let title = elements.iter().find(|e| e.tag == "title");
    assert!(title.is_some_and(|title| !title.words.is_empty()), "{target} has a title");
    let language = elements.iter().find(|e| e.tag == "html").and_then(|e| e.get("lang"));
    assert!(language.is_some_and(|language| !language.is_empty()), "{target} has a language");

    let mut ids = BTreeSet::new();
    for id in elements.iter().filter_map(|e| e.get("id")) {
        assert!(ids.insert(id.to_owned()), "{target} has id {id} twice");
        assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{target} has id {id:?}");
    }
    let mut level = 0;
    for element in &elements {
        check_element(target, element, &ids);
        if let Some(digit) = element.tag.strip_prefix('h').and_then(|h| h.parse::<u32>().ok()) {
            assert!(digit <= level + 1, "{target}: h{digit} after h{level}");
            level = digit;
        }
    }
    let links = elements
        .iter()
        .flat_map(|e| [e.get("href"), e.get("src"), e.get("data-src"), e.get("action")])
        .flatten()
        .filter(|link| !link.starts_with("http"))
        .map(str::to_owned)
        .collect();
    Page { ids, links }
}

fn check_element(target: &str, element: &Element, ids: &BTreeSet<String>) {
    for (name, value) in &element.attributes {
        assert!(name != "style" && !name.starts_with("on"), "{target}: <{} {name}>", element.tag);
        if ["aria-labelledby", "aria-describedby", "for"].contains(&name.as_str()) {
            for id in value.split(' ') {
                assert!(ids.contains(id), "{target}: {name} names {id}, which is not there");
            }
        }
    }
    if let Some(href) = element.get("href") {
        let scheme = href.split([':', '/', '?', '#']).next().unwrap_or_default();
        let fine = ["", "http", "https", "mailto"].contains(&scheme);
        assert!(fine, "{target} leads to {href}");
    }
    assert!(element.tag != "style", "{target} has an inline style");
}

#[test]
fn every_internal_link_and_fragment_resolves() {
    crawl(&Source::Embedded);
}

/// In Chinese, without judgments, notes, register, pages and source; with sub-headings that repeat.
#[test]
fn every_internal_link_and_fragment_resolves_in_a_report_of_another_kind() {
    crawl(&Source::Directory(crate::content::odd_reports()));
}

/// Follows every link from the shelf and the searches.
#[track_caller]
fn crawl(source: &Source) {
    let (library, faults) = Library::read(source).expect("a library");
    assert!(!faults.iter().any(Diagnostic::is_error), "{faults:?}");
    let mut pages: HashMap<String, Option<Page>> = HashMap::new();
    // Where each path is linked from, for the message.
    let mut waiting: BTreeMap<String, String> = BTreeMap::from([("/".into(), "start".into())]);
    let mut fragments: BTreeSet<(String, String, String)> = BTreeSet::new();
    for search in ["/search", "/search?q=arms+race", "/go?ref=nothing+here", "/nothing"] {
        let made = crate::pages::open(&library, search);
        let page = read(search, text(&made));
        for link in page.links {
            // What a search holds, only its own links may name.
            if let Some(id) = link.strip_prefix('#') {
                assert!(page.ids.contains(id), "{search} leads to #{id}, which is not there");
                continue;
            }
            waiting.entry(link).or_insert_with(|| search.to_owned());
        }
    }
    while let Some((link, from)) = waiting.pop_first() {
        let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
        let path = if path.is_empty() { &from } else { path }.to_owned();
        if !fragment.is_empty() {
            fragments.insert((path.clone(), fragment.to_owned(), from.clone()));
        }
        // Searches lead to searches without end; assets, API and the choice of a language are the
        // router's.
        let outside = ["/assets/", "/api/", "/language?"].iter().any(|way| path.starts_with(way));
        if outside || path.starts_with("/search?") || pages.contains_key(&path) {
            continue;
        }
        let page = match ask(&library, &path) {
            Ok(Answer::Made(made)) if made.media_type == HTML => {
                let page = read(&path, text(&made));
                for link in &page.links {
                    let known = link.starts_with('#') || pages.contains_key(link);
                    if let Some(fragment) = link.strip_prefix('#') {
                        fragments.insert((path.clone(), fragment.to_owned(), path.clone()));
                    } else if !known {
                        waiting.entry(link.clone()).or_insert_with(|| path.clone());
                    }
                }
                Some(page)
            }
            Ok(Answer::Made(_)) => None,
            Ok(Answer::Redirect { to, .. }) => {
                waiting.entry(to.to_string()).or_insert_with(|| from.clone());
                None
            }
            Ok(Answer::Moved(to)) => panic!("{path}, linked from {from}, leads to {to}"),
            Err(problem) => panic!("{path}, linked from {from}: {}", problem.detail()),
        };
        pages.insert(path, page);
    }
    for (path, fragment, from) in fragments {
        let page = pages.get(&path).and_then(Option::as_ref);
        let there = page.is_some_and(|page| page.ids.contains(&fragment));
        assert!(there, "{from} leads to {path}#{fragment}, which is not there");
    }
    // The shelf, a front page and its lists at the least: an empty library would pass all above.
    assert!(pages.len() > 20, "{} pages", pages.len());
}
