//! A card: the picture that stands for a point where its address is shared.
//!
//! In: a [`Card`]'s words. Out: a PNG of 1200 by 630 pixels, the size that sites which show cards
//! ask for. The words are set in the report's typeface, as large as they fit, and end in an
//! ellipsis where they do not fit at all. Faces are in the program; no other is ever read. What
//! none of them has is left out. It knows no point and no address.

mod faces;
mod lines;

use std::fmt::Write as _;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use thiserror::Error;

use faces::{Face, Faces};

/// Width in pixels.
pub const WIDTH: u32 = 1200;
/// Height in pixels.
pub const HEIGHT: u32 = 630;

/// Room at the left and the right, in pixels.
const MARGIN: f32 = 76.0;
/// Room between them.
const INNER: f32 = 1200.0 - 2.0 * MARGIN;
/// The tallest that the words may stand, in pixels.
const ROOM: f32 = 336.0;
/// Baseline of the line that names the point.
const TOP: f32 = 104.0;
/// Sizes that the words are tried in, in pixels, the largest first.
const SIZES: [f32; 9] = [68.0, 62.0, 56.0, 51.0, 46.0, 42.0, 38.0, 35.0, 32.0];
/// Distance of two lines, in sizes of the words.
const LEADING: f32 = 1.28;
/// Longest text that is looked at, in bytes: more never fits.
const LONGEST: usize = 2_000;

/// What stands on a card.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// The words that the card is for.
    pub words: &'a str,
    /// What people call the point.
    pub name: &'a str,
    /// The number of the judgment that it lies in.
    pub number: Option<u32>,
    /// The report's title.
    pub title: &'a str,
    /// Authors, publisher, year, in one line.
    pub imprint: &'a str,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CardError {
    /// The drawing could not be read; its words are escaped, so that is a fault of ours.
    #[error("the card's drawing cannot be read: {0}")]
    Drawing(String),
    /// The picture could not be made.
    #[error("the card's picture cannot be made: {0}")]
    Picture(String),
}

/// The card as a PNG.
///
/// # Errors
/// If the drawing cannot be read or the picture not be made.
pub fn draw(card: &Card<'_>) -> Result<Vec<u8>, CardError> {
    let faces = Faces::get();
    let options = Options {
        fontdb: Arc::clone(faces.database()),
        font_family: Face::FAMILY.to_owned(),
        ..Options::default()
    };
    let drawing = Tree::from_str(&compose(card, faces), &options)
        .map_err(|error| CardError::Drawing(error.to_string()))?;
    let mut picture = Pixmap::new(WIDTH, HEIGHT)
        .ok_or_else(|| CardError::Picture("it has no size".to_owned()))?;
    resvg::render(&drawing, Transform::default(), &mut picture.as_mut());
    picture.encode_png().map_err(|error| CardError::Picture(error.to_string()))
}

/// The drawing as SVG. Colours are those of the light pages (`static/style/1-base.css`).
fn compose(card: &Card<'_>, faces: &Faces) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fcfbf8\"/>\
         <rect width=\"14\" height=\"{HEIGHT}\" fill=\"#9d2119\"/>"
    );
    let mut left = MARGIN;
    if let Some(number) = card.number {
        let text = number.to_string();
        Line { face: Face::Heavy, size: 60.0, fill: "#9d2119" }.put(&mut out, left, TOP, &text);
        left += faces.width(Face::Heavy, &text) * 60.0 + 26.0;
    }
    let name = Line { face: Face::Heavy, size: 29.0, fill: "#575148" };
    name.put(
        &mut out,
        left,
        TOP - 3.0,
        &faces.fit(Face::Heavy, card.name, (MARGIN + INNER - left) / 29.0),
    );

    let words = head(card.words);
    let (size, lines) = lines::set(faces, words, INNER, ROOM, LEADING, &SIZES);
    let step = size * LEADING;
    let tall = lines::height(lines.len(), size, LEADING);
    // A little above the middle of its room, where the eye looks for it.
    let mut baseline = TOP + 40.0 + (ROOM - tall).max(0.0) * 0.42 + size * 0.82;
    let set = Line { face: Face::Regular, size, fill: "#1d1b18" };
    for line in &lines {
        set.put(&mut out, MARGIN, baseline, line);
        baseline += step;
    }

    let _ = write!(
        out,
        "<rect x=\"{MARGIN}\" y=\"508\" width=\"{INNER}\" height=\"2\" fill=\"#ddd7cb\"/>"
    );
    let title = Line { face: Face::Heavy, size: 30.0, fill: "#1d1b18" };
    title.put(&mut out, MARGIN, 551.0, &faces.fit(Face::Heavy, head(card.title), INNER / 30.0));
    let imprint = Line { face: Face::Regular, size: 26.0, fill: "#575148" };
    imprint.put(
        &mut out,
        MARGIN,
        589.0,
        &faces.fit(Face::Regular, head(card.imprint), INNER / 26.0),
    );
    out.push_str("</svg>");
    out
}

/// As much of `text` as is looked at.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// How a line of words is set.
struct Line {
    face: Face,
    size: f32,
    fill: &'static str,
}

impl Line {
    fn put(&self, out: &mut String, x: f32, y: f32, words: &str) {
        let Self { face, size, fill } = self;
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{}\" fill=\"{fill}\">",
            face.weight()
        );
        escape(out, words);
        out.push_str("</text>");
    }
}

/// Appends `words` as XML's character data. Control characters, which XML cannot hold, are left
/// out.
fn escape(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
