//! The ledger: every address that a report ever had, so that none changes its meaning.
//!
//! In: the ledger as it was kept, and a report's words as they are now. Out: a name for each
//! block and sentence, the ledger brought up to date, and what changed. A block keeps its number
//! while most of its words stay in its section; a number is never given to another. What moved is
//! followed; what is gone stays listed with what it said.
//!
//! `text` is what is compared, `matching` finds which sentence became which (by `likeness` where
//! they were edited), `update` names blocks by that and writes the rows, `sections` does the same
//! for sections, `follow` answers what became of an address, `former` what it said, `fingerprint` hashes words.

mod change;
mod fingerprint;
mod follow;
mod former;
mod likeness;
mod matching;
mod naming;
mod sections;
mod text;
mod update;

use std::sync::Arc;

use super::{BlockId, Point, SectionId};

pub use change::{Change, ChangeKind, Likely};
pub use fingerprint::{Fingerprint, Seen};
pub use follow::Followed;
pub use former::Former;
pub use text::{BlockText, SectionText, SeenWords};
pub use update::Update;

/// Every address that a report ever had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Sections, in the report's order; those that are gone stand last.
    pub sections: Vec<LedgerSection>,
}

/// What became of what had an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is where it was.
    Here,
    /// It is there now.
    Now(Point),
    /// It is nowhere.
    Gone,
}

/// A section's address, and those of its blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerSection {
    /// The section.
    pub id: SectionId,
    /// Its title, as it last was.
    pub title: SeenWords,
    /// Whether the report still has it.
    pub fate: Fate,
    /// What its address named before, the oldest first.
    pub was: Vec<FormerTitle>,
    /// Its blocks in order, those that are gone where they stood.
    pub blocks: Vec<LedgerBlock>,
}

/// What a section's address named once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerTitle {
    /// The edition until which it did.
    pub edition: String,
    /// The title.
    pub title: SeenWords,
    /// Here where only the title was edited; else the address was given to another section.
    pub fate: Fate,
}

/// A block's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerBlock {
    /// Its name in its section.
    pub id: BlockId,
    /// Of its words, as they last were here.
    pub fingerprint: Fingerprint,
    /// What became of it.
    pub fate: Fate,
    /// How the block begins that this one became, as the editor wrote.
    pub is: Option<Arc<str>>,
    /// What happened to it, the oldest first.
    pub history: Vec<Event>,
    /// Its sentences, in order, those that are gone where they stood; never none.
    pub sentences: Vec<LedgerSentence>,
    /// Whether only its first words are known, as the only sentence: from an older ledger.
    pub partial: bool,
}

/// Something that happened to a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Label of the edition that it happened in.
    pub edition: String,
    /// What.
    pub kind: EventKind,
    /// The other addresses in it.
    pub with: Vec<Point>,
    /// The block's fingerprint before it, if that changed.
    pub before: Option<Fingerprint>,
}

/// What can happen to a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// Its words were changed.
    Edited,
    /// It stands elsewhere: in another section, or at another place in its own.
    Moved,
    /// Some of its words stand in other blocks.
    Split,
    /// It holds words of other blocks, or another holds its.
    Merged,
    /// It was taken out.
    Removed,
    /// It was put in again.
    Returned,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Edited, Self::Moved, Self::Split, Self::Merged, Self::Removed, Self::Returned];

    /// The kind's name in `ledger.toml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Moved => "moved",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Removed => "removed",
            Self::Returned => "returned",
        }
    }
}

/// A sentence's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerSentence {
    /// Its number in its block.
    pub number: u32,
    /// Its words, as they last were here.
    pub words: SeenWords,
    /// The event of its block's history, from 1, with which it came; 0 if it always was there.
    pub since: usize,
    /// The event with which it left; 0 if it is there.
    pub until: usize,
    /// What became of it.
    pub fate: Fate,
    /// What it said before, the oldest first.
    pub was: Vec<FormerWords>,
}

