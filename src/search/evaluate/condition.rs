//! Whether a document meets a condition: a concept that it has, a filter of the query's fields.
//!
//! In: a document with its concepts. Out: yes or no, from columns and the report; no index.

use super::super::plan::{Condition, Library, Pages};
use super::super::{HitKind, Target};
use crate::annotate::AnnotatedReport;
use crate::model::Place;

/// Whether `document`, which has `concepts`, meets `condition`. Conditions nest no deeper than
/// the parser lets them.
pub(super) fn holds(
    condition: &Condition,
    document: u32,
    concepts: u32,
    library: &Library<'_>,
    reports: &[std::sync::Arc<AnnotatedReport>],
) -> bool {
    let again = |part: &Condition| holds(part, document, concepts, library, reports);
    let documents = library.documents;
    let row = &documents.all[document as usize];
    let report = &reports[row.report as usize];
    let touches = |list: &[u32], wanted: &[u32]| wanted.iter().any(|number| list.contains(number));
    match condition {
        Condition::Has(number) => concepts & (1 << number) != 0,
        Condition::All(parts) => parts.iter().all(again),
        Condition::Any(parts) => parts.iter().any(again),
        Condition::Not(part) => !again(part),
        Condition::Entity(wanted) => touches(documents.entities.of(document as usize), wanted),
        Condition::Theme(wanted) => touches(documents.themes.of(document as usize), wanted),
        Condition::Section(wanted) => row
            .section
            .is_some_and(|section| report.edition.sections[section as usize].id.as_str() == wanted),
        Condition::Kind(wanted) => row.kind == *wanted,
        Condition::Report(wanted) => row.report == *wanted,
        Condition::Page(wanted) => on_page(report, row.target, wanted),
    }
}

/// Whether `condition` names titles as the kind of hit.
pub(super) const fn asks_for_titles(condition: &Condition) -> bool {
    matches!(condition, Condition::Kind(HitKind::Title))
}

/// Bit by bit, the concepts that `condition` speaks of.
pub(super) fn named(condition: &Condition) -> u32 {
    match condition {
        Condition::Has(number) => 1 << number,
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().fold(0, |bits, part| bits | named(part))
        }
        Condition::Not(part) => named(part),
        _ => 0,
    }
}

/// Whether any word of `target` stands on one of the printed pages `wanted`.
fn on_page(report: &AnnotatedReport, target: Target, wanted: &Pages) -> bool {
    let place = match target {
        Target::Title { section } => Place::Title { section },
        Target::Block { section, block } => Place::Block { section, block },
        Target::Note(_) | Target::Entity(_) => return false,
    };
    report.edition.page_at(place, 0).is_some_and(|page| wanted.has(page.as_str()))
        || report.edition.text(place).page_breaks().any(|(page, _)| wanted.has(page.as_str()))
}
