//! Every count that a page of the sample report prints is the API's.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sidenote::library::{Library, Source};

use crate::markup::{self, Element};
use crate::web::Server;

const REPORT: &str = "/understanding-chinas-ai-strategy";

/// The sample report as the server has it.
struct Sample {
    server: Server,
    report: Value,
    notes: Vec<Value>,
    entities: Vec<Value>,
    themes: Vec<Value>,
    /// Sections with their blocks, in order.
    sections: Vec<Value>,
}

impl Sample {
    async fn open() -> Self {
        let (library, _) = Library::read(&Source::Embedded).expect("a library");
        let server = Server::of(library);
        let report = api(&server, "").await;
        let list = |value: Value| value.as_array().expect("a list").clone();
        let (notes, entities, themes) = (
            list(api(&server, "/notes").await),
            list(api(&server, "/entities").await),
            list(api(&server, "/themes").await),
        );
        let mut sections = Vec::new();
        for row in report["sections"].as_array().expect("sections") {
            sections.push(api(&server, &format!("/sections/{}", text(&row["id"]))).await);
        }
        Self { server, report, notes, entities, themes, sections }
    }

    async fn page(&self, path: &str) -> Vec<Element> {
        let answer = self.server.get(&format!("{REPORT}{path}")).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.status);
        markup::read(markup::main_of(answer.text()))
    }

    fn count(&self, what: &str) -> usize {
        number(&self.report["counts"][what])
    }
}

