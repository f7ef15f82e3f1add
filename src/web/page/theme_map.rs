//! The map on a report's front page: which judgment spends its words on which theme.

use crate::annotate::theme_shares;
use crate::library::lookup;
use crate::model::Point;

use super::view::View;

/// Shades of a cell, beside none.
const SHADES: f64 = 5.0;

/// A table with a row a theme and a column a judgment.
pub(super) struct ThemeMap {
    pub(super) judgments: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// A judgment.
pub(super) struct Column {
    pub(super) number: u32,
    pub(super) href: String,
    pub(super) statement: String,
}

/// A theme.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) href: String,
    /// One a judgment; `None` where the theme is not touched.
    pub(super) cells: Vec<Option<Cell>>,
}

/// A theme's share of a judgment.
pub(super) struct Cell {
    /// Leads to the first text of the judgment that carries the theme.
    pub(super) href: String,
    /// In hundredths of the judgment's words, at least 1.
    pub(super) percent: u32,
    /// 1, the lightest, to 5.
    pub(super) shade: u32,
    /// For those who do not see the table.
    pub(super) name: String,
}

/// The map of a report; `None` without themes or judgments.
pub(super) fn of_report(view: View<'_>) -> Option<ThemeMap> {
    let edition = view.edition();
    let themes = &view.report.register.themes;
    let sections: Vec<(usize, u32)> = (0..edition.sections.len())
        .filter_map(|at| Some((at, edition.sections[at].number?)))
        .collect();
    if themes.is_empty() || sections.is_empty() {
        return None;
    }
    let mut rows: Vec<Row> = themes
        .iter()
        .map(|theme| Row {
            name: theme.name.clone(),
            href: view.address(Point::Theme(theme.id.clone())).to_string(),
            cells: sections.iter().map(|_| None).collect(),
        })
        .collect();
    for (column, &(at, number)) in sections.iter().enumerate() {
        for share in theme_shares::of_section(view.report, at) {
            let point = lookup::point_of(view.report, share.first);
            let percent = whole(share.share * 100.0);
            let row = &mut rows[share.theme];
            row.cells[column] = Some(Cell {
                href: view.address(point).to_string(),
                percent,
                shade: whole((share.share * SHADES).ceil()),
                name: view.words.theme_in_judgment(&row.name, number, percent),
            });
        }
    }
    let judgments = sections.iter().map(|&(at, number)| Column {
        number,
        href: view.section_address(&edition.sections[at]).to_string(),
        statement: edition.sections[at].title.plain().to_owned(),
    });
    Some(ThemeMap { judgments: judgments.collect(), rows })
}

/// A small positive number, rounded, at least 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "shares lie between 0 and 1"
)]
fn whole(number: f64) -> u32 {
    number.round().max(1.0) as u32
}
