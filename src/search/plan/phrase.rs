//! How prefixes, quoted phrases and exact words become concepts.
//!
//! In: the words of one such part of the query. Out: one concept, or those of its words.

use super::super::Told;
use super::super::analyze::Analysis;
use super::super::lexicon::key;
use super::way::row_of;
use super::word::Stops;
use super::{Concept, MOST_EXPANSIONS, Origin, Pattern, Planner, SHORTEST_PREFIX};

/// What a quoted phrase becomes.
pub(super) enum Quoted {
    /// The concept of its words in a row; none where it has none.
    Row(Vec<usize>),
    /// The concepts of its words, since no text has them in a row.
    Words(Vec<usize>),
}

impl Planner<'_> {
    /// The words that begin with `word`, as one concept.
    pub(super) fn prefix(&mut self, word: &str) -> Vec<usize> {
        let analysis = Analysis::of(word);
        let letters = analysis.forms().last().map_or(0, |form| form.chars().count());
        if letters < SHORTEST_PREFIX {
            self.notice(Told::ShortPrefix(word.to_owned(), SHORTEST_PREFIX));
        }
        if letters < SHORTEST_PREFIX || analysis.len() != 1 {
            return self.run_of_words(&[word], Stops::Kept);
        }
        if !self.room() {
            return Vec::new();
        }
        let mut concept = Concept::new(word, self.words, 1);
        concept.words.push('*');
        self.prefixed(&mut concept, analysis.form(0), Origin::Prefix);
        self.words += 1;
        vec![self.push(concept)]
    }

    pub(super) fn prefixed(&mut self, concept: &mut Concept, prefix: &str, origin: Origin) {
        let (forms, all) = self.library.vocabulary.with_prefix(prefix, MOST_EXPANSIONS);
        if all > forms.len() {
            self.notice(Told::ManyExpansions(prefix.to_owned(), all, MOST_EXPANSIONS));
        }
        for form in forms {
            concept.add(Pattern::Form(form), 1.0, origin);
        }
    }

    /// A quoted phrase: these words in a row, or near one another. When no text has them so:
    /// another name of the same, their other forms in a row, or else the words themselves.
    pub(super) fn phrase(&mut self, words: &str, near: Option<u32>) -> Quoted {
        let analysis = Analysis::of(words);
        let forms = row_of(&analysis);
        if forms.is_empty() || !self.room() {
            return Quoted::Row(Vec::new());
        }
        let mut concept = Concept::new(words, self.words, forms.len());
        self.exact_row(&mut concept, &forms, near);
        concept.ways.retain(|way| self.exists(&way.pattern));
        if concept.ways.is_empty() {
            self.other_names(&mut concept, &key(words));
            concept.ways.retain(|way| way.origin == Origin::Name);
        }
        if concept.ways.is_empty() {
            self.notice(Told::PhraseNotFound(words.trim().to_owned()));
            if near.is_none() {
                self.row(&mut concept, &forms, 1.0, Origin::Form);
                concept.ways.retain(|way| self.exists(&way.pattern));
            }
            if concept.ways.is_empty() {
                self.terms -= 1;
                let words: Vec<&str> = words.split_whitespace().collect();
                return Quoted::Words(self.run_of_words(&words, Stops::WholeQuery));
            }
        }
        self.words += forms.len();
        Quoted::Row(vec![self.push(concept)])
    }

    /// A word in this very form.
    pub(super) fn exact(&mut self, word: &str) -> Vec<usize> {
        let analysis = Analysis::of(word);
        let forms = row_of(&analysis);
        if forms.is_empty() || !self.room() {
            return Vec::new();
        }
        let mut concept = Concept::new(word, self.words, forms.len());
        self.exact_row(&mut concept, &forms, None);
        self.words += forms.len();
        vec![self.push(concept)]
    }

    /// Adds words in these very forms, in a row or near one another.
    fn exact_row(&self, concept: &mut Concept, forms: &[&str], near: Option<u32>) {
        let vocabulary = self.library.vocabulary;
        let slots: Option<Vec<Vec<u32>>> =
            forms.iter().map(|form| vocabulary.find(form).map(|at| vec![at])).collect();
        match slots {
            Some(slots) if slots.len() == 1 => {
                concept.add(Pattern::Form(slots[0][0]), 1.0, Origin::Word);
            }
            Some(slots) => concept.add(Pattern::Phrase(slots, near), 1.0, Origin::Word),
            None => {}
        }
    }
}
