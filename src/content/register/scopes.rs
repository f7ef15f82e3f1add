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
        let Some(blocks) = self.blocks.get(scope.section()) else {
            let sections = self.edition.sections.iter().map(|section| section.id.as_str());
            let help = document.nearest().help(scope.section().as_str(), sections, || {
                "name a section by its number or id".to_owned()
            });
            document.error_help(&text.span, format!("unknown section `{}`", scope.section()), help);
            return None;
        };
        if let Scope::Block(section, block) = &scope
            && !blocks.contains(block)
        {
            let point = Point::Block(section.clone(), block.clone());
            match self.ledger.follow(&point) {
                Followed::Moved(Point::Block(section, block)) => {
                    let message = format!("`{point}` is now `{section}/{block}`");
                    let help = format!("write `{section}/{block}`");
                    document.warning_help(&text.span, message, help);
                    return Some(Scope::Block(section, block));
                }
                Followed::Gone { words, nearest } => {
                    let words = printable(&words);
                    let message = format!("block `{point}` is gone; it said `{words}`");
                    let help = match nearest {
                        Some(near) => format!("remove it; the nearest that lives is `{near}`"),
                        None => "remove it".to_owned(),
                    };
                    document.warning_help(&text.span, message, help);
                    return None;
                }
                _ => {}
            }
            let (message, help) = self.unknown_block(document, section, block);
            document.error_help(&text.span, message, help);
            return None;
        }
        Some(scope)
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
