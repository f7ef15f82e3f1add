//! What a site that wants to show one of our addresses asks (oEmbed 1.0, section 2.2).

use super::query::with_query;
use super::{Address, Pasted};
use crate::web::error::Problem;
use crate::web::query::Query;

/// A request for the way to show an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OembedQuery {
    /// Whole URL or path of what is to be shown.
    pub url: String,
    /// Widest and highest that it may be, in CSS pixels.
    pub most: [Option<u32>; 2],
    /// In what form the answer is wanted; empty for any.
    pub format: String,
}

impl OembedQuery {
    /// Where one asks how to show `address` of the site at `origin`.
    #[must_use]
    pub fn of(origin: &str, address: &Address) -> String {
        let url = format!("{origin}{address}");
        let asked = with_query(&Address::Oembed, &[("url", url), ("format", "json".to_owned())]);
        format!("{origin}{asked}")
    }

    /// Reads a request.
    ///
    /// # Errors
    /// If it names no url, or bounds that are no numbers above 0.
    pub fn read(query: &Query) -> Result<Self, Problem> {
        let bound = |name: &str| match query.get(name).filter(|value| !value.is_empty()) {
            None => Ok(None),
            Some(value) => match value.parse() {
                Ok(number @ 1..) => Ok(Some(number)),
                _ => Err(Problem::Malformed(format!(
                    "{name} is no whole number above 0; give pixels, or leave it out"
                ))),
            },
        };
        let Some(url) = query.get("url").filter(|url| !url.is_empty()) else {
            return Err(Problem::Malformed(
                "the query names no url; add the address that is to be shown".into(),
            ));
        };
        Ok(Self {
            url: url.to_owned(),
            most: [bound("maxwidth")?, bound("maxheight")?],
            format: query.get("format").unwrap_or_default().to_owned(),
        })
    }

    /// The address that is to be shown, if it is one of the site at `origin`. The scheme may
    /// differ; a path alone is ours.
    #[must_use]
    pub fn address(&self, origin: &str) -> Option<Address> {
        let host = |url: &str| {
            let (_, rest) = url.split_once("://")?;
            Some(rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase())
        };
        let is_path = self.url.starts_with('/');
        if !is_path && host(origin).is_some_and(|own| host(&self.url) != Some(own)) {
            return None;
        }
        Pasted::read(&self.url).map(|pasted| pasted.address)
    }
}
