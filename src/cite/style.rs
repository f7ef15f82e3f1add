//! The styles, drawn by hayagriva from the styles of the Citation Style Language that it carries.
//!
//! In: a [`Cited`]. Out: a [`Citation`] as texts whose ranges are emphasis and links. Styles and
//! their locales are read once, on first use. What the shared data model cannot say is mended
//! here, each with the rule that asks for it.

use std::sync::LazyLock;

use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::taxonomy::Locator as LocatorKind;
use hayagriva::citationberg::{
    FontStyle, FontWeight, IndependentStyle, Locale, LocaleCode, Style as AnyStyle,
};
use hayagriva::types::{Date, EntryType, FormatString, Person, Publisher, QualifiedUrl};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, Entry, Formatting, LocatorPayload, SpecificLocator,
};

use super::names::{self, Name};
use super::{Citation, Cited, title};
use crate::model::{RangeKind, Span, Text, TextRange};

/// A citation style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A footnote by the Chicago Manual of Style, 18th edition.
    ChicagoNote,
    /// An entry of its bibliography.
    ChicagoBibliography,
    /// The American Psychological Association's, 7th edition.
    Apa,
    /// The Modern Language Association's, 9th edition.
    Mla,
    /// Harvard as Cite Them Right has it, 12th edition.
    Harvard,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 5] =
        [Self::ChicagoNote, Self::ChicagoBibliography, Self::Apa, Self::Mla, Self::Harvard];

    /// Its name in the API and in ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ChicagoNote => "chicago_note",
            Self::ChicagoBibliography => "chicago_bibliography",
            Self::Apa => "apa",
            Self::Mla => "mla",
            Self::Harvard => "harvard",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChicagoNote => "Chicago, note",
            Self::ChicagoBibliography => "Chicago, bibliography",
            Self::Apa => "APA",
            Self::Mla => "MLA",
            Self::Harvard => "Harvard",
        }
    }

    const fn sheet(self) -> &'static LazyLock<IndependentStyle> {
        static CHICAGO: LazyLock<IndependentStyle> =
            LazyLock::new(|| load(ArchivedStyle::ChicagoNotes));
        static APA: LazyLock<IndependentStyle> =
            LazyLock::new(|| load(ArchivedStyle::AmericanPsychologicalAssociation));
        static MLA: LazyLock<IndependentStyle> =
            LazyLock::new(|| load(ArchivedStyle::ModernLanguageAssociation));
        static HARVARD: LazyLock<IndependentStyle> =
            LazyLock::new(|| load(ArchivedStyle::HarvardCiteThemRight));
        match self {
            Self::ChicagoNote | Self::ChicagoBibliography => &CHICAGO,
            Self::Apa => &APA,
            Self::Mla => &MLA,
            Self::Harvard => &HARVARD,
        }
    }
}

/// The locales of the styles: the writer's language, not the work's.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let is_used = |locale: &Locale| {
        locale.lang.as_ref().is_some_and(|lang| ["en-US", "en-GB"].contains(&lang.0.as_str()))
    };
    archive::locales().into_iter().filter(is_used).collect()
});

fn load(style: ArchivedStyle) -> IndependentStyle {
    match style.get() {
        AnyStyle::Independent(style) => style,
        AnyStyle::Dependent(_) => unreachable!("the styles named here stand on their own"),
    }
}

/// The citation of `cited` in `style`.
pub(super) fn cite(cited: &Cited<'_>, style: Style) -> Citation {
    let entry = entry(cited, style);
    let sheet = &**style.sheet();
    let locator = cited.locator.as_ref().map(|locator| locator.words(style));
    // A page follows the name without a comma in MLA; elsewhere the words bring their labels.
    let is_page = style == Style::Mla && cited.locator.as_ref().is_some_and(|l| l.pages.is_some());
    let kind = if is_page { LocatorKind::Page } else { LocatorKind::Custom };
    let payload = locator.as_deref().map(LocatorPayload::Str);
    let item =
        CitationItem::with_locator(&entry, payload.map(|words| SpecificLocator(kind, words)));
    // Harvard writes days as 24 November 2026.
    let locale = (style == Style::Harvard).then(|| LocaleCode("en-GB".to_owned()));
    let mut driver = BibliographyDriver::new();
    driver.citation(CitationRequest::new(vec![item], sheet, locale.clone(), &LOCALES, None));
    let drawn = driver.finish(BibliographyRequest::new(sheet, locale, &LOCALES));
    let cite = drawn.citations.first().map(|drawn| flatten(&drawn.citation)).unwrap_or_default();
    let work = drawn.bibliography.as_ref().and_then(|list| list.items.first());
    let work = work.map(|item| flatten(&item.content)).unwrap_or_default();
    let title = entry.title().map(ToString::to_string).unwrap_or_default();
    let (entry, in_text) = match style {
        Style::ChicagoNote => (close_quotes(&cite), None),
        Style::ChicagoBibliography => (work, None),
        Style::Apa | Style::Mla | Style::Harvard => (work, Some(emphasize_title(cite, &title))),
    };
    Citation { style, entry, in_text }
}

