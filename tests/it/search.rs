//! Search: the language, names, spelling, marks, filters and odd queries over a small report.
//!
//! The report is made here, so that each case shows what it needs. How well the sample report is
//! searched is measured in `judged`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod judged;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sidenote::annotate::{AnnotatedReport, annotate};
use sidenote::model::{
    Alias, Author, Block, BlockId, BlockKind, Edition, Entity, EntityKind, Gloss, NoteNumber,
    NoteSource, PageLabel, Part, RangeKind, Register, Report, Scope, Section, SectionId,
    SectionKind, SourceKind, Span, Text, TextRange, Theme,
};
use sidenote::search::{
    Answer, ChipKind, Hit, HitKind, Index, LARGEST_LIMIT, NoticeCode, Request, Sort,
    SuggestionKind, Target,
};

/// Text with `{7}` for a marker of note 7 and `{p.7}` for the start of page 7.
fn text(marked: &str) -> Text {
    let (mut plain, mut ranges) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(open) = rest.find('{') {
        plain.push_str(&rest[..open]);
        let close = rest[open..].find('}').unwrap() + open;
        let kind = match rest[open + 1..close].strip_prefix("p.") {
            Some(page) => RangeKind::PageBreak(page.parse::<PageLabel>().unwrap()),
            None => RangeKind::Marker(rest[open + 1..close].parse().unwrap()),
        };
        ranges.push(TextRange { span: Span::at(plain.len()), kind });
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    Text::new(plain, ranges)
}

fn judgment(number: u32, statement: &str, blocks: &[(BlockKind, &str)]) -> Section {
    let mut next = 0;
    Section {
        id: SectionId::of_judgment(number),
        kind: SectionKind::Judgment,
        number: Some(number),
        title: text(statement),
        blocks: blocks
            .iter()
            .map(|(kind, words)| {
                let id = if *kind == BlockKind::Heading {
                    words.to_lowercase().replace(' ', "-").parse().unwrap()
                } else {
                    next += 1;
                    BlockId::Number(next)
                };
                Block { id, kind: kind.clone(), text: text(words), page: None }
            })
            .collect(),
        part: 0,
        page: None,
    }
}

fn entity(id: &str, name: &str, kind: EntityKind, aliases: &[&str], also: &[&str]) -> Entity {
    let alias = |text: &&str| Alias { text: (*text).to_owned(), only: vec![], except: vec![] };
    Entity {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        kind,
        aliases: std::iter::once(&name).chain(aliases).map(alias).collect(),
        also: also.iter().map(|&name| name.to_owned()).collect(),
        native: None,
        description: String::new(),
        role: None,
        relations: Vec::new(),
    }
}

fn report(slug: &str) -> Arc<AnnotatedReport> {
    use BlockKind::{Heading, Paragraph, Quotation};
    let sections = vec![
        judgment(
            1,
            "Drones spread faster than rules about them.",
            &[
                (
                    Paragraph,
                    "{p.1}Ziyan sold its Blowfish A2 to the UAE in 2019.{1} The model carries \
                     missiles or machine guns. Its maker shipped 5,518 units of face-recognition \
                     gear for $14.7 billion.",
                ),
                (
                    Paragraph,
                    "The PLA watches the U.S. closely. So-called “Standard Essential Patents” \
                     (SEPs) matter {p.2}to it. Holders of SEPs warn of lawsuits.",
                ),
                (Quotation, "“We are ‘giants’ of 智能化 warfare,” the café’s owner said."),
            ],
        ),
        judgment(
            2,
            "Chips decide the race.",
            &[
                (Heading, "Weak supply"),
                (
                    Paragraph,
                    "Most of the world’s processors are made in Taiwan on a 7nm line. The law \
                     compels firms to help the state.",
                ),
                (
                    Paragraph,
                    "A semiconductor plant needs workers. The arms race is about chips, and the \
                     race for arms is not. Warning signs abound.",
                ),
            ],
        ),
    ];
    let edition = Edition::new(
        Report {
            slug: slug.parse().unwrap(),
            title: "Small report".into(),
            subtitle: None,
            authors: vec![Author { name: "A. Author".into(), ..Author::default() }],
            publisher: None,
            published: None,
            language: "en".into(),
            source_url: None,
            rights: None,
            edition: "first".into(),
        },
        vec![Part { title: text("ON MACHINES"), sections: 0..2, page: None }],
        sections,
        Vec::new(),
        Vec::new(),
        None,
    );
    let register = Register {
        entities: vec![
            entity(
                "pla",
                "People’s Liberation Army",
                EntityKind::Organization,
                &["PLA"],
                &["Chinese military"],
            ),
            entity("united-states", "United States", EntityKind::Place, &["U.S."], &["America"]),
            entity("ziyan", "Ziyan", EntityKind::Organization, &[], &[]),
        ],
        themes: vec![Theme {
            id: "exports".parse().unwrap(),
            name: "Arms exports".into(),
            description: String::new(),
            excludes: None,
            scopes: vec!["1/1".parse::<Scope>().unwrap()],
        }],
        glosses: vec![Gloss {
            number: NoteNumber::new(1).unwrap(),
            text: "Ziyan sold the Blowfish A2 abroad, says its brochure.".into(),
            source: NoteSource { kind: SourceKind::Company, name: Some("brochure".into()) },
        }],
        ignored_names: Vec::new(),
        unthemed: Vec::new(),
    };
    let annotations = annotate(&edition, &register);
    Arc::new(AnnotatedReport { edition, register, annotations })
}

fn index() -> Index {
    Index::build(&[report("small")]).unwrap()
}

fn name(hit: &Hit) -> String {
    match hit.target {
        Target::Title { section } => format!("{}", section + 1),
        Target::Block { section, block } => format!("{}/{}", section + 1, block + 1),
        Target::Note(number) => format!("n{number}"),
        Target::Entity(at) => format!("e{at}"),
    }
}

/// The hits' texts with what is marked in brackets.
fn marked(hit: &Hit) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for span in &hit.highlights {
        assert!(span.start >= at && span.start < span.end, "marks are sorted and lie apart");
        shown += &hit.text[at..span.start];
        shown += "[";
        shown += span.of(&hit.text);
        shown += "]";
        at = span.end;
    }
    shown + &hit.text[at..]
}

