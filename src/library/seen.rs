//! Whether the words of a shared link still stand where it points.
//!
//! In: a ledger, a point that lives, the words that stand there, and what the link says that its
//! sharer saw. Out: a [`Judged`]. How the two versions differ is told word by word, each side with
//! its own marks.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::model::{Fate, Fingerprint, Followed, Ledger, Point, Seen};

/// What became of the words of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// They stand there.
    Unchanged,
    /// Others stand there, which they became.
    Changed(Versions),
    /// They have another address now.
    Moved(Point),
    /// They are gone, and the address is another's; these they were.
    Gone(String),
    /// They never stood there, and stand at that point.
    Elsewhere(Point),
    /// Nobody knows them.
    Unknown,
}

/// Two versions of a text, each in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// As it was.
    pub was: Vec<Piece>,
    /// As it is.
    pub now: Vec<Piece>,
}

/// Words of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words, blank-separated.
    pub words: String,
    /// Whether the other version does not have them.
    pub is_marked: bool,
}

/// What became of the words that a link to `point` was made from; `seen` are they, `words` stand
/// there now. `from` is the address that the link had, if it was redirected.
#[must_use]
pub fn judge(
    ledger: &Ledger,
    point: &Point,
    words: &str,
    seen: Seen,
    from: Option<&Point>,
) -> Judged {
    if Fingerprint::of(words).seen() == seen {
        return Judged::Unchanged;
    }
    let from = from.filter(|from| ledger.follow(from) == Followed::Moved(point.clone()));
    let former = ledger
        .words_seen(point, seen)
        .or_else(|| from.and_then(|from| ledger.words_seen(from, seen)));
    match former {
        Some(former) => match former.fate {
            Fate::Here => Judged::Changed(compare(&former.words, words)),
            Fate::Now(there) => match ledger.follow(&there) {
                Followed::Here => Judged::Moved(there),
                Followed::Moved(there) => Judged::Moved(there),
                Followed::Gone { .. } | Followed::Unknown => Judged::Gone(former.words),
            },
            Fate::Gone => Judged::Gone(former.words),
        },
        None => ledger.find_seen(point, seen).map_or(Judged::Unknown, Judged::Elsewhere),
    }
}

/// The two versions in pieces, by the longest common subsequence of their words (E. W. Myers,
/// 1986).
#[must_use]
pub fn compare(was: &str, now: &str) -> Versions {
    let old: Vec<&str> = was.split_whitespace().collect();
    let new: Vec<&str> = now.split_whitespace().collect();
    let mut versions = Versions { was: Vec::new(), now: Vec::new() };
    let push = |pieces: &mut Vec<Piece>, words: &[&str], is_marked| {
        if !words.is_empty() {
            pieces.push(Piece { words: words.join(" "), is_marked });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let is_marked = !matches!(op, DiffOp::Equal { .. });
        push(&mut versions.was, &old[op.old_range()], is_marked);
        push(&mut versions.now, &new[op.new_range()], is_marked);
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_is_marked_where_the_other_has_not_its_words() {
        let told = |pieces: &[Piece]| -> String {
            let mark = |piece: &Piece| {
                if piece.is_marked { format!("[{}]", piece.words) } else { piece.words.clone() }
            };
            pieces.iter().map(mark).collect::<Vec<_>>().join(" ")
        };
        let versions = compare("AI is a  key to power.", "AI is one key to all power.");
        assert_eq!(told(&versions.was), "AI is [a] key to power.");
        assert_eq!(told(&versions.now), "AI is [one] key to [all] power.");
        assert_eq!(told(&compare("", "words").now), "[words]");
    }
}
