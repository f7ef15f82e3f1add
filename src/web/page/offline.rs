//! Reading without a connection: what a browser keeps, and what it needs for it.
//!
//! In: a report. Out: the list of the files that read it alone ([`list_files`]), each with a hash
//! of its bytes, so that a copy is either the whole of one list or none. Besides: the application
//! manifest, the worker's script, and the page that stands for what is not kept. The server knows
//! nothing of what a browser keeps; `static/offline/` does the keeping.

use std::fmt::Write as _;

use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::VARY;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::model::Point;
use crate::web::address::{Address, Form};
use crate::web::answer::{self, Answer, JSON, Made};
use crate::web::assets;
use crate::web::document::Document;
use crate::web::query::Query;

use super::frame::Frame;
use super::view::View;
use super::{Shelf, machines};

/// Octets of a file's hash.
const HASHED: usize = 16;

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    frame: Frame,
}

/// The files of a kept copy.
#[derive(Debug, Serialize)]
struct KeptFiles {
    /// What the report is called.
    title: String,
    /// A hash of all that follows: another one is another copy.
    version: String,
    /// Octets to fetch, each file in its shortest encoding.
    fetched: usize,
    /// Octets to keep.
    stored: usize,
    /// Path, hash of its bytes before any encoding, octets to fetch; sections in their order.
    files: Vec<(String, String, usize)>,
}

/// What browsers need to know to offer the site as an application (W3C, Web Application Manifest).
pub(super) fn manifest(shelf: Shelf<'_>) -> Made {
    let drawings = [("icon.svg", "any"), ("icon-maskable.svg", "maskable")];
    let drawings = drawings.map(|(name, purpose)| {
        json!({
            "src": assets::url(name), "type": "image/svg+xml", "sizes": "any", "purpose": purpose,
        })
    });
    let pictures = assets::icons().map(|(url, width, may_be_cut)| {
        let purpose = if may_be_cut { "maskable" } else { "any" };
        json!({
            "src": url, "type": "image/png", "sizes": format!("{width}x{width}"),
            "purpose": purpose,
        })
    });
    let icons: Vec<_> = drawings.into_iter().chain(pictures).collect();
    let home = Address::Library.to_string();
    // The colours are those of the light page (`static/style/1-base.css`); pages name both.
    let manifest = json!({
        "id": home,
        "name": "Sidenote",
        "short_name": "Sidenote",
        "description": shelf.words().library_about(),
        "lang": shelf.language.tag(),
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "theme_color": "#fcfbf8",
        "background_color": "#fcfbf8",
        "icons": icons,
    });
    varied(Made::new("application/manifest+json", manifest.to_string()))
}

/// The script that answers in the server's place.
pub(super) fn worker() -> Made {
    Made::new("text/javascript; charset=utf-8", assets::worker())
}

/// The page of what is kept. The worker gives it in place of pages that are not, and of search.
///
/// # Errors
/// If the template fails.
pub(super) fn make(shelf: Shelf<'_>) -> answer::Result {
    let words = shelf.words();
    let (title, about) = (words.kept_reports(), words.kept_about());
    let frame = Frame::of_library(shelf, title, about, Some(&Address::Offline));
    Ok(super::print(&OfflinePage { frame: Frame { noindex: true, ..frame } })?.into())
}

/// Everything that a browser needs to read and search the report alone: its pages, its sections as
/// data, the pages of the site that live in the browser, and what pages are drawn with.
///
/// Blocks, sentences, notes and printed pages have no file of their own: they stand on a page
/// that is kept.
///
/// # Errors
/// If a page cannot be made.
pub(super) fn list_files(shelf: Shelf<'_>, view: View<'_>) -> answer::Result {
    let mut pages = machines::pages(view.report);
    pages.retain(|page| !matches!(page, Address::Point(_, Point::Note(_))));
    let sections = view.edition().sections.iter();
    pages.extend(
        sections.map(|section| Address::Form(view.slug().clone(), section.id.clone(), Form::Json)),
    );
    pages.extend([Address::Offline, Address::Basket, Address::Highlights]);

    let mut list = KeptFiles {
        title: view.edition().report.title.clone(),
        version: String::new(),
        fetched: 0,
        stored: 0,
        files: Vec::new(),
    };
    for address in pages {
        if let Answer::Made(made) = super::make(shelf, &address, &Query::default())? {
            list.add(address.to_string(), &Document::page(made));
        }
    }
    // Pictures are for systems that install, and licences for people who look.
    let is_drawn = |url: &str| !matches!(url.rsplit('.').next(), Some("png" | "txt"));
    for (url, document) in assets::all().filter(|(url, _)| is_drawn(url)) {
        list.add(url.to_owned(), document);
    }
    let mut all = Sha256::new();
    for (path, hash, _) in &list.files {
        all.update(format!("{path} {hash}\n"));
    }
    list.version = hex(&all.finalize());
    let text = serde_json::to_string(&list).expect("strings and numbers");
    Ok(varied(Made::new(JSON, text)).into())
}

/// `made`, which is no page and yet is another in another language.
fn varied(made: Made) -> Made {
    made.header(VARY, HeaderValue::from_static("accept-language, cookie"))
}

impl KeptFiles {
    fn add(&mut self, path: String, document: &Document) {
        let fetched = document.shortest();
        self.fetched += fetched;
        self.stored += document.size();
        self.files.push((path, hex(&document.digest()), fetched));
    }
}

fn hex(digest: &[u8]) -> String {
    digest[..HASHED].iter().fold(String::new(), |mut text, octet| {
        let _ = write!(text, "{octet:02x}");
        text
    })
}
