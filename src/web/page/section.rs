//! A section's page, and the pages of its points: the same page with a block or sentence marked.

use askama::Template;

use crate::annotate::{certainty, evidence};
use crate::library::lookup;
use crate::model::{BlockKind, PageLabel, Place, Point, SectionId, Seen};
use crate::render::{Html, Layers, Overlay, Renderer, Target, anchor};
use crate::web::address::{Address, Fragment, MarkQuery, SeenQuery};
use crate::web::answer::{self, Answer};

use super::frame::Frame;
use super::marks::{self, Bar};
use super::nearest;
use super::phrase;
use super::seen::{self, Notice, Outcome};
use super::sidebar::{self, EntityRow, NoteView, NotesOfPage, TOP, ThemeRow};
use super::view::View;

#[derive(Template)]
#[template(path = "section.html")]
struct SectionPage {
    frame: Frame,
    /// The part's heading; absent where the section carries the same.
    part: Option<String>,
    /// What people call the section.
    label: String,
    /// The section's own page.
    href: String,
    number: Option<u32>,
    kind: &'static str,
    title: Html,
    /// What a link to the section says of its title.
    seen: Seen,
    /// Whether the title is printed in capitals.
    capitals: bool,
    facts: Vec<String>,
    /// How many of its sentences carry a note, with the way to them.
    evidence: Option<EvidenceLink>,
    /// Whether its own sentences hold words of certainty to mark.
    certainty: bool,
    steps: Vec<Step>,
    arrived: Option<Arrived>,
    /// What there is to say about the link that led here.
    notice: Option<Notice>,
    /// What is marked of a search, if anything was searched.
    bar: Option<Bar>,
    /// Places of this page that links may name although what stood there has left.
    left: Vec<Left>,
    title_notes: Vec<NoteView>,
    pieces: Vec<PieceView>,
    note_count: usize,
    /// Its first note in the list of all notes, where its others follow.
    notes_as_list: Option<String>,
    /// Whether the source lacks the text of a note that the page calls.
    notes_missing: bool,
    entities: Vec<EntityRow>,
    themes: Vec<ThemeRow>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
}

/// The way to a section's evidence.
struct EvidenceLink {
    words: String,
    href: String,
}

/// A section in the strip that shows the place in the whole.
struct Step {
    href: String,
    name: String,
    here: bool,
}

/// What says that the reader was sent to a point of the page.
struct Arrived {
    /// `Paragraph 3, sentence 2`.
    name: String,
    /// The point on this page.
    href: String,
    /// The section's own page.
    section: String,
}

/// A block or sentence that stood on the page once: shown only to who comes for it.
struct Left {
    /// The id that it had.
    id: String,
    /// What people call it.
    name: String,
    /// Its own address, which answers for it.
    href: String,
}

/// A block, a quotation or a list, with the notes that it calls.
pub(super) struct PieceView {
    pub(super) html: Html,
    pub(super) notes: Vec<NoteView>,
}

/// The section before or after.
struct Neighbour {
    href: String,
    label: String,
    title: String,
}

/// Entities that stand open in the sidebar; the others are folded.
const OPEN_ENTITIES: usize = 8;

impl SectionPage {
    fn entity_count(&self) -> String {
        self.frame.words.entities(self.entities.len())
    }

    fn theme_count(&self) -> String {
        self.frame.words.themes(self.themes.len())
    }

    fn first_entities(&self) -> &[EntityRow] {
        &self.entities[..self.entities.len().min(OPEN_ENTITIES)]
    }

    fn other_entities(&self) -> &[EntityRow] {
        &self.entities[self.first_entities().len()..]
    }

    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    fn top(&self) -> &'static str {
        TOP
    }
}

