//! A content file's text: decoded, with line ends alike, and able to say where a byte stands.
//!
//! In: a file's bytes. Out: a [`Source`], or the fault that keeps it from being one. Line ends
//! and a byte order mark are evened out, and the fact is noted.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity};

/// Bytes between two counted places of a text.
const STRIDE: usize = 256;

/// Longest line that a fault carries for drawing, in bytes.
const EXCERPT_LENGTH: usize = 1_000;

/// A file's text and where its lines begin.
#[derive(Debug, Clone)]
pub(super) struct Source {
    name: String,
    text: String,
    /// Byte offset of each line's first character.
    lines: Vec<usize>,
    /// Number of code points before each multiple of [`STRIDE`] bytes.
    strides: Vec<usize>,
}

impl Source {
    /// The text of `bytes`; `name` is the file's path from the content root.
    pub(super) fn decode(name: String, bytes: &[u8], faults: &mut Vec<Diagnostic>) -> Option<Self> {
        if let Some(message) = foreign_encoding(bytes) {
            let fault = Diagnostic::of_file(Severity::Error, &name, message);
            faults.push(fault.help("save the file as UTF-8"));
            return None;
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                faults.push(not_utf8(&name, bytes, error.valid_up_to()));
                return None;
            }
        };
        let (text, evened) = even_line_ends(text);
        let mut source = Self::new(name, text);
        if let Some(at) = merge_marks(&source.text) {
            let fault = source.error(at..at + 7, "git left the marks of a merge");
            faults.push(fault.help("choose between the two versions and remove the marks"));
            return None;
        }
        for message in evened {
            faults.push(Diagnostic::of_file(Severity::Note, &source.name, message));
        }
        source.replace_controls(faults);
        Some(source)
    }

    fn new(name: String, text: String) -> Self {
        let lines =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut strides = vec![0];
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            count += chunk.iter().filter(|byte| is_char_start(**byte)).count();
            strides.push(count);
        }
        Self { name, text, lines, strides }
    }

    /// Control characters are an error; each becomes a question mark, so that the rest can be
    /// read and no other fault follows from them.
    fn replace_controls(&mut self, faults: &mut Vec<Diagnostic>) {
        let mut found =
            self.text.match_indices(|c: char| c.is_ascii_control() && c != '\n' && c != '\t');
        let Some((at, control)) = found.next() else { return };
        let code = u32::from(control.as_bytes()[0]);
        let more = match found.count() {
            0 => String::new(),
            more => format!(" and {more} more control characters"),
        };
        let message = format!("has the control character U+{code:04X}{more}");
        faults.push(self.fault(Severity::Error, at..at, message).help("remove it"));
        self.text =
            self.text.replace(|c: char| c.is_ascii_control() && c != '\n' && c != '\t', "?");
    }

    /// The file's path from the content root.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The line, from 1, that byte `offset` stands on.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|begin| *begin <= offset)
    }

    /// A fault at `bytes` of the text.
    pub(super) fn fault(
        &self,
        severity: Severity,
        bytes: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let start = bytes.start.min(self.text.len());
        let line = self.lines.partition_point(|begin| *begin <= start) - 1;
        let line_start = self.lines[line];
        let line_end = self.lines.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let end = bytes.end.clamp(start, line_end.max(start));
        let width = self.chars_before(end).saturating_sub(self.chars_before(start)).max(1);
        Diagnostic {
            line: line + 1,
            column: self.chars_before(start) - self.chars_before(line_start) + 1,
            width,
            excerpt: (line_end - line_start <= EXCERPT_LENGTH)
                .then(|| self.text[line_start..line_end].to_owned()),
            ..Diagnostic::of_file(severity, &self.name, message)
        }
    }

    /// An error at `bytes` of the text.
    pub(super) fn error(&self, bytes: Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.fault(Severity::Error, bytes, message)
    }

    /// A warning at `bytes` of the text.
    pub(super) fn warning(&self, bytes: Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.fault(Severity::Warning, bytes, message)
    }

    fn chars_before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        let rest = &self.text.as_bytes()[stride * STRIDE..offset];
        self.strides[stride] + rest.iter().filter(|byte| is_char_start(**byte)).count()
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// What the first bytes say about an encoding that is not UTF-8.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("is UTF-32, not UTF-8"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("is UTF-16, not UTF-8"),
        [0, first, 0, second, ..] | [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            Some("is UTF-16, not UTF-8")
        }
        _ => None,
    }
}

/// Where the first of git's marks stands, if all three are there.
fn merge_marks(text: &str) -> Option<usize> {
    let mut begins = None;
    let mut parts = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            begins = begins.or(Some(at));
        } else if line.trim_end() == "=======" {
            parts |= begins.is_some();
        } else if parts && line.starts_with(">>>>>>> ") {
            return begins;
        }
        at += line.len();
    }
    None
}

fn not_utf8(name: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let byte = bytes.get(at).copied().unwrap_or_default();
    let message = format!("is not UTF-8: byte {at} is 0x{byte:02X}");
    Diagnostic { excerpt: None, ..Diagnostic::at(Severity::Error, name, &before, at..at, message) }
        .help("save the file as UTF-8")
}

/// The text with line feeds as its only line ends and without a byte order mark, and what was
/// changed for that.
fn even_line_ends(text: &str) -> (String, Vec<&'static str>) {
    let mut evened = Vec::new();
    let text = text.strip_prefix('\u{feff}').map_or(text, |rest| {
        evened.push("begins with a byte order mark, which is left out");
        rest
    });
    if !text.contains('\r') {
        return (text.to_owned(), evened);
    }
    let crlf = text.contains("\r\n");
    let text = text.replace("\r\n", "\n");
    if crlf {
        evened.push("has CRLF line ends, read as LF");
    }
    if text.contains('\r') {
        evened.push("has lone carriage returns, read as line ends");
    }
    (text.replace('\r', "\n"), evened)
}
