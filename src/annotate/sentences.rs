//! Splits a text into sentences.
//!
//! In: plain text and its language. Out: spans that do not overlap and cover all but blanks.
//! The base is the `sentencex` crate, which knows some thirty languages' abbreviations; what it
//! misses in English reports is mended here. Ranges of the text play no part: a marker after a
//! stop is a range, not text.
//!
//! Words inside quotation marks are not split: what is quoted belongs to the sentence that
//! quotes it. A quotation that ends with a stop before a new sentence ends its sentence.

use sentencex::languages::Language;

use crate::model::{BlockKind, Span};

/// Longest text, in bytes, that is looked at as one: on hostile input `sentencex` needs time
/// that grows with the square of a text's length.
const WINDOW: usize = 8 * 1024;

/// English abbreviations of numbered things. At a sentence's end most are ordinary words
/// (`state of the art.`, `the answer is no.`), so a stop after one ends the sentence unless a
/// number, a single letter or a Roman numeral follows.
const LOCATORS: [&str; 13] =
    ["art", "arts", "ch", "col", "fig", "figs", "no", "nos", "p", "pp", "sec", "tab", "vol"];

/// English abbreviations that `sentencex` does not know and that no sentence ends with.
const NEVER_LAST: [&str; 8] = ["approx", "ca", "eds", "esp", "incl", "para", "paras", "resp"];

/// Splits the text of a block: a table by its cells, lines of a program not at all.
#[must_use]
pub fn of_block(kind: &BlockKind, plain: &str, language: &str) -> Vec<Span> {
    match kind {
        BlockKind::Code => Vec::new(),
        BlockKind::Table => split_cells(plain, language),
        _ => split(plain, language),
    }
}

/// Splits `plain`, written in `language` (a BCP 47 tag; English rules for an unknown one).
#[must_use]
pub fn split(plain: &str, language: &str) -> Vec<Span> {
    let tag = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let rules = sentencex::language_factory(&tag);
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < plain.len() {
        let end = window_end(plain, start);
        let mut found = split_window(&plain[start..end], &tag, rules.as_ref());
        if end < plain.len() && found.len() > 1 {
            // The last sentence may go on beyond the window: it is looked at again.
            found.pop();
        }
        let base = start;
        start = match found.last() {
            Some(last) if end < plain.len() && base + last.end < end => base + last.end,
            _ => end,
        };
        spans.extend(found.iter().map(|span| Span::new(base + span.start, base + span.end)));
    }
    spans
}

/// Splits a table's text: each cell is read for itself.
#[must_use]
pub fn split_cells(plain: &str, language: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for cell in plain.split(['\t', '\n']) {
        spans.extend(
            split(cell, language).iter().map(|s| Span::new(start + s.start, start + s.end)),
        );
        start += cell.len() + 1;
    }
    spans
}

/// Where to stop looking: the text's end, or the last blank within a window.
fn window_end(plain: &str, start: usize) -> usize {
    if plain.len() - start <= WINDOW {
        return plain.len();
    }
    let mut end = start + WINDOW;
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    plain[start..end].rfind(char::is_whitespace).filter(|at| *at > 0).map_or(end, |at| start + at)
}

fn split_window(plain: &str, tag: &str, rules: &dyn Language) -> Vec<Span> {
    let english = tag == "en";
    let mut ends: Vec<usize> =
        sentencex::get_sentence_boundaries(tag, plain).iter().map(|found| found.end_byte).collect();
    if english {
        ends.extend(missed_ends(plain, rules));
    }
    ends.push(plain.len());
    ends.sort_unstable();
    ends.dedup();

    let mut spans: Vec<Span> = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        let piece = plain[start..end].trim_start();
        let span = Span::new(end - piece.len(), end - piece.len() + piece.trim_end().len());
        start = end;
        if span.is_empty() {
            continue;
        }
        match spans.last_mut() {
            Some(last) if goes_on(last.of(plain), span.of(plain), english) => last.end = span.end,
            _ => spans.push(span),
        }
    }
    spans
}

