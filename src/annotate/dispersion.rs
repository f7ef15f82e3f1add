//! Where in the length of a report things stand.
//!
//! Length is counted in words, as [`Edition::count_words`] counts them, so that a strip drawn
//! over it gives each word the same room.

use std::collections::HashMap;

use crate::model::{Edition, Place};

use super::AnnotatedReport;

/// The words of a report in a row.
#[derive(Debug, Clone)]
pub struct Ruler {
    /// Words before each place.
    starts: HashMap<Place, usize>,
    words: usize,
}

impl Ruler {
    /// The ruler of `edition`.
    #[must_use]
    pub fn new(edition: &Edition) -> Self {
        let mut starts = HashMap::new();
        let mut words = 0;
        for place in edition.places() {
            starts.insert(place, words);
            let repeats =
                matches!(place, Place::Title { section } if edition.repeats_part_title(section));
            if !repeats {
                words += edition.text(place).count_words();
            }
        }
        Self { starts, words }
    }

    /// Where byte `offset` of the text at `place` stands, from 0, the report's first word, to 1,
    /// its end. Text that is no part of the ruler's edition stands at 0.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "no report has 2⁵³ words")]
    pub fn position(&self, edition: &Edition, place: Place, offset: usize) -> f64 {
        let Some(start) = self.starts.get(&place) else { return 0.0 };
        let plain = edition.text(place).plain();
        let before = plain.get(..offset).unwrap_or(plain).split_whitespace().count();
        (start + before) as f64 / self.words.max(1) as f64
    }

    /// Where each section begins.
    #[must_use]
    pub fn sections(&self, edition: &Edition) -> Vec<f64> {
        (0..edition.sections.len())
            .map(|section| self.position(edition, Place::Title { section }, 0))
            .collect()
    }
}

/// A mention on the strip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// The text.
    pub place: Place,
    /// Index in that place's [`super::TextAnnotations::mentions`].
    pub mention: usize,
    /// Where it stands, from 0 to 1.
    pub position: f64,
}

/// The mentions of the entity at index `entity`, in the report's order.
#[must_use]
pub fn of_entity(report: &AnnotatedReport, ruler: &Ruler, entity: usize) -> Vec<Tick> {
    let mentions = report.annotations.mentions_of[entity].iter();
    mentions
        .filter_map(|(place, at)| {
            let start = report.annotations.of(*place)?.mentions[*at].span.start;
            let position = ruler.position(&report.edition, *place, start);
            Some(Tick { place: *place, mention: *at, position })
        })
        .collect()
}
