//! Ranges laid over words: exact cases, hostile words, and random ranges held to what must be
//! true of all.

use std::collections::HashSet;

use sidenote::annotate::{AnnotatedReport, CrossReference, Mention, TextAnnotations};
use sidenote::model::{
    Block, BlockKind, Entity, EntityKind, NoteNumber, NoteText, Place, RangeKind, Register,
    Section, Span, Text, TextRange,
};
use sidenote::render::{self, Layers, Links, Overlay, Renderer, Target};

use super::annotate::sample::sample;
use super::annotate::{Random, annotated, edition, entity, push, text, theme};

/// Addresses as short as can be; `hostile` ones try to break out of their attribute.
struct TestLinks {
    hostile: bool,
}

impl TestLinks {
    fn address(&self, address: String) -> String {
        if self.hostile { format!("{address}\"><script>'&") } else { address }
    }
}

impl Links for TestLinks {
    fn note(&self, note: NoteNumber) -> String {
        self.address(format!("#n{note}"))
    }

    fn entity(&self, entity: &Entity) -> Option<String> {
        (entity.id.as_str() != "unlinked").then(|| self.address(format!("/e/{}", entity.id)))
    }

    fn section(&self, section: &Section) -> String {
        self.address(format!("/{}", section.id))
    }

    fn block(&self, section: &Section, block: &Block) -> String {
        self.address(format!("/{}/{}", section.id, block.id))
    }

    fn image(&self, name: &str) -> String {
        self.address(format!("/i/{name}"))
    }
}

const PLAIN: TestLinks = TestLinks { hostile: false };
const HOSTILE: TestLinks = TestLinks { hostile: true };

const FIRST: Place = Place::Block { section: 0, block: 0 };

fn register() -> Register {
    let named = |id: &str, kind, alias: &str| entity(id, kind, &[alias]);
    Register {
        entities: vec![
            named("huawei", EntityKind::Organization, "Huawei"),
            named("p9", EntityKind::Product, "Huawei P9 phone"),
            named("unlinked", EntityKind::Place, "Nowhere"),
        ],
        ..Register::default()
    }
}

fn report(lines: &str) -> AnnotatedReport {
    annotated(edition(lines), register())
}

/// The first block of a report of one block.
fn inline(line: &str, overlay: &Overlay<'_>) -> String {
    let report = report(&format!("# 1 T\n{line}\n# 2 T\nx"));
    Renderer::new(&report, &PLAIN).inline(FIRST, overlay).to_string()
}

fn only(layers: Layers) -> Overlay<'static> {
    Overlay { layers, ..Overlay::default() }
}

#[test]
fn the_authors_ranges_become_elements() {
    for (line, expected) in [
        ("a *b __c__* `d`", "a <em>b </em><strong><em>c</em></strong> <code>d</code>"),
        (
            "R&D <b> \"q\" 'r'".replace('<', "‹").replace('>', "›").as_str(),
            "R&amp;D ‹b› &quot;q&quot; &#39;r&#39;",
        ),
        (
            "see <https://a.example/?x=1&y=2 the *site*>.",
            "see <a class=\"outside\" href=\"https://a.example/?x=1&amp;y=2\" rel=\"external noopener\">the <em>site</em></a>.",
        ),
        ("see <JaVascript:alert(1) this>.", "see this."),
    ] {
        assert_eq!(inline(line, &only(Layers::LINKS)), expected);
    }
}

#[test]
fn a_marker_closes_the_words_before_it_and_a_page_break_opens_those_after() {
    assert_eq!(
        inline("A *boy.*[^16] {7}Cars.[^16]", &only(Layers::PAGE)),
        "<span class=\"s\" id=\"p1.1\">A <em>boy.</em>\
         <a class=\"marker\" id=\"r16\" href=\"#n16\" aria-label=\"Note 16\" role=\"doc-noteref\"><sup>16</sup></a></span> \
         <span class=\"page\" id=\"page-7\" data-page=\"7\" role=\"doc-pagebreak\"></span>\
         <span class=\"s\" id=\"p1.2\">Cars.\
         <a class=\"marker\" id=\"r16-2\" href=\"#n16\" aria-label=\"Note 16\" role=\"doc-noteref\"><sup>16</sup></a></span>"
    );
}

