//! What is computed from the words and their ranges: certainty, dates, figures, evidence,
//! co-mentions, dispersion, shares of themes.

use sidenote::annotate::figures::{Bound, Figure, FigureKind};
use sidenote::annotate::{
    certainty, co_mentions, dates, dispersion, evidence, figures, theme_shares, timeline,
};
use sidenote::model::{
    EntityKind, Gloss, NoteNumber, NoteSource, Place, Register, SourceKind, Span,
};

use super::{annotated, bracketed, edition, entity, theme};

fn words_of_certainty(plain: &str) -> String {
    let found = certainty::find(plain);
    let found: Vec<_> =
        found.iter().map(|word| (word.span, word.grade.name().to_owned())).collect();
    bracketed(plain, &found)
}

#[test]
fn words_of_certainty_are_found_longest_first() {
    for expected in [
        "It is [very likely=likely], not [unlikely=doubtful], that he [believes=believed] so.",
        "[I have come to believe=believed] that it [clearly=certain] [suggests=inferred] this.",
        "It [appears to=inferred] be so; it [could=possible], [may=possible] and [will=certain] be.",
        "That is [not necessarily=doubtful] [possible=possible].",
        "It is [Reportedly=reported] so.",
        // Months, names, things, and what others say.
        "In May 2018 Will Smith read his will, their will and the willing Mayors.",
        "A community spent its potential on it.",
        "A [potential=possible] bubble.",
        "He said “it will likely be” and ‘[could=possible]’.",
        "“unclosed it will be",
        "The plan: [Will=certain] create it. [May=possible] it be.",
    ] {
        let plain: String = strip(expected);
        assert_eq!(words_of_certainty(&plain), expected);
    }
}

/// The plain text of a bracketed one.
fn strip(bracketed: &str) -> String {
    let mut plain = String::new();
    for piece in bracketed.split('[') {
        match piece.split_once(']') {
            Some((inside, after)) => {
                plain += inside.split('=').next().unwrap_or_default();
                plain += after;
            }
            None => plain += piece,
        }
    }
    plain
}

#[test]
fn a_section_lists_the_authors_own_words_of_certainty() {
    let report =
        annotated(edition("# 1 It will\nIt may.\n> It could.\n- Likely"), Register::default());
    let found = certainty::of_section(&report, 0);
    let grades: Vec<_> = found.iter().map(|(_, word)| word.grade.name()).collect();
    assert_eq!(grades, ["certain", "possible", "likely"]);
}

#[test]
fn dates_are_read_as_exactly_as_they_are_written() {
    for (plain, expected) in [
        ("on July 15, 2018, he", "July 15, 2018: 2018-07-15 to 2018-07-15, day"),
        ("on 5 Sept. 2018", "5 Sept. 2018: 2018-09-05 to 2018-09-05, day"),
        ("the 3rd of May, 2017", "3rd of May, 2017: 2017-05-03 to 2017-05-03, day"),
        ("2016-02-29", "2016-02-29: 2016-02-29 to 2016-02-29, day"),
        ("in February of 2016", "February of 2016: 2016-02-01 to 2016-02-29, month"),
        ("China’s April 2018 paper", "April 2018: 2018-04-01 to 2018-04-30, month"),
        ("its Q4 2018 results", "Q4 2018: 2018-10-01 to 2018-12-31, quarter"),
        ("the third quarter of 2018", "third quarter of 2018: 2018-07-01 to 2018-09-30, quarter"),
        ("second half of 2018", "second half of 2018: 2018-07-01 to 2018-12-31, part of year"),
        ("as of mid-2018", "mid-2018: 2018-05-01 to 2018-08-31, part of year"),
        ("the end of 2019", "end of 2019: 2019-12-01 to 2019-12-31, part of year"),
        ("in 2018, sales", "2018: 2018-01-01 to 2018-12-31, year"),
        ("a 2011 study", "2011: 2011-01-01 to 2011-12-31, year"),
        ("the 2018 elections", "2018: 2018-01-01 to 2018-12-31, year"),
        ("the 2007–2017 period", "2007–2017: 2007-01-01 to 2017-12-31, years"),
        ("in 1914-18", "1914-18: 1914-01-01 to 1918-12-31, years"),
        ("well into the 1980s", "1980s: 1980-01-01 to 1989-12-31, decade"),
        ("in the early 2020s,", "early 2020s: 2020-01-01 to 2023-12-31, decade"),
        // None: no year, no such day, other numbers.
        ("on July 15", ""),
        ("in May we will", ""),
        ("1200 terror organizations and 2000 soldiers", ""),
        ("2018.5 or $2018 or 2018% or 2,018 or #2018 or 2018 percent", ""),
        ("A2018, 20180, 1650 and 2101", ""),
    ] {
        let shown = dates::find(plain).into_iter().map(|d| {
            format!("{}: {} to {}, {}", d.span.of(plain), d.start, d.end, d.precision.name())
        });
        assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{plain}");
    }
    // A day that no calendar has leaves the month without its year.
    assert_eq!(dates::find("on February 30, 2018").len(), 1);
}

