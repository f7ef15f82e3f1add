//! What stands around every page: head, header with search and contents, footer.

use crate::cite;
use crate::library::lookup;
use crate::model::Point;
use crate::render::Html;
use crate::web::address::{Address, ApiAddress, ChoiceLink, Form, Suggest};
use crate::web::answer::essence;
use crate::web::assets;
use crate::web::language::Language;
use crate::web::words::{Words, group};

use super::view::{View, own};
use super::{Shelf, machines, phrase};

/// Most reports that the header of every page lists; the shelf has them all.
const MOST_ON_SHELF: usize = 20;
/// Longest address of a page, in bytes, that the links to its other languages carry whole.
const LONGEST_WAY_BACK: usize = 1_000;

/// The frame of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// What the page says, in the reader's language.
    pub(super) words: Words,
    /// The attribute of elements that hold the report's own words or its editor's.
    pub(super) own: Html,
    /// The attribute of the page's words inside such an element.
    pub(super) interface: Html,
    /// Where the page itself is, for who chooses another language; empty where that is unknown.
    pub(super) here: String,
    /// What the browser's tab says.
    pub(super) title: String,
    /// What the page is called where it is shared.
    pub(super) short_title: String,
    /// One or two sentences about the page.
    pub(super) description: String,
    /// The page's one address.
    pub(super) canonical: Option<String>,
    /// The picture that stands for the page where it is shared.
    pub(super) card: Option<String>,
    /// Where other sites learn how to show the page.
    pub(super) oembed: Option<String>,
    /// Whether search engines should leave it alone.
    pub(super) noindex: bool,
    /// The same in other forms.
    pub(super) alternates: Vec<Alternate>,
    /// The report that the page belongs to.
    pub(super) report: Option<ReportFrame>,
    /// The reports of the library, on pages that belong to none.
    pub(super) shelf: Vec<ShelfRow>,
    /// What the search box holds.
    pub(super) searched: String,
    /// Filters that a search for other words keeps, by their names.
    pub(super) kept: Vec<(&'static str, String)>,
}

/// The same page in another form.
#[derive(Debug, Clone)]
pub(super) struct Alternate {
    pub(super) href: String,
    pub(super) media_type: &'static str,
    pub(super) name: &'static str,
}

/// What a report puts around each of its pages.
#[derive(Debug, Clone)]
pub(super) struct ReportFrame {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) full_title: String,
    pub(super) href: String,
    /// Where the API tells of it.
    pub(super) api: String,
    /// What changes with its content.
    pub(super) stamp: String,
    /// Where its citations are; a point's below.
    pub(super) citations: String,
    pub(super) authors: String,
    /// Whether the page's own words are the authors', not the editor's.
    pub(super) is_author: bool,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    /// The date for machines.
    pub(super) published_iso: Option<String>,
    pub(super) source_url: Option<String>,
    pub(super) rights: Option<String>,
    pub(super) edition: String,
    /// Each author's name for programs.
    pub(super) author_names: Vec<String>,
    /// The date as Highwire's tags write it: `2019/02/06`.
    pub(super) published_slashed: Option<String>,
    pub(super) language: String,
    /// The page as data by schema.org.
    pub(super) data: Option<Html>,
    /// Where the page's point is cited, or the report where the page is no point of its text.
    pub(super) cite: String,
    pub(super) contents: Vec<ContentsPart>,
    pub(super) ways: Vec<Way>,
}

/// A part in the contents.
#[derive(Debug, Clone)]
pub(super) struct ContentsPart {
    /// Absent where its one section carries the same title.
    pub(super) title: Option<String>,
    pub(super) rows: Vec<ContentsRow>,
}

/// A section in the contents.
#[derive(Debug, Clone)]
pub(super) struct ContentsRow {
    pub(super) href: String,
    pub(super) number: Option<u32>,
    pub(super) title: String,
    pub(super) current: bool,
}

/// A report of the library.
#[derive(Debug, Clone)]
pub(super) struct ShelfRow {
    pub(super) href: String,
    pub(super) title: String,
    /// The attribute of its language.
    pub(super) own: Html,
}