#[test]
fn a_sentence_and_a_mention_that_are_cut_keep_one_id_and_all_words() {
    assert_eq!(
        inline("The Huawei[^1] {7}P9 phone.", &only(Layers::PAGE.without(Layers::MARKERS))),
        "<span class=\"s\" id=\"p1.1\">The <a class=\"mention\" href=\"/e/p9\" data-entity=\"p9\" data-kind=\"product\">Huawei </a>\
         <span class=\"page\" id=\"page-7\" data-page=\"7\" role=\"doc-pagebreak\"></span>\
         <a class=\"mention\" href=\"/e/p9\" data-entity=\"p9\" data-kind=\"product\">P9 phone</a>.</span>"
    );
    assert_eq!(
        inline("*Huawei P9* phone", &only(Layers::MENTIONS)),
        "<a class=\"mention\" href=\"/e/p9\" data-entity=\"p9\" data-kind=\"product\"><em>Huawei P9</em> phone</a>"
    );
}

#[test]
fn of_links_that_overlap_one_is_a_link() {
    assert_eq!(
        inline(
            "<https://a.example Huawei> in Nowhere",
            &only(Layers::PAGE.without(Layers::SENTENCES))
        ),
        "<a class=\"outside\" href=\"https://a.example\" rel=\"external noopener\">\
         <span class=\"mention\" data-entity=\"huawei\" data-kind=\"organization\">Huawei</span></a> in \
         <span class=\"mention\" data-entity=\"unlinked\" data-kind=\"place\">Nowhere</span>"
    );
    assert_eq!(
        inline("see judgment 2", &only(Layers::CROSS_REFERENCES)),
        "see <a class=\"cross-reference\" href=\"/2\">judgment 2</a>"
    );
}

#[test]
fn hits_and_targets_are_marked() {
    let hits = [(FIRST, Span::new(0, 3)), (FIRST, Span::new(2, 5)), (FIRST, Span::new(90, 99))];
    let target = Some(Target { place: FIRST, sentence: Some(1) });
    let overlay = Overlay { hits: &hits, target, ..only(Layers::NONE) };
    assert_eq!(
        inline("One two. Three.", &overlay),
        "<mark class=\"hit\">One t</mark>wo. <mark class=\"target\">Three.</mark>"
    );
    let report = report("# 1 T\nOne.\n> Two.");
    let overlay = Overlay {
        target: Some(Target { place: FIRST, sentence: None }),
        prefix: "1-",
        ..only(Layers::IDS | Layers::SENTENCES)
    };
    assert_eq!(
        Renderer::new(&report, &PLAIN).blocks(0, &overlay).as_str(),
        "<p class=\"target\" id=\"1-p1\"><span class=\"s\" id=\"1-p1.1\">One.</span></p>\n\
         <blockquote>\n<p id=\"1-p2\"><span class=\"s\" id=\"1-p2.1\">Two.</span></p>\n</blockquote>\n"
    );
}

#[test]
fn an_excerpt_takes_the_points_that_belong_to_it() {
    let report = report("# 1 T\nOne.[^1] {8}Two.[^2] {9}Three.");
    let renderer = Renderer::new(&report, &PLAIN);
    let sentences = &report.annotations.sections[0].blocks[0].sentences;
    let shown = |at: usize, layers| {
        stripped(renderer.excerpt(FIRST, sentences[at], &only(layers)).as_str())
    };
    assert_eq!(shown(1, Layers::MARKERS), "Two.2");
    assert_eq!(shown(0, Layers::MARKERS), "One.1");
    let html = renderer.excerpt(FIRST, sentences[1], &only(Layers::PAGES)).to_string();
    assert!(html.contains("data-page=\"8\"") && !html.contains("data-page=\"9\""), "{html}");
    assert_eq!(renderer.excerpt(FIRST, Span::new(400, 500), &Overlay::default()).as_str(), "");
}

#[test]
fn words_of_certainty_are_marked_on_demand_in_the_authors_own_words() {
    let report = report("# 1 T\nIt will “likely” grow.\n> It will.");
    let html = Renderer::new(&report, &PLAIN).blocks(0, &only(Layers::CERTAINTY)).to_string();
    assert_eq!(
        html,
        "<p>It <span class=\"certainty\" data-grade=\"certain\">will</span> “likely” grow.</p>\n\
         <blockquote>\n<p>It will.</p>\n</blockquote>\n"
    );
}

