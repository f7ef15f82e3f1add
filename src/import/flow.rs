//! The running text: paragraphs, quotations and lists, across gaps and pages.
//!
//! In: the outline, with groups of lines where no heading is. Out: [`Piece`]s, each the lines of
//! one heading, judgment or block. Paragraphs end at blank lines, after short last lines and
//! before indented first ones; a page's start may cut them. Quotations are told by indentation
//! where the text keeps it, else by the line that leads to them and their width.

use super::groups::{Gap, Group, Setting};
use super::lines::Line;
use super::lists::{Signs, Start, split_items};
use super::measure::measure;
use super::outline::Member;
use super::record::Record;
use super::signs::{
    ends_in_colon, ends_in_marker, ends_sentence, starts_lower, starts_sentence, without_markers,
};

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The heading of a part, or of a box in the part before it.
    Part {
        /// Whether it is a box's.
        boxed: bool,
    },
    /// A numbered statement.
    Judgment {
        /// Its number.
        number: u32,
    },
    /// A sub-heading.
    Heading,
    /// Running text.
    Paragraph,
    /// A paragraph of a quotation.
    Quotation,
    /// A list's item.
    Item {
        /// Its number, if it has one.
        ordinal: Option<u32>,
        /// How deep its list stands in others.
        depth: u8,
    },
}

/// The lines of one heading, judgment or block.
#[derive(Debug)]
pub(super) struct Piece {
    /// What it is.
    pub(super) role: Role,
    /// Its lines, at least one, without numbers and bullets.
    pub(super) lines: Vec<Line>,
}

/// Part of the measure below which the text of a box is set.
const BOX_WIDTH: f32 = 0.955;

/// Part of the measure below which a quotation is set, after a line that leads to it.
const QUOTATION_WIDTH: f32 = 0.96;

/// Part of the measure below which a further paragraph belongs to the quotation before it.
const FURTHER_WIDTH: f32 = 0.945;

/// Part of the measure below which a paragraph's last line is short.
const SHORT_LINE: f32 = 0.75;

/// Columns from which an indented group is a quotation.
const QUOTATION_INDENT: usize = 2;

/// Turns the outline into pieces.
pub(super) fn flow(members: Vec<Member>, setting: Setting, record: &mut Record) -> Vec<Piece> {
    let mut flow = Flow::new(&members, setting, record);
    let mut judged = false;
    let mut rest = members.into_iter().peekable();
    let mut region: Vec<Member> = Vec::new();
    while let Some(member) = rest.next() {
        region.push(member);
        if rest.peek().is_none_or(|next| matches!(next, Member::Part(_))) {
            let has_judgment = region.iter().any(|m| matches!(m, Member::Judgment { .. }));
            flow.region(std::mem::take(&mut region), judged && !has_judgment);
            judged |= has_judgment;
        }
    }
    flow.pieces
}

struct Flow<'a> {
    setting: Setting,
    /// The measure of the region at hand.
    measure: f32,
    /// By how much first lines of paragraphs are indented, where they are.
    first_line: Option<usize>,
    /// The bullets of the open lists.
    signs: Signs,
    pieces: Vec<Piece>,
    record: &'a mut Record,
}

impl<'a> Flow<'a> {
    fn new(members: &[Member], setting: Setting, record: &'a mut Record) -> Self {
        let firsts = members.iter().flat_map(|member| match member {
            Member::Text(group) => group.lines.as_slice(),
            _ => &[],
        });
        let firsts: Vec<&Line> = firsts.collect();
        let mut indents: Vec<usize> = firsts
            .windows(2)
            .filter(|pair| pair[0].indent > 0 && pair[1].indent == 0)
            .filter(|pair| pair[1].number == pair[0].number + 1)
            .map(|pair| pair[0].indent)
            .collect();
        indents.sort_unstable();
        let first_line = (indents.len() >= 3).then(|| indents[indents.len() / 2]);
        Self {
            setting,
            measure: setting.measure,
            first_line,
            signs: Signs::default(),
            pieces: Vec::new(),
            record,
        }
    }

