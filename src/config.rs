//! What the server is told to do: arguments, environment and file become a checked [`Config`],
//! once, at start.
//!
//! In: [`Settings`] from the command line (which reads the environment too) and from a TOML file;
//! the command line wins. Out: [`Config`] with every value decided, or the first value that makes
//! no sense, with the remedy. Nothing here is read again later.

mod origin;
mod time;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use thiserror::Error;

pub use origin::{InvalidOrigin, Origin};
pub use time::{InvalidTime, Time};

/// What may be set, each by argument, environment or file. Durations are written `10s`, `1m 15s`,
/// `150ms`.
#[derive(Debug, Clone, Default, clap::Args, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Serve the reports of this folder, and changes to them, instead of the ones inside the
    /// program
    #[arg(long, env = "SIDENOTE_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Keep the search index in this folder, which should be its own, and use it again while the
    /// content is the same; without it the index is made in memory at every start
    #[arg(long, env = "SIDENOTE_INDEX", value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// Address and port to serve at; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "SIDENOTE_ADDR", value_name = "ADDR:PORT")]
    pub addr: Option<String>,
    /// Where readers find the site, as in <https://reports.example>: what cards, feeds, the site map
    /// and embedded points name [default: the host that each request names]
    #[arg(long, env = "SIDENOTE_ORIGIN", value_name = "URL")]
    pub origin: Option<String>,
    /// How often the folder is looked at for changes [default: 1s]
    #[arg(long, env = "SIDENOTE_SCAN", value_name = "TIME", help_heading = "Limits")]
    pub scan: Option<Time>,
    /// From a connection's opening to its first byte [default: 10s]
    #[arg(long, env = "SIDENOTE_FIRST_BYTE", value_name = "TIME", help_heading = "Limits")]
    pub first_byte: Option<Time>,
    /// From a request's first byte to the end of its header [default: 10s]
    #[arg(long, env = "SIDENOTE_HEADER", value_name = "TIME", help_heading = "Limits")]
    pub header: Option<Time>,
    /// From an answer to the next request on the same connection [default: 1m 15s]
    #[arg(long, env = "SIDENOTE_IDLE", value_name = "TIME", help_heading = "Limits")]
    pub idle: Option<Time>,
    /// How long a client may take nothing of an answer [default: 30s]
    #[arg(long, env = "SIDENOTE_WRITE_STALL", value_name = "TIME", help_heading = "Limits")]
    pub write_stall: Option<Time>,
    /// To make a page [default: 5s]
    #[arg(long, env = "SIDENOTE_PAGE", value_name = "TIME", help_heading = "Limits")]
    pub page: Option<Time>,
    /// To answer a search [default: 1s]
    #[arg(long, env = "SIDENOTE_SEARCH", value_name = "TIME", help_heading = "Limits")]
    pub search: Option<Time>,
    /// To suggest while somebody types; what is not there then is left out [default: 150ms]
    #[arg(long, env = "SIDENOTE_SUGGESTION", value_name = "TIME", help_heading = "Limits")]
    pub suggestion: Option<Time>,
    /// To finish what is in flight when told to stop [default: 15s]
    #[arg(long, env = "SIDENOTE_STOP", value_name = "TIME", help_heading = "Limits")]
    pub stop: Option<Time>,
    /// Bytes of a request's first line, 256 to 65536 [default: 8192]
    #[arg(long, env = "SIDENOTE_REQUEST_LINE", value_name = "BYTES", help_heading = "Limits")]
    pub request_line: Option<usize>,
    /// Bytes of a request's header, 1024 to 1048576 [default: 16384]
    #[arg(long, env = "SIDENOTE_HEADER_BYTES", value_name = "BYTES", help_heading = "Limits")]
    pub header_bytes: Option<usize>,
    /// Fields of a request's header, 8 to 1000 [default: 64]
    #[arg(long, env = "SIDENOTE_HEADER_COUNT", value_name = "COUNT", help_heading = "Limits")]
    pub header_count: Option<usize>,
    /// Connections at once [default: the open-file limit less 200, at most 10000]
    #[arg(long, env = "SIDENOTE_CONNECTIONS", value_name = "COUNT", help_heading = "Limits")]
    pub connections: Option<usize>,
    /// Connections at once from one client address; raise it behind a proxy [default: 100]
    #[arg(long, env = "SIDENOTE_PER_CLIENT", value_name = "COUNT", help_heading = "Limits")]
    pub per_client: Option<usize>,
    /// Searches at once; twice as many wait [default: the number of cores]
    #[arg(long, env = "SIDENOTE_SEARCHES", value_name = "COUNT", help_heading = "Limits")]
    pub searches: Option<usize>,
    /// Megabytes of made pages that are kept [default: 256]
    #[arg(long, env = "SIDENOTE_PAGES_KEPT", value_name = "MB", help_heading = "Limits")]
    pub pages_kept: Option<u64>,
}

