//! Style, script and pictures: embedded, named by their content, compressed once.
//!
//! In: `static/` as it was at build time. Out: [`url`] for templates, [`find`] for the router.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// Where assets are served from.
pub const PREFIX: &str = "/assets/";

/// A file of `static/`.
#[derive(Debug)]
pub struct Asset {
    /// Its path: `/assets/style.0123456789abcdef.css`.
    pub url: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter(|name| !name.starts_with('.'))
        .filter_map(|name| {
            let bytes = Files::get(&name)?.data.into_owned();
            let hash = Sha256::digest(&bytes)[..8].iter().fold(String::new(), |mut hex, octet| {
                use std::fmt::Write as _;
                let _ = write!(hex, "{octet:02x}");
                hex
            });
            let url = match name.rsplit_once('.') {
                Some((stem, ending)) => format!("{PREFIX}{stem}.{hash}.{ending}"),
                None => format!("{PREFIX}{name}.{hash}"),
            };
            Some((name.into_owned(), Asset { url, bytes }))
        })
        .collect()
});

/// The address of the file `name` of `static/`, with its hash.
///
/// # Panics
/// If there is no such file: names stand in templates, and a test walks them all.
#[must_use]
pub fn url(name: &str) -> &'static str {
    match ASSETS.get(name) {
        Some(asset) => &asset.url,
        None => panic!("static/{name} is not embedded"),
    }
}
