//! Blocks keep their names while the text around them changes.

use sidenote::content::{Folder, read_report, write_ledger};
use sidenote::model::{Followed, Ledger, SectionId, Slug};

/// The words of block `name`; `a~` are those of `a`, edited. A `+` joins several.
fn words(name: &str) -> String {
    let one = |name: &str| {
        let own = name.trim_end_matches('~').repeat(6);
        match name.strip_suffix('~') {
            Some(_) => format!("Text {own}s of {own}ed, once {own}th to be {own}ly."),
            None => format!("Text {own}s is {own}ed and {own}th for {own}ry {own}ly."),
        }
    };
    name.split('+').map(one).collect::<Vec<_>>().join(" ")
}

/// A report of one section with these blocks, one a letter or word; `#` makes a sub-heading.
fn folder(blocks: &str, ledger: Option<&Ledger>) -> Folder {
    let body: Vec<_> = blocks
        .split_whitespace()
        .map(|block| match block.strip_prefix('#') {
            Some(heading) => format!("## {heading}"),
            None => words(block),
        })
        .collect();
    let section = format!("+++\nnumber = 1\ntitle = \"It is so.\"\n+++\n\n{}\n", body.join("\n\n"));
    let report = "title = \"A report\"\nlanguage = \"en\"\nedition = \"1\"\n\
                  [[part]]\ntitle = \"Part\"\nsections = [\"1\"]\n";
    let mut folder = Folder::from([
        ("report.toml".to_owned(), report.as_bytes().to_vec()),
        ("sections/1.md".to_owned(), section.into_bytes()),
    ]);
    folder.extend(ledger.map(|ledger| ("ledger.toml".to_owned(), write_ledger(ledger))));
    folder
}

/// The names of the blocks, and the ledger after them.
fn name(blocks: &str, ledger: Option<&Ledger>) -> (String, Ledger) {
    let (content, faults) = read_report(&"a".parse::<Slug>().unwrap(), &folder(blocks, ledger));
    assert!(faults.iter().all(|fault| !fault.is_error()), "{faults:?}");
    let content = content.unwrap();
    let names: Vec<_> =
        content.edition.sections[0].blocks.iter().map(|block| block.id.to_string()).collect();
    (names.join(" "), content.ledger)
}

/// Edits one after the other, each `blocks => names`.
#[track_caller]
fn check(edits: &[(&str, &str)]) -> Ledger {
    let mut ledger = None;
    for (blocks, wanted) in edits {
        let (names, next) = name(blocks, ledger.as_ref());
        assert_eq!(names, *wanted, "{blocks}");
        ledger = Some(next);
    }
    ledger.unwrap()
}

#[test]
fn a_first_reading_counts() {
    check(&[("a b #Head c", "1 2 head 3")]);
}

#[test]
fn blocks_keep_their_numbers_around_a_change() {
    // Inserted, at every place.
    check(&[("a b c", "1 2 3"), ("x a b c", "4 1 2 3")]);
    check(&[("a b c", "1 2 3"), ("a x b c", "1 4 2 3")]);
    check(&[("a b c", "1 2 3"), ("a b c x", "1 2 3 4")]);
    // Removed.
    check(&[("a b c", "1 2 3"), ("b c", "2 3")]);
    check(&[("a b c", "1 2 3"), ("a c", "1 3")]);
    // Moved.
    check(&[("a b c", "1 2 3"), ("c a b", "3 1 2")]);
    // Edited, also beside others that are new or gone.
    check(&[("a b c", "1 2 3"), ("a b~ c", "1 2 3")]);
    check(&[("a b c", "1 2 3"), ("a~ b c~", "1 2 3")]);
    check(&[("a b c", "1 2 3"), ("a x b~ c", "1 4 2 3")]);
    check(&[("a b c d", "1 2 3 4"), ("a c~ d", "1 3 4")]);
    check(&[("a b c", "1 2 3"), ("c b~ a", "3 2 1")]);
    // Other words in its place are another block.
    check(&[("a b c", "1 2 3"), ("a x c", "1 4 3")]);
    check(&[("a", "1"), ("x", "2")]);
}

