//! `/reports` and `/reports/{report}`: what a report is and what it holds.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::{Call, json};
use super::section::{self, SectionRow};
use super::{ProblemDocument, Titled};
use crate::annotate::AnnotatedReport;
use crate::library::lookup;
use crate::web::address::Address;

/// A report by its title.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportRow {
    /// Its name in addresses.
    pub slug: String,
    /// Its title and path.
    #[serde(flatten)]
    pub titled: Titled,
}

/// A report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Report {
    /// Its name in addresses.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Authors, in the title page's order.
    pub authors: Vec<Author>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as `2019-02-06`.
    pub published: Option<String>,
    /// Language of the text, a BCP 47 tag.
    pub language: String,
    /// Where the publisher offers it.
    pub source_url: Option<String>,
    /// Label of this fixed text.
    pub edition: String,
    /// How many of each thing it holds.
    pub counts: Counts,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Its sections, in order.
    pub sections: Vec<SectionRow>,
}

/// Who wrote a report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Author {
    /// Name in natural order.
    pub name: String,
    /// Where the author works, as the report gives it.
    pub affiliation: Option<String>,
}

/// How many of each thing a report holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Counts {
    /// Headings that group sections.
    pub parts: usize,
    /// Sections, judgments among them.
    pub sections: usize,
    /// Numbered sections.
    pub judgments: usize,
    /// Paragraphs, quotations, list items, sub-headings.
    pub blocks: usize,
    /// Blank-separated words of part titles, section titles without their numbers, and blocks.
    pub words: usize,
    /// Places that call a note.
    pub markers: usize,
    /// Notes.
    pub notes: usize,
    /// Entities of the register.
    pub entities: usize,
    /// Places that name one of them.
    pub mentions: usize,
    /// Themes of the register.
    pub themes: usize,
    /// Printed pages.
    pub pages: usize,
}

/// A heading that groups sections.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Part {
    /// The heading, as printed.
    pub title: String,
    /// The printed page that it begins on.
    pub page: Option<String>,
    /// Ids of its sections, in order.
    pub sections: Vec<String>,
}

/// All reports, by slug.
#[utoipa::path(get, path = "/api/v1/reports", responses((status = 200, body = [ReportRow])))]
pub(super) async fn list(call: Call) -> Response<Body> {
    call.kept(|library| {
        let rows: Vec<_> = library
            .reports()
            .iter()
            .map(|report| ReportRow {
                slug: report.edition.report.slug.to_string(),
                titled: Titled {
                    url: Address::Report(report.edition.report.slug.clone()).to_string(),
                    title: report.edition.report.title.clone(),
                },
            })
            .collect();
        Ok(json(&rows))
    })
    .await
}

/// One report with its parts and sections.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}",
    params(("report" = String, Path, description = "The report's slug")),
    responses(
        (status = 200, body = Report),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(call: Call) -> Response<Body> {
    call.of_report(|report| json(&Report::of(report))).await
}

impl Report {
    fn of(report: &AnnotatedReport) -> Self {
        let edition = &report.edition;
        let facts = &edition.report;
        let parts = edition.parts.iter().map(|part| Part {
            title: part.title.plain().to_owned(),
            page: part.page.as_ref().map(ToString::to_string),
            sections: edition.sections[part.sections.clone()]
                .iter()
                .map(|section| section.id.to_string())
                .collect(),
        });
        Self {
            slug: facts.slug.to_string(),
            title: facts.title.clone(),
            subtitle: facts.subtitle.clone(),
            authors: facts
                .authors
                .iter()
                .map(|author| Author {
                    name: author.name.clone(),
                    affiliation: author.affiliation.clone(),
                })
                .collect(),
            publisher: facts.publisher.clone(),
            published: facts.published.map(|date| date.to_string()),
            language: facts.language.clone(),
            source_url: facts.source_url.clone(),
            edition: facts.edition.clone(),
            counts: Counts::of(report),
            parts: parts.collect(),
            sections: (0..edition.sections.len()).map(|at| section::row(report, at)).collect(),
        }
    }
}

impl Counts {
    fn of(report: &AnnotatedReport) -> Self {
        let counts = lookup::count(report);
        Self {
            parts: counts.text.parts,
            sections: counts.text.sections,
            judgments: counts.text.judgments,
            blocks: counts.text.blocks,
            words: counts.text.words,
            markers: counts.text.markers,
            notes: counts.notes,
            entities: counts.entities,
            mentions: counts.mentions,
            themes: counts.themes,
            pages: counts.text.pages,
        }
    }
}
