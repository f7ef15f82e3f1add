//! The ledger: every address that a report's blocks ever had, so that none changes its meaning.
//!
//! In: the ledger as it was kept, and a section's blocks as they are now. Out: a name for each
//! block, and the ledger brought up to date. A block keeps its name while its text is the same or
//! it alone was edited between the same neighbours; a name is never given to another block.

mod fingerprint;
mod matching;

use std::collections::{HashMap, HashSet};

use self::matching::match_blocks;
use super::{Block, BlockId, Edition, Section, SectionId, slugify};

pub use fingerprint::{Fingerprint, Seen};

/// Every address that a report's blocks ever had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Sections, in the report's order; those that are gone stand last.
    pub sections: Vec<LedgerSection>,
}

/// The addresses of a section's blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerSection {
    /// The section.
    pub id: SectionId,
    /// Its blocks in order, the removed ones where they stood.
    pub points: Vec<LedgerPoint>,
}

/// The address of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerPoint {
    /// Its name in its section.
    pub id: BlockId,
    /// Of its text, as it last was.
    pub fingerprint: Fingerprint,
    /// Its first words, as they last were.
    pub words: String,
    /// Whether the block is gone.
    pub removed: bool,
}

/// A block as the ledger sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockText<'a> {
    /// Whether it is a sub-heading, which is named by its slug.
    pub heading: bool,
    /// Its words.
    pub plain: &'a str,
}

impl Ledger {
    /// The ledger of an edition that never had another.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        Self::default().updated(edition)
    }

    /// The entry of `block` in `section`.
    #[must_use]
    pub fn find(&self, section: &SectionId, block: &BlockId) -> Option<&LedgerPoint> {
        self.section(section)?.points.iter().find(|point| point.id == *block)
    }

    /// The living block nearest to a removed one in its section, the earlier where two are as near.
    #[must_use]
    pub fn nearest_living(&self, section: &SectionId, removed: &BlockId) -> Option<&BlockId> {
        let points = &self.section(section)?.points;
        let at = points.iter().position(|point| point.id == *removed)?;
        let living = points.iter().enumerate().filter(|(_, point)| !point.removed);
        living.min_by_key(|(other, _)| other.abs_diff(at)).map(|(_, point)| &point.id)
    }

    fn section(&self, id: &SectionId) -> Option<&LedgerSection> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// A name for each of a section's `blocks`.
    ///
    /// A block whose fingerprint the ledger knows keeps its name: those that are alone with it
    /// first, then equal ones beside a kept neighbour, then in order, then those that come back. A block alone between the same
    /// two kept neighbours is the edited one and keeps its name. Every other gets the section's
    /// next unused number, or an unused slug.
    #[must_use]
    pub fn assign(&self, section: &SectionId, blocks: &[BlockText<'_>]) -> Vec<BlockId> {
        let points = self.section(section).map_or(&[][..], |section| &section.points);
        let kept = match_blocks(points, blocks);
        let (mut next, mut slugs) = (1, Slugs::default());
        for point in points {
            match &point.id {
                BlockId::Number(number) => next = next.max(number.saturating_add(1)),
                BlockId::Heading(slug) => _ = slugs.used.insert(slug.clone()),
            }
        }
        let name = |(block, kept): (&BlockText<'_>, Option<usize>)| match kept {
            Some(at) => points[at].id.clone(),
            None if block.heading => BlockId::Heading(slugs.unused(block.plain)),
            None => {
                next += 1;
                BlockId::Number(next - 1)
            }
        };
        blocks.iter().zip(kept).map(name).collect()
    }

    /// The ledger brought up to date with `edition`, whose blocks it has named: texts as they are
    /// now, and what is gone marked as removed where it stood.
    #[must_use]
    pub fn updated(&self, edition: &Edition) -> Self {
        let old: HashMap<_, _> = self.sections.iter().map(|old| (&old.id, &*old.points)).collect();
        let mut sections: Vec<_> = edition
            .sections
            .iter()
            .map(|section| LedgerSection {
                id: section.id.clone(),
                points: updated_points(old.get(&section.id).copied().unwrap_or_default(), section),
            })
            .filter(|section| !section.points.is_empty())
            .collect();
        let gone = self.sections.iter().filter(|old| edition.find_section(&old.id).is_none());
        sections.extend(gone.map(|old| LedgerSection {
            id: old.id.clone(),
            points: old.points.iter().map(LedgerPoint::gone).collect(),
        }));
        Self { sections }
    }
}

impl LedgerPoint {
    fn of(block: &Block) -> Self {
        Self {
            id: block.id.clone(),
            fingerprint: Fingerprint::of(block.text.plain()),
            words: first_words(block.text.plain()),
            removed: false,
        }
    }

    fn gone(&self) -> Self {
        Self { removed: true, ..self.clone() }
    }

    fn is_heading(&self) -> bool {
        matches!(self.id, BlockId::Heading(_))
    }
}

/// Most characters of a block's first words.
const WORDS_LENGTH: usize = 60;

/// The first words of `plain`, with an ellipsis where more follow.
fn first_words(plain: &str) -> String {
    let mut words = String::new();
    for word in plain.split_whitespace() {
        if !words.is_empty() && words.chars().count() + 1 + word.chars().count() > WORDS_LENGTH {
            return words + " …";
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().take(WORDS_LENGTH));
    }
    words
}

/// The points of a section as it is now, and the gone ones of `old` after the living point that
/// they followed.
fn updated_points(old: &[LedgerPoint], section: &Section) -> Vec<LedgerPoint> {
    let living: HashSet<&BlockId> = section.blocks.iter().map(|block| &block.id).collect();
    let mut gone = HashMap::<Option<&BlockId>, Vec<LedgerPoint>>::new();
    let mut after = None;
    for point in old {
        if living.contains(&point.id) {
            after = Some(&point.id);
        } else {
            gone.entry(after).or_default().push(point.gone());
        }
    }
    let mut points = gone.remove(&None).unwrap_or_default();
    for block in &section.blocks {
        points.push(LedgerPoint::of(block));
        points.extend(gone.remove(&Some(&block.id)).unwrap_or_default());
    }
    points
}

/// Longest slug of a sub-heading before a number is added to it, in characters.
const SLUG_LENGTH: usize = 60;

/// The slugs of a section's sub-headings.
#[derive(Debug, Default)]
struct Slugs {
    used: HashSet<String>,
    /// How often each was wanted, so that many alike are told apart in time.
    wanted: HashMap<String, u32>,
}

impl Slugs {
    /// A slug for a sub-heading that no other has or had. It is no number, since numbers name
    /// other blocks; not `title`, which names the section's title in scopes; and not like the
    /// anchors of blocks, notes, markers and pages.
    fn unused(&mut self, plain: &str) -> String {
        let slug = slugify(plain, SLUG_LENGTH);
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
            if self.used.insert(unused.clone()) {
                return unused;
            }
        }
    }
}
