//! Finds dates in English text.
//!
//! The patterns, months in full or abbreviated, with a capital:
//!
//! * `July 15, 2018`, `15 July 2018`, `15th of July, 2018`, `2018-07-15`: a day;
//! * `July 2018`, `July of 2018`: a month;
//! * `Q4 2018`, `fourth quarter of 2018`: a quarter;
//! * `early 2018`, `mid-2018`, `late 2018` (four months each), `the end of 2018` (its last
//!   month), `second half of 2018`: a part of a year;
//! * `2018`: a year; `2007–2017`: years; `1980s`, `early 2020s`: a decade or a third of one.
//!
//! A bare number is a year from 1700 to 2100, unless it has a unit, decimals or letters, or
//! counts something: a plural follows (`2000 soldiers`) and nothing before speaks of time.
//! A month or day without a year is none.

use jiff::civil::Date;

use crate::model::Span;

use super::words::{Words, is_plural};

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Some months of a year.
    PartOfYear,
    /// A year.
    Year,
    /// Several years.
    Years,
    /// A decade or a part of one.
    Decade,
}

impl Precision {
    /// The precision's name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::PartOfYear => "part of year",
            Self::Year => "year",
            Self::Years => "years",
            Self::Decade => "decade",
        }
    }
}

/// A date in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundDate {
    /// The words.
    pub span: Span,
    /// The first day that they can mean.
    pub start: Date,
    /// The last day that they can mean.
    pub end: Date,
    /// How exactly they say it.
    pub precision: Precision,
}

