//! The faces of cards, and how wide words are in them.
//!
//! `LICENSE.txt` says where they come from.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use unicode_segmentation::UnicodeSegmentation as _;

static REGULAR: &[u8] = include_bytes!("serif.ttf");
static HEAVY: &[u8] = include_bytes!("serif-heavy.ttf");
static HAN: &[u8] = include_bytes!("han.otf");

/// A weight of the report's typeface. Chinese characters come from a third face in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// Weight 400.
    Regular,
    /// Weight 600.
    Heavy,
}

impl Face {
    /// What the drawing calls them.
    pub(super) const FAMILY: &str = "Sidenote Serif";

    pub(super) const fn weight(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Heavy => 600,
        }
    }
}

/// All faces.
pub(super) struct Faces {
    database: Arc<Database>,
    regular: Option<Measure>,
    heavy: Option<Measure>,
    han: Option<Measure>,
}

/// Widths of one face.
struct Measure {
    characters: skrifa::charmap::Charmap<'static>,
    glyphs: GlyphMetrics<'static>,
    units: f32,
}

impl Measure {
    /// None where the face cannot be read; a test holds that all can.
    fn of(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let units = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        Some(Self {
            characters: font.charmap(),
            glyphs: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units: f32::from(units),
        })
    }

    /// In sizes of the type.
    fn width(&self, c: char) -> Option<f32> {
        Some(self.glyphs.advance_width(self.characters.map(c)?)? / self.units)
    }
}

static FACES: LazyLock<Faces> = LazyLock::new(|| {
    let mut database = Database::new();
    for bytes in [REGULAR, HEAVY, HAN] {
        database.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    Faces {
        database: Arc::new(database),
        regular: Measure::of(REGULAR),
        heavy: Measure::of(HEAVY),
        han: Measure::of(HAN),
    }
});

impl Faces {
    /// The faces, read on first use.
    pub(super) fn get() -> &'static Self {
        &FACES
    }

    pub(super) const fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// The width of `words` in sizes of the type; kerning, which makes it a little less, apart.
    pub(super) fn width(&self, face: Face, words: &str) -> f32 {
        words.chars().map(|c| self.width_of(face, c)).sum()
    }

    fn width_of(&self, face: Face, c: char) -> f32 {
        let own = match face {
            Face::Regular => &self.regular,
            Face::Heavy => &self.heavy,
        };
        let mut faces = [own, &self.han].into_iter().flatten();
        // What no face has is drawn as nothing or as an empty box.
        faces.find_map(|face| face.width(c)).unwrap_or(0.5)
    }

    /// `words` on one line of `width` sizes of the type, cut at a grapheme's end with an ellipsis.
    pub(super) fn fit(&self, face: Face, words: &str, width: f32) -> String {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.width(face, &words) <= width {
            return words;
        }
        let room = width - self.width(face, "…");
        let mut out = String::new();
        let mut taken = 0.0;
        for grapheme in words.graphemes(true) {
            taken += self.width(face, grapheme);
            if taken > room {
                break;
            }
            out.push_str(grapheme);
        }
        let kept = out.trim_end_matches([' ', ',', ';', ':', '.', '…', '—', '–']).len();
        out.truncate(kept);
        out.push('…');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_read_and_found_by_its_name() {
        let faces = Faces::get();
        assert!(faces.regular.is_some() && faces.heavy.is_some() && faces.han.is_some());
        let names: Vec<_> = faces
            .database
            .faces()
            .map(|face| (face.families[0].0.clone(), face.weight.0))
            .collect();
        let own = Face::FAMILY.to_owned();
        assert_eq!(names[..2], [(own.clone(), 400), (own, 600)]);
        assert!((faces.width(Face::Regular, "智能") - 2.0).abs() < 0.01);
    }

    #[test]
    fn a_line_ends_between_graphemes() {
        let faces = Faces::get();
        assert_eq!(faces.fit(Face::Regular, "short  words", 50.0), "short words");
        let cut = faces.fit(Face::Regular, &"e\u{301}".repeat(100), 5.0);
        assert!(cut.ends_with("e\u{301}…"), "{cut}");
        assert!(faces.width(Face::Regular, &cut) <= 5.0);
    }
}
