//! Bytes become lines: the encoding checked, words parted by single blanks, odd characters healed.
//!
//! In: the source's bytes. Out: every [`Line`], blank ones too, with its number, its indentation
//! and the signs of a page's start, or why the bytes are no text. It decides nothing about what a
//! line is.

use std::borrow::Cow;

use super::ImportError;
use super::measure::width;
use super::record::Record;

/// The most bytes that a source may have.
pub const LARGEST_SOURCE: usize = 8 * 1024 * 1024;

/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// A line of the source, or the piece of one after a form feed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Number in the source, from 1.
    pub(super) number: usize,
    /// Its words with one blank between them; empty for a blank line.
    pub(super) text: String,
    /// Columns of blank before the first word; of a blank line, all its columns.
    pub(super) indent: usize,
    /// Whether a tab is among those columns.
    pub(super) tabbed: bool,
    /// Whether a form feed stands before it.
    pub(super) after_feed: bool,
    /// How wide its words would be set; see [`width`].
    pub(super) width: f32,
    /// Words of the source's line up to its end: those of the pieces before it included.
    pub(super) words: usize,
    /// The page that begins with it, counted from 0; told by the pass over the pages.
    pub(super) page: Option<usize>,
}

impl Line {
    /// Whether it has no words.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// The lines of `bytes`.
pub(super) fn read(bytes: &[u8], record: &mut Record) -> Result<Vec<Line>, ImportError> {
    let text = decode(bytes)?;
    let mut lines = Vec::new();
    for (number, raw) in split_lines(text).enumerate() {
        let mut words = 0;
        for (piece, content) in raw.split('\u{c}').enumerate() {
            words += content.split_whitespace().count();
            lines.push(Line { words, ..read_line(number + 1, content, piece > 0, record) });
        }
    }
    if lines.iter().all(Line::is_blank) {
        return Err(ImportError::Empty);
    }
    Ok(lines)
}

/// The text that `bytes` are, without a byte-order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ImportError> {
    if bytes.len() > LARGEST_SOURCE {
        return Err(ImportError::TooLarge { bytes: bytes.len() });
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(encoding) = find_wide_encoding(bytes) {
        return Err(ImportError::Encoding { encoding });
    }
    let line_of = |offset: usize| bytes[..offset].split(|byte| *byte == b'\n').count();
    if body.starts_with(b"%PDF-") {
        return Err(ImportError::Binary { offset: 0, line: 1, what: "the start of a PDF file" });
    }
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(ImportError::Binary { offset, line: line_of(offset), what: "NUL" });
    }
    let controls = bytes.iter().filter(|byte| is_odd_control(**byte)).count();
    if controls * 10 > bytes.len() {
        let offset = bytes.iter().position(|byte| is_odd_control(*byte)).unwrap_or_default();
        let what = "one of many control characters";
        return Err(ImportError::Binary { offset, line: line_of(offset), what });
    }
    std::str::from_utf8(body).map_err(|error| {
        let offset = bytes.len() - body.len() + error.valid_up_to();
        ImportError::Utf8 { offset, line: line_of(offset) }
    })
}

/// UTF-16 or UTF-32, by the byte-order mark or by every second byte being zero.
fn find_wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32"),
        [0xff, 0xfe, ..] => return Some("UTF-16LE"),
        [0xfe, 0xff, ..] => return Some("UTF-16BE"),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match start.len() / 2 {
        0..4 => None,
        pairs if odd * 10 > pairs * 6 && even * 10 < pairs => Some("UTF-16LE"),
        pairs if even * 10 > pairs * 6 && odd * 10 < pairs => Some("UTF-16BE"),
        _ => None,
    }
}

/// Control characters that no text has: all but tab, line feed, vertical tab, form feed and
/// carriage return.
const fn is_odd_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r') || byte == 0x7f
}

/// Lines that end in LF, CRLF or a lone CR; the last line need not end.
pub(super) fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let ends_in_carriage_returns = !text.contains('\n') && text.contains('\r');
    let end = if ends_in_carriage_returns { '\r' } else { '\n' };
    let body = text.strip_suffix(end).unwrap_or(text);
    body.split(end)
}

fn read_line(number: usize, raw: &str, after_feed: bool, record: &mut Record) -> Line {
    let mut indent = 0;
    let mut tabbed = false;
    for c in raw.chars().take_while(|c| c.is_whitespace() && *c != '\r') {
        tabbed |= c == '\t';
        indent = if c == '\t' { indent / TAB * TAB + TAB } else { indent + 1 };
    }
    let mut text = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        let healed = heal(word);
        if let Cow::Owned(after) = &healed {
            record.repair(number, word, after, reason_to_heal(word));
        }
        if !healed.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&healed);
        }
    }
    let width = width(&text);
    Line { number, text, indent, tabbed, after_feed, width, words: 0, page: None }
}

/// A word without what the extraction left in it: ligatures as single characters, zero-width
/// marks, control characters, soft hyphens inside. A soft hyphen at its end stays: it tells that
/// the line broke the word.
fn heal(word: &str) -> Cow<'_, str> {
    let is_odd = |c: char| {
        matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
            || c.is_control()
            || is_private_bullet(c)
    };
    if !word.chars().any(is_odd) {
        return Cow::Borrowed(word);
    }
    let mut healed = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{fb00}' => healed.push_str("ff"),
            '\u{fb01}' => healed.push_str("fi"),
            '\u{fb02}' => healed.push_str("fl"),
            '\u{fb03}' => healed.push_str("ffi"),
            '\u{fb04}' => healed.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => healed.push_str("st"),
            '\u{ad}' if rest.peek().is_none() => healed.push(c),
            '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            c if is_private_bullet(c) => healed.push('•'),
            c if c.is_control() => {}
            c => healed.push(c),
        }
    }
    if healed == word { Cow::Borrowed(word) } else { Cow::Owned(healed) }
}

/// Bullets of symbol fonts, which have no character of their own.
const fn is_private_bullet(c: char) -> bool {
    matches!(c, '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}')
}

fn reason_to_heal(word: &str) -> &'static str {
    if word.chars().any(|c| ('\u{fb00}'..='\u{fb06}').contains(&c)) {
        "ligatures that the extraction kept as one character are letters"
    } else if word.chars().any(is_private_bullet) {
        "a bullet of a symbol font is a bullet"
    } else {
        "characters that cannot be seen are no part of the word"
    }
}
