//! Addresses: every one is written in one way, read back as itself, and near misses lead to it.

use proptest::prelude::*;
use sidenote::model::{PageLabel, Point, Slug};
use sidenote::web::address::{Address, Form, GoQuery, Parsed, SearchQuery};
use sidenote::web::error::Problem;
use sidenote::web::query::Query;

fn parse(path: &str) -> Parsed {
    Address::parse(path).expect("a path of plain characters can be read")
}

#[track_caller]
fn check_canonical(target: &str) {
    match parse(target) {
        Parsed::Canonical(address) => assert_eq!(address.to_string(), target),
        other => panic!("{target} is {other:?}"),
    }
}

#[track_caller]
fn check_near_miss(target: &str, canonical: &str) {
    match parse(target) {
        Parsed::NearMiss(address) => assert_eq!(address.to_string(), canonical),
        other => panic!("{target} is {other:?}"),
    }
}

#[test]
fn every_kind_of_address_is_canonical() {
    for target in [
        "/",
        "/language",
        "/report",
        "/report/4",
        "/report/introduction",
        "/report/4/3",
        "/report/4/3.2",
        "/report/9/weaknesses-in-top-talent",
        "/report/9/weaknesses-in-top-talent.1",
        "/report/all",
        "/report/notes",
        "/report/notes/57",
        "/report/entities",
        "/report/entities/huawei",
        "/report/themes",
        "/report/themes/semiconductors",
        "/report/page/7",
        "/report/page/xii",
        "/report/page/A-3",
        "/report/receipt",
        "/report/evidence",
        "/report/figures",
        "/report/timeline",
        "/report/language",
        "/report/4.md",
        "/report/introduction.json",
        "/report/4.txt",
        "/report.png",
        "/report/4.png",
        "/report/4/3.2.png",
        "/report/9/weaknesses-in-top-talent.png",
        "/report/entities/huawei.png",
        "/report/notes/57.png",
        "/report/cite",
        "/report/cite/4",
        "/report/cite/4/3.2",
        "/report/cite/9/weaknesses-in-top-talent",
        "/report/cite/notes/57",
        "/report/cite.bib",
        "/report/cite/4/3.2.biblatex",
        "/report/cite/4/3.ris",
        "/report/cite/notes/57.csl.json",
        "/search",
        "/go",
        "/basket",
        "/highlights",
        "/manifest.webmanifest",
        "/worker.js",
        "/offline",
        "/report/offline.json",
    ] {
        check_canonical(target);
    }
}

#[test]
fn near_misses_lead_to_the_one_address() {
    for (target, canonical) in [
        ("/Report", "/report"),
        ("/report/", "/report"),
        ("/report//4", "/report/4"),
        ("//report", "/report"),
        ("/report/4/", "/report/4"),
        ("/report/04", "/report/4"),
        ("/report/4/003.02", "/report/4/3.2"),
        ("/report/4/title", "/report/4"),
        ("/REPORT/Introduction/Title/", "/report/introduction"),
        ("/report/%34", "/report/4"),
        ("/report/NOTES/057", "/report/notes/57"),
        ("/report/Entities/Huawei", "/report/entities/huawei"),
        ("/report/page/007", "/report/page/7"),
        ("/report/Page/A-3", "/report/page/A-3"),
        ("/report/04.MD", "/report/4.md"),
        ("/Search/", "/search"),
        ("/report/Cite/04/3.2.BIB", "/report/cite/4/3.2.bib"),
        ("/report/cite/4/title", "/report/cite/4"),
    ] {
        check_near_miss(target, canonical);
    }
}

#[test]
fn what_is_no_text_is_malformed() {
    for path in ["/%", "/report/%zz", "/report/4%2", "/report/%ff", "/report/%c0%ae", "/%00"] {
        let read = Address::parse(path);
        assert!(matches!(read, Err(Problem::Malformed(_))), "{path} is {read:?}");
    }
}

#[test]
fn other_shapes_are_unknown() {
    for target in [
        "/../etc/passwd",
        "/report/../4",
        "//evil.example/4",
        "/report/%2e%2e/4",
        "/report/..%2f..%2fetc",
        "/report/4/3.2.1",
        "/report/4/3/2",
        "/report/4/3.x",
        "/report/0",
        "/report/4/0",
        "/report/4/3.0",
        "/report/notes/0",
        "/report/notes/20001",
        "/report/notes/99999999999999999999",
        "/report/a_b",
        "/report/-a",
        "/report/4.exe",
        "/report/page/7%208",
        "/metrics",
        "/api/v1/reports",
        "/assets/style.css",
        "/report/4%0a",
        "/assets",
        "/healthz/x",
        "/räport",
        "/search.png",
        "/report/all.png",
        "/report/page/7.png",
        "/report/4.md.png",
        "/report/cite/entities/huawei",
        "/report/cite/page/7",
        "/report/cite/all",
        "/report/cite/4.md",
        "/report/cite.exe",
        "/report/cite/4/3.2.1.bib",
    ] {
        let parsed = parse(target);
        assert_eq!(parsed, Parsed::Unknown, "{target}");
    }
}

