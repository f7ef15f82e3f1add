//! A fault in somebody's file: how bad, where, what is wrong, what to do.
//!
//! Readers of content and sources return the good part together with a list of these; nobody
//! prints while reading. Drawing them is the command line's business.

use std::fmt;

use serde::Serialize;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The report is not served with it.
    Error,
    /// The report is served; somebody should look.
    Warning,
    /// For the record.
    Note,
}

/// One fault, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// The file, from the content root, with forward slashes.
    pub file: String,
    /// Line from 1; 0 when the fault is the whole file's.
    pub line: usize,
    /// Column from 1 in code points; 0 when the fault is the whole line's.
    pub column: usize,
    /// How many code points it covers on that line, for drawing.
    #[serde(skip)]
    pub width: usize,
    /// The line's text, for drawing.
    #[serde(skip)]
    pub excerpt: Option<String>,
    /// What is wrong, in one line: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Diagnostic {
    /// A fault of a whole file.
    #[must_use]
    pub fn of_file(severity: Severity, file: &str, message: impl Into<String>) -> Self {
        Self {
            severity,
            file: file.to_owned(),
            line: 0,
            column: 0,
            width: 0,
            excerpt: None,
            message: message.into(),
            help: None,
        }
    }

    /// A fault at `bytes` of `source`, the text of `file`.
    #[must_use]
    pub fn at(
        severity: Severity,
        file: &str,
        source: &str,
        bytes: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let mut start = bytes.start.min(source.len());
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = source[line_start..].lines().next().unwrap_or_default();
        let shown = source.get(start..bytes.end.min(line_start + line.len())).unwrap_or_default();
        Self {
            line: source[..start].matches('\n').count() + 1,
            column: source[line_start..start].chars().count() + 1,
            width: shown.chars().count().max(1),
            excerpt: (line.len() <= 1_000).then(|| line.to_owned()),
            ..Self::of_file(severity, file, message)
        }
    }

    /// The same fault with a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether it keeps its report from being served.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// One line: `file:line:column: error: message (help)`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(f, ": {severity}: {}", self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}
