//! Histories of edits, made from three reports: every address ever published must lead to its
//! words, or say that they are gone. The text knows where each sentence came from; the ledger
//! does not, and is compared with it.

mod edits;
mod judge;
mod text;

use std::borrow::Cow;
use std::fmt::Write as _;

use sidenote::model::{Ledger, Point};

use edits::{HARD, PLAIN};
use judge::{Published, Score, judge, stands};
use text::{Dice, Report, sample, water, wells};

/// What is done before an update of the ledger.
type Edit<'a> = &'a dyn Fn(&mut Report, &mut Dice) -> Option<String>;

/// A history.
fn run_one(
    start: (&Report, &Ledger, &Published),
    dice: &mut Dice,
    (edits, slack): (usize, usize),
    edit: Edit<'_>,
    score: &mut Score,
) {
    let (mut report, mut ledger) = (start.0.clone(), Cow::Borrowed(start.1));
    let mut published = Cow::Borrowed(start.2);
    let mut told = String::new();
    for edition in 1..=edits {
        let Some(made) = (0..20).find_map(|_| edit(&mut report, dice)) else { return };
        let _ = write!(told, "{made}, ");
        // Sometimes two edits before the ledger is written.
        if edition < edits && dice.below(4) == 0 {
            continue;
        }
        let update = ledger.updated(&report.texts(), "next");
        ledger = Cow::Owned(update.ledger);
        let now = stands(&report, &ledger, &update.names);
        let before = score.wrong.len();
        judge(&published, &now, &ledger, slack, score);
        for wrong in &mut score.wrong[before..] {
            let _ = write!(wrong, " ({})", told.trim_end_matches(", "));
        }
        if edition < edits {
            let published = published.to_mut();
            for (point, here) in now {
                // Blocks and sections may become others bit by bit; their last words count.
                match point {
                    Point::Sentence(..) => _ = published.entry(point).or_insert(here),
                    _ => _ = published.insert(point, here),
                }
            }
        }
    }
}

/// Runs `histories` histories, the first ledger being that of `sample`; `edits` are how many each has,
/// and the slack of its judge.
fn run(sample: &Report, histories: usize, edits: (usize, usize), edit: Edit<'_>) -> Score {
    let mut score = Score::default();
    let first = Ledger::default().updated(&sample.texts(), "first");
    let stood = stands(sample, &first.ledger, &first.names);
    for history in 0..histories {
        let mut dice = Dice(history as u64 * 7919 + edits.0 as u64);
        run_one((sample, &first.ledger, &stood), &mut dice, edits, edit, &mut score);
    }
    score
}

/// Edits of one kind.
fn one(kind: &str) -> impl Fn(&mut Report, &mut Dice) -> Option<String> {
    move |report, dice| report.edit(kind, dice).then(|| kind.to_owned())
}

/// Edits of any kind.
fn any(report: &mut Report, dice: &mut Dice) -> Option<String> {
    let at = dice.below(PLAIN.len() + HARD.len());
    let kind = PLAIN.get(at).unwrap_or_else(|| &HARD[at - PLAIN.len()]);
    report.edit(kind, dice).then(|| (*kind).to_owned())
}

/// Three edits to five of one place and its neighbours.
fn nearby(report: &mut Report, dice: &mut Dice) -> Option<String> {
    let count = 3 + dice.below(3);
    report.edit_nearby(dice, count)
}

/// `report` with paragraphs that repeat others, to the letter or nearly.
fn with_copies(mut report: Report) -> Report {
    let mut dice = Dice(1);
    for nth in 0..16 {
        let kind = if nth % 4 == 0 { "insert a copy" } else { "insert a near copy" };
        assert!(report.edit(kind, &mut dice));
    }
    report
}

/// What was found, told in lines.
#[derive(Default)]
struct Tally {
    told: String,
    right: usize,
    abstained: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, what: &str, score: Score) {
        let Score { right, abstained, wrong } = score;
        let count = wrong.len();
        let _ = writeln!(self.told, "{what}: {right} right, {abstained} abstained, {count} wrong");
        self.right += right;
        self.abstained += abstained;
        self.wrong.extend(wrong.into_iter().take(5).map(|wrong| format!("{what}: {wrong}")));
    }

    #[expect(clippy::print_stdout, reason = "the counts are what one wants to see of it")]
    #[track_caller]
    fn check(&self, most_abstained: usize) {
        let Self { told, right, abstained, wrong } = self;
        println!("{told}in all: {right} right, {abstained} abstained, {} wrong\n", wrong.len());
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(
            abstained * 1000 < right * most_abstained,
            "more than {most_abstained} addresses of a thousand were given up\n{told}"
        );
    }
}

#[test]
fn every_address_leads_to_its_words_after_every_edit() {
    let sample = sample();
    let mut tally = Tally::default();
    for kind in PLAIN {
        tally.add(kind, run(&sample, 200, (1, 10), &one(kind)));
    }
    tally.check(1);
}

#[test]
fn every_address_leads_to_its_words_after_harder_edits() {
    let sample = sample();
    let mut tally = Tally::default();
    for kind in HARD {
        tally.add(kind, run(&sample, 60, (1, 10), &one(kind)));
    }
    tally.add("several edits nearby", run(&sample, 200, (1, 50), &nearby));
    tally.add("chains of ten", run(&sample, 30, (10, 50), &any));
    tally.check(5);
}

#[test]
fn every_address_leads_to_its_words_in_other_reports() {
    let mut tally = Tally::default();
    for (name, report) in [
        ("water", water()),
        ("wells", wells()),
        ("sample with copies", with_copies(sample())),
        ("wells with copies", with_copies(wells())),
    ] {
        for kind in PLAIN.iter().chain(&HARD) {
            tally.add(&format!("{name}, {kind}"), run(&report, 12, (1, 10), &one(kind)));
        }
        tally.add(&format!("{name}, several edits nearby"), run(&report, 60, (1, 50), &nearby));
        tally.add(&format!("{name}, chains of ten"), run(&report, 10, (10, 50), &any));
    }
    tally.check(10);
}