/// Asserts the first hits, by name, and what is marked in the best sentence of the first.
#[track_caller]
fn check(query: &str, hits: &[&str], marks: &str) -> Answer {
    let answer = index().search(&Request::new(query));
    let found: Vec<_> = answer.hits.iter().map(name).collect();
    assert!(found.len() >= hits.len(), "{query}: {found:?}");
    assert_eq!(&found[..hits.len()], hits, "{query}");
    if let Some(first) = answer.hits.first() {
        assert!(marked(first).contains(marks), "{query}: {}", marked(first));
    }
    answer
}

/// Asserts all hits, in any order.
#[track_caller]
fn check_all(query: &str, hits: &[&str]) -> Answer {
    let answer = index().search(&Request::new(query));
    let mut found: Vec<_> = answer.hits.iter().map(name).collect();
    found.sort();
    assert_eq!(found, hits, "{query}");
    assert_eq!(answer.total, hits.len(), "{query}");
    answer
}

#[test]
fn words_meet_in_all_their_spellings() {
    check("US", &["1/2"], "the [U.S.] closely");
    check("face recognition", &["1/1"], "[face]-[recognition] gear");
    check("face-recognition", &["1/1"], "[face-recognition] gear");
    check("facerecognition", &["1/1"], "[face-recognition] gear");
    check("'giants'", &["1/3"], "‘[giants]’");
    check("cafe", &["1/3"], "the [café]");
    check("cafe\u{301}", &["1/3"], "the [café]");
    check("ＢＬＯＷＦＩＳＨ", &["1/1"], "[Blowfish] A2");
    check("智能化", &["1/3"], "[智能化]");
    check("能", &["1/3"], "[能化]");
}

#[test]
fn other_forms_of_a_word_are_found() {
    check("warns", &["1/2"], "SEPs [warn] of");
    check("compelling", &["2/2"], "law [compels] firms");
    check("selling", &["1/1"], "Ziyan [sold] its");
}

