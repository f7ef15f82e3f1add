//! What does exist near an address that does not: the offers of a page that was not found.

use crate::model::{BlockId, EntityId, PageLabel, Point, SectionId, Slug, ThemeId};
use crate::web::address::Address;
use crate::web::error::{Offer, Problem};

use super::Shelf;
use super::view::View;

/// Most offers on a page.
const MOST: usize = 5;
/// How alike two names must be, from 0 to 1, to be offered for one another.
const ALIKE: f32 = 0.5;
/// The most characters that are repeated of a word that names nothing.
const LONGEST: usize = 80;

/// No report of that name.
pub(super) fn report(shelf: Shelf<'_>, slug: &Slug) -> Problem {
    let library = shelf.library;
    let offer = |report: &crate::model::Report| Offer {
        title: report.full_title(),
        address: Address::Report(report.slug.clone()),
    };
    let reports: Vec<_> = library.reports().iter().map(|report| &report.edition.report).collect();
    let names: Vec<_> = reports.iter().map(|report| report.slug.as_str()).collect();
    let near = close(slug.as_str(), &names);
    let nearest = if near.is_empty() && reports.len() <= MOST {
        reports.into_iter().map(offer).collect()
    } else {
        near.into_iter().map(|at| offer(reports[at])).collect()
    };
    Problem::Unknown { what: shelf.words().no_report(slug), nearest }
}

/// No page has the address of `words` below the report `slug`: impossible numbers, words too many.
pub(crate) fn nowhere(shelf: Shelf<'_>, slug: &Slug, words: &[String]) -> Problem {
    let view = match View::open(shelf, slug) {
        Ok(view) => view,
        Err(problem) => return problem,
    };
    let edition = view.edition();
    let words: Vec<String> = words.iter().map(|word| super::phrase::cut(word, LONGEST)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words = match words.as_slice() {
        ["cite" | "embed", below @ ..] => below,
        all => all,
    };
    let at = words.first().and_then(|id| edition.find_section(&id.parse().ok()?));
    match (words, at) {
        (["notes", number], _) if number_in(number).is_some() => note(view, number),
        ([id, ..], None) => section(view, id),
        ([_, below], Some(at)) => {
            let id = &edition.sections[at].id;
            let sentence_of = |(block, wanted): (&str, &str)| {
                let block = block.parse().ok()?;
                edition.find_block(at, &block)?;
                number_in(wanted).map(|_| sentence(view, id, &block, wanted))
            };
            let sentence = below.split_once('.').and_then(sentence_of);
            sentence.unwrap_or_else(|| block(view, at, below))
        }
        (_, Some(at)) => {
            let whole = Point::Section(edition.sections[at].id.clone());
            unknown(view, view.words.no_page_here().to_owned(), vec![whole])
        }
        ([], None) => unknown(view, view.words.no_page_here().to_owned(), Vec::new()),
    }
}

/// The number that `text` writes, however large.
fn number_in(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u32::MAX))
}

/// No such section.
pub(super) fn section(view: View<'_>, id: &str) -> Problem {
    let sections = &view.edition().sections;
    let points: Vec<Point> = if let Some(number) = number_in(id) {
        let mut near: Vec<_> =
            sections.iter().filter_map(|s| Some((s.number?.abs_diff(number), &s.id))).collect();
        near.sort_by_key(|(distance, _)| *distance);
        near.into_iter().take(3).map(|(_, id)| Point::Section(id.clone())).collect()
    } else {
        // A section's own name, an entity's, a theme's: people mistake one for another.
        let entities = &view.report.register.entities;
        let themes = &view.report.register.themes;
        let all: Vec<(&str, Point)> = sections
            .iter()
            .map(|s| (s.id.as_str(), Point::Section(s.id.clone())))
            .chain(entities.iter().map(|e| (e.id.as_str(), Point::Entity(e.id.clone()))))
            .chain(themes.iter().map(|t| (t.id.as_str(), Point::Theme(t.id.clone()))))
            .collect();
        let names: Vec<_> = all.iter().map(|(name, _)| *name).collect();
        close(id, &names).into_iter().map(|at| all[at].1.clone()).collect()
    };
    unknown(view, view.words.no_section(id), points)
}

/// No such block in a section that exists: its neighbours, or sub-headings with much the same name.
pub(super) fn block(view: View<'_>, section: usize, wanted: &str) -> Problem {
    let section = &view.edition().sections[section];
    let ids = section.blocks.iter().map(|block| &block.id);
    let near: Vec<&BlockId> = if let Some(wanted) = number_in(wanted) {
        let mut numbered: Vec<_> = ids
            .filter_map(|id| match id {
                BlockId::Number(number) => Some((number.abs_diff(wanted), id)),
                BlockId::Heading(_) => None,
            })
            .collect();
        numbered.sort_by_key(|(distance, _)| *distance);
        numbered.into_iter().take(2).map(|(_, id)| id).collect()
    } else {
        let headings: Vec<_> = ids
            .filter_map(|id| match id {
                BlockId::Heading(slug) => Some((slug.as_str(), id)),
                BlockId::Number(_) => None,
            })
            .collect();
        let names: Vec<_> = headings.iter().map(|(slug, _)| *slug).collect();
        close(wanted, &names).into_iter().map(|at| headings[at].1).collect()
    };
    let mut points: Vec<_> =
        near.into_iter().map(|id| Point::Block(section.id.clone(), id.clone())).collect();
    points.push(Point::Section(section.id.clone()));
    let whole = view.name(&Point::Section(section.id.clone()));
    unknown(view, view.words.no_block(whole, wanted), points)
}

