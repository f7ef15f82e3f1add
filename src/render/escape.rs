//! Escaping for HTML, and telling addresses that may be links.

/// Appends `text` so that it is the same text inside an element or a quoted attribute.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Appends ` name="value"`.
pub(super) fn push_attribute(out: &mut String, name: &'static str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value);
    out.push('"');
}

/// Whether `address` may be linked: `http`, `https`, `mailto` or relative. Readers of content
/// reject others already; this is the second lock. Browsers drop blanks and control characters
/// before they look for a scheme, and so does this.
pub(super) fn may_link(address: &str) -> bool {
    let seen: String = address.chars().filter(|c| *c > ' ' && !c.is_control()).collect();
    match seen.find([':', '/', '?', '#', '\\']) {
        Some(at) if seen.as_bytes()[at] == b':' => {
            ["http", "https", "mailto"].iter().any(|scheme| seen[..at].eq_ignore_ascii_case(scheme))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_are_linked() {
        for good in [
            "https://a.example/x?y=1",
            "HTTP://a",
            "mailto:a@b",
            "/x",
            "x:y".trim_start_matches("x:"),
            "#a:b",
            "../a:b",
        ] {
            assert!(may_link(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " JaVa\tScRiPt:alert(1)",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "x\u{a0}:y",
            ":x",
        ] {
            assert!(!may_link(bad), "{bad}");
        }
    }
}
