//! What a query means in this library: which words, names and phrases to look for, and how they
//! combine.
//!
//! In: the query's tree, and what the library knows of words and names. Out: [`Plan`]: concepts,
//! each with every way in which a text may express it; the condition that a document has to
//! meet; chips and notices that tell the reader what was done. Nothing is looked up in documents
//! yet.

mod field;
mod phrase;
mod way;
mod word;

use std::sync::Arc;
use std::time::Instant;

pub(super) use self::field::Pages;
use self::phrase::Quoted;
use self::word::Stops;

use super::document::Documents;
use super::name::Names;
use super::parse::{Clause, FieldName, Node, Occur, Query};
use super::row::KnownRows;
use super::store::Store;
use super::vocabulary::Vocabulary;
use super::{Chip, HitKind, Notice, Request, Told};
use crate::annotate::AnnotatedReport;

/// Most terms of a query; words after them are left out.
pub(super) const MOST_TERMS: usize = 16;
/// Fewest characters of a prefix.
const SHORTEST_PREFIX: usize = 2;
/// Most words that a prefix stands for, and most names that stand for one.
const MOST_EXPANSIONS: usize = 50;

/// What to look for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What the query speaks of; at most 32, so that a document's are bits of one number.
    pub(super) concepts: Vec<Concept>,
    /// What a document has to meet beyond having some of the concepts.
    pub(super) conditions: Vec<Condition>,
    /// Concepts of which a document should have as many as it can, in the reader's order.
    pub(super) wanted: Vec<usize>,
    /// Whether the reader asks what something is.
    pub(super) definition: bool,
    pub(super) chips: Vec<Chip>,
    pub(super) notices: Vec<Notice>,
}

/// Something that a query speaks of.
#[derive(Debug)]
pub(super) struct Concept {
    /// The reader's words.
    pub(super) words: String,
    /// How a text may express it.
    pub(super) ways: Vec<Way>,
    /// Place of its first and one past its last word in the query.
    pub(super) span: (usize, usize),
}

/// One way to express a concept.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) pattern: Pattern,
    /// How much it counts against the reader's own word, which counts 1.
    pub(super) weight: f32,
    pub(super) origin: Origin,
    /// Whether it only tells what to mark: what it finds is counted by another way, the mentions
    /// of the entity that it names.
    pub(super) marks_only: bool,
}

/// What to look for in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Pattern {
    /// One of these forms, by number.
    Form(u32),
    /// At each place one of these forms, in a row or near one another.
    Phrase(Vec<Vec<u32>>, Option<u32>),
    /// A mention of this entity, by number.
    Entity(u32),
    /// This theme, by number.
    Theme(u32),
}

/// Why a way belongs to a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Origin {
    /// The reader's own word.
    Word,
    /// Another form of it.
    Form,
    /// A word that begins with the prefix.
    Prefix,
    /// Another spelling of the same: `data set` and `dataset`, `65` and `sixty-five`.
    Spelling,
    /// The correction of a word that no text has.
    Correction,
    /// Another name of what the corrected word names.
    CorrectedName,
    /// Another name of what the word names.
    Name,
    /// A name of which the word is a part.
    PartOfName,
    /// A word of like meaning.
    Related,
    /// A theme with the word in its name.
    Theme,
}

/// What a document has to meet.
#[derive(Debug)]
pub(super) enum Condition {
    /// It has the concept.
    Has(usize),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Entity(Vec<u32>),
    Theme(Vec<u32>),
    /// The section's id, or its number.
    Section(String),
    Kind(HitKind),
    /// Report, by index.
    Report(u32),
    /// Its text stands on these printed pages, at least in part.
    Page(Pages),
}

/// Makes the plan of `query`.
pub(super) fn plan(query: &Query, request: &Request, library: &Library<'_>) -> Plan {
    let definition = asks_what(query);
    let mut planner = Planner {
        library,
        request,
        plan: Plan::default(),
        terms: 0,
        words: 0,
        silenced: Vec::new(),
    };
    planner.clauses(&query.clauses);
    planner.say_what_is_missing();
    planner.plan.definition = definition;
    planner.plan
}

/// Whether `query` is of the kind `what is …`, `what are …`, `define …`, `meaning of …`.
fn asks_what(query: &Query) -> bool {
    let words: Vec<String> = query
        .clauses
        .iter()
        .map_while(|clause| match &clause.node {
            Node::Word(word) => Some(word.to_lowercase()),
            _ => None,
        })
        .take(3)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(
        words[..],
        ["what", "is" | "are" | "does", ..]
            | ["what’s" | "what's" | "define", ..]
            | ["definition" | "meaning", "of", ..]
    )
}

/// What the library knows of words and names.
#[derive(Clone, Copy)]
pub(super) struct Library<'i> {
    pub(super) documents: &'i Documents,
    pub(super) vocabulary: &'i Vocabulary,
    pub(super) names: &'i Names,
    pub(super) store: &'i Store,
    /// The reports, in order.
    pub(super) reports: &'i [Arc<AnnotatedReport>],
    /// Phrases that were looked up before.
    pub(super) rows: &'i KnownRows,
    /// When the search has to end, as far as it got.
    pub(super) deadline: Instant,
}

struct Planner<'p> {
    library: &'p Library<'p>,
    request: &'p Request,
    plan: Plan,
    /// Terms read so far.
    terms: usize,
    /// Words of the query passed so far, for distances.
    words: usize,
    /// Entities whose other names the reader switched off.
    silenced: Vec<u32>,
}

