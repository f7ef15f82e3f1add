//! The register of entities, and each entity with every mention in its sentence.

use askama::Template;

use crate::annotate::{co_mentions, evidence};
use crate::library::lookup::{self, MentionAt};
use crate::model::{Entity, EntityId, EntityKind, Point, Relation, Scope};
use crate::render::Html;
use crate::web::address::Address;
use crate::web::answer;

use super::evidence::Leaning;
use super::frame::Frame;
use super::nearest;
use super::phrase;
use super::sidebar::kind_name;
use super::strip::{self, Strip};
use super::view::View;

#[derive(Template)]
#[template(path = "entities.html")]
struct RegisterPage {
    frame: Frame,
    count: usize,
    mentions: usize,
    kinds: Vec<KindView>,
}

/// The entities of one kind.
struct KindView {
    /// Its `id` on the page.
    id: &'static str,
    name: &'static str,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    native: Option<Native>,
    aliases: String,
    description: String,
    count: usize,
}

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

/// A name in its own writing.
#[derive(Clone)]
struct Native {
    name: String,
    /// Its language, where its characters tell.
    language: Option<&'static str>,
}

/// A way in which the text names the entity.
struct AliasView {
    text: String,
    count: usize,
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

/// A kind's heading in the register.
const fn plural(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organization => "Organizations",
        EntityKind::Place => "Places",
        EntityKind::Document => "Documents",
        EntityKind::Technology => "Technologies",
        EntityKind::Product => "Products",
        EntityKind::Event => "Events",
        EntityKind::Group => "Groups",
    }
}

fn native(entity: &Entity) -> Option<Native> {
    let name = entity.native.clone()?;
    let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let kana = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c);
    let language = (name.contains(han) && !name.contains(kana)).then_some("zh");
    Some(Native { name, language })
}

/// The other names that the text uses.
fn other_names(entity: &Entity) -> Vec<String> {
    let others = entity.aliases.iter().filter(|alias| alias.text != entity.name);
    others.map(|alias| alias.text.clone()).collect()
}

/// The register.
///
/// # Errors
/// If the template fails.
pub(super) fn make_register(view: View<'_>) -> answer::Result {
    let register = &view.report.register;
    let row = |(at, entity): (usize, &Entity)| Row {
        href: view.address(Point::Entity(entity.id.clone())).to_string(),
        name: entity.name.clone(),
        native: native(entity),
        aliases: other_names(entity).join(", "),
        description: entity.description.clone(),
        count: view.report.annotations.mentions_of.get(at).map_or(0, Vec::len),
    };
    let kinds = EntityKind::ALL.into_iter().filter_map(|kind| {
        let of_kind = register.entities.iter().enumerate().filter(|(_, e)| e.kind == kind);
        let mut rows: Vec<_> = of_kind.map(row).collect();
        rows.sort_by_key(|row| row.name.to_lowercase());
        (!rows.is_empty()).then_some(KindView { id: kind.name(), name: plural(kind), rows })
    });
    let counts = lookup::count(view.report);
    let description = format!(
        "{} that {} names, with every mention.",
        phrase::count(counts.entities, "entity", "entities"),
        view.edition().report.full_title()
    );
    let address = Address::Entities(view.slug().clone());
    let page = RegisterPage {
        frame: Frame::of_report(view, &address, "Entities", &description),
        count: counts.entities,
        mentions: counts.mentions,
        kinds: kinds.collect(),
    };
    Ok(super::print(&page)?.into())
}

/// The page of one entity.
///
/// # Errors
/// If the register has no such entity.
pub(super) fn make_one(view: View<'_>, id: &EntityId) -> answer::Result {
    let register = &view.report.register;
    let at = register.find_entity(id).ok_or_else(|| nearest::entity(view, id))?;
    let entity = &register.entities[at];
    let mentions = lookup::mentions(view.report, at);
    let aliases = entity.aliases.iter().map(|alias| AliasView {
        text: alias.text.clone(),
        count: mentions.iter().filter(|mention| mention.alias == alias.text).count(),
    });
    let description = if entity.description.is_empty() {
        format!("Every mention of {} in {}.", entity.name, view.edition().report.full_title())
    } else {
        entity.description.clone()
    };
    let address = view.address(Point::Entity(id.clone()));
    let page = EntityPage {
        frame: Frame::of_report(view, &address, &entity.name, &description),
        register: Address::Entities(view.slug().clone()),
        name: entity.name.clone(),
        kind: kind_name(entity.kind),
        native: native(entity),
        role: entity.role.clone(),
        description: entity.description.clone(),
        aliases: aliases.filter(|alias| alias.count > 0).collect(),
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
