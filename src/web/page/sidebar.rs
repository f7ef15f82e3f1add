//! What stands beside a text: its notes, the entities it names, the themes it touches.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::library::lookup::quote_at;
use crate::model::{BlockId, NoteNumber, Place, Point, Section, SourceKind, Span};
use crate::render::{Html, Renderer, anchor};
use crate::web::address::Fragment;
use crate::web::words::Words;

use super::view::View;
use super::words::{self as found, Words as Found};

/// A note as it stands beside or below a text.
#[derive(Debug, Clone)]
pub(super) struct NoteView {
    pub(super) number: NoteNumber,
    /// Its `id` on the page.
    pub(super) id: String,
    /// The marker that calls it, on the same page.
    pub(super) back: String,
    /// Its own page.
    pub(super) href: String,
    /// The author's text; empty where the source does not include it.
    pub(super) text: Html,
    /// The editor's line.
    pub(super) gloss: Option<Vec<Found>>,
    /// The source that the sentence names: `Speech: Zeng Yi`.
    pub(super) source: Option<String>,
}

/// Hands out the notes of a page, each once, where it is first called.
pub(super) struct NotesOfPage<'a> {
    view: View<'a>,
    /// Of each place, its notes with the number of their call in the report.
    calls: HashMap<Place, Vec<(NoteNumber, usize)>>,
    shown: HashSet<NoteNumber>,
    /// What is marked in glosses.
    marks: BTreeMap<NoteNumber, Vec<Span>>,
}

impl<'a> NotesOfPage<'a> {
    pub(super) fn new(view: View<'a>) -> Self {
        let mut seen: HashMap<NoteNumber, usize> = HashMap::new();
        let mut calls: HashMap<Place, Vec<_>> = HashMap::new();
        for marker in view.edition().markers() {
            let call = seen.entry(marker.note).or_default();
            *call += 1;
            calls.entry(marker.place).or_default().push((marker.note, *call));
        }
        Self { view, calls, shown: HashSet::new(), marks: BTreeMap::new() }
    }

    /// The same with these words of their glosses marked.
    pub(super) fn with_marks(mut self, marks: &BTreeMap<NoteNumber, Vec<Span>>) -> Self {
        self.marks.clone_from(marks);
        self
    }

    /// The notes that `places` call and that were not given yet, in the text's order.
    pub(super) fn take(
        &mut self,
        renderer: &Renderer<'_>,
        places: impl Iterator<Item = Place>,
    ) -> Vec<NoteView> {
        let mut notes = Vec::new();
        for place in places {
            for &(note, call) in self.calls.get(&place).map_or(&[][..], Vec::as_slice) {
                if self.shown.insert(note) {
                    let marks = self.marks.get(&note).map_or(&[][..], Vec::as_slice);
                    notes.push(note_view(self.view, renderer, (note, call), marks));
                }
            }
        }
        notes
    }

    /// How many notes were given.
    pub(super) fn count(&self) -> usize {
        self.shown.len()
    }
}

fn note_view(
    view: View<'_>,
    renderer: &Renderer<'_>,
    (number, call): (NoteNumber, usize),
    marks: &[Span],
) -> NoteView {
    let gloss = view.report.register.gloss(number);
    NoteView {
        number,
        id: Fragment::Note(number).to_string(),
        back: format!("#{}", anchor::marker(number, call)),
        href: view.address(Point::Note(number)).to_string(),
        text: view.edition().note_text(number).map(|text| renderer.note(text)).unwrap_or_default(),
        gloss: gloss.map(|gloss| found::cut_whole(&gloss.text, marks)),
        source: gloss
            .and_then(|gloss| source(view.words, gloss.source.kind, gloss.source.name.as_deref())),
    }
}

