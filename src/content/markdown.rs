//! A section's Markdown and the blocks that it holds: reader and writer.
//!
//! Reading: [`atoms`] masks what this format adds to Markdown, pulldown-cmark reads the rest,
//! [`walk`] follows its events without recursion and [`inline`] gathers words and ranges.
//! Writing: [`write`] says the same text in Markdown that reads back as it was.

mod atoms;
mod inline;
mod walk;
pub(super) mod write;

use std::ops::Range;

use pulldown_cmark::{Options, Parser};

use self::atoms::Scanned;
use self::walk::Walk;
use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::{BlockKind, NoteNumber, Text};

pub(super) use self::inline::TextMap;

/// A block without a name yet.
#[derive(Debug)]
pub(super) struct RawBlock {
    pub(super) kind: BlockKind,
    pub(super) text: Text,
    pub(super) map: TextMap,
}

/// A note's own text.
#[derive(Debug)]
pub(super) struct RawNote {
    /// `None` when what stands there is none.
    pub(super) number: Option<NoteNumber>,
    /// Where it is defined, in bytes of the file.
    pub(super) range: Range<usize>,
    pub(super) paragraphs: Vec<Text>,
}

/// What a section's Markdown holds.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) blocks: Vec<RawBlock>,
    pub(super) notes: Vec<RawNote>,
}

/// Where a Markdown text stands in its file.
#[derive(Debug, Clone)]
enum Anchor {
    /// As it is, `add` bytes further on less `sub`.
    Shifted { add: usize, sub: usize },
    /// Somewhere in these bytes, in other spelling.
    Whole(Range<usize>),
}

impl Anchor {
    fn offset(&self, at: usize) -> usize {
        match self {
            Self::Shifted { add, sub } => (at + add).saturating_sub(*sub),
            Self::Whole(range) => range.start,
        }
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        match self {
            Self::Shifted { .. } => self.offset(range.start)..self.offset(range.end),
            Self::Whole(whole) => whole.clone(),
        }
    }
}

/// Reads the Markdown at `range` of `source`.
pub(super) fn read_blocks(
    source: &Source,
    range: Range<usize>,
    faults: &mut Vec<Diagnostic>,
) -> Body {
    let text = &source.text()[range.clone()];
    if let Some(at) = atoms::too_deep(text) {
        let at = range.start + at;
        let message = format!("opens more than {} quotations and lists on a line", atoms::DEEPEST);
        faults.push(source.error(at..at, message).help("nest fewer"));
        return Body::default();
    }
    let scanned = atoms::scan(text);
    let anchor = Anchor::Shifted { add: range.start, sub: 0 };
    walk(Walk::new(source, text, &scanned, anchor), &scanned, faults)
}

/// What stands before a title's words to make them running text in any case.
const BEFORE_TITLE: &str = "## , ";
/// What stands after them.
const AFTER_TITLE: &str = " ,";

/// Reads a title: running text without blocks. `raw` is its place in the file, quotation marks
/// included.
pub(super) fn read_title(
    source: &Source,
    title: &str,
    raw: Range<usize>,
    faults: &mut Vec<Diagnostic>,
) -> (Text, TextMap) {
    let quoted = &source.text()[raw.clone()];
    let anchor = if quoted.get(1..quoted.len().saturating_sub(1)) == Some(title) {
        let blank = title.len() - title.trim_start().len();
        Anchor::Shifted { add: raw.start + 1 + blank, sub: BEFORE_TITLE.len() }
    } else {
        Anchor::Whole(raw.clone())
    };
    let text = format!("{BEFORE_TITLE}{}{AFTER_TITLE}", title.trim().replace(['\n', '\t'], " "));
    let scanned = atoms::scan(&text);
    let mut body = walk(Walk::new(source, &text, &scanned, anchor), &scanned, faults);
    let Some(block) = body.blocks.pop() else { return (Text::default(), TextMap::of(raw)) };
    let (text, map) = inline::without_ends(&block.text, block.map, ", ".len(), AFTER_TITLE.len());
    let end = text.plain().len();
    if text.page_breaks().any(|(_, at)| at == end && at > 0) {
        let fault = source.error(raw, "a page begins after the title's last word");
        faults.push(fault.help("put the comment before the first word of the page"));
    }
    (text, map)
}

fn walk(mut walk: Walk<'_>, scanned: &Scanned, faults: &mut Vec<Diagnostic>) -> Body {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&scanned.masked, options).into_offset_iter() {
        walk.step(event, range);
    }
    walk.finish(faults)
}
