//! Import: texts as extracted from PDFs in, editions and receipts out.

mod proof;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sidenote::import::{Change, ImportError, Imported, Options, compare, import};
use sidenote::model::{
    Author, BlockKind, Counts, Edition, Place, RangeKind, Receipt, Report, SectionKind, Text,
};

pub(crate) fn report(title: &str) -> Report {
    Report {
        slug: "report".parse().unwrap(),
        title: title.to_owned(),
        subtitle: None,
        authors: Vec::new(),
        publisher: None,
        published: None,
        language: "en".to_owned(),
        source_url: None,
        rights: None,
        edition: "first".to_owned(),
    }
}

fn read(source: &str) -> Imported {
    read_with(source, None)
}

fn read_with(source: &str, first_page: Option<&str>) -> Imported {
    let options = Options {
        report: report("Report"),
        first_page: first_page.map(|page| page.parse().unwrap()),
    };
    let imported = import("folder/source.txt", source.as_bytes(), &options).unwrap();
    let comparison = compare(source.as_bytes(), &imported.edition);
    assert_eq!(comparison.differences, [], "words are lost or added");
    assert!(comparison.same_source);
    imported
}

fn receipt(imported: &Imported) -> &Receipt {
    imported.edition.receipt.as_ref().unwrap()
}

/// A text with its markers as `{7}` and its page breaks as `|7|`.
fn mark(text: &Text) -> String {
    let mut marked = String::new();
    let mut from = 0;
    for range in text.ranges() {
        marked.push_str(&text.plain()[from..range.span.start]);
        from = range.span.start;
        match &range.kind {
            RangeKind::PageBreak(page) => write!(marked, "|{page}|").unwrap(),
            RangeKind::Marker(note) => write!(marked, "{{{note}}}").unwrap(),
            other => panic!("import makes no {other:?}"),
        }
    }
    marked + &text.plain()[from..]
}

/// An edition a line a text: `# part`, `[box]`, `1. judgment`, `## heading`, `> quotation`,
/// `- item`, `1) item`, paragraphs plain, `^1` notes.
fn outline(edition: &Edition) -> String {
    let mut lines = String::new();
    for place in edition.places() {
        let sign = match place {
            Place::PartTitle(_) => "# ".to_owned(),
            Place::Title { section } if edition.repeats_part_title(section) => continue,
            Place::Title { section } => match edition.sections[section].number {
                Some(number) => format!("{number}. "),
                None => format!("[{}] ", edition.sections[section].kind.name()),
            },
            Place::Block { section, block } => match edition.sections[section].blocks[block].kind {
                BlockKind::Paragraph => String::new(),
                BlockKind::Quotation => "> ".to_owned(),
                BlockKind::Heading => "## ".to_owned(),
                BlockKind::Item { ordinal: Some(ordinal), .. } => format!("{ordinal}) "),
                BlockKind::Item { depth, .. } => "  ".repeat(depth.into()) + "- ",
                ref other => panic!("import makes no {other:?}"),
            },
        };
        writeln!(lines, "{sign}{}", mark(edition.text(place))).unwrap();
    }
    for note in &edition.note_texts {
        for paragraph in &note.paragraphs {
            writeln!(lines, "^{} {}", note.number, mark(paragraph)).unwrap();
        }
    }
    lines
}

/// Checks that `source` reads as `expected`, an [`outline`].
#[track_caller]
fn check(source: &str, expected: &str) {
    let found = outline(&read(source).edition);
    assert_eq!(found.trim_end(), expected.trim_end());
}

/// Checks the text of one paragraph below a heading.
#[track_caller]
fn check_text(source: &str, expected: &str) {
    check(&format!("HEADING\n\n{source}\n"), &format!("# HEADING\n{expected}"));
}

/// Each printed page with the first two words on it.
fn pages(edition: &Edition) -> Vec<String> {
    let starts = edition.pages().iter();
    let pages = starts.map(|start| {
        let text = &edition.text(start.place).plain()[start.offset..];
        let words: Vec<_> = text.split(' ').take(2).collect();
        format!("{} {}", start.page, words.join(" "))
    });
    pages.collect()
}

/// Checks what `source` says of its printed pages: `PAGE first words`, one a line.
#[track_caller]
fn check_pages(source: &str, first: Option<&str>, expected: &[&str]) {
    let imported = read_with(source, first);
    let found = pages(&imported.edition);
    assert_eq!(found, expected);
}

