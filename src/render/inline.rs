//! Lays ranges over words.
//!
//! In: a plain text and every range that is to be drawn over it. Out: HTML in which elements nest.
//! Where ranges cross, the inner one is closed and opened again, so each is split at every
//! boundary of a wider rank; an id is given to the first piece alone.
//!
//! Points: a marker belongs to the words before it, and is drawn before anything that ends there
//! is closed, outside of links. A page break belongs to the words after it, and is drawn when all
//! that ends there is closed and nothing that begins there is open. At one offset markers come
//! first, each kind in the text's order.
//!
//! Links never stand in links: of overlapping ones an author's link wins over a cross-reference,
//! that over a mention; the loser is drawn as a plain span there.

use std::cmp::Reverse;

use crate::annotate::{TextAnnotations, certainty};
use crate::model::{BlockKind, NoteNumber, PageLabel, Place, RangeKind, Seen, Span, Text};

use super::element::{Kind, RANKS};
use super::escape::{may_link, push_attribute, push_escaped};
use super::{Layers, Overlay, Renderer, anchor, script};

/// Which points at the ends of a window are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    /// All: nothing is drawn before or after that could have them.
    Whole,
    /// A marker at the start belongs to what stood before, a page break at the end to what comes.
    Shared,
}

/// Draws the words of `window` at `place`.
pub(super) fn draw_place(
    renderer: &Renderer<'_>,
    place: Place,
    (window, edges): (Span, Edges),
    overlay: &Overlay<'_>,
    out: &mut String,
) {
    let text = renderer.report.edition.text(place);
    let mut sheet = Sheet::new(renderer, text, (window, edges), overlay.layers);
    sheet.breaks = !matches!(kind_of(renderer, place), Some(BlockKind::Code));
    sheet.take_author_ranges(renderer.calls.get(&place).map_or(&[], Vec::as_slice));
    if let Some(annotations) = renderer.report.annotations.of(place) {
        sheet.take_annotations(annotations, place, overlay);
    }
    let own = kind_of(renderer, place).is_none_or(certainty::is_own);
    if overlay.layers.has(Layers::CERTAINTY) && own {
        for word in certainty::find(text.plain()) {
            sheet.lay(word.span, Kind::Certainty(word.grade.name()));
        }
    }
    let hits = overlay.hits.iter().filter(|(at, _)| *at == place).map(|(_, span)| *span);
    for span in merge(hits.collect()) {
        sheet.lay(span, Kind::Hit);
    }
    sheet.draw(out);
}

/// What kind of block stands at `place`; none for titles.
fn kind_of<'a>(renderer: &Renderer<'a>, place: Place) -> Option<&'a BlockKind> {
    match place {
        Place::PartTitle(_) | Place::Title { .. } => None,
        Place::Block { section, block } => {
            Some(&renderer.report.edition.sections[section].blocks[block].kind)
        }
    }
}

/// Draws a text that has no place: its words with the author's emphasis and links.
pub(super) fn draw_bare(renderer: &Renderer<'_>, text: &Text, out: &mut String) {
    let window = Span::new(0, text.plain().len());
    let mut sheet = Sheet::new(renderer, text, (window, Edges::Whole), Layers::LINKS);
    sheet.take_author_ranges(&[]);
    sheet.draw(out);
}

struct Range<'a> {
    span: Span,
    kind: Kind<'a>,
}

#[derive(Clone, Copy)]
enum Mark<'a> {
    Marker { note: NoteNumber, call: usize },
    Page(&'a PageLabel),
}

/// An element that is open, or is to be.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Open {
    /// Index of the range.
    range: usize,
    /// Whether it is drawn as a link.
    linked: bool,
}

/// A text, all that is drawn over it, and the stack of open elements.
struct Sheet<'a> {
    renderer: &'a Renderer<'a>,
    text: &'a Text,
    window: Span,
    edges: Edges,
    layers: Layers,
    /// Whether a line feed is drawn as a line break; fixed-width text keeps it as it is.
    breaks: bool,
    ranges: Vec<Range<'a>>,
    marks: Vec<(usize, Mark<'a>)>,
    stack: Vec<Open>,
}

impl<'a> Sheet<'a> {
    fn new(
        renderer: &'a Renderer<'a>,
        text: &'a Text,
        (window, edges): (Span, Edges),
        layers: Layers,
    ) -> Self {
        let plain = text.plain();
        let start = floor(plain, window.start);
        let end = floor(plain, window.end).max(start);
        Self {
            renderer,
            text,
            window: Span::new(start, end),
            edges,
            layers,
            breaks: true,
            ranges: Vec::new(),
            marks: Vec::new(),
            stack: Vec::new(),
        }
    }

