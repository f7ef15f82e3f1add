//! What the judgments rest on: claims that carry a note by the source that their sentence names,
//! sentences that carry none, and, the other way round, what leans on each document.

use askama::Template;

use crate::annotate::evidence::{self, Evidence, MarkedSentence, Reliance};
use crate::library::lookup;
use crate::model::{Point, SourceKind, Span};
use crate::web::address::{Address, Fragment};
use crate::web::answer;
use crate::web::words::Words;

use super::frame::Frame;
use super::phrase;
use super::view::View;

#[derive(Template)]
#[template(path = "evidence.html")]
struct EvidencePage {
    frame: Frame,
    /// Names of the kinds of source, as columns.
    kinds: Vec<&'static str>,
    sections: Vec<SectionRow>,
    documents: Vec<DocumentRow>,
}

/// A section's evidence.
struct SectionRow {
    id: String,
    name: String,
    title: String,
    href: String,
    /// Sentences in all, with a note, without.
    sentences: usize,
    marked: usize,
    unmarked: usize,
    /// Notes of each kind, as in [`EvidencePage::kinds`].
    counts: Vec<usize>,
    claims: Vec<Claims>,
}

/// Claims whose sentence names one kind of source.
struct Claims {
    kind: &'static str,
    rows: Vec<Claim>,
}

/// A claim that carries a note.
struct Claim {
    note: u32,
    note_href: String,
    /// The gloss, else the sentence.
    words: String,
    source: Option<String>,
    href: String,
    name: String,
}

/// A document and what leans on it.
struct DocumentRow {
    name: String,
    href: String,
    sections: Vec<Leaning>,
}

/// How one section leans on a document.
pub(super) struct Leaning {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) mentions: String,
    pub(super) notes: String,
}

/// The page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>) -> answer::Result {
    let sections = (0..view.edition().sections.len())
        .map(|at| (at, evidence::of_section(view.report, at)))
        .filter(|(_, evidence)| !evidence.marked.is_empty() || !evidence.unmarked.is_empty());
    let documents = evidence::of_documents(view.report);
    let description = view.words.evidence_about(view.edition().report.full_title());
    let address = Address::Evidence(view.slug().clone());
    let page = EvidencePage {
        frame: Frame::of_report(view, &address, view.words.evidence_title(), &description),
        kinds: SourceKind::ALL.into_iter().map(|kind| column(view.words, kind)).collect(),
        sections: sections.map(|(at, evidence)| section_row(view, at, &evidence)).collect(),
        documents: documents
            .iter()
            .filter(|(_, sections)| !sections.is_empty())
            .map(|(entity, sections)| document_row(view, *entity, sections))
            .collect(),
    };
    Ok(super::print(&page)?.into())
}

/// A kind of source as a column's head.
fn column(words: Words, kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::None => words.none_named(),
        _ => words.source_kind(kind),
    }
}

fn section_row(view: View<'_>, at: usize, evidence: &Evidence) -> SectionRow {
    let section = &view.edition().sections[at];
    let claims = SourceKind::ALL.into_iter().map(|kind| Claims {
        kind: view.words.source_kind(kind),
        rows: evidence.of_kind(kind).map(|marked| claim(view, marked)).collect(),
    });
    let marked = evidence.count_marked();
    SectionRow {
        id: Fragment::InAll(section.id.clone()).to_string(),
        name: view.name(&Point::Section(section.id.clone())),
        title: section.number.map(|_| section.title.plain().to_owned()).unwrap_or_default(),
        href: view.section_address(section).to_string(),
        sentences: marked + evidence.unmarked.len(),
        marked,
        unmarked: evidence.unmarked.len(),
        counts: SourceKind::ALL.into_iter().map(|kind| evidence.of_kind(kind).count()).collect(),
        claims: claims.filter(|claims| !claims.rows.is_empty()).collect(),
    }
}

fn claim(view: View<'_>, marked: &MarkedSentence) -> Claim {
    let span = view
        .report
        .annotations
        .of(marked.place)
        .and_then(|texts| texts.sentences.get(marked.sentence).copied())
        .unwrap_or(Span::at(0));
    let quote = lookup::quote_at(view.report, marked.place, span);
    let gloss = view.report.register.gloss(marked.note);
    Claim {
        note: marked.note.get(),
        note_href: view.address(Point::Note(marked.note)).to_string(),
        words: gloss.map_or_else(|| phrase::cut(quote.words, 200), |gloss| gloss.text.clone()),
        source: gloss.and_then(|gloss| gloss.source.name.clone()),
        href: view.address(quote.point.clone()).to_string(),
        name: view.name(&quote.point),
    }
}

fn document_row(view: View<'_>, entity: usize, sections: &[Reliance]) -> DocumentRow {
    let entity = &view.report.register.entities[entity];
    DocumentRow {
        name: entity.name.clone(),
        href: view.address(Point::Entity(entity.id.clone())).to_string(),
        sections: sections.iter().map(|reliance| leaning(view, *reliance)).collect(),
    }
}

/// How a section leans on a document, ready to print.
pub(super) fn leaning(view: View<'_>, reliance: Reliance) -> Leaning {
    let section = &view.edition().sections[reliance.section];
    Leaning {
        name: view.name(&Point::Section(section.id.clone())),
        href: view.section_address(section).to_string(),
        mentions: view.words.mentions(reliance.mentions),
        notes: view.words.notes(reliance.markers),
    }
}
