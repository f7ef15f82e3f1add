//! Reads numbers with their units, word by word.

use crate::model::Span;

use super::super::numerals;
use super::super::words::Words;
use super::things::{ends_plural, read_things};
use super::{Amount, Bound, Figure, FigureKind, units};

/// Every number of `plain` with its unit, dates and names among them.
pub(super) fn read(plain: &str) -> Vec<Figure> {
    let words = Words::new(plain);
    let mut figures = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match read_at(&words, at) {
            Some((figure, next)) => {
                at = next.max(at + 1);
                figures.push(figure);
            }
            None => at = skip_number(&words, at),
        }
    }
    figures
}

/// A number as written: its bytes, value, and the word behind it.
#[derive(Clone, Copy)]
struct Number {
    span: Span,
    low: f64,
    high: f64,
    /// Letters glued to the digits: `kg`, `B`.
    glued: Option<Span>,
    /// Index of the first word behind number and glued letters.
    next: usize,
    in_words: bool,
}

fn read_at(words: &Words<'_>, at: usize) -> Option<(Figure, usize)> {
    let number =
        read_range(words, at).or_else(|| read_vague(words, at)).or_else(|| read_half(words, at))?;
    let before = words.plain[..number.span.start].chars().next_back();
    if before == Some('#') {
        let span = Span::new(number.span.start - 1, number.span.end);
        let figure = figure(words, span, FigureKind::Rank, String::new(), number);
        return number.glued.is_none().then_some((figure, number.next));
    }
    read_money(words, at, number)
        .or_else(|| read_unit(words, number))
        .or_else(|| read_count(words, at, number))
}

/// `7`, `5,518`, `20.5`, `30–40`, `nine`, with what is glued to it.
fn read_range(words: &Words<'_>, at: usize) -> Option<Number> {
    let first = read_number(words, at)?;
    if first.in_words || first.glued.is_some() {
        return Some(first);
    }
    let gap = &words.plain[first.span.end
        ..words.get(first.next).map_or(first.span.end, |_| words.span(first.next).start)];
    if matches!(gap, "–" | "-" | "—")
        && let Some(second) = read_number(words, first.next)
        && !second.in_words
        && second.low > first.low
    {
        let span = Span::new(first.span.start, second.span.end);
        return Some(Number { span, low: first.low, ..second });
    }
    Some(first)
}

fn read_number(words: &Words<'_>, at: usize) -> Option<Number> {
    let word = words.get(at)?;
    let start = words.span(at).start;
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return read_spelled(words, at);
    }
    if is_joined(&words.plain[..start]) {
        return None;
    }
    let (mut text, mut last) = (String::new(), at);
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text.push_str(&word[..digits]);
    let mut end = start + digits;
    let mut decimals = false;
    // Groups of three behind commas, then decimals.
    while end == words.span(last).end {
        let Some(next) = words.get(last + 1) else { break };
        let digits = next.len() - next.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match words.gap(last) {
            "," if digits == 3 && !decimals => text.push_str(&next[..digits]),
            "." if digits > 0 && !decimals => {
                decimals = true;
                text.push('.');
                text.push_str(&next[..digits]);
            }
            _ => break,
        }
        last += 1;
        end = words.span(last).start + digits;
    }
    let glued = Span::new(end, words.span(last).end);
    let value = text.parse().ok()?;
    Some(Number {
        span: Span::new(start, end),
        low: value,
        high: value,
        glued: (!glued.is_empty()).then_some(glued),
        next: last + 1,
        in_words: false,
    })
}

/// Whether a number behind `head` is part of a name: `COVID-19`, `v1.2`.
fn is_joined(head: &str) -> bool {
    let joined = head.ends_with(['-', '.', '/', '_', '\'']);
    let run = head.chars().rev().take_while(|c| !c.is_whitespace()).take(40);
    joined && run.into_iter().any(char::is_alphabetic)
}

/// `nine`, `Sixty-five`; `one` is more often a pronoun.
fn read_spelled(words: &Words<'_>, at: usize) -> Option<Number> {
    let span = words.span(at);
    let joined = words.get(at + 1).filter(|_| words.gap(at) == "-").and_then(|unit| {
        let value = numerals::value(&format!("{}-{unit}", span.of(words.plain)))?;
        Some((value, Span::new(span.start, words.span(at + 1).end), at + 2))
    });
    let (value, span, next) =
        joined.or_else(|| Some((numerals::value(words.get(at)?)?, span, at + 1)))?;
    let value = f64::from(value);
    (value >= 2.0).then_some(Number {
        span,
        low: value,
        high: value,
        glued: None,
        next,
        in_words: true,
    })
}

