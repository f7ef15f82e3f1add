//! How long a card and a page of citations take the first time: `cargo bench --bench share`.
//!
//! Every judgment and block of the first report inside the program, each made once. A page is
//! measured twice: made, and as a reader waits for it, asked of the router and compressed. The bench
//! ends with a fault where the median of what issue 5 bounds is above its bound.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on ends")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use sidenote::config::Limits;
use sidenote::library::{Library, Source};
use sidenote::model::Point;
use sidenote::web::address::Address;
use sidenote::web::query::Query;
use sidenote::web::{Site, page, router};
use tower::ServiceExt as _;

/// Every how manieth point has its card made.
const STEP: usize = 7;
/// What a card may take the first time, and a page of citations.
const CARD: Duration = Duration::from_millis(50);
const PAGE: Duration = Duration::from_millis(1);

fn main() -> ExitCode {
    let (library, _) = Library::read(&Source::Embedded).unwrap();
    let Some(report) = library.reports().first() else {
        println!("the program carries no report");
        return ExitCode::SUCCESS;
    };
    let sections = report.edition.sections.iter();
    let points: Vec<Point> = sections
        .flat_map(|section| {
            let id = &section.id;
            let blocks =
                section.blocks.iter().map(|block| Point::Block(id.clone(), block.id.clone()));
            std::iter::once(Point::Section(id.clone())).chain(blocks)
        })
        .collect();
    let slug = report.edition.report.slug.clone();
    let card = |point: &Point| Address::Card(slug.clone(), Some(point.clone()));
    let cite = |point: &Point| Address::Cite(slug.clone(), Some(point.clone()));
    let make = |address: &Address| page::make(&library, address, &Query::default()).unwrap();

    // Makes the assets ready too, which every page names.
    let (served, _) = Library::read(&Source::Embedded).unwrap();
    served.prepare_citations();
    let router = router(Site::new(served, Limits::default()));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut is_quick = measure("card", CARD, points.iter().step_by(STEP), |point| {
        make(&card(point));
    });
    // As a server does right after its start.
    let start = Instant::now();
    library.prepare_citations();
    println!("citations of a report drawn beforehand: {:.1?}", start.elapsed());
    is_quick &= measure("page of citations, made", PAGE, points.iter(), |point| {
        make(&cite(point));
    });

    let answer = |path: String, encodings: &str| {
        let request = Request::get(path).header("host", "bench.example");
        let request = request.header("accept-encoding", encodings).body(Body::empty()).unwrap();
        let router = router.clone();
        runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            assert!(response.status().is_success());
            to_bytes(response.into_body(), usize::MAX).await.unwrap()
        });
    };
    let asked = |name, encodings: &'static str, query: &'static str| {
        measure(name, PAGE, points.iter(), |point| {
            answer(format!("{}{query}", cite(point)), encodings);
        })
    };
    is_quick &= asked("page of citations, asked for", "br, gzip", "");
    asked("the same, kept", "br, gzip", "");
    asked("the same, kept, to who takes gzip alone", "gzip", "");
    is_quick &=
        asked("page of citations, asked for with a day", "br, gzip", "?accessed=2026-11-24");
    if is_quick { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints how long `make` takes for each of `points`; whether the median keeps within `bound`.
fn measure<'a>(
    name: &str,
    bound: Duration,
    points: impl Iterator<Item = &'a Point>,
    make: impl Fn(&Point),
) -> bool {
    let mut times: Vec<Duration> = points
        .map(|point| {
            let start = Instant::now();
            make(point);
            start.elapsed()
        })
        .collect();
    let first = times[0];
    times.sort_unstable();
    let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100];
    let is_quick = at(50) <= bound;
    println!(
        "{name}: first {first:.1?}, median {:.1?}, 95 of 100 within {:.1?}, slowest {:.1?} of {}; \
         bound {bound:.0?}: {}",
        at(50),
        at(95),
        at(100),
        times.len(),
        if is_quick { "kept" } else { "MISSED" }
    );
    is_quick
}
