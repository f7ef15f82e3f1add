//! Words of a text as search sees them: split, folded, with their bytes.
//!
//! In: any string. Out: [`Analysis`], the tokens in order. A token's number is its position. The
//! same analysis reads texts, queries and names, so that different spellings meet:
//!
//! * case, compatibility forms and accents are folded away (NFKD, lower case, without combining
//!   marks), so that full-width, composed and decomposed letters are one;
//! * `U.S.` is `us`, `R&D` is `rd`, `China’s` is `china`, `don’t` is `dont`, `5,518` is `5518`,
//!   `14.7` stays whole, `%` is `percent`, `$6.5B` is `6.5 billion`;
//! * hyphens and dashes part words, and so does the end of a number (`7nm` is `7 nm`), but not the
//!   start of one (`A12`), nor an ordinal's ending (`13th`);
//! * scripts without blanks between words (Han, kana, Thai, …) become running pairs of
//!   characters, and the last character alone, so that each character begins exactly one token: a
//!   word of such a script is a phrase of pairs, a single character a prefix.
//!
//! It does not stem and drops no word: [`super::vocabulary`] knows which forms belong together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest token, in bytes; the rest of a longer one is not searched.
const LONGEST_TOKEN: usize = 100;

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    start: u32,
    end: u32,
    /// Where its form ends in [`Analysis::forms`]; it begins where the one before ends.
    form_end: u32,
}

/// The tokens of a text. Reused, it allocates nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Analysis {
    forms: String,
    tokens: Vec<At>,
}

impl Analysis {
    /// The tokens of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut analysis = Self::default();
        analysis.read(text);
        analysis
    }

    /// Forgets what it held and reads `text`.
    pub(super) fn read(&mut self, text: &str) {
        self.forms.clear();
        self.tokens.clear();
        Reader { text, at: 0, out: self }.run();
    }

    /// Number of tokens.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The folded word at `position`.
    pub(super) fn form(&self, position: usize) -> &str {
        let start = position.checked_sub(1).map_or(0, |before| self.tokens[before].form_end);
        &self.forms[start as usize..self.tokens[position].form_end as usize]
    }

    /// The bytes of the token at `position`.
    pub(super) fn bytes(&self, position: usize) -> (usize, usize) {
        let at = self.tokens[position];
        (at.start as usize, at.end as usize)
    }

    /// Every folded word, in order.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|position| self.form(position))
    }

    /// Ends the form that was just written and notes its bytes.
    fn close(&mut self, start: usize, end: usize) {
        let from = self.tokens.last().map_or(0, |token| token.form_end as usize);
        if self.forms.len() == from {
            return;
        }
        if self.forms.len() > from + LONGEST_TOKEN {
            let cut = self.forms.floor_char_boundary(from + LONGEST_TOKEN);
            self.forms.truncate(cut);
        }
        // Texts are bounded at 8 MiB a report.
        let short = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let form_end = short(self.forms.len());
        self.tokens.push(At { start: short(start), end: short(end), form_end });
    }
}

/// What a character does to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Belongs to the letter before it, or is not seen at all.
    Silent,
    /// Of a script without blanks.
    Pair,
    Other,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' => Class::Letter,
            '0'..='9' => Class::Digit,
            _ => Class::Other,
        };
    }
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}' => Class::Silent,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3134f}'
            if c != '・' && c != '〆' =>
        {
            Class::Pair
        }
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() => Class::Letter,
        _ if is_combining_mark(c) => Class::Silent,
        _ => Class::Other,
    }
}

/// Appends the folded form of `c`.
fn fold(c: char, to: &mut String) {
    if c.is_ascii() {
        to.push(c.to_ascii_lowercase());
        return;
    }
    for c in std::iter::once(c).nfkd() {
        match c {
            'ß' | 'ẞ' => to.push_str("ss"),
            'æ' | 'Æ' => to.push_str("ae"),
            'œ' | 'Œ' => to.push_str("oe"),
            'ø' | 'Ø' => to.push('o'),
            'đ' | 'Đ' => to.push('d'),
            'ł' | 'Ł' => to.push('l'),
            'ı' => to.push('i'),
            _ => to.extend(c.to_lowercase().filter(|c| class(*c) != Class::Silent)),
        }
    }
}

