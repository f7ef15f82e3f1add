//! Titles as styles want them: typographic quotation marks, sentence case that keeps names, and
//! headline case for what is printed in capitals.

use std::collections::HashMap;

use crate::model::{Edition, Report};

/// Straight quotation marks and apostrophes as typographic ones, blanks and line breaks as one
/// blank each.
pub(super) fn curl(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '“' | '‘');
        let curled = match c {
            '"' if opens => '“',
            '"' => '”',
            '\'' if opens => '‘',
            '\'' => '’',
            other => other,
        };
        out.push(curled);
        before = curled;
    }
    out
}

/// `words` in quotation marks; those inside become single, as American typography asks.
#[must_use]
pub fn quote(words: &str) -> String {
    let inner = curl(words).replace('“', "‘").replace('”', "’");
    format!("“{inner}”")
}

/// A title whose first letter after each colon is a capital.
pub(super) fn capitalize_subtitle(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut follows = false;
    for c in title.chars() {
        if follows && c.is_alphanumeric() {
            out.extend(c.to_uppercase());
            follows = false;
        } else {
            follows |= c == ':';
            out.push(c);
        }
    }
    out
}

/// Which words of a text are names, by how the text itself writes them.
pub(super) struct Capitals {
    words: HashMap<String, Uses>,
    /// Other languages have other rules for their titles.
    is_english: bool,
}

/// How often a word stands inside a sentence in lower case and how often with a capital; how often
/// anywhere with a capital inside (`AI`, `McCain`), and how it was written there first.
#[derive(Default)]
struct Uses {
    lower: usize,
    capital: usize,
    inner: usize,
    form: String,
}

/// Words that a headline has in lower case between its first and its last: articles, conjunctions
/// and prepositions of up to four letters (Chicago Manual of Style 18, 8.160), without those that
/// are as often adverbs.
const SMALL: [&str; 20] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
    "onto", "or", "the", "to", "via", "with",
];

impl Capitals {
    /// Counts the words of `edition`.
    pub(super) fn of(edition: &Edition) -> Self {
        let blocks = edition.sections.iter().flat_map(|section| &section.blocks);
        Self::count(&edition.report.language, blocks.map(|block| block.text.plain()))
    }

    fn count<'a>(language: &str, texts: impl Iterator<Item = &'a str>) -> Self {
        let is_english = language.split('-').next() == Some("en");
        let mut words: HashMap<String, Uses> = HashMap::new();
        for text in texts.filter(|text| is_english && !is_in_capitals(text)) {
            let mut begins = true;
            for token in text.split_whitespace() {
                for word in token.split(BETWEEN) {
                    let bare = bare(word);
                    let mut chars = bare.chars();
                    let Some(first) = chars.next() else { continue };
                    let uses = words.entry(bare.to_lowercase()).or_default();
                    if first.is_lowercase() {
                        uses.lower += 1;
                    } else if !begins && first.is_uppercase() {
                        uses.capital += 1;
                    }
                    if chars.any(char::is_uppercase) {
                        uses.inner += 1;
                        if uses.form.is_empty() {
                            bare.clone_into(&mut uses.form);
                        }
                    }
                    begins = false;
                }
                begins |= token.ends_with(['.', '?', '!', ':', '”', '"']);
            }
        }
        Self { words, is_english }
    }

    /// Title and subtitle in sentence case, as APA and Harvard want English titles: only the first
    /// word and names keep their capitals; what follows a colon has none here, as Harvard wants it,
    /// and is given one by `capitalize_subtitle` for APA. What is a name the report's own words
    /// tell: a word that stands in lower case inside its sentences at least once for four capitals
    /// is none. Titles in other languages stay as they are.
    pub(super) fn sentence(&self, report: &Report) -> Option<String> {
        self.is_english.then(|| self.lower(&curl(&report.full_title())))
    }

    fn lower(&self, title: &str) -> String {
        let mut begins = true;
        let mut out = String::with_capacity(title.len());
        for word in title.split_inclusive(BETWEEN) {
            if begins || self.is_name(bare(word)) {
                out.push_str(word);
            } else {
                out.push_str(&word.to_lowercase());
            }
            begins =
                word.trim_end().ends_with(['?', '!', '.']) || (begins && bare(word).is_empty());
        }
        out
    }

    /// Whether `word` keeps its capitals: it has one inside, or the text uses it as a name.
    fn is_name(&self, word: &str) -> bool {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return false };
        if chars.any(char::is_uppercase) || !first.is_uppercase() {
            return true;
        }
        self.words.get(&word.to_lowercase()).is_some_and(|uses| uses.capital > 4 * uses.lower)
    }

    /// A heading that is printed in capitals as it is cited: in headline case, with the capitals
    /// that the text gives to names. None for any other heading.
    pub(super) fn headline(&self, printed: &str) -> Option<String> {
        if !self.is_english || !is_in_capitals(printed) {
            return None;
        }
        let words: Vec<_> = printed.split_inclusive(BETWEEN).collect();
        let last = words.iter().rposition(|word| !bare(word).is_empty())?;
        let mut begins = true;
        let mut out = String::with_capacity(printed.len());
        for (at, word) in words.iter().enumerate() {
            let lower = word.to_lowercase();
            let known = bare(&lower);
            if known.is_empty() || is_roman(bare(word)) {
                out.push_str(word);
            } else if let Some(uses) =
                self.words.get(known).filter(|uses| 2 * uses.inner > uses.inner + uses.lower)
            {
                out.push_str(&lower.replacen(known, &uses.form, 1));
            } else if !begins && at != last && SMALL.contains(&known) {
                out.push_str(&lower);
            } else {
                out.push_str(&capitalize(&lower));
            }
            begins = word.trim_end().ends_with([':', '?', '!', '.', '—'])
                || (begins && known.is_empty());
        }
        Some(out)
    }
}

