//! Which addresses a text may link to.

/// Whether `address` is `http`, `https`, `mailto` or relative; else what is wrong with it.
pub(super) fn check(address: &str) -> Result<(), String> {
    if let Some(odd) = address.chars().find(|c| c.is_control() || c.is_whitespace()) {
        return Err(format!("the address has the character U+{:04X}", u32::from(odd)));
    }
    if address.is_empty() {
        return Err("the link has no address".to_owned());
    }
    if address.starts_with("//") || address.contains('\\') {
        return Err("the address has no scheme before its host".to_owned());
    }
    let end = address.find([':', '/', '?', '#']).filter(|at| address.as_bytes()[*at] == b':');
    let Some(end) = end else { return Ok(()) };
    let scheme = address[..end].to_ascii_lowercase();
    if matches!(&*scheme, "http" | "https") && !is_host(&address[end + 1..]) {
        return Err("the address has no host".to_owned());
    }
    match &*scheme {
        "http" | "https" | "mailto" => Ok(()),
        _ => Err("the address has a scheme that reports do not link to".to_owned()),
    }
}

/// Whether what follows `https:` is two slashes and a host.
fn is_host(rest: &str) -> bool {
    rest.strip_prefix("//")
        .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}
