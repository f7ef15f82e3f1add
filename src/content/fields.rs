//! TOML tables as the content's readers ask for them: by key, with every fault at its place.
//!
//! In: a [`Source`] or the front matter at its beginning. Out: values with their spans. A wrong
//! type, a missing key or an unknown one is a fault, and reading goes on.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::Nearest;
use super::source::Source;
use crate::diagnostic::Diagnostic;

/// A TOML text in a file, and the faults found in it so far.
#[derive(Debug)]
pub(super) struct Document<'a> {
    source: &'a Source,
    /// Where the TOML begins in the file, in bytes.
    base: usize,
    /// Whether its grammar is broken: then no other fault of it is worth telling.
    broken: bool,
    faults: RefCell<Vec<Diagnostic>>,
    nearest: Nearest,
}

impl<'a> Document<'a> {
    /// The TOML at `range` of `source`, and its top-level table. Where its grammar is broken,
    /// what could be read is given.
    pub(super) fn parse(source: &'a Source, range: Range<usize>) -> (Self, Spanned<DeTable<'a>>) {
        let (table, errors) = DeTable::parse_recoverable(&source.text()[range.clone()]);
        let mut document = Self {
            source,
            base: range.start,
            broken: false,
            faults: RefCell::default(),
            nearest: Nearest::new(),
        };
        let broken = !errors.is_empty();
        let mut lines = Vec::new();
        for error in errors {
            let span = document.span(error.span().unwrap_or_default());
            // The parser stumbles on after a fault; the first of a line is the one to mend.
            let line = source.text()[..span.start].rfind('\n');
            if !lines.contains(&line) && lines.len() < 100 {
                lines.push(line);
                let message = format!("is not TOML: {}", error.message().replace('\n', ", "));
                document.push(source.error(span, message));
            }
        }
        document.broken = broken;
        (document, table)
    }

    /// Whether its grammar is broken.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// The top-level table as one with the keys `known`.
    pub(super) fn root<'d>(
        &'d self,
        table: &'d Spanned<DeTable<'d>>,
        what: &'static str,
        known: &'static [&'static str],
    ) -> Table<'d> {
        Table::new(self, table.get_ref(), 0..0, what, known)
    }

    /// Every fault found so far.
    pub(super) fn take_faults(&self) -> Vec<Diagnostic> {
        self.faults.take()
    }

    /// Adds a fault.
    pub(super) fn push(&self, fault: Diagnostic) {
        if self.broken {
            return;
        }
        self.faults.borrow_mut().push(fault);
    }

    /// Adds an error at `span` of the file.
    pub(super) fn error(&self, span: &Range<usize>, message: impl Into<String>) {
        self.push(self.source.error(span.clone(), message));
    }

    /// Adds an error with a remedy.
    pub(super) fn error_help(
        &self,
        span: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(self.source.error(span.clone(), message).help(help));
    }

    /// Adds a warning with a remedy.
    pub(super) fn warning_help(
        &self,
        span: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(self.source.warning(span.clone(), message).help(help));
    }

    /// The file.
    pub(super) fn source(&self) -> &'a Source {
        self.source
    }

    /// Finds the name that was meant.
    pub(super) fn nearest(&self) -> &Nearest {
        &self.nearest
    }

    fn span(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }
}

/// A value with its place in the file.
#[derive(Debug, Clone)]
pub(super) struct At<T> {
    /// The value.
    pub(super) value: T,
    /// Bytes of the file.
    pub(super) span: Range<usize>,
}

/// A table and the keys that it may have.
#[derive(Debug)]
pub(super) struct Table<'d> {
    document: &'d Document<'d>,
    keys: &'d DeTable<'d>,
    /// Bytes of the file.
    pub(super) span: Range<usize>,
    /// What it describes, with its article: `a note`.
    what: &'static str,
}

impl<'d> Table<'d> {
    fn new(
        document: &'d Document<'d>,
        table: &'d DeTable<'d>,
        span: Range<usize>,
        what: &'static str,
        known: &'static [&'static str],
    ) -> Self {
        for (key, _) in table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let help = document.nearest.help(name, known.iter().copied(), || {
                    format!("{what} has {}", known.join(", "))
                });
                let message = format!("unknown key `{}` in {what}", printable(name));
                document.error_help(&document.span(key.span()), message, help);
            }
        }
        Self { document, keys: table, span, what }
    }

    /// The document that it stands in.
    pub(super) fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// Whether it has `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<Value<'d>> {
        let (_, value) = self.keys.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(Value::new(self.document, value))
    }

    /// Says that `key` is missing.
    pub(super) fn missing(&self, key: &str, example: &str) {
        let message = format!("{} has no `{key}`", self.what);
        self.document.error_help(&self.span, message, format!("add `{key} = {example}`"));
    }

    /// A text that may be left out.
    pub(super) fn text(&self, key: &str) -> Option<At<&'d str>> {
        self.get(key)?.text(key).filter(|text| {
            let blank = text.value.trim().is_empty();
            if blank {
                self.document.error_help(
                    &text.span,
                    format!("`{key}` is empty"),
                    "write something, or leave the key out",
                );
            }
            !blank
        })
    }

    /// A text that must be there and not be empty.
    pub(super) fn required_text(&self, key: &str, example: &str) -> Option<At<&'d str>> {
        if !self.has(key) {
            self.missing(key, example);
        }
        self.text(key)
    }

    /// The texts of an array; none when it is left out.
    pub(super) fn texts(&self, key: &str) -> Vec<At<&'d str>> {
        self.values(key).iter().filter_map(|value| value.text(key)).collect()
    }

    /// The values of an array; none when it is left out.
    pub(super) fn values(&self, key: &str) -> Vec<Value<'d>> {
        self.get(key).map(|value| value.array(key)).unwrap_or_default()
    }

    /// The tables of an array of tables; none when it is left out.
    pub(super) fn tables(
        &self,
        key: &str,
        what: &'static str,
        known: &'static [&'static str],
    ) -> Vec<Table<'d>> {
        if let Some(value) = self.get(key).filter(Value::is_table) {
            let message = format!("`{key}` is one table");
            let help = format!("write `[[{key}]]` before each");
            self.document.error_help(&value.span, message, help);
            return Vec::new();
        }
        self.values(key).iter().filter_map(|value| value.table(key, what, known)).collect()
    }
}

