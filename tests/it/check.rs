//! `sidenote check` as the real program: what it says, what it writes, how it ends.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check").join(name);
    // What an earlier run left, if there was one.
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(path: &Path) -> String {
    String::from_utf8(fs::read(path).unwrap()).unwrap()
}

/// Puts a sound report with one section of `words` into `root`.
fn put_report(root: &Path, slug: &str, words: &str) {
    let report = root.join(slug);
    write(
        &report.join("report.toml"),
        "title = \"A report\"\nlanguage = \"en\"\nedition = \"1\"\n\n\
         [[part]]\ntitle = \"Part\"\nsections = [\"1\"]\n",
    );
    write(
        &report.join("sections/1.md"),
        &format!("+++\nnumber = 1\ntitle = \"It is so.\"\n+++\n\n{words}\n"),
    );
}

fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sidenote"))
        .arg("check")
        .args(arguments)
        .output()
        .expect("the program can be run")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The faults of a folder, as `file: severity: message`.
fn faults(root: &Path) -> Vec<String> {
    let output = check(&[root.to_str().unwrap(), "--format", "json"]);
    let faults: Vec<Value> = serde_json::from_str(&stdout(&output)).unwrap();
    let text = |fault: &Value, key: &str| fault[key].as_str().unwrap().to_owned();
    faults
        .iter()
        .map(|fault| {
            let [file, severity, message] =
                ["file", "severity", "message"].map(|key| text(fault, key));
            format!("{file}: {severity}: {message}")
        })
        .filter(|line| !line.contains("there is no ledger"))
        .collect()
}

#[test]
fn the_reports_inside_the_program_are_sound() {
    let output = check(&[]);
    assert_eq!(stdout(&output), "1 report inside the program: 0 errors, 0 warnings, 0 notes\n");
    assert_eq!(output.status.code(), Some(0));
}

/// What cannot be checked, and words of the line that says so.
#[test]
fn what_cannot_be_checked_is_told_with_the_remedy() {
    let root = folder("nothing");
    let file = root.join("file");
    let empty = root.join("empty");
    fs::create_dir_all(&empty).unwrap();
    write(&file, "words");
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    for (arguments, words) in [
        (vec![path(&empty)], ["holds no reports", "sidenote import"]),
        (vec![path(&empty), "--update".to_owned()], ["holds no reports", "sidenote import"]),
        (vec!["/nowhere/at/all".to_owned()], ["cannot read /nowhere/at/all", "name the folder"]),
        (vec![path(&file)], ["cannot read", "it is a file: name the folder"]),
        (vec!["--update".to_owned()], ["inside the program cannot be changed", "name the folder"]),
    ] {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let output = check(&arguments);
        let said = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        for words in words {
            assert!(said.contains(words), "{arguments:?}: {said:?} without {words:?}");
        }
    }
}