#[test]
fn lists_nest_by_depth_and_keep_their_numbers() {
    let mut edition = edition("# 1 T");
    let section = &mut edition.sections[0];
    for (ordinal, depth, words) in [
        (None, 3, "a"),
        (None, 1, "b"),
        (Some(4), 2, "c"),
        (Some(5), 2, "d"),
        (Some(9), 2, "e"),
        (None, 0, "f"),
        (Some(1), 0, "g"),
    ] {
        push(section, BlockKind::Item { ordinal, depth }, Text::from(words));
    }
    push(section, BlockKind::Paragraph, Text::from("end"));
    let report = annotated(edition, Register::default());
    let html = Renderer::new(&report, &PLAIN).blocks(0, &only(Layers::NONE)).to_string();
    assert_eq!(
        html.replace('\n', ""),
        "<ul><li>a<ul><li>b<ol start=\"4\"><li>c</li><li>d</li><li value=\"9\">e</li></ol>\
         </li></ul></li><li>f</li></ul><ol><li>g</li></ol><p>end</p>"
    );
}

#[test]
fn headings_tables_figures_and_code_have_anchors_and_permalinks() {
    let mut edition = edition("# 1 T\n## A Heading");
    let section = &mut edition.sections[0];
    push(section, BlockKind::Table, text("Name\tUse[^1]\nHuawei\t*x*\n[^2]\tlast"));
    push(section, BlockKind::Figure { image: "a&b.png".to_owned() }, text("A \"picture\"."));
    push(section, BlockKind::Code, text("\nlet a = 1;\n  b < c;".replace('<', "‹").as_str()));
    let report = annotated(edition, register());
    let overlay =
        Overlay { heading_level: 4, ..only(Layers::IDS | Layers::PERMALINKS | Layers::MARKERS) };
    let html = Renderer::new(&report, &PLAIN).blocks(0, &overlay).to_string();
    let marker = |n: u32| {
        format!(
            "<a class=\"marker\" id=\"r{n}\" href=\"#n{n}\" aria-label=\"Note {n}\" role=\"doc-noteref\"><sup>{n}</sup></a>"
        )
    };
    // A block is linked by its number, a sub-heading by a sign.
    let permalink = |id: &str, label: &str| {
        let words = if id.parse::<u32>().is_ok() { id } else { "¶" };
        format!(
            " <a class=\"permalink\" href=\"/1/{id}\" aria-label=\"Link to {label}\">{words}</a>"
        )
    };
    assert_eq!(
        html,
        format!(
            "<h4 id=\"a-heading\">A Heading{}</h4>\n\
             <div class=\"table\" id=\"p1\"><table>\n\
             <thead>\n<tr><th scope=\"col\">Name</th><th scope=\"col\">Use{}</th></tr>\n</thead>\n\
             <tbody>\n<tr><td>Huawei</td><td><em>x</em></td></tr>\n\
             <tr><td>{}</td><td>last</td></tr>\n</tbody>\n</table>{}</div>\n\
             <figure id=\"p2\"><img src=\"/i/a&amp;b.png\" alt=\"A &quot;picture&quot;.\" loading=\"lazy\">\n\
             <figcaption>A &quot;picture&quot;.{}</figcaption>\n</figure>\n\
             <div class=\"code\" id=\"p3\"><pre><code>\nlet a = 1;\n  b ‹ c;</code></pre>{}</div>\n",
            permalink("a-heading", "A Heading"),
            marker(1),
            marker(2),
            permalink("1", "table 1"),
            permalink("2", "figure 2"),
            permalink("3", "code 3"),
        )
    );
}