/// The page of a section, block or sentence: with what there is to say about a link that led here
/// with `query`, and with the words of `searched` marked.
///
/// # Errors
/// If there is no such point.
pub(super) fn make(
    view: View<'_>,
    point: &Point,
    query: &SeenQuery,
    searched: &MarkQuery,
) -> answer::Result {
    let (Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..)) = point else {
        return Err(super::Problem::unknown("this is no point of a text"));
    };
    let edition = view.edition();
    if let Some(elsewhere) = seen::follow(view, point, query)? {
        return Ok(elsewhere);
    }
    let seek = |problem| seen::seek(view, point, query, problem);
    let at = edition.find_section(id).ok_or_else(|| seek(nearest::section(view, id.as_str())))?;
    let section = &edition.sections[at];
    let target = match point {
        Point::Block(_, block) | Point::Sentence(_, block, _) => {
            let block_at = edition
                .find_block(at, block)
                .ok_or_else(|| seek(nearest::block(view, at, &block.to_string())))?;
            let place = Place::Block { section: at, block: block_at };
            let sentence = match point {
                Point::Sentence(_, _, wanted) => {
                    // A sub-heading is one sentence: itself.
                    if section.blocks[block_at].kind == BlockKind::Heading && *wanted == 1 {
                        return Ok(Answer::Redirect {
                            to: view.address(Point::Block(id.clone(), block.clone())),
                            permanent: true,
                        });
                    }
                    if lookup::quote(view.report, point).is_none() {
                        return Err(seek(nearest::sentence(view, id, block, wanted)));
                    }
                    view.report.annotations.of(place).and_then(|text| text.sentence_named(*wanted))
                }
                _ => None,
            };
            Some(Target { place, sentence })
        }
        _ => None,
    };

    let words = match (point, target) {
        (Point::Sentence(..), _) => view.quote(point).map_or("", |quote| quote.words),
        (_, Some(target)) => edition.text(target.place).plain(),
        _ => section.title.plain(),
    };
    let notice = match seen::tell(view, point, words, query)? {
        Outcome::Quiet => None,
        Outcome::Say(notice) => Some(notice),
        Outcome::Instead(answer) => return Ok(answer),
    };

    let links = view.links(true);
    let renderer = Renderer::new(view.report, &links);
    let heading_level = 2;
    let layers = Layers::PAGE.with(Layers::CERTAINTY).with(Layers::SEEN);
    let marks = (!searched.is_empty()).then(|| marks::find(view, at, point, searched));
    let hits = marks.as_ref().map_or(&[][..], |marks| &marks.hits);
    let overlay = Overlay { layers, hits, target, heading_level, ..Overlay::default() };
    let mut notes = NotesOfPage::new(view);
    if let Some(marks) = &marks {
        notes = notes.with_marks(&marks.glosses);
    }
    let title_notes = notes.take(&renderer, std::iter::once(Place::Title { section: at }));
    let pieces = pieces(&renderer, &mut notes, at, &overlay);
    let of_page = || title_notes.iter().chain(pieces.iter().flat_map(|piece| &piece.notes));
    let part = &edition.parts[section.part];
    let page = SectionPage {
        // A page with marks is the same page to whoever shares it, and no page to robots.
        frame: Frame {
            noindex: marks.is_some(),
            searched: searched.words.clone(),
            ..frame(view, point, at)
        },
        part: (!edition.repeats_part_title(at)).then(|| part.title.plain().to_owned()),
        label: view.words.section(section),
        href: view.section_address(section).to_string(),
        number: section.number,
        kind: section.kind.name(),
        capitals: is_capitals(section.title.plain()),
        seen: Seen::of(section.title.plain()),
        title: renderer.inline(Place::Title { section: at }, &title_overlay(&overlay)),
        facts: facts(view, at, notes.count()),
        evidence: evidence_link(view, at),
        certainty: !certainty::of_section(view.report, at).is_empty(),
        steps: steps(view, at),
        arrived: target.is_some().then(|| arrived(view, point)),
        notice,
        bar: marks.map(|marks| marks.bar),
        left: left(view, id),
        note_count: notes.count(),
        notes_as_list: of_page().map(|note| note.number).min().map(|first| {
            Address::Notes(edition.report.slug.clone()).at(Fragment::Note(first)).to_string()
        }),
        notes_missing: of_page().any(|note| note.text.is_empty()),
        title_notes,
        pieces,
        entities: sidebar::entities(view, at),
        themes: sidebar::themes(view, at),
        previous: at.checked_sub(1).map(|at| neighbour(view, at)),
        next: (at + 1 < edition.sections.len()).then(|| neighbour(view, at + 1)),
    };
    Ok(super::print(&page)?.into())
}

/// Whether a heading is printed in capitals, which the page sets as small capitals.
pub(super) fn is_capitals(heading: &str) -> bool {
    heading.contains(char::is_uppercase) && !heading.contains(char::is_lowercase)
}

/// A title shows its markers and mentions; the page's number stands among the facts.
pub(super) fn title_overlay<'a>(overlay: &Overlay<'a>) -> Overlay<'a> {
    Overlay { layers: overlay.layers.without(Layers::PERMALINKS), ..*overlay }
}

/// The section's pieces, each with the notes that it is the first on the page to call.
pub(super) fn pieces(
    renderer: &Renderer<'_>,
    notes: &mut NotesOfPage<'_>,
    section: usize,
    overlay: &Overlay<'_>,
) -> Vec<PieceView> {
    let pieces = renderer.pieces(section, overlay).into_iter();
    pieces
        .map(|piece| PieceView {
            notes: notes.take(renderer, piece.blocks.map(|block| Place::Block { section, block })),
            html: piece.html,
        })
        .collect()
}

