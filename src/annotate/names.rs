//! Finds words that look like names and that no entity covers.
//!
//! A name is a run of capitalised words or acronyms in running text. Told apart from it:
//!
//! * the first word of a sentence, a quotation or a bracket, unless it stands capitalised inside
//!   a sentence too and nowhere in lower case;
//! * a single capitalised word that stands in lower case elsewhere (`Defense` beside `defense`);
//! * months, days and `I`; numbers with a letter (`6.5B`);
//! * headings and titles set in capitals.

use std::collections::{HashMap, HashSet};

use crate::model::{BlockKind, Edition, Place, Span};

use super::Annotations;
use super::folding::{Case, fold};

/// A name that no entity covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UncoveredName {
    /// The words, as first written.
    pub(super) text: String,
    /// Where they stand first.
    pub(super) place: Place,
    /// The words there.
    pub(super) span: Span,
    /// How often they stand in the report.
    pub(super) count: usize,
}

/// Every such name in the texts of `edition`, in order of first appearance, but for `ignored`.
pub(super) fn find_uncovered(
    edition: &Edition,
    annotations: &Annotations,
    ignored: &[String],
) -> Vec<UncoveredName> {
    let texts: Vec<Line<'_>> = edition
        .places()
        .filter(|place| is_running(edition, *place))
        .filter_map(|place| Line::read(edition, annotations, place))
        .collect();
    let lower: HashSet<&str> = texts
        .iter()
        .flat_map(|text| &text.words)
        .map(|word| word.bare)
        .filter(|word| !word.chars().any(char::is_uppercase))
        .collect();
    let inside: HashSet<&str> = texts
        .iter()
        .flat_map(|text| &text.words)
        .filter(|word| !word.opens && word.is_capitalised())
        .map(|word| word.bare)
        .collect();
    let ignored: HashSet<String> = ignored.iter().map(|name| fold(name, Case::Kept)).collect();
    let looks_named = |word: &Word<'_>| {
        word.is_capitalised()
            && !word.covered
            && !word.is_ordinary()
            && (!word.opens
                || word.is_acronym()
                || inside.contains(word.bare) && !lower.contains(word.lower().as_str()))
    };

    let mut found: Vec<UncoveredName> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for line in &texts {
        for run in line.runs(&looks_named) {
            for run in without_ignored(line.plain, run, &ignored) {
                if let [word] = run
                    && !word.is_acronym()
                    && lower.contains(word.lower().as_str())
                {
                    continue;
                }
                let span = Span::new(run[0].span.start, run[run.len() - 1].bare_end());
                let name = span.of(line.plain);
                let at = *known.entry(name).or_insert(found.len());
                if at == found.len() {
                    let text = name.to_owned();
                    found.push(UncoveredName { text, place: line.place, span, count: 0 });
                }
                found[at].count += 1;
            }
        }
    }
    found
}

/// Whether capitals mean something in the text at `place`.
fn is_running(edition: &Edition, place: Place) -> bool {
    let plain = edition.text(place).plain();
    let kind = match place {
        Place::PartTitle(_) => return false,
        Place::Title { .. } => None,
        Place::Block { section, block } => Some(&edition.sections[section].blocks[block].kind),
    };
    if matches!(kind, Some(BlockKind::Heading | BlockKind::Code)) {
        return false;
    }
    let upper = plain.chars().filter(|c| c.is_uppercase()).count();
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    // A title in title case capitalises its long words.
    let long = || plain.split_whitespace().filter(|word| word.chars().count() > 3);
    let capital = long().filter(|word| word.starts_with(char::is_uppercase)).count();
    upper * 2 < letters && (kind.is_some() || capital * 5 < long().count().max(1) * 4)
}

/// A word of a text.
struct Word<'a> {
    span: Span,
    /// Without a possessive ending.
    bare: &'a str,
    /// Whether it opens a sentence, quotation or bracket.
    opens: bool,
    /// Whether a mention covers a part of it.
    covered: bool,
}

