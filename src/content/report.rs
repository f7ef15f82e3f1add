//! `report.toml`: the facts of the title page, and the parts in their order. Reader and writer.

use std::fmt::Write as _;

use super::fields::{At, Document, Table, read_kind};
use super::links;
use super::markdown::{self, TextMap};
use super::quote::{quote, quote_all};
use super::source::Source;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Author, AuthorKind, Edition, Report, Slug, Text};

/// The file's name.
pub(super) const FILE: &str = "report.toml";

const KEYS: &[&str] = &[
    "title",
    "subtitle",
    "authors",
    "publisher",
    "published",
    "language",
    "source_url",
    "rights",
    "edition",
    "part",
];

/// A part whose sections are still names.
#[derive(Debug)]
pub(super) struct RawPart {
    pub(super) title: Text,
    pub(super) map: TextMap,
    /// Ids of its sections, with their places.
    pub(super) sections: Vec<At<String>>,
}

/// Reads the file; what is missing is empty. Tells last whether its grammar is broken.
pub(super) fn read(
    slug: &Slug,
    source: &Source,
    faults: &mut Vec<Diagnostic>,
) -> (Report, Vec<RawPart>, bool) {
    let (document, table) = Document::parse(source, 0..source.text().len());
    let root = document.root(&table, "a report", KEYS);
    let text = |key| root.text(key).map(|text| text.value.to_owned());
    let required = |key, example| {
        root.required_text(key, example).map(|text| text.value.to_owned()).unwrap_or_default()
    };
    let report = Report {
        slug: slug.clone(),
        title: required("title", "\"…\""),
        subtitle: text("subtitle"),
        authors: root
            .tables("authors", "an author", &["name", "affiliation", "family", "kind"])
            .iter()
            .filter_map(read_author)
            .collect(),
        publisher: text("publisher"),
        published: root.get("published").and_then(|value| value.date("published")),
        language: read_language(&root),
        source_url: read_source_url(&root),
        rights: text("rights"),
        edition: required("edition", "\"1\""),
    };
    let mut title_faults = Vec::new();
    let parts = root
        .tables("part", "a part", &["title", "sections"])
        .iter()
        .map(|part| read_part(part, &mut title_faults))
        .collect();
    if !root.has("part") {
        document.push(
            Diagnostic::of_file(Severity::Error, source.name(), "has no parts")
                .help("add `[[part]]` with `title = \"…\"` and `sections = [\"…\"]`"),
        );
    }
    faults.extend(document.take_faults());
    faults.append(&mut title_faults);
    (report, parts, document.is_broken())
}

fn read_author(author: &Table<'_>) -> Option<Author> {
    let name = author.required_text("name", "\"…\"")?;
    let affiliation = author.text("affiliation").map(|text| text.value.to_owned());
    let kind = author
        .has("kind")
        .then(|| read_kind(author, "kind", &AuthorKind::ALL, |kind| kind.name()))
        .flatten();
    let family = author.text("family");
    if let Some(family) = &family {
        let document = author.document();
        if kind == Some(AuthorKind::Organization) {
            let message = "an organization has a `family`";
            document.error_help(&family.span, message, "leave out `family` or `kind`");
        } else if !name.value.contains(family.value) {
            let message = "`family` is no part of the name";
            document.error_help(&family.span, message, "write it as it stands in `name`");
        }
    }
    let family = family.map(|family| family.value.to_owned());
    Some(Author { name: name.value.to_owned(), affiliation, family, kind })
}

fn read_language(root: &Table<'_>) -> String {
    let Some(tag) = root.required_text("language", "\"en\"") else { return String::new() };
    let mut subtags = tag.value.split('-');
    let plain = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let first = subtags.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    });
    if !first || !subtags.all(plain) {
        let message = "`language` is not a language tag";
        root.document().error_help(&tag.span, message, "write one such as \"en\" or \"zh-Hans\"");
    }
    tag.value.to_owned()
}

fn read_source_url(root: &Table<'_>) -> Option<String> {
    let url = root.text("source_url")?;
    let scheme = url.value.split(':').next().unwrap_or_default().to_ascii_lowercase();
    if !matches!(&*scheme, "http" | "https") || links::check(url.value).is_err() {
        let message = "`source_url` is not an address of the web";
        root.document().error_help(&url.span, message, "write it as \"https://…\"");
        return None;
    }
    Some(url.value.to_owned())
}

fn read_part(part: &Table<'_>, faults: &mut Vec<Diagnostic>) -> RawPart {
    let source = part.document().source();
    let (title, map) = match part.required_text("title", "\"…\"") {
        Some(title) => markdown::read_title(source, title.value, title.span, faults),
        None => (Text::default(), TextMap::of(part.span.clone())),
    };
    if !part.has("sections") {
        part.missing("sections", "[\"introduction\"]");
    }
    let sections = part
        .values("sections")
        .iter()
        .filter_map(|value| {
            if value.is_integer() {
                let number = value.number("sections")?;
                return Some(At { value: number.value.to_string(), span: number.span });
            }
            let name = value.text("sections")?;
            Some(At { value: name.value.to_owned(), span: name.span })
        })
        .collect();
    RawPart { title, map, sections }
}

/// Writes the file.
pub(super) fn write(edition: &Edition) -> String {
    let report = &edition.report;
    let text = |text: &Option<String>| text.as_deref().map(quote);
    let authors = report.authors.iter().map(write_author);
    let facts = [
        ("title", Some(quote(&report.title))),
        ("subtitle", text(&report.subtitle)),
        ("authors", Some(quote_all(authors)).filter(|_| !report.authors.is_empty())),
        ("publisher", text(&report.publisher)),
        ("published", report.published.map(|date| date.to_string())),
        ("language", Some(quote(&report.language))),
        ("source_url", text(&report.source_url)),
        ("rights", text(&report.rights)),
        ("edition", Some(quote(&report.edition))),
    ];
    let mut out = String::new();
    for (key, value) in facts {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {value}");
        }
    }
    for part in &edition.parts {
        let sections = &edition.sections[part.sections.clone()];
        let sections = quote_all(sections.iter().map(|section| quote(section.id.as_str())));
        let title = quote(&markdown::write::write_title(&part.title));
        let _ = write!(out, "\n[[part]]\ntitle = {title}\nsections = {sections}\n");
    }
    out
}

fn write_author(author: &Author) -> String {
    let keys = [
        ("name", Some(author.name.as_str())),
        ("affiliation", author.affiliation.as_deref()),
        ("family", author.family.as_deref()),
        ("kind", author.kind.map(AuthorKind::name)),
    ];
    let pairs =
        keys.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}", quote(value?))));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}
