//! What a query's fields name: `entity:huawei`, `judgment:KJ7`, `page:12-13`.
//!
//! In: a field and its value as typed. Out: the condition that it states. A value that names
//! nothing in the library gives none, and a notice; it is then read as words.

use super::super::Told;
use super::super::document::{Shared, short};
use super::super::lexicon::{key, number_of};
use super::super::parse::FieldName;
use super::{Condition, Planner};

/// Printed pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) enum Pages {
    /// The page of this label.
    One(String),
    /// The pages of these numbers, both ends included.
    Numbers(u32, u32),
}

impl Pages {
    /// Reads `12`, `p. 12`, `xii`, `12-13`.
    fn read(value: &str) -> Self {
        let value = value.trim_start_matches('p').trim_start_matches(['.', ' ']);
        let ends = value.split_once(['-', '–']).and_then(|(first, last)| {
            Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
        });
        match ends {
            Some((first, last)) => Self::Numbers(first, last),
            None => Self::One(value.to_owned()),
        }
    }

    /// Whether the page `label` is one of them.
    pub(in crate::search) fn has(&self, label: &str) -> bool {
        match self {
            Self::One(wanted) => label.eq_ignore_ascii_case(wanted),
            Self::Numbers(first, last) => {
                label.parse().is_ok_and(|number: u32| (*first..=*last).contains(&number))
            }
        }
    }
}

impl Planner<'_> {
    /// The condition that `field` states with `value`.
    pub(super) fn field(&mut self, field: FieldName, value: &str) -> Option<Condition> {
        let library = self.library;
        let wanted = value.trim().to_lowercase();
        let numbers = |shared: &[Shared]| -> Vec<u32> {
            let wanted_key = key(value);
            (0..)
                .zip(shared)
                .filter(|(_, one)| one.id == wanted || key(&one.name) == wanted_key)
                .map(|(number, _)| number)
                .collect()
        };
        let condition = match field {
            FieldName::Entity => {
                let mut found = numbers(&library.documents.entity);
                found.extend(library.names.named(&key(value)));
                (!found.is_empty()).then_some(Condition::Entity(found))
            }
            FieldName::Theme => {
                let found = numbers(&library.documents.theme);
                (!found.is_empty()).then_some(Condition::Theme(found))
            }
            FieldName::Section => self.section(&wanted).map(Condition::Section),
            FieldName::Kind => value.parse().ok().map(Condition::Kind),
            FieldName::Report => {
                let mut slugs = library.reports.iter().map(|report| &report.edition.report.slug);
                let at = slugs.position(|slug| slug.as_str() == wanted);
                at.map(|at| Condition::Report(short(at)))
            }
            FieldName::Page => {
                let pages = Pages::read(&wanted);
                let mut all = library.reports.iter().flat_map(|report| report.edition.pages());
                all.any(|start| pages.has(start.page.as_str())).then_some(Condition::Page(pages))
            }
            FieldName::Exact => None,
        };
        if condition.is_none() && field != FieldName::Exact {
            let name = match field {
                FieldName::Section => "section or judgment".to_owned(),
                _ => format!("{field:?}").to_lowercase(),
            };
            self.notice(Told::NoValue(name, value.to_owned()));
        }
        condition
    }

    /// The id of the section that is called so: its id, or a judgment's number as `7`, `KJ7` or
    /// `seven`.
    fn section(&self, wanted: &str) -> Option<String> {
        let number = wanted.strip_prefix("kj").unwrap_or(wanted).trim();
        let spelt = number_of(number.split([' ', '-'])).map(|(digits, _)| digits);
        [Some(wanted), Some(number), spelt.as_deref()]
            .into_iter()
            .flatten()
            .find(|id| {
                let mut reports = self.library.reports.iter();
                reports.any(|report| report.edition.sections.iter().any(|s| s.id.as_str() == *id))
            })
            .map(str::to_owned)
    }
}
