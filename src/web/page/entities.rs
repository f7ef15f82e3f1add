//! The register of entities: by kind, filtered by words of their names and by kind, in three orders.
//!
//! Every entity stands in the page; what a query leaves out is hidden, so that the page's script
//! filters and sorts the same rows to the same result.

use std::cmp::Reverse;

use askama::Template;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::annotate::AnnotatedReport;
use crate::library::lookup;
use crate::model::{Entity, EntityKind, Point};
use crate::web::address::{Address, ListQuery};
use crate::web::answer;
use crate::web::words::Words;

use super::frame::Frame;
use super::view::View;

#[derive(Template)]
#[template(path = "entities.html")]
struct RegisterPage {
    frame: Frame,
    count: usize,
    mentions: usize,
    /// Where the form sends its choice.
    action: Address,
    query: ListQuery,
    /// Whether entities of all kinds are shown.
    all_kinds: bool,
    orders: Vec<OrderView>,
    /// How many have the reader's words in a name.
    found: usize,
    /// How many of them are of the chosen kind.
    shown: usize,
    kinds: Vec<KindView>,
}

/// An order to choose.
struct OrderView {
    value: &'static str,
    name: &'static str,
    chosen: bool,
}

/// The entities of one kind.
struct KindView {
    /// Its `id` on the page.
    id: &'static str,
    name: &'static str,
    chosen: bool,
    hidden: bool,
    /// How many have the reader's words in a name.
    found: usize,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    native: Option<Native>,
    aliases: String,
    description: String,
    count: usize,
    /// Where it is named first.
    first: Option<(String, String)>,
    /// All its names, folded, for the filter.
    names: String,
    /// Its place in each of [`Order::ALL`].
    ranks: [usize; 3],
    hidden: bool,
}

/// A name in its own writing.
#[derive(Clone)]
pub(super) struct Native {
    pub(super) name: String,
    /// Its language, where its characters tell.
    pub(super) language: Option<&'static str>,
}

/// Orders of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Name,
    Mentions,
    First,
}

impl Order {
    const ALL: [Self; 3] = [Self::Name, Self::Mentions, Self::First];

    /// Its value of `sort`; the first needs none.
    const fn value(self) -> &'static str {
        match self {
            Self::Name => "",
            Self::Mentions => "mentions",
            Self::First => "first",
        }
    }

    fn name(self, words: Words) -> &'static str {
        match self {
            Self::Name => words.by_name(),
            Self::Mentions => words.most_mentioned(),
            Self::First => words.first_mentioned(),
        }
    }

    fn read(value: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.value() == value).unwrap_or(Self::Name)
    }
}

pub(super) fn native(entity: &Entity) -> Option<Native> {
    let name = entity.native.clone()?;
    let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let kana = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c);
    let language = (name.contains(han) && !name.contains(kana)).then_some("zh");
    Some(Native { name, language })
}

/// The other names that the text uses.
fn other_names(entity: &Entity) -> Vec<&str> {
    let names = entity.aliases.iter().map(|alias| alias.text.as_str());
    names.filter(|name| *name != entity.name && Some(*name) != entity.native.as_deref()).collect()
}

/// `text` without capitals, accents and shapes of apostrophes. `3-register.js` folds likewise.
fn fold(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c));
    letters.flat_map(char::to_lowercase).collect::<String>().replace(['‘', '’'], "'")
}