impl Planner<'_> {
    fn notice(&mut self, told: Told) {
        let notice = Notice::from(told);
        if !self.plan.notices.contains(&notice) {
            self.plan.notices.push(notice);
        }
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        let mut at = 0;
        while let Some(Clause { occur, node }) = clauses.get(at) {
            // Bare words side by side are read together: names and compounds span them.
            let bare = |clause: &Clause| {
                clause.occur == Occur::Should && matches!(clause.node, Node::Word(_))
            };
            let run = clauses[at..].iter().take_while(|clause| bare(clause)).count();
            if run > 0 {
                let words: Vec<&str> = clauses[at..at + run]
                    .iter()
                    .filter_map(|clause| match &clause.node {
                        Node::Word(word) => Some(word.as_str()),
                        _ => None,
                    })
                    .collect();
                let whole = run == clauses.len();
                let stops = if whole { Stops::WholeQuery } else { Stops::LeftOut };
                let concepts = self.run_of_words(&words, stops);
                self.plan.wanted.extend(concepts);
                at += run;
                continue;
            }
            match (occur, node) {
                (Occur::Should, Node::Prefix(word)) => {
                    let concepts = self.prefix(word);
                    self.plan.wanted.extend(concepts);
                }
                (Occur::Should, Node::Phrase(words, near)) => match self.phrase(words, *near) {
                    Quoted::Row(concepts) => {
                        let condition = self.has_all(concepts, true);
                        self.plan.conditions.extend(condition);
                    }
                    // Bare words need not all be there either.
                    Quoted::Words(concepts) => self.plan.wanted.extend(concepts),
                },
                (Occur::MustNot, node) => {
                    if let Some(condition) = self.condition(node, false) {
                        self.plan.conditions.push(Condition::Not(Box::new(condition)));
                    }
                }
                (_, node) => {
                    let condition = self.condition(node, true);
                    self.plan.conditions.extend(condition);
                }
            }
            at += 1;
        }
    }

    /// The condition that `node` states. Its concepts rank when it is `positive`.
    fn condition(&mut self, node: &Node, positive: bool) -> Option<Condition> {
        let condition = match node {
            Node::Word(word) => {
                let concepts = self.run_of_words(&[word], Stops::Kept);
                self.has_all(concepts, positive)
            }
            Node::Prefix(word) => {
                let concept = self.prefix(word);
                self.has_all(concept, positive)
            }
            Node::Phrase(words, near) => {
                let (Quoted::Row(concepts) | Quoted::Words(concepts)) = self.phrase(words, *near);
                self.has_all(concepts, positive)
            }
            Node::Field(FieldName::Exact, word) => {
                let concept = self.exact(word);
                self.has_all(concept, positive)
            }
            Node::Field(field, value) => self.field(*field, value).or_else(|| {
                let words: Vec<&str> = value.split_whitespace().collect();
                let concepts = self.run_of_words(&words, Stops::WholeQuery);
                self.has_all(concepts, positive)
            }),
            Node::And(nodes) => Some(Condition::All(
                nodes.iter().filter_map(|n| self.condition(n, positive)).collect(),
            )),
            Node::Or(nodes) => Some(Condition::Any(
                nodes.iter().filter_map(|n| self.condition(n, positive)).collect(),
            )),
            Node::Not(node) => Some(Condition::Not(Box::new(self.condition(node, !positive)?))),
            Node::Group(clauses) => Some(Condition::All(
                clauses
                    .iter()
                    .filter_map(|clause| match clause.occur {
                        Occur::MustNot => {
                            let inner = self.condition(&clause.node, !positive)?;
                            Some(Condition::Not(Box::new(inner)))
                        }
                        _ => self.condition(&clause.node, positive),
                    })
                    .collect(),
            )),
        };
        match condition {
            Some(Condition::All(parts) | Condition::Any(parts)) if parts.is_empty() => None,
            Some(Condition::All(mut parts) | Condition::Any(mut parts)) if parts.len() == 1 => {
                parts.pop()
            }
            condition => condition,
        }
    }

    /// That a document has all of `concepts`, which rank when `positive`.
    fn has_all(
        &mut self,
        concepts: impl IntoIterator<Item = usize>,
        positive: bool,
    ) -> Option<Condition> {
        let mut parts = Vec::new();
        for concept in concepts {
            if positive {
                self.plan.wanted.push(concept);
            }
            parts.push(Condition::Has(concept));
        }
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Condition::All(parts)),
        }
    }

    /// Whether there is room for one more term; tells the reader when there is none.
    fn room(&mut self) -> bool {
        if self.terms < MOST_TERMS {
            self.terms += 1;
            return true;
        }
        self.notice(Told::TooManyTerms(MOST_TERMS));
        false
    }

    /// Tells which words no text has, and when there is nothing to search.
    fn say_what_is_missing(&mut self) {
        let missing: Vec<_> = self
            .plan
            .concepts
            .iter()
            .filter(|concept| concept.ways.is_empty())
            .map(|concept| concept.words.clone())
            .collect();
        if !missing.is_empty() {
            self.notice(Told::UnknownWords(missing));
        }
        if self.plan.concepts.is_empty() && self.plan.conditions.is_empty() {
            self.notice(Told::Empty);
        }
    }
}