#[test]
fn numbers_are_found_with_their_units() {
    check("5518", &["1/1"], "[5,518] units");
    check("14.7 billion", &["1/1"], "$[14.7] [billion]");
    check("7 nm", &["2/2"], "a [7][nm] line");
    check("7nm", &["2/2"], "a [7nm] line");
}

#[test]
fn phrases_and_nearness_hold() {
    check_all("\"arms race\"", &["2/3"]);
    let answer = check_all("“race for arms”", &["2/3"]);
    assert!(marked(&answer.hits[0]).contains("the [race for arms] is"));
    check_all("\"law firms\"~1", &["2/2"]);
    // The words of a phrase that no text has need not all be there, as bare words need not.
    let answer = check_all("\"giants plant\"", &["1/3", "2/3"]);
    assert!(answer.notices.iter().any(|notice| notice.code == NoticeCode::Relaxed));
    check_all("\"firms law\"~1", &["2/2"]);
    let answer = check_all("\"processors taiwan\"~1 -chips", &[]);
    assert_eq!(answer.notices[0].code, NoticeCode::PhraseNotFound);
}

#[test]
fn operators_hold() {
    check_all("+chips +race", &["2", "2/3"]);
    check_all("+race -about", &["2"]);
    check_all("chips AND plant", &["2/3"]);
    check_all("giants OR plant", &["1/3", "2/3"]);
    check_all("(giants OR plant) AND NOT workers", &["1/3"]);
    check_all("semi*", &["2/3"]);
    check_all("kind:quotation", &["1/3"]);
    check_all("judgment:2 race", &["2", "2/3"]);
    check_all("page:2 -kind:note judgment:1", &["1/2", "1/3"]);
    check_all("judgment:KJ2 race", &["2", "2/3"]);
    check_all("judgment:two race", &["2", "2/3"]);
    check_all("page:2-9 -kind:note judgment:1", &["1/2", "1/3"]);
    // What has either is found, however common one of them is, and nothing is said to be missing.
    let answer = check_all("race OR workers", &["2", "2/3"]);
    assert!(answer.notices.is_empty(), "{:?}", answer.notices);
    let answer = check_all("giants OR plant", &["1/3", "2/3"]);
    assert!(answer.notices.is_empty(), "{:?}", answer.notices);
    check_all("entity:ziyan kind:paragraph", &["1/1"]);
    check_all("theme:\"arms exports\" kind:paragraph", &["1/1"]);
    check_all("report:small kind:heading", &["2/1"]);
    check_all("exact:warn", &["1/2"]);
    check_all("exact:warns", &[]);
}

#[test]
fn names_find_one_another() {
    let answer = check("People's Liberation Army", &["1/2"], "The [PLA] watches");
    let chip = &answer.chips[0];
    assert_eq!((chip.kind, chip.active), (ChipKind::Expansion, true));
    assert_eq!(chip.to, ["PLA"]);
    let answer = check("America", &["1/2"], "the [U.S.] closely");
    assert!(answer.chips.iter().any(|chip| chip.to.contains(&"U.S.".to_owned())));
    let mut request = Request::new("People's Liberation Army");
    request.without.insert(chip.id.clone());
    let answer = index().search(&request);
    assert!(!answer.chips[0].active, "a chip that is off stays to be seen");
    assert!(answer.hits.iter().all(|hit| !marked(hit).contains("[PLA]")));
}

#[test]
fn acronyms_are_learnt_from_the_text() {
    let answer = check("SEP", &["1/2"], "“[Standard Essential Patents]” ([SEPs])");
    let chip = answer.chips.iter().find(|chip| chip.to == ["Standard Essential Patents"]).unwrap();
    let told = format!("{:?}", chip.reasons);
    assert!(told.contains("Standard Essential Patents (SEPs)"), "{told}");
    check("standard essential patent", &["1/2"], "Holders of [SEPs]");
}

