//! The words by which the author says how sure he is, section by section.

use askama::Template;

use crate::annotate::certainty::{self, Certainty, Grade};
use crate::library::lookup;
use crate::model::{Place, Point, Span};
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer;
use crate::web::words::Words;

use super::frame::Frame;
use super::view::View;

#[derive(Template)]
#[template(path = "language.html")]
struct LanguagePage {
    frame: Frame,
    total: usize,
    grades: Vec<GradeRow>,
    sections: Vec<SectionWords>,
}

/// A grade over the whole report.
struct GradeRow {
    name: &'static str,
    meaning: &'static str,
    /// The words that the report uses, the most frequent first: `will 12`.
    words: Vec<String>,
    count: usize,
}

/// The words of one section.
struct SectionWords {
    name: String,
    title: String,
    href: String,
    /// `3 likely, 1 possible`.
    counts: String,
    rows: Vec<SentenceRow>,
}

/// A sentence with its words marked.
struct SentenceRow {
    sentence: Html,
    href: String,
    name: String,
    page: Option<String>,
    grades: Vec<String>,
}

/// A grade as a heading, and what its words do.
fn describe(words: Words, grade: Grade) -> (&'static str, &'static str) {
    match grade {
        Grade::Certain => (words.certain(), words.certain_means()),
        Grade::Likely => (words.likely(), words.likely_means()),
        Grade::Believed => (words.believed(), words.believed_means()),
        Grade::Inferred => (words.inferred(), words.inferred_means()),
        Grade::Reported => (words.reported(), words.reported_means()),
        Grade::Possible => (words.possible(), words.possible_means()),
        Grade::Doubtful => (words.doubtful(), words.doubtful_means()),
    }
}

/// A grade inside a line.
fn name(words: Words, grade: Grade) -> String {
    describe(words, grade).0.to_lowercase()
}

/// The page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>) -> answer::Result {
    let found: Vec<Vec<(Place, Certainty)>> = (0..view.edition().sections.len())
        .map(|at| certainty::of_section(view.report, at))
        .collect();
    let all: Vec<(Place, Certainty)> = found.iter().flatten().copied().collect();
    let sections = found.iter().enumerate().filter(|(_, words)| !words.is_empty());
    let description = view.words.certainty_about(view.edition().report.full_title());
    let address = Address::Language(view.slug().clone());
    let page = LanguagePage {
        frame: Frame::of_report(view, &address, view.words.certainty_title(), &description),
        total: all.len(),
        grades: Grade::ALL.into_iter().map(|grade| grade_row(view, grade, &all)).collect(),
        sections: sections.map(|(at, words)| section_words(view, at, words)).collect(),
    };
    Ok(super::print(&page)?.into())
}

fn grade_row(view: View<'_>, grade: Grade, all: &[(Place, Certainty)]) -> GradeRow {
    let mut words: Vec<(String, usize)> = Vec::new();
    let own = all.iter().filter(|(_, found)| found.grade == grade);
    for (place, found) in own.clone() {
        let word = found.span.of(view.edition().text(*place).plain()).to_lowercase();
        match words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => words.push((word, 1)),
        }
    }
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let (name, meaning) = describe(view.words, grade);
    GradeRow {
        name,
        meaning,
        words: words.into_iter().map(|(word, count)| format!("{word}\u{a0}{count}")).collect(),
        count: own.count(),
    }
}

fn section_words(view: View<'_>, at: usize, words: &[(Place, Certainty)]) -> SectionWords {
    let section = &view.edition().sections[at];
    let counts: Vec<_> = Grade::ALL
        .into_iter()
        .map(|grade| (grade, words.iter().filter(|(_, found)| found.grade == grade).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(grade, count)| view.words.of_grade(count, name(view.words, grade)))
        .collect();
    SectionWords {
        name: view.name(&Point::Section(section.id.clone())),
        title: section.number.map(|_| section.title.plain().to_owned()).unwrap_or_default(),
        href: view.section_address(section).to_string(),
        counts: view.words.list(&counts),
        rows: sentence_rows(view, words),
    }
}

/// One row a sentence, with all its words marked.
fn sentence_rows(view: View<'_>, words: &[(Place, Certainty)]) -> Vec<SentenceRow> {
    let mut rows = Vec::new();
    let mut rest = words;
    while let Some(&(place, first)) = rest.first() {
        let quote = lookup::quote_at(view.report, place, first.span);
        let inside =
            |(other, word): &(Place, Certainty)| *other == place && quote.span.contains(word.span);
        let (own, others) = rest.split_at(rest.iter().take_while(|w| inside(w)).count().max(1));
        rest = others;
        let hits: Vec<Span> = own.iter().map(|(_, word)| word.span).collect();
        let mut grades: Vec<_> = own.iter().map(|(_, word)| name(view.words, word.grade)).collect();
        grades.dedup();
        rows.push(SentenceRow {
            sentence: view.excerpt(&quote, &hits),
            href: view.address(quote.point.clone()).to_string(),
            name: view.name(&quote.point),
            page: view.page_of(&quote).map(ToString::to_string),
            grades,
        });
    }
    rows
}
