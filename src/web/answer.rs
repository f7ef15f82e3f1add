//! What a page says back, before it becomes HTTP: a made document, a redirection, or a problem.
//!
//! Pages make these; [`crate::web`] compresses, tags, stores and sends them with the headers that
//! every answer has. Nothing here knows a connection, a method or an encoding.

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode};

use super::address::{Address, SeenLink};
use super::error::Problem;

/// HTML, as pages make it.
pub const HTML: &str = "text/html; charset=utf-8";
/// JSON.
pub const JSON: &str = "application/json";
/// Markdown.
pub const MARKDOWN: &str = "text/markdown; charset=utf-8";
/// Plain text.
pub const TEXT: &str = "text/plain; charset=utf-8";

/// A media type without its parameters, as links and forms name it.
#[must_use]
pub fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default()
}

/// What a page says back.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A document.
    Made(Made),
    /// Look elsewhere.
    Redirect {
        /// The canonical address, with its fragment if it has one.
        to: Address,
        /// Whether that will never change (308), or may (307).
        permanent: bool,
    },
    /// The words of a shared link are there now (307).
    Moved(SeenLink),
}

/// What a maker of pages returns. A near miss in the path itself (case, trailing slash) needs no
/// `Redirect`: a document made for an address is served at that address's canonical path only.
pub type Result = std::result::Result<Answer, Problem>;

/// A document: the same bytes for everyone who asks for it while the library stays the same.
#[derive(Debug, Clone)]
pub struct Made {
    /// Status; 200 but for problems.
    pub status: StatusCode,
    /// Media type, with its character set where it has one.
    pub media_type: &'static str,
    /// The document.
    pub body: Bytes,
    /// More headers: `Link`, `X-Robots-Tag`. Length, tag, caching, encoding and the headers of
    /// every answer are not its business.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether the same question gives the same bytes again, so that a tag is of use.
    pub tagged: bool,
}

impl Made {
    /// A document of `media_type` with status 200.
    #[must_use]
    pub fn new(media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            media_type,
            body: body.into(),
            headers: Vec::new(),
            tagged: true,
        }
    }

    /// An HTML page.
    #[must_use]
    pub fn html(page: String) -> Self {
        Self::new(HTML, page)
    }

    /// The same document with another media type.
    #[must_use]
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = media_type;
        self
    }

    /// The same document with another status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same document without a tag: it tells something of this very answer, such as its time.
    #[must_use]
    pub fn untagged(mut self) -> Self {
        self.tagged = false;
        self
    }

    /// The same document with one more header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl From<Made> for Answer {
    fn from(made: Made) -> Self {
        Self::Made(made)
    }
}