// Lines, hyphens, odd characters.

#[test]
fn words_are_parted_by_any_blanks() {
    check_text("One\t two \u{a0} three\t\t\nfour.", "One two three four.");
    check("HEADING\r\n\r\nOne two\r\nthree.\r\n", "# HEADING\nOne two three.");
    check("HEADING\r\rOne two\rthree.", "# HEADING\nOne two three.");
    check("\u{feff}HEADING\n\nOne.", "# HEADING\nOne.");
}

#[test]
fn hyphens_at_line_ends_stay_or_go() {
    let long = "A word that stands here in full is irrigation and another one is a long-term view.";
    check_text(
        &format!("{long}\nIt ends in irri-\ngation."),
        &format!("{long} It ends in irrigation."),
    );
    check_text(
        &format!("{long}\nIt ends in long-\nterm use."),
        &format!("{long} It ends in long-term use."),
    );
    check_text("They met in a self-\nmade hut.", "They met in a self-made hut.");
    check_text("They came from Wi-\nFi cafés.", "They came from Wi-Fi cafés.");
    check_text("Both pre-\nand post-war plans.", "Both pre- and post-war plans.");
    check_text("The state-of-the-\nart tool.", "The state-of-the-art tool.");
    check_text("It was men\u{ad}\ntioned twice.", "It was mentioned twice.");
    check_text("The years 2007–\n2017 were dry.", "The years 2007–2017 were dry.");
    check_text("It was dry—\nvery dry—and\nlong.", "It was dry—very dry—and long.");
    check_text("It was dry –\nvery dry.", "It was dry – very dry.");
    check_text(
        "See https://example.org/a/\nb-c for more.",
        "See https://example.org/a/b-c for more.",
    );
}

#[test]
fn every_divided_word_is_in_the_receipt() {
    let imported =
        read("HEADING\n\nThe irrigation works. This irri-\ngation, twice told,\nirri-\ngation.\n");
    let repairs: Vec<_> = receipt(&imported)
        .repairs
        .iter()
        .map(|repair| (repair.line, repair.before.as_str(), repair.after.as_str()))
        .collect();
    assert_eq!(repairs, [(3, "irri- gation,", "irrigation,"), (5, "irri- gation.", "irrigation.")]);
}

#[test]
fn odd_characters_are_healed_and_told() {
    let imported = read("HEADING\n\nThe ﬁrst oﬃce was in\u{200b}side.\n");
    assert_eq!(outline(&imported.edition), "# HEADING\nThe first office was inside.\n");
    let repaired: Vec<_> =
        receipt(&imported).repairs.iter().map(|repair| repair.after.as_str()).collect();
    assert_eq!(repaired, ["first", "office", "inside."]);
}

// Paragraphs.

/// Two full lines of running text, as a measure for the lines that follow.
const FULL: &str = "This line is as long as a line of running text in this report will be set\n\
                    and this one is as long, so that a reader can tell the measure of the page\n";

#[test]
fn paragraphs_end_at_gaps_and_after_short_last_lines() {
    let joined = FULL.replace('\n', " ");
    check_text("One two.\n\nThree four.", "One two.\nThree four.");
    check_text(
        &format!("{FULL}and ends here.\nAnother one begins. {FULL}"),
        &format!("{joined}and ends here.\nAnother one begins. {}", joined.trim_end()),
    );
    check_text(
        &format!("{FULL}and ends here.\n    {FULL}and there."),
        &format!("{joined}and ends here.\n{joined}and there."),
    );
}

#[test]
fn a_sentence_runs_on_over_a_gap_and_over_a_page() {
    let joined = FULL.replace('\n', " ");
    let gap = format!(
        "{FULL}and goes on in the next line although a gap has been left between the\n\nlines of it."
    );
    let read_gap = format!(
        "{joined}and goes on in the next line although a gap has been left between the lines of it."
    );
    check_text(&gap, &read_gap);
    check(
        &format!("HEADING\n\n{FULL}and goes\n\n7\n\u{c}on here.\n\nNew.\n\n8\n\u{c}Next page.\n"),
        &format!("# |7|HEADING\n{joined}and goes |8|on here.\nNew.\n|9|Next page."),
    );
}

// Headings, judgments, boxes.

