//! Every integration test, one module a feature.

mod address;
mod tidy;
