//! A text with its ranges becomes HTML: the only place, besides templates, where HTML is made.
//!
//! In: an [`AnnotatedReport`], a [`Place`] or section, an [`Overlay`] that says what to draw, and
//! [`Links`] by which the caller supplies every address. Out: [`Html`], well nested, everything
//! escaped, its words byte for byte the author's. Also plain text ([`text`]) and Markdown
//! ([`markdown`]). It knows no addresses of its own but the ids in [`anchor`].

pub mod anchor;
mod blocks;
pub mod card;
mod element;
mod escape;
pub mod icon;
mod inline;
pub mod layers;
pub mod markdown;
mod script;
pub mod text;

use std::collections::HashMap;
use std::fmt;

use crate::annotate::AnnotatedReport;
use crate::model::{Block, BlockId, Entity, NoteNumber, NoteText, Place, Section, Span, Text};

pub use layers::Layers;

/// Finished HTML. Only this module makes one, so that printing it unescaped is sound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// A data block's content: JSON with every character escaped that markup could take for its
    /// own.
    #[must_use]
    pub fn data(json: &str) -> Self {
        // They stand in JSON's strings alone.
        let escaped = json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
        Self(escaped)
    }

    /// The attribute that says that an element's words are in `language`; nothing without one.
    #[must_use]
    pub fn lang(language: Option<&str>) -> Self {
        let mut out = String::new();
        if let Some(language) = language {
            escape::push_attribute(&mut out, "lang", language);
        }
        Self(out)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where things are and what their links are called, as the page that is being drawn wants it.
/// Addresses and names are escaped by the renderer, not by the implementor.
pub trait Links {
    /// What a marker of `note` leads to.
    fn note(&self, note: NoteNumber) -> String;
    /// What a mention of `entity` leads to; `None` draws it without a link.
    fn entity(&self, entity: &Entity) -> Option<String>;
    /// What a cross-reference to `section` leads to.
    fn section(&self, section: &Section) -> String;
    /// The lasting address of `block` of `section`, for its permalink.
    fn block(&self, section: &Section, block: &Block) -> String;
    /// Where the picture file `name` is.
    fn image(&self, name: &str) -> String;
    /// What a marker of `note` is called by who does not see it.
    fn note_name(&self, note: NoteNumber) -> String {
        format!("Note {note}")
    }
    /// What the permalink of `block` is called likewise.
    fn block_name(&self, block: &Block) -> String {
        match &block.id {
            BlockId::Number(number) => format!("Link to {} {number}", block.kind.name()),
            BlockId::Heading(_) => format!("Link to {}", block.text.plain()),
        }
    }
}

/// What to draw over the words, and how.
#[derive(Debug, Clone, Copy)]
pub struct Overlay<'a> {
    /// Which layers are drawn.
    pub layers: Layers,
    /// Words that a search found, with the texts that they stand in.
    pub hits: &'a [(Place, Span)],
    /// The point that the reader was sent to.
    pub target: Option<Target>,
    /// Before the ids of blocks and sentences, where several sections stand on one page: `4-`
    /// makes `4-p3`. Ids of markers and pages are unique in a report and take none.
    pub prefix: &'a str,
    /// Level of sub-headings, 1 to 6.
    pub heading_level: u8,
}

impl Default for Overlay<'_> {
    /// Every layer of a section's page, nothing marked, sub-headings at level 3.
    fn default() -> Self {
        Self { layers: Layers::PAGE, hits: &[], target: None, prefix: "", heading_level: 3 }
    }
}

/// A sentence or a whole text to be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The text.
    pub place: Place,
    /// Index of the sentence in [`crate::annotate::TextAnnotations::sentences`]; the whole text
    /// without one.
    pub sentence: Option<usize>,
}

/// A run of blocks that stand in one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Indices in [`Section::blocks`].
    pub blocks: std::ops::Range<usize>,
    /// The element.
    pub html: Html,
}

/// Draws the texts of one report.
pub struct Renderer<'a> {
    report: &'a AnnotatedReport,
    links: &'a dyn Links,
    /// For each place with markers, which call of its note each marker is, from 1.
    calls: HashMap<Place, Vec<usize>>,
}

impl<'a> Renderer<'a> {
    /// A renderer of `report` that takes every address from `links`.
    #[must_use]
    pub fn new(report: &'a AnnotatedReport, links: &'a dyn Links) -> Self {
        let mut seen: HashMap<NoteNumber, usize> = HashMap::new();
        let mut calls: HashMap<Place, Vec<usize>> = HashMap::new();
        for marker in report.edition.markers() {
            let call = seen.entry(marker.note).or_default();
            *call += 1;
            calls.entry(marker.place).or_default().push(*call);
        }
        Self { report, links, calls }
    }

    /// The words at `place` without an element of their own around them: for a title, a
    /// statement.
    #[must_use]
    pub fn inline(&self, place: Place, overlay: &Overlay<'_>) -> Html {
        let whole = Span::new(0, self.report.edition.text(place).plain().len());
        self.excerpt(place, whole, overlay)
    }

    /// The words of `span` at `place`, a sentence for instance. A marker at its end belongs to
    /// it, one at its start to what stood before. Parts of a span outside the text are ignored.
    #[must_use]
    pub fn excerpt(&self, place: Place, span: Span, overlay: &Overlay<'_>) -> Html {
        let mut out = String::new();
        inline::draw_place(self, place, (span, inline::Edges::Shared), overlay, &mut out);
        Html(out)
    }

    /// Every block of the section at index `section`, each with its anchor.
    #[must_use]
    pub fn blocks(&self, section: usize, overlay: &Overlay<'_>) -> Html {
        let mut out = String::new();
        let all = 0..self.report.edition.sections[section].blocks.len();
        blocks::draw_range(self, section, all, overlay, &mut out);
        Html(out)
    }

    /// The same in pieces, so that a page can put something beside each: a quotation or a list is
    /// one piece, every other block its own. Together they are [`Renderer::blocks`].
    #[must_use]
    pub fn pieces(&self, section: usize, overlay: &Overlay<'_>) -> Vec<Piece> {
        blocks::runs(&self.report.edition.sections[section].blocks)
            .map(|range| {
                let mut out = String::new();
                blocks::draw_range(self, section, range.clone(), overlay, &mut out);
                Piece { blocks: range, html: Html(out) }
            })
            .collect()
    }

    /// The author's text of a note, one `<p>` a paragraph.
    #[must_use]
    pub fn note(&self, note: &NoteText) -> Html {
        let mut out = String::new();
        for paragraph in &note.paragraphs {
            out.push_str("<p>");
            out.push_str(self.bare(paragraph).as_str());
            out.push_str("</p>\n");
        }
        Html(out)
    }

    /// A text that has no place in the edition, with the author's ranges alone.
    #[must_use]
    pub fn bare(&self, text: &Text) -> Html {
        let mut out = String::new();
        inline::draw_bare(self, text, &mut out);
        Html(out)
    }
}
