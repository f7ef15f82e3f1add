//! Words of another script than the text's, for a voice or a face that must know the language.

use crate::model::Span;

/// Runs of Han characters, as Chinese. A text that also has kana or hangul is Japanese or Korean,
/// and has none.
pub(super) fn chinese(text: &str) -> impl Iterator<Item = Span> {
    let mixed = text.contains(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}'));
    let mut rest = if mixed || text.is_ascii() { "" } else { text };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = rest.find(is_han)?;
        let length = rest[start..].find(|c| !is_han(c)).unwrap_or(rest.len() - start);
        let span = Span::new(at + start, at + start + length);
        (at, rest) = (span.end, &rest[start + length..]);
        Some(span)
    })
}

/// Whether `c` is of the Unicode blocks of Han characters and their radicals.
const fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_han_are_found_and_japanese_is_left_alone() {
        let found = |text| chinese(text).map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(found("a (智能化), 军民 b"), ["智能化", "军民"]);
        assert_eq!(found("漢字とかな"), Vec::<&str>::new());
        assert_eq!(found("plain"), Vec::<&str>::new());
    }
}
