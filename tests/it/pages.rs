//! What pages say: kinds of page on a small report, and hostile words that must stay words.

use std::fs;

use sidenote::annotate::AnnotatedReport;
use sidenote::library::{Library, Source};
use sidenote::model::{
    Author, Gloss, NoteNumber, NoteSource, Register, Relation, Report, SourceKind, Text,
};
use sidenote::web::address::{Address, Parsed};
use sidenote::web::answer::{Answer, Made};
use sidenote::web::error::Problem;
use sidenote::web::language::Language;
use sidenote::web::page;
use sidenote::web::query::Query;

use crate::annotate::{annotated, edition, entity, theme};
use crate::markup::{self, main_of};
use crate::web::small_report;

/// The answer at `target`, by the pages alone.
pub(crate) fn ask(library: &Library, target: &str) -> Result<Answer, Problem> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match Address::parse(path)? {
        Parsed::Canonical(address) => page::make(library, &address, &Query::parse(query)?),
        Parsed::NearMiss(to) => Ok(Answer::Redirect { to, permanent: true }),
        Parsed::Unknown => Err(Problem::unknown("no page has this address")),
    }
}

/// The document at `target`, a problem's page too.
pub(crate) fn open(library: &Library, target: &str) -> Made {
    match ask(library, target) {
        Ok(Answer::Made(made)) => made,
        Ok(Answer::Redirect { to, .. }) => panic!("{target} leads to {to}"),
        Ok(Answer::Moved(to)) => panic!("{target} leads to {to}"),
        Err(problem) => page::problem(library, &problem, Language::default()),
    }
}

pub(crate) fn text(made: &Made) -> &str {
    std::str::from_utf8(&made.body).expect("UTF-8")
}

/// The editor's `line` about a note, whose sentence names a source of the same words.
fn gloss(number: u32, line: &str) -> Gloss {
    Gloss {
        number: NoteNumber::new(number).expect("a number"),
        text: line.to_owned(),
        source: NoteSource { kind: SourceKind::Company, name: Some(line.to_owned()) },
    }
}

/// [`small_report`] with all that a title page and an editor may add.
pub(crate) fn dressed_report() -> AnnotatedReport {
    let AnnotatedReport { mut edition, mut register, .. } = small_report();
    edition.report = Report {
        subtitle: Some("With a Subtitle".to_owned()),
        authors: vec![Author {
            name: "A. Writer".to_owned(),
            affiliation: Some("Some Institute".to_owned()),
            ..Author::default()
        }],
        publisher: Some("Some Institute".to_owned()),
        published: Some(jiff::civil::date(2019, 2, 6)),
        source_url: Some("https://publisher.example/report".to_owned()),
        rights: Some("All rights are the author’s.".to_owned()),
        ..edition.report
    };
    register.glosses = vec![gloss(3, "Ziyan sells to all who pay.")];
    annotated(edition, register)
}

fn library(report: AnnotatedReport) -> Library {
    Library::of(vec![report]).expect("an index")
}

#[test]
fn kinds_of_page() {
    let library = library(dressed_report());
    for (name, target) in [
        ("shelf", "/"),
        ("front", "/a-report"),
        ("section", "/a-report/1"),
        ("sentence", "/a-report/1/1.1"),
        ("all", "/a-report/all"),
        ("notes", "/a-report/notes"),
        ("note", "/a-report/notes/3"),
        ("entities", "/a-report/entities"),
        ("entity", "/a-report/entities/huawei"),
        ("themes", "/a-report/themes"),
        ("theme", "/a-report/themes/drones"),
        ("search", "/search?q=drones"),
        ("go", "/go?ref=huawey"),
        ("missing", "/a-report/2"),
    ] {
        let made = open(&library, target);
        insta::assert_snapshot!(name, main_of(text(&made)));
    }
}

#[test]
fn a_head_names_its_very_point() {
    let library = library(dressed_report());
    let head = |target: &str| {
        let page = open(&library, target);
        let elements = markup::read(text(&page));
        let meta = |name: &str| {
            let is_it = |e: &&markup::Element| {
                e.get("name") == Some(name) || e.get("property") == Some(name)
            };
            elements.iter().find(is_it).and_then(|e| e.get("content")).unwrap_or("").to_owned()
        };
        let title =
            elements.iter().find(|e| e.tag == "title").expect("a title").words.trim().to_owned();
        let canonical = elements.iter().find(|e| e.get("rel") == Some("canonical"));
        let canonical = canonical.and_then(|e| e.get("href")).unwrap_or("").to_owned();
        [title, canonical, meta("description"), meta("og:title"), meta("og:description")]
    };
    assert_eq!(
        head("/a-report/1/1.2"),
        [
            "Judgment 1, paragraph 1, sentence 2 · A Report",
            "/a-report/1/1.2",
            "Café Noir did not.",
            "Judgment 1, paragraph 1, sentence 2",
            "Café Noir did not.",
        ]
    );
    assert_eq!(
        head("/a-report/1")[0],
        "Judgment 1: Drones spread faster than rules about them. · A Report"
    );
    assert_eq!(head("/a-report/notes/3")[2], "Ziyan sells to all who pay.");
    assert_eq!(head("/a-report")[0], "A Report: With a Subtitle · Sidenote");
}

