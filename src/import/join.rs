//! Lines become one text: blanks between them, divided words made whole.
//!
//! In: the lines of one piece and the [`Vocabulary`] of the whole source. Out: a [`Draft`] that
//! still knows its lines and pages. A hyphen at a line's end stays where the word has one and goes
//! where the line break made it; the receipt tells each, and where nothing decides.

use std::collections::HashMap;

use super::lines::Line;
use super::record::Record;
use crate::model::NoteNumber;

/// A text while it is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// Its words, one blank between them.
    pub(super) text: String,
    /// Its lines.
    pub(super) lines: Vec<DraftLine>,
    /// Each page that begins in it: byte and page, counted from 0.
    pub(super) pages: Vec<(usize, usize)>,
    /// Each marker: byte and number. Filled by the pass over markers.
    pub(super) markers: Vec<(usize, NoteNumber)>,
}

/// A line in a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DraftLine {
    /// Its first byte.
    pub(super) start: usize,
    /// Its number in the source.
    pub(super) number: usize,
    /// Which of its line's words is its first one, from 1.
    first_word: usize,
}

impl Draft {
    /// For each of `offsets`, which rise: the source's line, and which of that line's words stands
    /// there, from 1. One walk over the text.
    pub(super) fn locate(&self, offsets: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
        let mut lines = self.lines.iter().peekable();
        let (mut number, mut word, mut at) = (1, 0, 0);
        let mut found = Vec::new();
        for offset in offsets {
            while let Some(line) = lines.next_if(|line| line.start <= offset) {
                (number, word, at) = (line.number, line.first_word, line.start);
            }
            word += self.text[at..offset].matches(' ').count();
            at = offset;
            found.push((number, word));
        }
        found
    }

    /// The source's line of byte `offset`.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|line| line.start <= offset);
        after.checked_sub(1).map_or(1, |at| self.lines[at].number)
    }
}

/// The longest word, in bytes, that is joined over a line's end.
const LONGEST_WORD: usize = 200;

/// The word that `text` ends with, unless it is longer than any word.
fn last_word(text: &str) -> Option<&str> {
    let mut from = text.len().saturating_sub(LONGEST_WORD);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    match text[from..].rfind(' ') {
        Some(blank) => Some(&text[from + blank + 1..]),
        None if from == 0 => Some(text),
        None => None,
    }
}

/// The words of a source, as far as they show which divided words have a hyphen.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// How often each word stands inside a line, in lower case.
    words: HashMap<String, u32>,
    /// Whether the text divides words at the ends of lines.
    divides: bool,
}

/// Share of lines that end in a hyphen, above which a text must be dividing words.
const DIVIDING: f32 = 0.025;

/// First parts of compounds that are no words of their own or begin a number.
const FIRST_PARTS: [&str; 22] = [
    "self", "non", "ex", "well", "half", "all", "cross", "so", "twenty", "thirty", "forty",
    "fifty", "sixty", "seventy", "eighty", "ninety", "anti", "semi", "multi", "mid", "quasi",
    "pseudo",
];

impl Vocabulary {
    /// The words of `lines`.
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Self {
        let mut words: HashMap<String, u32> = HashMap::new();
        for line in lines.clone() {
            for word in line.text.split(' ') {
                let word = core(word).to_lowercase();
                if !word.is_empty() && !word.ends_with(is_hyphen) {
                    *words.entry(word).or_default() += 1;
                }
            }
        }
        let mut known = Self { words, divides: false };
        let (mut count, mut ends, mut joined, mut kept) = (0_u32, 0_u32, 0_u32, 0_u32);
        let mut last: Option<&str> = None;
        for line in lines {
            count += 1;
            if let Some((left, right)) = last.and_then(|left| divided(left, &line.text)) {
                ends += 1;
                joined += u32::from(known.count(&format!("{left}{right}")) > 0);
                kept += u32::from(known.count(&format!("{left}-{right}")) > 0);
            }
            last = line.text.rsplit(' ').next();
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of lines")]
        let share = ends as f32 / count.max(1) as f32;
        known.divides = joined >= 2 && joined > kept || share > DIVIDING && joined >= kept;
        known
    }

    fn count(&self, word: &str) -> u32 {
        self.words.get(&word.to_lowercase()).copied().unwrap_or_default()
    }
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

/// A word without what stands around it, markers and possessives included.
fn core(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_hyphen(c));
    word.trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !is_hyphen(c))
}

/// The last letters before a hyphen at the end of `left`, and the first ones of `right`.
fn divided<'a>(left: &'a str, right: &'a str) -> Option<(&'a str, &'a str)> {
    let body = left.rsplit(' ').next()?.strip_suffix(is_hyphen)?;
    let letters = |c: char| !c.is_alphabetic();
    let left = body.rsplit(letters).next()?;
    let right = right.split(letters).next()?;
    (!left.is_empty() && !right.is_empty()).then_some((left, right))
}

