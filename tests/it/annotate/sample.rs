//! What is computed over the sample report, checked against what a reader finds in it.

use std::collections::BTreeMap;

use sidenote::annotate::figures::FigureKind;
use sidenote::annotate::{
    AnnotatedReport, certainty, dispersion, evidence, figures, review, theme_shares, timeline,
};
use sidenote::model::{Place, SectionKind};

use super::annotated;

/// The sample report as the program carries it.
pub(crate) fn sample() -> AnnotatedReport {
    let slug = "understanding-chinas-ai-strategy".parse().expect("a slug");
    let folders = sidenote::library::embedded();
    let (content, faults) = sidenote::content::read_report(&slug, &folders[&slug]);
    assert!(faults.iter().all(|fault| !fault.is_error()), "{faults:?}");
    let content = content.expect("the sample can be read");
    annotated(content.edition, content.register)
}

/// Every sentence of the report with the block or title it stands in.
fn sentences(report: &AnnotatedReport) -> Vec<(Place, &str)> {
    let mut all = Vec::new();
    for place in report.edition.places() {
        let Some(annotations) = report.annotations.of(place) else { continue };
        let plain = report.edition.text(place).plain();
        all.extend(annotations.sentences.iter().map(|span| (place, span.of(plain))));
    }
    all
}

#[test]
fn sentences_are_those_that_a_reader_counts() {
    let report = sample();
    let sentences = sentences(&report);
    // Read one by one, in 19 titles and 87 blocks.
    assert_eq!(sentences.len(), 339);
    let ends = |words: &str| sentences.iter().any(|(_, sentence)| sentence.ends_with(words));
    for end in [
        "threat of the new [AI] technology to mankind.”",
        "a race of ‘two giants’ with the U.S.”",
        "competitive at the global state of the art.",
        "brain of the human body.”",
        "exemplify mainstream Chinese views regarding AI:",
        "controlled by Americans,” Ma said.",
    ] {
        assert!(ends(end), "no sentence ends with {end}");
    }
    for (_, sentence) in &sentences {
        let begins = sentence.trim_start_matches(['“', '[', '#', '‘']);
        assert!(begins.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()), "{sentence}");
    }
}

#[test]
fn nothing_in_the_register_needs_a_look() {
    let report = sample();
    let findings = review(&report.edition, &report.register, &report.annotations);
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn point_nine_is_the_one_reference_to_another_section() {
    let report = sample();
    let mut found = Vec::new();
    for place in report.edition.places() {
        let Some(annotations) = report.annotations.of(place) else { continue };
        for reference in &annotations.cross_references {
            let words = reference.span.of(report.edition.text(place).plain());
            found.push((words, report.edition.sections[reference.section].id.as_str()));
        }
    }
    assert_eq!(found, [("point nine", "9")]);
}

#[test]
fn figures_and_dates_are_those_of_the_text() {
    let report = sample();
    let mut kinds: BTreeMap<FigureKind, Vec<&str>> = BTreeMap::new();
    for found in figures::of_report(&report) {
        let words = found.figure.span.of(report.edition.text(found.place).plain());
        kinds.entry(found.figure.kind).or_default().push(words);
    }
    assert_eq!(
        kinds[&FigureKind::Money],
        [
            "tens of billions of dollars",
            "100 billion yuan",
            "$14.7 billion USD",
            "$400 million",
            "hundreds of millions of $USD",
            "hundreds of millions of $USD",
            "138.7 billion RMB",
            "$20.5 billion",
            "300 billion RMB",
            "$44.5 billion",
            "$6.5B",
            "$17.3B",
        ]
    );
    assert_eq!(
        kinds[&FigureKind::Node],
        ["7 nanometer (nm)", "7nm", "14nm", "7nm", "28 nanometer", "28nm", "7nm"]
    );
    assert_eq!(kinds[&FigureKind::Rank], ["#1", "#1", "#1", "#2", "#2"]);
    assert_eq!(kinds[&FigureKind::Share].len(), 25);
    assert!(kinds[&FigureKind::Count].contains(&"204,575"));
    assert!(kinds[&FigureKind::Measure].contains(&"38kg"));

    let timeline = timeline::of_report(&report);
    let words =
        |at: usize| timeline[at].date.span.of(report.edition.text(timeline[at].place).plain());
    assert_eq!((words(0), words(1), words(timeline.len() - 1)), ("1980s", "2007–2017", "2030"));
}

#[test]
fn every_marker_is_evidence_once_and_every_judgment_touches_themes() {
    let report = sample();
    let mut markers = 0;
    for (at, section) in report.edition.sections.iter().enumerate() {
        let evidence = evidence::of_section(&report, at);
        markers += evidence.marked.len();
        assert!(evidence.count_marked() <= evidence.marked.len());
        let shares = theme_shares::of_section(&report, at);
        assert!(shares.iter().all(|share| share.share > 0.0 && share.share <= 1.0));
        assert!(shares.len() >= 2 || section.kind != SectionKind::Judgment, "{}", section.id);
    }
    assert_eq!(markers, 98);
}

#[test]
fn documents_know_the_judgments_that_lean_on_them() {
    let report = sample();
    let plan = report.register.find_entity(&"made-in-china-2025".parse().expect("an id"));
    let leaning = evidence::of_document(&report, plan.expect("the register has the plan"));
    let sections: Vec<_> =
        leaning.iter().map(|r| report.edition.sections[r.section].id.as_str()).collect();
    assert_eq!(sections, ["1", "2", "10", "13"]);
}

#[test]
fn ticks_stand_in_order_along_the_report() {
    let report = sample();
    let ruler = dispersion::Ruler::new(&report.edition);
    for entity in 0..report.register.entities.len() {
        let ticks = dispersion::of_entity(&report, &ruler, entity);
        assert_eq!(ticks.len(), report.annotations.mentions_of[entity].len());
        assert!(ticks.is_sorted_by(|a, b| a.position <= b.position));
        assert!(ticks.iter().all(|tick| (0.0..1.0).contains(&tick.position)));
    }
}

#[test]
fn the_authors_doubt_is_heard_but_not_that_of_those_he_quotes() {
    let report = sample();
    let words: Vec<&str> = (0..report.edition.sections.len())
        .flat_map(|at| certainty::of_section(&report, at))
        .map(|(place, word)| word.span.of(report.edition.text(place).plain()))
        .collect();
    for word in ["I have come to believe", "likely", "unclear", "appears to", "reportedly"] {
        assert!(words.contains(&word), "{word} is not found");
    }
    // `AI may completely change the current command structure` is Zeng Yi's.
    assert_eq!(words.iter().filter(|word| **word == "may").count(), 2);
}
