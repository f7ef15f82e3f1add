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

use crate::model::{Alias, Edition, Place, Register, Span};

use super::Mention;
use super::folding::Case;
use super::literals::{Literals, leftmost_longest};

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
        leftmost_longest(self.candidates(plain, place), |mention| mention.span)
    }

    /// Every alias that stands in `plain` and holds at `place`, also inside of others. Of one
    /// span the smallest entity id comes first.
    #[must_use]
    pub fn candidates(&self, plain: &str, place: Place) -> Vec<Mention> {
        let addresses = printed_addresses(plain);
        let mut hits = self.literals.find(plain);
        hits.sort_by_key(|(_, owner)| *owner);
        hits.into_iter()
            .map(|(span, owner)| (span, self.owners[owner]))
            .filter(|(span, _)| !addresses.iter().any(|address| address.overlaps(*span)))
            .filter(|(_, (entity, alias))| {
                self.alias(*entity, *alias).holds_at(self.edition, place)
            })
            .map(|(span, (entity, alias))| Mention { span, entity, alias })
            .collect()
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
