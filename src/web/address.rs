//! Paths: the one place that reads and writes them.
//!
//! A stand-in with the shape that the server needs, for the pages' own reading of every path of
//! the design: `parse` of a decoded path (case and trailing slash forgiven), `Display` as the
//! canonical path with its fragment.

use std::fmt;

use crate::model::{Point, Slug};

/// Where a document is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// The library.
    Library,
    /// A report's front page.
    Report(Slug),
    /// A point of a report.
    Point(Slug, Point),
    /// Search.
    Search,
    /// What people type.
    Go,
}

impl Address {
    /// The address that the percent-decoded `path` means, if it can mean one.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        match path {
            "" => Some(Self::Library),
            "search" => Some(Self::Search),
            "go" => Some(Self::Go),
            _ => match path.split_once('/') {
                None => path.parse().ok().map(Self::Report),
                Some((slug, rest)) => Some(Self::Point(slug.parse().ok()?, rest.parse().ok()?)),
            },
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Library => f.write_str("/"),
            Self::Report(slug) => write!(f, "/{slug}"),
            Self::Point(slug, point) => write!(f, "/{slug}/{point}"),
            Self::Search => f.write_str("/search"),
            Self::Go => f.write_str("/go"),
        }
    }
}