#[test]
fn misspelt_words_are_corrected() {
    for misspelt in ["semiconducter", "semicondutcor", "semiconducttor"] {
        let answer = check(misspelt, &["2/3"], "A [semiconductor] plant");
        let chip = answer.chips.iter().find(|chip| chip.kind == ChipKind::Correction).unwrap();
        assert_eq!(
            (chip.from.as_str(), &chip.to[..]),
            (misspelt, &["semiconductor".to_owned()][..])
        );
        let mut request = Request::new(misspelt);
        request.without.insert(chip.id.clone());
        let answer = index().search(&request);
        assert_eq!(answer.total, 0);
        assert!(answer.notices.iter().any(|notice| notice.code == NoticeCode::UnknownWords));
    }
    // What the corrected word names is told apart from the correction.
    let answer = check("Amercia", &["1/2"], "the [U.S.] closely");
    assert!(
        answer.hits[0].why.iter().any(|why| why.to_string() == "other names: U.S."),
        "{:?}",
        answer.hits[0]
    );
    // One letter off in three is another word.
    check_all("gnu", &[]);
}

#[test]
fn questions_put_the_answer_first() {
    check("who makes most of the world's processors?", &["2/2"], "[Most] of the [world]’s");
    let answer = check("what law compels firms to help the state", &["2/2"], "[law] [compels]");
    let hit = &answer.hits[0];
    assert_eq!(hit.passage.of(&hit.text), "The law compels firms to help the state.");
    assert_eq!(hit.sentence, Some(1));
}

#[test]
fn filters_and_facets_agree() {
    let index = index();
    let mut request = Request::new("blowfish");
    let answer = index.search(&request);
    let counts: Vec<_> =
        answer.facets.kind.iter().map(|value| (value.id.as_str(), value.count)).collect();
    assert_eq!(counts, [("paragraph", 1), ("note", 1)]);
    assert_eq!(answer.facets.entity[0].id, "ziyan");
    assert_eq!(answer.facets.theme[0].count, 2, "a note has the themes of what calls it");
    assert_eq!(answer.facets.section[0].label, "Judgment 1");
    request.kind = Some(HitKind::Note);
    let answer = index.search(&request);
    assert_eq!(answer.total, 1);
    assert_eq!(answer.facets.kind.len(), 2, "a facet shows what its other values would find");
    assert_eq!(answer.facets.report[0].count, 1);
    assert!(answer.facets.kind[1].chosen);
    request.entity = Some("nobody".parse().unwrap());
    assert_eq!(index.search(&request).total, 0);
}

#[test]
fn hits_come_in_pages_and_in_place() {
    let index = index();
    let mut request = Request::new("the");
    let all = index.search(&request);
    assert_eq!(all.notices[0].code, NoticeCode::StopWords);
    request.sort = Sort::Place;
    let placed: Vec<_> = index.search(&request).hits.iter().map(name).collect();
    assert_eq!(placed, ["1/1", "n1", "1/2", "1/3", "2", "2/2", "2/3"], "a note after its text");
    (request.limit, request.offset) = (1, 1);
    let page = index.search(&request);
    assert_eq!((page.total, name(&page.hits[0])), (all.total, placed[1].clone()));
    (request.limit, request.offset) = (usize::MAX, usize::MAX);
    assert!(index.search(&request).hits.is_empty());
    assert_eq!(LARGEST_LIMIT, 100);
}

#[test]
fn several_reports_are_told_apart() {
    let index = Index::build(&[report("first"), report("second")]).unwrap();
    let mut request = Request::new("blowfish");
    let answer = index.search(&request);
    assert_eq!(answer.total, 4);
    assert_eq!(answer.facets.report.len(), 2);
    assert!(answer.facets.section.is_empty(), "judgment 1 of two reports is not one section");
    request.report = Some("second".parse().unwrap());
    let answer = index.search(&request);
    assert!(answer.hits.iter().all(|hit| hit.report == 1));
    assert_eq!(answer.facets.section[0].count, 2);
    let suggestions = index.suggest("ziy", 8);
    assert_eq!(suggestions.len(), 1, "one entity of two reports is suggested once");
}

