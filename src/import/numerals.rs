//! What is printed as a page's number, and the labels of all pages from the few that are seen.
//!
//! In: the words of a line, or the numerals seen on some of a text's pages. Out: a [`Numeral`],
//! or a label for each page with the line of reasoning that led to it.

use crate::model::PageLabel;

/// How page numbers are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// `7`
    Arabic,
    /// `vii`
    LowerRoman,
    /// `VII`
    UpperRoman,
    /// `A-7`: what stands before the number.
    Prefixed(String),
}

/// A page's number as printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Numeral {
    /// How it is written.
    pub(super) style: Style,
    /// Its value, from 1.
    pub(super) value: u32,
}

/// Largest number that a page may have.
const LARGEST_PAGE: u32 = 9_999;

impl Numeral {
    /// The numeral that `text` is: `7`, `vii`, `VII`, `A-7`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            let value = if plain { digits.parse().ok()? } else { 0 };
            (1..=LARGEST_PAGE).contains(&value).then_some(value)
        };
        if let Some(value) = number(text) {
            return (!text.starts_with('0')).then_some(Self { style: Style::Arabic, value });
        }
        if let Some((prefix, rest)) = text.split_once('-')
            && (1..=2).contains(&prefix.len())
            && prefix.bytes().all(|b| b.is_ascii_uppercase())
        {
            let value = number(rest)?;
            return Some(Self { style: Style::Prefixed(prefix.to_owned()), value });
        }
        let lower = text.to_ascii_lowercase();
        let style = if lower == text {
            Style::LowerRoman
        } else if text.to_ascii_uppercase() == text {
            Style::UpperRoman
        } else {
            return None;
        };
        let value = read_roman(&lower)?;
        Some(Self { style, value })
    }

    /// The numeral `by` pages later, if there is one.
    pub(super) fn shifted(&self, by: i64) -> Option<Self> {
        let value = u32::try_from(i64::from(self.value) + by).ok()?;
        (1..=LARGEST_PAGE).contains(&value).then(|| Self { style: self.style.clone(), value })
    }

    /// The numeral as printed; `None` when it is longer than a label may be.
    pub(super) fn label(&self) -> Option<PageLabel> {
        let text = match &self.style {
            Style::Arabic => self.value.to_string(),
            Style::LowerRoman => write_roman(self.value),
            Style::UpperRoman => write_roman(self.value).to_ascii_uppercase(),
            Style::Prefixed(prefix) => format!("{prefix}-{}", self.value),
        };
        text.parse().ok()
    }
}

const ROMAN: [(&str, u32); 13] = [
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

fn write_roman(mut value: u32) -> String {
    let mut text = String::new();
    for (digits, worth) in ROMAN {
        while value >= worth {
            text.push_str(digits);
            value -= worth;
        }
    }
    text
}

/// The value of a well-written Roman numeral up to 200, in lower case.
fn read_roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 10 {
        return None;
    }
    let mut value = 0;
    let mut rest = text;
    for (digits, worth) in ROMAN {
        while let Some(after) = rest.strip_prefix(digits) {
            value += worth;
            rest = after;
        }
    }
    (rest.is_empty() && value <= 200 && write_roman(value) == text).then_some(value)
}

/// The page number that a line is, when it is nothing else: `7`, `vii`, `– 7 –`, `Page 7`,
/// `7 | Page`, `Page 7 of 40`.
pub(super) fn lone_numeral(text: &str) -> Option<Numeral> {
    if text.len() > 24 {
        return None;
    }
    let mut words: Vec<&str> = text
        .split(' ')
        .filter(|word| !word.chars().all(|c| matches!(c, '-' | '–' | '—' | '|' | '·' | '•' | '~')))
        .collect();
    if let [page, _, of, all] = words[..]
        && is_page_word(page)
        && of.eq_ignore_ascii_case("of")
        && all.bytes().all(|b| b.is_ascii_digit())
    {
        words.truncate(2);
    }
    match words[..] {
        [number] => Numeral::parse(number.trim_matches(['-', '–', '—', '|'])),
        [page, number] if is_page_word(page) => Numeral::parse(number),
        [number, page] if is_page_word(page) => Numeral::parse(number),
        _ => None,
    }
}

fn is_page_word(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "page" | "p." | "pg." | "seite")
}

/// The labels of `count` pages, and how the first one was told.
///
/// `seen` holds the numeral on each page where one was found; `first` the label that somebody
/// gave to the first page, which wins over what was seen in its style.
pub(super) fn label_pages(
    count: usize,
    seen: &[(usize, Numeral)],
    first: Option<&PageLabel>,
) -> Vec<PageLabel> {
    let given = first.and_then(|label| Numeral::parse(label.as_str()));
    let mut anchors: Vec<(usize, Numeral)> = seen.to_vec();
    if let Some(given) = given {
        anchors.retain(|(page, numeral)| *page > 0 && numeral.style != given.style);
        anchors.insert(0, (0, given));
    }
    if anchors.is_empty() {
        anchors.push((0, Numeral { style: Style::Arabic, value: 1 }));
    }
    let labels = (0..count).map(|page| {
        let next = anchors.partition_point(|(at, _)| *at < page);
        let from = |anchor: &(usize, Numeral)| {
            anchor.1.shifted(distance(anchor.0, page)).and_then(|numeral| numeral.label())
        };
        let before = next.checked_sub(1).map(|at| &anchors[at]);
        let after = anchors.get(next);
        // An unnumbered page belongs to what follows, as far as that counts back.
        after.and_then(from).or_else(|| before.and_then(from)).or_else(|| {
            // Pages before page 1 that carry no number of their own.
            let value = u32::try_from(page + 1).ok()?;
            Numeral { style: Style::LowerRoman, value }.label()
        })
    });
    let mut labels: Vec<Option<PageLabel>> = labels.collect();
    if let (Some(slot), Some(first)) = (labels.first_mut(), first) {
        *slot = Some(first.clone());
    }
    let unnamed = |page: usize| format!("x-{}", page + 1).parse().ok();
    labels
        .into_iter()
        .enumerate()
        .filter_map(|(page, label)| label.or_else(|| unnamed(page)))
        .collect()
}

fn distance(from: usize, to: usize) -> i64 {
    let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    signed(to) - signed(from)
}
