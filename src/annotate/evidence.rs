//! What a section's claims rest on, and what rests on a document.

use crate::model::{BlockKind, EntityKind, NoteNumber, Place, SourceKind};

use super::AnnotatedReport;
use super::mentions::MentionFinder;

/// The sentences of a section, by whether they call a note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// One entry for each marker, in the text's order.
    pub marked: Vec<MarkedSentence>,
    /// Sentences without a marker: place, and index in its sentences.
    pub unmarked: Vec<(Place, usize)>,
}

/// A sentence with one of its markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkedSentence {
    /// The text.
    pub place: Place,
    /// Index of the sentence in [`super::TextAnnotations::sentences`].
    pub sentence: usize,
    /// The note that it calls.
    pub note: NoteNumber,
    /// The kind of source that the note's gloss names; [`SourceKind::None`] without a gloss.
    pub kind: SourceKind,
}

impl Evidence {
    /// The marked sentences whose source is of `kind`.
    pub fn of_kind(&self, kind: SourceKind) -> impl Iterator<Item = &MarkedSentence> {
        self.marked.iter().filter(move |marked| marked.kind == kind)
    }

    /// Number of sentences with at least one marker.
    #[must_use]
    pub fn count_marked(&self) -> usize {
        self.marked.chunk_by(|a, b| (a.place, a.sentence) == (b.place, b.sentence)).count()
    }
}

/// The evidence of the section at index `section`: its title and blocks, without sub-headings
/// and code.
#[must_use]
pub fn of_section(report: &AnnotatedReport, section: usize) -> Evidence {
    let blocks = &report.edition.sections[section].blocks;
    let told = (0..blocks.len())
        .filter(|at| !matches!(blocks[*at].kind, BlockKind::Heading | BlockKind::Code))
        .map(|block| Place::Block { section, block });
    let mut evidence = Evidence::default();
    for place in std::iter::once(Place::Title { section }).chain(told) {
        let Some(annotations) = report.annotations.of(place) else { continue };
        let mut marked = vec![false; annotations.sentences.len()];
        for (note, offset) in report.edition.text(place).markers() {
            let Some(sentence) = annotations.sentence_at(offset) else { continue };
            marked[sentence] = true;
            let kind = report.register.gloss(note).map(|gloss| gloss.source.kind);
            let kind = kind.unwrap_or_default();
            evidence.marked.push(MarkedSentence { place, sentence, note, kind });
        }
        let bare = (0..marked.len()).filter(|sentence| !marked[*sentence]);
        evidence.unmarked.extend(bare.map(|sentence| (place, sentence)));
    }
    evidence
}

/// How a section leans on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reliance {
    /// Index of the section.
    pub section: usize,
    /// How often it mentions the document.
    pub mentions: usize,
    /// Its markers that lead to the document: in a sentence that mentions it, or with a gloss
    /// that names it as the source.
    pub markers: usize,
}

/// For each entity that is a document, by index, the sections that lean on it, in order.
#[must_use]
pub fn of_documents(report: &AnnotatedReport) -> Vec<(usize, Vec<Reliance>)> {
    let (edition, register) = (&report.edition, &report.register);
    let finder = MentionFinder::new(edition, register);
    let mut reliances = vec![vec![(0, 0); edition.sections.len()]; register.entities.len()];
    for place in edition.places() {
        let (Place::Title { section } | Place::Block { section, .. }) = place else { continue };
        let Some(annotations) = report.annotations.of(place) else { continue };
        for mention in &annotations.mentions {
            reliances[mention.entity][section].0 += 1;
        }
        for (note, offset) in edition.text(place).markers() {
            let gloss = register.gloss(note).and_then(|gloss| gloss.source.name.as_deref());
            let mut led: Vec<usize> = gloss
                .map_or(Vec::new(), |name| finder.find(name, place))
                .iter()
                .map(|m| m.entity)
                .collect();
            if let Some(at) = annotations.sentence_at(offset) {
                let sentence = annotations.sentences[at];
                led.extend(annotations.mentions_within(sentence).iter().map(|m| m.entity));
            }
            led.sort_unstable();
            led.dedup();
            for entity in led {
                reliances[entity][section].1 += 1;
            }
        }
    }
    reliances
        .into_iter()
        .enumerate()
        .filter(|(entity, _)| register.entities[*entity].kind == EntityKind::Document)
        .map(|(entity, sections)| {
            let leaning = sections.into_iter().enumerate();
            let leaning = leaning.filter(|(_, (mentions, markers))| mentions + markers > 0);
            let leaning = leaning.map(|(section, (mentions, markers))| Reliance {
                section,
                mentions,
                markers,
            });
            (entity, leaning.collect())
        })
        .collect()
}

/// The sections that lean on the entity at index `entity`, in order; none if it is no document.
#[must_use]
pub fn of_document(report: &AnnotatedReport, entity: usize) -> Vec<Reliance> {
    if report.register.entities[entity].kind != EntityKind::Document {
        return Vec::new();
    }
    let found = of_documents(report).into_iter().find(|(document, _)| *document == entity);
    found.map_or(Vec::new(), |(_, sections)| sections)
}
