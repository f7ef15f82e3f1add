//! Where a reader's words lead as a reference (`KJ7`, `n57`, `p. 12`, a name): offered above the
//! hits, never gone to unasked, since `p. 12` may as well be searched for.

use crate::library::lookup;
use crate::library::name;
use crate::library::resolve::{Resolution, Target, read_points, resolve};
use crate::model::Point;
use crate::render::Html;
use crate::search::Request;
use crate::web::address::Address;
use crate::web::page::view::own;
use crate::web::page::{Shelf, phrase};

/// Most points that one reference is offered for.
const MOST: usize = 3;
/// Most reports whose names are compared with the words; beyond it only references that are
/// written out are known, which takes no time.
const MOST_NAMED: usize = 20;
/// Most characters of a point's words.
const LONGEST: usize = 240;

/// A point that the words name.
pub(super) struct StraightView {
    pub(super) href: String,
    /// `Judgment 7`, `Huawei`.
    pub(super) name: String,
    /// Its first words, or what it is.
    pub(super) words: String,
    /// Its report, where several were searched.
    pub(super) report: Option<String>,
    /// The attribute of its report's language.
    pub(super) own: Html,
}

/// The points that the words of `request` name.
pub(super) fn find(shelf: Shelf<'_>, request: &Request) -> Vec<StraightView> {
    let library = shelf.library;
    let within = request.report.as_ref();
    let mut targets = read_points(library, &request.query, within, MOST);
    let few = within.is_some() || library.reports().len() <= MOST_NAMED;
    if targets.is_empty()
        && few
        && let Resolution::Found(target) = resolve(library, &request.query, within)
    {
        targets.push(target);
    }
    let several = within.is_none() && library.reports().len() > 1;
    targets.into_iter().map(|target| view(shelf, target, several)).collect()
}

/// Points with numbers or names near to those that the words name.
pub(super) fn near(shelf: Shelf<'_>, request: &Request) -> Vec<StraightView> {
    let library = shelf.library;
    let within = request.report.as_ref();
    if within.is_none() && library.reports().len() > MOST_NAMED {
        return Vec::new();
    }
    match resolve(library, &request.query, within) {
        Resolution::Found(_) => Vec::new(),
        Resolution::Candidates(targets) => {
            let several = within.is_none() && library.reports().len() > 1;
            targets.into_iter().take(MOST).map(|target| view(shelf, target, several)).collect()
        }
    }
}

fn view(shelf: Shelf<'_>, target: Target, several: bool) -> StraightView {
    let report = shelf.library.report(&target.report);
    let words = match (&target.point, report) {
        (None, _) | (_, None) => String::new(),
        (Some(Point::Entity(id)), Some(report)) => {
            let at = report.register.find_entity(id);
            at.map(|at| report.register.entities[at].description.clone()).unwrap_or_default()
        }
        (Some(Point::Theme(id)), Some(report)) => {
            let at = report.register.find_theme(id);
            at.map(|at| report.register.themes[at].description.clone()).unwrap_or_default()
        }
        (Some(Point::Note(number)), Some(report)) => {
            report.register.gloss(*number).map(|gloss| gloss.text.clone()).unwrap_or_default()
        }
        (Some(Point::Page(label)), Some(report)) => {
            lookup::page(report, label).map(|page| page.words.to_owned()).unwrap_or_default()
        }
        (Some(point), Some(report)) => {
            lookup::quote(report, point).map(|quote| quote.words.to_owned()).unwrap_or_default()
        }
    };
    let called = match (&target.point, report) {
        (Some(point), Some(report)) => name::point_in(&shelf.words(), report, point),
        _ => target.title.clone(),
    };
    let title = report.map(|report| report.edition.report.title.clone());
    StraightView {
        words: if words == called { String::new() } else { phrase::cut(&words, LONGEST) },
        name: called,
        own: report.map(|report| own(shelf.words(), &report.edition.report)).unwrap_or_default(),
        report: title.filter(|_| several),
        href: Address::from(target).to_string(),
    }
}
