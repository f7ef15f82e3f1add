//! What the pages print around the author's text: page numbers, running heads, contents, stray
//! lines of note numbers. It goes, and the receipt says that it went.
//!
//! In: every line of the source. Out: the lines that remain, the first of each page marked with
//! it, and the pages' labels. What may be text stays text.

use std::collections::{HashMap, HashSet};

use super::lines::Line;
use super::numerals::{Numeral, Style, label_pages, lone_numeral};
use super::pages::{Pages, Told, find_pages, split_numeral};
use super::record::Record;
use crate::diagnostic::Severity;
use crate::model::PageLabel;

/// How deep a page's head or foot may be, in lines of text.
const EDGE: usize = 3;

/// A text without furniture.
#[derive(Debug)]
pub(super) struct Cleared {
    /// The lines that remain, blank ones too.
    pub(super) lines: Vec<Line>,
    /// The label of each page; empty when the text does not tell its pages.
    pub(super) labels: Vec<PageLabel>,
}

/// Drops furniture from `lines`; `first_page` is the first page's label where somebody knows it.
pub(super) fn clear(
    mut lines: Vec<Line>,
    first_page: Option<&PageLabel>,
    record: &mut Record,
) -> Cleared {
    let mut gone = vec![false; lines.len()];
    drop_contents(&lines, &mut gone, record);
    let pages = find_pages(&lines, &gone);
    let seen = if pages.told == Told::Nothing {
        Vec::new()
    } else {
        drop_edges(&lines, &pages, &mut gone, record)
    };
    drop_stray_numbers(&lines, &mut gone, record);
    let labels = if pages.told == Told::Nothing && first_page.is_none() {
        record.doubt(1, "no printed pages", "nothing in the text tells where a page begins");
        Vec::new()
    } else {
        tell_pages(&lines, &pages, &seen, first_page, record);
        label_pages(pages.starts.len(), &seen, first_page)
    };
    if !labels.is_empty() {
        for page in 0..pages.starts.len() {
            let first =
                pages.lines(page, lines.len()).find(|at| !lines[*at].is_blank() && !gone[*at]);
            if let Some(first) = first {
                lines[first].page = Some(page);
            }
        }
    }
    let mut kept = gone.iter().map(|gone| !gone);
    lines.retain(|_| kept.next().unwrap_or(true));
    Cleared { lines, labels }
}

/// Says in the receipt how pages and their numbers were told.
fn tell_pages(
    lines: &[Line],
    pages: &Pages,
    seen: &[(usize, Numeral)],
    first_page: Option<&PageLabel>,
    record: &mut Record,
) {
    let line = pages.starts.get(1).map_or(1, |start| lines[*start].number);
    let how = match pages.told {
        Told::Feeds => None,
        Told::Blanks => Some("a line that begins with a blank, as few do, begins a page"),
        Told::Numbers => Some("numbers on lines of their own that count up part the pages"),
        Told::Nothing => Some("nothing tells where a page begins but the first"),
    };
    if let Some(how) = how {
        record.doubt(line, format!("{} printed pages", pages.starts.len()), how);
    }
    if first_page.is_some() {
        return;
    }
    match seen {
        [] => record.doubt(
            1,
            "the first page is page 1",
            "the text prints no page number; name the first page if it is another",
        ),
        [(page, numeral)] => {
            let label = numeral.label().map(|label| label.to_string()).unwrap_or_default();
            record.doubt(
                lines[pages.starts[*page]].number,
                format!("page {} of the text is page {label}", page + 1),
                "told by the only page number that the text prints; \
                 name the first page if it is another",
            );
        }
        _ => {}
    }
}

/// A line at the head or foot of a page.
struct Edge {
    at: usize,
    page: usize,
}

