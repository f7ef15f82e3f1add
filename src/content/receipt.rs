//! `receipt.toml`: how the text was made from its source. Reader and writer.

use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::Receipt;

/// The file's name.
pub(super) const FILE: &str = "receipt.toml";

/// Reads the file, which `import` wrote.
pub(super) fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Option<Receipt> {
    match toml::from_str(source.text()) {
        Ok(receipt) => Some(receipt),
        Err(error) => {
            let message = format!("is not a receipt: {}", error.message().replace('\n', ", "));
            let fault = source.error(error.span().unwrap_or_default(), message);
            faults.push(fault.help("take the file back from its last good version"));
            None
        }
    }
}

/// Writes the file.
pub(super) fn write(receipt: &Receipt) -> Option<String> {
    toml::to_string(receipt).ok()
}
