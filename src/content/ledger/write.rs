//! Writes `ledger.toml`: a row a block, a line a sentence, so that git can merge it.

use std::fmt::Write as _;

use super::super::quote::quote;
use super::FORM;
use crate::model::{Event, Fate, Ledger, LedgerBlock, LedgerSection, LedgerSentence, Point};

/// The file of `ledger`.
pub(in crate::content) fn write(ledger: &Ledger) -> String {
    let mut out = format!(
        "# Kept by `sidenote check --update`: which words have which address, so that no link\n\
         # ever leads to other words. What you may decide in it stands in content/README.md.\n\
         form = {FORM}\n"
    );
    for section in &ledger.sections {
        write_section(section, &mut out);
        for block in &section.blocks {
            write_block(section, block, &mut out);
        }
    }
    out
}

fn write_section(section: &LedgerSection, out: &mut String) {
    let (id, title) = (quote(section.id.as_str()), quote(&section.title.text));
    let _ = write!(out, "\n[[section]]\nid = {id}\ntitle = {title}\n");
    write_fate(&section.fate, "", "\n", out);
    if !section.was.is_empty() {
        out.push_str("was = [\n");
        for former in &section.was {
            let (edition, title) = (quote(&former.edition), quote(&former.title.text));
            let _ = write!(out, "  {{ edition = {edition}, title = {title}");
            write_fate(&former.fate, ", ", "", out);
            out.push_str(" },\n");
        }
        out.push_str("]\n");
    }
}

fn write_block(section: &LedgerSection, block: &LedgerBlock, out: &mut String) {
    let at = Point::Block(section.id.clone(), block.id.clone()).to_string();
    let _ = write!(out, "\n[[block]]\nat = {}\nprint = \"{}\"\n", quote(&at), block.fingerprint);
    write_fate(&block.fate, "", "\n", out);
    if let Some(is) = &block.is {
        let _ = writeln!(out, "is = {}", quote(is));
    }
    if !block.history.is_empty() {
        out.push_str("history = [\n");
        for event in &block.history {
            write_event(event, out);
        }
        out.push_str("]\n");
    }
    out.push_str("sentences = [\n");
    for sentence in &block.sentences {
        write_sentence(sentence, out);
    }
    out.push_str("]\n");
}

fn write_event(event: &Event, out: &mut String) {
    let (edition, did) = (quote(&event.edition), event.kind.name());
    let _ = write!(out, "  {{ edition = {edition}, did = \"{did}\"");
    if !event.with.is_empty() {
        let with: Vec<_> = event.with.iter().map(|point| quote(&point.to_string())).collect();
        let _ = write!(out, ", with = [{}]", with.join(", "));
    }
    if let Some(before) = event.before {
        let _ = write!(out, ", before = \"{before}\"");
    }
    out.push_str(" },\n");
}

fn write_sentence(sentence: &LedgerSentence, out: &mut String) {
    let _ = write!(out, "  {{ n = {}, text = {}", sentence.number, quote(&sentence.words.text));
    if sentence.since > 0 {
        let _ = write!(out, ", since = {}", sentence.since);
    }
    if sentence.until > 0 {
        let _ = write!(out, ", until = {}", sentence.until);
    }
    if let Fate::Now(_) = sentence.fate {
        write_fate(&sentence.fate, ", ", "", out);
    }
    if !sentence.was.is_empty() {
        let was = sentence.was.iter().map(|former| {
            format!("{{ until = {}, text = {} }}", former.until, quote(&former.words.text))
        });
        let _ = write!(out, ", was = [{}]", was.collect::<Vec<_>>().join(", "));
    }
    out.push_str(" },\n");
}

fn write_fate(fate: &Fate, before: &str, after: &str, out: &mut String) {
    let _ = match fate {
        Fate::Here => Ok(()),
        Fate::Now(point) => write!(out, "{before}now = {}{after}", quote(&point.to_string())),
        Fate::Gone => write!(out, "{before}gone = true{after}"),
    };
}
