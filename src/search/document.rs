//! What of a report can be found: its documents, in the report's order, with their columns.
//!
//! In: annotated reports. Out: [`Documents`]: one document a block, a section's title, a note and
//! an entity, numbered from 0 through the whole library; for each what it is, its length, and the
//! entities and themes that it touches. A note stands after the text that first calls it, the
//! entities after the text. Texts are not copied: [`Documents::text`] takes them from the report.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{HitKind, Target};
use crate::annotate::{AnnotatedReport, TextAnnotations};
use crate::model::{BlockKind, NoteNumber, Place, SectionKind, SourceKind, Text};

/// A document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document {
    /// Index of the report.
    pub(super) report: u32,
    /// Index of the section in its report; a note's is where it is first called.
    pub(super) section: Option<u32>,
    /// What it is.
    pub(super) target: Target,
    /// Its kind.
    pub(super) kind: HitKind,
}

/// Lists of small numbers, one a document, end to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl Lists {
    fn push(&mut self, values: impl IntoIterator<Item = u32>) {
        self.values.extend(values);
        self.ends.push(short(self.values.len()));
    }

    /// The list of document `at`.
    pub(super) fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.values[start as usize..self.ends[at] as usize]
    }
}

/// An entity or theme of the library: those of several reports with one id are one.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    /// Its id.
    pub(super) id: String,
    /// Its name, as the first report gives it.
    pub(super) name: String,
    /// Report and index in its register, for each report that has it.
    pub(super) at: Vec<(u32, u32)>,
}

/// All documents of a library.
#[derive(Debug, Default)]
pub(super) struct Documents {
    /// In the order of reports and places.
    pub(super) all: Vec<Document>,
    /// For each document, its kind: a column of its own, for every hit is asked for it.
    pub(super) kinds: Vec<HitKind>,
    /// For each document, the index of its report.
    pub(super) report_of: Vec<u32>,
    /// For each document, numbers of the entities that it mentions, each once, sorted.
    pub(super) entities: Lists,
    /// For each document, numbers of its themes, sorted.
    pub(super) themes: Lists,
    /// Entities by number.
    pub(super) entity: Vec<Shared>,
    /// Themes by number.
    pub(super) theme: Vec<Shared>,
    /// For each entity, by number, how many documents mention it.
    mentioning: Vec<u32>,
    /// For each report, the number of each entity of its register.
    pub(super) entity_numbers: Vec<Vec<u32>>,
}