/// `tens of billions`, `hundreds of millions`, `millions`.
fn read_vague(words: &Words<'_>, at: usize) -> Option<Number> {
    let (mut low, mut high) = units::vague(words.get(at)?)?;
    let mut next = at + 1;
    let of = |at: usize| {
        words.get(at) == Some("of") && words.blank(at - 1) && words.gap(at).starts_with(' ')
    };
    if of(next)
        && let Some((from, _)) = words.get(next + 1).and_then(units::vague)
    {
        (low, high) = (low * from, high * from);
        next += 2;
    }
    let span = Span::new(words.span(at).start, words.span(next - 1).end);
    of(next).then_some(Number { span, low, high, glued: None, next: next + 1, in_words: true })
}

/// `half of`, but not `second half of`.
fn read_half(words: &Words<'_>, at: usize) -> Option<Number> {
    let half = words.get(at)? == "half" && words.get(at + 1)? == "of" && words.blank(at);
    let before = at.checked_sub(1).and_then(|before| words.get(before)).unwrap_or_default();
    let part = ["first", "second", "latter", "other", "former", "third", "fourth"]
        .contains(&before.to_lowercase().as_str());
    (half && !part).then(|| Number {
        span: words.span(at),
        low: 50.0,
        high: 50.0,
        glued: None,
        next: at + 1,
        in_words: true,
    })
}

fn read_money(words: &Words<'_>, at: usize, number: Number) -> Option<(Figure, usize)> {
    let plain = words.plain;
    let (mut span, mut next) = (number.span, number.next);
    let head = &plain[..span.start];
    let mut code = None;
    for sign in ["US$", "NT$", "HK$", "C$", "A$", "$", "€", "£", "¥", "₩", "₹", "₽"] {
        if head.ends_with(sign) {
            code = units::currency(sign);
            span.start -= sign.len();
            break;
        }
    }
    if code.is_none() && at > 0 && words.blank(at - 1) {
        let word = words.get(at - 1).unwrap_or_default();
        let is_code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        if let Some(before) = units::currency(word).filter(|_| is_code) {
            code = Some(before);
            span.start = words.span(at - 1).start;
        }
    }
    let mut factor = 1.0;
    if let Some(glued) = number.glued {
        code?;
        factor = units::scale_letter(glued.of(plain))?;
        span.end = glued.end;
    } else if let Some(scale) = words.get(next).and_then(units::scale)
        && is_beside(words, next)
    {
        factor = scale;
        span.end = words.span(next).end;
        next += 1;
    }
    // `$14.7 billion USD`, `100 billion yuan`, `hundreds of millions of $USD`.
    if let Some(behind) = words.get(next).and_then(units::currency)
        && matches!(words.gap(next - 1).trim_end_matches('$'), " " | "\u{a0}" | "-" | "")
    {
        code = code.or(Some(behind));
        span.end = words.span(next).end;
        next += 1;
    }
    let number = Number { low: number.low * factor, high: number.high * factor, ..number };
    Some((figure(words, span, FigureKind::Money, code?.to_owned(), number), next))
}

/// Shares, nodes and measures.
fn read_unit(words: &Words<'_>, number: Number) -> Option<(Figure, usize)> {
    let plain = words.plain;
    if number.glued.is_none() && plain[number.span.end..].starts_with('%') {
        let span = Span::new(number.span.start, number.span.end + 1);
        return Some((share(words, span, "percent", number), number.next));
    }
    if number.span.of(plain) == "half" {
        return Some((share(words, number.span, "percent", number), number.next));
    }
    let (word, end, next) = if let Some(glued) = number.glued {
        (glued.of(plain), glued.end, number.next)
    } else {
        let gap = words
            .get(number.next)
            .map_or("", |_| &plain[number.span.end..words.span(number.next).start]);
        let word = words.get(number.next)?;
        if !matches!(gap, " " | "\u{a0}" | "-" | "\u{2011}") {
            return None;
        }
        (word, words.span(number.next).end, number.next + 1)
    };
    let span = Span::new(number.span.start, end);
    let following = words.get(next).filter(|_| words.blank(next - 1)).unwrap_or_default();
    match word {
        "percent" | "pct" => {
            let points = matches!(following, "point" | "points");
            let unit = if points { "percentage points" } else { "percent" };
            return Some((share(words, span, unit, number), next));
        }
        "per" if following == "cent" => {
            let span = Span::new(span.start, words.span(next).end);
            return Some((share(words, span, "percent", number), next + 1));
        }
        "percentage" if matches!(following, "point" | "points") => {
            let span = Span::new(span.start, words.span(next).end);
            return Some((share(words, span, "percentage points", number), next + 1));
        }
        _ => {}
    }
    let unit = units::measure(word)?;
    if unit == "nm" {
        // `7 nanometer (nm) process`: the sign in brackets is skipped.
        let sign = words.get(next) == Some("nm") && words.gap(next - 1).trim() == "(";
        let (behind, span, next) = if sign {
            let span = Span::new(span.start, words.span(next).end + 1);
            (words.get(next + 1).unwrap_or_default(), span, next + 1)
        } else {
            (following, span, next)
        };
        let kind =
            if units::is_chip_making(behind) { FigureKind::Node } else { FigureKind::Measure };
        return Some((figure(words, span, kind, unit.to_owned(), number), next));
    }
    // `2 m`, `5 x`: too short to be told from a name unless glued.
    let sure = word.len() > 1 || number.glued.is_some();
    sure.then(|| (figure(words, span, FigureKind::Measure, unit.to_owned(), number), next))
}

