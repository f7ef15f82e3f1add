//! How fast search is, how large its index, beside SQLite's FTS5: `cargo bench --bench search`.
//!
//! On the library that the program carries, and on a synthetic one of 1,000 reports made of it:
//! each block has as many words as the real one, drawn from all the words of the report, so that
//! lengths and frequencies are real; the same on every run. The queries are the judged ones.
//! FTS5 gets the same texts and the queries' words, joined by OR, and gives as many hits with
//! snippets; it does neither facets, names, spelling nor nearness.
//!
//! Each figure of a query is given by the clock and by the processor: on a machine that does other
//! things too, a query's clock runs on while another program has its core, by milliseconds. The
//! first time that a query is asked is told apart: nothing of it was kept yet.
//!
//! `cargo bench --bench search -- 100` makes a library of 100 reports instead.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on ends")]
#![expect(clippy::cast_precision_loss, reason = "figures are rounded")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rustix::time::{ClockId, clock_gettime};
use sidenote::annotate::{AnnotatedReport, annotate};
use sidenote::library::{Library, Source};
use sidenote::model::{Edition, Part, RangeKind, Section, Span, Text, TextRange};
use sidenote::search::{Index, Request};

/// How often each query is asked.
const ROUNDS: usize = 5;

fn main() {
    // Cargo passes `--bench`; a number is the size of the synthetic library.
    let reports = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1_000);
    let (library, _) = Library::read(&Source::Embedded).unwrap();
    let Some(real) = library.reports().first() else {
        println!("the program carries no report");
        return;
    };
    println!("== the report");
    compare(&[Arc::clone(real)]);
    println!("\n== {reports} reports");
    compare(&synthetic(real, reports));
}

/// Queries of the judged set.
fn queries() -> Vec<&'static str> {
    include_str!("../tests/queries/judged.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').nth(1))
        .collect()
}

/// What readers type on the way to a query: its first 2 to 8 characters.
fn prefixes() -> Vec<String> {
    let cut = |query: &str, length| query.chars().take(length).collect();
    queries().into_iter().flat_map(|query| (2..=8).map(move |length| cut(query, length))).collect()
}

