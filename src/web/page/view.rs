//! One report as its pages see it: the annotated report with its addresses and the names that
//! pages give to points.

use crate::annotate::AnnotatedReport;
use crate::cite::Work;
use crate::library::lookup::{self, Quote};
use crate::library::{Library, name};
use crate::model::{Edition, Followed, Ledger, PageLabel, Point, Report, Section, Slug, Span};
use crate::render::{Html, Layers, Overlay, Renderer};
use crate::web::address::{Address, OembedQuery};
use crate::web::error::Problem;
use crate::web::words::Words;

use super::links::PageLinks;
use super::{Shelf, nearest};

/// A report of a library.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) library: &'a Library,
    pub(crate) report: &'a AnnotatedReport,
    origin: &'a str,
    /// What its pages say.
    pub(crate) words: Words,
}

impl<'a> View<'a> {
    /// The report `slug` of `library`.
    ///
    /// # Errors
    /// If there is none of that name.
    pub(crate) fn open(shelf: impl Into<Shelf<'a>>, slug: &Slug) -> Result<Self, Problem> {
        let shelf = shelf.into();
        let Shelf { library, origin, .. } = shelf;
        match library.report(slug) {
            Some(report) => Ok(Self { library, report, origin, words: shelf.words() }),
            None => Err(nearest::report(shelf, slug)),
        }
    }

    /// The whole URL of `address`; its path where the origin is unknown.
    pub(crate) fn absolute(self, address: &Address) -> String {
        format!("{}{address}", self.origin)
    }

    /// Where other sites ask how to show `address`.
    pub(super) fn oembed(self, address: &Address) -> String {
        OembedQuery::of(self.origin, address)
    }

    /// The whole URL of `path`, which begins with a slash.
    pub(crate) fn absolute_path(self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    pub(crate) fn edition(self) -> &'a Edition {
        &self.report.edition
    }

    pub(crate) fn slug(self) -> &'a Slug {
        &self.report.edition.report.slug
    }

    /// Every address that the report's blocks ever had.
    pub(crate) fn ledger(self) -> Option<&'a Ledger> {
        self.library.ledger(self.slug())
    }

    /// The report as it is cited.
    pub(super) fn work(self) -> &'a Work {
        self.library.work(self.slug()).expect("a view is of a report of its library")
    }

    /// What became of `point`.
    pub(super) fn follow(self, point: &Point) -> Followed {
        self.ledger().map_or(Followed::Unknown, |ledger| ledger.follow(point))
    }

    /// Where `point` is.
    pub(crate) fn address(self, point: Point) -> Address {
        Address::Point(self.slug().clone(), point)
    }

    /// Where `section` is.
    pub(crate) fn section_address(self, section: &Section) -> Address {
        self.address(Point::Section(section.id.clone()))
    }

    /// Links for a page that shows the notes that it calls, or for one that does not.
    pub(crate) fn links(self, notes_here: bool) -> PageLinks<'a> {
        PageLinks { slug: self.slug(), notes_here, words: self.words }
    }

    /// What people call `point` in the reader's language: `Judgment 4, paragraph 3, sentence 2`.
    pub(crate) fn name(self, point: &Point) -> String {
        name::point_in(&self.words, self.report, point)
    }

    /// The attribute of an element that holds the report's own words or its editor's: their
    /// language, where it is not that of the page.
    pub(super) fn own(self) -> Html {
        own(self.words, &self.edition().report)
    }

    /// The printed page on which a quotation begins.
    pub(crate) fn page_of(self, quote: &Quote<'_>) -> Option<&'a PageLabel> {
        self.edition().page_at(quote.place, quote.span.start)
    }

    /// A quotation's words with `hits` marked, without links of its own.
    pub(crate) fn excerpt(self, quote: &Quote<'_>, hits: &[Span]) -> Html {
        let links = self.links(false);
        let hits: Vec<_> = hits.iter().map(|span| (quote.place, *span)).collect();
        let overlay = Overlay { layers: Layers::NONE, hits: &hits, ..Overlay::default() };
        Renderer::new(self.report, &links).excerpt(quote.place, quote.span, &overlay)
    }

    /// The sentence or first words of `point`.
    pub(crate) fn quote(self, point: &Point) -> Option<Quote<'a>> {
        lookup::quote(self.report, point)
    }
}

/// [`View::own`] of `report` on a page that speaks `words`.
pub(super) fn own(words: Words, report: &Report) -> Html {
    let same = report.language == words.language().tag();
    Html::lang((!same).then_some(report.language.as_str()))
}
