//! A duration as people write it.
//!
//! In: `10s`, `1m 15s`, `150ms`. Out: a [`Time`], in any range; what is allowed is for
//! [`super::Settings::check`] to say.

use std::str::FromStr;

use jiff::SignedDuration;
use serde::Deserialize;
use thiserror::Error;

/// How long something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Time(pub SignedDuration);

/// Why a text is no duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it is no duration; write a number with its unit, as in 10s, 150ms or 1m 15s")]
pub struct InvalidTime;

impl FromStr for Time {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        text.trim().parse().map(Self).map_err(|_| InvalidTime)
    }
}

impl TryFrom<String> for Time {
    type Error = InvalidTime;

    fn try_from(text: String) -> Result<Self, InvalidTime> {
        text.parse()
    }
}