/// Drops page numbers and running heads; gives the numerals by page.
fn drop_edges(
    lines: &[Line],
    pages: &Pages,
    gone: &mut [bool],
    record: &mut Record,
) -> Vec<(usize, Numeral)> {
    let edges = find_edges(lines, pages, gone);
    let repeated = find_repeated(lines, &edges, pages.starts.len());
    let mut votes: HashMap<(Style, i64), HashSet<usize>> = HashMap::new();
    for edge in edges.iter().flatten() {
        if let Some(numeral) = lone_numeral(&lines[edge.at].text) {
            votes.entry(first_numeral(edge.page, &numeral)).or_default().insert(edge.page);
        }
    }
    let agreed = votes.values().any(|pages| pages.len() >= 2);
    let mut seen: Vec<(usize, Numeral)> = Vec::new();
    for side in &edges {
        // From the edge inwards, as far as the furniture goes.
        for edge in side {
            let line = &lines[edge.at];
            if let Some(numeral) = lone_numeral(&line.text) {
                if votes[&first_numeral(edge.page, &numeral)].len() < 2 {
                    if !fits(&seen, edge.page, &numeral) {
                        break;
                    }
                    if agreed {
                        record.doubt(
                            line.number,
                            "a page number",
                            "it stands where page numbers stand but does not follow on from them",
                        );
                    }
                }
                gone[edge.at] = true;
                record.drop_words(line.number, &line.text, "page number");
                seen.push((edge.page, numeral));
            } else if let Some(numeral) = repeated.get(&edge.at) {
                gone[edge.at] = true;
                record.drop_words(line.number, &line.text, "running head or foot");
                seen.extend(numeral.clone().map(|numeral| (edge.page, numeral)));
            } else {
                break;
            }
        }
    }
    seen.sort_by_key(|(page, _)| *page);
    seen.dedup_by_key(|(page, _)| *page);
    seen
}

/// What the first page's number would be if `numeral` stands on `page`: numerals that agree on it
/// count with the pages.
fn first_numeral(page: usize, numeral: &Numeral) -> (Style, i64) {
    let page = i64::try_from(page).unwrap_or_default();
    (numeral.style.clone(), i64::from(numeral.value) - page)
}

/// Whether `numeral` may stand on `page`, among those that were seen.
fn fits(seen: &[(usize, Numeral)], page: usize, numeral: &Numeral) -> bool {
    seen.iter().all(|(other, known)| {
        *other == page
            || known.style != numeral.style
            || (known.value < numeral.value) == (*other < page)
    })
}

/// The outer lines of each page's head and of its foot, from the edge inwards.
fn find_edges(lines: &[Line], pages: &Pages, gone: &[bool]) -> Vec<Vec<Edge>> {
    let mut edges = Vec::new();
    for page in 0..pages.starts.len() {
        let text: Vec<usize> = pages
            .lines(page, lines.len())
            .filter(|at| !lines[*at].is_blank() && !gone[*at])
            .collect();
        let edge = |at: &usize| Edge { at: *at, page };
        edges.push(text.iter().take(EDGE.min(text.len().div_ceil(2))).map(edge).collect());
        edges.push(text.iter().rev().take(EDGE.min(text.len() / 2)).map(edge).collect());
    }
    edges
}

/// A head's words, and what its number would be on the first page.
type HeadKey<'a> = (&'a str, Option<(Style, i64)>);

/// Lines at pages' edges that say the same on several pages, with the number that they carry.
fn find_repeated(
    lines: &[Line],
    edges: &[Vec<Edge>],
    count: usize,
) -> HashMap<usize, Option<Numeral>> {
    let enough = if count <= 5 { 2 } else { 3 };
    // Numbers must count with the pages: `PART I`, `PART II` do not.
    let mut by_words: HashMap<HeadKey<'_>, Vec<(&Edge, Option<Numeral>)>> = HashMap::new();
    for edge in edges.iter().flatten() {
        let text = lines[edge.at].text.as_str();
        let (words, numeral) = match split_numeral(text) {
            Some((words, numeral)) => (words, Some(numeral)),
            None => (text, None),
        };
        if lone_numeral(text).is_none() && words.chars().any(char::is_alphabetic) {
            let first = numeral.as_ref().map(|numeral| first_numeral(edge.page, numeral));
            by_words.entry((words, first)).or_default().push((edge, numeral));
        }
    }
    let mut repeated = HashMap::new();
    for mut found in by_words.into_values() {
        found.sort_by_key(|(edge, _)| edge.at);
        let pages: HashSet<usize> = found.iter().map(|(edge, _)| edge.page).collect();
        if pages.len() < enough {
            continue;
        }
        // A head that begins in mid-text, or ends there, repeats the heading of a chapter.
        let (first, numeral) = &found[0];
        let last = found[found.len() - 1].0.page;
        let throughout = first.page <= 4 && last + 3 >= count;
        let is_heading = first.page >= 2 && !throughout && numeral.is_none();
        for (edge, numeral) in found.drain(usize::from(is_heading)..) {
            repeated.insert(edge.at, numeral);
        }
    }
    repeated
}

