//! The `sidenote` program: reads the command line, runs a command, prints an error chain.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    sidenote::command::run().unwrap_or_else(|error| {
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(std::io::stderr(), "sidenote: {error:#}");
        sidenote::command::failed()
    })
}
