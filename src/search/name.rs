//! Names both ways: what else the same thing is called.
//!
//! In: the registers and the texts. Out: [`Names`], from words to the entities they name, from
//! entities to all their names, and from acronyms to their long forms and back.
//!
//! Acronyms are learnt from the texts where they explain themselves, as in `Standard Essential
//! Patents” (SEPs)`, by the rule of Schwartz and Hearst, "A simple algorithm for identifying
//! abbreviation definitions in biomedical text" (2003): the letters of the short form are found
//! from right to left in the words before the bracket, its first one at a word's start. Of several
//! words each but a stop word has to give its first letter, which their rule does not ask: in a
//! large library brackets stand after all sorts of words. What is said most often counts.

use std::collections::HashMap;
use std::sync::Arc;

use super::analyze::Analysis;
use super::document::{Documents, short};
use super::lexicon::{is_stop_word, key, stem};
use crate::annotate::AnnotatedReport;
use crate::model::Entity;

/// Most words of a name that a query is looked up by.
const LONGEST_NAME: usize = 12;
/// Longest short form, in characters.
const LONGEST_ACRONYM: usize = 10;
/// Most meanings of one form that are kept, those that the texts explain most often.
const MOST_MEANINGS: usize = 3;

/// A name of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// As the register writes it.
    pub(super) text: String,
    /// Whether a mention has these very words.
    pub(super) printed: bool,
}

/// A name in a text, and why it stands for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Learnt {
    /// The other form, as printed.
    pub(super) other: String,
    /// The words that explain it: `Standard Essential Patents (SEPs)`.
    pub(super) seen: String,
    /// How often.
    times: u32,
}

/// What things are called.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// From a name's [`key`] to entities, by number.
    by_name: HashMap<String, Vec<u32>>,
    /// From a folded acronym to the entities that it names: `most`, which is also a word.
    by_acronym: HashMap<String, Vec<u32>>,
    /// From a stem to the entities with a name of several words that has it.
    by_word: HashMap<String, Vec<u32>>,
    /// For each entity, its names, the canonical first.
    of_entity: Vec<Vec<Name>>,
    /// From a form's [`key`] to what the texts say it stands for.
    learnt: HashMap<String, Vec<Learnt>>,
    /// From a stem to the themes whose name has it.
    themes: HashMap<String, Vec<u32>>,
    /// Words of the longest name.
    longest: usize,
}

/// Every way in which `entity` is named, the canonical name first.
fn names_of(entity: &Entity) -> impl Iterator<Item = &str> {
    let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
    std::iter::once(entity.name.as_str())
        .chain(aliases)
        .chain(entity.also.iter().map(String::as_str))
        .chain(entity.native.as_deref())
}

impl Names {
    /// The names of `reports`.
    pub(super) fn of(reports: &[Arc<AnnotatedReport>], documents: &Documents) -> Self {
        let mut names =
            Self { of_entity: vec![Vec::new(); documents.entity.len()], ..Self::default() };
        for (number, entity) in documents.entity.iter().enumerate() {
            for &(report, index) in &entity.at {
                let entity = &reports[report as usize].register.entities[index as usize];
                for name in names_of(entity) {
                    names.add_name(short(number), name);
                }
                names.note_printed(number, entity, &reports[report as usize], index as usize);
            }
        }
        for (number, theme) in (0..).zip(&documents.theme) {
            for form in Analysis::of(&theme.name).forms().filter(|form| !is_stop_word(form)) {
                push_new(names.themes.entry(stem(form)).or_default(), number);
            }
        }
        for report in reports {
            for place in report.edition.places() {
                names.learn(report.edition.text(place).plain());
            }
            for paragraph in report.edition.note_texts.iter().flat_map(|note| &note.paragraphs) {
                names.learn(paragraph.plain());
            }
        }
        for meanings in names.learnt.values_mut() {
            meanings.sort_by_key(|meaning| std::cmp::Reverse(meaning.times));
            meanings.truncate(MOST_MEANINGS);
        }
        names
    }

