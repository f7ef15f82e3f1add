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
use crate::web::answer::{self, Answer, Made};
use crate::web::error::Problem;

use super::frame::Frame;
use super::phrase;
use super::point::find;
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

/// What is cited: `point` of the report, or all of it.
///
/// # Errors
/// If there is no such point, or none that has a place in the text.
pub(crate) fn cited<'a>(
    view: View<'a>,
    point: Option<&Point>,
    accessed: Option<Date>,
) -> Result<Cited<'a>, Problem> {
    let address = match point {
        Some(point) => view.address(find(view, point)?),
        None => Address::Report(view.slug().clone()),
    };
    let here = Some(view.absolute(&address)).filter(|url| !url.starts_with('/'));
    Ok(view.work().cite(point.and_then(|point| locator(view, point)), here, accessed))
}

/// Where `point` is found where it is not found at its own address.
fn elsewhere(view: View<'_>, point: Option<&Point>) -> Result<Option<Point>, Problem> {
    let there = point.map(|point| find(view, point)).transpose()?;
    Ok(there.filter(|there| Some(there) != point))
}

fn moved(to: Address) -> Answer {
    Answer::Redirect { to, permanent: true }
}

fn locator(view: View<'_>, point: &Point) -> Option<Locator> {
    let edition = view.edition();
    match point {
        Point::Section(id) => {
            let at = edition.find_section(id)?;
            Some(Locator::of_section(edition, &name::section(&edition.sections[at]), at))
        }
        Point::Block(id, block) => {
            let at = edition.find_section(id)?;
            let block = edition.find_block(at, block)?;
            let place = Place::Block { section: at, block };
            let whole = Span::new(0, edition.text(place).plain().len());
            let section = name::section(&edition.sections[at]);
            Some(Locator::of_words(edition, &section, place, whole))
        }
        Point::Sentence(id, ..) => {
            let quote = view.quote(point)?;
            let section = name::section(&edition.sections[edition.find_section(id)?]);
            Some(Locator::of_words(edition, &section, quote.place, quote.span))
        }
        Point::Note(number) => Some(Locator::of_note(*number)),
        Point::Entity(_) | Point::Theme(_) | Point::Page(_) => None,
    }
}

/// The words that a citation of `point` is for: a block whole, a statement, a sentence.
pub(crate) fn words<'a>(view: View<'a>, point: &Point) -> Option<&'a str> {
    match point {
        Point::Block(id, block) => {
            let at = view.edition().find_section(id)?;
            let block = view.edition().find_block(at, block)?;
            Some(view.edition().sections[at].blocks[block].text.plain())
        }
        Point::Section(id) => {
            let at = view.edition().find_section(id)?;
            let section = &view.edition().sections[at];
            section.number.map(|_| section.title.plain())
        }
        Point::Sentence(..) => view.quote(point).map(|quote| quote.words),
        _ => None,
    }
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
    if let Some(there) = elsewhere(view, point)? {
        return Ok(moved(Address::Cite(view.slug().clone(), Some(there))));
    }
    let cited = cited(view, point, accessed)?;
    let links = view.links(false);
    let renderer = Renderer::new(view.report, &links);
    let style = |style: Style| {
        let citation = cited.in_style(style);
        StyleView {
            id: style.id(),
            name: style.name(),
            entry: renderer.bare(&citation.entry),
            in_text: citation.in_text.as_ref().map(|text: &Text| renderer.bare(text)),
        }
    };
    let slug = view.slug();
    let file = |file: File| FileView {
        name: file.name(),
        href: CiteQuery {
            address: Address::CiteFile(slug.clone(), point.cloned(), file),
            accessed,
        }
        .to_string(),
        media_type: file.media_type().split(';').next().unwrap_or_default(),
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
    if let Some(there) = elsewhere(view, point)? {
        return Ok(moved(Address::CiteFile(view.slug().clone(), Some(there), file)));
    }
    let cited = cited(view, point, accessed)?;
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
