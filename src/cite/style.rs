//! The styles, drawn by hayagriva from the styles of the Citation Style Language that it carries.
//!
//! In: a [`Cited`]. Out: a [`Citation`] as texts whose ranges are emphasis and links. Styles and
//! their locales are read once, on first use, and each work is drawn once for all its points
//! ([`super::forms`]). What the shared data model cannot say is mended here, each with the rule that
//! asks for it.

use std::sync::LazyLock;

use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::taxonomy::Locator as LocatorKind;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as AnyStyle};
use hayagriva::types::{Date, EntryType, FormatString, Person, Publisher, QualifiedUrl};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Entry, LocatorPayload,
    SpecificLocator, TransparentLocator,
};

use super::forms::{Case, Drawn, Form, Locating, STAND_IN};
use super::names::{self, Name};
use super::{Citation, Cited, Work, title};
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
    let address = address(cited);
    let case = Case::of(cited, style, address.is_some());
    let locator = cited.locator.as_ref().map(|locator| locator.words(style));
    if locator.as_deref().is_some_and(|words| !can_be_filled_in(words)) {
        return cite_whole(cited, style);
    }
    let drawn = cited.work.forms().find(case, || draw_form(cited.work, case));
    let (locator, address) = (locator.unwrap_or_default(), address.unwrap_or_default());
    finish(cited.work, style, &drawn, &locator, &address)
}

/// Whether a locator reads the same filled in as drawn: blanks and stops at its ends are joined with
/// those around it.
fn can_be_filled_in(words: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "“”‘’".contains(c));
    is_letter(words.chars().next()) && is_letter(words.chars().next_back())
}

/// The citation as hayagriva draws it whole, for this point alone.
fn cite_whole(cited: &Cited<'_>, style: Style) -> Citation {
    let address = address(cited);
    let case = Case::of(cited, style, address.is_some());
    let locator = cited.locator.as_ref().map(|locator| locator.words(style));
    let locator = LocatorPayload::Str(locator.as_deref().unwrap_or_default());
    let drawn = draw(cited.work, case, locator, &address.unwrap_or_default());
    finish(cited.work, style, &drawn, "", "")
}

/// Draws what citations of `work` begin with: without a day of access, at an address.
pub(super) fn prepare(work: &Work) {
    for style in [Style::ChicagoNote, Style::Apa, Style::Mla, Style::Harvard] {
        let locators = [None, Some(Locating::Words), Some(Locating::Page)];
        let has_pages = style == Style::Mla;
        for locator in locators.into_iter().filter(|l| has_pages || *l != Some(Locating::Page)) {
            let case = Case { style, locator, has_address: true, accessed: None };
            work.forms().find(case, || draw_form(work, case));
        }
    }
}

impl Case {
    fn of(cited: &Cited<'_>, style: Style, has_address: bool) -> Self {
        // A page follows the name without a comma in MLA; elsewhere the words bring their labels.
        let locating = |pages: bool| match style {
            Style::Mla if pages => Locating::Page,
            _ => Locating::Words,
        };
        Self {
            style: match style {
                Style::ChicagoBibliography => Style::ChicagoNote,
                style => style,
            },
            locator: cited.locator.as_ref().map(|locator| locating(locator.pages.is_some())),
            has_address,
            accessed: cited.accessed.filter(|_| has_address),
        }
    }
}

/// Where the work is, as it is printed.
fn address(cited: &Cited<'_>) -> Option<String> {
    let address = cited.url()?.parse::<QualifiedUrl>().ok()?;
    Some(address.to_string())
}

/// Draws `work` with places for locator and address.
fn draw_form(work: &Work, case: Case) -> Drawn {
    let locator = LocatorPayload::Transparent(TransparentLocator::new(()));
    draw(work, case, locator, STAND_IN)
}

/// Draws `work` with `locator` and `address`, if the case has them.
fn draw(work: &Work, case: Case, locator: LocatorPayload<'_>, address: &str) -> Drawn {
    let entry = entry(work, case, address);
    let sheet = &**case.style.sheet();
    let kind = case.locator.map(|locating| match locating {
        Locating::Page => LocatorKind::Page,
        Locating::Words => LocatorKind::Custom,
    });
    let locator = kind.map(|kind| SpecificLocator(kind, locator));
    let item = CitationItem::with_locator(&entry, locator);
    // Harvard writes days as 24 November 2026.
    let locale = (case.style == Style::Harvard).then(|| LocaleCode("en-GB".to_owned()));
    let mut driver = BibliographyDriver::new();
    driver.citation(CitationRequest::new(vec![item], sheet, locale.clone(), &LOCALES, None));
    let drawn = driver.finish(BibliographyRequest::new(sheet, locale, &LOCALES));
    let citation = drawn.citations.first().map(|drawn| Form::of(&drawn.citation));
    let list = drawn.bibliography.as_ref();
    let first = list.and_then(|list| list.items.first()).map(|item| Form::of(&item.content));
    Drawn { citation: citation.unwrap_or_default(), work: first.unwrap_or_default() }
}

