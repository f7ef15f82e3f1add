//! The choice of a language: the link that makes it, and where it leads back to.

use std::fmt;

use super::query::with_query;
use super::{Address, Parsed};
use crate::web::language::Language;
use crate::web::query::Query;

/// A link that chooses a language and leads back to the page where it stands.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceLink<'a> {
    /// The language.
    pub language: Language,
    /// Path and query of the page; empty where they are unknown.
    pub to: &'a str,
}

impl fmt::Display for ChoiceLink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = [("lang", self.language.tag().to_owned()), ("to", self.to.to_owned())];
        f.write_str(&with_query(&Address::Choice, &pairs))
    }
}

/// A reader's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceQuery {
    /// The language, if it is one that there is.
    pub language: Option<Language>,
    /// Path and query of a page of ours: never another site's, whatever was asked.
    pub to: String,
}

impl From<&Query> for ChoiceQuery {
    fn from(query: &Query) -> Self {
        Self {
            language: query.get("lang").and_then(Language::read),
            to: query.get("to").and_then(page).unwrap_or_else(|| Address::Library.to_string()),
        }
    }
}

/// `text` as path and query of a page, written anew from what was read.
fn page(text: &str) -> Option<String> {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let (Parsed::Canonical(address) | Parsed::NearMiss(address)) = Address::parse(path).ok()?
    else {
        return None;
    };
    if !path.starts_with('/') || address == Address::Choice {
        return None;
    }
    let query = Query::parse(query).ok()?;
    // Our own parameters have plain names.
    let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let pairs = query.pairs().filter(|(name, _)| plain(name));
    let pairs: Vec<_> = pairs.map(|(name, value)| (name, value.to_owned())).collect();
    Some(with_query(&address, &pairs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads_to(to: &str) -> String {
        let link = ChoiceLink { language: Language::Chinese, to }.to_string();
        let query = Query::parse(link.strip_prefix("/language?").expect("a query")).expect("sound");
        let choice = ChoiceQuery::from(&query);
        assert_eq!(choice.language, Some(Language::Chinese));
        choice.to
    }

    #[test]
    fn a_choice_leads_back_to_the_page() {
        for to in
            ["/", "/a-report", "/a-report/4/3.2?hl=chips+law", "/search?q=a%26b&report=a-report"]
        {
            assert_eq!(leads_to(to), to);
        }
        assert_eq!(leads_to("/A-Report/04/"), "/a-report/4");
    }

    #[test]
    fn no_choice_leads_to_another_site() {
        for to in [
            "",
            "https://elsewhere.example/",
            "//elsewhere.example",
            "//elsewhere.example/a/b/c",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "javascript:alert(1)",
            "/a\r\nLocation: https://elsewhere.example",
            "/language?lang=en&to=/language",
            "a-report",
            "/%zz",
        ] {
            let to = leads_to(to);
            assert!(to.starts_with('/') && !to.starts_with("//"), "{to}");
            assert!(!to.contains("elsewhere.example") || to.starts_with("/elsewhere"), "{to}");
            assert!(!to.starts_with("/language"), "{to}");
            assert!(to.is_ascii() && !to.contains(char::is_control), "{to}");
        }
    }
}
