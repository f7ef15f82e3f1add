//! Pages: an address of a library becomes a document.
//!
//! In: a [`Library`], an [`Address`], a [`Query`] where the address answers one. Out: an
//! [`answer::Result`]. Each kind of page has a file of its own with one struct of ready-to-print
//! fields; its template, of the same name, lies in `templates/`. Nothing here knows a connection,
//! caching or, but for the weight of a kept copy, compression, and nothing reads a file.

mod all;
mod basket;
mod card;
mod cite;
mod embed;
mod entities;
mod entity;
mod evidence;
mod feed;
mod figures;
mod form;
mod frame;
mod front;
mod go;
mod guide;
mod highlights;
mod language;
mod links;
mod machines;
mod marks;
mod nearest;
mod notes;
mod oembed;
mod offline;
mod phrase;
mod point;
mod problem;
mod receipt;
mod search;
mod section;
mod seen;
mod shelf;
mod sidebar;
mod strip;
mod theme_map;
mod themes;
mod timeline;
mod verify;
mod view;
mod words;

use std::time::Duration;

use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LANGUAGE;

use super::address::{
    Address, CiteQuery, GoQuery, ListQuery, MarkQuery, OembedQuery, SearchQuery, SeenQuery,
    VerifyQuery,
};
use super::answer::{self, Answer, Made};
use super::error::Problem;
use super::language::Language;
use super::query::Query;
use super::words::Words;
use crate::library::Library;
use crate::model::Point;
use crate::render::Html;
use crate::search::Request;

pub(crate) use cite::cited;
pub(crate) use nearest::nowhere;
pub(crate) use point::{find, words};
pub(crate) use view::View;

pub use problem::problem;

/// What `render` made is markup already: every string in it was escaped there.
impl askama::filters::HtmlSafe for Html {}

/// What pages are made of.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The reports.
    pub library: &'a Library,
    /// Scheme and host by which the reader came; empty where that is unknown, so that addresses
    /// stay paths.
    pub origin: &'a str,
    /// How long a search may take.
    pub time: Duration,
    /// What the reader reads.
    pub language: Language,
}

impl Shelf<'_> {
    /// What pages say.
    const fn words(self) -> Words {
        Words::of(self.language)
    }
}

impl<'a> From<&'a Library> for Shelf<'a> {
    fn from(library: &'a Library) -> Self {
        Self { library, origin: "", time: Request::new("").time, language: Language::default() }
    }
}

/// The document at `address`. Where [`Address::answers`] the `query`, it is made for the asking;
/// so are the pages of texts with words to mark ([`Address::has_marks`]). All others are made once
/// per library and kept.
///
/// # Errors
/// If nothing is there, or it is gone, or the query cannot be used.
pub fn make<'a>(shelf: impl Into<Shelf<'a>>, address: &Address, query: &Query) -> answer::Result {
    let shelf = shelf.into();
    let shelf =
        if address.speaks() { shelf } else { Shelf { language: Language::default(), ..shelf } };
    Ok(match draw(shelf, address, query)? {
        Answer::Made(made) => {
            Answer::Made(machines::link(shelf, address, said(shelf.language, made)))
        }
        elsewhere => elsewhere,
    })
}

fn draw(shelf: Shelf<'_>, address: &Address, query: &Query) -> answer::Result {
    let open = |slug| View::open(shelf, slug);
    match address {
        Address::Library => shelf::make(shelf),
        // It leads on, by who reads the request.
        Address::Choice => Err(Problem::unknown(shelf.words().no_page_here())),
        Address::Search => search::make(shelf, &SearchQuery::from(query)),
        Address::SearchFeed => feed::of_search(shelf, &SearchQuery::from(query)),
        Address::SearchDescription => Ok(feed::describe(shelf.origin)?.into()),
        Address::Feed => feed::of_library(shelf),
        Address::SiteMap => make_site_map(shelf),
        Address::Guide => Ok(guide::make(shelf).into()),
        Address::Robots => Ok(machines::robots(shelf).into()),
        Address::Go => go::make(shelf, GoQuery::from(query)),
        Address::Verify => verify::make(shelf, VerifyQuery::from(query)),
        Address::Basket => basket::make(shelf),
        Address::Highlights => highlights::make(shelf),
        Address::Manifest => Ok(offline::manifest(shelf).into()),
        Address::Worker => Ok(offline::worker().into()),
        Address::Offline => offline::make(shelf),
        Address::Report(slug) => front::make(open(slug)?),
        Address::All(slug) => all::make(open(slug)?),
        Address::Notes(slug) => notes::make_list(open(slug)?),
        Address::Entities(slug) => entities::make(open(slug)?, &ListQuery::from(query)),
        Address::Themes(slug) => themes::make_list(open(slug)?),
        Address::Receipt(slug) => receipt::make(open(slug)?),
        Address::Evidence(slug) => evidence::make(open(slug)?),
        Address::Figures(slug) => figures::make(open(slug)?, &ListQuery::from(query)),
        Address::Timeline(slug) => timeline::make(open(slug)?),
        Address::Language(slug) => language::make(open(slug)?),
        Address::Form(slug, section, form) => form::make(open(slug)?, section, *form),
        Address::Card(slug, point) => card::make(open(slug)?, point.as_ref()),
        Address::Cite(slug, point) => {
            cite::make(open(slug)?, point.as_ref(), CiteQuery::day(query)?)
        }
        Address::CiteFile(slug, point, file) => {
            cite::make_file(open(slug)?, point.as_ref(), *file, CiteQuery::day(query)?)
        }
        Address::Embed(slug, point) => embed::make(open(slug)?, point.as_ref()),
        Address::KeptFiles(slug) => offline::list_files(shelf, open(slug)?),
        Address::Oembed => oembed::make(shelf, &OembedQuery::read(query)?),
        Address::Point(slug, point) => {
            let view = open(slug)?;
            match point {
                Point::Section(_) | Point::Block(..) | Point::Sentence(..) => {
                    section::make(view, point, &SeenQuery::from(query), &MarkQuery::from(query))
                }
                Point::Note(number) => notes::make_one(view, *number),
                Point::Entity(id) => entity::make(view, id),
                Point::Theme(id) => themes::make_one(view, id),
                Point::Page(label) => section::redirect_page(view, label),
            }
        }
    }
}

/// The site map.
#[derive(Template)]
#[template(path = "sitemap.xml")]
struct SiteMap {
    urls: Vec<String>,
}

fn make_site_map(shelf: Shelf<'_>) -> answer::Result {
    let map = SiteMap { urls: machines::site_map(shelf) };
    Ok(print(&map)?.media_type("application/xml; charset=utf-8").into())
}

/// `made`, a page in `language`, says which that is. Other documents have none.
fn said(language: Language, made: Made) -> Made {
    match made.media_type {
        answer::HTML => made.header(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
        _ => made,
    }
}

/// Prints a page.
fn print(page: &impl Template) -> Result<Made, Problem> {
    page.render().map(Made::html).map_err(|error| {
        tracing::error!(%error, "a template failed");
        Problem::Failed
    })
}
