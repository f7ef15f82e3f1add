//! What the passes of an import did, as they go: it becomes the receipt.
//!
//! In: one entry at a time, from any pass. Out: the receipt's lists, each in the source's order.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Debris, Repair, Uncertainty};

/// The receipt while it grows.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Changes other than to white space.
    pub(super) repairs: Vec<Repair>,
    /// Words that were dropped.
    pub(super) debris: Vec<Debris>,
    /// Decisions that the text did not force.
    pub(super) uncertainties: Vec<Uncertainty>,
    /// What somebody should look at: severity, line (0: the whole file), message.
    faults: Vec<(Severity, usize, String)>,
}

impl Record {
    /// Words that changed: `before` as the source has them, whole words.
    pub(super) fn repair(&mut self, line: usize, before: &str, after: &str, reason: &str) {
        self.repairs.push(Repair {
            line,
            before: before.to_owned(),
            after: after.to_owned(),
            reason: reason.to_owned(),
        });
    }

    /// Words that are not the author's text.
    pub(super) fn drop_words(&mut self, line: usize, text: &str, reason: impl Into<String>) {
        self.debris.push(Debris { line, text: text.to_owned(), reason: reason.into() });
    }

    /// A decision where the text allowed another reading.
    pub(super) fn doubt(
        &mut self,
        line: usize,
        decision: impl Into<String>,
        reason: impl Into<String>,
    ) {
        self.uncertainties.push(Uncertainty {
            line,
            decision: decision.into(),
            reason: reason.into(),
        });
    }

    /// Something that somebody should look at.
    pub(super) fn fault(&mut self, severity: Severity, line: usize, message: impl Into<String>) {
        self.faults.push((severity, line, message.into()));
    }

    /// The faults as diagnostics of file `name`, in the source's order.
    pub(super) fn take_faults(&mut self, name: &str) -> Vec<Diagnostic> {
        self.faults.sort_by_key(|(_, line, ..)| *line);
        std::mem::take(&mut self.faults)
            .into_iter()
            .map(|(severity, line, message)| Diagnostic {
                line,
                ..Diagnostic::of_file(severity, name, message)
            })
            .collect()
    }

    /// Puts every list in the source's order.
    pub(super) fn sort(&mut self) {
        self.repairs.sort_by_key(|entry| entry.line);
        self.debris.sort_by_key(|entry| entry.line);
        self.uncertainties.sort_by_key(|entry| entry.line);
    }
}
