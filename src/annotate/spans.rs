//! Choosing among spans.

use crate::model::Span;

/// Of things with spans, those that remain when the leftmost wins, then the longest, then the
/// one that came first.
pub(super) fn leftmost_longest<T>(mut found: Vec<T>, span: impl Fn(&T) -> Span) -> Vec<T> {
    found.sort_by_key(|thing| (span(thing).start, std::cmp::Reverse(span(thing).end)));
    let mut end = 0;
    found.retain(|thing| {
        let free = span(thing).start >= end;
        if free {
            end = span(thing).end;
        }
        free
    });
    found
}

/// Whether `span` overlaps one of `sorted`, spans in order that do not overlap one another.
pub(super) fn overlaps_any(sorted: &[Span], span: Span) -> bool {
    let first = sorted.partition_point(|other| other.end <= span.start);
    sorted.get(first).is_some_and(|other| other.overlaps(span))
}