/// A language that the page can be read in.
#[derive(Debug, Clone)]
pub(super) struct LanguageRow {
    pub(super) href: String,
    pub(super) tag: &'static str,
    /// In itself.
    pub(super) name: &'static str,
    pub(super) current: bool,
}

/// A page of the report that is no section.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) href: String,
    pub(super) name: &'static str,
    /// How much is there.
    pub(super) count: String,
    pub(super) current: bool,
}

impl Frame {
    /// The frame of a page that belongs to no report.
    pub(super) fn of_library<'a>(
        shelf: impl Into<Shelf<'a>>,
        title: &str,
        description: &str,
        address: Option<&Address>,
    ) -> Self {
        let shelf = shelf.into();
        let Shelf { library, origin, .. } = shelf;
        let words = shelf.words();
        let shelf = library.reports().iter().take(MOST_ON_SHELF).map(|report| ShelfRow {
            href: Address::Report(report.edition.report.slug.clone()).to_string(),
            title: report.edition.report.full_title(),
            own: own(words, &report.edition.report),
        });
        Self {
            shelf: shelf.collect(),
            words,
            here: address.map(ToString::to_string).unwrap_or_default(),
            title: format!("{title} · Sidenote"),
            short_title: title.to_owned(),
            description: description.to_owned(),
            canonical: address.map(|address| format!("{origin}{address}")),
            ..Self::default()
        }
    }

    /// The frame of the page at `address` of a report.
    pub(super) fn of_report(
        view: View<'_>,
        address: &Address,
        title: &str,
        description: &str,
    ) -> Self {
        let report = &view.edition().report;
        let whole = matches!(address, Address::Report(_));
        Self {
            words: view.words,
            interface: Html::lang(
                Some(view.words.language().tag()).filter(|_| !view.own().is_empty()),
            ),
            own: view.own(),
            here: address.to_string(),
            title: if whole {
                format!("{} · Sidenote", report.full_title())
            } else {
                format!("{title} · {}", report.title)
            },
            short_title: title.to_owned(),
            description: phrase::cut(description, 300),
            canonical: Some(view.absolute(address)),
            card: address.card().map(|card| view.absolute(&card)),
            oembed: address.embed().map(|_| view.oembed(address)),
            report: Some(report_frame(view, address)),
            ..Self::default()
        }
    }

    /// The same frame with the other forms of its page.
    pub(super) fn with_alternates(mut self, forms: impl Fn(Form) -> Address) -> Self {
        let forms = Form::ALL.into_iter().map(|form| Alternate {
            href: forms(form).to_string(),
            media_type: essence(form.media_type()),
            name: match form {
                Form::Markdown => "Markdown",
                Form::Json => "JSON",
                Form::Text => self.words.plain_text(),
            },
        });
        self.alternates = forms.collect();
        self
    }

    /// The languages that the page can be read in.
    pub(super) fn languages(&self) -> Vec<LanguageRow> {
        // A page with a long query is led back to without it.
        let bare = self.here.split('?').next().unwrap_or_default();
        let to = if self.here.len() > LONGEST_WAY_BACK { bare } else { &self.here };
        let row = |language: Language| LanguageRow {
            href: ChoiceLink { language, to }.to_string(),
            tag: language.tag(),
            name: language.own_name(),
            current: language == self.words.language(),
        };
        Language::ALL.map(row).into()
    }

    /// The attribute of what is English in every language, such as what a program wrote down.
    pub(super) fn english(&self) -> Html {
        let english = Language::English.tag();
        Html::lang(Some(english).filter(|tag| *tag != self.words.language().tag()))
    }

    /// Where the file `name` of `static/` is.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// Where the publisher offers the report.
    pub(super) fn source_url(&self) -> Option<&str> {
        self.report.as_ref()?.source_url.as_deref()
    }

    /// Where the library is.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn home(&self) -> Address {
        Address::Library
    }

    /// Where the points are that the reader's browser keeps.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn basket(&self) -> Address {
        Address::Basket
    }

    /// Where the highlights are that the reader's browser keeps.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn highlights(&self) -> Address {
        Address::Highlights
    }

    /// Where the search form sends its words.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn search(&self) -> Address {
        Address::Search
    }
}

