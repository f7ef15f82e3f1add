//! `ledger.toml`: every address that a report's blocks ever had. Reader and writer.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::fields::{Document, Table};
use super::quote::quote;
use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::{BlockId, Ledger, LedgerPoint, LedgerSection, SectionId};

/// The file's name.
pub(super) const FILE: &str = "ledger.toml";

/// What to do about a ledger that cannot be right.
const MEND: &str =
    "take the file back from its last good version, then run `sidenote check --update`";

/// Reads the file.
pub(super) fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Ledger {
    let (document, table) = Document::parse(source, 0..source.text().len());
    let root = document.root(&table, "a ledger", &["section"]);
    let mut sections = Vec::new();
    let mut ids = HashSet::new();
    for table in root.tables("section", "a ledger's section", &["id", "points"]) {
        let Some(id) = table.required_text("id", "\"4\"") else { continue };
        match id.value.parse::<SectionId>() {
            Err(why) => document.error_help(&id.span, format!("the section's id {why}"), MEND),
            Ok(section) if !ids.insert(section.clone()) => {
                document.error_help(
                    &id.span,
                    format!("section `{section}` stands here twice"),
                    MEND,
                );
            }
            Ok(section) => {
                sections.push(LedgerSection { id: section, points: read_points(&table) });
            }
        }
    }
    faults.extend(document.take_faults());
    Ledger { sections }
}

fn read_points(section: &Table<'_>) -> Vec<LedgerPoint> {
    let mut known = HashSet::new();
    let keys = &["block", "text", "words", "removed"];
    let read = |point: &Table<'_>| {
        let document = point.document();
        let Some(block) = point.get("block") else {
            point.missing("block", "3");
            return None;
        };
        let name = if block.is_integer() {
            block.number("block")?.value.to_string()
        } else {
            block.text("block")?.value.to_owned()
        };
        let id = match name.parse::<BlockId>() {
            Ok(id) => id,
            Err(why) => {
                document.error_help(&block.span, format!("the block's name {why}"), MEND);
                return None;
            }
        };
        if !known.insert(id.clone()) {
            document.error_help(&block.span, format!("block `{id}` stands here twice"), MEND);
            return None;
        }
        let print = point.required_text("text", "\"…\"")?;
        let Ok(fingerprint) = print.value.parse() else {
            document.error_help(&print.span, "the fingerprint is not hexadecimal", MEND);
            return None;
        };
        let words = point.get("words").and_then(|words| words.text("words"));
        let removed = point.get("removed").and_then(|removed| removed.truth("removed"));
        Some(LedgerPoint {
            id,
            fingerprint,
            words: words.map(|words| words.value.to_owned()).unwrap_or_default(),
            removed: removed.unwrap_or_default(),
        })
    };
    section.tables("points", "a ledger's point", keys).iter().filter_map(read).collect()
}

/// Writes the file, one line a block.
pub(super) fn write(ledger: &Ledger) -> String {
    let mut out = String::from(
        "# Kept by `sidenote check --update`: which block has which number, so that no link\n\
         # ever leads to other words. Do not change it by hand.\n",
    );
    for section in &ledger.sections {
        let _ = write!(out, "\n[[section]]\nid = {}\npoints = [\n", quote(section.id.as_str()));
        for point in &section.points {
            let block = match &point.id {
                BlockId::Number(number) => number.to_string(),
                BlockId::Heading(slug) => quote(slug),
            };
            let removed = if point.removed { ", removed = true" } else { "" };
            let (text, words) = (point.fingerprint, quote(&point.words));
            let _ = writeln!(
                out,
                "  {{ block = {block}, text = \"{text}\", words = {words}{removed} }},"
            );
        }
        out.push_str("]\n");
    }
    out
}
