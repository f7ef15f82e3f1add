//! Search: what answers a reader's words, best first, each in its sentence.

use askama::Template;

use crate::annotate::AnnotatedReport;
use crate::library::resolve::{Resolution, resolve};
use crate::library::{Library, lookup, name};
use crate::model::{Place, Point, Span};
use crate::search::{Chip, ChipKind, DEFAULT_LIMIT, FacetValue, Hit, Request, Sort, Target};
use crate::web::address::{Address, SearchQuery};
use crate::web::answer;

use super::frame::Frame;
use super::phrase;
use super::view::View;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    query: SearchQuery,
    /// `12 hits for`, or that there are none.
    summary: String,
    notices: Vec<String>,
    chips: Vec<ChipView>,
    /// Where the words lead as a reference, and what it is called.
    straight: Option<(String, String)>,
    hits: Vec<HitView>,
    facets: Vec<FacetView>,
    /// The other order of the hits.
    sorts: Vec<Choice>,
    previous: Option<String>,
    next: Option<String>,
}

/// Words searched besides or instead of the reader's.
struct ChipView {
    text: String,
    reason: String,
    active: bool,
    /// The same search with the chip switched.
    href: String,
}

struct HitView {
    href: String,
    /// What people call the place.
    name: String,
    kind: &'static str,
    page: Option<String>,
    /// Its report, where several were searched.
    report: Option<String>,
    words: Vec<Words>,
    why: String,
}

/// Words of a hit, found or not.
struct Words {
    text: String,
    found: bool,
}

struct FacetView {
    /// Its `id` on the page.
    id: &'static str,
    name: &'static str,
    values: Vec<Choice>,
}

/// A value that the search may be limited to.
struct Choice {
    href: String,
    label: String,
    count: String,
    chosen: bool,
}

/// The search page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(library: &Library, query: &SearchQuery) -> answer::Result {
    let mut notices = Vec::new();
    let request = request(query, &mut notices);
    let answer = library.index().search(&request);
    notices.extend(answer.notices.iter().map(|notice| notice.text.clone()));
    let view = request.report.as_ref().and_then(|slug| View::open(library, slug).ok());
    if let (Some(slug), None) = (&request.report, view) {
        notices.push(format!("The library has no report “{slug}”."));
    }
    let several = view.is_none() && library.reports().len() > 1;
    let asked = !query.q.trim().is_empty();
    let title = if asked { format!("Search: {}", query.q) } else { "Search".to_owned() };
    let description = "Search the words, names and numbers of a report.";
    let frame = match view {
        Some(view) => Frame::of_report(view, &Address::Search, &title, description),
        None => Frame::of_library(library, &title, description, None),
    };
    let turn = |offset: usize| SearchQuery { offset, ..query.clone() }.to_string();
    let page = SearchPage {
        frame: Frame { searched: query.q.clone(), canonical: None, noindex: true, ..frame },
        summary: if asked { summary(answer.total) } else { String::new() },
        // An empty search is a page that waits for words, not a fault.
        notices: if asked { notices } else { Vec::new() },
        chips: answer.chips.iter().map(|chip| chip_view(query, chip)).collect(),
        straight: straight(library, &request),
        hits: answer.hits.iter().map(|hit| hit_view(library, hit, several)).collect(),
        facets: facets(query, &answer.facets),
        sorts: if answer.total > 1 { sorts(query, request.sort) } else { Vec::new() },
        previous: (query.offset > 0).then(|| turn(query.offset.saturating_sub(DEFAULT_LIMIT))),
        next: query.offset.checked_add(DEFAULT_LIMIT).filter(|next| *next < answer.total).map(turn),
        query: query.clone(),
    };
    Ok(super::print(&page)?.into())
}

/// What is searched for; a filter that cannot be read is told and left out.
fn request(query: &SearchQuery, notices: &mut Vec<String>) -> Request {
    fn filter<T: std::str::FromStr>(
        what: &str,
        text: &str,
        notices: &mut Vec<String>,
    ) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let read = text.parse().ok();
        if read.is_none() {
            notices.push(format!("“{text}” names no {what}, so it limits nothing."));
        }
        read
    }
    Request {
        report: filter("report", &query.report, notices),
        section: filter("section", &query.section, notices),
        kind: filter("kind of hit", &query.kind, notices),
        entity: filter("entity", &query.entity, notices),
        theme: filter("theme", &query.theme, notices),
        offset: query.offset,
        sort: if query.sort == "place" { Sort::Place } else { Sort::Relevance },
        without: query.without.iter().cloned().collect(),
        ..Request::new(query.q.clone())
    }
}

