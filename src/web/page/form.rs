//! A section in another form than a page: Markdown, plain text, JSON.

use crate::model::SectionId;
use crate::render::{markdown, text};
use crate::web::address::{Address, Form};
use crate::web::answer::{self, Made};
use crate::web::error::{Offer, Problem};

use super::nearest;
use super::view::View;

/// The section `id` in `form`.
///
/// # Errors
/// If there is no such section.
pub(super) fn make(view: View<'_>, id: &SectionId, form: Form) -> answer::Result {
    let at = view.edition().find_section(id).ok_or_else(|| nearest::section(view, id))?;
    let body = match form {
        Form::Markdown => markdown::section(view.report, at),
        Form::Text => text::section(view.report, at),
        Form::Json => {
            let section = &view.edition().sections[at];
            return Err(Problem::Unknown {
                what: "sections as JSON are the API's".to_owned(),
                nearest: vec![Offer {
                    title: section.label(),
                    address: Address::Form(view.slug().clone(), id.clone(), Form::Markdown),
                }],
            });
        }
    };
    Ok(Made::new(form.media_type(), body).into())
}