/// How two lines meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// A blank between them.
    Blank,
    /// Nothing between them.
    Glue,
    /// Nothing between them, and the first one's hyphen goes.
    Heal,
}

/// Joins `lines` to one text.
pub(super) fn join(lines: &[Line], vocabulary: &Vocabulary, record: &mut Record) -> Draft {
    let mut draft = Draft::default();
    for line in lines {
        let mut start = draft.text.len();
        let mut first_word = start;
        if start > 0 {
            let left = last_word(&draft.text).map(str::to_owned);
            let right = line.text.split(' ').next().unwrap_or_default();
            let (seam, reason, sure) = match &left {
                Some(left) => meet(left, &line.text, vocabulary),
                None => (Seam::Blank, "", true),
            };
            let left = left.unwrap_or_default();
            first_word = start - left.len();
            match seam {
                Seam::Blank => {
                    draft.text.push(' ');
                    first_word = draft.text.len();
                }
                Seam::Glue => {}
                Seam::Heal => {
                    draft.text.pop();
                }
            }
            start = draft.text.len();
            if seam != Seam::Blank {
                let whole = format!("{}{right}", &draft.text[first_word..]);
                let above = draft.lines.last().map_or(line.number, |above| above.number);
                record.repair(above, &format!("{left} {right}"), &whole, reason);
                if !sure {
                    record.doubt(above, format!("the word {whole}"), reason);
                }
            }
        }
        // A page that begins inside a word begins with that word.
        draft.pages.extend(line.page.map(|page| (first_word, page)));
        let words = line.text.split(' ').count();
        let first_word = (line.words + 1).saturating_sub(words);
        draft.lines.push(DraftLine { start, number: line.number, first_word });
        draft.text.push_str(&line.text);
    }
    draft
}

/// How the line that ends in the word `left` meets the line `right`: the seam, why, and whether
/// anything else is unlikely.
fn meet(left: &str, right: &str, vocabulary: &Vocabulary) -> (Seam, &'static str, bool) {
    let first = right.chars().next().unwrap_or(' ');
    let mut ending = left.chars().rev();
    let (last, before) = (ending.next().unwrap_or(' '), ending.next());
    let glued = before.is_some_and(char::is_alphanumeric);
    let is_address = left.contains("://") || left.starts_with("www.");
    if is_address && (matches!(last, '/' | '-' | '_' | '=' | '&' | '?') || first == '/') {
        return (Seam::Glue, "an address runs over the line's end", true);
    }
    if last == '\u{ad}' {
        return (Seam::Heal, "a soft hyphen divides the word at the line's end", true);
    }
    if matches!(last, '—' | '/') && glued && first.is_alphanumeric()
        || first == '—' && last.is_alphanumeric() && !right.starts_with("— ")
        || last == '–' && before.is_some_and(|c| c.is_ascii_digit()) && first.is_ascii_digit()
    {
        return (
            Seam::Glue,
            "the sign at the line's end stands between words without blanks",
            true,
        );
    }
    if !is_hyphen(last) || !glued || !first.is_alphanumeric() {
        return (Seam::Blank, "", true);
    }
    if matches!(right.split(' ').next(), Some("and" | "or" | "to")) {
        return (Seam::Blank, "", true);
    }
    let Some((head, tail)) = divided(left, right) else {
        return (Seam::Glue, "the hyphen stands beside a number", true);
    };
    if first.is_uppercase() {
        return (Seam::Glue, "a capital follows the hyphen, which stays", true);
    }
    let joined = vocabulary.count(&format!("{head}{tail}"));
    let kept = vocabulary.count(&format!("{head}-{tail}"));
    if joined > kept {
        return (Seam::Heal, "the word stands elsewhere without the hyphen", true);
    }
    if kept > 0 {
        return (Seam::Glue, "the word stands elsewhere with the hyphen", true);
    }
    if FIRST_PARTS.contains(&head.to_lowercase().as_str()) {
        return (Seam::Glue, "the first part of a compound keeps its hyphen", true);
    }
    if left.trim_end_matches(is_hyphen).contains('-') {
        return (Seam::Glue, "the word has another hyphen, and keeps both", false);
    }
    let known = |word: &str| vocabulary.count(word) > 0;
    match (known(head), known(tail), vocabulary.divides) {
        (true, true, _) => (Seam::Glue, "both parts are words of the text: a compound", false),
        (_, _, true) => (Seam::Heal, "the text divides words at the ends of lines", false),
        (_, _, false) => (Seam::Glue, "the text divides no words at the ends of lines", false),
    }
}
