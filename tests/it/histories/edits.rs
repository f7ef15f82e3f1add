//! Kinds of edits, each as an editor would make it; a sentence that is edited keeps its origin.

use std::fmt::Write as _;

use sidenote::model::{SectionId, SeenWords};

use super::text::{Block, Dice, Origin, Report, Section, join, units};

/// One change at a time.
pub(super) const PLAIN: [&str; 17] = [
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

/// Changes that are harder to follow.
pub(super) const HARD: [&str; 20] = [
    "reword a block",
    "typos all over",
    "copyedit a section",
    "move and reword",
    "swap neighbours",
    "swap neighbours and reword",
    "swap sentences",
    "sentence to the next block",
    "sentence to elsewhere",
    "insert a near copy",
    "insert a copy",
    "replace by alike",
    "remove and insert alike",
    "split in three",
    "retitle a section",
    "insert a numbered section",
    "part a section",
    "blocks to a new section",
    "merge sections",
    "rename and move",
];

/// How many of [`PLAIN`] change one block and those beside it; [`BESIDE`] do so too.
const PLAIN_BESIDE: usize = 7;

/// Other changes of one block and those beside it.
const BESIDE: [&str; 9] = [
    "reword",
    "reword a block",
    "typo",
    "sentence removed",
    "sentence inserted",
    "swap neighbours",
    "swap sentences",
    "sentence to the next block",
    "move and reword",
];

/// The sentences of a block.
type Sentences = Vec<(SeenWords, Origin)>;

impl Report {
    /// Makes several edits about one block; false if there is no block.
    pub(super) fn edit_nearby(&mut self, dice: &mut Dice, count: usize) -> Option<String> {
        self.focus = Some(self.pick(dice, |_| true)?);
        let mut told = String::from("nearby");
        for _ in 0..count {
            let at = dice.below(PLAIN_BESIDE + BESIDE.len());
            let kind = PLAIN[..PLAIN_BESIDE].iter().chain(&BESIDE).nth(at)?;
            if self.edit(kind, dice) {
                let _ = write!(told, " + {kind}");
            }
        }
        self.focus = None;
        Some(told)
    }

    /// Makes the edit; false if the report has nothing to make it from.
    pub(super) fn edit(&mut self, kind: &str, dice: &mut Dice) -> bool {
        let made = match kind {
            "insert"
            | "remove"
            | "replace"
            | "move within"
            | "move across"
            | "swap neighbours"
            | "move and reword"
            | "swap neighbours and reword"
            | "insert a near copy"
            | "insert a copy"
            | "replace by alike"
            | "remove and insert alike" => self.edit_blocks(kind, dice),
            "split"
            | "split in a sentence"
            | "split in three"
            | "merge"
            | "merge to one sentence" => self.part_or_join(kind, dice),
            "reorder sections"
            | "renumber sections"
            | "rename a section"
            | "retitle a section"
            | "insert a numbered section"
            | "part a section"
            | "blocks to a new section"
            | "merge sections"
            | "rename and move"
            | "copyedit a section" => self.edit_sections(kind, dice),
            _ => self.edit_sentences(kind, dice),
        };
        made.is_some()
    }

    /// Changes the sentences of a block.
    fn change(&mut self, (s, b): (usize, usize), change: impl FnOnce(&mut Sentences)) {
        let block = &mut self.sections[s].blocks[b];
        let mut sentences = block.sentences();
        change(&mut sentences);
        *block = Block::of(block.text.heading, sentences);
    }

    /// `words` with about `percent` of a hundred of them replaced by others of the report.
    fn reword(&self, dice: &mut Dice, words: &str, percent: usize) -> SeenWords {
        let mut words = units(words);
        let count = (words.len() * percent).div_ceil(100);
        let mut left: Vec<usize> = (0..words.len()).collect();
        for _ in 0..count {
            let place = left.swap_remove(dice.below(left.len()));
            self.invent(dice, 1, None).trim_end_matches('.').clone_into(&mut words[place]);
        }
        SeenWords::of(&join(&words))
    }

    fn reword_block(&mut self, dice: &mut Dice, at: (usize, usize), percent: usize) {
        let all = self.sections[at.0].blocks[at.1].sentences();
        let new = all
            .into_iter()
            .map(|(words, origin)| (self.reword(dice, &words.text, percent), origin))
            .collect();
        self.change(at, |sentences| *sentences = new);
    }

    /// Two blocks that follow one another, the second no sub-heading.
    fn pick_pair(&self, dice: &mut Dice) -> Option<(usize, usize)> {
        let (s, b) = self.pick(dice, |_| true)?;
        let next = self.sections[s].blocks.get(b + 1)?;
        (!next.text.heading).then_some((s, b))
    }

    fn edit_blocks(&mut self, kind: &str, dice: &mut Dice) -> Option<()> {
        let (s, b) = if kind.starts_with("swap") {
            self.pick_pair(dice)?
        } else if kind == "insert" && self.focus.is_none() {
            (dice.below(self.sections.len()), 0)
        } else {
            self.pick(dice, |_| true)?
        };
        let count = self.sections[s].blocks.len();
        let anywhere = |dice: &mut Dice, count: usize| dice.below(count + 1);
        match kind {
            "insert" => {
                let at = if self.focus.is_some() { b } else { anywhere(dice, count) };
                let block = self.invent_block(dice, None);
                self.sections[s].blocks.insert(at, block);
            }
            "remove" => _ = self.sections[s].blocks.remove(b),
            "replace" => self.sections[s].blocks[b] = self.invent_block(dice, None),
            "replace by alike" => self.sections[s].blocks[b] = self.invent_block(dice, Some(s)),
            "remove and insert alike" => {
                let block = self.invent_block(dice, Some(s));
                self.sections[s].blocks.remove(b);
                self.sections[s].blocks.insert(anywhere(dice, count - 1), block);
            }
            "move within" | "move across" | "move and reword" => {
                if kind == "move and reword" {
                    self.reword_block(dice, (s, b), 20);
                }
                let block = self.sections[s].blocks.remove(b);
                let far = kind == "move across" || (kind != "move within" && dice.below(2) == 0);
                let all = self.sections.len();
                let to = if far && all > 1 { (s + 1 + dice.below(all - 1)) % all } else { s };
                let blocks = &mut self.sections[to].blocks;
                blocks.insert(anywhere(dice, blocks.len()), block);
            }
            "swap neighbours" => self.sections[s].blocks.swap(b, b + 1),
            "swap neighbours and reword" => {
                self.reword_block(dice, (s, b), 15);
                self.reword_block(dice, (s, b + 1), 15);
                self.sections[s].blocks.swap(b, b + 1);
            }
            _ => {
                // Another block once more, or one that is like it and not it.
                let mut sentences = self.sections[s].blocks[b].sentences();
                for (words, origin) in &mut sentences {
                    if kind == "insert a near copy" {
                        *words = self.reword(dice, &words.text, 12);
                        *origin = self.fresh_origin();
                    } else {
                        for source in origin {
                            source.id = self.fresh();
                        }
                    }
                }
                let at = if dice.below(2) == 0 { b + dice.below(2) } else { anywhere(dice, count) };
                self.sections[s].blocks.insert(at, Block::of(false, sentences));
            }
        }
        Some(())
    }

    fn part_or_join(&mut self, kind: &str, dice: &mut Dice) -> Option<()> {
        match kind {
            "split" | "split in three" => {
                let parts = if kind == "split" { 2 } else { 3 };
                let (s, b) = self.pick(dice, |block| block.origins.len() >= parts)?;
                for part in 1..parts {
                    let mut first = self.sections[s].blocks[b].sentences();
                    let rest = first.len() - (parts - part);
                    let second = first.split_off(1 + dice.below(rest));
                    self.change((s, b), |sentences| *sentences = first);
                    self.sections[s].blocks.insert(b + 1, Block::of(false, second));
                    if self.sections[s].blocks[b].origins.len() < 2 {
                        break;
                    }
                }
            }
            "split in a sentence" => {
                let long = |words: &SeenWords| units(&words.text).len() > 10;
                let (s, b) = self.pick(dice, |block| block.text.sentences.iter().any(long))?;
                let mut first = self.sections[s].blocks[b].sentences();
                let at = first.iter().position(|(words, _)| long(words))?;
                let mut second = first.split_off(at);
                let (words, origin) = second.remove(0);
                let all = units(&words.text);
                let cut = 3 + dice.below(all.len() - 5);
                first.push((SeenWords::of(&join(&all[..cut])), origin.clone()));
                second.insert(0, (SeenWords::of(&join(&all[cut..])), origin));
                self.change((s, b), |sentences| *sentences = first);
                self.sections[s].blocks.insert(b + 1, Block::of(false, second));
            }
            "merge" => {
                let (s, b) = self.pick_pair(dice)?;
                let next = self.sections[s].blocks.remove(b + 1);
                self.change((s, b), |sentences| sentences.extend(next.sentences()));
            }
            _ => {
                let at = self.pick(dice, |block| block.origins.len() > 1)?;
                self.change(at, |sentences| {
                    let at = dice.below(sentences.len() - 1);
                    let (second, more) = sentences.remove(at + 1);
                    let (first, origin) = &mut sentences[at];
                    let start = first.text.trim_end_matches(['.', '。']);
                    *first = SeenWords::of(&format!("{start}; {}", second.text));
                    origin.extend(more);
                });
            }
        }
        Some(())
    }

    fn edit_sentences(&mut self, kind: &str, dice: &mut Dice) -> Option<()> {
        let least = match kind {
            "sentence removed"
            | "sentence inserted"
            | "swap sentences"
            | "sentence to the next block"
            | "sentence to elsewhere" => 2,
            _ => 1,
        };
        let place = if kind == "sentence to the next block" {
            let at = self.pick_pair(dice)?;
            (self.sections[at.0].blocks[at.1].origins.len() >= least).then_some(at)?
        } else {
            self.pick(dice, |block| block.origins.len() >= least)?
        };
        let count = self.sections[place.0].blocks[place.1].origins.len();
        let at = dice.below(count);
        match kind {
            "reword" | "reword strongly" => {
                let percent = if kind == "reword" { 20 } else { 40 };
                let words = &self.sections[place.0].blocks[place.1].text.sentences[at].text;
                let new = self.reword(dice, words, percent);
                let mut words = units(&new.text);
                if dice.below(3) == 0 {
                    // A clause to the front.
                    let middle = words.len() / 2;
                    words.rotate_left(middle);
                }
                self.change(place, |sentences| sentences[at].0 = SeenWords::of(&join(&words)));
            }
            "reword a block" => self.reword_block(dice, place, 40),
            "typo" => self.change(place, |sentences| slip(dice, &mut sentences[at].0)),
            "typos all over" => self.change(place, |sentences| {
                for (words, _) in sentences {
                    for _ in 0..words.text.chars().count().div_ceil(30) {
                        slip(dice, words);
                    }
                }
            }),
            "sentence removed" => self.change(place, |sentences| _ = sentences.remove(at)),
            "sentence inserted" => {
                let words = 6 + dice.below(20);
                let new = (SeenWords::of(&self.invent(dice, words, None)), self.fresh_origin());
                self.change(place, |sentences| sentences.insert(at, new));
            }
            "swap sentences" => {
                self.change(place, |sentences| sentences.swap(at, (at + 1) % count));
            }
            "sentence to the next block" | "sentence to elsewhere" => {
                let mut moved = Vec::new();
                self.change(place, |sentences| moved.push(sentences.remove(at)));
                let to = if kind == "sentence to the next block" {
                    (place.0, place.1 + 1)
                } else {
                    self.pick(dice, |_| true)?
                };
                self.change(to, |sentences| {
                    let at = dice.below(sentences.len() + 1);
                    sentences.splice(at..at, moved);
                });
            }
            other => panic!("no edit is called {other}"),
        }
        Some(())
    }

    fn edit_sections(&mut self, kind: &str, dice: &mut Dice) -> Option<()> {
        let all = self.sections.len();
        let at = dice.below(all - 1);
        match kind {
            "reorder sections" => {
                let section = self.sections.remove(at);
                self.sections.insert(dice.below(all), section);
            }
            "renumber sections" => {
                let ids: Vec<_> = self.sections.iter().map(|section| section.id.clone()).collect();
                self.sections.swap(at, at + 1);
                for (section, id) in self.sections.iter_mut().zip(ids) {
                    section.id = id;
                }
            }
            "rename a section" => self.sections[at].id = self.fresh_id(),
            "rename and move" => {
                // A new name, a new title, a new place, and one paragraph reworded.
                self.sections[at].id = self.fresh_id();
                self.sections[at].title = SeenWords::of(&self.invent(dice, 8, None));
                let block = dice.below(self.sections[at].blocks.len());
                if !self.sections[at].blocks.is_empty() {
                    self.reword_block(dice, (at, block), 25);
                }
                let section = self.sections.remove(at);
                self.sections.insert(dice.below(all), section);
            }
            "retitle a section" => {
                let percent = 20 + dice.below(80);
                let title = self.reword(dice, &self.sections[at].title.text, percent);
                self.sections[at].title = title;
            }
            "copyedit a section" => {
                for block in 0..self.sections[at].blocks.len() {
                    self.reword_block(dice, (at, block), 12);
                }
            }
            "insert a numbered section" => {
                // Those after it are counted on.
                let id = self.fresh_id();
                let title = SeenWords::of(&self.invent(dice, 10, None));
                let blocks = (0..2 + dice.below(3)).map(|_| self.invent_block(dice, None));
                let blocks = blocks.collect();
                let mut ids: Vec<_> =
                    self.sections.iter().map(|section| section.id.clone()).collect();
                ids.push(id.clone());
                self.sections.insert(at, Section { id, title, blocks });
                for (section, id) in self.sections.iter_mut().zip(ids) {
                    section.id = id;
                }
            }
            "part a section" | "blocks to a new section" => {
                let count = self.sections[at].blocks.len();
                (count >= 2).then_some(())?;
                let from = 1 + dice.below(count - 1);
                let to = if kind == "part a section" { count } else { count.min(from + 2) };
                let blocks = self.sections[at].blocks.drain(from..to).collect();
                let (id, title) = (self.fresh_id(), SeenWords::of(&self.invent(dice, 8, None)));
                let place = dice.below(all) + 1;
                self.sections.insert(place, Section { id, title, blocks });
            }
            _ => {
                let mut joined = Vec::new();
                for _ in 0..=dice.below(2) {
                    (self.sections.len() > 3 && at + 1 < self.sections.len()).then_some(())?;
                    joined.extend(self.sections.remove(at + 1).blocks);
                }
                self.sections[at].blocks.extend(joined);
            }
        }
        Some(())
    }

    fn fresh_id(&mut self) -> SectionId {
        format!("section-{}", self.fresh()).parse().unwrap()
    }
}

/// A slip of the pen.
fn slip(dice: &mut Dice, words: &mut SeenWords) {
    let mut chars: Vec<char> = words.text.chars().collect();
    if chars.len() < 2 {
        return;
    }
    let place = dice.below(chars.len() - 1);
    match dice.below(3) {
        0 => chars.swap(place, place + 1),
        1 => _ = chars.remove(place),
        _ => chars.insert(place, 'e'),
    }
    *words = SeenWords::of(&chars.into_iter().collect::<String>());
}
