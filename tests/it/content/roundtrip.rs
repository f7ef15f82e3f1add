//! What is written reads back as the same edition and register.

use proptest::prelude::*;
use sidenote::content::{read_report, write_report};
use sidenote::model::{
    Block, BlockId, BlockKind, Edition, Image, NoteNumber, NoteText, PageLabel, Part, RangeKind,
    Register, Report, Section, SectionId, SectionKind, Slug, Span, Text, TextRange,
};

/// A PNG as far as its first bytes tell.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nrest";

fn report() -> Report {
    Report {
        slug: "a-report".parse::<Slug>().unwrap(),
        title: "A \"report\"".to_owned(),
        subtitle: None,
        authors: Vec::new(),
        publisher: None,
        published: Some(jiff::civil::date(2019, 2, 6)),
        language: "en".to_owned(),
        source_url: Some("https://example.org/a".to_owned()),
        rights: None,
        edition: "1".to_owned(),
    }
}

fn edition(title: Text, blocks: Vec<(BlockKind, Text)>, notes: Vec<NoteText>) -> Edition {
    let (mut number, mut heading) = (0, 0);
    let blocks = blocks.into_iter().map(|(kind, text)| {
        let id = if kind == BlockKind::Heading {
            heading += 1;
            BlockId::Heading(format!("heading-{heading}"))
        } else {
            number += 1;
            BlockId::Number(number)
        };
        Block { id, kind, text, page: None }
    });
    let section = Section {
        id: SectionId::of_judgment(1),
        kind: SectionKind::Judgment,
        number: Some(1),
        title: title.clone(),
        blocks: blocks.collect(),
        part: 0,
        page: None,
    };
    let part = Part { title, sections: 0..1, page: None };
    let image =
        Image { name: "a b.png".to_owned(), media_type: "image/png", bytes: PICTURE.into() };
    Edition::new(report(), vec![part], vec![section], notes, vec![image], None)
}

/// Writes and reads; the edition must be the same, and nothing an error.
#[track_caller]
fn check(edition: &Edition) {
    let register = Register::default();
    let folder = write_report(edition, &register, b"source");
    let (content, faults) = read_report(&edition.report.slug, &folder);
    let shown = || String::from_utf8_lossy(&folder["sections/01-judgment-1.md"]).into_owned();
    let errors: Vec<_> = faults.iter().filter(|fault| fault.is_error()).collect();
    assert!(errors.is_empty(), "{}\n{errors:#?}", shown());
    let content = content.expect("a report that was written can be read");
    let read = &content.edition;
    assert_eq!(read.sections, edition.sections, "{}", shown());
    assert_eq!(read, edition, "{}", shown());
    assert_eq!(content.register, register);
}

fn paragraph(text: &str) -> Vec<(BlockKind, Text)> {
    vec![(BlockKind::Paragraph, Text::from(text))]
}

#[test]
fn words_that_look_like_markdown_stay_words() {
    for words in [
        "# 1",
        "#1 in AI",
        "##",
        "- a",
        "-5 percent",
        "--- ",
        "+ b",
        "* c",
        "1. d",
        "2018. It",
        "1) e",
        "> f",
        "a > b",
        "<b>bold</b>",
        "<!-- page 7 -->",
        "a<b",
        "<https://example.org>",
        "<a@b.c>",
        "[^5]",
        "[^5]: note",
        "![a](b)",
        "[a](b)",
        "[a]: b",
        "[a][b]",
        "[to] go",
        "a | b",
        "|a|\n|-|",
        "a\n---",
        "a\n===",
        "a\n# b",
        "a\n- b",
        "a\n1. b",
        "a\n: b",
        "`code`",
        "```",
        "~~~",
        "~~a~~",
        "*a*",
        "**a**",
        "_a_",
        "snake_case",
        "a_",
        "\\",
        "\\*",
        "a\\",
        "a\\\nb",
        "&amp;",
        "&#65;",
        "AT&T",
        " a",
        "a ",
        "a  b",
        "\ta",
        "a\tb",
        "\na",
        "a\n",
        "a\n\nb",
        "a \n b",
        "    code",
        "+++",
        "a,b,,c",
        "\u{a0}a\u{a0}",
        "R&D",
        "$5",
        "a:b",
        "x^2",
        "“a”",
        "é e\u{301}",
        "中文",
        "🙂",
        "+++\na",
        "=",
    ] {
        check(&edition(Text::from(words), paragraph(words), Vec::new()));
        check(&edition(Text::from("t"), vec![(BlockKind::Heading, Text::from(words))], Vec::new()));
        check(&edition(
            Text::from("t"),
            vec![(BlockKind::Quotation, Text::from(words))],
            Vec::new(),
        ));
        let item = BlockKind::Item { ordinal: None, depth: 0 };
        check(&edition(Text::from("t"), vec![(item, Text::from(words))], Vec::new()));
    }
}

#[test]
fn code_keeps_every_character() {
    for words in
        ["a", " a", "a\n\nb", "```", "`````\n", "a\t<b> [^5] <!-- page 7 -->, ,", "a\n", "+++"]
    {
        check(&edition(Text::from("t"), vec![(BlockKind::Code, Text::from(words))], Vec::new()));
    }
}

