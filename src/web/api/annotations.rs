//! `/reports/{report}/annotations`: what notes, names, themes and cross-references say of a text,
//! as W3C Web Annotations (Recommendation of 23 February 2017).
//!
//! In: a report. Out: an `AnnotationCollection` and its pages. Targets are blocks and titles by
//! their own URLs; positions count code points in their plain text, as everywhere in the API.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::Call;
use crate::annotate::AnnotatedReport;
use crate::library::lookup;
use crate::model::{NoteNumber, Place, Point, Slug, Span, Text};
use crate::web::answer::Made;
use crate::web::error::Problem;
use crate::web::page::View;

/// The media type of Web Annotations (Web Annotation Data Model, appendix A).
const MEDIA_TYPE: &str = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// Annotations on one page.
const ON_PAGE: usize = 200;
/// Characters before and after a quotation that tell it from others of the same words.
const AROUND: usize = 32;

/// Everything that is said of a report's text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AnnotationCollection {
    /// `http://www.w3.org/ns/anno.jsonld`.
    #[serde(rename = "@context")]
    pub context: &'static str,
    /// Its URL.
    pub id: String,
    /// `AnnotationCollection`.
    pub r#type: &'static str,
    /// What it is called.
    pub label: String,
    /// How many annotations there are.
    pub total: usize,
    /// URL of the first page; absent where there is no annotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// URL of the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

/// A page of the collection.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationPage {
    /// `http://www.w3.org/ns/anno.jsonld`.
    #[serde(rename = "@context")]
    pub context: &'static str,
    /// Its URL.
    pub id: String,
    /// `AnnotationPage`.
    pub r#type: &'static str,
    /// URL of the collection.
    pub part_of: String,
    /// URL of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    /// URL of the page after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Place of the first annotation in the collection, from 0.
    pub start_index: usize,
    /// The annotations, in the report's order.
    pub items: Vec<Annotation>,
}

/// Something said of words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Annotation {
    /// Its URL.
    pub id: String,
    /// `Annotation`.
    pub r#type: &'static str,
    /// `commenting` for notes, `identifying` for mentions, `tagging` for themes, `linking` for
    /// cross-references.
    pub motivation: &'static str,
    /// What is said.
    pub body: Vec<AnnotationBody>,
    /// The words.
    pub target: AnnotationTarget,
}

/// What is said: words, or a resource.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AnnotationBody {
    /// `TextualBody` or `SpecificResource`.
    pub r#type: &'static str,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// `text/plain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'static str>,
    /// The resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The same as the annotation's motivation.
    pub purpose: &'static str,
}

/// Words of a block or title.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AnnotationTarget {
    /// `SpecificResource`.
    pub r#type: &'static str,
    /// URL of the block, or of the section whose title it is.
    pub source: String,
    /// Two ways to find the words: by themselves, and by their place.
    pub selector: Vec<AnnotationSelector>,
}

/// A way to find words.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AnnotationSelector {
    /// By themselves.
    Quote(QuoteSelector),
    /// By their place.
    Position(PositionSelector),
}

/// Words by themselves.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuoteSelector {
    /// `TextQuoteSelector`.
    pub r#type: &'static str,
    /// The words.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// Words by their place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PositionSelector {
    /// `TextPositionSelector`.
    pub r#type: &'static str,
    /// Code points before the first.
    pub start: usize,
    /// Code points before the first after them.
    pub end: usize,
}

/// The collection of a report's annotations.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/annotations",
    params(("report" = String, Path, description = "The report's slug")),
    responses(
        (
            status = 200, body = AnnotationCollection,
            content_type = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\""
        ),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(call: Call) -> Response<Body> {
    let slug = match call.name::<Slug>("report") {
        Ok(slug) => slug,
        Err(problem) => return call.refuse(&problem),
    };
    call.once(move |shelf| {
        let view = View::open(shelf, &slug)?;
        let total = collect(view).len();
        let page = |number: usize| (total > 0).then(|| page_url(view, number));
        print(&AnnotationCollection {
            context: CONTEXT,
            id: collection_url(view),
            r#type: "AnnotationCollection",
            label: format!("Annotations of {}", view.edition().report.full_title()),
            total,
            first: page(1),
            last: page(total.div_ceil(ON_PAGE)),
        })
    })
    .await
}

/// A page of a report's annotations.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{report}/annotations/{page}",
    params(
        ("report" = String, Path, description = "The report's slug"),
        ("page" = usize, Path, description = "Number of the page, from 1"),
    ),
    responses(
        (
            status = 200, body = AnnotationPage,
            content_type = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\""
        ),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn page(call: Call) -> Response<Body> {
    let (slug, number) = match (call.name::<Slug>("report"), call.name::<usize>("page")) {
        (Ok(slug), Ok(number)) => (slug, number),
        (Err(problem), _) | (_, Err(problem)) => return call.refuse(&problem),
    };
    call.once(move |shelf| {
        let view = View::open(shelf, &slug)?;
        let all = collect(view);
        let pages = all.len().div_ceil(ON_PAGE);
        if number == 0 || number > pages {
            return Err(Problem::unknown(format!(
                "there is no page {number} of annotations; there are {pages}"
            )));
        }
        let start = (number - 1) * ON_PAGE;
        let id = page_url(view, number);
        let items = all.into_iter().skip(start).take(ON_PAGE).zip(1..);
        print(&AnnotationPage {
            context: CONTEXT,
            r#type: "AnnotationPage",
            part_of: collection_url(view),
            prev: (number > 1).then(|| page_url(view, number - 1)),
            next: (number < pages).then(|| page_url(view, number + 1)),
            start_index: start,
            items: items.map(|(found, at)| found.draw(view, format!("{id}#a{at}"))).collect(),
            id,
        })
    })
    .await
}

fn print(document: &impl Serialize) -> Result<Made, Problem> {
    serde_json::to_vec(document).map(|body| Made::new(MEDIA_TYPE, body)).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written");
        Problem::Failed
    })
}

