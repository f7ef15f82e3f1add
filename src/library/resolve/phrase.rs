//! References as people write them: a kind and a number, in many spellings.
//!
//! In: the words. Out: what they may ask for, likeliest first; nothing is looked up. `judgment`,
//! `judgement`, `key judgment`, `KJ`, `J` and `point` are one word here, and so on; numbers may be
//! glued (`n57`), written out (`seven`) or, for pages, Roman.

use unicode_normalization::UnicodeNormalization as _;

use crate::annotate::numerals;
use crate::model::{BlockId, Point, SectionId};

/// What a reference may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// A section, block or sentence.
    Point(Point),
    /// A judgment, by number.
    Judgment(u32),
    /// A note, by number.
    Note(u32),
    /// A printed page, by label in lower case.
    Page(String),
}

const JUDGMENTS: &[&str] =
    &["kj", "j", "judgment", "judgement", "judgments", "judgements", "point", "finding"];
const NOTES: &[&str] =
    &["n", "nn", "note", "notes", "fn", "footnote", "endnote", "en", "ref", "marker"];
const PAGES: &[&str] = &["p", "pp", "pg", "page", "pages"];
const BLOCKS: &[&str] = &[
    "para",
    "paras",
    "par",
    "paragraph",
    "block",
    "quotation",
    "quote",
    "item",
    "bullet",
    "table",
    "figure",
];
const SENTENCES: &[&str] = &["s", "sentence", "sent"];

impl Asked {
    /// What the locators inside a longer text ask for, a pasted citation's for instance: the
    /// narrowest kind first (a judgment's block, a judgment, a note, a page), of one kind the last.
    pub(super) fn read_within(text: &str) -> Vec<Self> {
        let words = split(&text.to_lowercase());
        let mut found: Vec<(usize, Self)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let kind = word.as_str();
            let Some(number) = words.get(at + 1).and_then(|word| number(word)) else { continue };
            let below: Vec<&str> = words[at + 2..].iter().map(String::as_str).collect();
            if JUDGMENTS.contains(&kind) {
                let below = below.first().filter(|word| BLOCKS.contains(word)).map(|_| &below[..]);
                match below.and_then(|below| below_judgment(number, below)) {
                    Some(point) => found.push((0, Self::Point(point))),
                    None => found.push((1, Self::Judgment(number))),
                }
            } else if NOTES.contains(&kind) {
                found.push((2, Self::Note(number)));
            } else if PAGES.contains(&kind) {
                found.push((3, Self::Page(number.to_string())));
            }
        }
        found.reverse();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, asked)| asked).collect()
    }

    /// What `reference` may ask for, likeliest first.
    pub(super) fn read(reference: &str) -> Vec<Self> {
        let lower = reference.trim().to_lowercase();
        let mut asked = Vec::new();
        // Without a slash it is a number, or a name like any other.
        if let (true, Ok(point)) = (lower.contains('/'), lower.parse()) {
            asked.push(Self::Point(point));
        }
        let words = split(&lower);
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let ["key" | "the" | "no", ..] = words[..] {
            words.remove(0);
        }
        let ([kind, "no" | "nr" | "number", rest @ ..] | [kind, rest @ ..]) = words.as_slice()
        else {
            return asked;
        };
        let number = rest.first().and_then(|word| number(word));
        match (number, rest) {
            (Some(number), [_, below @ ..]) if JUDGMENTS.contains(kind) => {
                asked.push(match below_judgment(number, below) {
                    Some(point) => Self::Point(point),
                    None => Self::Judgment(number),
                });
            }
            (Some(number), [_, end @ ..]) if NOTES.contains(kind) && is_range_end(end) => {
                asked.push(Self::Note(number));
            }
            (_, [label, end @ ..]) if PAGES.contains(kind) && is_range_end(end) => {
                let label = number.map_or_else(|| (*label).to_owned(), |number| number.to_string());
                asked.push(Self::Page(label));
            }
            // `7.2`, `7:2.1`, `7 ¶ 2`: below a judgment.
            (Some(_), [_] | [_, _]) if rest.iter().all(|word| self::number(word).is_some()) => {
                let judgment = self::number(kind);
                let point = judgment.and_then(|judgment| below_judgment(judgment, rest));
                asked.extend(point.map(Self::Point).filter(|point| !asked.contains(point)));
            }
            // A bare number is a judgment's, where there is one.
            (None, []) if self::number(kind).is_some() => {
                asked.extend(self::number(kind).map(Self::Judgment));
            }
            _ => {}
        }
        asked
    }
}