    /// Lays `kind` over the part of `span` that the window shows.
    fn lay(&mut self, span: Span, kind: Kind<'a>) {
        let plain = self.text.plain();
        let start = span.start.max(self.window.start);
        let end = span.end.min(self.window.end);
        if start < end && plain.is_char_boundary(start) && plain.is_char_boundary(end) {
            self.ranges.push(Range { span: Span::new(start, end), kind });
        }
    }

    fn mark(&mut self, offset: usize, mark: Mark<'a>) {
        let Span { start, end } = self.window;
        let shared = match mark {
            Mark::Marker { .. } => offset == start && start > 0,
            Mark::Page(_) => offset == end && end < self.text.plain().len(),
        };
        if (start..=end).contains(&offset) && !(shared && self.edges == Edges::Shared) {
            self.marks.push((offset, mark));
        }
    }

    fn take_author_ranges(&mut self, calls: &[usize]) {
        for span in script::chinese(self.text.plain()) {
            self.lay(span, Kind::Script("zh"));
        }
        let mut calls = calls.iter();
        for range in self.text.ranges() {
            match &range.kind {
                RangeKind::PageBreak(page) => {
                    if self.layers.has(Layers::PAGES) {
                        self.mark(range.span.start, Mark::Page(page));
                    }
                }
                RangeKind::Marker(note) => {
                    let call = calls.next().copied().unwrap_or(1);
                    if self.layers.has(Layers::MARKERS) {
                        self.mark(range.span.start, Mark::Marker { note: *note, call });
                    }
                }
                RangeKind::Emphasis => self.lay(range.span, Kind::Emphasis),
                RangeKind::Strong => self.lay(range.span, Kind::Strong),
                RangeKind::Code => self.lay(range.span, Kind::Code),
                RangeKind::Link(address) => {
                    if self.layers.has(Layers::LINKS) && may_link(address) {
                        self.lay(range.span, Kind::Link(address));
                    }
                }
            }
        }
    }

    fn take_annotations(
        &mut self,
        annotations: &'a TextAnnotations,
        place: Place,
        overlay: &Overlay<'_>,
    ) {
        let report = self.renderer.report;
        let links = self.renderer.links;
        let target = overlay.target.filter(|target| target.place == place);
        if self.layers.has(Layers::SENTENCES) {
            for (at, span) in annotations.sentences.iter().enumerate() {
                let id = match place {
                    Place::Block { section, block }
                        if self.layers.has(Layers::IDS) && span.start >= self.window.start =>
                    {
                        let block = &report.edition.sections[section].blocks[block].id;
                        Some(format!(
                            "{}{}",
                            overlay.prefix,
                            anchor::sentence(block, annotations.sentence_number(at))
                        ))
                    }
                    _ => None,
                };
                let seen = self.layers.has(Layers::SEEN) && span.end <= self.text.plain().len();
                let seen = seen.then(|| Seen::of(span.of(self.text.plain())));
                self.lay(*span, Kind::Sentence { id, seen });
            }
        }
        let marked = target.and_then(|target| target.sentence);
        if let Some(span) = marked.and_then(|at| annotations.sentences.get(at)) {
            self.lay(*span, Kind::Target);
        }
        if self.layers.has(Layers::CROSS_REFERENCES) {
            for reference in &annotations.cross_references {
                let href = links.section(&report.edition.sections[reference.section]);
                self.lay(reference.span, Kind::CrossReference { href });
            }
        }
        if self.layers.has(Layers::MENTIONS) {
            for mention in &annotations.mentions {
                let entity = &report.register.entities[mention.entity];
                let (href, kind) = (links.entity(entity), entity.kind.name());
                self.lay(mention.span, Kind::Mention { href, entity: entity.id.as_str(), kind });
            }
        }
    }