/// What words are parted by.
const BETWEEN: [char; 5] = [' ', '-', '–', '—', '/'];

/// Whether `text` has more than an acronym's letters, and none of them small.
fn is_in_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 4 && !text.chars().any(char::is_lowercase)
}

fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| b"IVX".contains(&byte))
}

/// `word` with its first letter as a capital.
fn capitalize(word: &str) -> String {
    let at = word.find(char::is_alphanumeric).unwrap_or(0);
    let (before, rest) = word.split_at(at);
    let mut chars = rest.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{before}{first}{}", chars.as_str())
}

/// A word without the punctuation around it and without a possessive ending.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that uses the words, a heading, and how it is cited.
    #[track_caller]
    fn check(text: &str, printed: &str, cited: Option<&str>) {
        let capitals = Capitals::count("en", [text].into_iter());
        assert_eq!(capitals.headline(printed).as_deref(), cited, "{printed}");
    }

    #[test]
    fn headings_in_capitals_are_cited_as_headlines() {
        check(
            "In China, the tech sector grows.",
            "WHY CHINA’S TECH SECTOR IS UNLIKELY TO FACE SOVIET-STYLE STAGNATION",
            Some("Why China’s Tech Sector Is Unlikely to Face Soviet-Style Stagnation"),
        );
        check("The AI of U.S. firms.", "AI: THE U.S. VIEW", Some("AI: The U.S. View"));
        check("", "THE “END” OF IT", Some("The “End” of It"));
        check("", "WHAT WE LIVE FOR", Some("What We Live For"));
        check("", "PART II: ON TO THE SEA", Some("Part II: On to the Sea"));
        check("", "INTRODUCTION", Some("Introduction"));
        for stays in ["AI", "R&D", "NATO", "Why China", "第一章", "", "2019"] {
            check("", stays, None);
        }
        let german = Capitals::count("de", ["Die Lage"].into_iter());
        assert_eq!(german.headline("DIE LAGE DER WELT"), None);
    }

    #[test]
    fn quotation_marks_turn_the_right_way() {
        assert_eq!(curl("China's \"AI\"\n 'plan'"), "China’s “AI” ‘plan’");
        assert_eq!(curl("(\"so\")"), "(“so”)");
    }
}
