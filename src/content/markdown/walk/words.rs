//! What stands inside a paragraph: words, marks, links, code, and the atoms put back.

use std::ops::Range;

use pulldown_cmark::{LinkType, Tag, TagEnd};

use super::{Running, Walk};
use crate::content::links;
use crate::content::markdown::atoms::{Atom, AtomKind, MASK};
use crate::model::RangeKind;

impl Walk<'_> {
    /// Words between marks: as they stand, or decoded from an escape or an entity.
    pub(super) fn words(&mut self, words: &str, range: &Range<usize>) {
        if self.scanned.masked.get(range.clone()) != Some(words) {
            if words.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
                self.error(range, "spells out a control character", "remove it");
            }
            if matches!(self.running, Some((Running::Table, _))) && words.contains(['\t', '\n']) {
                self.error(range, "a tab or line feed in a table's cell", "remove it");
            }
            self.inline(range).exact(words, range.start);
            return;
        }
        let scanned = self.scanned;
        let mut done = range.start;
        for nth in self.atoms_in(range) {
            let Atom { range: atom, kind } = &scanned.atoms[nth];
            self.plain_words(done..atom.start);
            done = atom.end;
            self.met[nth] = true;
            self.put_atom(atom, kind);
        }
        self.plain_words(done..range.end);
    }

    fn plain_words(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        if words.contains('\t') {
            let words = words.replace('\t', " ");
            self.inline(&range).words(&words, range.start);
        } else if !words.is_empty() {
            self.inline(&range).words(words, range.start);
        }
    }

    fn put_atom(&mut self, atom: &Range<usize>, kind: &AtomKind) {
        match kind {
            AtomKind::Marker(note) => self.inline(atom).marker(*note, atom.start),
            AtomKind::Page(page) => self.inline(atom).page(page.clone(), atom.start),
            AtomKind::Literal { html } => {
                if *html {
                    let help = "use Markdown, or write `\\<` where the sign itself is meant";
                    self.warn(atom, "raw HTML is shown as it is written", help);
                }
                self.plain_words(atom.clone());
            }
            AtomKind::BadMarker(why) => {
                let help = "write a marker as `[^57]`, or `\\[^` where the signs are meant";
                self.error(atom, format!("the note's number {why}"), help);
                self.plain_words(atom.clone());
            }
            AtomKind::BadPage => {
                let help =
                    "write it as `<!-- page 7 -->`, with at most 12 letters, digits or hyphens";
                self.error(atom, "not a page comment as it is written", help);
                self.plain_words(atom.clone());
            }
        }
    }

    /// Indices of the atoms that begin in `range`.
    fn atoms_in(&self, range: &Range<usize>) -> Range<usize> {
        let atoms = &self.scanned.atoms;
        atoms.partition_point(|atom| atom.range.start < range.start)
            ..atoms.partition_point(|atom| atom.range.start < range.end)
    }

    /// `words` of code from `range`, with what their masks stand for: the nth comma of the words
    /// is the nth comma of the range.
    fn unmask(&mut self, words: &str, range: &Range<usize>) -> String {
        let inside = self.atoms_in(range);
        if inside.is_empty() {
            return words.to_owned();
        }
        self.met[inside].fill(true);
        let masked = self.scanned.masked[range.clone()].bytes();
        let mut commas = (range.start..).zip(masked).filter(|(_, byte)| *byte == MASK);
        let real = words.bytes().map(|byte| {
            let place = if byte == MASK { commas.next() } else { None };
            place.map_or(byte, |(at, _)| self.text.as_bytes()[at])
        });
        String::from_utf8_lossy(&real.collect::<Vec<_>>()).into_owned()
    }

    pub(super) fn inline_code(&mut self, words: &str, range: &Range<usize>) {
        self.skip_definitions(range);
        let words = self.unmask(words, range);
        let ticks = self.text[range.clone()].bytes().take_while(|byte| *byte == b'`').count();
        self.inline(range).code(&words, range.start + ticks);
    }

    pub(super) fn code_words(&mut self, words: &str, range: &Range<usize>) {
        let words = self.unmask(words, range);
        if let Some(code) = &mut self.code {
            code.exact(&words, range.start);
        }
    }

    /// What looks like a note's definition in `range` is code.
    pub(super) fn skip_definitions(&mut self, range: &Range<usize>) {
        let definitions = &self.scanned.definitions;
        let first = definitions.partition_point(|at| *at < range.start);
        let end = definitions.partition_point(|at| *at < range.end);
        self.defined[first..end].fill(true);
    }

    pub(super) fn open_mark(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        let kind = match tag {
            Tag::Emphasis => Some(RangeKind::Emphasis),
            Tag::Strong => Some(RangeKind::Strong),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.refuse_link_title(&title, range);
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                self.read_link(format!("{mail}{dest_url}"), range)
            }
            Tag::Image { dest_url, title, .. } => {
                self.refuse_link_title(&title, range);
                self.inline(range).open_picture(dest_url.into_string());
                return;
            }
            _ => None,
        };
        self.inline(range).open(kind);
    }

    pub(super) fn close_mark(&mut self, tag: TagEnd, range: &Range<usize>) {
        if matches!(tag, TagEnd::Link | TagEnd::Image) {
            self.check_address(range);
        }
        if tag == TagEnd::Image {
            self.inline(range).close_picture(range.clone());
        } else {
            self.inline(range).close();
        }
    }

    fn read_link(&mut self, address: String, range: &Range<usize>) -> Option<RangeKind> {
        match links::check(&address) {
            Ok(()) => Some(RangeKind::Link(address)),
            Err(message) => {
                let help = "use http:, https:, mailto: or a relative path";
                self.error(range, message, help);
                None
            }
        }
    }

    fn refuse_link_title(&mut self, title: &str, range: &Range<usize>) {
        if !title.is_empty() {
            self.warn(range, "the title after an address is not kept", "leave it out");
        }
    }

    /// Atoms in an address are none: the address would not be what is written.
    fn check_address(&mut self, range: &Range<usize>) {
        let scanned = self.scanned;
        for nth in self.atoms_in(range) {
            if !std::mem::replace(&mut self.met[nth], true) {
                let help = "write %3C for <, %5B for [, %3A for a colon after ]";
                let message = "stands in an address, which has no such signs";
                self.error(&scanned.atoms[nth].range, message, help);
            }
        }
    }
}
