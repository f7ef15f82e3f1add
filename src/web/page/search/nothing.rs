//! What to do next, where a search found nothing or nothing was asked.
//!
//! In: the query. Out: hints, each a link with what it gives: the search without its filters, as
//! plain words, each word alone, points of a like name, and the lists to look through; for an
//! empty box, one example of each thing that the search language knows, in the report's own words.

use crate::library::Library;
use crate::library::lookup;
use crate::model::{EntityId, SectionId, ThemeId};
use crate::search::{NoticeCode, Request};
use crate::web::address::{Address, SearchQuery};
use crate::web::page::phrase;
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
    library: &Library,
    view: Option<View<'_>>,
    query: &SearchQuery,
    request: &Request,
) -> Vec<Hint> {
    let count = |request: Request| {
        let answer = library.index().search(&Request { limit: 1, offset: 0, ..request });
        let is_word = !answer.notices.iter().any(|notice| notice.code == NoticeCode::StopWords);
        (answer.total > 0 && is_word).then(|| phrase::count(answer.total, "hit", "hits"))
    };
    let mut hints: Vec<Hint> = straight::near(library, request)
        .into_iter()
        .map(|near| Hint { href: near.href, label: near.name, about: near.words })
        .collect();
    let plain = Request { without: request.without.clone(), ..Request::new(query.q.clone()) };
    let in_report = Request { report: request.report.clone(), ..plain.clone() };
    if *request != in_report
        && let Some(hits) = count(in_report.clone())
    {
        let other = SearchQuery { report: query.report.clone(), ..query.unfiltered() };
        hints.push(search(&other, format!("without the filters: {hits}")));
    } else if request.report.is_some()
        && let Some(hits) = count(plain)
    {
        hints.push(search(&query.unfiltered(), format!("in the whole library: {hits}")));
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
        hints.extend(count(request).map(|hits| search(&other, format!("as plain words: {hits}"))));
    }
    if words.len() > 1 {
        for word in words.iter().take(MOST_WORDS) {
            let (other, request) = with((*word).to_owned());
            hints.extend(count(request).map(|hits| search(&other, format!("alone: {hits}"))));
        }
    }
    hints.extend(view.into_iter().flat_map(lists));
    if view.is_none() {
        hints.push(Hint {
            href: Address::Library.to_string(),
            label: "The library".to_owned(),
            about: phrase::count(library.reports().len(), "report", "reports"),
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
    let slug = view.slug();
    let list = |to: Address, label: &str, about: String| Hint {
        href: to.to_string(),
        label: label.to_owned(),
        about,
    };
    let mut lists = vec![list(
        Address::Report(slug.clone()),
        "The report at a glance",
        phrase::count(counts.text.sections, "section", "sections"),
    )];
    if counts.entities > 0 {
        let about = phrase::count(counts.entities, "name", "names");
        lists.push(list(Address::Entities(slug.clone()), "Entities", about));
    }
    if counts.themes > 0 {
        let about = phrase::count(counts.themes, "subject", "subjects");
        lists.push(list(Address::Themes(slug.clone()), "Themes", about));
    }
    lists
}

/// What may be typed, by examples from the report that is searched, or the only one.
pub(super) fn examples(
    library: &Library,
    view: Option<View<'_>>,
    query: &SearchQuery,
) -> Vec<Hint> {
    let only = match library.reports() {
        [report] => View::open(library, &report.edition.report.slug).ok(),
        _ => None,
    };
    let Some(view) = view.or(only) else { return Vec::new() };
    let report = view.report;
    let example =
        |q: String, about: &str| search(&SearchQuery { q, ..query.clone() }, about.to_owned());
    let mut examples = Vec::new();
    let theme = largest(&report.annotations.places_of).map(|at| &report.register.themes[at]);
    let entity = largest(&report.annotations.mentions_of).map(|at| &report.register.entities[at]);
    if let Some(theme) = theme {
        examples.push(example(theme.name.clone(), "words, in any of their forms"));
    }
    if let Some(entity) = entity {
        examples.push(example(entity.name.clone(), "a name, by all its names"));
    }
    if let Some(judgment) = view.edition().judgments().last() {
        let words: Vec<_> = judgment.title.plain().split_whitespace().take(3).collect();
        let words = words.join(" ");
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        if !words.is_empty() {
            examples.push(example(format!("\"{words}\""), "exactly these words, in a row"));
        }
    }
    if let (Some(theme), Some(entity)) = (theme, entity) {
        let (theme_id, entity_id): (&ThemeId, &EntityId) = (&theme.id, &entity.id);
        examples.push(example(format!("theme:{theme_id}"), "the passages on a theme"));
        let first = first_word(&theme.name);
        examples.push(example(
            format!("{first} -entity:{entity_id}"),
            "words, without the passages that name somebody",
        ));
        let start: String = first.chars().take(4).collect();
        examples.push(example(format!("{start}*"), "every word that begins so"));
    }
    if let Some(judgment) = view.edition().judgments().last() {
        let id: &SectionId = &judgment.id;
        examples.push(example(format!("KJ{id}"), "the way to a judgment"));
    }
    if let Some(start) = view.edition().pages().last() {
        examples.push(example(format!("p. {}", start.page), "the way to a printed page"));
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
