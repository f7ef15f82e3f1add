//! Sidenote: an annotated reading server for footnoted reports.
//!
//! The map of the crate, in the order of the data (`ARCHITECTURE.md` walks it):
//!
//! * [`diagnostic`]: a fault in somebody's file, with its place and remedy;
//! * [`model`]: report, edition, part, section, block, text with ranges, register, point;
//! * [`import`]: an outside source becomes an edition and a receipt;
//! * [`content`]: a report's folder becomes an edition and back, with the editor's files;
//! * [`annotate`]: what is computed over a text (sentences, mentions, cross-references, themes);
//! * [`search`]: index, query, ranking, highlights;
//! * [`cite`]: a point becomes a citation, in styles and as files for reference managers;
//! * [`render`]: a text with its ranges becomes HTML;
//! * [`library`]: the driver that reads, annotates and indexes, and hands out snapshots;
//! * [`web`]: addresses, pages, API, assets, connections;
//! * [`config`] and [`command`]: what the command line asks for, and doing it.

pub mod annotate;
pub mod cite;
pub mod command;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod import;
pub mod library;
pub mod model;
pub mod render;
pub mod search;
pub mod web;
