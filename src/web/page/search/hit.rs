//! One hit as a page shows it: its sentence with the words found, its place, why it was found.

use crate::annotate::AnnotatedReport;
use crate::library::{lookup, name};
use crate::model::{Place, Point, Span};
use crate::render::Html;
use crate::search::{Hit, Target};
use crate::web::address::{Address, MarkQuery};
use crate::web::page::Shelf;
use crate::web::page::view::own;
use crate::web::page::words::{self as found, Words as Found};
use crate::web::words::Words;

/// A hit.
pub(super) struct HitView {
    /// Its sentence's page, with the words marked.
    pub(super) href: String,
    /// The same without the query, for paper.
    pub(super) path: String,
    /// What people call the place, where its section is named already.
    pub(super) name: String,
    pub(super) kind: &'static str,
    /// What its words are, where they are not the author's.
    pub(super) by: Option<&'static str>,
    pub(super) page: Option<String>,
    pub(super) words: Vec<Found>,
    pub(super) why: String,
    /// The attribute of its report's language.
    pub(super) own: Html,
}

impl HitView {
    pub(super) fn of(shelf: Shelf<'_>, hit: &Hit, marks: &MarkQuery) -> Self {
        let words = shelf.words();
        let report = shelf.library.reports()[hit.report].as_ref();
        let point = point(report, hit);
        let called = name::point_in(&words, report, &point);
        let section = hit.section.map(|at| words.section(&report.edition.sections[at]));
        let within = section.and_then(|section| {
            called.strip_prefix(&section)?.strip_prefix(words.comma()).map(capitalized)
        });
        let address = Address::Point(report.edition.report.slug.clone(), point);
        Self {
            path: address.to_string(),
            href: marks.on(&address.into()),
            name: within.unwrap_or(called),
            kind: hit.kind.name(),
            own: own(words, &report.edition.report),
            by: by(words, report, hit, hit.passage),
            page: page(report, hit, hit.passage.start),
            words: found::cut(&hit.text, hit.passage, &hit.highlights),
            why: super::told::why(words, &hit.why),
        }
    }
}

fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|first| first.to_uppercase().collect::<String>());
    format!("{}{}", first.unwrap_or_default(), chars.as_str())
}

/// What the words at `span` of a hit's text are, where they are the editor's: a note's gloss
/// follows its author's text.
pub(in crate::web::page) fn by(
    words: Words,
    report: &AnnotatedReport,
    hit: &Hit,
    span: Span,
) -> Option<&'static str> {
    match hit.target {
        Target::Title { .. } | Target::Block { .. } => None,
        Target::Note(number) => {
            let gloss = report.register.gloss(number)?.text.len();
            (span.end > hit.text.len() - gloss).then_some(words.editors_gloss())
        }
        Target::Entity(_) => Some(words.editors_register()),
    }
}

/// The printed page of what stands at `offset` of a hit's text.
pub(super) fn page(report: &AnnotatedReport, hit: &Hit, offset: usize) -> Option<String> {
    let page = report.edition.page_at(place(hit)?, offset)?;
    Some(page.to_string())
}

/// The text that a hit is; notes and entities are none of the edition's.
pub(super) const fn place(hit: &Hit) -> Option<Place> {
    match hit.target {
        Target::Title { section } => Some(Place::Title { section }),
        Target::Block { section, block } => Some(Place::Block { section, block }),
        Target::Note(_) | Target::Entity(_) => None,
    }
}

/// The sentence that answers best, else the whole hit.
pub(in crate::web::page) fn point(report: &AnnotatedReport, hit: &Hit) -> Point {
    match hit.target {
        Target::Block { section, block } => {
            let place = Place::Block { section, block };
            match hit.sentence {
                Some(_) => lookup::quote_at(report, place, hit.passage).point,
                None => lookup::point_of(report, place),
            }
        }
        Target::Title { section } => lookup::point_of(report, Place::Title { section }),
        Target::Note(number) => Point::Note(number),
        Target::Entity(at) => Point::Entity(report.register.entities[at].id.clone()),
    }
}
