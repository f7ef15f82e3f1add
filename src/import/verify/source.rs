//! A source's words, less what its receipt says was dropped, repaired and marked.
//!
//! In: the source's bytes, the receipt, and the numbers that the edition takes off its texts. Out:
//! the [`Token`]s that the edition must have, in order. It reads lines by itself.

use std::ops::Range;

use super::tokens::{Numbers, Sign, Token, compose};
use crate::model::{Receipt, Repair};

/// A word of the source while it is read.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    /// Its line, and where it ends if it runs over a line's end.
    line: usize,
    last_line: usize,
    /// Markers taken off it: where, and which.
    markers: Vec<(usize, u32)>,
    /// Whether it is the first of its line.
    leads: bool,
}

/// Signs that begin a list's item and nothing else.
const BULLETS: [char; 12] = ['•', '▪', '◦', '●', '○', '■', '□', '‣', '⁃', '➢', '✓', '·'];

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
            if !replace(&mut words, at, repair) {
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
            let start = line_range(&words, repair.line).start;
            let end = words.len();
            let _ = replace(&mut words, start..end.min(start + 80), repair);
        }
        words.retain(|word| !word.text.is_empty());
        for marker in &receipt.markers {
            take_marker(&mut words, marker.line, marker.note);
        }
        words.retain(|word| !word.text.is_empty() || !word.markers.is_empty());
    }
    tokens(words, numbers)
}

/// Every word with its line.
fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for (at, line) in super::super::lines::split_lines(text).enumerate() {
        for (order, word) in line.split_whitespace().enumerate() {
            words.push(Word {
                text: compose(word.trim_start_matches('\u{feff}')),
                line: at + 1,
                last_line: at + 1,
                markers: Vec::new(),
                leads: order == 0,
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
            last_line: repair.line,
            markers: Vec::new(),
            leads: false,
        });
        words.splice(range.start..range.start, new);
        return true;
    }
    let Some(at) = find(words, range, &wanted) else { return false };
    let last_line = words[at[at.len() - 1]].last_line;
    let leads = words[at[0]].leads;
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
    last.last_line = last_line;
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

/// Takes the digits of marker `note` off the word of `line` that most looks like calling it.
fn take_marker(words: &mut [Word], line: usize, note: u32) {
    let start = words.partition_point(|word| word.last_line < line);
    let end = start + words[start..].partition_point(|word| word.line <= line);
    let best = (start..end)
        .filter_map(|at| find_marker(words, at, note).map(|found| (at, found)))
        .max_by_key(|(at, (weight, _))| (*weight, std::cmp::Reverse(*at)));
    let Some((at, (_, digits))) = best else { return };
    let word = &mut words[at];
    let mut from = digits.start;
    let glued = |(last, _): &(usize, u32)| *last + 1 == from && word.text[..from].ends_with(',');
    if word.markers.last().is_some_and(glued) {
        from -= 1;
    }
    word.text.replace_range(from..digits.end, "");
    let rest = word.text.clone();
    if rest.is_empty() || matches!(rest.as_str(), "." | "," | ";" | ":") {
        // The marker stood alone: it belongs to the word before, a sign after it as well.
        if let Some(before) = (0..at).rev().find(|before| !words[*before].text.is_empty()) {
            words[at].text.clear();
            let offset = words[before].text.len();
            words[before].markers.push((offset, note));
            words[before].text.push_str(&rest);
            return;
        }
    }
    words[at].markers.push((from, note));
}

/// The digits of `note` in a word, and how much they look like a marker.
fn find_marker(words: &[Word], at: usize, note: u32) -> Option<(u8, Range<usize>)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let word = words[at].text.as_str();
    let digits = note.to_string();
    let raised: String = digits.bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect();
    let alone = |text: &str, found: usize, length: usize, digit: fn(char) -> bool| {
        !text[found + length..].starts_with(digit) && !text[..found].ends_with(digit)
    };
    let is_raised = |c: char| RAISED.contains(&c);
    if let Some(found) = word
        .match_indices(&raised)
        .map(|(found, _)| found)
        .find(|found| alone(word, *found, raised.len(), is_raised))
    {
        return Some((6, found..found + raised.len()));
    }
    if let Some(range) = bracketed(word, &digits) {
        return Some((6, range));
    }
    let mut best: Option<(u8, Range<usize>)> = None;
    for (found, _) in word.match_indices(&digits) {
        let after = &word[found + digits.len()..];
        let before = &word[..found];
        if after.starts_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let mut ends = before.chars().rev();
        let weight = match (ends.next(), ends.next()) {
            (None, _) if words[at].leads && after.is_empty() && at == 0 => continue,
            (None, _) => 1,
            (Some(','), Some(c)) if c.is_ascii_digit() => 2,
            (Some('.'), Some(c)) if c.is_ascii_digit() => 2,
            (Some(c), _) if c.is_ascii_digit() => 0,
            (Some('#' | '$' | '-' | '–' | '~' | '/'), _) => continue,
            (Some(c), Some(_)) if c.is_lowercase() => 4,
            (Some(c), _) if c.is_alphabetic() => 3,
            _ => 5,
        };
        if best.as_ref().is_none_or(|(known, _)| weight > *known) {
            best = Some((weight, found..found + digits.len()));
        }
    }
    best
}

