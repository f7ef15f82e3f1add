//! Where a point is now and what its words are, for what stands beside its own page: citations,
//! cards, frames for others.

use crate::library::lookup;
use crate::model::{BlockKind, Followed, Point};
use crate::web::address::Address;
use crate::web::answer::Answer;
use crate::web::error::Problem;

use super::nearest;
use super::view::View;

/// The point that `point` is: itself, where it moved to, or its sub-heading where it is the one
/// sentence of it.
///
/// # Errors
/// If there is none such; says what is near, or what stood there.
pub(crate) fn find(view: View<'_>, point: &Point) -> Result<Point, Problem> {
    let edition = view.edition();
    match view.follow(point) {
        Followed::Moved(there) => return Ok(there),
        Followed::Gone { words, nearest } => {
            return Err(nearest::gone(view, point, words, nearest));
        }
        Followed::Here | Followed::Unknown => {}
    }
    let exists = match point {
        Point::Section(id) => {
            let at = edition.find_section(id);
            at.map(drop).ok_or_else(|| nearest::section(view, id.as_str()))
        }
        Point::Block(id, block) | Point::Sentence(id, block, _) => {
            let at = edition.find_section(id).ok_or_else(|| nearest::section(view, id.as_str()))?;
            let block_at = edition
                .find_block(at, block)
                .ok_or_else(|| nearest::block(view, at, &block.to_string()))?;
            let Point::Sentence(_, _, number) = point else { return Ok(point.clone()) };
            let is_heading = edition.sections[at].blocks[block_at].kind == BlockKind::Heading;
            if is_heading && *number == 1 {
                return Ok(Point::Block(id.clone(), block.clone()));
            }
            let quote = lookup::quote(view.report, point);
            quote.map(drop).ok_or_else(|| nearest::sentence(view, id, block, number))
        }
        Point::Note(number) => {
            let note = lookup::note(view.report, *number);
            note.map(drop).ok_or_else(|| nearest::note(view, &number.to_string()))
        }
        Point::Entity(id) => {
            let at = view.report.register.find_entity(id);
            at.map(drop).ok_or_else(|| nearest::entity(view, id))
        }
        Point::Theme(id) => {
            let at = view.report.register.find_theme(id);
            at.map(drop).ok_or_else(|| nearest::theme(view, id))
        }
        Point::Page(label) => {
            let page = lookup::page(view.report, label);
            page.map(drop).ok_or_else(|| nearest::page(view, label))
        }
    };
    exists.map(|()| point.clone())
}

/// The way to what stands beside `point`, where that is another now; `at` is its address there.
///
/// # Errors
/// If there is no such point.
pub(super) fn lead_on(
    view: View<'_>,
    point: Option<&Point>,
    at: impl FnOnce(Option<Point>) -> Address,
) -> Result<Option<Answer>, Problem> {
    let there = point.map(|point| find(view, point)).transpose()?;
    let is_here = there.as_ref() == point;
    Ok((!is_here).then(|| Answer::Redirect { to: at(there), permanent: true }))
}

/// The author's words at `point`: a block whole, a statement, a sentence; none of what is the
/// editor's, or has no words of its own.
pub(crate) fn words<'a>(view: View<'a>, point: &Point) -> Option<&'a str> {
    match point {
        Point::Block(id, block) => {
            let at = view.edition().find_section(id)?;
            let block = view.edition().find_block(at, block)?;
            Some(view.edition().sections[at].blocks[block].text.plain())
        }
        Point::Section(id) => {
            let at = view.edition().find_section(id)?;
            let section = &view.edition().sections[at];
            section.number.map(|_| section.title.plain())
        }
        Point::Sentence(..) => view.quote(point).map(|quote| quote.words),
        _ => None,
    }
}