/// What the server is told to do, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The folder to serve; the reports inside the program when absent.
    pub content: Option<PathBuf>,
    /// The folder that keeps the search index; in memory when absent.
    pub index: Option<PathBuf>,
    /// Where to listen.
    pub addr: SocketAddr,
    /// Where readers find the site, if they were told.
    pub origin: Option<Origin>,
    /// How often the folder is looked at.
    pub scan: Duration,
    /// How much of everything is allowed.
    pub limits: Limits,
}

/// How much of everything the server allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// From a connection's opening to its first byte.
    pub first_byte: Duration,
    /// From a request's first byte to the end of its header.
    pub header: Duration,
    /// From an answer to the next request.
    pub idle: Duration,
    /// How long a client may take no byte of an answer.
    pub write_stall: Duration,
    /// To make a page.
    pub page: Duration,
    /// To answer a search.
    pub search: Duration,
    /// To suggest while somebody types.
    pub suggestion: Duration,
    /// To finish what is in flight when told to stop.
    pub stop: Duration,
    /// Bytes of a request's first line.
    pub request_line: usize,
    /// Bytes of a request's header fields.
    pub header_bytes: usize,
    /// Number of a request's header fields.
    pub header_count: usize,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one client address.
    pub per_client: usize,
    /// Searches at once.
    pub searches: usize,
    /// Searches that wait for their turn; more are turned away.
    pub waiting_searches: usize,
    /// Bytes of made pages that are kept.
    pub pages_kept: u64,
}

/// Why settings make no sense.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {path}; give a TOML file, or leave --config out", path = path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is no configuration.
    #[error("{path} is no configuration; `sidenote serve --help` lists what can be set", path = path.display())]
    Parse {
        /// Which file.
        path: PathBuf,
        /// Where and why.
        source: toml::de::Error,
    },
    /// The address is none.
    #[error(
        "`{0}` is no address to serve at; write an IP address and a port, as in 127.0.0.1:8080 or [::1]:8080"
    )]
    Addr(String),
    /// The origin is none.
    #[error("`{given}` is no origin: it {why}; write it as in https://reports.example")]
    Origin {
        /// What was given.
        given: String,
        /// Why not.
        why: InvalidOrigin,
    },
    /// A duration is out of range.
    #[error("{name} is {given}, but must be from 1ms to 1h; write it as in 10s or 1m 15s")]
    Time {
        /// Which setting.
        name: &'static str,
        /// What was given.
        given: String,
    },
    /// A number is out of range.
    #[error("{name} is {given}, but must be from {least} to {most}")]
    Range {
        /// Which setting.
        name: &'static str,
        /// What was given.
        given: u64,
        /// The smallest number that makes sense.
        least: u64,
        /// The largest.
        most: u64,
    },
}

impl Settings {
    /// The settings in the file at `path`.
    ///
    /// # Errors
    /// If it cannot be read, or has something else in it.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let read = |source| ConfigError::Read { path: path.to_owned(), source };
        let bytes = std::fs::read(path).map_err(read)?;
        let text = String::from_utf8(bytes)
            .map_err(|odd| read(std::io::Error::new(std::io::ErrorKind::InvalidData, odd)))?;
        toml::from_str(&text).map_err(|source| ConfigError::Parse { path: path.to_owned(), source })
    }

    /// These settings, and those of `other` where these say nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            content: self.content.or(other.content),
            index: self.index.or(other.index),
            addr: self.addr.or(other.addr),
            origin: self.origin.or(other.origin),
            scan: self.scan.or(other.scan),
            first_byte: self.first_byte.or(other.first_byte),
            header: self.header.or(other.header),
            idle: self.idle.or(other.idle),
            write_stall: self.write_stall.or(other.write_stall),
            page: self.page.or(other.page),
            search: self.search.or(other.search),
            suggestion: self.suggestion.or(other.suggestion),
            stop: self.stop.or(other.stop),
            request_line: self.request_line.or(other.request_line),
            header_bytes: self.header_bytes.or(other.header_bytes),
            header_count: self.header_count.or(other.header_count),
            connections: self.connections.or(other.connections),
            per_client: self.per_client.or(other.per_client),
            searches: self.searches.or(other.searches),
            pages_kept: self.pages_kept.or(other.pages_kept),
        }
    }

    /// Decides every value. `open_files` is how many files the program may have open.
    ///
    /// # Errors
    /// With the first value that makes no sense.
    pub fn check(self, open_files: u64) -> Result<Config, ConfigError> {
        let default = Limits::default();
        let addr = match self.addr {
            Some(text) => text.parse().map_err(|_| ConfigError::Addr(text))?,
            None => SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
        };
        let read =
            |text: String| text.parse().map_err(|why| ConfigError::Origin { given: text, why });
        let origin = self.origin.map(read).transpose()?;
        let searches = count("searches", self.searches, default.searches, 1, 1_000)?;
        let room = usize::try_from(open_files.saturating_sub(200)).unwrap_or(usize::MAX);
        let megabytes = count("pages-kept", self.pages_kept, 256, 1, 1_000_000)?;
        Ok(Config {
            content: self.content,
            index: self.index,
            addr,
            origin,
            scan: time("scan", self.scan, Duration::from_secs(1))?,
            limits: Limits {
                first_byte: time("first-byte", self.first_byte, default.first_byte)?,
                header: time("header", self.header, default.header)?,
                idle: time("idle", self.idle, default.idle)?,
                write_stall: time("write-stall", self.write_stall, default.write_stall)?,
                page: time("page", self.page, default.page)?,
                search: time("search", self.search, default.search)?,
                suggestion: time("suggestion", self.suggestion, default.suggestion)?,
                stop: time("stop", self.stop, default.stop)?,
                request_line: count(
                    "request-line",
                    self.request_line,
                    default.request_line,
                    256,
                    65_536,
                )?,
                header_bytes: count(
                    "header-bytes",
                    self.header_bytes,
                    default.header_bytes,
                    1_024,
                    1_048_576,
                )?,
                header_count: count(
                    "header-count",
                    self.header_count,
                    default.header_count,
                    8,
                    1_000,
                )?,
                connections: count(
                    "connections",
                    self.connections,
                    room.clamp(1, 10_000),
                    1,
                    1_000_000,
                )?,
                per_client: count("per-client", self.per_client, default.per_client, 1, 1_000_000)?,
                searches,
                waiting_searches: 2 * searches,
                pages_kept: megabytes * 1024 * 1024,
            },
        })
    }
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            first_byte: Duration::from_secs(10),
            header: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            write_stall: Duration::from_secs(30),
            page: Duration::from_secs(5),
            search: Duration::from_secs(1),
            suggestion: Duration::from_millis(150),
            stop: Duration::from_secs(15),
            request_line: 8 * 1024,
            header_bytes: 16 * 1024,
            header_count: 64,
            connections: 10_000,
            per_client: 100,
            searches: cores,
            waiting_searches: 2 * cores,
            pages_kept: 256 * 1024 * 1024,
        }
    }
}

