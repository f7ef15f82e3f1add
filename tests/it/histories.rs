//! Histories of edits, made from the real report: every address ever published must lead to its
//! words, or say that they are gone. The text knows where each sentence came from; the ledger
//! does not, and is compared with it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use sidenote::annotate::{AnnotatedReport, annotate};
use sidenote::model::{
    BlockId, BlockKind, BlockText, Followed, Ledger, Point, SectionId, SectionText, SeenWords, Slug,
};
use sidenote::{content, library};

/// Where a sentence came from: numbers of the sentences that it was made of.
type Origin = Vec<u32>;

#[derive(Clone)]
struct Block {
    text: BlockText,
    origins: Vec<Origin>,
}

#[derive(Clone)]
struct Section {
    id: SectionId,
    title: SeenWords,
    blocks: Vec<Block>,
}

#[derive(Clone)]
struct Report {
    sections: Vec<Section>,
    next: u32,
}

impl Block {
    fn of(heading: bool, sentences: Vec<(SeenWords, Origin)>) -> Self {
        let (words, origins) = sentences.into_iter().unzip();
        Self { text: BlockText::of_sentences(heading, words), origins }
    }

    fn sentences(&self) -> Vec<(SeenWords, Origin)> {
        self.text.sentences.iter().cloned().zip(self.origins.iter().cloned()).collect()
    }
}

fn sample() -> Report {
    let slug: Slug = "understanding-chinas-ai-strategy".parse().unwrap();
    let (content, _) = content::read_report(&slug, &library::embedded()[&slug]);
    let content = content.unwrap();
    let annotations = annotate(&content.edition, &content.register);
    let report =
        AnnotatedReport { edition: content.edition, register: content.register, annotations };
    let mut next = 0;
    let sections = report.edition.sections.iter().zip(&report.annotations.sections);
    let sections = sections
        .map(|(section, texts)| Section {
            id: section.id.clone(),
            title: SeenWords::of(section.title.plain()),
            blocks: section
                .blocks
                .iter()
                .zip(&texts.blocks)
                .map(|(block, text)| {
                    let heading = block.kind == BlockKind::Heading;
                    let text = BlockText::new(heading, block.text.plain(), &text.sentences);
                    let origins = text.sentences.iter().map(|_| {
                        next += 1;
                        vec![next]
                    });
                    Block { origins: origins.collect(), text }
                })
                .collect(),
        })
        .collect();
    Report { sections, next }
}

/// Numbers that look random and are the same on every run (`SplitMix64`, G. L. Steele, 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 16).unwrap() % bound.max(1)
    }
}

impl Report {
    fn texts(&self) -> Vec<SectionText> {
        let text = |section: &Section| SectionText {
            id: section.id.clone(),
            title: section.title.clone(),
            blocks: section.blocks.iter().map(|block| block.text.clone()).collect(),
        };
        self.sections.iter().map(text).collect()
    }

    /// A block that `fits`.
    fn pick(&self, dice: &mut Dice, fits: impl Fn(&Block) -> bool) -> Option<(usize, usize)> {
        let all: Vec<_> = self
            .sections
            .iter()
            .enumerate()
            .flat_map(|(s, section)| {
                section.blocks.iter().enumerate().map(move |(b, block)| ((s, b), block))
            })
            .filter(|(_, block)| !block.text.heading && fits(block))
            .map(|(at, _)| at)
            .collect();
        (!all.is_empty()).then(|| all[dice.below(all.len())])
    }

    /// A sentence of the report's own words in another order.
    fn invent(&self, dice: &mut Dice, words: usize) -> String {
        let mut sentence = String::new();
        for _ in 0..words {
            let word = loop {
                let section = &self.sections[dice.below(self.sections.len())];
                let Some(block) = section.blocks.get(dice.below(section.blocks.len())) else {
                    continue;
                };
                let from = &block.text.sentences[dice.below(block.text.sentences.len())].text;
                let words: Vec<&str> = from.split_whitespace().collect();
                if !words.is_empty() {
                    break words[dice.below(words.len())].to_owned();
                }
            };
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(word.trim_end_matches('.'));
        }
        sentence + "."
    }

    fn invent_block(&self, dice: &mut Dice) -> Block {
        let count = 1 + dice.below(5);
        let sentences = (0..count).map(|_| {
            let words = 6 + dice.below(22);
            (SeenWords::of(&self.invent(dice, words)), Vec::new())
        });
        Block::of(false, sentences.collect())
    }

