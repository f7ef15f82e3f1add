//! A report or a point on a small page of its own, which other sites show in a frame.
//!
//! In: a point. Out: its words, whose they are and the way to them, without script. It is the one
//! page that may stand in a frame, by headers of its own.

use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;

use crate::model::Point;
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer;
use crate::web::assets;
use crate::web::words::Words;

use super::card::RESOURCE_POLICY;
use super::phrase;
use super::point::lead_on;
use super::view::View;

/// Our own style and typefaces, and any site around us.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'none'; \
     base-uri 'none'; frame-ancestors *",
);

#[derive(Template)]
#[template(path = "embed.html")]
struct EmbedPage {
    /// What the page says.
    words: Words,
    /// The attribute of the report's language.
    own: Html,
    style: &'static str,
    /// The point's name; the report's title for the report itself.
    name: String,
    /// Empty for the report itself, whose title says it all.
    text: String,
    /// Whether the words are the editor's.
    edited: bool,
    /// Where the point is.
    canonical: String,
    title: String,
    imprint: String,
    /// The date for machines and for people.
    published: Option<(String, String)>,
}

/// The page.
///
/// # Errors
/// If there is no such point, or the template fails.
pub(super) fn make(view: View<'_>, point: Option<&Point>) -> answer::Result {
    if let Some(there) = lead_on(view, point, |there| Address::Embed(view.slug().clone(), there))? {
        return Ok(there);
    }
    let report = &view.edition().report;
    let whole = Address::Report(report.slug.clone());
    let page = EmbedPage {
        own: view.own(),
        style: assets::url("embed.css"),
        name: point.map_or_else(|| report.full_title(), |point| view.name(point)),
        words: view.words,
        text: words(view, point),
        edited: matches!(point, Some(Point::Entity(_) | Point::Theme(_))),
        canonical: view.absolute(&point.map_or(whole, |point| view.address(point.clone()))),
        title: report.full_title(),
        imprint: phrase::imprint(view.words, report).join(view.words.comma()),
        published: report.published.map(|date| (date.to_string(), view.words.date(date))),
    };
    let made = super::print(&page)?.header(CONTENT_SECURITY_POLICY, POLICY);
    Ok(made.header(RESOURCE_POLICY, HeaderValue::from_static("cross-origin")).into())
}

/// The words that the page shows.
pub(super) fn words(view: View<'_>, point: Option<&Point>) -> String {
    point.map(|point| super::card::words(view, point)).unwrap_or_default()
}
