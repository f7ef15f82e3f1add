//! `/verify`: whether a quotation stands in a report.

use axum::body::Body;
use axum::http::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemDocument;
use super::call::{Call, json};
use crate::library::verify::{LONGEST_QUOTE, Passage, Verdict, verify};
use crate::model::Slug;
use crate::web::address::Address;
use crate::web::error::Problem;

/// Whether a quotation stands in a report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Verified {
    /// Word for word, nearly, or not at all.
    pub verdict: Word,
    /// The path of the smallest point that holds the words.
    pub url: Option<String>,
    /// The report's words.
    pub text: Option<String>,
    /// Where the quotation and the report part, in order.
    pub differences: Vec<Difference>,
    /// The paths of other points with the very same words.
    pub elsewhere: Vec<String>,
}

/// A verdict.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// Word for word; shapes of quotation marks, dashes and blanks, brackets and ellipses aside.
    Verbatim,
    /// Nearly.
    Close,
    /// Not at all.
    Absent,
}

/// Where a quotation and the report part.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Difference {
    /// The quotation's words; empty where it leaves some out.
    pub quoted: String,
    /// The report's words; empty where the quotation adds some.
    pub printed: String,
    /// Code points of `text` before the report's words.
    pub offset: usize,
}

/// Looks for a quotation: verbatim, close with the differences, or absent.
#[utoipa::path(
    get,
    path = "/api/v1/verify",
    params(
        ("quote" = String, Query, description = "The quotation, at most 10,000 characters"),
        ("report" = Option<String>, Query, description = "Only in this report"),
    ),
    responses(
        (status = 200, body = Verified),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(super) async fn check(call: Call) -> Response<Body> {
    let (quote, within) = match (call.needed("quote"), call.parameter::<Slug>("report")) {
        (Ok(quote), Ok(within)) => (quote.to_owned(), within),
        (Err(problem), _) | (_, Err(problem)) => return call.refuse(&problem),
    };
    if quote.chars().count() > LONGEST_QUOTE {
        return call.refuse(&Problem::Malformed(format!(
            "the quotation is longer than {LONGEST_QUOTE} characters; check a part of it"
        )));
    }
    call.searched(move |library| {
        Ok(json(&match verify(library, &quote, within.as_ref()) {
            Verdict::Verbatim { passage, elsewhere } => Verified {
                elsewhere: elsewhere.iter().map(url).collect(),
                ..Verified::of(Word::Verbatim, passage)
            },
            Verdict::Close { passage, differences } => Verified {
                differences: differences
                    .into_iter()
                    .map(|difference| Difference {
                        quoted: difference.quoted,
                        printed: difference.printed,
                        offset: difference.offset,
                    })
                    .collect(),
                ..Verified::of(Word::Close, passage)
            },
            Verdict::Absent => Verified {
                verdict: Word::Absent,
                url: None,
                text: None,
                differences: Vec::new(),
                elsewhere: Vec::new(),
            },
        }))
    })
    .await
}

fn url(passage: &Passage) -> String {
    Address::Point(passage.report.clone(), passage.point.clone()).to_string()
}

impl Verified {
    fn of(verdict: Word, passage: Passage) -> Self {
        Self {
            verdict,
            url: Some(url(&passage)),
            text: Some(passage.text),
            differences: Vec::new(),
            elsewhere: Vec::new(),
        }
    }
}
