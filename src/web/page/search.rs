//! Search: what answers a reader's words, best first, each in its sentence.
//!
//! In: a library and a [`SearchQuery`]. Out: the search page: hits grouped by section, or in the
//! report's order, or as lines of keywords in context; what the words mean as a reference; what
//! narrows the search, and what to do where nothing was found.

mod group;
pub(super) mod hit;
mod lines;
mod narrow;
mod nothing;
mod straight;
mod told;

use askama::Template;

use crate::search::{Chip, ChipKind, DEFAULT_LIMIT, LARGEST_LIMIT, Request, Sort};
use crate::web::address::{Address, SearchQuery};
use crate::web::answer;
use crate::web::words::Words;

use super::frame::{Alternate, Frame};
use super::view::View;
use super::{Shelf, phrase};
use group::GroupView;
use lines::LineView;
use narrow::{Choice, FacetView};
use nothing::Hint;
use straight::StraightView;

/// How a search names the table of keywords in context.
const LINES: &str = "lines";

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    /// Whether there are words to search for.
    asked: bool,
    /// What was searched for: what was read of the reader's words.
    words: String,
    /// `12 hits`, or that there are none.
    count: String,
    notices: Vec<String>,
    chips: Vec<ChipView>,
    /// Filters that hold, each with the search without it.
    filters: Vec<Choice>,
    /// Where the words lead as a reference.
    straight: Vec<StraightView>,
    groups: Vec<GroupView>,
    lines: Vec<LineView>,
    facets: Vec<FacetView>,
    /// Orders and shapes of the hits.
    sorts: Vec<Choice>,
    views: Vec<Choice>,
    previous: Option<String>,
    next: Option<String>,
    /// All hits in the report's order, where the best do not show all.
    rest: Option<Choice>,
    /// What to do where nothing was found; what to try where nothing was asked.
    hints: Vec<Hint>,
}

/// Words searched besides or instead of the reader's.
struct ChipView {
    text: String,
    reason: String,
    active: bool,
    /// The same search with the chip switched.
    href: String,
}

/// How the hits of a page are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The best of each section, the best section first.
    Grouped,
    /// All, in the order that was asked for.
    Listed,
    /// Each keyword in its line.
    Lines,
}

impl Shape {
    fn of(query: &SearchQuery, request: &Request) -> Self {
        match request {
            _ if query.view == LINES => Self::Lines,
            Request { sort: Sort::Relevance, section: None, .. } => Self::Grouped,
            _ => Self::Listed,
        }
    }

    /// How many hits, or groups of hits, stand on a page.
    fn page(self, query: &SearchQuery) -> usize {
        match (self, query.limit) {
            (Self::Grouped, _) => group::A_PAGE,
            (Self::Listed, 0) => DEFAULT_LIMIT,
            (Self::Lines, 0) => LARGEST_LIMIT,
            (_, limit) => limit.min(LARGEST_LIMIT),
        }
    }
}

