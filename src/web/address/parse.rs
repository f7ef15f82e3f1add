//! Reading an address: canonical, a near miss of one, malformed, or none of ours.

use super::{Address, Form};
use crate::cite::File;
use crate::model::{BlockId, PageLabel, Point, SectionId, Slug};
use crate::web::error::Problem;
use crate::web::query::decode;

/// What a path turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// The one way to write this address.
    Canonical(Address),
    /// Another way to write this address: redirect there.
    NearMiss(Address),
    /// Not an address of any page's shape.
    Unknown,
}

/// An address as people paste it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// The point that it names, its fragment read too; a report without one is itself.
    pub address: Address,
    /// The words that its text fragment marks (`#:~:text=`), decoded; empty without one.
    pub words: String,
}

impl Pasted {
    /// Reads `text` if it looks like an address: with or without scheme and host, from its path
    /// on. Whose it is and whether it exists is for the library to say.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_matches(['<', '>', '"', '(', ')']);
        let path = match text.split_once("://") {
            Some(("http" | "https", rest)) => &rest[rest.find('/')?..],
            Some(_) => return None,
            None => text,
        };
        if !path.starts_with('/') || path.contains(char::is_whitespace) {
            return None;
        }
        let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
        let path = path.split('?').next().unwrap_or_default();
        let (fragment, directive) = fragment.split_once(":~:").unwrap_or((fragment, ""));
        let address = match Address::parse(path).ok()? {
            Parsed::Canonical(address) | Parsed::NearMiss(address) => address,
            Parsed::Unknown => return None,
        };
        let address = match address {
            Address::Form(report, section, _) => Address::Point(report, Point::Section(section)),
            other => other,
        };
        let address = point_at(&address, &decode(fragment).unwrap_or_default()).unwrap_or(address);
        let quoted = directive.split('&').find_map(|part| part.strip_prefix("text="));
        // `prefix-,start,end,-suffix`: what is marked begins with the first that is no context.
        let words = quoted
            .unwrap_or_default()
            .split(',')
            .find(|part| !part.is_empty() && !part.ends_with('-') && !part.starts_with('-'));
        Some(Self { address, words: decode(words.unwrap_or_default()).unwrap_or_default() })
    }
}

/// The point at `fragment` of the page at `address`.
fn point_at(address: &Address, fragment: &str) -> Option<Address> {
    let report = address.report()?.clone();
    let note = |text: &str| text.parse().ok().map(Point::Note);
    let point = if let Some(label) = fragment.strip_prefix("page-") {
        Point::Page(label.parse().ok()?)
    } else if let Some(number) = fragment.strip_prefix('n').and_then(note) {
        number
    } else if let Some(number) = fragment.strip_prefix('r') {
        note(number.split('-').next().unwrap_or_default())?
    } else {
        let (section, anchor) = match address {
            Address::Point(
                _,
                Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..),
            ) => (id.clone(), fragment),
            // On the page of the whole report: `section-4`, `4-p3.2`.
            Address::All(_) => {
                if let Some(id) = fragment.strip_prefix("section-") {
                    return Some(Address::Point(report, Point::Section(id.parse().ok()?)));
                }
                let (id, anchor) = fragment.rsplit_once('-')?;
                (id.parse().ok()?, anchor)
            }
            _ => return None,
        };
        let numbered = anchor.strip_prefix('p').unwrap_or_default();
        match numbered.split_once('.') {
            Some((block, sentence)) => {
                Point::Sentence(section, block.parse().ok()?, sentence.parse().ok()?)
            }
            None if numbered.parse::<u32>().is_ok() => {
                Point::Block(section, numbered.parse().ok()?)
            }
            None => Point::Block(section, anchor.parse().ok()?),
        }
    };
    Some(Address::Point(report, point))
}

impl Address {
    /// The report that a path of no address's shape lies below, and the words after it: `/report/4/0`.
    #[must_use]
    pub fn below(path: &str) -> Option<(Slug, Vec<String>)> {
        let mut words = path.split('/').filter(|raw| !raw.is_empty()).map(decode);
        let report = words.next()?.ok()?.to_ascii_lowercase().parse().ok()?;
        Some((report, words.collect::<Result<_, _>>().ok()?))
    }

    /// Reads a request's path as it stands on the request line.
    ///
    /// # Errors
    /// If the percent-encoding is broken or what it stands for is no text.
    pub fn parse(path: &str) -> Result<Parsed, Problem> {
        let segments: Vec<String> =
            path.split('/').filter(|raw| !raw.is_empty()).map(decode).collect::<Result<_, _>>()?;
        let words: Vec<&str> = segments.iter().map(String::as_str).collect();
        Ok(match read(&words) {
            Some(address) if address.to_string() == path => Parsed::Canonical(address),
            Some(address) => Parsed::NearMiss(address),
            None => Parsed::Unknown,
        })
    }
}

fn read(words: &[&str]) -> Option<Address> {
    let [first, rest @ ..] = words else {
        return Some(Address::Library);
    };
    if let Some(card) = read_card(words) {
        return Some(card);
    }
    match (first.to_ascii_lowercase().as_str(), rest) {
        ("search", []) => Some(Address::Search),
        ("search.atom", []) => Some(Address::SearchFeed),
        ("opensearch.xml", []) => Some(Address::SearchDescription),
        ("sitemap.xml", []) => Some(Address::SiteMap),
        ("llms.txt", []) => Some(Address::Guide),
        ("feed.atom", []) => Some(Address::Feed),
        ("robots.txt", []) => Some(Address::Robots),
        ("go", []) => Some(Address::Go),
        ("verify", []) => Some(Address::Verify),
        ("oembed", []) => Some(Address::Oembed),
        ("basket", []) => Some(Address::Basket),
        ("language", []) => Some(Address::Choice),
        ("highlights", []) => Some(Address::Highlights),
        ("manifest.webmanifest", []) => Some(Address::Manifest),
        ("worker.js", []) => Some(Address::Worker),
        ("offline", []) => Some(Address::Offline),
        (report, _) => read_in_report(report.parse().ok()?, rest),
    }
}

