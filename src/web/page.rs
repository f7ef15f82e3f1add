//! Pages: an address of a library becomes a document.
//!
//! A stand-in with the two functions that the server calls, for the pages themselves.

use super::address::Address;
use super::answer::{self, Made};
use super::error::Problem;
use super::query::Query;
use crate::library::Library;

/// The document at `address`. Only search and go are given their `query`; all others are made
/// once per library and kept.
///
/// # Errors
/// If nothing is there, or it is gone, or the query cannot be used.
pub fn make(library: &Library, address: &Address, query: &Query) -> answer::Result {
    let _ = query;
    match address {
        Address::Library => {
            let slugs: Vec<_> =
                library.reports().iter().map(|r| r.edition.report.slug.as_str()).collect();
            Ok(Made::new(answer::TEXT, slugs.join("\n")).into())
        }
        _ => Err(Problem::unknown(format!("{address} is not there"))),
    }
}

/// A problem as a page, with its status. `library` offers what does exist.
#[must_use]
pub fn problem(library: &Library, problem: &Problem) -> Made {
    let _ = library;
    Made::new(answer::TEXT, format!("{}: {}", problem.title(), problem.detail()))
        .status(problem.status())
}
