//! Faults that no file shows alone: markers and notes, pages, pictures, the ledger and the text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::origins::Subject;
use super::read::FiledNote;
use super::source::Source;
use super::{Content, ledger};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{
    BlockKind, Change, ChangeKind, Ledger, NoteNumber, NoteText, Place, Point, Slug, Span,
};

/// Where each note's own text stands.
pub(super) type NotePlaces = HashMap<NoteNumber, (Arc<Source>, Range<usize>)>;

/// The notes' own texts; one that is there already is a fault.
pub(super) fn collect_notes(
    notes: Vec<FiledNote>,
    faults: &mut Vec<Diagnostic>,
) -> (Vec<NoteText>, NotePlaces) {
    let mut texts = Vec::new();
    let mut places = NotePlaces::new();
    for (source, note) in notes {
        let Some(number) = note.number else { continue };
        if let Some((first, at)) = places.get(&number) {
            let message = format!("note {number} has a text already");
            let help = format!("it stands in {}:{}", first.name(), first.line(at.start));
            faults.push(source.error(note.range, message).help(help));
            continue;
        }
        places.insert(number, (source, note.range));
        if !note.paragraphs.is_empty() {
            texts.push(NoteText { number, paragraphs: note.paragraphs });
        }
    }
    (texts, places)
}

/// Checks what is read; `glossed` says whether there is a `notes.toml`.
pub(super) fn check(
    content: &Content,
    glossed: bool,
    note_places: &NotePlaces,
    faults: &mut Vec<Diagnostic>,
) {
    check_titles(content, faults);
    check_markers(content, glossed, note_places, faults);
    check_pages(content, faults);
    check_images(content, faults);
}

fn check_titles(content: &Content, faults: &mut Vec<Diagnostic>) {
    let edition = &content.edition;
    for (section, read) in edition.sections.iter().enumerate() {
        if read.blocks.is_empty() {
            let subject = Subject::Words(Place::Title { section }, Span::at(0));
            let message = format!("section `{}` has no text", read.id);
            faults.push(content.origins.locate(Severity::Warning, subject, message));
        }
    }
}

fn check_markers(
    content: &Content,
    glossed: bool,
    note_places: &NotePlaces,
    faults: &mut Vec<Diagnostic>,
) {
    let called: HashSet<_> = content.edition.markers().iter().map(|marker| marker.note).collect();
    if glossed {
        for marker in content.edition.markers() {
            if content.register.gloss(marker.note).is_none() {
                let subject = Subject::Words(marker.place, Span::at(marker.offset));
                let message = format!("note {} has no entry in notes.toml", marker.note);
                let fault = content.origins.locate(Severity::Error, subject, message);
                let help = format!("add [[note]] with number = {} and its gloss", marker.note);
                faults.push(fault.help(help));
            }
        }
    }
    for (at, gloss) in content.register.glosses.iter().enumerate() {
        if !called.contains(&gloss.number) {
            let message = format!("no marker calls note {}", gloss.number);
            let fault = content.origins.locate(Severity::Warning, Subject::Gloss(at), message);
            faults.push(fault.help("put its marker into the text, or remove the entry"));
        }
    }
    let mut uncalled: Vec<_> =
        note_places.iter().filter(|(number, _)| !called.contains(number)).collect();
    uncalled.sort_by_key(|(number, _)| **number);
    for (number, (source, range)) in uncalled {
        let message = format!("no marker calls note {number}");
        let fault = source.warning(range.clone(), message);
        faults.push(fault.help("put its marker into the text, or remove its text"));
    }
}

/// Page labels that come twice, or after a higher one.
fn check_pages(content: &Content, faults: &mut Vec<Diagnostic>) {
    let mut known = HashSet::new();
    let mut last: Option<u64> = None;
    for start in content.edition.pages() {
        let subject = Subject::Words(start.place, Span::at(start.offset));
        let mut warn = |message: String| {
            let fault = content.origins.locate(Severity::Warning, subject, message);
            faults.push(fault.help("give each page the label that is printed on it"));
        };
        if !known.insert(&start.page) {
            warn(format!("page {} begins twice", start.page));
            continue;
        }
        let number = start.page.as_str().parse::<u64>().ok();
        if let (Some(before), Some(number)) = (last, number)
            && number < before
        {
            warn(format!("page {} begins after page {before}", start.page));
        }
        last = number.or(last);
    }
}

