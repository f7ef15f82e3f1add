//! What changed since the ledger was written, told to the editor with file, line and remedy.
//!
//! In: changes and where words and rows stand. Out: a fault each. An address that no longer leads
//! to its words at the same place is an error until the ledger says so.

use super::super::origins::{Origins, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Change, ChangeKind, Likely, Place, Span};

/// Faults of `changes`; after they were `written` into the ledger, only of what the editor should
/// still decide.
pub(in crate::content) fn tell(
    changes: &[Change],
    origins: &Origins,
    written: bool,
) -> Vec<Diagnostic> {
    let told = |change: &&Change| match change.kind {
        ChangeKind::Lost(_) => true,
        _ if change.kind.reassigns() => true,
        _ => !written && change.kind.breaks(),
    };
    changes.iter().filter(told).map(|change| tell_one(change, origins, written)).collect()
}

fn tell_one(change: &Change, origins: &Origins, written: bool) -> Diagnostic {
    let (point, words) = (&change.point, &change.words);
    let message = match &change.kind {
        ChangeKind::Moved(there) => format!("block `{point}` (“{words}”) is now `{there}`"),
        ChangeKind::Merged(there) => {
            format!("the words of block `{point}` (“{words}”) are now in `{there}`")
        }
        ChangeKind::Split(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| format!("`{part}`")).collect();
            format!("words of block `{point}` are now in {}", parts.join(", "))
        }
        ChangeKind::Lost(likely) => format!(
            "block `{point}` (“{words}”) is gone, or it is {}: not sure enough to decide",
            likely.iter().map(say_likely).collect::<Vec<_>>().join(", or ")
        ),
        ChangeKind::SectionMoved(id) => format!("section `{point}` is now `{id}`"),
        ChangeKind::SectionGone => format!("section `{point}` (“{words}”) is gone"),
        ChangeKind::SectionReused(Some(now)) => format!(
            "links to `{point}` would lead to other words: they meant “{words}”, which is now `{now}`"
        ),
        ChangeKind::SectionReused(None) => format!(
            "links to `{point}` would lead to other words: they meant “{words}”, which is gone"
        ),
        _ => format!("block `{point}` (“{words}”) is gone"),
    };
    let help = match &change.kind {
        ChangeKind::Lost(likely) => say_choice(change, likely, written),
        ChangeKind::SectionReused(_) if written => {
            "its page says so to readers; give the section another name to keep links true"
                .to_owned()
        }
        ChangeKind::SectionReused(_) => "give each section the name that it had, or a new one; if \
            links to it may change their meaning, run `sidenote check --update --reassign`, and \
            its page will say so"
            .to_owned(),
        _ => "put it back, or run `sidenote check --update`, which keeps the old address true"
            .to_owned(),
    };
    let severity = if written { Severity::Warning } else { Severity::Error };
    let fault = match (&change.kind, change.place) {
        // The row is what the editor would change.
        (ChangeKind::Lost(_) | ChangeKind::Removed, _) | (_, None) => {
            origins.locate_address(severity, point, message)
        }
        (_, Some((section, None))) => {
            let subject = Subject::Words(Place::Title { section }, Span::at(0));
            origins.locate(severity, subject, message)
        }
        (_, Some((section, Some(block)))) => {
            let subject = Subject::Words(Place::Block { section, block }, Span::at(0));
            origins.locate(severity, subject, message)
        }
    };
    fault.help(help)
}

fn say_likely(likely: &Likely) -> String {
    format!("`{}` (“{}”, {} % alike)", likely.point, likely.words, likely.percent)
}

/// What the editor can write to decide.
fn say_choice(change: &Change, likely: &[Likely], written: bool) -> String {
    let Some(first) = likely.first() else { return String::new() };
    let point = &change.point;
    if written {
        return format!(
            "if it is `{}`, write `now = \"{}\"` in place of `gone = true` into the row of `{point}`",
            first.point, first.point
        );
    }
    let begins = first.words.trim_end_matches([' ', '…']).replace('"', "\\\"");
    format!(
        "if it is that one, add `is = \"{begins}\"` to the row of `{point}` here; if it is gone, \
         run `sidenote check --update`"
    )
}