impl Frame {
    /// Where suggestions for the search box come from.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn suggest(&self) -> Suggest {
        Suggest
    }

    /// Where browsers learn to search here.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn search_description(&self) -> Address {
        Address::SearchDescription
    }

    /// What browsers need to know to offer the site as an application.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn manifest(&self) -> Address {
        Address::Manifest
    }

    /// Where the reports are that the reader's browser keeps.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn offline(&self) -> Address {
        Address::Offline
    }

    /// Where the feed of reports is.
    #[expect(clippy::unused_self, reason = "templates call methods of what they are given")]
    pub(super) fn feed(&self) -> Address {
        Address::Feed
    }
}

fn report_frame(view: View<'_>, address: &Address) -> ReportFrame {
    let report = &view.edition().report;
    ReportFrame {
        slug: report.slug.to_string(),
        title: report.title.clone(),
        full_title: report.full_title(),
        href: Address::Report(report.slug.clone()).to_string(),
        api: ApiAddress::Report(report.slug.clone()).to_string(),
        stamp: view.library.stamp(&report.slug).unwrap_or_default(),
        citations: Address::Cite(report.slug.clone(), None).to_string(),
        authors: phrase::authors(view.words, report),
        is_author: match address {
            Address::Point(_, Point::Note(number)) => view.report.register.gloss(*number).is_none(),
            Address::Point(_, Point::Entity(_) | Point::Theme(_)) => false,
            _ => true,
        },
        publisher: report.publisher.clone(),
        published: report.published.map(|date| view.words.date(date)),
        published_iso: report.published.map(|date| date.to_string()),
        source_url: report.source_url.clone(),
        rights: report.rights.clone(),
        edition: report.edition.clone(),
        author_names: report
            .authors
            .iter()
            .map(|author| cite::unmistakable(author, report))
            .collect(),
        published_slashed: report.published.map(|date| date.strftime("%Y/%m/%d").to_string()),
        language: report.language.clone(),
        data: machines::data(view, address),
        cite: address.citation(&report.slug).to_string(),
        contents: contents(view, address),
        ways: ways(view, address),
    }
}

fn contents(view: View<'_>, address: &Address) -> Vec<ContentsPart> {
    let edition = view.edition();
    let here = match address {
        Address::Point(_, Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..)) => {
            Some(id)
        }
        _ => None,
    };
    let row = |at: usize| {
        let section = &edition.sections[at];
        ContentsRow {
            href: view.section_address(section).to_string(),
            number: section.number,
            title: match section.number {
                Some(_) => section.title.plain().to_owned(),
                None => view.words.section(section),
            },
            current: here == Some(&section.id),
        }
    };
    let part = |part: &crate::model::Part| ContentsPart {
        title: (!part.sections.clone().any(|at| edition.repeats_part_title(at)))
            .then(|| part.title.plain().to_owned()),
        rows: part.sections.clone().map(row).collect(),
    };
    edition.parts.iter().map(part).collect()
}

fn ways(view: View<'_>, address: &Address) -> Vec<Way> {
    let slug = view.slug();
    let counts = lookup::count(view.report);
    let way = |to: Address, name, count: String| Way {
        current: to == *address,
        href: to.to_string(),
        name,
        count,
    };
    let mut ways = vec![way(
        Address::All(slug.clone()),
        view.words.all_on_one_page(),
        view.words.minutes(phrase::minutes(counts.text.words)),
    )];
    let lists = [
        (counts.notes, Address::Notes(slug.clone()), view.words.notes_title()),
        (counts.entities, Address::Entities(slug.clone()), view.words.entities_title()),
        (counts.themes, Address::Themes(slug.clone()), view.words.themes_title()),
    ];
    for (number, to, name) in lists {
        if number > 0 {
            ways.push(way(to, name, group(number)));
        }
    }
    let computed = [
        (Address::Evidence(slug.clone()), view.words.evidence_title()),
        (Address::Figures(slug.clone()), view.words.figures_title()),
        (Address::Timeline(slug.clone()), view.words.timeline_title()),
        (Address::Language(slug.clone()), view.words.certainty_title()),
    ];
    ways.extend(computed.map(|(to, name)| way(to, name, String::new())));
    if view.edition().receipt.is_some() {
        ways.push(way(Address::Receipt(slug.clone()), view.words.receipt_way(), String::new()));
    }
    ways
}
