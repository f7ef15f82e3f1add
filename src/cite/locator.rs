//! Where in a report a point is, as a citation says it: `9–10, judgment 4, para. 3`.
//!
//! In: an edition and a place in it. Out: a [`Locator`], and its words as each style wants them.
//! Sentences are no locators in any style: their paragraph is.

use super::Style;
use crate::model::{BlockId, Edition, NoteNumber, PageLabel, Place, Span};

/// Where in a report a point is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Locator {
    /// The printed pages that it stands on.
    pub pages: Option<Pages>,
    /// The way to it, from the large to the small.
    pub steps: Vec<Step>,
}

/// Printed pages, the first and the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The first.
    pub first: PageLabel,
    /// The last; the same for one page.
    pub last: PageLabel,
}

/// A step on the way to a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A numbered section.
    Judgment(u32),
    /// A section or sub-heading by its words.
    Section(String),
    /// A numbered block.
    Paragraph(u32),
    /// A note.
    Note(NoteNumber),
}

impl Pages {
    /// The pages of `span` in the text at `place`.
    #[must_use]
    pub fn of_words(edition: &Edition, place: Place, span: Span) -> Option<Self> {
        let first = edition.page_at(place, span.start)?;
        // A page that begins right after the last word is not one of them.
        let last = edition.page_at(place, span.end.saturating_sub(1).max(span.start))?;
        Some(Self { first: first.clone(), last: last.clone() })
    }

    /// The pages of the section at index `at`.
    #[must_use]
    pub fn of_section(edition: &Edition, at: usize) -> Option<Self> {
        let section = &edition.sections[at];
        let title = Place::Title { section: at };
        let first = edition.page_at(title, 0)?.clone();
        let (place, text) = match section.blocks.len().checked_sub(1) {
            Some(block) => (Place::Block { section: at, block }, &section.blocks[block].text),
            None => (title, &section.title),
        };
        let last = edition.page_at(place, text.plain().len().saturating_sub(1))?.clone();
        Some(Self { first, last })
    }

    fn are_many(&self) -> bool {
        self.first != self.last
    }

    /// `9`, `9–10`, `115–16`.
    fn words(&self, style: Style) -> String {
        if !self.are_many() {
            return self.first.to_string();
        }
        let (first, last) = (self.first.as_str(), self.last.as_str());
        let shortened = match (first.parse(), last.parse()) {
            (Ok(from), Ok(to)) => shorten(from, to, style),
            _ => None,
        };
        format!("{first}–{}", shortened.unwrap_or_else(|| last.to_owned()))
    }
}

/// The second number of a range without the digits that the style leaves out. Chicago Manual of
/// Style 9.63 (18th edition, 9.61 in the 17th): all digits below 100 and after hundreds, the
/// changed part alone after 101 to 109 and the like, else two digits or more as needed. MLA
/// Handbook 9, 2.139: two digits, more as needed. APA and Harvard print all.
fn shorten(from: u32, to: u32, style: Style) -> Option<String> {
    if from < 100 || to <= from || from.to_string().len() != to.to_string().len() {
        return None;
    }
    let two_at_least = match style {
        Style::ChicagoNote | Style::ChicagoBibliography => match from % 100 {
            0 => return None,
            rest => rest >= 10,
        },
        Style::Mla => true,
        Style::Apa | Style::Harvard => return None,
    };
    let (from, to) = (from.to_string(), to.to_string());
    let changed = from.bytes().zip(to.bytes()).position(|(a, b)| a != b)?;
    let kept = if two_at_least { changed.min(to.len() - 2) } else { changed };
    Some(to[kept..].to_owned())
}

impl Locator {
    /// The locator of a block's words: its section's step, its own, and their pages. `section` is
    /// what people call the section.
    #[must_use]
    pub fn of_words(edition: &Edition, section: &str, place: Place, span: Span) -> Self {
        let pages = Pages::of_words(edition, place, span);
        match place {
            Place::PartTitle(_) => Self { pages, steps: Vec::new() },
            Place::Title { section: at } => {
                Self { pages, ..Self::of_section(edition, section, at) }
            }
            Place::Block { section: at, block } => {
                let mut steps = Self::of_section(edition, section, at).steps;
                let block = &edition.sections[at].blocks[block];
                steps.push(match &block.id {
                    BlockId::Number(number) => Step::Paragraph(*number),
                    BlockId::Heading(_) => Step::Section(block.text.plain().to_owned()),
                });
                Self { pages, steps }
            }
        }
    }