async fn api(server: &Server, path: &str) -> Value {
    let answer = server.get(&format!("/api/v1/reports{REPORT}{path}")).await;
    serde_json::from_slice(&answer.body).expect("JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("small")
}

fn length(value: &Value) -> usize {
    value.as_array().expect("a list").len()
}

fn is(element: &Element, tag: &str, class: &str) -> bool {
    let classes = element.get("class").unwrap_or("");
    element.tag == tag && (class.is_empty() || classes.split(' ').any(|own| own == class))
}

/// How many elements are `tag` with `class`.
fn of(page: &[Element], tag: &str, class: &str) -> usize {
    page.iter().filter(|element| is(element, tag, class)).count()
}

/// The number at the start of some words; commas at thousands are none of it.
fn leading(words: &str) -> usize {
    let digits: String = words
        .trim()
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or_else(|_| panic!("no number in {words:?}"))
}

/// The counts behind each element `tag`, with what `name` reads of it: those that stand before
/// the next such element.
fn counts_behind(page: &[Element], tag: &str, count: &str) -> Vec<(Element, Option<usize>)> {
    let mut rows: Vec<(Element, Option<usize>)> = Vec::new();
    for element in page {
        if element.tag == tag {
            rows.push((element.clone(), None));
        } else if is(element, "span", count)
            && let Some((_, found)) = rows.last_mut()
            && found.is_none()
        {
            *found = Some(leading(&element.words));
        }
    }
    rows
}

/// The count in the page's first heading.
fn in_title(page: &[Element]) -> usize {
    let rows = counts_behind(page, "h1", "count");
    rows.first().and_then(|(_, count)| *count).expect("a count in the title")
}

/// The counts behind links to `prefix`, by path.
fn behind_links(page: &[Element], prefix: &str, count: &str) -> BTreeMap<String, usize> {
    let rows = counts_behind(page, "a", count).into_iter();
    let rows = rows.filter_map(|(link, count)| Some((link.get("href")?.to_owned(), count?)));
    rows.filter(|(href, _)| href.starts_with(prefix)).collect()
}

#[tokio::test]
async fn the_register_counts_what_the_api_holds() {
    let sample = Sample::open().await;
    let page = sample.page("/entities").await;
    assert_eq!(in_title(&page), sample.count("entities"));
    assert_eq!(sample.entities.len(), sample.count("entities"));
    let lede = page.iter().find(|e| is(e, "p", "lede")).expect("a lede");
    let told = lede.words.split_once("in ").expect("a count").1;
    assert_eq!(leading(told), sample.count("mentions"));

    let by_api: BTreeMap<String, usize> = sample
        .entities
        .iter()
        .map(|entity| (text(&entity["url"]).to_owned(), length(&entity["mentions"])))
        .collect();
    assert_eq!(behind_links(&page, &format!("{REPORT}/entities/"), "times"), by_api);
    assert_eq!(by_api.values().sum::<usize>(), sample.count("mentions"));

    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in &sample.entities {
        *kinds.entry(text(&entity["kind"])).or_default() += 1;
    }
    let headings = counts_behind(&page, "h2", "count");
    let told: BTreeMap<&str, usize> = headings
        .iter()
        .map(|(heading, count)| (heading.get("id").expect("an id"), count.expect("a count")))
        .collect();
    assert_eq!(told, kinds);
    let choices = counts_behind(&page, "input", "count").into_iter();
    for (input, count) in choices.filter(|(input, _)| input.get("name") == Some("kind")) {
        let kind = input.get("value").expect("a value");
        let expected = kinds.get(kind).copied().unwrap_or(sample.entities.len());
        assert_eq!(count, Some(expected), "{kind}");
    }
}

#[tokio::test]
async fn an_entity_counts_its_mentions_and_names() {
    let sample = Sample::open().await;
    for entity in &sample.entities {
        let path = text(&entity["url"]).strip_prefix(REPORT).expect("a path of the report");
        let page = sample.page(path).await;
        let mentions = entity["mentions"].as_array().expect("mentions");
        let heading = page.iter().find(|e| e.get("id") == Some("mentions_")).expect("a heading");
        assert_eq!(leading(&heading.words), mentions.len(), "{path}");
        assert_eq!(of(&page, "line", "tick"), mentions.len(), "{path}");
        let sentences: BTreeSet<&str> = mentions.iter().map(|m| text(&m["url"])).collect();
        assert_eq!(of(&page, "p", "quote"), sentences.len(), "{path}");

        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in mentions {
            *names.entry(text(&mention["alias"])).or_default() += 1;
        }
        let at = page.iter().position(|e| is(e, "p", "aliases")).expect("its names");
        let end = page[at..].iter().position(|e| ["ul", "figure"].contains(&e.tag.as_str()));
        let rows = counts_behind(&page[at..at + end.expect("what follows")], "a", "times");
        let told: BTreeMap<&str, usize> =
            rows.iter().map(|(link, count)| (link.words.trim(), count.expect("a count"))).collect();
        assert_eq!(told, names, "{path}");
    }
}

#[tokio::test]
async fn notes_and_themes_count_what_the_api_holds() {
    let sample = Sample::open().await;
    let notes = sample.page("/notes").await;
    assert_eq!(in_title(&notes), sample.count("notes"));
    assert_eq!(sample.notes.len(), sample.count("notes"));
    let calls: usize = sample.notes.iter().map(|note| length(&note["markers"])).sum();
    assert_eq!((of(&notes, "blockquote", "call"), calls), (calls, sample.count("markers")));

    let themes = sample.page("/themes").await;
    assert_eq!(in_title(&themes), sample.count("themes"));
    let by_api: BTreeMap<String, usize> = sample
        .themes
        .iter()
        .map(|theme| (text(&theme["url"]).to_owned(), length(&theme["points"])))
        .collect();
    assert_eq!(behind_links(&themes, &format!("{REPORT}/themes/"), "times"), by_api);
    for (url, points) in by_api {
        let page = sample.page(url.strip_prefix(REPORT).expect("a path")).await;
        let heading = page.iter().find(|e| e.get("id") == Some("texts_")).expect("a heading");
        assert_eq!((leading(&heading.words), of(&page, "p", "quote")), (points, points), "{url}");
    }
}

/// Whether `url` is `section`'s or a point's of it.
fn lies_in(url: &str, section: &Value) -> bool {
    let rest = url.strip_prefix(text(&section["url"]));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[tokio::test]
async fn a_section_counts_its_notes_entities_and_themes() {
    let sample = Sample::open().await;
    assert_eq!(sample.sections.len(), sample.count("sections"));
    for section in &sample.sections {
        let url = text(&section["url"]);
        let page = sample.page(url.strip_prefix(REPORT).expect("a path")).await;
        let blocks = section["blocks"].as_array().expect("blocks");
        // One for each block and one for the title.
        assert_eq!(of(&page, "a", "permalink"), blocks.len() + 1, "{url}");
        let notes: BTreeSet<usize> = std::iter::once(&section["title_markers"])
            .chain(blocks.iter().map(|block| &block["markers"]))
            .flat_map(|markers| markers.as_array().expect("markers"))
            .map(|marker| number(&marker["note"]))
            .collect();
        assert_eq!(of(&page, "details", "note"), notes.len(), "{url}");
        let counts: BTreeMap<String, usize> = counts_behind(&page, "h2", "count")
            .into_iter()
            .filter_map(|(heading, count)| Some((heading.get("id")?.to_owned(), count?)))
            .collect();
        assert_eq!(counts.get("notes_").copied().unwrap_or(0), notes.len(), "{url}");

        let mentions = |entity: &Value| {
            let all = entity["mentions"].as_array().expect("mentions").iter();
            all.filter(|mention| lies_in(text(&mention["url"]), section)).count()
        };
        let named: BTreeMap<String, usize> = sample
            .entities
            .iter()
            .map(|entity| (text(&entity["url"]).to_owned(), mentions(entity)))
            .filter(|(_, count)| *count > 0)
            .collect();
        assert_eq!(counts.get("entities_").copied().unwrap_or(0), named.len(), "{url}");
        let mut told = BTreeMap::new();
        let mut last = None;
        for link in page.iter().filter(|e| e.tag == "a") {
            match (link.get("class"), link.get("href")) {
                (Some("name"), href) => last = href.map(str::to_owned),
                (Some("times"), _) => {
                    told.insert(last.take().expect("a name"), leading(&link.words));
                }
                _ => {}
            }
        }
        assert_eq!(told, named, "{url}");

        let touches = |theme: &&Value| {
            theme["points"].as_array().expect("points").iter().any(|p| lies_in(text(p), section))
        };
        let themes = sample.themes.iter().filter(touches).count();
        assert_eq!(counts.get("themes_").copied().unwrap_or(0), themes, "{url}");
    }
}

#[tokio::test]
async fn the_evidence_is_that_of_the_notes() {
    let sample = Sample::open().await;
    let page = sample.page("/evidence").await;
    let rows: Vec<Vec<&str>> = page
        .iter()
        .skip_while(|e| e.tag != "tbody")
        .take_while(|e| !is(e, "dl", "leaning"))
        .filter(|e| e.tag == "tr" || is(e, "td", "figure"))
        .fold(Vec::new(), |mut rows, element| {
            match element.tag.as_str() {
                "tr" => rows.push(Vec::new()),
                _ => rows.last_mut().expect("a row").push(element.words.trim()),
            }
            rows
        });
    let kinds = ["document", "speech", "study", "news", "company", "interview", "none"];
    assert_eq!(rows.len(), sample.sections.len());
    for (row, section) in rows.iter().zip(&sample.sections) {
        let told: Vec<usize> =
            row.iter().map(|words| if words.is_empty() { 0 } else { leading(words) }).collect();
        let blocks = section["blocks"].as_array().expect("blocks").iter();
        let own = blocks.filter(|block| !["heading", "code"].contains(&text(&block["kind"])));
        let sentences = length(&section["title_sentences"])
            + own.map(|block| length(&block["sentences"])).sum::<usize>();
        let mut marked = BTreeSet::new();
        let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
        for note in &sample.notes {
            for marker in note["markers"].as_array().expect("markers") {
                if lies_in(text(&marker["url"]), section) {
                    marked.insert(text(&marker["url"]));
                    *by_kind.entry(text(&note["source"]["kind"])).or_default() += 1;
                }
            }
        }
        let mut expected = vec![sentences, marked.len(), sentences - marked.len()];
        expected.extend(kinds.map(|kind| by_kind.get(kind).copied().unwrap_or(0)));
        // A kind that no note of the report has, has no column.
        let columns = told.len();
        assert!(columns > 3, "{}", section["url"]);
        assert_eq!(told[..3], expected[..3], "{}", section["url"]);
        let without_zeros = |counts: &[usize]| -> Vec<usize> {
            counts.iter().copied().filter(|count| *count > 0).collect()
        };
        assert_eq!(without_zeros(&told[3..]), without_zeros(&expected[3..]), "{}", section["url"]);
    }
}

#[tokio::test]
async fn every_figure_is_counted_once_and_stands_in_its_sentence() {
    let sample = Sample::open().await;
    let page = sample.page("/figures").await;
    let rows = of(&page, "p", "when");
    assert_eq!(in_title(&page), rows);
    let kinds = behind_links(&page, &format!("{REPORT}/figures?kind="), "count");
    let kinds = kinds.into_iter().filter(|(href, _)| !href.contains("&unit="));
    let mut all = 0;
    for (href, count) in kinds {
        let chosen = sample.page(href.strip_prefix(REPORT).expect("a path")).await;
        assert_eq!(of(&chosen, "p", "when"), count, "{href}");
        all += count;
        let units = behind_links(&chosen, &format!("{REPORT}/figures?kind="), "count");
        let units = units.into_iter().filter(|(href, _)| href.contains("&unit="));
        for (href, count) in units {
            let chosen = sample.page(href.strip_prefix(REPORT).expect("a path")).await;
            assert_eq!(of(&chosen, "p", "when"), count, "{href}");
        }
    }
    assert_eq!(all, rows);

    // Each stands in the sentence that the API has at its address.
    let mut sentences: BTreeMap<String, String> = BTreeMap::new();
    for section in &sample.sections {
        sentences.insert(text(&section["url"]).to_owned(), text(&section["title"]).to_owned());
        for block in section["blocks"].as_array().expect("blocks") {
            let letters: Vec<char> = text(&block["text"]).chars().collect();
            for (at, range) in block["sentences"].as_array().expect("sentences").iter().enumerate()
            {
                let words = letters[number(&range[0])..number(&range[1])].iter().collect();
                sentences.insert(format!("{}.{}", text(&block["url"]), at + 1), words);
            }
        }
    }
    let mut words = "";
    let mut checked = 0;
    for element in &page {
        if is(element, "p", "when") {
            words = element.words.trim().trim_end_matches('…');
        } else if let Some(href) = element.get("href").filter(|_| !words.is_empty())
            && let Some(sentence) = sentences.get(href)
        {
            assert!(sentence.contains(words), "{href}: {words} is not in {sentence}");
            (words, checked) = ("", checked + 1);
        }
    }
    assert_eq!(checked, rows);
}

/// The rows of the register that `query` shows, in their order, by kind.
async fn shown(sample: &Sample, query: &str) -> Vec<(String, Vec<String>)> {
    let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
    let (mut kind_hidden, mut row_hidden) = (false, false);
    for element in sample.page(&format!("/entities{query}")).await {
        match (element.tag.as_str(), element.get("class")) {
            ("section", _) => kind_hidden = element.get("hidden").is_some(),
            ("h2", _) if !kind_hidden => {
                kinds.push((element.get("id").expect("an id").to_owned(), Vec::new()));
            }
            ("li", _) => row_hidden = kind_hidden || element.get("hidden").is_some(),
            ("a", Some("name")) if !row_hidden => {
                kinds.last_mut().expect("a kind").1.push(element.words.trim().to_owned());
            }
            _ => {}
        }
    }
    kinds
}

#[tokio::test]
async fn the_register_is_filtered_and_sorted_by_its_address() {
    let sample = Sample::open().await;
    let names = |rows: Vec<(String, Vec<String>)>| -> Vec<String> {
        rows.into_iter().flat_map(|(_, names)| names).collect()
    };
    assert_eq!(names(shown(&sample, "?q=madam+FU").await), ["Fu Ying"]);
    assert_eq!(names(shown(&sample, "?q=people%27s+congress").await).len(), 3);
    assert!(names(shown(&sample, "?q=nobody-of-this-name").await).is_empty());
    let people = shown(&sample, "?kind=person&sort=first").await;
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].1[..2], ["Xi Jinping", "Fu Ying"]);
    let all = shown(&sample, "").await;
    assert_eq!(names(all.clone()).len(), sample.entities.len());
    // What names no kind or order leaves them as they are.
    assert_eq!(shown(&sample, "?kind=&sort=none").await, all);
    assert_eq!(shown(&sample, "?kind=starship").await, all);

    let mentions: BTreeMap<&str, usize> = sample
        .entities
        .iter()
        .map(|entity| (text(&entity["name"]), length(&entity["mentions"])))
        .collect();
    for (kind, names) in shown(&sample, "?sort=mentions").await {
        let counts: Vec<usize> = names.iter().map(|name| mentions[&**name]).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b), "{kind}: {counts:?}");
    }
}

#[tokio::test]
async fn a_filtered_list_keeps_its_one_address() {
    let sample = Sample::open().await;
    for (target, address) in [
        ("/entities?q=fu&sort=first", "/entities"),
        ("/figures?kind=share&unit=percent", "/figures"),
    ] {
        let answer = sample.server.get(&format!("{REPORT}{target}")).await;
        let head = markup::read(answer.text());
        let canonical = head.iter().find(|e| e.get("rel") == Some("canonical"));
        let href = canonical.and_then(|link| link.get("href")).unwrap_or("");
        assert!(href.ends_with(&format!("{REPORT}{address}")), "{target}: {href}");
        let robots = head.iter().find(|e| e.get("name") == Some("robots"));
        assert_eq!(robots.and_then(|meta| meta.get("content")), Some("noindex"), "{target}");
    }
    let moved = sample.server.get(&format!("{REPORT}/Entities/?q=fu")).await;
    assert_eq!(moved.header("location"), format!("{REPORT}/entities?q=fu"));
}
