//! Where a plan's words stand in a document.
//!
//! In: a plan, and a document's reading. Out: [`Event`]s, the places of concepts in the text, for
//! ranking; and highlights, the bytes to mark, on grapheme boundaries. Phrases count where they
//! stand in a row, as the index itself counts them.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::plan::{Origin, Pattern, Plan};
use super::reading::Reading;
use super::vocabulary::Vocabulary;
use crate::model::Span;

/// Words that say, before and after another, what it means.
const CUES: [&[&str]; 2] = [
    &["term", "called", "concept", "word"],
    &["describes", "means", "refers", "denotes", "describe", "mean", "refer", "signifies", "is"],
];

/// A concept in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Event {
    /// Index among the wanted concepts.
    pub(super) rank: usize,
    /// How well the way expresses the concept.
    pub(super) weight: f32,
    /// First position.
    pub(super) start: usize,
    /// One past the last position.
    pub(super) end: usize,
    pub(super) sentence: usize,
    /// Index of the way in its concept.
    pub(super) way: usize,
}

/// A phrase to look for.
#[derive(Debug)]
struct Row {
    rank: usize,
    way: usize,
    weight: f32,
    near: Option<u32>,
    places: usize,
}

/// What a form is in the plan.
#[derive(Debug, Clone, Copy)]
enum Use {
    /// A concept by itself.
    Alone { rank: usize, way: usize, weight: f32 },
    /// The word at a place of a row.
    Place { row: usize, place: usize },
}

/// Finds a plan's concepts in one document after another.
#[derive(Debug)]
pub(super) struct Matcher<'p> {
    plan: &'p Plan,
    idf: &'p [f32],
    uses: HashMap<u32, Vec<Use>>,
    rows: Vec<Row>,
    events: Vec<Event>,
    /// Forms that say, before and after a word, what it means; empty unless that is asked.
    cues: [Vec<u32>; 2],
    /// The idf of what the document at hand says the meaning of.
    definition: f32,
    /// Positions by row and place, for the document at hand.
    places: Vec<Vec<Vec<u32>>>,
}

impl<'p> Matcher<'p> {
    /// A matcher of `plan`, whose concepts weigh `idf`.
    pub(super) fn new(plan: &'p Plan, idf: &'p [f32], vocabulary: &Vocabulary) -> Self {
        let mut uses: HashMap<u32, Vec<Use>> = HashMap::new();
        let mut rows = Vec::new();
        for (rank, &concept) in plan.wanted.iter().enumerate() {
            for (way_at, way) in plan.concepts[concept].ways.iter().enumerate() {
                let weight = way.weight;
                match &way.pattern {
                    Pattern::Form(form) => {
                        uses.entry(*form).or_default().push(Use::Alone {
                            rank,
                            way: way_at,
                            weight,
                        });
                    }
                    Pattern::Phrase(slots, near) => {
                        for (place, forms) in slots.iter().enumerate() {
                            for &form in forms {
                                let one = Use::Place { row: rows.len(), place };
                                uses.entry(form).or_default().push(one);
                            }
                        }
                        let (near, places) = (*near, slots.len());
                        rows.push(Row { rank, way: way_at, weight, near, places });
                    }
                    Pattern::Entity(_) | Pattern::Theme(_) => {}
                }
            }
        }
        let places = rows.iter().map(|row| vec![Vec::new(); row.places]).collect();
        let cues = CUES.map(|words| {
            let asked = words.iter().filter(|_| plan.definition && plan.wanted.len() <= 2);
            asked.filter_map(|word| vocabulary.find(word)).collect()
        });
        Self { plan, idf, uses, rows, events: Vec::new(), cues, definition: 0.0, places }
    }

    /// Finds the concepts in a document.
    pub(super) fn read(&mut self, reading: &Reading) {
        self.events.clear();
        self.places.iter_mut().flatten().for_each(Vec::clear);
        self.definition = 0.0;
        let mut any_row = false;
        let mut sentence = 0;
        for (start, form) in reading.forms.iter().enumerate() {
            while sentence + 1 < reading.ends.len() && reading.ends[sentence] as usize <= start {
                sentence += 1;
            }
            for &used in self.uses.get(form).into_iter().flatten() {
                match used {
                    Use::Alone { rank, way, weight } => {
                        let end = start + 1;
                        self.events.push(Event { rank, weight, start, end, sentence, way });
                    }
                    Use::Place { row, place } => {
                        any_row = true;
                        self.places[row][place].push(super::document::short(start));
                    }
                }
            }
        }
        if any_row {
            self.read_rows(reading);
        }
        if !self.cues[1].is_empty() {
            self.definition = self.find_definition(reading);
        }
    }

    fn read_rows(&mut self, reading: &Reading) {
        for (row, places) in self.rows.iter().zip(&self.places) {
            let found = match row.near {
                None => in_rows(places),
                Some(slop) => near_one_another(places, slop),
            };
            for Range { start, end } in found {
                let (rank, way, weight) = (row.rank, row.way, row.weight);
                let sentence = reading.sentence_of(start);
                self.events.push(Event { rank, weight, start, end, sentence, way });
            }
        }
    }

