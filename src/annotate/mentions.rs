//! Finds where a text names an entity.
//!
//! An alias is literal words. Case counts; the shape of quotation marks, composed letters and
//! runs of white space do not ([`super::folding`]). It matches whole words only, and never inside
//! a web address that the text prints. Of matches that overlap the leftmost wins, then the
//! longest, then the smallest entity id; an alias that does not hold at a place
//! ([`Alias::holds_at`]) does not compete there. Emphasis, markers and page breaks are ranges
//! and no obstacle.
//!
//! One automaton serves a whole report; the time is linear in the text.

use aho_corasick::AhoCorasick;

use crate::model::{Alias, Edition, Place, Register, Span};

use super::Mention;
use super::folding::{Case, Folded, fold, is_word};

/// Finds every entity of a register.
#[derive(Debug)]
pub struct MentionFinder<'a> {
    edition: &'a Edition,
    register: &'a Register,
    automaton: AhoCorasick,
    /// For each pattern of the automaton, the entity and alias that it stands for.
    owners: Vec<(usize, usize)>,
}

impl<'a> MentionFinder<'a> {
    /// A finder of `register`'s entities in the texts of `edition`.
    ///
    /// # Panics
    /// If the aliases together need more than 2³¹ states, which no file of allowed size holds.
    #[must_use]
    pub fn new(edition: &'a Edition, register: &'a Register) -> Self {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (entity_at, entity) in register.entities.iter().enumerate() {
            for (alias_at, alias) in entity.aliases.iter().enumerate() {
                let pattern = fold(&alias.text, Case::Kept);
                if !pattern.is_empty() {
                    patterns.push(pattern);
                    owners.push((entity_at, alias_at));
                }
            }
        }
        let automaton =
            AhoCorasick::new(&patterns).expect("readers bound the number and length of aliases");
        Self { edition, register, automaton, owners }
    }

    /// The mentions in `plain`, the text at `place`: sorted, without overlaps.
    #[must_use]
    pub fn find(&self, plain: &str, place: Place) -> Vec<Mention> {
        let mut candidates = self.candidates(plain, place);
        candidates.sort_by(|a, b| {
            let id = |mention: &Mention| &self.register.entities[mention.entity].id;
            (a.span.start, b.span.end, id(a), a.alias).cmp(&(
                b.span.start,
                a.span.end,
                id(b),
                b.alias,
            ))
        });
        let mut mentions: Vec<Mention> = Vec::new();
        for candidate in candidates {
            if mentions.last().is_none_or(|last| last.span.end <= candidate.span.start) {
                mentions.push(candidate);
            }
        }
        mentions
    }

    /// Every alias that stands in `plain` and holds at `place`, also inside of others.
    #[must_use]
    pub fn candidates(&self, plain: &str, place: Place) -> Vec<Mention> {
        let folded = Folded::new(plain, Case::Kept);
        let addresses = printed_addresses(plain);
        let mut found = Vec::new();
        for hit in self.automaton.find_overlapping_iter(folded.as_str()) {
            let (entity, alias) = self.owners[hit.pattern().as_usize()];
            let Some(span) = folded.original(hit.start(), hit.end()) else { continue };
            if is_word(plain, span)
                && !addresses.iter().any(|address| address.overlaps(span))
                && self.alias(entity, alias).holds_at(self.edition, place)
            {
                found.push(Mention { span, entity, alias });
            }
        }
        found
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