    /// Walks the boundaries in order; between two of them the set of ranges does not change.
    fn draw(mut self, out: &mut String) {
        self.ranges.sort_by_key(|range| (range.span.start, Reverse(range.span.end)));
        self.marks.sort_by_key(|(offset, mark)| (*offset, matches!(mark, Mark::Page(_))));
        let mut bounds: Vec<usize> = self
            .ranges
            .iter()
            .flat_map(|range| [range.span.start, range.span.end])
            .chain(self.marks.iter().map(|(offset, _)| *offset))
            .chain([self.window.start, self.window.end])
            .collect();
        bounds.sort_unstable();
        bounds.dedup();

        let mut named = vec![false; self.ranges.len()];
        let (mut next_range, mut next_mark) = (0, 0);
        let mut active: Vec<usize> = Vec::new();
        for (at, &bound) in bounds.iter().enumerate() {
            let here = self.marks[next_mark..].iter().take_while(|(offset, _)| *offset == bound);
            let marks: Vec<_> = here.map(|(_, mark)| *mark).collect();
            next_mark += marks.len();

            for mark in marks.iter().filter(|mark| matches!(mark, Mark::Marker { .. })) {
                let holding =
                    self.stack.iter().take_while(|o| self.ranges[o.range].kind.holds_markers());
                self.close_to(holding.count(), out);
                self.draw_mark(*mark, out);
            }

            active.retain(|range| self.ranges[*range].span.end > bound);
            while self.ranges.get(next_range).is_some_and(|range| range.span.start == bound) {
                active.push(next_range);
                next_range += 1;
            }
            let wanted = self.nest(&active);
            let kept = self.stack.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
            self.close_to(kept, out);
            for mark in marks.iter().filter(|mark| matches!(mark, Mark::Page(_))) {
                // A page label inside a link would be read as part of it.
                let outside = self.stack.iter().take_while(|open| !open.linked).count();
                self.close_to(outside, out);
                self.draw_mark(*mark, out);
            }
            for open in &wanted[self.stack.len()..] {
                let range = &self.ranges[open.range];
                let first = !std::mem::replace(&mut named[open.range], true);
                range.kind.draw_opening_tag(open.linked, first, out);
                self.stack.push(*open);
            }

            let end = bounds.get(at + 1).copied().unwrap_or(bound);
            push_words(out, &self.text.plain()[bound..end], self.breaks);
        }
    }

    /// The elements for `active` ranges, outermost first: at most one link, and one of
    /// each kind, since emphasis in emphasis says nothing more.
    fn nest(&self, active: &[usize]) -> Vec<Open> {
        // Active ranges stand in the order of their starts: of one kind the first is kept.
        let mut chosen: [Option<usize>; RANKS] = [None; RANKS];
        for &at in active {
            let slot = &mut chosen[self.ranges[at].kind.rank()];
            *slot = slot.or(Some(at));
        }
        let mut linked = false;
        let mut nested = Vec::new();
        for range in chosen.into_iter().flatten() {
            let kind = &self.ranges[range].kind;
            let first = kind.is_link() && !linked;
            linked |= first;
            // A link that may not be one here would be an element without a meaning.
            if first || !kind.is_only_link() {
                nested.push(Open { range, linked: first });
            }
        }
        nested
    }

    fn close_to(&mut self, depth: usize, out: &mut String) {
        while self.stack.len() > depth {
            if let Some(open) = self.stack.pop() {
                out.push_str(self.ranges[open.range].kind.closing_tag(open.linked));
            }
        }
    }

    fn draw_mark(&self, mark: Mark<'_>, out: &mut String) {
        match mark {
            Mark::Marker { note, call } => {
                out.push_str("<a class=\"marker\"");
                if self.layers.has(Layers::IDS) {
                    push_attribute(out, "id", &anchor::marker(note, call));
                }
                push_attribute(out, "href", &self.renderer.links.note(note));
                push_attribute(out, "aria-label", &self.renderer.links.note_name(note));
                out.push_str(" role=\"doc-noteref\"><sup>");
                out.push_str(&note.to_string());
                out.push_str("</sup></a>");
            }
            Mark::Page(page) => {
                out.push_str("<span class=\"page\"");
                if self.layers.has(Layers::IDS) {
                    push_attribute(out, "id", &anchor::page(page));
                }
                push_attribute(out, "data-page", page.as_str());
                out.push_str(" role=\"doc-pagebreak\"></span>");
            }
        }
    }
}

/// Appends words; with `breaks`, a hard line break for each line feed.
fn push_words(out: &mut String, words: &str, breaks: bool) {
    if !breaks {
        push_escaped(out, words);
        return;
    }
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<br>\n");
        }
        push_escaped(out, line);
    }
}

/// The same bytes as spans that neither overlap nor touch.
fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// The last character boundary of `text` at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
