//! Fingerprints of words: the long one that the ledger compares, the short one that links carry.
//!
//! In: a text. Out: a hash of its folded form, which is blind to case, white space, compatible
//! forms (NFKC), invisible characters and the shape of quotation marks and dashes, so that a
//! typist's change is none. Nothing here knows what the text is of.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::model::InvalidId;

/// A hash of a text's folded form, in 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of `text`: the first eight bytes of the SHA-256 of its folded form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let hash = Sha256::digest(fold(text).as_bytes());
        Self(hash.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte)))
    }

    /// The part of it that a link carries.
    #[must_use]
    pub const fn seen(self) -> Seen {
        Seen(self.0 >> (64 - Seen::BITS))
    }
}

/// `text` as fingerprints see it: words in lower case (NFKC), parted by one blank; quotation
/// marks and dashes in one shape each; soft hyphens and other invisible characters gone.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            continue;
        }
        folded.extend(word.nfkc().flat_map(char::to_lowercase).filter_map(|c| match c {
            '‘' | '’' | '‚' | '‛' => Some('\''),
            '“' | '”' | '„' | '‟' => Some('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' => Some('-'),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
            other => Some(other),
        }));
    }
    folded
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.chars().find(|c| !matches!(c, '0'..='9' | 'a'..='f')) {
            Some(odd) => Err(InvalidId::Character(odd)),
            None if text.is_empty() => Err(InvalidId::Empty),
            None => u64::from_str_radix(text, 16).map(Self).map_err(|_| InvalidId::TooLong(16)),
        }
    }
}

/// What a sharer saw: the first 35 bits of the [`Fingerprint`] of a sentence's words, of a whole
/// block's, or of a section's title, as a link to it carries them (`?v=k3x9q2m`).
///
/// It prints as seven characters of Crockford's base 32 in lower case; reading takes capitals
/// too, and `i`, `l`, `o` for the digits that they are mistaken for. In a report of 10,000
/// sentences the odds that any two different ones share it are about 1 in 700.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seen(u64);

impl Seen {
    /// How many bits of the fingerprint it holds.
    const BITS: u32 = 35;
    /// The digits of Crockford's base 32: no i, l, o, u.
    const DIGITS: &'static [u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

    /// What somebody saw who read `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Fingerprint::of(text).seen()
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..Self::BITS / 5).rev() {
            let digit = usize::try_from((self.0 >> (place * 5)) & 31).unwrap_or_default();
            write!(f, "{}", char::from(Self::DIGITS[digit]))?;
        }
        Ok(())
    }
}

impl FromStr for Seen {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut bits = 0;
        for c in text.chars() {
            let digit = match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let value = Self::DIGITS.iter().position(|known| char::from(*known) == digit);
            let value = value.ok_or(InvalidId::Character(c))?;
            bits = (bits & ((1 << (Self::BITS - 5)) - 1)) << 5 | value as u64;
        }
        let wanted = (Self::BITS / 5) as usize;
        match text.len() {
            0 => Err(InvalidId::Empty),
            length if length == wanted => Ok(Self(bits)),
            _ => Err(InvalidId::TooLong(wanted)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typist_s_change_leaves_the_fingerprint() {
        let one = Fingerprint::of("“AI”  is the state\u{ad}ment’s — core");
        assert_eq!(one, Fingerprint::of("\"ai\" is\nthe statement's – core"));
        assert_ne!(one, Fingerprint::of("\"ai\" is the statements - core"));
        assert_eq!(one.to_string().parse(), Ok(one));
    }

    #[test]
    fn what_was_seen_is_written_in_seven_characters_and_read_leniently() {
        let seen = Seen::of("Rivers fall earlier each year.");
        let written = seen.to_string();
        assert_eq!((written.len(), written.parse()), (7, Ok(seen)));
        assert_eq!(written.to_uppercase().parse(), Ok(seen));
        assert_eq!("oilOIL0".parse::<Seen>(), "0110110".parse());
        assert_ne!(seen, Seen::of("Rivers fall later each year."));
        for odd in ["", "abc", "abcdefgh", "abcdefu", "ab cdef", "abcdeé"] {
            assert!(odd.parse::<Seen>().is_err(), "{odd}");
        }
    }
}
