//! What people type to get somewhere becomes a point: `KJ7`, `note 57`, `p. 12`, `7/2`, a name.
//!
//! In: a library and a few words. Out: the one point that they mean, or those that they may mean,
//! likeliest first. The steps, the first that finds something deciding:
//!
//! 1. a point as addresses write it (`7/2.1`, `introduction`), or a kind and a number (`KJ7`,
//!    `note 57`, `judgment seven, paragraph 2`), where it exists;
//! 2. a name that is the same after folding: of an entity (with its aliases and other names), a
//!    theme, a section's title, a sub-heading, a report;
//! 3. the locators inside a longer text, as a pasted citation has them;
//! 4. candidates: the nearest numbers of that kind, else names that are much alike or begin so.
//!
//! An address that the ledger knows under another name leads there.

mod phrase;

use similar::get_close_matches;

use super::{Library, Version, lookup, name};
use crate::annotate::AnnotatedReport;
use crate::model::{BlockKind, Followed, NoteNumber, Point, SectionId, Slug};
use phrase::{Asked, fold};

/// Most candidates.
const MOST: usize = 8;
/// How alike two names must be to be offered for one another, from 0 to 1 (Ratcliff and
/// Obershelp's measure, as `difflib` has it).
const ALIKE: f32 = 0.6;
/// Longest reference, in characters; what is longer means nothing.
const LONGEST: usize = 1_000;

/// What a reference means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// This.
    Found(Target),
    /// One of these, likeliest first; perhaps none.
    Candidates(Vec<Target>),
}

/// A point of a library, or a whole report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The report.
    pub report: Slug,
    /// The point in it; the report itself when absent.
    pub point: Option<Point>,
    /// What people call it.
    pub title: String,
}

/// What `reference` means in `library`, in the report `within` alone if that is given.
#[must_use]
pub fn resolve(library: &Library, reference: &str, within: Option<&Slug>) -> Resolution {
    let reference = reference.trim();
    if reference.is_empty() || reference.chars().count() > LONGEST {
        return Resolution::Candidates(Vec::new());
    }
    let is_asked = |version: &&Version| within.is_none_or(|slug| version.slug() == slug);
    let versions: Vec<&Version> = library.versions.iter().filter(is_asked).collect();
    let asked = Asked::read(reference);
    let in_each = |find: &dyn Fn(&AnnotatedReport) -> Vec<Target>| -> Vec<Target> {
        versions.iter().flat_map(|version| find(&version.report)).collect()
    };
    let exactly = |asked: &[Asked]| -> Vec<Target> {
        let find = |version: &&Version| asked.iter().find_map(|asked| exact(version, asked));
        versions.iter().filter_map(find).collect()
    };
    if let Some(decided) = decide(exactly(&asked)) {
        return decided;
    }
    let wanted = fold(reference);
    if let Some(decided) = decide(in_each(&|report| same_name(report, &wanted))) {
        return decided;
    }
    let within = Asked::read_within(reference);
    if let Some(decided) = decide(exactly(&within)) {
        return decided;
    }
    let mut near =
        in_each(&|report| asked.iter().flat_map(|asked| nearest_number(report, asked)).collect());
    if near.is_empty() {
        near = in_each(&|report| alike(report, &wanted));
    }
    near.truncate(MOST);
    Resolution::Candidates(near)
}

/// The target of `point` of report `slug`, or of what the ledger says that it became; nothing if
/// it is not there.
#[must_use]
pub fn locate(library: &Library, slug: &Slug, point: &Point) -> Option<Target> {
    locate_in(library.version(slug)?, point.clone())
}

fn locate_in(version: &Version, point: Point) -> Option<Target> {
    let report = &*version.report;
    let there = match version.ledger.follow(&point) {
        Followed::Moved(there) => there,
        Followed::Gone { .. } => return None,
        Followed::Here | Followed::Unknown => point,
    };
    let is_there = match &there {
        Point::Note(number) => lookup::note(report, *number).is_some(),
        Point::Sentence(..) => lookup::quote(report, &there).is_some(),
        Point::Entity(id) => report.register.find_entity(id).is_some(),
        Point::Theme(id) => report.register.find_theme(id).is_some(),
        other => lookup::place_of(report, other).is_some(),
    };
    is_there.then(|| target(report, there))
}

