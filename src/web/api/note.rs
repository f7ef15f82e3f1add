//! `/reports/{report}/notes` and `/notes/{number}`: notes with the sentences that call them.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use super::section::url;
use crate::annotate::AnnotatedReport;
use crate::library::lookup;
use crate::model::{NoteNumber, Point};

/// What a marker calls.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Note {
    /// The number by which the report calls it.
    pub number: u32,
    /// The author's text; null where the source has none. Paragraphs are parted by an empty line.
    pub text: Option<String>,
    /// The editor's line: what the marked words claim. Never the author's words.
    pub gloss: Option<String>,
    /// The source that the marked sentence itself names.
    pub source: NoteSource,
    /// Its canonical path.
    pub url: String,
    /// Where it is called, in the report's order.
    pub markers: Vec<MarkedSentence>,
}

/// The source that a marked sentence names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteSource {
    /// `document`, `speech`, `study`, `news`, `company`, `interview` or `none`.
    pub kind: &'static str,
    /// Its name, in the sentence's words.
    pub name: Option<String>,
}

/// A sentence with its path.
#[derive(Debug, Clone, Serialize, ToSchema)]

pub struct MarkedSentence {
    /// The canonical path of the sentence, or of the section whose title it is.
    pub url: String,
    /// Its words.
    pub sentence: String,
}

/// All notes, by number.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/notes",
    params(("report" = String, Path, description = "The report's slug")),
    responses(
        (status = 200, body = [Note]),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(call: Call) -> Response<Body> {
    call.of_report(|report| {
        let notes: Vec<_> =
            lookup::notes(report).into_iter().map(|note| Note::of(report, note)).collect();
        json(&notes)
    })
    .await
}

/// One note.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/notes/{note}",
    params(
        ("report" = String, Path, description = "The report's slug"),
        ("note" = u32, Path, description = "The note's number"),
    ),
    responses(
        (status = 200, body = Note),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(call: Call) -> Response<Body> {
    call.of_point("note", Point::Note, |report, number: &NoteNumber| {
        let note = lookup::note(report, *number)?;
        Some(json(&Note::of(report, note)))
    })
    .await
}

impl Note {
    fn of(report: &AnnotatedReport, note: lookup::Note<'_>) -> Self {
        let paragraphs = note
            .text
            .map(|text| text.paragraphs.iter().map(crate::model::Text::plain).collect::<Vec<_>>());
        let source = note.gloss.map(|gloss| &gloss.source);
        Self {
            number: note.number.get(),
            text: paragraphs.map(|paragraphs| paragraphs.join("\n\n")),
            gloss: note.gloss.map(|gloss| gloss.text.clone()),
            source: NoteSource {
                kind: source.map_or("none", |source| source.kind.name()),
                name: source.and_then(|source| source.name.clone()),
            },
            url: url(report, Point::Note(note.number)),
            markers: note
                .calls
                .into_iter()
                .map(|quote| MarkedSentence {
                    url: url(report, quote.point),
                    sentence: quote.words.to_owned(),
                })
                .collect(),
        }
    }
}
