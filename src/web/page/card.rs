//! The card of a report or of a point: the picture that stands for its address where it is shared.
//!
//! In: a point. Out: a PNG ([`crate::render::card`]), kept like a page; the store's bound, the
//! number of pages made at once and their deadline are the cards' too.

use axum::http::{HeaderName, HeaderValue};

use crate::cite;
use crate::library::{lookup, name};
use crate::model::{NoteText, Point, Text};
use crate::render::card::{self, Card};
use crate::web::address::Address;
use crate::web::answer::{self, Made};
use crate::web::error::Problem;

use super::phrase;
use super::point::lead_on;
use super::view::View;

const PNG: &str = "image/png";
/// Other sites may show it: that is what it is for.
pub(super) const RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// The card.
///
/// # Errors
/// If there is no such point, or its picture cannot be made.
pub(super) fn make(view: View<'_>, point: Option<&Point>) -> answer::Result {
    if let Some(there) = lead_on(view, point, |there| Address::Card(view.slug().clone(), there))? {
        return Ok(there);
    }
    let report = &view.edition().report;
    let (words, name) = match point {
        Some(point) => (words(view, point), view.name(point)),
        None => (report.full_title(), "Report".to_owned()),
    };
    let number = point.and_then(|point| match point {
        Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..) => {
            view.edition().sections[view.edition().find_section(id)?].number
        }
        _ => None,
    });
    let year = report.published.map(|date| date.year().to_string());
    let imprint: Vec<_> = phrase::imprint(view.words, report).into_iter().chain(year).collect();
    let card = Card {
        words: &words,
        name: &name,
        number,
        title: &report.title,
        imprint: &imprint.join(" · "),
    };
    let picture = card::draw(&card).map_err(|error| {
        tracing::error!(%error, "a card failed");
        Problem::Failed
    })?;
    let made = Made::new(PNG, picture);
    Ok(made.header(RESOURCE_POLICY, HeaderValue::from_static("cross-origin")).into())
}

/// The words of `point`: in quotation marks where they are a part of the author's text.
pub(super) fn words(view: View<'_>, point: &Point) -> String {
    let (edition, register) = (view.edition(), &view.report.register);
    let described = |description: Option<&String>| {
        description.filter(|words| !words.is_empty()).cloned().unwrap_or_else(|| view.name(point))
    };
    match point {
        Point::Section(id) => edition.find_section(id).map_or_else(String::new, |at| {
            let section = &edition.sections[at];
            match section.number {
                Some(_) => section.title.plain().to_owned(),
                None => name::section(section),
            }
        }),
        Point::Block(..) | Point::Sentence(..) => {
            super::point::words(view, point).map(cite::quote).unwrap_or_default()
        }
        Point::Note(number) => {
            let note = lookup::note(view.report, *number);
            let text = note.as_ref().and_then(|note| note.text).map(plain);
            let gloss =
                || note.as_ref().and_then(|note| note.gloss).map(|gloss| gloss.text.clone());
            text.filter(|text| !text.is_empty()).or_else(gloss).unwrap_or_else(|| view.name(point))
        }
        Point::Entity(id) => {
            described(register.find_entity(id).map(|at| &register.entities[at].description))
        }
        Point::Theme(id) => {
            described(register.find_theme(id).map(|at| &register.themes[at].description))
        }
        Point::Page(_) => view.name(point),
    }
}

fn plain(note: &NoteText) -> String {
    note.paragraphs.iter().map(Text::plain).collect::<Vec<_>>().join(" ")
}