/// `Speech: Zeng Yi`; nothing where the sentence names no source.
pub(super) fn source(words: Words, kind: SourceKind, name: Option<&str>) -> Option<String> {
    match (kind, name) {
        (SourceKind::None, None) => None,
        (SourceKind::None, Some(name)) => Some(name.to_owned()),
        (kind, None) => Some(words.source_kind(kind).to_owned()),
        (kind, Some(name)) => Some(format!("{}{}{name}", words.source_kind(kind), words.colon())),
    }
}

/// An entity that a section names.
#[derive(Debug, Clone)]
pub(super) struct EntityRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) kind: &'static str,
    pub(super) count: usize,
    pub(super) description: String,
    /// Its first mention on the page.
    pub(super) first: String,
}

/// The entities that the section at index `section` names, the most named first.
pub(super) fn entities(view: View<'_>, section: usize) -> Vec<EntityRow> {
    let mut found: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    for place in places(&view.edition().sections[section], section) {
        for mention in view.report.annotations.of(place).map_or(&[][..], |ranges| &ranges.mentions)
        {
            let entry = found.entry(mention.entity).or_insert_with(|| {
                (0, fragment(&quote_at(view.report, place, mention.span).point))
            });
            entry.0 += 1;
        }
    }
    let mut rows: Vec<_> = found
        .into_iter()
        .map(|(at, (count, first))| {
            let entity = &view.report.register.entities[at];
            EntityRow {
                name: entity.name.clone(),
                href: view.address(Point::Entity(entity.id.clone())).to_string(),
                kind: view.words.entity_kind(entity.kind),
                count,
                description: entity.description.clone(),
                first,
            }
        })
        .collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// A theme that a section touches.
#[derive(Debug, Clone)]
pub(super) struct ThemeRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) description: String,
    /// Where on the page.
    pub(super) touched: Vec<Touched>,
}

/// A text that a theme is attached to.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub(super) href: String,
    /// `3`, or a sub-heading's words.
    pub(super) label: String,
    /// For who does not see the page.
    pub(super) name: String,
}

/// The themes that the section at index `section` touches, in the register's order.
pub(super) fn themes(view: View<'_>, section: usize) -> Vec<ThemeRow> {
    let own = &view.edition().sections[section];
    let mut found: BTreeMap<usize, Vec<Touched>> = BTreeMap::new();
    for place in places(own, section) {
        for &theme in view.report.annotations.of(place).map_or(&[][..], |ranges| &ranges.themes) {
            let touched = found.entry(theme).or_default();
            // A title is the whole section's, whose page this is.
            if let Place::Block { block, .. } = place {
                let block = &own.blocks[block];
                touched.push(Touched {
                    href: format!("#{}", Fragment::Block(block.id.clone())),
                    label: match &block.id {
                        BlockId::Number(number) => number.to_string(),
                        BlockId::Heading(_) => block.text.plain().to_owned(),
                    },
                    name: view.words.block_of(block),
                });
            }
        }
    }
    found
        .into_iter()
        .map(|(at, touched)| {
            let theme = &view.report.register.themes[at];
            ThemeRow {
                name: theme.name.clone(),
                href: view.address(Point::Theme(theme.id.clone())).to_string(),
                description: theme.description.clone(),
                touched,
            }
        })
        .collect()
}

/// The texts of a section: its title and its blocks.
pub(super) fn places(own: &Section, section: usize) -> impl Iterator<Item = Place> {
    std::iter::once(Place::Title { section })
        .chain((0..own.blocks.len()).map(move |block| Place::Block { section, block }))
}

/// Where a point of a section is on its page; the top for the section itself.
pub(super) fn fragment(point: &Point) -> String {
    match point {
        Point::Block(_, block) => format!("#{}", Fragment::Block(block.clone())),
        Point::Sentence(_, block, sentence) => {
            format!("#{}", Fragment::Sentence(block.clone(), *sentence))
        }
        _ => format!("#{TOP}"),
    }
}

/// The `id` of a page's text. No sub-heading's slug has an underscore.
pub(super) const TOP: &str = "top_";
