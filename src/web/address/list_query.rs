//! What a list of a report is asked to show: the query of the register and of the figures.

use super::Address;
use super::query::with_query;
use crate::web::query::Query;

/// A choice from a list. Empty strings are absent filters; whether a filter names something that
/// exists is for the list to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListQuery {
    /// Words of a name.
    pub q: String,
    /// Only this kind.
    pub kind: String,
    /// Only this unit.
    pub unit: String,
    /// The order; the list's own when empty.
    pub sort: String,
}

impl ListQuery {
    /// Whether the list is to be shown as it is.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.q.is_empty() && self.kind.is_empty() && self.unit.is_empty() && self.sort.is_empty()
    }

    /// Where `list` shows this choice.
    #[must_use]
    pub fn of(&self, list: &Address) -> String {
        let pairs = [
            ("q", self.q.clone()),
            ("kind", self.kind.clone()),
            ("unit", self.unit.clone()),
            ("sort", self.sort.clone()),
        ];
        with_query(list, &pairs)
    }
}

impl From<&Query> for ListQuery {
    fn from(query: &Query) -> Self {
        // A form sends its empty fields too.
        let read = |name| {
            query.all(name).find(|value| !value.trim().is_empty()).unwrap_or_default().to_owned()
        };
        Self { q: read("q"), kind: read("kind"), unit: read("unit"), sort: read("sort") }
    }
}
