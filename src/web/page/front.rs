//! A report's front page: what it is, its statements at a glance, the ways into it.

use askama::Template;

use crate::library::lookup;
use crate::model::{Author, Place, SectionKind};
use crate::render::{Html, Layers, Overlay, Renderer};
use crate::web::address::Address;
use crate::web::answer;

use super::frame::Frame;
use super::phrase;
use super::theme_map::{self, ThemeMap};
use super::view::{View, section_label};

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage {
    frame: Frame,
    title: String,
    subtitle: Option<String>,
    authors: Vec<Author>,
    facts: Vec<String>,
    parts: Vec<PartView>,
    /// Where reading begins.
    first: Option<String>,
    judgments: usize,
    map: Option<ThemeMap>,
}

struct PartView {
    /// Absent where its one section carries the same title.
    title: Option<String>,
    rows: Vec<Row>,
}

/// A section at a glance.
struct Row {
    href: String,
    kind: &'static str,
    number: Option<u32>,
    title: Html,
    facts: Vec<String>,
}

/// The front page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>) -> answer::Result {
    let edition = view.edition();
    let report = &edition.report;
    let counts = lookup::count(view.report);
    let mut facts = vec![
        phrase::count(counts.text.judgments, "judgment", "judgments"),
        phrase::count(counts.text.words, "word", "words"),
        format!("{}\u{a0}min to read", phrase::minutes(counts.text.words)),
        phrase::count(counts.notes, "note", "notes"),
        phrase::count(counts.entities, "entity", "entities"),
        phrase::count(counts.themes, "theme", "themes"),
        phrase::count(counts.text.pages, "printed page", "printed pages"),
    ];
    facts.retain(|fact| !fact.starts_with("0\u{a0}"));
    let description = format!(
        "{}, by {}. An annotated reading edition: {}.",
        report.full_title(),
        phrase::authors(report),
        facts[..facts.len().min(4)].join(", ")
    );
    let page = FrontPage {
        frame: Frame::of_report(
            view,
            &Address::Report(report.slug.clone()),
            &report.full_title(),
            &description,
        ),
        title: report.title.clone(),
        subtitle: report.subtitle.clone(),
        authors: report.authors.clone(),
        facts,
        parts: parts(view),
        first: edition.sections.first().map(|first| view.section_address(first).to_string()),
        judgments: counts.text.judgments,
        map: theme_map::of_report(view),
    };
    Ok(super::print(&page)?.into())
}

fn parts(view: View<'_>) -> Vec<PartView> {
    let edition = view.edition();
    let links = view.links(false);
    let renderer = Renderer::new(view.report, &links);
    let plain = Overlay { layers: Layers::NONE, ..Overlay::default() };
    let row = |at: usize| {
        let section = &edition.sections[at];
        let notes = edition
            .markers()
            .iter()
            .filter(|marker| match marker.place {
                Place::PartTitle(_) => false,
                Place::Title { section } | Place::Block { section, .. } => section == at,
            })
            .count();
        let mut facts = vec![format!("{}\u{a0}min", phrase::minutes(section.count_words()))];
        if notes > 0 {
            facts.push(phrase::count(notes, "note", "notes"));
        }
        if let Some(page) = &section.page {
            facts.push(format!("p.\u{a0}{page}"));
        }
        Row {
            href: view.section_address(section).to_string(),
            kind: section.kind.name(),
            number: section.number,
            title: if section.kind == SectionKind::Judgment {
                renderer.inline(Place::Title { section: at }, &plain)
            } else {
                renderer.bare(&section_label(section).as_str().into())
            },
            facts,
        }
    };
    let part = |part: &crate::model::Part| {
        let repeated = part.sections.clone().any(|at| edition.repeats_part_title(at));
        PartView {
            title: (!repeated).then(|| part.title.plain().to_owned()),
            rows: part.sections.clone().map(row).collect(),
        }
    };
    edition.parts.iter().map(part).collect()
}
