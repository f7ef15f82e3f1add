//! What quotations and texts are compared by: characters without what print and keyboards vary.
//!
//! In: a text. Out: its characters folded (NFKD; every quotation mark and apostrophe one sign,
//! every dash one sign without blanks about it, every ellipsis one sign, blanks single, invisible
//! characters and brackets gone), each with the bytes that it came from.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// What every quotation mark becomes.
const QUOTE: char = '\'';
/// What every dash becomes.
const DASH: char = '-';
/// What every ellipsis becomes.
const ELLIPSIS: char = '…';

/// Folded characters with where they came from.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    chars: Vec<char>,
    /// The bytes of each character in the text that it came from.
    bytes: Vec<Range<usize>>,
    /// Whether each stood in an editor's brackets.
    in_brackets: Vec<bool>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self::default();
        folded.push_text(text);
        folded
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The bytes that the character at `at` came from, in its own text.
    pub(super) fn bytes(&self, at: usize) -> Range<usize> {
        self.bytes[at].clone()
    }

    /// Parts two texts by a blank, which belongs to the first.
    pub(super) fn end_text(&mut self) {
        if let Some(last) = self.bytes.last().cloned() {
            self.push(' ', last.end..last.end, false);
        }
    }

    pub(super) fn push_text(&mut self, text: &str) {
        let mut in_brackets = false;
        for (start, c) in text.char_indices() {
            let bytes = start..start + c.len_utf8();
            match c {
                '[' | ']' => in_brackets = c == '[',
                _ if is_invisible(c) => {}
                _ => {
                    let sign = match c {
                        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '‛'
                        | '"' | '`' | '´' | '′' | '″' => Some(QUOTE),
                        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => Some(DASH),
                        ELLIPSIS => Some(ELLIPSIS),
                        _ if c.is_whitespace() => Some(' '),
                        _ => None,
                    };
                    match sign {
                        Some(sign) => self.push(sign, bytes, in_brackets),
                        None => decompose_compatible(c, |part| {
                            self.push(part, bytes.clone(), in_brackets);
                        }),
                    }
                }
            }
        }
    }

    fn push(&mut self, c: char, bytes: Range<usize>, in_brackets: bool) {
        match (c, self.chars.last()) {
            (' ', None | Some(' ' | &DASH)) => return,
            (DASH, Some(' ' | &DASH)) => {
                // ` – ` and `--` are the dash alone.
                self.pop();
                if self.chars.last() == Some(&DASH) {
                    return;
                }
            }
            ('.', _) if self.ends_with_two_stops() => {
                let start = self.pop_stops();
                self.put(ELLIPSIS, start..bytes.end, in_brackets);
                return;
            }
            _ => {}
        }
        self.put(c, bytes, in_brackets);
    }

    fn put(&mut self, c: char, bytes: Range<usize>, in_brackets: bool) {
        self.chars.push(c);
        self.bytes.push(bytes);
        self.in_brackets.push(in_brackets);
    }

    fn pop(&mut self) {
        self.chars.pop();
        self.bytes.pop();
        self.in_brackets.pop();
    }

    /// `..` or `. .`, with a third stop coming.
    fn ends_with_two_stops(&self) -> bool {
        let mut back = self.chars.iter().rev().filter(|c| **c != ' ');
        back.next() == Some(&'.') && back.next() == Some(&'.')
    }

    fn pop_stops(&mut self) -> usize {
        let (mut stops, mut start) = (0, 0);
        while stops < 2 {
            let Some(last) = self.chars.last() else { break };
            stops += usize::from(*last == '.');
            start = self.bytes[self.bytes.len() - 1].start;
            self.pop();
        }
        start
    }

    fn remove(&self, keep: impl Fn(usize) -> bool) -> Self {
        let mut kept = Self::default();
        for at in (0..self.len()).filter(|&at| keep(at)) {
            kept.push(self.chars[at], self.bytes[at].clone(), self.in_brackets[at]);
        }
        kept
    }

    fn slice(&self, range: Range<usize>) -> Self {
        Self {
            chars: self.chars[range.clone()].to_vec(),
            bytes: self.bytes[range.clone()].to_vec(),
            in_brackets: self.in_brackets[range].to_vec(),
        }
    }

    /// Without digits that may be note numbers, see [`Quotation::without_numbers`].
    pub(super) fn without_numbers(&self, after_digits: bool) -> Self {
        let is_digit = |at: usize| self.chars.get(at).is_some_and(char::is_ascii_digit);
        let closes = |at: usize| match self.chars[at] {
            ')' | QUOTE | ELLIPSIS | '!' | '?' => true,
            '.' | ',' | ';' | ':' => after_digits || at == 0 || !is_digit(at - 1),
            _ => false,
        };
        let mut keep = vec![true; self.len()];
        let mut at = 1;
        while at < self.len() {
            let start = at;
            while is_digit(at) {
                at += 1;
            }
            let before = self.chars[start - 1];
            let glued = before.is_alphabetic() || closes(start - 1);
            // A number of its own is left out only whole, and right after a sentence.
            let is_word = !self.chars.get(at).is_some_and(|c| c.is_alphanumeric());
            let apart =
                before == ' ' && start > 1 && closes(start - 2) && is_word && at - start <= 3;
            if glued || apart {
                keep[start..at].fill(false);
            }
            at = at.max(start + 1);
        }
        self.remove(|at| keep[at]).trimmed()
    }

    /// Without blanks, quotation marks, and stops that a quoting sentence adds, at its ends.
    fn trimmed(&self) -> Self {
        let is_edge = |c: &char| matches!(*c, ' ' | QUOTE);
        let start = self.chars.iter().position(|c| !is_edge(c)).unwrap_or(self.len());
        let end = self.chars.iter().rposition(|c| !is_edge(c)).map_or(start, |at| at + 1);
        self.slice(start..end.max(start))
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
        || matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// A quotation: what stands between its ellipses.
#[derive(Debug, Clone)]
pub(super) struct Quotation {
    /// Pieces of at least one letter or digit.
    pub(super) pieces: Vec<Folded>,
}

/// Where a quotation was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The folded characters from its first piece to its last.
    pub(super) chars: Range<usize>,
    /// How many of them stand between its pieces.
    pub(super) skipped: usize,
}

