//! What an editor should look at in the register of a report.
//!
//! All findings are warnings: the report is served with them.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Severity;
use crate::model::{
    BlockKind, Edition, Gloss, MarkerAt, NoteNumber, Place, Register, SectionKind, Span,
};

use super::folding::{Case, fold};
use super::mentions::MentionFinder;
use super::themes::covered;
use super::{Annotations, names};

/// Something that an editor should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An entity, by index.
    Entity(usize),
    /// A theme, by index.
    Theme(usize),
    /// A gloss, by index.
    Gloss(usize),
    /// Words of a text.
    Words(Place, Span),
}

/// What the editor of `register` should look at: entities first, then names that no entity
/// covers, themes, glosses. A register without entities, or without themes, is one that has not
/// been begun, and is not held against its report.
#[must_use]
pub fn review(edition: &Edition, register: &Register, annotations: &Annotations) -> Vec<Finding> {
    let mut review = Review { edition, register, annotations, findings: Vec::new() };
    if !register.entities.is_empty() {
        let candidates = review.find_candidates();
        review.look_at_aliases(&candidates);
        review.look_at_relations(&candidates);
        review.look_at_names();
    }
    if !register.themes.is_empty() {
        review.look_at_themes();
        review.look_at_blocks();
        review.look_at_judgments();
    }
    review.look_at_glosses();
    review.findings
}

struct Review<'a> {
    edition: &'a Edition,
    register: &'a Register,
    annotations: &'a Annotations,
    findings: Vec<Finding>,
}