/// Drops lines that hold nothing but note numbers that count up: markers that were set apart.
fn drop_stray_numbers(lines: &[Line], gone: &mut [bool], record: &mut Record) {
    for (at, line) in lines.iter().enumerate() {
        if gone[at] || line.text.len() > 200 || !line.text.contains(' ') {
            continue;
        }
        let numbers: Option<Vec<u32>> = line
            .text
            .split(' ')
            .map(|word| word.parse().ok().filter(|number| (1..1_000).contains(number)))
            .collect();
        if numbers.is_some_and(|numbers| numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)) {
            gone[at] = true;
            record.drop_words(line.number, &line.text, "a stray line of note numbers");
        }
    }
}

/// Drops a table of contents: its heading and lines that end in a page number, or lines with
/// leaders wherever they are.
fn drop_contents(lines: &[Line], gone: &mut [bool], record: &mut Record) {
    const REASON: &str = "table of contents";
    let mut drop = |at: usize, record: &mut Record| {
        if !gone[at] {
            gone[at] = true;
            record.drop_words(lines[at].number, &lines[at].text, REASON);
        }
    };
    let text: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_blank()).collect();
    for (order, at) in text.iter().enumerate() {
        if has_leaders(&lines[*at].text) {
            drop(*at, record);
            continue;
        }
        let name = lines[*at].text.to_lowercase();
        if !matches!(name.as_str(), "contents" | "table of contents") {
            continue;
        }
        // Entries may run over two lines, but not over three; their numbers count up.
        let mut last = None;
        let mut number: Option<Numeral> = None;
        for entry in order + 1..text.len() {
            let line = &lines[text[entry]].text;
            if let Some(next) = trailing_numeral(line).filter(|next| follows(number.as_ref(), next))
            {
                number = Some(next);
                last = Some(entry);
            } else if entry > last.unwrap_or(order) + 2 || lines[text[entry]].after_feed {
                break;
            }
        }
        if let Some(last) = last.filter(|last| *last >= order + 2) {
            for entry in &text[order..=last] {
                drop(*entry, record);
            }
        } else {
            record.fault(
                Severity::Warning,
                lines[*at].number,
                "a heading of contents without entries stays in the text",
            );
        }
    }
}

/// The page number at the end of an entry of the contents.
fn trailing_numeral(text: &str) -> Option<Numeral> {
    let (_, last) = text.rsplit_once([' ', '.', '…'])?;
    Numeral::parse(last)
}

/// Whether `next` can be the page of the entry after that of page `number`.
fn follows(number: Option<&Numeral>, next: &Numeral) -> bool {
    number.is_none_or(|number| {
        number.style != next.style || (number.value..number.value + 60).contains(&next.value)
    })
}

/// Whether a line leads to a page number by dots.
fn has_leaders(text: &str) -> bool {
    let Some((words, last)) = text.rsplit_once(['.', ' ', '…', '·', '_']) else { return false };
    let dots = words.chars().rev().take_while(|c| matches!(c, '.' | ' ' | '…' | '·' | '_'));
    Numeral::parse(last).is_some() && dots.filter(|c| *c != ' ').count() >= 3
}
