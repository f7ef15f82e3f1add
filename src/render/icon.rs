//! The site's icon as a picture, for systems that take no drawing.
//!
//! In: an SVG without words. Out: a square PNG. It knows neither file nor address.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use thiserror::Error;

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IconError {
    /// The drawing is no SVG.
    #[error("the icon's drawing cannot be read: {0}")]
    Drawing(String),
    /// The picture could not be made.
    #[error("the icon's picture cannot be made: {0}")]
    Picture(String),
}

/// `drawing`, which is square, as a PNG `width` pixels wide and high.
///
/// # Errors
/// If the drawing cannot be read, or the picture not be made.
pub fn draw(drawing: &str, width: u32) -> Result<Vec<u8>, IconError> {
    let drawing = Tree::from_str(drawing, &Options::default())
        .map_err(|error| IconError::Drawing(error.to_string()))?;
    let mut picture =
        Pixmap::new(width, width).ok_or_else(|| IconError::Picture("it has no size".to_owned()))?;
    #[expect(clippy::cast_precision_loss, reason = "icons are some hundred pixels wide")]
    let scale = width as f32 / drawing.size().width();
    resvg::render(&drawing, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|error| IconError::Picture(error.to_string()))
}