impl Word<'_> {
    fn bare_end(&self) -> usize {
        self.span.start + self.bare.len()
    }

    fn lower(&self) -> String {
        self.bare.to_lowercase()
    }

    fn is_capitalised(&self) -> bool {
        self.bare.chars().any(char::is_uppercase)
    }

    /// Two capitals, or a capital inside: `CAICT`, `SenseTime`, `iPhone`, `A12`.
    fn is_acronym(&self) -> bool {
        let mut chars = self.bare.chars();
        let first = chars.next().is_some_and(char::is_uppercase);
        chars.any(|c| c.is_uppercase() || first && c.is_numeric())
            && !self.bare.contains(['-', '\u{2011}'])
    }

    fn is_ordinary(&self) -> bool {
        const CALENDAR: [&str; 19] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        let pronoun = matches!(self.bare.split(['’', '\'']).next(), Some("I" | "A" | "O"));
        let digits = self.bare.trim_end_matches(|c: char| c.is_alphabetic());
        let amount = self.bare.len() - digits.len() <= 2
            && digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.contains(['.', ',']);
        pronoun || amount || CALENDAR.contains(&self.bare)
    }
}

/// The words of a text.
struct Line<'a> {
    place: Place,
    plain: &'a str,
    words: Vec<Word<'a>>,
}

impl<'a> Line<'a> {
    fn read(edition: &'a Edition, annotations: &Annotations, place: Place) -> Option<Self> {
        let plain = edition.text(place).plain();
        let annotations = annotations.of(place)?;
        let mut words: Vec<Word<'a>> = Vec::new();
        let (mut mention, mut sentence) = (0, 0);
        for span in split_words(plain) {
            let text = span.of(plain);
            let bare = ["’s", "'s", "’", "'"]
                .iter()
                .find_map(|ending| text.strip_suffix(ending))
                .unwrap_or(text);
            while annotations.mentions.get(mention).is_some_and(|m| m.span.end <= span.start) {
                mention += 1;
            }
            let before = plain[..span.start].chars().next_back();
            let begins = annotations.sentences.get(sentence).is_some_and(|s| s.start <= span.start);
            if begins {
                sentence += annotations.sentences[sentence..]
                    .iter()
                    .take_while(|s| s.start <= span.start)
                    .count();
            }
            let after_colon = plain[..span.start].trim_end().ends_with(':');
            words.push(Word {
                span,
                bare,
                opens: begins
                    || after_colon
                    || matches!(before, Some('“' | '‘' | '"' | '\'' | '[' | '(')),
                covered: annotations.mentions.get(mention).is_some_and(|m| m.span.overlaps(span)),
            });
        }
        Some(Self { place, plain, words })
    }

    /// Runs of words that look like names, parted by one blank.
    fn runs<'w>(
        &'w self,
        looks_named: &'w impl Fn(&Word<'a>) -> bool,
    ) -> impl Iterator<Item = &'w [Word<'a>]> {
        self.words
            .chunk_by(move |a, b| {
                looks_named(a) && looks_named(b) && &self.plain[a.span.end..b.span.start] == " "
            })
            .filter(move |run| looks_named(&run[0]))
    }
}

/// What remains of a run without the names in `ignored`, which may be several words long.
fn without_ignored<'w, 'a>(
    plain: &str,
    run: &'w [Word<'a>],
    ignored: &HashSet<String>,
) -> Vec<&'w [Word<'a>]> {
    let mut left = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < run.len() {
        let end = (at..run.len()).rev().find(|last| {
            let words = &plain[run[at].span.start..run[*last].bare_end()];
            let mut capitals = words.split('-').filter(|part| part.contains(char::is_uppercase));
            // `Western-educated` is ignored with `Western`.
            ignored.contains(&fold(words, Case::Kept))
                || capitals.all(|part| ignored.contains(&fold(part, Case::Kept)))
        });
        if let Some(last) = end {
            left.push(&run[from..at]);
            at = last + 1;
            from = at;
        } else {
            at += 1;
        }
    }
    left.push(&run[from..]);
    left.retain(|run| !run.is_empty());
    left
}

/// Words: letters and digits, with apostrophes, hyphens, `&` and dots between them.
fn split_words(plain: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = plain.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let joins = matches!(c, '’' | '\'' | '-' | '\u{2011}' | '&' | '.' | ',' | '/')
            && start.is_some()
            && next
            && (c != ',' && c != '/' || plain[..at].ends_with(|c: char| c.is_ascii_digit()));
        match (c.is_alphanumeric() || joins, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| Span::new(from, plain.len())));
    words
}
