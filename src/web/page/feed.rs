//! The library and a search as Atom feeds (RFC 4287), and how browsers can search here (OpenSearch
//! 1.1).
//!
//! In: a library, a query, and the scheme and host that were asked, since readers of feeds take
//! whole URLs. Out: XML. Dates are the reports', never the clock's, and ids are made of points, not
//! hosts: an entry is the same entry everywhere. What the editor wrote of a text goes under the
//! editor's name, never under the author's.

use std::fmt::Write as _;

use askama::Template;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::library::name;
use crate::model::Report;
use crate::search::{DEFAULT_LIMIT, LARGEST_LIMIT, Request};
use crate::web::address::{Address, MarkQuery, SearchQuery, Suggest};
use crate::web::answer::{self, Made};
use crate::web::assets;
use crate::web::error::Problem;
use crate::web::words::Words;

use super::search::{hit, request};
use super::{Shelf, phrase};

const ATOM: &str = "application/atom+xml; charset=utf-8";
const DESCRIPTION: &str = "application/opensearchdescription+xml; charset=utf-8";
/// The date of what has none: a feed must have one, and the clock's would change it with every
/// look.
const UNDATED: &str = "1970-01-01";
/// Who wrote glosses and register, as an entry names its author.
const EDITOR: &str = "The editor";

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    id: String,
    title: String,
    updated: String,
    /// What was searched for, where it is a search.
    search: Option<Searched>,
    /// The feed's own address, and the page's of the same.
    own: String,
    page: String,
    icon: String,
    entries: Vec<Entry>,
}

struct Searched {
    words: String,
    total: usize,
    limit: usize,
}

struct Entry {
    id: String,
    title: String,
    href: String,
    updated: String,
    /// Who wrote the words: the report's authors, else its publisher, else its title; or the
    /// editor.
    authors: Vec<String>,
    /// The kind of a hit.
    kind: Option<&'static str>,
    /// What the words are, where they are not the author's.
    by: Option<&'static str>,
    summary: String,
    rights: Option<String>,
}

#[derive(Template)]
#[template(path = "opensearch.xml")]
struct Description {
    own: String,
    page: String,
    feed: String,
    suggestions: String,
    icon: String,
}

/// The hits of `query` as a feed, best first.
///
/// # Errors
/// If the template fails.
pub(super) fn of_search(shelf: Shelf<'_>, query: &SearchQuery) -> answer::Result {
    let Shelf { library, origin, time, .. } = shelf;
    let limit = if query.limit == 0 { DEFAULT_LIMIT } else { query.limit.min(LARGEST_LIMIT) };
    let request =
        Request { limit, offset: 0, time, ..request(Words::default(), query, &mut Vec::new()) };
    let answer = library.index().search(&request);
    let marks = MarkQuery::from(query);
    let at = |path: &dyn std::fmt::Display| format!("{origin}{path}");
    let entries: Vec<Entry> = answer
        .hits
        .iter()
        .map(|hit| {
            let report = library.reports()[hit.report].as_ref();
            let about = &report.edition.report;
            let point = hit::point(report, hit);
            let title = format!("{}: {}", about.title, name::point(report, &point));
            let address = Address::Point(about.slug.clone(), point);
            // Feeds speak English.
            let by = hit::by(Words::default(), report, hit, hit.passage);
            Entry {
                id: id(&address.to_string()),
                title: valid(&title),
                href: at(&marks.on(&address.into())),
                updated: moment(about.published),
                authors: if by.is_some() { vec![EDITOR.to_owned()] } else { authors(about) },
                kind: Some(hit.kind.name()),
                by,
                summary: valid(hit.passage.of(&hit.text)),
                rights: about.rights.as_deref().filter(|_| by.is_none()).map(valid),
            }
        })
        .collect();
    let searched = library.reports().iter().map(|report| &report.edition.report);
    let searched =
        searched.filter(|report| request.report.as_ref().is_none_or(|r| *r == report.slug));
    let own = query.feed();
    let feed = Feed {
        id: id(&own),
        title: valid(&format!("Search: {}", query.q)),
        updated: moment(searched.filter_map(|report| report.published).max()),
        search: Some(Searched { words: valid(&answer.query), total: answer.total, limit }),
        own: at(&own),
        page: at(query),
        icon: at(&assets::url("icon.svg")),
        entries,
    };
    Ok(super::print(&feed)?.media_type(ATOM).into())
}

