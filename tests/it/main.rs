//! Every integration test, one module a feature.

mod address;
mod annotate;
mod content;
mod render;
mod search;
mod tidy;
