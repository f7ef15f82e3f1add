//! What is computed over texts: marked text in, marked text out.

mod computed;
mod review;
pub(crate) mod sample;

use std::fmt::Write;

use sidenote::annotate::{self, AnnotatedReport};
use sidenote::model::{
    Alias, Author, Block, BlockId, BlockKind, Edition, Entity, EntityKind, Part, RangeKind,
    Register, Report, Section, SectionKind, Span, Text, TextRange, Theme,
};

/// A text from words with `[^3]` for a marker, `{7}` for a page break, `*words*` for emphasis,
/// `__words__` for strong, `` `words` `` for code and `<https://… words>` for a link.
pub(crate) fn text(marked: &str) -> Text {
    let (mut plain, mut ranges) = (String::new(), Vec::new());
    let mut open: Vec<(usize, RangeKind)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        let at = plain.len();
        let mut toggle = |kind: RangeKind, plain: &str| match open.iter().rposition(|o| o.1 == kind)
        {
            Some(found) => {
                let (start, kind) = open.remove(found);
                ranges.push(TextRange { span: Span::new(start, plain.len()), kind });
            }
            None => open.push((plain.len(), kind)),
        };
        let used = if rest.starts_with("[^") {
            let end = rest.find(']').expect("closed");
            let note = rest[2..end].parse().expect("a note number");
            ranges.push(TextRange { span: Span::at(at), kind: RangeKind::Marker(note) });
            end + 1
        } else if c == '{' {
            let end = rest.find('}').expect("closed");
            let page = rest[1..end].parse().expect("a page");
            ranges.push(TextRange { span: Span::at(at), kind: RangeKind::PageBreak(page) });
            end + 1
        } else if c == '<' {
            let end = rest.find(' ').expect("an address and words");
            open.push((at, RangeKind::Link(rest[1..end].to_owned())));
            end + 1
        } else if c == '>' {
            let found =
                open.iter().rposition(|o| matches!(o.1, RangeKind::Link(_))).expect("an open link");
            let (start, kind) = open.remove(found);
            ranges.push(TextRange { span: Span::new(start, at), kind });
            1
        } else if c == '*' {
            toggle(RangeKind::Emphasis, &plain);
            1
        } else if rest.starts_with("__") {
            toggle(RangeKind::Strong, &plain);
            2
        } else if c == '`' {
            toggle(RangeKind::Code, &plain);
            1
        } else {
            plain.push(c);
            c.len_utf8()
        };
        rest = &rest[used..];
    }
    assert!(open.is_empty(), "every range is closed in {marked}");
    Text::new(plain, ranges)
}

/// An edition of one part from lines: `# 4 Title` begins judgment 4, `# slug: Title` another
/// section, `> ` a quotation, `- ` an item, `## ` a sub-heading, anything else a paragraph.
pub(crate) fn edition(lines: &str) -> Edition {
    let mut sections: Vec<Section> = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(head) = line.strip_prefix("# ") {
            let (name, title) = head.split_once(' ').expect("a name and a title");
            let number = name.parse().ok();
            sections.push(Section {
                id: name.trim_end_matches(':').parse().expect("an id"),
                kind: number.map_or(SectionKind::Text, |_: u32| SectionKind::Judgment),
                number,
                title: text(title),
                blocks: Vec::new(),
                part: 0,
                page: None,
            });
            continue;
        }
        let (kind, words) = if let Some(words) = line.strip_prefix("> ") {
            (BlockKind::Quotation, words)
        } else if let Some(words) = line.strip_prefix("- ") {
            (BlockKind::Item { ordinal: None, depth: 0 }, words)
        } else if let Some(words) = line.strip_prefix("## ") {
            (BlockKind::Heading, words)
        } else {
            (BlockKind::Paragraph, line)
        };
        push(sections.last_mut().expect("a section"), kind, text(words));
    }
    let parts = vec![Part { title: Text::from("Part"), sections: 0..sections.len(), page: None }];
    Edition::new(report(), parts, sections, Vec::new(), Vec::new(), None)
}

/// Adds a block with the next number, or a heading with its slug.
pub(crate) fn push(section: &mut Section, kind: BlockKind, text: Text) {
    let numbered = section.blocks.iter().filter(|b| b.kind != BlockKind::Heading).count();
    let id = match kind {
        BlockKind::Heading => BlockId::Heading(sidenote::model::slugify(text.plain(), 60)),
        _ => BlockId::Number(u32::try_from(numbered).expect("few") + 1),
    };
    section.blocks.push(Block { id, kind, text, page: None });
}

