//! How wide lines are set, told from their letters: the extraction keeps no positions.
//!
//! In: the words of lines. Out: widths in ems of an ordinary proportional face. Lines of a
//! justified text then differ by some 5% around their measure, where counts of characters differ
//! more, so that a quotation set a tenth narrower can be told over a few lines.

use super::lines::Line;

/// Width of `text` in ems: letters by classes of an ordinary proportional face.
pub(super) fn width(text: &str) -> f32 {
    text.chars().map(em).sum()
}

fn em(c: char) -> f32 {
    match c {
        'i' | 'l' | 'j' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | '’' | '‘' => 0.28,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '“' | '”' | '"' | 'I' => {
            0.36
        }
        'm' | 'w' | 'M' | 'W' | '—' | '%' | '@' | '&' => 0.85,
        c if c.is_uppercase() => 0.68,
        c if (c as u32) >= 0x2e80 => 1.0,
        _ => 0.5,
    }
}

/// The mean width of the full lines of `blocks`: of every line but a block's last. `None` when
/// there is no such line.
pub(super) fn measure<'a>(blocks: impl IntoIterator<Item = &'a [Line]>) -> Option<f32> {
    let mut widths: Vec<f32> = blocks
        .into_iter()
        .flat_map(|lines| lines.split_last().map_or(&[][..], |(_, full)| full))
        .map(|line| line.width)
        .collect();
    if widths.is_empty() {
        return None;
    }
    // Lines cut short inside a block (a last line before another paragraph) do not count.
    widths.sort_by(f32::total_cmp);
    let wide = widths[widths.len() * 9 / 10] * 0.75;
    let full: Vec<f32> = widths.into_iter().filter(|width| *width >= wide).collect();
    #[expect(clippy::cast_precision_loss, reason = "a count of lines")]
    let count = full.len() as f32;
    Some(full.iter().sum::<f32>() / count)
}