/// The search page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(shelf: Shelf<'_>, query: &SearchQuery) -> answer::Result {
    let Shelf { library, time, .. } = shelf;
    let words = shelf.words();
    let mut notices = Vec::new();
    let request = Request { time, ..request(words, query, &mut notices) };
    let shape = Shape::of(query, &request);
    let step = shape.page(query);
    let request = match shape {
        Shape::Grouped => Request { limit: LARGEST_LIMIT, offset: 0, ..request },
        _ => Request { limit: step, offset: query.offset, ..request },
    };
    let answer = library.index().search(&request);
    notices.extend(
        answer
            .notices
            .iter()
            .map(|notice| phrase::sentence(words, &told::notice(words, &notice.told))),
    );
    let view = request.report.as_ref().and_then(|slug| View::open(shelf, slug).ok());
    let several = view.is_none() && library.reports().len() > 1;
    let asked = !query.q.trim().is_empty();

    let groups = match shape {
        Shape::Grouped => group::by_section(shelf, query, &answer, several),
        Shape::Listed => group::in_order(shelf, query, &answer, several),
        Shape::Lines => Vec::new(),
    };
    let known = if shape == Shape::Grouped { groups.len() } else { answer.total };
    let turn = |offset: usize| SearchQuery { offset, ..query.clone() }.to_string();
    let next = query.offset.checked_add(step).filter(|next| *next < known).map(turn);
    let straight = if query.offset == 0 { straight::find(shelf, &request) } else { Vec::new() };
    // A reference that no text has is answered all the same.
    let answered = answer.total == 0 && !straight.is_empty();
    let page = SearchPage {
        frame: frame(shelf, view, query),
        asked,
        words: answer.query,
        count: match answer.total {
            0 if answered => words.no_hits().to_owned(),
            0 => words.nothing_found().to_owned(),
            total => words.hits(total),
        },
        // An empty search is a page that waits for words, not a fault.
        notices: if asked && !answered { notices } else { Vec::new() },
        chips: answer.chips.iter().map(|chip| chip_view(words, query, chip)).collect(),
        filters: narrow::filters(words, query, &answer.facets),
        straight,
        lines: match shape {
            Shape::Lines => lines::of(shelf, query, &answer.hits, several),
            _ => Vec::new(),
        },
        facets: narrow::facets(words, query, &answer.facets),
        sorts: narrow::sorts(words, query, request.sort, answer.total),
        views: narrow::views(words, query, answer.total),
        previous: (query.offset > 0).then(|| turn(query.offset.saturating_sub(step))),
        rest: narrow::rest(words, query, shape == Shape::Grouped && next.is_none(), answer.total),
        next,
        groups: match shape {
            Shape::Grouped => groups.into_iter().skip(query.offset).take(step).collect(),
            _ => groups,
        },
        hints: match (asked, answer.total) {
            (false, _) => nothing::examples(shelf, view, query),
            (true, 0) if !answered => nothing::ways_out(shelf, view, query, &request),
            _ => Vec::new(),
        },
    };
    Ok(super::print(&page)?.into())
}

fn frame(shelf: Shelf<'_>, view: Option<View<'_>>, query: &SearchQuery) -> Frame {
    let (words, origin) = (shelf.words(), shelf.origin);
    let asked = !query.q.trim().is_empty();
    let title = if asked {
        format!("{}{}{}", words.search(), words.colon(), query.q)
    } else {
        words.search().to_owned()
    };
    let description = words.search_about();
    let frame = match view {
        Some(view) => Frame::of_report(view, &Address::Search, &title, description),
        None => Frame::of_library(shelf, &title, description, None),
    };
    let kept = query.kept().into_iter();
    let forms = [
        (query.json(), answer::JSON, "JSON"),
        (query.feed(), "application/atom+xml", words.atom_feed()),
    ];
    let alternates = forms.map(|(href, media_type, name)| Alternate { href, media_type, name });
    Frame {
        here: query.to_string(),
        searched: query.q.clone(),
        kept: kept.map(|(name, value)| (name, value.to_owned())).collect(),
        // To robots all searches are one page, at one whole address.
        canonical: Some(format!("{origin}{}", Address::Search)),
        alternates: if asked { alternates.into() } else { Vec::new() },
        ..frame
    }
}

/// What is searched for; a filter that cannot be read is told and left out.
pub(super) fn request(words: Words, query: &SearchQuery, notices: &mut Vec<String>) -> Request {
    fn filter<T: std::str::FromStr>(
        words: Words,
        what: &str,
        text: &str,
        notices: &mut Vec<String>,
    ) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let read = text.parse().ok();
        if read.is_none() {
            let text = phrase::cut(text, 80);
            notices.push(words.names_no(text, what));
        }
        read
    }
    Request {
        report: filter(words, words.small_report(), &query.report, notices),
        section: filter(words, words.small_section(), &query.section, notices),
        kind: filter(words, words.small_kind(), &query.kind, notices),
        entity: filter(words, words.small_entity(), &query.entity, notices),
        theme: filter(words, words.small_theme(), &query.theme, notices),
        sort: if query.sort == narrow::BY_PLACE { Sort::Place } else { Sort::Relevance },
        without: query.without.iter().cloned().collect(),
        ..Request::new(query.q.clone())
    }
}

fn chip_view(words: Words, query: &SearchQuery, chip: &Chip) -> ChipView {
    let to = words.list(&chip.to);
    let text = match chip.kind {
        ChipKind::Expansion => words.also_as(&chip.from, to),
        ChipKind::Correction => words.instead_of(to, &chip.from),
    };
    let mut switched = SearchQuery { offset: 0, ..query.clone() };
    if chip.active {
        switched.without.push(chip.id.clone());
    } else {
        switched.without.retain(|id| *id != chip.id);
    }
    let reason = told::reasons(words, &chip.reasons);
    ChipView { text, reason, active: chip.active, href: switched.to_string() }
}
