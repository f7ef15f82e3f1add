//! The names by which a text names entities: well formed, and no two entities' at one place.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::entities::write_limits;
use super::scopes::Scopes;
use super::{At, Document, Table, Value};
use crate::content::quote::quote;
use crate::model::{Alias, Edition, Entity, Place};

/// Fewest and most characters of an alias.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=120;

/// Most aliases of a report.
const MOST: usize = 10_000;

/// The aliases met so far.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    known: Vec<Known>,
    entities: usize,
}

#[derive(Debug)]
struct Known {
    alias: Alias,
    entity: usize,
    name: String,
    span: Range<usize>,
}

impl Aliases {
    /// The aliases of one entity: its `name` first, which `aliases` may limit.
    pub(super) fn read(
        &mut self,
        entity: &Table<'_>,
        name: &At<&str>,
        scopes: &Scopes<'_>,
    ) -> Vec<Alias> {
        let document = entity.document();
        let mut aliases = Vec::new();
        for value in entity.values("aliases") {
            if let Some((alias, span)) = read_alias(&value, scopes) {
                aliases.push((alias, span));
            }
        }
        let own = aliases.iter().position(|(alias, _)| alias.text == name.value);
        let first = if let Some(own) = own {
            aliases.remove(own)
        } else {
            check_length(document, name);
            (everywhere(name.value), name.span.clone())
        };
        aliases.insert(0, first);
        let mut own = HashMap::new();
        for (alias, span) in &aliases {
            if let Some(first) = own.insert(fold(&alias.text), span.clone()) {
                let line = document.source().line(first.start);
                let message = format!("the alias `{}` stands here twice", alias.text);
                document.error_help(span, message, format!("the other is on line {line}"));
            }
        }
        self.entities += 1;
        for (alias, span) in &aliases {
            if self.known.len() == MOST {
                let message = format!("more than {MOST} aliases");
                document.error_help(span, message, "remove those that the text does not use");
            }
            self.known.push(Known {
                alias: alias.clone(),
                entity: self.entities,
                name: name.value.to_owned(),
                span: span.clone(),
            });
        }
        aliases.into_iter().map(|(alias, _)| alias).collect()
    }

    /// Finds aliases of two entities that hold at one place.
    pub(super) fn compare(&self, document: &Document<'_>, edition: &Edition) {
        let mut alike = HashMap::<String, Vec<&Known>>::new();
        for known in &self.known {
            alike.entry(fold(&known.alias.text)).or_default().push(known);
        }
        for known in &self.known {
            let same = alike.remove(&fold(&known.alias.text)).unwrap_or_default();
            if same.len() > 1 {
                compare_alike(document, edition, &same);
            }
        }
    }
}

/// Finds those of some `same` aliases that hold where one of another entity does.
fn compare_alike(document: &Document<'_>, edition: &Edition, same: &[&Known]) {
    let mut taken = HashMap::<Place, &Known>::new();
    for &later in same {
        let mut clash = None;
        for place in edition.places().filter(|place| later.alias.holds_at(edition, *place)) {
            let earlier = *taken.entry(place).or_insert(later);
            if earlier.entity != later.entity {
                clash = clash.or(Some(earlier));
            }
        }
        if let Some(earlier) = clash {
            let line = document.source().line(earlier.span.start);
            let message =
                format!("`{}` also names {} (line {line})", later.alias.text, earlier.name);
            let help = "limit one of them: { text = \"…\", only = [\"9/16\"] }, or except";
            document.error_help(&later.span, message, help);
        }
    }
}

fn everywhere(text: &str) -> Alias {
    Alias { text: text.to_owned(), only: Vec::new(), except: Vec::new() }
}

fn read_alias(value: &Value<'_>, scopes: &Scopes<'_>) -> Option<(Alias, Range<usize>)> {
    if !value.is_table() {
        let text = value.text("aliases")?;
        check_length(value.document(), &text);
        return Some((everywhere(text.value), text.span));
    }
    let table = value.table("aliases", "an alias", &["text", "only", "except"])?;
    let only = scopes.read_all(&table, "only");
    let except = scopes.read_all(&table, "except");
    let text = table.required_text("text", "\"…\"")?;
    check_length(value.document(), &text);
    if table.has("only") && table.values("only").is_empty() {
        let help = "list where the alias counts, or leave the key out";
        value.document().error_help(&text.span, "the alias counts nowhere", help);
    }
    Some((Alias { text: text.value.to_owned(), only, except }, text.span))
}

fn check_length(document: &Document<'_>, text: &At<&str>) {
    let length = text.value.chars().count();
    let (least, most) = (LENGTH.start(), LENGTH.end());
    if !LENGTH.contains(&length) {
        let message =
            format!("the alias has a length of {length}, not of {least} to {most} characters");
        document.error_help(&text.span, message, "name the words that stand in the text");
    } else if text.value.trim() != text.value || text.value.contains(['\n', '\t']) {
        let message = "the alias has blanks at an end, or a tab or line feed";
        document.error_help(&text.span, message, "remove them");
    }
}

/// An alias as the text is searched for it: composed, quotation marks and apostrophes alike.
fn fold(text: &str) -> String {
    text.nfc()
        .map(|c| match c {
            '‘' | '’' | '‛' => '\'',
            '“' | '”' | '‟' => '"',
            other => other,
        })
        .collect()
}

/// An entity's aliases as TOML, without the name where it is not limited.
pub(super) fn written(entity: &Entity) -> Vec<String> {
    let plain = |alias: &Alias| alias.only.is_empty() && alias.except.is_empty();
    let name = |nth: usize, alias: &Alias| nth == 0 && alias.text == entity.name && plain(alias);
    entity
        .aliases
        .iter()
        .enumerate()
        .filter(|(nth, alias)| !name(*nth, alias))
        .map(|(_, alias)| {
            let text = quote(&alias.text);
            if plain(alias) {
                return text;
            }
            let only = write_limits("only", &alias.only);
            format!("{{ text = {text}{only}{} }}", write_limits("except", &alias.except))
        })
        .collect()
}
