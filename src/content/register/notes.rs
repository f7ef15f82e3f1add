//! `notes.toml`: the editor's gloss of each note.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::{Document, Table, read_kind};
use crate::content::quote::quote;
use crate::content::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::{Gloss, NoteNumber, NoteSource, Register, SourceKind};

pub(super) fn read(
    source: &Source,
    register: &mut Register,
    rows: &mut Vec<Range<usize>>,
    faults: &mut Vec<Diagnostic>,
) {
    let (document, table) = Document::parse(source, 0..source.text().len());
    let root = document.root(&table, "the notes' file", &["note"]);
    let mut known = HashMap::<NoteNumber, usize>::new();
    let mut glosses = Vec::new();
    for note in root.tables("note", "a note", &["number", "gloss", "source"]) {
        let number = read_number(&note, &mut known);
        let text = note.required_text("gloss", "\"…\"");
        let named = read_source(&note);
        if let (Some(number), Some(text)) = (number, text) {
            let gloss = Gloss { number, text: text.value.to_owned(), source: named };
            glosses.push((gloss, note.span.clone()));
        }
    }
    glosses.sort_by_key(|(gloss, _)| gloss.number);
    (register.glosses, *rows) = glosses.into_iter().unzip();
    faults.extend(document.take_faults());
}

fn read_number(note: &Table<'_>, known: &mut HashMap<NoteNumber, usize>) -> Option<NoteNumber> {
    let Some(value) = note.get("number") else {
        note.missing("number", "57");
        return None;
    };
    let document = note.document();
    let number = value.number("number")?;
    let line = document.source().line(number.span.start);
    match NoteNumber::new(number.value) {
        Err(why) => {
            document.error(&number.span, format!("the note's number {why}"));
            None
        }
        Ok(note) => match known.insert(note, line) {
            None => Some(note),
            Some(first) => {
                let message = format!("note {note} stands here twice");
                let help = format!("the first is on line {first}; remove one");
                document.error_help(&number.span, message, help);
                None
            }
        },
    }
}

fn read_source(note: &Table<'_>) -> NoteSource {
    let named = note
        .get("source")
        .and_then(|value| value.table("source", "a note's source", &["kind", "name"]));
    let Some(named) = named else { return NoteSource::default() };
    let kind = read_kind(&named, "kind", &SourceKind::ALL, |kind| kind.name());
    let name = named.text("name");
    if let (Some(SourceKind::None), Some(name)) = (kind, &name) {
        let help = "give the source's kind, or leave the name out";
        named.document().error_help(&name.span, "a source of kind none has a name", help);
    }
    NoteSource { kind: kind.unwrap_or_default(), name: name.map(|name| name.value.to_owned()) }
}

/// Writes the file; nothing where there is nothing to write.
pub(in crate::content) fn write(register: &Register) -> Option<String> {
    let mut out = String::new();
    for gloss in &register.glosses {
        let gap = if out.is_empty() { "" } else { "\n" };
        let kind = quote(gloss.source.kind.name());
        let name = gloss.source.name.as_ref().map(|name| format!(", name = {}", quote(name)));
        let _ = writeln!(
            out,
            "{gap}[[note]]\nnumber = {}\ngloss = {}\nsource = {{ kind = {kind}{} }}",
            gloss.number,
            quote(&gloss.text),
            name.unwrap_or_default(),
        );
    }
    Some(out).filter(|out| !out.is_empty())
}
