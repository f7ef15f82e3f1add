//! How much of a section each theme takes.

use crate::model::Place;

use super::AnnotatedReport;

/// A theme's part of a section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeShare {
    /// Index of the theme.
    pub theme: usize,
    /// Words of the title and blocks that it is attached to.
    pub words: usize,
    /// Those words as a share of the section's, from 0 to 1. A block with two themes counts
    /// wholly for both, so that the shares of a section can add up to more than 1.
    pub share: f64,
    /// The first text that it is attached to.
    pub first: Place,
}

/// The themes of the section at index `section`, in the register's order.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "no section has 2⁵³ words")]
pub fn of_section(report: &AnnotatedReport, section: usize) -> Vec<ThemeShare> {
    let all = report.edition.sections[section].count_words().max(1);
    let mut shares: Vec<ThemeShare> = Vec::new();
    let blocks = 0..report.edition.sections[section].blocks.len();
    let places = std::iter::once(Place::Title { section })
        .chain(blocks.map(|block| Place::Block { section, block }));
    for place in places {
        let Some(annotations) = report.annotations.of(place) else { continue };
        let words = report.edition.text(place).count_words();
        for &theme in &annotations.themes {
            match shares.iter_mut().find(|share| share.theme == theme) {
                Some(share) => share.words += words,
                None => shares.push(ThemeShare { theme, words, share: 0.0, first: place }),
            }
        }
    }
    for share in &mut shares {
        share.share = share.words as f64 / all as f64;
    }
    shares.sort_by_key(|share| share.theme);
    shares
}
