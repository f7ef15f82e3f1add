//! Numbers in a text that could be note markers, with the style in which they stand.
//!
//! In: a text. Out: every candidate in order, the weakest ones too; nothing here knows the
//! sequence.

use super::super::signs::{is_closing, is_opening, is_stop, is_superscript, superscript_digit};
use crate::model::NoteNumber;

/// How a candidate stands in its text, from the most to the least telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::import) enum Style {
    /// Superscript digits: `word¹²`.
    Superscript,
    /// In square brackets: `word [12]`.
    Bracketed,
    /// Glued to a stop, a comma, a closing quotation mark or bracket: `word.”12`.
    AfterSign,
    /// Glued to a word in lower case: `word12`.
    AfterWord,
    /// Glued to capitals or a short name: `NATO12`, `B12`.
    AfterName,
    /// Alone after a sentence's end: `word. 12`.
    Apart,
    /// After a digit and a comma or stop: `2011,12`.
    AfterNumber,
    /// The end of a longer number: `201112`.
    InNumber,
    /// A power or a unit: `10⁶`, `km²`.
    Power,
}

impl Style {
    /// What a candidate of this style is worth in the sequence.
    pub(in crate::import) const fn weight(self) -> f32 {
        match self {
            Self::Superscript => 8.0,
            Self::Bracketed => 6.0,
            Self::AfterSign => 5.0,
            Self::AfterWord => 4.0,
            Self::AfterName => 1.5,
            Self::Apart => 1.0,
            Self::AfterNumber => 0.8,
            Self::InNumber => 0.3,
            Self::Power => 0.1,
        }
    }

    /// Whether a candidate outside the sequence is a marker all the same, where markers are
    /// usually of the style `usual`.
    pub(super) fn is_surely_marker(self, usual: Self) -> bool {
        match self {
            Self::Superscript => true,
            Self::Bracketed => usual == Self::Bracketed,
            Self::AfterSign => matches!(usual, Self::AfterSign | Self::AfterWord),
            _ => false,
        }
    }

    /// Whether somebody should look at such a candidate that stays text.
    pub(super) fn may_be_marker(self, usual: Self) -> bool {
        match self {
            Self::Bracketed | Self::AfterSign => true,
            Self::AfterWord => matches!(usual, Self::AfterSign | Self::AfterWord),
            _ => false,
        }
    }

    /// How it stands, for the receipt.
    pub(super) const fn told(self) -> &'static str {
        match self {
            Self::Superscript => "it is set in superscript",
            Self::Bracketed => "it stands in brackets",
            Self::AfterSign => "it is glued to a sign",
            Self::AfterWord => "it is glued to a word",
            Self::AfterName => "it is glued to a name",
            Self::Apart => "it stands alone after a sentence",
            Self::AfterNumber => "it is glued to a number",
            Self::InNumber => "it ends a longer number",
            Self::Power => "it could be a power",
        }
    }
}

/// A number that could be a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Candidate {
    /// First byte that would go: a bracket's, or a blank's before it.
    pub(in crate::import) start: usize,
    /// One past the last byte that would go.
    pub(in crate::import) end: usize,
    /// The last digit or the closing bracket.
    pub(in crate::import) last: usize,
    /// The number.
    pub(in crate::import) number: NoteNumber,
    /// How it stands.
    pub(in crate::import) style: Style,
}

/// Digits of the longest candidate.
const LONGEST: usize = 5;

/// Every candidate in `text`, in order; several may share their digits.
pub(in crate::import) fn find_candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_digit() {
            let end = run_end(text, at, |c| c.is_ascii_digit());
            digits(text, at, end, &mut found);
            at = end;
        } else if is_superscript(c) {
            let end = run_end(text, at, |c| is_superscript(c) || c == ',');
            superscripts(text, at, end, &mut found);
            at = end;
        } else if c == '[' {
            at = brackets(text, at, &mut found);
        } else {
            at += c.len_utf8();
        }
    }
    found
}

fn run_end(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c| !wanted(c)).map_or(text.len(), |length| from + length)
}

/// What can follow a marker directly.
const fn follows_marker(c: char) -> bool {
    c == ' ' || is_stop(c) || is_closing(c) || matches!(c, ',' | ';' | ':' | '—' | '–')
}

fn note(digits: &str) -> Option<NoteNumber> {
    if digits.len() > LONGEST { None } else { digits.parse().ok() }
}

