//! What every address ever published named, compared with where the ledger says that it leads.

use std::collections::HashMap;
use std::sync::Arc;

use sidenote::library::seen::{self, Judged};
use sidenote::model::{BlockId, Fate, Fingerprint, Followed, Ledger, Point, SeenWords};

use super::text::{Report, Source};

/// Lengths of what came from each sentence.
type Share = Vec<(Source, usize)>;

/// What an address named.
#[derive(Clone, PartialEq)]
pub(super) struct Said {
    share: Share,
    /// Of its words; of a section's title.
    print: Fingerprint,
    /// They themselves, at least the first.
    words: Arc<str>,
}

/// Every address that was published, with what it named first.
pub(super) type Published = HashMap<Point, Said>;

fn add(share: &mut Share, from: Source, length: usize) {
    match share.iter_mut().find(|(known, _)| *known == from) {
        Some((_, total)) => *total += length,
        None => share.push((from, length)),
    }
}

/// How much of `was` is in `here`, sentences being told apart by `name`.
fn shared(was: &Share, here: &Share, name: fn(&Source) -> u32) -> usize {
    was.iter()
        .filter_map(|(from, length)| {
            let (_, there) = here.iter().find(|(known, _)| name(known) == name(from))?;
            Some(*length.min(there))
        })
        .sum()
}

/// What stands at each address now, as the ledger names it.
pub(super) fn stands(report: &Report, ledger: &Ledger, names: &[Vec<BlockId>]) -> Published {
    let mut all = Published::new();
    let mut put = |point: Point, share: Share, words: &SeenWords, print| {
        let told = point.to_string();
        assert!(
            all.insert(point, Said { share, print, words: words.text.clone() }).is_none(),
            "{told} is given twice"
        );
    };
    for (section, names) in report.sections.iter().zip(names) {
        let mut part = Share::new();
        for (block, name) in section.blocks.iter().zip(names) {
            let row = ledger.find(&section.id, name).unwrap();
            let mut whole = Share::new();
            let mut living = row.living();
            for (words, origin) in block.text.sentences.iter().zip(&block.origins) {
                let sentence = living.next().unwrap();
                assert_eq!(words.text, sentence.words.text);
                let length = (words.text.len() / origin.len().max(1)).max(1);
                for from in origin {
                    add(&mut whole, *from, length);
                }
                let point = Point::Sentence(section.id.clone(), name.clone(), sentence.number);
                put(
                    point,
                    origin.iter().map(|from| (*from, length)).collect(),
                    words,
                    words.fingerprint,
                );
            }
            assert!(living.next().is_none());
            part.extend(&whole);
            put(
                Point::Block(section.id.clone(), name.clone()),
                whole,
                &block.text.sentences[0],
                block.text.fingerprint,
            );
        }
        put(Point::Section(section.id.clone()), part, &section.title, section.title.fingerprint);
    }
    all
}

#[derive(Default)]
pub(super) struct Score {
    pub(super) right: usize,
    pub(super) abstained: usize,
    pub(super) wrong: Vec<String>,
}

/// Compares what the ledger answers for every published address with what is true. A block must
/// lead to the one that holds most of it, `slack` of a hundred aside: words that were changed past
/// knowing weigh in the truth, and cannot in the ledger.
pub(super) fn judge(
    published: &Published,
    now: &Published,
    ledger: &Ledger,
    slack: usize,
    score: &mut Score,
) {
    // Of what stands there twice either may be taken for the other.
    let mut prints: HashMap<Fingerprint, usize> = HashMap::new();
    for (_, said) in published.iter().filter(|(point, _)| matches!(point, Point::Block(..))) {
        *prints.entry(said.print).or_default() += 1;
    }
    let all = |fits: fn(&Point) -> bool| -> Vec<&Share> {
        now.iter().filter(|(point, _)| fits(point)).map(|(_, said)| &said.share).collect()
    };
    let blocks = all(|point| matches!(point, Point::Block(..)));
    let sections = all(|point| matches!(point, Point::Section(_)));
    for (old, was) in published {
        // The most that any of its kind holds of it.
        let best = || {
            let rivals = if let Point::Section(_) = old { &sections } else { &blocks };
            let held = rivals.iter().map(|here| shared(&was.share, here, |from| from.id));
            held.max().unwrap_or_default()
        };
        let there = match ledger.follow(old) {
            Followed::Here => Some(old.clone()),
            Followed::Moved(there) => Some(there),
            Followed::Gone { .. } => None,
            Followed::Unknown => {
                score.wrong.push(format!("{old} is not known any more"));
                continue;
            }
        };
        // The bare address of a section may be another's, if its page says so.
        let there = lead_by_page(ledger, old, was, there);
        let Some(there) = there else {
            let whole: usize = was.share.iter().map(|(_, length)| length).sum();
            let could = match old {
                Point::Sentence(..) => best() > 0,
                _ => best() * 3 > whole,
            };
            if could {
                score.abstained += 1;
            } else {
                score.right += 1;
            }
            continue;
        };
        let Some(here) = now.get(&there) else {
            score.wrong.push(format!("{old} leads to {there}, where nothing is"));
            continue;
        };
        // Who reads what says the same has found it.
        let held = shared(&was.share, &here.share, |from| from.twin);
        let right = here.print == was.print
            || if let Point::Sentence(..) = old {
                held > 0
            } else {
                let slack = if prints.get(&was.print) > Some(&1) { 100 } else { slack };
                held > 0 && best() * 100 <= held * (100 + slack)
            };
        if right {
            score.right += 1;
        } else {
            let told = format!(
                "{old} (“{}”) leads to {there} (“{}”), which holds {held} of its words, where \
                 another holds {}",
                was.words,
                here.words,
                best()
            );
            score.wrong.push(told);
        }
    }
}

/// `there`, or where the page of a section sends those who came by a link to what it named first,
/// if its address was given to another.
fn lead_by_page(ledger: &Ledger, point: &Point, was: &Said, there: Option<Point>) -> Option<Point> {
    let Point::Section(id) = point else { return there };
    let row = ledger.section(id)?;
    let given = row.was.iter().any(|former| former.fate != Fate::Here);
    if !given || row.title.fingerprint == was.print {
        return there;
    }
    match seen::judge(ledger, point, &row.title.text, was.print.seen(), None) {
        Judged::Moved(there) => Some(there),
        Judged::Changed(_) => Some(point.clone()),
        _ => None,
    }
}