impl Quotation {
    pub(super) fn read(quote: &str) -> Self {
        Self::of(&Folded::of(quote))
    }

    /// The quotation with words joined that a line's end parted (`intel-` `ligence`), if there is
    /// any such word in it.
    pub(super) fn read_unbroken(quote: &str) -> Option<Self> {
        let mut joined = String::with_capacity(quote.len());
        let mut rest = quote.chars().peekable();
        let mut is_other = false;
        while let Some(c) = rest.next() {
            let hyphen = matches!(c, '-' | '\u{2010}' | '\u{ad}');
            if hyphen && joined.ends_with(char::is_alphabetic) {
                let mut after = rest.clone();
                while after.next_if(|c| c.is_whitespace()).is_some() {}
                let parted = rest.peek().is_some_and(|c| c.is_whitespace());
                if parted && after.peek().is_some_and(|c| c.is_lowercase()) {
                    rest = after;
                    is_other = true;
                    continue;
                }
            }
            joined.push(c);
        }
        is_other.then(|| Self::read(&joined))
    }

    fn of(folded: &Folded) -> Self {
        let mut pieces = Vec::new();
        let mut start = 0;
        for end in
            (0..=folded.len()).filter(|&at| folded.chars.get(at).is_none_or(|c| *c == ELLIPSIS))
        {
            let piece = folded.slice(start..end).trimmed();
            if piece.chars.iter().any(|c| c.is_alphanumeric()) {
                pieces.push(piece);
            }
            start = (end + 1).min(folded.len());
        }
        Self { pieces }
    }

    /// The quotation as it is, and as it may be meant: without a last stop that the quoting
    /// sentence added, without words that an editor put in, without glued note numbers.
    pub(super) fn forms(&self) -> Vec<Self> {
        let mut forms = vec![self.clone()];
        let mut add =
            |form: Option<Self>| forms.extend(form.filter(|form| !form.pieces.is_empty()));
        add(self.without_last_stop());
        add(self.without_insertions());
        for after_digits in [false, true] {
            let form = self.without_numbers(after_digits);
            add(form.clone());
            add(form.and_then(|form| form.without_last_stop()));
        }
        forms
    }

    fn without_last_stop(&self) -> Option<Self> {
        let mut form = self.clone();
        let last = form.pieces.last_mut()?;
        let end =
            last.chars.iter().rposition(|c| !matches!(c, '.' | ',' | ';' | ':' | '!' | '?'))?;
        *last = last.slice(0..end + 1).trimmed();
        Some(form)
    }

    /// Words in brackets stand for others, or for none: the rest is looked for on both sides.
    fn without_insertions(&self) -> Option<Self> {
        if !self.pieces.iter().any(|piece| piece.in_brackets.contains(&true)) {
            return None;
        }
        let mut pieces = Vec::new();
        for piece in &self.pieces {
            let mut gap = piece.clone();
            for at in 0..gap.len() {
                if gap.in_brackets[at] {
                    gap.chars[at] = ELLIPSIS;
                }
            }
            pieces.extend(Self::of(&gap).pieces);
        }
        Some(Self { pieces })
    }