    #[expect(clippy::too_many_lines, reason = "one arm a kind of edit")]
    /// Makes the edit; false if the report has nothing to make it from.
    fn edit(&mut self, kind: &str, dice: &mut Dice) -> bool {
        match kind {
            "insert" => {
                let section = dice.below(self.sections.len());
                let block = self.invent_block(dice);
                let blocks = &mut self.sections[section].blocks;
                let at = dice.below(blocks.len() + 1);
                blocks.insert(at, block);
            }
            "remove" => {
                let Some((s, b)) = self.pick(dice, |_| true) else { return false };
                self.sections[s].blocks.remove(b);
            }
            "replace" => {
                let Some((s, b)) = self.pick(dice, |_| true) else { return false };
                self.sections[s].blocks[b] = self.invent_block(dice);
            }
            "split" => {
                let Some((s, b)) = self.pick(dice, |block| block.origins.len() > 1) else {
                    return false;
                };
                let mut first = self.sections[s].blocks[b].sentences();
                let second = first.split_off(1 + dice.below(first.len() - 1));
                self.sections[s].blocks[b] = Block::of(false, first);
                self.sections[s].blocks.insert(b + 1, Block::of(false, second));
            }
            "split in a sentence" => {
                let Some((s, b)) = self.pick(dice, |block| {
                    block.text.sentences.iter().any(|words| words.text.len() > 60)
                }) else {
                    return false;
                };
                let mut first = self.sections[s].blocks[b].sentences();
                let at = first.iter().position(|(words, _)| words.text.len() > 60).unwrap();
                let mut second = first.split_off(at);
                let (words, origin) = second.remove(0);
                let all: Vec<&str> = words.text.split_whitespace().collect();
                let cut = 3 + dice.below(all.len() - 5);
                first.push((SeenWords::of(&all[..cut].join(" ")), origin.clone()));
                second.insert(0, (SeenWords::of(&all[cut..].join(" ")), origin));
                self.sections[s].blocks[b] = Block::of(false, first);
                self.sections[s].blocks.insert(b + 1, Block::of(false, second));
            }
            "merge" => {
                let Some((s, b)) = self.pick(dice, |_| true) else { return false };
                let blocks = &mut self.sections[s].blocks;
                if b + 1 >= blocks.len() || blocks[b + 1].text.heading {
                    return false;
                }
                let mut sentences = blocks[b].sentences();
                sentences.extend(blocks.remove(b + 1).sentences());
                blocks[b] = Block::of(false, sentences);
            }
            "merge to one sentence" => {
                let Some((s, b)) = self.pick(dice, |block| block.origins.len() > 1) else {
                    return false;
                };
                let mut sentences = self.sections[s].blocks[b].sentences();
                let at = dice.below(sentences.len() - 1);
                let (second, more) = sentences.remove(at + 1);
                let (first, origin) = &mut sentences[at];
                let joined = first.text.trim_end_matches('.').to_owned() + "; " + &second.text;
                *first = SeenWords::of(&joined);
                origin.extend(more);
                self.sections[s].blocks[b] = Block::of(false, sentences);
            }
            "move within" => {
                let Some((s, b)) = self.pick(dice, |_| true) else { return false };
                let blocks = &mut self.sections[s].blocks;
                let block = blocks.remove(b);
                blocks.insert(dice.below(blocks.len() + 1), block);
            }
            "move across" => {
                let Some((s, b)) = self.pick(dice, |_| true) else { return false };
                let block = self.sections[s].blocks.remove(b);
                let to = (s + 1 + dice.below(self.sections.len() - 1)) % self.sections.len();
                let blocks = &mut self.sections[to].blocks;
                blocks.insert(dice.below(blocks.len() + 1), block);
            }
            "reword" | "reword strongly" => {
                let Some((s, b)) = self.pick(dice, |_| true) else { return false };
                let mut sentences = self.sections[s].blocks[b].sentences();
                let at = dice.below(sentences.len());
                let mut words: Vec<String> =
                    sentences[at].0.text.split_whitespace().map(str::to_owned).collect();
                let part = if kind == "reword" { 4 } else { 2 };
                for _ in 0..words.len().div_ceil(part) {
                    let word = self.invent(dice, 1);
                    let place = dice.below(words.len());
                    word.trim_end_matches('.').clone_into(&mut words[place]);
                }
                if dice.below(3) == 0 {
                    // A clause to the front.
                    let middle = words.len() / 2;
                    words.rotate_left(middle);
                }
                sentences[at].0 = SeenWords::of(&words.join(" "));
                self.sections[s].blocks[b] = Block::of(false, sentences);
            }
            "typo" => {
                let Some((s, b)) = self.pick(dice, |_| true) else { return false };
                let mut sentences = self.sections[s].blocks[b].sentences();
                let at = dice.below(sentences.len());
                let mut chars: Vec<char> = sentences[at].0.text.chars().collect();
                let place = dice.below(chars.len() - 1);
                match dice.below(3) {
                    0 => chars.swap(place, place + 1),
                    1 => _ = chars.remove(place),
                    _ => chars.insert(place, 'e'),
                }
                sentences[at].0 = SeenWords::of(&chars.into_iter().collect::<String>());
                self.sections[s].blocks[b] = Block::of(false, sentences);
            }
            "sentence removed" | "sentence inserted" => {
                let Some((s, b)) = self.pick(dice, |block| block.origins.len() > 1) else {
                    return false;
                };
                let mut sentences = self.sections[s].blocks[b].sentences();
                let at = dice.below(sentences.len());
                if kind == "sentence removed" {
                    sentences.remove(at);
                } else {
                    let words = 6 + dice.below(20);
                    let words = SeenWords::of(&self.invent(dice, words));
                    sentences.insert(at, (words, Vec::new()));
                }
                self.sections[s].blocks[b] = Block::of(false, sentences);
            }
            "reorder sections" => {
                let section = self.sections.remove(dice.below(self.sections.len()));
                let at = dice.below(self.sections.len() + 1);
                self.sections.insert(at, section);
            }
            "renumber sections" => {
                let last = self.sections.len() - 1;
                let at = dice.below(last);
                let ids: Vec<_> = self.sections.iter().map(|section| section.id.clone()).collect();
                self.sections.swap(at, at + 1);
                for (section, id) in self.sections.iter_mut().zip(ids) {
                    section.id = id;
                }
            }
            "rename a section" => {
                let at = dice.below(self.sections.len());
                self.next += 1;
                self.sections[at].id = format!("renamed-{}", self.next).parse().unwrap();
            }
            other => panic!("no edit is called {other}"),
        }
        true
    }
}

