//! A source's words, less what its receipt says was dropped, repaired and marked.
//!
//! In: the source's bytes, the receipt, and the numbers that the edition takes off its texts. Out:
//! the [`Token`]s that the edition must have, in order. It reads lines by itself.

use std::ops::Range;

use super::tokens::{BULLETS, Numbers, Sign, Token, compose};
use crate::model::{MarkerLine, Receipt, Repair};

/// A word of the source while it is read.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    /// Its line and its order in that line, from 1.
    line: usize,
    order: usize,
    /// The same of its last piece, if it runs over a line's end.
    last_line: usize,
    last_order: usize,
    /// Markers taken off it: where, and which.
    markers: Vec<(usize, u32)>,
    /// Whether it is the first of its line.
    leads: bool,
}

/// Words that a repair over lines' ends runs over at most, those that are gone included.
const LONGEST_REPAIR: usize = 400;

/// The tokens that an edition of `text` must have.
pub(super) fn read_source(
    text: &str,
    receipt: Option<&Receipt>,
    numbers: &mut Numbers,
) -> Vec<Token> {
    let mut words = split(text);
    if let Some(receipt) = receipt {
        let mut later = Vec::new();
        for repair in &receipt.repairs {
            let at = line_range(&words, repair.line);
            if repair.before.is_empty() || !replace(&mut words, at, repair) {
                later.push(repair);
            }
        }
        for debris in &receipt.debris {
            let at = line_range(&words, debris.line);
            drop_words(&mut words, at, &debris.text);
        }
        // Words that run over a line's end meet when what stood between them is gone.
        words.retain(|word| !word.text.is_empty());
        for repair in later {
            let start = words.partition_point(|word| word.last_line < repair.line);
            let end = words.len();
            let _ = replace(&mut words, start..end.min(start + LONGEST_REPAIR), repair);
        }
        words.retain(|word| !word.text.is_empty());
        merge_brackets(&mut words);
        for marker in &receipt.markers {
            take_marker(&mut words, marker);
        }
        words.retain(|word| !word.text.is_empty() || !word.markers.is_empty());
    }
    tokens(words, numbers)
}

/// Every word with its line.
fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for (at, line) in super::super::lines::split_lines(text).enumerate() {
        let pieces = line.split('\u{c}').flat_map(|piece| piece.split_whitespace().enumerate());
        for (order, (place, word)) in pieces.enumerate() {
            words.push(Word {
                text: compose(word.trim_start_matches('\u{feff}')),
                line: at + 1,
                order: order + 1,
                last_line: at + 1,
                last_order: order + 1,
                markers: Vec::new(),
                leads: place == 0,
            });
        }
    }
    words
}

/// The indices of the words of `line`.
fn line_range(words: &[Word], line: usize) -> Range<usize> {
    let start = words.partition_point(|word| word.line < line);
    start..start + words[start..].partition_point(|word| word.line == line)
}

/// Where the words `wanted` stand in a row, in `range`; words that are gone do not count.
fn find(words: &[Word], range: Range<usize>, wanted: &[String]) -> Option<Vec<usize>> {
    range.clone().find_map(|start| {
        let mut at = Vec::with_capacity(wanted.len());
        let mut rest = (start..range.end).filter(|at| !words[*at].text.is_empty());
        for word in wanted {
            let here = rest.next()?;
            if words[here].text != *word {
                return None;
            }
            at.push(here);
        }
        Some(at)
    })
}

/// Puts a repair's words for those that stood there; false if they do not stand there.
fn replace(words: &mut Vec<Word>, range: Range<usize>, repair: &Repair) -> bool {
    let wanted: Vec<String> = repair.before.split_whitespace().map(compose).collect();
    let after: Vec<String> = repair.after.split_whitespace().map(compose).collect();
    if wanted.is_empty() {
        let new = after.into_iter().map(|text| Word {
            text,
            line: repair.line,
            order: 0,
            last_line: repair.line,
            last_order: 0,
            markers: Vec::new(),
            leads: false,
        });
        words.splice(range.start..range.start, new);
        return true;
    }
    let Some(at) = find(words, range, &wanted) else { return false };
    let end = words[at[at.len() - 1]].clone();
    let leads = words[at[0]].leads;
    for word in &mut words[at[0]..at[at.len() - 1]] {
        (word.last_line, word.last_order) = (end.last_line, end.last_order);
    }
    for (place, index) in at.iter().enumerate() {
        words[*index].text = after.get(place).cloned().unwrap_or_default();
        words[*index].leads = place == 0 && leads;
    }
    let rest = after.get(at.len()..).unwrap_or_default();
    let last = &mut words[at[at.len().min(after.len()).saturating_sub(1)]];
    for word in rest {
        // More words than before: they are compared as they stand.
        last.text.push(' ');
        last.text.push_str(word);
    }
    true
}