/// A value of any type, with its place.
#[derive(Debug, Clone)]
pub(super) struct Value<'d> {
    document: &'d Document<'d>,
    read: &'d DeValue<'d>,
    /// Bytes of the file.
    pub(super) span: Range<usize>,
}

impl<'d> Value<'d> {
    fn new(document: &'d Document<'d>, value: &'d Spanned<DeValue<'d>>) -> Self {
        Self { document, read: value.get_ref(), span: document.span(value.span()) }
    }

    /// Says that the value of `key` should be `wanted`.
    pub(super) fn wrong(&self, key: &str, wanted: &str) {
        let message = format!("`{key}` is {}, not {wanted}", article(self.read.type_str()));
        self.document.error(&self.span, message);
    }

    /// The document that it stands in.
    pub(super) fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// Whether it is a table.
    pub(super) fn is_table(&self) -> bool {
        self.read.is_table()
    }

    /// Whether it is `text`.
    pub(super) fn is_text(&self, text: &str) -> bool {
        self.read.as_str() == Some(text)
    }

    /// Whether it is an integer.
    pub(super) fn is_integer(&self) -> bool {
        self.read.is_integer()
    }

    /// It as a text without control characters other than tabs and line feeds.
    pub(super) fn text(&self, key: &str) -> Option<At<&'d str>> {
        let Some(value) = self.read.as_str() else {
            self.wrong(key, "a text in quotation marks");
            return None;
        };
        if let Some(odd) = value.chars().find(|c| c.is_control() && *c != '\n' && *c != '\t') {
            let message = format!("`{key}` has the control character U+{:04X}", u32::from(odd));
            self.document.error_help(&self.span, message, "remove it");
            return None;
        }
        Some(At { value, span: self.span.clone() })
    }

    /// It as a whole number from 0.
    pub(super) fn number(&self, key: &str) -> Option<At<u32>> {
        let number = self.read.as_integer().and_then(|integer| {
            let digits = integer.as_str().trim_start_matches('+').replace('_', "");
            u32::from_str_radix(&digits, integer.radix()).ok()
        });
        if number.is_none() {
            let wanted = "a whole number from 1";
            if self.is_integer() {
                self.document.error(&self.span, format!("`{key}` is not {wanted}"));
            } else {
                self.wrong(key, wanted);
            }
        }
        number.map(|value| At { value, span: self.span.clone() })
    }

    /// It as `true` or `false`.
    pub(super) fn truth(&self, key: &str) -> Option<bool> {
        let truth = self.read.as_bool();
        if truth.is_none() {
            self.wrong(key, "true or false");
        }
        truth
    }

    /// It as a date.
    pub(super) fn date(&self, key: &str) -> Option<jiff::civil::Date> {
        let date = self.read.as_datetime().filter(|when| when.time.is_none()).and_then(|when| {
            let date = when.date?;
            let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
            jiff::civil::Date::new(i16::try_from(date.year).ok()?, month, day).ok()
        });
        if date.is_none() {
            let message = format!("`{key}` is not a date");
            let help = "write it as 2019-02-06, without quotation marks";
            self.document.error_help(&self.span, message, help);
        }
        date
    }

    /// The values of it as an array.
    pub(super) fn array(&self, key: &str) -> Vec<Value<'d>> {
        let Some(array) = self.read.as_array() else {
            self.wrong(key, "a list in brackets");
            return Vec::new();
        };
        array.iter().map(|value| Value::new(self.document, value)).collect()
    }

    /// It as a table with the keys `known`.
    pub(super) fn table(
        &self,
        key: &str,
        what: &'static str,
        known: &'static [&'static str],
    ) -> Option<Table<'d>> {
        let Some(table) = self.read.as_table() else {
            self.wrong(key, "a table");
            return None;
        };
        Some(Table::new(self.document, table, self.span.clone(), what, known))
    }
}

/// A TOML type's name with its article.
fn article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {kind}")
}

/// The kind that `key` names.
pub(super) fn read_kind<K: Copy>(
    table: &Table<'_>,
    key: &str,
    all: &[K],
    name: impl Fn(&K) -> &'static str,
) -> Option<K> {
    let text = table.required_text(key, &format!("\"{}\"", all.first().map_or("", &name)))?;
    let found = all.iter().find(|kind| name(kind) == text.value).copied();
    if found.is_none() {
        let document = table.document();
        let help = document.nearest().help(text.value, all.iter().map(&name), || {
            format!("it is one of {}", all.iter().map(&name).collect::<Vec<_>>().join(", "))
        });
        let message = format!("unknown kind `{}`", printable(text.value));
        document.error_help(&text.span, message, help);
    }
    found
}

/// A name from a file as a message may show it: at most 60 characters, no control ones.
pub(super) fn printable(name: &str) -> String {
    let shown: String =
        name.chars().take(60).map(|c| if c.is_control() { '?' } else { c }).collect();
    if shown.len() < name.len() { shown + "…" } else { shown }
}
