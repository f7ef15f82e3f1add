//! A strict reader of the markup that pages print: for tests that ask what a page holds.
//!
//! It takes no more than Sidenote writes (quoted attributes, nested elements) and fails on the
//! rest, so that reading a page is already a test of it.

/// Elements without an end tag.
const VOID: [&str; 6] = ["meta", "link", "input", "img", "br", "hr"];

/// An element with its attributes, unescaped.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The words inside, for elements that hold words alone at their start.
    pub(crate) words: String,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

/// Every element of `page`, in order.
///
/// # Panics
/// If elements do not nest, an attribute is not quoted or stands twice, or an ampersand is bare.
pub(crate) fn read(page: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let words = &rest[..at];
        assert!(!words.contains('>'), "a bare > near {words:?}");
        check_ampersands(words);
        if let Some(last) = elements.last_mut() {
            last.words.push_str(&unescape(words));
        }
        rest = &rest[at + 1..];
        if let Some(end) = rest.strip_prefix("!DOCTYPE html>") {
            rest = end;
            continue;
        }
        if let Some(after) = rest.strip_prefix('/') {
            let (tag, after) = after.split_once('>').expect("an end tag that ends");
            assert_eq!(open.pop().as_deref(), Some(tag), "elements nest");
            rest = after;
            continue;
        }
        let name = rest.find([' ', '>', '/', '\n']).expect("a tag that ends");
        let tag = rest[..name].to_owned();
        assert!(tag.chars().all(|c| c.is_ascii_alphanumeric()), "<{tag}> is no tag");
        rest = &rest[name..];
        let mut attributes: Vec<(String, String)> = Vec::new();
        let closed = loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix("/>") {
                rest = after;
                break true;
            }
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break false;
            }
            let end = rest.find(['=', ' ', '>']).expect("an attribute that ends");
            let key = rest[..end].to_owned();
            assert!(!attributes.iter().any(|(other, _)| *other == key), "{key} twice in <{tag}>");
            rest = &rest[end..];
            let mut value = "";
            if let Some(after) = rest.strip_prefix("=\"") {
                let (inside, after) = after.split_once('"').expect("a value that ends");
                (value, rest) = (inside, after);
            } else {
                assert!(!rest.starts_with('='), "{key} of <{tag}> is quoted");
            }
            assert!(!value.contains('<'), "{key} of <{tag}> has a bare <");
            check_ampersands(value);
            attributes.push((key, unescape(value)));
        };
        if !closed && !VOID.contains(&tag.as_str()) {
            open.push(tag.clone());
        }
        elements.push(Element { tag, attributes, words: String::new() });
    }
    assert!(open.is_empty(), "{open:?} stay open");
    elements
}

fn check_ampersands(text: &str) {
    for (at, _) in text.match_indices('&') {
        let name: String = text[at + 1..].chars().take_while(|c| *c != ';').take(8).collect();
        let known = ["amp", "lt", "gt", "quot"].contains(&name.as_str()) || name.starts_with('#');
        assert!(known, "a bare & before {name:?}");
    }
}

/// What lies inside `<main>`.
pub(crate) fn main_of(page: &str) -> &str {
    let (_, after) = page.split_once("<main id=\"main_\">").expect("a page has its main");
    after.split_once("</main>").expect("main ends").0.trim()
}
