//! What narrows or reorders a search: facets, the filters that hold, orders and views.
//!
//! In: the query and how its hits divide. Out: links to the same search, one thing changed.

use crate::search::{FacetValue, Facets, LARGEST_LIMIT, Sort};
use crate::web::address::SearchQuery;
use crate::web::page::section::is_capitals;
use crate::web::words::{Words, group};

use super::LINES;

/// How a search names the report's order.
pub(super) const BY_PLACE: &str = "place";
/// Most values of a facet that are shown.
const MOST_VALUES: usize = 12;

/// A facet.
pub(super) struct FacetView {
    /// Its `id` on the page.
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) values: Vec<Choice>,
}

/// The same search with one thing changed.
pub(super) struct Choice {
    pub(super) href: String,
    pub(super) label: String,
    pub(super) count: String,
    pub(super) chosen: bool,
}

impl Choice {
    /// Whether it is called something that is printed in capitals.
    pub(super) fn capitals(&self) -> bool {
        is_capitals(&self.label)
    }
}

type Field = fn(&mut SearchQuery) -> &mut String;

/// Each facet: its `id`, its name, its values, the field that limits by it.
fn lists(words: Words, facets: &Facets) -> [(&'static str, &'static str, &[FacetValue], Field); 5] {
    [
        ("report_", words.facet_report(), &facets.report, |query| &mut query.report),
        ("kind_", words.kind(), &facets.kind, |query| &mut query.kind),
        ("section_", words.facet_section(), &facets.section, |query| &mut query.section),
        ("entity_", words.facet_entity(), &facets.entity, |query| &mut query.entity),
        ("theme_", words.facet_theme(), &facets.theme, |query| &mut query.theme),
    ]
}

/// What a value of the list `list` is called: kinds and judgments by the page's words, all else by
/// its own.
fn label_of(words: Words, list: &str, value: &FacetValue) -> String {
    let kind = || value.id.parse().ok().map(|kind| words.hit_kind(kind).to_owned());
    let judgment = || value.id.parse::<u32>().ok().map(|number| words.judgment(number));
    let own = match list {
        "kind_" => kind(),
        "section_" => judgment(),
        _ => None,
    };
    own.unwrap_or_else(|| value.label.clone())
}

/// The filters that hold, but the report, which the box itself shows.
pub(super) fn filters(words: Words, query: &SearchQuery, facets: &Facets) -> Vec<Choice> {
    lists(words, facets)
        .into_iter()
        .skip(1)
        .filter_map(|(list, name, values, field)| {
            let mut other = SearchQuery { offset: 0, ..query.clone() };
            let id = std::mem::take(field(&mut other));
            let found = values.iter().find(|value| value.id == id);
            let label = found.map(|value| label_of(words, list, value));
            (!id.is_empty()).then(|| Choice {
                href: other.to_string(),
                label: format!("{name}{}{}", words.colon(), label.as_ref().unwrap_or(&id)),
                count: String::new(),
                chosen: true,
            })
        })
        .collect()
}

/// Every facet that divides the hits or holds.
pub(super) fn facets(words: Words, query: &SearchQuery, facets: &Facets) -> Vec<FacetView> {
    let choice = |list: &str, value: &FacetValue, field: Field| {
        let mut other = SearchQuery { offset: 0, ..query.clone() };
        *field(&mut other) = if value.chosen { String::new() } else { value.id.clone() };
        Choice {
            href: other.to_string(),
            label: label_of(words, list, value),
            count: group(value.count),
            chosen: value.chosen,
        }
    };
    lists(words, facets)
        .into_iter()
        .filter(|(_, _, values, _)| values.len() > 1 || values.iter().any(|value| value.chosen))
        .filter(|(id, _, values, _)| *id != "report_" || values.len() > 1)
        .map(|(id, name, values, field)| FacetView {
            id,
            name,
            values: values
                .iter()
                .enumerate()
                .filter(|(at, value)| *at < MOST_VALUES || value.chosen || id == "section_")
                .map(|(_, value)| choice(id, value, field))
                .collect(),
        })
        .collect()
}

/// The orders that hits may have.
pub(super) fn sorts(words: Words, query: &SearchQuery, sort: Sort, total: usize) -> Vec<Choice> {
    let choice = |label: &str, value: &str, chosen| Choice {
        href: SearchQuery { sort: value.to_owned(), offset: 0, ..query.clone() }.to_string(),
        label: label.to_owned(),
        count: String::new(),
        chosen,
    };
    if total < 2 {
        return Vec::new();
    }
    vec![
        choice(words.best_first(), "", sort == Sort::Relevance),
        choice(words.in_order(), BY_PLACE, sort == Sort::Place),
    ]
}

/// The shapes that hits may have.
pub(super) fn views(words: Words, query: &SearchQuery, total: usize) -> Vec<Choice> {
    let choice = |label: &str, value: &str| Choice {
        href: SearchQuery { view: value.to_owned(), offset: 0, ..query.clone() }.to_string(),
        label: label.to_owned(),
        count: String::new(),
        chosen: (query.view == LINES) == (value == LINES),
    };
    if total == 0 {
        return Vec::new();
    }
    vec![choice(words.as_sentences(), ""), choice(words.as_lines(), LINES)]
}

/// Where the hits are that the groups of the best do not show.
pub(super) fn rest(
    words: Words,
    query: &SearchQuery,
    at_end: bool,
    total: usize,
) -> Option<Choice> {
    let all =
        SearchQuery { sort: BY_PLACE.to_owned(), limit: LARGEST_LIMIT, offset: 0, ..query.clone() };
    (at_end && total > 1).then(|| Choice {
        href: all.to_string(),
        label: if total > LARGEST_LIMIT {
            words.best_of_first(LARGEST_LIMIT, group(total))
        } else {
            words.all_hits_in_order(group(total))
        },
        count: String::new(),
        chosen: false,
    })
}
