//! Which known name somebody may have meant.

use std::cell::Cell;

/// Look-ups that are answered; a file with more unknown names than that has another fault.
const LOOK_UPS: usize = 200;

/// Known names that a look-up compares at most.
const COMPARED: usize = 5_000;

/// Finds the nearest of some known names, a bounded number of times.
#[derive(Debug)]
pub(super) struct Nearest {
    left: Cell<usize>,
}

impl Nearest {
    /// With a full budget.
    pub(super) const fn new() -> Self {
        Self { left: Cell::new(LOOK_UPS) }
    }

    /// The name nearest to `wanted`: the same but for case, or at most a third of its characters
    /// apart (insertions, deletions, substitutions, neighbours swapped).
    pub(super) fn find<'n>(
        &self,
        wanted: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        self.left.set(self.left.get().checked_sub(1)?);
        let length = wanted.chars().count();
        if length > 200 {
            return None;
        }
        let folded = wanted.to_lowercase();
        let near = (length / 3).max(1);
        known
            .into_iter()
            .take(COMPARED)
            .filter(|name| name.chars().count().abs_diff(length) <= near)
            .map(|name| (strsim::damerau_levenshtein(&folded, &name.to_lowercase()), name))
            .filter(|(distance, _)| *distance <= near)
            .min()
            .map(|(_, name)| name)
    }

    /// A remedy for the unknown name `wanted`: the nearest known one, else `otherwise`.
    pub(super) fn help<'n>(
        &self,
        wanted: &str,
        known: impl IntoIterator<Item = &'n str>,
        otherwise: impl FnOnce() -> String,
    ) -> String {
        match self.find(wanted, known) {
            Some(name) => format!("did you mean `{name}`?"),
            None => otherwise(),
        }
    }
}
