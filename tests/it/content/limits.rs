//! Bytes that are no text, sizes and depths beyond what is read, and time on hostile texts.

use std::fmt::Write as _;

use rustix::time::{ClockId, clock_gettime};
use sidenote::content::{Content, Folder, read_report};
use sidenote::diagnostic::Diagnostic;
use sidenote::model::{Slug, Text};

const TITLE_PAGE: &str = "title = \"A report\"\nlanguage = \"en\"\nedition = \"1\"\n\n\
                          [[part]]\ntitle = \"Part\"\nsections = [\"1\"]\n";
const FRONT: &str = "+++\nnumber = 1\ntitle = \"It is so.\"\n+++\n\n";

/// Reads a report with one section, whose file is `section`, and more files.
fn read(section: &[u8], more: &[(&str, &[u8])]) -> (Option<Content>, Vec<Diagnostic>) {
    let mut folder = Folder::from([
        ("report.toml".to_owned(), TITLE_PAGE.as_bytes().to_vec()),
        ("sections/1.md".to_owned(), section.to_vec()),
    ]);
    folder.extend(more.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
    read_report(&"a".parse::<Slug>().unwrap(), &folder)
}

fn texts(content: &Content) -> Vec<&Text> {
    content.edition.places().map(|place| content.edition.text(place)).collect()
}

/// The fault of a section file that is not read as text.
#[track_caller]
fn check_bytes(section: &[u8], wanted: &str) {
    let (_, faults) = read(section, &[]);
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|line| line == wanted), "{told:#?}");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    check_bytes(
        b"+++\nnumber = 1\ntitle = \"\xc3\xa9t\xe9\"\n+++\n",
        "a/sections/1.md:3:12: error: is not UTF-8: byte 27 is 0xE9 (save the file as UTF-8)",
    );
    check_bytes(
        b"\xff\xfe+\0+\0+\0",
        "a/sections/1.md: error: is UTF-16, not UTF-8 (save the file as UTF-8)",
    );
    check_bytes(
        b"+\0+\0+\0\n\0",
        "a/sections/1.md: error: is UTF-16, not UTF-8 (save the file as UTF-8)",
    );
    check_bytes(
        b"\0\0\xfe\xff",
        "a/sections/1.md: error: is UTF-32, not UTF-8 (save the file as UTF-8)",
    );
    check_bytes(
        b"+++\nnumber = 1\ntitle = \"It is so.\"\n+++\n\nOne\0 two\x1b[31m\x07.\n",
        "a/sections/1.md:6:4: error: has the control character U+0000 and 2 more control \
         characters (remove it)",
    );
}

#[test]
fn line_ends_and_byte_order_marks_make_no_difference() {
    let body = "One\ntwo\\\nthree[^1].\n\n> four\n>\n> five\n\n- six\n  seven\n\n```\neight\n\nnine\n```\n\n\
                [^1]: Its text.";
    let plain = format!("{FRONT}{body}\n");
    let (wanted, faults) = read(plain.as_bytes(), &[]);
    assert!(!faults.iter().any(Diagnostic::is_error), "{faults:?}");
    let wanted = wanted.unwrap();
    for (written, note) in [
        (plain.replace('\n', "\r\n"), Some("has CRLF line ends, read as LF")),
        (plain.replace('\n', "\r"), Some("has lone carriage returns, read as line ends")),
        (format!("\u{feff}{plain}"), Some("begins with a byte order mark, which is left out")),
        (plain.trim_end().to_owned(), None),
    ] {
        let crlf = TITLE_PAGE.replace('\n', "\r\n");
        let (read, faults) = read(written.as_bytes(), &[("report.toml", crlf.as_bytes())]);
        assert_eq!(read.unwrap().edition, wanted.edition, "{written:?}");
        let told = faults.iter().any(|fault| Some(&*fault.message) == note);
        assert!(told || note.is_none(), "{faults:?}");
    }
}

#[test]
fn a_fault_after_other_line_ends_has_its_line() {
    let section = format!("{FRONT}One.\n\n### Two\n").replace('\n', "\r\n");
    let (_, faults) = read(section.as_bytes(), &[]);
    let fault = faults.iter().find(|fault| fault.is_error()).unwrap();
    assert_eq!((fault.line, fault.column), (8, 1), "{fault}");
}

#[test]
fn nesting_has_an_end() {
    let deep = 20_000;
    let mut staircase = String::new();
    for level in 0..400 {
        let _ = writeln!(staircase, "{}- a", "  ".repeat(level));
    }
    for (name, body) in [
        ("quotations", format!("{} a", ">".repeat(deep))),
        ("bullets", format!("{}a", "- ".repeat(deep))),
        ("numbers", format!("{}a", "1. ".repeat(deep))),
        ("staircase", staircase),
        ("marks", format!("{}a{}", "*_".repeat(deep), "_*".repeat(deep))),
    ] {
        let (content, faults) = read(format!("{FRONT}{body}\n").as_bytes(), &[]);
        assert!(content.is_some());
        let told =
            faults.iter().any(|fault| fault.is_error() && fault.message.contains("more than 100"));
        // Marks beyond what Markdown pairs are words, and then there is nothing to tell.
        assert!(told || name == "marks", "{name}: {faults:?}");
    }
    for body in ["[".repeat(deep), "![".repeat(deep), "[a](".repeat(deep), "<".repeat(deep)] {
        let (content, _) = read(format!("{FRONT}{body}\n").as_bytes(), &[]);
        assert!(content.is_some());
    }
    for toml in [
        format!("entity = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("entity = {}1{}", "{a = ".repeat(deep), "}".repeat(deep)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]", "a.".repeat(deep)),
        format!("[[{}a]]", "a.".repeat(deep)),
        "[[".repeat(deep),
    ] {
        let (content, faults) = read(FRONT.as_bytes(), &[("entities.toml", toml.as_bytes())]);
        assert!(content.is_some());
        assert!(faults.iter().any(Diagnostic::is_error), "{}", &toml[..40]);
    }
}

