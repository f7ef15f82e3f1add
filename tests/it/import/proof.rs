//! The proof of an edition against its source: what is lost, corrected, added, moved.

use sidenote::import::{Change, Comparison, compare};
use sidenote::model::{Edition, NoteNumber, RangeKind, Section, Span, Text, TextRange};

use super::read;

const SOURCE: &str = "HEADING\n\n\
     1. A first statement.\n\n\
     The quick brown fox jumps over the lazy dog.1 It is a long term plan of\n\
     the region and nobody knows why.2\n\n\
     2. A second statement.\n\n\
     Reasons:\n\n\
     • One is here.\n\
     • Two is there.\n\n\
     The end comes.3\n";

/// Changes the sections of the edition that import makes, and compares.
fn edited(change: impl FnOnce(&mut Vec<Section>)) -> Comparison {
    let edition = read(SOURCE).edition;
    let mut sections = edition.sections.clone();
    change(&mut sections);
    let edition = Edition::new(
        edition.report,
        edition.parts,
        sections,
        edition.note_texts,
        edition.images,
        edition.receipt,
    );
    compare(SOURCE.as_bytes(), &edition)
}

/// Puts `after` for `before` in the first block that has it; markers stay with what follows.
fn replace(sections: &mut [Section], before: &str, after: &str) {
    let mut blocks = sections.iter_mut().flat_map(|section| &mut section.blocks);
    let block = blocks.find(|block| block.text.plain().contains(before)).unwrap();
    let at = block.text.plain().find(before).unwrap();
    let plain = block.text.plain().replacen(before, after, 1);
    let moved = |offset: usize| {
        if offset >= at + before.len() { offset + after.len() - before.len() } else { offset }
    };
    let ranges = block.text.ranges().iter().map(|range| TextRange {
        span: Span::at(moved(range.span.start)),
        kind: range.kind.clone(),
    });
    block.text = Text::new(plain, ranges.collect());
}

/// Checks the faults that `edited` tells, one a line, without their help.
#[track_caller]
fn check(change: impl FnOnce(&mut Vec<Section>), expected: &[&str]) {
    let faults = edited(change).diagnostics();
    let found: Vec<_> = faults
        .iter()
        .map(|fault| {
            let place = format!("{}:{}", fault.line, fault.column);
            format!("{place} {:?} {}", fault.severity, fault.message)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn an_edition_as_imported_has_no_differences() {
    let comparison = edited(|_| {});
    assert_eq!(comparison.differences, []);
    assert!(comparison.same_source);
    assert_eq!(comparison.source_words, comparison.edition_words);
}

#[test]
fn a_word_that_is_gone_is_an_error_at_its_line() {
    check(
        |sections| replace(sections, "brown ", ""),
        &["5:11 Error words of the source are lost: \"brown\""],
    );
    check(
        |sections| replace(sections, "of the region ", ""),
        &["5:70 Error words of the source are lost: \"of the region\""],
    );
    check(
        |sections| {
            sections[1].blocks.truncate(1);
        },
        &[
            "12:3 Error words of the source are lost: \"One is here. Two is there. The end comes.\"",
            "15:15 Error marker 3 is lost",
        ],
    );
}

#[test]
fn a_correction_is_told_from_a_loss() {
    check(
        |sections| replace(sections, "quick", "quik"),
        &["5:5 Note corrected: \"quick\" is now \"quik\""],
    );
    check(
        |sections| replace(sections, "long term", "long-term"),
        &["5:55 Note corrected: \"long term\" is now \"long-term\""],
    );
    check(
        |sections| replace(sections, "quick brown fox", "quik fox"),
        &[
            "5:5 Note corrected: \"quick\" is now \"quik\"",
            "5:11 Error words of the source are lost: \"brown\"",
        ],
    );
}

#[test]
fn words_that_are_added_or_moved_are_told() {
    check(
        |sections| replace(sections, "lazy", "very lazy"),
        &["5:0 Warning the edition adds words here: \"very\""],
    );
    check(
        |sections| {
            let block = sections[0].blocks.remove(0);
            sections[1].blocks.push(block);
        },
        &["8:1 Warning words stand elsewhere in the edition: \"2. A second statement. Reasons: \
           One is here. Two is there. The …\""],
    );
}

#[test]
fn markers_are_compared_as_well() {
    let set = |sections: &mut Vec<Section>, markers: &[(u32, usize)]| {
        let block = &mut sections[0].blocks[0];
        let ranges = markers.iter().map(|(note, at)| TextRange {
            span: Span::at(*at),
            kind: RangeKind::Marker(NoteNumber::new(*note).unwrap()),
        });
        block.text = Text::new(block.text.plain().to_owned(), ranges.collect());
    };
    check(|sections| set(sections, &[(1, 44)]), &["6:33 Error marker 2 is lost"]);
    check(
        |sections| set(sections, &[(1, 39), (2, 103)]),
        &["5:45 Warning marker 1 stands at another word"],
    );
    check(
        |sections| set(sections, &[(1, 44), (2, 103), (9, 9)]),
        &["5:0 Warning the edition adds marker 9 here"],
    );
}

#[test]
fn lists_made_and_unmade_lose_nothing() {
    check(
        |sections| {
            for block in &mut sections[1].blocks {
                block.kind = sidenote::model::BlockKind::Paragraph;
            }
        },
        &[],
    );
}

#[test]
fn another_source_and_a_missing_receipt_are_told() {
    let edition = read(SOURCE).edition;
    let other = SOURCE.replace("brown", "red");
    let comparison = compare(other.as_bytes(), &edition);
    assert!(!comparison.same_source);
    assert!(comparison.diagnostics()[0].message.contains("SHA-256"));
    assert_eq!(comparison.of(Change::Lost).count(), 1);
    let mut bare = edition;
    bare.receipt = None;
    assert!(!compare(SOURCE.as_bytes(), &bare).same_source);
}
