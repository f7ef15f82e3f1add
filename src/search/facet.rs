//! How hits divide by report, section, kind, entity and theme.
//!
//! In: documents that meet the query, and the request's filters. Out: those that meet the filters
//! too, and [`Facets`]. A facet counts what its own filter would find: all other filters hold.

mod value;

use std::sync::Arc;

use self::value::{Bits, ByValue};

use super::document::{Documents, Shared, short};
use super::evaluate::Found;
use super::{FacetValue, Facets, HitKind, Request};
use crate::annotate::AnnotatedReport;
use crate::model::{EntityId, SectionId, Slug, ThemeId};

/// Most values of a facet.
const MOST_VALUES: usize = 50;

/// The request's filters as the index numbers things.
struct Filters {
    report: Option<u32>,
    entity: Option<u32>,
    theme: Option<u32>,
}

/// The number of what nobody knows: a filter by it meets nothing.
const UNKNOWN: u32 = u32::MAX;

/// Where filters and facets meet.
const REPORT: u8 = 1;
const SECTION: u8 = 2;
const KIND: u8 = 4;
const ENTITY: u8 = 8;
const THEME: u8 = 16;

/// Counts by number.
struct Counts {
    report: Vec<usize>,
    section: Vec<usize>,
    kind: Vec<usize>,
    entity: Vec<usize>,
    theme: Vec<usize>,
}

/// Of so many documents one has to be a hit for counts by [`Values`] to be worth it.
const WORTH_TURNING: usize = 48;
/// Fewest hits for which they are.
const FEWEST_TURNED: usize = 1_000;

/// Which documents have each report, entity and theme.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The first document of each report.
    firsts: Vec<u32>,
    entity: ByValue,
    theme: ByValue,
}

impl Values {
    /// The values of `documents` of so many reports.
    pub(super) fn of(documents: &Documents, reports: usize) -> Self {
        let first = |report: u32| documents.report_of.partition_point(|&of| of < report);
        Self {
            firsts: (0..short(reports)).map(|report| short(first(report))).collect(),
            entity: ByValue::of(&documents.entities, documents.len(), documents.entity.len()),
            theme: ByValue::of(&documents.themes, documents.len(), documents.theme.len()),
        }
    }

    /// Counts very many hits that no filter divides.
    fn count(&self, found: &[Found], documents: &Documents, counts: &mut Counts) {
        let bits = Bits::of(found.iter().map(|hit| hit.document), documents.len());
        let ends = self.firsts.iter().skip(1).copied().chain([short(documents.len())]);
        for ((&first, end), count) in self.firsts.iter().zip(ends).zip(&mut counts.report) {
            *count = bits.count_in(first, end);
        }
        for hit in found {
            counts.kind[documents.kinds[hit.document as usize] as usize] += 1;
        }
        counts.entity = self.entity.count(&bits);
        counts.theme = self.theme.count(&bits);
    }
}

/// The filters of `request` that name nothing, each with what it says.
pub(super) fn unknown<'r>(
    request: &'r Request,
    documents: &Documents,
    reports: &[Arc<AnnotatedReport>],
) -> Vec<(&'static str, &'r str)> {
    let mut unknown = Vec::new();
    let mut check = |filter, wanted: Option<&'r str>, is_there: &dyn Fn(&str) -> bool| {
        unknown.extend(wanted.filter(|id| !is_there(id)).map(|id| (filter, id)));
    };
    let is_report = |id: &str| reports.iter().any(|r| r.edition.report.slug.as_str() == id);
    check("report", request.report.as_ref().map(Slug::as_str), &is_report);
    let is_section = |id: &str| {
        let within = |report: &&Arc<AnnotatedReport>| {
            request.report.as_ref().is_none_or(|slug| report.edition.report.slug == *slug)
        };
        let mut sections = reports.iter().filter(within).flat_map(|r| &r.edition.sections);
        sections.any(|section| section.id.as_str() == id)
    };
    check("section", request.section.as_ref().map(SectionId::as_str), &is_section);
    let has = |shared: &[Shared], id: &str| shared.iter().any(|one| one.id == id);
    let entity = request.entity.as_ref().map(EntityId::as_str);
    check("entity", entity, &|id| has(&documents.entity, id));
    let theme = request.theme.as_ref().map(ThemeId::as_str);
    check("theme", theme, &|id| has(&documents.theme, id));
    unknown
}

