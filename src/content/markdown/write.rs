//! Blocks and notes as Markdown that reads back as the same blocks and notes.

mod escape;
mod inline;

use self::inline::{Place, write_inline};
use crate::model::{Block, BlockKind, NoteText, Section, Text};

/// A title as running text.
pub(in crate::content) fn write_title(title: &Text) -> String {
    write_inline(title, Place::Title)
}

/// A section's blocks and the notes that go with it.
pub(in crate::content) fn write_blocks(section: &Section, notes: &[&NoteText]) -> String {
    let mut out = String::new();
    let mut lists = Lists::default();
    let mut before: Option<&Block> = None;
    for block in &section.blocks {
        let item = matches!(block.kind, BlockKind::Item { .. });
        match (&block.kind, before.map(|before| &before.kind)) {
            (_, None) => {}
            (BlockKind::Item { .. }, Some(BlockKind::Item { .. })) => out.push('\n'),
            (BlockKind::Quotation, Some(BlockKind::Quotation)) => out.push_str("\n>\n"),
            _ => out.push_str("\n\n"),
        }
        if !item {
            lists = Lists::default();
        }
        write_block(block, &mut lists, &mut out);
        before = Some(block);
    }
    for note in notes {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        write_note(note, &mut out);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn write_block(block: &Block, lists: &mut Lists, out: &mut String) {
    let text = &block.text;
    match &block.kind {
        BlockKind::Paragraph => out.push_str(&write_inline(text, Place::Paragraph)),
        BlockKind::Quotation => push_lines(out, "> ", "> ", &write_inline(text, Place::Paragraph)),
        BlockKind::Heading => {
            out.push_str("## ");
            out.push_str(&write_inline(text, Place::Heading));
        }
        BlockKind::Item { ordinal, depth } => {
            let (gap, first, rest) = lists.next(*ordinal, usize::from(*depth));
            if gap && !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            push_lines(out, &first, &rest, &write_inline(text, Place::Paragraph));
        }
        BlockKind::Table => write_table(text, out),
        BlockKind::Figure { image } => {
            out.push_str(&write_inline(text, Place::Figure { image }));
        }
        BlockKind::Code => write_code(text, out),
    }
}

/// Adds lines, the first after `first`, the others after `rest`.
fn push_lines(out: &mut String, first: &str, rest: &str, lines: &str) {
    for (nth, line) in lines.split('\n').enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        out.push_str(if nth == 0 { first } else { rest });
        out.push_str(line);
    }
}

fn write_table(text: &Text, out: &mut String) {
    let written = write_inline(text, Place::Table);
    for (nth, row) in written.split('\n').enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        let cells: Vec<_> = row.split('\t').collect();
        out.push_str("| ");
        out.push_str(&cells.join(" | "));
        out.push_str(" |");
        if nth == 0 {
            out.push_str("\n|");
            out.push_str(&" --- |".repeat(cells.len()));
        }
    }
}

fn write_code(text: &Text, out: &mut String) {
    for (page, _) in text.page_breaks() {
        out.push_str(&write_page(page.as_str()));
        out.push_str("\n\n");
    }
    let fence = "`".repeat(longest_run(text.plain(), '`').max(2) + 1);
    out.push_str(&fence);
    out.push('\n');
    out.push_str(text.plain());
    out.push('\n');
    out.push_str(&fence);
}

fn write_note(note: &NoteText, out: &mut String) {
    let mark = format!("[^{}]: ", note.number);
    for (nth, paragraph) in note.paragraphs.iter().enumerate() {
        let first = if nth == 0 { &mark } else { "    " };
        if nth > 0 {
            out.push_str("\n\n");
        }
        push_lines(out, first, "    ", &write_inline(paragraph, Place::Paragraph));
    }
}

fn write_page(label: &str) -> String {
    format!("<!-- page {label} -->")
}

/// A character by its number.
fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// The longest run of `c` in `text`.
fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c).map(str::len).max().unwrap_or(0)
}

/// The lists that are open while items are written, outermost first.
#[derive(Debug, Default)]
struct Lists {
    open: Vec<List>,
}

#[derive(Debug)]
struct List {
    /// The number that its next item has; none in a list with bullets.
    next: Option<u32>,
    /// What follows the number: changing it begins another list.
    delimiter: char,
    /// Columns before its items' words.
    indent: usize,
}

impl Lists {
    /// Whether a blank line must come first, what comes before the item's first line, and before
    /// its others.
    fn next(&mut self, ordinal: Option<u32>, depth: usize) -> (bool, String, String) {
        self.open.truncate(depth + 1);
        let mut gap = false;
        let mut delimiter = '.';
        if self.open.len() == depth + 1
            && let Some(list) = self.open.last()
            && list.next != ordinal
        {
            // Another list at the same depth.
            gap = true;
            delimiter = if list.delimiter == '.' { ')' } else { '.' };
            self.open.pop();
        }
        let outer = |open: &[List]| open.last().map_or(0, |list| list.indent);
        let known = self.open.len().min(depth);
        let mut line = " ".repeat(outer(&self.open[..known]));
        // A depth that no item opened is opened by bare bullets.
        while self.open.len() < depth {
            line.push_str("- ");
            self.open.push(List { next: None, delimiter: '.', indent: line.len() });
        }
        let mark = |delimiter| match ordinal {
            Some(number) => format!("{number}{delimiter} "),
            None => "- ".to_owned(),
        };
        if self.open.len() == depth {
            gap |= ordinal.is_some();
            line.push_str(&mark(delimiter));
            self.open.push(List { next: ordinal, delimiter, indent: line.len() });
        } else if let Some(list) = self.open.last_mut() {
            line.push_str(&mark(list.delimiter));
            list.indent = line.len();
        }
        if let Some(list) = self.open.last_mut() {
            list.next = list.next.map(|next| next.saturating_add(1));
        }
        let indent = " ".repeat(line.len());
        (gap, line, indent)
    }
}
