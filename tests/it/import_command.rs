//! `sidenote import` as people run it: what it writes, says and refuses.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const TEXT: &str = "\
 A REPORT

INTRODUCTION

This report is short, but it has a paragraph that is long enough to be told from a heading, and a
claim with a note.1

1. Drones spread faster than rules about them.

Nobody is surprised by that, since rules are written by people who sit, and drones are flown by
people who do not.2
";

/// A folder of its own for one test.
fn place(name: &str) -> PathBuf {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("import-{name}"));
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).expect("a folder");
    fs::write(place.join("report.txt"), TEXT).expect("a file");
    place
}

fn import(place: &PathBuf, source: &str, more: &[&str]) -> (Output, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sidenote"))
        .current_dir(place)
        .args(["import", source, "--slug", "a-report", "--title", "A Report: In Short"])
        .args(more)
        .output()
        .expect("an end");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (said, told) = (text(&output.stdout), text(&output.stderr));
    (output, said, told)
}

#[test]
fn it_writes_a_sound_folder_and_sums_up_the_receipt() {
    let place = place("sound");
    let page =
        ["--author", "Ann Writer, Institute", "--author", "B. Scholar", "--date", "2019-02-06"];
    let (output, said, told) = import(&place, "report.txt", &page);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(said.contains("read report.txt: ") && said.contains("2 markers"), "{said}");
    let facts = fs::read(place.join("content/a-report/report.toml")).expect("a file");
    let facts = String::from_utf8(facts).expect("text");
    for words in ["A Report", "In Short", "Ann Writer", "Institute", "B. Scholar", "2019-02-06"] {
        assert!(facts.contains(words), "{words}: {facts}");
    }
    assert_eq!(
        fs::read(place.join("content/a-report/source.txt")).expect("a file"),
        TEXT.as_bytes()
    );
}

#[test]
fn it_replaces_a_report_only_by_force_and_never_an_editors_work() {
    let place = place("force");
    assert_eq!(import(&place, "report.txt", &[]).0.status.code(), Some(0));
    let report = place.join("content/a-report");
    fs::write(report.join("entities.toml"), "# an editor's work\n").expect("a file");
    fs::write(report.join("sections/99-old.md"), "+++\n+++\n").expect("a file");
    let (output, _, told) = import(&place, "report.txt", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told.contains("content/a-report is already there") && told.contains("--force"),
        "{told}"
    );
    assert!(report.join("sections/99-old.md").exists());
    assert_eq!(import(&place, "report.txt", &["--force"]).0.status.code(), Some(0));
    assert!(!report.join("sections/99-old.md").exists());
    let kept = fs::read(report.join("entities.toml")).expect("a file");
    assert_eq!(kept, b"# an editor's work\n");
}

/// A source and more arguments that cannot be, and words of the one line that says so.
fn check(name: &str, bytes: Option<&[u8]>, more: &[&str], words: &[&str]) {
    let place = place(name);
    if let Some(bytes) = bytes {
        fs::write(place.join("odd.txt"), bytes).expect("a file");
    }
    let (output, said, told) = import(&place, "odd.txt", more);
    assert_eq!(output.status.code(), Some(2), "{name}: {told}");
    assert_eq!(said, "", "{name}");
    for word in words {
        assert!(told.contains(word), "{name} tells {told:?} without {word:?}");
    }
    assert!(!place.join("content").exists(), "{name}");
}

#[test]
fn what_cannot_be_imported_is_told_with_the_remedy() {
    check("missing", None, &[], &["cannot read odd.txt", "give the text of a report"]);
    check("empty", Some(b""), &[], &["odd.txt", "no words"]);
    check("utf8", Some(b"A report\nwith \xff in it"), &[], &["byte 14", "line 2"]);
    check("utf16", Some(b"\xff\xfeA\0"), &[], &["UTF-16", "iconv"]);
    check("page", Some(b"words"), &["--first-page", "a b"], &["--first-page", "' '"]);
    check("date", Some(b"words"), &["--date", "yesterday"], &["--date", "yesterday"]);
    let folder = place("folder");
    let (output, _, told) = import(&folder, ".", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("no plain file"), "{told}");
}