/// Full stops and commas stand before a closing quotation mark (Chicago Manual of Style 18, 6.9).
/// The words keep their length, so that ranges stay where they are.
fn close_quotes(text: &Text) -> Text {
    let plain = text.plain().replace("”.", ".”").replace("”,", ",”");
    Text::new(plain, text.ranges().to_vec())
}

/// The title that stands for an absent author is in italics in the running text too (APA Manual 7,
/// 8.14; MLA Handbook 9, 6.4), which the drawing forgets.
fn emphasize_title(text: Text, title: &str) -> Text {
    let at = text.plain().find(title).filter(|_| text.ranges().is_empty() && !title.is_empty());
    let Some(start) = at else { return text };
    let range =
        TextRange { span: Span::new(start, start + title.len()), kind: RangeKind::Emphasis };
    Text::new(text.plain().to_owned(), vec![range])
}

fn entry(cited: &Cited<'_>, style: Style) -> Entry {
    let report = cited.report;
    let mut entry = Entry::new(&cited.key(), EntryType::Report);
    let title = match (style, &cited.sentence_title) {
        (Style::Apa, Some(title)) => title::capitalize_subtitle(title),
        (Style::Harvard, Some(title)) => title.clone(),
        _ => cited.title(),
    };
    entry.set_title(FormatString::with_value(title));
    let names = names::of(report);
    let publisher = cited.publisher();
    let is_own = matches!((&*names, &publisher), ([Name::Whole(a)], Some(b)) if a == b);
    // MLA Handbook 9, 5.53: who writes and publishes a work is named as its publisher alone.
    let is_publisher_alone = is_own && style == Style::Mla;
    if !is_publisher_alone && !names.is_empty() {
        entry.set_authors(names.into_iter().map(person).collect());
    }
    // APA Manual 7, 9.29: an author is not named again as publisher.
    if let Some(publisher) = publisher.filter(|_| !(is_own && style == Style::Apa)) {
        entry.set_publisher(Publisher::new(Some(FormatString::with_value(publisher)), None));
    }
    if let Some(date) = report.published {
        entry.set_date(day(date));
    }
    if let Some(Ok(mut url)) = cited.url().map(str::parse::<QualifiedUrl>) {
        url.visit_date = cited.accessed.map(day);
        entry.set_url(url);
    }
    if let Ok(language) = report.language.parse() {
        entry.set_language(language);
    }
    entry
}

fn person(name: Name) -> Person {
    let (name, given_name, suffix) = match name {
        Name::Whole(name) => (name, None, None),
        Name::Person { given, family, suffix } => (family, Some(given), suffix),
    };
    // Chicago Manual of Style 18, 6.46: no comma before Jr.; inverted names have theirs anyway.
    Person { name, given_name, prefix: None, suffix, comma_suffix: false, alias: None }
}

/// Months and days count from 0 there.
fn day(date: jiff::civil::Date) -> Date {
    let from_zero = |number: i8| u8::try_from(number - 1).ok();
    Date {
        year: i32::from(date.year()),
        month: from_zero(date.month()),
        day: from_zero(date.day()),
        approximate: false,
        season: None,
    }
}

/// The tree that was drawn as a text with ranges.
fn flatten(tree: &ElemChildren) -> Text {
    let mut out = Flat::default();
    out.add_all(tree);
    let end = out.plain.trim_end().len();
    out.plain.truncate(end);
    for range in &mut out.ranges {
        range.span.end = range.span.end.min(end);
    }
    out.ranges.retain(|range| !range.span.is_empty());
    Text::new(out.plain, out.ranges)
}

#[derive(Default)]
struct Flat {
    plain: String,
    ranges: Vec<TextRange>,
}

impl Flat {
    fn add_all(&mut self, tree: &ElemChildren) {
        for child in &tree.0 {
            match child {
                ElemChild::Text(text) => self.add(&text.text, text.formatting, None),
                ElemChild::Link { text, url } => self.add(&text.text, text.formatting, Some(url)),
                ElemChild::Elem(inner) => self.add_all(&inner.children),
                ElemChild::Markup(words) => self.add(words, Formatting::default(), None),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn add(&mut self, words: &str, formatting: Formatting, url: Option<&str>) {
        let start = self.plain.len();
        self.plain.push_str(words);
        let span = Span::new(start, self.plain.len());
        if span.is_empty() {
            return;
        }
        let kinds = [
            (formatting.font_style == FontStyle::Italic).then_some(RangeKind::Emphasis),
            (formatting.font_weight == FontWeight::Bold).then_some(RangeKind::Strong),
            url.map(|url| RangeKind::Link(url.to_owned())),
        ];
        self.ranges.extend(kinds.into_iter().flatten().map(|kind| TextRange { span, kind }));
    }
}
