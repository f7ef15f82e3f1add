//! From an edition and a register to a report's folder.

use std::collections::HashMap;

use super::{Folder, images, ledger, receipt, register, report, section};
use crate::model::{Edition, NoteText, Place, Register};

/// Writes a report.
pub(super) fn write(edition: &Edition, register: &Register, source: &[u8]) -> Folder {
    let mut folder = Folder::new();
    let mut put = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            folder.insert(name.to_owned(), text.into_bytes());
        }
    };
    put(report::FILE, Some(report::write(edition)));
    put(ledger::FILE, Some(ledger::write(&super::first_ledger(edition))));
    put(receipt::FILE, edition.receipt.as_ref().and_then(receipt::write));
    put("entities.toml", register::write_entities(register));
    put("themes.toml", register::write_themes(register));
    put("notes.toml", register::write_notes(register));
    let notes = notes_by_section(edition);
    for (at, read) in edition.sections.iter().enumerate() {
        let notes = notes.get(&at).map_or(&[][..], Vec::as_slice);
        put(&section::file_name(edition, at), Some(section::write(read, notes)));
    }
    for image in &edition.images {
        folder.insert(format!("{}{}", images::FOLDER, image.name), image.bytes.clone());
    }
    if !source.is_empty() {
        folder.insert("source.txt".to_owned(), source.to_vec());
    }
    folder
}

/// The notes' own texts by the section that first calls them; those that none calls go last.
fn notes_by_section(edition: &Edition) -> HashMap<usize, Vec<&NoteText>> {
    let mut first = HashMap::new();
    for marker in edition.markers() {
        let section = match marker.place {
            Place::PartTitle(part) => edition.parts[part].sections.start,
            Place::Title { section } | Place::Block { section, .. } => section,
        };
        first.entry(marker.note).or_insert(section);
    }
    let last = edition.sections.len().saturating_sub(1);
    let mut notes = HashMap::<usize, Vec<&NoteText>>::new();
    for note in &edition.note_texts {
        let section = first.get(&note.number).copied().unwrap_or(last);
        notes.entry(section.min(last)).or_default().push(note);
    }
    notes
}
