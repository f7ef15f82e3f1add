//! Reading an address: canonical, a near miss of one, malformed, or none of ours.

use super::{Address, Form};
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

impl Address {
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
    match (first.to_ascii_lowercase().as_str(), rest) {
        ("search", []) => Some(Address::Search),
        ("go", []) => Some(Address::Go),
        (report, _) => read_in_report(report.parse().ok()?, rest),
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