    /// A part's heading and all up to the next one.
    fn region(&mut self, members: Vec<Member>, may_be_box: bool) {
        let texts = || {
            members.iter().filter_map(|member| match member {
                Member::Text(group) => Some(group.lines.as_slice()),
                _ => None,
            })
        };
        let lines: usize = texts().map(<[Line]>::len).sum();
        let own = measure(texts()).unwrap_or(self.setting.measure);
        let narrow = own < self.setting.measure * BOX_WIDTH && lines >= 6;
        let named = matches!(members.first(), Some(Member::Part(heading))
            if heading[0].text.split(' ').next() == Some("BOX"));
        let boxed = named || may_be_box && narrow;
        self.measure = if boxed { own } else { self.setting.measure };
        if let (true, Some(Member::Part(heading))) = (boxed, members.first()) {
            let share = percent(own, self.setting.measure);
            self.record.doubt(
                heading[0].number,
                "a box in the part before it",
                if named {
                    "its heading calls it a box".to_owned()
                } else {
                    format!(
                        "its text is set at {share}% of the measure and holds no judgment; \
                         it could be a part"
                    )
                },
            );
        }
        let mut rest = members.into_iter().peekable();
        while let Some(member) = rest.next() {
            let (role, lines) = match member {
                Member::Part(lines) => (Role::Part { boxed }, lines),
                Member::Judgment { number, lines } => (Role::Judgment { number }, lines),
                Member::Heading(lines) => (Role::Heading, lines),
                Member::Text(group) => {
                    let next = match rest.peek() {
                        Some(Member::Text(next)) => Some(next),
                        _ => None,
                    };
                    self.group(&group, next);
                    continue;
                }
            };
            self.pieces.push(Piece { role, lines });
        }
    }

    /// A group of text: items of lists, and the runs of lines between them.
    fn group(&mut self, group: &Group, next: Option<&Group>) {
        let before = self.pieces.last().map(|piece| (piece.role, piece.lines.as_slice()));
        let mut gap = Some(group.gap);
        let short = self.measure * SHORT_LINE;
        let runs = split_items(&group.lines, before, next, short, &mut self.signs, self.record);
        for (start, lines) in runs {
            match start {
                Start::Item { ordinal, depth } => {
                    self.pieces.push(Piece { role: Role::Item { ordinal, depth }, lines });
                }
                Start::Text => {
                    for (at, lines) in self.split_indented(lines).into_iter().enumerate() {
                        let next = if at == 0 { next } else { None };
                        self.text(lines, gap.take(), next);
                    }
                }
            }
            gap = None;
        }
    }