/// Every date in `plain`, in order, without overlaps.
#[must_use]
pub fn find(plain: &str) -> Vec<FoundDate> {
    let words = Words::new(plain);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match read(&words, at) {
            Some((date, next)) => {
                found.push(date);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Reads the longest date that begins with word `at`; also gives the index of the word behind.
fn read(words: &Words<'_>, at: usize) -> Option<(FoundDate, usize)> {
    read_day(words, at)
        .or_else(|| read_month(words, at))
        .or_else(|| read_quarter_or_half(words, at))
        .or_else(|| read_part(words, at))
        .or_else(|| read_years(words, at))
}

fn read_day(words: &Words<'_>, at: usize) -> Option<(FoundDate, usize)> {
    // 2018-07-15
    if let (Some(year), "-", "-") = (year(words.get(at)?), words.gap(at), words.gap(at + 1)) {
        let (month, day) = (number(words.get(at + 1)?)?, number(words.get(at + 2)?)?);
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        return Some(words.date(at, at + 2, date, date, Precision::Day));
    }
    // July 15, 2018 and 15 July 2018, also 15th of July, 2018
    let (month, day, last) = if let Some(month) = month(words.get(at)?) {
        (month, day(words.get(at + 1)?)?, at + 2)
    } else {
        let day = day(words.get(at)?)?;
        let of = usize::from(words.get(at + 1)? == "of" && words.blank(at));
        (month(words.get(at + 1 + of)?)?, day, at + 2 + of)
    };
    let year = year(words.get(last)?)?;
    let joined = (at..last).all(|at| words.blank(at) || matches!(words.gap(at), ", " | ". " | ","));
    let date = Date::new(year, month, day).ok().filter(|_| joined)?;
    Some(words.date(at, last, date, date, Precision::Day))
}

fn read_month(words: &Words<'_>, at: usize) -> Option<(FoundDate, usize)> {
    let month = month(words.get(at)?)?;
    let of = usize::from(words.get(at + 1)? == "of");
    let year = year(words.get(at + 1 + of)?)?;
    let joined = (words.blank(at) || matches!(words.gap(at), ", " | ". "))
        && (of == 0 || words.blank(at + 1));
    let date = joined.then(|| months(year, month, 1))?;
    Some(words.date(at, at + 1 + of, date.0, date.1, Precision::Month))
}

fn read_quarter_or_half(words: &Words<'_>, at: usize) -> Option<(FoundDate, usize)> {
    let first = words.get(at)?;
    // Q4 2018
    if let Some(quarter) = first.strip_prefix(['Q', 'q']).and_then(number) {
        let year = year(words.get(at + 1)?).filter(|_| words.blank(at))?;
        let quarter = i8::try_from(quarter).ok().filter(|quarter| (1..=4).contains(quarter))?;
        let (start, end) = months(year, quarter * 3 - 2, 3);
        return Some(words.date(at, at + 1, start, end, Precision::Quarter));
    }
    // second half of 2018, fourth quarter of 2018
    let nth = match first.to_lowercase().as_str() {
        "first" => 1,
        "second" | "latter" => 2,
        "third" => 3,
        "fourth" => 4,
        _ => return None,
    };
    let of = usize::from(words.get(at + 2)? == "of");
    let year = year(words.get(at + 2 + of)?)?;
    let joined = (at..at + 2 + of).all(|at| words.blank(at));
    let (length, precision) = match words.get(at + 1)? {
        "half" if nth <= 2 && joined => (6, Precision::PartOfYear),
        "quarter" if joined => (3, Precision::Quarter),
        _ => return None,
    };
    let (start, end) = months(year, (nth - 1) * length + 1, length);
    Some(words.date(at, at + 2 + of, start, end, precision))
}

/// `early 2018`, `mid-2018`, `end of 2018`, `early 2020s`.
fn read_part(words: &Words<'_>, at: usize) -> Option<(FoundDate, usize)> {
    let third = match words.get(at)?.to_lowercase().as_str() {
        "early" => 0,
        "mid" | "middle" => 1,
        "late" => 2,
        "end" => 3,
        _ => return None,
    };
    let of = usize::from(words.get(at + 1)? == "of");
    let word = words.get(at + 1 + of)?;
    let joined = (words.blank(at) || words.gap(at) == "-") && (of == 0 || words.blank(at + 1));
    if !joined {
        return None;
    }
    if let Some(decade) = decade(word) {
        let (from, to) = [(0, 3), (4, 6), (7, 9), (9, 9)][third];
        let (start, end) = (months(decade + from, 1, 12).0, months(decade + to, 1, 12).1);
        return Some(words.date(at, at + 1 + of, start, end, Precision::Decade));
    }
    let (month, length) = [(1, 4), (5, 4), (9, 4), (12, 1)][third];
    let (start, end) = months(year(word)?, month, length);
    Some(words.date(at, at + 1 + of, start, end, Precision::PartOfYear))
}

fn read_years(words: &Words<'_>, at: usize) -> Option<(FoundDate, usize)> {
    let word = words.get(at)?;
    if let Some(decade) = decade(word) {
        let (start, end) = (months(decade, 1, 12).0, months(decade + 9, 1, 12).1);
        return Some(words.date(at, at, start, end, Precision::Decade));
    }
    let first = year(word).filter(|_| stands_alone(words, at))?;
    // 2007–2017, 2007–17
    if matches!(words.gap(at), "–" | "-")
        && let Some(last) = words.get(at + 1)
        && let Some(last) = year(last).or_else(|| {
            let short = (last.len() == 2).then(|| number(last)).flatten()?;
            Some(first - first % 100 + i16::try_from(short).ok()?)
        })
        && last > first
    {
        let (start, end) = (months(first, 1, 12).0, months(last, 1, 12).1);
        return Some(words.date(at, at + 1, start, end, Precision::Years));
    }
    if counts_things(words, at) {
        return None;
    }
    let (start, end) = months(first, 1, 12);
    Some(words.date(at, at, start, end, Precision::Year))
}

/// Whether the digits of word `at` are a whole number without decimals, sign or unit.
fn stands_alone(words: &Words<'_>, at: usize) -> bool {
    let span = words.span(at);
    let before = words.plain[..span.start].chars().next_back();
    let mut after = words.plain[span.end..].chars();
    let (next, then) = (after.next(), after.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let sign = matches!(before, Some('$' | '€' | '£' | '¥' | '#' | '.' | ',' | '+' | '/' | '~'));
    let unit = next == Some('%') || matches!(next, Some('.' | ',')) && digit(then);
    !sign && !unit
}

/// Whether the number at word `at` counts what follows: a plural, or a word for a scale or unit.
fn counts_things(words: &Words<'_>, at: usize) -> bool {
    const TIMELY: [&str; 20] = [
        "after", "around", "as", "before", "by", "during", "early", "for", "from", "in", "its",
        "late", "of", "since", "the", "their", "through", "to", "until", "year",
    ];
    let Some(next) = words.get(at + 1).filter(|_| words.blank(at)) else { return false };
    let scaled = matches!(
        next,
        "percent" | "per" | "thousand" | "million" | "billion" | "trillion" | "times" | "years"
    );
    let before = at.checked_sub(1).and_then(|before| words.get(before)).unwrap_or_default();
    let timely = TIMELY.contains(&before.to_lowercase().as_str())
        || month(before).is_some()
        || words.span(at).start >= 2 && words.plain[..words.span(at).start].ends_with("’s ");
    scaled || is_plural(next) && !timely
}

/// Days of `length` months from `month` on.
fn months(year: i16, month: i8, length: i8) -> (Date, Date) {
    let start = Date::constant(year, month, 1);
    (start, Date::constant(year, month + length - 1, 1).last_of_month())
}

fn number(word: &str) -> Option<u32> {
    (word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 4).then(|| word.parse().ok())?
}

fn year(word: &str) -> Option<i16> {
    let year = number(word).filter(|_| word.len() == 4)?;
    i16::try_from(year).ok().filter(|year| (1700..=2100).contains(year))
}

fn decade(word: &str) -> Option<i16> {
    year(word.strip_suffix('s')?).filter(|year| year % 10 == 0 && *year < 2100)
}

fn day(word: &str) -> Option<i8> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    let day = number(bare.unwrap_or(word))?;
    i8::try_from(day).ok().filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let full = MONTHS.iter().position(|month| *month == word);
    let short = || {
        let cut = if word == "Sept" { "Sep" } else { word };
        (cut.len() == 3).then(|| MONTHS.iter().position(|month| month.starts_with(cut))).flatten()
    };
    full.or_else(short).and_then(|at| i8::try_from(at + 1).ok())
}

impl Words<'_> {
    /// A date from word `first` to word `last`, and the index of the word behind.
    fn date(
        &self,
        first: usize,
        last: usize,
        start: Date,
        end: Date,
        precision: Precision,
    ) -> (FoundDate, usize) {
        let span = Span::new(self.span(first).start, self.span(last).end);
        (FoundDate { span, start, end, precision }, last + 1)
    }
}