#[test]
fn headings_in_capitals_are_parts() {
    check(
        "INTRODUCTION\n\nText.\n\nA HEADING OVER TWO LINES: WHAT IT SAYS\nAND MORE\n\nText.\n\nCONCLUSIONS\n\nText.\n",
        "# INTRODUCTION\nText.\n# A HEADING OVER TWO LINES: WHAT IT SAYS AND MORE\nText.\n# CONCLUSIONS\nText.",
    );
    let imported = read("INTRODUCTION\n\nText.\n\nMIDDLE\n\nText.\n\nCONCLUSION\n\nText.\n");
    let kinds: Vec<_> = imported.edition.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [SectionKind::Introduction, SectionKind::Text, SectionKind::Conclusion]);
    let ids: Vec<_> = imported.edition.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["introduction", "middle", "conclusion"]);
}

#[test]
fn names_of_sections_are_their_own() {
    let imported =
        read("NOTES ON THE TEXT\n\nA.\n\nTHEMES\n\nB.\n\nTHEMES\n\nC.\n\nÜBERSICHT\n\nD.\n");
    let ids: Vec<_> = imported.edition.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["notes-on-the-text", "section-themes", "section-themes-2", "ubersicht"]);
}

#[test]
fn judgments_are_told_from_lists() {
    check(
        "HEADING\n\nThere are two reasons:\n\n1. The first.\n\n2. The second.\n\n\
         1. A statement that runs over several lines of the print and stands alone with\n\nits gap.\n\nText.\n\n\
         2. Another statement.\n\nText in 2018.\n\n3. A third one.\n\nText.\n",
        "# HEADING\nThere are two reasons:\n1) The first.\n2) The second.\n\
         1. A statement that runs over several lines of the print and stands alone with its gap.\nText.\n\
         2. Another statement.\nText in 2018.\n3. A third one.\nText.",
    );
    check(
        "Findings\n\nFinding 1: Some say so.\n\nText.\n\nFinding 2 – Others do not.\n\nText.\n",
        "# Findings\n1. Some say so.\nText.\n2. Others do not.\nText.",
    );
}

#[test]
fn a_missing_judgment_is_a_fault() {
    let imported = read(
        "HEADING\n\n1. One is here.\n\nText.\n\n2. Two is here.\n\nText.\n\n4. Four is here.\n\nText.\n\n5. Five is here.\n\nText.\n",
    );
    assert_eq!(
        imported.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["source.txt:11: warning: judgment 4 follows judgment 2"]
    );
}

#[test]
fn a_narrow_part_without_judgments_is_a_box() {
    let wide =
        "This line is as long as a line of running text in this report will be set on\n".repeat(6);
    let narrow = "This line is set narrower than the running text of the report is\n".repeat(6);
    let source = format!(
        "PART ONE\n\n1. A statement.\n\n{wide}end.\n\n2. A second.\n\n{wide}end.\n\nA BOX OF TEXT\n\n{narrow}end.\n\nPART TWO\n\n3. A third.\n\n{wide}end.\n"
    );
    let imported = read(&source);
    let sections: Vec<_> = imported
        .edition
        .sections
        .iter()
        .map(|section| (section.kind.name(), section.part))
        .collect();
    assert_eq!(sections, [("judgment", 0), ("judgment", 0), ("box", 0), ("judgment", 1)]);
    assert!(receipt(&imported).uncertainties.iter().any(|doubt| doubt.decision.contains("box")));
}

#[test]
fn short_lines_that_stand_alone_are_sub_headings() {
    check(
        &format!(
            "HEADING\n\n{FULL}end.\n\nA Short Title\n\n{FULL}end.\n\nHe said it:\n\nNo heading\n"
        ),
        &format!(
            "# HEADING\n{0}end.\n## A Short Title\n{0}end.\nHe said it:\nNo heading",
            FULL.replace('\n', " ")
        ),
    );
}

// Lists and quotations.

#[test]
fn bullets_make_items_and_dashes_need_company() {
    check_text(
        "List:\n\n• One\nis long\n\n• Two\n◦ Inner\n• Three",
        "List:\n- One is long\n- Two\n  - Inner\n- Three",
    );
    check_text("List:\n- One\n- Two", "List:\n- One\n- Two");
    check_text("It was dry\n– very dry –\nthat year.", "It was dry – very dry – that year.");
    check_text("Order:\n1. One\n2. Two\n3. Three", "Order:\n1) One\n2) Two\n3) Three");
}

