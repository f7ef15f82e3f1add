//! What went wrong with a request, as the reader sees it.
//!
//! One enum for pages and API: [`crate::web::page::problem`] draws it as a page, the API as
//! problem+json (RFC 9457). Internal detail is logged where it happens and never gets in here.

use axum::http::StatusCode;

use super::address::Address;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The request cannot be read (400); says what is wrong and what to do.
    Malformed(String),
    /// Nothing is there (404).
    Unknown {
        /// What was looked for: `report ai-strategy has no section 17`.
        what: String,
        /// The nearest points that do exist, nearest first.
        nearest: Vec<Offer>,
    },
    /// It was there and is no more (410).
    Gone {
        /// What is gone: `paragraph 4/7 was removed`.
        what: String,
        /// The words that stood there.
        stood: Option<String>,
        /// The nearest living point.
        nearest: Vec<Offer>,
    },
    /// The answer is not offered in the form that was asked for (501).
    Form(String),
    /// Another method than GET and HEAD (405).
    Method,
    /// A body where none is read (413).
    Body,
    /// Address too long (414).
    TooLong,
    /// Header fields too large or too many (431).
    Headers,
    /// Too many connections from one client (429).
    Crowd,
    /// Too many requests of one kind at once (503); come back in a moment.
    Busy,
    /// It took longer than its deadline (503).
    Late,
    /// Our fault (500).
    Failed,
}

/// A point that a problem offers instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub address: Address,
}

impl Problem {
    /// Nothing is there, and nothing is near.
    #[must_use]
    pub fn unknown(what: impl Into<String>) -> Self {
        Self::Unknown { what: what.into(), nearest: Vec::new() }
    }

    /// The status of its answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Unknown { .. } => StatusCode::NOT_FOUND,
            Self::Gone { .. } => StatusCode::GONE,
            Self::Form(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Body => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Headers => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Crowd => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Late => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A short name, the same for every problem of its kind.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "This request cannot be read",
            Self::Unknown { .. } => "Nothing is here",
            Self::Gone { .. } => "This is gone",
            Self::Form(_) => "There is no such form",
            Self::Method => "Sidenote is for reading",
            Self::Body => "This request has a body",
            Self::TooLong => "This address is too long",
            Self::Headers => "This request's header is too large",
            Self::Crowd => "Too many connections",
            Self::Busy => "Too busy for a moment",
            Self::Late => "This took too long",
            Self::Failed => "Something broke",
        }
    }

    /// What is wrong with this very request, and what to do.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Malformed(what)
            | Self::Form(what)
            | Self::Unknown { what, .. }
            | Self::Gone { what, .. } => what.clone(),
            Self::Method => "only GET and HEAD are answered; use one of them".into(),
            Self::Body => "a body is not read here; send the request without one".into(),
            Self::TooLong => "use a shorter address; 8 KiB is more than any page has".into(),
            Self::Headers => "send fewer and shorter header fields".into(),
            Self::Crowd => "close some of your connections to this server, then try again".into(),
            Self::Busy => "more searches are waiting than can be answered; try again soon".into(),
            Self::Late => "the answer was not ready in time; try again, or ask for less".into(),
            Self::Failed => "the fault is ours and has been noted; other pages still work".into(),
        }
    }

    /// The points that it offers instead.
    #[must_use]
    pub fn nearest(&self) -> &[Offer] {
        match self {
            Self::Unknown { nearest, .. } | Self::Gone { nearest, .. } => nearest,
            _ => &[],
        }
    }
}