/// Empties the words of a line that were dropped.
fn drop_words(words: &mut [Word], range: Range<usize>, text: &str) {
    let wanted: Vec<String> = text.split_whitespace().map(compose).collect();
    if let Some(at) = find(words, range, &wanted) {
        for index in at {
            words[index].text.clear();
        }
    }
}

/// Makes one word of `[4, 5]`, which is one mark though a blank stands in it.
fn merge_brackets(words: &mut Vec<Word>) {
    let numbers = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ',');
    let mut merged: Vec<Word> = Vec::with_capacity(words.len());
    for word in words.drain(..) {
        let open = merged.last().is_some_and(|last| {
            let inside = last.text.rsplit_once('[').map(|(_, inside)| inside.replace(' ', ""));
            last.last_line == word.line
                && last.text.ends_with(',')
                && inside.is_some_and(|inside| numbers(&inside))
                && word.text.starts_with(|c: char| c.is_ascii_digit())
        });
        match merged.last_mut().filter(|_| open) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&word.text);
                last.last_order = word.last_order;
            }
            None => merged.push(word),
        }
    }
    *words = merged;
}

/// What a reading of a marker makes of its word.
struct Reading {
    /// The word that calls the note: this one, or the one before where the marker stood alone.
    word: usize,
    /// That word without the marker.
    text: String,
    /// Where the marker stands in it.
    offset: usize,
}

/// Takes a marker's digits off the word that the receipt names; off the word of its line that most
/// looks like calling it, where the receipt names none.
fn take_marker(words: &mut [Word], marker: &MarkerLine) {
    let place = (marker.line, marker.word);
    let start = words.partition_point(|word| (word.last_line, word.last_order) < place);
    let end = start + words[start..].partition_point(|word| (word.line, word.order) <= place);
    let best = best_marker(words, start..end, marker.note).or_else(|| {
        let start = words.partition_point(|word| word.last_line < marker.line);
        let end = start + words[start..].partition_point(|word| word.line <= marker.line);
        best_marker(words, start..end, marker.note)
    });
    let Some((at, digits)) = best else { return };
    let Some(reading) = read_marker(words, at, digits) else { return };
    let mut moved = Vec::new();
    if reading.word != at {
        words[at].text.clear();
        moved = std::mem::take(&mut words[at].markers);
        // What is glued to the marker may call more notes of that line.
        let (last_line, last_order) = (words[at].last_line, words[at].last_order);
        for word in &mut words[reading.word..at] {
            (word.last_line, word.last_order) = (last_line, last_order);
        }
    }
    let word = &mut words[reading.word];
    word.text = reading.text;
    word.markers.extend(moved.into_iter().map(|(_, note)| (reading.offset, note)));
    word.markers.push((reading.offset, marker.note));
}

/// The word among `range` whose digits most look like calling `note`, and where they stand in it.
fn best_marker(words: &[Word], range: Range<usize>, note: u32) -> Option<(usize, Range<usize>)> {
    range
        .flat_map(|at| {
            let found = find_markers(&words[at].text, note);
            found.into_iter().map(move |(weight, digits)| (at, weight, digits))
        })
        .max_by_key(|(at, weight, digits)| (*weight, std::cmp::Reverse((*at, digits.start))))
        .map(|(at, _, digits)| (at, digits))
}

/// Reads the `digits` of word `at` as a marker; `None` if no word stands before one that is alone.
fn read_marker(words: &[Word], at: usize, digits: Range<usize>) -> Option<Reading> {
    let word = &words[at];
    let mut offset = digits.start;
    // The comma in `12,13` goes with the second number.
    let listed =
        |(last, _): &(usize, u32)| *last + 1 == offset && word.text[..offset].ends_with(',');
    if word.markers.last().is_some_and(listed) {
        offset -= 1;
    }
    let text = format!("{}{}", &word.text[..offset], &word.text[digits.end..]);
    let sign = |c: char| ".!?…。！？”’\"')]»›,;:—–[".contains(c);
    if offset > 0 || !(text.is_empty() || text.starts_with(sign)) {
        return Some(Reading { word: at, text, offset });
    }
    // It stands alone: it belongs to the word before, and what is glued to it as well.
    let before = (0..at).rev().find(|before| !words[*before].text.is_empty())?;
    let offset = words[before].text.len();
    let text = format!("{}{text}", words[before].text);
    Some(Reading { word: before, text, offset })
}