#[test]
fn every_page_of_a_report_names_its_source_and_rights() {
    let library = library(dressed_report());
    for target in
        ["/a-report", "/a-report/1/1", "/a-report/all", "/a-report/notes/1", "/a-report/9"]
    {
        let page = open(&library, target);
        let (_, footer) = text(&page).split_once("<footer").expect("a footer");
        for words in ["A. Writer", "https://publisher.example/report", "All rights are"] {
            assert!(footer.contains(words), "{target} does not say {words}");
        }
    }
}

#[test]
fn printed_pages_and_headings_lead_to_their_points() {
    let library = library(dressed_report());
    for (target, expected) in [
        ("/a-report/page/3", "/a-report/introduction/1"),
        ("/a-report/page/4", "/a-report/1/1.1"),
        ("/a-report/1/who-sells.1", "/a-report/1/who-sells"),
        ("/go?ref=KJ1", "/a-report/1"),
        ("/go?ref=n3", "/a-report/notes/3"),
        ("/go?ref=Huawei&report=a-report", "/a-report/entities/huawei"),
    ] {
        match ask(&library, target) {
            Ok(Answer::Redirect { to, .. }) => assert_eq!(to.to_string(), expected),
            other => panic!("{target} is {other:?}"),
        }
    }
}

#[test]
fn what_is_missing_offers_what_is_near() {
    let library = library(dressed_report());
    for (target, near) in [
        ("/a-reprot", "/a-report"),
        ("/a-report/7", "/a-report/1"),
        ("/a-report/introductoin", "/a-report/introduction"),
        ("/a-report/1/9", "/a-report/1/3"),
        ("/a-report/1/who-sell", "/a-report/1/who-sells"),
        ("/a-report/1/1.9", "/a-report/1/1"),
        ("/a-report/notes/8", "/a-report/notes/3"),
        ("/a-report/entities/huawie", "/a-report/entities/huawei"),
        ("/a-report/themes/drone", "/a-report/themes/drones"),
        ("/a-report/page/9", "/a-report/page/4"),
    ] {
        let page = open(&library, target);
        assert_eq!(page.status.as_u16(), 404, "{target}");
        let link = format!("href=\"{near}\"");
        assert!(main_of(text(&page)).contains(&link), "{target} does not offer {near}");
    }
}

#[test]
fn a_removed_block_is_gone_and_says_what_stood_there() {
    let mut report = dressed_report();
    report.register.glosses = [1, 2, 3].map(|number| gloss(number, "A claim.")).into();
    let mut folder = sidenote::content::write_report(&report.edition, &report.register, b"text");
    let ledger = folder.get_mut("ledger.toml").expect("a ledger");
    let kept = String::from_utf8(ledger.clone()).expect("UTF-8");
    let row = format!(
        "\n[[block]]\nat = \"1/9\"\nprint = \"{}\"\ngone = true\n\
         sentences = [{{ n = 2, text = \"Gone words.\" }}]\n",
        sidenote::model::Fingerprint::of("Gone words."),
    );
    *ledger = (kept + &row).into_bytes();

    let root = std::env::temp_dir().join(format!("sidenote-pages-{}", std::process::id()));
    for (name, bytes) in folder {
        let path = root.join("a-report").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, bytes).expect("a file is written");
    }
    let read = Library::read(&Source::Directory(root.clone()));
    fs::remove_dir_all(&root).expect("the folder is removed");
    let (library, faults) = read.expect("a library");
    assert!(!faults.iter().any(sidenote::diagnostic::Diagnostic::is_error), "{faults:?}");

    for target in ["/a-report/1/9", "/a-report/1/9.2"] {
        let page = open(&library, target);
        assert_eq!(page.status.as_u16(), 410, "{target}");
        let main = main_of(text(&page));
        assert!(main.contains("Gone words.") && main.contains("href=\"/a-report/1\""), "{main}");
    }
}

/// Words that would run, end an attribute, or lead to a script, if they were markup anywhere.
const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&{{7*7}}</main>";

