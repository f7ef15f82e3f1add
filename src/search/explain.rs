//! Why a hit was found, in a few words each.
//!
//! In: a plan, and what of it was met in a document. Out: lines such as `words: law, compel`,
//! `other forms: compelled`, `names: PLA`; and the mentions to mark that no word of the query is in.

use std::collections::BTreeMap;

use super::Target;
use super::document::Documents;
use super::evaluate::Found;
use super::matching::Matcher;
use super::plan::{Origin, Pattern, Plan};
use super::reading::Reading;
use super::told::{By, Why};
use crate::annotate::AnnotatedReport;
use crate::model::{Place, Span};

/// Most words that a line tells.
const MOST_WORDS: usize = 8;

/// Why `found` was found.
pub(super) fn why(
    plan: &Plan,
    found: &Found,
    matcher: &Matcher<'_>,
    reading: &Reading,
    text: &str,
    documents: &Documents,
) -> Vec<Why> {
    // By origin, the words as the text has them, each once.
    let mut met: BTreeMap<Origin, Vec<&str>> = BTreeMap::new();
    for event in matcher.events() {
        let words = reading.span(event.start, event.end).of(text);
        let list = met.entry(matcher.origin(event)).or_default();
        if list.len() < MOST_WORDS && !list.iter().any(|other| other.eq_ignore_ascii_case(words)) {
            list.push(words);
        }
    }
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    let mut lines: Vec<Why> = met
        .into_iter()
        .map(|(origin, words)| Why { by: by(origin), words: owned(words) })
        .collect();
    let mut names: Vec<&str> = Vec::new();
    let mut themes: Vec<&str> = Vec::new();
    for (number, way) in ways(plan) {
        let has = found.concepts & (1 << number) != 0;
        let document = found.document as usize;
        match way {
            Pattern::Entity(entity) if has && documents.entities.of(document).contains(entity) => {
                names.push(&documents.entity[*entity as usize].name);
            }
            Pattern::Theme(theme) if documents.themes.of(document).contains(theme) => {
                themes.push(&documents.theme[*theme as usize].name);
            }
            _ => {}
        }
    }
    for (by, mut list) in [(By::Mentions, names), (By::Theme, themes)] {
        list.sort_unstable();
        list.dedup();
        list.truncate(MOST_WORDS);
        if !list.is_empty() {
            lines.push(Why { by, words: owned(list) });
        }
    }
    lines
}

const fn by(origin: Origin) -> By {
    match origin {
        Origin::Word => By::Words,
        Origin::Form => By::Forms,
        Origin::Prefix => By::Beginning,
        Origin::Spelling => By::Spelling,
        Origin::Correction => By::Correction,
        Origin::Name | Origin::PartOfName | Origin::CorrectedName => By::Names,
        Origin::Related => By::Meaning,
        Origin::Theme => By::Theme,
    }
}

/// Every way of the wanted concepts, with the number of its concept.
fn ways(plan: &Plan) -> impl Iterator<Item = (usize, &Pattern)> {
    plan.wanted.iter().flat_map(|&number| {
        plan.concepts[number].ways.iter().map(move |way| (number, &way.pattern))
    })
}

/// The mentions at `target` of entities that the plan looks for.
pub(super) fn named(
    plan: &Plan,
    report: &AnnotatedReport,
    target: Target,
    documents: &Documents,
    number: u32,
) -> Vec<Span> {
    let place = match target {
        Target::Title { section } => Place::Title { section },
        Target::Block { section, block } => Place::Block { section, block },
        Target::Note(_) | Target::Entity(_) => return Vec::new(),
    };
    let Some(computed) = report.annotations.of(place) else { return Vec::new() };
    let wanted: Vec<u32> = ways(plan)
        .filter_map(|(_, way)| match way {
            Pattern::Entity(entity) => Some(*entity),
            _ => None,
        })
        .collect();
    computed
        .mentions
        .iter()
        .filter(|mention| wanted.contains(&documents.entity_number(number, mention.entity)))
        .map(|mention| mention.span)
        .collect()
}