/// The register, as `query` asks for it.
///
/// # Errors
/// If the template fails.
pub(super) fn make(view: View<'_>, query: &ListQuery) -> answer::Result {
    let entities = &view.report.register.entities;
    let order = Order::read(&query.sort);
    let only = EntityKind::ALL.into_iter().find(|kind| kind.name() == query.kind);
    let words = fold(&query.q);
    let words: Vec<&str> = words.split_whitespace().collect();
    let ranks = rank(view.report);
    let kinds = EntityKind::ALL.into_iter().filter_map(|kind| {
        let of_kind = entities.iter().enumerate().filter(|(_, entity)| entity.kind == kind);
        let mut rows: Vec<_> =
            of_kind.map(|(at, entity)| row(view, at, entity, ranks[at], &words)).collect();
        rows.sort_by_key(|row| row.ranks[order as usize]);
        let found = rows.iter().filter(|row| !row.hidden).count();
        (!rows.is_empty()).then(|| KindView {
            id: kind.name(),
            name: view.words.entity_kinds(kind),
            chosen: only == Some(kind),
            hidden: found == 0 || only.is_some_and(|only| only != kind),
            found,
            rows,
        })
    });
    let kinds: Vec<_> = kinds.collect();
    let counts = lookup::count(view.report);
    let description =
        view.words.entities_about(counts.entities, view.edition().report.full_title());
    let address = Address::Entities(view.slug().clone());
    let frame = Frame::of_report(view, &address, view.words.entities_title(), &description);
    let page = RegisterPage {
        frame: Frame { noindex: !query.is_empty(), ..frame },
        count: counts.entities,
        mentions: counts.mentions,
        action: address,
        query: query.clone(),
        all_kinds: only.is_none(),
        orders: Order::ALL
            .into_iter()
            .map(|own| OrderView {
                value: own.value(),
                name: own.name(view.words),
                chosen: own == order,
            })
            .collect(),
        found: kinds.iter().map(|kind| kind.found).sum(),
        shown: kinds.iter().filter(|kind| !kind.hidden).map(|kind| kind.found).sum(),
        kinds,
    };
    Ok(super::print(&page)?.into())
}

fn row(view: View<'_>, at: usize, entity: &Entity, ranks: [usize; 3], words: &[&str]) -> Row {
    let aliases = other_names(entity);
    let every = [entity.name.as_str()].into_iter().chain(entity.native.as_deref());
    let every = every.chain(aliases.iter().copied()).chain(entity.also.iter().map(String::as_str));
    let names = fold(&every.collect::<Vec<_>>().join("\u{a0}| "));
    let mentions = view.report.annotations.mentions_of.get(at).map_or(&[][..], Vec::as_slice);
    let first = mentions.first().and_then(|&(place, nth)| {
        let span = view.report.annotations.of(place)?.mentions.get(nth)?.span;
        let point = lookup::quote_at(view.report, place, span).point;
        let (Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..)) = &point else {
            return None;
        };
        Some((view.name(&Point::Section(id.clone())), view.address(point).to_string()))
    });
    Row {
        href: view.address(Point::Entity(entity.id.clone())).to_string(),
        name: entity.name.clone(),
        native: native(entity),
        aliases: aliases.join(view.words.list_comma()),
        description: entity.description.clone(),
        count: mentions.len(),
        first,
        ranks,
        hidden: !words.iter().all(|word| names.contains(word)),
        names,
    }
}

/// For each entity, its place in each of [`Order::ALL`].
fn rank(report: &AnnotatedReport) -> Vec<[usize; 3]> {
    let entities = &report.register.entities;
    let mut first = vec![usize::MAX; entities.len()];
    let mentioned = report.edition.places().filter_map(|place| report.annotations.of(place));
    for (at, mention) in mentioned.flat_map(|text| &text.mentions).enumerate() {
        let own = &mut first[mention.entity];
        *own = at.min(*own);
    }
    let names: Vec<_> = entities.iter().map(|entity| fold(&entity.name)).collect();
    let count = |at: usize| report.annotations.mentions_of.get(at).map_or(0, Vec::len);
    let mut ranks = vec![[0; 3]; entities.len()];
    for order in Order::ALL {
        let mut sorted: Vec<usize> = (0..entities.len()).collect();
        sorted.sort_by_key(|&at| match order {
            Order::Name => (0, Reverse(0), &names[at]),
            Order::Mentions => (0, Reverse(count(at)), &names[at]),
            Order::First => (first[at], Reverse(0), &names[at]),
        });
        for (rank, at) in sorted.into_iter().enumerate() {
            ranks[at][order as usize] = rank;
        }
    }
    ranks
}
