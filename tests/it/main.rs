//! Every integration test, one module a feature.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod address;
mod annotate;
mod annotations;
mod api;
mod cards;
mod check;
mod cite;
mod content;
mod counts;
mod embed;
mod fidelity;
mod finder;
mod headers;
mod histories;
mod honest;
mod import;
mod import_command;
mod languages;
mod machines;
mod markup;
mod offline;
mod pages;
mod render;
mod search;
mod serve;
mod site;
mod tidy;
mod web;
