//! What a reader may mean by the first letters typed: references, names, judgments, words.
//!
//! In: a library and what was typed. Out: suggestions, each with the point that it leads to, or
//! none for words to search. References that are written out (`KJ7`, `p. 12`) come first; then
//! what the search index suggests, likeliest first.

use super::resolve::{Target, read_points};
use super::{Library, name};
use crate::annotate::AnnotatedReport;
use crate::model::{Point, Slug, Span};
use crate::search::{Suggestion, SuggestionKind};

/// Most suggestions that may be asked for.
pub const MOST: usize = 20;
/// Fewest characters that anything is suggested for.
pub const FEWEST: usize = 2;
/// Most reports in which one reference is suggested.
const MOST_REFERENCES: usize = 3;
/// Of one report, so many times as many are looked at, since the index suggests from all.
const WIDER: usize = 4;

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A point, by a reference that was typed.
    Reference,
    /// A judgment, by words of its statement.
    Judgment,
    /// Another section, by words of its title.
    Section,
    /// An entity, by a name.
    Entity,
    /// A theme, by its name.
    Theme,
    /// Words to search.
    Words,
}

impl Kind {
    /// The kind's name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Judgment => "judgment",
            Self::Section => "section",
            Self::Entity => "entity",
            Self::Theme => "theme",
            Self::Words => "words",
        }
    }
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// What it is.
    pub kind: Kind,
    /// What to show, and, for words, what to search.
    pub text: String,
    /// What tells it from others: an entity's kind, a judgment's number, a report.
    pub detail: Option<String>,
    /// The bytes of `text` that were typed.
    pub typed: Vec<Span>,
    /// Where it leads; nowhere for words.
    pub target: Option<Target>,
}

/// At most `limit` suggestions for what was `typed`, of the report `within` alone if that is
/// given; nothing below [`FEWEST`] characters.
#[must_use]
pub fn suggest(
    library: &Library,
    typed: &str,
    within: Option<&Slug>,
    limit: usize,
) -> Vec<Suggested> {
    let limit = limit.min(MOST);
    if typed.trim().chars().count() < FEWEST {
        return Vec::new();
    }
    let only = match within {
        None => None,
        Some(slug) => match library.reports().iter().position(|r| r.edition.report.slug == *slug) {
            None => return Vec::new(),
            only => only,
        },
    };
    let several = only.is_none() && library.reports().len() > 1;
    let mut suggested: Vec<Suggested> = read_points(library, typed, within, MOST_REFERENCES)
        .into_iter()
        .map(|target| Suggested {
            kind: Kind::Reference,
            text: target.title.clone(),
            detail: several.then(|| title(library, &target.report)).flatten(),
            typed: Vec::new(),
            target: Some(target),
        })
        .collect();
    let wide = if only.is_some() { limit * WIDER } else { limit };
    let found = library.index().suggest(typed, wide).into_iter();
    for one in found.filter_map(|one| of_index(library, one, only)) {
        if suggested.len() >= limit {
            break;
        }
        let is_twice = |other: &Suggested| {
            other.target.is_some()
                && other.target.as_ref().map(|t| (&t.report, &t.point))
                    == one.target.as_ref().map(|t| (&t.report, &t.point))
        };
        if !suggested.iter().any(is_twice) {
            suggested.push(one);
        }
    }
    suggested.truncate(limit);
    suggested
}

fn title(library: &Library, slug: &Slug) -> Option<String> {
    library.report(slug).map(|report| report.edition.report.title.clone())
}

/// What the index suggests, with its point; `None` if the report `only` has no such thing.
fn of_index(library: &Library, one: Suggestion, only: Option<usize>) -> Option<Suggested> {
    let report = |at: usize| library.reports()[only.unwrap_or(at)].as_ref();
    let (kind, target) = match one.kind {
        SuggestionKind::Words => (Kind::Words, None),
        SuggestionKind::Section { report: at, section } => {
            if only.is_some_and(|only| only != at) {
                return None;
            }
            let section = &report(at).edition.sections[section];
            let kind = if section.number.is_some() { Kind::Judgment } else { Kind::Section };
            (kind, Some(target(report(at), Point::Section(section.id.clone()))))
        }
        // An entity or theme of several reports is suggested as the first one's.
        SuggestionKind::Entity { report: at, entity } => {
            let id = &library.reports()[at].register.entities[entity].id;
            report(at).register.find_entity(id)?;
            (Kind::Entity, Some(target(report(at), Point::Entity(id.clone()))))
        }
        SuggestionKind::Theme { report: at, theme } => {
            let id = &library.reports()[at].register.themes[theme].id;
            report(at).register.find_theme(id)?;
            (Kind::Theme, Some(target(report(at), Point::Theme(id.clone()))))
        }
    };
    Some(Suggested { kind, text: one.text, detail: one.detail, typed: one.typed, target })
}

fn target(report: &AnnotatedReport, point: Point) -> Target {
    let title = name::point(report, &point);
    Target { report: report.edition.report.slug.clone(), point: Some(point), title }
}
