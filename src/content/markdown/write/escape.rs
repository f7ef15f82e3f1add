//! Characters and marks as Markdown that reads back as them.
//!
//! Each character is written as it stands, behind a backslash, or as a numeric entity, as its
//! neighbours need it, and as it stands wherever that is safe. Entities serve where Markdown
//! would trim blanks, and beside marks that it would not take for marks.

use super::entity;
use super::inline::Place;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A character of the words.
    Char(char),
    /// A tab or line feed that parts a table's cells.
    Border(char),
    /// A code span.
    Code(String),
    /// A page comment.
    Page(String),
    /// A note marker.
    Marker(String),
    /// A mark of emphasis opens.
    Open(&'static str),
    /// A mark of emphasis closes.
    Close(&'static str),
    /// A link's or picture's `[` or `![`.
    Bracket(&'static str),
    /// A link's or picture's end with its address.
    Address(String),
}

/// `tokens` as Markdown.
pub(super) fn render(tokens: &[Token], place: Place<'_>) -> String {
    let mut out = String::new();
    let mut line = Line { begins: place == Place::Paragraph, blank: true, digits: 0, later: false };
    let mut brackets = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        let written = match token {
            Token::Char(c) => {
                let context = Context { tokens, at, place, line, in_brackets: brackets > 0 };
                let written = context.write(*c);
                let breaks = written == "\\\n";
                out.push_str(&written);
                line = if breaks { Line::LATER } else { line.after(*c) };
                continue;
            }
            Token::Border(c) => {
                out.push(*c);
                line = Line { blank: true, ..line };
                continue;
            }
            Token::Page(raw) => {
                out.push_str(raw);
                line = Line { begins: false, digits: 0, ..line };
                continue;
            }
            Token::Code(raw) | Token::Marker(raw) => raw,
            Token::Open(mark) | Token::Close(mark) => *mark,
            Token::Bracket(bracket) => {
                brackets += 1;
                bracket
            }
            Token::Address(address) => {
                brackets = brackets.saturating_sub(1);
                address
            }
        };
        out.push_str(written);
        line = Line { begins: false, blank: false, digits: 0, ..line };
    }
    out
}

/// What a line holds so far.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Nothing, and Markdown would take signs here for a block's beginning.
    begins: bool,
    /// No words.
    blank: bool,
    /// Nothing but digits: how many.
    digits: usize,
    /// It is not its paragraph's first.
    later: bool,
}

impl Line {
    const LATER: Self = Self { begins: true, blank: true, digits: 0, later: true };

    fn after(self, c: char) -> Self {
        let digits = c.is_ascii_digit() && (self.begins || self.digits > 0);
        let digits = if digits { self.digits + 1 } else { 0 };
        Self { begins: false, blank: false, digits, ..self }
    }
}

/// A character's place.
#[derive(Clone, Copy)]
struct Context<'t> {
    tokens: &'t [Token],
    at: usize,
    place: Place<'t>,
    line: Line,
    in_brackets: bool,
}

impl<'t> Context<'t> {
    fn before(self) -> Option<&'t Token> {
        self.at.checked_sub(1).map(|before| &self.tokens[before])
    }

    fn after(self) -> Option<&'t Token> {
        self.tokens.get(self.at + 1)
    }

    /// Whether blanks beside `token` would be trimmed.
    fn is_edge(token: Option<&Token>) -> bool {
        let bracket = matches!(token, Some(Token::Bracket(_) | Token::Address(_)));
        bracket || matches!(token, None | Some(Token::Border(_) | Token::Char('\n')))
    }

    fn write(self, c: char) -> String {
        let edge = Self::is_edge(self.before()) || Self::is_edge(self.after()) || self.line.blank;
        if c == '\n' && self.place == Place::Paragraph && !edge && !self.is_beside_mark(c) {
            "\\\n".to_owned()
        } else if c.is_control() || c.is_whitespace() && edge || self.is_beside_mark(c) {
            entity(c)
        } else if self.begins_block(c) || self.is_sign(c) {
            format!("\\{c}")
        } else {
            c.to_string()
        }
    }

    /// Whether Markdown would not take the mark beside `c` for one: it opens before a word and
    /// closes after one, but not with a letter outside or a blank inside.
    fn is_beside_mark(self, c: char) -> bool {
        let blank_inside = c.is_whitespace()
            && (matches!(self.before(), Some(Token::Open(_)))
                || matches!(self.after(), Some(Token::Close(_))));
        let letter_outside = !c.is_whitespace()
            && !is_punctuation(c)
            && (matches!(self.after(), Some(Token::Open(_)))
                || matches!(self.before(), Some(Token::Close(_))));
        blank_inside || letter_outside
    }

    /// Whether `c` would begin a block, or end a list's number.
    fn begins_block(self, c: char) -> bool {
        let next = char_of(self.after());
        let spaced = Self::is_edge(self.after()) || next.is_some_and(char::is_whitespace);
        if matches!(c, '.' | ')') {
            return (1..10).contains(&self.line.digits) && spaced;
        }
        self.line.begins
            && match c {
                '#' => self.begins_heading(),
                '>' => true,
                '-' => !next.is_some_and(char::is_alphanumeric),
                '+' => spaced,
                '~' => next == Some('~'),
                '=' | '|' | ':' => self.line.later,
                _ => false,
            }
    }

    /// Whether one to six number signs and a blank begin here.
    fn begins_heading(self) -> bool {
        let signs = &self.tokens[self.at..];
        let count = signs.iter().take_while(|token| **token == Token::Char('#')).count();
        let after = signs.get(count);
        count <= 6 && (after.is_none() || char_of(after).is_some_and(char::is_whitespace))
    }

    /// Whether `c` is a sign of Markdown's or of this format's inside a line.
    fn is_sign(self, c: char) -> bool {
        let next = char_of(self.after());
        match c {
            '\\' | '*' | '`' => true,
            '_' => {
                // Inside a word it is no mark, unless a letter beside it becomes an entity.
                let word = |at: usize| {
                    let c = char_of(self.tokens.get(at));
                    c.is_some_and(|c| c.is_alphanumeric() && !Self { at, ..self }.is_beside_mark(c))
                };
                !(self.at > 0 && word(self.at - 1) && word(self.at + 1))
            }
            '<' => next.is_some_and(|c| !c.is_whitespace()),
            '[' => self.in_brackets || next == Some('^'),
            ']' => self.in_brackets || next == Some('('),
            '!' => next == Some('[') || matches!(self.after(), Some(Token::Bracket(_))),
            '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            ':' => matches!(self.before(), Some(Token::Marker(_))),
            '^' => matches!(self.before(), Some(Token::Bracket(_))),
            '|' => self.place == Place::Table,
            '#' => self.place == Place::Heading && self.after().is_none(),
            _ => false,
        }
    }
}

fn char_of(token: Option<&Token>) -> Option<char> {
    match token {
        Some(Token::Char(c)) => Some(*c),
        _ => None,
    }
}

/// Whether Markdown surely takes `c` for punctuation.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '«' | '»')
}
