//! How alike two sentences are, where an editor may have changed one into the other.
//!
//! In: the words of two texts. Out: a number from 0 (nothing shared) to 1 (the same words). Words
//! weigh by their length, since short ones stand in every sentence; a word with a slip of the pen
//! counts for nearly all of itself; characters of scripts without blanks are words of their own.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;

/// Words less alike than this (normalised Damerau-Levenshtein) are different words.
const SLIP: f64 = 0.7;
/// Words of at least so many characters may have a slip in them.
const SHORTEST_SLIP: usize = 4;
/// Words looked at; a longer text is a table or a list, and its beginning tells enough.
const MOST: usize = 400;
/// Texts of fewer words have no order to speak of.
const FEWEST_ORDERED: usize = 4;
/// Texts less alike by their words alone are other texts whatever the order.
const WORTH_ORDERING: f32 = 0.3;
/// A text that weighs less has so few words that others of its report may have them by chance.
pub(super) const LIGHT: f32 = 4.0;

/// The words of a text, with their weights.
#[derive(Debug, Clone)]
pub(super) struct Words {
    words: Vec<(String, f32)>,
    weight: f32,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let mut words: Vec<(String, f32)> = Vec::new();
        let mut word = String::new();
        let mut end = |word: &mut String| {
            if !word.is_empty() {
                let weight = weigh(word);
                words.push((std::mem::take(word), weight));
            }
        };
        let mut push = |c: char| {
            if is_word_alone(c) {
                end(&mut word);
                word.push(c);
                end(&mut word);
            } else if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            } else if !matches!(c, '\'' | '’' | '\u{ad}' | '\u{300}'..='\u{36f}') {
                end(&mut word);
            }
        };
        if text.is_ascii() {
            text.chars().for_each(&mut push);
        } else {
            text.nfkc().for_each(&mut push);
        }
        push(' ');
        words.truncate(MOST);
        let weight = words.iter().map(|(_, weight)| weight).sum();
        Self { words, weight }
    }

    /// What they weigh together: some 0.7 a word of running English.
    pub(super) fn weight(&self) -> f32 {
        self.weight
    }

    /// Those that are not in `other`, each as often as it is more.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut left = count(&other.words);
        let rest = self.words.iter().filter(|(word, _)| match left.get_mut(word.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let words: Vec<_> = rest.cloned().collect();
        let weight = words.iter().map(|(_, weight)| weight).sum();
        Self { words, weight }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, f32)> {
        self.words.iter().map(|(word, weight)| (word.as_str(), *weight))
    }
}

fn weigh(word: &str) -> f32 {
    match word.chars().count() {
        _ if word.chars().next().is_some_and(is_word_alone) => 0.5,
        _ if word.bytes().all(|b| b.is_ascii_digit()) => 1.0,
        0..=3 => 0.2,
        4 => 0.6,
        _ => 1.0,
    }
}

/// Scripts that put no blanks between words: Thai to Khmer, kana, Han.
const fn is_word_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// How two texts are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    /// From 0 to 1.
    pub(super) score: f32,
    /// Whether one stands in the other nearly word for word: a sentence that was joined to
    /// another, or parted.
    pub(super) holds: bool,
    /// Whether the new one stands in the old nearly word for word, however little it is of it.
    pub(super) part: bool,
}

/// How alike `old` and `new` are: the better of Dice's coefficient of their words in any order
/// (L. R. Dice, 1945), and of the same where one is compared with the stretch of the other that
/// holds its words in order.
pub(super) fn compare(old: &Words, new: &Words) -> Likeness {
    if old.weight <= 0.0 || new.weight <= 0.0 {
        return Likeness { score: 0.0, holds: false, part: false };
    }
    let shared = shared(old, new);
    let mut dice = 2.0 * shared / (old.weight + new.weight);
    if dice >= WORTH_ORDERING {
        dice *= order(shared, old, new);
    }
    let smaller = old.weight.min(new.weight);
    // Worth a closer look only where most of the shorter one is in the longer.
    if shared < 0.75 * smaller || smaller > 0.8 * old.weight.max(new.weight) {
        return Likeness { score: dice, holds: false, part: false };
    }
    let (short, long) = if old.weight < new.weight { (old, new) } else { (new, old) };
    let (common, window) = stretch(short, long);
    let within = 2.0 * common / (short.weight + window);
    // What leads to a stretch must lead to a good part of what stood there.
    let whole = if old.weight < new.weight { 1.0 } else { common / old.weight };
    let nearly = within >= if short.weight < LIGHT { 0.95 } else { 0.8 };
    let holds = nearly && whole >= 0.4;
    let part = nearly && new.weight < old.weight;
    Likeness { score: if holds { dice.max(within * 0.95) } else { dice }, holds, part }
}

