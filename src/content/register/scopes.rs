//! Scopes such as `9/16`, checked against the edition that they point into.

use std::collections::{HashMap, HashSet};

use super::{At, Document, Table, printable};
use crate::model::{BlockId, Edition, Followed, Ledger, Point, Scope, SectionId};

/// Everything that a scope can point to.
#[derive(Debug)]
pub(super) struct Scopes<'e> {
    edition: &'e Edition,
    ledger: &'e Ledger,
    blocks: HashMap<&'e SectionId, HashSet<&'e BlockId>>,
}

impl<'e> Scopes<'e> {
    pub(super) fn new(edition: &'e Edition, ledger: &'e Ledger) -> Self {
        let blocks = edition
            .sections
            .iter()
            .map(|section| (&section.id, section.blocks.iter().map(|block| &block.id).collect()));
        Self { edition, ledger, blocks: blocks.collect() }
    }

    /// The edition that they point into.
    pub(super) fn edition(&self) -> &'e Edition {
        self.edition
    }

    /// The scopes that `key` lists.
    pub(super) fn read_all(&self, table: &Table<'_>, key: &str) -> Vec<Scope> {
        let mut scopes = Vec::new();
        let mut known = HashSet::new();
        for text in table.texts(key) {
            if let Some(scope) = self.read(table.document(), &text) {
                if known.insert(scope.clone()) {
                    scopes.push(scope);
                } else {
                    let message = format!("`{scope}` stands here twice");
                    table.document().warning_help(&text.span, message, "remove one");
                }
            }
        }
        scopes
    }

    /// The scope that `text` names.
    pub(super) fn read(&self, document: &Document<'_>, text: &At<&str>) -> Option<Scope> {
        let scope = match text.value.parse::<Scope>() {
            Ok(scope) => scope,
            Err(why) => {
                let message = format!("`{}` {why}", printable(text.value));
                let help = "write a section as 9, its title as 9/title, a block as 9/16";
                document.error_help(&text.span, message, help);
                return None;
            }
        };
        let blocks = self.blocks.get(scope.section());
        let is_there = match &scope {
            Scope::Section(_) | Scope::Title(_) => blocks.is_some(),
            Scope::Block(_, block) => blocks.is_some_and(|blocks| blocks.contains(block)),
        };
        if is_there {
            return Some(scope);
        }
        match self.follow(&scope) {
            Followed::Moved(there) => {
                let message = format!("`{scope}` is now `{there}`");
                document.warning_help(&text.span, message, format!("write `{there}`"));
                match (scope, there) {
                    (_, Point::Block(section, block)) => Some(Scope::Block(section, block)),
                    (Scope::Title(_), Point::Section(section)) => Some(Scope::Title(section)),
                    (_, Point::Section(section)) => Some(Scope::Section(section)),
                    _ => None,
                }
            }
            Followed::Gone { words, nearest } => {
                let message = format!("`{scope}` is gone; it said `{}`", printable(&words));
                let help = match nearest {
                    Some(near) => format!("remove it; the nearest that lives is `{near}`"),
                    None => "remove it".to_owned(),
                };
                document.warning_help(&text.span, message, help);
                None
            }
            Followed::Here | Followed::Unknown => {
                let (message, help) = match &scope {
                    Scope::Block(section, block) if blocks.is_some() => {
                        self.unknown_block(document, section, block)
                    }
                    _ => self.unknown_section(document, scope.section()),
                };
                document.error_help(&text.span, message, help);
                None
            }
        }
    }

    /// What became of a scope by the ledger.
    fn follow(&self, scope: &Scope) -> Followed {
        self.ledger.follow(&match scope {
            Scope::Section(section) | Scope::Title(section) => Point::Section(section.clone()),
            Scope::Block(section, block) => Point::Block(section.clone(), block.clone()),
        })
    }

    fn unknown_section(&self, document: &Document<'_>, section: &SectionId) -> (String, String) {
        let sections = self.edition.sections.iter().map(|section| section.id.as_str());
        let help = document
            .nearest()
            .help(section.as_str(), sections, || "name a section by its number or id".to_owned());
        (format!("unknown section `{section}`"), help)
    }

    fn unknown_block(
        &self,
        document: &Document<'_>,
        section: &SectionId,
        block: &BlockId,
    ) -> (String, String) {
        let names: Vec<_> = self.edition.find_section(section).map_or(Vec::new(), |at| {
            let blocks = &self.edition.sections[at].blocks;
            blocks.iter().map(|block| format!("{section}/{}", block.id)).collect()
        });
        let wanted = format!("{section}/{block}");
        let numbers = self.blocks[section].iter().filter_map(|id| match id {
            BlockId::Number(number) => Some(*number),
            BlockId::Heading(_) => None,
        });
        let otherwise = match (block, numbers.max()) {
            (BlockId::Number(_), Some(last)) => format!("its last block is `{section}/{last}`"),
            (_, None) if names.is_empty() => "the section has no blocks".to_owned(),
            _ => "its page shows each block's name".to_owned(),
        };
        let help = match block {
            BlockId::Number(_) => otherwise,
            BlockId::Heading(_) => {
                document.nearest().help(&wanted, names.iter().map(String::as_str), || otherwise)
            }
        };
        (format!("unknown block `{wanted}`"), help)
    }
}
