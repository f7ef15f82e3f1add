//! Reads what a number counts: `600 full-time research staff`.

use super::super::words::{Words, is_plural};

/// The words for what is counted, from word `next` on: to the first plural, or the phrase's
/// end, or the first three where neither comes in eight; without brackets; nothing behind a stop or before a word that begins another
/// phrase.
pub(super) fn read_things(words: &Words<'_>, next: usize) -> Option<String> {
    let mut things = String::new();
    let (mut count, mut short) = (0, 0);
    let mut at = next;
    while count < 8 {
        let Some(word) = words.get(at) else { break };
        let gap = words.gap(at - 1);
        // An abbreviation in brackets stands between: `Graphical Processing Unit (GPU) cores`.
        let aside = gap == " (" && words.gap(at).starts_with(')') && count > 0;
        let joined = matches!(gap, " " | "\u{a0}" | "-" | "\u{2011}" | ") ");
        let passed = count == 0 && PASSED.contains(&word);
        if aside || joined && passed {
            at += 1;
            continue;
        }
        if !joined || ENDING.contains(&word) {
            // `millions of China’s citizens`: whose they are, not what.
            if gap.starts_with(['’', '\'']) {
                return None;
            }
            break;
        }
        if count > 0 {
            things.push_str(if gap == "-" { "-" } else { " " });
        }
        things.push_str(word);
        count += 1;
        if count == 3 {
            short = things.len();
        }
        if ends_plural(&things) {
            return Some(things);
        }
        at += 1;
    }
    if count == 8 {
        things.truncate(short);
    }
    (count > 0).then_some(things)
}

/// Words that end the words for what is counted.
const ENDING: [&str; 64] = [
    "a", "after", "all", "an", "and", "are", "as", "at", "be", "because", "been", "before", "but",
    "by", "can", "could", "did", "do", "does", "during", "for", "from", "had", "has", "have", "if",
    "in", "into", "is", "it", "may", "might", "nor", "of", "on", "or", "over", "per", "since",
    "so", "such", "than", "that", "the", "their", "then", "they", "this", "to", "under", "until",
    "up", "was", "were", "when", "where", "which", "while", "who", "whose", "will", "with",
    "within", "would",
];

/// Words between a number and what it counts that say nothing of it.
const PASSED: [&str; 8] =
    ["additional", "consecutive", "more", "new", "other", "separate", "such", "total"];

/// Whether the last word is a plural: `giants`, `GPUs`, `AI systems`.
pub(super) fn ends_plural(things: &str) -> bool {
    let last = things.rsplit([' ', '-']).next().unwrap_or_default();
    let acronym = last.strip_suffix('s').is_some_and(|acronym| {
        acronym.len() > 1 && acronym.bytes().all(|b| b.is_ascii_uppercase())
    });
    acronym || is_plural(last)
}