fn report() -> Report {
    Report {
        slug: "a-report".parse().expect("a slug"),
        title: "A Report".to_owned(),
        subtitle: None,
        authors: vec![Author { name: "A. Writer".to_owned(), ..Author::default() }],
        publisher: None,
        published: None,
        language: "en".to_owned(),
        source_url: None,
        rights: None,
        edition: "1".to_owned(),
    }
}

/// An entity whose name is its first alias.
pub(crate) fn entity(id: &str, kind: EntityKind, aliases: &[&str]) -> Entity {
    Entity {
        id: id.parse().expect("an id"),
        name: aliases[0].to_owned(),
        kind,
        aliases: aliases.iter().map(|text| alias(text, &[], &[])).collect(),
        also: Vec::new(),
        native: None,
        description: "Described.".to_owned(),
        role: None,
        relations: Vec::new(),
    }
}

fn alias(text: &str, only: &[&str], except: &[&str]) -> Alias {
    let scopes = |texts: &[&str]| texts.iter().map(|t| t.parse().expect("a scope")).collect();
    Alias { text: text.to_owned(), only: scopes(only), except: scopes(except) }
}

pub(crate) fn theme(id: &str, scopes: &[&str]) -> Theme {
    Theme {
        id: id.parse().expect("an id"),
        name: id.to_owned(),
        description: "Described.".to_owned(),
        excludes: None,
        scopes: scopes.iter().map(|t| t.parse().expect("a scope")).collect(),
    }
}

pub(crate) fn annotated(edition: Edition, register: Register) -> AnnotatedReport {
    let annotations = annotate::annotate(&edition, &register);
    AnnotatedReport { edition, register, annotations }
}

/// Sentences, parted by ` | `.
fn sentences(plain: &str, language: &str) -> String {
    let spans = annotate::sentences::split(plain, language);
    spans.iter().map(|span| span.of(plain)).collect::<Vec<_>>().join(" | ")
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    for expected in [
        "He works at the U.S. Department of State. | It is big.",
        "They moved to the U.S. | In 2018 they left.",
        "Dr. Tan spoke. | R&D grew.",
        "See p. 12 and No. 5. | It is there.",
        "Smith et al. found it. | Use e.g. this one.",
        "J. R. R. Tolkien wrote. | St. Louis is big.",
        "Maj. Gen. Ding left. | He has a Ph.D. in law.",
        "It cost $1.5 billion. | It took approx. 5 years.",
        "It grew by 3.5 percent. | Then it fell.",
        "He spoke of AI.: the next thing. | Done.",
        "Agree regarding the “threat to mankind.” | She further stated it.",
        "In a race of ‘two giants’ with the U.S.” | It also finds that",
        "“mechanized equipment is the hand. In future wars, AI is the brain.” | Zeng left.",
        "It is “inevitable […] We are sure of the future.” | Then he left.",
        "The “ongoing revolution . . . centered on it” goes on. | So it is.",
        "Follow the market . . . accelerate it. | Grasp it.",
        "(See the note.) | Chinese firms are strong (as shown). | That is all.",
        "At the global state of the art. | Chinese firms benefit.",
        "The answer is no. | Smith left.",
        "As art. 7 says, fig. A shows it. | And vol. II too.",
        "“As China leads, it should speak,” he said. | He left.",
        "“the market is theirs,” Ma said. | “And suddenly they stop. What then?”",
        "#1 in both papers and highly cited papers",
        "#1 in AI patents. | #2 in the largest talent pool.",
        "[China should] construct it. | And [China’s] influence remains.",
        "1. First item. | 2. Second item.",
        "A. First item. | B. Second item.",
        "Is it (really?) so? | Yes! | No.",
        "INTRODUCTION",
    ] {
        assert_eq!(sentences(&expected.replace(" | ", " "), "en"), expected);
    }
}

#[test]
fn sentences_follow_the_language_and_know_unknown_ones() {
    assert_eq!(sentences("Das ist z. B. so. Und das?", "de-AT"), "Das ist z. B. so. | Und das?");
    assert_eq!(sentences("这是第一句。这是第二句。", "zh"), "这是第一句。 | 这是第二句。");
    assert_eq!(sentences("One thing. Another.", "qqx"), "One thing. | Another.");
    assert_eq!(sentences("One thing. Another.", ""), "One thing. | Another.");
}

