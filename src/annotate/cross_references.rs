//! Finds words that speak of another section of the same report.
//!
//! The patterns, in any case; a number is digits or an English word up to ninety-nine:
//!
//! * `judgment 7`, `judgement seven`, `key judgment 7`, `KJ7`, `KJ 7`;
//! * `point nine`, where what stands before can lead to a reference (`in point nine`, `see
//!   point 4`, a sentence's start): not `at this point 3 firms`, `two point five`;
//! * `section 4`, but not `section 4 of the law`;
//! * lists and ranges: `points two and three`, `judgments 3, 4 and 7`, `judgments 3–5`; each
//!   number is a reference of its own, the first together with its noun;
//! * the title of a section, if it has three words or more and is not itself a judgment's.
//!
//! A number with decimals or before `percent` is none. A number must be that of a judgment, and
//! nothing refers to the section that it stands in. `as mentioned above` has no target.

use std::collections::HashMap;

use crate::model::{Edition, Span};

use super::CrossReference;
use super::folding::{Case, Folded, fold, is_word};
use super::numerals;

/// Finds references to the sections of an edition.
#[derive(Debug)]
pub struct CrossReferenceFinder {
    by_number: HashMap<u32, usize>,
    /// Folded titles in lower case, with their sections.
    titles: Vec<(String, usize)>,
}

impl CrossReferenceFinder {
    /// A finder of references to the sections of `edition`.
    #[must_use]
    pub fn new(edition: &Edition) -> Self {
        let sections = edition.sections.iter().enumerate();
        let by_number =
            sections.clone().filter_map(|(at, section)| Some((section.number?, at))).collect();
        let titles = sections
            .filter(|(_, section)| section.number.is_none() && section.title.count_words() >= 3)
            .map(|(at, section)| (fold(section.title.plain(), Case::Lowered), at))
            .collect();
        Self { by_number, titles }
    }

    /// The references in `plain`, a text of the section at index `own`: sorted, without overlaps.
    #[must_use]
    pub fn find(&self, plain: &str, own: usize) -> Vec<CrossReference> {
        let mut found = self.find_numbers(plain, own);
        if !self.titles.is_empty() {
            found.extend(self.find_titles(plain, own));
        }
        found
            .sort_by_key(|reference| (reference.span.start, std::cmp::Reverse(reference.span.end)));
        let mut end = 0;
        found.retain(|reference| {
            let free = reference.span.start >= end;
            if free {
                end = reference.span.end;
            }
            free
        });
        found
    }

    fn find_titles(&self, plain: &str, own: usize) -> Vec<CrossReference> {
        let folded = Folded::new(plain, Case::Lowered);
        let mut found = Vec::new();
        for (title, section) in self.titles.iter().filter(|(_, section)| *section != own) {
            for (at, _) in folded.as_str().match_indices(title.as_str()) {
                let span = folded.original(at, at + title.len());
                if let Some(span) = span.filter(|span| is_word(plain, *span)) {
                    found.push(CrossReference { span, section: *section });
                }
            }
        }
        found
    }

