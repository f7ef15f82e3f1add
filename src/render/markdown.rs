//! A section as Markdown, for `/4.md`: `CommonMark` with footnotes and tables.
//!
//! Note markers stand as `[^16]` with their definitions at the end, a printed page as `[page 7]`
//! before its first word (a comment at a line's start would turn the whole line into HTML). Every
//! character of the text that Markdown would read as its own is escaped.

use std::fmt::Write;

use crate::annotate::AnnotatedReport;
use crate::model::{BlockKind, RangeKind, Span, Text, TextRange};

use super::escape::may_link;
use super::text::{called_notes, push_note};

/// The section at index `section`: its title as a heading of level 1, its blocks, and a footnote
/// definition for each note: the author's text, else the editor's gloss, told apart.
#[must_use]
pub fn section(report: &AnnotatedReport, section: usize) -> String {
    let section = &report.edition.sections[section];
    let mut out = String::from("# ");
    if let Some(number) = section.number {
        let _ = write!(out, "{number}\\. ");
    }
    push_line(&mut out, &section.title, "");
    out.push('\n');
    let mut before: Option<&BlockKind> = None;
    for block in &section.blocks {
        match (before, &block.kind) {
            (Some(BlockKind::Item { .. }), BlockKind::Item { .. }) => {}
            // A line with the mark alone keeps neighbours in one quotation.
            (Some(BlockKind::Quotation), BlockKind::Quotation) => out.push_str(">\n"),
            _ => out.push('\n'),
        }
        match &block.kind {
            BlockKind::Paragraph => push_line(&mut out, &block.text, ""),
            BlockKind::Quotation => {
                out.push_str("> ");
                push_line(&mut out, &block.text, "> ");
            }
            BlockKind::Item { ordinal, depth } => {
                let indent = "    ".repeat(usize::from(*depth));
                let mark = ordinal.map_or("- ".to_owned(), |ordinal| format!("{ordinal}. "));
                out.push_str(&indent);
                out.push_str(&mark);
                let inner = format!("{indent}{}", " ".repeat(mark.len()));
                push_line(&mut out, &block.text, &inner);
            }
            BlockKind::Heading => {
                out.push_str("## ");
                push_line(&mut out, &block.text, "");
            }
            BlockKind::Table => push_table(&mut out, &block.text),
            BlockKind::Figure { image } => {
                out.push_str("![");
                push_line(&mut out, &block.text, "");
                let _ = write!(out, "](<{}>)", image.replace(['<', '>', '\n', '\\'], ""));
            }
            BlockKind::Code => push_code(&mut out, block.text.plain()),
        }
        out.push('\n');
        before = Some(&block.kind);
    }
    for (at, note) in called_notes(section).into_iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { "" });
        let _ = write!(out, "[^{note}]: ");
        push_note(report, note, &mut out, |out, text| push_line(out, text, "    "));
        out.push('\n');
    }
    out
}

/// A text that has no place in the edition as one paragraph.
#[must_use]
pub fn line(text: &Text) -> String {
    let mut out = String::new();
    push_line(&mut out, text, "");
    out
}

/// Appends `text`; a hard line break goes on behind `indent`.
fn push_line(out: &mut String, text: &Text, indent: &str) {
    let mut writer = Writer::new(out, text, indent);
    writer.write(Span::new(0, text.plain().len()), true);
}

fn push_table(out: &mut String, text: &Text) {
    let mut offset = 0;
    for (row, line) in text.plain().split('\n').enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        if row > 0 {
            out.push('\n');
        }
        out.push('|');
        for cell in &cells {
            out.push(' ');
            let mut writer = Writer::new(out, text, "");
            writer.write(Span::new(offset, offset + cell.len()), false);
            out.push_str(" |");
            offset += cell.len() + 1;
        }
        if row == 0 {
            out.push_str("\n|");
            out.push_str(&" --- |".repeat(cells.len()));
        }
    }
}

fn push_code(out: &mut String, plain: &str) {
    let longest = plain.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = write!(out, "{fence}\n{plain}\n{fence}");
}

/// An inline element that is open, outermost first.
#[derive(Clone, PartialEq, Eq)]
enum Style {
    Link(String),
    Strong,
    Emphasis,
    Code,
}

struct Writer<'a, 'b> {
    out: &'b mut String,
    text: &'a Text,
    indent: &'a str,
    open: Vec<Style>,
    /// Where in `out` the words of the current line begin, behind its indent.
    line: usize,
}

/// Whether Markdown has a way to mark `range`: a mark for emphasis between a letter and a sign
/// (`a*“b”*c`) is read as the sign itself, and the words are then left without it.
fn can_be_marked(plain: &str, range: &TextRange) -> bool {
    if !matches!(range.kind, RangeKind::Emphasis | RangeKind::Strong) {
        return true;
    }
    let words = range.span.of(plain);
    let head = &plain[..range.span.end - words.trim_start().len()];
    let tail = &plain[range.span.start + words.trim_end().len()..];
    let words = words.trim();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = letter(words.chars().next()) || !letter(head.chars().next_back());
    let closes = letter(words.chars().next_back()) || !letter(tail.chars().next());
    opens && closes
}

