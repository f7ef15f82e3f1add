//! The whole report on one page.

use askama::Template;

use crate::model::{Place, Seen};
use crate::render::{Html, Layers, Overlay, Renderer};
use crate::web::address::{Address, Fragment};
use crate::web::answer;

use super::frame::Frame;
use super::phrase;
use super::section::{PieceView, facts, is_capitals, pieces, title_overlay};
use super::sidebar::{NoteView, NotesOfPage};
use super::view::View;

#[derive(Template)]
#[template(path = "all.html")]
struct AllPage {
    frame: Frame,
    title: String,
    subtitle: Option<String>,
    authors: String,
    facts: Vec<String>,
    parts: Vec<PartView>,
}

struct PartView {
    /// Absent where its one section carries the same title.
    title: Option<Html>,
    sections: Vec<SectionView>,
}

struct SectionView {
    id: String,
    href: String,
    kind: &'static str,
    number: Option<u32>,
    label: String,
    title: Html,
    /// What a link to the section says of its title.
    seen: Seen,
    /// Whether the title is printed in capitals.
    capitals: bool,
    facts: Vec<String>,
    title_notes: Vec<NoteView>,
    pieces: Vec<PieceView>,
}

/// The page of the whole report.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>) -> answer::Result {
    let edition = view.edition();
    let report = &edition.report;
    let links = view.links(true);
    let renderer = Renderer::new(view.report, &links);
    let mut notes = NotesOfPage::new(view);
    let mut parts = Vec::new();
    for (part_at, part) in edition.parts.iter().enumerate() {
        let repeated = part.sections.clone().any(|at| edition.repeats_part_title(at));
        let mut sections = Vec::new();
        for at in part.sections.clone() {
            let section = &edition.sections[at];
            let prefix = format!("{}-", section.id);
            let heading_level = if repeated { 3 } else { 4 };
            let layers = Layers::PAGE.with(Layers::SEEN);
            let overlay = Overlay { layers, prefix: &prefix, heading_level, ..Overlay::default() };
            let before = notes.count();
            let title_notes = notes.take(&renderer, std::iter::once(Place::Title { section: at }));
            let pieces = pieces(&renderer, &mut notes, at, &overlay);
            sections.push(SectionView {
                id: Fragment::InAll(section.id.clone()).to_string(),
                href: view.section_address(section).to_string(),
                kind: section.kind.name(),
                number: section.number,
                label: view.words.section(section),
                seen: Seen::of(section.title.plain()),
                capitals: is_capitals(section.title.plain()),
                title: renderer.inline(Place::Title { section: at }, &title_overlay(&overlay)),
                facts: facts(view, at, notes.count() - before),
                title_notes,
                pieces,
            });
        }
        let layers = Overlay { layers: Layers::PAGE.with(Layers::SEEN), ..Overlay::default() };
        let title = (!repeated).then(|| renderer.inline(Place::PartTitle(part_at), &layers));
        parts.push(PartView { title, sections });
    }
    let words = edition.count_words();
    let page = AllPage {
        frame: Frame::of_report(
            view,
            &Address::All(view.slug().clone()),
            view.words.all_on_one_page(),
            &view.words.all_about(report.full_title()),
        ),
        title: report.title.clone(),
        subtitle: report.subtitle.clone(),
        authors: phrase::authors(view.words, report),
        facts: vec![
            view.words.words(words),
            view.words.minutes(phrase::minutes(words)),
            view.words.notes(notes.count()),
        ],
        parts,
    };
    Ok(super::print(&page)?.into())
}