    fn find_numbers(&self, plain: &str, own: usize) -> Vec<CrossReference> {
        let words = split_words(plain);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((start, first)) = read_noun(plain, &words, at) else {
                at += 1;
                continue;
            };
            at = first.max(at + 1);
            let numbers = read_list(plain, &words, first);
            at = numbers.last().map_or(at, |(word, _)| word + 1);
            for (nth, (word, number)) in numbers.into_iter().enumerate() {
                let span = words[word];
                let from = if nth == 0 { start } else { span.start };
                match self.by_number.get(&number) {
                    Some(&section) if section != own => {
                        found.push(CrossReference { span: Span::new(from, span.end), section });
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// Reads a noun that numbers follow, at word `at`: where the reference begins, and the index of
/// the first number's word.
fn read_noun(plain: &str, words: &[Span], at: usize) -> Option<(usize, usize)> {
    let word = words[at].of(plain);
    let start = words[at].start;
    let lower = word.to_lowercase();
    match lower.as_str() {
        "key" => {
            let next = words.get(at + 1)?.of(plain).to_lowercase();
            let judgment = matches!(
                next.as_str(),
                "judgment" | "judgments" | "judgement" | "judgements" | "point" | "points"
            );
            (judgment && is_blank(plain, words, at)).then_some((start, at + 2))
        }
        "judgment" | "judgments" | "judgement" | "judgements" | "section" | "sections" | "kj"
        | "kjs" => Some((start, at + 1)),
        "point" | "points" => leads(plain, words, at).then_some((start, at + 1)),
        _ => None,
    }
    .filter(|(_, first)| words.get(*first).is_some() && is_blank(plain, words, first - 1))
    .or_else(|| {
        // `KJ7` is one word: the number is read from its tail.
        let digits = lower.strip_prefix("kj")?;
        (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some((start, at))
    })
}

/// Whether what stands before `point` at word `at` can lead to a reference.
fn leads(plain: &str, words: &[Span], at: usize) -> bool {
    const LEADING: [&str; 21] = [
        "in", "see", "under", "per", "to", "from", "by", "of", "at", "on", "with", "and", "or",
        "cf", "also", "compare", "unlike", "as", "than", "our", "my",
    ];
    let Some(before) = at.checked_sub(1).map(|before| words[before]) else { return true };
    LEADING.contains(&before.of(plain).to_lowercase().as_str())
        || !plain[before.end..words[at].start].trim().is_empty()
}

/// Reads numbers from word `first` on: each with the index of its word.
fn read_list(plain: &str, words: &[Span], first: usize) -> Vec<(usize, u32)> {
    let mut numbers = Vec::new();
    let mut at = first;
    while let Some(number) = words.get(at).and_then(|word| read_number(plain, *word)) {
        if is_quantity(plain, words, at) {
            break;
        }
        numbers.push((at, number));
        let Some(next) = words.get(at + 1) else { break };
        let gap = plain[words[at].end..next.start].trim();
        let joins = |word: &Span| {
            matches!(word.of(plain).to_lowercase().as_str(), "and" | "or" | "to" | "through")
        };
        if joins(next) && (gap.is_empty() || gap == ",") && is_blank(plain, words, at + 1) {
            at += 2;
        } else if matches!(gap, "," | "–" | "-" | "\u{2011}" | "&") {
            at += 1;
        } else {
            break;
        }
    }
    // `section 4 of the law` is a section of something else.
    if let Some((last, _)) = numbers.last() {
        let noun = words[first.saturating_sub(1)].of(plain).to_lowercase();
        let of = |at: usize, wanted: &[&str]| {
            words.get(at).is_some_and(|word| {
                wanted.contains(&word.of(plain).to_lowercase().as_str())
                    && is_blank(plain, words, at - 1)
            })
        };
        if noun.starts_with("section") && of(last + 1, &["of"]) && !of(last + 2, &["this"]) {
            numbers.clear();
        }
    }
    numbers
}

fn read_number(plain: &str, word: Span) -> Option<u32> {
    let word = word.of(plain);
    let bare =
        if word.len() > 2 && word[..2].eq_ignore_ascii_case("kj") { &word[2..] } else { word };
    if bare.bytes().all(|b| b.is_ascii_digit()) && bare.len() <= 4 {
        return bare.parse().ok();
    }
    numerals::value(bare)
}

/// Whether the number at word `at` measures something: `3.5`, `9 percent`, `3%`, `1,200`.
fn is_quantity(plain: &str, words: &[Span], at: usize) -> bool {
    let tail = &plain[words[at].end..];
    let mut chars = tail.chars();
    let decimals =
        matches!(chars.next(), Some('.' | ',')) && chars.next().is_some_and(|c| c.is_ascii_digit());
    let next = words.get(at + 1).map(|word| word.of(plain).to_lowercase());
    decimals
        || tail.trim_start().starts_with('%')
        || matches!(next.as_deref(), Some("percent" | "per" | "percentage" | "times"))
            && is_blank(plain, words, at)
}

/// Whether nothing but blanks stands between words `at` and `at + 1`.
fn is_blank(plain: &str, words: &[Span], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| plain[words[at].end..next.start].trim().is_empty())
}

/// Words: letters and digits, with hyphens between letters (`twenty-one`).
fn split_words(plain: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut start = None;
    let mut last = ' ';
    let mut chars = plain.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let inside =
            c.is_alphanumeric() || c == '-' && last.is_alphabetic() && next.is_alphabetic();
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
        last = c;
    }
    if let Some(from) = start {
        words.push(Span::new(from, plain.len()));
    }
    words
}