/// The points that `reference` writes down, as addresses do or by a kind and a number: at most
/// `most`, one a report. Names are not looked at, so this is quick in a large library.
#[must_use]
pub fn read_points(
    library: &Library,
    reference: &str,
    within: Option<&Slug>,
    most: usize,
) -> Vec<Target> {
    if reference.chars().count() > LONGEST {
        return Vec::new();
    }
    let asked = Asked::read(reference);
    library
        .versions
        .iter()
        .filter(|version| within.is_none_or(|slug| version.slug() == slug))
        .filter_map(|version| asked.iter().find_map(|asked| exact(version, asked)))
        .take(most)
        .collect()
}

/// The one point that `reference` writes down and that was removed, if there is one: what was
/// there is no longer a thing to be found, but its address says what became of it.
#[must_use]
pub fn find_gone(library: &Library, reference: &str, within: Option<&Slug>) -> Option<Target> {
    if reference.chars().count() > LONGEST {
        return None;
    }
    let asked = Asked::read(reference);
    let mut gone = library
        .versions
        .iter()
        .filter(|version| within.is_none_or(|slug| version.slug() == slug))
        .filter_map(|version| {
            let point = asked.iter().find_map(|asked| match asked {
                Asked::Point(point) => Some(point.clone()),
                Asked::Judgment(number) => Some(Point::Section(SectionId::of_judgment(*number))),
                Asked::Note(_) | Asked::Page(_) => None,
            })?;
            let is_gone = matches!(version.ledger.follow(&point), Followed::Gone { .. });
            let title = point.to_string();
            is_gone.then(|| Target { report: version.slug().clone(), point: Some(point), title })
        });
    gone.next().filter(|_| gone.next().is_none())
}

/// One is found; several are candidates; none decides nothing.
fn decide(mut targets: Vec<Target>) -> Option<Resolution> {
    match targets.len() {
        0 => None,
        1 => targets.pop().map(Resolution::Found),
        _ => {
            targets.truncate(MOST);
            Some(Resolution::Candidates(targets))
        }
    }
}

fn target(report: &AnnotatedReport, point: Point) -> Target {
    let called = name::point(report, &point);
    let statement = match &point {
        Point::Section(id) => report.edition.find_section(id).and_then(|at| {
            let section = &report.edition.sections[at];
            section.number.map(|_| section.title.plain())
        }),
        _ => None,
    };
    let title = match statement {
        Some(statement) => format!("{called}: {statement}"),
        None => called,
    };
    Target { report: report.edition.report.slug.clone(), point: Some(point), title }
}

/// The point that is asked for, if it exists.
fn exact(version: &Version, asked: &Asked) -> Option<Target> {
    let edition = &version.report.edition;
    let point = match asked {
        Asked::Point(point) => point.clone(),
        Asked::Judgment(number) => Point::Section(SectionId::of_judgment(*number)),
        Asked::Note(number) => Point::Note(NoteNumber::new(*number).ok()?),
        Asked::Page(label) => {
            let is_it = |page: &&str| page.eq_ignore_ascii_case(label);
            let found = edition.pages().iter().map(|start| start.page.as_str()).find(is_it)?;
            Point::Page(found.parse().ok()?)
        }
    };
    locate_in(version, point)
}

