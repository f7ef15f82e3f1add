//! How words, names and phrases of a query become concepts.
//!
//! In: the reader's words. Out: concepts with all their ways, and a chip for each thing that was
//! searched besides or instead.

use super::super::analyze::{Analysis, is_paired};
use super::super::lexicon::{is_stop_word, key, number_of, number_words, related, stem};
use super::super::store::Field;
use super::super::{Chip, ChipKind, HitKind, NoticeCode};
use super::{Concept, Library, MOST_EXPANSIONS, Origin, Pattern, Planner, SHORTEST_PREFIX, Way};

/// What a form counts that shares the stem, against the word itself.
const OTHER_FORM: f32 = 0.9;
/// What another name of the same counts.
const NAME: f32 = 0.9;
/// What another spelling of the same counts.
const SPELLING: f32 = 0.9;
/// What the mention of an entity counts of whose name the word is a part.
const PART_OF_NAME: f32 = 0.25;
/// What a word of like meaning counts.
const RELATED: f32 = 0.45;
/// What a correction counts.
const CORRECTION: f32 = 0.8;
/// What a theme with the word in its name counts.
const THEME: f32 = 0.2;
/// Words that those of an expression may stand apart.
const EXPRESSION: u32 = 2;
/// A word that is part of more names than this says nothing of any.
const MOST_PART_NAMES: usize = 8;

/// What becomes of stop words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stops {
    /// They say nothing and are left out.
    LeftOut,
    /// They count like other words: the reader said what each has to do.
    Kept,
    /// The words are the whole query: they count if there are no others.
    WholeQuery,
}

/// A token of the query.
struct Token {
    form: String,
    /// Index of the reader's word that it comes from.
    word: usize,
}

impl Concept {
    fn new(words: &str, at: usize, length: usize) -> Self {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        Self { words, ways: Vec::new(), span: (at, at + length) }
    }

    fn has(&self, pattern: &Pattern) -> bool {
        self.ways.iter().any(|way| way.pattern == *pattern)
    }

    fn add(&mut self, pattern: Pattern, weight: f32, origin: Origin) {
        if !self.has(&pattern) {
            self.ways.push(Way { pattern, weight, origin });
        }
    }
}

/// The forms of `analysis` as places of a row. The last character of a script without blanks is
/// in the pair before it.
fn row_of(analysis: &Analysis) -> Vec<&str> {
    let length = analysis.len();
    let last = length.checked_sub(1).map_or("", |last| analysis.form(last));
    let paired = length > 1 && is_paired(last) && last.chars().count() == 1;
    analysis.forms().take(length - usize::from(paired)).collect()
}