    /// The locator of the section at index `at`, which people call `name`.
    #[must_use]
    pub fn of_section(edition: &Edition, name: &str, at: usize) -> Self {
        let step = match edition.sections[at].number {
            Some(number) => Step::Judgment(number),
            None => Step::Section(name.to_owned()),
        };
        Self { pages: Pages::of_section(edition, at), steps: vec![step] }
    }

    /// The locator of a note: its number says it all, and on which page it is printed is not
    /// known.
    #[must_use]
    pub fn of_note(number: NoteNumber) -> Self {
        Self { pages: None, steps: vec![Step::Note(number)] }
    }

    /// Its words in `style`. Sources: Chicago Manual of Style 18, 13.15 and 14.53; APA Manual 7,
    /// 8.13 and 8.28; MLA Handbook 9, 6.16 to 6.20; Cite Them Right 12, "setting out citations".
    pub(super) fn words(&self, style: Style) -> String {
        let mut words = Vec::new();
        let pages = self.pages.as_ref().map(|pages| {
            let label = match (style, pages.are_many()) {
                (Style::Apa | Style::Harvard, false) => "p. ",
                (Style::Apa | Style::Harvard, true) => "pp. ",
                _ => "",
            };
            format!("{label}{}", pages.words(style))
        });
        words.extend(self.steps.iter().map(|step| step.words(style)));
        let steps = words.join(", ");
        match (pages, style) {
            (Some(pages), _) if steps.is_empty() => pages,
            (Some(pages), Style::Mla) => format!("{pages}; {steps}"),
            (Some(pages), _) => format!("{pages}, {steps}"),
            (None, _) => steps,
        }
    }

    /// Its words for a note to oneself: `Judgment 4, paragraph 3, pages 9–10`.
    pub(super) fn plainly(&self) -> String {
        let mut words: Vec<_> = self
            .steps
            .iter()
            .map(|step| match step {
                Step::Judgment(number) => format!("judgment {number}"),
                Step::Section(name) => format!("“{name}”"),
                Step::Paragraph(number) => format!("paragraph {number}"),
                Step::Note(number) => format!("note {number}"),
            })
            .collect();
        if let Some(pages) = &self.pages {
            let label = if pages.are_many() { "pages" } else { "page" };
            words.push(format!("{label} {}", pages.words(Style::Apa)));
        }
        words.join(", ")
    }
}

impl Step {
    fn words(&self, style: Style) -> String {
        match (self, style) {
            (Self::Judgment(number), Style::Apa) => format!("Judgment {number}"),
            (Self::Judgment(number), _) => format!("judgment {number}"),
            (Self::Section(name), Style::Apa) => format!("{name} section"),
            (Self::Section(name), Style::Harvard) => format!("‘{name}’"),
            (Self::Section(name), _) => format!("“{name}”"),
            (Self::Paragraph(number), Style::Mla) => format!("par. {number}"),
            (Self::Paragraph(number), _) => format!("para. {number}"),
            (Self::Note(number), Style::Apa) => format!("Note {number}"),
            (Self::Note(number), _) => format!("n. {number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_shortened_as_the_handbooks_say() {
        for (first, last, chicago, mla) in [
            ("3", "10", "3–10", "3–10"),
            ("71", "72", "71–72", "71–72"),
            ("96", "117", "96–117", "96–117"),
            ("100", "104", "100–104", "100–04"),
            ("103", "104", "103–4", "103–04"),
            ("1103", "1104", "1103–4", "1103–04"),
            ("115", "116", "115–16", "115–16"),
            ("321", "328", "321–28", "321–28"),
            ("498", "532", "498–532", "498–532"),
            ("1496", "1500", "1496–500", "1496–500"),
            ("A-3", "A-4", "A-3–A-4", "A-3–A-4"),
            ("xii", "xv", "xii–xv", "xii–xv"),
        ] {
            let page = |label: &str| label.parse().expect("a page");
            let pages = Pages { first: page(first), last: page(last) };
            assert_eq!(pages.words(Style::ChicagoNote), chicago);
            assert_eq!(pages.words(Style::Mla), mla);
            assert_eq!(pages.words(Style::Apa), format!("{first}–{last}"));
        }
    }
}