struct Reader<'t, 'o> {
    text: &'t str,
    at: usize,
    out: &'o mut Analysis,
}

impl Reader<'_, '_> {
    fn run(&mut self) {
        let mut before = None;
        while let Some(c) = self.peek() {
            match class(c) {
                Class::Letter | Class::Digit => self.word(before),
                Class::Pair => self.pairs(),
                Class::Other if matches!(c, '%' | '％') && before == Some(Class::Digit) => {
                    self.out.forms.push_str("percent");
                    let start = self.at;
                    self.at += c.len_utf8();
                    self.out.close(start, self.at);
                }
                _ => self.at += c.len_utf8(),
            }
            before = self.text[..self.at].chars().next_back().map(class);
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The class of the character that begins at byte `at`.
    fn class_at(&self, at: usize) -> Class {
        self.text[at..].chars().next().map_or(Class::Other, class)
    }

    /// Reads a run of letters and digits with what may stand inside, as one token or two.
    fn word(&mut self, before: Option<Class>) {
        let start = self.at;
        let currency = before == Some(Class::Other)
            && self.text[..start].chars().next_back().is_some_and(|c| "$€£¥".contains(c));
        let numeric = self.class_at(start) == Class::Digit;
        while let Some(c) = self.peek() {
            let next = self.at + c.len_utf8();
            match class(c) {
                Class::Letter if numeric => {
                    self.out.close(start, self.at);
                    self.unit(currency);
                    return;
                }
                Class::Letter | Class::Digit => fold(c, &mut self.out.forms),
                Class::Silent => {}
                Class::Pair => break,
                Class::Other => match c {
                    '.' if numeric && self.class_at(next) == Class::Digit => {
                        self.out.forms.push('.');
                    }
                    ',' if numeric && self.is_thousands(next) => {}
                    '.' if !numeric && self.is_initials(start, next) => {}
                    '&' if !numeric && self.class_at(next) == Class::Letter => {}
                    '\'' | '’' | '‘' | 'ʼ' | '＇'
                        if !numeric && self.class_at(next) == Class::Letter =>
                    {
                        if self.is_possessive(next) {
                            self.out.close(start, self.at);
                            self.at = next + 1;
                            return;
                        }
                    }
                    _ => break,
                },
            }
            self.at = next;
        }
        self.out.close(start, self.at);
    }

    /// Reads the letters glued to a number: a unit, an ordinal's ending, a scale.
    fn unit(&mut self, currency: bool) {
        let start = self.at;
        let mut end = start;
        for c in self.text[start..].chars() {
            match class(c) {
                Class::Letter | Class::Digit | Class::Silent => end += c.len_utf8(),
                _ => break,
            }
        }
        self.at = end;
        let scale = match &self.text[start..end] {
            // `13th`: the ending belongs to the number. `2020s`: it says nothing.
            ending @ ("st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" | "s") => {
                if ending != "s" {
                    self.out.forms.push_str(&ending.to_ascii_lowercase());
                }
                if let Some(number) = self.out.tokens.pop() {
                    self.out.close(number.start as usize, end);
                }
                return;
            }
            "B" | "bn" => Some("billion"),
            "M" | "mn" if currency => Some("million"),
            "T" | "tn" if currency => Some("trillion"),
            _ => None,
        };
        match scale {
            Some(scale) => self.out.forms.push_str(scale),
            None => {
                for c in self.text[start..end].chars().filter(|c| class(*c) != Class::Silent) {
                    fold(c, &mut self.out.forms);
                }
            }
        }
        self.out.close(start, end);
    }

    /// Whether exactly three digits stand at byte `at`.
    fn is_thousands(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        rest.len() >= 3
            && rest[..3].iter().all(u8::is_ascii_digit)
            && rest.get(3).is_none_or(|b| !b.is_ascii_digit())
    }

    /// Whether the full stop before byte `next` belongs to initials, as in `U.S.`: all that
    /// stands between stops in the word, and what follows, is single letters.
    fn is_initials(&self, start: usize, next: usize) -> bool {
        let before = &self.text[start..self.at];
        let single = |part: &str| {
            let mut chars = part.chars().filter(|c| class(*c) != Class::Silent);
            chars.next().is_some_and(|c| class(c) == Class::Letter) && chars.next().is_none()
        };
        if !before.split('.').all(single) {
            return false;
        }
        let mut after = self.text[next..].chars().map(class);
        let follows = after.next() == Some(Class::Letter)
            && !matches!(after.next(), Some(Class::Letter | Class::Digit));
        // The last stop, once there was one before.
        follows || before.contains('.')
    }

    /// Whether the letter at byte `at` is an `s` that ends the word.
    fn is_possessive(&self, at: usize) -> bool {
        matches!(self.text.as_bytes().get(at), Some(b's' | b'S'))
            && !matches!(self.class_at(at + 1), Class::Letter | Class::Digit)
    }

    /// Reads a run of a script without blanks, as pairs and its last character.
    fn pairs(&mut self) {
        let mut last: Option<(usize, usize, char)> = None;
        while let Some(c) = self.peek() {
            let (start, end) = (self.at, self.at + c.len_utf8());
            match class(c) {
                Class::Pair => {
                    if let Some((from, _, before)) = last {
                        fold(before, &mut self.out.forms);
                        fold(c, &mut self.out.forms);
                        self.out.close(from, end);
                    }
                    last = Some((start, end, c));
                }
                Class::Silent => {}
                _ => break,
            }
            self.at = end;
        }
        if let Some((start, end, c)) = last {
            fold(c, &mut self.out.forms);
            self.out.close(start, end);
        }
    }
}

/// Whether every character of `form` is of a script without blanks.
pub(super) fn is_paired(form: &str) -> bool {
    form.chars().all(|c| class(c) == Class::Pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let analysis = Analysis::of(text);
        assert_eq!(analysis.forms().collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn spellings_meet() {
        check("U.S. US u.s", "us us us");
        check("the U.S.-made drone. It", "the us made drone it");
        check("face-recognition ‘giants’ “two”", "face recognition giants two");
        check("China’s States’ don't O’Brien", "china states dont obrien");
        check("café cafe\u{301} ＣＡＦＥ Straße", "cafe cafe cafe strasse");
        check("R&D AT&T A & B", "rd att a b");
        check("semi\u{ad}conductor zero\u{200b}width", "semiconductor zerowidth");
    }

    #[test]
    fn numbers_keep_their_value_and_part_from_units() {
        check("5,518 204,575 2025, 1,2", "5518 204575 2025 1 2");
        check("$14.7 billion, 35% of 7nm in 38kg", "14.7 billion 35 percent of 7 nm in 38 kg");
        check("($6.5B) $20M 13th 2020s 1st 5G", "6.5 billion 20 million 13th 2020 1st 5 g");
        check("A12 P9 COVID19", "a12 p9 covid19");
    }

    #[test]
    fn scripts_without_blanks_become_pairs() {
        check("(智能化) 人", "智能 能化 化 人");
        check("AI芯片3", "ai 芯片 片 3");
    }

    #[test]
    fn bytes_cover_the_words() {
        let text = "in the U.S. today, China’s 5G智能";
        let analysis = Analysis::of(text);
        let words: Vec<_> = (0..analysis.len())
            .map(|at| {
                let (start, end) = analysis.bytes(at);
                &text[start..end]
            })
            .collect();
        assert_eq!(words, ["in", "the", "U.S.", "today", "China", "5", "G", "智能", "能"]);
    }

    #[test]
    fn odd_input_is_read_to_its_end() {
        for text in ["", "...", "%", "'s", "U.", "\u{301}\u{301}", "a\u{301}\u{301}", "&&", "1,,2"]
        {
            drop(Analysis::of(text));
        }
        check(&"x".repeat(300), &"x".repeat(100));
    }
}
