//! Finds where a text names an entity.
//!
//! An alias is literal words. Case counts; the shape of quotation marks, composed letters and
//! runs of white space do not (`folding`). It matches whole words only, and never inside
//! a web address that the text prints. Of matches that overlap the leftmost wins, then the
//! longest, then the smallest entity id; an alias that does not hold at a place
//! ([`Alias::holds_at`]) does not compete there. Emphasis, markers and page breaks are ranges
//! and no obstacle.
//!
//! One automaton serves a whole report; the time is linear in the text.

use std::collections::{HashMap, HashSet};

use crate::model::{Alias, Edition, Place, Register, Span};

use super::Mention;
use super::folding::Case;
use super::literals::Literals;
use super::spans::{leftmost_longest, overlaps_any};

/// Finds every entity of a register.
#[derive(Debug)]
pub struct MentionFinder<'a> {
    edition: &'a Edition,
    register: &'a Register,
    literals: Literals,
    /// For each pattern, the entity and alias that it stands for.
    owners: Vec<(usize, usize)>,
}

impl<'a> MentionFinder<'a> {
    /// A finder of `register`'s entities in the texts of `edition`.
    #[must_use]
    pub fn new(edition: &'a Edition, register: &'a Register) -> Self {
        let mut owners: Vec<(usize, usize)> = register
            .entities
            .iter()
            .enumerate()
            .flat_map(|(entity_at, entity)| {
                let aliases = entity.aliases.iter().enumerate();
                aliases
                    .filter(|(_, alias)| !alias.text.trim().is_empty())
                    .map(move |(alias_at, _)| (entity_at, alias_at))
            })
            .collect();
        // Among equal matches the first wins: the smallest id.
        owners.sort_by_key(|(entity, alias)| (&register.entities[*entity].id, *alias));
        let texts = owners
            .iter()
            .map(|(entity, alias)| register.entities[*entity].aliases[*alias].text.as_str());
        Self { edition, register, literals: Literals::new(texts, Case::Kept), owners }
    }

    /// The mentions in `plain`, the text at `place`: sorted, without overlaps.
    #[must_use]
    pub fn find(&self, plain: &str, place: Place) -> Vec<Mention> {
        // The longest at each start, of one length the first owner's: the smallest id.
        let mut longest: HashMap<usize, (usize, usize)> = HashMap::new();
        self.visit(plain, place, |span, owner| {
            let best = longest.entry(span.start).or_insert((span.end, owner));
            if span.end > best.0 || span.end == best.0 && owner < best.1 {
                *best = (span.end, owner);
            }
        });
        let mentions = longest
            .into_iter()
            .map(|(start, (end, owner))| {
                let (entity, alias) = self.owners[owner];
                Mention { span: Span::new(start, end), entity, alias }
            })
            .collect();
        leftmost_longest(mentions, |mention| mention.span)
    }

    /// Every entity and alias, by indices, that stands in `plain` and holds at `place`, be it
    /// inside of a longer name.
    #[must_use]
    pub fn find_candidates(&self, plain: &str, place: Place) -> HashSet<(usize, usize)> {
        let mut found = HashSet::new();
        self.visit(plain, place, |_, owner| {
            found.insert(self.owners[owner]);
        });
        found
    }

    /// Calls `each` with the span and owner of every alias that stands in `plain` and holds.
    fn visit(&self, plain: &str, place: Place, mut each: impl FnMut(Span, usize)) {
        let addresses = printed_addresses(plain);
        self.literals.visit(plain, |span, owner| {
            let (entity, alias) = self.owners[owner];
            if !overlaps_any(&addresses, span)
                && self.alias(entity, alias).holds_at(self.edition, place)
            {
                each(span, owner);
            }
        });
    }

    fn alias(&self, entity: usize, alias: usize) -> &Alias {
        &self.register.entities[entity].aliases[alias]
    }
}

/// Web and mail addresses among the words of `plain`.
fn printed_addresses(plain: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    if !plain.contains("://") && !plain.contains("www.") && !plain.contains('@') {
        return spans;
    }
    let mut start = 0;
    for word in plain.split(char::is_whitespace) {
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        if bare.contains("://") || bare.starts_with("www.") || is_mail(bare) {
            spans.push(Span::new(start, start + word.len()));
        }
        start += word.len();
        start += plain[start..].chars().next().map_or(0, char::len_utf8);
    }
    spans
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}
