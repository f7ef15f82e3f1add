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
use super::view::View;

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
    /// What keeps the report in the reader's browser.
    worker: Address,
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
    let words = view.words;
    let minutes = phrase::minutes(counts.text.words);
    let facts = [
        (counts.text.judgments, words.judgments(counts.text.judgments)),
        (counts.text.words, words.words(counts.text.words)),
        (minutes, words.minutes_to_read(minutes)),
        (counts.notes, words.notes(counts.notes)),
        (counts.entities, words.entities(counts.entities)),
        (counts.themes, words.themes(counts.themes)),
        (counts.text.pages, words.printed_pages(counts.text.pages)),
    ];
    let facts = facts.into_iter().filter(|(count, _)| *count > 0);
    let facts: Vec<_> = facts.map(|(_, fact)| fact).collect();
    let description = words.report_about(
        report.full_title(),
        phrase::authors(words, report),
        facts[..facts.len().min(4)].join(words.list_comma()),
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
        worker: Address::Worker,
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
        let mut facts = vec![view.words.minutes(phrase::minutes(section.count_words()))];
        if notes > 0 {
            facts.push(view.words.notes(notes));
        }
        if let Some(page) = &section.page {
            facts.push(view.words.page_short(page));
        }
        Row {
            href: view.section_address(section).to_string(),
            kind: section.kind.name(),
            number: section.number,
            title: if section.kind == SectionKind::Judgment {
                renderer.inline(Place::Title { section: at }, &plain)
            } else {
                renderer.bare(&view.words.section(section).as_str().into())
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
