//! What to do next, where a search found nothing or nothing was asked.
//!
//! In: the query. Out: hints, each a link with what it gives: the search without its filters, as
//! plain words, each word alone, points of a like name, and the lists to look through; for an
//! empty box, one example of each thing that the search language knows, in the report's own words.

use crate::library::lookup;
use crate::model::{EntityId, SectionId, ThemeId};
use crate::search::{NoticeCode, Request};
use crate::web::address::{Address, SearchQuery};
use crate::web::page::Shelf;
use crate::web::page::view::View;

use super::straight;

/// Most words that are tried alone.
const MOST_WORDS: usize = 5;
/// Words of the search language that are no words of the reader's.
const OPERATORS: [&str; 3] = ["AND", "OR", "NOT"];

/// A link to something that may help.
pub(super) struct Hint {
    pub(super) href: String,
    pub(super) label: String,
    /// What is there.
    pub(super) about: String,
}

fn search(query: &SearchQuery, about: String) -> Hint {
    Hint { label: query.q.clone(), href: query.to_string(), about }
}

/// Ways out of a search that found nothing.
pub(super) fn ways_out(
    shelf: Shelf<'_>,
    view: Option<View<'_>>,
    query: &SearchQuery,
    request: &Request,
) -> Vec<Hint> {
    let say = shelf.words();
    let count = |request: Request| {
        let answer = shelf.library.index().search(&Request { limit: 1, offset: 0, ..request });
        let is_word = !answer.notices.iter().any(|notice| notice.code == NoticeCode::StopWords);
        (answer.total > 0 && is_word).then(|| say.hits(answer.total))
    };
    let mut hints: Vec<Hint> = straight::near(shelf, request)
        .into_iter()
        .map(|near| Hint { href: near.href, label: near.name, about: near.words })
        .collect();
    let plain = Request { without: request.without.clone(), ..Request::new(query.q.clone()) };
    let in_report = Request { report: request.report.clone(), ..plain.clone() };
    if *request != in_report
        && let Some(hits) = count(in_report.clone())
    {
        let other = SearchQuery { report: query.report.clone(), ..query.unfiltered() };
        hints.push(search(&other, say.without_filters(hits)));
    } else if request.report.is_some()
        && let Some(hits) = count(plain)
    {
        hints.push(search(&query.unfiltered(), say.in_whole_library(hits)));
    }
    let words = plain_words(&query.q);
    let with = |q: String| {
        let other = SearchQuery { report: query.report.clone(), q, ..SearchQuery::default() };
        let request = Request { query: other.q.clone(), ..in_report.clone() };
        (other, request)
    };
    let all = words.join(" ");
    if all != query.q.trim() && !words.is_empty() {
        let (other, request) = with(all);
        hints.extend(count(request).map(|hits| search(&other, say.as_plain_words(hits))));
    }
    if words.len() > 1 {
        for word in words.iter().take(MOST_WORDS) {
            let (other, request) = with((*word).to_owned());
            hints.extend(count(request).map(|hits| search(&other, say.alone(hits))));
        }
    }
    hints.extend(view.into_iter().flat_map(lists));
    if view.is_none() {
        hints.push(Hint {
            href: Address::Library.to_string(),
            label: say.the_library().to_owned(),
            about: say.count_reports(shelf.library.reports().len()),
        });
    }
    hints
}

/// The reader's words without what the search language reads as signs, each once.
fn plain_words(query: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in query.split(|c: char| !(c.is_alphanumeric() || ['\'', '’', '.', '-'].contains(&c)))
    {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() && !OPERATORS.contains(&word) && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// The lists of a report, to look through.
fn lists(view: View<'_>) -> Vec<Hint> {
    let counts = lookup::count(view.report);
    let (slug, say) = (view.slug(), view.words);
    let list = |to: Address, label: &str, about: String| Hint {
        href: to.to_string(),
        label: label.to_owned(),
        about,
    };
    let mut lists = vec![list(
        Address::Report(slug.clone()),
        say.report_at_a_glance(),
        say.sections(counts.text.sections),
    )];
    if counts.entities > 0 {
        let about = say.names(counts.entities);
        lists.push(list(Address::Entities(slug.clone()), say.entities_title(), about));
    }
    if counts.themes > 0 {
        let about = say.subjects(counts.themes);
        lists.push(list(Address::Themes(slug.clone()), say.themes_title(), about));
    }
    lists
}

/// What may be typed, by examples from the report that is searched, or the only one.
pub(super) fn examples(shelf: Shelf<'_>, view: Option<View<'_>>, query: &SearchQuery) -> Vec<Hint> {
    let only = match shelf.library.reports() {
        [report] => View::open(shelf, &report.edition.report.slug).ok(),
        _ => None,
    };
    let Some(view) = view.or(only) else { return Vec::new() };
    let (report, say) = (view.report, view.words);
    let example =
        |q: String, about: &str| search(&SearchQuery { q, ..query.clone() }, about.to_owned());
    let mut examples = Vec::new();
    let theme = largest(&report.annotations.places_of).map(|at| &report.register.themes[at]);
    let entity = largest(&report.annotations.mentions_of).map(|at| &report.register.entities[at]);
    if let Some(theme) = theme {
        examples.push(example(theme.name.clone(), say.example_words()));
    }
    if let Some(entity) = entity {
        examples.push(example(entity.name.clone(), say.example_name()));
    }
    if let Some(judgment) = view.edition().judgments().last() {
        let words: Vec<_> = judgment.title.plain().split_whitespace().take(3).collect();
        let words = words.join(" ");
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        if !words.is_empty() {
            examples.push(example(format!("\"{words}\""), say.example_phrase()));
        }
    }
    if let (Some(theme), Some(entity)) = (theme, entity) {
        let (theme_id, entity_id): (&ThemeId, &EntityId) = (&theme.id, &entity.id);
        examples.push(example(format!("theme:{theme_id}"), say.example_theme()));
        let first = first_word(&theme.name);
        examples.push(example(format!("{first} -entity:{entity_id}"), say.example_without()));
        let start: String = first.chars().take(4).collect();
        examples.push(example(format!("{start}*"), say.example_prefix()));
    }
    if let Some(judgment) = view.edition().judgments().last() {
        let id: &SectionId = &judgment.id;
        examples.push(example(format!("KJ{id}"), say.example_judgment()));
    }
    if let Some(start) = view.edition().pages().last() {
        examples.push(example(format!("p. {}", start.page), say.example_page()));
    }
    examples
}

/// Index of the longest list that has anything.
fn largest<T>(lists: &[Vec<T>]) -> Option<usize> {
    let longest = lists.iter().map(Vec::len).max().filter(|length| *length > 0)?;
    lists.iter().position(|list| list.len() == longest)
}

fn first_word(name: &str) -> String {
    let word = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_the_query_without_its_signs() {
        assert_eq!(
            plain_words("+\"arms race\"~5 AND (U.S. -x)"),
            ["arms", "race", "5", "U.S", "x"]
        );
        assert_eq!(plain_words("entity:huawei chip*"), ["entity", "huawei", "chip"]);
        assert_eq!(plain_words("((( - *"), Vec::<&str>::new());
    }
}
