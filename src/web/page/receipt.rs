//! The conversion receipt, for readers: what came in, what went out, what was changed.

use askama::Template;

use crate::model::{Counts, Receipt};
use crate::web::address::Address;
use crate::web::answer;
use crate::web::error::Problem;
use crate::web::words::{Words, group};

use super::frame::Frame;
use super::view::View;

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    frame: Frame,
    receipt: Receipt,
    source_bytes: String,
    source_lines: String,
    source_words: String,
    counts: Vec<CountRow>,
}

/// A count when the text was converted, and in the edition that is served.
struct CountRow {
    name: &'static str,
    converted: String,
    served: String,
    same: bool,
}

/// The receipt.
///
/// # Errors
/// If the report was not imported, so that there is none.
pub(super) fn make(view: View<'_>) -> answer::Result {
    let Some(receipt) = view.edition().receipt.clone() else {
        return Err(Problem::Unknown {
            what: view.words.no_receipt().to_owned(),
            nearest: vec![crate::web::error::Offer {
                title: view.edition().report.full_title(),
                address: Address::Report(view.slug().clone()),
            }],
        });
    };
    let address = Address::Receipt(view.slug().clone());
    let description = view.words.receipt_about(view.edition().report.full_title());
    let page = ReceiptPage {
        frame: Frame::of_report(view, &address, view.words.receipt_title(), &description),
        source_bytes: group(receipt.source.bytes),
        source_lines: group(receipt.source.lines),
        source_words: group(receipt.source.words),
        counts: counts(view.words, &receipt.counts, &Counts::of(view.edition())),
        receipt,
    };
    Ok(super::print(&page)?.into())
}

fn counts(words: Words, converted: &Counts, served: &Counts) -> Vec<CountRow> {
    let row = |name, count: fn(&Counts) -> usize| CountRow {
        name,
        converted: group(count(converted)),
        served: group(count(served)),
        same: count(converted) == count(served),
    };
    vec![
        row(words.count_parts(), |c| c.parts),
        row(words.count_sections(), |c| c.sections),
        row(words.count_judgments(), |c| c.judgments),
        row(words.count_boxes(), |c| c.boxes),
        row(words.count_headings(), |c| c.headings),
        row(words.count_paragraphs(), |c| c.paragraphs),
        row(words.count_quotations(), |c| c.quotations),
        row(words.count_items(), |c| c.items),
        row(words.count_markers(), |c| c.markers),
        row(words.count_note_texts(), |c| c.note_texts),
        row(words.count_pages(), |c| c.pages),
        row(words.count_words(), |c| c.words),
    ]
}
