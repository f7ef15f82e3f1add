//! How well the sample report is searched, by the judged queries of `tests/queries/judged.tsv`.
//!
//! For each query the rank of the first hit that answers it. Success at 1 and at 3 is the share of
//! queries with such a hit among the first 1 and 3, MRR the mean of 1 / rank. Every third query of
//! a kind is held out: the ranking was tuned without it. The floors may only rise.

#![expect(clippy::print_stdout, reason = "the figures are for whoever asks with --nocapture")]

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use sidenote::library::{Library, Source, lookup};
use sidenote::model::{Place, Point};
use sidenote::search::{Hit, Index, Request, Target};

/// Thousandths of success at 1, success at 3 and MRR that must be reached.
const TUNED_FLOOR: [usize; 3] = [982, 1000, 989];
const HELD_OUT_FLOOR: [usize; 3] = [962, 981, 972];

struct Judged<'q> {
    kind: &'q str,
    query: &'q str,
    points: Vec<&'q str>,
    held_out: bool,
}

fn judged() -> Vec<Judged<'static>> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    include_str!("../../queries/judged.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let [Some(kind), Some(query), Some(points), None] =
                std::array::from_fn(|_| fields.next())
            else {
                panic!("{line:?} has not three fields")
            };
            let count = seen.entry(kind).or_default();
            *count += 1;
            let held_out = count.is_multiple_of(3);
            Judged { kind, query, points: points.split(' ').collect(), held_out }
        })
        .collect()
}

fn library() -> Library {
    let (library, faults) = Library::read(&Source::Embedded).unwrap();
    assert!(!library.reports().is_empty(), "{faults:?}");
    library
}

/// The hit's point as judged: `12/4`, `notes/57`, `entities/huawei`.
fn point(index: &Index, hit: &Hit) -> String {
    let report = &index.reports()[hit.report];
    let point = match hit.target {
        Target::Title { section } => lookup::point_of(report, Place::Title { section }),
        Target::Block { section, block } => {
            lookup::point_of(report, Place::Block { section, block })
        }
        Target::Note(note) => Point::Note(note),
        Target::Entity(at) => Point::Entity(report.register.entities[at].id.clone()),
    };
    point.to_string()
}

/// Ranks of first answers, 0 for none.
#[derive(Default)]
struct Score(Vec<usize>);

impl Score {
    /// Success at 1, success at 3 and MRR, in thousandths.
    fn figures(&self) -> [usize; 3] {
        let count = self.0.len().max(1);
        let within = |most| self.0.iter().filter(|&&rank| (1..=most).contains(&rank)).count();
        let reciprocal: usize =
            self.0.iter().filter_map(|&rank| 1_000_000_usize.checked_div(rank)).sum();
        [within(1) * 1000 / count, within(3) * 1000 / count, reciprocal / count / 1000]
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, third, mrr] = self.figures();
        let count = self.0.len();
        write!(f, "{count:3} queries: success at 1 {first:4}, at 3 {third:4}, MRR {mrr:4} (‰)")
    }
}

#[test]
fn judged_queries_stay_above_their_floors() {
    let library = library();
    let index = library.index();
    let (mut tuned, mut held_out) = (Score::default(), Score::default());
    let mut by_kind: BTreeMap<&str, Score> = BTreeMap::new();
    let mut missed = Vec::new();
    for judged in judged() {
        let answer = index.search(&Request::new(judged.query));
        let found: Vec<_> = answer.hits.iter().map(|hit| point(index, hit)).collect();
        let rank = found.iter().position(|one| judged.points.contains(&one.as_str()));
        let rank = rank.map_or(0, |at| at + 1);
        let set = if judged.held_out { &mut held_out } else { &mut tuned };
        set.0.push(rank);
        by_kind.entry(judged.kind).or_default().0.push(rank);
        if rank != 1 && !judged.held_out {
            let first = found.first().map_or("nothing", String::as_str);
            missed.push(format!("{}: {first} first, wanted {}", judged.query, judged.points[0]));
        }
    }
    let mut report = format!("tuned    {tuned}\nheld out {held_out}\n");
    for (kind, score) in &by_kind {
        let _ = writeln!(report, "{kind:12} {score}");
    }
    report += &missed.join("\n");
    for (score, floors) in [(&tuned, TUNED_FLOOR), (&held_out, HELD_OUT_FLOOR)] {
        assert!(score.figures().iter().zip(floors).all(|(&got, floor)| got >= floor), "{report}");
    }
    println!("{report}");
}

#[test]
fn judgments_name_points_of_the_report() {
    let library = library();
    let report = &library.reports()[0];
    let all = judged();
    assert!(all.len() >= 120);
    for judged in all {
        for name in judged.points {
            let point: Point = name.parse().unwrap();
            assert!(lookup::place_of(report, &point).is_some(), "{}: {name}", judged.query);
        }
    }
}
