//! Every address of the site: the one place that reads and writes URLs.
//!
//! In: a request's path. Out: an [`Address`], or what is wrong with it. The other way round, an
//! [`Address`] prints itself as its one canonical path, a [`Link`] adds a place inside the page,
//! and a [`SearchQuery`] or [`GoQuery`] adds the query.
//!
//! It knows the shapes of addresses, not what a library holds: that a report or a section exists
//! is for the page to find out. The API's and the assets' paths are not documents' and are not
//! read here.

mod list_query;
mod parse;

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::query::Query;
use crate::library::resolve::Target;
use crate::model::{BlockId, InvalidId, NoteNumber, PageLabel, Point, SectionId, Seen, Slug};
use crate::render::anchor;

pub use list_query::ListQuery;
pub use parse::{Parsed, Pasted};

/// Where a document is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// The shelf of all reports.
    Library,
    /// Search over the library.
    Search,
    /// What people type to get somewhere.
    Go,
    /// Whether a quotation stands in a report.
    Verify,
    /// A report's front page.
    Report(Slug),
    /// A point of a report.
    Point(Slug, Point),
    /// A section in another form.
    Form(Slug, SectionId, Form),
    /// The whole report on one page.
    All(Slug),
    /// All notes.
    Notes(Slug),
    /// The register of entities.
    Entities(Slug),
    /// The themes.
    Themes(Slug),
    /// The conversion receipt.
    Receipt(Slug),
    /// Which claims carry a note, and what their sentences name as source.
    Evidence(Slug),
    /// Every number with its unit.
    Figures(Slug),
    /// What the report dates.
    Timeline(Slug),
    /// The words by which the author says how sure he is.
    Language(Slug),
}

/// Other forms of a section's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Markdown, as in the content folder.
    Markdown,
    /// The API's object.
    Json,
    /// Plain text.
    Text,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Json, Self::Text];

    /// How an address ends that asks for it.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Text => "txt",
        }
    }

    /// Media type, with the character set where there is one.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Json => "application/json",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

impl Address {
    /// The report that the address lies in.
    #[must_use]
    pub const fn report(&self) -> Option<&Slug> {
        match self {
            Self::Report(slug)
            | Self::Point(slug, _)
            | Self::Form(slug, ..)
            | Self::All(slug)
            | Self::Notes(slug)
            | Self::Entities(slug)
            | Self::Themes(slug)
            | Self::Receipt(slug)
            | Self::Evidence(slug)
            | Self::Figures(slug)
            | Self::Timeline(slug)
            | Self::Language(slug) => Some(slug),
            Self::Library | Self::Search | Self::Go | Self::Verify => None,
        }
    }

    /// Whether what is here depends on `query`. Search and go live by theirs; the lists that can be
    /// filtered stand as they are without one.
    #[must_use]
    pub fn answers(&self, query: &Query) -> bool {
        match self {
            Self::Search | Self::Go | Self::Verify => true,
            Self::Entities(_) | Self::Figures(_) => !ListQuery::from(query).is_empty(),
            Self::Point(_, Point::Section(_) | Point::Block(..) | Point::Sentence(..)) => {
                query.get("v").is_some()
            }
            _ => false,
        }
    }

    /// The address with a place inside its page.
    #[must_use]
    pub const fn at(self, fragment: Fragment) -> Link {
        Link { address: self, fragment: Some(fragment) }
    }
}

