//! A report that knows where each of its sentences came from, which the ledger does not.

use std::collections::HashMap;

use sidenote::annotate::annotate;
use sidenote::content::{Content, disk, read_report};
use sidenote::import::{Options, import};
use sidenote::library;
use sidenote::model::{
    BlockKind, BlockText, Edition, Fingerprint, Register, SectionId, SectionText, SeenWords, Slug,
};

/// Where a sentence came from: the sentences that it was made of.
pub(super) type Origin = Vec<Source>;

/// A sentence as it first was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) id: u32,
    /// The same for all that said the same.
    pub(super) twin: u32,
}

#[derive(Clone)]
pub(super) struct Block {
    pub(super) text: BlockText,
    pub(super) origins: Vec<Origin>,
}

#[derive(Clone)]
pub(super) struct Section {
    pub(super) id: SectionId,
    pub(super) title: SeenWords,
    pub(super) blocks: Vec<Block>,
}

#[derive(Clone)]
pub(super) struct Report {
    pub(super) sections: Vec<Section>,
    /// The last origin that was given.
    last: u32,
    /// The section and the block about which edits are made; anywhere if there is none.
    pub(super) focus: Option<(usize, usize)>,
}

impl Block {
    pub(super) fn of(heading: bool, sentences: Vec<(SeenWords, Origin)>) -> Self {
        let (words, origins) = sentences.into_iter().unzip();
        Self { text: BlockText::of_sentences(heading, words), origins }
    }

    pub(super) fn sentences(&self) -> Vec<(SeenWords, Origin)> {
        self.text.sentences.iter().cloned().zip(self.origins.iter().cloned()).collect()
    }
}

/// The report inside the program.
pub(super) fn sample() -> Report {
    let slug: Slug = "understanding-chinas-ai-strategy".parse().unwrap();
    let (content, _) = read_report(&slug, &library::embedded()[&slug]);
    let Content { edition, register, .. } = content.unwrap();
    Report::of(&edition, &register)
}

/// The second text that import is tested with.
pub(super) fn water() -> Report {
    let source = include_bytes!("../../fixtures/import/water/source.txt");
    let report = crate::import::report("Sharing the Lower Tarn");
    let imported = import("source.txt", source, &Options { report, first_page: None }).unwrap();
    Report::of(&imported.edition, &Register::default())
}

/// A report in Chinese, without judgments and notes, whose sections repeat their sub-headings and
/// much of their wording.
pub(super) fn wells() -> Report {
    let (folders, faults) = disk::read_root(&crate::content::odd_reports()).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let slug: Slug = "wells".parse().unwrap();
    let (content, _) = read_report(&slug, &folders[&slug]);
    let Content { edition, register, .. } = content.unwrap();
    Report::of(&edition, &register)
}

impl Report {
    fn of(edition: &Edition, register: &Register) -> Self {
        let annotations = annotate(edition, register);
        let mut last = 0;
        let mut known: HashMap<Fingerprint, u32> = HashMap::new();
        let sections = edition.sections.iter().zip(&annotations.sections);
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
                        let origins = text.sentences.iter().map(|words| {
                            last += 1;
                            let twin = *known.entry(words.fingerprint).or_insert(last);
                            vec![Source { id: last, twin }]
                        });
                        Block { origins: origins.collect(), text }
                    })
                    .collect(),
            })
            .collect();
        Self { sections, last, focus: None }
    }

    /// The words that the ledger is given.
    pub(super) fn texts(&self) -> Vec<SectionText> {
        let text = |section: &Section| SectionText {
            id: section.id.clone(),
            title: section.title.clone(),
            blocks: section.blocks.iter().map(|block| block.text.clone()).collect(),
        };
        self.sections.iter().map(text).collect()
    }

    /// A number that nothing has yet.
    pub(super) fn fresh(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    /// What a new sentence comes from.
    pub(super) fn fresh_origin(&mut self) -> Origin {
        let id = self.fresh();
        vec![Source { id, twin: id }]
    }

    /// A block that `fits`, near the focus.
    pub(super) fn pick(
        &self,
        dice: &mut Dice,
        fits: impl Fn(&Block) -> bool,
    ) -> Option<(usize, usize)> {
        let near = |s: usize, b: usize| {
            self.focus.is_none_or(|(section, block)| s == section && b.abs_diff(block) <= 2)
        };
        let all: Vec<_> = self
            .sections
            .iter()
            .enumerate()
            .flat_map(|(s, section)| {
                section.blocks.iter().enumerate().map(move |(b, block)| ((s, b), block))
            })
            .filter(|((s, b), block)| near(*s, *b) && !block.text.heading && fits(block))
            .map(|(at, _)| at)
            .collect();
        (!all.is_empty()).then(|| all[dice.below(all.len())])
    }

    /// A sentence of the report's own words in another order; of those of section `from` and the
    /// one after it if one is given.
    pub(super) fn invent(&self, dice: &mut Dice, words: usize, from: Option<usize>) -> String {
        let mut chosen = Vec::new();
        while chosen.len() < words {
            let section = match from {
                Some(section) => (section + dice.below(2)) % self.sections.len(),
                None => dice.below(self.sections.len()),
            };
            let section = &self.sections[section];
            let Some(block) = section.blocks.get(dice.below(section.blocks.len())) else {
                continue;
            };
            let from = &block.text.sentences[dice.below(block.text.sentences.len())].text;
            let words = units(from);
            if let Some(word) = words.get(dice.below(words.len())) {
                chosen.push(word.trim_end_matches(['.', '。']).to_owned());
            }
        }
        join(&chosen) + "."
    }

    /// A block that was not there, of words of the report, or of section `from` and the next.
    pub(super) fn invent_block(&mut self, dice: &mut Dice, from: Option<usize>) -> Block {
        let count = 1 + dice.below(5);
        let sentences = (0..count).map(|_| {
            let words = 6 + dice.below(22);
            (SeenWords::of(&self.invent(dice, words, from)), self.fresh_origin())
        });
        Block::of(false, sentences.collect())
    }
}

/// The words of a text; of Chinese its characters.
pub(super) fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        if c.is_whitespace() {
            open = false;
        } else if is_ideograph(c) {
            units.push(c.to_string());
            open = false;
        } else if open && let Some(word) = units.last_mut() {
            word.push(c);
        } else {
            units.push(c.to_string());
            open = true;
        }
    }
    units
}

/// The text of `units`.
pub(super) fn join(units: &[String]) -> String {
    let mut text = String::new();
    for unit in units {
        let tight = |c: Option<char>| c.is_none_or(is_ideograph);
        if !(tight(text.chars().last()) || tight(unit.chars().next())) {
            text.push(' ');
        }
        text.push_str(unit);
    }
    text
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Numbers that look random and are the same on every run (`SplitMix64`, G. L. Steele, 2014).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 16).unwrap() % bound.max(1)
    }
}