/// Characters that Markdown, TOML or this format could take for its own.
fn character() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-z]{1,3}",
        4 => Just(" ".to_owned()),
        4 => prop::sample::select(vec![
            "*", "_", "`", "[", "]", "(", ")", "<", ">", "#", "-", "+", "=", "|", "\\", "!", "&", ":",
            "~", ".", "1", "12", ",", "\"", "'", "^", "$", "{", "}", "@", "/", ";", "%",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "“", "”", "’", "–", "…", "é", "e\u{301}", "中", "🙂", "\u{a0}", "\u{2009}", "€", "\u{200b}",
            "\u{feff}", "ﬁ", "\u{202e}",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "<!-- page 7 -->", "<!--", "-->", "[^5]", "[^5]:", "](", "![", "&amp;", "&#32;", "---", "+++",
            "```", "1. ", "2) ", "- ", "> ", "# ", "    ", "\n", "\\\n", "http://a.b", "<b>", "[a]: b",
        ]).prop_map(str::to_owned),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(character(), 1..14)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("a block has words", |words| !words.trim().is_empty())
}

/// Ranges over a text: where (as shares of its length) and what.
fn ranges() -> impl Strategy<Value = Vec<(f64, f64, u8)>> {
    prop::collection::vec((0.0..1.0, 0.0..1.0, 0_u8..6), 0..5)
}

/// A text in the form in which a reader gives it: ranges of one kind apart, links apart, no page
/// that begins after the last word, no code over line feeds.
fn lay(plain: String, ranges: &[(f64, f64, u8)], table: bool) -> Text {
    let place = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        let mut at = (share * plain.len() as f64) as usize;
        while !plain.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let mut laid: Vec<TextRange> = Vec::new();
    for (nth, (one, other, kind)) in ranges.iter().enumerate() {
        let (start, end) = (place(one.min(*other)), place(one.max(*other)));
        let span = Span::new(start, end);
        let kind = match kind {
            0 => RangeKind::Marker(NoteNumber::new(u32::try_from(nth).unwrap() + 1).unwrap()),
            1 => RangeKind::PageBreak(format!("{}", nth + 3).parse::<PageLabel>().unwrap()),
            2 => RangeKind::Emphasis,
            3 => RangeKind::Strong,
            4 => RangeKind::Code,
            _ => RangeKind::Link("https://example.org/?a=1&b=(2)_*[3]".to_owned()),
        };
        let point = matches!(kind, RangeKind::Marker(_) | RangeKind::PageBreak(_));
        let span = if point { Span::at(start) } else { span };
        let apart = laid.iter().all(|other| {
            point
                || other.kind != kind
                || other.span.end < span.start
                || span.end < other.span.start
        });
        let fits = (point || !span.is_empty())
            && !(point && start == plain.len())
            && (kind != RangeKind::Code || !span.of(&plain).contains(['\n', '\t']))
            && !(table
                && matches!(
                    kind,
                    RangeKind::Code | RangeKind::Link(_) | RangeKind::Emphasis | RangeKind::Strong
                )
                && span.of(&plain).contains(['\n', '\t']));
        if apart && fits {
            laid.push(TextRange { span, kind });
        }
    }
    Text::new(plain, laid)
}

fn text() -> impl Strategy<Value = Text> {
    (words(), ranges()).prop_map(|(words, ranges)| lay(words, &ranges, false))
}

fn table() -> impl Strategy<Value = Text> {
    let cell = words().prop_map(|words| words.replace(['\n', '\t'], " "));
    (1_usize..4, prop::collection::vec(prop::collection::vec(cell, 4), 1..4), ranges()).prop_map(
        |(columns, rows, ranges)| {
            let rows: Vec<_> = rows.iter().map(|row| row[..columns].join("\t")).collect();
            lay(rows.join("\n"), &ranges, true)
        },
    )
}

fn blocks() -> impl Strategy<Value = Vec<(BlockKind, Text)>> {
    let figure = || BlockKind::Figure { image: "a b.png".to_owned() };
    let block = prop_oneof![
        3 => text().prop_map(|text| (BlockKind::Paragraph, text)),
        2 => text().prop_map(|text| (BlockKind::Quotation, text)),
        4 => (text(), prop::option::of(0_u32..13), 0_u8..4)
            .prop_map(|(text, ordinal, depth)| (BlockKind::Item { ordinal, depth }, text)),
        1 => text().prop_map(|text| (BlockKind::Heading, text)),
        1 => table().prop_map(|text| (BlockKind::Table, text)),
        1 => text().prop_map(move |text| (figure(), text)),
        1 => words().prop_map(|words| (BlockKind::Code, Text::from(&*words))),
    ];
    prop::collection::vec(block, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_texts_read_back_as_they_were(title in text(), blocks in blocks(), notes in prop::collection::vec(words(), 0..3)) {
        let paragraphs = notes.iter().map(|words| Text::from(&**words)).collect::<Vec<_>>();
        let notes = if paragraphs.is_empty() {
            Vec::new()
        } else {
            vec![NoteText { number: NoteNumber::new(9).unwrap(), paragraphs }]
        };
        check(&edition(title, blocks, notes));
    }
}
