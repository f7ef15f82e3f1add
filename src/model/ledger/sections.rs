//! What became of each section: it stands, has another name, is gone, or lost its name to another.
//!
//! In: the sections as they were, as they are, and how many of whose words each holds. Out: the
//! rows' fates and former titles, and what changed. A name that another section has now is the
//! one case in which an address must change its meaning; it is told loudly.

use std::collections::HashMap;

use super::change::first_words;
use super::matching::liken;
use super::text::SectionText;
use super::{Change, ChangeKind, Fate, FormerTitle, Ledger, LedgerSection};
use crate::model::{Point, SectionId};

/// Titles that are as alike are one title, edited.
const SAME_TITLE: f32 = 0.5;

/// Names that other sections have now, with where their sections went; nothing for those that led
/// elsewhere already.
type Given = HashMap<SectionId, Option<Fate>>;

/// Writes what became of the sections of `before` into the rows `all`; `held` says how many octets
/// of an old section's words (by its index in `before`) a new one (by its index in `texts`) holds.
pub(super) fn update(
    before: &Ledger,
    texts: &[SectionText],
    edition: &str,
    held: &HashMap<(usize, usize), usize>,
    all: &mut [LedgerSection],
    changes: &mut Vec<Change>,
) {
    let mut given = Given::new();
    for (at, old) in before.sections.iter().enumerate() {
        if old.fate != Fate::Here {
            if take_name_again(old, texts, edition, all, changes) {
                given.insert(old.id.clone(), None);
            }
            continue;
        }
        let here = texts.iter().position(|text| text.id == old.id);
        if here.is_some_and(|to| texts[to].title.fingerprint == old.title.fingerprint) {
            continue;
        }
        let words: usize = old
            .blocks
            .iter()
            .flat_map(|row| row.sentences.iter().filter(|_| row.is_here()))
            .filter(|sentence| sentence.until == 0)
            .map(|sentence| sentence.words.text.len())
            .sum();
        let holds = |to: usize| held.get(&(at, to)).copied().unwrap_or_default();
        let same_title = |to: usize| {
            old.title.text.is_empty() || liken(&old.title, &texts[to].title) >= SAME_TITLE
        };
        // Where it is by its words, and by its title.
        let most = (0..texts.len()).max_by_key(|to| (holds(*to), std::cmp::Reverse(*to)));
        let by_words = most.filter(|to| holds(*to) * 2 > words);
        let by_title = (0..texts.len())
            .filter(|to| !old.title.text.is_empty() && *to != here.unwrap_or(usize::MAX))
            .map(|to| (liken(&old.title, &texts[to].title), to))
            .filter(|(alike, _)| *alike >= 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, to)| to);
        let alike = |to: usize| liken(&old.title, &texts[to].title);
        let stays = here.is_some_and(|to| match by_words.or(by_title) {
            Some(there) if there == to => true,
            Some(there) => same_title(to) && alike(to) > alike(there),
            None => same_title(to) || holds(to) > 0,
        });
        let Some(row) = all.iter_mut().find(|row| row.id == old.id) else { continue };
        let point = Point::Section(old.id.clone());
        let mut tell = |kind, to: Option<usize>| {
            let place = to.map(|to| (to, None));
            let words = first_words(&old.title.text);
            changes.push(Change { point: point.clone(), kind, place, words });
        };
        let former =
            |fate| FormerTitle { edition: edition.to_owned(), title: old.title.clone(), fate };
        if let (Some(to), true) = (here, stays) {
            if old.title.fingerprint != texts[to].title.fingerprint && !old.title.text.is_empty() {
                row.was.push(former(Fate::Here));
                tell(ChangeKind::Retitled, Some(to));
            }
            continue;
        }
        let there = by_words.or(by_title).filter(|to| Some(*to) != here);
        let fate = there.map_or(Fate::Gone, |to| Fate::Now(Point::Section(texts[to].id.clone())));
        match (here, there) {
            (Some(to), _) => {
                given.insert(old.id.clone(), Some(fate.clone()));
                row.was.push(former(fate));
                let now = there.map(|to| texts[to].id.clone());
                tell(ChangeKind::SectionReused(now), Some(to));
            }
            (None, Some(to)) => {
                row.fate = fate;
                tell(ChangeKind::SectionMoved(texts[to].id.clone()), Some(to));
            }
            (None, None) => {
                row.fate = fate;
                tell(ChangeKind::SectionGone, None);
            }
        }
    }
    lead_past(before, &given, all);
}

/// What led to a name that another section has now leads to where its section went: in rows that
/// an earlier update wrote. Those of this one name sections as they are now.
fn lead_past(before: &Ledger, given: &Given, all: &mut [LedgerSection]) {
    let lead = |fate: &mut Fate| {
        for _ in 0..=before.sections.len() {
            let Fate::Now(Point::Section(id)) = &*fate else { return };
            match given.get(id) {
                None => return,
                Some(Some(there)) => return *fate = there.clone(),
                // It led on itself.
                Some(None) => {
                    let Some(row) = before.section(id) else { return };
                    *fate = row.fate.clone();
                }
            }
        }
    };
    for old in &before.sections {
        let Some(row) = all.iter_mut().find(|row| row.id == old.id) else { continue };
        let earlier = if old.fate == Fate::Here { old.was.len() } else { row.was.len() };
        row.was.iter_mut().take(earlier).for_each(|former| lead(&mut former.fate));
        if old.fate != Fate::Here {
            lead(&mut row.fate);
        }
    }
}

/// A name that a section lost, and perhaps another has now: whether one has.
fn take_name_again(
    old: &LedgerSection,
    texts: &[SectionText],
    edition: &str,
    all: &mut [LedgerSection],
    changes: &mut Vec<Change>,
) -> bool {
    let Some(to) = texts.iter().position(|text| text.id == old.id) else { return false };
    let Some(row) = all.iter_mut().find(|row| row.id == old.id) else { return false };
    if liken(&old.title, &texts[to].title) >= SAME_TITLE {
        return false;
    }
    let (edition, title) = (edition.to_owned(), old.title.clone());
    row.was.push(FormerTitle { edition, title, fate: old.fate.clone() });
    let now = match &old.fate {
        Fate::Now(Point::Section(id)) => Some(id.clone()),
        _ => None,
    };
    changes.push(Change {
        point: Point::Section(old.id.clone()),
        kind: ChangeKind::SectionReused(now),
        place: Some((to, None)),
        words: first_words(&old.title.text),
    });
    true
}