fn share(words: &Words<'_>, span: Span, unit: &str, number: Number) -> Figure {
    figure(words, span, FigureKind::Share, unit.to_owned(), number)
}

fn read_count(words: &Words<'_>, at: usize, number: Number) -> Option<(Figure, usize)> {
    if number.glued.is_some() || is_name(words, at, number) {
        return None;
    }
    let (mut span, mut next, mut factor) = (number.span, number.next, 1.0);
    if let Some(scale) = words.get(next).and_then(units::scale)
        && is_beside(words, next)
    {
        factor = scale;
        span.end = words.span(next).end;
        next += 1;
    }
    let vague = words.get(number.next - 1) == Some("of");
    let things = read_things(words, next);
    // A number in words counts only what it names.
    if number.in_words && !vague && things.as_deref().is_none_or(|things| !ends_plural(things)) {
        return None;
    }
    let number = Number { low: number.low * factor, high: number.high * factor, ..number };
    // `three consecutive years`
    if let Some(unit) = things.as_deref().and_then(units::measure).filter(|unit| unit.len() > 2) {
        let figure = figure(words, span, FigureKind::Measure, unit.to_owned(), number);
        return Some((figure, next));
    }
    Some((figure(words, span, FigureKind::Count, things.unwrap_or_default(), number), next))
}

/// Whether the number is a name's: behind a word that it names, or behind a capital in a
/// sentence's midst, with nothing counted.
fn is_name(words: &Words<'_>, at: usize, number: Number) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = words.get(before).unwrap_or_default();
    let beside = words.blank(before) || words.gap(before) == ". ";
    let capital = word.starts_with(char::is_uppercase)
        && words.blank(before)
        && before.checked_sub(1).is_some_and(|earlier| words.blank(earlier));
    let counts = read_things(words, number.next).is_some_and(|t| ends_plural(&t));
    beside && units::is_named_by_number(word) || capital && !counts && !number.in_words
}

/// Whether a blank alone stands before word `at`.
fn is_beside(words: &Words<'_>, at: usize) -> bool {
    at > 0 && (words.blank(at - 1) || words.gap(at - 1) == "-")
}

fn figure(words: &Words<'_>, span: Span, kind: FigureKind, unit: String, number: Number) -> Figure {
    let bound = read_bound(&words.plain[..span.start]);
    Figure { span, kind, unit, amount: Amount { low: number.low, high: number.high, bound } }
}

/// How `head`, the text before a figure, qualifies it.
fn read_bound(head: &str) -> Bound {
    const ABOUT: [&str; 10] = [
        "about",
        "almost",
        "approximately",
        "around",
        "circa",
        "close to",
        "nearly",
        "roughly",
        "some",
        "an estimated",
    ];
    const AT_LEAST: [&str; 7] =
        ["above", "at least", "exceeding", "more than", "no fewer than", "over", "upwards of"];
    const AT_MOST: [&str; 6] =
        ["at most", "below", "fewer than", "less than", "no more than", "up to"];
    if head.ends_with('~') {
        return Bound::About;
    }
    // The longest qualifier has fifteen letters.
    let from = head.char_indices().rev().nth(20).map_or(0, |(at, _)| at);
    let head = head[from..].trim_end().to_lowercase();
    let ends = |list: &[&str]| {
        list.iter().any(|words| {
            head.strip_suffix(words).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })
    };
    if ends(&AT_MOST) {
        Bound::AtMost
    } else if ends(&AT_LEAST) {
        Bound::AtLeast
    } else if ends(&ABOUT) {
        Bound::About
    } else {
        Bound::Exact
    }
}

/// The word behind a number that could not be read: its groups are no numbers of their own.
fn skip_number(words: &Words<'_>, at: usize) -> usize {
    read_number(words, at).map_or(at + 1, |number| number.next)
}
