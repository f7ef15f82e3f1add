//! A report as all citations of it see it: what its points have in common, worked out once.
//!
//! In: an edition. Out: a [`Work`]: the title page, its title in sentence case, headings that are
//! printed in capitals as they are cited, and the drawings that need no more than a locator.

use std::collections::HashMap;

use jiff::civil::Date;

use super::forms::Forms;
use super::title::{self, Capitals};
use super::{Cited, Locator, Step, names, style};
use crate::model::{BlockId, Edition, Report, slugify};

/// A report as it is cited.
#[derive(Debug)]
pub struct Work {
    report: Report,
    sentence_title: Option<String>,
    headings: HashMap<String, String>,
    forms: Forms,
}

impl Work {
    /// The work of `edition`.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        let capitals = Capitals::of(edition);
        let sections = edition.sections.iter().map(|section| section.title.plain());
        let blocks = edition.sections.iter().flat_map(|section| &section.blocks);
        let inner = blocks.filter(|block| matches!(block.id, BlockId::Heading(_)));
        let printed = sections.chain(inner.map(|block| block.text.plain()));
        let headings = printed
            .filter_map(|printed| Some((printed.to_owned(), capitals.headline(printed)?)))
            .collect();
        let sentence_title = capitals.sentence(&edition.report);
        Self { headings, ..Self::titled(edition.report.clone(), sentence_title) }
    }

    /// A work whose title in sentence case is `sentence_title`; whose title stays as it is printed
    /// without.
    #[must_use]
    pub fn titled(report: Report, sentence_title: Option<String>) -> Self {
        Self { report, sentence_title, headings: HashMap::new(), forms: Forms::default() }
    }

    /// The title page.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Title and subtitle in sentence case, where the language has it and it is known which words
    /// are names.
    #[must_use]
    pub fn sentence_title(&self) -> Option<&str> {
        self.sentence_title.as_deref()
    }

    /// How to cite it, or the point at `locator`, which is read at `here` and was read on the day
    /// `accessed`.
    #[must_use]
    pub fn cite(
        &self,
        locator: Option<Locator>,
        here: Option<String>,
        accessed: Option<Date>,
    ) -> Cited<'_> {
        let locator = locator.map(|mut locator| {
            for step in &mut locator.steps {
                if let Step::Section(name) = step
                    && let Some(cited) = self.headings.get(name.as_str())
                {
                    cited.clone_into(name);
                }
            }
            locator
        });
        Cited { work: self, locator, here, accessed }
    }

    /// Draws what every citation of a point begins with, so that no reader waits for it.
    pub fn prepare(&self) {
        style::prepare(self);
    }

    pub(super) const fn forms(&self) -> &Forms {
        &self.forms
    }

    /// A name for the work in a bibliography file: `allen2019understanding`.
    #[must_use]
    pub fn key(&self) -> String {
        let report = &self.report;
        let first = names::of(report).first().map(names::Name::sorted_by).unwrap_or_default();
        let word = |text: &str, longest| slugify(text, longest).replace('-', "");
        let year = report.published.map(|date| date.year().to_string()).unwrap_or_default();
        let long = report.title.split_whitespace().map(|title| word(title, 24));
        let title = long.filter(|title| title.len() > 3).map(Some).next().flatten();
        let key = format!("{}{year}{}", word(&first, 24), title.unwrap_or_default());
        if key.is_empty() { report.slug.to_string() } else { key }
    }

    /// Title and subtitle with typographic quotation marks.
    pub(super) fn title(&self) -> String {
        title::curl(&self.report.full_title())
    }

    /// The publisher without the abbreviation that many add in parentheses.
    pub(super) fn publisher(&self) -> Option<String> {
        self.report.publisher.as_deref().map(|name| title::curl(names::without_abbreviation(name)))
    }
}