/// Figures without a picture, and pictures that no figure shows.
fn check_images(content: &Content, faults: &mut Vec<Diagnostic>) {
    let edition = &content.edition;
    let known: HashSet<_> = edition.images.iter().map(|image| &*image.name).collect();
    let nearest = super::nearest::Nearest::new();
    let mut shown = HashSet::new();
    for (section, read) in edition.sections.iter().enumerate() {
        for (block, read) in read.blocks.iter().enumerate() {
            let BlockKind::Figure { image } = &read.kind else { continue };
            if !known.contains(&**image) {
                let subject = Subject::Words(Place::Block { section, block }, Span::at(0));
                let message =
                    format!("there is no picture images/{}", super::fields::printable(image));
                let mut names: Vec<_> = known.iter().copied().collect();
                names.sort_unstable();
                let help = nearest.help(image, names, || "add the file".to_owned());
                let fault = content.origins.locate(Severity::Error, subject, message);
                faults.push(fault.help(help));
            }
            shown.insert(&**image);
        }
    }
    let slug = &edition.report.slug;
    for image in edition.images.iter().filter(|image| !shown.contains(&*image.name)) {
        let path = format!("{slug}/images/{}", image.name);
        let fault = Diagnostic::of_file(Severity::Warning, &path, "no text shows the picture");
        faults.push(fault.help(format!("write ![words](images/{}), or remove it", image.name)));
    }
}

/// Says how far the ledger on disk, and whether that is in its older form, is behind the text.
pub(super) fn check_ledger(
    slug: &Slug,
    kept: Option<(&Ledger, bool)>,
    content: &Content,
    faults: &mut Vec<Diagnostic>,
) {
    let path = format!("{slug}/{}", ledger::FILE);
    let help = "run `sidenote check --update`, which writes it";
    let message = match kept {
        Some((_, true)) => "is in the form of an older Sidenote".to_owned(),
        Some((kept, false)) if *kept == content.ledger => return,
        Some(_) => format!("is behind the text: {}", describe(&content.changes)),
        None => "there is no ledger: addresses may change with the text".to_owned(),
    };
    faults.push(Diagnostic::of_file(Severity::Warning, &path, message).help(help));
    let Some((kept, false)) = kept else { return };
    for section in &kept.sections {
        for row in section.blocks.iter().filter(|row| row.is.is_some()) {
            if content.ledger.find(&section.id, &row.id).is_some_and(|now| !now.is_here()) {
                let point = Point::Block(section.id.clone(), row.id.clone());
                let message = format!("`is` of `{point}` begins no block, or several");
                let fault = content.origins.locate_address(Severity::Error, &point, message);
                faults.push(fault.help("write the first words of the block that it became"));
            }
        }
    }
}

/// The changes in counts.
fn describe(changes: &[Change]) -> String {
    let name = |kind: &ChangeKind| match kind {
        ChangeKind::New => "new",
        ChangeKind::Edited | ChangeKind::Retitled => "edited",
        ChangeKind::Returned => "back",
        ChangeKind::Reordered | ChangeKind::Moved(_) | ChangeKind::SectionMoved(_) => "moved",
        ChangeKind::Split(_) => "split",
        ChangeKind::Merged(_) => "merged",
        ChangeKind::Removed | ChangeKind::SectionGone => "gone",
        ChangeKind::Lost(_) => "to decide",
        ChangeKind::SectionReused(_) => "section with another's address",
    };
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for change in changes {
        match counts.iter_mut().find(|(known, _)| *known == name(&change.kind)) {
            Some((_, count)) => *count += 1,
            None => counts.push((name(&change.kind), 1)),
        }
    }
    counts.sort_unstable();
    let counts: Vec<_> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
    if counts.is_empty() {
        "its rows are not as they are written".to_owned()
    } else {
        counts.join(", ")
    }
}
