//! Hits under the sections that they lie in: the best of each, or all in their order.
//!
//! In: an answer. Out: [`GroupView`]s. A judgment's statement stands over its hits, marked where
//! it is a hit itself, and is not repeated among them. Entities lie in no section and make a group
//! of their own.

use crate::model::{Place, Point, SectionKind};
use crate::render::Html;
use crate::search::{Answer, Hit, LARGEST_LIMIT, Target};
use crate::web::address::{Address, MarkQuery, SearchQuery};
use crate::web::page::Shelf;
use crate::web::page::section::is_capitals;
use crate::web::page::view::own;
use crate::web::page::words::{self as found, Words as Found};
use crate::web::words::group as grouped;

use super::hit::{self, HitView};
use super::told;

/// Groups on a page.
pub(super) const A_PAGE: usize = 10;
/// Hits of a group that are shown where its section has more.
const BEST: usize = 3;

/// The hits of one section.
pub(super) struct GroupView {
    /// `Judgment 7`, or a section's title.
    pub(super) name: String,
    /// Whether that is printed in capitals.
    pub(super) capitals: bool,
    /// The section's page with the words marked; none for entities.
    pub(super) href: Option<String>,
    /// The same without the query, for paper.
    pub(super) path: String,
    /// A judgment's statement.
    pub(super) statement: Vec<Found>,
    /// Why the statement was found; empty where it was not.
    pub(super) why: String,
    /// Where the section is printed.
    pub(super) page: Option<String>,
    /// Its report, where several were searched.
    pub(super) report: Option<String>,
    /// The attribute of its report's language.
    pub(super) own: Html,
    pub(super) hits: Vec<HitView>,
    /// The search in this section alone, where it has more hits: `4 more in Judgment 7`.
    pub(super) more: Option<(String, String)>,
}

/// A section by its indices; entities have none.
type Key = (usize, Option<usize>);

/// The hits of each section together, those first whose best hit is best.
pub(super) fn by_section(
    shelf: Shelf<'_>,
    query: &SearchQuery,
    answer: &Answer,
    several: bool,
) -> Vec<GroupView> {
    let mut groups: Vec<(Key, Vec<&Hit>)> = Vec::new();
    for hit in &answer.hits {
        let key = (hit.report, hit.section);
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, hits)) => hits.push(hit),
            None => groups.push((key, vec![hit])),
        }
    }
    let all = answer.total <= LARGEST_LIMIT;
    groups
        .into_iter()
        .map(|(key, hits)| {
            let counted = section_count(shelf, answer, key);
            let count = counted.or_else(|| all.then_some(hits.len()));
            let mut group = group(shelf, query, key, &hits, several);
            let shown = hits.len() - group.hits.len().saturating_sub(BEST);
            group.hits.truncate(BEST);
            let others = count.unwrap_or(hits.len()).saturating_sub(shown);
            if others > 0 {
                let words = shelf.words();
                let label = match count {
                    Some(_) => words.more_in(grouped(others), &group.name),
                    None => words.others_in(&group.name),
                };
                group.more = narrowed(shelf, query, key).map(|href| (href, label));
            }
            group
        })
        .collect()
}

/// The hits in their order, a group wherever the section changes.
pub(super) fn in_order(
    shelf: Shelf<'_>,
    query: &SearchQuery,
    answer: &Answer,
    several: bool,
) -> Vec<GroupView> {
    answer
        .hits
        .chunk_by(|one, other| (one.report, one.section) == (other.report, other.section))
        .map(|run| {
            let hits: Vec<&Hit> = run.iter().collect();
            group(shelf, query, (run[0].report, run[0].section), &hits, several)
        })
        .collect()
}

fn group(
    shelf: Shelf<'_>,
    query: &SearchQuery,
    (report_at, section_at): Key,
    hits: &[&Hit],
    several: bool,
) -> GroupView {
    let words = shelf.words();
    let marks = MarkQuery::from(query);
    let report = shelf.library.reports()[report_at].as_ref();
    let edition = &report.edition;
    let title = hits.iter().find(|hit| matches!(hit.target, Target::Title { .. }));
    let section = section_at.map(|at| &edition.sections[at]);
    let statement = section.filter(|section| section.kind == SectionKind::Judgment);
    let address = section.map(|section| {
        Address::Point(edition.report.slug.clone(), Point::Section(section.id.clone()))
    });
    let place = section_at.map(|section| Place::Title { section });
    GroupView {
        capitals: section.is_some_and(|section| is_capitals(&words.section(section))),
        name: section
            .map_or_else(|| words.entities_title().to_owned(), |section| words.section(section)),
        path: address.as_ref().map(ToString::to_string).unwrap_or_default(),
        href: address.map(|address| marks.on(&address.into())),
        statement: statement.map_or_else(Vec::new, |section| {
            let found = title.map_or(&[][..], |hit| hit.highlights.as_slice());
            found::cut_whole(section.title.plain(), found)
        }),
        why: title.map(|hit| told::why(words, &hit.why)).unwrap_or_default(),
        page: place.and_then(|place| edition.page_at(place, 0)).map(ToString::to_string),
        report: several.then(|| edition.report.title.clone()),
        own: own(words, &edition.report),
        hits: hits
            .iter()
            .filter(|hit| statement.is_none() || hit::place(hit) != place)
            .map(|hit| HitView::of(shelf, hit, &marks))
            .collect(),
        more: None,
    }
}

/// How many hits a section has in all, where that was counted.
fn section_count(shelf: Shelf<'_>, answer: &Answer, (report, section): Key) -> Option<usize> {
    let id = &shelf.library.reports()[report].edition.sections[section?].id;
    let value = answer.facets.section.iter().find(|value| value.id == id.as_str())?;
    Some(value.count)
}

/// The search in one section, or for entities, alone.
fn narrowed(shelf: Shelf<'_>, query: &SearchQuery, (report, section): Key) -> Option<String> {
    let edition = &shelf.library.reports()[report].edition;
    let mut narrowed =
        SearchQuery { report: edition.report.slug.to_string(), offset: 0, ..query.clone() };
    match section {
        Some(section) => narrowed.section = edition.sections.get(section)?.id.to_string(),
        None => "entity".clone_into(&mut narrowed.kind),
    }
    Some(narrowed.to_string())
}
