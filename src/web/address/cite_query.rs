//! The day of access that a page of citations, or a file of one, is asked to print.

use std::fmt;

use jiff::civil::Date;

use super::Address;
use super::query::with_query;
use crate::web::error::Problem;
use crate::web::query::Query;

/// A page of citations or a file of one, with the day on which the reader says to have read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CiteQuery {
    /// The page or the file.
    pub address: Address,
    /// The day.
    pub accessed: Option<Date>,
}

impl CiteQuery {
    /// The day that `query` gives.
    ///
    /// # Errors
    /// If it is no day.
    pub fn day(query: &Query) -> Result<Option<Date>, Problem> {
        let Some(day) = query.all("accessed").find(|day| !day.is_empty()) else { return Ok(None) };
        let read = day.parse::<Date>().ok().filter(|date| date.to_string() == day);
        read.map(Some).ok_or_else(|| {
            Problem::Malformed(format!("{day:?} is no day of access; write it as 2026-11-24"))
        })
    }
}

impl fmt::Display for CiteQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.accessed.map(|day| day.to_string()).unwrap_or_default();
        f.write_str(&with_query(&self.address, &[("accessed", day)]))
    }
}