#[test]
fn quotations_are_told_by_indentation_or_width() {
    let joined = FULL.replace('\n', " ");
    let indented = format!(
        "{FULL}said:\n\n    Quoted words are indented here,\n    and so are these.\n\nAfter. {FULL}"
    );
    check_text(
        &indented,
        &format!(
            "{joined}said:\n> Quoted words are indented here, and so are these.\nAfter. {}",
            joined.trim_end()
        ),
    );
    let narrow = format!(
        "{FULL}said:\n\nQuoted words are set in lines that are much shorter,\nas these are, and the text comes back to its width.\nEnd.\n\nAfter. {FULL}"
    );
    let imported = read(&format!("HEADING\n\n{narrow}"));
    assert!(outline(&imported.edition).contains("\n> Quoted words are set"));
    let told: Vec<_> = receipt(&imported)
        .uncertainties
        .iter()
        .filter(|doubt| doubt.decision.starts_with("a quotation"))
        .collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].reason.contains("colon") && told[0].reason.contains('%'), "{told:?}");
}

// Markers.

#[test]
fn markers_are_told_from_numbers_by_their_sequence() {
    check_text(
        "The plan (AIDP).1 With 2025,2 the two3 sorts (~$14.7 billion\nUSD).4 It is “so.”5 The A2 of 5,518 in the 2020s,6 and $17.3B).7\nAt war. 8",
        "The plan (AIDP).{1} With 2025,{2} the two{3} sorts (~$14.7 billion USD).{4} It is “so.”{5} \
         The A2 of 5,518 in the 2020s,{6} and $17.3B).{7} At war.{8}",
    );
    check_text("A word [1]. Others [2, 3] and (see [4]).", "A word{1}. Others{2}{3} and (see{4}).");
    check_text(
        "Some m³ of water¹ and 10⁶ more.²,³ End.⁴",
        "Some m³ of water{1} and 10⁶ more.{2}{3} End.{4}",
    );
    check_text("One.1 In 20182 two. Three.3", "One.{1} In 2018{2} two. Three.{3}");
    check_text(
        "There is no note in 2018, at 20.5 or P9.",
        "There is no note in 2018, at 20.5 or P9.",
    );
}

#[test]
fn markers_twice_or_out_of_order_are_told() {
    let imported =
        read("HEADING\n\nOne.1 Two.2 Again.1 Three.3 Five.5 Four.4 Six.6 The COVID19 word9 end.\n");
    assert_eq!(
        outline(&imported.edition),
        "# HEADING\nOne.{1} Two.{2} Again.{1} Three.{3} Five.{5} Four.{4} Six.{6} The COVID19 word9 end.\n"
    );
    let doubts: Vec<_> = receipt(&imported)
        .uncertainties
        .iter()
        .map(|doubt| doubt.decision.as_str())
        .filter(|decision| decision.contains("marker") || decision.contains("number"))
        .collect();
    assert_eq!(doubts, ["marker 1", "marker 4", "the number 9 is text"]);
}

#[test]
fn a_missing_marker_is_a_fault_with_its_lines() {
    let imported = read("HEADING\n\nOne.1 Two.2\nthree four.\nFive.5 Six.6\n");
    assert_eq!(
        imported.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["source.txt:5: warning: markers 3 to 4 were not found between line 3 and here"]
    );
}

#[test]
fn notes_and_markers_that_do_not_meet_are_faults() {
    let imported = read(
        "HEADING\n\nOne.1 Two.2 Three.3\n\nNOTES\n\n1. First\nnote.\n2. Second note.\n\nMore of it.\n4. Fourth note.\n",
    );
    assert_eq!(
        outline(&imported.edition),
        "# HEADING\nOne.{1} Two.{2} Three.{3}\n^1 First note.\n^2 Second note.\n^2 More of it.\n^4 Fourth note.\n"
    );
    assert_eq!(
        imported.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "source.txt: warning: no marker calls note 4",
            "source.txt:3: warning: marker 3 calls a note that the notes part lacks",
            "source.txt:12: warning: note 4 follows note 2",
        ]
    );
}