fn time(
    name: &'static str,
    given: Option<Time>,
    default: Duration,
) -> Result<Duration, ConfigError> {
    let Some(Time(given)) = given else { return Ok(default) };
    match Duration::try_from(given) {
        Ok(time) if time >= Duration::from_millis(1) && time <= Duration::from_hours(1) => Ok(time),
        _ => Err(ConfigError::Time { name, given: format!("{given:#}") }),
    }
}

fn count<T: Copy + PartialOrd + TryInto<u64>>(
    name: &'static str,
    given: Option<T>,
    default: T,
    least: T,
    most: T,
) -> Result<T, ConfigError> {
    let number = given.unwrap_or(default);
    if number < least || number > most {
        let shown = |number: T| number.try_into().unwrap_or(u64::MAX);
        return Err(ConfigError::Range {
            name,
            given: shown(number),
            least: shown(least),
            most: shown(most),
        });
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Settings as a file has them, and what is wrong with them.
    fn check(file: &str, wrong: &str) {
        let settings: Settings = toml::from_str(file).unwrap();
        assert_eq!(settings.check(1_024).unwrap_err().to_string(), wrong);
    }

    #[test]
    fn each_odd_value_has_its_own_text() {
        check(
            "addr = 'localhost'",
            "`localhost` is no address to serve at; write an IP address and a port, as in \
             127.0.0.1:8080 or [::1]:8080",
        );
        check(
            "idle = '0s'",
            "idle is 0s, but must be from 1ms to 1h; write it as in 10s or 1m 15s",
        );
        check(
            "page = '-5s'",
            "page is 5s ago, but must be from 1ms to 1h; write it as in 10s or 1m 15s",
        );
        check("per-client = 0", "per-client is 0, but must be from 1 to 1000000");
        check("request-line = 10", "request-line is 10, but must be from 256 to 65536");
        check("pages-kept = 0", "pages-kept is 0, but must be from 1 to 1000000");
    }

    #[test]
    fn what_is_no_duration_says_how_to_write_one() {
        for odd in ["soon", "", "10", "1 fortnight", "-"] {
            assert_eq!(odd.parse::<Time>(), Err(InvalidTime), "{odd}");
            let said = toml::from_str::<Settings>(&format!("idle = {odd:?}")).unwrap_err();
            assert!(said.to_string().contains("as in 10s, 150ms or 1m 15s"), "{said}");
        }
        assert_eq!("1m 15s".parse(), Ok(Time(jiff::SignedDuration::from_secs(75))));
    }

    #[test]
    fn the_first_to_speak_wins() {
        let file: Settings = toml::from_str("idle = '3s'\npage = '1s'").unwrap();
        let arguments = Settings { page: Some("2s".parse().unwrap()), ..Settings::default() };
        let limits = arguments.or(file).check(1_024).unwrap().limits;
        assert_eq!((limits.idle, limits.page), (Duration::from_secs(3), Duration::from_secs(2)));
        assert_eq!(limits.connections, 824);
    }

    #[test]
    fn unknown_settings_are_refused() {
        assert!(toml::from_str::<Settings>("adress = '127.0.0.1:1'").is_err());
    }
}
