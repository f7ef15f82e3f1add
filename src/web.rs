//! The server: addresses, pages, API, assets, connections.
