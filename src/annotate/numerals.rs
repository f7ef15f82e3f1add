//! English number words.

/// The value of `word`, a number from zero to ninety-nine in words, in any case: `nine`,
/// `Sixty-five`.
#[must_use]
pub fn value(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    match word.split_once(['-', '\u{2010}', '\u{2011}']) {
        None => UNITS
            .iter()
            .position(|unit| *unit == word)
            .and_then(|at| u32::try_from(at).ok())
            .or_else(|| tens(&word)),
        Some((ten, unit)) => {
            let unit = UNITS.iter().take(10).skip(1).position(|name| *name == unit)?;
            Some(tens(ten)? + u32::try_from(unit).ok()? + 1)
        }
    }
}

/// The words for zero to nineteen.
pub const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// The words for twenty to ninety, by tens.
pub const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn tens(word: &str) -> Option<u32> {
    TENS.iter().zip(2_u32..).find(|(name, _)| **name == word).map(|(_, ten)| ten * 10)
}
