//! Citations: each style against strings checked by hand with its handbook, files by their
//! formats' rules, and what the page and the API make of them.

mod files;
mod pages;
mod styles;

use sidenote::cite::{Cited, Locator, Pages, Step, Work};
use sidenote::model::{Author, Report};

/// A report of the usual kind: one author, a publisher with its abbreviation, a date, an address.
fn report() -> Report {
    Report {
        slug: "ai-strategy".parse().expect("a slug"),
        title: "Understanding China's AI Strategy".to_owned(),
        subtitle: Some("Clues to Chinese Strategic Thinking".to_owned()),
        authors: authors(&["Gregory C. Allen"]),
        publisher: Some("Center for a New American Security (CNAS)".to_owned()),
        published: Some(jiff::civil::date(2019, 2, 6)),
        language: "en".to_owned(),
        source_url: Some("https://www.cnas.org/strategy".to_owned()),
        rights: None,
        edition: "1".to_owned(),
    }
}

fn authors(names: &[&str]) -> Vec<Author> {
    let author = |name: &&str| Author { name: (*name).to_owned(), ..Author::default() };
    names.iter().map(author).collect()
}

/// `report` with its title as printed in every style.
fn work(report: &Report) -> Work {
    Work::titled(report.clone(), None)
}

/// `work` whole, without a day of access.
fn whole(work: &Work) -> Cited<'_> {
    work.cite(None, None, None)
}

/// Judgment 4, paragraph 3, pages `first` to `last`.
fn locator(first: &str, last: &str) -> Locator {
    let page = |label: &str| label.parse().expect("a page");
    Locator {
        pages: Some(Pages { first: page(first), last: page(last) }),
        steps: vec![Step::Judgment(4), Step::Paragraph(3)],
    }
}
