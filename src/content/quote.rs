//! TOML strings as an editor would write them.

use std::fmt::Write as _;

/// `text` in double quotation marks on one line. A text that has double quotation marks or
/// backslashes and no single ones stands in single ones, as it is.
pub(super) fn quote(text: &str) -> String {
    let escapes = text.contains(['"', '\\']);
    if escapes && !text.contains('\'') && !text.contains(char::is_control) {
        return format!("'{text}'");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `texts` as a TOML array: on one line if it is short, else one a line.
pub(super) fn quote_all(texts: impl IntoIterator<Item = String>) -> String {
    let texts: Vec<_> = texts.into_iter().collect();
    let line = format!("[{}]", texts.join(", "));
    if line.chars().count() <= 90 { line } else { format!("[\n  {},\n]", texts.join(",\n  ")) }
}
