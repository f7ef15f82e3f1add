//! The library inside the program: `content/` as it was at build time.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use crate::content::Folder;
use crate::model::Slug;

#[derive(RustEmbed)]
#[folder = "content/"]
struct Files;

/// The folders of the reports inside the program.
#[must_use]
pub fn embedded() -> BTreeMap<Slug, Folder> {
    let mut folders = BTreeMap::<Slug, Folder>::new();
    for name in Files::iter() {
        let Some((Ok(slug), rest)) =
            name.split_once('/').map(|(folder, rest)| (folder.parse::<Slug>(), rest))
        else {
            continue;
        };
        if let Some(file) = Files::get(&name) {
            folders.entry(slug).or_default().insert(rest.to_owned(), file.data.into_owned());
        }
    }
    folders
}