fn collection_url(view: View<'_>) -> String {
    view.absolute_path(&format!("{}/reports/{}/annotations", super::PREFIX, view.slug()))
}

fn page_url(view: View<'_>, number: usize) -> String {
    format!("{}/{number}", collection_url(view))
}

/// An annotation before it is written.
struct Found {
    place: Place,
    span: Span,
    about: About,
}

enum About {
    Note(NoteNumber),
    Entity(usize),
    Theme(usize),
    Section(usize),
}

/// Every annotation, in the order of the texts; of one text by place, then by kind.
fn collect(view: View<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    let edition = view.edition();
    for (at, section) in edition.sections.iter().enumerate() {
        let blocks = (0..section.blocks.len()).map(|block| Place::Block { section: at, block });
        for place in std::iter::once(Place::Title { section: at }).chain(blocks) {
            let from = all.len();
            add(view.report, place, &mut all);
            all[from..].sort_by_key(|found: &Found| found.span.start);
        }
    }
    all
}

fn add(report: &AnnotatedReport, place: Place, all: &mut Vec<Found>) {
    let text = report.edition.text(place);
    let mut push = |span: Span, about| {
        if !span.is_empty() {
            all.push(Found { place, span, about });
        }
    };
    for marker in report.edition.markers().iter().filter(|marker| marker.place == place) {
        let quote = lookup::quote_at(report, place, Span::at(marker.offset));
        push(quote.span, About::Note(marker.note));
    }
    let Some(ranges) = report.annotations.of(place) else { return };
    for mention in &ranges.mentions {
        push(mention.span, About::Entity(mention.entity));
    }
    for &theme in &ranges.themes {
        push(Span::new(0, text.plain().len()), About::Theme(theme));
    }
    for reference in &ranges.cross_references {
        push(reference.span, About::Section(reference.section));
    }
}

impl Found {
    fn draw(&self, view: View<'_>, id: String) -> Annotation {
        let (motivation, words, point) = self.says(view);
        let url = view.absolute(&view.address(point));
        let textual = words.map(|value| AnnotationBody {
            r#type: "TextualBody",
            value: Some(value),
            format: Some("text/plain"),
            source: None,
            purpose: motivation,
        });
        let resource = AnnotationBody {
            r#type: "SpecificResource",
            value: None,
            format: None,
            source: Some(url),
            purpose: motivation,
        };
        let text = view.edition().text(self.place).plain();
        let count = |bytes: usize| text[..bytes].chars().count();
        let (start, end) = (count(self.span.start), count(self.span.end));
        let (before, after) = (&text[..self.span.start], &text[self.span.end..]);
        let skipped = start.saturating_sub(AROUND);
        Annotation {
            id,
            r#type: "Annotation",
            motivation,
            body: textual.into_iter().chain([resource]).collect(),
            target: AnnotationTarget {
                r#type: "SpecificResource",
                source: view.absolute(&view.address(lookup::point_of(view.report, self.place))),
                selector: vec![
                    AnnotationSelector::Quote(QuoteSelector {
                        r#type: "TextQuoteSelector",
                        exact: self.span.of(text).to_owned(),
                        prefix: before.chars().skip(skipped).collect(),
                        suffix: after.chars().take(AROUND).collect(),
                    }),
                    AnnotationSelector::Position(PositionSelector {
                        r#type: "TextPositionSelector",
                        start,
                        end,
                    }),
                ],
            },
        }
    }

    /// Why it is said, the words, and the point that they come from.
    fn says(&self, view: View<'_>) -> (&'static str, Option<String>, Point) {
        let (register, sections) = (&view.report.register, &view.edition().sections);
        match self.about {
            About::Note(number) => {
                let own = view.edition().note_text(number).map(|note| {
                    note.paragraphs.iter().map(Text::plain).collect::<Vec<_>>().join("\n")
                });
                let gloss = || register.gloss(number).map(|gloss| gloss.text.clone());
                ("commenting", own.or_else(gloss), Point::Note(number))
            }
            About::Entity(at) => {
                ("identifying", None, Point::Entity(register.entities[at].id.clone()))
            }
            About::Theme(at) => {
                let theme = &register.themes[at];
                ("tagging", Some(theme.name.clone()), Point::Theme(theme.id.clone()))
            }
            About::Section(at) => ("linking", None, Point::Section(sections[at].id.clone())),
        }
    }
}