#[test]
fn script_stays_text_wherever_it_comes_from() {
    let script = "<script>alert('x')</script>\" onload=\"x";
    let mut edition = edition("# 1 T\nx");
    let section = &mut edition.sections[0];
    section.title = Text::from(script);
    let link = TextRange {
        span: Span::new(0, 5),
        kind: RangeKind::Link(format!("https://a.example/{script}")),
    };
    push(section, BlockKind::Paragraph, Text::new(script.to_owned(), vec![link]));
    push(section, BlockKind::Heading, Text::from("y"));
    push(section, BlockKind::Table, Text::from(format!("{script}\t{script}\n{script}").as_str()));
    push(section, BlockKind::Figure { image: script.to_owned() }, Text::from(script));
    push(section, BlockKind::Code, Text::from(script));
    let mut named = entity("scripted", EntityKind::Person, &[script]);
    named.name = script.to_owned();
    let register =
        Register { entities: vec![named], themes: vec![theme("t", &["1"])], ..Register::default() };
    let report = annotated(edition, register);
    assert_eq!(report.annotations.mentions_of[0].len(), 6, "the alias is found as text");
    let renderer = Renderer::new(&report, &HOSTILE);
    let overlay = only(Layers::PAGE.with(Layers::CERTAINTY));
    let title = renderer.inline(Place::Title { section: 0 }, &overlay);
    for html in [title, renderer.blocks(0, &overlay)] {
        let parsed = parse(html.as_str());
        assert!(!parsed.tags.contains("script"), "{html}");
        assert!(parsed.attributes.iter().all(|name| !name.starts_with("on")), "{html}");
    }
    assert_eq!(stripped(renderer.inline(Place::Title { section: 0 }, &overlay).as_str()), script);
    let note = NoteText { number: "1".parse().expect("1"), paragraphs: vec![Text::from(script)] };
    assert_eq!(stripped(renderer.note(&note).as_str()).trim_end(), script);
}

/// What the HTML of a text must say once its tags are gone: the words, with each marker's number.
fn expected_words(text: &Text, layers: Layers) -> String {
    let mut out = String::new();
    let mut from = 0;
    for (note, at) in text.markers().filter(|_| layers.has(Layers::MARKERS)) {
        out += &text.plain()[from..at];
        out += &note.to_string();
        from = at;
    }
    out + &text.plain()[from..]
}

#[test]
fn random_ranges_nest_keep_the_words_and_give_each_id_once() {
    let mut random = Random(2019);
    for round in 0..2_000 {
        let pieces = ["a", "é", " ", "智", "<", "&", "\"", "\n", "e\u{301}", "😀", "]]>", "."];
        let plain: String =
            (0..=random.below(30)).map(|_| pieces[random.below(pieces.len())]).collect();
        let bounds: Vec<usize> =
            (0..=plain.len()).filter(|at| plain.is_char_boundary(*at)).collect();
        let span = |random: &mut Random| {
            let (a, b) = (bounds[random.below(bounds.len())], bounds[random.below(bounds.len())]);
            Span::new(a.min(b), a.max(b))
        };
        let mut ranges = Vec::new();
        for _ in 0..random.below(12) {
            let span = span(&mut random);
            let number = u32::try_from(1 + random.below(4)).expect("small");
            let (span, kind) = match random.below(6) {
                0 => (
                    Span::at(span.start),
                    RangeKind::Marker(NoteNumber::new(number).expect("a note")),
                ),
                1 => (
                    Span::at(span.start),
                    RangeKind::PageBreak(format!("x{round}").parse().expect("a page")),
                ),
                2 => (span, RangeKind::Emphasis),
                3 => (span, RangeKind::Strong),
                4 => (span, RangeKind::Code),
                _ => (span, RangeKind::Link("https://a.example/<\"&'>".to_owned())),
            };
            // A page begins once.
            if !(matches!(kind, RangeKind::PageBreak(_))
                && ranges.iter().any(|r: &TextRange| r.kind == kind))
            {
                ranges.push(TextRange { span, kind });
            }
        }
        let mut lines = edition("# 1 T\n# 2 T\nx");
        push(&mut lines.sections[0], BlockKind::Paragraph, Text::new(plain.clone(), ranges));
        // Built again, so that it knows its markers.
        let lines = sidenote::model::Edition::new(
            lines.report,
            lines.parts,
            lines.sections,
            Vec::new(),
            Vec::new(),
            None,
        );
        let mut report = annotated(lines, register());
        let few = |random: &mut Random| -> Vec<Span> {
            (0..random.below(5)).map(|_| span(random)).collect()
        };
        report.annotations.sections[0].blocks[0] = TextAnnotations {
            numbers: Vec::new(),
            sentences: few(&mut random),
            mentions: few(&mut random)
                .into_iter()
                .map(|span| Mention { span, entity: random.below(3), alias: 0 })
                .collect(),
            cross_references: few(&mut random)
                .into_iter()
                .map(|span| CrossReference { span, section: 1 })
                .collect(),
            themes: Vec::new(),
        };
        let hits: Vec<_> = few(&mut random).into_iter().map(|span| (FIRST, span)).collect();
        let overlay = Overlay {
            hits: &hits,
            target: Some(Target { place: FIRST, sentence: Some(0) }),
            layers: if round % 3 == 0 {
                Layers::PAGE
            } else {
                Layers::PAGE.without(Layers::MARKERS)
            },
            ..Overlay::default()
        };
        let renderer = Renderer::new(&report, &HOSTILE);
        let text = &report.edition.sections[0].blocks[0].text;
        let html = renderer.inline(FIRST, &overlay);
        assert_eq!(stripped(html.as_str()), expected_words(text, overlay.layers), "{html}");
        // Cut into two excerpts, the words are still all there.
        let cut = bounds[random.below(bounds.len())];
        let overlay = only(Layers::NONE);
        let halves = [Span::new(0, cut), Span::new(cut, plain.len())]
            .map(|span| stripped(renderer.excerpt(FIRST, span, &overlay).as_str()));
        assert_eq!(halves.concat(), plain);
        parse(renderer.blocks(0, &Overlay::default()).as_str());
    }
}