/// What a likeness counts for by the order of the words, `shared` being the weight of those that
/// both have. Words that stand beside the same word in both, or one word from it, are there by no
/// chance: from 0.4, where none does, to 1, where those that do weigh half of `shared`.
fn order(shared: f32, old: &Words, new: &Words) -> f32 {
    if old.words.len().min(new.words.len()) < FEWEST_ORDERED {
        return 1.0;
    }
    let pairs = |words: &[(String, f32)]| -> Vec<(usize, usize)> {
        let all = (0..words.len()).flat_map(|at| [(at, at + 1), (at, at + 2)]);
        let alone = |at: usize| words[at].0.chars().next().is_some_and(is_word_alone);
        all.filter(|&(at, next)| next < words.len() && (next == at + 1 || !alone(at))).collect()
    };
    let known: HashSet<(&str, &str)> = pairs(&new.words)
        .into_iter()
        .map(|(at, next)| (new.words[at].0.as_str(), new.words[next].0.as_str()))
        .collect();
    let mut ordered = vec![false; old.words.len()];
    for (at, next) in pairs(&old.words) {
        if known.contains(&(old.words[at].0.as_str(), old.words[next].0.as_str())) {
            (ordered[at], ordered[next]) = (true, true);
        }
    }
    let both = old.words.iter().zip(ordered).filter(|(_, ordered)| *ordered);
    let weight: f32 = both.map(|((_, weight), _)| weight).sum();
    (0.4 + 1.2 * weight / shared).min(1.0)
}

/// How often each word is there.
fn count(words: &[(String, f32)]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for (word, _) in words {
        *counts.entry(word.as_str()).or_default() += 1;
    }
    counts
}

/// The weight of the words that both have, slips counted in part.
fn shared(old: &Words, new: &Words) -> f32 {
    let mut left = count(&new.words);
    let mut shared = 0.0;
    let mut missing = Vec::new();
    for (word, weight) in &old.words {
        match left.get_mut(word.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                shared += weight;
            }
            _ if word.chars().count() >= SHORTEST_SLIP => missing.push((word.as_str(), *weight)),
            _ => {}
        }
    }
    // A sentence of other words is no misspelling of this one.
    if shared < 0.15 * old.weight && missing.len() > 3 {
        return shared;
    }
    let mut others: Vec<&str> = left
        .into_iter()
        .filter(|(word, count)| *count > 0 && word.chars().count() >= SHORTEST_SLIP)
        .map(|(word, _)| word)
        .collect();
    others.sort_unstable();
    for (word, weight) in missing {
        let near = others
            .iter()
            .enumerate()
            .filter(|(_, other)| other.len().abs_diff(word.len()) <= 2)
            .map(|(at, other)| (strsim::normalized_damerau_levenshtein(word, other), at))
            .filter(|(alike, _)| *alike >= SLIP)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((alike, at)) = near {
            others.swap_remove(at);
            #[expect(clippy::cast_possible_truncation, reason = "a share from 0 to 1")]
            let part = alike as f32;
            shared += weight * part;
        }
    }
    shared
}

/// Where an alignment stands: its score, the weight that it shares, the column that it began in.
type Cell = (f32, f32, usize);

/// The weight of the words of `short` that stand in `long` in their order and close together, and
/// the weight of the stretch of `long` that holds them (local alignment; T. F. Smith and
/// M. S. Waterman, 1981). A word that is passed over costs half its weight.
fn stretch(short: &Words, long: &Words) -> (f32, f32) {
    let mut row: Vec<Cell> = (0..=long.words.len()).map(|column| (0.0, 0.0, column)).collect();
    let mut best = ((0.0, 0.0, 0), 0);
    for (word, weight) in &short.words {
        let mut diagonal = row[0];
        for (column, (other, passed)) in long.words.iter().enumerate() {
            let above = row[column + 1];
            let mut cell = (0.0, 0.0, column + 1);
            for (score, common, start) in [
                if word == other {
                    (diagonal.0 + weight, diagonal.1 + weight, diagonal.2)
                } else {
                    (diagonal.0 - (weight + passed) / 2.0, diagonal.1, diagonal.2)
                },
                (above.0 - weight / 2.0, above.1, above.2),
                (row[column].0 - passed / 2.0, row[column].1, row[column].2),
            ] {
                if score > cell.0 {
                    cell = (score, common, start);
                }
            }
            diagonal = above;
            row[column + 1] = cell;
            if cell.0 > best.0.0 {
                best = (cell, column + 1);
            }
        }
    }
    let ((_, common, start), end) = best;
    (common, long.words[start.min(end)..end].iter().map(|(_, weight)| weight).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str) -> f32 {
        compare(&Words::of(old), &Words::of(new)).score
    }

    #[test]
    fn what_was_edited_is_alike_and_what_is_other_is_not() {
        let old = "China’s leadership believes that AI is key to military power.";
        assert!(check(old, old) > 0.99);
        assert!(
            check(old, "China's leadershp believes that AI is the key to military power.") > 0.9
        );
        assert!(check(old, "The leadership of China thinks that AI is a key to power.") > 0.6);
        assert!(check(old, "SenseTime exports surveillance technology to many countries.") < 0.2);
        let joined = "In 2018, and all through the year after it, China’s leadership believes that \
                      AI is key to military power, said four officials who had been there.";
        assert!(check(old, joined) > 0.8);
        assert!(check("人工智能是国家战略。", "人工智能是国家的战略。") > 0.9);
        assert!(check("", "words") < 0.1);
    }
}