#[test]
fn first_letters_suggest() {
    let index = index();
    assert!(index.suggest("z", 8).is_empty());
    let ziyan = &index.suggest("zi", 8)[0];
    assert_eq!(ziyan.kind, SuggestionKind::Entity { report: 0, entity: 2 });
    assert_eq!(ziyan.typed[0].of(&ziyan.text), "Zi");
    assert!(index.suggest("lib ar", 8).iter().any(|s| s.text == "People’s Liberation Army"));
    assert!(
        index.suggest("arms", 8).iter().any(|s| matches!(s.kind, SuggestionKind::Theme { .. }))
    );
    assert!(index.suggest("chips", 8).iter().any(|s| s.detail.as_deref() == Some("Judgment 2")));
    assert!(index.suggest("a semi", 8).iter().any(|s| s.text == "a semiconductor"));
    // Only what texts have after the word before.
    assert!(index.suggest("new semi", 8).is_empty());
    let named = index.suggest("entity:zi", 8);
    assert_eq!(named.len(), 1, "{named:?}");
    assert_eq!(named[0].kind, SuggestionKind::Entity { report: 0, entity: 2 });
    let dotted = index.suggest("u.s", 8);
    assert_eq!(dotted.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["United States"]);
    assert_eq!(index.suggest("s", 0), []);
}

#[test]
fn odd_queries_are_answered_with_a_notice() {
    let index = index();
    let long = "chips ".repeat(11_000);
    let terms: String = ["race", "law", "plant"].map(|word| format!("{word} ")).concat().repeat(20);
    let cases: [(&str, NoticeCode); 20] = [
        ("", NoticeCode::Empty),
        ("  \t\n ", NoticeCode::Empty),
        ("?!… — \u{200b}", NoticeCode::PlainWords),
        ("the of and", NoticeCode::StopWords),
        (&long, NoticeCode::TooLong),
        (&terms, NoticeCode::TooManyTerms),
        ("- *", NoticeCode::PlainWords),
        ("*^2", NoticeCode::PlainWords),
        ("a:(^", NoticeCode::PlainWords),
        ("\"\"~3", NoticeCode::PlainWords),
        ("::", NoticeCode::PlainWords),
        ("chips AND", NoticeCode::PlainWords),
        ("/ch.*ps/", NoticeCode::PlainWords),
        ("s*", NoticeCode::ShortPrefix),
        ("entity:nobody", NoticeCode::UnknownField),
        ("colour:red", NoticeCode::UnknownField),
        ("judgment:99", NoticeCode::UnknownField),
        ("judgment:plenty", NoticeCode::UnknownField),
        ("page:99", NoticeCode::UnknownField),
        ("page:98-99", NoticeCode::UnknownField),
    ];
    for (query, code) in cases {
        let answer = index.search(&Request::new(query));
        let shown: String = query.chars().take(30).collect();
        assert!(answer.notices.iter().any(|n| n.code == code), "{shown}: {:?}", answer.notices);
    }
    let brackets = format!("{}chips{}", "(".repeat(100), ")".repeat(100));
    let answer = index.search(&Request::new(brackets));
    assert!(answer.notices.iter().any(|notice| notice.code == NoticeCode::TooDeep));
    assert_eq!(name(&answer.hits[0]), "2");
}

#[test]
fn very_long_queries_are_answered_at_once() {
    let index = index();
    let words: Vec<String> = (0..10_000).map(|number| format!("word{number}")).collect();
    let cases = [
        "chips ".repeat(64 * 1024 / 6),
        "x".repeat(64 * 1024),
        "\u{301}".repeat(64 * 1024),
        "智".repeat(64 * 1024),
        format!("chips {}", words.join(" ")),
        format!("{}chips{}", "(".repeat(100_000), ")".repeat(100_000)),
        "(chips OR ".repeat(10_000),
        "NOT ".repeat(20_000) + "chips",
        "\"a b\"~100 ".repeat(10_000),
        "a* ".repeat(10_000),
    ];
    for query in cases {
        let answer = index.search(&Request::new(&query));
        let shown: String = query.chars().take(20).collect();
        assert_eq!(answer.notices[0].code, NoticeCode::TooLong, "{shown}");
        assert!(answer.query.chars().count() <= 256, "{shown}");
        // Far more than any of them takes, far less than one that is not bounded.
        assert!(answer.took < Duration::from_millis(500), "{shown}: {:?}", answer.took);
        drop(index.suggest(&query, 8));
    }
}

