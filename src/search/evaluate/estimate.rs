//! In which order concepts are evaluated: the rarest first.
//!
//! In: a plan and how common its words are. Out: one concept after another, and what those that
//! are left can cover. No posting list is read.

use super::super::plan::{Library, Pattern, Plan};
use super::super::rank;

/// How many documents a concept has, at most, before its posting lists are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Estimate {
    /// Of the plan's concepts.
    pub(super) number: usize,
    pub(super) having: usize,
    /// Whether it is wanted.
    pub(super) ranks: bool,
}

/// The concepts of a plan, rarest first.
pub(super) struct Estimates {
    /// The commonest first.
    left: Vec<(Estimate, f32)>,
    /// The idf of the one given last.
    last: f32,
}

impl Estimates {
    /// Those of `plan`.
    pub(super) fn of(plan: &Plan, library: &Library<'_>) -> Self {
        let all = library.store.len();
        let count = |form: u32| library.vocabulary.count(form) as usize;
        let mut left: Vec<_> = plan
            .concepts
            .iter()
            .enumerate()
            .map(|(number, concept)| {
                let ways = concept.ways.iter().filter(|way| !way.marks_only);
                let having: usize = ways
                    .map(|way| match &way.pattern {
                        Pattern::Form(form) => count(*form),
                        Pattern::Phrase(slots, _) => slots
                            .iter()
                            .map(|forms| forms.iter().map(|&form| count(form)).sum())
                            .min()
                            .unwrap_or(0),
                        Pattern::Entity(entity) => library.documents.mentioning(*entity),
                        Pattern::Theme(_) => 0,
                    })
                    .sum();
                let having = having.min(all);
                let ranks = plan.wanted.contains(&number);
                (Estimate { number, having, ranks }, rank::idf(having, all))
            })
            .collect();
        left.sort_by_key(|(estimate, _)| std::cmp::Reverse((estimate.having, estimate.number)));
        Self { left, last: 0.0 }
    }

    /// The rarest that is left.
    pub(super) fn next(&mut self) -> Option<Estimate> {
        let (estimate, idf) = self.left.pop()?;
        self.last = idf;
        Some(estimate)
    }

    /// What the wanted concept given last and all that are left cover together.
    pub(super) fn rest(&self) -> f32 {
        let left = self.left.iter().filter(|(estimate, _)| estimate.ranks);
        self.last + left.map(|(_, idf)| idf).sum::<f32>()
    }
}
