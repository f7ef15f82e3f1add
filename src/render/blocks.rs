//! A section's blocks as HTML, each with its anchor.
//!
//! Neighbouring quotations share one `<blockquote>`; neighbouring items make lists, nested by
//! depth. A block's id stands on the smallest element that holds the whole block.

use std::ops::Range;

use crate::model::{Block, BlockId, BlockKind, Place, Seen, Span};

use super::escape::push_attribute;
use super::inline::{self, Edges};
use super::{Layers, Overlay, Renderer, anchor};

/// Draws the blocks `range` of the section at index `section`.
pub(super) fn draw_range(
    renderer: &Renderer<'_>,
    section: usize,
    range: Range<usize>,
    overlay: &Overlay<'_>,
    out: &mut String,
) {
    let mut page = Page { renderer, section, overlay, lists: Vec::new(), quoting: false, out };
    for at in range {
        page.draw_block(at);
    }
    page.close_lists(0);
    page.close_quotation();
}

/// The runs of blocks that share one element: neighbouring quotations, neighbouring items; any
/// other block is a run of its own.
pub(super) fn runs(blocks: &[Block]) -> impl Iterator<Item = Range<usize>> {
    let same = |a: &Block, b: &Block| {
        matches!(
            (&a.kind, &b.kind),
            (BlockKind::Quotation, BlockKind::Quotation)
                | (BlockKind::Item { .. }, BlockKind::Item { .. })
        )
    };
    let mut start = 0;
    blocks.chunk_by(same).map(move |run| {
        let range = start..start + run.len();
        start = range.end;
        range
    })
}

/// The element of an open list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Bulleted,
    Numbered,
}

impl List {
    const fn of(ordinal: Option<u32>) -> Self {
        if ordinal.is_some() { Self::Numbered } else { Self::Bulleted }
    }

    const fn close(self) -> &'static str {
        match self {
            Self::Bulleted => "</li>\n</ul>\n",
            Self::Numbered => "</li>\n</ol>\n",
        }
    }
}

struct Page<'a, 'b> {
    renderer: &'a Renderer<'a>,
    section: usize,
    overlay: &'a Overlay<'a>,
    /// Open lists, outermost first, each with its last number and an open `<li>`.
    lists: Vec<(List, u32)>,
    quoting: bool,
    out: &'b mut String,
}

