//! A section in another form than a page: Markdown, plain text, JSON.

use crate::model::SectionId;
use crate::render::{markdown, text};
use crate::web::address::Form;
use crate::web::answer::{self, Made};
use crate::web::api::section_document;

use super::nearest;
use super::view::View;

/// The section `id` in `form`.
///
/// # Errors
/// If there is no such section.
pub(super) fn make(view: View<'_>, id: &SectionId, form: Form) -> answer::Result {
    let at = view.edition().find_section(id).ok_or_else(|| nearest::section(view, id.as_str()))?;
    let body = match form {
        Form::Markdown => markdown::section(view.report, at),
        Form::Text => text::section(view.report, at),
        Form::Json => return Ok(section_document(view.report, at).into()),
    };
    Ok(Made::new(form.media_type(), body).into())
}
