//! The part of a request's target after `?`, decoded once: names and values in their order.
//!
//! In: the raw query. Out: [`Query`], or what is wrong with it. What the names mean is the
//! business of whoever asks for them.

use percent_encoding::percent_decode_str;

use super::error::Problem;

/// Most parameters that a request may have.
pub const MOST_PARAMETERS: usize = 64;

/// Names and values of a query, in order; a name may stand more than once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `raw`, the query without its question mark; `+` and `%20` are blanks.
    ///
    /// # Errors
    /// If a percent sign begins no octet, an octet run is not UTF-8, a NUL is in it, or there are
    /// too many parameters.
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let pairs = raw.split('&').filter(|pair| !pair.is_empty());
        let mut read = Vec::new();
        for pair in pairs {
            if read.len() == MOST_PARAMETERS {
                return Err(Problem::Malformed(format!(
                    "the query has more than {MOST_PARAMETERS} parameters; leave some out"
                )));
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            read.push((decode(&name.replace('+', " "))?, decode(&value.replace('+', " "))?));
        }
        Ok(Self(read))
    }

    /// The first value of `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Names and values, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether it has no parameters.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Percent-decoding (RFC 3986, section 2.1), strictly.
///
/// # Errors
/// If a percent sign begins no octet, the octets are not UTF-8, or one of them is NUL.
pub fn decode(raw: &str) -> Result<String, Problem> {
    for (at, _) in raw.match_indices('%') {
        let octet = raw.as_bytes().get(at + 1..at + 3).unwrap_or_default();
        if octet.len() < 2 || !octet.iter().all(u8::is_ascii_hexdigit) {
            return Err(Problem::Malformed(
                "a percent sign in the address begins no octet; write it as %25".into(),
            ));
        }
    }
    match percent_decode_str(raw).decode_utf8() {
        Ok(text) if text.contains('\0') => {
            Err(Problem::Malformed("the address has a NUL in it; leave it out".into()))
        }
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(Problem::Malformed(
            "the address is not UTF-8 once decoded; encode its characters as UTF-8".into(),
        )),
    }
}