/// The words as a reference, when they mean one point: `KJ7`, `p. 12`, a name.
fn straight(library: &Library, request: &Request) -> Option<(String, String)> {
    match resolve(library, &request.query, request.report.as_ref()) {
        Resolution::Found(target) => {
            let title = target.title.clone();
            Some((Address::from(target).to_string(), title))
        }
        Resolution::Candidates(_) => None,
    }
}

fn summary(total: usize) -> String {
    match total {
        0 => "Nothing found for".to_owned(),
        total => format!("{} for", phrase::count(total, "hit", "hits")),
    }
}

fn chip_view(query: &SearchQuery, chip: &Chip) -> ChipView {
    let to = phrase::list(&chip.to);
    let text = match chip.kind {
        ChipKind::Expansion => format!("{} also as {to}", chip.from),
        ChipKind::Correction => format!("{to} instead of {}", chip.from),
    };
    let mut switched = SearchQuery { offset: 0, ..query.clone() };
    if chip.active {
        switched.without.push(chip.id.clone());
    } else {
        switched.without.retain(|id| *id != chip.id);
    }
    ChipView { text, reason: chip.reason.clone(), active: chip.active, href: switched.to_string() }
}

fn hit_view(library: &Library, hit: &Hit, several: bool) -> HitView {
    let report = library.reports()[hit.report].as_ref();
    let edition = &report.edition;
    let point = point(report, hit);
    let page = match hit.target {
        Target::Title { section } => edition.page_at(Place::Title { section }, hit.passage.start),
        Target::Block { section, block } => {
            edition.page_at(Place::Block { section, block }, hit.passage.start)
        }
        Target::Note(_) | Target::Entity(_) => None,
    };
    HitView {
        name: name::point(report, &point),
        href: Address::Point(edition.report.slug.clone(), point).to_string(),
        kind: hit.kind.name(),
        page: page.map(ToString::to_string),
        report: several.then(|| edition.report.title.clone()),
        words: words(&hit.text, hit.passage, &hit.highlights),
        why: hit.why.join("; "),
    }
}

/// The sentence that answers best, else the whole hit.
fn point(report: &AnnotatedReport, hit: &Hit) -> Point {
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

/// The words of `passage` in `text`, cut where the found ones begin and end.
fn words(text: &str, passage: Span, found: &[Span]) -> Vec<Words> {
    let mut words = Vec::new();
    let mut push = |start: usize, end: usize, found: bool| {
        if let Some(text) = text.get(start..end).filter(|text| !text.is_empty()) {
            words.push(Words { text: text.to_owned(), found });
        }
    };
    let mut at = passage.start;
    for span in found.iter().filter(|span| span.overlaps(passage)) {
        let (start, end) = (span.start.max(at), span.end.min(passage.end));
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, passage.end, false);
    words
}

/// Most values of a facet that are shown.
const MOST_VALUES: usize = 12;

fn facets(query: &SearchQuery, facets: &crate::search::Facets) -> Vec<FacetView> {
    type Field = fn(&mut SearchQuery) -> &mut String;
    let lists: [(&str, &str, &[FacetValue], Field); 5] = [
        ("report_", "Report", &facets.report, |query| &mut query.report),
        ("kind_", "Kind", &facets.kind, |query| &mut query.kind),
        ("section_", "Section", &facets.section, |query| &mut query.section),
        ("entity_", "Entity", &facets.entity, |query| &mut query.entity),
        ("theme_", "Theme", &facets.theme, |query| &mut query.theme),
    ];
    let choice = |value: &FacetValue, field: Field| {
        let mut other = SearchQuery { offset: 0, ..query.clone() };
        *field(&mut other) = if value.chosen { String::new() } else { value.id.clone() };
        Choice {
            href: other.to_string(),
            label: value.label.clone(),
            count: phrase::group(value.count),
            chosen: value.chosen,
        }
    };
    lists
        .into_iter()
        .filter(|(_, _, values, _)| values.len() > 1 || values.iter().any(|value| value.chosen))
        .map(|(id, name, values, field)| FacetView {
            id,
            name,
            values: values
                .iter()
                .enumerate()
                .filter(|(at, value)| *at < MOST_VALUES || value.chosen)
                .map(|(_, value)| choice(value, field))
                .collect(),
        })
        .collect()
}

fn sorts(query: &SearchQuery, sort: Sort) -> Vec<Choice> {
    let choice = |label: &str, value: &str, chosen| Choice {
        href: SearchQuery { sort: value.to_owned(), offset: 0, ..query.clone() }.to_string(),
        label: label.to_owned(),
        count: String::new(),
        chosen,
    };
    vec![
        choice("Best first", "", sort == Sort::Relevance),
        choice("In the report’s order", "place", sort == Sort::Place),
    ]
}
