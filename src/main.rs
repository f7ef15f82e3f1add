//! The `sidenote` program: reads the command line, runs a command, prints an error chain.

fn main() {}
