//! A point of a report becomes a citation: in the styles that writers are asked for, and as files
//! that reference managers read.
//!
//! In: a [`Cited`]: a [`Work`], a [`Locator`] of the point inside it, the day of access where the
//! reader gave it. Out: [`Citation`]s as texts with ranges, which `render` draws,
//! and [`File`]s as strings. The styles are those of the Citation Style Language that hayagriva
//! carries. It knows neither addresses, HTML nor the clock: the day of access comes from outside.

mod bibtex;
mod csl_json;
mod forms;
mod locator;
mod names;
mod ris;
mod style;
mod title;
mod work;

use jiff::civil::Date;

use crate::model::Text;

pub use locator::{Locator, Pages, Step};
pub use names::{is_organization, unmistakable};
pub use style::Style;
pub use title::quote;
pub use work::Work;

/// What is cited: a report, or a point of it.
#[derive(Debug, Clone)]
pub struct Cited<'a> {
    /// The report.
    pub work: &'a Work,
    /// The point; the whole report without one.
    pub locator: Option<Locator>,
    /// Where this very point is read here, a whole URL; unknown where the site has no origin.
    pub here: Option<String>,
    /// The day on which the reader says to have read it.
    pub accessed: Option<Date>,
}

/// A citation in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The style.
    pub style: Style,
    /// What it asks for: a note, or an entry of a bibliography or list of works.
    pub entry: Text,
    /// What stands in the running text, where the style has such: `(Allen, 2019, p. 9)`.
    pub in_text: Option<Text>,
}

/// A file for reference managers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum File {
    /// `BibTeX`.
    Bibtex,
    /// `BibLaTeX`: dates to the day, the language, the day of access.
    Biblatex,
    /// The format of Research Information Systems.
    Ris,
    /// The data of the Citation Style Language.
    CslJson,
}

impl File {
    /// Every file.
    pub const ALL: [Self; 4] = [Self::Bibtex, Self::Biblatex, Self::Ris, Self::CslJson];

    /// Its name for readers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Biblatex => "BibLaTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
        }
    }

    /// How an address ends that asks for it.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::Biblatex => "biblatex",
            Self::Ris => "ris",
            Self::CslJson => "csl.json",
        }
    }

    /// Media type, with the character set where there is one.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Bibtex | Self::Biblatex => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }
}

impl Cited<'_> {
    /// The citation in `style`.
    #[must_use]
    pub fn in_style(&self, style: Style) -> Citation {
        style::cite(self, style)
    }

    /// The file's content.
    #[must_use]
    pub fn file(&self, file: File) -> String {
        match file {
            File::Bibtex => bibtex::write(self, bibtex::Dialect::Bibtex),
            File::Biblatex => bibtex::write(self, bibtex::Dialect::Biblatex),
            File::Ris => ris::write(self),
            File::CslJson => csl_json::write(self),
        }
    }

    /// Where the work is on the web: at its publisher's, else here.
    fn url(&self) -> Option<&str> {
        self.work.report().source_url.as_deref().or(self.here.as_deref())
    }

    /// The point in words, with where it is read: what files keep beside the work.
    fn note(&self) -> Option<String> {
        let words = self.locator.as_ref()?.plainly();
        let mut chars = words.chars();
        let first: String = chars.next()?.to_uppercase().collect();
        let here = self.here.as_ref().map(|url| format!(". {url}")).unwrap_or_default();
        Some(format!("{first}{}{here}", chars.as_str()))
    }
}
