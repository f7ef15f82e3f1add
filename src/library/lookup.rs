//! Look-ups in one report: counts, and points quoted in their sentences.
//!
//! In: an [`AnnotatedReport`] and what is asked for. Out: borrowed words with their points, the
//! same for pages, API and search. Nothing here makes HTML or an address.

use crate::annotate::AnnotatedReport;
use crate::model::{
    BlockKind, Counts as TextCounts, Gloss, NoteNumber, NoteText, PageLabel, PageStart, Place,
    Point, Span,
};

/// How many of each thing a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// What the author's words hold.
    pub text: TextCounts,
    /// Notes that are called or have a text.
    pub notes: usize,
    /// Entities of the register.
    pub entities: usize,
    /// Mentions of them.
    pub mentions: usize,
    /// Themes of the register.
    pub themes: usize,
}

/// A sentence with the point that names it; a title is quoted whole, as its section's point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote<'a> {
    /// Its canonical point.
    pub point: Point,
    /// The text that it stands in.
    pub place: Place,
    /// Its bytes in that text.
    pub span: Span,
    /// Its words.
    pub words: &'a str,
}

/// A note: its author's text, the editor's gloss, and the sentences that call it.
#[derive(Debug, Clone)]
pub struct Note<'a> {
    /// Its number.
    pub number: NoteNumber,
    /// The author's text, where the source has it.
    pub text: Option<&'a NoteText>,
    /// The editor's line.
    pub gloss: Option<&'a Gloss>,
    /// The sentence of each marker, in the report's order.
    pub calls: Vec<Quote<'a>>,
}

/// A mention in its sentence.
#[derive(Debug, Clone)]
pub struct MentionAt<'a> {
    /// The sentence.
    pub quote: Quote<'a>,
    /// The bytes of the mention in the text at [`Quote::place`].
    pub span: Span,
    /// The alias that it matched, as the register writes it.
    pub alias: &'a str,
}

/// What a theme is attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Blocks, and sections for titles, in the report's order.
    pub points: Vec<Point>,
    /// Numbers of the judgments that they lie in, each once.
    pub judgments: Vec<u32>,
}

/// Where a printed page begins.
#[derive(Debug, Clone)]
pub struct PageAt<'a> {
    /// What is printed as its number.
    pub page: &'a PageLabel,
    /// The block or title that it begins, or the sentence in which it begins.
    pub point: Point,
    /// Its first words, to the end of their sentence.
    pub words: &'a str,
}

/// Counts everything in `report`.
#[must_use]
pub fn count(report: &AnnotatedReport) -> Counts {
    Counts {
        text: TextCounts::of(&report.edition),
        notes: report.edition.note_numbers().len(),
        entities: report.register.entities.len(),
        mentions: report.annotations.mentions_of.iter().map(Vec::len).sum(),
        themes: report.register.themes.len(),
    }
}

/// The point of the text at `place`; a part without sections gives the nearest section.
///
/// # Panics
/// If the edition has no section at all; a library takes no such report.
#[must_use]
pub fn point_of(report: &AnnotatedReport, place: Place) -> Point {
    let sections = &report.edition.sections;
    match place {
        Place::PartTitle(part) => {
            let first = report.edition.parts[part].sections.start;
            Point::Section(sections[first.min(sections.len() - 1)].id.clone())
        }
        Place::Title { section } => Point::Section(sections[section].id.clone()),
        Place::Block { section, block } => {
            let section = &sections[section];
            Point::Block(section.id.clone(), section.blocks[block].id.clone())
        }
    }
}

/// The text that `point` names or lies in. Notes, entities and themes lie in none.
#[must_use]
pub fn place_of(report: &AnnotatedReport, point: &Point) -> Option<Place> {
    let edition = &report.edition;
    match point {
        Point::Section(id) => Some(Place::Title { section: edition.find_section(id)? }),
        Point::Block(id, block) | Point::Sentence(id, block, _) => {
            let section = edition.find_section(id)?;
            Some(Place::Block { section, block: edition.find_block(section, block)? })
        }
        Point::Page(label) => {
            edition.pages().iter().find(|start| start.page == *label).map(|start| start.place)
        }
        Point::Note(_) | Point::Entity(_) | Point::Theme(_) => None,
    }
}