/// Lengths of what came from each sentence.
type Share = Vec<(u32, usize)>;

/// Every address that was published, with what it named.
type Published = HashMap<Point, Share>;

fn add(share: &mut Share, from: u32, length: usize) {
    match share.iter_mut().find(|(known, _)| *known == from) {
        Some((_, total)) => *total += length,
        None => share.push((from, length)),
    }
}

/// How much of `was` is in `here`.
fn shared(was: &Share, here: &Share) -> usize {
    was.iter()
        .filter_map(|(from, length)| {
            let (_, there) = here.iter().find(|(known, _)| known == from)?;
            Some(*length.min(there))
        })
        .sum()
}

/// What stands at each address now, as the ledger names it.
fn stands(report: &Report, ledger: &Ledger, names: &[Vec<BlockId>]) -> Published {
    let mut all = Published::new();
    for (section, names) in report.sections.iter().zip(names) {
        for (block, name) in section.blocks.iter().zip(names) {
            let row = ledger.find(&section.id, name).unwrap();
            let mut whole = Share::new();
            let mut living = row.living();
            for (words, origin) in block.text.sentences.iter().zip(&block.origins) {
                let sentence = living.next().unwrap();
                assert_eq!(words.text, sentence.words.text);
                let length = words.text.len() / origin.len().max(1);
                for from in origin {
                    add(&mut whole, *from, length);
                }
                let point = Point::Sentence(section.id.clone(), name.clone(), sentence.number);
                let here = origin.iter().map(|from| (*from, length)).collect();
                assert!(all.insert(point, here).is_none(), "an address is given twice");
            }
            assert!(living.next().is_none());
            all.insert(Point::Block(section.id.clone(), name.clone()), whole);
        }
    }
    all
}

#[derive(Default)]
struct Score {
    right: usize,
    abstained: usize,
    wrong: Vec<String>,
}

