//! What a reader may mean by the first letters typed.
//!
//! In: the letters. Out: entities and themes with a name that has a word beginning so, judgments
//! whose statement does, and completions of the last word as texts have it after the one before,
//! likeliest first. Every word typed must begin a word of the suggestion; after `entity:`, `theme:`
//! or `judgment:` only those are suggested.

use std::collections::HashMap;
use std::sync::Arc;

use super::analyze::Analysis;
use super::document::short;
use super::lexicon::is_stop_word;
use super::matching::tidy;
use super::plan::{Library, Pattern};
use super::{Suggestion, SuggestionKind};
use crate::annotate::AnnotatedReport;
use crate::model::Span;

/// Fewest characters that anything is suggested for.
const FEWEST: usize = 2;
/// Most characters that are looked at.
const MOST: usize = 80;
/// Entries of one word that are weighed against those of others.
const MOST_ENTRIES: usize = 64;
/// Completions that are looked for after the word before them.
const MOST_COMPLETIONS: usize = 32;
/// Entries that are checked for further words typed.
const MOST_CHECKED: usize = 2_000;

/// Something to suggest.
#[derive(Debug)]
struct Entry {
    kind: SuggestionKind,
    text: Box<str>,
    detail: Option<Box<str>>,
    /// Every folded word of its names, blank-separated.
    names: Box<str>,
    /// How likely it is meant, before what was typed: mentions, attachments.
    weight: u32,
}

/// What can be suggested.
#[derive(Debug, Default)]
pub(super) struct Suggestions {
    entries: Vec<Entry>,
    /// Words of entries' names, sorted, each with the entries that have it, likeliest first.
    words: Vec<(Box<str>, Vec<u32>)>,
}

