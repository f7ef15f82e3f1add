//! Where the printed pages begin.
//!
//! In: the lines of a text, and which of them are known to be no text. Out: the line with which
//! each page begins, and what told it: form feeds, else single blanks before a page's first line,
//! else page numbers on lines of their own. It drops nothing.

use std::collections::HashMap;

use super::lines::Line;
use super::numerals::{Numeral, Style, lone_numeral};

/// What told the pages' starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// A form feed before each page.
    Feeds,
    /// A blank before the first word of a page, where no other line has one.
    Blanks,
    /// Numbers on lines of their own that count up.
    Numbers,
    /// Nothing: the text is one page, or does not tell its pages.
    Nothing,
}

/// The starts of pages.
#[derive(Debug)]
pub(super) struct Pages {
    /// What told them.
    pub(super) told: Told,
    /// Index of each page's first line, blank or not; the first is 0.
    pub(super) starts: Vec<usize>,
}

/// Text lines that a page has at least, where only blanks tell its start.
const SHORTEST_PAGE: usize = 12;

impl Pages {
    /// Indices of the lines of page `page`.
    pub(super) fn lines(&self, page: usize, count: usize) -> std::ops::Range<usize> {
        self.starts[page]..self.starts.get(page + 1).copied().unwrap_or(count)
    }
}

/// Finds where pages begin in `lines`, of which those `gone` are no text.
pub(super) fn find_pages(lines: &[Line], gone: &[bool]) -> Pages {
    let text: Vec<usize> =
        (0..lines.len()).filter(|at| !lines[*at].is_blank() && !gone[*at]).collect();
    let last = text.last().copied().unwrap_or_default();
    if lines[..=last].iter().any(|line| line.after_feed) {
        let mut starts = vec![0];
        starts.extend((1..=last).filter(|at| lines[*at].after_feed));
        if lines[0].after_feed && starts.len() == 1 {
            return Pages { told: Told::Nothing, starts };
        }
        return Pages { told: Told::Feeds, starts };
    }
    if let Some(starts) = find_blanks(lines, &text) {
        return Pages { told: Told::Blanks, starts: add_numbered_gaps(lines, &text, starts) };
    }
    if let Some(starts) = find_numbers(lines, &text) {
        return Pages { told: Told::Numbers, starts };
    }
    Pages { told: Told::Nothing, starts: vec![0] }
}

/// Page starts as lines that begin with a blank, if these are few, far apart and alike.
fn find_blanks(lines: &[Line], text: &[usize]) -> Option<Vec<usize>> {
    let led: Vec<usize> = (0..text.len()).filter(|order| lines[text[*order]].indent > 0).collect();
    let alike =
        led.iter().all(|order| lines[text[*order]].indent <= 2 && !lines[text[*order]].tabbed);
    let mut lengths: Vec<usize> = led.windows(2).map(|pair| pair[1] - pair[0]).collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    if led.len() < 3 || !alike || usual < SHORTEST_PAGE {
        return None;
    }
    let mut starts: Vec<usize> = led.into_iter().map(|order| text[order]).collect();
    match starts.first().and_then(|first| text.iter().position(|at| at == first)) {
        Some(0) => starts[0] = 0,
        _ => starts.insert(0, 0),
    }
    Some(starts)
}

