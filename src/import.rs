//! An outside source becomes an edition and a receipt.
//!
//! In: the bytes of a text extracted from a PDF, and the facts of its title page. Out: an
//! [`Imported`] edition whose receipt tells everything that was done to the text, and the faults
//! that an editor should look at. It is written for such texts in general; where one of them does
//! not decide, the likelier reading is taken and the receipt says so with the line.
//! [`compare`] does the proof again from the source. Pure: no input or output.
//!
//! The passes, each data in and data out, in this order:
//!
//! 1. `lines`: bytes to lines, the encoding checked;
//! 2. `furniture`, with `pages` and `numerals`: where pages begin and what is printed around text;
//! 3. `groups`: runs of lines between gaps, and how the text is set (`measure`);
//! 4. `notes`: the notes part apart from the text;
//! 5. `outline`, with `judgments`: headings, judgments, sub-headings;
//! 6. `flow`, with `lists`: paragraphs, quotations, items;
//! 7. `join`: lines to one text, divided words made whole;
//! 8. `markers`: note markers by their running sequence;
//! 9. `assemble`: parts, sections and blocks with their names.
//!
//! `record` is the receipt as it grows, `signs` what a line's own words show.

mod assemble;
mod flow;
mod furniture;
mod groups;
mod join;
mod judgments;
mod lines;
mod lists;
mod markers;
mod measure;
mod notes;
mod numerals;
mod outline;
mod pages;
mod record;
mod signs;
mod verify;

use sha2::{Digest, Sha256};
use thiserror::Error;

use self::flow::Role;
use self::groups::{Group, Setting};
use self::join::{Draft, Vocabulary};
use self::notes::Note;
use self::record::Record;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{
    Counts, Edition, MarkerLine, NoteNumber, NoteText, PageLabel, Receipt, Report, SourceFacts,
};

pub use lines::LARGEST_SOURCE;
pub use verify::{Change, Comparison, Difference, compare};

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
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut record = Record::default();
    let lines = lines::read(bytes, &mut record)?;
    let cleared = furniture::clear(lines, options.first_page.as_ref(), &mut record);
    let labels = cleared.labels;
    let (mut groups, setting) = groups::group(cleared.lines);
    let notes = notes::take_notes(&mut groups, &mut record);
    let first_note = notes.first().and_then(|note| note.paragraphs.first()?.first());
    let setting = Setting { notes_at: first_note.map(|line| line.number), ..setting };
    let vocabulary = vocabulary(&groups, &notes);
    let members = outline::outline(groups, setting, &options.report, &mut record);
    let pieces = flow::flow(members, setting, &mut record);
    let mut pieces: Vec<(Role, Draft)> = pieces
        .into_iter()
        .map(|piece| (piece.role, join::join(&piece.lines, &vocabulary, &mut record)))
        .collect();
    let mut drafts: Vec<&mut Draft> = pieces.iter_mut().map(|(_, draft)| draft).collect();
    let markers = markers::take_markers(&mut drafts, &mut record);
    let note_texts = note_texts(notes, &vocabulary, &labels, &mut record);
    check_notes(&markers, &note_texts, &mut record);
    tell_outline(&pieces, &mut record);
    tell_empty_pages(&pieces, &labels, &mut record);
    let done = assemble::assemble(pieces, &labels, &options.report, &mut record);
    let report = options.report.clone();
    let mut edition = Edition::new(report, done.parts, done.sections, note_texts, Vec::new(), None);
    record.sort();
    let faults = record.take_faults(name);
    let markers = markers.iter().map(|found| MarkerLine {
        note: found.note.get(),
        line: found.line,
        word: found.word,
    });
    edition.receipt = Some(Receipt {
        source: source_facts(name, bytes),
        counts: Counts::of(&edition),
        markers: markers.collect(),
        repairs: record.repairs,
        debris: record.debris,
        uncertainties: record.uncertainties,
    });
    Ok(Imported { edition, faults })
}

