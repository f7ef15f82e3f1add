//! Style, script and pictures: embedded, named by their content, compressed once.
//!
//! In: `static/` as it was at build time. The files of `static/style/` are joined to one style, those
//! of each folder of `static/script/` to one module that has the folder's name. Out: [`url`] for
//! templates; documents for the router.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::answer::Made;
use super::document::Document;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// Where assets are served from.
pub(crate) const PREFIX: &str = "/assets/";

/// Every file of `static/`, by its own name and by the path that it is served at.
struct Assets {
    urls: BTreeMap<String, String>,
    documents: BTreeMap<String, Document>,
}

/// The style of every page: the files of `style/` in the order of their names, as one.
const STYLE: &str = "page.css";
/// The scripts of pages: `script/NAME.js`, or the files of the folder `script/NAME` likewise, as
/// `NAME.js`.
const SCRIPTS: &str = "script/";

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut assets = Assets { urls: BTreeMap::new(), documents: BTreeMap::new() };
    let (mut style, mut scripts) = (String::new(), BTreeMap::<String, String>::new());
    let mut names: Vec<_> = Files::iter().filter(|name| !name.starts_with('.')).collect();
    names.sort_unstable();
    for name in names {
        let Some(file) = Files::get(&name) else { continue };
        if name.starts_with("style/") {
            style.push_str(&String::from_utf8_lossy(&file.data));
        } else if let Some(path) = name.strip_prefix(SCRIPTS) {
            let text = slim(&String::from_utf8_lossy(&file.data));
            match path.split_once('/') {
                Some((folder, file)) => {
                    let script = scripts.entry(format!("{folder}.js")).or_default();
                    script.push_str(&in_block(file, text));
                }
                None => drop(scripts.insert(path.to_owned(), text)),
            }
        } else {
            assets.add(&name, file.data.into_owned());
        }
    }
    // A style names other files, so they must have their addresses first.
    let style = assets.link(&style);
    assets.add(STYLE, style.into_bytes());
    for (name, script) in scripts {
        assets.add(&name, script.into_bytes());
    }
    assets
});

/// A file of a folder of scripts in a block, so that what it declares is unknown to the others, which
/// it meets by elements and events. A file `0-….js` is what they share, and stands in none.
fn in_block(file: &str, script: String) -> String {
    if file.starts_with("0-") { script } else { format!("{{\n{script}}}\n") }
}

/// A script without what is for whoever reads the file: comments on lines of their own, indentation
/// (also inside strings of several lines, which must not need it), empty lines.
fn slim(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

impl Assets {
    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let url = hashed(name, &bytes);
        let made = Made::new(media_type(name), bytes);
        self.documents.insert(url.clone(), Document::asset(made));
        self.urls.insert(name.to_owned(), url);
    }

    /// A style in which every `url("name")` of a file of `static/` has its hash.
    fn link(&self, style: &str) -> String {
        self.urls.iter().fold(style.to_owned(), |style, (name, url)| {
            style.replace(&format!("url(\"{name}\")"), &format!("url(\"{url}\")"))
        })
    }
}

/// Reads and compresses everything, so that no request waits for it.
pub(crate) fn prepare() {
    LazyLock::force(&ASSETS);
}

/// The path of the file `name` of `static/`, with the hash of its content: `style.css` is at
/// `/assets/style.0123456789abcdef.css`.
///
/// # Panics
/// If there is no such file: names stand in templates, and a test draws them all.
#[must_use]
pub fn url(name: &str) -> &'static str {
    match ASSETS.urls.get(name) {
        Some(url) => url,
        None => panic!("static/{name} is not embedded"),
    }
}

/// The asset served at `path`.
pub(crate) fn find(path: &str) -> Option<&'static Document> {
    ASSETS.documents.get(path)
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut url = format!("{PREFIX}{stem}.");
    for octet in &Sha256::digest(bytes)[..8] {
        let _ = write!(url, "{octet:02x}");
    }
    if !ending.is_empty() {
        let _ = write!(url, ".{ending}");
    }
    url
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