    fn add_name(&mut self, entity: u32, name: &str) {
        let known = &mut self.of_entity[entity as usize];
        if known.iter().any(|other| other.text == name) {
            return;
        }
        known.push(Name { text: name.to_owned(), printed: false });
        let key = key(name);
        let words = key.split(' ').count();
        if key.is_empty() || words > LONGEST_NAME {
            return;
        }
        self.longest = self.longest.max(words);
        if words == 1 && is_acronym(name) {
            let form = Analysis::of(name).form(0).to_owned();
            push_new(self.by_acronym.entry(form).or_default(), entity);
            return;
        }
        if words > 1 {
            for word in key.split(' ').filter(|word| !is_stop_word(word)) {
                push_new(self.by_word.entry(word.to_owned()).or_default(), entity);
            }
        }
        push_new(self.by_name.entry(key).or_default(), entity);
    }

    /// Notes which names of `entity`, at `index` of the register of `report`, its texts have.
    fn note_printed(
        &mut self,
        number: usize,
        entity: &Entity,
        report: &AnnotatedReport,
        index: usize,
    ) {
        let mentions = report.annotations.mentions_of.get(index).into_iter().flatten();
        for &(place, at) in mentions {
            let computed = report.annotations.of(place);
            let Some(mention) = computed.and_then(|computed| computed.mentions.get(at)) else {
                continue;
            };
            let Some(alias) = entity.aliases.get(mention.alias) else { continue };
            let mut names = self.of_entity[number].iter_mut();
            if let Some(name) = names.find(|name| name.text == alias.text) {
                name.printed = true;
            }
        }
    }

    /// Learns the acronyms that `text` explains.
    fn learn(&mut self, text: &str) {
        let mut from = 0;
        while let Some(open) = text[from..].find('(').map(|at| from + at) {
            from = open + 1;
            let Some(inside) = text[from..].find(')').map(|length| &text[from..from + length])
            else {
                return;
            };
            let Some(long) = long_form(&text[..open], inside) else { continue };
            let seen = format!("{long} ({inside})");
            for (form, other) in [(inside, long), (long, inside)] {
                let form = key(form);
                self.longest = self.longest.max(form.split(' ').count()).min(LONGEST_NAME);
                let known = self.learnt.entry(form).or_default();
                let same = |learnt: &&mut Learnt| {
                    learnt.other.eq_ignore_ascii_case(other) || key(&learnt.other) == key(other)
                };
                if let Some(learnt) = known.iter_mut().find(same) {
                    learnt.times += 1;
                } else {
                    let (other, seen) = (other.to_owned(), seen.clone());
                    known.push(Learnt { other, seen, times: 1 });
                }
            }
        }
    }

    /// Words of the longest name.
    pub(super) const fn longest(&self) -> usize {
        self.longest
    }

    /// Entities, by number, that have a name with this [`key`].
    pub(super) fn named(&self, key: &str) -> &[u32] {
        self.by_name.get(key).map_or(&[], Vec::as_slice)
    }

    /// Entities, by number, that have this folded word, or its singular, as their acronym.
    pub(super) fn with_acronym(&self, form: &str) -> &[u32] {
        let found = self.by_acronym.get(form);
        let singular = || self.by_acronym.get(form.strip_suffix('s')?);
        found.or_else(singular).map_or(&[], Vec::as_slice)
    }

    /// Entities, by number, with a name of several words of which one has this stem.
    pub(super) fn with_word(&self, stem: &str) -> &[u32] {
        self.by_word.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Every name of entity `number`, the canonical first.
    pub(super) fn all(&self, number: u32) -> &[Name] {
        &self.of_entity[number as usize]
    }

    /// What the texts say that the words with this [`key`] stand for.
    pub(super) fn learnt(&self, key: &str) -> &[Learnt] {
        self.learnt.get(key).map_or(&[], Vec::as_slice)
    }

    /// Themes, by number, whose name has a word with this stem.
    pub(super) fn themes(&self, stem: &str) -> &[u32] {
        self.themes.get(stem).map_or(&[], Vec::as_slice)
    }
}

/// Whether every letter of `name` is a capital, and there are two at least.
pub(super) fn is_acronym(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase) && name.chars().count() > 1
}