impl Planner<'_> {
    /// Reads words side by side; gives their concepts. Stop words are left out where `stops` says
    /// so.
    pub(super) fn run_of_words(&mut self, words: &[&str], stops: Stops) -> Vec<usize> {
        let mut tokens = Vec::new();
        for (word, text) in words.iter().enumerate() {
            let analysis = Analysis::of(text);
            tokens.extend(analysis.forms().map(|form| Token { form: form.to_owned(), word }));
        }
        let mut keep = stops == Stops::Kept;
        let all_stop = tokens.iter().all(|token| is_stop_word(&token.form));
        if stops == Stops::WholeQuery && all_stop && !tokens.is_empty() {
            keep = true;
            self.notice(
                NoticeCode::StopWords,
                "these words are in nearly every text; they were searched all the same",
            );
        }
        let mut concepts = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = self.name_at(words, &tokens, at);
            if found.is_none() && is_stop_word(&tokens[at].form) && !keep {
                at += 1;
                continue;
            }
            if !self.room() {
                break;
            }
            let concept = found
                .or_else(|| self.compound_at(words, &tokens, at))
                .unwrap_or_else(|| self.word_at(words, &tokens, at));
            at = concept.span.1 - self.words;
            concepts.push(self.push(concept));
        }
        self.words += tokens.len();
        concepts
    }

    fn push(&mut self, concept: Concept) -> usize {
        self.plan.concepts.push(concept);
        self.plan.concepts.len() - 1
    }

    /// The longest name of several words that begins at token `at`.
    fn name_at(&mut self, words: &[&str], tokens: &[Token], at: usize) -> Option<Concept> {
        let names = self.library.names;
        let longest = names.longest().min(tokens.len() - at);
        for length in (2..=longest).rev() {
            let part = &tokens[at..at + length];
            let last = part[length - 1].word;
            // A name ends where a reader's word ends.
            if tokens.get(at + length).is_some_and(|next| next.word == last)
                || part.iter().all(|token| is_stop_word(&token.form))
            {
                continue;
            }
            let stems: Vec<_> = part.iter().map(|token| stem(&token.form)).collect();
            let key = stems.join(" ");
            if names.named(&key).is_empty()
                && names.learnt(&key).is_empty()
                && related(&key).is_empty()
            {
                continue;
            }
            let words = words[part[0].word..=last].join(" ");
            let mut concept = Concept::new(&words, self.words + at, length);
            let forms: Vec<&str> = part.iter().map(|token| token.form.as_str()).collect();
            self.row(&mut concept, &forms, 1.0, Origin::Word);
            let expression = names.named(&key).is_empty() && names.learnt(&key).is_empty();
            if expression && part[0].word < last {
                // No name, only an expression: its words may stand a little apart.
                for way in &mut concept.ways {
                    if let Pattern::Phrase(_, near) = &mut way.pattern {
                        *near = Some(EXPRESSION);
                    }
                }
            }
            self.other_names(&mut concept, &key);
            if concept.ways.iter().any(|way| self.exists(&way.pattern)) {
                return Some(concept);
            }
        }
        None
    }

    /// A reader's word of several tokens, such as `face-recognition` or `7nm`: its tokens in a
    /// row, or joined. `None` when no text has either; its tokens then stand for themselves.
    fn compound_at(&mut self, words: &[&str], tokens: &[Token], at: usize) -> Option<Concept> {
        let word = tokens[at].word;
        let length = tokens[at..].iter().take_while(|token| token.word == word).count();
        if length == 1 || at > 0 && tokens[at - 1].word == word {
            return None;
        }
        let mut concept = Concept::new(words[word], self.words + at, length);
        self.text(&mut concept, words[word], 1.0, Origin::Word);
        let joined: String = tokens[at..at + length].iter().map(|t| t.form.as_str()).collect();
        if self.library.vocabulary.knows(&joined) {
            self.forms(&mut concept, &joined, SPELLING, Origin::Spelling);
        }
        self.other_names(&mut concept, &key(words[word]));
        concept.ways.iter().any(|way| self.exists(&way.pattern)).then_some(concept)
    }

    /// The word at token `at` with all that it may be; a number spelled out takes all its words.
    fn word_at(&mut self, words: &[&str], tokens: &[Token], at: usize) -> Concept {
        let Token { form, word } = &tokens[at];
        let (before, after) = (at.checked_sub(1).map(|at| &tokens[at]), tokens.get(at + 1));
        let alone = |other: Option<&Token>| other.is_none_or(|other| other.word != *word);
        let label = if alone(before) && alone(after) { words[*word] } else { form };
        let number = number_of(tokens[at..].iter().map(|token| token.form.as_str()));
        let length = number.as_ref().map_or(1, |&(_, length)| length);
        let mut concept = Concept::new(label, self.words + at, length);
        if length > 1 {
            let forms: Vec<_> = tokens[at..at + length].iter().map(|t| t.form.as_str()).collect();
            self.row(&mut concept, &forms, 1.0, Origin::Word);
        } else {
            self.word(&mut concept, form);
        }
        if let Some((digits, _)) = number
            && let Some(at) = self.library.vocabulary.find(&digits)
        {
            concept.add(Pattern::Form(at), SPELLING, Origin::Spelling);
        }
        // `smart phone` is also `smartphone`.
        let pairs = [before.map(|other| (other, form.as_str())), after.map(|other| (other, ""))];
        for (other, _) in pairs.into_iter().flatten().filter(|(other, _)| other.word != *word) {
            let joined = if other.word < *word {
                format!("{}{form}", other.form)
            } else {
                format!("{form}{}", other.form)
            };
            let parts = [form, &other.form];
            if parts.iter().all(|part| !is_stop_word(part) && part.len() > 2)
                && self.library.vocabulary.knows(&joined)
            {
                self.forms(&mut concept, &joined, SPELLING, Origin::Spelling);
            }
        }
        concept
    }

    /// Adds all that the single word `form` may be.
    fn word(&mut self, concept: &mut Concept, form: &str) {
        if is_paired(form) && form.chars().count() == 1 {
            self.prefixed(concept, form, Origin::Word);
            return;
        }
        let stem = stem(form);
        self.forms(concept, form, 1.0, Origin::Word);
        let own = concept.ways.iter().any(|way| self.exists(&way.pattern));
        let mut entities = self.library.names.named(&stem).to_vec();
        entities.extend(self.acronyms(&concept.words, form));
        self.names_of(concept, &stem, &entities);
        if let Some(words) = number_words(form) {
            self.row(concept, &words, SPELLING, Origin::Spelling);
        }
        if concept.ways.is_empty() {
            self.split(concept, form);
        }
        if concept.ways.is_empty() {
            self.correct(concept, form);
        }
        // A word that texts have stands for itself there.
        let parts = self.library.names.with_word(&stem);
        if !own && parts.len() <= MOST_PART_NAMES {
            for &entity in parts.iter().filter(|entity| !self.silenced.contains(entity)) {
                concept.add(Pattern::Entity(entity), PART_OF_NAME, Origin::PartOfName);
            }
        }
        for &theme in self.library.names.themes(&stem) {
            concept.add(Pattern::Theme(theme), THEME, Origin::Theme);
        }
    }

    /// Entities of which the word is the acronym. Typed without capitals, it may be a common word
    /// (`most`): it is, when more texts have it than mention the entity.
    fn acronyms(&self, typed: &str, form: &str) -> Vec<u32> {
        let Library { vocabulary, documents, names, .. } = *self.library;
        let texts = vocabulary.find(form).map_or(0, |at| vocabulary.count(at)) as usize;
        let capitals = typed.chars().filter(|c| c.is_uppercase()).count() > 1;
        let entities = names.with_acronym(form).iter().copied();
        entities.filter(|&entity| capitals || texts <= 2 * documents.mentioning(entity)).collect()
    }

    /// Adds `form` and the forms that share its stem.
    fn forms(&self, concept: &mut Concept, form: &str, weight: f32, origin: Origin) {
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
    fn row(&self, concept: &mut Concept, words: &[&str], weight: f32, origin: Origin) {
        let vocabulary = self.library.vocabulary;
        let slots: Option<Vec<Vec<u32>>> = words
            .iter()
            .map(|word| {
                let mut forms = vocabulary.forms_of(&stem(word)).to_vec();
                forms.extend(vocabulary.find(word));
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
    fn text(&self, concept: &mut Concept, text: &str, weight: f32, origin: Origin) {
        self.row(concept, &row_of(&Analysis::of(text)), weight, origin);
    }

    /// Adds everything else that the words with this [`key`] are called, and words of like
    /// meaning, each as a chip.
    fn other_names(&mut self, concept: &mut Concept, key: &str) {
        let mut entities = self.library.names.named(key).to_vec();
        if !key.contains(' ') {
            entities.extend(self.acronyms(&concept.words, key));
        }
        self.names_of(concept, key, &entities);
    }

    /// Adds all names of `entities`, which the words with this [`key`] name.
    fn names_of(&mut self, concept: &mut Concept, key: &str, entities: &[u32]) {
        let names = self.library.names;
        let mut found = Concept::new("", 0, 0);
        let (mut to, mut reasons) = (Vec::new(), Vec::new());
        for &entity in entities {
            let all = names.all(entity);
            for name in all {
                self.other_name(concept, &mut found, name, &mut to);
            }
            found.add(Pattern::Entity(entity), NAME, Origin::Name);
            reasons.push(format!("the register’s names of {}", all[0]));
        }
        for learnt in names.learnt(key) {
            if self.other_name(concept, &mut found, &learnt.other, &mut to) {
                reasons.push(format!("the text has “{}”", learnt.seen));
            }
        }
        if self.chip("name", ChipKind::Expansion, &concept.words, to, &reasons.join("; ")) {
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
        let reason = "words of like meaning";
        if self.chip("related", ChipKind::Expansion, &concept.words, to, reason) {
            concept.take(found);
        }
    }

    /// Adds `name` to `found`; whether it finds what `concept` did not, which is told in `to`.
    fn other_name(
        &self,
        concept: &Concept,
        found: &mut Concept,
        name: &str,
        to: &mut Vec<String>,
    ) -> bool {
        let before = found.ways.len();
        self.text(found, name, NAME, Origin::Name);
        let new = |way: &Way| !concept.has(&way.pattern) && self.exists(&way.pattern);
        let adds = found.ways[before..].iter().any(new);
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
        reason: &str,
    ) -> bool {
        if to.is_empty() {
            return true;
        }
        let id = format!("{prefix}:{}", key(from));
        let active = !self.request.without.contains(&id);
        if self.plan.chips.iter().all(|chip| chip.id != id) {
            let (from, reason) = (from.to_owned(), reason.to_owned());
            self.plan.chips.push(Chip { id, kind, from, to, reason, active });
        }
        active
    }

    /// Adds `face recognition` for a `facerecognition` that no text has.
    fn split(&self, concept: &mut Concept, form: &str) {
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
    fn correct(&mut self, concept: &mut Concept, form: &str) {
        let vocabulary = self.library.vocabulary;
        let meant = match vocabulary.correct(self.library.store, form) {
            Ok(meant) => meant,
            Err(fault) => {
                tracing::error!(%fault, "the search index cannot be read");
                self.notice(NoticeCode::IndexFault, "the index could not be read in full");
                None
            }
        };
        let Some(meant) = meant else { return };
        let to = vocabulary.form(meant).to_owned();
        let reason = "no text has the word as typed";
        if self.chip("correction", ChipKind::Correction, &concept.words, vec![to.clone()], reason) {
            self.forms(concept, &to, CORRECTION, Origin::Correction);
            let mut named = Concept::new(&to, 0, 1);
            self.forms(&mut named, &to, CORRECTION, Origin::Correction);
            self.other_names(&mut named, &stem(&to));
            for way in named.ways {
                concept.add(way.pattern, way.weight * CORRECTION, Origin::Correction);
            }
        }
    }

    /// Whether any text has `pattern`; the register itself, which has every name, does not count.
    fn exists(&self, pattern: &Pattern) -> bool {
        let Library { store, vocabulary, documents, .. } = *self.library;
        let mut found = false;
        let mut look = |document: u32| {
            found = documents.all[document as usize].kind != HitKind::Entity;
            !found
        };
        let read = match pattern {
            Pattern::Form(form) => {
                let word = vocabulary.form(*form);
                store.each_posting(Field::Text, word, |document, _| look(document))
            }
            Pattern::Phrase(slots, near) => {
                let words = vocabulary.words_of(slots);
                store.each_phrase(&words, *near, |document, _| look(document))
            }
            Pattern::Entity(_) | Pattern::Theme(_) => return true,
        };
        read.is_ok() && found
    }

    /// The words that begin with `word`, as one concept.
    pub(super) fn prefix(&mut self, word: &str) -> Vec<usize> {
        let analysis = Analysis::of(word);
        let letters = analysis.forms().last().map_or(0, |form| form.chars().count());
        if letters < SHORTEST_PREFIX {
            self.notice(
                NoticeCode::ShortPrefix,
                format!("“{word}*” needs {SHORTEST_PREFIX} letters; it was searched as a word"),
            );
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

    fn prefixed(&mut self, concept: &mut Concept, prefix: &str, origin: Origin) {
        let (forms, all) = self.library.vocabulary.with_prefix(prefix, MOST_EXPANSIONS);
        if all > forms.len() {
            let most = MOST_EXPANSIONS;
            self.notice(
                NoticeCode::ManyExpansions,
                format!("{all} words begin with “{prefix}”; the {most} commonest were searched"),
            );
        }
        for form in forms {
            concept.add(Pattern::Form(form), 1.0, origin);
        }
    }

    /// A quoted phrase: these words in a row, or near one another. When no text has them so:
    /// another name of the same, their other forms in a row, or else the words themselves.
    pub(super) fn phrase(&mut self, words: &str, near: Option<u32>) -> Vec<usize> {
        let analysis = Analysis::of(words);
        let forms = row_of(&analysis);
        if forms.is_empty() || !self.room() {
            return Vec::new();
        }
        let mut concept = Concept::new(words, self.words, forms.len());
        self.exact_row(&mut concept, &forms, near);
        concept.ways.retain(|way| self.exists(&way.pattern));
        if concept.ways.is_empty() {
            self.other_names(&mut concept, &key(words));
            concept.ways.retain(|way| way.origin == Origin::Name);
        }
        if concept.ways.is_empty() {
            self.notice(
                NoticeCode::PhraseNotFound,
                format!("no text has “{}”; its words were searched", words.trim()),
            );
            if near.is_none() {
                self.row(&mut concept, &forms, 1.0, Origin::Form);
                concept.ways.retain(|way| self.exists(&way.pattern));
            }
            if concept.ways.is_empty() {
                self.terms -= 1;
                let words: Vec<&str> = words.split_whitespace().collect();
                return self.run_of_words(&words, Stops::WholeQuery);
            }
        }
        self.words += forms.len();
        vec![self.push(concept)]
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

impl Concept {
    /// Adds all ways of `other`.
    fn take(&mut self, other: Self) {
        for way in other.ways {
            self.add(way.pattern, way.weight, way.origin);
        }
    }
}