#[test]
fn sentences_cover_all_but_blanks_also_of_hostile_text() {
    let pieces = ["A", "b", ".", "!", " ", "“", "”", "’", "(", ")", "\n", "\t", "1", "U.S.", "…"];
    let mut random = Random(7);
    let mut texts: Vec<String> = (0..3_000)
        .map(|_| (0..random.below(60)).map(|_| pieces[random.below(pieces.len())]).collect())
        .collect();
    texts.extend(["“", "(", "a. ", "\n", ". . ", "“a. B "].map(|unit| unit.repeat(4_000)));
    for plain in texts {
        for spans in [
            annotate::sentences::split(&plain, "en"),
            annotate::sentences::split_cells(&plain, "en"),
        ] {
            let mut end = 0;
            for span in spans {
                assert!(plain[end..span.start].trim().is_empty(), "a gap in {plain:?}");
                assert_eq!(span.of(&plain).trim(), span.of(&plain), "blanks in {plain:?}");
                assert!(!span.is_empty());
                end = span.end;
            }
            assert!(plain[end..].trim().is_empty(), "an end left over in {plain:?}");
        }
    }
}

/// The text of every place with what `show` finds at it in brackets.
fn bracketed(plain: &str, found: &[(Span, String)]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, name) in found {
        let _ = write!(out, "{}[{}={name}]", &plain[at..span.start], span.of(plain));
        at = span.end;
    }
    out + &plain[at..]
}

