//! `/search`: what answers a reader's words, best first.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use super::section::url;
use crate::annotate::AnnotatedReport;
use crate::library::{Library, lookup};
use crate::model::{Place, Point, Span};
use crate::search::{Answer, DEFAULT_LIMIT, FacetValue, Hit, LARGEST_LIMIT, Request, Sort, Target};
use crate::web::error::Problem;

/// What was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Found {
    /// The reader's words.
    pub query: String,
    /// How many hits there are in all.
    pub total: usize,
    /// How long it took, in microseconds.
    pub took_us: u64,
    /// The hits asked for, best first.
    pub hits: Vec<FoundHit>,
    /// How all hits divide.
    pub facets: Facets,
    /// What was searched besides, or instead of, the reader's words.
    pub chips: Vec<Chip>,
    /// What the reader should know about how the query was read.
    pub notices: Vec<Notice>,
}

/// One thing that was found: a block, a section's title, a note or an entity.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FoundHit {
    /// Its canonical path.
    pub url: String,
    /// Its report's slug.
    pub report: String,
    /// What it is: a block's kind, `judgment`, `title`, `note` or `entity`.
    pub kind: &'static str,
    /// The section that it lies in; a note's is where it is first called.
    pub section: Option<HitSection>,
    /// Its whole text.
    pub text: String,
    /// What matched: start and end, in code points.
    pub highlights: Vec<[usize; 2]>,
    /// The sentence that answers best.
    pub passage: Passage,
    /// How well it answers; comparable within one answer only.
    pub score: f32,
    /// Why it was found.
    pub why: Vec<String>,
}

/// The section that a hit lies in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HitSection {
    /// Its name in addresses.
    pub id: String,
    /// A judgment's number.
    pub number: Option<u32>,
    /// A judgment's statement, else the heading.
    pub title: String,
}

/// The sentence of a hit that answers best.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Passage {
    /// Its canonical path; the hit's where the hit has no sentences.
    pub url: String,
    /// Code points of the hit's text before it.
    pub start: usize,
    /// Code points of the hit's text up to its end.
    pub end: usize,
}

/// How all hits divide.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Facets {
    /// By report.
    pub report: Vec<Facet>,
    /// By section, in the report's order.
    pub section: Vec<Facet>,
    /// By kind.
    pub kind: Vec<Facet>,
    /// By entity named.
    pub entity: Vec<Facet>,
    /// By theme.
    pub theme: Vec<Facet>,
}

/// One value of a facet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Facet {
    /// What the parameter of this name takes.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// How many hits have it.
    pub count: usize,
    /// Whether the search is limited to it.
    pub chosen: bool,
}

/// Words that were searched besides, or instead of, the reader's.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Chip {
    /// What the parameter `without` takes to switch it off.
    pub id: String,
    /// `expansion` or `correction`.
    pub kind: &'static str,
    /// The reader's words.
    pub from: String,
    /// The words searched besides or instead.
    pub to: Vec<String>,
    /// Why.
    pub reason: String,
    /// Whether it took part.
    pub active: bool,
}

/// What the reader should know about how the query was read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notice {
    /// For programs; never changes its meaning.
    pub code: &'static str,
    /// For people.
    pub text: String,
}

