//! What is compared: words, numbers of statements and items, markers, in order.
//!
//! In: an edition. Out: its [`Token`]s. A number that stands before a statement, an item or a note
//! is no word of the edition, but the source prints it, so it is a token of its own.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::{BlockKind, Edition, Place, SectionKind, Text};

/// One thing that source and edition must both have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    /// A word, composed (NFC), without markers.
    Word(String),
    /// The number of a judgment, an item or a note; 0 for an item's bullet.
    Number(u32),
    /// A marker: its note, and how many bytes of the word before it stand after it.
    Marker(u32, usize),
}

/// A sign with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) sign: Sign,
    /// Line of the source, from 1; 0 in an edition.
    pub(super) line: usize,
    /// Whether it belongs to a note's own text.
    pub(super) in_note: bool,
}

impl Token {
    /// Its words, as a fault shows them.
    pub(super) fn show(&self) -> String {
        match &self.sign {
            Sign::Word(word) => word.clone(),
            Sign::Number(0) => "•".to_owned(),
            Sign::Number(number) => format!("{number}."),
            Sign::Marker(note, _) => note.to_string(),
        }
    }

    /// Whether it is a marker.
    pub(super) const fn is_marker(&self) -> bool {
        matches!(self.sign, Sign::Marker(..))
    }

    /// Whether it is a word, or a number that stands for one. Bullets are neither: making a list
    /// or a paragraph of one loses nothing.
    pub(super) fn is_word(&self) -> bool {
        match &self.sign {
            Sign::Word(word) => !(word.chars().count() == 1 && word.starts_with(BULLETS)),
            Sign::Number(number) => *number > 0,
            Sign::Marker(..) => false,
        }
    }
}

/// Signs that begin a list's item and nothing else.
pub(super) const BULLETS: [char; 12] = ['•', '▪', '◦', '●', '○', '■', '□', '‣', '⁃', '➢', '✓', '·'];

/// A word as it is compared.
pub(super) fn compose(word: &str) -> String {
    if word.is_ascii() { word.to_owned() } else { word.nfc().collect() }
}

/// The tokens of an edition, in order; the notes' own texts last.
pub(super) fn read_edition(edition: &Edition) -> Vec<Token> {
    let mut tokens = Vec::new();
    for place in edition.places() {
        let number = match place {
            Place::Title { section }
                if edition.repeats_part_title(section)
                    && edition.sections[section].number.is_none()
                    && edition.sections[section].kind != SectionKind::Box =>
            {
                continue;
            }
            Place::Title { section } => edition.sections[section].number,
            Place::Block { section, block } => match edition.sections[section].blocks[block].kind {
                BlockKind::Item { ordinal, .. } => Some(ordinal.unwrap_or(0)),
                _ => None,
            },
            Place::PartTitle(_) => None,
        };
        push_text(edition.text(place), number, false, &mut tokens);
    }
    for note in &edition.note_texts {
        for (at, paragraph) in note.paragraphs.iter().enumerate() {
            let number = (at == 0).then(|| note.number.get());
            push_text(paragraph, number, true, &mut tokens);
        }
    }
    tokens
}

fn push_text(text: &Text, number: Option<u32>, in_note: bool, tokens: &mut Vec<Token>) {
    let mut push = |sign| tokens.push(Token { sign, line: 0, in_note });
    if let Some(number) = number {
        push(Sign::Number(number));
    }
    let plain = text.plain();
    let mut markers = text.markers().peekable();
    for word in plain.split_whitespace() {
        let start = word.as_ptr().addr() - plain.as_ptr().addr();
        let end = start + word.len();
        push(Sign::Word(compose(word)));
        while let Some((note, offset)) = markers.next_if(|(_, offset)| *offset <= end) {
            push(Sign::Marker(note.get(), end - offset.max(start)));
        }
    }
    for (note, _) in markers {
        push(Sign::Marker(note.get(), 0));
    }
}

/// Numbers that an edition takes off its texts, each with the letters of the word after it and
/// whether it is a note's, and how often they stand there.
#[derive(Debug, Default)]
pub(super) struct Numbers(HashMap<(u32, String, bool), usize>);

impl Numbers {
    /// The numbers in an edition's tokens.
    pub(super) fn new(tokens: &[Token]) -> Self {
        let mut numbers: HashMap<_, usize> = HashMap::new();
        for pair in tokens.windows(2) {
            if let (Sign::Number(number), Sign::Word(word)) = (&pair[0].sign, &pair[1].sign) {
                *numbers.entry((*number, letters(word), pair[0].in_note)).or_default() += 1;
            }
        }
        Self(numbers)
    }

    /// Whether `number` before `word` is one of them, a note's if it is `bare`; each counts once.
    pub(super) fn take(&mut self, number: u32, word: &str, bare: bool) -> bool {
        let mut key = (number, letters(word), false);
        for in_note in [false, true] {
            key.2 = in_note;
            if let Some(count) = self.0.get_mut(&key).filter(|count| **count > 0 && in_note >= bare)
            {
                *count -= 1;
                return true;
            }
        }
        false
    }
}

/// A word's first letters or digits, without signs before and markers after; of a word that has
/// none, all of it.
fn letters(word: &str) -> String {
    let body = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits = body.starts_with(|c: char| c.is_ascii_digit());
    let same = |c: char| if digits { c.is_ascii_digit() } else { c.is_alphabetic() };
    let end = body.find(|c| !same(c)).unwrap_or(body.len());
    if body.is_empty() { word.to_owned() } else { body[..end].to_owned() }
}