#[test]
fn plain_text_and_markdown_can_be_read() {
    let lines = "# 4 A *statement*.[^68]\n{7}First & *second*[^16] words.\n> Quoted.\n> More.\n- #1 in it\n- 2\n## Sub_heading\n1. Not a list, see [x] <https://a.example site>.\n# b: Other\nx";
    let report = report(lines);
    assert_eq!(
        render::text::section(&report, 0),
        "Judgment 4\nA statement.[68]\n\n[page 7] First & second[16] words.\n\n> Quoted.\n\n> More.\n\n\
         - #1 in it\n- 2\n\nSub_heading\n\n1. Not a list, see [x] site.\n\nNotes\n\n\
         [68] The source does not include this note.\n[16] The source does not include this note.\n"
    );
    assert_eq!(
        render::markdown::section(&report, 0),
        "# 4\\. A *statement*.[^68]\n\n\\[page 7\\] First \\& *second*[^16] words.\n\n> Quoted.\n>\n> More.\n\n\
         - \\#1 in it\n- 2\n\n## Sub\\_heading\n\n1\\. Not a list, see \\[x\\] [site](<https://a.example>).\n\n\
         [^68]: The source does not include this note.\n[^16]: The source does not include this note.\n"
    );
}

#[test]
fn the_sample_is_drawn_whole_and_with_ids_of_its_own() {
    let report = sample();
    let renderer = Renderer::new(&report, &PLAIN);
    let mut all = String::new();
    for (at, section) in report.edition.sections.iter().enumerate() {
        let prefix = format!("{}-", section.id);
        let overlay = Overlay {
            prefix: &prefix,
            ..only(Layers::PAGE.with(Layers::CERTAINTY).without(Layers::PERMALINKS))
        };
        let title = Place::Title { section: at };
        let html = renderer.inline(title, &overlay).to_string();
        assert_eq!(stripped(&html), expected_words(&section.title, overlay.layers));
        all += &html;
        let html = renderer.blocks(at, &overlay).to_string();
        let words: String =
            section.blocks.iter().map(|b| expected_words(&b.text, overlay.layers)).collect();
        assert_eq!(stripped(&html).replace('\n', ""), words);
        all += &html;
    }
    // One page for all of it: the parser fails on an id that comes twice.
    let parsed = parse(&all);
    assert!(parsed.tags.contains("blockquote") && parsed.tags.contains("ul"));
}