#[test]
fn what_is_odd_is_told_in_its_own_words() {
    let index = index();
    let deep = format!("{}race", "(".repeat(20));
    let cases = [
        ("", "there are no words to search for"),
        ("the of", "in nearly every text"),
        ("chips -", "has no words and was left out"),
        ("chips )", "closing bracket has no opening one"),
        ("(chips", "a bracket is not closed"),
        (deep.as_str(), "brackets deeper than 8"),
        ("\"chips", "quotation mark is not closed"),
        ("\"trade war\"~x", "needs a number"),
        ("chips OR", "OR needs words on both sides"),
        ("chips AND", "AND needs words on both sides"),
        ("ch?ps*x", "was read as plain words"),
        ("c*", "needs 2 letters"),
        ("colour:red", "“colour:” is no field"),
        ("kind:poem", "no kind is called “poem”"),
        ("theme:none", "no theme is called “none”"),
        ("report:none", "no report is called “none”"),
        ("\"chips workers\"", "no text has “chips workers”; its words were searched"),
        ("zzzz", "no text has “zzzz”"),
        ("giants plant", "no text has all of the words"),
    ];
    for (query, words) in cases {
        let notices = index.search(&Request::new(query)).notices;
        assert!(notices.iter().any(|n| n.text.contains(words)), "{query}: {notices:?}");
    }
}

#[test]
fn when_time_is_up_the_answer_says_so() {
    let index = index();
    let mut request = Request::new("blowfish chips \"race for arms\"");
    request.time = Duration::ZERO;
    let answer = index.search(&request);
    assert!(answer.notices.iter().any(|notice| notice.code == NoticeCode::Partial));
    request.time = Request::new("").time;
    let answer = index.search(&request);
    assert!(answer.total > 0, "a phrase that time ran out for is not taken for missing later");
    assert!(answer.notices.iter().all(|notice| notice.code != NoticeCode::Partial));
}

#[test]
fn numbers_and_families_of_words_meet() {
    check("5 518", &["1/1"], "[5,518] units");
    let answer = check("semiconductivity", &["2/3"], "A [semiconductor] plant");
    assert!(answer.chips.iter().any(|chip| chip.kind == ChipKind::Correction));
}

#[test]
fn nothing_that_is_typed_panics() {
    let index = index();
    let pieces = [
        "chips",
        "\"",
        "(",
        ")",
        "-",
        "*",
        "~3",
        "AND",
        "NOT",
        "entity:",
        "e\u{301}\u{301}",
        "👩‍💻",
        "智能",
        "\u{202e}7ｎｍ",
        "U.S.",
        "’s",
    ];
    // Every row of three pieces, glued and apart.
    for a in pieces {
        for b in pieces {
            for c in pieces {
                for query in [format!("{a}{b}{c}"), format!("{a} {b} {c}")] {
                    for hit in index.search(&Request::new(query)).hits {
                        let _ = marked(&hit);
                    }
                }
            }
            let _ = index.suggest(&format!("{a}{b}"), 5);
        }
    }
}

/// A folder for a test's index, empty at first and removed at the end.
struct IndexFolder(PathBuf);

impl IndexFolder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn open(&self, slug: &str) -> Index {
        Index::open_or_build(&self.0, &[report(slug)]).unwrap()
    }

    /// The files that are there, sorted, but for the lock.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "sidenote-search.lock");
        names.sort();
        names
    }

    /// The only index.
    fn index(&self) -> PathBuf {
        let name = self.names().into_iter().find(|name| has_extension(name, "index"));
        self.0.join(name.expect("an index"))
    }
}

fn has_extension(name: &str, wanted: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == wanted)
}

impl Drop for IndexFolder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

