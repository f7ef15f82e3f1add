//! Every integration test, one module a feature.

mod tidy;