/// Whether `words` end a range of numbers, `-13` or `to 13`, or there is none.
fn is_range_end(words: &[&str]) -> bool {
    match words {
        [] => true,
        [end] | ["to" | "and" | "f" | "ff", end] => {
            number(end).is_some() || matches!(*end, "f" | "ff")
        }
        _ => false,
    }
}

/// `paragraph 2`, `paragraph 2, sentence 1`, `2`, `2 1` of judgment `number`.
fn below_judgment(judgment: u32, below: &[&str]) -> Option<Point> {
    let below = match below {
        [word, rest @ ..] if BLOCKS.contains(word) => rest,
        other => other,
    };
    let (first, rest) = below.split_first()?;
    let section = SectionId::of_judgment(judgment);
    let block = BlockId::Number(number(first)?);
    let rest = match rest {
        [word, rest @ ..] if SENTENCES.contains(word) => rest,
        other => other,
    };
    Some(match rest.first().and_then(|word| number(word)) {
        Some(sentence) => Point::Sentence(section, block, sentence),
        None => Point::Block(section, block),
    })
}

/// Words and numbers; a number glued to a word is a word of its own, all else is between words.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::<String>::new();
    let mut last = None;
    for c in text.chars() {
        let kind = if c.is_alphabetic() {
            Some('a')
        } else if c.is_ascii_digit() {
            Some('1')
        } else {
            None
        };
        match (kind, words.last_mut()) {
            (Some(_), Some(word)) if kind == last => word.push(c),
            (Some(_), _) => words.push(c.to_string()),
            (None, _) => {}
        }
        last = kind;
    }
    words
}

fn number(word: &str) -> Option<u32> {
    let written = || numerals::value(word).filter(|number| *number > 0);
    word.parse().ok().or_else(written).filter(|number| *number > 0)
}

/// A name without what people spell in many ways: case, accents, punctuation, blanks.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | '.') && !folded.ends_with(' ') {
            // An apostrophe and the stops of an abbreviation part no words.
            folded.push(' ');
        }
    }
    folded.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reference: &str, expected: &str) {
        let asked: Vec<String> = Asked::read(reference)
            .iter()
            .map(|asked| match asked {
                Asked::Point(point) => point.to_string(),
                Asked::Judgment(number) => format!("judgment {number}"),
                Asked::Note(number) => format!("note {number}"),
                Asked::Page(label) => format!("page {label}"),
            })
            .collect();
        assert_eq!(asked.join(" | "), expected, "{reference:?}");
    }

    #[test]
    fn reads_references_in_many_spellings() {
        for reference in [
            "KJ7",
            "kj 7",
            "KJ-7",
            "Judgment 7",
            "judgement no. 7",
            "Key Judgment #7",
            "point seven",
        ] {
            check(reference, "judgment 7");
        }
        for reference in ["n57", "n. 57", "note 57", "fn57", "Footnote 57", "endnote no. 57"] {
            check(reference, "note 57");
        }
        for reference in ["p12", "p. 12", "page 12", "pg 12"] {
            check(reference, "page 12");
        }
        check("p. xii", "page xii");
        check("7", "judgment 7");
        check("7/2", "7/2");
        check("7/2.1", "7/2.1");
        check("KJ7/2", "kj7/2 | 7/2");
        for reference in ["7.2", "7:2", "7 ¶ 2", "judgment 7, paragraph 2"] {
            check(reference, "7/2");
        }
        check("7.2.1", "7/2.1");
        for reference in ["pp. 12-13", "pages 12 to 13", "p. 12 ff.", "pp. 12f"] {
            check(reference, "page 12");
        }
        check("nn. 57–59", "note 57");
        check("judgment seven, para. two, sentence 3", "7/2.3");
        check("Introduction", "");
        check("note", "");
        check("n0", "");
        check("", "");
        check("—", "");
    }

    #[test]
    fn finds_the_locators_of_a_pasted_citation() {
        let asked = Asked::read_within(
            "Gregory C. Allen, “Understanding China’s AI Strategy” (CNAS, February 6, 2019), 12, \
             p. 12, judgment 7, paragraph 2.",
        );
        let point = "7/2".parse().expect("a point");
        assert_eq!(asked, [Asked::Point(point), Asked::Page("12".to_owned())]);
        assert_eq!(Asked::read_within("Allen 2019, n. 57"), [Asked::Note(57)]);
        assert_eq!(Asked::read_within("in 2019, on page"), []);
    }

    #[test]
    fn folds_what_people_spell_in_many_ways() {
        for (text, folded) in [
            ("People’s Liberation  Army", "peoples liberation army"),
            ("U.S.", "us"),
            ("Café-Noir", "cafe noir"),
            ("  ‘giants’ ", "giants"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
