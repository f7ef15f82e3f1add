//! The proof that nothing of a source is lost: its words against an edition's, in order.
//!
//! In: `source.txt` and the edition with its receipt. Out: a [`Comparison`] that tells words of
//! the source that are gone, words that somebody corrected, and words that were added, each with
//! the source's line. It reads the source by itself and takes from the receipt only what was
//! dropped, repaired and marked; it knows nothing of how the edition was made.

mod align;
mod source;
mod tokens;

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use self::align::{Pair, align};
use self::tokens::{Numbers, Sign, Token, read_edition};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Edition;

/// The file of a report's folder that holds its source.
const FILE: &str = "source.txt";

/// Words in a row from which the same ones elsewhere count as moved.
const MOVED: usize = 4;

/// What became of words or a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// The source's words are not in the edition.
    Lost,
    /// Similar words stand in the edition at that place.
    Corrected,
    /// The edition has words there that the source has not.
    Added,
    /// The same words stand elsewhere in the edition.
    Moved,
    /// The source's marker is not in the edition.
    MarkerLost,
    /// The marker stands at another word of the edition.
    MarkerMoved,
    /// The edition has a marker that the source has not.
    MarkerAdded,
}

/// Words or a marker in which source and edition differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What became of them.
    pub change: Change,
    /// Line of the source, from 1.
    pub line: usize,
    /// Column of the first of the words in that line, from 1 in code points; 0 when none stands
    /// there.
    pub column: usize,
    /// The source's words; empty for an addition. A marker is its number.
    pub source: String,
    /// The edition's words; empty for a loss. A marker is its number.
    pub edition: String,
    /// The line, as the source has it.
    pub excerpt: String,
}

/// How an edition differs from its source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Words of the source, less debris and markers.
    pub source_words: usize,
    /// Words of the edition, the notes' own texts included.
    pub edition_words: usize,
    /// Whether the receipt speaks of these very bytes; false without a receipt.
    pub same_source: bool,
    /// Every difference, in the source's order.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// The differences that are `change`.
    pub fn of(&self, change: Change) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(move |difference| difference.change == change)
    }

    /// The differences as faults of `source.txt`: losses are errors, moves and additions are
    /// warnings, corrections are notes.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        if !self.same_source {
            faults.push(
                Diagnostic::of_file(
                    Severity::Error,
                    FILE,
                    "the receipt does not speak of this file: its SHA-256 is another",
                )
                .help("put back the source that was imported, or import this one"),
            );
        }
        faults.extend(self.differences.iter().map(Difference::diagnostic));
        faults
    }
}

impl Difference {
    fn diagnostic(&self) -> Diagnostic {
        let (source, edition) = (shorten(&self.source), shorten(&self.edition));
        let (severity, message, help) = match self.change {
            Change::Lost => (
                Severity::Error,
                format!("words of the source are lost: \"{source}\""),
                Some("put them back into their section, or name them as debris in receipt.toml"),
            ),
            Change::Corrected => {
                (Severity::Note, format!("corrected: \"{source}\" is now \"{edition}\""), None)
            }
            Change::Added => (
                Severity::Warning,
                format!("the edition adds words here: \"{edition}\""),
                Some("a section holds only the author's words"),
            ),
            Change::Moved => (
                Severity::Warning,
                format!("words stand elsewhere in the edition: \"{source}\""),
                Some("put them where the source has them"),
            ),
            Change::MarkerLost => (
                Severity::Error,
                format!("marker {source} is lost"),
                Some("put [^N] with its number after the word that calls it"),
            ),
            Change::MarkerMoved => (
                Severity::Warning,
                format!("marker {source} stands at another word"),
                Some("put it after the word that calls it in the source"),
            ),
            Change::MarkerAdded => (
                Severity::Warning,
                format!("the edition adds marker {edition} here"),
                Some("the source has no such marker at this place"),
            ),
        };
        let fault = Diagnostic {
            line: self.line,
            column: self.column,
            width: source.split(' ').next().map_or(1, |word| word.chars().count().max(1)),
            excerpt: (self.excerpt.len() <= 1_000).then(|| self.excerpt.clone()),
            ..Diagnostic::of_file(severity, FILE, message)
        };
        match help {
            Some(help) => fault.help(help),
            None => fault,
        }
    }
}