#[test]
fn notes_are_numbered_in_any_way() {
    for (first, second) in [("1.", "2."), ("[1]", "[2]"), ("1)", "2)"), ("1", "2"), ("¹", "²")] {
        check(
            &format!(
                "HEADING\n\nA.1 B.2\n\nEndnotes\n\n{first} One,\n1999.\n{second} Two.\n\nANNEX\n\nLast.\n"
            ),
            "# HEADING\nA.{1} B.{2}\n# ANNEX\nLast.\n^1 One, 1999.\n^2 Two.",
        );
    }
}

// Pages.

#[test]
fn pages_are_told_by_form_feeds_blanks_or_numbers() {
    check_pages(
        "ONE\n\nWords here.\n\n- 4 -\n\u{c}More words.\n\n- 5 -\n\u{c}TWO\n\nEnd of it.\n\n- 6 -\n",
        None,
        &["4 ONE", "5 More words.", "6 TWO"],
    );
    let page = "Twenty lines of text fill this page.\n\n".repeat(20);
    check_pages(
        &format!(
            " ONE\n\n{page} And so on.\n\n{page} Next one.\n\n{page}\n \n\n22\n\nLast one.\n\n{page}"
        ),
        None,
        &["19 ONE", "20 And so", "21 Next one.", "22 Last one."],
    );
    check_pages(
        &format!(
            "ONE\n\nFirst page. {page}\n\n7\n\nSecond page. {page}\n\n8\n\nThird page. {page}\n\n9\n"
        ),
        None,
        &["7 ONE", "8 Second page.", "9 Third page."],
    );
}

#[test]
fn page_numbers_may_be_roman_and_change() {
    let front = "i\n\nONE\n\nText one.\n\u{c}ii\n\nText two.\n\u{c}Text three.\n\u{c}2\n\nText four.\n\u{c}3\n\nText five.\n";
    check_pages(
        front,
        None,
        &["i ONE", "ii Text two.", "1 Text three.", "2 Text four.", "3 Text five."],
    );
    check_pages("ONE\n\nText.\n\u{c}Text two.\n", Some("12"), &["12 ONE", "13 Text two."]);
    check_pages("ONE\n\nText.\n", Some("iv"), &["iv ONE"]);
    check_pages("ONE\n\nText.\n", None, &[]);
}

#[test]
fn the_first_page_that_somebody_names_wins() {
    check_pages("ONE\n\nText.\n\n8\n\u{c}Text two.\n\n9\n", Some("3"), &["3 ONE", "4 Text two."]);
}

#[test]
fn running_heads_and_contents_are_debris() {
    let mut source = "CONTENTS\n\nOne ........ 1\nTwo ........ 2\n\u{c}".to_owned();
    for (page, words) in ["one", "two", "three", "four"].into_iter().enumerate() {
        let text = format!("This is {words}.\n\n").repeat(8);
        let part = "I".repeat(4 - page);
        write!(source, "The Report\n\nPART {part}\n\n{text}{}\n\u{c}", page + 1).unwrap();
    }
    let imported = read(&source);
    let debris: Vec<_> =
        receipt(&imported).debris.iter().map(|debris| debris.text.as_str()).collect();
    assert_eq!(debris[..3], ["CONTENTS", "One ........ 1", "Two ........ 2"]);
    assert_eq!(debris[3..].concat(), "The Report1The Report2The Report3The Report4");
}

// Whole texts.

/// A text of `tests/fixtures/import`, its outline with shortened texts, counts and receipt.
fn read_fixture(name: &str, report: Report) -> Imported {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    let source = fs::read(folder.join("source.txt")).unwrap();
    let imported = import("source.txt", &source, &Options { report, first_page: None }).unwrap();
    let comparison = compare(&source, &imported.edition);
    assert_eq!(comparison.differences, []);
    // The words as they were written, before anybody laid them out in lines and pages.
    let words = String::from_utf8(fs::read(folder.join("words.txt")).unwrap()).unwrap();
    let edition = &imported.edition;
    let places = edition.places().filter(|place| match *place {
        Place::Title { section } => !edition.repeats_part_title(section),
        _ => true,
    });
    let texts = places
        .map(|place| edition.text(place))
        .chain(edition.note_texts.iter().flat_map(|note| &note.paragraphs));
    let found: Vec<_> = texts.flat_map(|text| text.plain().split(' ')).collect();
    let expected: Vec<_> = words.lines().collect();
    for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(found, expected, "word {at}");
    }
    assert_eq!(found.len(), expected.len());
    imported
}

