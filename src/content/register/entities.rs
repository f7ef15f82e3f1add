//! `entities.toml`: who and what a report names, and by which names.

use std::fmt::Write as _;
use std::ops::Range;

use super::aliases::{self, Aliases};
use super::scopes::Scopes;
use super::themes::write_scopes;
use super::{At, Document, Table, printable, read_kind};
use crate::content::ids::Ids;
use crate::content::quote::{quote, quote_all};
use crate::content::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::{Entity, EntityId, EntityKind, Register, Relation};

const KEYS: &[&str] =
    &["id", "name", "kind", "aliases", "also", "native", "description", "role", "relations"];

pub(super) fn read(
    source: &Source,
    scopes: &Scopes<'_>,
    register: &mut Register,
    rows: &mut Vec<Range<usize>>,
    faults: &mut Vec<Diagnostic>,
) {
    let (document, table) = Document::parse(source, 0..source.text().len());
    let root = document.root(&table, "the entities' file", &["entity", "ignore"]);
    let mut ids = Ids::new("entity");
    let mut aliases = Aliases::default();
    let mut targets = Vec::new();
    for table in root.tables("entity", "an entity", KEYS) {
        let id = table.required_text("id", "\"…\"");
        let id = id.and_then(|id| ids.read::<EntityId>(&document, &id));
        let kind = read_kind(&table, "kind", &EntityKind::ALL, |kind| kind.name());
        let name = table.required_text("name", "\"…\"");
        let description = table.required_text("description", "\"…\"");
        let relations = read_relations(&table, scopes, &mut targets);
        let also = table.texts("also").iter().map(|text| text.value.to_owned()).collect();
        let text = |key| table.text(key).map(|text| text.value.to_owned());
        let (native, role) = (text("native"), text("role"));
        let Some(name) = name else { continue };
        let read = aliases.read(&table, &name, scopes);
        if let (Some(id), Some(kind), Some(description)) = (id, kind, description) {
            rows.push(table.span.clone());
            register.entities.push(Entity {
                id,
                name: name.value.to_owned(),
                kind,
                aliases: read,
                also,
                native,
                description: description.value.to_owned(),
                role,
                relations,
            });
        }
    }
    let names: Vec<_> = ids.names().collect();
    for target in targets {
        if !names.contains(&target.value) {
            let help = document.nearest().help(target.value, names.iter().copied(), || {
                "name an entity of this file by its id".to_owned()
            });
            let message = format!("unknown entity `{}`", printable(target.value));
            document.error_help(&target.span, message, help);
        }
    }
    aliases.compare(&document, scopes.edition());
    register.ignored_names =
        root.texts("ignore").iter().map(|text| text.value.to_owned()).collect();
    faults.extend(document.take_faults());
}

fn read_relations<'d>(
    entity: &Table<'d>,
    scopes: &Scopes<'_>,
    targets: &mut Vec<At<&'d str>>,
) -> Vec<Relation> {
    let mut relations = Vec::new();
    for table in entity.tables("relations", "a relation", &["is", "to", "at"]) {
        let verb = table.required_text("is", "\"part of\"");
        let target = table.required_text("to", "\"…\"");
        let at = table.text("at").and_then(|at| scopes.read(table.document(), &at));
        let (Some(verb), Some(target)) = (verb, target) else { continue };
        match target.value.parse() {
            Ok(to) => {
                targets.push(target);
                relations.push(Relation { verb: verb.value.to_owned(), to, at });
            }
            Err(why) => {
                let message = format!("the id `{}` {why}", printable(target.value));
                table.document().error(&target.span, message);
            }
        }
    }
    relations
}

/// Writes the file; nothing where there is nothing to write.
pub(in crate::content) fn write(register: &Register) -> Option<String> {
    if register.entities.is_empty() && register.ignored_names.is_empty() {
        return None;
    }
    let mut out = String::new();
    if !register.ignored_names.is_empty() {
        let names = register.ignored_names.iter().map(|name| quote(name));
        let _ = writeln!(out, "ignore = {}", quote_all(names));
    }
    for entity in &register.entities {
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = write!(out, "{gap}[[entity]]\n{}", write_entity(entity));
    }
    Some(out)
}

fn write_entity(entity: &Entity) -> String {
    let all = |texts: &[String]| {
        Some(quote_all(texts.iter().map(|text| quote(text)))).filter(|_| !texts.is_empty())
    };
    let aliases = aliases::written(entity);
    let relations = quote_all(entity.relations.iter().map(write_relation));
    let facts = [
        ("id", Some(quote(entity.id.as_str()))),
        ("name", Some(quote(&entity.name))),
        ("kind", Some(quote(entity.kind.name()))),
        ("aliases", Some(quote_all(aliases.clone())).filter(|_| !aliases.is_empty())),
        ("also", all(&entity.also)),
        ("native", entity.native.as_deref().map(quote)),
        ("role", entity.role.as_deref().map(quote)),
        ("description", Some(quote(&entity.description))),
        ("relations", Some(relations).filter(|_| !entity.relations.is_empty())),
    ];
    let mut out = String::new();
    for (key, value) in facts {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {value}");
        }
    }
    out
}

fn write_relation(relation: &Relation) -> String {
    let at = relation.at.as_ref().map(|at| format!(", at = {}", quote(&at.to_string())));
    let (verb, to) = (quote(&relation.verb), quote(relation.to.as_str()));
    format!("{{ is = {verb}, to = {to}{} }}", at.unwrap_or_default())
}

/// Scopes of an alias, as TOML.
pub(super) fn write_limits(key: &str, scopes: &[crate::model::Scope]) -> String {
    if scopes.is_empty() { String::new() } else { format!(", {key} = {}", write_scopes(scopes)) }
}