/// `report.png`, `report/4/3.2.png`.
fn read_card(words: &[&str]) -> Option<Address> {
    let (last, before) = words.split_last()?;
    let (name, ending) = last.rsplit_once('.')?;
    if !ending.eq_ignore_ascii_case("png") {
        return None;
    }
    match read(&[before, &[name]].concat())? {
        Address::Report(report) => Some(Address::Card(report, None)),
        Address::Point(_, Point::Page(_)) => None,
        Address::Point(report, point) => Some(Address::Card(report, Some(point))),
        _ => None,
    }
}

fn read_in_report(report: Slug, rest: &[&str]) -> Option<Address> {
    let lower: Vec<String> = rest.iter().map(|word| word.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    match *lower.as_slice() {
        [] => Some(Address::Report(report)),
        ["all"] => Some(Address::All(report)),
        ["notes"] => Some(Address::Notes(report)),
        ["entities"] => Some(Address::Entities(report)),
        ["themes"] => Some(Address::Themes(report)),
        ["receipt"] => Some(Address::Receipt(report)),
        ["evidence"] => Some(Address::Evidence(report)),
        ["figures"] => Some(Address::Figures(report)),
        ["timeline"] => Some(Address::Timeline(report)),
        ["language"] => Some(Address::Language(report)),
        ["offline.json"] => Some(Address::KeptFiles(report)),
        [first, ..] if first == "cite" || first.starts_with("cite.") => {
            read_citation(report, &lower, rest)
        }
        ["embed", ..] => match point_below(&report, &rest[1..])? {
            Some(Point::Page(_)) => None,
            point => Some(Address::Embed(report, point)),
        },
        ["notes", number] => {
            Some(Address::Point(report, Point::Note(number_of(number).parse().ok()?)))
        }
        ["entities", id] => Some(Address::Point(report, Point::Entity(id.parse().ok()?))),
        ["themes", id] => Some(Address::Point(report, Point::Theme(id.parse().ok()?))),
        ["page", _] => {
            // Printed pages keep their case: `A-3` and `a-3` may both be there.
            let label: PageLabel = number_of(rest[1]).parse().ok()?;
            Some(Address::Point(report, Point::Page(label)))
        }
        [section] => match section.rsplit_once('.') {
            Some((section, extension)) => {
                let form = Form::ALL.into_iter().find(|form| form.extension() == extension)?;
                Some(Address::Form(report, section_of(section)?, form))
            }
            None => Some(Address::Point(report, Point::Section(section_of(section)?))),
        },
        [section, "title"] => Some(Address::Point(report, Point::Section(section_of(section)?))),
        [section, block] => {
            let section = section_of(section)?;
            let point = match block.split_once('.') {
                None => Point::Block(section, block_of(block)?),
                Some((block, sentence)) => match block_of(sentence)? {
                    BlockId::Number(sentence) => {
                        Point::Sentence(section, block_of(block)?, sentence)
                    }
                    BlockId::Heading(_) => return None,
                },
            };
            Some(Address::Point(report, point))
        }
        _ => None,
    }
}

/// `cite`, `cite/4/3.2`, `cite.bib`, `cite/4/3.2.csl.json`.
fn read_citation(report: Slug, lower: &[&str], rest: &[&str]) -> Option<Address> {
    let ending = |file: File| format!(".{}", file.extension());
    let last = lower.last()?;
    let file = File::ALL.into_iter().find(|&file| last.ends_with(&ending(file)));
    let bare = file.map_or(last.len(), |file| last.len() - ending(file).len());
    let mut words = rest.to_vec();
    // Lower case keeps the length of what an address may hold.
    *words.last_mut()? = words.last()?.get(..bare)?;
    let ([cite], below) = words.split_at_checked(1)? else { return None };
    if !cite.eq_ignore_ascii_case("cite") {
        return None;
    }
    let point = point_below(&report, below)?;
    point.as_ref().is_none_or(super::is_of_text).then_some(match file {
        Some(file) => Address::CiteFile(report, point, file),
        None => Address::Cite(report, point),
    })
}

/// The page of citations of the point that `text` names below the report.
pub(super) fn read_citable(report: &Slug, text: &str) -> Option<Address> {
    let words: Vec<_> =
        std::iter::once("cite").chain(text.split('/').filter(|word| !word.is_empty())).collect();
    let lower: Vec<_> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let lower: Vec<_> = lower.iter().map(String::as_str).collect();
    read_citation(report.clone(), &lower, &words)
}

/// The point that the words below a report name; none for the report itself.
#[expect(clippy::option_option, reason = "the outer says whether it can be read")]
fn point_below(report: &Slug, rest: &[&str]) -> Option<Option<Point>> {
    match read_in_report(report.clone(), rest)? {
        Address::Report(_) => Some(None),
        Address::Point(_, point) => Some(Some(point)),
        _ => None,
    }
}

fn section_of(text: &str) -> Option<SectionId> {
    number_of(text).parse().ok()
}

fn block_of(text: &str) -> Option<BlockId> {
    number_of(text).parse().ok()
}

/// A number without its leading zeros; any other text as it is.
fn number_of(text: &str) -> &str {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.trim_start_matches('0') } else { text }
}