impl Review<'_> {
    fn warn(&mut self, subject: Subject, message: String, help: &str) {
        self.findings.push(Finding {
            severity: Severity::Warning,
            subject,
            message,
            help: Some(help.to_owned()),
        });
    }

    /// For each text, every entity and alias that stands in it, be it inside of a longer name.
    fn find_candidates(&self) -> HashMap<Place, HashSet<(usize, usize)>> {
        let finder = MentionFinder::new(self.edition, self.register);
        let places = self.edition.places().filter(|place| self.annotations.of(*place).is_some());
        places
            .map(|place| (place, finder.find_candidates(self.edition.text(place).plain(), place)))
            .collect()
    }

    /// Aliases that never match. A canonical name may be one that the text does not use, as long
    /// as another alias matches.
    fn look_at_aliases(&mut self, candidates: &HashMap<Place, HashSet<(usize, usize)>>) {
        let inside: HashSet<(usize, usize)> = candidates.values().flatten().copied().collect();
        for (at, entity) in self.register.entities.iter().enumerate() {
            let mentions = self.annotations.mentions_of.get(at).map_or(&[][..], Vec::as_slice);
            let used: HashSet<usize> = mentions
                .iter()
                .filter_map(|(place, nth)| Some(self.annotations.of(*place)?.mentions[*nth].alias))
                .collect();
            if used.is_empty() {
                let message = format!("entity {} is mentioned nowhere", entity.id);
                self.warn(Subject::Entity(at), message, "correct its aliases, or remove it");
                continue;
            }
            for (alias_at, alias) in entity.aliases.iter().enumerate() {
                if used.contains(&alias_at) || alias.text == entity.name {
                    continue;
                }
                let (what, help) = if inside.contains(&(at, alias_at)) {
                    ("stands only inside longer names", "remove the alias")
                } else {
                    ("never matches", "correct its spelling or its scope, or move it to `also`")
                };
                let message = format!("alias \"{}\" of {} {what}", alias.text, entity.id);
                self.warn(Subject::Entity(at), message, help);
            }
        }
    }

    /// Relations `at` a place that does not name the other entity, be it inside a longer name.
    fn look_at_relations(&mut self, candidates: &HashMap<Place, HashSet<(usize, usize)>>) {
        for (at, entity) in self.register.entities.iter().enumerate() {
            for relation in &entity.relations {
                let (Some(scope), Some(to)) =
                    (&relation.at, self.register.find_entity(&relation.to))
                else {
                    continue;
                };
                let named = covered(self.edition, scope).iter().any(|place| {
                    candidates.get(place).is_some_and(|c| c.iter().any(|(entity, _)| *entity == to))
                });
                if !named {
                    let message = format!(
                        "{} is said to be \"{}\" {} at {scope}, which does not mention {}",
                        entity.id, relation.verb, relation.to, relation.to
                    );
                    self.warn(
                        Subject::Entity(at),
                        message,
                        "name the block that states it, or add the alias that it uses",
                    );
                }
            }
        }
    }

    fn look_at_names(&mut self) {
        let ignored = &self.register.ignored_names;
        for name in names::find_uncovered(self.edition, self.annotations, ignored) {
            let times = match name.count {
                1 => String::new(),
                count => format!(" ({count} times)"),
            };
            self.warn(
                Subject::Words(name.place, name.span),
                format!("\"{}\"{times} looks like a name that no entity covers", name.text),
                "add it as an alias of an entity, or to `ignore`",
            );
        }
    }

    fn look_at_themes(&mut self) {
        for (at, theme) in self.register.themes.iter().enumerate() {
            let message = match self.annotations.places_of[at].len() {
                0 => format!("theme {} is attached to nothing", theme.id),
                1 => format!("theme {} is attached to one block alone", theme.id),
                _ => continue,
            };
            self.warn(
                Subject::Theme(at),
                message,
                "attach it to more blocks, or merge it with another theme",
            );
        }
    }

    /// Titles and blocks without a theme, but for those that the editor has found to carry none.
    fn look_at_blocks(&mut self) {
        for place in self.edition.places() {
            let Some(annotations) = self.annotations.of(place) else { continue };
            let text = self.edition.text(place);
            let excused =
                self.register.unthemed.iter().any(|scope| scope.covers(self.edition, place));
            let words = annotations
                .sentences
                .first()
                .map_or(Span::new(0, text.plain().len()), |first| *first);
            match (annotations.themes.is_empty(), excused) {
                (true, false) => self.warn(
                    Subject::Words(place, words),
                    "this text carries no theme".to_owned(),
                    "attach a theme to it, or list it under `unthemed`",
                ),
                (false, true) => self.warn(
                    Subject::Words(place, words),
                    "this text is listed under `unthemed` but carries a theme".to_owned(),
                    "remove it from `unthemed`",
                ),
                _ => {}
            }
        }
    }

    fn look_at_judgments(&mut self) {
        for (section, judgment) in self.edition.sections.iter().enumerate() {
            if judgment.kind != SectionKind::Judgment {
                continue;
            }
            let annotations = &self.annotations.sections[section];
            let themes: HashSet<usize> = annotations
                .blocks
                .iter()
                .chain([&annotations.title])
                .flat_map(|text| text.themes.iter().copied())
                .collect();
            if themes.len() < 2 {
                let words = Span::new(0, judgment.title.plain().len());
                let message = format!("{} touches fewer than two themes", judgment.label());
                self.warn(
                    Subject::Words(Place::Title { section }, words),
                    message,
                    "attach themes to its blocks",
                );
            }
        }
    }

    /// Glosses that name a source which the words that call the note do not.
    fn look_at_glosses(&mut self) {
        let mut calls: HashMap<NoteNumber, Vec<&MarkerAt>> = HashMap::new();
        for marker in self.edition.markers() {
            calls.entry(marker.note).or_default().push(marker);
        }
        for (at, gloss) in self.register.glosses.iter().enumerate() {
            let Some(name) = &gloss.source.name else { continue };
            let called =
                self.words_about(gloss, calls.get(&gloss.number).map_or(&[], Vec::as_slice));
            if !called.is_empty() && !called.iter().any(|words| names_source(words, name)) {
                let message = format!(
                    "the gloss of note {} names the source \"{name}\", which the marked words \
                     do not name",
                    gloss.number
                );
                self.warn(
                    Subject::Gloss(at),
                    message,
                    "use the words of the sentence, or `kind = \"none\"`",
                );
            }
        }
    }

    /// For each of `calls`, those of the gloss's note, the words that may name its source: the sentence with
    /// the marker; for a quotation or an item, also the nearest paragraph above, which
    /// introduces it. Also the note's own text, where the source has it.
    fn words_about(&self, gloss: &Gloss, calls: &[&MarkerAt]) -> Vec<String> {
        let mut texts = Vec::new();
        for marker in calls {
            let plain = self.edition.text(marker.place).plain();
            let sentence = self.annotations.of(marker.place).and_then(|annotations| {
                let at = annotations.sentence_at(marker.offset)?;
                Some(annotations.sentences[at].of(plain))
            });
            let mut words = sentence.unwrap_or(plain).to_owned();
            if let Place::Block { section, block } = marker.place {
                let blocks = &self.edition.sections[section].blocks;
                let leans = |at: usize| {
                    matches!(blocks[at].kind, BlockKind::Quotation | BlockKind::Item { .. })
                };
                if leans(block)
                    && let Some(above) = (0..block).rev().find(|at| !leans(*at))
                {
                    words.push('\n');
                    words.push_str(blocks[above].text.plain());
                }
            }
            texts.push(words);
        }
        if let Some(note) = self.edition.note_text(gloss.number) {
            texts.extend(note.paragraphs.iter().map(|text| text.plain().to_owned()));
        }
        texts
    }
}

/// Whether `words` name the source `name`: they hold it literally, or hold each of its words.
fn names_source(words: &str, name: &str) -> bool {
    let (words, name) = (fold(words, Case::Lowered), fold(name, Case::Lowered));
    let split = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    words.contains(&name) || split(&name).is_subset(&split(&words))
}
