//! The basket: the page in which the reader's browser shows the points that it keeps.
//!
//! The server knows nothing of what is in it. The page brings its own script, which fills the
//! templates that stand in the page and asks the API for the citations of its points.

use askama::Template;

use crate::web::address::{Address, ApiAddress};
use crate::web::answer;

use super::Shelf;
use super::frame::Frame;

#[derive(Template)]
#[template(path = "basket.html")]
struct BasketPage {
    frame: Frame,
    /// Where the API tells of reports.
    api: ApiAddress,
}

/// The page.
///
/// # Errors
/// If the template fails.
pub(super) fn make(shelf: Shelf<'_>) -> answer::Result {
    let words = shelf.words();
    let frame =
        Frame::of_library(shelf, words.basket(), words.basket_about(), Some(&Address::Basket));
    let page = BasketPage { frame: Frame { noindex: true, ..frame }, api: ApiAddress::Reports };
    Ok(super::print(&page)?.into())
}