#[test]
fn a_number_goes_with_most_of_its_words() {
    // Split.
    check(&[("a b+c+d e", "1 2 3"), ("a b c+d e", "1 4 2 3")]);
    check(&[("a b+c+d e", "1 2 3"), ("a b+c d e", "1 2 4 3")]);
    // Joined: the largest gives its number, of equals the first.
    check(&[("a b+c d", "1 2 3"), ("a+b+c d", "2 3")]);
    check(&[("a b c", "1 2 3"), ("a b+c", "1 2")]);
    let ledger = check(&[("a b+c+d e", "1 2 3"), ("a b c+d+e", "1 4 2")]);
    let section = SectionId::of_judgment(1);
    for (old, now) in [
        ("1/2.1", "1/4.1"),
        ("1/2.2", "1/2.2"),
        ("1/2.3", "1/2.3"),
        ("1/3", "1/2"),
        ("1/3.1", "1/2.4"),
    ] {
        let there = match ledger.follow(&old.parse().unwrap()) {
            Followed::Here => old.to_owned(),
            Followed::Moved(there) => there.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(there, now, "{old}");
    }
    let row = ledger.find(&section, &"2".parse().unwrap()).unwrap();
    assert_eq!(row.words(), words("c+d+e"));
    let before: Vec<_> = row.words_before(1).map(|(_, words)| words.text.to_string()).collect();
    assert_eq!(before.join(" "), words("b+c+d"));
}

#[test]
fn a_block_is_followed_through_a_block_that_it_was_joined_to() {
    let ledger =
        check(&[("a b c", "1 2 3"), ("a+b c", "1 3"), ("a b c", "1 4 3"), ("a c+b", "1 4")]);
    for at in ["1/2", "1/3"] {
        let followed = ledger.follow(&at.parse().unwrap());
        assert_eq!(followed, Followed::Moved("1/4".parse().unwrap()), "{at}");
    }
}

#[test]
fn blocks_alike_keep_their_order() {
    check(&[("a a b a", "1 2 3 4"), ("a x a b a", "1 5 2 3 4")]);
    check(&[("a b a", "1 2 3"), ("a a", "1 3")]);
}

#[test]
fn a_number_is_never_given_again() {
    check(&[("a b c", "1 2 3"), ("a b", "1 2"), ("a b x", "1 2 4")]);
    // It comes back to its own words.
    check(&[("a b c", "1 2 3"), ("a c", "1 3"), ("a b c", "1 2 3")]);
    check(&[("a b", "1 2"), ("a", "1"), ("a x", "1 3"), ("a b x", "1 2 3")]);
}

#[test]
fn sub_headings_keep_their_slugs() {
    check(&[("#One a", "one 1"), ("#Two a", "two 1"), ("#Two a #One", "two 1 one")]);
    check(&[("#Strengths a", "strengths 1"), ("#Strenghts a", "strengths 1")]);
    check(&[("#One a #One b", "one 1 one-2 2"), ("a #One b", "1 one-2 2")]);
    check(&[("#2018 #title #p3 #n16 #r1-2 #page-7 #!!! #中文", {
        "heading-2018 heading-title heading-p3 heading-n16 heading-r1-2 heading-page-7 heading \
         heading-2"
    })]);
    // A paragraph is no sub-heading, even alone between the same neighbours.
    check(&[("a b c", "1 2 3"), ("a #b c", "1 b 3")]);
}

#[test]
fn what_is_gone_stays_listed_where_it_stood() {
    let ledger = check(&[("a b c d", "1 2 3 4"), ("a d", "1 4"), ("x a d", "5 1 4")]);
    let listed: Vec<_> = ledger.sections[0]
        .blocks
        .iter()
        .map(|row| format!("{}{}{}", if row.is_here() { "" } else { "-" }, row.id, row.words()))
        .collect();
    let wanted = ["x", "a", "b", "c", "d"].map(words);
    let wanted: Vec<_> = ["5", "1", "-2", "-3", "4"]
        .iter()
        .zip(wanted)
        .map(|(id, words)| format!("{id}{words}"))
        .collect();
    assert_eq!(listed, wanted);
    let section = SectionId::of_judgment(1);
    let near =
        |id: &str| ledger.nearest_living(&section, &id.parse().unwrap()).map(ToString::to_string);
    assert_eq!(near("2"), Some("1".to_owned()));
    assert_eq!(near("3"), Some("4".to_owned()));
    assert_eq!(near("9"), None);
}

#[test]
fn a_typist_s_change_is_no_edit() {
    let (_, ledger) = name("“a”  b–c", None);
    assert_eq!(name("\"A\" B-c", Some(&ledger)).0, "1 2");
}

#[test]
fn a_ledger_reads_back_as_it_was_written() {
    let ledger = check(&[("a \"b\\ #c", "1 2 c"), ("a x", "1 3"), ("a", "1")]);
    assert_eq!(name("a", Some(&ledger)).1, ledger);
    let ledger = check(&[("a \"b\\ #c", "1 2 c"), ("a #c", "1 c")]);
    let told = String::from_utf8(write_ledger(&ledger)).unwrap();
    insta::assert_snapshot!(told, @r##"
    # Kept by `sidenote check --update`: which words have which address, so that no link
    # ever leads to other words. What you may decide in it stands in content/README.md.
    form = 2

    [[section]]
    id = "1"
    title = "It is so."

    [[block]]
    at = "1/1"
    print = "eff6cfacff0776c6"
    sentences = [
      { n = 1, text = "Text aaaaaas is aaaaaaed and aaaaaath for aaaaaary aaaaaaly." },
    ]

    [[block]]
    at = "1/2"
    print = "5fc6ccfe9abfba7d"
    gone = true
    history = [
      { edition = "1", did = "removed" },
    ]
    sentences = [
      { n = 1, text = 'Text "b"b"b"b"b"b\s is "b"b"b"b"b"b\ed and "b"b"b"b"b"b\th for "b"b"b"b"b"b\ry "b"b"b"b"b"b\ly.', until = 1 },
    ]

    [[block]]
    at = "1/c"
    print = "2e7d2c03a9507ae2"
    sentences = [
      { n = 1, text = "c" },
    ]
    "##);
}
