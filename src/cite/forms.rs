//! Citations drawn once for all points of a report: what differs from point to point is left open.
//!
//! In: the tree that hayagriva drew, with its own transparent element where the locator goes and
//! [`STAND_IN`] where the address goes. Out: a [`Form`], which becomes a text as soon as both are
//! filled in; [`Forms`] keeps those of a work. Drawing takes milliseconds, filling in a microsecond.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hayagriva::citationberg::{FontStyle, FontWeight};
use hayagriva::{ElemChild, ElemChildren, Formatting};
use jiff::civil::Date;

use super::Style;
use crate::model::{RangeKind, Span, Text, TextRange};

/// The address in a drawing that is made for many.
pub(super) const STAND_IN: &str = "https://stand-in.invalid/";
/// Most drawings that a work keeps. Those without a day of access are some twenty.
const MOST: usize = 64;

/// All that a drawing depends on, but for the report itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Case {
    /// The style; the first of those that one style sheet draws at once.
    pub(super) style: Style,
    /// Whether there is a locator, and which kind.
    pub(super) locator: Option<Locating>,
    /// Whether there is an address.
    pub(super) has_address: bool,
    /// The day of access, where there is an address.
    pub(super) accessed: Option<Date>,
}

/// What a locator is to the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Locating {
    /// A page with more words behind it.
    Page,
    /// Words that bring their own labels.
    Words,
}

/// What a style sheet draws of a work.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The citation of the point: a note, or words in parentheses.
    pub(super) citation: Form,
    /// The entry of the list of works.
    pub(super) work: Form,
}

/// The drawings of a work.
#[derive(Debug, Default)]
pub(super) struct Forms(Mutex<HashMap<Case, Arc<Drawn>>>);

impl Forms {
    /// The drawing for `case`, made by `draw` where it is not kept.
    pub(super) fn find(&self, case: Case, draw: impl FnOnce() -> Drawn) -> Arc<Drawn> {
        if let Some(drawn) = self.lock().get(&case) {
            return drawn.clone();
        }
        let drawn = Arc::new(draw());
        let mut kept = self.lock();
        // Any day can be asked for; who asks for many waits for each.
        if kept.len() >= MOST {
            kept.retain(|case, _| case.accessed.is_none());
        }
        kept.insert(case, drawn.clone());
        drawn
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Case, Arc<Drawn>>> {
        // Nothing is left half done in the map by whoever panics.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A drawn citation with its places for locator and address.
#[derive(Debug, Default)]
pub(super) struct Form(Vec<Piece>);

#[derive(Debug)]
struct Piece {
    words: Words,
    kinds: Vec<RangeKind>,
}

#[derive(Debug)]
enum Words {
    Fixed(String),
    Locator,
    Address,
}

impl Form {
    /// What was drawn.
    pub(super) fn of(tree: &ElemChildren) -> Self {
        let mut form = Self::default();
        form.add_all(tree);
        form
    }

    /// The text with `locator` and `address` in their places.
    pub(super) fn fill(&self, locator: &str, address: &str) -> Text {
        let mut plain = String::new();
        let mut ranges = Vec::new();
        for Piece { words, kinds } in &self.0 {
            let start = plain.len();
            plain.push_str(match words {
                Words::Fixed(words) => words,
                Words::Locator => locator,
                Words::Address => address,
            });
            let span = Span::new(start, plain.len());
            ranges.extend(kinds.iter().map(|kind| TextRange { span, kind: kind.clone() }));
            if matches!(words, Words::Address) {
                ranges.push(TextRange { span, kind: RangeKind::Link(address.to_owned()) });
            }
        }
        let end = plain.trim_end().len();
        plain.truncate(end);
        for range in &mut ranges {
            range.span.end = range.span.end.min(end);
        }
        ranges.retain(|range| range.span.start < range.span.end);
        Text::new(plain, ranges)
    }

    fn add_all(&mut self, tree: &ElemChildren) {
        for child in &tree.0 {
            match child {
                ElemChild::Text(text) => {
                    self.add(Words::Fixed(text.text.clone()), text.formatting, None);
                }
                ElemChild::Link { text, url } if url == STAND_IN => {
                    self.add(Words::Address, text.formatting, None);
                }
                ElemChild::Link { text, url } => {
                    self.add(Words::Fixed(text.text.clone()), text.formatting, Some(url));
                }
                ElemChild::Elem(inner) => self.add_all(&inner.children),
                ElemChild::Markup(words) => {
                    self.add(Words::Fixed(words.clone()), Formatting::default(), None);
                }
                ElemChild::Transparent { format, .. } => self.add(Words::Locator, *format, None),
            }
        }
    }

    fn add(&mut self, words: Words, formatting: Formatting, url: Option<&str>) {
        let kinds = [
            (formatting.font_style == FontStyle::Italic).then_some(RangeKind::Emphasis),
            (formatting.font_weight == FontWeight::Bold).then_some(RangeKind::Strong),
            url.map(|url| RangeKind::Link(url.to_owned())),
        ];
        self.0.push(Piece { words, kinds: kinds.into_iter().flatten().collect() });
    }
}
