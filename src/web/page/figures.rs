//! The index of figures: every number in its sentence, all of them or those of one kind or unit.

use askama::Template;

use crate::annotate::figures::{self, FigureAt, FigureKind};
use crate::library::lookup;
use crate::render::Html;
use crate::web::address::{Address, ListQuery};
use crate::web::answer;
use crate::web::words::Words;

use super::frame::Frame;
use super::phrase;
use super::view::View;

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage {
    frame: Frame,
    count: usize,
    /// How many of them are shown.
    shown: usize,
    /// Kinds to choose from, all of them first.
    kinds: Vec<Choice>,
    /// Units of the chosen kind to choose from, all of them first; none where it has but one.
    units: Vec<Choice>,
    groups: Vec<Group>,
}

/// A filter that can be chosen.
struct Choice {
    href: String,
    name: String,
    count: usize,
    chosen: bool,
}

/// The figures of one kind that are shown.
struct Group {
    id: &'static str,
    name: &'static str,
    count: usize,
    units: Vec<Unit>,
}

/// The figures of one unit.
struct Unit {
    /// Without a name where it is not told from others of its kind.
    name: Option<Name>,
    rows: Vec<Row>,
}

struct Name {
    text: String,
    /// The figures of this unit alone.
    href: String,
}

struct Row {
    words: String,
    sentence: Html,
    href: String,
    name: String,
    page: Option<String>,
}

/// A kind as a heading.
fn title(words: Words, kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Money => words.money(),
        FigureKind::Share => words.shares(),
        FigureKind::Count => words.counts(),
        FigureKind::Node => words.nodes(),
        FigureKind::Measure => words.measures(),
        FigureKind::Rank => words.ranks(),
        FigureKind::Date => words.dates(),
    }
}

/// A unit as the index knows it. What is counted is nearly always another thing: one group for
/// all of them.
fn unit(at: &FigureAt) -> &str {
    if at.figure.kind == FigureKind::Count { "" } else { &at.figure.unit }
}

/// The figures of one unit, by its name.
type ByUnit<'a> = (&'a str, Vec<&'a FigureAt>);

/// The figures of `kind` by unit, the most frequent unit first.
fn by_unit(found: &[FigureAt], kind: FigureKind) -> Vec<ByUnit<'_>> {
    let mut units: Vec<ByUnit<'_>> = Vec::new();
    for at in found.iter().filter(|at| at.figure.kind == kind) {
        match units.iter_mut().find(|(name, _)| *name == unit(at)) {
            Some((_, own)) => own.push(at),
            None => units.push((unit(at), vec![at])),
        }
    }
    units.sort_by_key(|(_, own)| std::cmp::Reverse(own.len()));
    units
}

/// The page, as `query` asks for it. A kind or unit that the report has not leaves nothing.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>, query: &ListQuery) -> answer::Result {
    let found = figures::of_report(view.report);
    let description = view.words.figures_about(view.edition().report.full_title());
    let address = Address::Figures(view.slug().clone());
    let kinds: Vec<_> = FigureKind::ALL
        .into_iter()
        .map(|kind| (kind, by_unit(&found, kind)))
        .filter(|(_, units)| !units.is_empty())
        .collect();
    let groups: Vec<_> = kinds
        .iter()
        .filter(|(kind, _)| query.kind.is_empty() || query.kind == kind.name())
        .map(|(kind, units)| group(view, &address, query, *kind, units))
        .filter(|group| group.count > 0)
        .collect();
    let frame = Frame::of_report(view, &address, view.words.figures_title(), &description);
    let page = FiguresPage {
        frame: Frame { noindex: !query.is_empty(), ..frame },
        count: found.len(),
        shown: groups.iter().map(|group| group.count).sum(),
        units: units_to_choose(view.words, &address, query, &kinds),
        kinds: kinds_to_choose(view.words, &address, query, &kinds),
        groups,
    };
    Ok(super::print(&page)?.into())
}

fn kinds_to_choose(
    words: Words,
    address: &Address,
    query: &ListQuery,
    kinds: &[(FigureKind, Vec<ByUnit<'_>>)],
) -> Vec<Choice> {
    let choice = |value: &str, name: &str, count| Choice {
        href: ListQuery { kind: value.to_owned(), ..ListQuery::default() }.of(address),
        name: name.to_owned(),
        count,
        chosen: query.kind == value,
    };
    let count = |units: &[ByUnit<'_>]| units.iter().map(|(_, own)| own.len()).sum::<usize>();
    let all = choice("", words.all(), kinds.iter().map(|(_, units)| count(units)).sum());
    let own =
        kinds.iter().map(|(kind, units)| choice(kind.name(), title(words, *kind), count(units)));
    std::iter::once(all).chain(own).collect()
}

fn units_to_choose(
    words: Words,
    address: &Address,
    query: &ListQuery,
    kinds: &[(FigureKind, Vec<ByUnit<'_>>)],
) -> Vec<Choice> {
    let own = kinds.iter().find(|(kind, _)| kind.name() == query.kind);
    let Some((_, units)) = own.filter(|(_, units)| units.len() > 1) else { return Vec::new() };
    let choice = |value: &str, name: &str, count| Choice {
        href: ListQuery { unit: value.to_owned(), sort: String::new(), ..query.clone() }
            .of(address),
        name: name.to_owned(),
        count,
        chosen: query.unit == value,
    };
    let all = choice("", words.all(), units.iter().map(|(_, own)| own.len()).sum());
    let named = units.iter().filter(|(name, _)| !name.is_empty());
    let named = named.map(|(name, own)| choice(name, name, own.len()));
    std::iter::once(all).chain(named).collect()
}

fn group(
    view: View<'_>,
    address: &Address,
    query: &ListQuery,
    kind: FigureKind,
    units: &[ByUnit<'_>],
) -> Group {
    let chosen = units.iter().filter(|(name, _)| query.unit.is_empty() || query.unit == *name);
    let shown: Vec<_> = chosen
        .map(|(name, own)| Unit {
            name: (units.len() > 1).then(|| Name {
                text: if name.is_empty() {
                    view.words.no_unit().to_owned()
                } else {
                    (*name).to_owned()
                },
                href: ListQuery {
                    kind: kind.name().to_owned(),
                    unit: (*name).to_owned(),
                    ..ListQuery::default()
                }
                .of(address),
            }),
            rows: own.iter().map(|at| row(view, at)).collect(),
        })
        .collect();
    Group {
        id: kind.name(),
        name: title(view.words, kind),
        count: shown.iter().map(|unit| unit.rows.len()).sum(),
        units: shown,
    }
}

fn row(view: View<'_>, at: &FigureAt) -> Row {
    let quote = lookup::quote_at(view.report, at.place, at.figure.span);
    Row {
        words: phrase::cut(at.figure.span.of(view.edition().text(at.place).plain()), 60),
        sentence: view.excerpt(&quote, &[at.figure.span]),
        href: view.address(quote.point.clone()).to_string(),
        name: view.name(&quote.point),
        page: view.page_of(&quote).map(ToString::to_string),
    }
}