#[test]
fn sizes_have_an_end() {
    let large = vec![b'a'; 8 * 1024 * 1024 + 1];
    let (_, faults) = read(FRONT.as_bytes(), &[("notes.toml", &large)]);
    let told = faults[0].to_string();
    assert_eq!(told, "a/notes.toml: error: the file has 8388609 bytes, at most 8 MiB are read");
    let half = vec![b'#'; 5 * 1024 * 1024];
    let (content, faults) =
        read(FRONT.as_bytes(), &[("notes.toml", &half), ("themes.toml", &half)]);
    assert!(content.is_none());
    assert!(faults[0].to_string().contains("at most 8 MiB are read"), "{}", faults[0]);
    let picture = [b"\x89PNG\r\n\x1a\n".to_vec(), large].concat();
    let (_, faults) = read(FRONT.as_bytes(), &[("images/a.png", &picture)]);
    assert!(faults[0].to_string().contains("at most 8 MiB are read"), "{}", faults[0]);
}

#[test]
fn aliases_have_an_end() {
    let mut entities = String::new();
    for entity in 0..101 {
        let _ = writeln!(
            entities,
            "[[entity]]\nid = \"e{entity}\"\nname = \"Name {entity}\"\nkind = \"group\"\n\
             description = \"One.\"\naliases = ["
        );
        for alias in 0..99 {
            let _ = write!(entities, "\"alias {entity} {alias}\", ");
        }
        entities.push_str("]\n");
    }
    let (_, faults) = read(FRONT.as_bytes(), &[("entities.toml", entities.as_bytes())]);
    let errors: Vec<_> = faults.iter().filter(|fault| fault.is_error()).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].message, "more than 10000 aliases");
}

#[test]
fn many_faults_are_all_told_in_their_places() {
    let mut body = String::from(FRONT);
    for note in 1..=10_000 {
        let _ = write!(body, "a[^{note}] ");
    }
    let (_, faults) = read(body.as_bytes(), &[("notes.toml", b"")]);
    let errors: Vec<_> = faults.iter().filter(|fault| fault.is_error()).collect();
    assert_eq!(errors.len(), 10_000);
    let place = body.find("[^10000]").unwrap() - FRONT.len() + 1;
    assert_eq!((errors[9_999].line, errors[9_999].column), (6, place));
}

/// How long reading `text` keeps the processor busy, in nanoseconds.
fn time(text: &str) -> i64 {
    let section = format!("{FRONT}{text}\n");
    let now = || {
        let spent = clock_gettime(ClockId::ThreadCPUTime);
        spent.tv_sec * 1_000_000_000 + spent.tv_nsec
    };
    let start = now();
    let (content, _) = read(section.as_bytes(), &[]);
    let took = now() - start;
    assert!(content.is_some_and(|content| !texts(&content).is_empty()));
    took
}

/// How much longer four times as much of `piece` takes. A busy machine makes a reading slower,
/// never faster: the shortest of a few of each counts, and only ratios do.
fn growth(piece: &str) -> f64 {
    let of = |bytes: usize| piece.repeat(bytes / piece.len());
    let (small, large) = (of(10_000), of(40_000));
    let (mut least_small, mut least_large) = (i64::MAX / 8, i64::MAX / 8);
    for _ in 0..10 {
        least_small = least_small.min(time(&small));
        least_large = least_large.min(time(&large));
        if least_large < least_small * 6 {
            break;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a ratio of times needs few digits")]
    let growth = least_large as f64 / least_small as f64;
    growth
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    let mut slow = String::new();
    for (name, piece) in [
        ("stars", "*a **b "),
        ("underscores", "_a__b "),
        ("closers", "a* b** "),
        ("brackets", "["),
        ("links", "[a]("),
        ("link ends", "[a](b"),
        ("angle links", "[a](<b"),
        ("pictures", "![["),
        ("backticks", "`a``b "),
        ("entities", "&#1"),
        ("less-than", "<a "),
        ("comments", "<!-- page "),
        ("markers", "[^1"),
        ("definitions", "[^1]:\n"),
        ("references", "[a]: b\n\n[a]\n\n"),
        ("tables", "|a|\n|-|\n"),
        ("wide rows", "|"),
        ("quotations", "> a\n"),
        ("lazy", "> a\nb\n\n"),
        ("lists", "- a\n\n  - b\n"),
        ("blanks", " \n"),
        ("headings", "## a\n"),
        ("backslashes", "\\"),
        ("pages", "<!-- page 7 -->\n\n"),
        ("rules", "***\n\n"),
        ("autolinks", "<a:b> <a@b.c> "),
    ] {
        // 2.5 for each of two doublings.
        let growth = growth(piece);
        if growth > 2.5 * 2.5 {
            let _ = writeln!(slow, "{name}: {growth:.1} times as long for four times as much");
        }
    }
    assert!(slow.is_empty(), "{slow}");
}
