//! The notes: all of them, and each one with the sentences that call it.

use askama::Template;

use crate::library::lookup::{self, Note};
use crate::model::{NoteNumber, Point};
use crate::render::{Html, Renderer};
use crate::web::address::{Address, Fragment};
use crate::web::answer;

use super::frame::Frame;
use super::nearest;
use super::view::View;

#[derive(Template)]
#[template(path = "notes.html")]
struct NotesPage {
    frame: Frame,
    count: usize,
    /// How many have a text of the author's.
    with_text: usize,
    notes: Vec<NoteEntry>,
}

#[derive(Template)]
#[template(path = "note.html")]
struct NotePage {
    frame: Frame,
    note: NoteEntry,
    list: Address,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
}

struct Neighbour {
    number: NoteNumber,
    href: String,
}

/// A note with everything that is known of it.
struct NoteEntry {
    number: NoteNumber,
    id: String,
    href: String,
    text: Html,
    gloss: Option<String>,
    /// What kind of source the sentence names.
    source_kind: Option<&'static str>,
    source_name: Option<String>,
    calls: Vec<Call>,
}

/// A sentence that calls the note.
struct Call {
    sentence: Html,
    href: String,
    name: String,
    page: Option<String>,
}

fn entry(view: View<'_>, note: &Note<'_>) -> NoteEntry {
    let links = view.links(false);
    let renderer = Renderer::new(view.report, &links);
    let call = |quote: &lookup::Quote<'_>| Call {
        sentence: view.excerpt(quote, &[]),
        href: view.address(quote.point.clone()).to_string(),
        name: view.name(&quote.point),
        page: view.page_of(quote).map(ToString::to_string),
    };
    NoteEntry {
        number: note.number,
        id: Fragment::Note(note.number).to_string(),
        href: view.address(Point::Note(note.number)).to_string(),
        text: note.text.map(|text| renderer.note(text)).unwrap_or_default(),
        gloss: note.gloss.map(|gloss| gloss.text.clone()),
        source_kind: note.gloss.map(|gloss| view.words.source_kind(gloss.source.kind)),
        source_name: note.gloss.and_then(|gloss| gloss.source.name.clone()),
        calls: note.calls.iter().map(call).collect(),
    }
}

/// The list of all notes.
///
/// # Errors
/// If the template fails.
pub(super) fn make_list(view: View<'_>) -> answer::Result {
    let notes: Vec<_> = lookup::notes(view.report).iter().map(|note| entry(view, note)).collect();
    let description = view.words.notes_about(notes.len(), view.edition().report.full_title());
    let address = Address::Notes(view.slug().clone());
    let page = NotesPage {
        frame: Frame::of_report(view, &address, view.words.notes_title(), &description),
        count: notes.len(),
        with_text: notes.iter().filter(|note| !note.text.is_empty()).count(),
        notes,
    };
    Ok(super::print(&page)?.into())
}

/// The page of one note.
///
/// # Errors
/// If the report has no such note.
pub(super) fn make_one(view: View<'_>, number: NoteNumber) -> answer::Result {
    let note = lookup::note(view.report, number)
        .ok_or_else(|| nearest::note(view, &number.to_string()))?;
    let description = match (note.gloss, note.calls.first()) {
        (Some(gloss), _) => gloss.text.clone(),
        (None, Some(quote)) => quote.words.to_owned(),
        (None, None) => String::new(),
    };
    let numbers = view.edition().note_numbers();
    let at = numbers.binary_search(&number).unwrap_or_default();
    let neighbour = |at: usize| {
        let number = *numbers.get(at)?;
        Some(Neighbour { number, href: view.address(Point::Note(number)).to_string() })
    };
    let address = view.address(Point::Note(number));
    let page = NotePage {
        frame: Frame::of_report(view, &address, &view.words.note(number), &description),
        note: entry(view, &note),
        list: Address::Notes(view.slug().clone()),
        previous: at.checked_sub(1).and_then(neighbour),
        next: neighbour(at + 1),
    };
    Ok(super::print(&page)?.into())
}
