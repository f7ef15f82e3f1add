//! Addresses with a query: searches, references, words to mark, words that were seen.
//!
//! In: a request's [`Query`], or what a page wants to link to. Out: plain fields, and the address
//! as it is written. Whether a value names anything is for the page to find out.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Address, Link};
use crate::model::{InvalidId, Point, Seen, Slug};
use crate::web::api;
use crate::web::query::Query;

/// What a search asks for: the search page's address with its query. Empty strings are absent
/// filters; whether a filter names something that exists is for the search to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SearchQuery {
    /// The reader's words.
    pub q: String,
    /// Only in this report.
    pub report: String,
    /// Only in this section.
    pub section: String,
    /// Only this kind of hit.
    pub kind: String,
    /// Only where this entity is mentioned.
    pub entity: String,
    /// Only where this theme is attached.
    pub theme: String,
    /// `place` for the report's order; best first otherwise.
    pub sort: String,
    /// `lines` for a table of keywords in context; sentences otherwise.
    pub view: String,
    /// Ids of expansions and corrections that are switched off.
    pub without: Vec<String>,
    /// How many hits a page, where the reader says so; 0 where not.
    pub limit: usize,
    /// How many hits to pass over; groups of hits where they are grouped.
    pub offset: usize,
}

impl SearchQuery {
    /// The filters that are set, by their names: what a search for other words keeps.
    #[must_use]
    pub fn kept(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("section", &self.section),
            ("kind", &self.kind),
            ("entity", &self.entity),
            ("theme", &self.theme),
            ("sort", &self.sort),
            ("view", &self.view),
        ];
        all.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.as_str()))
            .collect()
    }

    /// The same words without any filter, from the first hit.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self { q: self.q.clone(), without: self.without.clone(), ..Self::default() }
    }

    /// The same search as an Atom feed.
    #[must_use]
    pub fn feed(&self) -> String {
        let first = Self { view: String::new(), offset: 0, ..self.clone() };
        with_query(&Address::SearchFeed, &first.pairs())
    }

    /// The same search as the API's object.
    #[must_use]
    pub fn json(&self) -> String {
        let first = Self { view: String::new(), offset: 0, ..self.clone() };
        with_query(&format_args!("{}/search", api::PREFIX), &first.pairs())
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let number = |number: usize| if number == 0 { String::new() } else { number.to_string() };
        let mut pairs = vec![("q", self.q.clone()), ("report", self.report.clone())];
        pairs.extend(self.kept().into_iter().map(|(name, value)| (name, value.to_owned())));
        pairs.extend(self.without.iter().map(|id| ("without", id.clone())));
        pairs.extend([("limit", number(self.limit)), ("offset", number(self.offset))]);
        pairs
    }
}

impl From<&Query> for SearchQuery {
    fn from(query: &Query) -> Self {
        // A form sends its empty fields too.
        let read = |name| query.all(name).find(|value| !value.is_empty()).unwrap_or_default();
        Self {
            q: read("q").to_owned(),
            report: read("report").to_owned(),
            section: read("section").to_owned(),
            kind: read("kind").to_owned(),
            entity: read("entity").to_owned(),
            theme: read("theme").to_owned(),
            sort: read("sort").to_owned(),
            view: read("view").to_owned(),
            without: values(query, "without"),
            limit: read("limit").parse().unwrap_or(0),
            offset: read("offset").parse().unwrap_or(0),
        }
    }
}

impl fmt::Display for SearchQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&with_query(&Address::Search, &self.pairs()))
    }
}

/// What people type to get somewhere: `KJ7`, `note 57`, `p. 12`, an entity's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct GoQuery {
    /// What was typed.
    pub reference: String,
    /// In which report; empty for any.
    pub report: String,
}

impl GoQuery {
    /// A search for the same words.
    #[must_use]
    pub fn as_search(&self) -> SearchQuery {
        SearchQuery {
            q: self.reference.clone(),
            report: self.report.clone(),
            ..SearchQuery::default()
        }
    }
}

impl From<&Query> for GoQuery {
    fn from(query: &Query) -> Self {
        let read = |name| query.all(name).find(|value| !value.is_empty()).unwrap_or_default();
        Self { reference: read("ref").to_owned(), report: read("report").to_owned() }
    }
}

impl fmt::Display for GoQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = [("ref", self.reference.clone()), ("report", self.report.clone())];
        f.write_str(&with_query(&Address::Go, &pairs))
    }
}

