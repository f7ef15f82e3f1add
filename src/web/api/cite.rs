//! `/reports/{report}/cite`: the citations of a report or of a point of its text.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use crate::cite::{Citation, File, Style};
use crate::model::{Point, Slug, Text};
use crate::render::{Renderer, markdown};
use crate::web::address::{Address, CiteQuery};
use crate::web::answer::essence;
use crate::web::error::Problem;
use crate::web::page::{self, View};

/// How to cite a report or a point of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Citations {
    /// The point below its report, as it was asked for: `4/3.2`, `notes/57`; null for the report.
    pub point: Option<String>,
    /// What people call it.
    pub title: String,
    /// Its canonical path.
    pub url: String,
    /// The page with these citations.
    pub cite_url: String,
    /// The day of access that was given.
    pub accessed: Option<String>,
    /// Each style.
    pub styles: Styles,
    /// The point's words in quotation marks with the Chicago note; null where it has none.
    pub quotation: Option<Quotation>,
    /// The same for reference managers.
    pub files: Vec<CitationFile>,
}

/// A citation in each style.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Styles {
    /// A footnote by the Chicago Manual of Style.
    pub chicago_note: Styled,
    /// An entry of a bibliography by the same.
    pub chicago_bibliography: Styled,
    /// An entry of a list of references by the American Psychological Association.
    pub apa: Styled,
    /// An entry of a list of works by the Modern Language Association.
    pub mla: Styled,
    /// An entry of a list of references, Harvard.
    pub harvard: Styled,
}

/// A citation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Styled {
    /// Plain text.
    pub text: String,
    /// The same with emphasis and links.
    pub html: String,
    /// The same as Markdown.
    pub markdown: String,
    /// What stands in the running text with the point's locator: `(Allen, 2019, p. 9)`. The
    /// entries of lists have no locator; notes have it themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_text: Option<String>,
}

/// A point's words with their citation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Quotation {
    /// The words as they stand in the report.
    pub words: String,
    /// Words in quotation marks and citation, plain.
    pub text: String,
    /// A `blockquote` and a paragraph.
    pub html: String,
    /// A quotation and a paragraph.
    pub markdown: String,
}

/// A file for reference managers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CitationFile {
    /// Its format.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its path.
    pub url: String,
}

/// How to cite a report or a point of it.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/cite",
    params(
        ("report" = String, Path, description = "The report's slug"),
        (
            "point" = Option<String>, Query,
            description = "A section, block, sentence or note: `4`, `4/3`, `4/3.2`, `notes/57`; \
                           the whole report without it"
        ),
        (
            "accessed" = Option<String>, Query,
            description = "The day on which it was read, as `2026-11-24`; styles that ask for it \
                           go without where it is not given"
        ),
    ),
    responses(
        (status = 200, body = Citations),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(call: Call) -> Response<Body> {
    let read = || {
        let slug = call.name::<Slug>("report")?;
        let asked = call.parameters("point").find(|point| !point.is_empty());
        let point = asked.map(|asked| read_point(&slug, asked)).transpose()?;
        Ok((slug, point, CiteQuery::day(call.query())?))
    };
    let (slug, point, accessed) = match read() {
        Ok(asked) => asked,
        Err(problem) => return call.refuse(&problem),
    };
    call.once(move |shelf| {
        let view = View::open(shelf, &slug)?;
        let point = point.map(|point| page::find(view, &point)).transpose()?;
        let cited = page::cited(view, point.as_ref(), accessed);
        let links = view.links(false);
        let renderer = Renderer::new(view.report, &links);
        let styled = |style| Styled::of(&cited.in_style(style), &renderer);
        let chicago_note = cited.in_style(Style::ChicagoNote);
        let address = match &point {
            Some(point) => Address::Point(slug.clone(), point.clone()),
            None => Address::Report(slug.clone()),
        };
        let words = point.as_ref().and_then(|point| page::words(view, point));
        let file = |file: File| CitationFile {
            name: file.name(),
            media_type: essence(file.media_type()),
            url: CiteQuery {
                address: Address::CiteFile(slug.clone(), point.clone(), file),
                accessed,
            }
            .to_string(),
        };
        Ok(json(&Citations {
            point: point.as_ref().map(ToString::to_string),
            title: match &point {
                Some(point) => view.name(point),
                None => view.edition().report.full_title(),
            },
            url: address.to_string(),
            cite_url: Address::Cite(slug.clone(), point.clone()).to_string(),
            accessed: accessed.map(|day| day.to_string()),
            quotation: words.map(|words| Quotation::of(words, &chicago_note.entry, &renderer)),
            styles: Styles {
                chicago_note: Styled::of(&chicago_note, &renderer),
                chicago_bibliography: styled(Style::ChicagoBibliography),
                apa: styled(Style::Apa),
                mla: styled(Style::Mla),
                harvard: styled(Style::Harvard),
            },
            files: File::ALL.map(file).into(),
        }))
    })
    .await
}

/// A point as the parameter writes it: what stands below `/cite/` in an address.
fn read_point(slug: &Slug, asked: &str) -> Result<Point, Problem> {
    Address::citable(slug, asked).ok_or_else(|| {
        Problem::Malformed(format!(
            "{asked:?} is no point that can be cited; write a section, block, sentence or note as \
             4, 4/3, 4/3.2, notes/57"
        ))
    })
}

impl Styled {
    fn of(citation: &Citation, renderer: &Renderer<'_>) -> Self {
        Self {
            text: citation.entry.plain().to_owned(),
            html: renderer.bare(&citation.entry).to_string(),
            markdown: markdown::line(&citation.entry),
            in_text: citation.in_text.as_ref().map(|text| text.plain().to_owned()),
        }
    }
}

impl Quotation {
    fn of(words: &str, note: &Text, renderer: &Renderer<'_>) -> Self {
        let quoted = Text::from(words);
        Self {
            text: format!("{} {}", crate::cite::quote(words), note.plain()),
            html: format!(
                "<blockquote><p>{}</p></blockquote><p>{}</p>",
                renderer.bare(&quoted),
                renderer.bare(note)
            ),
            markdown: format!(
                "> {}\n\n{}\n",
                markdown::line(&quoted).replace('\n', "\n> "),
                markdown::line(note)
            ),
            words: words.to_owned(),
        }
    }
}