/// A length or index as the 32 bits that columns hold; libraries are bounded far below.
pub(super) fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Documents {
    /// The documents of `reports`.
    pub(super) fn of(reports: &[Arc<AnnotatedReport>]) -> Self {
        let mut documents = Self::default();
        let (mut entities, mut themes) = (HashMap::new(), HashMap::new());
        for (at, report) in reports.iter().enumerate() {
            let at = short(at);
            let register = &report.register;
            let named = register.entities.iter().map(|e| (e.id.as_str(), e.name.as_str()));
            let entity_numbers = share(&mut documents.entity, &mut entities, at, named);
            let named = register.themes.iter().map(|t| (t.id.as_str(), t.name.as_str()));
            let theme_numbers = share(&mut documents.theme, &mut themes, at, named);
            documents.add(report, at, &entity_numbers, &theme_numbers);
            documents.entity_numbers.push(entity_numbers);
        }
        documents.kinds = documents.all.iter().map(|document| document.kind).collect();
        documents.report_of = documents.all.iter().map(|document| document.report).collect();
        documents.mentioning = vec![0; documents.entity.len()];
        for &entity in &documents.entities.values {
            documents.mentioning[entity as usize] += 1;
        }
        documents
    }

    fn add(&mut self, report: &AnnotatedReport, at: u32, entity: &[u32], theme: &[u32]) {
        let edition = &report.edition;
        let mut called: HashMap<Place, Vec<(NoteNumber, usize)>> = HashMap::new();
        let mut seen = std::collections::HashSet::new();
        for marker in edition.markers() {
            if seen.insert(marker.note) {
                called.entry(marker.place).or_default().push((marker.note, marker.offset));
            }
        }
        for place in edition.places() {
            let computed = report.annotations.of(place);
            let (section, own) = match place {
                Place::PartTitle(part) => (edition.parts[part].sections.start, None),
                Place::Title { section } => {
                    let kind = match edition.sections[section].kind {
                        SectionKind::Judgment => HitKind::Judgment,
                        _ => HitKind::Title,
                    };
                    (section, Some((Target::Title { section }, kind)))
                }
                Place::Block { section, block } => {
                    let kind = kind_of(&edition.sections[section].blocks[block].kind);
                    (section, Some((Target::Block { section, block }, kind)))
                }
            };
            let section = (section < edition.sections.len()).then(|| short(section));
            if let Some((target, kind)) = own {
                let mentions =
                    computed.map(|c| numbers_of(c, entity, |_| true)).unwrap_or_default();
                self.all.push(Document { report: at, section, target, kind });
                self.entities.push(mentions);
                self.themes
                    .push(computed.into_iter().flat_map(|c| c.themes.iter().map(|&t| theme[t])));
            }
            for &(note, offset) in called.get(&place).into_iter().flatten() {
                // A note touches what the sentence that calls it touches.
                let sentence = computed.and_then(|c| Some(c.sentences[c.sentence_at(offset)?]));
                let mentions = computed.map(|c| {
                    numbers_of(c, entity, |span| sentence.is_some_and(|s| s.contains(span)))
                });
                self.all.push(Document {
                    report: at,
                    section,
                    target: Target::Note(note),
                    kind: HitKind::Note,
                });
                self.entities.push(mentions.unwrap_or_default());
                self.themes
                    .push(computed.into_iter().flat_map(|c| c.themes.iter().map(|&t| theme[t])));
            }
        }
        for note in edition.note_numbers().into_iter().filter(|note| !seen.contains(note)) {
            let target = Target::Note(note);
            self.all.push(Document { report: at, section: None, target, kind: HitKind::Note });
            self.entities.push([]);
            self.themes.push([]);
        }
        for (index, &number) in entity.iter().enumerate() {
            let target = Target::Entity(index);
            self.all.push(Document { report: at, section: None, target, kind: HitKind::Entity });
            self.entities.push([number]);
            self.themes.push([]);
        }
    }

    /// Number of documents.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The whole text of document `at`: what is searched, shown and marked.
    pub(super) fn text<'r>(&self, reports: &'r [Arc<AnnotatedReport>], at: usize) -> Cow<'r, str> {
        let document = self.all[at];
        text_of(&reports[document.report as usize], document.target)
    }

    /// The id of the entity of each mention in document `at`, in order; those of a note or an
    /// entity each once.
    pub(super) fn mentioned<'a>(
        &'a self,
        reports: &'a [Arc<AnnotatedReport>],
        at: usize,
    ) -> impl Iterator<Item = &'a str> {
        let row = &self.all[at];
        let computed = match row.target {
            Target::Title { section } => Some(Place::Title { section }),
            Target::Block { section, block } => Some(Place::Block { section, block }),
            Target::Note(_) | Target::Entity(_) => None,
        }
        .and_then(|place| reports[row.report as usize].annotations.of(place));
        let numbers = if computed.is_some() { &[] } else { self.entities.of(at) };
        let mentions = computed.into_iter().flat_map(|computed| &computed.mentions);
        mentions
            .map(|mention| self.entity_number(row.report, mention.entity))
            .chain(numbers.iter().copied())
            .map(|number| self.entity[number as usize].id.as_str())
    }

    /// How many documents mention entity `number`.
    pub(super) fn mentioning(&self, number: u32) -> usize {
        self.mentioning[number as usize] as usize
    }

    /// The number of the entity at index `entity` of the register of report `report`.
    pub(super) fn entity_number(&self, report: u32, entity: usize) -> u32 {
        self.entity_numbers[report as usize][entity]
    }
}