/// The words of a search that a text's page marks: `?hl=arms+race`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct MarkQuery {
    /// The reader's words; nothing is marked where they are empty.
    pub words: String,
    /// Ids of expansions and corrections that are switched off.
    pub without: Vec<String>,
}

impl MarkQuery {
    /// Whether there is nothing to mark.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// `link` with the words marked; without them where its page cannot mark any.
    #[must_use]
    pub fn on(&self, link: &Link) -> String {
        if self.is_empty() || !link.address.has_marks() {
            return link.to_string();
        }
        let mut pairs = vec![("hl", self.words.clone())];
        pairs.extend(self.without.iter().map(|id| ("without", id.clone())));
        let mut written = with_query(&link.address, &pairs);
        if let Some(fragment) = &link.fragment {
            written.push('#');
            written.push_str(&fragment.to_string());
        }
        written
    }
}

impl From<&Query> for MarkQuery {
    fn from(query: &Query) -> Self {
        Self {
            words: query.get("hl").unwrap_or_default().to_owned(),
            without: values(query, "without"),
        }
    }
}

impl From<&SearchQuery> for MarkQuery {
    fn from(query: &SearchQuery) -> Self {
        Self { words: query.q.clone(), without: query.without.clone() }
    }
}

/// A point's address with what the sharer of a link saw there: `/report/4/3.2?v=k3x9q2m`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SeenLink {
    /// The report.
    pub report: Slug,
    /// Where the words are.
    pub point: Point,
    /// What was seen.
    pub seen: Seen,
    /// The address that the link had when it was made, where that is another.
    pub from: Option<Point>,
}

impl fmt::Display for SeenLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = Address::Point(self.report.clone(), self.point.clone());
        let from = self.from.as_ref().map(ToString::to_string).unwrap_or_default();
        f.write_str(&with_query(&address, &[("v", self.seen.to_string()), ("from", from)]))
    }
}

/// What a link says of the words that its sharer saw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeenQuery {
    /// What was seen; an error where `v` is none of ours.
    pub seen: Option<Result<Seen, InvalidId>>,
    /// The address that the link had when it was made, where that is another.
    pub from: Option<Point>,
}

impl From<&Query> for SeenQuery {
    fn from(query: &Query) -> Self {
        Self {
            seen: query.get("v").map(str::parse),
            from: query.get("from").and_then(|from| from.parse().ok()),
        }
    }
}

/// A quotation to be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct VerifyQuery {
    /// The quotation.
    pub quote: String,
    /// In which report; empty for any.
    pub report: String,
}

impl From<&Query> for VerifyQuery {
    fn from(query: &Query) -> Self {
        let read = |name| query.all(name).find(|value| !value.is_empty()).unwrap_or_default();
        Self { quote: read("quote").to_owned(), report: read("report").to_owned() }
    }
}

impl fmt::Display for VerifyQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = [("quote", self.quote.clone()), ("report", self.report.clone())];
        f.write_str(&with_query(&Address::Verify, &pairs))
    }
}

/// Where suggestions are asked for: with its parameters `q` and `report` for the search box, or
/// as a template in which browsers put their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggest;

impl Suggest {
    /// A template by OpenSearch.
    #[must_use]
    pub fn template(self) -> String {
        with_query(&format_args!("{self}/opensearch"), &[("q", "{searchTerms}".to_owned())])
    }
}

impl fmt::Display for Suggest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/suggest", api::PREFIX)
    }
}

/// The values of `name` that are not empty.
fn values(query: &Query, name: &str) -> Vec<String> {
    query.all(name).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// What a query's values may not hold bare; a blank is `+`, as forms send it.
const IN_QUERY: &AsciiSet =
    &CONTROLS.add(b'"').add(b'#').add(b'%').add(b'&').add(b'\'').add(b'+').add(b'<').add(b'>');

/// `path` with the pairs whose values are not empty.
pub(super) fn with_query(path: &impl fmt::Display, pairs: &[(&str, String)]) -> String {
    let mut written = path.to_string();
    let set = pairs.iter().filter(|(_, value)| !value.is_empty());
    for (at, (name, value)) in set.enumerate() {
        written.push(if at == 0 { '?' } else { '&' });
        written.push_str(name);
        written.push('=');
        written.push_str(&utf8_percent_encode(value, IN_QUERY).to_string().replace(' ', "+"));
    }
    written
}