/// Searches the library. Every query is answered; what cannot be read is told in `notices`. A
/// filter that no name can be (`kind=poem`, `section=a b`) is refused with 400; one that could be a
/// name but is none here finds nothing, with the notice `unknown-filter`.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    params(
        ("q" = String, Query, description = "The words, in the search language"),
        ("report" = Option<String>, Query, description = "Only in this report"),
        ("section" = Option<String>, Query, description = "Only in sections of this id"),
        ("kind" = Option<String>, Query, description = "Only hits of this kind"),
        ("entity" = Option<String>, Query, description = "Only where this entity is named"),
        ("theme" = Option<String>, Query, description = "Only where this theme stands"),
        ("sort" = Option<String>, Query, description = "`place` for the report's order"),
        ("limit" = Option<usize>, Query, description = "How many hits, 20 unless told; above 100 is taken as 100, and 0 gives the counts alone"),
        ("offset" = Option<usize>, Query, description = "How many hits to pass over"),
        ("without" = Option<Vec<String>>, Query, description = "Chips to switch off"),
    ),
    responses(
        (status = 200, body = Found),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn find(call: Call) -> Response<Body> {
    match request(&call) {
        Ok(request) => {
            call.searched(move |library| {
                let answer = library.index().search(&request);
                // No two answers took the same time.
                Ok(json(&Found::of(library, answer)).untagged())
            })
            .await
        }
        Err(problem) => call.refuse(&problem),
    }
}

fn request(call: &Call) -> Result<Request, Problem> {
    Ok(Request {
        report: call.parameter("report")?,
        section: call.parameter("section")?,
        kind: call.parameter("kind")?,
        entity: call.parameter("entity")?,
        theme: call.parameter("theme")?,
        limit: call.parameter("limit")?.unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT),
        offset: call.parameter("offset")?.unwrap_or(0),
        sort: match call.parameters("sort").next() {
            Some("place") => Sort::Place,
            _ => Sort::Relevance,
        },
        without: call.parameters("without").map(str::to_owned).collect(),
        time: call.search_time(),
        ..Request::new(call.parameters("q").next().unwrap_or_default())
    })
}

impl Found {
    fn of(library: &Library, answer: Answer) -> Self {
        let facets = |values: Vec<FacetValue>| {
            values
                .into_iter()
                .map(|value| Facet {
                    id: value.id,
                    label: value.label,
                    count: value.count,
                    chosen: value.chosen,
                })
                .collect()
        };
        Self {
            query: answer.query,
            total: answer.total,
            took_us: u64::try_from(answer.took.as_micros()).unwrap_or(u64::MAX),
            hits: answer.hits.into_iter().map(|hit| FoundHit::of(library, hit)).collect(),
            facets: Facets {
                report: facets(answer.facets.report),
                section: facets(answer.facets.section),
                kind: facets(answer.facets.kind),
                entity: facets(answer.facets.entity),
                theme: facets(answer.facets.theme),
            },
            chips: answer
                .chips
                .into_iter()
                .map(|chip| Chip {
                    id: chip.id,
                    kind: chip.kind.name(),
                    from: chip.from,
                    to: chip.to,
                    reason: lines(&chip.reasons).join("; "),
                    active: chip.active,
                })
                .collect(),
            notices: answer
                .notices
                .into_iter()
                .map(|notice| Notice { code: notice.code.name(), text: notice.text })
                .collect(),
        }
    }
}

/// What a search tells, in English.
fn lines(told: &[impl ToString]) -> Vec<String> {
    told.iter().map(ToString::to_string).collect()
}

impl FoundHit {
    fn of(library: &Library, hit: Hit) -> Self {
        let report = library.reports()[hit.report].as_ref();
        let span =
            |span: Span| [span.start, span.end].map(|offset| hit.text[..offset].chars().count());
        let [start, end] = span(hit.passage);
        let section = hit.section.map(|at| {
            let section = &report.edition.sections[at];
            HitSection {
                id: section.id.to_string(),
                number: section.number,
                title: section.title.plain().to_owned(),
            }
        });
        Self {
            url: url(report, point(report, hit.target)),
            report: report.edition.report.slug.to_string(),
            kind: hit.kind.name(),
            section,
            highlights: hit.highlights.iter().map(|&range| span(range)).collect(),
            passage: Passage { url: url(report, passage(report, &hit)), start, end },
            score: hit.score,
            why: lines(&hit.why),
            text: hit.text,
        }
    }
}

fn point(report: &AnnotatedReport, target: Target) -> Point {
    match target {
        Target::Title { section } => lookup::point_of(report, Place::Title { section }),
        Target::Block { section, block } => {
            lookup::point_of(report, Place::Block { section, block })
        }
        Target::Note(number) => Point::Note(number),
        Target::Entity(at) => Point::Entity(report.register.entities[at].id.clone()),
    }
}

fn passage(report: &AnnotatedReport, hit: &Hit) -> Point {
    match hit.target {
        Target::Block { section, block } if hit.sentence.is_some() => {
            lookup::quote_at(report, Place::Block { section, block }, hit.passage).point
        }
        target => point(report, target),
    }
}
