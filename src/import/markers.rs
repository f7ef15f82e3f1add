//! Note markers, told from the numbers of the text by their running sequence.
//!
//! In: the drafts of a text in order. Out: the same without the markers' digits, each marker a
//! point. Every number that could be a marker is a candidate with a weight by its style; of all
//! ways to read 1, 2, 3 … out of them the one with the greatest weight is taken. Finding it takes
//! n log n steps for n candidates.

mod candidates;

use super::join::Draft;
use super::record::Record;
use crate::diagnostic::Severity;
use crate::model::NoteNumber;

pub(super) use candidates::{Candidate, Style, find_candidates};

/// What a number that is missing between two markers costs, in the unit of the styles' weights.
const MISSING: f32 = 3.0;

/// A marker's number and where it stands in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Which note it calls.
    pub(super) note: NoteNumber,
    /// Line of the source.
    pub(super) line: usize,
    /// Which of the line's words holds its digits, from 1.
    pub(super) word: usize,
}

/// A candidate in one of the drafts.
struct Place {
    draft: usize,
    candidate: Candidate,
}

/// Takes the markers out of `drafts`; gives them in order.
pub(super) fn take_markers(drafts: &mut [&mut Draft], record: &mut Record) -> Vec<Found> {
    let places: Vec<Place> = drafts
        .iter()
        .enumerate()
        .flat_map(|(draft, text)| {
            find_candidates(&text.text).into_iter().map(move |candidate| Place { draft, candidate })
        })
        .collect();
    let mut taken = choose_sequence(&places);
    let line = |place: &Place| drafts[place.draft].line_at(place.candidate.last);
    tell_missing(&places, &taken, &line, record);
    take_strays(&places, &mut taken, &line, record);
    let mut found = Vec::new();
    for (at, draft) in drafts.iter_mut().enumerate() {
        let first = places.partition_point(|place| place.draft < at);
        let end = places.partition_point(|place| place.draft <= at);
        let own = places[first..end].iter().zip(&taken[first..end]);
        let own: Vec<&Candidate> =
            own.filter(|(_, taken)| **taken).map(|(place, _)| &place.candidate).collect();
        if own.is_empty() {
            continue;
        }
        let places = draft.locate(own.iter().map(|candidate| candidate.last));
        found.extend(own.iter().zip(places).map(|(candidate, (line, word))| Found {
            note: candidate.number,
            line,
            word,
        }));
        cut(draft, &own);
    }
    found
}

/// For each candidate whether it is a marker: the rising sequence with the greatest weight, less
/// what the numbers it lacks cost.
fn choose_sequence(places: &[Place]) -> Vec<bool> {
    let mut taken = vec![false; places.len()];
    let largest = places.iter().map(|place| place.candidate.number.get()).max().unwrap_or(0);
    let mut best = RunningBest::new(largest);
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    let mut top: Option<(f32, usize)> = None;
    for (at, place) in places.iter().enumerate() {
        let number = place.candidate.number.get();
        let cost = |number: u32| {
            #[expect(clippy::cast_precision_loss, reason = "at most 20,000")]
            let number = number as f32;
            number * MISSING
        };
        // best holds weight + cost(number), so that a gap costs by its length.
        let (weight, from) = best.up_to(number - 1).unwrap_or((0.0, None));
        let weight = weight - cost(number - 1) + place.candidate.style.weight();
        before[at] = from;
        best.raise(number, weight + cost(number), at);
        if top.is_none_or(|(known, _)| weight > known) {
            top = Some((weight, at));
        }
    }
    let mut next = top.filter(|(weight, _)| *weight > MISSING).map(|(_, at)| at);
    while let Some(at) = next {
        taken[at] = true;
        next = before[at];
    }
    taken
}

/// The greatest value seen for any number up to a given one: a Fenwick tree of maxima.
struct RunningBest(Vec<Option<(f32, usize)>>);

impl RunningBest {
    fn new(largest: u32) -> Self {
        Self(vec![None; usize::try_from(largest).unwrap_or_default() + 1])
    }

