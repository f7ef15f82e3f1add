//! How bare words of a query become concepts: names, compounds, single words.
//!
//! In: words side by side. Out: concepts with all their ways.

use super::super::Told;
use super::super::analyze::{Analysis, is_paired};
use super::super::lexicon::key;
use super::super::lexicon::{is_stop_word, number_of, number_words, related, stem};
use super::way::SPELLING;
use super::{Concept, Origin, Pattern, Planner};

/// What the mention of an entity counts of whose name the word is a part.
const PART_OF_NAME: f32 = 0.25;
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
            self.notice(Told::StopWords);
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

    pub(super) fn push(&mut self, concept: Concept) -> usize {
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
            let words = parts.iter().all(|part| !is_stop_word(part) && part.len() > 2);
            let (left, right) =
                if other.word < *word { (&other.form, form) } else { (form, &other.form) };
            if (words || is_grouped(left, right)) && self.library.vocabulary.knows(&joined) {
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
}

/// Whether `left` and `right` are the digits of one number, in groups: `18 232`.
fn is_grouped(left: &str, right: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    left.len() <= 3 && right.len() == 3 && digits(left) && digits(right)
}
