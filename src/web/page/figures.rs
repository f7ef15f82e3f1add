//! The index of figures: every number with its unit, in its sentence.

use askama::Template;

use crate::annotate::figures::{self, FigureAt, FigureKind};
use crate::library::lookup;
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer;

use super::frame::Frame;
use super::phrase;
use super::view::View;

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage {
    frame: Frame,
    count: usize,
    kinds: Vec<Kind>,
}

/// The figures of one kind.
struct Kind {
    id: &'static str,
    name: &'static str,
    count: usize,
    units: Vec<Unit>,
}

/// The figures of one unit.
struct Unit {
    id: String,
    name: String,
    rows: Vec<Row>,
}

struct Row {
    words: String,
    sentence: Html,
    href: String,
    name: String,
    page: Option<String>,
}

/// A kind as a heading.
const fn title(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Money => "Money",
        FigureKind::Share => "Shares",
        FigureKind::Count => "Counts",
        FigureKind::Node => "Process nodes",
        FigureKind::Measure => "Measures",
        FigureKind::Rank => "Ranks",
        FigureKind::Date => "Dates",
    }
}

/// The page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>) -> answer::Result {
    let found = figures::of_report(view.report);
    let description = format!(
        "Every number in {}, with its unit, in its sentence.",
        view.edition().report.full_title()
    );
    let address = Address::Figures(view.slug().clone());
    let page = FiguresPage {
        frame: Frame::of_report(view, &address, "Figures", &description),
        count: found.len(),
        kinds: FigureKind::ALL
            .into_iter()
            .map(|kind| group(view, kind, &found))
            .filter(|kind| kind.count > 0)
            .collect(),
    };
    Ok(super::print(&page)?.into())
}

fn group(view: View<'_>, kind: FigureKind, found: &[FigureAt]) -> Kind {
    let mut units: Vec<Unit> = Vec::new();
    for at in found.iter().filter(|at| at.figure.kind == kind) {
        // What is counted is nearly always another thing: one group for all of them.
        let name = if kind == FigureKind::Count { "" } else { at.figure.unit.as_str() };
        let row = row(view, at);
        match units.iter_mut().find(|unit| unit.name == name) {
            Some(unit) => unit.rows.push(row),
            None => units.push(Unit {
                id: format!("unit-{}-{}", kind.name(), units.len() + 1),
                name: name.to_owned(),
                rows: vec![row],
            }),
        }
    }
    units.sort_by_key(|unit| std::cmp::Reverse(unit.rows.len()));
    Kind {
        id: kind.name(),
        name: title(kind),
        count: units.iter().map(|unit| unit.rows.len()).sum(),
        units,
    }
}

fn row(view: View<'_>, at: &FigureAt) -> Row {
    let quote = lookup::quote_at(view.report, at.place, at.figure.span);
    Row {
        words: phrase::cut(at.figure.span.of(view.edition().text(at.place).plain()), 60),
        sentence: view.excerpt(&quote, &[at.figure.span]),
        href: view.address(quote.point.clone()).to_string(),
        name: view.name(&quote.point),
        page: view.page_of(&quote).map(ToString::to_string),
    }
}
