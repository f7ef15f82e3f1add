//! Which places a theme is attached to.

use crate::model::{Edition, Place, Scope, Theme};

/// The places of `theme`, in the report's order, each once. A scope that names nothing of the
/// edition is a fault that the reader of the files reports; here it covers nothing.
#[must_use]
pub fn places(edition: &Edition, theme: &Theme) -> Vec<Place> {
    let mut places: Vec<Place> =
        theme.scopes.iter().flat_map(|scope| covered(edition, scope)).collect();
    places.sort_by_key(|place| edition.position(*place));
    places.dedup();
    places
}

/// The places that `scope` covers, in order.
pub(super) fn covered(edition: &Edition, scope: &Scope) -> Vec<Place> {
    let Some(section) = edition.find_section(scope.section()) else { return Vec::new() };
    match scope {
        Scope::Title(_) => vec![Place::Title { section }],
        Scope::Block(_, id) => edition
            .find_block(section, id)
            .map(|block| Place::Block { section, block })
            .into_iter()
            .collect(),
        Scope::Section(_) => std::iter::once(Place::Title { section })
            .chain(
                (0..edition.sections[section].blocks.len())
                    .map(|block| Place::Block { section, block }),
            )
            .collect(),
    }
}
