//! The editor's register: entities, themes and glosses, and the scopes that limit them.
//!
//! All of it is the editor's words. It is kept beside the edition, never inside it.

use std::fmt;
use std::str::FromStr;

use super::{BlockId, Edition, EntityId, InvalidId, NoteNumber, Place, SectionId, ThemeId};

/// Everything that an editor adds to a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    /// Entities, in the file's order.
    pub entities: Vec<Entity>,
    /// Themes, in the file's order.
    pub themes: Vec<Theme>,
    /// Glosses, sorted by note.
    pub glosses: Vec<Gloss>,
    /// Words that look like names and are none.
    pub ignored_names: Vec<String>,
    /// Blocks that carry no theme, on purpose.
    pub unthemed: Vec<Scope>,
}

impl Register {
    /// The gloss of note `number`.
    #[must_use]
    pub fn gloss(&self, number: NoteNumber) -> Option<&Gloss> {
        let at = self.glosses.binary_search_by_key(&number, |gloss| gloss.number).ok()?;
        Some(&self.glosses[at])
    }

    /// The index of entity `id`.
    #[must_use]
    pub fn find_entity(&self, id: &EntityId) -> Option<usize> {
        self.entities.iter().position(|entity| entity.id == *id)
    }

    /// The index of theme `id`.
    #[must_use]
    pub fn find_theme(&self, id: &ThemeId) -> Option<usize> {
        self.themes.iter().position(|theme| theme.id == *id)
    }
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, ministry, university, forum that acts.
    Organization,
    /// A country, city, region.
    Place,
    /// A law, plan, paper, study.
    Document,
    /// A technique or standard.
    Technology,
    /// A thing that is made and sold.
    Product,
    /// Something that happened.
    Event,
    /// People who share something without being an organization.
    Group,
}

impl EntityKind {
    /// Every kind, in the order in which registers list them.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Document,
        Self::Technology,
        Self::Product,
        Self::Event,
        Self::Group,
    ];

    /// The kind's name in files and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Document => "document",
            Self::Technology => "technology",
            Self::Product => "product",
            Self::Event => "event",
            Self::Group => "group",
        }
    }
}

/// Somebody or something that a report names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its name in addresses.
    pub id: EntityId,
    /// Its canonical name; an alias too, unless `aliases` limits it.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Every way in which the text names it: the canonical name first.
    pub aliases: Vec<Alias>,
    /// Other names, for search only; never matched in the text.
    pub also: Vec<String>,
    /// Its name in its own language, where the report prints it.
    pub native: Option<String>,
    /// What it is, in the editor's words.
    pub description: String,
    /// A person's role, as the report states it.
    pub role: Option<String>,
    /// How it stands to other entities, as the report states it.
    pub relations: Vec<Relation>,
}

/// A literal name in the text. Quotation marks and apostrophes match in any shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The words.
    pub text: String,
    /// Where alone it counts; everywhere when empty.
    pub only: Vec<Scope>,
    /// Where it does not count.
    pub except: Vec<Scope>,
}

impl Alias {
    /// Whether the alias counts at `place`.
    #[must_use]
    pub fn holds_at(&self, edition: &Edition, place: Place) -> bool {
        let any = |scopes: &[Scope]| scopes.iter().any(|scope| scope.covers(edition, place));
        (self.only.is_empty() || any(&self.only)) && !any(&self.except)
    }
}

/// A statement of the report about two entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The verb phrase from this entity to the other: `part of`, `led by`.
    pub verb: String,
    /// The other entity.
    pub to: EntityId,
    /// Where the report states it.
    pub at: Option<Scope>,
}

/// A subject, attached to blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its name in addresses.
    pub id: ThemeId,
    /// Its name.
    pub name: String,
    /// What belongs.
    pub description: String,
    /// What does not, and where it is instead.
    pub excludes: Option<String>,
    /// What it is attached to.
    pub scopes: Vec<Scope>,
}

/// The editor's line about a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gloss {
    /// Which note.
    pub number: NoteNumber,
    /// What the marked words claim.
    pub text: String,
    /// The source that the sentence itself names.
    pub source: NoteSource,
}

/// The source that a marked sentence names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteSource {
    /// What kind of source.
    pub kind: SourceKind,
    /// Its name, in the sentence's words.
    pub name: Option<String>,
}

/// Kinds of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum SourceKind {
    /// A plan, law, white paper.
    Document,
    /// Something said in public.
    Speech,
    /// Research with findings.
    Study,
    /// Press.
    News,
    /// A company about itself.
    Company,
    /// Something said to the author.
    Interview,
    /// The sentence names none.
    #[default]
    None,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Document,
        Self::Speech,
        Self::Study,
        Self::News,
        Self::Company,
        Self::Interview,
        Self::None,
    ];

    /// The kind's name in files and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Speech => "speech",
            Self::Study => "study",
            Self::News => "news",
            Self::Company => "company",
            Self::Interview => "interview",
            Self::None => "none",
        }
    }
}

/// Texts that an alias or theme is limited to: `9` a whole section, `9/title` its title, `9/16`
/// or `9/weaknesses-in-top-talent` a block.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A section with its title and all blocks.
    Section(SectionId),
    /// A section's title alone.
    Title(SectionId),
    /// A block.
    Block(SectionId, BlockId),
}

impl Scope {
    /// The section it lies in.
    #[must_use]
    pub const fn section(&self) -> &SectionId {
        match self {
            Self::Section(section) | Self::Title(section) | Self::Block(section, _) => section,
        }
    }

    /// Whether the text at `place` is among them.
    #[must_use]
    pub fn covers(&self, edition: &Edition, place: Place) -> bool {
        let is = |section: usize, id: &SectionId| edition.sections[section].id == *id;
        match (self, place) {
            (_, Place::PartTitle(_))
            | (Self::Block(..), Place::Title { .. })
            | (Self::Title(_), Place::Block { .. }) => false,
            (Self::Section(id), Place::Title { section } | Place::Block { section, .. })
            | (Self::Title(id), Place::Title { section }) => is(section, id),
            (Self::Block(id, wanted), Place::Block { section, block }) => {
                is(section, id) && edition.sections[section].blocks[block].id == *wanted
            }
        }
    }
}

impl FromStr for Scope {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.split_once('/') {
            None => text.parse().map(Self::Section),
            Some((section, "title")) => section.parse().map(Self::Title),
            Some((section, block)) => Ok(Self::Block(section.parse()?, block.parse()?)),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section(section) => section.fmt(f),
            Self::Title(section) => write!(f, "{section}/title"),
            Self::Block(section, block) => write!(f, "{section}/{block}"),
        }
    }
}