fn describe(imported: &Imported) -> String {
    let mut text = String::new();
    for line in outline(&imported.edition).lines() {
        let words: Vec<_> = line.split(' ').collect();
        let shown = match words.len() {
            0..=16 => line.to_owned(),
            count => format!("{} … {}", words[..10].join(" "), words[count - 4..].join(" ")),
        };
        writeln!(text, "{shown}").unwrap();
    }
    let receipt = receipt(imported);
    writeln!(text, "\n{:?}", receipt.counts).unwrap();
    let lines: Vec<_> = receipt.markers.iter().map(|m| format!("{}:{}", m.note, m.line)).collect();
    writeln!(text, "markers by line {}", lines.join(" ")).unwrap();
    writeln!(text, "pages {}", pages(&imported.edition).join(", ")).unwrap();
    for entry in &receipt.repairs {
        writeln!(text, "{}: {} -> {} ({})", entry.line, entry.before, entry.after, entry.reason)
            .unwrap();
    }
    for entry in &receipt.debris {
        writeln!(text, "{}: dropped {} ({})", entry.line, entry.text, entry.reason).unwrap();
    }
    for entry in &receipt.uncertainties {
        writeln!(text, "{}: decided {} ({})", entry.line, entry.decision, entry.reason).unwrap();
    }
    for fault in &imported.faults {
        writeln!(text, "{fault}").unwrap();
    }
    text
}

fn author(name: &str) -> Author {
    Author { name: name.to_owned(), ..Author::default() }
}

#[test]
fn a_report_with_brackets_heads_notes_and_roman_pages() {
    let imported = read_fixture(
        "water",
        Report {
            subtitle: Some("Water, Measurement, and Trust in Three Provinces".to_owned()),
            authors: vec![author("Ines Marlow"), author("Tobias Renn")],
            publisher: Some("National Water Forum".to_owned()),
            published: Some(date(2019, 5, 1)),
            ..report("Sharing the Lower Tarn")
        },
    );
    insta::assert_snapshot!("import_water", describe(&imported));
}

#[test]
fn a_report_with_superscripts_divided_words_and_findings() {
    let imported = read_fixture(
        "grid",
        Report {
            subtitle: Some("How Aldermark and Vesland Met the Same Night".to_owned()),
            authors: vec![author("Petra Halloran")],
            ..report("Two Storms")
        },
    );
    insta::assert_snapshot!("import_grid", describe(&imported));
}

#[test]
fn the_sample_is_read_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("content/understanding-chinas-ai-strategy/source.txt");
    let source = fs::read(folder).unwrap();
    let options = Options { report: report("Report"), first_page: None };
    let imported = import("source.txt", &source, &options).unwrap();
    assert_eq!(imported.faults, []);
    let counts = &receipt(&imported).counts;
    assert_eq!(
        *counts,
        Counts {
            parts: 10,
            sections: 19,
            judgments: 16,
            boxes: 1,
            blocks: 87,
            headings: 4,
            paragraphs: 67,
            quotations: 8,
            items: 8,
            markers: 98,
            note_texts: 0,
            pages: 20,
            words: 8_380,
        }
    );
    let markers: Vec<_> = imported.edition.markers().iter().map(|m| m.note.get()).collect();
    assert_eq!(markers, (1..=98).collect::<Vec<_>>());
    let labels: Vec<_> = imported.edition.pages().iter().map(|p| p.page.to_string()).collect();
    assert_eq!(labels, (3..=22).map(|page| page.to_string()).collect::<Vec<_>>());
    let dropped: Vec<_> = receipt(&imported)
        .debris
        .iter()
        .map(|debris| (debris.line, debris.text.as_str()))
        .collect();
    assert_eq!(dropped, [(575, "54 55 56 57"), (766, "19"), (768, "19")]);
    assert_eq!(compare(&source, &imported.edition).differences, []);
}

