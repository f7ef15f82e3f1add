//! Pictures: which files are some, and of what type.

use crate::model::Image;

/// The folder's name, with its slash.
pub(super) const FOLDER: &str = "images/";

/// A picture of `bytes`; none if its first bytes are not those of a PNG, JPEG, WebP or GIF.
pub(super) fn read(name: &str, bytes: &[u8]) -> Option<Image> {
    let media_type = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        _ => return None,
    };
    Some(Image { name: name.to_owned(), media_type, bytes: bytes.to_vec() })
}
