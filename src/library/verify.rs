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

use super::{Library, Version, lookup};
use align::{Aligned, Printed, Wanted};
use fold::{Folded, Quotation};

/// Longest quotation, in characters.
pub const LONGEST_QUOTE: usize = 10_000;

/// Most words that an ellipsis leaves out where it does not stay in one block.
const MOST_SKIPPED: usize = 60;

/// Sections that are compared with a quotation which stands in none of them.
const LIKELY: usize = 4;

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
    let is_asked = |version: &&Version| within.is_none_or(|slug| version.slug() == slug);
    let reports: Vec<&Version> = library.versions.iter().filter(is_asked).collect();
    let sections: Vec<Section<'_>> =
        reports.iter().flat_map(|report| Section::all(report)).collect();
    let unbroken = Quotation::read_unbroken(quote);
    let unbroken = unbroken.iter().flat_map(Quotation::forms);
    for form in quotation.forms().into_iter().chain(unbroken) {
        let mut found: Vec<(usize, Passage)> = Vec::new();
        for section in &sections {
            let here = form.find_in(&section.words.folded, |gap| section.words.is_near(gap));
            found.extend(here.into_iter().map(|one| (one.skipped, section.passage(one.chars))));
        }
        // Where the fewest words are left out is where it is from.
        found.sort_by_key(|(skipped, _)| *skipped);
        let mut found = found.into_iter().map(|(_, passage)| passage);
        if let Some(passage) = found.next() {
            return Verdict::Verbatim { passage, elsewhere: found.collect() };
        }
    }
    // The dear comparison is for the few sections that have most of the words.
    let wanted = Wanted::of(&quotation);
    let mut likely: Vec<(usize, &Section<'_>)> = sections
        .iter()
        .filter_map(|section| Some((wanted.count_missing(&section.words.printed)?, section)))
        .collect();
    likely.sort_by_key(|(missing, _)| *missing);
    let nearest = likely
        .into_iter()
        .take(LIKELY)
        .filter_map(|(_, section)| Some((wanted.align(&section.words.printed)?, section)))
        .min_by(|(a, _), (b, _)| a.cost.total_cmp(&b.cost));
    let Some((aligned, section)) = nearest else { return Verdict::Absent };
    let Aligned { mut chars, .. } = aligned;
    // Words end before their stop; a quotation that has one is compared with it.
    let is_stop = |c: &char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
    let last = quotation.pieces.last().map(|piece| piece.without_numbers(true));
    if last.is_some_and(|piece| piece.chars().last().is_some_and(is_stop))
        && section.words.folded.chars().get(chars.end).is_some_and(is_stop)
    {
        chars.end += 1;
    }
    let passage = section.passage(chars);
    let differences = align::differences(quote.trim(), &passage.text);
    Verdict::Close { passage, differences }
}

/// A report's words as quotations are compared with them: its sections, each as one text.
#[derive(Debug)]
pub(super) struct Words {
    sections: Vec<SectionWords>,
}

/// A section's texts as one, folded.
#[derive(Debug)]
struct SectionWords {
    /// Its texts, and where each begins in `folded`.
    starts: Vec<(usize, Place)>,
    folded: Folded,
    printed: Printed,
}

impl Words {
    /// Folds every section of `report`.
    pub(super) fn of(report: &AnnotatedReport) -> Self {
        let sections = 0..report.edition.sections.len();
        Self { sections: sections.map(|section| SectionWords::of(report, section)).collect() }
    }
}

impl SectionWords {
    fn of(report: &AnnotatedReport, section: usize) -> Self {
        let mut folded = Folded::default();
        let mut starts = Vec::new();
        let count = report.edition.sections[section].blocks.len();
        let blocks = (0..count).map(|block| Place::Block { section, block });
        // A part's heading stands before its first section, which is its point.
        let part = report
            .edition
            .parts
            .iter()
            .position(|part| !part.sections.is_empty() && part.sections.start == section)
            .map(Place::PartTitle);
        let titles = part.into_iter().chain([Place::Title { section }]);
        for place in titles.chain(blocks) {
            folded.end_text();
            starts.push((folded.len(), place));
            folded.push_text(report.edition.text(place).plain());
        }
        let printed = Printed::of(&folded);
        Self { starts, folded, printed }
    }

    /// The index of the text that the folded character `at` is in.
    fn text_of(&self, at: usize) -> usize {
        self.starts.partition_point(|(start, _)| *start <= at) - 1
    }

    /// Whether an ellipsis may stand for the folded characters `gap`.
    fn is_near(&self, gap: &std::ops::Range<usize>) -> bool {
        let words = || self.folded.chars()[gap.clone()].iter().filter(|c| **c == ' ').count();
        // A gap ends where words begin, and begins where words end.
        self.text_of(gap.start.saturating_sub(1)) == self.text_of(gap.end)
            || words() <= MOST_SKIPPED
    }
}

/// A section of a report with its words.
struct Section<'a> {
    report: &'a AnnotatedReport,
    words: &'a SectionWords,
}

impl<'a> Section<'a> {
    /// The sections of `version`, whose words are folded once.
    fn all(version: &'a Version) -> impl Iterator<Item = Self> {
        let words = version.words.get_or_init(|| Words::of(&version.report));
        words.sections.iter().map(|words| Self { report: &version.report, words })
    }

    /// The words that the folded characters `chars` stand for, in their smallest point.
    fn passage(&self, chars: std::ops::Range<usize>) -> Passage {
        let (first, last) = (self.words.text_of(chars.start), self.words.text_of(chars.end - 1));
        let plain = |at: usize| self.report.edition.text(self.words.starts[at].1).plain();
        let from = self.words.folded.bytes(chars.start).start;
        let to = self.words.folded.bytes(chars.end - 1).end;
        let words: Vec<&str> = (first..=last)
            .map(|at| {
                let text = plain(at);
                let start = if at == first { from } else { 0 };
                let end = if at == last { to } else { text.len() };
                &text[start..end]
            })
            .collect();
        let place = self.words.starts[first].1;
        let point = if first == last {
            let quote = lookup::quote_at(self.report, place, Span::new(from, to));
            if to <= quote.span.end { quote.point } else { lookup::point_of(self.report, place) }
        } else {
            // A section's titles are its first texts.
            lookup::point_of(self.report, self.words.starts[0].1)
        };
        Passage { report: self.report.edition.report.slug.clone(), point, text: words.join("\n\n") }
    }
}
