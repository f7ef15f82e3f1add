//! Which entities share an entity's sentences.

use std::collections::BTreeMap;

use crate::model::Place;

use super::AnnotatedReport;

/// Another entity in sentences of the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoMention {
    /// Index of the other entity.
    pub entity: usize,
    /// The sentences that mention both, each once: place, and index in its sentences.
    pub sentences: Vec<(Place, usize)>,
}

/// The entities that share sentences with the entity at index `entity`: those with the most
/// sentences first, then in the register's order.
#[must_use]
pub fn of_entity(report: &AnnotatedReport, entity: usize) -> Vec<CoMention> {
    let mut shared: BTreeMap<usize, Vec<(Place, usize)>> = BTreeMap::new();
    for (place, at) in &report.annotations.mentions_of[entity] {
        let Some(annotations) = report.annotations.of(*place) else { continue };
        let Some(sentence) = annotations.sentence_at(annotations.mentions[*at].span.start + 1)
        else {
            continue;
        };
        let span = annotations.sentences[sentence];
        let others = annotations.mentions_within(span).iter();
        for other in others.filter(|other| other.entity != entity) {
            let sentences = shared.entry(other.entity).or_default();
            if sentences.last() != Some(&(*place, sentence)) {
                sentences.push((*place, sentence));
            }
        }
    }
    let mut shared: Vec<CoMention> =
        shared.into_iter().map(|(entity, sentences)| CoMention { entity, sentences }).collect();
    shared.sort_by_key(|other| std::cmp::Reverse(other.sentences.len()));
    shared
}