impl<'a> Page<'a, '_> {
    fn draw_block(&mut self, at: usize) {
        let block: &'a Block = &self.renderer.report.edition.sections[self.section].blocks[at];
        if !matches!(block.kind, BlockKind::Item { .. }) {
            self.close_lists(0);
        }
        if block.kind != BlockKind::Quotation {
            self.close_quotation();
        }
        match &block.kind {
            BlockKind::Paragraph => self.draw_simple("p", at, block),
            BlockKind::Quotation => {
                if !self.quoting {
                    self.out.push_str("<blockquote>\n");
                    self.quoting = true;
                }
                self.draw_simple("p", at, block);
            }
            BlockKind::Item { ordinal, depth } => self.draw_item(at, block, *ordinal, *depth),
            BlockKind::Heading => {
                let tag = match self.overlay.heading_level {
                    0 | 1 => "h1",
                    2 => "h2",
                    3 => "h3",
                    4 => "h4",
                    5 => "h5",
                    _ => "h6",
                };
                self.draw_simple(tag, at, block);
            }
            BlockKind::Table => self.draw_table(at, block),
            BlockKind::Figure { image } => self.draw_figure(at, block, image),
            BlockKind::Code => {
                self.open("div", "code", at, block);
                self.out.push_str("<pre><code>");
                self.draw_words(at);
                self.out.push_str("</code></pre>");
                self.draw_permalink(block);
                self.out.push_str("</div>\n");
            }
        }
    }

    fn draw_simple(&mut self, tag: &'static str, at: usize, block: &Block) {
        self.open(tag, "", at, block);
        self.draw_words(at);
        self.draw_permalink(block);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
    }

    fn draw_item(&mut self, at: usize, block: &Block, ordinal: Option<u32>, depth: u8) {
        let list = List::of(ordinal);
        // A list can only be inside an item that is there.
        let depth = usize::from(depth).min(self.lists.len());
        self.close_lists(depth + 1);
        if self.lists.get(depth).is_some_and(|(open, _)| *open != list) {
            self.close_lists(depth);
        }
        let mut value = None;
        if let Some((_, last)) = self.lists.get_mut(depth) {
            self.out.push_str("</li>\n");
            value = ordinal.filter(|number| *number != last.saturating_add(1));
            *last = ordinal.unwrap_or_default();
        } else {
            match ordinal {
                None => self.out.push_str("\n<ul>\n"),
                Some(1) => self.out.push_str("\n<ol>\n"),
                Some(first) => {
                    self.out.push_str("\n<ol");
                    push_attribute(self.out, "start", &first.to_string());
                    self.out.push_str(">\n");
                }
            }
            self.lists.push((list, ordinal.unwrap_or_default()));
        }
        self.begin("li", "", at, block);
        if let Some(value) = value {
            push_attribute(self.out, "value", &value.to_string());
        }
        self.out.push('>');
        self.draw_words(at);
        self.draw_permalink(block);
    }

    fn draw_table(&mut self, at: usize, block: &Block) {
        let plain = block.text.plain();
        self.open("div", "table", at, block);
        self.out.push_str("<table>\n");
        let mut offset = 0;
        for (row, line) in plain.split('\n').enumerate() {
            if row < 2 {
                self.out.push_str(if row == 0 { "<thead>\n" } else { "<tbody>\n" });
            }
            self.out.push_str("<tr>");
            for cell in line.split('\t') {
                self.out.push_str(if row == 0 { "<th scope=\"col\">" } else { "<td>" });
                self.draw_span(at, Span::new(offset, offset + cell.len()));
                self.out.push_str(if row == 0 { "</th>" } else { "</td>" });
                offset += cell.len() + 1;
            }
            self.out.push_str("</tr>\n");
            if row == 0 {
                self.out.push_str("</thead>\n");
            }
        }
        self.out.push_str(if plain.contains('\n') { "</tbody>\n</table>" } else { "</table>" });
        self.draw_permalink(block);
        self.out.push_str("</div>\n");
    }

    fn draw_figure(&mut self, at: usize, block: &Block, image: &str) {
        self.open("figure", "", at, block);
        self.out.push_str("<img");
        push_attribute(self.out, "src", &self.renderer.links.image(image));
        push_attribute(self.out, "alt", block.text.plain());
        self.out.push_str(" loading=\"lazy\">\n<figcaption>");
        self.draw_words(at);
        self.draw_permalink(block);
        self.out.push_str("</figcaption>\n</figure>\n");
    }

    /// `<tag class="…" id="…">`.
    fn open(&mut self, tag: &'static str, class: &'static str, at: usize, block: &Block) {
        self.begin(tag, class, at, block);
        self.out.push('>');
    }

    /// `<tag class="…" id="…"`, for further attributes.
    fn begin(&mut self, tag: &'static str, class: &'static str, at: usize, block: &Block) {
        let place = Place::Block { section: self.section, block: at };
        let marked = self.overlay.target.is_some_and(|t| t.place == place && t.sentence.is_none());
        self.out.push('<');
        self.out.push_str(tag);
        match (class, marked) {
            ("", false) => {}
            ("", true) => push_attribute(self.out, "class", "target"),
            (class, false) => push_attribute(self.out, "class", class),
            (class, true) => push_attribute(self.out, "class", &format!("{class} target")),
        }
        if self.overlay.layers.has(Layers::IDS) {
            let id = format!("{}{}", self.overlay.prefix, anchor::block(&block.id));
            push_attribute(self.out, "id", &id);
        }
        if self.overlay.layers.has(Layers::SEEN) {
            push_attribute(self.out, "data-v", &Seen::of(block.text.plain()).to_string());
        }
    }

    fn draw_words(&mut self, at: usize) {
        let section = &self.renderer.report.edition.sections[self.section];
        self.draw_span(at, Span::new(0, section.blocks[at].text.plain().len()));
    }

    fn draw_span(&mut self, at: usize, span: Span) {
        let place = Place::Block { section: self.section, block: at };
        let window = (span, Edges::Whole);
        inline::draw_place(self.renderer, place, window, self.overlay, self.out);
    }

    fn draw_permalink(&mut self, block: &Block) {
        if !self.overlay.layers.has(Layers::PERMALINKS) {
            return;
        }
        let section = &self.renderer.report.edition.sections[self.section];
        self.out.push_str(" <a class=\"permalink\"");
        push_attribute(self.out, "href", &self.renderer.links.block(section, block));
        push_attribute(self.out, "aria-label", &self.renderer.links.block_name(block));
        self.out.push('>');
        match &block.id {
            BlockId::Number(number) => self.out.push_str(&number.to_string()),
            BlockId::Heading(_) => self.out.push('¶'),
        }
        self.out.push_str("</a>");
    }

    /// Closes lists until `depth` are open.
    fn close_lists(&mut self, depth: usize) {
        while self.lists.len() > depth {
            if let Some((list, _)) = self.lists.pop() {
                self.out.push_str(list.close());
            }
        }
    }

    fn close_quotation(&mut self) {
        if std::mem::take(&mut self.quoting) {
            self.out.push_str("</blockquote>\n");
        }
    }
}
