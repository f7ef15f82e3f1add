//! Small signs in a line's words: how it begins, how it ends, what it is numbered with.
//!
//! In: the words of one line. Out: yes or no, or the number. Nothing here looks at other lines.

/// The line without note markers at its end: glued digits, superscripts, numbers in brackets, a
/// number alone after a stop.
pub(super) fn without_markers(text: &str) -> &str {
    let mut text = text;
    loop {
        let shorter = strip_marker(text);
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

fn strip_marker(text: &str) -> &str {
    let superscript = text.trim_end_matches(is_superscript);
    if superscript.len() < text.len() {
        return superscript.trim_end_matches(',');
    }
    if let Some(body) = text.strip_suffix(']')
        && let Some((before, inside)) = body.rsplit_once('[')
        && !inside.is_empty()
        && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '))
    {
        return before.trim_end();
    }
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - bare.len();
    let before = bare.trim_end();
    let glued = before.len() == bare.len();
    let mut ends = before.chars().rev();
    match (ends.next(), ends.next()) {
        (Some('.' | ','), Some(c)) if c.is_ascii_digit() && glued => text,
        (Some(c), _) if (1..=4).contains(&digits) && (is_stop(c) || is_closing(c)) => before,
        (Some(c), _) if (1..=4).contains(&digits) && glued && matches!(c, ',' | ';' | ':') => {
            before
        }
        _ => text,
    }
}

/// Whether the line ends in a note marker.
pub(super) fn ends_in_marker(text: &str) -> bool {
    without_markers(text).len() < text.len()
}

/// Whether a sentence ends with the line.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = without_markers(text).trim_end_matches(is_closing);
    text.ends_with(is_stop)
}

/// Whether the line leads to what follows: it ends in a colon.
pub(super) fn ends_in_colon(text: &str) -> bool {
    without_markers(text).ends_with(':')
}

/// Whether the line begins inside a sentence.
pub(super) fn starts_lower(text: &str) -> bool {
    text.trim_start_matches(is_opening).starts_with(char::is_lowercase)
}

/// Whether the line can begin a sentence.
pub(super) fn starts_sentence(text: &str) -> bool {
    text.trim_start_matches(is_opening)
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || (c as u32) >= 0x2e80)
}

/// A stop that ends a sentence.
pub(super) const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// What may close around a sentence's end.
pub(super) const fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | ')' | ']' | '»' | '›')
}

/// What may open before a sentence's first word.
pub(super) const fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '"' | '\'' | '(' | '[' | '«' | '‹')
}

/// A superscript digit.
pub(super) const fn is_superscript(c: char) -> bool {
    matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// The value of a superscript digit.
pub(super) const fn superscript_digit(c: char) -> Option<u32> {
    match c {
        '\u{b9}' => Some(1),
        '\u{b2}' => Some(2),
        '\u{b3}' => Some(3),
        '\u{2070}' => Some(0),
        '\u{2074}'..='\u{2079}' => Some(c as u32 - 0x2070),
        _ => None,
    }
}

/// Whether all letters are capitals, and there are three at least.
pub(super) fn is_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 3 && !text.chars().any(char::is_lowercase)
}

/// The sign of a list's item, and the words after it.
pub(super) fn split_bullet(text: &str) -> Option<(char, &str)> {
    let mut rest = text.chars();
    let sign = rest.next()?;
    let words = rest.as_str();
    let sure =
        matches!(sign, '•' | '▪' | '◦' | '●' | '○' | '■' | '□' | '‣' | '⁃' | '➢' | '✓' | '·');
    let likely = matches!(sign, '-' | '–' | '—' | '*' | 'o') && words.starts_with(' ');
    (sure || likely).then(|| (sign, words.trim_start())).filter(|(_, words)| !words.is_empty())
}

/// The bullet that a line is, when it is nothing else.
pub(super) fn lone_bullet(text: &str) -> Option<char> {
    let mut signs = text.chars();
    let sign = signs.next().filter(|sign| is_sure_bullet(*sign) && signs.next().is_none())?;
    split_bullet(&format!("{sign}x")).map(|(sign, _)| sign)
}

/// Whether a bullet cannot be anything else: dashes, asterisks and an `o` begin lines of text too.
pub(super) const fn is_sure_bullet(sign: char) -> bool {
    !matches!(sign, '-' | '–' | '—' | '*' | 'o')
}

/// A line that begins with a number, or with a word and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered<'a> {
    /// The words before the number, as in `Finding 3:`; empty for `3.`.
    pub(super) label: &'a str,
    /// The number.
    pub(super) number: u32,
    /// All that stands before the words: `3.`, `Finding 3:`, `Finding 3 –`.
    pub(super) sign: &'a str,
    /// The words after it.
    pub(super) rest: &'a str,
}

/// Words that number other things than statements.
const NOT_LABELS: [&str; 22] = [
    "table", "figure", "chart", "box", "annex", "appendix", "chapter", "section", "part", "note",
    "step", "page", "volume", "map", "exhibit", "phase", "item", "version", "level", "plate",
    "graph", "photo",
];

/// The number that `text` begins with.
pub(super) fn split_number(text: &str) -> Option<Numbered<'_>> {
    let mut at = 0;
    for (words, word) in text.split(' ').take(3).enumerate() {
        let digits = word.trim_end_matches(['.', ':', ')', '–', '—']);
        if !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()) {
            let number = digits.parse().ok().filter(|number| *number > 0)?;
            let label = text[..at].trim_end();
            let mut end = at + word.len();
            let mut ended = word.len() > digits.len();
            // A dash may part label and statement.
            if let Some(dash) = text[end..].trim_start().chars().next()
                && matches!(dash, '–' | '—')
                && words > 0
            {
                end = text.len() - text[end..].trim_start().len() + dash.len_utf8();
                ended = true;
            }
            let rest = text[end..].trim_start();
            let colon = words == 0 && word.ends_with([':', '–', '—']);
            return ((ended || words > 0 && rest.is_empty()) && !colon).then_some(Numbered {
                label,
                number,
                sign: &text[..end],
                rest,
            });
        }
        let is_label = word.chars().all(char::is_alphabetic)
            && word.starts_with(char::is_uppercase)
            && !NOT_LABELS.contains(&word.to_lowercase().as_str());
        if !is_label {
            return None;
        }
        at += word.len() + 1;
    }
    None
}
