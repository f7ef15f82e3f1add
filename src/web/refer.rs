//! What people type or paste to get somewhere, for `/go` and the API alike.
//!
//! In: a library and the words. Out: what they mean. An address of our own is read here, by
//! [`Pasted`]; everything else is the library's business.

use super::address::{Address, Pasted};
use crate::library::Library;
use crate::library::resolve::{Resolution, Target, find_gone, locate, resolve};
use crate::library::verify::{Verdict, verify};
use crate::model::{Followed, Point, Slug};

/// What `reference` means, in the report `within` alone if that is given.
pub(super) fn refer(library: &Library, reference: &str, within: Option<&Slug>) -> Resolution {
    // A citation may carry the address at its end.
    let pasted = reference.split_whitespace().rev().find_map(|word| {
        Pasted::read(word.trim_end_matches(['.', ',', ';']))
            .and_then(|pasted| follow(library, &pasted))
    });
    pasted.map_or_else(|| resolve(library, reference, within), Resolution::Found)
}

/// The one point that `reference` writes down, or whose address it is, and that was removed.
pub(super) fn find_removed(
    library: &Library,
    reference: &str,
    within: Option<&Slug>,
) -> Option<Target> {
    let pasted = reference.split_whitespace().rev().find_map(|word| {
        match Pasted::read(word.trim_end_matches(['.', ',', ';']))?.address {
            Address::Point(slug, point) => Some((slug, point)),
            _ => None,
        }
    });
    let pasted = pasted.and_then(|(report, point)| {
        let followed = library.ledger(&report)?.follow(&point);
        let title = point.to_string();
        matches!(followed, Followed::Gone { .. }).then(|| Target {
            report,
            point: Some(point),
            title,
        })
    });
    pasted.or_else(|| find_gone(library, reference, within))
}

/// The point of an address, or of the words that it marks.
fn follow(library: &Library, pasted: &Pasted) -> Option<Target> {
    let slug = pasted.address.report()?;
    let report = library.report(slug)?;
    let whole =
        || Target { report: slug.clone(), point: None, title: report.edition.report.full_title() };
    let found = match &pasted.address {
        Address::Point(_, point) => locate(library, slug, point)?,
        _ => whole(),
    };
    let is_wide = !matches!(found.point, Some(Point::Sentence(..)));
    if is_wide
        && !pasted.words.is_empty()
        && let Verdict::Verbatim { passage, .. } = verify(library, &pasted.words, Some(slug))
    {
        return locate(library, slug, &passage.point).or(Some(found));
    }
    Some(found)
}