/// Keeps of `found` what meets the filters of `request`, and counts.
pub(super) fn divide(
    found: &mut Vec<Found>,
    request: &Request,
    documents: &Documents,
    values: &Values,
    reports: &[Arc<AnnotatedReport>],
) -> Facets {
    let number = |shared: &[Shared], id: &str| {
        shared.iter().position(|one| one.id == id).map_or(UNKNOWN, short)
    };
    let slug = |wanted: &crate::model::Slug| {
        let at = reports.iter().position(|report| report.edition.report.slug == *wanted);
        at.map_or(UNKNOWN, short)
    };
    let filters = Filters {
        report: request.report.as_ref().map(slug),
        entity: request.entity.as_ref().map(|id| number(&documents.entity, id.as_str())),
        theme: request.theme.as_ref().map(|id| number(&documents.theme, id.as_str())),
    };
    // Sections of several reports do not divide anything together.
    let only = match (filters.report, reports) {
        (Some(UNKNOWN), _) => None,
        (Some(report), _) => Some(report),
        (None, [_]) => Some(0),
        _ => None,
    };
    let sections = only.map_or(0, |report| reports[report as usize].edition.sections.len());
    let mut counts = Counts {
        report: vec![0; reports.len()],
        section: vec![0; sections],
        kind: vec![0; HitKind::ALL.len()],
        entity: vec![0; documents.entity.len()],
        theme: vec![0; documents.theme.len()],
    };
    let filtered = filters.report.is_some()
        || request.section.is_some()
        || request.kind.is_some()
        || filters.entity.is_some()
        || filters.theme.is_some();
    let many = found.len() > FEWEST_TURNED && found.len() * WORTH_TURNING > documents.len();
    if many && !filtered && only.is_none() {
        values.count(found, documents, &mut counts);
        return name(&counts, request, &filters, only, documents, reports);
    }
    found.retain(|hit| {
        let at = hit.document as usize;
        let missed =
            if filtered { missed(hit.document, request, &filters, documents, reports) } else { 0 };
        let counts_in = |facet: u8| missed & !facet == 0;
        let report = documents.report_of[at];
        if counts_in(REPORT) {
            counts.report[report as usize] += 1;
        }
        if counts_in(SECTION)
            && only == Some(report)
            && let Some(section) = documents.all[at].section
        {
            counts.section[section as usize] += 1;
        }
        if counts_in(KIND) {
            counts.kind[documents.kinds[at] as usize] += 1;
        }
        if counts_in(ENTITY) {
            for &entity in documents.entities.of(at) {
                counts.entity[entity as usize] += 1;
            }
        }
        if counts_in(THEME) {
            for &theme in documents.themes.of(at) {
                counts.theme[theme as usize] += 1;
            }
        }
        missed == 0
    });
    name(&counts, request, &filters, only, documents, reports)
}

/// The filters that `document` does not meet.
fn missed(
    document: u32,
    request: &Request,
    filters: &Filters,
    documents: &Documents,
    reports: &[Arc<AnnotatedReport>],
) -> u8 {
    let at = document as usize;
    let row = &documents.all[at];
    let mut missed = 0;
    if filters.report.is_some_and(|report| report != row.report) {
        missed |= REPORT;
    }
    if let Some(wanted) = &request.section {
        let sections = &reports[row.report as usize].edition.sections;
        if row.section.is_none_or(|section| sections[section as usize].id != *wanted) {
            missed |= SECTION;
        }
    }
    if request.kind.is_some_and(|kind| kind != row.kind) {
        missed |= KIND;
    }
    let lacks =
        |wanted: Option<u32>, list: &[u32]| wanted.is_some_and(|number| !list.contains(&number));
    if lacks(filters.entity, documents.entities.of(at)) {
        missed |= ENTITY;
    }
    if lacks(filters.theme, documents.themes.of(at)) {
        missed |= THEME;
    }
    missed
}

fn name(
    counts: &Counts,
    request: &Request,
    filters: &Filters,
    only: Option<u32>,
    documents: &Documents,
    reports: &[Arc<AnnotatedReport>],
) -> Facets {
    let shared = |all: &[Shared], counts: &[usize], chosen: Option<u32>| {
        most(counts, |at| FacetValue {
            id: all[at].id.clone(),
            label: all[at].name.clone(),
            count: counts[at],
            chosen: chosen == Some(short(at)),
        })
    };
    let section = only.map(|report| &reports[report as usize].edition.sections);
    Facets {
        report: most(&counts.report, |at| FacetValue {
            id: reports[at].edition.report.slug.to_string(),
            label: reports[at].edition.report.title.clone(),
            count: counts.report[at],
            chosen: filters.report == Some(short(at)),
        }),
        section: section
            .into_iter()
            .flatten()
            .zip(&counts.section)
            .filter(|&(_, &count)| count > 0)
            .map(|(section, &count)| FacetValue {
                id: section.id.to_string(),
                label: section.label(),
                count,
                chosen: request.section.as_ref() == Some(&section.id),
            })
            .collect(),
        kind: HitKind::ALL
            .iter()
            .zip(&counts.kind)
            .filter(|&(_, &count)| count > 0)
            .map(|(&kind, &count)| FacetValue {
                id: kind.name().to_owned(),
                label: kind.label().to_owned(),
                count,
                chosen: request.kind == Some(kind),
            })
            .collect(),
        entity: shared(&documents.entity, &counts.entity, filters.entity),
        theme: shared(&documents.theme, &counts.theme, filters.theme),
    }
}

/// The values that hits have, most hits first.
fn most(counts: &[usize], name: impl Fn(usize) -> FacetValue) -> Vec<FacetValue> {
    let mut numbers: Vec<usize> = (0..counts.len()).filter(|&at| counts[at] > 0).collect();
    numbers.sort_by_key(|&at| (std::cmp::Reverse(counts[at]), at));
    numbers.truncate(MOST_VALUES);
    numbers.into_iter().map(name).collect()
}
