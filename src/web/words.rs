//! What pages say, one file a language: [`english`] and [`chinese`].
//!
//! In: the [`Language`] of a reader. Out: [`Words`], whose methods are the phrases. English
//! declares them; another language that lacks one, or has another number of places to fill, does
//! not compile, and neither does a phrase that is not used. A report's own words, the API, the
//! other forms of a page, feeds and citations are not said here.
//!
//! How a phrase is written:
//!
//! ```text
//! skip = "Skip to the text";                       // always the same
//! judgment(number) = "Judgment {number}";          // places filled with what can be printed
//! notes(#count) = "{count} note" | "{count} notes" // by a number: for one, for any other
//! ```
//!
//! A phrase never holds markup: templates put elements around and between phrases.

mod chinese;
mod english;

use english::Phrases;
use jiff::civil::Date;

use super::language::Language;
use crate::library::name::Terms;
use crate::model::{
    Block, BlockId, BlockKind, EntityKind, NoteNumber, PageLabel, Section, SourceKind,
};
use crate::search::HitKind;

/// A number that a phrase counts by.
pub(crate) trait Number {
    fn number(&self) -> usize;
}

impl Number for usize {
    fn number(&self) -> usize {
        *self
    }
}

/// Templates give what they give by reference.
impl<T: Number + ?Sized> Number for &T {
    fn number(&self) -> usize {
        (**self).number()
    }
}

/// The words of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Words(Language);

impl Words {
    /// The words of `language`.
    pub(crate) const fn of(language: Language) -> Self {
        Self(language)
    }

    /// Their language.
    pub(crate) const fn language(self) -> Language {
        self.0
    }

    /// `a`, `a and b`, `a, b and c`.
    pub(crate) fn list(self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [all @ .., last] => format!("{}{}{last}", all.join(self.list_comma()), self.and()),
        }
    }

    /// `6 February 2019`.
    pub(crate) fn date(self, date: Date) -> String {
        date.strftime(self.date_form()).to_string()
    }

    /// What people call a section: `Judgment 4`, or its title.
    pub(crate) fn section(self, section: &Section) -> String {
        crate::library::name::section_in(&self, section)
    }

    /// `paragraph 3`, or a sub-heading's words in quotation marks.
    pub(crate) fn block_of(self, block: &Block) -> String {
        crate::library::name::block_in(&self, block)
    }

    /// What the mark beside `block` is called by who does not see it.
    pub(crate) fn link_to_block(self, block: &Block) -> String {
        match &block.id {
            BlockId::Number(_) => self.link_to(self.block_of(block)),
            BlockId::Heading(_) => self.link_to(block.text.plain()),
        }
    }

    /// A kind of entity.
    pub(crate) fn entity_kind(self, kind: EntityKind) -> &'static str {
        match kind {
            EntityKind::Person => self.person(),
            EntityKind::Organization => self.organization(),
            EntityKind::Place => self.place(),
            EntityKind::Document => self.document(),
            EntityKind::Technology => self.technology(),
            EntityKind::Product => self.product(),
            EntityKind::Event => self.event(),
            EntityKind::Group => self.group(),
        }
    }

    /// Hits of a kind.
    pub(crate) fn hit_kind(self, kind: HitKind) -> &'static str {
        match kind {
            HitKind::Judgment => self.count_judgments(),
            HitKind::Paragraph => self.count_paragraphs(),
            HitKind::Quotation => self.count_quotations(),
            HitKind::Item => self.count_items(),
            HitKind::Heading => self.count_headings(),
            HitKind::Table => self.kind_tables(),
            HitKind::Figure => self.kind_figures(),
            HitKind::Code => self.kind_code(),
            HitKind::Title => self.kind_titles(),
            HitKind::Note => self.notes_title(),
            HitKind::Entity => self.entities_title(),
        }
    }

    /// Entities of a kind, as a heading.
    pub(crate) fn entity_kinds(self, kind: EntityKind) -> &'static str {
        match kind {
            EntityKind::Person => self.people(),
            EntityKind::Organization => self.organizations(),
            EntityKind::Place => self.places(),
            EntityKind::Document => self.documents(),
            EntityKind::Technology => self.technologies(),
            EntityKind::Product => self.products(),
            EntityKind::Event => self.events(),
            EntityKind::Group => self.groups(),
        }
    }

    /// A kind of source that a sentence names.
    pub(crate) fn source_kind(self, kind: SourceKind) -> &'static str {
        match kind {
            SourceKind::Document => self.document(),
            SourceKind::Speech => self.speech(),
            SourceKind::Study => self.study(),
            SourceKind::News => self.news(),
            SourceKind::Company => self.company(),
            SourceKind::Interview => self.interview(),
            SourceKind::None => self.no_source(),
        }
    }

    fn phrases(self) -> &'static dyn Phrases {
        match self.0 {
            Language::English => &english::English,
            Language::Chinese => &chinese::Chinese,
        }
    }
}