    /// The most that the idf of a concept is, of which the text says what it means: a cue stands
    /// right before it, or within two words after it.
    fn find_definition(&self, reading: &Reading) -> f32 {
        let [before, after] = &self.cues;
        let meant = self.events.iter().filter(|event| {
            let earlier = &reading.forms[event.start.saturating_sub(1)..event.start];
            let end = reading.forms.len().min(event.end + 3);
            let later = &reading.forms[event.end..end];
            let said = |forms: &[u32], cues: &[u32]| forms.iter().any(|form| cues.contains(form));
            said(earlier, before) || said(later, after)
        });
        meant.map(|event| event.weight * self.idf(event.rank)).fold(0.0, f32::max)
    }

    /// See [`Matcher::find_definition`]; 0 unless a meaning is asked.
    pub(super) const fn definition(&self) -> f32 {
        self.definition
    }

    /// The concepts in the document that was read.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// The wanted concepts.
    pub(super) fn wanted(&self) -> &[usize] {
        &self.plan.wanted
    }

    /// The weight of the wanted concept `rank`.
    pub(super) fn idf(&self, rank: usize) -> f32 {
        self.idf[self.plan.wanted[rank]]
    }

    /// Where the wanted concept `rank` stands in the query, in words.
    pub(super) fn query_span(&self, rank: usize) -> (usize, usize) {
        self.plan.concepts[self.plan.wanted[rank]].span
    }

    /// The bytes of `text` to mark: what was met, each token of a nearness apart.
    pub(super) fn highlights(&self, reading: &Reading, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        for event in &self.events {
            let way = &self.plan.concepts[self.plan.wanted[event.rank]].ways[event.way];
            match &way.pattern {
                Pattern::Phrase(slots, Some(_)) => {
                    let inside = event.start..event.end;
                    let meant =
                        |at: &usize| slots.iter().any(|forms| forms.contains(&reading.forms[*at]));
                    spans.extend(inside.filter(meant).map(|at| reading.span(at, at + 1)));
                }
                _ => spans.push(reading.span(event.start, event.end)),
            }
        }
        tidy(spans, text)
    }

    /// Why the way of `event` belongs to its concept.
    pub(super) fn origin(&self, event: &Event) -> Origin {
        self.plan.concepts[self.plan.wanted[event.rank]].ways[event.way].origin
    }
}

/// Sorts spans, widens them to grapheme boundaries, and joins those that overlap.
pub(super) fn tidy(mut spans: Vec<Span>, text: &str) -> Vec<Span> {
    for span in &mut spans {
        *span = widen(*span, text);
    }
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let overlap = next.start < kept.end;
        if overlap {
            kept.end = kept.end.max(next.end);
        }
        overlap
    });
    spans
}

/// The smallest span around `span` that cuts no grapheme cluster.
fn widen(span: Span, text: &str) -> Span {
    let boundary = |at: usize| {
        let near = |at: Option<&u8>| at.is_none_or(u8::is_ascii);
        let bytes = text.as_bytes();
        // Two printing ASCII characters are never one cluster.
        if near(bytes.get(at)) && at.checked_sub(1).is_none_or(|before| near(bytes.get(before))) {
            return true;
        }
        GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
    };
    let (mut start, mut end) = (span.start, span.end);
    if !boundary(start) {
        let mut cursor = GraphemeCursor::new(start, text.len(), true);
        start = cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0);
    }
    if !boundary(end) {
        let mut cursor = GraphemeCursor::new(end, text.len(), true);
        end = cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len());
    }
    Span::new(start, end)
}

fn in_rows(places: &[Vec<u32>]) -> Vec<Range<usize>> {
    let Some((first, rest)) = places.split_first() else { return Vec::new() };
    first
        .iter()
        .filter(|&&start| {
            (start + 1..).zip(rest).all(|(wanted, list)| list.binary_search(&wanted).is_ok())
        })
        .map(|&start| start as usize..start as usize + places.len())
        .collect()
}

fn near_one_another(places: &[Vec<u32>], slop: u32) -> Vec<Range<usize>> {
    let lists: Vec<&[u32]> = places.iter().map(Vec::as_slice).collect();
    super::store::find_near(&lists, slop)
        .into_iter()
        .map(|(start, end)| start as usize..end as usize + 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_never_cut_a_grapheme() {
        let text = "e\u{301}te\u{301} 👩‍💻x";
        assert_eq!(widen(Span::new(0, 1), text), Span::new(0, 3));
        assert_eq!(widen(Span::new(3, 5), text), Span::new(3, 7));
        let woman = text.find('👩').unwrap();
        let laptop = text.find('💻').unwrap();
        assert_eq!(widen(Span::new(laptop, text.len()), text), Span::new(woman, text.len()));
    }

    #[test]
    fn marks_lie_apart() {
        let spans = vec![Span::new(5, 8), Span::new(0, 3), Span::new(2, 4), Span::new(4, 5)];
        let tidied = tidy(spans, "abcdefgh");
        assert_eq!(tidied, [Span::new(0, 4), Span::new(4, 5), Span::new(5, 8)]);
    }
}
