//! Where readers find the site: scheme, host and port, without a path.
//!
//! In: what the operator wrote. Out: an [`Origin`].

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Scheme, host and port of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin(String);

/// Why a text is no origin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvalidOrigin {
    /// Another scheme, or none.
    #[error("begins neither with https:// nor with http://")]
    Scheme,
    /// Something is where the host should be.
    #[error("has no host name or IP address after its scheme")]
    Host,
    /// The port is no number from 1 to 65535.
    #[error("has a port that is no number from 1 to 65535")]
    Port,
    /// A path, a query, a fragment.
    #[error("has something after host and port; Sidenote lives at the root of its host")]
    Path,
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let lower = text.trim().to_ascii_lowercase();
        let Some((scheme @ ("http" | "https"), rest)) = lower.split_once("://") else {
            return Err(InvalidOrigin::Scheme);
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['/', '?', '#']) {
            return Err(InvalidOrigin::Path);
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (rest, None),
        };
        if port.is_some_and(|port| !port.parse::<u16>().is_ok_and(|port| port > 0)) {
            return Err(InvalidOrigin::Port);
        }
        let is_host =
            if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
                address.parse::<std::net::Ipv6Addr>().is_ok()
            } else {
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
                !host.is_empty() && host.bytes().all(plain)
            };
        if !is_host {
            return Err(InvalidOrigin::Host);
        }
        Ok(Self(format!("{scheme}://{rest}")))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let read = |text: &str| text.parse::<Origin>().map(|origin| origin.to_string());
        assert_eq!(read("https://Reports.example/"), Ok("https://reports.example".to_owned()));
        assert_eq!(read("http://[::1]:8080"), Ok("http://[::1]:8080".to_owned()));
        assert_eq!(read("http://127.0.0.1:80"), Ok("http://127.0.0.1:80".to_owned()));
        assert_eq!(read("reports.example"), Err(InvalidOrigin::Scheme));
        assert_eq!(read("ftp://reports.example"), Err(InvalidOrigin::Scheme));
        assert_eq!(read("https://"), Err(InvalidOrigin::Host));
        assert_eq!(read("https://a b"), Err(InvalidOrigin::Host));
        assert_eq!(read("https://me@a.example"), Err(InvalidOrigin::Host));
        assert_eq!(read("https://[::1"), Err(InvalidOrigin::Host));
        assert_eq!(read("https://a.example:0"), Err(InvalidOrigin::Port));
        assert_eq!(read("https://a.example:99999"), Err(InvalidOrigin::Port));
        assert_eq!(read("https://a.example/reports"), Err(InvalidOrigin::Path));
    }
}
