//! `--index`: a folder that keeps the search index between starts, and what may be wrong with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::{Content, Program};

/// An index folder that is not there yet; removed at the end.
struct IndexFolder(PathBuf);

impl IndexFolder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&path));
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }

    /// Name and time of each index.
    fn indexes(&self) -> Vec<(String, SystemTime)> {
        let entries =
            fs::read_dir(&self.0).expect("a folder").map(|entry| entry.expect("an entry"));
        let named = entries.map(|entry| {
            let changed = entry.metadata().and_then(|about| about.modified()).expect("a time");
            (entry.file_name().to_string_lossy().into_owned(), changed)
        });
        named.filter(|(name, _)| name != "sidenote-search.lock").collect()
    }
}

impl Drop for IndexFolder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Asserts that `program` finds what the small report says.
fn check_search(program: &Program, words: &str) {
    let answer = program.page(&format!("/api/v1/search?q={words}"));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(!answer.contains("\"total\":0"), "{words}: {answer}");
}

#[test]
fn an_index_is_used_again_at_the_next_start_and_made_anew_for_other_words() {
    let (content, folder) = (Content::new("indexed"), IndexFolder::new("index-kept"));
    let serve = || content.serve(&["--scan", "10ms", "--index", folder.path()]);
    drop(serve());
    let before = folder.indexes();
    assert_eq!(before.len(), 1, "{before:?}");
    let program = serve();
    check_search(&program, "drones");
    assert_eq!(folder.indexes(), before, "not written again");
    content.edit("a-report/sections", "spread faster", "spread quicker");
    program.wait_for_log("read the library again");
    check_search(&program, "quicker");
    let after = folder.indexes();
    assert!(after.len() == 1 && after[0].0 != before[0].0, "{after:?}");
}

#[test]
fn the_environment_and_the_file_name_the_folder_too() {
    let folder = IndexFolder::new("index-by-environment");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sidenote"));
    drop(Program::run(command.env("SIDENOTE_INDEX", folder.path())));
    assert_eq!(folder.indexes().len(), 1);

    let folder = IndexFolder::new("index-by-file");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("index.toml");
    fs::write(&file, format!("index = {:?}\n", folder.path())).expect("a file");
    drop(Program::start(&["--config", file.to_str().expect("a plain path")]));
    assert_eq!(folder.indexes().len(), 1);
}

#[test]
fn a_full_disk_leaves_the_index_in_memory() {
    let folder = IndexFolder::new("index-full");
    // No file may grow past a block, which ends a write as a full disk does.
    let limited = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", limited, env!("CARGO_BIN_EXE_sidenote"), "--index", folder.path()]);
    let program = Program::run(&mut command);
    check_search(&program, "semiconductor");
    let told = program.wait_for_log("cannot be kept");
    assert!(told.contains("in memory only") && told.contains("--index"), "{told}");
    assert_eq!(folder.indexes(), [], "nothing unfinished stays behind");
}

#[test]
fn a_file_in_place_of_the_folder_is_told_and_left_as_it_is() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("index-is-a-file");
    fs::write(&file, "words").expect("a file");
    let program = Program::start(&["--index", file.to_str().expect("a plain path")]);
    check_search(&program, "semiconductor");
    let told = program.wait_for_log("cannot be kept");
    assert!(!told.contains("is broken") && told.contains("--index needs a folder"), "{told}");
    assert_eq!(fs::read(&file).expect("a file"), b"words");
}

#[test]
fn a_folder_that_cannot_be_written_leaves_the_index_in_memory() {
    // Not even root makes a folder there.
    let program = Program::start(&["--index", "/proc/sidenote-index"]);
    check_search(&program, "semiconductor");
    program.wait_for_log("cannot be kept");
}
