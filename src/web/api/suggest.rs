//! `/suggest`: what a reader may mean by the first letters typed.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::ProblemDocument;
use super::call::{Call, json};
use crate::library::Library;
use crate::library::suggest::{MOST, Suggested, suggest};
use crate::model::Slug;
use crate::web::address::{Address, SearchQuery};
use crate::web::answer::Made;
use crate::web::error::Problem;

/// Suggestions when nobody says how many.
const USUAL: usize = 8;
/// The form of suggestions by OpenSearch 1.1.
const OPENSEARCH: &str = "application/x-suggestions+json";

/// What may be meant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Suggestions {
    /// What was typed.
    pub query: String,
    /// Whether time was up before all was looked at.
    pub partial: bool,
    /// Likeliest first; references that were typed before all others.
    pub suggestions: Vec<Suggestion>,
}

/// One thing that may be meant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Suggestion {
    /// `reference`, `judgment`, `section`, `entity`, `theme` or `words`.
    pub kind: &'static str,
    /// What to show; for `words`, what to search.
    pub text: String,
    /// What tells it from others: an entity's kind, a judgment's number.
    pub detail: Option<String>,
    /// The canonical path that it leads to; for `words` their search.
    pub url: String,
    /// What of `text` was typed: start and end, in code points.
    pub typed: Vec<[usize; 2]>,
}

/// What both forms are asked with, as [`Typed`] reads it.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes the parameters, which are read by name")]
struct Parameters {
    /// What was typed so far
    q: String,
    /// Only in this report
    report: Option<String>,
    /// How many, at most 20; 8 unless told
    limit: Option<usize>,
}

/// Suggests what may be meant by the first letters typed: entities, themes, judgments, completions
/// and references (`KJ7`, `n57`, `p. 12`). Nothing below two characters.
#[utoipa::path(
    get,
    path = "/api/v1/suggest",
    params(Parameters),
    responses(
        (status = 200, body = Suggestions),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn find(call: Call) -> Response<Body> {
    answer(call, |found| json(&found)).await
}

/// The same in the form that browsers take (OpenSearch 1.1, suggestions extension): what was
/// typed, completions, descriptions, addresses.
#[utoipa::path(
    get,
    path = "/api/v1/suggest/opensearch",
    params(Parameters),
    responses(
        (status = 200, body = Vec<Column>, content_type = "application/x-suggestions+json"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn find_for_browsers(call: Call) -> Response<Body> {
    answer(call, |found| json(&columns(found)).media_type(OPENSEARCH)).await
}

/// What is suggested, in the form that `write` gives it; nothing where it is not there in time.
async fn answer(call: Call, write: fn(Suggestions) -> Made) -> Response<Body> {
    match Typed::read(&call) {
        Ok(typed) => {
            let query = typed.words.clone();
            let late = || write(Suggestions { query, partial: true, suggestions: Vec::new() });
            call.suggested(move |library| write(typed.suggestions(library)), late).await
        }
        Err(problem) => call.refuse(&problem),
    }
}

/// What was typed, or one of the lists beside it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Column {
    /// What was typed.
    Words(String),
    /// Completions, descriptions or addresses, in one order.
    List(Vec<String>),
}

fn columns(found: Suggestions) -> [Column; 4] {
    let (mut texts, mut details, mut urls) = (Vec::new(), Vec::new(), Vec::new());
    for one in found.suggestions {
        texts.push(one.text);
        details.push(one.detail.unwrap_or_default());
        urls.push(one.url);
    }
    [Column::Words(found.query), Column::List(texts), Column::List(details), Column::List(urls)]
}

/// A question for suggestions.
struct Typed {
    words: String,
    report: Option<Slug>,
    limit: usize,
}

impl Typed {
    fn read(call: &Call) -> Result<Self, Problem> {
        Ok(Self {
            words: call.parameters("q").next().unwrap_or_default().to_owned(),
            report: call.parameter("report")?,
            limit: call.parameter("limit")?.unwrap_or(USUAL).clamp(1, MOST),
        })
    }

    fn suggestions(self, library: &Library) -> Suggestions {
        let found = suggest(library, &self.words, self.report.as_ref(), self.limit);
        let report = self.report.map(|slug| slug.to_string()).unwrap_or_default();
        let suggestions = found.into_iter().map(|one| Suggestion::of(one, &report)).collect();
        Suggestions { query: self.words, partial: false, suggestions }
    }
}

impl Suggestion {
    fn of(one: Suggested, report: &str) -> Self {
        let url = if let Some(target) = one.target {
            Address::from(target).to_string()
        } else {
            let (q, report) = (one.text.clone(), report.to_owned());
            SearchQuery { q, report, ..SearchQuery::default() }.to_string()
        };
        let count = |offset: usize| one.text[..offset].chars().count();
        let typed = one.typed.iter().map(|span| [count(span.start), count(span.end)]).collect();
        Self { kind: one.kind.name(), detail: one.detail, url, typed, text: one.text }
    }
}