/// Every place of the digits of `note` in a word, and how much they look like a marker.
fn find_markers(word: &str, note: u32) -> Vec<(u8, Range<usize>)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = note.to_string();
    let raised: String = digits.bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect();
    let is_raised = |c: char| RAISED.contains(&c);
    let mut found = Vec::new();
    for (at, _) in word.match_indices(&raised) {
        let end = at + raised.len();
        if !word[end..].starts_with(is_raised) && !word[..at].ends_with(is_raised) {
            found.push((6, at..end));
        }
    }
    found.extend(bracketed(word, &digits).into_iter().map(|range| (6, range)));
    for (at, _) in word.match_indices(&digits) {
        let end = at + digits.len();
        if word[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let mut ends = word[..at].chars().rev();
        let weight = match (ends.next(), ends.next()) {
            (None, _) => 1,
            (Some(',' | '.'), Some(c)) if c.is_ascii_digit() => 2,
            (Some(c), _) if c.is_ascii_digit() => 0,
            (Some('#' | '$' | '-' | '–' | '~' | '/' | '['), _) => continue,
            (Some(c), Some(_)) if c.is_lowercase() => 4,
            (Some(c), _) if c.is_alphabetic() => 3,
            _ => 5,
        };
        found.push((weight, at..end));
    }
    found
}

/// The places of `[digits]`, or of the digits that begin a list of numbers in brackets.
fn bracketed(word: &str, digits: &str) -> Vec<Range<usize>> {
    let group = |open: usize| {
        let close = open + word[open..].find(']')?;
        let inside = &word[open + 1..close];
        if inside == digits {
            return Some(open..close + 1);
        }
        let rest = inside.strip_prefix(digits)?.strip_prefix(',')?.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit()).then(|| open + 1..close - rest.len())
    };
    word.match_indices('[').filter_map(|(open, _)| group(open)).collect()
}

/// Words as tokens: bullets and numbers apart, markers after their words.
fn tokens(words: Vec<Word>, numbers: &mut Numbers) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(words.len());
    let mut words = words.into_iter().peekable();
    let mut leads = false;
    while let Some(mut word) = words.next() {
        leads |= word.leads;
        let mut push = |sign, line| tokens.push(Token { sign, line, in_note: false });
        // A number after a bullet leads as well; nothing else does.
        if std::mem::take(&mut leads)
            && let Some((number, rest, bare)) = split_number(&word.text)
        {
            let next = match rest {
                "" => words.peek().map(|next| next.text.as_str()),
                rest => Some(rest),
            };
            if next.is_some_and(|next| numbers.take(number, next, bare)) {
                push(Sign::Number(number), word.line);
                leads = number == 0;
                word.text.drain(..word.text.len() - rest.len());
            }
        }
        for text in word.text.split(' ').filter(|text| !text.is_empty()) {
            push(Sign::Word(text.to_owned()), word.line);
        }
        for (offset, note) in &word.markers {
            push(Sign::Marker(*note, word.text.len().saturating_sub(*offset)), word.last_line);
        }
    }
    tokens
}

/// The number that a line begins with, in any way in which items and notes are numbered, 0 for a
/// bullet; what is glued to it; and whether it is bare digits, as only notes are numbered.
fn split_number(word: &str) -> Option<(u32, &str, bool)> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    if let Some(rest) = word.strip_prefix(BULLETS) {
        return Some((0, rest, false));
    }
    let rest = word.trim_start_matches(|c: char| RAISED.contains(c));
    if rest.len() < word.len() {
        let digits = word[..word.len() - rest.len()].chars();
        let number = digits.filter_map(|c| RAISED.chars().position(|digit| digit == c)).fold(
            0_u32,
            |sum, digit| {
                sum.saturating_mul(10).saturating_add(u32::try_from(digit).unwrap_or_default())
            },
        );
        return Some((number, rest, true));
    }
    let inside = word.strip_prefix('[').and_then(|word| word.strip_suffix(']')).unwrap_or(word);
    let digits = inside.strip_suffix(['.', ')', ':']).unwrap_or(inside);
    Some((digits.parse().ok()?, "", digits.len() == inside.len()))
}