/// At most twelve words, for one line.
fn shorten(words: &str) -> String {
    match words.match_indices(' ').nth(11) {
        Some((end, _)) => format!("{} …", &words[..end]),
        None => words.to_owned(),
    }
}

/// Compares `source`, the bytes that were imported, with `edition`.
#[must_use]
pub fn compare(source: &[u8], edition: &Edition) -> Comparison {
    let text = String::from_utf8_lossy(source);
    let new = read_edition(edition);
    let receipt = edition.receipt.as_ref();
    let old = source::read_source(&text, receipt, &mut Numbers::new(&new));
    let mut found = Found { old: &old, new: &new, raw: Vec::new(), moved: Vec::new() };
    found.diff();
    found.match_moves();
    found.match_markers();
    let lines: Vec<&str> = super::lines::split_lines(&text).collect();
    let words =
        |tokens: &[Token]| tokens.iter().filter(|t| matches!(t.sign, Sign::Word(_))).count();
    Comparison {
        source_words: words(&old),
        edition_words: words(&new),
        same_source: receipt.is_some_and(|receipt| receipt.source.sha256 == super::hash(source)),
        differences: found.raw.iter().map(|raw| found.describe(raw, &lines)).collect(),
    }
}

/// A difference as ranges of tokens. A marker's range is one token.
#[derive(Debug, Clone)]
struct Raw {
    change: Change,
    old: Range<usize>,
    new: Range<usize>,
}

struct Found<'a> {
    old: &'a [Token],
    new: &'a [Token],
    raw: Vec<Raw>,
    /// Runs that stand elsewhere, in the source and in the edition.
    moved: Vec<(Range<usize>, Range<usize>)>,
}