/// The words of text and notes, for telling which divided words have a hyphen.
fn vocabulary(groups: &[Group], notes: &[Note]) -> Vocabulary {
    let text = groups.iter().flat_map(|group| &group.lines);
    let notes = notes.iter().flat_map(|note| note.paragraphs.iter().flatten());
    Vocabulary::new(text.chain(notes))
}

fn source_facts(name: &str, bytes: &[u8]) -> SourceFacts {
    let text = String::from_utf8_lossy(bytes);
    SourceFacts {
        name: name.to_owned(),
        sha256: hash(bytes),
        bytes: bytes.len(),
        lines: lines::split_lines(&text).count(),
        words: text.split_whitespace().count(),
    }
}

/// SHA-256 in lower-case hexadecimal.
fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The notes' own texts. Pages that begin in them have no point in the text.
fn note_texts(
    notes: Vec<Note>,
    vocabulary: &Vocabulary,
    labels: &[PageLabel],
    record: &mut Record,
) -> Vec<NoteText> {
    let lines = notes.iter().flat_map(|note| note.paragraphs.iter().flatten());
    let pages: Vec<(usize, usize)> =
        lines.filter_map(|line| line.page.map(|page| (page, line.number))).collect();
    if let (Some((first, line)), Some((last, _))) = (pages.first(), pages.last()) {
        let pages = if first == last {
            format!("page {}", labels[*first])
        } else {
            format!("pages {} to {}", labels[*first], labels[*last])
        };
        record.doubt(
            *line,
            format!("no point for {pages}"),
            "the notes are set there, which readers see beside the text",
        );
    }
    notes
        .into_iter()
        .map(|note| NoteText {
            number: note.number,
            paragraphs: note
                .paragraphs
                .iter()
                .map(|lines| {
                    let draft = join::join(lines, vocabulary, record);
                    assemble::text(Draft { pages: Vec::new(), ..draft }, labels)
                })
                .collect(),
        })
        .collect()
}

/// Says which notes are never called and which markers call a note without a text.
fn check_notes(markers: &[markers::Found], texts: &[NoteText], record: &mut Record) {
    if texts.is_empty() {
        return;
    }
    let known: Vec<NoteNumber> = texts.iter().map(|text| text.number).collect();
    let mut called: Vec<NoteNumber> = markers.iter().map(|found| found.note).collect();
    for found in markers.iter().filter(|found| known.binary_search(&found.note).is_err()) {
        let message = format!("marker {} calls a note that the notes part lacks", found.note);
        record.fault(Severity::Warning, found.line, message);
    }
    called.sort_unstable();
    for number in known.iter().filter(|number| called.binary_search(number).is_err()) {
        record.fault(Severity::Warning, 0, format!("no marker calls note {number}"));
    }
}

/// Says in the receipt when a text has no headings at all.
fn tell_outline(pieces: &[(Role, Draft)], record: &mut Record) {
    let structured = |role: &Role| matches!(role, Role::Part { .. } | Role::Judgment { .. });
    if !pieces.iter().any(|(role, _)| structured(role)) {
        record.doubt(1, "one section", "the text has no headings and no numbered judgments");
        record.fault(
            Severity::Warning,
            0,
            "the text has no headings and no numbered judgments: it is one section",
        );
    }
}

/// Says which pages have no word of the text.
fn tell_empty_pages(pieces: &[(Role, Draft)], labels: &[PageLabel], record: &mut Record) {
    let begun: Vec<usize> =
        pieces.iter().flat_map(|(_, draft)| draft.pages.iter().map(|(_, page)| *page)).collect();
    let last = begun.last().copied().unwrap_or_default();
    let empty: Vec<&str> = (0..last)
        .filter(|page| begun.binary_search(page).is_err())
        .map(|page| labels[page].as_str())
        .collect();
    if !empty.is_empty() {
        record.doubt(
            1,
            format!(
                "no point for {} {}",
                if empty.len() == 1 { "page" } else { "pages" },
                empty.join(", ")
            ),
            "no word of the text begins on them",
        );
    }
}
