//! What a section's blocks may not be: too deep, a heading of another level, an uneven table.

use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::Walk;
use crate::content::markdown::atoms::DEEPEST;

impl Walk<'_> {
    pub(super) fn check_depth(&mut self, range: &Range<usize>) {
        let marks = self.running.as_ref().map_or(0, |(_, inline)| inline.depth());
        if self.containers.len() + marks >= DEEPEST && !self.too_deep {
            self.too_deep = true;
            let message = format!("more than {DEEPEST} quotations, lists and marks in one another");
            self.error(range, message, "nest fewer");
        }
    }

    /// A fault if a block that must stand alone is in a list or a quotation.
    pub(super) fn expect_top(&mut self, range: &Range<usize>, what: &str) {
        if !self.containers.is_empty() {
            let message = format!("{what} stands in a list, a quotation or a note");
            self.error(range, message, "begin it at the line's beginning, after a blank line");
        }
    }

    pub(super) fn check_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        if !self.text[range.start..].starts_with('#') {
            let message = "a line of hyphens or equals signs makes the line above it a heading";
            self.error(range, message, "write `## Words`, or put a blank line between them");
        } else if level != HeadingLevel::H2 {
            self.error(range, "a heading of another level than two", "write it as `## Words`");
        }
    }

    /// A fault if a row has more cells than the head, which would be lost.
    pub(super) fn check_row(&mut self, range: &Range<usize>) {
        let row = self.text[range.clone()].lines().next().unwrap_or_default().trim();
        let (mut bars, mut escaped) = (0, false);
        for byte in row.bytes() {
            bars += usize::from(byte == b'|' && !escaped);
            escaped = byte == b'\\' && !escaped;
        }
        let last = row.len() > 1 && row.ends_with('|') && !row.ends_with("\\|");
        let cells =
            (bars + 1_usize).saturating_sub(usize::from(row.starts_with('|')) + usize::from(last));
        if cells > self.table.columns {
            let columns = self.table.columns;
            let message = format!("the row has {cells} cells, the table's head has {columns}");
            self.error(range, message, "write `\\|` where the sign itself is meant");
        }
    }
}
