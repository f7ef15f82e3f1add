//! What this format adds to Markdown, found before a Markdown parser sees the text.
//!
//! Note markers and page comments are [`Atom`]s; so are a `<` and a `]:` that Markdown would take
//! for raw HTML or a link's definition. [`scan`] finds them in one pass and puts commas in their
//! place, byte for byte: a comma is inert in Markdown and counts as punctuation, like the
//! brackets that it stands for, and every offset stays true. Whoever reads the parser's events
//! puts the atoms back by their offsets.

use std::ops::Range;

use crate::model::{InvalidId, NoteNumber, PageLabel};

/// What stands in place of atoms.
pub(super) const MASK: u8 = b',';

/// Longest page comment or marker, in bytes.
const ATOM_LENGTH: usize = 64;

/// Something that is not Markdown's to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) kind: AtomKind,
}

/// What an atom is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// `[^57]`.
    Marker(NoteNumber),
    /// The bracket of `[^x]`, where the number is none.
    BadMarker(InvalidId),
    /// `<!-- page 7 -->`.
    Page(PageLabel),
    /// The `<` of `<!-- page ? -->` or `<!-- Page 7 -->`, where the label is none or the word is
    /// written otherwise.
    BadPage,
    /// A character that Markdown must not see.
    Literal {
        /// Whether it begins something like an HTML tag or comment.
        html: bool,
    },
}

/// A text with its atoms masked.
#[derive(Debug)]
pub(super) struct Scanned {
    /// As long as the text.
    pub(super) masked: String,
    /// In order.
    pub(super) atoms: Vec<Atom>,
    /// Where a line begins with `[^57]:`, which defines a note; left for the Markdown parser.
    pub(super) definitions: Vec<usize>,
}

/// Finds every atom of `text`.
pub(super) fn scan(text: &str) -> Scanned {
    let bytes = text.as_bytes();
    let mut atoms = Vec::new();
    let mut definitions = Vec::new();
    let mut prefix = true;
    let mut at = 0;
    while at < bytes.len() {
        let mut next = at + 1;
        match bytes[at] {
            b'\n' => prefix = true,
            b'\\' if bytes.get(next).is_some_and(u8::is_ascii_punctuation) => next += 1,
            b'<' => {
                if let Some(atom) = scan_angle(text, at) {
                    next = atom.range.end;
                    atoms.push(atom);
                }
            }
            b'[' if bytes.get(next) == Some(&b'^') => {
                if let Some(end) = label_end(bytes, at + 2) {
                    next = end + 1;
                    if prefix && bytes.get(next) == Some(&b':') {
                        definitions.push(at);
                        next += 1;
                    } else {
                        let (end, kind) = match text[at + 2..end].parse() {
                            Ok(number) => (next, AtomKind::Marker(number)),
                            // What is no marker may be code, of which nothing but the sign may
                            // be masked.
                            Err(why) => (at + 1, AtomKind::BadMarker(why)),
                        };
                        next = end;
                        atoms.push(Atom { range: at..end, kind });
                    }
                }
            }
            b']' if bytes.get(next) == Some(&b':') => {
                atoms.push(Atom { range: next..next + 1, kind: AtomKind::Literal { html: false } });
                next += 1;
            }
            _ => {}
        }
        prefix &= bytes[at..next].iter().all(|byte| b" \t\n>*+-.)0123456789".contains(byte));
        at = next;
    }
    Scanned { masked: mask(text, &atoms), atoms, definitions }
}

fn mask(text: &str, atoms: &[Atom]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for atom in atoms {
        masked.push_str(&text[done..atom.range.start]);
        masked.extend(std::iter::repeat_n(char::from(MASK), atom.range.len()));
        done = atom.range.end;
    }
    masked.push_str(&text[done..]);
    masked
}

/// Where a marker's label ends: at its bracket, on the same line and soon.
fn label_end(bytes: &[u8], start: usize) -> Option<usize> {
    let label = bytes[start..].iter().take(ATOM_LENGTH);
    let length = label.take_while(|byte| !b"[]\n".contains(byte)).count();
    (length > 0 && bytes.get(start + length) == Some(&b']')).then_some(start + length)
}

/// The atom at the `<` at `at`; none if it begins an address, which is Markdown's to read.
fn scan_angle(text: &str, at: usize) -> Option<Atom> {
    let rest = &text[at..];
    if rest.starts_with("<!--") {
        return Some(scan_comment(rest, at));
    }
    let inside = &rest[1..];
    let end = inside.find(['<', '>', '\n']).filter(|end| inside.as_bytes()[*end] == b'>');
    if let Some(end) = end {
        let address = &inside[..end];
        if text[..at].ends_with("](") || is_address(address) {
            return None;
        }
    }
    let html = end.is_some() && inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    Some(Atom { range: at..at + 1, kind: AtomKind::Literal { html } })
}

/// Whether `<address>` is a link: a scheme with a colon, or a mail address.
fn is_address(address: &str) -> bool {
    if address.contains([' ', '\t']) {
        return false;
    }
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() >= 2
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    let mail = address
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    scheme || mail
}

fn scan_comment(rest: &str, at: usize) -> Atom {
    // A page comment is short; looking no further keeps a text full of openings fast.
    let window = &rest[..rest.floor_char_boundary(ATOM_LENGTH)];
    let window = window.split('\n').next().unwrap_or_default();
    let literal = Atom { range: at..at + 1, kind: AtomKind::Literal { html: true } };
    let Some(end) = window.find("-->") else { return literal };
    let inside = window[4..end.max(4)].trim();
    let Some(label) = inside
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("page"))
        .map(|_| &inside[4..])
        .filter(|label| !label.starts_with(|c: char| c.is_ascii_alphabetic()))
    else {
        return literal;
    };
    let kind = match label.trim().parse() {
        Ok(page) if inside.starts_with("page ") => AtomKind::Page(page),
        _ => AtomKind::BadPage,
    };
    let end = if matches!(kind, AtomKind::Page(_)) { at + end + 3 } else { at + 1 };
    Atom { range: at..end, kind }
}

/// Most containers (quotations, lists) that a line may open.
pub(super) const DEEPEST: usize = 100;

/// The first line of `text` that opens more containers than [`DEEPEST`], by its byte offset.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut depth = 0;
        let mut rest = line.as_bytes();
        loop {
            rest = rest.trim_ascii_start();
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            rest = match rest {
                [b'>', rest @ ..] | [b'-' | b'+' | b'*', b' ' | b'\t', rest @ ..] => rest,
                _ if (1..10).contains(&digits) => match &rest[digits..] {
                    [b'.' | b')', b' ' | b'\t', rest @ ..] => rest,
                    _ => break,
                },
                _ => break,
            };
            depth += 1;
            if depth > DEEPEST {
                return Some(start);
            }
        }
        start += line.len();
    }
    None
}
