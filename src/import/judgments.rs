//! Numbered judgments: which of a text's numbers are theirs, and where a statement ends.
//!
//! In: the outline with its headings in capitals. Out: the same, with the groups that begin a
//! judgment told apart. A list's items follow one another, a judgment is followed by text.

use std::collections::BTreeMap;

use super::groups::{Group, Setting};
use super::lines::Line;
use super::outline::Member;
use super::record::Record;
use super::signs::{ends_sentence, split_number, starts_sentence};
use crate::diagnostic::Severity;

/// A group that may begin a judgment.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    member: usize,
    number: u32,
}

/// Turns the groups that begin judgments into [`Member::Judgment`], the number taken off.
pub(super) fn find_judgments(members: &mut [Member], setting: Setting, record: &mut Record) {
    let mut by_label: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for (member, candidate) in members.iter().enumerate() {
        let Member::Text(group) = candidate else { continue };
        if let Some(numbered) = split_number(&group.lines[0].text)
            && (numbered.rest.is_empty() && !numbered.label.is_empty()
                || starts_sentence(numbered.rest))
            && !lists_on(group, numbered.number)
        {
            let candidate = Candidate { member, number: numbered.number };
            by_label.entry(numbered.label.to_lowercase()).or_default().push(candidate);
        }
    }
    let chain = by_label
        .into_iter()
        .map(|(label, found)| find_chain(&without_lists(&found), !label.is_empty()))
        .max_by_key(Vec::len)
        .filter(|chain| chain.len() >= 2);
    let Some(chain) = chain else { return };
    if are_headings(members, &chain, setting) {
        for Candidate { member, .. } in chain {
            if let Member::Text(group) = &mut members[member] {
                let lines = std::mem::take(&mut group.lines);
                members[member] = Member::Part(lines);
            }
        }
        return;
    }
    let mut expected = 1;
    for Candidate { member, number } in chain {
        let Member::Text(group) = &mut members[member] else { continue };
        let mut lines = std::mem::take(&mut group.lines);
        if number > expected {
            record.fault(
                Severity::Warning,
                lines[0].number,
                format!("judgment {number} follows judgment {}", expected - 1),
            );
        }
        expected = number + 1;
        take_number(&mut lines[0], record);
        members[member] = Member::Judgment { number, lines };
    }
}

/// Whether later lines of the group go on counting: a list without gaps.
fn lists_on(group: &Group, number: u32) -> bool {
    group.lines[1..]
        .iter()
        .filter_map(|line| split_number(&line.text))
        .any(|next| next.label.is_empty() && next.number == number + 1)
}

/// The candidates without those that follow one another directly: a list's items.
fn without_lists(found: &[Candidate]) -> Vec<Candidate> {
    let next_to =
        |a: &Candidate, b: &Candidate| b.member == a.member + 1 && b.number == a.number + 1;
    found
        .iter()
        .enumerate()
        .filter(|(at, candidate)| {
            let before = at.checked_sub(1).map(|before| &found[before]);
            let after = found.get(at + 1);
            !(before.is_some_and(|before| next_to(before, candidate))
                || after.is_some_and(|after| next_to(candidate, after)))
        })
        .map(|(_, candidate)| *candidate)
        .collect()
}

/// The longest run 1, 2, 3 … in the text's order. One or two numbers may be missing where a word
/// labels them, or where the run goes on after them.
fn find_chain(found: &[Candidate], labelled: bool) -> Vec<Candidate> {
    let mut chain: Vec<Candidate> = Vec::new();
    let mut from = 0;
    let seek = |number: u32, from: usize| {
        found[from..].iter().position(|candidate| candidate.number == number).map(|at| from + at)
    };
    loop {
        let next = chain.last().map_or(1, |last| last.number + 1);
        let skipped = |by: u32| {
            let at = seek(next + by, from)?;
            (labelled || !chain.is_empty() && seek(next + by + 1, at).is_some()).then_some(at)
        };
        let Some(at) = seek(next, from).or_else(|| skipped(1)).or_else(|| skipped(2)) else {
            return chain;
        };
        chain.push(found[at]);
        from = at + 1;
    }
}

/// Whether the numbered lines are headings rather than statements: most are short and no
/// sentences.
fn are_headings(members: &[Member], chain: &[Candidate], setting: Setting) -> bool {
    let headings = chain.iter().filter(|candidate| match &members[candidate.member] {
        Member::Text(group) => {
            let last = &group.lines[group.lines.len() - 1];
            let labelled = split_number(&group.lines[0].text).is_some_and(|n| !n.label.is_empty());
            !labelled
                && group.lines.len() <= 2
                && !ends_sentence(&last.text)
                && group.lines.iter().all(|line| line.width < setting.measure * 0.8)
        }
        _ => false,
    });
    headings.count() * 2 > chain.len()
}

/// Takes the number off a judgment's first line. A label goes with it, which the receipt says.
fn take_number(line: &mut Line, record: &mut Record) {
    let Some(numbered) = split_number(&line.text) else { return };
    if !numbered.label.is_empty() {
        let after = format!("{}.", numbered.number);
        record.repair(
            line.number,
            numbered.sign,
            &after,
            "a judgment's number stands for its label",
        );
    }
    line.text = numbered.rest.to_owned();
}

/// Cuts from a statement's lines the text that follows without a gap, after a short last line.
pub(super) fn take_statement(lines: &mut Vec<Line>, setting: Setting) -> Vec<Line> {
    let end = lines.windows(2).position(|pair| {
        pair[0].width < setting.measure * 0.75
            && ends_sentence(&pair[0].text)
            && starts_sentence(&pair[1].text)
    });
    match end {
        Some(end) => lines.split_off(end + 1),
        None => Vec::new(),
    }
}