#[test]
fn faults_are_drawn_with_their_line() {
    let root = folder("drawn");
    put_report(&root, "a-report", "One [here](ftp://example.org).\n\n### Two");
    let output = check(&[root.to_str().unwrap()]);
    insta::assert_snapshot!(stdout(&output), @r"
    warning: there is no ledger: addresses may change with the text
    --> a-report/ledger.toml
     = help: run `sidenote check --update`, which writes it

    error: the address has a scheme that reports do not link to
     --> a-report/sections/1.md:6:5
      |
    6 | One [here](ftp://example.org).
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: use http:, https:, mailto: or a relative path

    error: a heading of another level than two
     --> a-report/sections/1.md:8:1
      |
    8 | ### Two
      | ^^^^^^^
      |
      = help: write it as `## Words`

    1 report: 2 errors, 1 warning, 0 notes
    ");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn faults_are_told_to_programs() {
    let root = folder("json");
    put_report(&root, "a-report", "### Two");
    let output = check(&[root.to_str().unwrap(), "--format", "json"]);
    let faults: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(
        faults[1],
        serde_json::json!({
            "severity": "error",
            "file": "a-report/sections/1.md",
            "line": 6,
            "column": 1,
            "message": "a heading of another level than two",
            "help": "write it as `## Words`",
        })
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn update_writes_the_ledger_and_nothing_else() {
    let root = folder("update");
    put_report(&root, "a-report", "One.\n\nTwo.\n\nThree.");
    put_report(&root, "broken", "### Two");
    let path = root.to_str().unwrap();
    let ledger = || {
        fs::read(root.join("a-report/ledger.toml"))
            .ok()
            .map(|bytes| String::from_utf8(bytes).unwrap())
    };
    assert_eq!(check(&[path]).status.code(), Some(1));
    assert_eq!(ledger(), None, "a check writes nothing");

    let output = check(&[path, "--update"]);
    assert!(stdout(&output).contains("a-report/ledger.toml is up to date now"));
    assert!(ledger().unwrap().contains("at = \"1/3\""));
    assert!(!root.join("broken/ledger.toml").exists(), "a report with errors is left alone");

    put_report(&root, "a-report", "New.\n\nOne.\n\nThree.");
    let before = ledger();
    let told = stdout(&check(&[path]));
    assert!(told.contains("error: block `1/2` (“Two.”) is gone"), "{told}");
    assert!(told.contains("--> a-report/ledger.toml:17:6"), "{told}");
    assert!(told.contains("is behind the text: 1 gone, 1 new"), "{told}");
    assert_eq!(ledger(), before);
    check(&[path, "--update"]);
    assert!(
        ledger()
            .unwrap()
            .contains("gone = true\nhistory = [\n  { edition = \"1\", did = \"removed\" }")
    );
    let told = stdout(&check(&[path]));
    assert!(!told.contains("behind"), "{told}");

    fs::remove_dir_all(root.join("broken")).unwrap();
    assert_eq!(check(&[path]).status.code(), Some(0));
}

#[test]
fn an_address_is_given_to_another_section_only_where_that_is_meant() {
    let root = folder("reassign");
    let path = root.to_str().unwrap();
    put_report(&root, "a-report", "");
    let report = root.join("a-report");
    let told = read(&report.join("report.toml"));
    write(&report.join("report.toml"), &told.replace("[\"1\"]", "[\"1\", \"2\"]"));
    let put = |numbers: [u32; 2]| {
        let sections = [
            ("Rivers fall early.", "The gauges say so, one after the other."),
            ("Nobody is told.", "Forty stations were closed in spring."),
        ];
        for (number, (title, words)) in numbers.into_iter().zip(sections) {
            let text = format!("+++\nnumber = {number}\ntitle = \"{title}\"\n+++\n\n{words}\n");
            write(&report.join(format!("sections/{number}.md")), &text);
        }
    };
    let ledger = || read(&report.join("ledger.toml"));
    put([1, 2]);
    assert_eq!(check(&[path, "--update"]).status.code(), Some(0));
    let first = ledger();

    put([2, 1]);
    for arguments in [&[path][..], &[path, "--update"]] {
        let output = check(arguments);
        let told = stdout(&output);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("they meant “Rivers fall early.”, which is now `2`"), "{told}");
        assert!(told.contains("--update --reassign"), "{told}");
        assert!(!told.contains("is up to date now"), "{told}");
        assert_eq!(ledger(), first, "{arguments:?}");
    }
    assert_eq!(check(&[path, "--reassign"]).status.code(), Some(2));

    let output = check(&[path, "--update", "--reassign"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains("a-report/ledger.toml is up to date now"));
    assert!(ledger().contains("title = \"Rivers fall early.\", now = \"2\""), "{}", ledger());
    assert_eq!(stdout(&check(&[path])), "1 report: 0 errors, 0 warnings, 0 notes\n");
}

#[test]
fn a_ledger_that_cannot_be_right_is_told_and_left_alone() {
    let root = folder("bad-ledger");
    let path = root.to_str().unwrap();
    put_report(&root, "a-report", "Rivers fall early.\n\nNobody is told.");
    check(&[path, "--update"]);
    let file = root.join("a-report/ledger.toml");
    let good = read(&file);
    let (head, row) = good.split_at(good.rfind("[[block]]").unwrap());
    let other = row.replace("Nobody", "Everybody");
    for (bad, wanted) in [
        (format!("{head}<<<<<<< HEAD\n{row}=======\n{other}>>>>>>> theirs\n"), "merge"),
        (format!("{good}\n{row}"), "`1/2` stands here twice"),
        (format!("{good}\n{other}"), "`1/2` stands here twice"),
        (format!("{head}{other}"), "the fingerprint is not that of the block's sentences"),
        (good.replacen("[[section]]", "[[sections]]", 1), "sections"),
        (good.replace("id = \"1\"", "id = \"2\""), "the ledger has no section `1`"),
        (good.replace("at = \"1/2\"", "at = \"1/1\""), "`1/1` stands here twice"),
        (good.replace("sentences = [", "now = \"1/9\"\nsentences = ["), "`1/9`, which the ledger"),
        (good.replace("sentences = [", "now = \"1/1\"\nsentences = ["), "in a circle"),
        (good.replace("n = 1", "n = 0"), "a sentence's number is from 1"),
        (good[..good.len() - 30].to_owned(), "ledger.toml"),
        (good.replace("form = 2", "form = 3"), "2 is the newest known"),
    ] {
        // The text changed as well, so that there would be something to write.
        put_report(&root, "a-report", "Rivers fall early.\n\nNobody is told.\n\nNobody asks.");
        fs::write(&file, &bad).unwrap();
        let output = check(&[path, "--update"]);
        let told = stdout(&output);
        assert_eq!(output.status.code(), Some(1), "{bad}\n{told}");
        assert!(told.contains(wanted) && told.contains("--> a-report/ledger.toml:"), "{told}");
        assert!(told.contains("help: "), "{told}");
        assert_eq!(read(&file), bad, "{told}");
    }
}

#[test]
fn what_cannot_be_run_is_told_apart_from_faults() {
    let root = folder("none");
    for arguments in
        [&["no/such/folder"][..], &[root.to_str().unwrap()], &["--update"], &["--colour"]]
    {
        let output = check(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stdout(&output).is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn only_plain_files_inside_the_folder_are_read() {
    let root = folder("files");
    put_report(&root, "a-report", "Words.");
    let report = root.join("a-report");
    let outside = folder("outside");
    write(&outside.join("notes.toml"), "[[note]]\nnumber = 1\ngloss = \"Secret.\"\n");
    put_report(&outside, "b-report", "Secret.");
    symlink(outside.join("notes.toml"), report.join("notes.toml")).unwrap();
    symlink("/dev/zero", report.join("themes.toml")).unwrap();
    symlink("nowhere", report.join("entities.toml")).unwrap();
    symlink("loop.md", report.join("sections/loop.md")).unwrap();
    symlink(outside.join("b-report"), root.join("b-report")).unwrap();
    symlink("1.md", report.join("sections/2.md")).unwrap();
    symlink("../outside", report.join("images")).unwrap();
    let fifo = Command::new("mkfifo").arg(report.join("sections/3.md")).status().unwrap();
    assert!(fifo.success());
    fs::create_dir(report.join("more")).unwrap();
    fs::create_dir(report.join("sections/4.md")).unwrap();
    fs::create_dir(root.join("Not A Slug")).unwrap();
    write(&root.join("README.md"), "Beside the reports.");
    write(&root.join(".hidden/report.toml"), "");
    // A hole of a hundred megabytes takes no room, and must not be read whole either.
    fs::File::create(report.join("source.txt")).unwrap().set_len(100 << 20).unwrap();
    insta::assert_snapshot!(faults(&root).join("\n"), @r"
    Not A Slug: error: the folder's name has the character 'N'; use lower-case letters a to z, digits and single hyphens
    a-report/entities.toml: error: cannot be read: No such file or directory (os error 2)
    a-report/images: error: cannot be read: No such file or directory (os error 2)
    a-report/more: warning: the folder is not read
    a-report/notes.toml: error: the link leads out of the content folder
    a-report/sections/2.md: error: section `1` is there already
    a-report/sections/3.md: error: is not a plain file
    a-report/sections/4.md: warning: the folder is not read
    a-report/sections/loop.md: error: cannot be read: Too many levels of symbolic links (os error 40)
    a-report/source.txt: error: the file is too large: at most 8 MiB are read
    a-report/themes.toml: error: the link leads out of the content folder
    b-report: error: the link leads out of the content folder
    ");
}

#[test]
fn a_report_is_not_taken_for_a_library() {
    let root = folder("report");
    put_report(&root, "a-report", "Words.");
    assert_eq!(
        faults(&root.join("a-report")),
        ["report.toml: error: this folder is a report's own"]
    );
}

#[test]
fn a_word_that_is_lost_is_told() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let root = folder("lost");
    let copied = Command::new("cp").arg("-r").arg(&content).arg(&root).status().unwrap();
    assert!(copied.success());
    let root = root.join("content");
    let section = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("sections"))
        .find_map(|sections| Some(fs::read_dir(sections).ok()?.next()?.unwrap().path()))
        .unwrap();
    let text = String::from_utf8(fs::read(&section).unwrap()).unwrap();
    let (front, body) = text.split_at(text.rfind("+++").unwrap());
    let word = body.split_whitespace().filter(|word| word.len() > 8).nth(3).unwrap();
    fs::write(&section, format!("{front}{}", body.replacen(word, "", 1))).unwrap();
    let told = faults(&root);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    assert!(
        told.iter().any(|line| line.contains("source.txt: error: ") && line.contains(word)),
        "{word}: {told:#?}"
    );
}