fn compare(reports: &[Arc<AnnotatedReport>]) {
    let texts = texts(reports);
    let size: usize = texts.iter().map(String::len).sum();
    let blocks: usize = reports
        .iter()
        .flat_map(|report| &report.edition.sections)
        .map(|section| section.blocks.len())
        .sum();
    println!("{blocks} blocks, {} documents, {:.1} MB of text", texts.len(), mega(size));
    let before = memory();
    let start = Instant::now();
    let index = Index::build(reports).unwrap();
    let built = start.elapsed();
    let after = memory();
    let folder = std::env::temp_dir().join(format!("sidenote-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    drop(Index::open_or_build(&folder, reports).unwrap());
    let on_disk = size_of(&folder);
    let start = Instant::now();
    drop(Index::open_or_build(&folder, reports).unwrap());
    let opened = start.elapsed();
    std::fs::remove_dir_all(&folder).unwrap();

    let (mut ours, mut first) = (Times::default(), Times::default());
    let mut hits = 0;
    for round in 0..=ROUNDS {
        for query in queries() {
            let times = if round == 0 { &mut first } else { &mut ours };
            hits += times.take(|| index.search(&Request::new(query)).total);
        }
    }
    let warm = memory();
    let mut suggested = Times::default();
    for prefix in prefixes() {
        hits += suggested.take(|| index.suggest(&prefix, 8).len());
    }
    assert!(hits > 0);

    let start = Instant::now();
    let sqlite = index_by_sqlite(&texts);
    let sqlite_built = start.elapsed();
    let mut theirs = Times::default();
    for _ in 0..ROUNDS {
        for query in queries() {
            theirs.take(|| search_by_sqlite(&sqlite, query));
        }
    }

    let speed = |took: Duration| mega(size) / took.as_secs_f64();
    let pages: usize = sqlite.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let page: usize = sqlite.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    println!("{:30} {:>12} {:>12} {:>8}", "", "Sidenote", "FTS5", "ratio");
    let line = |name: &str, ours: f64, theirs: f64, unit: &str| {
        println!("{name:30} {ours:>9.2} {unit:2} {theirs:>9.2} {unit:2} {:>8.2}", ours / theirs);
    };
    for (name, share) in [("query, median", 0.5), ("query, p99", 0.99)] {
        let (ours, theirs) = (ours.at(share), theirs.at(share));
        line(name, ours.clock, theirs.clock, "ms");
        line(&format!("{name}, processor"), ours.processor, theirs.processor, "ms");
    }
    line("indexing, MB/s", speed(built), speed(sqlite_built), "");
    line("index over text", on_disk as f64 / size as f64, (pages * page) as f64 / size as f64, "");
    for (name, times) in
        [("first asked, median / p99", &mut first), ("suggestions", &mut suggested)]
    {
        let (median, p99) = (times.at(0.5), times.at(0.99));
        println!(
            "{name:30} {:.3} / {:.3} ms, processor {:.3} / {:.3} ms",
            median.clock, p99.clock, median.processor, p99.processor
        );
    }
    println!("index from disk, opened in     {:.0} ms", millis(opened));
    println!(
        "memory, index / after queries  {:.1} / {:.1} MB",
        mega(after.saturating_sub(before)),
        mega(warm.saturating_sub(before))
    );
}

/// All that is searched: titles and blocks, notes, entities.
fn texts(reports: &[Arc<AnnotatedReport>]) -> Vec<String> {
    let mut texts = Vec::new();
    for report in reports {
        for section in &report.edition.sections {
            texts.push(section.title.plain().to_owned());
            texts.extend(section.blocks.iter().map(|block| block.text.plain().to_owned()));
        }
        texts.extend(report.register.glosses.iter().map(|gloss| gloss.text.clone()));
        texts.extend(report.register.entities.iter().map(|entity| {
            let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
            let names: Vec<_> = aliases.chain(entity.also.iter().map(String::as_str)).collect();
            format!("{}\n{}\n{}", entity.name, names.join(", "), entity.description)
        }));
    }
    texts
}

fn index_by_sqlite(texts: &[String]) -> Connection {
    let mut sqlite = Connection::open_in_memory().unwrap();
    sqlite
        .execute_batch(
            "CREATE VIRTUAL TABLE block USING fts5(text, tokenize = 'porter unicode61');",
        )
        .unwrap();
    let transaction = sqlite.transaction().unwrap();
    {
        let mut insert = transaction.prepare("INSERT INTO block(text) VALUES (?)").unwrap();
        for text in texts {
            insert.execute([text]).unwrap();
        }
    }
    transaction.commit().unwrap();
    sqlite.execute("INSERT INTO block(block) VALUES ('optimize')", []).unwrap();
    sqlite
}

fn search_by_sqlite(sqlite: &Connection, query: &str) {
    let words: Vec<String> = query
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    let mut statement = sqlite
        .prepare_cached(
            "SELECT rowid, snippet(block, 0, '[', ']', '…', 40), bm25(block) FROM block \
             WHERE block MATCH ? ORDER BY rank LIMIT 20",
        )
        .unwrap();
    let mut rows = statement.query([words.join(" OR ")]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let _: String = row.get(1).unwrap();
    }
}

/// A library of so many reports of the size of `real`, of its words.
fn synthetic(real: &AnnotatedReport, reports: usize) -> Vec<Arc<AnnotatedReport>> {
    let all = texts_of(&real.edition);
    let words: Vec<&str> = all.iter().flat_map(|text| text.split_whitespace()).collect();
    let mut dice = Dice(0x5_1DE0_07E5);
    (0..reports)
        .map(|number| {
            let edition = &real.edition;
            let mut report = edition.report.clone();
            report.slug = format!("report-{number}").parse().unwrap();
            let sections: Vec<Section> = edition
                .sections
                .iter()
                .map(|section| {
                    let mut section = section.clone();
                    section.title = redraw(&section.title, &words, &mut dice);
                    for block in &mut section.blocks {
                        block.text = redraw(&block.text, &words, &mut dice);
                    }
                    section
                })
                .collect();
            let parts: Vec<Part> = edition.parts.clone();
            let edition = Edition::new(report, parts, sections, Vec::new(), Vec::new(), None);
            let register = real.register.clone();
            let annotations = annotate(&edition, &register);
            Arc::new(AnnotatedReport { edition, register, annotations })
        })
        .collect()
}

fn texts_of(edition: &Edition) -> Vec<&str> {
    edition.places().map(|place| edition.text(place).plain()).collect()
}

/// As many other words, with as many markers.
fn redraw(text: &Text, words: &[&str], dice: &mut Dice) -> Text {
    let count = text.count_words();
    let drawn: Vec<&str> = (0..count).map(|_| words[dice.below(words.len())]).collect();
    let plain = drawn.join(" ");
    let ranges = text.markers().map(|(note, _)| {
        let kind = RangeKind::Marker(note);
        TextRange { span: Span::at(plain.len()), kind }
    });
    let ranges = ranges.collect();
    Text::new(plain, ranges)
}

/// `SplitMix64`: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }
}

/// How long things took.
#[derive(Default)]
struct Times {
    clock: Vec<Duration>,
    processor: Vec<Duration>,
}

/// Milliseconds by the clock and by the processor.
struct Took {
    clock: f64,
    processor: f64,
}

impl Times {
    fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (start, before) = (Instant::now(), processor_time());
        let done = work();
        self.processor.push(processor_time().saturating_sub(before));
        self.clock.push(start.elapsed());
        done
    }

    /// The times that this share is not longer than.
    fn at(&mut self, share: f64) -> Took {
        let [clock, processor] = [&mut self.clock, &mut self.processor].map(|times| {
            times.sort_unstable();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
            let at = ((times.len() - 1) as f64 * share).ceil() as usize;
            millis(times[at])
        });
        Took { clock, processor }
    }
}

/// How long this thread has had a processor.
fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Resident memory of this process, in bytes; 0 where `/proc` does not tell.
fn memory() -> usize {
    let status = std::fs::read("/proc/self/status").unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibi = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok());
    kibi.unwrap_or(0) * 1024
}

/// Bytes of all files below `folder`.
fn size_of(folder: &std::path::Path) -> usize {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let path = entry.path();
            if path.is_dir() {
                size_of(&path)
            } else {
                usize::try_from(entry.metadata().unwrap().len()).unwrap()
            }
        })
        .sum()
}