    /// The greatest value and its candidate; no candidate for the empty sequence.
    fn up_to(&self, number: u32) -> Option<(f32, Option<usize>)> {
        let mut at = usize::try_from(number).ok()?;
        let mut best: Option<(f32, Option<usize>)> = Some((0.0, None));
        while at > 0 {
            if let Some((value, candidate)) = self.0[at]
                && best.is_none_or(|(known, _)| value > known)
            {
                best = Some((value, Some(candidate)));
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, number: u32, value: f32, candidate: usize) {
        let mut at = usize::try_from(number).unwrap_or_default();
        while at < self.0.len() {
            if self.0[at].is_none_or(|(known, _)| value > known) {
                self.0[at] = Some((value, candidate));
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// Says which numbers the sequence lacks.
fn tell_missing(
    places: &[Place],
    taken: &[bool],
    line: &impl Fn(&Place) -> usize,
    record: &mut Record,
) {
    let mut expected = 1;
    let mut last_line = 1;
    for (place, _) in places.iter().zip(taken).filter(|(_, taken)| **taken) {
        let number = place.candidate.number.get();
        let here = line(place);
        if number > expected {
            let missing = if number == expected + 1 {
                format!("marker {expected} was not found")
            } else {
                format!("markers {expected} to {} were not found", number - 1)
            };
            record.fault(
                Severity::Warning,
                here,
                format!("{missing} between line {last_line} and here"),
            );
        }
        if place.candidate.style.weight() <= Style::Apart.weight() {
            record.doubt(
                here,
                format!("marker {number}"),
                format!("{}; the sequence wants it here", place.candidate.style.told()),
            );
        }
        expected = number + 1;
        last_line = here;
    }
}

/// Numbers outside the sequence that look like nothing but markers: a note called twice, or out
/// of order. Others stay text; the receipt names the ones that could be meant.
fn take_strays(
    places: &[Place],
    taken: &mut [bool],
    line: &impl Fn(&Place) -> usize,
    record: &mut Record,
) {
    let numbers = places.iter().zip(taken.iter()).filter(|(_, taken)| **taken);
    let largest = numbers.clone().map(|(place, _)| place.candidate.number.get()).max();
    let Some(largest) = largest else { return };
    let mut styles: Vec<Style> = numbers.map(|(place, _)| place.candidate.style).collect();
    styles.sort_unstable();
    let usual = styles[styles.len() / 2];
    let starts: Vec<(usize, usize)> = places
        .iter()
        .zip(taken.iter())
        .filter(|(_, taken)| **taken)
        .map(|(place, _)| (place.draft, place.candidate.start))
        .collect();
    for (at, place) in places.iter().enumerate() {
        let Candidate { number, style, start, .. } = place.candidate;
        if taken[at] {
            continue;
        }
        if starts.binary_search(&(place.draft, start)).is_ok() {
            // Several numbers share a pair of brackets and go with it.
            taken[at] = style == Style::Bracketed;
            continue;
        }
        let in_range = number.get() <= largest + 3;
        if in_range && style.is_surely_marker(usual) {
            taken[at] = true;
            record.doubt(
                line(place),
                format!("marker {number}"),
                "it stands outside the sequence: called twice or out of order",
            );
        } else if in_range && style.may_be_marker(usual) {
            record.doubt(
                line(place),
                format!("the number {number} is text"),
                format!("{}, but the sequence does not want it here", style.told()),
            );
        }
    }
}

/// Cuts the digits of `markers` out of a draft and sets the points.
fn cut(draft: &mut Draft, markers: &[&Candidate]) {
    let mut text = String::with_capacity(draft.text.len());
    let mut removed: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    let mut points = Vec::new();
    for marker in markers {
        let mut start = marker.start.max(from);
        // A comma or a blank between two markers goes with them.
        if removed.last().is_some_and(|(end, _)| *end == from && *end > 0)
            && draft.text[from..start].trim_matches([',', ' ']).is_empty()
        {
            start = from;
        }
        text.push_str(&draft.text[from..start]);
        points.push((text.len(), marker.number));
        from = marker.end.max(from);
        removed.push((from, from - text.len()));
    }
    text.push_str(&draft.text[from..]);
    let moved = |offset: usize| {
        let after = removed.partition_point(|(end, _)| *end <= offset);
        let back = after.checked_sub(1).map_or(0, |at| removed[at].1);
        offset - back
    };
    let lines = draft.lines.iter_mut().map(|line| &mut line.start);
    for offset in lines.chain(draft.pages.iter_mut().map(|(offset, _)| offset)) {
        *offset = moved(*offset).min(text.len());
    }
    draft.text = text;
    draft.markers.extend(points);
}
