//! An outside source becomes an edition and a receipt.