#[test]
fn a_timeline_is_in_order_and_leaves_names_out() {
    let register = Register {
        entities: vec![
            entity("plan", EntityKind::Document, &["Made in China 2025"]),
            entity("forum", EntityKind::Event, &["2019 Davos Forum"]),
        ],
        ..Register::default()
    };
    let lines = "# 1 T\nOf 2018. Made in China 2025. In May 2018 and 2018.[^1]\nAt the 2019 Davos Forum. In 1999.";
    let report = annotated(edition(lines), register);
    let shown = timeline::of_report(&report).into_iter().map(|entry| {
        let words = entry.date.span.of(report.edition.text(entry.place).plain());
        format!("{words} in {}", entry.sentence + 1)
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        ["1999 in 2", "2018 in 1", "2018 in 3", "May 2018 in 3", "2019 in 1"]
    );
}

fn shown_figure(plain: &str, figure: &Figure) -> String {
    let amount = figure.amount;
    let bound = match amount.bound {
        Bound::Exact => "",
        Bound::About => "~",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
    };
    let range = if (amount.high - amount.low).abs() < f64::EPSILON {
        format!("{}", amount.low)
    } else {
        format!("{}..{}", amount.low, amount.high)
    };
    let words = figure.span.of(plain);
    format!("{words} = {} {bound}{range} {}", figure.kind.name(), figure.unit).trim_end().to_owned()
}

#[test]
fn figures_have_a_kind_a_unit_and_a_value() {
    for (plain, expected) in [
        (
            "100 billion yuan (~$14.7 billion USD).",
            "100 billion yuan = money 100000000000 CNY; $14.7 billion USD = money ~14700000000 USD",
        ),
        (
            "138.7 billion RMB ($20.5 billion)",
            "138.7 billion RMB = money 138700000000 CNY; $20.5 billion = money 20500000000 USD",
        ),
        (
            "11.8 percent ($6.5B) of",
            "11.8 percent = share 11.8 percent; $6.5B = money 6500000000 USD",
        ),
        (
            "over $400 million, €5 or GBP 3 thousand",
            "$400 million = money ≥400000000 USD; €5 = money 5 EUR; GBP 3 thousand = money 3000 GBP",
        ),
        (
            "hundreds of millions of $USD and tens of billions of dollars",
            "hundreds of millions of $USD = money 100000000..1000000000 USD; tens of billions of dollars = money 10000000000..100000000000 USD",
        ),
        (
            "“30–40 percent” or 5.5% or 3 per cent or 2 percentage points",
            "30–40 percent = share 30..40 percent; 5.5% = share 5.5 percent; 3 per cent = share 3 percent; 2 percentage points = share 2 percentage points",
        ),
        (
            "Sixty-five percent, nearly 85 percent, less than 2 percent",
            "Sixty-five percent = share 65 percent; 85 percent = share ~85 percent; 2 percent = share ≤2 percent",
        ),
        ("nearly half of the value in the second half of it", "half = share ~50 percent"),
        (
            "7 nanometer (nm) process technology, 14nm chips, 28nm",
            "7 nanometer (nm) = node 7 nm; 14nm = node 14 nm; 28nm = measure 28 nm",
        ),
        (
            "the 38kg drone, 160 petaflops",
            "38kg = measure 38 kg; 160 petaflops = measure 160 petaflops",
        ),
        (
            "15–30 times faster, a five-year plan, three consecutive years",
            "15–30 times = measure 15..30 times; five-year = measure 5 years; three = measure 3 years",
        ),
        ("#1 in AI patents", "#1 = rank 1"),
        (
            "at least 204,575 individuals, with 5,518.",
            "204,575 = count ≥204575 individuals; 5,518 = count 5518",
        ),
        ("roughly 600 full-time research staff.", "600 = count ~600 full-time research staff"),
        (
            "54,000,000 Graphical Processing Unit (GPU) cores across",
            "54,000,000 = count 54000000 Graphical Processing Unit cores",
        ),
        (
            "500 more AI instructors and hundreds of SEPs",
            "500 = count 500 AI instructors; hundreds = count 100..1000 SEPs",
        ),
        (
            "millions of China’s people; two million cars",
            "millions = count 1000000..1000000000; two million = count 2000000 cars",
        ),
        ("four separate trips, one trip, two of them", "four = count 4 trips"),
        ("On July 15, 2018, and in 2019", "July 15, 2018 = date 2018; 2019 = date 2019"),
        // Names, ordinals, parts of words.
        ("Blowfish A2, P9, A12, 5G, COVID-19, v1.2, the 13th one", ""),
        ("Article 7 of it, see fig. 3, in section 4", ""),
        ("the Kirin 980 is", ""),
    ] {
        let found = figures::find(plain, &[]);
        let shown: Vec<_> = found.iter().map(|figure| shown_figure(plain, figure)).collect();
        assert_eq!(shown.join("; "), expected, "{plain}");
    }
}

#[test]
fn a_number_in_a_name_is_no_figure_unless_it_is_the_name() {
    let register = Register {
        entities: vec![
            entity("plan", EntityKind::Document, &["Made in China 2025"]),
            entity("node", EntityKind::Technology, &["7 nanometer"]),
            entity("phone", EntityKind::Product, &["Phone 12 cores"]),
        ],
        ..Register::default()
    };
    let lines = "# 1 T\nMade in China 2025, 7 nanometer (nm) process, a Phone 12 cores.\n# 2 T\nSee judgments 1 and 12 cores.";
    let report = annotated(edition(lines), register);
    let found = figures::of_report(&report);
    let shown: Vec<_> = found
        .iter()
        .map(|at| shown_figure(report.edition.text(at.place).plain(), &at.figure))
        .collect();
    assert_eq!(shown, ["7 nanometer (nm) = node 7 nm", "12 = count 12 cores"]);
    assert_eq!(found[0].figure.kind, FigureKind::Node);
}

fn gloss(number: u32, kind: SourceKind, name: Option<&str>) -> Gloss {
    Gloss {
        number: NoteNumber::new(number).expect("a note"),
        text: "Claimed.".to_owned(),
        source: NoteSource { kind, name: name.map(str::to_owned) },
    }
}

#[test]
fn evidence_tells_marked_sentences_by_their_source() {
    let lines = "# 1 A statement.[^1]\nOne.[^2] Two. Three[^3] and four.[^4]\n## Head[^9]\n> Five.";
    let register = Register {
        glosses: vec![
            gloss(1, SourceKind::Study, Some("s")),
            gloss(3, SourceKind::Document, Some("d")),
            gloss(4, SourceKind::Document, Some("d")),
        ],
        ..Register::default()
    };
    let report = annotated(edition(lines), register);
    let evidence = evidence::of_section(&report, 0);
    let notes = |kind| evidence.of_kind(kind).map(|marked| marked.note.get()).collect::<Vec<_>>();
    assert_eq!(notes(SourceKind::Study), [1]);
    assert_eq!(notes(SourceKind::Document), [3, 4]);
    assert_eq!(notes(SourceKind::None), [2]);
    assert_eq!(evidence.count_marked(), 3);
    assert_eq!(
        evidence.unmarked,
        [(Place::Block { section: 0, block: 0 }, 1), (Place::Block { section: 0, block: 2 }, 0)]
    );
}

#[test]
fn a_document_knows_what_leans_on_it() {
    let lines = "# 1 T\nThe Plan says so.[^1] The Plan. No.[^2]\n# 2 T\nNone.\n# 3 T\nIt finds:\n> A thing.[^3]";
    let register = Register {
        entities: vec![
            entity("firm", EntityKind::Organization, &["The"]),
            entity("plan", EntityKind::Document, &["Plan"]),
        ],
        glosses: vec![gloss(3, SourceKind::Document, Some("the Plan"))],
        ..Register::default()
    };
    let report = annotated(edition(lines), register);
    let found = evidence::of_documents(&report);
    assert_eq!(found.len(), 1);
    let (entity, leaning) = &found[0];
    assert_eq!(*entity, 1);
    let shown: Vec<_> = leaning.iter().map(|r| (r.section, r.mentions, r.markers)).collect();
    assert_eq!(shown, [(0, 2, 1), (2, 0, 1)]);
    assert_eq!(evidence::of_document(&report, 1), *leaning);
    assert!(evidence::of_document(&report, 0).is_empty(), "an organization is no document");
}

#[test]
fn entities_that_share_sentences_are_counted_by_sentence() {
    let register = Register {
        entities: ["A", "B", "C", "D"]
            .iter()
            .map(|name| entity(&name.to_lowercase(), EntityKind::Place, &[name]))
            .collect(),
        ..Register::default()
    };
    let report =
        annotated(edition("# 1 T\nMany C of A met A and B. Then B met A. And D left."), register);
    let shared = co_mentions::of_entity(&report, 0);
    let shown: Vec<_> = shared.iter().map(|other| (other.entity, other.sentences.len())).collect();
    assert_eq!(shown, [(1, 2), (2, 1)]);
    assert!(co_mentions::of_entity(&report, 3).is_empty());
}

#[test]
fn mentions_are_spread_over_the_words_of_the_report() {
    let register =
        Register { entities: vec![entity("x", EntityKind::Place, &["X"])], ..Register::default() };
    // One word of the part's title, two sections of a title and four words each: eleven words.
    let report = annotated(edition("# 1 T\nX a b c\n# 2 T\na b X c"), register);
    let ruler = dispersion::Ruler::new(&report.edition);
    let ticks = dispersion::of_entity(&report, &ruler, 0);
    let shown: Vec<_> = ticks.iter().map(|tick| (tick.position * 11.0).round()).collect();
    assert_eq!(shown, [2.0, 9.0]);
    let sections = ruler.sections(&report.edition);
    assert_eq!(sections.iter().map(|at| (at * 11.0).round()).collect::<Vec<_>>(), [1.0, 6.0]);
}

#[test]
fn a_themes_share_is_that_of_the_words_of_its_blocks() {
    let register = Register {
        themes: vec![
            theme("one", &["1/1", "1/2"]),
            theme("two", &["1/title"]),
            theme("no", &["2"]),
        ],
        ..Register::default()
    };
    let report = annotated(edition("# 1 T\na b c\nd\ne f g\n# 2 T\nx"), register);
    let shares = theme_shares::of_section(&report, 0);
    let shown: Vec<_> = shares.iter().map(|s| (s.theme, s.words, s.share)).collect();
    assert_eq!(shown, [(0, 4, 0.5), (1, 1, 0.125)]);
    assert_eq!(shares[0].first, Place::Block { section: 0, block: 0 });
    assert_eq!(shares[1].first, Place::Title { section: 0 });
}

#[test]
fn hostile_text_gives_spans_of_that_text() {
    let units =
        ["1,", "1.", "1–", "$", "tens of ", "2018–", "May ", "half of ", "#1", "7 nm (", "“", "é"];
    for unit in units {
        let plain = unit.repeat(8_000);
        for figure in figures::find(&plain, &[]) {
            assert!(plain.get(figure.span.start..figure.span.end).is_some());
        }
        let cuts = certainty::find(&plain).into_iter().map(|word| word.span);
        assert!(
            cuts.chain(dates::find(&plain).into_iter().map(|d| d.span))
                .all(|span: Span| { plain.get(span.start..span.end).is_some() })
        );
    }
}
