//! Style, script and pictures: embedded, named by their content, compressed once.
//!
//! In: `static/` as it was at build time. The files of `static/style/` and those of one of its folders
//! are joined to one style, those of each folder of `static/script/` to one module; both have the
//! folder's name; those of `static/offline/` begin with what they share. The icon is drawn in the
//! sizes that systems ask for. Out: [`url`] for templates; documents for the router.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::answer::Made;
use super::document::Document;
use crate::render::icon;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// Where assets are served from.
pub(crate) const PREFIX: &str = "/assets/";

/// Every file of `static/`, by its own name and by the path that it is served at.
struct Assets {
    urls: BTreeMap<String, String>,
    documents: BTreeMap<String, Document>,
    /// The script that answers where there is no connection. It has an address of its own, since
    /// a script below `/assets/` could answer for nothing else.
    worker: String,
}

/// The styles of pages: what every page has, the files of `style/` in the order of their names, and
/// then those of the folder `style/NAME`, as `NAME.css`. A page waits for no second file.
const STYLES: &str = "style/";
/// The scripts of pages: `script/NAME.js`, or the files of the folder `script/NAME` likewise, as
/// `NAME.js`.
const SCRIPTS: &str = "script/";

/// The scripts that keep reports in the browser: `offline/NAME.js`.
const OFFLINE: &str = "offline/";
/// What they share; each begins with it.
const SHARED: &str = "offline/copies.js";
/// The one among them that is no asset.
const WORKER: &str = "offline/worker.js";

/// Icons by their drawing, with the widths in pixels that they are drawn in besides.
const DRAWN: [(&str, &[u32]); 2] = [("icon.svg", &[192, 512]), ("icon-maskable.svg", &[512])];

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut assets =
        Assets { urls: BTreeMap::new(), documents: BTreeMap::new(), worker: String::new() };
    let (mut shared, mut styles) = (String::new(), BTreeMap::<String, String>::new());
    let mut scripts = BTreeMap::<String, String>::new();
    let mut names: Vec<_> = Files::iter().filter(|name| !name.starts_with('.')).collect();
    names.sort_unstable();
    for name in names {
        let Some(file) = Files::get(&name) else { continue };
        if let Some(path) = name.strip_prefix(STYLES) {
            let text = bare(&String::from_utf8_lossy(&file.data));
            match path.split_once('/') {
                Some((folder, _)) => {
                    styles.entry(format!("{folder}.css")).or_default().push_str(&text);
                }
                None => shared.push_str(&text),
            }
        } else if let Some(path) = name.strip_prefix(SCRIPTS) {
            let text = slim(&String::from_utf8_lossy(&file.data));
            match path.split_once('/') {
                Some((folder, file)) => {
                    let script = scripts.entry(format!("{folder}.js")).or_default();
                    script.push_str(&in_block(file, text));
                }
                None => drop(scripts.insert(path.to_owned(), text)),
            }
        } else if let Some(script) = name.strip_prefix(OFFLINE) {
            let whole = [SHARED, &name].map(|part| slim(&text_of(part))).concat();
            match &*name {
                SHARED => {}
                WORKER => assets.worker = whole,
                _ => assets.add(script, whole.into_bytes()),
            }
        } else {
            assets.add(&name, file.data.into_owned());
        }
    }
    for (name, widths) in DRAWN {
        let drawing = text_of(name);
        for width in widths {
            match icon::draw(&drawing, *width) {
                Ok(picture) => assets.add(&drawn(name, *width), picture),
                Err(error) => tracing::error!(%error, name, "an icon cannot be drawn"),
            }
        }
    }
    // A style names other files, so they must have their addresses first.
    for (name, style) in styles {
        let style = assets.link(&format!("{shared}{style}"));
        assets.add(&name, style.into_bytes());
    }
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

/// The file `name` of `static/`.
fn text_of(name: &str) -> String {
    let file = Files::get(name).map(|file| file.data).unwrap_or_default();
    String::from_utf8_lossy(&file).into_owned()
}

/// The name of the icon `name` as it is drawn, `width` pixels wide: `icon-192.png`.
fn drawn(name: &str, width: u32) -> String {
    format!("{}-{width}.png", name.trim_end_matches(".svg"))
}

/// A style without comments and indentation. No string in it may hold the signs of a comment.
fn bare(style: &str) -> String {
    let mut text = String::new();
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
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

/// The worker's script.
pub(crate) fn worker() -> &'static str {
    &ASSETS.worker
}

/// Every asset with its path, in the order of their paths.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static Document)> {
    ASSETS.documents.iter().map(|(url, document)| (url.as_str(), document))
}

/// The icons as they are drawn: path, width and height in pixels, and whether a system may cut
/// their corners.
pub(crate) fn icons() -> impl Iterator<Item = (&'static str, u32, bool)> {
    DRAWN.iter().flat_map(|(name, widths)| {
        let may_be_cut = name.contains("maskable");
        widths.iter().filter_map(move |width| {
            let url = ASSETS.urls.get(&drawn(name, *width))?;
            Some((url.as_str(), *width, may_be_cut))
        })
    })
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