/// What a reader wants to know before reading: where it was printed, how long it takes.
pub(super) fn facts(view: View<'_>, at: usize, notes: usize) -> Vec<String> {
    let section = &view.edition().sections[at];
    let mut facts = Vec::new();
    if let Some(number) = section.number {
        facts.push(view.words.judgment_of(number, view.edition().judgments().count()));
    }
    if let Some(page) = &section.page {
        facts.push(view.words.printed_page(page));
    }
    facts.push(view.words.minutes(phrase::minutes(section.count_words())));
    if notes > 0 {
        facts.push(view.words.notes(notes));
    }
    facts
}

fn frame(view: View<'_>, point: &Point, at: usize) -> Frame {
    let section = &view.edition().sections[at];
    let name = view.name(point);
    let words = view.quote(point).map_or(section.title.plain(), |quote| quote.words);
    let (title, description) = match point {
        Point::Section(_) if section.number.is_some() => {
            (format!("{name}{}{}", view.words.colon(), phrase::cut(words, 90)), words.to_owned())
        }
        Point::Section(_) => {
            let opens = section.blocks.first().map_or("", |block| block.text.plain());
            (name, phrase::cut(opens, 200))
        }
        Point::Block(_, block) => {
            let block = view.edition().find_block(at, block).map(|block| &section.blocks[block]);
            (name, block.map_or(words, |block| block.text.plain()).to_owned())
        }
        _ => (name, words.to_owned()),
    };
    let frame = Frame::of_report(view, &view.address(point.clone()), &title, &description);
    frame.with_alternates(|form| Address::Form(view.slug().clone(), section.id.clone(), form))
}

fn steps(view: View<'_>, here: usize) -> Vec<Step> {
    let sections = view.edition().sections.iter().enumerate();
    sections
        .map(|(at, section)| Step {
            href: view.section_address(section).to_string(),
            name: view.words.section(section),
            here: at == here,
        })
        .collect()
}

fn arrived(view: View<'_>, point: &Point) -> Arrived {
    let (Point::Section(section) | Point::Block(section, _) | Point::Sentence(section, ..)) = point
    else {
        return Arrived { name: String::new(), href: String::new(), section: String::new() };
    };
    Arrived {
        name: view.name(point),
        href: sidebar::fragment(point),
        section: view.address(Point::Section(section.clone())).to_string(),
    }
}

/// What the ledger knows to have stood in section `id`, and no longer does.
fn left(view: View<'_>, id: &SectionId) -> Vec<Left> {
    let mut left = Vec::new();
    let mut push = |point: Point, id: String| {
        let name = view.name(&point);
        left.push(Left { id, name, href: view.address(point).to_string() });
    };
    let rows = view.ledger().and_then(|ledger| ledger.section(id)).map(|row| &row.blocks);
    for row in rows.into_iter().flatten() {
        if !row.is_here() {
            push(Point::Block(id.clone(), row.id.clone()), anchor::block(&row.id));
        }
        if row.is_heading() || row.partial {
            continue;
        }
        for sentence in row.sentences.iter().filter(|sentence| sentence.until > 0) {
            let point = Point::Sentence(id.clone(), row.id.clone(), sentence.number);
            push(point, anchor::sentence(&row.id, sentence.number));
        }
    }
    left
}

fn neighbour(view: View<'_>, at: usize) -> Neighbour {
    let section = &view.edition().sections[at];
    Neighbour {
        href: view.section_address(section).to_string(),
        label: view.words.section(section),
        title: section.number.map(|_| section.title.plain().to_owned()).unwrap_or_default(),
    }
}

/// A printed page is where it begins.
///
/// # Errors
/// If the edition has no page of that name.
pub(super) fn redirect_page(view: View<'_>, label: &PageLabel) -> answer::Result {
    let start = lookup::page(view.report, label).ok_or_else(|| nearest::page(view, label))?;
    Ok(Answer::Redirect { to: view.address(start.point), permanent: false })
}

/// The way to the evidence of the section at index `at`; none where no sentence carries a note.
fn evidence_link(view: View<'_>, at: usize) -> Option<EvidenceLink> {
    let evidence = evidence::of_section(view.report, at);
    let marked = evidence.count_marked();
    let id = view.edition().sections[at].id.clone();
    (marked > 0).then(|| EvidenceLink {
        words: view.words.sentences_with_note(marked, marked + evidence.unmarked.len()),
        href: Address::Evidence(view.slug().clone()).at(Fragment::InAll(id)).to_string(),
    })
}
