//! Ids of one kind in one file: each well formed, none twice.

use std::collections::HashMap;
use std::ops::Range;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use super::fields::{At, Document, printable};
use crate::model::InvalidId;

/// The ids met so far.
#[derive(Debug)]
pub(super) struct Ids {
    what: &'static str,
    /// By their folded form: the line where each was first met.
    known: HashMap<String, Range<usize>>,
}

impl Ids {
    /// Ids of things called `what`.
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, known: HashMap::new() }
    }

    /// The id that `text` is, unless it is none or was met before.
    pub(super) fn read<I: FromStr<Err = InvalidId>>(
        &mut self,
        document: &Document<'_>,
        text: &At<&str>,
    ) -> Option<I> {
        let what = self.what;
        // Ids that differ in case or in composition only are one id to a reader.
        let folded = text.value.nfkc().flat_map(char::to_lowercase).collect();
        if let Some(first) = self.known.get(&folded) {
            let line = document.source().line(first.start);
            let message = format!("the {what} `{}` stands here twice", printable(text.value));
            let help = format!("the first is on line {line}; give each its own id");
            document.error_help(&text.span, message, help);
            return None;
        }
        self.known.insert(folded, text.span.clone());
        match text.value.parse() {
            Ok(id) => Some(id),
            Err(why) => {
                let message = format!("the id `{}` {why}", printable(text.value));
                document.error(&text.span, message);
                None
            }
        }
    }

    /// Every id met, in no order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }
}