/// What the ledger says of a point that is no more.
pub(super) fn gone(view: View<'_>, point: &Point, words: String, near: Option<Point>) -> Problem {
    let whole = match point {
        Point::Block(section, _) | Point::Sentence(section, ..) => {
            Some(Point::Section(section.clone()))
        }
        _ => None,
    };
    let whole =
        whole.filter(|_| near.as_ref().is_none_or(|near| !matches!(near, Point::Section(_))));
    let there = |point: &Point| match point {
        Point::Section(id) => view.edition().find_section(id).is_some(),
        _ => view.quote(point).is_some(),
    };
    let points = near.into_iter().chain(whole).filter(there);
    let name = match point {
        Point::Section(id) => view.words.section_called(id),
        Point::Block(section, block) => {
            view.words.block_of_section(block, view.name(&Point::Section(section.clone())))
        }
        Point::Sentence(section, block, sentence) => {
            let section = view.name(&Point::Section(section.clone()));
            view.words.sentence_of_block(sentence, block, section)
        }
        other => view.name(other),
    };
    Problem::Gone {
        what: view.words.was_removed(name),
        stood: Some(words),
        nearest: offers(view, points),
    }
}

/// No such sentence in a block that exists.
pub(super) fn sentence(
    view: View<'_>,
    section: &SectionId,
    block: &BlockId,
    wanted: impl std::fmt::Display,
) -> Problem {
    let block = Point::Block(section.clone(), block.clone());
    let what = view.words.no_sentence(view.name(&block), wanted);
    unknown(view, what, vec![block, Point::Section(section.clone())])
}

/// No such note.
pub(super) fn note(view: View<'_>, wanted: &str) -> Problem {
    let mut numbers = view.edition().note_numbers();
    let number = number_in(wanted).unwrap_or_default();
    numbers.sort_by_key(|known| known.get().abs_diff(number));
    let points = numbers.into_iter().take(1).map(Point::Note).collect();
    unknown(view, view.words.no_note(wanted), points)
}

/// No such entity.
pub(super) fn entity(view: View<'_>, id: &EntityId) -> Problem {
    let entities = &view.report.register.entities;
    let names: Vec<_> = entities.iter().map(|entity| entity.id.as_str()).collect();
    let near = close(id.as_str(), &names);
    let points = near.into_iter().map(|at| Point::Entity(entities[at].id.clone())).collect();
    unknown(view, view.words.no_entity(id), points)
}

/// No such theme.
pub(super) fn theme(view: View<'_>, id: &ThemeId) -> Problem {
    let themes = &view.report.register.themes;
    let names: Vec<_> = themes.iter().map(|theme| theme.id.as_str()).collect();
    let near = close(id.as_str(), &names);
    let points = near.into_iter().map(|at| Point::Theme(themes[at].id.clone())).collect();
    unknown(view, view.words.no_theme(id), points)
}

/// No such printed page.
pub(super) fn page(view: View<'_>, label: &PageLabel) -> Problem {
    let pages = view.edition().pages();
    let what = match (pages.first(), pages.last()) {
        (Some(first), Some(last)) => view.words.no_page_of(label, &first.page, &last.page),
        _ => view.words.no_page(label),
    };
    let ends = [pages.first(), pages.last()].into_iter().flatten();
    let mut points: Vec<_> = ends.map(|start| Point::Page(start.page.clone())).collect();
    points.dedup();
    unknown(view, what, points)
}

fn unknown(view: View<'_>, what: String, points: Vec<Point>) -> Problem {
    Problem::Unknown { what, nearest: offers(view, points.into_iter()) }
}

/// `points` with their names and first words, and last the report itself.
fn offers(view: View<'_>, points: impl Iterator<Item = Point>) -> Vec<Offer> {
    let mut nearest: Vec<_> = points
        .take(MOST)
        .map(|point| {
            let name = view.name(&point);
            let words = match point {
                Point::Section(_) | Point::Block(..) => view.quote(&point),
                _ => None,
            };
            let title = match words.map(|quote| super::phrase::cut(quote.words, 90)) {
                Some(words) if words != name => format!("{name}{}{words}", view.words.colon()),
                _ => name,
            };
            Offer { title, address: view.address(point) }
        })
        .collect();
    nearest.push(Offer {
        title: view.edition().report.full_title(),
        address: Address::Report(view.slug().clone()),
    });
    nearest
}

/// Indices of the names most like `wanted`, the likest first.
fn close(wanted: &str, names: &[&str]) -> Vec<usize> {
    similar::get_close_matches(wanted, names, MOST, ALIKE)
        .into_iter()
        .filter_map(|name| names.iter().position(|other| *other == name))
        .collect()
}