/// The place of `[digits]`, or of the digits in a list of numbers in brackets.
fn bracketed(word: &str, digits: &str) -> Option<Range<usize>> {
    let open = word.rfind('[')?;
    let close = open + word[open..].find(']')?;
    let inside = &word[open + 1..close];
    if inside == digits {
        return Some(open..close + 1);
    }
    let rest = inside.strip_prefix(digits)?.strip_prefix(',')?;
    Some(open + 1..close - rest.len())
}

/// Words as tokens: bullets and numbers apart, markers after their words.
fn tokens(words: Vec<Word>, numbers: &mut Numbers) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(words.len());
    let mut words = words.into_iter().peekable();
    let mut leads_on = false;
    while let Some(mut word) = words.next() {
        let leads = word.leads || leads_on;
        leads_on = false;
        if leads && word.text.starts_with(BULLETS) {
            word.text.drain(..word.text.chars().next().map_or(0, char::len_utf8));
            leads_on = word.text.is_empty();
            if leads_on {
                continue;
            }
        }
        let mut push = |sign, line| tokens.push(Token { sign, line, in_note: false });
        if leads && let Some((number, rest)) = split_number(&word.text) {
            let next = if rest.is_empty() {
                words.peek().map(|next| next.text.as_str())
            } else {
                Some(rest)
            };
            if next.is_some_and(|next| numbers.take(number, next)) {
                push(Sign::Number(number), word.line);
                word.text.drain(..word.text.len() - rest.len());
                if word.text.is_empty() {
                    continue;
                }
            }
        }
        for text in word.text.split(' ') {
            push(Sign::Word(text.to_owned()), word.line);
        }
        for (offset, note) in &word.markers {
            push(Sign::Marker(*note, word.text.len().saturating_sub(*offset)), word.last_line);
        }
    }
    tokens
}

/// The number that a line begins with, in any way in which items and notes are numbered, and what
/// is glued to it.
fn split_number(word: &str) -> Option<(u32, &str)> {
    if word.starts_with(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)) {
        let rest = word.trim_start_matches(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
        let number = word[..word.len() - rest.len()]
            .chars()
            .filter_map(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == c))
            .fold(0_u32, |sum, digit| {
                sum.saturating_mul(10).saturating_add(u32::try_from(digit).unwrap_or(0))
            });
        return Some((number, rest));
    }
    let bare = word.strip_prefix('[').and_then(|word| word.strip_suffix(']')).unwrap_or(word);
    let bare = bare.strip_suffix(['.', ')', ':']).unwrap_or(bare);
    Some((bare.parse().ok()?, ""))
}
