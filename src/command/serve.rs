//! `sidenote serve`: listens, serves, follows changes of the folder, and stops in order.

use std::io::{self, IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tracing::level_filters::LevelFilter;

use super::SOUND;
use crate::config::{Config, Settings};
use crate::diagnostic::{Diagnostic, Severity};
use crate::library::reload::{Watch, reload};
use crate::library::{Library, Source};
use crate::web::connection::{self, Phase};
use crate::web::{self, Site};

pub(super) const EXAMPLES: &str = "\
Examples:
  sidenote serve
      serve the reports inside the program at http://127.0.0.1:8080
  sidenote serve --content content
      serve a folder; a change is read within seconds, or at once on SIGHUP
  sidenote serve --content content --index /var/cache/sidenote
      keep the search index of a large library between starts
  sidenote serve --addr 127.0.0.1:0
      take any free port; the line printed when ready says which
  sidenote serve --config sidenote.toml
      read settings from a file with lines such as: idle = \"30s\"

Arguments come before environment, environment before the file.
SIGTERM lets answers under way finish; a second one stops at once.";

/// What `serve` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Read settings from this TOML file, by the long names below without their hyphens in front
    #[arg(long, env = "SIDENOTE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// How much to log: off, error, warn, info, debug or trace
    #[arg(long, env = "SIDENOTE_LOG", value_name = "LEVEL", default_value = "info")]
    log: LevelFilter,
    #[command(flatten)]
    settings: Settings,
}

/// Serves until told to stop.
pub(super) fn run(arguments: Arguments) -> anyhow::Result<u8> {
    log(arguments.log);
    let file = match &arguments.config {
        Some(path) => Settings::read(path)?,
        None => Settings::default(),
    };
    let config = arguments.settings.or(file).check(raise_open_files())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the threads that serve")?;
    let served = runtime.block_on(serve(config));
    // A page that is still being made has nobody left to read it.
    runtime.shutdown_background();
    served.map(|()| SOUND)
}

fn log(level: LevelFilter) {
    let quiet = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_target(false)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    // Only a second subscriber in one process could be in the way.
    let _ = quiet.try_init();
}

/// Raises the number of files that may be open as far as it goes, and tells it.
fn raise_open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let now = if raised.is_ok() { limit.maximum } else { limit.current };
    now.unwrap_or(u64::MAX)
}

async fn serve(config: Config) -> anyhow::Result<()> {
    // Before anything takes time: a signal that nobody waits for ends the program.
    let mut signals = Signals::new()?;
    let hangups = on(SignalKind::hangup())?;
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|error| anyhow!(cannot_listen(config.addr, &error)))?;
    let addr = listener.local_addr().context("cannot tell the address that was taken")?;
    let source = config.content.map_or(Source::Embedded, Source::Directory);
    // Looked at before reading, so that a change meanwhile is not missed.
    let watch = Watch::new(&source);
    let (library, faults) = Library::open(&source, config.index)?;
    tell(&faults);
    if library.reports().is_empty() {
        tracing::warn!("there is no sound report to serve; the shelf is empty");
    }
    let site = Site::at(config.origin, library, config.limits);
    let router = web::router(site.clone());
    say_ready(addr);
    prepare_citations(&site);

    let phase = watch::Sender::new(Phase::Serving);
    let follower = tokio::spawn(follow(site.clone(), source, watch, config.scan, hangups));
    let serving = connection::serve(listener, site.clone(), router, phase.subscribe());
    let stopping = async {
        let first = signals.stop().await;
        tracing::info!(signal = first.name(), "stopping; once more stops at once");
        phase.send_replace(first.phase());
        signals.stop().await;
        phase.send_replace(Phase::Stopped);
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = serving => {}
        () = stopping => {}
    }
    follower.abort();
    Ok(())
}

/// Draws citations beforehand, beside what readers ask for.
fn prepare_citations(site: &Site) {
    let snapshot = site.snapshot();
    tokio::task::spawn_blocking(move || snapshot.library.prepare_citations());
}

/// One line, once: where to read.
fn say_ready(addr: SocketAddr) {
    let mut out = io::stdout();
    // Whoever closed the standard output does not want the line.
    let _ = writeln!(out, "sidenote: reading at http://{addr}").and_then(|()| out.flush());
}

/// What went wrong with an address, and what to do.
fn cannot_listen(addr: SocketAddr, error: &io::Error) -> String {
    let remedy = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another program has that port; stop it, or take a free one with --addr 127.0.0.1:0"
        }
        io::ErrorKind::PermissionDenied => {
            "ports below 1024 are for privileged programs; take one from 1024 with --addr"
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine has no such address; use 127.0.0.1 for itself alone, 0.0.0.0 for all"
        }
        _ => "choose another address with --addr",
    };
    format!("cannot listen at {addr}: {remedy} ({error})")
}

/// Logs faults of the content.
fn tell(faults: &[Diagnostic]) {
    for fault in faults {
        match fault.severity {
            Severity::Error => tracing::error!("{fault}"),
            Severity::Warning => tracing::warn!("{fault}"),
            Severity::Note => tracing::debug!("{fault}"),
        }
    }
}

/// Reads the library again whenever its folder has changed, or SIGHUP asks for it.
async fn follow(
    site: Arc<Site>,
    source: Source,
    mut watch: Watch,
    scan: Duration,
    mut hangups: Signal,
) {
    let mut ticks = tokio::time::interval(scan);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let was_asked = tokio::select! {
            hangup = hangups.recv() => hangup.is_some(),
            _ = ticks.tick() => false,
        };
        let (site, source) = (site.clone(), source.clone());
        let step = tokio::task::spawn_blocking(move || {
            if watch.has_changed() || was_asked {
                read_again(&site, &source);
            }
            watch
        });
        match step.await {
            Ok(back) => watch = back,
            Err(panic) => {
                tracing::error!(%panic, "following changes stopped");
                return;
            }
        }
    }
}

fn read_again(site: &Site, source: &Source) {
    let now = site.snapshot();
    match reload(&now.library, source) {
        Ok(fresh) => {
            tell(&fresh.faults);
            for slug in &fresh.kept_old {
                tracing::warn!(report = %slug, "has errors; its last good version stays served");
            }
            let reports = fresh.library.reports().len();
            site.replace(fresh.library);
            tracing::info!(reports, "read the library again");
            prepare_citations(site);
        }
        Err(error) => {
            let error = anyhow::Error::from(error);
            tracing::error!("cannot read the library again, the last good one stays: {error:#}");
        }
    }
}

/// The signals that stop the server.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

#[derive(Clone, Copy)]
enum Stop {
    Terminate,
    Interrupt,
}

impl Stop {
    const fn name(self) -> &'static str {
        match self {
            Self::Terminate => "SIGTERM",
            Self::Interrupt => "SIGINT",
        }
    }

    /// A person at a terminal does not wait for idle browsers; whoever replaces one server by
    /// another wants no request to fail.
    const fn phase(self) -> Phase {
        match self {
            Self::Terminate => Phase::Leaving,
            Self::Interrupt => Phase::Closing,
        }
    }
}

fn on(kind: SignalKind) -> anyhow::Result<Signal> {
    signal(kind).context("cannot listen for signals")
}

impl Signals {
    fn new() -> anyhow::Result<Self> {
        Ok(Self {
            terminate: on(SignalKind::terminate())?,
            interrupt: on(SignalKind::interrupt())?,
        })
    }

    async fn stop(&mut self) -> Stop {
        tokio::select! {
            _ = self.terminate.recv() => Stop::Terminate,
            _ = self.interrupt.recv() => Stop::Interrupt,
        }
    }
}
