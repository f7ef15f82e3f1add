//! Keywords in context: each place where a word was found on a line of its own, the words before
//! it to the left, those after it to the right.
//!
//! In: hits. Out: a line for each run of found words; neighbours with no more than a blank or a
//! hyphen between them are one run.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::library::{lookup, name};
use crate::model::Span;
use crate::render::Html;
use crate::search::Hit;
use crate::web::address::{Address, MarkQuery, SearchQuery};
use crate::web::page::Shelf;
use crate::web::page::section::is_capitals;
use crate::web::page::view::own;

use super::hit;

/// Characters, as readers see them, on each side of a keyword.
const CONTEXT: usize = 90;

/// A keyword in its context.
pub(super) struct LineView {
    pub(super) left: String,
    pub(super) keyword: String,
    pub(super) right: String,
    /// Its sentence's page, with the words marked.
    pub(super) href: String,
    /// What people call its section.
    pub(super) name: String,
    /// Whether that is printed in capitals.
    pub(super) capitals: bool,
    pub(super) page: Option<String>,
    /// What its words are, where they are not the author's.
    pub(super) by: Option<&'static str>,
    /// Its report, where several were searched.
    pub(super) report: Option<String>,
    /// The attribute of its report's language.
    pub(super) own: Html,
}

/// The lines of `hits`, in their order.
pub(super) fn of(
    shelf: Shelf<'_>,
    query: &SearchQuery,
    hits: &[Hit],
    several: bool,
) -> Vec<LineView> {
    let marks = MarkQuery::from(query);
    hits.iter().flat_map(|hit| lines(shelf, &marks, hit, several)).collect()
}

fn lines(shelf: Shelf<'_>, marks: &MarkQuery, hit: &Hit, several: bool) -> Vec<LineView> {
    let words = shelf.words();
    let report = shelf.library.reports()[hit.report].as_ref();
    runs(&hit.text, &hit.highlights)
        .into_iter()
        .map(|run| {
            let point = match hit::place(hit) {
                Some(place) => lookup::quote_at(report, place, run).point,
                None => hit::point(report, hit),
            };
            let section = hit.section.map(|at| words.section(&report.edition.sections[at]));
            let name = section.unwrap_or_else(|| name::point_in(&words, report, &point));
            LineView {
                left: before(&hit.text[..run.start]),
                keyword: run.of(&hit.text).to_owned(),
                own: own(words, &report.edition.report),
                by: hit::by(words, report, hit, run),
                right: after(&hit.text[run.end..]),
                capitals: is_capitals(&name),
                name,
                href: marks.on(&Address::Point(report.edition.report.slug.clone(), point).into()),
                page: hit::page(report, hit, run.start),
                report: several.then(|| report.edition.report.title.clone()),
            }
        })
        .collect()
}

/// `found`, neighbours joined.
fn runs(text: &str, found: &[Span]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for span in found {
        match runs.last_mut() {
            Some(last)
                if matches!(&text[last.end..span.start], "" | " " | "\u{a0}" | "-" | "–" | "/") =>
            {
                last.end = span.end;
            }
            _ => runs.push(*span),
        }
    }
    runs
}

/// The last words of `text`, on one line.
fn before(text: &str) -> String {
    let start = text.grapheme_indices(true).rev().take(CONTEXT).last().map_or(0, |(at, _)| at);
    let words = &text[start..];
    // A word that is cut is left out.
    let words = match words.find(char::is_whitespace) {
        Some(blank) if start > 0 => &words[blank..],
        _ => words,
    };
    flat(words)
}

/// The first words of `text`, on one line.
fn after(text: &str) -> String {
    let end = text.grapheme_indices(true).nth(CONTEXT).map_or(text.len(), |(at, _)| at);
    let words = &text[..end];
    let words = match words.rfind(char::is_whitespace) {
        Some(blank) if end < text.len() => &words[..blank],
        _ => words,
    };
    flat(words)
}

/// `text` with every run of blanks as one, those at its ends too: they part it from the keyword.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if flat.ends_with(' ') => {}
            true => flat.push(' '),
            false => flat.push(c),
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_keyword() {
        let text = "an arms race, arms and a race";
        let spans = [(3, 7), (8, 12), (14, 18), (25, 29)];
        let spans = spans.map(|(start, end)| Span::new(start, end));
        let runs: Vec<_> = runs(text, &spans).iter().map(|run| run.of(text)).collect();
        assert_eq!(runs, ["arms race", "arms", "race"]);
    }

    #[test]
    fn context_is_cut_between_words_and_never_in_a_grapheme() {
        let words = "word ".repeat(40);
        assert_eq!(after(&words).trim().len() % 5, 4);
        assert!(before(&words).trim().starts_with("word"));
        assert_eq!(before("a\nb  c "), "a b c ");
        let piled = "e\u{301}".repeat(CONTEXT + 5);
        assert_eq!(after(&piled).graphemes(true).count(), CONTEXT);
        assert_eq!(before(&piled).graphemes(true).count(), CONTEXT);
    }
}