/// Every report, the newest first.
///
/// # Errors
/// If the template fails.
pub(super) fn of_library(shelf: Shelf<'_>) -> answer::Result {
    let at = |path: &dyn std::fmt::Display| format!("{}{path}", shelf.origin);
    let mut reports: Vec<&Report> =
        shelf.library.reports().iter().map(|report| &report.edition.report).collect();
    reports.sort_by_key(|report| (std::cmp::Reverse(report.published), &report.slug));
    let entry = |report: &&Report| {
        let address = Address::Report(report.slug.clone());
        Entry {
            id: id(&address.to_string()),
            title: valid(&report.full_title()),
            href: at(&address),
            updated: moment(report.published),
            authors: authors(report),
            kind: None,
            by: None,
            summary: valid(report.publisher.as_deref().unwrap_or_default()),
            rights: report.rights.as_deref().map(valid),
        }
    };
    let feed = Feed {
        id: id(&Address::Feed.to_string()),
        title: "Sidenote: reports".to_owned(),
        updated: moment(reports.iter().filter_map(|report| report.published).max()),
        search: None,
        own: at(&Address::Feed),
        page: at(&Address::Library),
        icon: at(&assets::url("icon.svg")),
        entries: reports.iter().map(entry).collect(),
    };
    Ok(super::print(&feed)?.media_type(ATOM).into())
}

/// How browsers can search here. `origin` is scheme and host, since they take whole URLs alone.
///
/// # Errors
/// If the template fails.
pub(super) fn describe(origin: &str) -> Result<Made, Problem> {
    let words = SearchQuery { q: "{searchTerms}".to_owned(), ..SearchQuery::default() };
    let at = |path: &dyn std::fmt::Display| format!("{origin}{path}");
    let description = Description {
        own: at(&Address::SearchDescription),
        page: at(&words),
        feed: at(&words.feed()),
        suggestions: at(&Suggest.template()),
        icon: at(&assets::url("icon.svg")),
    };
    Ok(super::print(&description)?.media_type(DESCRIPTION))
}

fn authors(report: &Report) -> Vec<String> {
    let mut names: Vec<String> = report.authors.iter().map(|author| valid(&author.name)).collect();
    if names.is_empty() {
        names.push(valid(report.publisher.as_ref().unwrap_or(&report.title)));
    }
    names
}

/// The first moment of a day, by RFC 3339.
fn moment(date: Option<Date>) -> String {
    let day = date.map_or_else(|| UNDATED.to_owned(), |date| date.to_string());
    format!("{day}T00:00:00Z")
}

/// A lasting id of the document at `path`: a UUID of version 8 (RFC 9562), whose bits are the
/// path's SHA-256.
fn id(path: &str) -> String {
    let mut octets = [0; 16];
    octets.copy_from_slice(&Sha256::digest(path)[..16]);
    octets[6] = octets[6] & 0x0f | 0x80;
    octets[8] = octets[8] & 0x3f | 0x80;
    let mut id = String::from("urn:uuid:");
    for (at, octet) in octets.iter().enumerate() {
        if [4, 6, 8, 10].contains(&at) {
            id.push('-');
        }
        let _ = write!(id, "{octet:02x}");
    }
    id
}

/// `text` with every character that XML 1.0 cannot hold (section 2.2) replaced.
pub(super) fn valid(text: &str) -> String {
    let is_valid = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let text: String = text.chars().map(|c| if is_valid(c) { c } else { '\u{fffd}' }).collect();
    phrase::flat(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_of_their_paths() {
        let made = id("/a-report/1");
        assert_eq!(made, id("/a-report/1"));
        assert_ne!(made, id("/a-report/2"));
        let groups: Vec<_> = made["urn:uuid:".len()..].split('-').collect();
        assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(groups[2].starts_with('8') && "89ab".contains(&groups[3][..1]), "{made}");
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(valid("a\u{1}b\u{fffe} \n c"), "a\u{fffd}b\u{fffd} c");
    }
}
