//! Names of blocks that have none yet: the section's next unused number, an unused slug.
//!
//! In: the names that a section's addresses ever had. Out: new ones, never one of them.

use std::collections::{HashMap, HashSet};

use super::LedgerBlock;
use crate::model::{BlockId, slugify};

/// Longest slug of a sub-heading before a number is added to it, in characters.
const SLUG_LENGTH: usize = 60;

/// The names of a section's blocks.
#[derive(Debug, Default)]
pub(super) struct Names {
    last: u32,
    slugs: HashSet<String>,
    /// How often each slug was wanted, so that many alike are told apart in time.
    wanted: HashMap<String, u32>,
}

impl Names {
    /// The names that `rows` use.
    pub(super) fn of(rows: &[LedgerBlock]) -> Self {
        let mut names = Self::default();
        for row in rows {
            names.use_up(&row.id);
        }
        names
    }

    /// Whether `id` is used.
    pub(super) fn has(&self, id: &BlockId, numbers: &HashSet<u32>) -> bool {
        match id {
            BlockId::Number(number) => numbers.contains(number),
            BlockId::Heading(slug) => self.slugs.contains(slug),
        }
    }

    /// Marks `id` as used.
    pub(super) fn use_up(&mut self, id: &BlockId) {
        match id {
            BlockId::Number(number) => self.last = self.last.max(*number),
            BlockId::Heading(slug) => _ = self.slugs.insert(slug.clone()),
        }
    }

    /// A name that no block of the section ever had.
    pub(super) fn unused(&mut self, heading: bool, words: &str) -> BlockId {
        if heading {
            return BlockId::Heading(self.unused_slug(words));
        }
        self.last = self.last.saturating_add(1);
        BlockId::Number(self.last)
    }

    /// A slug for a sub-heading. It is no number, since numbers name other blocks; not `title`,
    /// which names the section's title in scopes; and not like the anchors of blocks, notes,
    /// markers and pages.
    fn unused_slug(&mut self, words: &str) -> String {
        let slug = slugify(words, SLUG_LENGTH);
        let digits = |rest: &str| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let taken = slug == "title"
            || digits(&slug)
            || slug.starts_with("page-")
            || slug.strip_prefix(['p', 'n', 'r']).is_some_and(digits);
        let slug = match (slug.is_empty(), taken) {
            (true, _) => "heading".to_owned(),
            (false, true) => format!("heading-{slug}"),
            (false, false) => slug,
        };
        let count = self.wanted.entry(slug.clone()).or_insert(0);
        loop {
            *count += 1;
            let unused = if *count == 1 { slug.clone() } else { format!("{slug}-{count}") };
            if self.slugs.insert(unused.clone()) {
                return unused;
            }
        }
    }
}
