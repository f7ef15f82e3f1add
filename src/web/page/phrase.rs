//! Small phrases that several pages print: counts with their nouns, lists, reading times, cuts.

use crate::model::{Author, Report, SourceKind};

/// Words that a reader takes in a minute: the mean for English non-fiction read in silence is 238
/// (Brysbaert 2019, "How many words do we read per minute?", Journal of Memory and Language 109);
/// rounded down, since these texts carry notes.
const WORDS_A_MINUTE: usize = 230;

/// Minutes to read `words` words, at least 1.
pub(super) fn minutes(words: usize) -> usize {
    words.div_ceil(WORDS_A_MINUTE).max(1)
}

/// `1 note`, `3 notes`, `1,204 words`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{}\u{a0}{}", group(number), if number == 1 { one } else { many })
}

/// A number with a comma at each third digit.
pub(super) fn group(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// The authors' names.
pub(super) fn authors(report: &Report) -> String {
    let names: Vec<_> = report.authors.iter().map(author).collect();
    list(&names)
}

fn author(author: &Author) -> String {
    author.name.clone()
}

/// `6 February 2019`.
pub(super) fn date(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// At most `longest` characters of `text`, cut at a word's end, with an ellipsis where cut.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let flat = flat(text);
    let Some((end, _)) = flat.char_indices().nth(longest) else { return flat };
    let head = &flat[..end];
    let head = head.rfind(' ').map_or(head, |blank| &head[..blank]);
    format!("{}…", head.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// `text` on one line, every run of blanks as one.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A notice or an error's text as a sentence: with a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// A kind of source, as readers read it.
pub(super) const fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Document => "Document",
        SourceKind::Speech => "Speech",
        SourceKind::Study => "Study",
        SourceKind::News => "News",
        SourceKind::Company => "Company",
        SourceKind::Interview => "Interview",
        SourceKind::None => "No source named in the sentence",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_nouns_agree() {
        assert_eq!(count(1, "note", "notes"), "1\u{a0}note");
        assert_eq!(count(8_380, "word", "words"), "8,380\u{a0}words");
        assert_eq!(group(1_234_567), "1,234,567");
        assert_eq!(minutes(0), 1);
        assert_eq!(minutes(231), 2);
    }

    #[test]
    fn a_cut_ends_at_a_word() {
        assert_eq!(cut("one two three", 20), "one two three");
        assert_eq!(cut("one, two three", 6), "one…");
        assert_eq!(cut("智能化智能化", 3), "智能化…");
    }
}
