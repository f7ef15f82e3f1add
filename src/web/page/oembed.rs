//! How another site shows one of our addresses (oEmbed 1.0): JSON or XML with a frame around its
//! small page ([`super::embed`]).

use askama::Template;
use serde_json::{Value, json};

use crate::render::card;
use crate::web::address::{Address, OembedQuery};
use crate::web::answer::{self, JSON, Made};
use crate::web::error::Problem;

use super::Shelf;
use super::point::find;
use super::view::View;
use super::{embed, feed};

const XML: &str = "text/xml; charset=utf-8";
/// The frame's width where nobody bounds it, in CSS pixels.
const WIDTH: u32 = 600;
/// The highest that a frame asks to be; what is longer scrolls.
const HIGHEST: u32 = 480;
/// What name and imprint take.
const AROUND: u32 = 140;
/// A line of words, and the mean width of a letter.
const LINE: u32 = 27;
const LETTER: u32 = 9;
/// For how long the answer may be kept, in seconds: a day.
const CACHE_AGE: u32 = 86_400;

/// The frame.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<iframe src=\"{{ src }}\" title=\"{{ title }}\" width=\"{{ width }}\" \
              height=\"{{ height }}\" loading=\"lazy\"></iframe>"
)]
struct FrameOf<'a> {
    src: &'a str,
    title: &'a str,
    width: u32,
    height: u32,
}

/// The answer as XML.
#[derive(Template)]
#[template(path = "oembed.xml")]
struct Xml {
    fields: Vec<(String, String)>,
}

/// The answer.
///
/// # Errors
/// If the address is none of our points, or another form than JSON and XML is wanted.
pub(super) fn make(shelf: Shelf<'_>, query: &OembedQuery) -> answer::Result {
    let is_xml = query.format.eq_ignore_ascii_case("xml");
    if !is_xml && !query.format.is_empty() && !query.format.eq_ignore_ascii_case("json") {
        return Err(Problem::Form(
            "only format=json and format=xml are answered; ask for one".into(),
        ));
    }
    let unknown = || Problem::unknown("the url is no report of this site and no point of one");
    let address = query.address(shelf.origin).ok_or_else(unknown)?;
    let Some(Address::Embed(slug, point)) = address.embed() else { return Err(unknown()) };
    let view = View::open(shelf, &slug)?;
    let point = point.map(|point| find(view, &point)).transpose()?;
    let report = &view.edition().report;
    let title = match &point {
        Some(point) => format!("{}: {}", report.title, view.name(point)),
        None => report.full_title(),
    };
    let [most_width, most_height] = query.most;
    let letters = embed::words(view, point.as_ref()).chars().count();
    let (width, height) = size(letters, query.most);
    let whole = |address: Address| view.absolute(&address);
    let src = whole(Address::Embed(slug.clone(), point.clone()));
    let frame = FrameOf { src: &src, title: &title, width, height };
    let frame = frame.render().map_err(|error| {
        tracing::error!(%error, "a template failed");
        Problem::Failed
    })?;
    let mut answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Sidenote",
        "provider_url": whole(Address::Library),
        "cache_age": CACHE_AGE,
        "html": frame,
        "width": width,
        "height": height,
    });
    if !report.authors.is_empty() {
        let names: Vec<_> = report.authors.iter().map(|author| author.name.clone()).collect();
        answer["author_name"] = names.join(", ").into();
    }
    // A thumbnail must keep within the bounds too.
    if fits(most_width, card::WIDTH) && fits(most_height, card::HEIGHT) {
        answer["thumbnail_url"] = whole(Address::Card(slug, point)).into();
        answer["thumbnail_width"] = card::WIDTH.into();
        answer["thumbnail_height"] = card::HEIGHT.into();
    }
    if is_xml { print_xml(&answer) } else { Ok(Made::new(JSON, answer.to_string()).into()) }
}

/// The fields of `answer`, each an element.
fn print_xml(answer: &Value) -> answer::Result {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), feed::valid);
    let fields = answer.as_object().into_iter().flatten();
    let fields = fields.map(|(name, value)| (name.clone(), text(value))).collect();
    Ok(super::print(&Xml { fields })?.media_type(XML).into())
}

/// Width and height of a frame for so many letters, within what is the `most` for each.
fn size(letters: usize, most: [Option<u32>; 2]) -> (u32, u32) {
    let [most_width, most_height] = most;
    let width = most_width.map_or(WIDTH, |most| most.min(WIDTH));
    let lines = u32::try_from(letters).unwrap_or(u32::MAX) / (width / LETTER).max(1);
    let height = lines.saturating_mul(LINE).saturating_add(AROUND).min(HIGHEST);
    (width, most_height.map_or(height, |most| most.min(height)))
}

fn fits(most: Option<u32>, length: u32) -> bool {
    most.is_none_or(|most| length <= most)
}
