//! Whether a quotation stands in a report, word for word, nearly, or not at all.
//!
//! In: a library and the quotation as somebody wrote it. Out: a [`Verdict`]. Shapes of quotation
//! marks and dashes, blanks, ligatures, soft hyphens, an editor's brackets (`[should]`, `[T]he`),
//! ellipses (`…`, `. . .`, `[…]`) and glued note numbers are understood; letters and their case
//! are not forgiven in a word-for-word verdict. `fold` is what texts are compared by, `align`
//! finds the nearest words where none are the same.

mod align;
mod fold;

use crate::annotate::AnnotatedReport;
use crate::model::{Place, Point, Slug, Span};

use super::{Library, lookup};
use align::{Aligned, align};
use fold::{Folded, Quotation};

/// Longest quotation, in characters.
pub const LONGEST_QUOTE: usize = 10_000;

/// What a quotation turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It stands there word for word; the first place, and the others.
    Verbatim {
        /// Where it stands first.
        passage: Passage,
        /// Where else.
        elsewhere: Vec<Passage>,
    },
    /// Nearly these words stand there.
    Close {
        /// Where.
        passage: Passage,
        /// What differs, in order.
        differences: Vec<Difference>,
    },
    /// Nothing like it is there.
    Absent,
}

/// Words of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The report.
    pub report: Slug,
    /// The smallest point that holds them all: sentence, block or section.
    pub point: Point,
    /// The words, as they stand there; blocks are parted by an empty line.
    pub text: String,
}

/// Where a quotation and the report part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The quotation's words; empty where it leaves some out.
    pub quoted: String,
    /// The report's words; empty where the quotation adds some.
    pub printed: String,
    /// Code points of the passage's text before the report's words.
    pub offset: usize,
}

/// Looks for `quote` in `library`, in the report `within` alone if that is given.
#[must_use]
pub fn verify(library: &Library, quote: &str, within: Option<&Slug>) -> Verdict {
    let quotation = Quotation::read(quote);
    if quotation.pieces.is_empty() {
        return Verdict::Absent;
    }
    let reports: Vec<&AnnotatedReport> = library
        .reports()
        .iter()
        .map(AsRef::as_ref)
        .filter(|report| within.is_none_or(|slug| report.edition.report.slug == *slug))
        .collect();
    let sections: Vec<SectionText<'_>> = reports
        .iter()
        .flat_map(|report| {
            (0..report.edition.sections.len()).map(|section| SectionText::of(report, section))
        })
        .collect();
    for form in quotation.forms() {
        let mut found = sections.iter().flat_map(|section| {
            form.find_in(&section.folded).into_iter().map(|chars| section.passage(chars))
        });
        if let Some(passage) = found.next() {
            return Verdict::Verbatim { passage, elsewhere: found.collect() };
        }
    }
    let nearest = sections
        .iter()
        .filter_map(|section| Some((align(&quotation, &section.folded)?, section)))
        .min_by(|(a, _), (b, _)| a.cost.total_cmp(&b.cost));
    let Some((aligned, section)) = nearest else { return Verdict::Absent };
    let Aligned { chars, .. } = aligned;
    let passage = section.passage(chars);
    let differences = align::differences(quote.trim(), &passage.text);
    Verdict::Close { passage, differences }
}

/// A section's texts as one, folded.
struct SectionText<'a> {
    report: &'a AnnotatedReport,
    /// Its texts, and where each begins in `folded`.
    starts: Vec<(usize, Place)>,
    folded: Folded,
}

impl<'a> SectionText<'a> {
    fn of(report: &'a AnnotatedReport, section: usize) -> Self {
        let mut folded = Folded::default();
        let mut starts = Vec::new();
        let count = report.edition.sections[section].blocks.len();
        let blocks = (0..count).map(|block| Place::Block { section, block });
        for place in std::iter::once(Place::Title { section }).chain(blocks) {
            folded.end_text();
            starts.push((folded.len(), place));
            folded.push_text(report.edition.text(place).plain());
        }
        Self { report, starts, folded }
    }

    /// The words that the folded characters `chars` stand for, in their smallest point.
    fn passage(&self, chars: std::ops::Range<usize>) -> Passage {
        let text_of = |at: usize| self.starts.partition_point(|(start, _)| *start <= at) - 1;
        let (first, last) = (text_of(chars.start), text_of(chars.end - 1));
        let plain = |at: usize| self.report.edition.text(self.starts[at].1).plain();
        let from = self.folded.bytes(chars.start).start;
        let to = self.folded.bytes(chars.end - 1).end;
        let words: Vec<&str> = (first..=last)
            .map(|at| {
                let text = plain(at);
                let start = if at == first { from } else { 0 };
                let end = if at == last { to } else { text.len() };
                &text[start..end]
            })
            .collect();
        let place = self.starts[first].1;
        let point = if first == last {
            let quote = lookup::quote_at(self.report, place, Span::new(from, to));
            if to <= quote.span.end { quote.point } else { lookup::point_of(self.report, place) }
        } else {
            // A section's title is its first text.
            lookup::point_of(self.report, self.starts[0].1)
        };
        Passage { report: self.report.edition.report.slug.clone(), point, text: words.join("\n\n") }
    }
}
