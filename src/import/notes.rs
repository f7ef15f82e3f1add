//! The notes part: the author's own texts of the notes, where the source has them.
//!
//! In: the groups of lines. Out: the groups without the notes part, and each note's number with
//! the lines of its paragraphs. Entries are told by their running numbers; what stands between two
//! numbers belongs to the first.

use super::groups::{Gap, Group};
use super::lines::Line;
use super::record::Record;
use super::signs::{is_capitals, superscript_digit};
use crate::diagnostic::Severity;
use crate::model::NoteNumber;

/// A note's own text.
#[derive(Debug)]
pub(super) struct Note {
    /// Its number.
    pub(super) number: NoteNumber,
    /// The lines of each of its paragraphs, the number taken off.
    pub(super) paragraphs: Vec<Vec<Line>>,
}

/// How entries are numbered; one way through the whole part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// `12.` or `12)`
    Stop,
    /// `[12]`
    Bracket,
    /// `12` before a blank
    Bare,
    /// `¹²`
    Superscript,
}

/// What the notes part is called.
const HEADINGS: [&str; 6] =
    ["notes", "endnotes", "end notes", "footnotes", "notes and references", "references and notes"];

/// First words of parts that may follow the notes.
const AFTER: [&str; 8] = [
    "about",
    "annex",
    "appendix",
    "acknowledgments",
    "acknowledgements",
    "bibliography",
    "glossary",
    "index",
];

/// Takes the notes part out of `groups`.
pub(super) fn take_notes(groups: &mut Vec<Group>, record: &mut Record) -> Vec<Note> {
    let is_heading = |group: &Group| {
        let line = &group.lines[0];
        let name = line.text.to_lowercase();
        HEADINGS.contains(&name.trim_end_matches(':'))
            && (group.lines.len() == 1 || group.lines.get(1).and_then(|l| entry(&l.text)).is_some())
    };
    let Some(heading) = groups.iter().rposition(is_heading) else { return Vec::new() };
    let after = &groups[heading].lines[1..];
    let first = after.first().or_else(|| groups.get(heading + 1).map(|group| &group.lines[0]));
    let Some((sign, _, _)) = first.and_then(|line| entry(&line.text)) else { return Vec::new() };
    let mut taken = groups.split_off(heading);
    let mut notes: Vec<Note> = Vec::new();
    let mut end = taken.len();
    for (at, group) in taken.iter_mut().enumerate() {
        let mut lines = std::mem::take(&mut group.lines).into_iter();
        if at == 0
            && let Some(line) = lines.next()
        {
            let reason = "heading of the notes, which are kept by their numbers";
            record.drop_words(line.number, &line.text, reason);
        }
        let lines: Vec<Line> = lines.collect();
        if at > 0 && ends_notes(&lines, sign, &notes) {
            group.lines = lines;
            end = at;
            break;
        }
        take_lines(lines, group.gap, sign, &mut notes, record);
    }
    groups.extend(taken.split_off(end));
    notes
}

/// Whether a group begins the part after the notes.
fn ends_notes(lines: &[Line], sign: Sign, notes: &[Note]) -> bool {
    let Some(first) = lines.first() else { return false };
    let word = first.text.split(' ').next().unwrap_or_default().to_lowercase();
    let named = AFTER.contains(&word.as_str()) && lines.len() <= 2;
    let number = entry(&first.text).filter(|(own, ..)| *own == sign).map(|(_, number, _)| number);
    let next = notes.last().map_or(1, |note| note.number.get() + 1);
    number != Some(next) && (named || is_capitals(&first.text) && lines.len() <= 2)
}

/// Puts the lines of a group into notes: new ones at their numbers, else the last one.
fn take_lines(lines: Vec<Line>, gap: Gap, sign: Sign, notes: &mut Vec<Note>, record: &mut Record) {
    for (at, mut line) in lines.into_iter().enumerate() {
        let last = notes.last().map_or(0, |note| note.number.get());
        let number = entry(&line.text).filter(|(own, ..)| *own == sign);
        let next = number.and_then(|(_, number, rest)| {
            let follows = (last + 1..=last + 3).contains(&number);
            let number = NoteNumber::new(number).ok().filter(|_| follows)?;
            Some((number, rest.to_owned()))
        });
        if let Some((number, rest)) = next {
            if number.get() > last + 1 {
                let message = format!("note {} follows note {last}", number.get());
                record.fault(Severity::Warning, line.number, message);
            }
            line.text = rest;
            notes.push(Note { number, paragraphs: vec![vec![line]] });
            continue;
        }
        if let Some((_, 1, _)) = number
            && last > 1
        {
            record.fault(
                Severity::Warning,
                line.number,
                "the notes' numbers start again here; a report's notes have one run of numbers",
            );
        }
        let Some(note) = notes.last_mut() else {
            // Words between the heading and the first entry.
            let reason = "words before the first note";
            record.drop_words(line.number, &line.text, reason);
            continue;
        };
        match note.paragraphs.last_mut() {
            Some(open) if at > 0 || gap == Gap::Page => open.push(line),
            _ => note.paragraphs.push(vec![line]),
        }
    }
}

/// The number that an entry begins with, and its words.
fn entry(text: &str) -> Option<(Sign, u32, &str)> {
    if let Some(inside) = text.strip_prefix('[')
        && let Some((number, rest)) = inside.split_once(']')
    {
        return Some((Sign::Bracket, plain(number)?, rest.trim_start()));
    }
    let raised = text.chars().take_while(|c| superscript_digit(*c).is_some());
    let number = raised
        .clone()
        .filter_map(superscript_digit)
        .fold(0, |sum: u32, digit| sum.saturating_mul(10).saturating_add(digit));
    let length: usize = raised.map(char::len_utf8).sum();
    if number > 0 {
        return Some((Sign::Superscript, number, text[length..].trim_start()));
    }
    let (first, rest) = text.split_once(' ')?;
    match first.strip_suffix(['.', ')']) {
        Some(number) => Some((Sign::Stop, plain(number)?, rest)),
        None => Some((Sign::Bare, plain(first)?, rest)),
    }
}

fn plain(digits: &str) -> Option<u32> {
    let short = (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if short { digits.parse().ok().filter(|number| *number > 0) } else { None }
}