    /// Without digits that may be note numbers which came along: `USD).4 The`, `war. 14`; after a
    /// number (`in 2017.4 The`) if `after_digits`, since that may be a decimal.
    fn without_numbers(&self, after_digits: bool) -> Option<Self> {
        let mut is_other = false;
        let pieces = self.pieces.iter().map(|piece| {
            let keep = piece.without_numbers(after_digits);
            is_other |= keep.len() < piece.len();
            keep
        });
        let form = Self { pieces: pieces.collect() };
        is_other.then_some(form)
    }

    /// Every range of `text` that begins with the first piece, ends with the last, and holds all
    /// in order: each the shortest that ends there, where `is_near` of what lies between pieces.
    pub(super) fn find_in(
        &self,
        text: &Folded,
        is_near: impl Fn(&Range<usize>) -> bool,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(mut places) = self.places_in(text, from) {
            // The first place of a piece is not the nearest to the next piece.
            for at in (1..places.len()).rev() {
                let (before, after) = (places[at - 1].start, places[at].start);
                let piece = &self.pieces[at - 1];
                let starts = (before..=after.saturating_sub(piece.len())).rev();
                if let Some(start) = starts.into_iter().find(|&start| is_at(piece, text, start)) {
                    places[at - 1] = start..start + piece.len();
                }
            }
            let (Some(first), Some(last)) = (places.first(), places.last()) else { break };
            let gaps = || places.windows(2).map(|two| two[0].end..two[1].start);
            from = first.start + 1;
            if gaps().all(|gap| is_near(&gap)) {
                let skipped = gaps().map(|gap| gap.len()).sum();
                found.push(Found { chars: first.start..last.end, skipped });
                from = last.end;
            }
        }
        found
    }

    /// The first places of the pieces from `from` on, each after the one before.
    fn places_in(&self, text: &Folded, from: usize) -> Option<Vec<Range<usize>>> {
        let mut end = from;
        let place = |piece: &Folded| {
            let start = find(piece, text, end)?;
            end = start + piece.len();
            Some(start..end)
        };
        self.pieces.iter().map(place).collect()
    }
}

/// Where `piece` begins in `text` from `from` on, as whole words.
fn find(piece: &Folded, text: &Folded, from: usize) -> Option<usize> {
    let last = text.len().checked_sub(piece.len())?;
    (from..=last).find(|&start| is_at(piece, text, start))
}

/// Whether `piece` stands at `start` of `text`, as whole words.
fn is_at(piece: &Folded, text: &Folded, start: usize) -> bool {
    let end = start + piece.len();
    let chars = text.chars.get(start..end);
    chars.is_some_and(|chars| same(piece, chars)) && is_edge(text, start) && is_edge(text, end)
}

fn same(piece: &Folded, text: &[char]) -> bool {
    piece.chars.iter().zip(&piece.in_brackets).zip(text).all(|((a, in_brackets), b)| {
        // `[T]he` stands for `the`.
        a == b || (*in_brackets && a.to_lowercase().eq(b.to_lowercase()))
    })
}

/// Characters of scripts that put no blanks between words: Thai to Khmer, kana, Han.
pub(super) const fn is_word_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether no word runs over `at`.
fn is_edge(text: &Folded, at: usize) -> bool {
    let is_word =
        |at: usize| text.chars.get(at).is_some_and(|c| c.is_alphanumeric() && !is_word_alone(*c));
    at == 0 || !(is_word(at - 1) && is_word(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str) {
        assert_eq!(Folded::of(text).chars.iter().collect::<String>(), folded, "{text:?}");
    }

    #[test]
    fn folds_what_print_varies() {
        check("“giants”  and\t‘giants’", "'giants' and 'giants'");
        check("discussions – as well", "discussions-as well");
        check("discussions — as -- well", "discussions-as-well");
        check("one. . . two... three… four", "one… two… three… four");
        check("e\u{ad}ﬃcient\u{200b} [should]", "efficient should");
        check("[T]he end.¹²", "The end.");
        check("a.\u{a0}b", "a. b");
    }

    #[test]
    fn every_character_knows_its_bytes() {
        let text = "a – “ﬁ” . . . é";
        let folded = Folded::of(text);
        for at in 0..folded.len() {
            assert!(text.get(folded.bytes(at)).is_some(), "{at} of {text:?}");
        }
        assert_eq!(folded.bytes(folded.len() - 1).end, text.len());
    }
}
