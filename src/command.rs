//! The commands: serve, import, check.