#[test]
fn a_search_reads_what_a_form_sends() {
    let query = Query::parse("report=&q=%E2%80%9Carms+race%E2%80%9D&q=again&x=1&offset=-3");
    let search = SearchQuery::from(&query.expect("a form's query can be read"));
    assert_eq!(search, SearchQuery { q: "“arms race”".to_owned(), ..SearchQuery::default() });
    assert_eq!(search.to_string(), "/search?q=%E2%80%9Carms+race%E2%80%9D");
}

fn any_slug() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}"
}

fn any_point() -> impl Strategy<Value = Point> {
    let block = prop_oneof![(1..=1_000_000u32).prop_map(|n| n.to_string()), any_slug()];
    let section_point =
        (any_slug(), proptest::option::of((block, proptest::option::of(1..500u32))))
            .prop_map(|(section, rest)| match rest {
                None => section,
                Some((block, None)) => format!("{section}/{block}"),
                Some((block, Some(sentence))) => format!("{section}/{block}.{sentence}"),
            })
            .prop_filter_map("reserved, or a number with leading zeros", |text| {
                let point: Point = text.parse().ok()?;
                let zeros = text.starts_with('0')
                    && text.split('/').next().is_some_and(|id| id.parse::<u64>().is_ok());
                (!text.ends_with("/title") && !zeros).then_some(point)
            });
    prop_oneof![
        4 => section_point,
        1 => (1..=20_000u32).prop_map(|n| Point::Note(n.to_string().parse().expect("in range"))),
        1 => any_slug().prop_filter_map("leading zeros", |id| id.parse().ok().map(Point::Entity)),
        1 => any_slug().prop_filter_map("leading zeros", |id| id.parse().ok().map(Point::Theme)),
        1 => "[1-9A-Za-z][0-9A-Za-z-]{0,8}".prop_map(|label| {
            Point::Page(label.parse::<PageLabel>().expect("of its letters"))
        }),
    ]
}

fn any_address() -> impl Strategy<Value = Address> {
    let slug = || any_slug().prop_filter_map("reserved", |slug| slug.parse::<Slug>().ok());
    prop_oneof![
        slug().prop_map(Address::Report),
        slug().prop_map(Address::All),
        slug().prop_map(Address::Receipt),
        (slug(), any_point()).prop_map(|(slug, point)| Address::Point(slug, point)),
        (slug(), 1..99u32, 0..3usize).prop_map(|(slug, section, form)| Address::Form(
            slug,
            section.to_string().parse().expect("a number"),
            Form::ALL[form]
        )),
    ]
}

fn read_query(written: &str) -> Query {
    let query = written.split_once('?').map_or("", |(_, query)| query);
    Query::parse(query).expect("what is written can be read")
}

proptest! {
    #[test]
    fn every_address_is_read_back_as_itself(address in any_address()) {
        let written = address.to_string();
        prop_assert!(written.starts_with('/') && !written.starts_with("//"));
        prop_assert!(written.is_ascii());
        prop_assert_eq!(parse(&written), Parsed::Canonical(address));
    }

    #[test]
    fn every_search_is_read_back_as_itself(q in "\\PC{0,24}", entity in "\\PC{0,24}", offset: u16) {
        let search = SearchQuery { q, entity, offset: offset.into(), ..SearchQuery::default() };
        prop_assert_eq!(SearchQuery::from(&read_query(&search.to_string())), search);
    }

    #[test]
    fn every_reference_is_read_back_as_itself(reference in "\\PC{0,24}", report in "\\PC{0,24}") {
        let go = GoQuery { reference, report };
        prop_assert_eq!(GoQuery::from(&read_query(&go.to_string())), go);
    }

    #[test]
    fn no_path_panics_and_every_redirect_ends(path in "/[ -~]{0,40}") {
        if let Ok(Parsed::NearMiss(address)) = Address::parse(&path) {
            let written = address.to_string();
            prop_assert!(written.starts_with('/') && !written.starts_with("//"));
            prop_assert_eq!(parse(&written), Parsed::Canonical(address));
        }
    }
}