fn hostile_report() -> AnnotatedReport {
    let mut edition = edition(
        "# introduction: Introduction
        Huawei sells {3}it.[^1] In 2018 it likely made $5 billion.
        # 1 A statement
        ## Head
        > Quoted
        - Item
        Last words.[^2]",
    );
    let append = |text: &mut Text| {
        *text = Text::new(format!("{} {HOSTILE}", text.plain()), text.ranges().to_vec());
    };
    append(&mut edition.parts[0].title);
    for section in &mut edition.sections {
        append(&mut section.title);
        section.blocks.iter_mut().for_each(|block| append(&mut block.text));
    }
    let hostile = || Some(HOSTILE.to_owned());
    edition.report = Report {
        title: HOSTILE.to_owned(),
        subtitle: hostile(),
        authors: vec![Author {
            name: HOSTILE.to_owned(),
            affiliation: hostile(),
            ..Author::default()
        }],
        publisher: hostile(),
        rights: hostile(),
        edition: HOSTILE.to_owned(),
        source_url: Some("https://publisher.example/?a=\"><script>alert(1)</script>".to_owned()),
        ..edition.report
    };
    let mut huawei = entity("huawei", sidenote::model::EntityKind::Organization, &["Huawei"]);
    HOSTILE.clone_into(&mut huawei.name);
    huawei.native = hostile();
    huawei.role = hostile();
    HOSTILE.clone_into(&mut huawei.description);
    huawei.relations =
        vec![Relation { verb: HOSTILE.to_owned(), to: "huawei".parse().expect("an id"), at: None }];
    let mut drones = theme("drones", &["1/1", "1/title", "introduction"]);
    HOSTILE.clone_into(&mut drones.name);
    HOSTILE.clone_into(&mut drones.description);
    drones.excludes = hostile();
    let glosses = [1, 2].map(|number| gloss(number, HOSTILE));
    let register = Register {
        entities: vec![huawei],
        themes: vec![drones],
        glosses: glosses.into(),
        ..Register::default()
    };
    annotated(edition, register)
}

#[test]
fn hostile_words_stay_words() {
    let library = library(hostile_report());
    for target in [
        "/",
        "/a-report",
        "/a-report/introduction",
        "/a-report/1",
        "/a-report/1/1",
        "/a-report/introduction/1.2",
        "/a-report/all",
        "/a-report/notes",
        "/a-report/notes/1",
        "/a-report/entities",
        "/a-report/entities?q=%22%3E%3Cscript%3E&kind=%22%3E&sort=%22%3E",
        "/a-report/figures?kind=money&unit=%22%3E%3Cscript%3E",
        "/a-report/entities/huawei",
        "/a-report/themes",
        "/a-report/themes/drones",
        "/a-report/evidence",
        "/a-report/figures",
        "/a-report/timeline",
        "/a-report/language",
        "/a-report/receipt",
        "/a-report/nothing",
        "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?q=huawei&entity=%22%3E%3Cscript%3E&without=%22%3E%3Cscript%3E",
        "/go?ref=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&report=%22%3E",
    ] {
        let page = open(&library, target);
        for element in markup::read(text(&page)) {
            let tag = element.tag.as_str();
            assert!(tag != "img", "{target} draws an image");
            if tag == "script" && element.get("type") == Some("application/ld+json") {
                // A data block: no browser runs it, so the policy lets it stand inline.
                let data = serde_json::from_str::<serde_json::Value>(&element.words);
                assert!(data.is_ok(), "{target}: {}", element.words);
            } else if tag == "script" {
                let src = element.get("src").or(element.get("data-src"));
                let ours = src.is_some_and(|src| src.starts_with("/assets/"));
                assert!(ours, "{target} has a script of its own");
                assert!(element.words.trim().is_empty(), "{target} has an inline script");
            }
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on"), "{target}: <{tag} {name}>");
                if ["href", "src", "action"].contains(&name.as_str()) {
                    let fine = ["/", "#", "https://publisher.example/"];
                    assert!(fine.iter().any(|start| value.starts_with(start)), "{target}: {value}");
                }
            }
        }
    }
}

#[test]
fn a_quotation_is_checked_by_people_too() {
    let library = library(small_report());
    let main = |query: &str| main_of(text(&open(&library, &format!("/verify{query}")))).to_owned();
    assert!(main("").contains("<textarea") && !main("").contains("verdict"));
    let verbatim = main("?quote=Caf%C3%A9+Noir+did+not");
    assert!(verbatim.contains("word for word") && verbatim.contains("href=\"/a-report/1/1.2\""));
    let close = main("?quote=Ziyan+sold+its+planes+to+many&report=a-report");
    assert!(close.contains("<del><span class=\"hidden\">(not there: </span>planes"), "{close}");
    assert!(close.contains("<ins><span class=\"hidden\">(instead: </span>drones"), "{close}");
    assert!(main("?quote=Nothing+of+this+kind+was+ever+there").contains("stands nowhere"));
    let long = open(&library, &format!("/verify?quote={}", "a".repeat(10_001)));
    assert_eq!(long.status.as_u16(), 400);
    assert!(text(&long).contains("longer than 10000 characters"));
    let hostile = main("?quote=%3C/textarea%3E%3Cscript%3E");
    assert!(!hostile.contains("<script>"), "{hostile}");
}
