//! Faults drawn for people, with the line that they are in.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};

/// Columns that a drawing may take.
const WIDTH: usize = 100;

/// Draws faults, in colour or not.
pub(super) struct Drawer {
    renderer: Renderer,
}

impl Drawer {
    pub(super) fn new(colour: bool) -> Self {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        Self { renderer: renderer.term_width(WIDTH) }
    }

    /// One fault: what is wrong, where, the line with the words in question, what to do.
    pub(super) fn draw(&self, fault: &Diagnostic) -> String {
        let level = match fault.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(&*fault.message);
        let group: Group<'_> = match &fault.excerpt {
            Some(line) if fault.line > 0 && fault.column > 0 => {
                let start = byte_of(line, fault.column - 1);
                let end = byte_of(line, fault.column - 1 + fault.width);
                title.element(
                    Snippet::source(&**line)
                        .line_start(fault.line)
                        .path(&*fault.file)
                        .annotation(AnnotationKind::Primary.span(start..end)),
                )
            }
            _ if fault.line > 0 => {
                let origin = Origin::path(&*fault.file).line(fault.line);
                title.element(match fault.column {
                    0 => origin,
                    column => origin.char_column(column),
                })
            }
            _ => title.element(Origin::path(&*fault.file)),
        };
        let group = match &fault.help {
            Some(help) => group.element(Level::HELP.message(&**help)),
            None => group,
        };
        self.renderer.render(&[group])
    }
}

/// The byte of `line` at which its `nth` code point begins.
fn byte_of(line: &str, nth: usize) -> usize {
    line.char_indices().nth(nth).map_or(line.len(), |(at, _)| at)
}