/// The whole text of `target`. A note's is its author's text, then the editor's gloss; an
/// entity's is its name, its other names, its description, a line each.
pub(super) fn text_of(report: &AnnotatedReport, target: Target) -> Cow<'_, str> {
    match target {
        Target::Title { section } => report.edition.sections[section].title.plain().into(),
        Target::Block { section, block } => {
            report.edition.sections[section].blocks[block].text.plain().into()
        }
        Target::Note(number) => {
            let own = report.edition.note_text(number);
            let own = own.iter().flat_map(|note| note.paragraphs.iter().map(Text::plain));
            let gloss = report.register.gloss(number).map(|gloss| gloss.text.as_str());
            let lines: Vec<_> = own.chain(gloss).collect();
            match lines[..] {
                [only] => only.into(),
                _ => lines.join("\n").into(),
            }
        }
        Target::Entity(at) => {
            let entity = &report.register.entities[at];
            let mut names: Vec<&str> = Vec::new();
            let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
            for name in aliases
                .chain(entity.also.iter().map(String::as_str))
                .chain(entity.native.as_deref())
            {
                if name != entity.name && !names.contains(&name) {
                    names.push(name);
                }
            }
            let mut text = entity.name.clone();
            if !names.is_empty() {
                let _ = write!(text, "\n{}", names.join(", "));
            }
            for line in
                [Some(entity.description.as_str()), entity.role.as_deref()].into_iter().flatten()
            {
                if !line.is_empty() {
                    let _ = write!(text, "\n{line}");
                }
            }
            text.into()
        }
    }
}

/// The words that stand over `target` and say what it is about: the section's title, the
/// sub-heading above, the part's title; the source that a note's sentence names.
pub(super) fn title_over(report: &AnnotatedReport, document: &Document) -> String {
    let edition = &report.edition;
    let mut over = String::new();
    if let Target::Note(number) = document.target {
        let source = report.register.gloss(number).map(|gloss| &gloss.source);
        if let Some(name) =
            source.filter(|s| s.kind != SourceKind::None).and_then(|s| s.name.as_deref())
        {
            over.push_str(name);
        }
        return over;
    }
    let Some(section) = document.section.map(|section| section as usize) else { return over };
    let part = edition.sections[section].part;
    over.push_str(edition.parts[part].title.plain());
    if let Target::Block { block, .. } = document.target {
        let _ = write!(over, "\n{}", edition.sections[section].title.plain());
        let above = edition.sections[section].blocks[..block].iter().rev();
        let heading = above.into_iter().find(|block| block.kind == BlockKind::Heading);
        if let Some(heading) = heading {
            let _ = write!(over, "\n{}", heading.text.plain());
        }
    }
    over
}

/// The sentence that leads to `target` when it follows from the text before: the last one of the
/// paragraph before a quotation or a list.
pub(super) fn lead_of(report: &AnnotatedReport, target: Target) -> Option<&str> {
    let Target::Block { section, block } = target else { return None };
    let blocks = &report.edition.sections[section].blocks;
    let follows = |kind: &BlockKind| matches!(kind, BlockKind::Quotation | BlockKind::Item { .. });
    if !follows(&blocks[block].kind) {
        return None;
    }
    let before = blocks[..block].iter().rposition(|block| !follows(&block.kind))?;
    let plain = blocks[before].text.plain();
    let computed = report.annotations.of(Place::Block { section, block: before });
    let sentence = computed.and_then(|c| c.sentences.last()).map(|span| span.of(plain));
    Some(sentence.unwrap_or(plain))
}

fn kind_of(kind: &BlockKind) -> HitKind {
    match kind {
        BlockKind::Paragraph => HitKind::Paragraph,
        BlockKind::Quotation => HitKind::Quotation,
        BlockKind::Item { .. } => HitKind::Item,
        BlockKind::Heading => HitKind::Heading,
        BlockKind::Table => HitKind::Table,
        BlockKind::Figure { .. } => HitKind::Figure,
        BlockKind::Code => HitKind::Code,
    }
}

/// Numbers of the entities that `computed` mentions in spans that `wanted` takes.
fn numbers_of(
    computed: &TextAnnotations,
    numbers: &[u32],
    wanted: impl Fn(crate::model::Span) -> bool,
) -> Vec<u32> {
    let mentions = computed.mentions.iter().filter(|mention| wanted(mention.span));
    let mut found: Vec<_> = mentions.map(|mention| numbers[mention.entity]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Gives each of `named` its number in the library.
fn share<'a>(
    all: &mut Vec<Shared>,
    by_id: &mut HashMap<String, u32>,
    report: u32,
    named: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<u32> {
    named
        .enumerate()
        .map(|(index, (id, name))| {
            let number = *by_id.entry(id.to_owned()).or_insert_with(|| {
                all.push(Shared { id: id.to_owned(), name: name.to_owned(), at: Vec::new() });
                short(all.len() - 1)
            });
            all[number as usize].at.push((report, short(index)));
            number
        })
        .collect()
}
