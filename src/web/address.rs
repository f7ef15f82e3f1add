//! Every address of the site: the one place that reads and writes URLs.
//!
//! In: a request's path. Out: an [`Address`], or what is wrong with it. The other way round, an
//! [`Address`] prints itself as its one canonical path, a [`Link`] adds a place inside the page,
//! and a [`SearchQuery`], [`GoQuery`] or [`MarkQuery`] adds the query.
//!
//! It knows the shapes of addresses, not what a library holds: that a report or a section exists
//! is for the page to find out. The API's and the assets' paths are not documents' and are not
//! read here.

mod choice;
mod cite_query;
mod list_query;
mod oembed_query;
mod parse;
mod query;

use std::fmt;

use crate::cite::File;
use crate::library::resolve::Target;
use crate::model::{BlockId, NoteNumber, PageLabel, Point, SectionId, Slug};
use crate::render::anchor;
use crate::web::query::Query;

pub use choice::{ChoiceLink, ChoiceQuery};
pub use cite_query::CiteQuery;
pub use list_query::ListQuery;
pub use oembed_query::OembedQuery;
pub use parse::{Parsed, Pasted};
pub use query::{GoQuery, MarkQuery, SearchQuery, SeenLink, SeenQuery, Suggest, VerifyQuery};

/// Where a document is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// The shelf of all reports.
    Library,
    /// Search over the library.
    Search,
    /// The same as an Atom feed.
    SearchFeed,
    /// How browsers can search here.
    SearchDescription,
    /// Every page, for search engines.
    SiteMap,
    /// What robots may look at.
    Robots,
    /// What programs that read find here.
    Guide,
    /// The reports as an Atom feed.
    Feed,
    /// What people type to get somewhere.
    Go,
    /// Whether a quotation stands in a report.
    Verify,
    /// How another site shows a point of ours (oEmbed).
    Oembed,
    /// The points that the reader's browser keeps.
    Basket,
    /// Where a reader chooses the language of the pages.
    Choice,
    /// The highlights and notes that the reader's browser keeps.
    Highlights,
    /// What browsers need to know to offer the site as an application.
    Manifest,
    /// The script that answers in the server's place where there is no connection.
    Worker,
    /// The reports that the reader's browser keeps; also what stands for pages that it does not.
    Offline,
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
    /// The picture that stands for a report or a point where its address is shared.
    Card(Slug, Option<Point>),
    /// The citations of the report or of a point of its text.
    Cite(Slug, Option<Point>),
    /// The same as a file for reference managers.
    CiteFile(Slug, Option<Point>, File),
    /// The report or a point on a small page, for frames of other sites.
    Embed(Slug, Option<Point>),
    /// The files that a browser keeps to read the report without a connection.
    KeptFiles(Slug),
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
            | Self::Language(slug)
            | Self::Card(slug, _)
            | Self::Cite(slug, _)
            | Self::CiteFile(slug, ..)
            | Self::Embed(slug, _)
            | Self::KeptFiles(slug) => Some(slug),
            Self::Library
            | Self::Search
            | Self::SearchFeed
            | Self::SearchDescription
            | Self::SiteMap
            | Self::Robots
            | Self::Guide
            | Self::Feed
            | Self::Go
            | Self::Verify
            | Self::Oembed
            | Self::Basket
            | Self::Choice
            | Self::Highlights
            | Self::Manifest
            | Self::Worker
            | Self::Offline => None,
        }
    }

    /// The card that stands for this page where it is shared: its point's, where it is one, else
    /// its report's.
    #[must_use]
    pub fn card(&self) -> Option<Self> {
        let point = match self {
            Self::Point(_, Point::Page(_)) => None,
            Self::Point(_, point) | Self::Cite(_, Some(point)) => Some(point.clone()),
            _ => None,
        };
        Some(Self::Card(self.report()?.clone(), point))
    }

    /// The page on which other sites show this one: none but for reports and points with words.
    #[must_use]
    pub fn embed(&self) -> Option<Self> {
        match self {
            Self::Report(slug) => Some(Self::Embed(slug.clone(), None)),
            Self::Point(_, Point::Page(_)) => None,
            Self::Point(slug, point) => Some(Self::Embed(slug.clone(), Some(point.clone()))),
            _ => None,
        }
    }

    /// Where a reader of this page of the report `slug` finds how to cite: its point, where a
    /// citation can name it, else the report.
    #[must_use]
    pub fn citation(&self, slug: &Slug) -> Self {
        let point = match self {
            Self::Point(_, point) | Self::Cite(_, Some(point)) => Some(point),
            _ => None,
        };
        let point = point.filter(|point| is_of_text(point)).cloned();
        Self::Cite(slug.clone(), point)
    }

    /// The point of a report's text that `text` names as an address does: `4/3.2`, `notes/57`.
    #[must_use]
    pub fn citable(slug: &Slug, text: &str) -> Option<Point> {
        match parse::read_citable(slug, text)? {
            Self::Cite(_, point) => point,
            _ => None,
        }
    }

    /// Whether what is here depends on `query`. Search and go live by theirs; the lists that can be
    /// filtered stand as they are without one. Marks ([`Self::has_marks`]) are laid over what is
    /// there without them, and are not meant.
    #[must_use]
    pub fn answers(&self, query: &Query) -> bool {
        match self {
            Self::Search | Self::SearchFeed | Self::Go | Self::Verify | Self::Oembed => true,
            Self::Entities(_) | Self::Figures(_) => !ListQuery::from(query).is_empty(),
            Self::Point(_, Point::Section(_) | Point::Block(..) | Point::Sentence(..)) => {
                query.get("v").is_some()
            }
            Self::Cite(..) | Self::CiteFile(..) => query.get("accessed").is_some(),
            _ => false,
        }
    }

    /// Whether what is here is a page in the reader's language. What programs read, pictures and
    /// files are the same for all.
    #[must_use]
    pub const fn speaks(&self) -> bool {
        !matches!(
            self,
            Self::SearchFeed
                | Self::SearchDescription
                | Self::SiteMap
                | Self::Robots
                | Self::Guide
                | Self::Feed
                | Self::Oembed
                | Self::Form(..)
                | Self::Card(..)
                | Self::CiteFile(..)
                | Self::Worker
        )
    }

    /// Whether its words can be marked by a [`MarkQuery`].
    #[must_use]
    pub const fn has_marks(&self) -> bool {
        matches!(self, Self::Point(_, Point::Section(_) | Point::Block(..) | Point::Sentence(..)))
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
            Self::SearchFeed => f.write_str("/search.atom"),
            Self::SearchDescription => f.write_str("/opensearch.xml"),
            Self::SiteMap => f.write_str("/sitemap.xml"),
            Self::Robots => f.write_str("/robots.txt"),
            Self::Guide => f.write_str("/llms.txt"),
            Self::Feed => f.write_str("/feed.atom"),
            Self::Go => f.write_str("/go"),
            Self::Verify => f.write_str("/verify"),
            Self::Oembed => f.write_str("/oembed"),
            Self::Basket => f.write_str("/basket"),
            Self::Choice => f.write_str("/language"),
            Self::Highlights => f.write_str("/highlights"),
            Self::Manifest => f.write_str("/manifest.webmanifest"),
            Self::Worker => f.write_str("/worker.js"),
            Self::Offline => f.write_str("/offline"),
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
            Self::Card(slug, point) => {
                write_below(f, slug, "", point.as_ref())?;
                f.write_str(".png")
            }
            Self::Cite(slug, point) => write_below(f, slug, "/cite", point.as_ref()),
            Self::CiteFile(slug, point, file) => {
                write_below(f, slug, "/cite", point.as_ref())?;
                write!(f, ".{}", file.extension())
            }
            Self::Embed(slug, point) => write_below(f, slug, "/embed", point.as_ref()),
            Self::KeptFiles(slug) => write!(f, "/{slug}/offline.json"),
        }
    }
}

/// Whether a citation can name `point`.
const fn is_of_text(point: &Point) -> bool {
    matches!(point, Point::Section(_) | Point::Block(..) | Point::Sentence(..) | Point::Note(_))
}

/// The path of `point` below `way`, which lies below the report; `way` itself without a point.
fn write_below(
    f: &mut fmt::Formatter<'_>,
    slug: &Slug,
    way: &str,
    point: Option<&Point>,
) -> fmt::Result {
    match point {
        Some(point) => write!(f, "/{slug}{way}/{point}"),
        None => write!(f, "/{slug}{way}"),
    }
}

/// Where the API tells of reports. It is written for scripts; requests to it are the API's to read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ApiAddress {
    /// All reports.
    Reports,
    /// A report.
    Report(Slug),
}

impl fmt::Display for ApiAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/reports", super::api::PREFIX)?;
        match self {
            Self::Reports => Ok(()),
            Self::Report(slug) => write!(f, "/{slug}"),
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
