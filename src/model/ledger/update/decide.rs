//! What the editor wrote into the ledger about blocks that are not sure enough.
//!
//! In: rows with `is`, and the new blocks. Out: pairs of them.

use super::super::Ledger;
use super::super::fingerprint::fold;
use super::super::text::SectionText;
use super::Row;

/// Blocks that the editor said are the same: a living row whose `is` begins one new block.
pub(super) fn decisions(
    ledger: &Ledger,
    rows: &[Row],
    texts: &[SectionText],
    places: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut decided: Vec<(usize, usize)> = Vec::new();
    for (old, (section, block)) in rows.iter().enumerate() {
        let Some(begins) = &ledger.sections[*section].blocks[*block].is else { continue };
        let wanted = fold(begins);
        let mut found = places.iter().enumerate().filter(|(_, (s, b))| {
            let sentences = &texts[*s].blocks[*b].sentences;
            let all: Vec<&str> = sentences.iter().map(|words| &*words.text).collect();
            fold(&all.join(" ")).starts_with(&wanted)
        });
        if let (Some((new, _)), None) = (found.next(), found.next())
            && !decided.iter().any(|(_, taken)| *taken == new)
        {
            decided.push((old, new));
        }
    }
    decided
}
