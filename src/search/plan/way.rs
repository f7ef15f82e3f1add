//! The ways in which a text may express a concept, and what tells the reader of them.
//!
//! In: words. Out: ways added to a concept (forms, rows, names, like words, corrections), each
//! group as a chip that the reader can switch off.

use super::super::analyze::{Analysis, is_paired};
use super::super::lexicon::{key, number_of, number_words, related, stem};
use super::super::store::Field;
use super::super::{Chip, ChipKind, HitKind, Reason, Told};
use super::{Concept, Library, MOST_EXPANSIONS, Origin, Pattern, Planner, Way};

/// What a form counts that shares the stem, against the word itself.
const OTHER_FORM: f32 = 0.9;
/// What another name of the same counts.
const NAME: f32 = 0.9;
/// What another spelling of the same counts.
pub(super) const SPELLING: f32 = 0.9;
/// What a word of like meaning counts.
const RELATED: f32 = 0.45;
/// What a correction counts.
const CORRECTION: f32 = 0.8;

impl Concept {
    pub(super) fn new(words: &str, at: usize, length: usize) -> Self {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        Self { words, ways: Vec::new(), span: (at, at + length) }
    }

    pub(super) fn has(&self, pattern: &Pattern) -> bool {
        self.ways.iter().any(|way| way.pattern == *pattern)
    }

    pub(super) fn add(&mut self, pattern: Pattern, weight: f32, origin: Origin) {
        if !self.has(&pattern) {
            self.ways.push(Way { pattern, weight, origin, marks_only: false });
        }
    }

    /// Adds all ways of `other`.
    pub(super) fn take(&mut self, other: Self) {
        for way in other.ways {
            if !self.has(&way.pattern) {
                self.ways.push(way);
            }
        }
    }
}

/// The forms of `analysis` as places of a row. The last character of a script without blanks is
/// in the pair before it.
pub(super) fn row_of(analysis: &Analysis) -> Vec<&str> {
    let length = analysis.len();
    let last = length.checked_sub(1).map_or("", |last| analysis.form(last));
    let paired = length > 1 && is_paired(last) && last.chars().count() == 1;
    analysis.forms().take(length - usize::from(paired)).collect()
}