/// The canonical path.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Library => f.write_str("/"),
            Self::Search => f.write_str("/search"),
            Self::Go => f.write_str("/go"),
            Self::Verify => f.write_str("/verify"),
            Self::Report(slug) => write!(f, "/{slug}"),
            Self::Point(slug, point) => write!(f, "/{slug}/{point}"),
            Self::Form(slug, section, form) => write!(f, "/{slug}/{section}.{}", form.extension()),
            Self::All(slug) => write!(f, "/{slug}/all"),
            Self::Notes(slug) => write!(f, "/{slug}/notes"),
            Self::Entities(slug) => write!(f, "/{slug}/entities"),
            Self::Themes(slug) => write!(f, "/{slug}/themes"),
            Self::Receipt(slug) => write!(f, "/{slug}/receipt"),
            Self::Evidence(slug) => write!(f, "/{slug}/evidence"),
            Self::Figures(slug) => write!(f, "/{slug}/figures"),
            Self::Timeline(slug) => write!(f, "/{slug}/timeline"),
            Self::Language(slug) => write!(f, "/{slug}/language"),
        }
    }
}

/// A place inside a page. It prints as the `id` of the element there, as [`anchor`] makes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fragment {
    /// A block on its section's page.
    Block(BlockId),
    /// A sentence on its section's page.
    Sentence(BlockId, u32),
    /// A note in a list of notes.
    Note(NoteNumber),
    /// The first marker that calls a note.
    Marker(NoteNumber),
    /// Where a printed page begins.
    Page(PageLabel),
    /// A section on the page of the whole report.
    InAll(SectionId),
}

impl fmt::Display for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Block(block) => anchor::block(block),
            Self::Sentence(block, sentence) => {
                format!("{}.{sentence}", anchor::block(block))
            }
            Self::Note(note) => anchor::note(*note),
            Self::Marker(note) => anchor::marker(*note, 1),
            Self::Page(page) => anchor::page(page),
            Self::InAll(section) => format!("section-{section}"),
        })
    }
}

/// An address, and a place inside its page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// The page.
    pub address: Address,
    /// The place; the page's top when absent.
    pub fragment: Option<Fragment>,
}

impl From<Address> for Link {
    fn from(address: Address) -> Self {
        Self { address, fragment: None }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fragment {
            Some(fragment) => write!(f, "{}#{fragment}", self.address),
            None => self.address.fmt(f),
        }
    }
}

/// Where a reference leads.
impl From<Target> for Address {
    fn from(target: Target) -> Self {
        match target.point {
            Some(point) => Self::Point(target.report, point),
            None => Self::Report(target.report),
        }
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
        write_with_query(f, &address, &[("v", &self.seen.to_string()), ("from", &from)])
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
    /// Ids of expansions and corrections that are switched off.
    pub without: Vec<String>,
    /// How many hits to pass over.
    pub offset: usize,
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
            without: query.all("without").filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            offset: read("offset").parse().unwrap_or(0),
        }
    }
}

impl fmt::Display for SearchQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = if self.offset == 0 { String::new() } else { self.offset.to_string() };
        let mut pairs = vec![
            ("q", self.q.as_str()),
            ("report", &self.report),
            ("section", &self.section),
            ("kind", &self.kind),
            ("entity", &self.entity),
            ("theme", &self.theme),
            ("sort", &self.sort),
        ];
        pairs.extend(self.without.iter().map(|id| ("without", id.as_str())));
        pairs.push(("offset", &offset));
        write_with_query(f, &Address::Search, &pairs)
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
        let pairs = [("ref", self.reference.as_str()), ("report", &self.report)];
        write_with_query(f, &Address::Go, &pairs)
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

/// What a query's values may not hold bare; a blank is `+`, as forms send it.
const IN_QUERY: &AsciiSet =
    &CONTROLS.add(b'"').add(b'#').add(b'%').add(b'&').add(b'\'').add(b'+').add(b'<').add(b'>');

fn write_with_query(
    f: &mut impl fmt::Write,
    address: &Address,
    pairs: &[(&str, &str)],
) -> fmt::Result {
    write!(f, "{address}")?;
    let set = pairs.iter().filter(|(_, value)| !value.is_empty());
    for (at, (name, value)) in set.enumerate() {
        let before = if at == 0 { '?' } else { '&' };
        let value = utf8_percent_encode(value, IN_QUERY).to_string().replace(' ', "+");
        write!(f, "{before}{name}={value}")?;
    }
    Ok(())
}
