//! Pages: an address of a library becomes a document.
//!
//! In: a [`Library`], an [`Address`], a [`Query`] where the address answers one. Out: an
//! [`answer::Result`]. Each kind of page has a file of its own with one struct of ready-to-print
//! fields; its template, of the same name, lies in `templates/`. Nothing here knows a connection,
//! caching or compression, and nothing reads a file.

mod all;
mod entities;
mod entity;
mod evidence;
mod figures;
mod form;
mod frame;
mod front;
mod go;
mod language;
mod links;
mod marks;
mod nearest;
mod notes;
mod phrase;
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

use askama::Template;

use super::address::{Address, GoQuery, ListQuery, MarkQuery, SearchQuery, SeenQuery, VerifyQuery};
use super::answer::{self, Made};
use super::error::Problem;
use super::query::Query;
use crate::library::Library;
use crate::model::Point;
use crate::render::Html;

pub use problem::problem;
use view::View;

/// What `render` made is markup already: every string in it was escaped there.
impl askama::filters::HtmlSafe for Html {}

/// The document at `address`. Where [`Address::answers`] the `query`, it is made for the asking;
/// so are the pages of texts with words to mark ([`Address::has_marks`]). All others are made once
/// per library and kept.
///
/// # Errors
/// If nothing is there, or it is gone, or the query cannot be used.
pub fn make(library: &Library, address: &Address, query: &Query) -> answer::Result {
    match address {
        Address::Library => shelf::make(library),
        Address::Search => make_search(library, query, ""),
        Address::SearchFeed => search::make_feed(library, &SearchQuery::from(query)),
        Address::SearchDescription => Ok(describe_search("")?.into()),
        Address::Go => go::make(library, GoQuery::from(query)),
        Address::Verify => verify::make(library, VerifyQuery::from(query)),
        Address::Report(slug) => front::make(View::open(library, slug)?),
        Address::All(slug) => all::make(View::open(library, slug)?),
        Address::Notes(slug) => notes::make_list(View::open(library, slug)?),
        Address::Entities(slug) => {
            entities::make(View::open(library, slug)?, &ListQuery::from(query))
        }
        Address::Themes(slug) => themes::make_list(View::open(library, slug)?),
        Address::Receipt(slug) => receipt::make(View::open(library, slug)?),
        Address::Evidence(slug) => evidence::make(View::open(library, slug)?),
        Address::Figures(slug) => {
            figures::make(View::open(library, slug)?, &ListQuery::from(query))
        }
        Address::Timeline(slug) => timeline::make(View::open(library, slug)?),
        Address::Language(slug) => language::make(View::open(library, slug)?),
        Address::Form(slug, section, form) => {
            form::make(View::open(library, slug)?, section, *form)
        }
        Address::Point(slug, point) => {
            let view = View::open(library, slug)?;
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

/// The search page; `origin` is the scheme and host that were asked, for the page's whole address.
///
/// # Errors
/// If the template fails.
pub fn make_search(library: &Library, query: &Query, origin: &str) -> answer::Result {
    search::make(library, &SearchQuery::from(query), origin)
}

/// How browsers can search here; `origin` is the scheme and host that were asked.
///
/// # Errors
/// If the template fails.
pub fn describe_search(origin: &str) -> Result<Made, Problem> {
    search::describe(origin)
}

/// Prints a page.
fn print(page: &impl Template) -> Result<Made, Problem> {
    page.render().map(Made::html).map_err(|error| {
        tracing::error!(%error, "a template failed");
        Problem::Failed
    })
}
