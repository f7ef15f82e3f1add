//! `/reports/{report}/sections/{id}`: a section's words with everything known about them.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use crate::annotate::{AnnotatedReport, TextAnnotations};
use crate::library::lookup;
use crate::model::{Place, Point, SectionId, Span, Text};
use crate::web::address::Address;

/// A section by its facts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SectionRow {
    /// Its name in addresses: a judgment's number, else a slug.
    pub id: String,
    /// `introduction`, `judgment`, `box`, `conclusion` or `text`.
    pub kind: &'static str,
    /// A judgment's number.
    pub number: Option<u32>,
    /// A judgment's statement without its number, else the heading.
    pub title: String,
    /// Title of its part.
    pub part: String,
    /// The printed page that it begins on.
    pub page: Option<String>,
    /// Its canonical path.
    pub url: String,
    /// How many blocks in it have an address of their own.
    pub points: usize,
}

/// A section with its words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Section {
    /// Its facts.
    #[serde(flatten)]
    pub row: SectionRow,
    /// The notes called in its title.
    pub title_markers: Vec<Marker>,
    /// The sentences of its title: start and end, in code points.
    pub title_sentences: Vec<[usize; 2]>,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A place that calls a note.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Marker {
    /// The note's number.
    pub note: u32,
    /// Code points of the text before it.
    pub offset: usize,
}

/// The smallest thing with its own address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Block {
    /// Its name in its section: a number, or a sub-heading's slug.
    pub id: String,
    /// `paragraph`, `quotation`, `item`, `heading`, `table`, `figure` or `code`.
    pub kind: &'static str,
    /// Its words, without markers.
    pub text: String,
    /// The printed page that it begins on.
    pub page: Option<String>,
    /// Its canonical path.
    pub url: String,
    /// The notes called in it.
    pub markers: Vec<Marker>,
    /// Its sentences: start and end, in code points.
    pub sentences: Vec<[usize; 2]>,
    /// The sentences' lasting numbers, by which addresses name them, in the same order.
    pub sentence_numbers: Vec<u32>,
    /// The entities named in it.
    pub mentions: Vec<Mention>,
    /// Ids of the themes attached to it.
    pub themes: Vec<String>,
}

/// Words that name an entity.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Mention {
    /// The entity's id.
    pub entity: String,
    /// Code points before its first character.
    pub start: usize,
    /// Code points up to its end.
    pub end: usize,
}

/// One section with its blocks.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/sections/{section}",
    params(
        ("report" = String, Path, description = "The report's slug"),
        ("section" = String, Path, description = "A judgment's number, or a section's slug"),
    ),
    responses(
        (status = 200, body = Section),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(call: Call) -> Response<Body> {
    call.of_point("section", Point::Section, |report, id: &SectionId| {
        let at = report.edition.find_section(id)?;
        Some(json(&Section::of(report, at)))
    })
    .await
}

/// The facts of the section at index `at`.
pub(super) fn row(report: &AnnotatedReport, at: usize) -> SectionRow {
    let edition = &report.edition;
    let section = &edition.sections[at];
    SectionRow {
        id: section.id.to_string(),
        kind: section.kind.name(),
        number: section.number,
        title: section.title.plain().to_owned(),
        part: edition.parts[section.part].title.plain().to_owned(),
        page: section.page.as_ref().map(ToString::to_string),
        url: url(report, Point::Section(section.id.clone())),
        points: section.blocks.len(),
    }
}

/// The canonical path of `point`.
pub(super) fn url(report: &AnnotatedReport, point: Point) -> String {
    Address::Point(report.edition.report.slug.clone(), point).to_string()
}

/// `span` of `text` in code points.
pub(super) fn code_points(text: &Text, span: Span) -> [usize; 2] {
    [text.code_points_before(span.start), text.code_points_before(span.end)]
}

fn markers(text: &Text) -> Vec<Marker> {
    text.markers()
        .map(|(note, offset)| Marker { note: note.get(), offset: text.code_points_before(offset) })
        .collect()
}

impl Section {
    /// The section at index `at`.
    #[must_use]
    pub fn of(report: &AnnotatedReport, at: usize) -> Self {
        let section = &report.edition.sections[at];
        let title = report.annotations.of(Place::Title { section: at });
        let sentences = title.map_or(&[][..], |title| &title.sentences).iter();
        Self {
            row: row(report, at),
            title_markers: markers(&section.title),
            title_sentences: sentences.map(|&span| code_points(&section.title, span)).collect(),
            blocks: (0..section.blocks.len()).map(|block| Block::of(report, at, block)).collect(),
        }
    }
}

impl Block {
    fn of(report: &AnnotatedReport, section: usize, at: usize) -> Self {
        let place = Place::Block { section, block: at };
        let block = &report.edition.sections[section].blocks[at];
        let none = TextAnnotations::default();
        let ranges = report.annotations.of(place).unwrap_or(&none);
        let span = |span| code_points(&block.text, span);
        Self {
            id: block.id.to_string(),
            kind: block.kind.name(),
            text: block.text.plain().to_owned(),
            page: block.page.as_ref().map(ToString::to_string),
            url: url(report, lookup::point_of(report, place)),
            markers: markers(&block.text),
            sentences: ranges.sentences.iter().map(|&sentence| span(sentence)).collect(),
            sentence_numbers: (0..ranges.sentences.len())
                .map(|at| ranges.sentence_number(at))
                .collect(),
            mentions: ranges
                .mentions
                .iter()
                .map(|mention| {
                    let [start, end] = span(mention.span);
                    let entity = report.register.entities[mention.entity].id.to_string();
                    Mention { entity, start, end }
                })
                .collect(),
            themes: ranges
                .themes
                .iter()
                .map(|&theme| report.register.themes[theme].id.to_string())
                .collect(),
        }
    }
}