fn push_new(list: &mut Vec<u32>, number: u32) {
    if !list.contains(&number) {
        list.push(number);
    }
}

/// The words at the end of `before` that `inside`, the words in brackets after them, shortens.
fn long_form<'t>(before: &'t str, inside: &str) -> Option<&'t str> {
    // A plural's `s` is of no letter in the long form: `SEPs`.
    let body = inside.strip_suffix('s').filter(|body| body.ends_with(char::is_uppercase));
    let wanted: Vec<char> = body.unwrap_or(inside).to_lowercase().chars().collect();
    if !(2..=LONGEST_ACRONYM).contains(&wanted.len())
        || !wanted.iter().all(|c| c.is_alphanumeric())
        || !wanted[0].is_alphabetic()
    {
        return None;
    }
    let most = (wanted.len() + 5).min(2 * wanted.len());
    // Not past the end of a sentence or another bracket.
    let start = before.rfind(['(', ')', ';', ':', '\n']).map_or(0, |at| at + 1);
    let before = &before[before.floor_char_boundary(start)..];
    let words: Vec<(usize, &str)> = word_starts(before);
    let window = words.len().saturating_sub(most);
    let chars: Vec<(usize, char)> = before
        .char_indices()
        .skip_while(|(at, _)| words.get(window).is_none_or(|(first, _)| at < first))
        .collect();
    let mut at = chars.len();
    for (left, &letter) in wanted.iter().enumerate().rev() {
        loop {
            at = at.checked_sub(1)?;
            let (offset, c) = chars[at];
            let same = c.to_lowercase().eq(std::iter::once(letter));
            if same && (left > 0 || words.iter().any(|&(start, _)| start == offset)) {
                break;
            }
        }
    }
    let long = before[chars[at].0..].trim_end().trim_end_matches(['”', '"', '’', '\'', ',']);
    // One word is no long form of an acronym unless it is much longer: `nanometer (nm)`.
    let one_word = !long.contains(char::is_whitespace);
    let enough =
        if one_word { long.len() > 3 * inside.len() } else { gives_letters(long, &wanted) };
    (enough && key(long) != key(inside)).then_some(long)
}

/// Whether each word of `long` but stop words gives its first letter to `letters`, in order, and
/// neither end is a stop word.
fn gives_letters(long: &str, letters: &[char]) -> bool {
    let mut letters = letters.iter();
    let words: Vec<&str> =
        long.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_stop = |word: &&str| is_stop_word(&word.to_lowercase());
    let ends = [words.first(), words.last()];
    ends.into_iter().flatten().all(|word| !is_stop(word))
        && words.iter().filter(|word| !is_stop(word)).all(|word| {
            let first = word.chars().flat_map(char::to_lowercase).next();
            letters.any(|&letter| Some(letter) == first)
        })
}

/// Where words of letters and digits begin, hyphens parting them.
fn word_starts(text: &str) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let word = c.is_alphanumeric();
        if word && !inside {
            starts.push((at, &text[at..]));
        }
        inside = word;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let open = text.find('(').unwrap();
        let inside = text[open + 1..].trim_end_matches(')');
        assert_eq!(long_form(&text[..open], inside), expected, "{text}");
    }

    #[test]
    fn acronyms_explain_themselves() {
        check("so-called “Standard Essential Patents” (SEPs)", Some("Standard Essential Patents"));
        check("the Code-Division Multiple Access (CDMA)", Some("Code-Division Multiple Access"));
        check("to use 7 nanometer (nm)", Some("nanometer"));
        check("China’s Ministry of Education (MOE)", Some("Ministry of Education"));
        check("Artificial Intelligence (AI)", Some("Artificial Intelligence"));
        check("the hypertext transfer protocol (HTTP)", Some("hypertext transfer protocol"));
    }

    #[test]
    fn other_brackets_teach_nothing() {
        check("the leading Chinese company (DJI)", None);
        check("such as TensorFlow (Google)", None);
        check("a fund of 138.7 billion RMB ($20.5 billion)", None);
        check("(AI)", None);
        check("argued that sales rising in China (AI)", None);
        check("and international (AI)", None);
        check("by partner (in partnership with Intel)", None);
    }
}
