//! Every integration test, one module a feature.

mod address;
mod annotate;
mod api;
mod content;
mod headers;
mod render;
mod search;
mod serve;
mod tidy;
mod web;