/// What a sentence said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerWords {
    /// The event of its block's history, from 1, until which it did.
    pub until: usize,
    /// The words.
    pub words: SeenWords,
}

impl Ledger {
    /// The ledger of a text that never had another, whose blocks are named already, section by
    /// section.
    #[must_use]
    pub fn of(texts: &[SectionText], names: &[Vec<BlockId>]) -> Self {
        let section = |(text, names): (&SectionText, &Vec<BlockId>)| LedgerSection {
            id: text.id.clone(),
            title: text.title.clone(),
            fate: Fate::Here,
            was: Vec::new(),
            blocks: text.blocks.iter().zip(names).map(|(b, id)| LedgerBlock::of(b, id)).collect(),
        };
        Self { sections: texts.iter().zip(names).map(section).collect() }
    }

    /// The row of section `id`.
    #[must_use]
    pub fn section(&self, id: &SectionId) -> Option<&LedgerSection> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The row of `block` in `section`.
    #[must_use]
    pub fn find(&self, section: &SectionId, block: &BlockId) -> Option<&LedgerBlock> {
        self.section(section)?.blocks.iter().find(|row| row.id == *block)
    }
}

impl LedgerBlock {
    /// The row of a block that is new, its sentences numbered from 1.
    fn of(text: &BlockText, id: &BlockId) -> Self {
        let sentence = |(number, words): (u32, &SeenWords)| LedgerSentence {
            number,
            words: words.clone(),
            since: 0,
            until: 0,
            fate: Fate::Here,
            was: Vec::new(),
        };
        Self {
            id: id.clone(),
            fingerprint: text.fingerprint,
            fate: Fate::Here,
            is: None,
            history: Vec::new(),
            sentences: (1..).zip(&text.sentences).map(sentence).collect(),
            partial: false,
        }
    }

    /// Whether the block is where its address says.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.fate == Fate::Here
    }

    /// Whether it is or was a sub-heading.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        matches!(self.id, BlockId::Heading(_))
    }

    /// Its sentences as they are, in order.
    pub fn living(&self) -> impl Iterator<Item = &LedgerSentence> {
        self.sentences.iter().filter(|sentence| sentence.fate == Fate::Here && sentence.until == 0)
    }

    /// Its sentence `number`.
    #[must_use]
    pub fn sentence(&self, number: u32) -> Option<&LedgerSentence> {
        self.sentences.iter().find(|sentence| sentence.number == number)
    }

    /// Its sentences as they are, or as they were when it last was here.
    fn last_sentences(&self) -> impl Iterator<Item = &LedgerSentence> {
        // What left last left with the block itself.
        let last = self.sentences.iter().map(|sentence| sentence.until).max().unwrap_or_default();
        let last = if self.is_here() { 0 } else { last };
        self.sentences.iter().filter(move |one| one.until == 0 || one.until == last)
    }

    /// What it said when it last was here, its sentences joined by blanks.
    #[must_use]
    pub fn words(&self) -> String {
        let here: Vec<&str> = self.last_sentences().map(|one| &*one.words.text).collect();
        here.join(" ")
    }

    /// What it said before event `event` of its history, from 1: its sentences' words then.
    pub fn words_before(
        &self,
        event: usize,
    ) -> impl Iterator<Item = (&LedgerSentence, &SeenWords)> {
        self.sentences
            .iter()
            .filter(move |sentence| {
                sentence.since < event && (sentence.until == 0 || sentence.until >= event)
            })
            .map(move |sentence| (sentence, sentence.words_before(event)))
    }
}

impl LedgerSentence {
    /// What it said before event `event` of its block's history.
    #[must_use]
    pub fn words_before(&self, event: usize) -> &SeenWords {
        let then = self.was.iter().find(|former| former.until >= event);
        then.map_or(&self.words, |former| &former.words)
    }
}