/// A run of plain digits.
fn digits(text: &str, start: usize, end: usize, found: &mut Vec<Candidate>) {
    let mut before = text[..start].chars().rev();
    let (last, further) = (before.next(), before.next());
    let after = text[end..].chars().next();
    let free = after.is_none_or(follows_marker);
    // `5,518` and `20.5` go on; `12,` before a blank does not.
    let goes_on = matches!(after, Some(',' | '.'))
        && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    if !free {
        return;
    }
    if !goes_on {
        year_and_marker(text, start, end, found);
    }
    let Some(last) = last else { return };
    let style = match last {
        ',' | '.' if further.is_some_and(|c| c.is_ascii_digit()) => Style::AfterNumber,
        c if is_stop(c) || is_closing(c) || matches!(c, ',' | ';' | ':' | '%' | '*') => {
            Style::AfterSign
        }
        c if c.is_alphabetic() => word_style(&text[..start]),
        ' ' if further.is_some_and(|c| is_stop(c) || is_closing(c)) => {
            let next = text[end..].trim_start_matches(' ').chars().next();
            if goes_on || next.is_some_and(|c| !c.is_uppercase() && !is_opening(c)) {
                return;
            }
            Style::Apart
        }
        _ => return,
    };
    if goes_on && style != Style::AfterNumber && style != Style::AfterSign {
        return;
    }
    let from = if style == Style::Apart { start - 1 } else { start };
    if let Some(number) = note(&text[start..end]) {
        found.push(Candidate { start: from, end, last: end - 1, number, style });
    }
}

/// The marker that may be glued to a year: `in 20117`.
fn year_and_marker(text: &str, start: usize, end: usize, found: &mut Vec<Candidate>) {
    let run = &text[start..end];
    if run.len() > 4
        && (run.starts_with("19") || run.starts_with("20"))
        && let Some(number) = note(&run[4..])
    {
        let (start, last) = (start + 4, end - 1);
        found.push(Candidate { start, end, last, number, style: Style::InNumber });
    }
}

/// The style of digits glued to the word that ends `before`.
fn word_style(before: &str) -> Style {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if word.chars().count() >= 2 && word.ends_with(char::is_lowercase) {
        Style::AfterWord
    } else {
        Style::AfterName
    }
}

/// A run of superscript digits, several numbers parted by commas.
fn superscripts(text: &str, start: usize, end: usize, found: &mut Vec<Candidate>) {
    let run = text[start..end].trim_end_matches(',');
    let word = text[..start].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let unit = matches!(word, "m" | "km" | "cm" | "mm" | "ft" | "mi" | "in" | "yd")
        && matches!(run, "²" | "³");
    if start == 0 {
        return;
    }
    let power = unit || word.ends_with(|c: char| c.is_ascii_digit());
    let mut at = start;
    for part in run.split(',') {
        let digits: String = part
            .chars()
            .filter_map(superscript_digit)
            .filter_map(|digit| char::from_digit(digit, 10))
            .collect();
        let end = at + part.len();
        if let Some(number) = note(&digits) {
            let style = if power { Style::Power } else { Style::Superscript };
            // A blank before the first one goes with it, unless it parts two words.
            let ends = text[start + run.len()..].chars().next().is_none_or(follows_marker);
            let blank = at == start && ends && text[..start].ends_with(' ');
            let start = at - usize::from(blank);
            found.push(Candidate { start, end, last: at, number, style });
        }
        at = end + 1;
    }
}

/// Numbers in square brackets, parted by commas; gives where to go on.
fn brackets(text: &str, open: usize, found: &mut Vec<Candidate>) -> usize {
    let inside = open + 1;
    let close = run_end(text, inside, |c| c.is_ascii_digit() || matches!(c, ',' | ' '));
    // At a text's start a number calls nothing.
    if close == inside || open == 0 || !text[close..].starts_with(']') {
        return inside;
    }
    // The blank before goes with them, unless it parts two words.
    let after = text[close + 1..].chars().next();
    let ends = after.is_none_or(|c| follows_marker(c) || c == '[');
    let start = open - usize::from(ends && text[..open].ends_with(' '));
    let numbers: Option<Vec<NoteNumber>> =
        text[inside..close].split(',').map(|number| note(number.trim())).collect();
    for number in numbers.unwrap_or_default() {
        let style = Style::Bracketed;
        found.push(Candidate { start, end: close + 1, last: close, number, style });
    }
    close + 1
}
