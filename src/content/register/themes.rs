//! `themes.toml`: the editor's subjects, and the blocks that they are attached to.

use std::fmt::Write as _;
use std::ops::Range;

use super::Document;
use super::scopes::Scopes;
use crate::content::ids::Ids;
use crate::content::quote::{quote, quote_all};
use crate::content::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::{Register, Scope, Theme, ThemeId};

const KEYS: &[&str] = &["id", "name", "description", "excludes", "blocks"];

pub(super) fn read(
    source: &Source,
    scopes: &Scopes<'_>,
    register: &mut Register,
    rows: &mut Vec<Range<usize>>,
    faults: &mut Vec<Diagnostic>,
) {
    let (document, table) = Document::parse(source, 0..source.text().len());
    let root = document.root(&table, "the themes' file", &["theme", "unthemed"]);
    let mut ids = Ids::new("theme");
    for theme in root.tables("theme", "a theme", KEYS) {
        let id = theme.required_text("id", "\"…\"");
        let id = id.and_then(|id| ids.read::<ThemeId>(&document, &id));
        let name = theme.required_text("name", "\"…\"");
        let description = theme.required_text("description", "\"…\"");
        let blocks = scopes.read_all(&theme, "blocks");
        if let (Some(id), Some(name), Some(description)) = (id, name, description) {
            rows.push(theme.span.clone());
            register.themes.push(Theme {
                id,
                name: name.value.to_owned(),
                description: description.value.to_owned(),
                excludes: theme.text("excludes").map(|text| text.value.to_owned()),
                scopes: blocks,
            });
        }
    }
    register.unthemed = scopes.read_all(&root, "unthemed");
    faults.extend(document.take_faults());
}

/// Writes the file; nothing where there is nothing to write.
pub(in crate::content) fn write(register: &Register) -> Option<String> {
    if register.themes.is_empty() && register.unthemed.is_empty() {
        return None;
    }
    let mut out = String::new();
    if !register.unthemed.is_empty() {
        let _ = writeln!(out, "unthemed = {}", write_scopes(&register.unthemed));
    }
    for theme in &register.themes {
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(
            out,
            "{gap}[[theme]]\nid = {}\nname = {}\ndescription = {}",
            quote(theme.id.as_str()),
            quote(&theme.name),
            quote(&theme.description),
        );
        if let Some(excludes) = &theme.excludes {
            let _ = writeln!(out, "excludes = {}", quote(excludes));
        }
        let _ = writeln!(out, "blocks = {}", write_scopes(&theme.scopes));
    }
    Some(out)
}

/// Scopes as a TOML array.
pub(super) fn write_scopes(scopes: &[Scope]) -> String {
    quote_all(scopes.iter().map(|scope| quote(&scope.to_string())))
}