/// What `style` takes of a drawing, with locator and address in their places.
fn finish(work: &Work, style: Style, drawn: &Drawn, locator: &str, address: &str) -> Citation {
    let (entry, in_text) = match style {
        Style::ChicagoNote => (close_quotes(&drawn.citation.fill(locator, address)), None),
        Style::ChicagoBibliography => (drawn.work.fill(locator, address), None),
        Style::Apa | Style::Mla | Style::Harvard => {
            let in_text = drawn.citation.fill(locator, address);
            let in_text = emphasize_title(in_text, &title(work, style));
            (drawn.work.fill(locator, address), Some(in_text))
        }
    };
    Citation { style, entry, in_text }
}

/// Full stops and commas stand before a closing quotation mark (Chicago Manual of Style 18, 6.9).
/// A range that ends or begins between the two takes in both, or neither.
fn close_quotes(text: &Text) -> Text {
    let mut plain = text.plain().to_owned();
    let mut ranges = text.ranges().to_vec();
    for (at, _) in text.plain().match_indices('”') {
        let between = at + '”'.len_utf8();
        let Some(stop @ ('.' | ',')) = text.plain()[between..].chars().next() else { continue };
        // Both together keep their length.
        plain.replace_range(at..=between, &format!("{stop}”"));
        for TextRange { span, .. } in &mut ranges {
            for edge in [&mut span.start, &mut span.end] {
                if *edge == between {
                    *edge += stop.len_utf8();
                }
            }
        }
    }
    ranges.retain(|range| !range.span.is_empty());
    Text::new(plain, ranges)
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

/// The title as `style` writes it.
fn title(work: &Work, style: Style) -> String {
    match (style, work.sentence_title()) {
        (Style::Apa, Some(title)) => title::capitalize_subtitle(title),
        (Style::Harvard, Some(title)) => title.to_owned(),
        _ => work.title(),
    }
}

fn entry(work: &Work, case: Case, address: &str) -> Entry {
    let (report, style) = (work.report(), case.style);
    let mut entry = Entry::new(&work.key(), EntryType::Report);
    entry.set_title(FormatString::with_value(title(work, style)));
    let names = names::of(report);
    let publisher = work.publisher();
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
    if case.has_address
        && let Ok(mut url) = address.parse::<QualifiedUrl>()
    {
        url.visit_date = case.accessed.map(day);
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::cite::{Locator, Pages, Step};
    use crate::library::{Library, Source, name};
    use crate::model::{Author, NoteNumber, Place, Report};

    #[track_caller]
    fn check(cited: &Cited<'_>) {
        for style in Style::ALL {
            assert_eq!(cite(cited, style), cite_whole(cited, style), "{}", style.name());
        }
    }

    #[test]
    fn every_point_of_the_reports_inside_reads_as_drawn_whole() {
        let (library, _) = Library::read(&Source::Embedded).expect("a library");
        for report in library.reports() {
            let edition = &report.edition;
            let work = Work::of(edition);
            let here = Some(format!("http://a.test/{}", edition.report.slug));
            let mut locators: Vec<_> =
                edition.note_numbers().into_iter().map(Locator::of_note).collect();
            for (at, section) in edition.sections.iter().enumerate() {
                let called = name::section(section);
                locators.push(Locator::of_section(edition, &called, at));
                locators.extend(section.blocks.iter().enumerate().map(|(block, text)| {
                    let place = Place::Block { section: at, block };
                    let span = Span::new(0, text.text.plain().len());
                    Locator::of_words(edition, &called, place, span)
                }));
            }
            check(&work.cite(None, here.clone(), None));
            for locator in locators {
                check(&work.cite(Some(locator), here.clone(), None));
            }
        }
    }

    fn page() -> impl Strategy<Value = String> {
        prop_oneof!["[1-9][0-9]{0,3}", "[ivx]{1,4}", "[A-D]-[1-9]"]
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (1..200u32).prop_map(Step::Judgment),
            (1..200u32).prop_map(Step::Paragraph),
            (1..200u32).prop_map(|number| {
                let number = NoteNumber::new(number).expect("a number");
                Step::Note(number)
            }),
            "[A-Za-z0-9“”‘’.,:;?!&<>* é法—–-]{0,24}".prop_map(Step::Section),
        ]
    }

    fn locator() -> impl Strategy<Value = Locator> {
        let pages = prop::option::of((page(), page())).prop_map(|pages| {
            let label = |text: String| text.parse().expect("a page");
            pages.map(|(first, last)| Pages { first: label(first), last: label(last) })
        });
        (pages, prop::collection::vec(step(), 0..3))
            .prop_map(|(pages, steps)| Locator { pages, steps })
    }

    fn report() -> impl Strategy<Value = Report> {
        let authors = prop::sample::subsequence(
            vec!["Gregory C. Allen", "Rivers Trust", "习近平", "M. L. King, Jr.", "Plato"],
            0..=4,
        );
        let publisher =
            prop::option::of(prop::sample::select(vec!["Rivers Trust (RT)", "A Press"]));
        let subtitle = prop::option::of(Just("Clues \"to\" Thinking, etc.".to_owned()));
        let source = prop::option::of(prop::sample::select(vec![
            "https://www.cnas.org/strategy",
            "https://a.example/ü?q=1#x",
            "no address",
        ]));
        let day = prop::option::of(Just(date(2019, 2, 6)));
        let language = prop::sample::select(vec!["en", "en-GB", "de", "zh", "?"]);
        (authors, publisher, subtitle, source, day, language).prop_map(
            |(authors, publisher, subtitle, source, published, language)| Report {
                slug: "a-report".parse().expect("a slug"),
                title: "Understanding China's AI Strategy".to_owned(),
                subtitle,
                authors: authors
                    .into_iter()
                    .map(|name| Author { name: name.to_owned(), ..Author::default() })
                    .collect(),
                publisher: publisher.map(str::to_owned),
                published,
                language: language.to_owned(),
                source_url: source.map(str::to_owned),
                rights: None,
                edition: "1".to_owned(),
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever the title page and the points, what is kept and filled in reads as if it was
        /// drawn whole.
        #[test]
        fn what_is_filled_in_reads_as_drawn_whole(
            report in report(),
            locators in prop::collection::vec(prop::option::of(locator()), 1..4),
            days in prop::collection::vec(prop::option::of(0..3i8), 1..3),
            is_here in any::<bool>(),
        ) {
            let sentence = report.language.starts_with("en");
            let sentence = sentence.then(|| title::curl(&report.full_title()));
            let work = Work::titled(report, sentence);
            for (at, locator) in locators.iter().enumerate() {
                for day in &days {
                    check(&Cited {
                        work: &work,
                        locator: locator.clone(),
                        here: is_here.then(|| format!("http://a.test/a-report/{at}/3.2")),
                        accessed: day.map(|day| date(2026, 11, 24 + day)),
                    });
                }
            }
        }
    }

    /// A text with its emphasis between asterisks.
    fn marked(text: &Text) -> String {
        let mut out = text.plain().to_owned();
        for range in text.ranges().iter().rev() {
            out.insert(range.span.end, '*');
            out.insert(range.span.start, '*');
        }
        out
    }

    #[test]
    fn quotation_marks_close_after_stops_and_ranges_stay_whole() {
        let close = |marked_text: &str| {
            let mut parts = marked_text.split('*');
            let (mut plain, mut ranges) = (parts.next().unwrap_or_default().to_owned(), Vec::new());
            while let Some(inside) = parts.next() {
                let span = Span::new(plain.len(), plain.len() + inside.len());
                ranges.push(TextRange { span, kind: RangeKind::Emphasis });
                plain.push_str(inside);
                plain.push_str(parts.next().unwrap_or_default());
            }
            marked(&close_quotes(&Text::new(plain, ranges)))
        };
        assert_eq!(close("a “b”, c “d”."), "a “b,” c “d.”");
        assert_eq!(close("*The “End”*, 3"), "*The “End,”* 3");
        assert_eq!(close("*The “End*”, 3"), "*The “End*,” 3");
        assert_eq!(close("“End”*, 3*"), "“End,”* 3*");
        assert_eq!(close("“End”*,* 3"), "“End,” 3");
        assert_eq!(close("“*End”,* 3"), "“*End,”* 3");
        assert_eq!(close("”"), "”");
        assert_eq!(close("“a”.,"), "“a.”,");
    }
}
