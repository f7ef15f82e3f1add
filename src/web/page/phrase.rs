//! Small phrases that several pages print: counts with their nouns, lists, reading times, cuts.

use crate::model::Report;
use crate::web::words::Words;

/// Words that a reader takes in a minute: the mean for English non-fiction read in silence is 238
/// (Brysbaert 2019, "How many words do we read per minute?", Journal of Memory and Language 109);
/// rounded down, since these texts carry notes.
const WORDS_A_MINUTE: usize = 230;

/// Minutes to read `words` words, at least 1.
pub(super) fn minutes(words: usize) -> usize {
    words.div_ceil(WORDS_A_MINUTE).max(1)
}

/// The authors' names.
pub(super) fn authors(words: Words, report: &Report) -> String {
    let names: Vec<_> = report.authors.iter().map(|author| author.name.clone()).collect();
    words.list(&names)
}

/// Authors and publisher, those that there are.
pub(super) fn imprint(words: Words, report: &Report) -> Vec<String> {
    let authors = Some(authors(words, report)).filter(|authors| !authors.is_empty());
    authors.into_iter().chain(report.publisher.clone()).collect()
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
pub(super) fn sentence(words: Words, text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}{}", chars.as_str(), words.stop())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_takes_a_minute_at_least() {
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