/// What `active` ranges make of the words under them, outermost first, each style once.
fn styles(active: &[&TextRange]) -> Vec<Style> {
    let has = |kind: &RangeKind| active.iter().any(|range| range.kind == *kind);
    let link = active.iter().find_map(|range| match &range.kind {
        RangeKind::Link(address) if may_link(address) => Some(Style::Link(address.clone())),
        _ => None,
    });
    let plain = [
        (RangeKind::Strong, Style::Strong),
        (RangeKind::Emphasis, Style::Emphasis),
        (RangeKind::Code, Style::Code),
    ];
    link.into_iter()
        .chain(plain.into_iter().filter(|(kind, _)| has(kind)).map(|(_, style)| style))
        .collect()
}

impl<'a, 'b> Writer<'a, 'b> {
    fn new(out: &'b mut String, text: &'a Text, indent: &'a str) -> Self {
        let line = out.len();
        Self { out, text, indent, open: Vec::new(), line }
    }

    /// Writes the words of `window` between the boundaries of ranges.
    fn write(&mut self, window: Span, breaks: bool) {
        let text = self.text;
        let ranges: Vec<&TextRange> = text
            .ranges()
            .iter()
            .filter(|range| range.span.start <= window.end && range.span.end >= window.start)
            .filter(|range| can_be_marked(text.plain(), range))
            .collect();
        let mut bounds = vec![window.start, window.end];
        bounds.extend(ranges.iter().flat_map(|range| [range.span.start, range.span.end]));
        bounds.retain(|bound| (window.start..=window.end).contains(bound));
        bounds.sort_unstable();
        bounds.dedup();
        let mut next = 0;
        let mut active: Vec<&TextRange> = Vec::new();
        for (at, &from) in bounds.iter().enumerate() {
            active.retain(|range| range.span.end > from);
            let began = next;
            while ranges.get(next).is_some_and(|range| range.span.start <= from) {
                next += 1;
            }
            let began = &ranges[began..next];
            active.extend(began.iter().filter(|range| range.span.end > from));
            self.write_points(began.iter().filter(|range| range.span == Span::at(from)));

            let to = bounds.get(at + 1).copied().unwrap_or(from);
            let words = &text.plain()[from..to];
            // Markdown wants its marks at words, not at blanks.
            let wanted = if words.trim().is_empty() { Vec::new() } else { styles(&active) };
            let lead = words.len() - words.trim_start().len();
            let kept = self.open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
            self.close_to(kept);
            if kept < wanted.len() {
                self.push_words(&words[..lead], breaks);
                for style in &wanted[kept..] {
                    self.begin(style);
                }
                self.push_words(&words[lead..], breaks);
            } else {
                self.push_words(words, breaks);
            }
        }
        self.close_to(0);
    }

    /// Writes markers, then page breaks: as in HTML, a marker belongs to the words before it.
    fn write_points<'r>(&mut self, points: impl Iterator<Item = &'r &'r TextRange> + Clone) {
        for point in points.clone() {
            if let RangeKind::Marker(note) = point.kind {
                self.close_to(0);
                let _ = write!(self.out, "[^{note}]");
            }
        }
        for point in points {
            if let RangeKind::PageBreak(page) = &point.kind {
                self.close_to(0);
                let _ = write!(self.out, "\\[page {page}\\] ");
            }
        }
    }

    fn begin(&mut self, style: &Style) {
        match style {
            Style::Link(_) => self.out.push('['),
            Style::Strong => self.out.push_str("**"),
            Style::Emphasis => self.out.push('*'),
            Style::Code => {}
        }
        self.open.push(style.clone());
    }

    fn close_to(&mut self, depth: usize) {
        // Blanks before a closing mark would keep it from closing.
        let mut blanks = String::new();
        if self.open.len() > depth {
            let words = self.out.trim_end_matches(' ').len();
            blanks = self.out.split_off(words);
        }
        while self.open.len() > depth {
            match self.open.pop() {
                Some(Style::Link(address)) => {
                    let address = address.replace(['<', '>', '\n', '\\'], "");
                    let _ = write!(self.out, "](<{address}>)");
                }
                Some(Style::Strong) => self.out.push_str("**"),
                Some(Style::Emphasis) => self.out.push('*'),
                Some(Style::Code) | None => {}
            }
        }
        self.out.push_str(&blanks);
    }

    fn push_words(&mut self, words: &str, breaks: bool) {
        if self.open.contains(&Style::Code) {
            let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest + 1);
            let pad = if longest > 0 { " " } else { "" };
            let _ = write!(self.out, "{fence}{pad}{}{pad}{fence}", words.replace('\n', " "));
            return;
        }
        for c in words.chars() {
            match c {
                '\n' if breaks => {
                    self.out.push_str("\\\n");
                    self.out.push_str(self.indent);
                    self.line = self.out.len();
                }
                '\n' => self.out.push(' '),
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '#'
                | '!' => {
                    self.out.extend(['\\', c]);
                }
                // What a line may begin with and then be a list, a heading's underline, a rule.
                '-' | '+' | '=' if self.out.len() == self.line => self.out.extend(['\\', c]),
                '.' | ')' if self.is_number() => self.out.extend(['\\', c]),
                _ => self.out.push(c),
            }
        }
    }

    /// Whether the line so far is nothing but digits: with a stop, a list's number.
    fn is_number(&self) -> bool {
        let line = &self.out[self.line..];
        (1..=9).contains(&line.len()) && line.bytes().all(|b| b.is_ascii_digit())
    }
}
