//! Lists in the running text.
//!
//! In: a group's lines and what stands around it. Out: runs of lines, each an item without its
//! bullet or number, or text. Bullets tell themselves; dashes and numbers need company.

use super::flow::Role;
use super::groups::Group;
use super::lines::Line;
use super::record::Record;
use super::signs::{
    ends_in_colon, ends_sentence, is_sure_bullet, lone_bullet, split_bullet, split_number,
    starts_sentence,
};

/// What a run of lines begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// No item.
    Text,
    /// An item's bullet or number, which is taken off.
    Item {
        /// Its number, if it has one.
        ordinal: Option<u32>,
        /// How deep its list stands in others.
        depth: u8,
    },
}

/// Parts a group's `lines` into items and text. `before` is the piece before the group, `next` the
/// group after it; a line narrower than `short` ends a paragraph; `signs` are the open lists'.
pub(super) fn split_items(
    lines: &[Line],
    before: Option<(Role, &[Line])>,
    next: Option<&Group>,
    short: f32,
    signs: &mut Signs,
    record: &mut Record,
) -> Vec<(Start, Vec<Line>)> {
    let mut runs: Vec<(Start, Vec<Line>)> = Vec::new();
    if !matches!(before, Some((Role::Item { .. }, _))) {
        signs.0.clear();
    }
    let mut lone: Option<(char, &Line)> = None;
    for (at, line) in lines.iter().enumerate() {
        let previous = match runs.last() {
            Some((start, run)) => Some((*start, run.last())),
            None => before.map(|(role, lines)| (start_of(role), lines.last())),
        };
        let after = || {
            lines[at + 1..]
                .iter()
                .chain(next.into_iter().flat_map(|next| &next.lines[..1]))
                .map(|line| line.text.as_str())
        };
        // A bullet alone on its line begins the next one.
        let bullet = lone.take();
        lone = lone_bullet(&line.text).map(|sign| (sign, line));
        if let Some((sign, bullet)) = bullet
            && (lone.is_some() || split_bullet(&line.text).is_some_and(|(s, _)| is_sure_bullet(s)))
        {
            record.drop_words(bullet.number, &sign.to_string(), "a bullet without words");
        } else if let Some((sign, bullet)) = bullet {
            let depth = signs.depth_of(sign, bullet.indent);
            let item = Line { page: bullet.page.or(line.page), ..line.clone() };
            runs.push((Start::Item { ordinal: None, depth }, vec![item]));
            continue;
        }
        if lone.is_some() {
            continue;
        }
        if let Some((sign, words)) = split_bullet(&line.text)
            && (is_sure_bullet(sign) || is_company(sign, previous, after()))
        {
            let depth = signs.depth_of(sign, line.indent);
            if !is_sure_bullet(sign) {
                record.drop_words(line.number, &sign.to_string(), "a list's bullet");
            }
            let item = Line { text: words.to_owned(), ..line.clone() };
            runs.push((Start::Item { ordinal: None, depth }, vec![item]));
            continue;
        }
        if let Some(numbered) = split_number(&line.text)
            .filter(|numbered| numbered.label.is_empty() && !numbered.rest.is_empty())
        {
            let number = numbered.number;
            let goes_on = matches!(previous, Some((Start::Item { ordinal: Some(last), .. }, _))
                if last + 1 == number);
            let begins = number == 1
                && after().any(|text| {
                    split_number(text).is_some_and(|n| n.label.is_empty() && n.number == 2)
                });
            if goes_on || begins {
                let item = Line { text: numbered.rest.to_owned(), ..line.clone() };
                runs.push((Start::Item { ordinal: Some(number), depth: 0 }, vec![item]));
                continue;
            }
        }
        match runs.last_mut() {
            Some((Start::Item { .. }, run)) if ends_item(run, line, short) => {
                runs.push((Start::Text, vec![line.clone()]));
            }
            Some((_, run)) => run.push(line.clone()),
            None => runs.push((Start::Text, vec![line.clone()])),
        }
    }
    if let Some((sign, line)) = lone {
        record.drop_words(line.number, &sign.to_string(), "a bullet without words");
    }
    runs
}

fn start_of(role: Role) -> Start {
    match role {
        Role::Item { ordinal, depth } => Start::Item { ordinal, depth },
        _ => Start::Text,
    }
}

/// Whether a dash or the like begins an item: a list goes on, or a colon leads to one that does.
fn is_company<'a>(
    sign: char,
    previous: Option<(Start, Option<&Line>)>,
    mut after: impl Iterator<Item = &'a str>,
) -> bool {
    match previous {
        Some((Start::Item { ordinal: None, .. }, _)) => true,
        Some((_, Some(last))) if !ends_in_colon(&last.text) && !ends_sentence(&last.text) => false,
        _ => after.any(|text| split_bullet(text).is_some_and(|(next, _)| next == sign)),
    }
}

/// The bullets of the lists that are open, outermost first, with their indentation.
#[derive(Debug, Default)]
pub(super) struct Signs(Vec<(char, usize)>);

impl Signs {
    /// How deep an item stands: a new sign, or a deeper one, opens a list in the list.
    fn depth_of(&mut self, sign: char, indent: usize) -> u8 {
        let Self(signs) = self;
        let alike = |known: &(char, usize)| known.0 == sign && known.1.abs_diff(indent) < 2;
        if let Some(known) = signs.iter().position(alike) {
            signs.truncate(known + 1);
        } else {
            while signs.last().is_some_and(|(_, at)| *at > indent) {
                signs.pop();
            }
            signs.push((sign, indent));
        }
        u8::try_from(signs.len().saturating_sub(1)).unwrap_or(u8::MAX).min(5)
    }
}

/// Whether an item's lines are over before `line`, though no gap parts them.
fn ends_item(run: &[Line], line: &Line, short: f32) -> bool {
    run.last().is_some_and(|last| {
        let outdented = run.len() > 1 && line.indent < last.indent;
        ends_sentence(&last.text)
            && starts_sentence(&line.text)
            && (last.width < short || outdented)
    })
}
