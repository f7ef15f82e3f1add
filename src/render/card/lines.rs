//! Words become lines: as large as they fit, broken where a reader expects it.
//!
//! Lines break after blanks, hyphens and dashes, and between Chinese, Japanese and Korean
//! characters, but never before closing nor after opening punctuation (a small part of UAX 14, and
//! the rules of JIS X 4051 that all publishers keep). A word longer than a line breaks between
//! graphemes.

use unicode_segmentation::UnicodeSegmentation as _;

use super::faces::{Face, Faces};

/// Punctuation that no line begins with.
const CLOSING: &str = "、。，．,.:;!?：；！？…‥)]}）］｝〕〉》」』】”’%％ー々";
/// Punctuation that no line ends with.
const OPENING: &str = "([{（［｛〔〈《「『【“‘";

/// The lines of `words` in the largest of `sizes` in which they fit into `width` by `height`
/// pixels, `leading` sizes apart; in the smallest, cut with an ellipsis, where they fit in none.
pub(super) fn set(
    faces: &Faces,
    words: &str,
    width: f32,
    height: f32,
    leading: f32,
    sizes: &[f32],
) -> (f32, Vec<String>) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut last = (0.0, Vec::new());
    for &size in sizes {
        let fits = |lines: &usize| self::height(*lines, size, leading) <= height;
        let most = (1..100).take_while(fits).last().unwrap_or(1);
        let room = width / size;
        let lines = divide(faces, &words, room);
        if lines.len() <= most {
            return (size, lines);
        }
        last = (size, shorten(faces, lines, most, room));
    }
    last
}

/// How high `lines` lines stand; the last needs no room below it.
pub(super) fn height(lines: usize, size: f32, leading: f32) -> f32 {
    let below = u16::try_from(lines.saturating_sub(1)).unwrap_or(u16::MAX);
    size * leading * f32::from(below) + size
}

/// The first `most` lines; the last of them takes what follows and is cut.
fn shorten(faces: &Faces, mut lines: Vec<String>, most: usize, room: f32) -> Vec<String> {
    let rest = lines.split_off(most.min(lines.len()).saturating_sub(1)).join(" ");
    lines.push(faces.fit(Face::Regular, &rest, room));
    lines
}

/// `words` in lines of `room` sizes of the type.
fn divide(faces: &Faces, words: &str, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0.0;
    for piece in pieces(words) {
        let width = faces.width(Face::Regular, piece.trim_end());
        if taken + width > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            taken = 0.0;
        }
        if width > room {
            for grapheme in piece.graphemes(true) {
                let width = faces.width(Face::Regular, grapheme);
                if taken + width > room && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    taken = 0.0;
                }
                line.push_str(grapheme);
                taken += width;
            }
        } else {
            line.push_str(piece);
            taken += faces.width(Face::Regular, piece);
        }
    }
    let rest = line.trim_end();
    if !rest.is_empty() {
        lines.push(rest.to_owned());
    }
    lines
}

/// `words` cut wherever a line may end; each piece keeps the blank that follows it.
fn pieces(words: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut graphemes = words.grapheme_indices(true).peekable();
    while let Some((_, grapheme)) = graphemes.next() {
        let Some(&(next, following)) = graphemes.peek() else { break };
        if may_break(grapheme, following) {
            pieces.push(&words[start..next]);
            start = next;
        }
    }
    pieces.push(&words[start..]);
    pieces
}

/// Whether a line may end between two graphemes.
fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(next)) = (before.chars().next(), after.chars().next()) else {
        return false;
    };
    if next == ' ' || CLOSING.contains(next) || OPENING.contains(last) {
        return false;
    }
    if last == ' ' {
        return true;
    }
    let joins = matches!(last, '-' | '–' | '—' | '/') && next.is_alphabetic();
    joins || (is_wide(last) && !next.is_numeric()) || (is_wide(next) && !last.is_numeric())
}

/// Whether lines may break beside `c`: ideographs, kana, hangul and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{2e80}'..='\u{303f}'
            | '\u{3040}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &[&str]) {
        assert_eq!(pieces(words), expected);
    }

    #[test]
    fn lines_break_where_readers_expect_it() {
        check("a plan of", &["a ", "plan ", "of"]);
        check("state-of-the-art", &["state-", "of-", "the-", "art"]);
        check("2019-2030", &["2019-2030"]);
        check("“so,” he", &["“so,” ", "he"]);
        check("他说：「好。」", &["他", "说：", "「好。」"]);
        check("AI 智能", &["AI ", "智", "能"]);
        check("", &[""]);
    }

    #[test]
    fn words_shrink_then_end_in_an_ellipsis() {
        let faces = Faces::get();
        let set = |words: &str| set(faces, words, 1000.0, 300.0, 1.25, &[60.0, 40.0]);
        let (size, lines) = set("Few words.");
        assert_eq!(lines, ["Few words."]);
        assert!(size > 59.0, "{size}");
        let (size, lines) = set(&"words and more ".repeat(14));
        assert!(size < 41.0 && !lines.concat().contains('…') && lines.len() <= 6, "{lines:?}");
        let (size, lines) = set(&"words and more ".repeat(200));
        assert!(size < 41.0 && lines.len() == 6, "{lines:?}");
        assert!(lines[5].ends_with('…'), "{lines:?}");
        let (_, lines) = set(&"a".repeat(1_000));
        for line in &lines {
            assert!(faces.width(Face::Regular, line) * 40.0 <= 1000.0, "{line}");
        }
    }
}
