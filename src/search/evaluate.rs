//! Which documents meet a plan, and how well their words fit it.
//!
//! In: a plan and the posting lists. Out: [`Evaluation`]: every document that meets the plan, with
//! its concepts and its first score. Term at a time, the rarest concept first, in two rounds:
//!
//! 1. each concept's posting lists of texts and mentions are added up and weighed, which says what
//!    a document covers. Once the concepts that are left cannot make a hit of a document that has
//!    none of the earlier ones, only the documents seen so far are looked at;
//! 2. of the best hits by that, all fields of a concept are added up before they are weighed,
//!    which is what BM25F asks for ([`super::rank`] has the formula). Titles, leading sentences
//!    and themes are on so many documents, and say so little, that the others do without.
//!
//! Nothing is read of the documents themselves.

mod condition;
mod estimate;

use std::io;
use std::sync::Mutex;
use std::time::Instant;

use self::condition::{asks_for_titles, holds, named};
use self::estimate::{Estimate, Estimates};
use super::document::short;
use super::plan::{Concept, Library, Pattern, Plan};
use super::store::Field;
use super::{HitKind, rank};
use crate::annotate::AnnotatedReport;

/// A document that meets the plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) document: u32,
    pub(super) score: f32,
    /// Bit by bit, the concepts that its own text or mentions have.
    pub(super) concepts: u32,
}

/// What an evaluation gives.
#[derive(Debug, Default)]
pub(super) struct Evaluation {
    /// In no order.
    pub(super) found: Vec<Found>,
    /// For each concept, how much it tells documents apart.
    pub(super) idf: Vec<f32>,
    /// Whether time was up before the end.
    pub(super) partial: bool,
    /// Whether no document has all that is wanted.
    pub(super) relaxed: bool,
}

/// Columns with a place for each document, kept between searches and clean between them.
#[derive(Debug, Default)]
struct Scratch {
    /// Weighted frequency of the concept at hand.
    frequency: Vec<f32>,
    score: Vec<f32>,
    /// What the document covers of the wanted concepts, by idf.
    covered: Vec<f32>,
    concepts: Vec<u32>,
    /// Documents that the concept at hand touched.
    touched: Vec<u32>,
    /// Documents that have any concept.
    seen: Vec<u32>,
}

/// The bit of a document that is in [`Scratch::seen`]; concepts are far fewer.
const SEEN: u32 = 1 << 31;
/// The bit of a document that is among the best hits.
const BEST: u32 = 1 << 30;

/// Hits of which all fields are weighed: ten times those that are then weighed again by how their
/// words stand together.
const BEST_HITS: usize = 480;

/// Scratches not in use.
#[derive(Debug, Default)]
pub(super) struct Scratches(Mutex<Vec<Scratch>>);

impl Scratches {
    fn take(&self, documents: usize) -> Scratch {
        let mut scratch = self.lock().pop().unwrap_or_default();
        scratch.frequency.resize(documents, 0.0);
        scratch.score.resize(documents, 0.0);
        scratch.covered.resize(documents, 0.0);
        scratch.concepts.resize(documents, 0);
        scratch
    }

