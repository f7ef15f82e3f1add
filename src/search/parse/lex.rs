//! A query's signs, words and phrases, in order.
//!
//! In: what a reader typed. Out: [`Lexeme`]s, and notices about what makes no sense.

use super::super::{Notice, Odd, Told};
use super::FieldName;

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lexeme {
    Open,
    Close,
    Plus,
    Minus,
    And,
    Or,
    Not,
    Phrase(String, Option<u32>),
    Field(FieldName, String),
    Prefix(String),
    Word(String),
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

/// Cuts a query into its pieces.
pub(super) fn lex(text: &str, notices: &mut Vec<Notice>) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut rest = text;
    // Whether a sign here would stand at the start of a word.
    let mut fresh = true;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let next = after.chars().next();
        let starts = fresh && next.is_some_and(|n| !n.is_whitespace() && n != ')');
        fresh = c.is_whitespace() || c == '(' || (starts && matches!(c, '+' | '-'));
        match c {
            _ if c.is_whitespace() => rest = after,
            '(' | ')' => {
                lexemes.push(if c == '(' { Lexeme::Open } else { Lexeme::Close });
                rest = after;
            }
            '+' if starts => {
                lexemes.push(Lexeme::Plus);
                rest = after;
            }
            '-' if starts => {
                lexemes.push(Lexeme::Minus);
                rest = after;
            }
            _ if is_quote(c) => {
                let (phrase, remaining) = lex_phrase(after, notices);
                lexemes.extend(phrase);
                rest = remaining;
            }
            _ => {
                let (lexeme, remaining) = lex_word(rest, notices);
                lexemes.extend(lexeme);
                rest = remaining;
            }
        }
    }
    lexemes
}

/// Reads what follows an opening quotation mark.
fn lex_phrase<'t>(text: &'t str, notices: &mut Vec<Notice>) -> (Option<Lexeme>, &'t str) {
    let Some(end) = text.find(is_quote) else {
        if text.chars().any(char::is_alphanumeric) {
            plain(notices, Odd::Quotation);
        }
        return (None, text);
    };
    let mut rest = &text[end..];
    rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    let mut near = None;
    if let Some(after) = rest.strip_prefix('~') {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest = &after[digits..];
        match after[..digits].parse::<u32>() {
            Ok(slop) => near = Some(slop.min(100)),
            Err(_) => plain(notices, Odd::Near),
        }
    }
    let words = &text[..end];
    let lexeme =
        words.chars().any(char::is_alphanumeric).then(|| Lexeme::Phrase(words.to_owned(), near));
    if lexeme.is_none() {
        plain(notices, Odd::Phrase);
    }
    (lexeme, rest)
}

fn lex_word<'t>(text: &'t str, notices: &mut Vec<Notice>) -> (Option<Lexeme>, &'t str) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c);
    let end = text.find(ends).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let operator = match word {
        "AND" => Some(Lexeme::And),
        "OR" => Some(Lexeme::Or),
        "NOT" => Some(Lexeme::Not),
        _ => None,
    };
    if operator.is_some() {
        return (operator, rest);
    }
    if let Some((name, value)) = word.split_once(':')
        && !name.is_empty()
        && name.chars().all(char::is_alphabetic)
    {
        match FieldName::of(name) {
            Some(field) if value.chars().any(char::is_alphanumeric) => {
                return (Some(Lexeme::Field(field, value.to_owned())), rest);
            }
            Some(field) if value.is_empty() && rest.starts_with(is_quote) => {
                let quote = rest.chars().next().map_or(0, char::len_utf8);
                if let Some(length) = rest[quote..].find(is_quote) {
                    let value = &rest[quote..quote + length];
                    let after = &rest[quote + length..];
                    let after = &after[after.chars().next().map_or(0, char::len_utf8)..];
                    if value.chars().any(char::is_alphanumeric) {
                        return (Some(Lexeme::Field(field, value.to_owned())), after);
                    }
                }
            }
            _ if value.starts_with(char::is_alphanumeric) => {
                notices.push(Told::NoField(name.to_owned()).into());
            }
            _ => {}
        }
    }
    if !word.chars().any(char::is_alphanumeric) {
        plain(notices, Odd::NoWords(short_of(word)));
        return (None, rest);
    }
    if let Some(prefix) = word.strip_suffix('*')
        && prefix.ends_with(char::is_alphanumeric)
        && !prefix.contains(['*', '?'])
    {
        return (Some(Lexeme::Prefix(prefix.to_owned())), rest);
    }
    if word.contains(['*', '^', '~', '[', ']', '{', '}', '\\']) {
        plain(notices, Odd::Plain(short_of(word)));
    }
    (Some(Lexeme::Word(word.to_owned())), rest)
}

/// The first characters of odd words, for a notice.
fn short_of(word: &str) -> String {
    let mut short: String = word.chars().take(20).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    short
}

/// Tells, once, what was read as plain words or left out.
pub(super) fn plain(notices: &mut Vec<Notice>, odd: Odd) {
    let notice = Notice::from(Told::Odd(odd));
    if !notices.contains(&notice) {
        notices.push(notice);
    }
}
