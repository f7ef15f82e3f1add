//! The units that figures are read with.

/// The ISO 4217 code of a currency's sign or word. `¥` is China's or Japan's: it stays as it is.
#[must_use]
pub(super) fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" | "US$" | "USD" | "$USD" | "dollar" | "dollars" => "USD",
        "€" | "EUR" | "euro" | "euros" => "EUR",
        "£" | "GBP" => "GBP",
        "¥" => "¥",
        "CNY" | "RMB" | "renminbi" | "yuan" => "CNY",
        "JPY" | "yen" => "JPY",
        "₩" | "KRW" => "KRW",
        "₹" | "INR" | "rupee" | "rupees" => "INR",
        "₽" | "RUB" | "ruble" | "rubles" | "rouble" | "roubles" => "RUB",
        "CHF" | "franc" | "francs" => "CHF",
        "NT$" | "TWD" => "TWD",
        "HK$" | "HKD" => "HKD",
        "C$" | "CAD" => "CAD",
        "A$" | "AUD" => "AUD",
        _ => return None,
    })
}

/// What a word for a scale multiplies by: `million`, `bn`.
pub(super) fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" => 1e12,
        _ => return None,
    })
}

/// What a letter glued to an amount of money multiplies by: `$6.5B`.
pub(super) fn scale_letter(letters: &str) -> Option<f64> {
    Some(match letters {
        "K" | "k" => 1e3,
        "M" | "m" => 1e6,
        "B" | "b" => 1e9,
        "T" | "t" => 1e12,
        other => return scale(other),
    })
}

/// The smallest and largest number of a vague size: `tens`, `millions`.
pub(super) fn vague(word: &str) -> Option<(f64, f64)> {
    Some(match word {
        "dozens" => (24.0, 100.0),
        "tens" => (10.0, 100.0),
        "hundreds" => (1e2, 1e3),
        "thousands" => (1e3, 1e6),
        "millions" => (1e6, 1e9),
        "billions" => (1e9, 1e12),
        "trillions" => (1e12, 1e15),
        _ => return None,
    })
}

/// The name of a unit of measure, as the index of figures gives it: singular and plural, full
/// name and sign are one unit.
#[must_use]
pub(super) fn measure(word: &str) -> Option<&'static str> {
    const UNITS: [(&str, &[&str]); 34] = [
        ("km", &["km", "kilometer", "kilometers", "kilometre", "kilometres"]),
        ("m", &["m", "meter", "meters", "metre", "metres"]),
        ("cm", &["cm", "centimeter", "centimeters", "centimetre", "centimetres"]),
        ("mm", &["mm", "millimeter", "millimeters", "millimetre", "millimetres"]),
        ("nm", &["nm", "nanometer", "nanometers", "nanometre", "nanometres"]),
        ("miles", &["mile", "miles"]),
        ("feet", &["foot", "feet", "ft"]),
        ("kg", &["kg", "kilogram", "kilograms"]),
        ("g", &["gram", "grams"]),
        ("tons", &["ton", "tons", "tonne", "tonnes"]),
        ("petaflops", &["petaflop", "petaflops", "PFLOPS"]),
        ("teraflops", &["teraflop", "teraflops", "TFLOPS"]),
        ("exaflops", &["exaflop", "exaflops", "EFLOPS"]),
        ("GHz", &["GHz", "gigahertz"]),
        ("MHz", &["MHz", "megahertz"]),
        ("GB", &["GB", "gigabyte", "gigabytes"]),
        ("TB", &["TB", "terabyte", "terabytes"]),
        ("PB", &["PB", "petabyte", "petabytes"]),
        ("MB", &["MB", "megabyte", "megabytes"]),
        ("W", &["watt", "watts"]),
        ("kW", &["kW", "kilowatt", "kilowatts"]),
        ("MW", &["MW", "megawatt", "megawatts"]),
        ("GW", &["GW", "gigawatt", "gigawatts"]),
        ("degrees", &["degree", "degrees"]),
        ("seconds", &["second", "seconds"]),
        ("minutes", &["minute", "minutes"]),
        ("hours", &["hour", "hours"]),
        ("days", &["day", "days"]),
        ("weeks", &["week", "weeks"]),
        ("months", &["month", "months"]),
        ("years", &["year", "years"]),
        ("decades", &["decade", "decades"]),
        ("centuries", &["century", "centuries"]),
        ("times", &["times", "fold", "x"]),
    ];
    UNITS.iter().find(|(_, words)| words.contains(&word)).map(|(unit, _)| *unit)
}

/// Whether `word`, behind a length in nanometers, makes it a generation of chip making.
pub(super) fn is_chip_making(word: &str) -> bool {
    [
        "process",
        "processes",
        "technology",
        "technologies",
        "node",
        "nodes",
        "manufacturing",
        "production",
        "fabrication",
        "fab",
        "fabs",
        "lithography",
        "foundry",
        "design",
        "designs",
        "chip",
        "chips",
        "semiconductor",
        "semiconductors",
        "class",
        "line",
        "lines",
    ]
    .contains(&word)
}

/// Whether a number behind `word` names a thing instead of counting: `Article 7`, `version 2`.
pub(super) fn is_named_by_number(word: &str) -> bool {
    [
        "annex",
        "appendix",
        "art",
        "article",
        "box",
        "chapter",
        "class",
        "clause",
        "figure",
        "fig",
        "footnote",
        "grade",
        "judgement",
        "judgment",
        "level",
        "line",
        "model",
        "no",
        "note",
        "number",
        "nr",
        "p",
        "page",
        "pages",
        "paragraph",
        "part",
        "phase",
        "point",
        "pp",
        "release",
        "sec",
        "section",
        "series",
        "stage",
        "step",
        "table",
        "tier",
        "type",
        "version",
        "vol",
        "volume",
    ]
    .contains(&word.to_lowercase().as_str())
}