// Bad input.

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    let options = Options { report: report("Report"), first_page: None };
    let utf16: Vec<u8> = "HEADING\nText.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &str); 12] = [
        (b"", "no words"),
        (b" \n\t\n\x0c\n", "no words"),
        (b"Text\nwith \0 in it", "byte 10 on line 2 is NUL"),
        (b"\x01\x02\x03\x04text", "control characters"),
        (b"Good line\nbad \xe9 byte", "byte 14, line 2"),
        (b"\xef\xbb\xbfbad \xff", "byte 7, line 1"),
        (b"cut short \xe2\x80", "byte 10, line 1"),
        (b"\xff\xfeH\0i\0", "UTF-16LE"),
        (b"\xfe\xff\0H\0i", "UTF-16BE"),
        (b"\xff\xfe\0\0H\0\0\0", "UTF-32"),
        (&utf16, "UTF-16LE"),
        (b"%PDF-1.7\nstream", "PDF"),
    ];
    for (bytes, expected) in cases {
        let error = import("source.txt", bytes, &options).unwrap_err();
        assert!(error.to_string().contains(expected), "{error} does not say {expected}");
    }
    let large = vec![b'a'; 8 * 1024 * 1024 + 1];
    assert_eq!(
        import("source.txt", &large, &options),
        Err(ImportError::TooLarge { bytes: large.len() })
    );
}

#[test]
fn a_text_without_structure_is_one_section_and_says_so() {
    let imported = read("just some words\nand more of them\n\nand a third line\n");
    assert_eq!(imported.edition.sections.len(), 1);
    assert_eq!(imported.edition.sections[0].title.plain(), "Report");
    assert!(receipt(&imported).uncertainties.iter().any(|doubt| doubt.decision == "one section"));
    assert_eq!(imported.faults.len(), 1);
}

#[test]
fn pathological_texts_are_read_in_time() {
    let sources = [
        "a".repeat(1_000_000),
        "word ".repeat(100_000),
        "1 ".repeat(50_000),
        "x.1 ".repeat(50_000),
        (1..20_000).map(|note| format!("Some words.{note}")).collect::<Vec<_>>().join(" "),
        "1\n\n".repeat(20_000),
        "A HEADING\n\n".repeat(5_000),
        "1. One.\n\nText.\n\n".repeat(5_000),
        "• x\n".repeat(20_000),
        "[".repeat(200_000),
        "x-\n".repeat(10_000),
        "\u{c}".repeat(100_000) + "x",
        "\u{301}".repeat(100_000),
    ];
    let options = Options { report: report("Report"), first_page: None };
    for source in sources {
        let imported = import("source.txt", source.as_bytes(), &options).unwrap();
        let comparison = compare(source.as_bytes(), &imported.edition);
        let lost = comparison.of(Change::Lost).count();
        assert_eq!(lost, 0, "{}", source.chars().take(20).collect::<String>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1908),
        ..ProptestConfig::with_cases(400)
    })]

    /// Whatever the pieces of a text, nothing of it is lost and nothing added.
    #[test]
    fn no_word_is_ever_lost(pieces in prop::collection::vec(piece(), 1..60)) {
        let source = pieces.concat();
        let options = Options { report: report("Report"), first_page: None };
        if let Ok(imported) = import("source.txt", source.as_bytes(), &options) {
            let comparison = compare(source.as_bytes(), &imported.edition);
            prop_assert_eq!(comparison.differences, vec![]);
        }
    }
}

/// Pieces of texts that make trouble.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "\n\n",
        " ",
        "\t",
        "\n\u{c}",
        "\r\n",
        " \n",
        "word ",
        "words, ",
        "Another sentence. ",
        "so-\n",
        "long-term ",
        "1. ",
        "2. ",
        "3. ",
        "1 ",
        "2 ",
        "3 ",
        ".1 ",
        "12",
        "bracket [1] ",
        "brackets [2, 3]. ",
        "raised¹ ",
        "twice.²,³ ",
        "• An item. ",
        "– ",
        "- ",
        "HEADING\n\n",
        "NOTES\n\n",
        "CONTENTS\n\n",
        "Notes\n\n",
        "said:\n\n",
        "“Quoted.”4 ",
        "iv\n",
        "7\n\n",
        "    ",
        "Finding 1: It is so. ",
        "Finding 2: It is not. ",
        "A2 ",
        "in 20183 ",
        "https://example.org/\n",
        "—",
        "–\n",
        "5,518 ",
        "Report\n",
        "智能化 ",
        "ﬁn ",
        "A full line of running text that is long enough to be a line of its own here\n",
        "and it goes on in the next line, which is as long as the one before was set.\n",
    ];
    prop::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}