/// Adds the pages whose first line has no blank of its own, because their number stands on a line
/// alone before it.
fn add_numbered_gaps(lines: &[Line], text: &[usize], mut starts: Vec<usize>) -> Vec<usize> {
    let mut added: Vec<usize> = Vec::new();
    let mut order = 0;
    while order < text.len() {
        let run = text[order..].iter().take_while(|at| is_lone_number(lines, **at)).count();
        if run == 0 {
            order += 1;
            continue;
        }
        let (first, next) = (text[order], text.get(order + run).copied());
        order += run;
        let Some(next) = next else { break };
        if starts.binary_search(&next).is_ok() || starts.contains(&first) {
            continue;
        }
        // A line of blanks alone before the number is the new page's: the number heads it.
        let gap = (0..first).rev().take_while(|at| lines[*at].is_blank());
        let head = gap.filter(|at| lines[*at].indent > 0 && !lines[*at].tabbed).last();
        added.push(head.unwrap_or(next));
    }
    starts.extend(added);
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Whether line `at` is a page's number between blank lines.
fn is_lone_number(lines: &[Line], at: usize) -> bool {
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(Line::is_blank);
    lone_numeral(&lines[at].text).is_some_and(|numeral| numeral.style == Style::Arabic)
        && blank(at.checked_sub(1))
        && blank(Some(at + 1))
}

/// Page starts from numbers on lines of their own that count up by one or two, where at least
/// three do.
fn find_numbers(lines: &[Line], text: &[usize]) -> Option<Vec<usize>> {
    let edges = repeated_with_numbers(lines, text);
    let candidates: Vec<(usize, Numeral)> = text
        .iter()
        .enumerate()
        .filter_map(|(order, at)| {
            let numeral = lone_numeral(&lines[*at].text).or_else(|| edges.get(at).cloned())?;
            Some((order, numeral))
        })
        .collect();
    // The longest run that counts up, kept by the numeral it ends with.
    let mut best: HashMap<Numeral, (usize, usize)> = HashMap::new();
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut longest: Option<(usize, usize)> = None;
    for (at, (_, numeral)) in candidates.iter().enumerate() {
        let previous = [1, 2]
            .into_iter()
            .filter_map(|by| best.get(&numeral.shifted(-by)?).copied())
            .max_by_key(|(length, _)| *length);
        let length = previous.map_or(1, |(length, _)| length + 1);
        before[at] = previous.map(|(_, from)| from);
        if best.get(numeral).is_none_or(|(known, _)| length > *known) {
            best.insert(numeral.clone(), (length, at));
        }
        if longest.is_none_or(|(known, _)| length > known) {
            longest = Some((length, at));
        }
    }
    let (length, end) = longest?;
    if length < 3 {
        return None;
    }
    let mut chain: Vec<usize> =
        std::iter::successors(Some(end), |at| before[*at]).map(|at| candidates[at].0).collect();
    chain.reverse();
    let usual = (chain[chain.len() - 1] - chain[0]) / (chain.len() - 1);
    // Numbers at the head of pages leave little before the first and a page after the last.
    let heads = chain[0] * 2 < usual && (text.len() - chain[chain.len() - 1]) * 2 > usual;
    let mut starts = vec![0];
    for order in chain {
        let start = if heads { Some(text[order]) } else { text.get(order + 1).copied() };
        starts.extend(start.filter(|start| *start > 0 && (!heads || order > 0)));
    }
    Some(starts)
}

/// Lines that say the same three times or more but for a number that they begin or end with.
fn repeated_with_numbers(lines: &[Line], text: &[usize]) -> HashMap<usize, Numeral> {
    let mut by_words: HashMap<&str, Vec<(usize, Numeral)>> = HashMap::new();
    for at in text {
        if let Some((words, numeral)) = split_numeral(&lines[*at].text) {
            by_words.entry(words).or_default().push((*at, numeral));
        }
    }
    by_words.into_values().filter(|found| found.len() >= 3).flatten().collect()
}

/// A running head's words and the page number that it begins or ends with.
pub(super) fn split_numeral(text: &str) -> Option<(&str, Numeral)> {
    if text.len() > 120 {
        return None;
    }
    let ends = |words: &str| words.chars().any(char::is_alphabetic);
    let trim = |words| str::trim_matches(words, [' ', '|', '·', '•', '–', '—', '-']);
    if let Some((words, last)) = text.rsplit_once(' ')
        && let Some(numeral) = Numeral::parse(last)
        && ends(words)
    {
        return Some((trim(words), numeral));
    }
    let (first, words) = text.split_once(' ')?;
    let numeral = Numeral::parse(first).filter(|_| ends(words))?;
    Some((trim(words), numeral))
}
