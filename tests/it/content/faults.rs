//! The corpus of faults: `tests/fixtures/content/*.txt`, each case a report and what is said of it.
//!
//! A case begins with `=== name`. `--- path` begins a file of the report; files that a case does
//! not give are those of [`base`]. `--- faults` begins what the reader must say, a line a fault.
//! With the environment variable `UPDATE_FAULTS` set, the files are written as the reader is; look
//! at the difference before keeping it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sidenote::content::{Folder, read_report};
use sidenote::model::Slug;

fn base() -> Folder {
    let files: [(&str, &str); 2] = [
        (
            "report.toml",
            "title = \"A report\"\nlanguage = \"en\"\nedition = \"1\"\n\n\
             [[part]]\ntitle = \"Part\"\nsections = [\"1\"]\n",
        ),
        ("sections/1.md", "+++\nnumber = 1\ntitle = \"It is so.\"\n+++\n\nWords.\n"),
    ];
    files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into()
}

/// What the reader says of a report, a line a fault, without that it has no ledger.
fn faults_of(folder: &Folder) -> String {
    let slug = "a".parse::<Slug>().unwrap();
    let (_, faults) = read_report(&slug, folder);
    let lines: Vec<_> = faults
        .iter()
        .map(ToString::to_string)
        .filter(|line| !line.contains("there is no ledger"))
        .map(|line| line + "\n")
        .collect();
    lines.concat()
}

/// Runs the cases of a file; gives the file as it should be.
fn run(text: &str) -> String {
    let mut told = String::new();
    for (nth, case) in text.split("=== ").enumerate() {
        if nth == 0 {
            told.push_str(case);
            continue;
        }
        let mut folder = base();
        let given = case.split("--- faults\n").next().unwrap();
        for file in given.split("--- ").skip(1) {
            let (name, text) = file.split_once('\n').unwrap();
            if let Some(name) = name.strip_suffix(" (none)") {
                folder.remove(name);
            } else {
                folder.insert(name.to_owned(), text.as_bytes().to_vec());
            }
        }
        let _ = writeln!(told, "=== {given}--- faults\n{}", faults_of(&folder));
    }
    told.truncate(told.trim_end().len());
    told + "\n"
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/content");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_fault_is_told_in_its_place() {
    let mut cases = 0;
    for path in fixtures() {
        let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        let told = run(&text);
        cases += text.matches("=== ").count();
        if std::env::var_os("UPDATE_FAULTS").is_some() {
            fs::write(&path, told).unwrap();
        } else {
            compare(&text, &told, &path);
        }
    }
    assert!(cases >= 80, "only {cases} cases were found");
}

/// The first case that differs, so that a failure can be read.
#[track_caller]
fn compare(wanted: &str, told: &str, path: &Path) {
    for (wanted, told) in wanted.split("=== ").zip(told.split("=== ")) {
        assert_eq!(wanted, told, "{}", path.display());
    }
    assert_eq!(wanted.len(), told.len(), "{}", path.display());
}

#[test]
fn the_base_of_the_cases_is_sound() {
    assert_eq!(faults_of(&base()), "");
}
