//! A text's words and ranges as Markdown running text.
//!
//! Marks are laid between the words, which gives [`Token`]s; [`super::escape`] writes each of
//! them as its neighbours need it.

use super::escape::{self, Token};
use super::{entity, longest_run, write_page};
use crate::content::markdown::inline::join_alike;
use crate::model::{RangeKind, Text, TextRange};

/// Where running text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// In a paragraph: it may have hard line breaks.
    Paragraph,
    /// In a sub-heading: one line, number signs at its end are not its own.
    Heading,
    /// In a part's or section's title: one line.
    Title,
    /// In a table: tabs part cells, line feeds rows, bars are escaped.
    Table,
    /// Between a picture's brackets.
    Figure {
        /// Name of its file.
        image: &'a str,
    },
}

/// `text` as Markdown.
pub(super) fn write_inline(text: &Text, place: Place<'_>) -> String {
    escape::render(&tokens(text, place), place)
}

/// The text's characters, points and marks, in order.
fn tokens(text: &Text, place: Place<'_>) -> Vec<Token> {
    let ranges = join_alike(text.ranges().to_vec());
    let (mut points, mut wide): (Vec<_>, Vec<_>) =
        ranges.into_iter().partition(|range| range.span.is_empty());
    points.sort_by(|a, b| (a.span.start, &a.kind).cmp(&(b.span.start, &b.kind)));
    wide.sort_by_key(|range| range.span.start);
    let mut stops: Vec<usize> = wide
        .iter()
        .flat_map(|range| [range.span.start, range.span.end])
        .chain(points.iter().map(|range| range.span.start))
        .chain([0, text.plain().len()])
        .collect();
    stops.sort_unstable();
    stops.dedup();

    let mut writer = Writer { tokens: Vec::new(), open: Vec::new(), place };
    let mut points = points.iter().peekable();
    let mut wide = wide.iter().peekable();
    if let Place::Figure { .. } = place {
        let leading = |point: &&TextRange| {
            point.span.start == 0 && matches!(point.kind, RangeKind::PageBreak(_))
        };
        while let Some(page) = points.next_if(leading) {
            writer.point(page);
        }
        writer.tokens.push(Token::Bracket("!["));
    }
    for (nth, &at) in stops.iter().enumerate() {
        let here: Vec<_> = std::iter::from_fn(|| points.next_if(|p| p.span.start == at)).collect();
        let begin = std::iter::from_fn(|| wide.next_if(|range| range.span.start == at)).collect();
        writer.stop(at, &here, begin);
        let end = stops.get(nth + 1).copied().unwrap_or(at);
        writer.words(&text.plain()[at..end]);
    }
    if let Place::Figure { image } = place {
        writer.tokens.push(Token::Address(write_address(&format!("images/{image}"))));
    }
    writer.tokens
}

/// Lays marks between words.
struct Writer<'r> {
    tokens: Vec<Token>,
    /// Marks that are open, outermost first.
    open: Vec<&'r TextRange>,
    place: Place<'r>,
}

impl<'r> Writer<'r> {
    /// A place where marks end or begin, or points stand: closes what ends, and what was opened
    /// inside it; writes the points; opens what begins or was closed too early.
    fn stop(&mut self, at: usize, points: &[&TextRange], mut begin: Vec<&'r TextRange>) {
        let ending = self.open.iter().position(|range| range.span.end == at);
        // A code span holds words alone.
        let code = self.open.iter().position(|range| {
            range.kind == RangeKind::Code && !(points.is_empty() && begin.is_empty())
        });
        if let Some(first) = [ending, code].into_iter().flatten().min() {
            let closed = self.open.split_off(first);
            for range in closed.into_iter().rev() {
                self.close(range);
                if range.span.end > at {
                    begin.push(range);
                }
            }
        }
        for point in points {
            self.point(point);
        }
        begin.sort_by_key(|range| {
            let code = range.kind == RangeKind::Code;
            let link = matches!(range.kind, RangeKind::Link(_));
            (code, std::cmp::Reverse(range.span.end), !link, range.kind == RangeKind::Emphasis)
        });
        for range in begin {
            match &range.kind {
                RangeKind::Strong => self.tokens.push(Token::Open("**")),
                RangeKind::Emphasis => self.tokens.push(Token::Open("_")),
                RangeKind::Link(_) => self.tokens.push(Token::Bracket("[")),
                _ => {}
            }
            self.open.push(range);
        }
    }

    fn close(&mut self, range: &TextRange) {
        match &range.kind {
            RangeKind::Strong => self.tokens.push(Token::Close("**")),
            RangeKind::Emphasis => self.tokens.push(Token::Close("_")),
            RangeKind::Link(address) => self.tokens.push(Token::Address(write_address(address))),
            _ => {}
        }
    }

    fn point(&mut self, point: &TextRange) {
        match &point.kind {
            RangeKind::Marker(note) => self.tokens.push(Token::Marker(format!("[^{note}]"))),
            RangeKind::PageBreak(page) => self.tokens.push(Token::Page(write_page(page.as_str()))),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.open.last().is_some_and(|range| range.kind == RangeKind::Code) {
            self.tokens.push(Token::Code(write_code_span(words, self.place)));
            return;
        }
        let table = self.place == Place::Table;
        self.tokens.extend(words.chars().map(|c| match c {
            '\t' | '\n' if table => Token::Border(c),
            _ => Token::Char(c),
        }));
    }
}

fn write_code_span(words: &str, place: Place<'_>) -> String {
    let ticks = "`".repeat(longest_run(words, '`') + 1);
    let blank =
        words.starts_with(' ') && words.ends_with(' ') && !words.trim_matches(' ').is_empty();
    let pad = if blank || words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    let words = if place == Place::Table { words.replace('|', "\\|") } else { words.to_owned() };
    format!("{ticks}{pad}{words}{pad}{ticks}")
}

/// The end of a link: `](address)`.
fn write_address(address: &str) -> String {
    let ampersand = !address.contains(';');
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || "-._~:/?#@!$'*+,;=%".contains(c) || c == '&' && ampersand
    };
    if !address.is_empty() && address.chars().all(plain) {
        return format!("]({address})");
    }
    let mut out = String::from("](<");
    for c in address.chars() {
        if c.is_control() || "<>\\&|[]".contains(c) {
            out.push_str(&entity(c));
        } else {
            out.push(c);
        }
    }
    out + ">)"
}
