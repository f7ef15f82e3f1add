//! The invariants of `ARCHITECTURE.md` that text can hold.

use std::fs;
use std::path::{Path, PathBuf};

/// Which module of the crate may use which. A module may always use itself.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("diagnostic", &[]),
    ("model", &[]),
    ("import", &["model", "diagnostic"]),
    ("content", &["model", "diagnostic", "annotate"]),
    ("annotate", &["model", "diagnostic"]),
    ("search", &["model", "annotate"]),
    ("render", &["model", "annotate"]),
    ("cite", &["model"]),
    ("library", &["model", "diagnostic", "content", "annotate", "search", "cite", "render"]),
    ("config", &["diagnostic", "model"]),
    ("web", &["model", "annotate", "search", "cite", "render", "library", "config"]),
    (
        "command",
        &["model", "diagnostic", "import", "content", "annotate", "library", "config", "web"],
    ),
];

/// Outside crates and parts of std, and the only places that may name them.
const FENCED: [(&str, &[&str]); 11] = [
    ("std::fs", &["content/disk", "config", "library/reload", "command", "search/disk"]),
    ("axum", &["web"]),
    ("askama", &["web"]),
    ("hyper", &["web", "command/serve"]),
    ("tantivy", &["search"]),
    ("toml::", &["content", "config"]),
    ("pulldown_cmark", &["content"]),
    ("clap", &["config", "command", "main"]),
    ("hayagriva", &["cite"]),
    ("resvg", &["render/card", "render/icon"]),
    ("skrifa", &["render/card"]),
];

fn files(below: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(below)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} file below {below}");
    found
}

fn read(path: &Path) -> String {
    String::from_utf8(fs::read(path).unwrap()).unwrap()
}

/// A source file's name below `src/`, without its ending, and its code without comments and
/// without the tests at its end.
fn code(path: &Path) -> (String, Vec<String>) {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = path.strip_prefix(src).unwrap().with_extension("");
    let text = read(path);
    let text = text.split("#[cfg(test)]").next().unwrap();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned);
    (name.to_str().unwrap().replace('\\', "/"), lines.collect())
}

#[test]
fn modules_use_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for path in files("src", ".rs") {
        let (name, lines) = code(&path);
        let module = name.split('/').next().unwrap();
        let Some((_, allowed)) = MAY_USE.iter().find(|(own, _)| *own == module) else {
            assert!(["main", "lib"].contains(&module), "{module} is not in the table");
            continue;
        };
        for line in &lines {
            for used in line.split("crate::").skip(1) {
                let used: String =
                    used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if used != module && !used.is_empty() && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{name} uses {used}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn import_is_reached_by_its_commands_only() {
    for path in files("src", ".rs") {
        let (name, lines) = code(&path);
        if name.starts_with("import") || ["command/import", "command/check"].contains(&&*name) {
            continue;
        }
        assert!(!lines.iter().any(|line| line.contains("crate::import")), "{name} uses import");
    }
}

/// The ledger keeps sentences; how they are split is all that `content` asks of `annotate`.
#[test]
fn content_asks_for_sentences_alone() {
    for path in files("src/content", ".rs") {
        let (name, lines) = code(&path);
        for line in lines.iter().filter(|line| line.contains("crate::annotate")) {
            assert!(line.contains("crate::annotate::sentences;"), "{name}: {line}");
        }
    }
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for path in files("src", ".rs") {
        let (name, lines) = code(&path);
        for (outside, rooms) in FENCED {
            let at_home =
                rooms.iter().any(|room| name == *room || name.starts_with(&format!("{room}/")));
            if !at_home && lines.iter().any(|line| names(line, outside)) {
                wrong.push(format!("{name} names {outside}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether `line` has `outside` as a path of its own, not as the end of a longer word.
fn names(line: &str, outside: &str) -> bool {
    line.match_indices(outside).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + outside.len()..].chars().next();
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !word(before) && (outside.ends_with(':') || !word(after)) && !line.contains('"')
    })
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in files("src", ".rs").into_iter().chain(files("tests", ".rs")) {
        assert!(read(&path).starts_with("//! "), "{} has no opening line", path.display());
    }
}

#[test]
fn modules_are_files_with_folders_beside_them() {
    for path in files("src", ".rs") {
        assert_ne!(path.file_name().unwrap(), "mod.rs", "{}", path.display());
    }
}

#[test]
fn templates_escape_everything_and_are_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all: Vec<_> = files("templates", ".html");
    let sources: String = files("src", ".rs").iter().chain(&all).map(|path| read(path)).collect();
    for path in &all {
        let text = read(path);
        for escape in ["|safe", "| safe", "escape=\"none\"", "autoescape"] {
            assert!(!text.contains(escape), "{} has {escape}", path.display());
        }
        assert!(!text.contains("style=\""), "{} has an inline style", path.display());
        let name = path.strip_prefix(root.join("templates")).unwrap().to_str().unwrap();
        assert!(sources.contains(&format!("\"{name}\"")), "{name} is not used");
    }
}
