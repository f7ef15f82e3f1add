//! Each style's strings.
//!
//! Rules: Chicago Manual of Style 18, 14.2 (book-like works), 14.104 to 14.110 (online); APA Manual
//! 7, chapter 10.4 (reports) and 8.10 to 8.13; MLA Handbook 9, 5.1 to 5.99 and 6.16 to 6.20; Cite
//! Them Right 12, "Reports".

use sidenote::cite::{Cited, Locator, Step, Style, Work};
use sidenote::model::{RangeKind, Report, Text};

use super::{authors, locator, report, whole, work};

/// A text with its emphasis between asterisks.
fn marked(text: &Text) -> String {
    let mut out = text.plain().to_owned();
    for range in text.ranges().iter().rev().filter(|r| r.kind == RangeKind::Emphasis) {
        out.insert(range.span.end, '*');
        out.insert(range.span.start, '*');
    }
    out
}

/// The five styles, and what the last three put in the running text.
#[track_caller]
fn check(cited: &Cited<'_>, expected: [&str; 5], in_text: [&str; 3]) {
    for (style, expected) in Style::ALL.into_iter().zip(expected) {
        assert_eq!(marked(&cited.in_style(style).entry), expected, "{}", style.name());
    }
    for (style, expected) in [Style::Apa, Style::Mla, Style::Harvard].into_iter().zip(in_text) {
        let drawn = cited.in_style(style).in_text.expect("it has one");
        assert_eq!(marked(&drawn), expected, "{}", style.name());
    }
}

#[test]
fn a_point_of_a_report() {
    let report = report();
    let sentence = "Understanding China’s AI strategy: clues to Chinese strategic thinking";
    let work = Work::titled(report, Some(sentence.to_owned()));
    let accessed = Some(jiff::civil::date(2026, 11, 24));
    let cited = work.cite(Some(locator("9", "10")), None, accessed);
    check(
        &cited,
        [
            "Gregory C. Allen, *Understanding China’s AI Strategy: Clues to Chinese Strategic \
             Thinking* (Center for a New American Security, 2019), 9–10, judgment 4, para. 3, \
             https://www.cnas.org/strategy.",
            "Allen, Gregory C. *Understanding China’s AI Strategy: Clues to Chinese Strategic \
             Thinking*. Center for a New American Security, 2019. https://www.cnas.org/strategy.",
            "Allen, G. C. (2019). *Understanding China’s AI strategy: Clues to Chinese strategic \
             thinking*. Center for a New American Security. https://www.cnas.org/strategy",
            "Allen, Gregory C. *Understanding China’s AI Strategy: Clues to Chinese Strategic \
             Thinking*. Center for a New American Security, 6 Feb. 2019, \
             https://www.cnas.org/strategy.",
            "Allen, G.C. (2019) *Understanding China’s AI strategy: clues to Chinese strategic \
             thinking*. Center for a New American Security. Available at: \
             https://www.cnas.org/strategy (Accessed: 24 November 2026).",
        ],
        [
            "(Allen, 2019, pp. 9–10, Judgment 4, para. 3)",
            "(Allen 9–10; judgment 4, par. 3)",
            "(Allen, 2019, pp. 9–10, judgment 4, para. 3)",
        ],
    );
}

#[test]
fn a_whole_report_without_author_and_date() {
    let report = Report {
        authors: Vec::new(),
        published: None,
        subtitle: None,
        source_url: None,
        ..report()
    };
    check(
        &whole(&work(&report)),
        [
            "*Understanding China’s AI Strategy* (Center for a New American Security, n.d.).",
            "*Understanding China’s AI Strategy*. Center for a New American Security, n.d.",
            "*Understanding China’s AI Strategy*. (n.d.). Center for a New American Security.",
            "*Understanding China’s AI Strategy*. Center for a New American Security.",
            "*Understanding China’s AI Strategy* (no date). Center for a New American Security.",
        ],
        [
            "(*Understanding China’s AI Strategy*, n.d.)",
            "(*Understanding China’s AI Strategy*)",
            "(*Understanding China’s AI Strategy*, no date)",
        ],
    );
}

#[test]
fn several_authors() {
    let mut report = Report { source_url: None, subtitle: None, ..report() };
    report.authors = authors(&["Ann Writer", "Bo van der Berg", "Cy King Jr."]);
    check(
        &whole(&work(&report)),
        [
            "Ann Writer et al., *Understanding China’s AI Strategy* (Center for a New American \
             Security, 2019).",
            "Writer, Ann, Bo van der Berg, and Cy King Jr. *Understanding China’s AI Strategy*. \
             Center for a New American Security, 2019.",
            "Writer, A., van der Berg, B., & King, C., Jr. (2019). *Understanding China’s AI \
             Strategy*. Center for a New American Security.",
            "Writer, Ann, et al. *Understanding China’s AI Strategy*. Center for a New American \
             Security, 6 Feb. 2019.",
            "Writer, A., van der Berg, B. and King, C., Jr. (2019) *Understanding China’s AI \
             Strategy*. Center for a New American Security.",
        ],
        ["(Writer et al., 2019)", "(Writer et al.)", "(Writer, van der Berg and King, 2019)"],
    );
}

#[test]
fn an_institution_that_publishes_itself() {
    let mut report = Report { subtitle: None, source_url: None, ..report() };
    report.authors = authors(&["Center for a New American Security"]);
    let point = Locator { pages: None, steps: vec![Step::Section("Conclusion".to_owned())] };
    check(
        &work(&report).cite(Some(point), None, None),
        [
            "Center for a New American Security, *Understanding China’s AI Strategy* (Center for \
             a New American Security, 2019), “Conclusion.”",
            "Center for a New American Security. *Understanding China’s AI Strategy*. Center for \
             a New American Security, 2019.",
            "Center for a New American Security. (2019). *Understanding China’s AI Strategy*.",
            "*Understanding China’s AI Strategy*. Center for a New American Security, 6 Feb. 2019.",
            "Center for a New American Security (2019) *Understanding China’s AI Strategy*. \
             Center for a New American Security.",
        ],
        [
            "(Center for a New American Security, 2019, Conclusion section)",
            "(*Understanding China’s AI Strategy*, “Conclusion”)",
            "(Center for a New American Security, 2019, ‘Conclusion’)",
        ],
    );
}

#[test]
fn a_report_in_another_language() {
    let mut report = Report { source_url: None, ..report() };
    report.title = "Die Lage der Welt".to_owned();
    report.subtitle = Some("ein \"Bericht\"".to_owned());
    report.authors = authors(&["Ursula von der Leyen", "习近平"]);
    report.publisher = Some("Verlag am Fluss".to_owned());
    report.language = "de".to_owned();
    let note = whole(&work(&report)).in_style(Style::ChicagoNote);
    assert_eq!(
        marked(&note.entry),
        "Ursula von der Leyen and 习近平, *Die Lage der Welt: ein “Bericht”* (Verlag am Fluss, 2019)."
    );
}
