//! Blocks that changed places within their section.
//!
//! In: which row each new block keeps. Out: those that were moved, as few as can be.

use std::collections::HashSet;

use super::Updating;

impl Updating<'_> {
    /// New blocks that changed places with others of their section: those outside a longest run
    /// that kept its order.
    pub(super) fn reordered(&self) -> HashSet<usize> {
        let mut moved = HashSet::new();
        let mut start = 0;
        for text in self.texts {
            let blocks = start..start + text.blocks.len();
            start = blocks.end;
            let kept: Vec<(usize, usize)> =
                blocks.filter_map(|block| Some((block, self.kept[block]?.1))).collect();
            if kept.is_sorted_by_key(|(_, row)| *row) {
                continue;
            }
            let run = longest_rising(&kept.iter().map(|(_, row)| *row).collect::<Vec<_>>());
            moved.extend(
                kept.iter()
                    .map(|(block, _)| *block)
                    .enumerate()
                    .filter_map(|(at, block)| (!run.contains(&at)).then_some(block)),
            );
        }
        moved
    }
}

/// Indices of a longest strictly rising run in `values` (M. L. Fredman, 1975).
fn longest_rising(values: &[usize]) -> HashSet<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values[*end] < *value);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = HashSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.insert(at);
        next = before[at];
    }
    run
}
