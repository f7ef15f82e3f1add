//! The themes, and each theme with the texts that it is attached to.

use askama::Template;

use crate::library::lookup;
use crate::model::{Point, ThemeId};
use crate::web::address::Address;
use crate::web::answer;

use super::frame::Frame;
use super::nearest;
use super::phrase;
use super::view::View;

#[derive(Template)]
#[template(path = "themes.html")]
struct ThemesPage {
    frame: Frame,
    themes: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    description: String,
    /// How many texts it is attached to.
    count: usize,
    judgments: Vec<Judgment>,
}

struct Judgment {
    number: u32,
    href: String,
}

#[derive(Template)]
#[template(path = "theme.html")]
struct ThemePage {
    frame: Frame,
    list: Address,
    name: String,
    description: String,
    excludes: Option<String>,
    count: usize,
    sections: Vec<SectionTexts>,
}

/// The texts of one section.
struct SectionTexts {
    name: String,
    title: String,
    href: String,
    rows: Vec<TextRow>,
}

/// A text that the theme is attached to.
struct TextRow {
    words: String,
    href: String,
    name: String,
    page: Option<String>,
}

fn judgments(view: View<'_>, numbers: &[u32]) -> Vec<Judgment> {
    let number = |&number: &u32| Judgment {
        number,
        href: view
            .address(Point::Section(crate::model::SectionId::of_judgment(number)))
            .to_string(),
    };
    numbers.iter().map(number).collect()
}

/// The list of themes.
///
/// # Errors
/// If the template fails.
pub(super) fn make_list(view: View<'_>) -> answer::Result {
    let row = |(at, theme): (usize, &crate::model::Theme)| {
        let attached = lookup::attached(view.report, at);
        Row {
            href: view.address(Point::Theme(theme.id.clone())).to_string(),
            name: theme.name.clone(),
            description: theme.description.clone(),
            count: attached.points.len(),
            judgments: judgments(view, &attached.judgments),
        }
    };
    let themes: Vec<_> = view.report.register.themes.iter().enumerate().map(row).collect();
    let description = view.words.themes_about(themes.len(), view.edition().report.full_title());
    let address = Address::Themes(view.slug().clone());
    let page = ThemesPage {
        frame: Frame::of_report(view, &address, view.words.themes_title(), &description),
        themes,
    };
    Ok(super::print(&page)?.into())
}

/// The page of one theme.
///
/// # Errors
/// If there is no such theme.
pub(super) fn make_one(view: View<'_>, id: &ThemeId) -> answer::Result {
    let register = &view.report.register;
    let at = register.find_theme(id).ok_or_else(|| nearest::theme(view, id))?;
    let theme = &register.themes[at];
    let attached = lookup::attached(view.report, at);
    let address = view.address(Point::Theme(id.clone()));
    let page = ThemePage {
        frame: Frame::of_report(view, &address, &theme.name, &theme.description),
        list: Address::Themes(view.slug().clone()),
        name: theme.name.clone(),
        description: theme.description.clone(),
        excludes: theme.excludes.clone(),
        count: attached.points.len(),
        sections: group(view, &attached.points),
    };
    Ok(super::print(&page)?.into())
}

fn group(view: View<'_>, points: &[Point]) -> Vec<SectionTexts> {
    let mut sections: Vec<SectionTexts> = Vec::new();
    for point in points {
        let (Point::Section(id) | Point::Block(id, _)) = point else { continue };
        let Some(place) = lookup::place_of(view.report, point) else { continue };
        let row = TextRow {
            words: phrase::cut(view.edition().text(place).plain(), 280),
            href: view.address(point.clone()).to_string(),
            name: view.name(point),
            page: view.edition().page_at(place, 0).map(ToString::to_string),
        };
        let section = Point::Section(id.clone());
        let href = view.address(section.clone()).to_string();
        if let Some(last) = sections.last_mut().filter(|last| last.href == href) {
            last.rows.push(row);
            continue;
        }
        let at = view.edition().find_section(id);
        let own = at.map(|at| &view.edition().sections[at]);
        let title = own.filter(|own| own.number.is_some());
        sections.push(SectionTexts {
            name: view.name(&section),
            title: title.map(|own| own.title.plain().to_owned()).unwrap_or_default(),
            href,
            rows: vec![row],
        });
    }
    sections
}
