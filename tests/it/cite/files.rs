//! Files for reference managers: what stands in them, and that nothing breaks out of its field.

use serde_json::{Value, json};
use sidenote::cite::{File, Work};
use sidenote::model::Report;

use super::{authors, locator, report, whole, work};

const HOSTILE: &str = "50% of {A} & B_C #1 $x$ \\input{~/.ssh} ^ @book{x,\r\nER  - \nTY  - BOOK";

fn hostile() -> Report {
    let mut report = report();
    HOSTILE.clone_into(&mut report.title);
    report.subtitle = None;
    report.authors = authors(&["Eve } Adams", "R&D Institute"]);
    report.publisher = Some(HOSTILE.to_owned());
    report.source_url = Some("https://a.example/{x}?q=50%25&b=\\_".to_owned());
    report
}

#[test]
fn bibtex() {
    let report = report();
    let sentence = "Understanding China’s AI strategy: clues to Chinese strategic thinking";
    let work = Work::titled(report, Some(sentence.to_owned()));
    let cited = work.cite(
        Some(locator("9", "9")),
        Some("https://reports.example/ai-strategy/4/3".to_owned()),
        Some(jiff::civil::date(2026, 11, 24)),
    );
    assert_eq!(
        cited.file(File::Bibtex),
        "% \\cite[9, judgment 4, para. 3]{allen2019understanding}
@techreport{allen2019understanding,
  author = {Allen, Gregory C.},
  title = {Understanding {China’s} {AI} Strategy: Clues to {Chinese} Strategic Thinking},
  institution = {{Center for a New American Security}},
  year = {2019},
  month = feb,
  url = {https://www.cnas.org/strategy},
  note = {Accessed: 2026-11-24},
  annote = {Judgment 4, paragraph 3, page 9. https://reports.example/ai-strategy/4/3},
}
"
    );
    let new = cited.file(File::Biblatex);
    assert!(new.contains("@report{allen2019understanding,\n"), "{new}");
    assert!(new.contains("  date = {2019-02-06},\n  type = {report},\n  langid = {english},\n"));
    assert!(new.contains("  urldate = {2026-11-24},\n"));
}

/// One entry whose braces match; fields end where they end.
#[test]
fn bibtex_fields_hold_what_they_are_given() {
    let report = hostile();
    for file in [File::Bibtex, File::Biblatex] {
        let text = whole(&work(&report)).file(file);
        let mut depth = 0;
        let mut ends = 0;
        for c in text.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            assert!(depth >= 0, "{text}");
            ends += usize::from(c == '}' && depth == 0);
        }
        assert_eq!((depth, ends), (0, 1), "{text}");
        assert!(!text.contains("\\input"), "{text}");
        assert!(text.contains("50\\% of \\textbraceleft{}"), "{text}");
        assert!(text.contains("url = {https://a.example/%7Bx%7D?q=50%25&b=%5C_}"), "{text}");
        assert!(text.contains("{R\\&D Institute}"), "{text}");
    }
}

#[test]
fn ris() {
    let report = report();
    let work = work(&report);
    let cited = work.cite(Some(locator("9", "10")), None, None);
    assert_eq!(
        cited.file(File::Ris),
        "TY  - RPRT\r
AU  - Allen, Gregory C.\r
TI  - Understanding China’s AI Strategy: Clues to Chinese Strategic Thinking\r
PY  - 2019\r
DA  - 2019/02/06\r
PB  - Center for a New American Security\r
UR  - https://www.cnas.org/strategy\r
LA  - en\r
N1  - Judgment 4, paragraph 3, pages 9–10\r
ER  - \r
"
    );
    let hostile = hostile();
    let text = whole(&self::work(&hostile)).file(File::Ris);
    let tags: Vec<_> = text.split("\r\n").map(|line| line.get(..2).unwrap_or_default()).collect();
    assert_eq!(tags, ["TY", "AU", "AU", "TI", "PY", "DA", "PB", "UR", "LA", "ER", ""]);
}

#[test]
fn csl_json() {
    let mut report = report();
    report.authors = authors(&["Martin Luther King, Jr.", "Rivers Institute"]);
    let work = work(&report);
    let cited = work.cite(None, None, Some(jiff::civil::date(2026, 11, 24)));
    let read: Value = serde_json::from_str(&cited.file(File::CslJson)).expect("JSON");
    assert_eq!(
        read,
        json!([{
            "id": "king2019understanding",
            "type": "report",
            "title": "Understanding China’s AI Strategy: Clues to Chinese Strategic Thinking",
            "author": [
                { "family": "King", "given": "Martin Luther", "suffix": "Jr." },
                { "literal": "Rivers Institute" },
            ],
            "publisher": "Center for a New American Security",
            "issued": { "date-parts": [[2019, 2, 6]] },
            "accessed": { "date-parts": [[2026, 11, 24]] },
            "URL": "https://www.cnas.org/strategy",
            "language": "en",
        }])
    );
}

#[test]
fn a_key_is_always_there() {
    let mut report = report();
    report.title = "智能化".to_owned();
    report.authors = authors(&["习近平"]);
    report.published = None;
    assert_eq!(work(&report).key(), "ai-strategy");
}
