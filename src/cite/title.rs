//! Titles as styles want them: typographic quotation marks, and sentence case that keeps names.

use std::collections::HashMap;

use crate::model::Edition;

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

/// Title and subtitle in sentence case, as APA and Harvard want English titles: only the first
/// word and names keep their capitals; what follows a colon has none here, as Harvard wants it, and
/// is given one by `capitalize_subtitle` for APA. What is a name the report's own words tell: a
/// word that stands in lower case inside its sentences at least once for four capitals is none.
/// Titles in other languages stay as they are.
#[must_use]
pub fn sentence_case(edition: &Edition) -> Option<String> {
    let report = &edition.report;
    if report.language.split('-').next() != Some("en") {
        return None;
    }
    let words = count_words(edition);
    let title = match &report.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", report.title),
        None => report.title.clone(),
    };
    Some(lower(&curl(&title), &words))
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

/// How often a word stands inside a sentence in lower case, and how often with a capital.
#[derive(Default, Clone, Copy)]
struct Uses {
    lower: usize,
    capital: usize,
}

fn count_words(edition: &Edition) -> HashMap<String, Uses> {
    let mut words: HashMap<String, Uses> = HashMap::new();
    for block in edition.sections.iter().flat_map(|section| &section.blocks) {
        let mut begins = true;
        for token in block.text.plain().split_whitespace() {
            for word in token.split(['-', '–', '—', '/']) {
                let bare = bare(word);
                let Some(first) = bare.chars().next() else { continue };
                let uses = words.entry(bare.to_lowercase()).or_default();
                if first.is_lowercase() {
                    uses.lower += 1;
                } else if !begins && first.is_uppercase() {
                    uses.capital += 1;
                }
                begins = false;
            }
            begins |= token.ends_with(['.', '?', '!', ':', '”', '"']);
        }
    }
    words
}

/// A word without the punctuation around it and without a possessive ending.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

fn lower(title: &str, words: &HashMap<String, Uses>) -> String {
    let mut begins = true;
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while !rest.is_empty() {
        let end = rest
            .find([' ', '-', '–', '—', '/'])
            .map_or(rest.len(), |at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
        let (word, tail) = rest.split_at(end);
        if begins || is_name(bare(word), words) {
            out.push_str(word);
        } else {
            out.push_str(&word.to_lowercase());
        }
        begins = word.trim_end().ends_with(['?', '!', '.']) || (begins && bare(word).is_empty());
        rest = tail;
    }
    out
}

/// Whether `word` keeps its capitals: it has one inside (`AI`, `McCain`), or the text uses it as a
/// name.
fn is_name(word: &str, words: &HashMap<String, Uses>) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    if chars.any(char::is_uppercase) || !first.is_uppercase() {
        return true;
    }
    let uses = words.get(&word.to_lowercase()).copied().unwrap_or_default();
    uses.capital > 4 * uses.lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_turn_the_right_way() {
        assert_eq!(curl("China's \"AI\"\n 'plan'"), "China’s “AI” ‘plan’");
        assert_eq!(curl("(\"so\")"), "(“so”)");
    }
}
