//! A section's file: front matter between `+++` lines, then Markdown. Reader and writer.

use std::ops::Range;

use super::fields::{Document, Table, Value};
use super::markdown::{self, Body, TextMap};
use super::quote::quote;
use super::source::Source;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Edition, NoteText, Section, SectionId, SectionKind, Text};

/// The line before and after the front matter.
const FENCE: &str = "+++";

/// The largest number of a judgment.
const LARGEST_NUMBER: u32 = 9_999;

/// A section whose blocks have no names yet.
#[derive(Debug)]
pub(super) struct RawSection {
    pub(super) id: SectionId,
    /// Where its id or number stands, in bytes of the file.
    pub(super) id_span: Range<usize>,
    pub(super) kind: SectionKind,
    pub(super) number: Option<u32>,
    pub(super) title: Text,
    pub(super) map: TextMap,
    pub(super) body: Body,
}

/// Reads a section's file; nothing if it does not say which section it is.
pub(super) fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Option<RawSection> {
    let (front, body) = match split(source) {
        Ok(ranges) => ranges,
        Err(fault) => {
            faults.push(*fault);
            return None;
        }
    };
    let (document, table) = Document::parse(source, front);
    let root = document.root(&table, "a section", &["title", "number", "id", "kind"]);
    let name = read_name(&root);
    let title = root.required_text("title", "\"…\"");
    let mut section_faults = document.take_faults();
    let (title, map) = match title {
        Some(title) => markdown::read_title(source, title.value, title.span, &mut section_faults),
        None => (Text::default(), TextMap::of(0..FENCE.len())),
    };
    let body = markdown::read_blocks(source, body, &mut section_faults);
    faults.append(&mut section_faults);
    let Name { id, id_span, kind, number } = name?;
    Some(RawSection { id, id_span, kind, number, title, map, body })
}

/// The bytes of the front matter and of the Markdown after it.
fn split(source: &Source) -> Result<(Range<usize>, Range<usize>), Box<Diagnostic>> {
    let text = source.text();
    let help =
        "begin the file with `+++`, `title = \"…\"`, `number = 4` (or `id` and `kind`), `+++`";
    if text.trim().is_empty() {
        let fault = Diagnostic::of_file(Severity::Error, source.name(), "the file is empty");
        return Err(Box::new(fault.help(help)));
    }
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != FENCE {
        let fault = source.error(0..first.trim_end().len(), "has no front matter");
        return Err(Box::new(fault.help(help)));
    }
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == FENCE {
            return Ok((first.len()..end, end + line.len()..text.len()));
        }
        end += line.len();
    }
    let fault = source.error(0..FENCE.len(), "the front matter is not closed");
    Err(Box::new(fault.help("put a line `+++` after it")))
}

struct Name {
    id: SectionId,
    id_span: Range<usize>,
    kind: SectionKind,
    number: Option<u32>,
}

fn read_name(root: &Table<'_>) -> Option<Name> {
    let document = root.document();
    if let Some(value) = root.get("number") {
        for key in ["id", "kind"] {
            let plain = |other: &Value<'_>| key == "kind" && other.is_text("judgment");
            if let Some(other) = root.get(key).filter(|other| !plain(other)) {
                let message = format!("a section with a number has no `{key}`");
                document.error_help(&other.span, message, "remove it: a number makes a judgment");
            }
        }
        let number = value.number("number")?;
        if number.value == 0 || number.value > LARGEST_NUMBER {
            let message = format!("`number` is not a whole number from 1 to {LARGEST_NUMBER}");
            document.error(&number.span, message);
            return None;
        }
        return Some(Name {
            id: SectionId::of_judgment(number.value),
            id_span: number.span,
            kind: SectionKind::Judgment,
            number: Some(number.value),
        });
    }
    if !root.has("id") {
        root.missing("id", "\"introduction\"`, or `number = 4");
    }
    let kind = read_kind(root);
    let id = root.text("id")?;
    let parsed = id.value.parse::<SectionId>().map_err(|why| format!("the id {why}"));
    let numeric = id.value.bytes().all(|byte| byte.is_ascii_digit());
    let parsed = parsed.and_then(|parsed| {
        if numeric { Err("the id is a number; write `number`".to_owned()) } else { Ok(parsed) }
    });
    match parsed {
        Ok(parsed) => Some(Name { id: parsed, id_span: id.span, kind: kind?, number: None }),
        Err(message) => {
            document.error(&id.span, message);
            None
        }
    }
}

fn read_kind(root: &Table<'_>) -> Option<SectionKind> {
    let kind = root.required_text("kind", "\"text\"")?;
    let named = SectionKind::ALL.into_iter().find(|known| known.name() == kind.value);
    match named {
        Some(SectionKind::Judgment) => {
            let help = "replace `id` and `kind` by `number`";
            root.document().error_help(&kind.span, "a judgment has a number", help);
            None
        }
        None => {
            let known = ["introduction", "box", "conclusion", "text"];
            let help = root.document().nearest().help(kind.value, known, || {
                format!("a section's kind is one of {}", known.join(", "))
            });
            let message = format!("unknown kind `{}`", super::fields::printable(kind.value));
            root.document().error_help(&kind.span, message, help);
            None
        }
        known => known,
    }
}

/// Writes the section at index `at`.
pub(super) fn write(section: &Section, notes: &[&NoteText]) -> String {
    let title = quote(&markdown::write::write_title(&section.title));
    let name = match section.number {
        Some(number) => format!("number = {number}"),
        None => {
            format!("id = {}\nkind = {}", quote(section.id.as_str()), quote(section.kind.name()))
        }
    };
    let blocks = markdown::write::write_blocks(section, notes);
    let gap = if blocks.is_empty() { "" } else { "\n" };
    format!("{FENCE}\n{name}\ntitle = {title}\n{FENCE}\n{gap}{blocks}")
}

/// The name of the file of the section at index `at`: its place, and what it is.
pub(super) fn file_name(edition: &Edition, at: usize) -> String {
    let section = &edition.sections[at];
    let width = edition.sections.len().to_string().len().max(2);
    let name = match section.number {
        Some(number) => format!("judgment-{number}"),
        None => section.id.to_string(),
    };
    format!("sections/{:0width$}-{name}.md", at + 1)
}