/// Annotates `lines` and shows the mentions of the first section's blocks, one a line.
fn mentions(lines: &str, entities: Vec<Entity>) -> String {
    let report = annotated(edition(lines), Register { entities, ..Register::default() });
    let section = &report.edition.sections[0];
    let shown = section.blocks.iter().zip(&report.annotations.sections[0].blocks);
    let shown = shown.map(|(block, annotations)| {
        let found = annotations
            .mentions
            .iter()
            .map(|mention| (mention.span, report.register.entities[mention.entity].id.to_string()));
        bracketed(block.text.plain(), &found.collect::<Vec<_>>())
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_mention_is_leftmost_then_longest_then_of_the_smallest_id() {
    use EntityKind::{Document, Organization, Place};
    let register = || {
        vec![
            entity("china", Place, &["China"]),
            entity("plan", Document, &["Made in China 2025"]),
            entity("ministry", Organization, &["Ministry of Science and Technology", "MOST"]),
            entity("science", Organization, &["Science"]),
            entity("ai-chip", Organization, &["AI chip"]),
            entity("ai", Organization, &["AI"]),
            entity("zz", Organization, &["Twin"]),
            entity("aa", Organization, &["Twin"]),
        ]
    };
    for (line, expected) in [
        ("China’s Made in China 2025.", "[China=china]’s [Made in China 2025=plan]."),
        ("Made in China 20255 is none.", "Made in [China=china] 20255 is none."),
        (
            "the Ministry of Science and Technology (MOST).",
            "the [Ministry of Science and Technology=ministry] ([MOST=ministry]).",
        ),
        // The longer alias is no whole word there, so the shorter one stands.
        ("AI chips, an AI chip.", "[AI=ai] chips, an [AI chip=ai-chip]."),
        ("AIRC, ai, xAI and AI-enabled.", "AIRC, ai, xAI and [AI=ai]-enabled."),
        ("ÄAI and AIé are none.", "ÄAI and AIé are none."),
        ("Twin", "[Twin=aa]"),
        ("人工智能AI技术", "人工智能[AI=ai]技术"),
        ("Made in\u{a0}  China\t2025", "[Made in\u{a0}  China\t2025=plan]"),
        ("*Made in* Chi__na__[^1] {9}2025 on", "[Made in China 2025=plan] on"),
        ("at https://AI.example/China now", "at https://AI.example/China now"),
        ("<https://china.example/AI China> now", "[China=china] now"),
    ] {
        assert_eq!(mentions(&format!("# 1 T\n{line}"), register()), expected);
    }
}

#[test]
fn an_alias_matches_in_any_shape_of_quotation_mark_and_letter() {
    let register = vec![
        entity("npc", EntityKind::Organization, &["People's Congress"]),
        entity("cafe", EntityKind::Place, &["Café “Zoe”"]),
    ];
    assert_eq!(
        mentions(
            "# 1 T\nPeople’s Congress, People's Congress, Cafe\u{301} \"Zoe\"\nCafe Zoe",
            register
        ),
        "[People’s Congress=npc], [People's Congress=npc], [Cafe\u{301} \"Zoe\"=cafe]\nCafe Zoe"
    );
    let bare = vec![entity("cafe", EntityKind::Place, &["Cafe"])];
    assert_eq!(mentions("# 1 T\nCafe\u{301}, Cafe", bare), "Cafe\u{301}, [Cafe=cafe]");
}

#[test]
fn mentions_are_those_that_a_slow_reading_finds() {
    let mut random = Random(8380);
    let mut all = 0;
    let pieces = ["a", "b", " ", "’", "'", "  ", "e\u{301}", "é", "-", "智", "\u{301}"];
    for _ in 0..1_500 {
        let mut words = |longest: usize| -> String {
            (0..=random.below(longest)).map(|_| pieces[random.below(pieces.len())]).collect()
        };
        let plain = format!("x{}", words(24));
        let names: Vec<String> = (0..4).map(|_| words(3)).collect();
        let entities: Vec<Entity> = names
            .iter()
            .enumerate()
            .map(|(at, name)| entity(&format!("e{at}"), EntityKind::Place, &[name]))
            .collect();
        let mut report = edition("# 1 T");
        push(&mut report.sections[0], BlockKind::Paragraph, Text::from(plain.as_str()));
        let report = annotated(report, Register { entities, ..Register::default() });
        let found = &report.annotations.sections[0].blocks[0].mentions;
        let found: Vec<_> = found.iter().map(|m| (m.span.start, m.span.end, m.entity)).collect();
        assert_eq!(found, slow_mentions(&plain, &names), "{names:?} in {plain:?}");
        all += found.len();
    }
    assert!(all > 1_000, "{all} mentions say too little");
}

/// Tries every span that begins and ends at a grapheme against every name.
fn slow_mentions(plain: &str, names: &[String]) -> Vec<(usize, usize, usize)> {
    use unicode_normalization::UnicodeNormalization;
    use unicode_segmentation::UnicodeSegmentation;
    let fold = |text: &str| {
        let blanks = text.split_whitespace().collect::<Vec<_>>().join(" ");
        blanks.replace('’', "'").nfc().collect::<String>()
    };
    let parted = |at: usize| {
        let (before, after) = (plain[..at].chars().next_back(), plain[at..].chars().next());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !(letter(before) && letter(after)) || before == Some('智') || after == Some('智')
    };
    let bounds: Vec<usize> =
        plain.grapheme_indices(true).map(|(at, _)| at).chain([plain.len()]).collect();
    let mut found = Vec::new();
    let mut end = 0;
    for (nth, &from) in bounds.iter().enumerate() {
        let ends = bounds[nth + 1..].iter().rev().filter(|to| parted(from) && parted(**to));
        let best =
            ends.filter(|to| plain[from..**to].trim() == &plain[from..**to]).find_map(|to| {
                let words = fold(&plain[from..*to]);
                let name = names.iter().position(|n| !n.trim().is_empty() && fold(n) == words)?;
                Some((*to, name))
            });
        if let Some((to, name)) = best.filter(|_| from >= end) {
            found.push((from, to, name));
            end = to;
        }
    }
    found
}

#[test]
fn a_limited_alias_counts_only_where_it_holds() {
    let mut kai_fu = entity("kai-fu-lee", EntityKind::Person, &["Kai-Fu Lee"]);
    kai_fu.aliases.push(alias("Lee", &["1/2"], &[]));
    let mut sedol = entity("lee-sedol", EntityKind::Person, &["Lee Sedol"]);
    sedol.aliases.push(alias("Lee", &[], &["1/2", "1/3"]));
    assert_eq!(
        mentions("# 1 T\nLee\nLee and Lee Sedol\nLee", vec![kai_fu, sedol]),
        "[Lee=lee-sedol]\n[Lee=kai-fu-lee] and [Lee Sedol=lee-sedol]\nLee"
    );
}

#[test]
fn every_mention_is_listed_with_its_entity_in_the_reports_order() {
    let register = Register {
        entities: vec![
            entity("a", EntityKind::Place, &["A"]),
            entity("b", EntityKind::Place, &["B"]),
        ],
        ..Register::default()
    };
    let report = annotated(edition("# 1 B\nA B A\n# 2 A\nB"), register);
    let words = |entity: usize| -> Vec<(usize, usize)> {
        let annotations = &report.annotations;
        let of = |(place, at): &(_, usize)| {
            let mention = annotations.of(*place).expect("annotated").mentions[*at];
            assert_eq!(mention.entity, entity);
            (report.edition.position(*place).0, mention.span.start)
        };
        annotations.mentions_of[entity].iter().map(of).collect()
    };
    assert_eq!(words(0), [(0, 0), (0, 4), (1, 0)]);
    assert_eq!(words(1), [(0, 0), (0, 2), (1, 0)]);
}

/// The cross-references of the text `line` in judgment 2 of nine.
fn references(line: &str) -> String {
    let mut lines = String::new();
    for number in 1..=9 {
        let _ = writeln!(lines, "# {number} Statement\n{}", if number == 2 { line } else { "x" });
    }
    lines += "# why-so: Why the Sector Stands\nx";
    let report = annotated(edition(&lines), Register::default());
    let found = report.annotations.sections[1].blocks[0].cross_references.iter();
    let found = found.map(|reference| {
        (reference.span, report.edition.sections[reference.section].id.to_string())
    });
    bracketed(report.edition.sections[1].blocks[0].text.plain(), &found.collect::<Vec<_>>())
}

#[test]
fn words_that_speak_of_another_section_refer_to_it() {
    for (line, expected) in [
        ("discussed further in point nine.", "discussed further in [point nine=9]."),
        ("See points two and three.", "See points two and [three=3]."),
        ("judgments 3, 4 and 7", "[judgments 3=3], [4=4] and [7=7]"),
        ("Judgments 3–5, or judgement six", "[Judgments 3=3]–[5=5], or [judgement six=6]"),
        ("key judgment 7’s claim", "[key judgment 7=7]’s claim"),
        ("KJ7 and KJ 8", "[KJ7=7] and [KJ 8=8]"),
        ("as Section 4 says", "as [Section 4=4] says"),
        (
            "Section 4 of the Act; section 4 of this report",
            "Section 4 of the Act; [section 4=4] of this report",
        ),
        ("told in why the sector stands.", "told in [why the sector stands=why-so]."),
        // None: itself, no such section, quantities, other points.
        ("judgment 2, judgment 12, judgment 0", "judgment 2, judgment 12, judgment 0"),
        ("in point 3.5 percent", "in point 3.5 percent"),
        ("by point nine percent", "by point nine percent"),
        ("by points 3%", "by points 3%"),
        ("two point five", "two point five"),
        ("at this point 3 firms", "at this point 3 firms"),
        ("percentage points 3", "percentage points 3"),
        ("as mentioned above", "as mentioned above"),
        ("judgmental 7; points: 7", "judgmental 7; points: 7"),
    ] {
        assert_eq!(references(line), expected);
    }
}

#[test]
fn a_theme_is_attached_to_the_places_of_its_scopes() {
    let register = Register {
        themes: vec![theme("all", &["1"]), theme("some", &["2/1", "1/title", "2/1", "7/9"])],
        ..Register::default()
    };
    let report = annotated(edition("# 1 T\na\nb\n# 2 T\nc\nd"), register);
    let sections = &report.annotations.sections;
    assert_eq!(sections[0].title.themes, [0, 1]);
    assert_eq!(sections[0].blocks.iter().map(|b| &b.themes[..]).collect::<Vec<_>>(), [[0], [0]]);
    assert!(sections[1].title.themes.is_empty());
    assert_eq!(sections[1].blocks[0].themes, [1]);
    assert!(sections[1].blocks[1].themes.is_empty());
    assert_eq!(report.annotations.places_of[0].len(), 3);
    assert_eq!(report.annotations.places_of[1].len(), 2);
}

#[test]
fn code_has_words_but_neither_sentences_nor_mentions() {
    let mut lines = edition("# 1 T\nx");
    push(&mut lines.sections[0], BlockKind::Code, Text::from("China. See judgment 3."));
    let register = Register {
        entities: vec![entity("china", EntityKind::Place, &["China"])],
        ..Register::default()
    };
    let report = annotated(lines, register);
    assert_eq!(report.annotations.sections[0].blocks[1], annotate::TextAnnotations::default());
}

/// A small deterministic source of numbers (xorshift), so that a failure can be run again.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("below a usize")
    }
}
