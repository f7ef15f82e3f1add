//! A search's words marked in a section, and the way to the next section that has them.
//!
//! In: a section of a report, and the words that its page was asked for with. Out: [`Marks`]: the
//! spans to mark in its texts and notes, and the bar that counts them and leads on. At most
//! [`LARGEST_LIMIT`] hits of a section are marked.

use std::collections::BTreeMap;

use crate::library::lookup;
use crate::model::{BlockId, BlockKind, NoteNumber, Place, Point, Span};
use crate::search::{FacetValue, LARGEST_LIMIT, Request, Sort, Target};
use crate::web::address::{Address, Fragment, MarkQuery, SearchQuery};
use crate::web::words::group;

use super::phrase;
use super::section::is_capitals;
use super::view::View;

/// Most places that the bar links to.
const MOST_PLACES: usize = 12;

/// What of a section is marked.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// In its title and blocks.
    pub(super) hits: Vec<(Place, Span)>,
    /// In the glosses of the notes that it calls.
    pub(super) glosses: BTreeMap<NoteNumber, Vec<Span>>,
    pub(super) bar: Bar,
}

/// What stands below a text with marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Bar {
    pub(super) words: String,
    /// `3 hits`, or that there are none.
    pub(super) count: String,
    /// Where they are, in the text's order.
    pub(super) places: Vec<Way>,
    /// How many more places there are.
    pub(super) more: usize,
    /// The nearest section before that has hits.
    pub(super) previous: Option<Way>,
    /// The nearest section after that has hits.
    pub(super) next: Option<Way>,
    /// The search that they are of, in this report.
    pub(super) all: String,
    /// The same page without marks.
    pub(super) clear: String,
}

/// A link of the bar.
#[derive(Debug, Clone, Default)]
pub(super) struct Way {
    pub(super) href: String,
    /// What people call it.
    pub(super) name: String,
    pub(super) count: String,
}

impl Way {
    /// Whether it is called something that is printed in capitals.
    pub(super) fn capitals(&self) -> bool {
        is_capitals(&self.name)
    }
}

/// What `query` marks in the section at index `at`, on the page of `point`.
pub(super) fn find(view: View<'_>, at: usize, point: &Point, query: &MarkQuery) -> Marks {
    let section = &view.edition().sections[at];
    let request = Request {
        report: Some(view.slug().clone()),
        section: Some(section.id.clone()),
        limit: LARGEST_LIMIT,
        sort: Sort::Place,
        without: query.without.iter().cloned().collect(),
        ..Request::new(query.words.clone())
    };
    let answer = view.library.index().search(&request);
    let mut marks = Marks::default();
    let mut places: Vec<Way> = Vec::new();
    for hit in &answer.hits {
        let fragment = match hit.target {
            Target::Title { section } => {
                let place = Place::Title { section };
                marks.hits.extend(hit.highlights.iter().map(|span| (place, *span)));
                None
            }
            Target::Block { section, block } => {
                let place = Place::Block { section, block };
                marks.hits.extend(hit.highlights.iter().map(|span| (place, *span)));
                match lookup::point_of(view.report, place) {
                    Point::Block(_, id) => Some(Fragment::Block(id)),
                    _ => None,
                }
            }
            Target::Note(number) => {
                let gloss = view.report.register.gloss(number);
                let spans = gloss.map(|gloss| at_end(&hit.text, &gloss.text, &hit.highlights));
                marks.glosses.insert(number, spans.unwrap_or_default());
                Some(Fragment::Note(number))
            }
            Target::Entity(_) => None,
        };
        places.extend(fragment.map(|fragment| Way {
            name: name(view, at, &fragment),
            href: format!("#{fragment}"),
            count: String::new(),
        }));
    }
    let more = places.len().saturating_sub(MOST_PLACES);
    places.truncate(MOST_PLACES);
    let here = |value: &&FacetValue| value.id == section.id.as_str();
    let sections = &answer.facets.section;
    let order = |value: &FacetValue| {
        view.edition().sections.iter().position(|other| other.id.as_str() == value.id)
    };
    let way = |value: &FacetValue| {
        let other = &view.edition().sections[order(value)?];
        Some(Way {
            href: query.on(&view.section_address(other).into()),
            name: phrase::cut(&view.words.section(other), 40),
            count: group(value.count),
        })
    };
    marks.bar = Bar {
        words: answer.query,
        count: match sections.iter().find(here).map_or(0, |value| value.count) {
            0 => view.words.no_hits().to_owned(),
            many if many > LARGEST_LIMIT => view.words.hits_first_marked(many, LARGEST_LIMIT),
            count => view.words.hits(count),
        },
        places,
        more,
        previous: sections.iter().rev().find(|value| order(value) < Some(at)).and_then(way),
        next: sections.iter().find(|value| order(value) > Some(at)).and_then(way),
        all: SearchQuery {
            q: query.words.clone(),
            report: view.slug().to_string(),
            without: query.without.clone(),
            ..SearchQuery::default()
        }
        .to_string(),
        clear: Address::Point(view.slug().clone(), point.clone()).to_string(),
    };
    marks
}

/// Of `spans` in `text`, those in `end`, with which it ends, counted from the beginning of `end`.
fn at_end(text: &str, end: &str, spans: &[Span]) -> Vec<Span> {
    let Some(before) = text.strip_suffix(end).map(str::len) else { return Vec::new() };
    spans
        .iter()
        .filter(|span| span.start >= before)
        .map(|span| Span::new(span.start - before, span.end - before))
        .collect()
}

/// `¶3`, `Note 5`, or a sub-heading's words.
fn name(view: View<'_>, section: usize, fragment: &Fragment) -> String {
    match fragment {
        Fragment::Block(BlockId::Number(number)) => format!("¶{number}"),
        Fragment::Block(id) => {
            let blocks = &view.edition().sections[section].blocks;
            let heading = blocks.iter().find(|b| b.id == *id && b.kind == BlockKind::Heading);
            heading.map_or_else(|| id.to_string(), |block| phrase::cut(block.text.plain(), 40))
        }
        Fragment::Note(number) => view.words.note_small(number),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_an_end_are_counted_from_its_beginning() {
        let spans = [Span::new(0, 3), Span::new(5, 8)];
        assert_eq!(at_end("own\n a gloss", " a gloss", &spans), [Span::new(1, 4)]);
        assert_eq!(at_end("own", "other", &spans), []);
    }
}
