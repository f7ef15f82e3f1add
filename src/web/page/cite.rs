//! The citations of a report or of a point of its text, and the files for reference managers.
//!
//! Both are made without the clock: the day of access is the reader's to say, by `?accessed=`.

use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use jiff::civil::Date;

use crate::cite::{Cited, File, Locator, Style};
use crate::library::name;
use crate::model::{Place, Point, Span, Text};
use crate::render::{Html, Renderer};
use crate::web::address::{Address, CiteQuery};
use crate::web::answer::{self, Made, essence};

use super::frame::Frame;
use super::phrase;
use super::point::{lead_on, words};
use super::view::View;

#[derive(Template)]
#[template(path = "cite.html")]
struct CitePage {
    frame: Frame,
    /// What is cited: `Judgment 4, paragraph 3`; absent for the whole report.
    name: Option<String>,
    words: String,
    /// The point's own page.
    href: String,
    whole: String,
    here: String,
    accessed: String,
    styles: Vec<StyleView>,
    files: Vec<FileView>,
}

struct StyleView {
    id: &'static str,
    name: &'static str,
    entry: Html,
    in_text: Option<Html>,
}

struct FileView {
    name: &'static str,
    href: String,
    media_type: &'static str,
}

/// What is cited: `point` of the report, which exists, or all of it.
pub(crate) fn cited<'a>(
    view: View<'a>,
    point: Option<&Point>,
    accessed: Option<Date>,
) -> Cited<'a> {
    let address = match point {
        Some(point) => view.address(point.clone()),
        None => Address::Report(view.slug().clone()),
    };
    let here = Some(view.absolute(&address)).filter(|url| !url.starts_with('/'));
    view.work().cite(point.and_then(|point| locator(view, point)), here, accessed)
}

/// Where `point` is in the report; none for what is not a part of its text.
fn locator(view: View<'_>, point: &Point) -> Option<Locator> {
    let id = match point {
        Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..) => id,
        Point::Note(number) => return Some(Locator::of_note(*number)),
        Point::Entity(_) | Point::Theme(_) | Point::Page(_) => return None,
    };
    let edition = view.edition();
    let at = edition.find_section(id)?;
    let section = name::section(&edition.sections[at]);
    Some(match point {
        Point::Block(_, block) => {
            let place = Place::Block { section: at, block: edition.find_block(at, block)? };
            let whole = Span::new(0, edition.text(place).plain().len());
            Locator::of_words(edition, &section, place, whole)
        }
        Point::Sentence(..) => {
            let quote = view.quote(point)?;
            Locator::of_words(edition, &section, quote.place, quote.span)
        }
        _ => Locator::of_section(edition, &section, at),
    })
}

/// The page of citations.
///
/// # Errors
/// If there is no such point.
pub(super) fn make(
    view: View<'_>,
    point: Option<&Point>,
    accessed: Option<Date>,
) -> answer::Result {
    let slug = view.slug();
    if let Some(there) = lead_on(view, point, |there| Address::Cite(slug.clone(), there))? {
        return Ok(there);
    }
    let cited = cited(view, point, accessed);
    let links = view.links(false);
    let renderer = Renderer::new(view.report, &links);
    let style = |style: Style| {
        let citation = cited.in_style(style);
        StyleView {
            id: style.id(),
            name: match style {
                Style::ChicagoNote => view.words.in_chicago_note(),
                Style::ChicagoBibliography => view.words.in_chicago_bibliography(),
                Style::Apa | Style::Mla | Style::Harvard => style.name(),
            },
            entry: renderer.bare(&citation.entry),
            in_text: citation.in_text.as_ref().map(|text: &Text| renderer.bare(text)),
        }
    };
    let file = |file: File| FileView {
        name: file.name(),
        href: CiteQuery {
            address: Address::CiteFile(slug.clone(), point.cloned(), file),
            accessed,
        }
        .to_string(),
        media_type: essence(file.media_type()),
    };
    let name = point.map(|point| view.name(point));
    let title = match &name {
        Some(name) => view.words.cite_named(name),
        None => view.words.cite_report().to_owned(),
    };
    let description =
        view.words.cite_about(name.as_deref().unwrap_or(view.words.the_report_large()));
    let address = Address::Cite(slug.clone(), point.cloned());
    let whole = Address::Report(slug.clone());
    let page = CitePage {
        frame: Frame { noindex: true, ..Frame::of_report(view, &address, &title, &description) },
        name,
        words: point
            .and_then(|point| words(view, point))
            .map_or(String::new(), |words| phrase::cut(words, 400)),
        href: point.map_or(whole.clone(), |point| view.address(point.clone())).to_string(),
        whole: Address::Cite(slug.clone(), None).to_string(),
        here: address.to_string(),
        accessed: accessed.map(|day| day.to_string()).unwrap_or_default(),
        styles: Style::ALL.map(style).into(),
        files: File::ALL.map(file).into(),
    };
    Ok(super::print(&page)?.into())
}

/// A file for reference managers.
///
/// # Errors
/// If there is no such point.
pub(super) fn make_file(
    view: View<'_>,
    point: Option<&Point>,
    file: File,
    accessed: Option<Date>,
) -> answer::Result {
    let at = |there| Address::CiteFile(view.slug().clone(), there, file);
    if let Some(there) = lead_on(view, point, at)? {
        return Ok(there);
    }
    let cited = cited(view, point, accessed);
    let place = point.map(|point| format!("-{point}").replace('/', "-")).unwrap_or_default();
    // BibLaTeX files end like BibTeX's where they are used.
    let ending = if file == File::Biblatex { "bib" } else { file.extension() };
    let name = format!("attachment; filename=\"{}{place}.{ending}\"", cited.work.key());
    let made = Made::new(file.media_type(), cited.file(file));
    // Keys and points are ASCII without quotation marks.
    Ok(match HeaderValue::from_str(&name) {
        Ok(name) => made.header(CONTENT_DISPOSITION, name),
        Err(_) => made,
    }
    .into())
}
