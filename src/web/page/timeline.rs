//! What a report dates: a picture of dots by year, and the sentences in order.

use askama::Template;

use crate::annotate::dates::{FoundDate, Precision};
use crate::annotate::timeline::{self, TimelineEntry};
use crate::library::lookup;
use crate::model::Span;
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer;

use super::frame::Frame;
use super::phrase;
use super::view::View;

/// Pixels between two columns of the picture, between two dots, and above its baseline's labels.
const COLUMN: usize = 44;
const DOT: usize = 13;
const LABELS: usize = 26;

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    frame: Frame,
    count: usize,
    picture: Picture,
    years: Vec<Year>,
}

/// Dots in columns, one column a year that the report dates.
struct Picture {
    width: usize,
    height: usize,
    baseline: usize,
    columns: Vec<Column>,
}

struct Column {
    x: usize,
    label: String,
    label_y: usize,
    /// Whether years before it are left out.
    gap: Option<usize>,
    dots: Vec<Dot>,
}

struct Dot {
    x: usize,
    y: usize,
    /// The id of the entry in the list.
    id: String,
    title: String,
    /// How exactly the date is known: a whole dot, or a ring for a year or more.
    exact: bool,
}

/// The entries that begin in one year.
struct Year {
    label: String,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    date: String,
    datetime: Option<String>,
    sentence: Html,
    href: String,
    name: String,
    page: Option<String>,
}

/// The page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>) -> answer::Result {
    let entries = timeline::of_report(view.report);
    let description = view.words.timeline_about(view.edition().report.full_title());
    let mut years: Vec<Year> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let label = entry.date.start.year().to_string();
        let row = row(view, at, entry);
        match years.last_mut().filter(|year| year.label == label) {
            Some(year) => year.rows.push(row),
            None => years.push(Year { label, rows: vec![row] }),
        }
    }
    let address = Address::Timeline(view.slug().clone());
    let page = TimelinePage {
        frame: Frame::of_report(view, &address, view.words.timeline_title(), &description),
        count: entries.len(),
        picture: draw(view, &entries),
        years,
    };
    Ok(super::print(&page)?.into())
}

fn row(view: View<'_>, at: usize, entry: &TimelineEntry) -> Row {
    let quote = lookup::quote_at(view.report, entry.place, entry.date.span);
    Row {
        id: entry_id(at),
        date: words(view, entry),
        datetime: datetime(&entry.date),
        sentence: view.excerpt(&quote, &[entry.date.span]),
        href: view.address(quote.point.clone()).to_string(),
        name: view.name(&quote.point),
        page: view.page_of(&quote).map(ToString::to_string),
    }
}

fn entry_id(at: usize) -> String {
    format!("date-{}", at + 1)
}

/// The date as the report writes it.
fn words(view: View<'_>, entry: &TimelineEntry) -> String {
    let Span { start, end } = entry.date.span;
    view.edition().text(entry.place).plain()[start..end].to_owned()
}

/// The date for machines, where HTML has a form for its precision.
fn datetime(date: &FoundDate) -> Option<String> {
    let start = date.start;
    match date.precision {
        Precision::Day => Some(start.to_string()),
        Precision::Month => Some(start.strftime("%Y-%m").to_string()),
        Precision::Year => Some(start.strftime("%Y").to_string()),
        _ => None,
    }
}

fn draw(view: View<'_>, entries: &[TimelineEntry]) -> Picture {
    let mut columns: Vec<(i16, Vec<usize>)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let year = entry.date.start.year();
        match columns.last_mut().filter(|(own, _)| *own == year) {
            Some((_, own)) => own.push(at),
            None => columns.push((year, vec![at])),
        }
    }
    let tallest = columns.iter().map(|(_, own)| own.len()).max().unwrap_or(1);
    let baseline = tallest * DOT + DOT;
    let dot = |x: usize, level: usize, at: usize| {
        let entry = &entries[at];
        let quote = lookup::quote_at(view.report, entry.place, entry.date.span);
        Dot {
            x,
            y: baseline - DOT / 2 - 4 - level * DOT,
            id: entry_id(at),
            title: format!("{}: {}", words(view, entry), phrase::cut(quote.words, 160)),
            exact: entry.date.precision < Precision::Year,
        }
    };
    let drawn = columns.iter().enumerate().map(|(at, (year, own))| {
        let x = COLUMN / 2 + at * COLUMN;
        Column {
            x,
            label: year.to_string(),
            label_y: baseline + LABELS - 8,
            gap: (at > 0 && columns[at - 1].0 + 1 < *year).then(|| x - COLUMN / 2),
            dots: own.iter().enumerate().map(|(level, &entry)| dot(x, level, entry)).collect(),
        }
    });
    Picture {
        width: columns.len() * COLUMN,
        height: baseline + LABELS,
        baseline,
        columns: drawn.collect(),
    }
}
