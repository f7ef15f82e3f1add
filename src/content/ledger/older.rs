//! The form that `ledger.toml` had first: a fingerprint and the first words of each block.
//!
//! In: its tables. Out: a ledger whose blocks are known by their fingerprints alone; the next
//! update writes it in the new form.

use std::collections::HashSet;

use super::super::fields::Table;
use super::{MEND, Read};
use crate::model::{
    BlockId, Fate, LedgerBlock, LedgerSection, LedgerSentence, Point, SectionId, SeenWords,
};

/// Reads the sections of `root`.
pub(super) fn read(root: &Table<'_>) -> Read {
    let mut read = Read { is_older: true, ..Read::default() };
    let document = root.document();
    let mut ids = HashSet::new();
    for table in root.tables("section", "a ledger's section", &["id", "points"]) {
        let Some(id) = table.required_text("id", "\"4\"") else { continue };
        match id.value.parse::<SectionId>() {
            Err(why) => document.error_help(&id.span, format!("the section's id {why}"), MEND),
            Ok(section) if !ids.insert(section.clone()) => {
                let message = format!("section `{section}` stands here twice");
                document.error_help(&id.span, message, MEND);
            }
            Ok(section) => {
                let blocks = read_points(&table, &section, &mut read);
                read.ledger.sections.push(LedgerSection {
                    id: section,
                    title: SeenWords::of(""),
                    fate: Fate::Here,
                    was: Vec::new(),
                    blocks,
                });
            }
        }
    }
    read
}

fn read_points(section: &Table<'_>, id: &SectionId, read: &mut Read) -> Vec<LedgerBlock> {
    let document = section.document();
    let keys = &["block", "text", "words", "removed"];
    let mut rows = Vec::new();
    for point in section.tables("points", "a ledger's point", keys) {
        let Some(block) = point.get("block") else {
            point.missing("block", "3");
            continue;
        };
        let name = if block.is_integer() {
            block.number("block").map(|number| number.value.to_string())
        } else {
            block.text("block").map(|text| text.value.to_owned())
        };
        let Some(name) = name else { continue };
        let name = match name.parse::<BlockId>() {
            Ok(name) => name,
            Err(why) => {
                document.error_help(&block.span, format!("the block's name {why}"), MEND);
                continue;
            }
        };
        let address = Point::Block(id.clone(), name.clone());
        if read.rows.insert(address, block.span.clone()).is_some() {
            document.error_help(&block.span, format!("block `{name}` stands here twice"), MEND);
            continue;
        }
        let Some(print) = point.required_text("text", "\"…\"") else { continue };
        let Ok(fingerprint) = print.value.parse() else {
            document.error_help(&print.span, "the fingerprint is not hexadecimal", MEND);
            continue;
        };
        let words = point.get("words").and_then(|words| words.text("words"));
        let removed = point.get("removed").and_then(|removed| removed.truth("removed"));
        let fate = if removed.unwrap_or_default() { Fate::Gone } else { Fate::Here };
        rows.push(LedgerBlock {
            id: name,
            fingerprint,
            is: None,
            history: Vec::new(),
            sentences: vec![LedgerSentence {
                number: 1,
                words: SeenWords::of(words.map_or("", |words| words.value)),
                since: 0,
                until: 0,
                fate: fate.clone(),
                was: Vec::new(),
            }],
            fate,
            partial: true,
        });
    }
    rows
}
