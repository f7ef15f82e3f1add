//! One entity: what it is, how it stands to others, and every mention in its sentence.

use askama::Template;

use crate::annotate::{co_mentions, evidence};
use crate::library::lookup::{self, MentionAt};
use crate::model::{Entity, EntityId, Point, Relation, Scope};
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer;

use super::entities::{Native, native};
use super::evidence::Leaning;
use super::frame::Frame;
use super::nearest;
use super::strip::{self, Strip};
use super::view::View;

#[derive(Template)]
#[template(path = "entity.html")]
struct EntityPage {
    frame: Frame,
    register: Address,
    name: String,
    kind: &'static str,
    native: Option<Native>,
    role: Option<String>,
    description: String,
    aliases: Vec<AliasView>,
    relations: Vec<RelationView>,
    /// What other entities' relations say of this one.
    related: Vec<RelationView>,
    count: usize,
    strip: Strip,
    company: Vec<Company>,
    /// A document's sections that lean on it.
    leaning: Vec<Leaning>,
    sections: Vec<Mentions>,
}

/// A way in which the text names the entity.
struct AliasView {
    text: String,
    count: usize,
    /// The first sentence that does.
    href: String,
}

struct RelationView {
    verb: String,
    name: String,
    href: String,
    /// Where the report says so.
    at: Option<(String, String)>,
}

/// An entity that shares sentences.
struct Company {
    name: String,
    href: String,
    count: usize,
}

/// The mentions in one section.
struct Mentions {
    name: String,
    href: String,
    rows: Vec<MentionRow>,
}

/// A sentence that names the entity.
struct MentionRow {
    sentence: Html,
    href: String,
    name: String,
    page: Option<String>,
    /// The names that it uses, where they are not the canonical one.
    aliases: String,
}

/// The page of one entity.
///
/// # Errors
/// If the register has no such entity.
pub(super) fn make(view: View<'_>, id: &EntityId) -> answer::Result {
    let register = &view.report.register;
    let at = register.find_entity(id).ok_or_else(|| nearest::entity(view, id))?;
    let entity = &register.entities[at];
    let mentions = lookup::mentions(view.report, at);
    let aliases = entity.aliases.iter().filter_map(|alias| {
        let matched = || mentions.iter().filter(|mention| mention.alias == alias.text);
        Some(AliasView {
            text: alias.text.clone(),
            count: matched().count(),
            href: view.address(matched().next()?.quote.point.clone()).to_string(),
        })
    });
    let description = if entity.description.is_empty() {
        view.words.every_mention(&entity.name, view.edition().report.full_title())
    } else {
        entity.description.clone()
    };
    let address = view.address(Point::Entity(id.clone()));
    let page = EntityPage {
        frame: Frame::of_report(view, &address, &entity.name, &description),
        register: Address::Entities(view.slug().clone()),
        name: entity.name.clone(),
        kind: view.words.entity_kind(entity.kind),
        native: native(entity),
        role: entity.role.clone(),
        description: entity.description.clone(),
        aliases: aliases.collect(),
        relations: relations(view, entity),
        related: related(view, entity),
        count: mentions.len(),
        strip: strip::of_entity(view, at),
        company: company(view, at),
        leaning: leaning(view, at),
        sections: group(view, &mentions, &entity.name),
    };
    Ok(super::print(&page)?.into())
}

fn relations(view: View<'_>, entity: &Entity) -> Vec<RelationView> {
    entity.relations.iter().map(|relation| relation_view(view, relation, &relation.to)).collect()
}

/// The relations of others to `entity`.
fn related(view: View<'_>, entity: &Entity) -> Vec<RelationView> {
    let others = view.report.register.entities.iter();
    let pairs = others.flat_map(|other| other.relations.iter().map(move |own| (other, own)));
    pairs
        .filter(|(_, relation)| relation.to == entity.id)
        .map(|(other, relation)| relation_view(view, relation, &other.id))
        .collect()
}

fn relation_view(view: View<'_>, relation: &Relation, other: &EntityId) -> RelationView {
    let other = Point::Entity(other.clone());
    let at = relation.at.as_ref().map(|scope| {
        let point = match scope {
            Scope::Section(id) | Scope::Title(id) => Point::Section(id.clone()),
            Scope::Block(id, block) => Point::Block(id.clone(), block.clone()),
        };
        (view.name(&point), view.address(point).to_string())
    });
    RelationView {
        verb: relation.verb.clone(),
        name: view.name(&other),
        href: view.address(other).to_string(),
        at,
    }
}

/// Who shares the sentences of the entity at index `at`, the most frequent first.
fn company(view: View<'_>, at: usize) -> Vec<Company> {
    let others = co_mentions::of_entity(view.report, at);
    let row = |other: &co_mentions::CoMention| {
        let entity = &view.report.register.entities[other.entity];
        Company {
            name: entity.name.clone(),
            href: view.address(Point::Entity(entity.id.clone())).to_string(),
            count: other.sentences.len(),
        }
    };
    others.iter().map(row).collect()
}

/// The sections that lean on the entity at index `at`, if it is a document.
fn leaning(view: View<'_>, at: usize) -> Vec<Leaning> {
    let sections = evidence::of_document(view.report, at);
    sections.into_iter().map(|reliance| super::evidence::leaning(view, reliance)).collect()
}

/// Mentions by section; those of one sentence together.
fn group(view: View<'_>, mentions: &[MentionAt<'_>], canonical: &str) -> Vec<Mentions> {
    let mut sections: Vec<Mentions> = Vec::new();
    for run in mentions.chunk_by(|a, b| a.quote == b.quote) {
        let quote = &run[0].quote;
        let hits: Vec<_> = run.iter().map(|mention| mention.span).collect();
        let row = MentionRow {
            sentence: view.excerpt(quote, &hits),
            href: view.address(quote.point.clone()).to_string(),
            name: view.name(&quote.point),
            page: view.page_of(quote).map(ToString::to_string),
            aliases: other_aliases(run, canonical),
        };
        let (Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..)) = &quote.point
        else {
            continue;
        };
        let section = Point::Section(id.clone());
        let href = view.address(section.clone()).to_string();
        match sections.last_mut().filter(|last| last.href == href) {
            Some(last) => last.rows.push(row),
            None => {
                sections.push(Mentions { name: view.name(&section), href, rows: vec![row] });
            }
        }
    }
    sections
}

/// The names other than `canonical` by which `mentions` name their entity, each once.
fn other_aliases(mentions: &[MentionAt<'_>], canonical: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for mention in mentions {
        if mention.alias != canonical && !names.contains(&mention.alias) {
            names.push(mention.alias);
        }
    }
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
}
