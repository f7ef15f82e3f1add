//! What English brings to search: stop words, irregular forms, names of peoples, number words.
//!
//! In: folded words. Out: small look-ups over `lexicon/*.txt`, read once. Nothing here knows a
//! report; the lists are the language's, not the library's.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

use super::analyze::Analysis;

use crate::annotate::numerals::{TENS, UNITS};

/// Lines of a list, without comments.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Words that say nothing of what is asked: articles, prepositions, pronouns, auxiliary verbs,
/// the words that make a question.
static STOP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    lines(include_str!("lexicon/stop.txt")).flat_map(str::split_whitespace).collect()
});

/// Irregular form -> the form that the others go by: `stole` -> `steal`, `data` -> `data`.
static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for line in lines(include_str!("lexicon/irregular.txt")) {
        let mut words = line.split_whitespace();
        let Some(base) = words.next() else { continue };
        forms.extend(words.map(|form| (form, base)));
    }
    forms
});

/// Groups of words that may stand for one another, each with what binds them.
static RELATED: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut related: HashMap<String, Vec<String>> = HashMap::new();
    for line in lines(include_str!("lexicon/related.txt")) {
        // `a, b > c`: the words on the left find those on the right, not the reverse.
        let (left, right) = line.split_once('>').unwrap_or((line, ""));
        let read = |side: &'static str| -> Vec<&'static str> {
            side.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
        };
        let (left, right) = (read(left), read(right));
        for from in &left {
            let to = related.entry(key(from)).or_default();
            to.extend(left.iter().chain(&right).filter(|to| to != &from).map(|&to| to.to_owned()));
        }
    }
    related
});

/// Whether a folded word is a stop word.
pub(super) fn is_stop_word(form: &str) -> bool {
    STOP_WORDS.contains(form)
}

/// What the forms of one word share: the Snowball English stem (Porter 2), after irregular forms
/// were brought to their base.
pub(super) fn stem(form: &str) -> String {
    static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));
    let form = IRREGULAR.get(form).copied().unwrap_or(form);
    if !form.is_ascii() || form.bytes().any(|b| b.is_ascii_digit()) {
        return form.to_owned();
    }
    // The plural of an acronym in `u`, which the stemmer takes for Latin: `GPUs`.
    if let Some(acronym) = form.strip_suffix('s')
        && let Some(letters) = acronym.strip_suffix('u')
        && letters.len() > 1
        && !letters.contains(['a', 'e', 'i', 'o', 'u', 'y'])
    {
        return acronym.to_owned();
    }
    ENGLISH.stem(form).into_owned()
}

/// The stems of the words of `text`, blank-separated, without an article at its start: what two
/// spellings of a name share.
pub(super) fn key(text: &str) -> String {
    let analysis = Analysis::of(text);
    let skip = usize::from(analysis.len() > 1 && analysis.form(0) == "the");
    let stems: Vec<_> = analysis.forms().skip(skip).map(stem).collect();
    stems.join(" ")
}

/// Words and phrases that may be meant by the words with this [`key`].
pub(super) fn related(key: &str) -> &'static [String] {
    RELATED.get(key).map_or(&[], Vec::as_slice)
}

/// Other ways to write the number `form`, each as words in a row: `65` -> `sixty five`.
pub(super) fn number_words(form: &str) -> Option<Vec<&'static str>> {
    let number: usize = form.parse().ok().filter(|_| !form.starts_with('0') && form.len() < 3)?;
    match number {
        1 => None,
        2..20 => Some(vec![UNITS[number]]),
        _ if number.is_multiple_of(10) => Some(vec![TENS[number / 10 - 2]]),
        _ => Some(vec![TENS[number / 10 - 2], UNITS[number % 10]]),
    }
}

/// The number that words in a row begin with, in digits, and how many words it takes:
/// `sixty five percent` -> `65`, 2.
pub(super) fn number_of<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<(String, usize)> {
    let first = words.next()?;
    if let Some(ten) = TENS.iter().position(|&word| word == first) {
        let ten = (ten + 2) * 10;
        let unit = words.next().and_then(|w| UNITS[1..10].iter().position(|&unit| unit == w));
        return Some(match unit {
            Some(unit) => ((ten + unit + 1).to_string(), 2),
            None => (ten.to_string(), 1),
        });
    }
    let unit = UNITS.iter().position(|&word| word == first)?;
    (unit > 1).then(|| (unit.to_string(), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [["stole", "stealing"], ["sold", "sells"], ["compelled", "compel"]] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
        assert_eq!(stem("gpus"), stem("gpu"));
        assert_ne!(stem("warning"), stem("warship"));
    }

    #[test]
    fn numbers_are_words_and_digits() {
        assert_eq!(number_words("65"), Some(vec!["sixty", "five"]));
        assert_eq!(number_words("365"), None);
        assert_eq!(number_of(["sixty", "five", "percent"].into_iter()), Some(("65".into(), 2)));
        assert_eq!(number_of(["ten"].into_iter()), Some(("10".into(), 1)));
        assert_eq!(number_of(["one"].into_iter()), None, "mostly a pronoun");
    }

    #[test]
    fn lists_are_folded_words() {
        for word in STOP_WORDS.iter().chain(IRREGULAR.keys()).chain(IRREGULAR.values()) {
            let analysis = Analysis::of(word);
            assert!(
                analysis.len() == 1 && analysis.form(0) == *word,
                "{word} is not a folded word"
            );
        }
        assert!(related(&key("drones")).iter().any(|word| word == "UAV"));
    }
}