impl Planner<'_> {
    /// Entities of which the word is the acronym. Typed without capitals, it may be a common word
    /// (`most`): it is, when more texts have it than mention the entity.
    pub(super) fn acronyms(&self, typed: &str, form: &str) -> Vec<u32> {
        let Library { vocabulary, documents, names, .. } = *self.library;
        let texts = vocabulary.find(form).map_or(0, |at| vocabulary.count(at)) as usize;
        let capitals = typed.chars().filter(|c| c.is_uppercase()).count() > 1;
        let entities = names.with_acronym(form).iter().copied();
        entities.filter(|&entity| capitals || texts <= 2 * documents.mentioning(entity)).collect()
    }

    /// Adds `form` and the forms that share its stem.
    pub(super) fn forms(&self, concept: &mut Concept, form: &str, weight: f32, origin: Origin) {
        let vocabulary = self.library.vocabulary;
        if let Some(at) = vocabulary.find(form) {
            concept.add(Pattern::Form(at), weight, origin);
        }
        let other = if origin == Origin::Word { Origin::Form } else { origin };
        for &at in vocabulary.forms_of(&stem(form)) {
            concept.add(Pattern::Form(at), weight * OTHER_FORM, other);
        }
    }

    /// Adds words in a row, each in any of its forms; nothing when no text has one of them.
    pub(super) fn row(&self, concept: &mut Concept, words: &[&str], weight: f32, origin: Origin) {
        let vocabulary = self.library.vocabulary;
        let slots: Option<Vec<Vec<u32>>> = words
            .iter()
            .map(|word| {
                let mut forms = vocabulary.forms_of(&stem(word)).to_vec();
                forms.extend(vocabulary.find(word));
                // `5-year` is also `five-year`, and the reverse.
                if let Some([spelt]) = number_words(word).as_deref() {
                    forms.extend(vocabulary.find(spelt));
                }
                if let Some((digits, _)) = number_of(std::iter::once(*word)) {
                    forms.extend(vocabulary.find(&digits));
                }
                forms.sort_unstable();
                forms.dedup();
                (!forms.is_empty()).then_some(forms)
            })
            .collect();
        match slots {
            Some(mut slots) if slots.len() == 1 => {
                for form in slots.remove(0) {
                    concept.add(Pattern::Form(form), weight, origin);
                }
            }
            Some(slots) if !slots.is_empty() => {
                concept.add(Pattern::Phrase(slots, None), weight, origin);
            }
            _ => {}
        }
    }

    /// Adds the words of `text`, as a form or a row.
    pub(super) fn text(&self, concept: &mut Concept, text: &str, weight: f32, origin: Origin) {
        self.row(concept, &row_of(&Analysis::of(text)), weight, origin);
    }

    /// Adds everything else that the words with this [`key`] are called, and words of like
    /// meaning, each as a chip.
    pub(super) fn other_names(&mut self, concept: &mut Concept, key: &str) {
        let mut entities = self.library.names.named(key).to_vec();
        if !key.contains(' ') {
            entities.extend(self.acronyms(&concept.words, key));
        }
        self.names_of(concept, key, &entities);
    }

    /// Adds all names of `entities`, which the words with this [`key`] name.
    pub(super) fn names_of(&mut self, concept: &mut Concept, key: &str, entities: &[u32]) {
        let names = self.library.names;
        let mut found = Concept::new("", 0, 0);
        let (mut to, mut reasons) = (Vec::new(), Vec::new());
        for &entity in entities.iter().take(MOST_EXPANSIONS) {
            let all = names.all(entity);
            for name in all.iter().take(MOST_EXPANSIONS.saturating_sub(found.ways.len())) {
                self.other_name(concept, &mut found, &name.text, name.printed, &mut to);
            }
            found.add(Pattern::Entity(entity), NAME, Origin::Name);
            reasons.push(Reason::Register(all[0].text.clone()));
        }
        // A common word is not the acronym that it looks like, whoever explains that.
        let common =
            !names.with_acronym(key).is_empty() && self.acronyms(&concept.words, key).is_empty();
        for learnt in names.learnt(key).iter().filter(|_| !common) {
            if self.other_name(concept, &mut found, &learnt.other, false, &mut to) {
                reasons.push(Reason::Text(learnt.seen.clone()));
            }
        }
        if self.chip("name", ChipKind::Expansion, &concept.words, to, reasons) {
            concept.take(found);
        } else {
            self.silenced.extend(entities);
        }
        let mut found = Concept::new("", 0, 0);
        let mut to = Vec::new();
        for word in related(key) {
            let before = found.ways.len();
            self.text(&mut found, word, RELATED, Origin::Related);
            let new = |way: &Way| !concept.has(&way.pattern) && self.exists(&way.pattern);
            if found.ways[before..].iter().any(new) {
                to.push(word.clone());
            }
        }
        let reasons = vec![Reason::Meaning];
        if self.chip("related", ChipKind::Expansion, &concept.words, to, reasons) {
            concept.take(found);
        }
    }

    /// Adds `name` to `found`, which mentions have if it is `printed`; whether it finds what
    /// `concept` did not, which is told in `to`.
    fn other_name(
        &self,
        concept: &Concept,
        found: &mut Concept,
        name: &str,
        printed: bool,
        to: &mut Vec<String>,
    ) -> bool {
        let before = found.ways.len();
        self.text(found, name, NAME, Origin::Name);
        let new = |way: &Way| !concept.has(&way.pattern) && (printed || self.exists(&way.pattern));
        let adds = found.ways[before..].iter().any(new);
        for way in &mut found.ways[before..] {
            way.marks_only = printed && matches!(way.pattern, Pattern::Phrase(..));
        }
        if adds {
            to.push(name.to_owned());
        } else {
            found.ways.truncate(before);
        }
        adds
    }

    /// Adds a chip, if it does anything; whether it is on.
    fn chip(
        &mut self,
        prefix: &str,
        kind: ChipKind,
        from: &str,
        to: Vec<String>,
        reasons: Vec<Reason>,
    ) -> bool {
        if to.is_empty() {
            return true;
        }
        let id = format!("{prefix}:{}", key(from));
        let active = !self.request.without.contains(&id);
        if self.plan.chips.iter().all(|chip| chip.id != id) {
            let from = from.to_owned();
            self.plan.chips.push(Chip { id, kind, from, to, reasons, active });
        }
        active
    }

    /// Adds `face recognition` for a `facerecognition` that no text has.
    pub(super) fn split(&self, concept: &mut Concept, form: &str) {
        let vocabulary = self.library.vocabulary;
        let halves = form.char_indices().map(|(at, _)| form.split_at(at));
        let best = halves
            .filter(|(left, right)| left.len() > 2 && right.len() > 2)
            .filter_map(|(left, right)| {
                let slots = vec![vec![vocabulary.find(left)?], vec![vocabulary.find(right)?]];
                let count = slots.iter().flatten().map(|&at| vocabulary.count(at)).min();
                let pattern = Pattern::Phrase(slots, None);
                self.exists(&pattern).then_some((count, left, right))
            })
            .max();
        if let Some((_, left, right)) = best {
            self.row(concept, &[left, right], SPELLING, Origin::Spelling);
        }
    }

    /// Adds what was likely meant by a word that no text has.
    pub(super) fn correct(&mut self, concept: &mut Concept, form: &str) {
        let vocabulary = self.library.vocabulary;
        let meant = match vocabulary.correct(self.library.store, form) {
            Ok(meant) => meant,
            Err(fault) => {
                tracing::error!(%fault, "the search index cannot be read");
                self.notice(Told::IndexFault);
                None
            }
        };
        let Some(meant) = meant.or_else(|| vocabulary.kin(form)) else { return };
        let to = vocabulary.form(meant).to_owned();
        let (instead, reasons) = (vec![to.clone()], vec![Reason::Unknown]);
        if self.chip("correction", ChipKind::Correction, &concept.words, instead, reasons) {
            self.forms(concept, &to, CORRECTION, Origin::Correction);
            let mut named = Concept::new(&to, 0, 1);
            self.forms(&mut named, &to, CORRECTION, Origin::Correction);
            self.other_names(&mut named, &stem(&to));
            for way in named.ways {
                let origin = match way.origin {
                    Origin::Name => Origin::CorrectedName,
                    Origin::Related => Origin::Related,
                    _ => Origin::Correction,
                };
                concept.add(way.pattern, way.weight * CORRECTION, origin);
            }
        }
    }

    /// Whether any text has `pattern`; the register itself, which has every name, does not count.
    /// What cannot be read, or not in time, does not exist.
    pub(super) fn exists(&self, pattern: &Pattern) -> bool {
        let Library { store, vocabulary, documents, rows, .. } = *self.library;
        let is_text = |document: u32| documents.kinds[document as usize] != HitKind::Entity;
        match pattern {
            Pattern::Form(form) => {
                let mut found = false;
                let word = vocabulary.form(*form);
                let read = store.each_posting(Field::Text, word, None, |document, _| {
                    found = is_text(document);
                    !found
                });
                read.is_ok() && found
            }
            Pattern::Phrase(..) => rows
                .get(self.library, pattern)
                .is_ok_and(|rows| rows.documents.iter().any(|&(document, _)| is_text(document))),
            Pattern::Entity(_) | Pattern::Theme(_) => true,
        }
    }
}