impl<'a> Found<'a> {
    fn diff(&mut self) {
        let mut ids: HashMap<&'a Sign, u32> = HashMap::new();
        let mut id = |token: &'a Token| {
            let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            *ids.entry(&token.sign).or_insert(next)
        };
        let old: Vec<u32> = self.old.iter().map(&mut id).collect();
        let new: Vec<u32> = self.new.iter().map(&mut id).collect();
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if !matches!(op, DiffOp::Equal { .. }) {
                self.classify(op.old_range(), op.new_range());
            }
        }
    }

    /// Tells apart what became of the tokens of two ranges that stand in one place.
    fn classify(&mut self, old: Range<usize>, new: Range<usize>) {
        let words = |tokens: &[Token], range: &Range<usize>| -> Vec<usize> {
            range.clone().filter(|at| tokens[*at].is_word()).collect()
        };
        let (sources, editions) = (words(self.old, &old), words(self.new, &new));
        let shown = |tokens: &[Token], at: &[usize]| -> Vec<String> {
            at.iter().map(|at| tokens[*at].show()).collect()
        };
        let span = |at: &[usize], range: Range<usize>, empty: usize| {
            if range.is_empty() { empty..empty } else { at[range.start]..at[range.end - 1] + 1 }
        };
        let (before, after) = (shown(self.old, &sources), shown(self.new, &editions));
        for pair in align(&before, &after) {
            let (change, from, to) = match pair {
                // The number of an item and the same number in the text.
                Pair::Corrected(from, to) if before[from.clone()] == after[to.clone()] => continue,
                Pair::Lost(range) => (Change::Lost, range, 0..0),
                Pair::Added(range) => (Change::Added, 0..0, range),
                Pair::Corrected(from, to) => (Change::Corrected, from, to),
            };
            let place = from.start;
            let here = sources.get(place).copied().unwrap_or(old.start);
            self.raw.push(Raw {
                change,
                old: span(&sources, from, here),
                new: span(&editions, to, new.start),
            });
        }
        let markers = old.clone().filter(|at| self.old[*at].is_marker());
        let lost: Vec<usize> = markers.collect();
        for at in lost {
            let new = new.start..new.start;
            self.raw.push(Raw { change: Change::MarkerLost, old: at..at + 1, new });
        }
        let markers = new.clone().filter(|at| self.new[*at].is_marker());
        let added: Vec<usize> = markers.collect();
        for at in added {
            let old = old.start..old.start;
            self.raw.push(Raw { change: Change::MarkerAdded, old, new: at..at + 1 });
        }
    }

    /// A marker that is lost here and added there has moved.
    fn match_markers(&mut self) {
        let note = |token: &Token| match token.sign {
            Sign::Marker(note, _) => note,
            _ => 0,
        };
        let mut added: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, raw) in self.raw.iter().enumerate() {
            if raw.change == Change::MarkerAdded {
                added.entry(note(&self.new[raw.new.start])).or_default().push(at);
            }
        }
        let mut gone = vec![false; self.raw.len()];
        for at in 0..self.raw.len() {
            if self.raw[at].change == Change::MarkerLost
                && let Some(other) =
                    added.get_mut(&note(&self.old[self.raw[at].old.start])).and_then(Vec::pop)
            {
                self.raw[at].change = Change::MarkerMoved;
                self.raw[at].new = self.raw[other].new.clone();
                gone[other] = true;
                // It moved with the words that it stands at.
                let (from, to) = (self.raw[at].old.start, self.raw[at].new.start);
                gone[at] = self.moved.iter().any(|(old, new)| {
                    old.start < from && from <= old.end + 8 && new.start < to && to <= new.end + 8
                });
            }
        }
        self.drop_raw(&gone);
    }

    /// Words that are lost here and added there have moved. Notes may stand anywhere, and so may
    /// what they are set before.
    fn match_moves(&mut self) {
        let key = |tokens: &[Token], range: &Range<usize>| -> Vec<String> {
            tokens[range.clone()].iter().filter(|t| t.is_word()).map(Token::show).collect()
        };
        let mut added: HashMap<Vec<String>, usize> = HashMap::new();
        for (at, raw) in self.raw.iter().enumerate() {
            if raw.change == Change::Added {
                added.insert(key(self.new, &raw.new), at);
            }
        }
        let mut gone = vec![false; self.raw.len()];
        for at in 0..self.raw.len() {
            if self.raw[at].change != Change::Lost {
                continue;
            }
            let words = key(self.old, &self.raw[at].old);
            let Some(other) = added.get(&words).copied() else { continue };
            let (here, there) = (self.raw[at].new.start, self.raw[other].new.clone());
            let between =
                if here < there.start { here..there.start } else { there.end..here.max(there.end) };
            let noted = |range: &Range<usize>| {
                let tokens = &self.new[range.clone()];
                let all = tokens.iter().all(|token| token.in_note || token.is_marker());
                all && tokens.iter().any(|token| token.in_note)
            };
            let free = noted(&there) || noted(&between);
            if free || words.len() >= MOVED {
                added.remove(&words);
                gone[other] = true;
                gone[at] = free;
                self.moved.push((self.raw[at].old.clone(), there.clone()));
                self.raw[at].change = Change::Moved;
                self.raw[at].new = there;
            }
        }
        self.drop_raw(&gone);
    }

    fn drop_raw(&mut self, gone: &[bool]) {
        let mut gone = gone.iter();
        self.raw.retain(|_| !gone.next().copied().unwrap_or_default());
    }

    fn describe(&self, raw: &Raw, lines: &[&str]) -> Difference {
        let is_marker =
            matches!(raw.change, Change::MarkerLost | Change::MarkerMoved | Change::MarkerAdded);
        let show = |tokens: &[Token]| {
            let shown = tokens
                .iter()
                .filter(|token| if is_marker { token.is_marker() } else { token.is_word() });
            shown.map(Token::show).collect::<Vec<_>>().join(" ")
        };
        let source = show(&self.old[raw.old.clone()]);
        // What is added stands after the source's last word before it.
        let at = if raw.old.is_empty() { raw.old.start.saturating_sub(1) } else { raw.old.start };
        let line = self.old.get(at).or(self.old.last()).map_or(1, |token| token.line);
        let excerpt = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let first = source.split(' ').next().unwrap_or_default();
        let column = match excerpt.find(first) {
            Some(at) if !first.is_empty() => excerpt[..at].chars().count() + 1,
            _ => 0,
        };
        Difference {
            change: raw.change,
            line,
            column,
            source,
            edition: show(&self.new[raw.new.clone()]),
            excerpt: excerpt.to_owned(),
        }
    }
}
