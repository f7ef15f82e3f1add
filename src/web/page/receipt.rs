//! The conversion receipt, for readers: what came in, what went out, what was changed.

use askama::Template;

use crate::model::{Counts, Receipt};
use crate::web::address::Address;
use crate::web::answer;
use crate::web::error::Problem;

use super::frame::Frame;
use super::phrase;
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
            what: "this report was not converted from a source, so it has no receipt".to_owned(),
            nearest: vec![crate::web::error::Offer {
                title: view.edition().report.full_title(),
                address: Address::Report(view.slug().clone()),
            }],
        });
    };
    let address = Address::Receipt(view.slug().clone());
    let description = format!(
        "How the text of {} was converted: what came in, what went out, every repair.",
        view.edition().report.full_title()
    );
    let page = ReceiptPage {
        frame: Frame::of_report(view, &address, "Conversion receipt", &description),
        source_bytes: phrase::group(receipt.source.bytes),
        source_lines: phrase::group(receipt.source.lines),
        source_words: phrase::group(receipt.source.words),
        counts: counts(&receipt.counts, &Counts::of(view.edition())),
        receipt,
    };
    Ok(super::print(&page)?.into())
}

fn counts(converted: &Counts, served: &Counts) -> Vec<CountRow> {
    let row = |name, count: fn(&Counts) -> usize| CountRow {
        name,
        converted: phrase::group(count(converted)),
        served: phrase::group(count(served)),
        same: count(converted) == count(served),
    };
    vec![
        row("Parts", |c| c.parts),
        row("Sections", |c| c.sections),
        row("Judgments", |c| c.judgments),
        row("Boxes", |c| c.boxes),
        row("Sub-headings", |c| c.headings),
        row("Paragraphs", |c| c.paragraphs),
        row("Quotations", |c| c.quotations),
        row("List items", |c| c.items),
        row("Note markers", |c| c.markers),
        row("Notes with a text", |c| c.note_texts),
        row("Printed pages", |c| c.pages),
        row("Words", |c| c.words),
    ]
}