    fn give(&self, mut scratch: Scratch) {
        for &document in &scratch.seen {
            scratch.score[document as usize] = 0.0;
            scratch.covered[document as usize] = 0.0;
            scratch.concepts[document as usize] = 0;
        }
        scratch.seen.clear();
        let mut all = self.lock();
        if all.len() < 16 {
            all.push(scratch);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Scratch>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Evaluates `plan`; stops early at the library's deadline.
pub(super) fn evaluate(
    plan: &Plan,
    library: &Library<'_>,
    reports: &[std::sync::Arc<AnnotatedReport>],
    scratches: &Scratches,
) -> io::Result<Evaluation> {
    let mut scratch = scratches.take(library.store.len());
    let mut evaluation = Evaluation { idf: vec![0.0; plan.concepts.len()], ..Default::default() };
    let mut read = Ok(());
    let mut left = Estimates::of(plan, library);
    // The most that a document is known to cover.
    let mut covered = 0.0_f32;
    let mut every = true;
    while let Some(Estimate { number, having, ranks }) = left.next() {
        if Instant::now() > library.deadline {
            evaluation.partial = true;
            break;
        }
        // Documents that have only what is left would not cover enough to be hits: of those
        // concepts only the documents seen so far are looked at.
        let least = rank::coverage(plan.wanted.len()) * covered;
        let fresh = !plan.conditions.is_empty() || !ranks || left.rest() >= least;
        if every && !fresh {
            every = false;
            scratch.seen.sort_unstable();
        }
        let Scratch { frequency, concepts, touched, seen, .. } = &mut scratch;
        let among = (!fresh).then_some(seen.as_slice());
        let added = add_own(library, &plan.concepts[number], among, &mut |document, value| {
            let at = document as usize;
            if fresh || concepts[at] & SEEN != 0 {
                if frequency[at] == 0.0 {
                    touched.push(document);
                }
                frequency[at] += value;
            }
        });
        match added {
            Ok(whole) => evaluation.partial |= !whole,
            Err(fault) => {
                read = Err(fault);
                break;
            }
        }
        let having = (!fresh).then_some(having);
        let (idf, most) = cover(&mut scratch, library, ranks, number, having);
        evaluation.idf[number] = idf;
        covered = covered.max(most);
    }
    collect(plan, library, reports, &scratch, covered, &mut evaluation);
    read = read.and_then(|()| weigh_all_fields(plan, library, &mut scratch, &mut evaluation));
    scratches.give(scratch);
    read.map(|()| evaluation)
}

/// Adds up the posting lists of the texts and mentions of `concept`; whether to their ends. Where
/// `among`, which is sorted, is given, other documents may be left out.
fn add_own(
    library: &Library<'_>,
    concept: &Concept,
    among: Option<&[u32]>,
    put: &mut impl FnMut(u32, f32),
) -> io::Result<bool> {
    let store = library.store;
    let mut whole = true;
    for way in concept.ways.iter().filter(|way| !way.marks_only) {
        let weight = way.weight;
        let text = |document: u32, count: u32| {
            weight * times(count) / rank::length_factor(store.relative_length(document))
        };
        match &way.pattern {
            Pattern::Form(form) => {
                let word = library.vocabulary.form(*form);
                store.each_posting(Field::Text, word, among, |document, count| {
                    put(document, text(document, count));
                    true
                })?;
            }
            Pattern::Phrase(..) => {
                let rows = library.rows.get(library, &way.pattern)?;
                whole &= rows.whole;
                for &(document, count) in &rows.documents {
                    put(document, text(document, count));
                }
            }
            Pattern::Entity(entity) => {
                let id = &library.documents.entity[*entity as usize].id;
                store.each_posting(Field::Entity, id, among, |document, count| {
                    put(document, rank::MENTION * weight * times(count));
                    true
                })?;
            }
            Pattern::Theme(_) => {}
        }
    }
    Ok(whole)
}

fn times(count: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
    let times = count as f32;
    times
}

/// Weighs what was added up for concept `number`, which `having` documents have, or as many as
/// were counted; gives its weight and the most that a document now covers.
fn cover(
    scratch: &mut Scratch,
    library: &Library<'_>,
    ranks: bool,
    number: usize,
    having: Option<usize>,
) -> (f32, f32) {
    let Scratch { frequency, score, covered, concepts, touched, seen } = scratch;
    let idf = rank::idf(having.unwrap_or(touched.len()), library.store.len());
    let mut most = 0.0_f32;
    for document in touched.drain(..) {
        let at = document as usize;
        let value = std::mem::take(&mut frequency[at]);
        if concepts[at] & SEEN == 0 {
            seen.push(document);
        }
        concepts[at] |= SEEN | 1 << number;
        if ranks {
            score[at] += idf * rank::saturate(value);
            covered[at] += idf;
            most = most.max(rank::bar(library.documents.kinds[at]) * covered[at]);
        }
    }
    (idf, most)
}

/// Weighs the best hits by all their fields.
fn weigh_all_fields(
    plan: &Plan,
    library: &Library<'_>,
    scratch: &mut Scratch,
    evaluation: &mut Evaluation,
) -> io::Result<()> {
    let kinds = &library.documents.kinds;
    let value = |hit: &Found| hit.score * rank::prior(kinds[hit.document as usize]);
    let found = &mut evaluation.found;
    let best = found.len().min(BEST_HITS);
    if best < found.len() {
        found.select_nth_unstable_by(best, |a, b| {
            value(b).total_cmp(&value(a)).then(a.document.cmp(&b.document))
        });
    }
    let Scratch { frequency, score, concepts, touched, .. } = scratch;
    let mut hits: Vec<u32> = found[..best].iter().map(|hit| hit.document).collect();
    hits.sort_unstable();
    for &document in &hits {
        concepts[document as usize] |= BEST;
        score[document as usize] = 0.0;
    }
    for &number in &plan.wanted {
        let concept = &plan.concepts[number];
        let mut put = |document: u32, value: f32| {
            let at = document as usize;
            if concepts[at] & BEST != 0 {
                if frequency[at] == 0.0 {
                    touched.push(document);
                }
                frequency[at] += value;
            }
        };
        let mut read = add_own(library, concept, Some(&hits), &mut put).map(|_| ());
        for way in concept.ways.iter().filter(|way| !way.marks_only) {
            read = read.and_then(|()| add_over(library, &way.pattern, way.weight, &hits, &mut put));
        }
        for document in touched.drain(..) {
            let value = std::mem::take(&mut frequency[document as usize]);
            score[document as usize] += evaluation.idf[number] * rank::saturate(value);
        }
        read?;
    }
    for hit in &mut found[..best] {
        hit.score = score[hit.document as usize];
    }
    Ok(())
}

/// Adds what the titles, the leading sentences and the themes of `hits` have of `pattern`.
fn add_over(
    library: &Library<'_>,
    pattern: &Pattern,
    weight: f32,
    hits: &[u32],
    put: &mut impl FnMut(u32, f32),
) -> io::Result<()> {
    let store = library.store;
    match pattern {
        Pattern::Form(form) => {
            let word = library.vocabulary.form(*form);
            for (field, share) in [(Field::Title, rank::TITLE), (Field::Lead, rank::LEAD)] {
                store.each_posting(field, word, Some(hits), |document, count| {
                    put(document, share * weight * times(count));
                    true
                })?;
            }
        }
        Pattern::Theme(theme) => {
            let id = &library.documents.theme[*theme as usize].id;
            store.each_posting(Field::Theme, id, Some(hits), |document, _| {
                put(document, weight);
                true
            })?;
        }
        Pattern::Phrase(..) | Pattern::Entity(_) => {}
    }
    Ok(())
}

/// Collects the documents that meet the plan; the `most` that any document covers is known.
fn collect(
    plan: &Plan,
    library: &Library<'_>,
    reports: &[std::sync::Arc<AnnotatedReport>],
    scratch: &Scratch,
    most: f32,
    evaluation: &mut Evaluation,
) {
    let wanted: u32 = plan.wanted.iter().fold(0, |bits, &number| bits | 1 << number);
    let meets = |document: u32| {
        let concepts = scratch.concepts[document as usize];
        plan.conditions
            .iter()
            .all(|condition| holds(condition, document, concepts, library, reports))
    };
    if wanted == 0 {
        if !plan.conditions.is_empty() {
            // A title says what stands under it, and answers nothing by itself.
            let titles = plan.conditions.iter().any(asks_for_titles);
            let answers = |document: &u32| {
                titles || library.documents.kinds[*document as usize] != HitKind::Title
            };
            let all = 0..short(library.store.len());
            evaluation.found = all
                .filter(answers)
                .filter(|&document| meets(document))
                .map(|document| Found { document, score: 0.0, concepts: 0 })
                .collect();
        }
        return;
    }
    let is_hit = |document: u32| scratch.covered[document as usize] > 0.0 && meets(document);
    let covered = |document: u32| scratch.covered[document as usize];
    let most = if plan.conditions.is_empty() {
        most
    } else {
        let hits = scratch.seen.iter().filter(|&&document| is_hit(document));
        let bar = |document: u32| rank::bar(library.documents.kinds[document as usize]);
        hits.map(|&document| bar(document) * covered(document)).fold(0.0, f32::max)
    };
    // Whatever covers nothing is no hit.
    let demanded = plan.conditions.iter().fold(0, |bits, condition| bits | named(condition));
    let share = if wanted & !demanded == 0 { 0.0 } else { rank::coverage(plan.wanted.len()) };
    let least = (share * most).max(f32::MIN_POSITIVE);
    let hits = scratch.seen.iter().filter(|&&document| covered(document) >= least);
    let found: Vec<Found> = hits
        .filter(|&&document| meets(document))
        .map(|&document| {
            let at = document as usize;
            Found { document, score: scratch.score[at], concepts: scratch.concepts[at] }
        })
        .collect();
    // What a condition demands is there, or something instead of it.
    let hoped = plan
        .wanted
        .iter()
        .filter(|&&number| !plan.concepts[number].ways.is_empty())
        .fold(0, |bits, &number| bits | 1 << number)
        & !demanded;
    evaluation.relaxed =
        !found.is_empty() && found.iter().all(|found| found.concepts & hoped != hoped);
    evaluation.found = found;
}
