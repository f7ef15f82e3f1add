//! The words by which an author says how sure he is.
//!
//! The lexicon is general English, in one place, by grade. The grades follow the usual ladder of
//! estimative words (Sherman Kent, *Words of Estimative Probability*, 1964; the U.S. Intelligence
//! Community Directive 203), with three more for how a claim is held: as somebody's belief, as a
//! reading of evidence, as hearsay. Words inside double quotation marks are somebody else's and
//! are left out; so should be whole quotations, which the caller knows.

use std::sync::LazyLock;

use crate::model::{BlockKind, Place, Span};

use super::AnnotatedReport;
use super::folding::Case;
use super::literals::Literals;
use super::spans::{leftmost_longest, overlaps_any};

/// How sure, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Taken as fact or as bound to come.
    Certain,
    /// More probable than not.
    Likely,
    /// Held as a view.
    Believed,
    /// Read from signs.
    Inferred,
    /// Told by others.
    Reported,
    /// Possible, no more.
    Possible,
    /// Less probable than not, or not known.
    Doubtful,
}

impl Grade {
    /// Every grade, the surest first.
    pub const ALL: [Self; 7] = [
        Self::Certain,
        Self::Likely,
        Self::Believed,
        Self::Inferred,
        Self::Reported,
        Self::Possible,
        Self::Doubtful,
    ];

    /// The grade's name in files, addresses and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Believed => "believed",
            Self::Inferred => "inferred",
            Self::Reported => "reported",
            Self::Possible => "possible",
            Self::Doubtful => "doubtful",
        }
    }

    /// The lexicon: words in lower case, parted by commas.
    const fn words(self) -> &'static str {
        match self {
            Self::Certain => {
                "certainly, clearly, definitely, essentially guaranteed, guaranteed, in \
                 fact, in truth, inevitable, inevitably, is certain, it is certain, it \
                 is clear, no doubt, obviously, of course, undeniably, undisputedly, \
                 undoubtedly, unquestionably, will, without doubt, without question"
            }
            Self::Likely => {
                "are likely, almost certainly, expected to, generally expect, highly \
                 likely, is likely, likely, more likely, most likely, presumably, \
                 probable, probably, very likely"
            }
            Self::Believed => {
                "believe, believed, believes, i am convinced, i believe, i have come to \
                 believe, i hope, i judge, i think, in my judgment, in my opinion, in \
                 my view, we assess, we believe, we judge"
            }
            Self::Inferred => {
                "apparent, apparently, appear, appears, appear to, appears to, \
                 evidently, indicate, indicates, seem, seem to, seemingly, seems, seems \
                 to, seems to be, suggest, suggest that, suggests, suggests that"
            }
            Self::Reported => "allegedly, purportedly, reportedly, supposedly",
            Self::Possible => {
                "arguably, conceivably, could, it is possible, may, maybe, might, \
                 perhaps, possible, possibly, potential, potentially"
            }
            Self::Doubtful => {
                "cannot be sure, difficult to determine, doubtful, evidence is limited, \
                 highly unlikely, improbable, is unclear, not certain, not clear, not \
                 likely, not necessarily, questionable, uncertain, unclear, unlikely, \
                 very unlikely"
            }
        }
    }
}

/// A word of certainty in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certainty {
    /// The words.
    pub span: Span,
    /// How sure.
    pub grade: Grade,
}

/// Every word of certainty in `plain`, in order, without overlaps; the longest wins.
#[must_use]
pub fn find(plain: &str) -> Vec<Certainty> {
    static LEXICON: LazyLock<(Literals, Vec<Grade>)> = LazyLock::new(|| {
        let words =
            || Grade::ALL.into_iter().flat_map(|g| g.words().split(", ").map(move |w| (g, w)));
        (
            Literals::new(words().map(|(_, word)| word), Case::Lowered),
            words().map(|(grade, _)| grade).collect(),
        )
    });
    let (literals, grades) = &*LEXICON;
    let quoted = quoted_spans(plain);
    let mut found = Vec::new();
    literals.visit(plain, |span, pattern| {
        if !overlaps_any(&quoted, span) && is_meant(plain, span) {
            found.push(Certainty { span, grade: grades[pattern] });
        }
    });
    leftmost_longest(found, |word| word.span)
}

/// Every word of certainty in the author's own texts of the section at index `section`: in its
/// title and blocks, but not in quotations, headings and code.
#[must_use]
pub fn of_section(report: &AnnotatedReport, section: usize) -> Vec<(Place, Certainty)> {
    let blocks = report.edition.sections[section].blocks.iter().enumerate();
    std::iter::once(Place::Title { section })
        .chain(
            blocks
                .filter(|(_, block)| is_own(&block.kind))
                .map(|(block, _)| Place::Block { section, block }),
        )
        .flat_map(|place| {
            find(report.edition.text(place).plain()).into_iter().map(move |word| (place, word))
        })
        .collect()
}

/// Whether a block of `kind` holds the author's own running words.
#[must_use]
pub const fn is_own(kind: &BlockKind) -> bool {
    !matches!(kind, BlockKind::Quotation | BlockKind::Heading | BlockKind::Code)
}

/// The insides of double quotation marks; an unclosed one reaches to the end.
fn quoted_spans(plain: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = None;
    for (at, c) in plain.char_indices() {
        match (c, open) {
            ('“' | '"', None) => open = Some(at),
            ('”' | '"', Some(start)) => {
                spans.push(Span::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    spans.extend(open.map(|start| Span::new(start, plain.len())));
    spans
}

/// Tells `may` from the month, and `will` and `potential` from the things of that name.
fn is_meant(plain: &str, span: Span) -> bool {
    let word = span.of(plain);
    let before = plain[..span.start].trim_end();
    match word {
        // Capitals in mid-sentence are a name's; before a number it is the month.
        "May" | "Will" => {
            let next = plain[span.end..].trim_start();
            (before.is_empty() || before.ends_with(['.', '!', '?', '”', ':']))
                && !next.starts_with(|c: char| c.is_ascii_digit())
        }
        "will" => {
            let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            !["a", "free", "good", "his", "ill", "its", "political", "public", "the", "their"]
                .contains(&last)
        }
        // `their potential on the field`: a thing, unless it qualifies a noun.
        "potential" => {
            let next = plain[span.end..].trim_start();
            let next = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            !next.is_empty()
                && !["and", "as", "for", "in", "is", "of", "on", "or", "to"].contains(&next)
        }
        _ => true,
    }
}
