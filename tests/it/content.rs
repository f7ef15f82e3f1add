//! The content format: what is written reads back the same, and every fault is told in its place.

mod faults;
mod ledger;
mod limits;
mod roundtrip;
