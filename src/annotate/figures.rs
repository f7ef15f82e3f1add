//! Finds the numbers of a text, each with its unit: the index of figures.
//!
//! In: plain text and the spans that are names. Out: [`Figure`]s with a kind, a unit and a value
//! in that unit. The rules are for English.
//!
//! * **Money**: `$6.5B`, `$14.7 billion USD`, `100 billion yuan`, `USD 5 million`, `tens of
//!   billions of dollars`. Unit: the ISO 4217 code, in whole currency units.
//! * **Share**: `80 percent`, `30–40%`, `nearly half of`. Unit: `percent`.
//! * **Node**: `7nm`, `28 nanometer process`, before a word of chip making. Unit: `nm`.
//! * **Measure**: `38kg`, `160 petaflops`, `15–30 times faster`, `5 years`, `five-year`. Unit:
//!   a name of `units::measure`'s.
//! * **Rank**: `#1`. Unit: none.
//! * **Date**: as [`super::dates`] finds them. Unit: none; the value is the year.
//! * **Count**: any other number, from two on in words. Unit: the words for what is counted, to
//!   the first plural.
//!
//! A number that is part of a word (`P9`, `5G`, `13th`), that follows a word which it names
//! (`Article 7`, `Kirin 980`), or that lies in a name that says more than the figure itself
//! (`Made in China 2025`, but not `7nm`) is none.

mod reading;
mod things;
mod units;

use crate::model::{Place, Span};

use super::dates::FoundDate;
use super::spans::{leftmost_longest, overlaps_any};
use super::{AnnotatedReport, dates, timeline};

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its words, with sign and unit, without what qualifies it.
    pub span: Span,
    /// What it measures.
    pub kind: FigureKind,
    /// Its unit; empty where there is none.
    pub unit: String,
    /// Its value.
    pub amount: Amount,
}

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// An amount of money.
    Money,
    /// A share of a whole.
    Share,
    /// A number of things.
    Count,
    /// A generation of chip making.
    Node,
    /// Any other quantity.
    Measure,
    /// A place in an order.
    Rank,
    /// A date.
    Date,
}

impl FigureKind {
    /// Every kind, in the order of the index.
    pub const ALL: [Self; 7] =
        [Self::Money, Self::Share, Self::Count, Self::Node, Self::Measure, Self::Rank, Self::Date];

    /// The kind's name in addresses and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Share => "share",
            Self::Count => "count",
            Self::Node => "node",
            Self::Measure => "measure",
            Self::Rank => "rank",
            Self::Date => "date",
        }
    }
}

/// A value in a figure's unit. `low` and `high` are the same but for ranges; `tens of billions`
/// reaches from the first number of that size to the next size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The least that the words say.
    pub low: f64,
    /// The most that the words say.
    pub high: f64,
    /// How the number is qualified.
    pub bound: Bound,
}

/// How a number is qualified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Not at all.
    Exact,
    /// `nearly`, `roughly`, `~`.
    About,
    /// `over`, `more than`, `at least`.
    AtLeast,
    /// `less than`, `up to`.
    AtMost,
}

/// A figure of a report, in its sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureAt {
    /// The text.
    pub place: Place,
    /// Index of the sentence in [`super::TextAnnotations::sentences`].
    pub sentence: usize,
    /// The figure.
    pub figure: Figure,
}

/// Every figure of `plain`, in order, without overlaps; `names` are the spans of its mentions
/// and cross-references, sorted, without overlaps.
#[must_use]
pub fn find(plain: &str, names: &[Span]) -> Vec<Figure> {
    // The names that touch a span.
    let touching = |span: Span| {
        let first = names.partition_point(|name| name.end <= span.start);
        names[first..].iter().take_while(move |name| name.start < span.end)
    };
    let dates: Vec<FoundDate> = dates::find(plain)
        .into_iter()
        .filter(|date| !touching(date.span).any(|name| timeline::is_inside(date.span, *name)))
        .collect();
    let taken: Vec<Span> = dates.iter().map(|date| date.span).collect();
    let numbers = reading::read(plain).into_iter().filter(|figure| {
        // A name may be the figure itself: `7nm`.
        let part = touching(figure.span).any(|name| !figure.span.contains(*name));
        !part && !overlaps_any(&taken, figure.span)
    });
    let mut figures: Vec<Figure> = dates.iter().map(figure_of_date).chain(numbers).collect();
    figures.sort_by_key(|figure| figure.span);
    figures
}

fn figure_of_date(date: &FoundDate) -> Figure {
    let amount = Amount {
        low: f64::from(date.start.year()),
        high: f64::from(date.end.year()),
        bound: Bound::Exact,
    };
    Figure { span: date.span, kind: FigureKind::Date, unit: String::new(), amount }
}

/// Every figure of `report`, in the report's order.
#[must_use]
pub fn of_report(report: &AnnotatedReport) -> Vec<FigureAt> {
    let mut found = Vec::new();
    for place in report.edition.places() {
        let Some(annotations) = report.annotations.of(place) else { continue };
        if annotations.sentences.is_empty() {
            continue;
        }
        let mentions = annotations.mentions.iter().map(|mention| mention.span);
        let references = annotations.cross_references.iter().map(|reference| reference.span);
        let names = leftmost_longest(mentions.chain(references).collect(), |span| *span);
        for figure in find(report.edition.text(place).plain(), &names) {
            if let Some(sentence) = annotations.sentence_at(figure.span.end) {
                found.push(FigureAt { place, sentence, figure });
            }
        }
    }
    found
}
