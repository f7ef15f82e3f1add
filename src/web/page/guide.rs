//! What programs that read find here (`/llms.txt`): the reports with their forms, and the API.

use crate::render::markdown;
use crate::web::address::{Address, ApiAddress, Form};
use crate::web::answer::{Made, TEXT};
use crate::web::api;

use super::{Shelf, phrase};
use crate::library::name;

/// Most sections that it lists; the API has them all.
const MOST_SECTIONS: usize = 2_000;

/// The document, in Markdown.
pub(super) fn make(shelf: Shelf<'_>) -> Made {
    let Shelf { library, origin, .. } = shelf;
    let api = api::PREFIX;
    let mut lines = vec![
        "# Sidenote".to_owned(),
        String::new(),
        "> Long reports with their notes, sentence by sentence. Each section, paragraph, sentence \
         and note has an address of its own that lasts; cite by it."
            .to_owned(),
        String::new(),
        format!("- [OpenAPI description of the JSON API]({origin}{api}/openapi.json)"),
        format!("- [Site map]({origin}{})", Address::SiteMap),
    ];
    let mut left = MOST_SECTIONS;
    for report in library.reports() {
        let about = &report.edition.report;
        let slug = &about.slug;
        let title = |words: &str| markdown::line(&phrase::flat(words).as_str().into());
        let whole = Address::Report(slug.clone());
        lines.extend([
            String::new(),
            format!("## {}", title(&about.full_title())),
            String::new(),
            format!("- [Report]({origin}{whole})"),
            format!("- [JSON]({origin}{})", ApiAddress::Report(slug.clone())),
        ]);
        for section in report.edition.sections.iter().take(left) {
            let to = Address::Form(slug.clone(), section.id.clone(), Form::Markdown);
            let statement = title(section.title.plain());
            lines
                .push(format!("- [{}]({origin}{to}): {statement}", title(&name::section(section))));
            left -= 1;
        }
    }
    lines.push(String::new());
    Made::new(TEXT, lines.join("\n"))
}
