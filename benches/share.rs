//! How long a card and a page of citations take to make: `cargo bench --bench share`.
//!
//! Every judgment, block and sentence of the first report inside the program, each made once and
//! nothing kept, the median and the slowest; and the very first, which also reads faces and styles.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on ends")]

use std::time::{Duration, Instant};

use sidenote::library::{Library, Source};
use sidenote::model::Point;
use sidenote::web::address::Address;
use sidenote::web::page;
use sidenote::web::query::Query;

/// Every how manieth point is made.
const STEP: usize = 7;

fn main() {
    let (library, _) = Library::read(&Source::Embedded).unwrap();
    let Some(report) = library.reports().first() else {
        println!("the program carries no report");
        return;
    };
    let edition = &report.edition;
    let slug = &edition.report.slug;
    let points: Vec<Point> = edition
        .sections
        .iter()
        .flat_map(|section| {
            let id = &section.id;
            let blocks =
                section.blocks.iter().map(|block| Point::Block(id.clone(), block.id.clone()));
            std::iter::once(Point::Section(id.clone())).chain(blocks)
        })
        .collect();
    measure(&library, "card", points.iter().step_by(STEP), |point| {
        Address::Card(slug.clone(), Some(point.clone()))
    });
    measure(&library, "page of citations", points.iter(), |point| {
        Address::Cite(slug.clone(), Some(point.clone()))
    });
}

/// Prints how long the documents of `points` take.
fn measure<'a>(
    library: &Library,
    name: &str,
    points: impl Iterator<Item = &'a Point>,
    address: impl Fn(&Point) -> Address,
) {
    let mut times: Vec<Duration> = points
        .map(|point| {
            let start = Instant::now();
            page::make(library, &address(point), &Query::default()).unwrap();
            start.elapsed()
        })
        .collect();
    let first = times[0];
    times.sort_unstable();
    let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
    println!(
        "{name}: first {first:.1?}, median {median:.1?}, slowest {slowest:.1?} of {}",
        times.len()
    );
}