#[test]
fn markdown_read_again_gives_the_words() {
    let pieces = [
        "a",
        "B",
        " ",
        "*",
        "_",
        "[x]",
        "<b>",
        "&amp;",
        "1.",
        "2)",
        "-",
        "+",
        "#",
        "`",
        "~~",
        "|",
        "\\",
        "[^1]",
        "![",
        "](y)",
        "$",
        "=",
        ">",
        "!",
        ":",
        "é",
        "“",
        "https://a.example",
        "***",
    ];
    let mut random = Random(1968);
    for _ in 0..1_000 {
        let words: String =
            (0..=random.below(14)).map(|_| pieces[random.below(pieces.len())]).collect();
        let plain = format!("x{words}").split_whitespace().collect::<Vec<_>>().join(" ");
        let bounds: Vec<usize> =
            (0..=plain.len()).filter(|at| plain.is_char_boundary(*at)).collect();
        let link = RangeKind::Link("https://a.example/<x>(".to_owned());
        let kind = [link, RangeKind::Emphasis, RangeKind::Strong, RangeKind::Code][random.below(4)]
            .clone();
        let (a, b) = (bounds[random.below(bounds.len())], bounds[random.below(bounds.len())]);
        let ranges = vec![TextRange { span: Span::new(a.min(b), a.max(b)), kind }];
        let without_x = plain[1..].trim().to_owned();
        let texts = [
            (BlockKind::Paragraph, Text::new(plain.clone(), ranges)),
            (BlockKind::Quotation, Text::from(without_x.as_str())),
            (BlockKind::Item { ordinal: None, depth: 0 }, Text::from(without_x.as_str())),
            (BlockKind::Heading, Text::from(plain.as_str())),
            (BlockKind::Table, Text::from(format!("{plain}\tb\n{plain}\tc").as_str())),
        ];
        for (kind, text) in texts {
            if text.plain().is_empty() {
                continue;
            }
            let mut lines = edition("# 1 T");
            let wanted = text.plain().replace(['\t', '\n'], "");
            push(&mut lines.sections[0], kind, text);
            let markdown = render::markdown::section(&annotated(lines, register()), 0);
            assert_eq!(words_of_markdown(&markdown), format!("1. T{wanted}"), "{markdown}");
        }
    }
}

/// The words of a Markdown document, as its readers would show them.
fn words_of_markdown(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let options = Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    let words = |event| match event {
        Event::Text(text) | Event::Code(text) => text.to_string(),
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in {markdown}"),
        Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {
            panic!("{event:?} in {markdown}")
        }
        _ => String::new(),
    };
    Parser::new_ext(markdown, options).map(words).collect()
}

/// A document in pieces.
#[derive(Default)]
struct Parsed {
    words: String,
    tags: HashSet<String>,
    attributes: HashSet<String>,
}

fn stripped(html: &str) -> String {
    parse(html).words
}

/// Reads HTML as strictly as this program writes it, and fails on anything else: tags that do
/// not nest, links in links, an id twice, an attribute without quotes, a bare `<` or `&`.
fn parse(html: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut ids = HashSet::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        parsed.words += &unescape(&rest[..at]);
        // No attribute value of ours holds a bare `>`.
        let end = rest[at..].find('>').map(|end| at + end).expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "tags nest in {html}");
            continue;
        }
        let name_end = tag.find(' ').unwrap_or(tag.len());
        let name = tag[..name_end].to_owned();
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()) && !name.is_empty(), "{html}");
        let mut attributes = &tag[name_end..];
        while !attributes.is_empty() {
            let (key, value) = attributes.trim_start().split_once("=\"").expect("a quoted value");
            let (value, after) = value.split_once('"').expect("a value ends");
            assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{html}");
            let value = unescape(value);
            assert!(key != "id" || ids.insert(value.clone()), "id {value} twice in {html}");
            parsed.attributes.insert(key.to_owned());
            attributes = after;
        }
        if name == "a" {
            assert!(!open.contains(&name), "a link in a link in {html}");
        }
        parsed.tags.insert(name.clone());
        if !["br", "img"].contains(&name.as_str()) {
            open.push(name);
        }
    }
    parsed.words += &unescape(rest);
    assert!(open.is_empty(), "{open:?} left open in {html}");
    parsed
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out += &rest[..at];
        let end = at + rest[at..].find(';').expect("an entity ends");
        out += match &rest[at..=end] {
            "&amp;" => "&",
            "&lt;" => "<",
            "&gt;" => ">",
            "&quot;" => "\"",
            "&#39;" => "'",
            other => panic!("{other} is not ours"),
        };
        rest = &rest[end + 1..];
    }
    out + rest
}