impl Suggestions {
    /// What `reports` give to suggest. What several reports have alike is suggested once.
    pub(super) fn of(reports: &[Arc<AnnotatedReport>]) -> Self {
        let mut all = Self::default();
        let mut words: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut known: HashMap<(u8, Box<str>), u32> = HashMap::new();
        for (at, report) in reports.iter().enumerate() {
            let mut add = |group: u8, entry: Entry, names: &[&str]| {
                let weight = entry.weight;
                let fresh = short(all.entries.len());
                let number = *known.entry((group, entry.text.clone())).or_insert(fresh);
                if number == fresh {
                    let forms = |name: &&str| Analysis::of(name).forms().fold(String::new(), join);
                    let names = names.iter().map(forms).fold(String::new(), |a, b| join(a, &b));
                    all.entries.push(Entry { names: names.into(), ..entry });
                } else {
                    all.entries[number as usize].weight += weight;
                }
                for name in names {
                    for form in Analysis::of(name).forms() {
                        let entries = words.entry(form.into()).or_default();
                        if entries.last() != Some(&number) {
                            entries.push(number);
                        }
                    }
                }
            };
            let register = &report.register;
            for (entity, one) in register.entities.iter().enumerate() {
                let mentions = report.annotations.mentions_of.get(entity).map_or(0, Vec::len);
                let aliases = one.aliases.iter().map(|alias| alias.text.as_str());
                let names: Vec<&str> = std::iter::once(one.name.as_str())
                    .chain(aliases)
                    .chain(one.also.iter().map(String::as_str))
                    .chain(one.native.as_deref())
                    .collect();
                let entry = Entry {
                    kind: SuggestionKind::Entity { report: at, entity },
                    text: one.name.as_str().into(),
                    detail: Some(one.kind.name().into()),
                    names: Box::default(),
                    weight: 10 + short(mentions),
                };
                add(0, entry, &names);
            }
            for (theme, one) in register.themes.iter().enumerate() {
                let places = report.annotations.places_of.get(theme).map_or(0, Vec::len);
                let entry = Entry {
                    kind: SuggestionKind::Theme { report: at, theme },
                    text: one.name.as_str().into(),
                    detail: None,
                    names: Box::default(),
                    weight: 10 + short(places),
                };
                add(1, entry, &[&one.name]);
            }
            for (section, one) in report.edition.sections.iter().enumerate() {
                let text = one.title.plain();
                let entry = Entry {
                    kind: SuggestionKind::Section { report: at, section },
                    text: text.into(),
                    detail: one.number.is_some().then(|| one.label().into()),
                    names: Box::default(),
                    weight: 1,
                };
                add(2, entry, &[text]);
            }
        }
        for entries in words.values_mut() {
            entries.sort_unstable();
            entries.dedup();
            entries.sort_by_key(|&number| std::cmp::Reverse(all.entries[number as usize].weight));
        }
        all.words = words.into_iter().collect();
        all.words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// At most `limit` suggestions for what was `typed`.
    pub(super) fn suggest(
        &self,
        library: &Library<'_>,
        typed: &str,
        limit: usize,
    ) -> Vec<Suggestion> {
        let typed: String = typed.chars().take(MOST).collect();
        let (only, typed) = field(&typed);
        if typed.trim().chars().count() < FEWEST {
            return Vec::new();
        }
        let analysis = Analysis::of(typed);
        let forms: Vec<&str> = analysis.forms().collect();
        let Some((last, before)) = forms.split_last() else { return Vec::new() };
        let mut found = self.entries_with(&forms);
        if let Some(only) = only {
            found.retain(|&number| only(self.entries[number as usize].kind));
        }
        let start = analysis.bytes(before.len()).0;
        // `u.s` is a whole name, not the beginning of words.
        let is_dotted = typed[start..].trim_end_matches('.').contains('.');
        if is_dotted {
            let is_whole = |number: &u32| {
                self.entries[*number as usize].names.split(' ').any(|word| word == *last)
            };
            found.retain(is_whole);
        }
        found.sort_by_cached_key(|&number| {
            let entry = &self.entries[number as usize];
            // What begins as typed comes first.
            let begins = Analysis::of(&entry.text)
                .forms()
                .next()
                .is_some_and(|first| first.starts_with(forms[0]));
            (std::cmp::Reverse((begins, entry.weight)), number)
        });
        // Room is left for a few completions.
        found.truncate(limit.saturating_sub(limit / 4).max(1));
        let mut suggestions: Vec<Suggestion> = found
            .into_iter()
            .map(|number| {
                let entry = &self.entries[number as usize];
                Suggestion {
                    kind: entry.kind,
                    text: entry.text.as_ref().to_owned(),
                    detail: entry.detail.as_deref().map(str::to_owned),
                    typed: typed_in(&entry.text, &forms),
                }
            })
            .collect();
        let is_open = !typed.ends_with(char::is_whitespace) && !is_dotted && only.is_none();
        if is_open && last.chars().count() >= FEWEST {
            let kept = typed.trim_end();
            let vocabulary = library.vocabulary;
            let (words, _) = vocabulary.with_prefix(last, MOST_COMPLETIONS);
            let follows = |form: u32| before.last().is_none_or(|word| stand(library, word, form));
            let words = words
                .into_iter()
                .filter(|&form| vocabulary.form(form) != *last)
                .filter(|&form| !is_stop_word(vocabulary.form(form)))
                .filter(|&form| follows(form))
                .map(|form| vocabulary.form(form));
            for word in words {
                if suggestions.len() >= limit {
                    break;
                }
                let text = format!("{}{word}", &kept[..start]);
                let twice = |other: &Suggestion| other.text.to_lowercase() == text.to_lowercase();
                if !suggestions.iter().any(twice) {
                    let typed = tidy(vec![Span::new(0, start + last.len().min(word.len()))], &text);
                    let kind = SuggestionKind::Words;
                    suggestions.push(Suggestion { kind, text, detail: None, typed });
                }
            }
        }
        suggestions.truncate(limit);
        suggestions
    }

    /// Entries of which each of `forms` begins a word: of very many the likeliest.
    fn entries_with(&self, forms: &[&str]) -> Vec<u32> {
        // The longest form is on the fewest entries, mostly.
        let Some(rarest) = forms.iter().max_by_key(|form| form.len()) else { return Vec::new() };
        let start = self.words.partition_point(|(word, _)| word.as_ref() < *rarest);
        let having = self.words[start..].iter().take_while(|(word, _)| word.starts_with(rarest));
        let most = if forms.len() == 1 { MOST_ENTRIES } else { MOST_CHECKED };
        let mut found: Vec<u32> =
            having.flat_map(|(_, entries)| entries.iter().take(most)).copied().collect();
        found.sort_unstable();
        found.dedup();
        found.sort_by_key(|&number| std::cmp::Reverse(self.entries[number as usize].weight));
        found.truncate(most);
        if forms.len() > 1 {
            let begins = |number: u32, form: &&str| {
                let names = &self.entries[number as usize].names;
                names.split(' ').any(|word| word.starts_with(*form))
            };
            found.retain(|&number| forms.iter().all(|form| begins(number, form)));
        }
        found
    }
}

/// Whether something is of the kind that a field asks for.
type IsKind = fn(SuggestionKind) -> bool;

/// The kind of entry that `typed` asks for by a field, and what was typed of its name.
fn field(typed: &str) -> (Option<IsKind>, &str) {
    let Some((name, rest)) = typed.split_once(':') else { return (None, typed) };
    let only: IsKind = match name.trim().to_ascii_lowercase().as_str() {
        "entity" => |kind| matches!(kind, SuggestionKind::Entity { .. }),
        "theme" => |kind| matches!(kind, SuggestionKind::Theme { .. }),
        "judgment" | "judgement" | "section" => {
            |kind| matches!(kind, SuggestionKind::Section { .. })
        }
        _ => return (None, typed),
    };
    (Some(only), rest)
}

/// Whether any text has `word` and then the form of number `next`.
fn stand(library: &Library<'_>, word: &str, next: u32) -> bool {
    let Some(word) = library.vocabulary.find(word) else { return false };
    let pattern = Pattern::Phrase(vec![vec![word], vec![next]], None);
    library.rows.get(library, &pattern).is_ok_and(|rows| !rows.documents.is_empty())
}

fn join(mut line: String, word: &str) -> String {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
    line
}

/// The bytes of `text` that were typed: the beginnings of its words.
fn typed_in(text: &str, forms: &[&str]) -> Vec<Span> {
    let analysis = Analysis::of(text);
    let mut spans = Vec::new();
    for (position, form) in analysis.forms().enumerate() {
        if let Some(typed) = forms.iter().find(|typed| form.starts_with(**typed)) {
            let (start, end) = analysis.bytes(position);
            // Letters that folding did not change in number can be marked in part.
            let part = text[start..end].char_indices().nth(typed.chars().count());
            spans.push(Span::new(start, part.map_or(end, |(at, _)| start + at)));
        }
    }
    tidy(spans, text)
}
