//! Lines become groups: runs of text lines between gaps.
//!
//! In: the lines without furniture. Out: [`Group`]s with the kind of gap before each, and the
//! [`Setting`] of the whole text: its measure and its left margin. What a group is, later passes
//! tell.

use std::collections::HashMap;

use super::lines::Line;
use super::measure::measure;

/// What stands between a group and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Blank lines.
    Blank,
    /// A page's start, which may cut a paragraph.
    Page,
}

/// A run of text lines.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// What stands before it.
    pub(super) gap: Gap,
    /// Its lines, at least one, none blank.
    pub(super) lines: Vec<Line>,
}

/// How the text is set as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Mean width of full lines, in ems.
    pub(super) measure: f32,
    /// Whether the extraction kept indentation.
    pub(super) indented: bool,
    /// The line on which the notes part stood, which parts what is around it.
    pub(super) notes_at: Option<usize>,
}

impl Setting {
    /// Whether the notes part stood between two lines.
    pub(super) fn notes_part(&self, before: &Line, after: &Line) -> bool {
        self.notes_at.is_some_and(|notes| before.number < notes && notes < after.number)
    }
}

/// Groups `lines`, whose indentation becomes relative to the text's margin.
pub(super) fn group(lines: Vec<Line>) -> (Vec<Group>, Setting) {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let text = lines.iter().filter(|line| !line.is_blank());
    for line in text.clone() {
        *counts.entry(line.indent).or_default() += 1;
    }
    let margin = counts
        .iter()
        .max_by_key(|(indent, count)| (**count, std::cmp::Reverse(**indent)))
        .map_or(0, |(indent, _)| *indent);
    // Where a page's start is told by a blank, that blank is no indentation.
    let led = |line: &Line| line.page.is_some() && line.indent <= 2 && !line.tabbed;
    let indented = text.clone().filter(|line| line.indent > margin && !led(line)).count() >= 2;
    let mut groups: Vec<Group> = Vec::new();
    let mut gap = Some(Gap::Blank);
    for mut line in lines {
        if line.is_blank() {
            gap = Some(Gap::Blank);
            continue;
        }
        if line.page.is_some_and(|page| page > 0) {
            gap = Some(Gap::Page);
        }
        line.indent = if indented { line.indent.saturating_sub(margin) } else { 0 };
        match gap.take() {
            None => groups.last_mut().expect("the first line follows a gap").lines.push(line),
            Some(gap) => groups.push(Group { gap, lines: vec![line] }),
        }
    }
    let measure = measure(groups.iter().map(|group| group.lines.as_slice())).unwrap_or_else(|| {
        groups.iter().flat_map(|g| &g.lines).map(|l| l.width).fold(0.0, f32::max)
    });
    (groups, Setting { measure, indented, notes_at: None })
}