/// Whether `next` belongs to the sentence that seemed to end with `last`: it cannot begin one
/// (`AI.: the`), or `last` is but a number (`1.`) or ends with an abbreviation that awaits more.
fn goes_on(last: &str, next: &str, english: bool) -> bool {
    let word = last.strip_suffix('.').map_or("", last_word);
    next.starts_with([':', ';', ',', ')', ']', '”', '’', '»', '%'])
        || is_enumerator(last)
        || english && (NEVER_LAST.contains(&word) || numbers(word, first_word(next)))
}

/// Ends of English sentences that `sentencex` passes over.
fn missed_ends(plain: &str, rules: &dyn Language) -> Vec<usize> {
    let mut ends = Vec::new();
    // Double quotation marks open before this point, and where the last bracket opened.
    let mut quoted = 0_usize;
    let mut bracket = None;
    for (at, c) in plain.char_indices() {
        match c {
            '“' => quoted += 1,
            '”' => quoted = quoted.saturating_sub(1),
            '(' => bracket = Some(at),
            _ => {}
        }
        let after = at + c.len_utf8();
        let rest = &plain[after..];
        if quoted > 0 || !matches!(c, '”' | '’' | '"' | '\'' | ')' | '.') || !rest.starts_with(' ')
        {
            continue;
        }
        let tail = rest.trim_start();
        let head = plain[..at].trim_end_matches(['”', '’', '"', '\'', ')', ']']);
        let next = first_word(tail);
        let missed = match c {
            // `… with the U.S.” It also finds`
            '”' | '’' | '"' | '\'' | ')' if head.ends_with(['.', '!', '?']) => {
                rules.get_sentence_starters().contains(next)
                    // `(See note 5.) Chinese firms`: the bracket is a sentence of its own.
                    || c == ')'
                        && begins_capital(tail)
                        && bracket.is_some_and(|open| begins_sentence(plain, open))
            }
            '.' => {
                let word = last_word(head);
                LOCATORS.contains(&word) && begins_capital(tail) && !numbers(word, next)
            }
            _ => false,
        };
        if missed {
            ends.push(after);
        }
    }
    ends
}

/// Whether a sentence could begin at `at`: nothing before, or a stop.
fn begins_sentence(plain: &str, at: usize) -> bool {
    let head = plain[..at].trim_end();
    head.is_empty() || head.ends_with(['.', '!', '?', '”'])
}

fn begins_capital(text: &str) -> bool {
    text.trim_start_matches(['“', '‘', '"', '\'', '(', '[']).starts_with(char::is_uppercase)
}

/// The letters and digits that `text` ends with.
fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// The first run of letters and digits, without a quotation mark before it.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(['“', '‘', '"', '\'', '(', '[']);
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// Whether `next` numbers the thing that `word` abbreviates: `fig. A`, `vol. XIV`, `p. 12a`.
fn numbers(word: &str, next: &str) -> bool {
    let roman = next.len() > 1 && next.chars().all(|c| "IVXLCivxlc".contains(c));
    // After a word of the language, `A` and `I` are words as well.
    let letter = next.chars().count() == 1
        && !(matches!(word, "art" | "arts" | "no" | "nos") && matches!(next, "A" | "I"));
    LOCATORS.contains(&word) && (next.starts_with(|c: char| c.is_ascii_digit()) || roman || letter)
}

/// Whether a piece is nothing but a number or letter with its stop.
fn is_enumerator(piece: &str) -> bool {
    let Some(body) = piece.strip_suffix(['.', ')']) else { return false };
    let body = body.trim_start_matches('(');
    !body.is_empty() && body.len() <= 3 && body.bytes().all(|b| b.is_ascii_digit())
        || body.len() == 1 && body.bytes().all(|b| b.is_ascii_alphabetic())
}