/// Compares what the ledger answers for every published address with what is true.
fn judge(published: &Published, now: &Published, ledger: &Ledger, score: &mut Score) {
    let blocks: Vec<&Share> = now
        .iter()
        .filter(|(point, _)| matches!(point, Point::Block(..)))
        .map(|(_, here)| here)
        .collect();
    for (old, was) in published {
        let followed = ledger.follow(old);
        let there = match &followed {
            Followed::Here => Some(old),
            Followed::Moved(there) => Some(there),
            Followed::Gone { .. } => None,
            Followed::Unknown => {
                score.wrong.push(format!("{old} is not known any more"));
                continue;
            }
        };
        let Some(there) = there else {
            let whole: usize = was.iter().map(|(_, length)| length).sum();
            let best = blocks.iter().map(|here| shared(was, here)).max().unwrap_or_default();
            let could = match old {
                Point::Sentence(..) => best > 0,
                _ => best * 3 > whole,
            };
            if could {
                score.abstained += 1;
            } else {
                score.right += 1;
            }
            continue;
        };
        let Some(here) = now.get(there) else {
            score.wrong.push(format!("{old} leads to {there}, where nothing is"));
            continue;
        };
        let held = shared(was, here);
        // What was invented has no origin and cannot be judged.
        let right = here == was
            || was.is_empty()
            || match old {
                Point::Sentence(..) => held > 0,
                _ => held > 0 && blocks.iter().all(|other| shared(was, other) <= held * 11 / 10),
            };
        if right {
            score.right += 1;
        } else {
            score.wrong.push(format!("{old} leads to {there}, which holds {held} of {was:?}"));
        }
    }
}

/// Runs `histories` histories of `edits` edits each.
fn run(sample: &Report, kinds: &[&str], histories: usize, edits: usize) -> Score {
    let mut score = Score::default();
    let first = Ledger::default().updated(&sample.texts(), "first");
    let stood = stands(sample, &first.ledger, &first.names);
    for history in 0..histories {
        let mut dice = Dice(history as u64 * 7919 + kinds.len() as u64);
        let (mut report, mut ledger) = (sample.clone(), Cow::Borrowed(&first.ledger));
        let mut published = Cow::Borrowed(&stood);
        let mut told = Vec::new();
        for edition in 1..=edits {
            let kind = loop {
                let kind = kinds[dice.below(kinds.len())];
                if report.edit(kind, &mut dice) {
                    break kind;
                }
            };
            told.push(kind);
            // Sometimes two edits before the ledger is written.
            if edition < edits && dice.below(4) == 0 {
                continue;
            }
            let update = ledger.updated(&report.texts(), "next");
            ledger = Cow::Owned(update.ledger);
            let now = stands(&report, &ledger, &update.names);
            let before = score.wrong.len();
            judge(&published, &now, &ledger, &mut score);
            for wrong in &mut score.wrong[before..] {
                let _ = write!(wrong, " ({history}: {})", told.join(", "));
            }
            if edition < edits {
                let published = published.to_mut();
                for (point, here) in now {
                    published.entry(point).or_insert(here);
                }
            }
        }
    }
    score
}

const KINDS: [&str; 17] = [
    "insert",
    "remove",
    "replace",
    "split",
    "split in a sentence",
    "merge",
    "merge to one sentence",
    "move within",
    "move across",
    "reword",
    "reword strongly",
    "typo",
    "sentence removed",
    "sentence inserted",
    "reorder sections",
    "renumber sections",
    "rename a section",
];

#[test]
#[expect(clippy::print_stdout, reason = "the counts are what one wants to see of it")]
fn every_address_leads_to_its_words_after_every_edit() {
    let sample = sample();
    let (mut told, mut wrong) = (String::new(), Vec::new());
    let (mut right, mut abstained) = (0, 0);
    let mut tell = |kind: &str, score: Score| {
        let count = score.wrong.len();
        let _ = writeln!(
            told,
            "{kind}: {} right, {} abstained, {count} wrong",
            score.right, score.abstained
        );
        (right, abstained) = (right + score.right, abstained + score.abstained);
        wrong.extend(score.wrong.into_iter().take(5).map(|wrong| format!("{kind}: {wrong}")));
    };
    for kind in KINDS {
        tell(kind, run(&sample, &[kind], 200, 1));
    }
    tell("chains of ten", run(&sample, &KINDS, 30, 10));
    println!("{told}");
    assert!(wrong.is_empty(), "{told}{}", wrong.join("\n"));
    assert!(abstained * 1000 < right, "more than one address in a thousand was given up\n{told}");
}
