//! The server: addresses, pages, API, assets, connections.

pub mod address;
pub mod answer;
pub mod assets;
pub mod error;
pub mod page;
pub mod query;
