//! The proof of a conversion: what came in, what went out, what was repaired or dropped.
//!
//! Lines are the source's, counted from 1. A receipt is plain data; `import` makes it, the
//! content folder keeps it, readers see it.

use serde::{Deserialize, Serialize};

use super::{Edition, SectionKind};

/// What a conversion did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What came in.
    pub source: SourceFacts,
    /// What went out.
    pub counts: Counts,
    /// Each marker with its line, in order.
    #[serde(default, rename = "marker")]
    pub markers: Vec<MarkerLine>,
    /// Each repair.
    #[serde(default, rename = "repair")]
    pub repairs: Vec<Repair>,
    /// Each dropped line or piece of one.
    #[serde(default, rename = "debris")]
    pub debris: Vec<Debris>,
    /// Each decision that the text did not force.
    #[serde(default, rename = "uncertain")]
    pub uncertainties: Vec<Uncertainty>,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFacts {
    /// File name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its lines.
    pub lines: usize,
    /// Its words, blank-separated, debris and glued markers included.
    pub words: usize,
}

/// How many of each thing an edition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Parts.
    pub parts: usize,
    /// Sections, judgments and boxes among them.
    pub sections: usize,
    /// Judgments.
    pub judgments: usize,
    /// Boxes.
    pub boxes: usize,
    /// All blocks.
    pub blocks: usize,
    /// Sub-headings.
    pub headings: usize,
    /// Paragraphs.
    pub paragraphs: usize,
    /// Quotations, one a paragraph.
    pub quotations: usize,
    /// List items.
    pub items: usize,
    /// Markers.
    pub markers: usize,
    /// Notes with a text of the author's.
    pub note_texts: usize,
    /// Printed pages.
    pub pages: usize,
    /// Words, as [`Edition::count_words`] counts them.
    pub words: usize,
}

impl Counts {
    /// Counts an edition.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        let kind = |name: &str| {
            edition
                .sections
                .iter()
                .flat_map(|section| &section.blocks)
                .filter(|block| block.kind.name() == name)
                .count()
        };
        let sections = |wanted| edition.sections.iter().filter(|s| s.kind == wanted).count();
        Self {
            parts: edition.parts.len(),
            sections: edition.sections.len(),
            judgments: sections(SectionKind::Judgment),
            boxes: sections(SectionKind::Box),
            blocks: edition.sections.iter().map(|section| section.blocks.len()).sum(),
            headings: kind("heading"),
            paragraphs: kind("paragraph"),
            quotations: kind("quotation"),
            items: kind("item"),
            markers: edition.markers().len(),
            note_texts: edition.note_texts.len(),
            pages: edition.pages().len(),
            words: edition.count_words(),
        }
    }
}

/// A marker and the line it was found on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkerLine {
    /// The note's number.
    pub note: u32,
    /// Line of the source.
    pub line: usize,
    /// Which of the line's blank-separated words holds its digits, from 1; 0 where nobody knows.
    #[serde(default)]
    pub word: usize,
}

/// A change to what stood in the source, other than white space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repair {
    /// Line of the source.
    pub line: usize,
    /// What stood there.
    pub before: String,
    /// What stands now.
    pub after: String,
    /// Why.
    pub reason: String,
}

/// Words of the source that are not the author's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debris {
    /// Line of the source.
    pub line: usize,
    /// The words that were dropped.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// A decision where the text allowed another reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uncertainty {
    /// Line of the source.
    pub line: usize,
    /// What was decided.
    pub decision: String,
    /// What told it, and what else it could be.
    pub reason: String,
}