/// The nearest points of the kind that is asked for, when its number does not exist.
fn nearest_number(report: &AnnotatedReport, asked: &Asked) -> Vec<Target> {
    let points: Vec<Point> = match asked {
        Asked::Judgment(wanted) => {
            let mut numbers: Vec<u32> =
                report.edition.judgments().filter_map(|section| section.number).collect();
            numbers.sort_by_key(|number| number.abs_diff(*wanted));
            let near = numbers.into_iter().take(3);
            near.map(|number| Point::Section(SectionId::of_judgment(number))).collect()
        }
        Asked::Note(wanted) => {
            let mut numbers = report.edition.note_numbers();
            numbers.sort_by_key(|number| number.get().abs_diff(*wanted));
            numbers.into_iter().take(3).map(Point::Note).collect()
        }
        Asked::Page(_) => {
            let pages = report.edition.pages();
            let mut ends: Vec<_> = pages.first().into_iter().chain(pages.last()).collect();
            ends.dedup();
            ends.into_iter().map(|start| Point::Page(start.page.clone())).collect()
        }
        Asked::Point(Point::Sentence(section, block, _)) => {
            vec![Point::Block(section.clone(), block.clone()), Point::Section(section.clone())]
        }
        Asked::Point(Point::Block(section, _)) => vec![Point::Section(section.clone())],
        Asked::Point(_) => Vec::new(),
    };
    let is_there = |point: &Point| {
        matches!(point, Point::Note(_) | Point::Page(_))
            || lookup::place_of(report, point).is_some()
    };
    points.into_iter().filter(is_there).map(|point| target(report, point)).collect()
}

/// Every name in a report, folded, with what it names (`None` for the report).
fn names(report: &AnnotatedReport) -> Vec<(String, Option<Point>)> {
    let mut names = Vec::new();
    let title = &report.edition.report;
    names.push((fold(&title.title), None));
    names.push((fold(&title.full_title()), None));
    names.push((fold(title.slug.as_str()), None));
    for entity in &report.register.entities {
        let point = Some(Point::Entity(entity.id.clone()));
        let texts = entity.aliases.iter().map(|alias| &alias.text);
        let texts = texts.chain(&entity.also).chain(&entity.native).chain([&entity.name]);
        names.extend(texts.map(|text| (fold(text), point.clone())));
        names.push((fold(entity.id.as_str()), point));
    }
    for theme in &report.register.themes {
        let point = Some(Point::Theme(theme.id.clone()));
        names.push((fold(&theme.name), point.clone()));
        names.push((fold(theme.id.as_str()), point));
    }
    for section in &report.edition.sections {
        let point = Some(Point::Section(section.id.clone()));
        names.push((fold(section.title.plain()), point.clone()));
        names.push((fold(section.id.as_str()), point));
        for block in section.blocks.iter().filter(|block| block.kind == BlockKind::Heading) {
            let point = Some(Point::Block(section.id.clone(), block.id.clone()));
            names.push((fold(block.text.plain()), point));
        }
    }
    for part in &report.edition.parts {
        if let Some(section) = report.edition.sections.get(part.sections.start) {
            names.push((fold(part.title.plain()), Some(Point::Section(section.id.clone()))));
        }
    }
    names.retain(|(name, _)| !name.is_empty());
    names
}

fn same_name(report: &AnnotatedReport, wanted: &str) -> Vec<Target> {
    let found = names(report).into_iter().filter(|(name, _)| name == wanted);
    of_points(report, found.map(|(_, point)| point))
}

/// Names that begin with the words, or are much alike; the likest first.
fn alike(report: &AnnotatedReport, wanted: &str) -> Vec<Target> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let names = names(report);
    let begins = names.iter().filter(|(name, _)| {
        name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(' ') || wanted.len() >= 3)
            || name.ends_with(&format!(" {wanted}"))
    });
    let texts: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let close = get_close_matches(wanted, &texts, MOST, ALIKE);
    let close = close.iter().flat_map(|text| names.iter().filter(move |(name, _)| name == text));
    of_points(report, begins.chain(close).map(|(_, point)| point.clone()))
}

/// Targets of `points`, each once, in order.
fn of_points(report: &AnnotatedReport, points: impl Iterator<Item = Option<Point>>) -> Vec<Target> {
    let mut targets = Vec::<Target>::new();
    for point in points {
        if targets.iter().any(|target| target.point == point) {
            continue;
        }
        targets.push(match point {
            Some(point) => target(report, point),
            None => Target {
                report: report.edition.report.slug.clone(),
                point: None,
                title: report.edition.report.full_title(),
            },
        });
    }
    targets
}