/// The sentence in which `span` of the text at `place` begins; the whole text where it has no
/// sentences. A point after a sentence's stop, as a marker is, belongs to that sentence.
#[must_use]
pub fn quote_at(report: &AnnotatedReport, place: Place, span: Span) -> Quote<'_> {
    let text = report.edition.text(place).plain();
    let whole = Quote {
        point: point_of(report, place),
        place,
        span: Span::new(0, text.len()),
        words: text,
    };
    let (Place::Block { section, block }, Some(ranges)) = (place, report.annotations.of(place))
    else {
        return whole;
    };
    // Words that begin where a sentence ends are the next one's.
    let offset = span.start + usize::from(!span.is_empty());
    let Some(at) = ranges.sentence_at(offset) else { return whole };
    let (section, span) = (&report.edition.sections[section], ranges.sentences[at]);
    let point = if section.blocks[block].kind == BlockKind::Heading {
        whole.point
    } else {
        let number = ranges.sentence_number(at);
        Point::Sentence(section.id.clone(), section.blocks[block].id.clone(), number)
    };
    Quote { point, place, span, words: span.of(text) }
}

/// The sentence that `point` names, or the first words of a block or section.
#[must_use]
pub fn quote<'a>(report: &'a AnnotatedReport, point: &Point) -> Option<Quote<'a>> {
    let place = place_of(report, point)?;
    let Point::Sentence(_, _, number) = point else {
        return Some(quote_at(report, place, Span::at(0)));
    };
    let ranges = report.annotations.of(place)?;
    let span = ranges.sentences[ranges.sentence_named(*number)?];
    let words = span.of(report.edition.text(place).plain());
    Some(Quote { point: point.clone(), place, span, words })
}

/// Note `number`, if it is called or has a text.
#[must_use]
pub fn note(report: &AnnotatedReport, number: NoteNumber) -> Option<Note<'_>> {
    let calls: Vec<_> = report
        .edition
        .markers()
        .iter()
        .filter(|marker| marker.note == number)
        .map(|marker| quote_at(report, marker.place, Span::at(marker.offset)))
        .collect();
    let text = report.edition.note_text(number);
    (text.is_some() || !calls.is_empty()).then(|| Note {
        number,
        text,
        gloss: report.register.gloss(number),
        calls,
    })
}

/// Every note, by number.
#[must_use]
pub fn notes(report: &AnnotatedReport) -> Vec<Note<'_>> {
    let numbers = report.edition.note_numbers();
    let mut notes: Vec<_> = numbers
        .iter()
        .map(|&number| Note {
            number,
            text: report.edition.note_text(number),
            gloss: report.register.gloss(number),
            calls: Vec::new(),
        })
        .collect();
    for marker in report.edition.markers() {
        if let Ok(at) = numbers.binary_search(&marker.note) {
            notes[at].calls.push(quote_at(report, marker.place, Span::at(marker.offset)));
        }
    }
    notes
}

/// Every mention of the entity at index `entity` of the register, in the report's order.
#[must_use]
pub fn mentions(report: &AnnotatedReport, entity: usize) -> Vec<MentionAt<'_>> {
    let Some(places) = report.annotations.mentions_of.get(entity) else { return Vec::new() };
    places
        .iter()
        .filter_map(|&(place, at)| {
            let mention = report.annotations.of(place)?.mentions.get(at)?;
            let alias = &report.register.entities[mention.entity].aliases[mention.alias];
            Some(MentionAt {
                quote: quote_at(report, place, mention.span),
                span: mention.span,
                alias: &alias.text,
            })
        })
        .collect()
}

/// What the theme at index `theme` of the register is attached to.
#[must_use]
pub fn attached(report: &AnnotatedReport, theme: usize) -> Attached {
    let places = report.annotations.places_of.get(theme).map_or(&[][..], Vec::as_slice);
    let mut judgments: Vec<u32> = places
        .iter()
        .filter_map(|&place| match place {
            Place::PartTitle(_) => None,
            Place::Title { section } | Place::Block { section, .. } => {
                report.edition.sections[section].number
            }
        })
        .collect();
    judgments.dedup();
    Attached { points: places.iter().map(|&place| point_of(report, place)).collect(), judgments }
}

/// Where each printed page begins, in order.
#[must_use]
pub fn pages(report: &AnnotatedReport) -> Vec<PageAt<'_>> {
    report.edition.pages().iter().map(|start| page_at(report, start)).collect()
}

/// Where printed page `label` begins.
#[must_use]
pub fn page<'a>(report: &'a AnnotatedReport, label: &PageLabel) -> Option<PageAt<'a>> {
    let start = report.edition.pages().iter().find(|start| start.page == *label)?;
    Some(page_at(report, start))
}

fn page_at<'a>(report: &'a AnnotatedReport, start: &'a PageStart) -> PageAt<'a> {
    let text = report.edition.text(start.place).plain();
    let rest = &text[start.offset..];
    let first = start.offset + (rest.len() - rest.trim_start().len());
    let quote = quote_at(report, start.place, Span::new(first, text.len()));
    let point = if start.offset == 0 { point_of(report, start.place) } else { quote.point };
    let end = quote.span.end.max(first);
    PageAt { page: &start.page, point, words: text[first..end].trim_end() }
}
