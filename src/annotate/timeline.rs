//! What a report dates, in order.

use crate::model::{Place, Span};

use super::AnnotatedReport;
use super::dates::{self, FoundDate};

/// A date of a report, in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The text.
    pub place: Place,
    /// Index of the sentence in [`super::TextAnnotations::sentences`].
    pub sentence: usize,
    /// The date and its words.
    pub date: FoundDate,
}

/// Every date of `report` by its first day, then its last, then the report's order. A date inside
/// of a name dates nothing (`Made in China 2025`), unless the name begins with it (`2019 Davos
/// Forum`).
#[must_use]
pub fn of_report(report: &AnnotatedReport) -> Vec<TimelineEntry> {
    let mut entries = Vec::new();
    for place in report.edition.places() {
        let Some(annotations) = report.annotations.of(place) else { continue };
        // Code and the like: without sentences nothing is said.
        if annotations.sentences.is_empty() {
            continue;
        }
        for date in dates::find(report.edition.text(place).plain()) {
            if !annotations.mentions_within(date.span).iter().any(|m| is_inside(date.span, m.span))
                && let Some(sentence) = annotations.sentence_at(date.span.end)
            {
                entries.push(TimelineEntry { place, sentence, date });
            }
        }
    }
    entries.sort_by_key(|entry| (entry.date.start, entry.date.end));
    entries
}

/// Whether a date at `span` is a part of `name` other than its beginning.
pub(super) const fn is_inside(span: Span, name: Span) -> bool {
    name.overlaps(span) && name.start != span.start
}