    /// Parts runs of indented lines from the lines around them.
    fn split_indented(&self, lines: Vec<Line>) -> Vec<Vec<Line>> {
        let deep = |line: &Line| line.indent >= QUOTATION_INDENT;
        if !lines.iter().any(deep) || lines.iter().all(deep) {
            return vec![lines];
        }
        let mut runs: Vec<Vec<Line>> = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let run = lines[at..].iter().take_while(|line| deep(line) == deep(&lines[at])).count();
            let ended = runs
                .last()
                .and_then(|run| run.last())
                .is_none_or(|line: &Line| ends_sentence(&line.text) || ends_in_colon(&line.text));
            let first_line =
                deep(&lines[at]) && run == 1 && Some(lines[at].indent) == self.first_line;
            let piece = &lines[at..at + run];
            match runs.last_mut() {
                // One indented line is the first of a paragraph; its next lines are not.
                Some(open) if !ended || open.len() == 1 && deep(&open[0]) && !deep(&piece[0]) => {
                    open.extend_from_slice(piece);
                }
                _ if first_line || run > 0 => runs.push(piece.to_vec()),
                _ => {}
            }
            at += run;
        }
        runs
    }

    /// A run of text lines: the rest of the piece before it, a quotation, or paragraphs.
    fn text(&mut self, lines: Vec<Line>, gap: Option<Gap>, next: Option<&Group>) {
        if let Some(gap) = gap
            && self.continues(&lines, gap)
        {
            let open = self.pieces.last_mut().expect("only an open piece is continued");
            // Only the first paragraph of the run belongs to the open piece.
            let mut paragraphs = split_paragraphs(lines, self.measure);
            let rest = paragraphs.split_off(1);
            open.lines.extend(paragraphs.remove(0));
            let role = if open.role == Role::Quotation { open.role } else { Role::Paragraph };
            self.pieces.extend(rest.into_iter().map(|lines| Piece { role, lines }));
            return;
        }
        let role = self.tell_role(&lines, next);
        let short = if role == Role::Quotation { self.measure * 0.88 } else { self.measure };
        for lines in split_paragraphs(lines, short) {
            self.pieces.push(Piece { role, lines });
        }
    }

    /// Whether `lines` go on with the last piece.
    fn continues(&mut self, lines: &[Line], gap: Gap) -> bool {
        let Some(open) = self.pieces.last() else { return false };
        if !matches!(open.role, Role::Paragraph | Role::Quotation | Role::Item { .. }) {
            return false;
        }
        let last = &open.lines[open.lines.len() - 1];
        let first = &lines[0];
        if self.setting.notes_part(last, first) {
            return false;
        }
        let lower = starts_lower(&first.text);
        let full = last.width > self.measure * 0.85;
        if gap == Gap::Blank {
            let runs_on = lower && full && !ends_sentence(&last.text) && !ends_in_colon(&last.text);
            if runs_on {
                self.record.doubt(
                    first.number,
                    "one paragraph with the lines before the gap",
                    "the sentence runs on",
                );
            }
            return runs_on;
        }
        let indented = self.setting.indented && first.indent > 0;
        let item = matches!(open.role, Role::Item { .. });
        if ends_in_colon(&last.text) {
            return lower && !indented;
        }
        if !ends_sentence(&last.text) {
            return !item || lower;
        }
        if lower {
            return true;
        }
        let narrow = self.share(lines).is_none_or(|share| share < FURTHER_WIDTH);
        let quoted = open.role == Role::Quotation;
        if !full
            || item
            || indented != (quoted && self.setting.indented)
            || quoted && (ends_in_marker(&last.text) || !indented && !narrow)
            || lines.len() > 1 && lines[0].indent > lines[1].indent
        {
            return false;
        }
        self.record.doubt(
            first.number,
            "one paragraph with the last of the page before",
            "that page ends with a sentence on a full line; a paragraph could begin here",
        );
        true
    }

    /// How wide the full lines are set, as a share of the measure.
    fn share(&self, lines: &[Line]) -> Option<f32> {
        measure([lines]).map(|own| own / self.measure)
    }

    /// Whether a run that goes on with nothing is a quotation, and how that was told.
    fn tell_role(&mut self, lines: &[Line], next: Option<&Group>) -> Role {
        let Some((before, last)) = self
            .pieces
            .last()
            .map(|piece| (piece.role, piece.lines[piece.lines.len() - 1].text.clone()))
        else {
            return Role::Paragraph;
        };
        let led = matches!(before, Role::Paragraph) && ends_in_colon(&last);
        let first = lines[0].number;
        let told = |count: usize| match count {
            1 => "a quotation of one line".to_owned(),
            count => format!("a quotation of {count} lines"),
        };
        let indent = lines.iter().map(|line| line.indent).min().unwrap_or_default();
        let lone_first_line = lines.len() == 1 && !led && Some(indent) == self.first_line;
        if indent >= QUOTATION_INDENT && !lone_first_line {
            self.record.doubt(
                first,
                told(lines.len()),
                format!("told by its indentation of {indent} columns"),
            );
            return Role::Quotation;
        }
        if before == Role::Quotation
            && lines.len() == 1
            && lines[0].text.starts_with(['—', '–'])
            && lines[0].width < self.measure * SHORT_LINE
        {
            self.record.doubt(first, "the source of a quotation", "a dash begins it");
            return Role::Quotation;
        }
        if self.setting.indented {
            return Role::Paragraph;
        }
        let Some(share) = self.share(lines) else {
            if led && lines[0].width < self.measure * SHORT_LINE && ends_in_marker(&lines[0].text) {
                self.record.doubt(
                    first,
                    told(1),
                    "the line before ends in a colon and it calls a note; it could be text",
                );
                return Role::Quotation;
            }
            return Role::Paragraph;
        };
        let shown = percent(share, 1.0);
        if led && share < QUOTATION_WIDTH {
            let after = next.and_then(|next| self.share(&next.lines));
            let after = match after {
                Some(after) => format!("; the text after it at {}%", percent(after, 1.0)),
                None => String::new(),
            };
            self.record.doubt(
                first,
                told(lines.len()),
                format!(
                    "the line before ends in a colon; it is set at {shown}% of the measure{after}"
                ),
            );
            return Role::Quotation;
        }
        if before == Role::Quotation && share < FURTHER_WIDTH && !ends_in_marker(&last) {
            self.record.doubt(
                first,
                told(lines.len()),
                format!("the quotation before it calls no note; it is set at {shown}% as well"),
            );
            return Role::Quotation;
        }
        Role::Paragraph
    }
}

/// Parts a run of lines after short last lines and before indented first lines.
fn split_paragraphs(lines: Vec<Line>, measure: f32) -> Vec<Vec<Line>> {
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let begins = paragraphs.last().and_then(|open| open.last()).is_none_or(|last| {
            let ended = ends_sentence(&last.text) && starts_sentence(&line.text);
            let short = last.width < measure * SHORT_LINE;
            let indented = line.indent > last.indent && line.indent > 0;
            ended && (short || indented && without_markers(&last.text).len() > 2)
        });
        if begins {
            paragraphs.push(vec![line]);
        } else if let Some(open) = paragraphs.last_mut() {
            open.push(line);
        }
    }
    paragraphs
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a measure is small and positive"
)]
fn percent(part: f32, whole: f32) -> u32 {
    (part / whole.max(f32::MIN_POSITIVE) * 100.0).round().clamp(0.0, 999.0) as u32
}
