//! The command line: what people type becomes a command, which is run.
//!
//! In: the arguments. Out: an exit code. `serve` is the default. Messages for people go to the
//! standard error; what was asked for goes to the standard output.

mod check;
mod draw;
mod import;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Everything was done.
const SOUND: u8 = 0;
/// It was done, and faults were found.
const FAULTS: u8 = 1;
/// It could not be done at all.
const FAILED: u8 = 2;

const EXAMPLES: &str = "\
Examples:
  sidenote
      serve the reports inside the program at http://127.0.0.1:8080
  sidenote serve --content content --addr 0.0.0.0:8080
      serve a folder to everyone on the network, and follow its changes
  sidenote import report.txt --slug my-report --title \"My report\" --author \"A. Writer, Institute\"
      turn the text of a PDF into content/my-report
  sidenote check content
      list every fault of a folder, with file and line";

/// An annotated reading server for footnoted reports
#[derive(Debug, Parser)]
#[command(
    name = "sidenote",
    version,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve reports to browsers (the default)
    #[command(after_help = serve::EXAMPLES)]
    Serve(Box<serve::Arguments>),
    /// Turn an outside text into a report's folder
    #[command(after_help = import::EXAMPLES)]
    Import(Box<import::Arguments>),
    /// Tell every fault of reports, with file and line
    #[command(after_help = check::EXAMPLES)]
    Check(check::Arguments),
}

/// Reads the command line and runs what it says.
///
/// # Errors
/// If the command could not be run; faults that it found and told of are in the exit code.
pub fn run() -> anyhow::Result<ExitCode> {
    let line = Line::parse();
    let code = match line.command {
        None => serve::run(line.serve)?,
        Some(Command::Serve(arguments)) => serve::run(*arguments)?,
        Some(Command::Import(arguments)) => import::run(*arguments)?,
        Some(Command::Check(arguments)) => check::run(arguments)?,
    };
    Ok(ExitCode::from(code))
}

/// The exit code of a command that could not be run.
#[must_use]
pub fn failed() -> ExitCode {
    ExitCode::from(FAILED)
}