#[test]
fn an_index_on_disk_is_reused_and_answers_alike() {
    let folder = IndexFolder::new("search-reuse");
    let first = folder.open("small");
    let written = |folder: &IndexFolder| fs::metadata(folder.index()).unwrap().modified().unwrap();
    let (names, before) = (folder.names(), written(&folder));
    assert_eq!(names.len(), 1, "{names:?}");
    let second = folder.open("small");
    assert_eq!((folder.names(), written(&folder)), (names, before));
    // What is done to the file of an index in use does nothing to its answers.
    fs::write(folder.index(), "").unwrap();
    for query in ["blowfish", "arms race", "America", "semi*", "\"race for arms\"", "blowfsh"] {
        let answers = [&first, &second, &index()].map(|index| {
            let answer = index.search(&Request::new(query));
            (answer.hits, answer.facets, answer.chips)
        });
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{query}");
    }
}

#[test]
fn a_broken_index_is_moved_aside_and_made_anew() {
    let folder = IndexFolder::new("search-broken");
    drop(folder.open("small"));
    let path = folder.index();
    let sound = fs::read(&path).unwrap();
    let check = |what: &str| {
        let answer = folder.open("small").search(&Request::new("blowfish"));
        assert_eq!(answer.total, 2, "{what}");
        let made = fs::read(&path).unwrap();
        drop(folder.open("small"));
        assert!(made.len() > 1_000 && fs::read(&path).unwrap() == made, "{what}: not made anew");
        let names = folder.names();
        assert!(names.len() == 2 && has_extension(&names[0], "broken"), "{what}: {names:?}");
    };
    // At each of some forty places, a flip and a cut.
    for at in (0..sound.len()).step_by(sound.len() / 40) {
        let mut flipped = sound.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, flipped).unwrap();
        check(&format!("flipped at {at}"));
        fs::write(&path, &sound[..at]).unwrap();
        check(&format!("cut at {at}"));
    }
    let mut longer = sound.clone();
    longer.extend([0; 100]);
    fs::write(&path, longer).unwrap();
    check("too long");
    fs::write(&path, [b'x'; 10_000]).unwrap();
    check("something else");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    check("a folder");
    fs::remove_file(&path).unwrap();
    check("deleted");
}

#[test]
fn an_index_of_other_content_or_version_is_not_read() {
    let folder = IndexFolder::new("search-other");
    drop(folder.open("small"));
    // Of an earlier version, broken once, left unfinished by an end without warning; and a file
    // that is somebody else's.
    let others = [
        "sidenote-search-0-old.index",
        "sidenote-search-0-old.broken",
        "sidenote-search.new",
        "sidenote-search-notes.txt",
    ];
    for name in others {
        fs::write(folder.0.join(name), "something").unwrap();
    }
    let before = folder.index();
    let mut changed = (*report("small")).clone();
    changed.register.glosses.clear();
    let changed = Index::open_or_build(&folder.0, &[Arc::new(changed)]).unwrap();
    assert_eq!(changed.search(&Request::new("brochure")).total, 0);
    let now = folder.names();
    assert_eq!(now.len(), 2, "old indexes go, other files stay: {now:?}");
    assert!(folder.index() != before && now[1] == "sidenote-search-notes.txt", "{now:?}");
}

#[test]
fn while_another_process_writes_the_folder_is_left_alone() {
    let folder = IndexFolder::new("search-locked");
    let lock = fs::File::create(folder.0.join("sidenote-search.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(folder.open("small").search(&Request::new("blowfish")).total, 2);
    assert_eq!(folder.names(), [""; 0]);
    lock.unlock().unwrap();
    drop(folder.open("small"));
    assert_eq!(folder.names().len(), 1);
}

#[test]
fn where_no_index_can_be_written_it_stays_in_memory() {
    let folder = IndexFolder::new("search-unwritable");
    let file = folder.0.join("file");
    fs::write(&file, "no folder").unwrap();
    let index = Index::open_or_build(&file, &[report("small")]).unwrap();
    assert_eq!(index.search(&Request::new("blowfish")).total, 2);
}