/// How points are called.
impl Terms for Words {
    fn judgment(&self, number: u32) -> String {
        Self::judgment(*self, number)
    }

    fn block(&self, kind: Option<&BlockKind>, number: u32) -> String {
        match kind {
            None => Self::block(*self, number),
            Some(BlockKind::Paragraph) => self.paragraph(number),
            Some(BlockKind::Quotation) => self.quotation(number),
            Some(BlockKind::Item { .. }) => self.item(number),
            Some(BlockKind::Heading) => Self::heading(*self, number),
            Some(BlockKind::Table) => self.table(number),
            Some(BlockKind::Figure { .. }) => self.figure(number),
            Some(BlockKind::Code) => self.code(number),
        }
    }

    fn sentence(&self, number: u32) -> String {
        Self::sentence(*self, number)
    }

    fn note(&self, number: NoteNumber) -> String {
        Self::note(*self, number)
    }

    fn page(&self, label: &PageLabel) -> String {
        Self::page(*self, label)
    }

    fn heading(&self, words: &str) -> String {
        self.quoted(words)
    }

    fn separator(&self) -> &'static str {
        self.comma()
    }
}

/// A number with a comma at each third digit.
pub(crate) fn group(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What a phrase returns: text that is always the same, or text made for the asking.
macro_rules! said {
    () => { &'static str };
    ($($places:tt)+) => { String };
}

/// A phrase's text.
macro_rules! say {
    ([] $text:literal) => {
        $text
    };
    ([($(#$count:ident $(,)?)? $($place:ident),*)] $text:literal) => {{
        $(let $count = group($count);)?
        format!($text)
    }};
    ([(#$count:ident $(,)? $($place:ident),*)] $one:literal | $many:literal) => {{
        let is_one = $count == 1;
        let $count = group($count);
        if is_one { format!($one) } else { format!($many) }
    }};
}

/// The phrases of a language.
macro_rules! phrases {
    ($language:ident $(
        $name:ident $(($(#$count:ident $(,)?)? $($place:ident),*))? = $one:literal $(| $many:literal)?;
    )*) => {
        /// The language.
        pub(super) struct $language;

        impl Phrases for $language {
            $(fn $name(&self $($(, $count: usize)? $(, $place: &dyn Display)*)?)
                -> said!($(($(#$count)? $($place)*))?)
            {
                say!([$(($(#$count,)? $($place),*))?] $one $(| $many)?)
            })*
        }
    };
}

/// The phrases of the language that says which there are.
macro_rules! first_phrases {
    ($language:ident $(
        $name:ident $(($(#$count:ident $(,)?)? $($place:ident),*))? = $one:literal $(| $many:literal)?;
    )*) => {
        /// What every language says.
        pub(super) trait Phrases {
            $(fn $name(&self $($(, $count: usize)? $(, $place: &dyn Display)*)?)
                -> said!($(($(#$count)? $($place)*))?);)*
        }

        impl Words {
            $(pub(crate) fn $name(self $($(, $count: impl Number)? $(, $place: impl Display)*)?)
                -> said!($(($(#$count)? $($place)*))?)
            {
                self.phrases().$name($($($count.number(),)? $(&$place,)*)?)
            })*
        }

        phrases! { $language $($name $(($(#$count,)? $($place),*))? = $one $(| $many)?;)* }
    };
}

use {first_phrases, phrases, said, say};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_nouns_agree() {
        let words = Words::default();
        assert_eq!(words.notes(1_usize), "1\u{a0}note");
        assert_eq!(words.words(8_380_usize), "8,380\u{a0}words");
        let words = Words::of(Language::Chinese);
        assert_eq!(words.words(8_380_usize), "8,380词");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(group(7), "7");
        assert_eq!(group(1_234_567), "1,234,567");
    }
}
