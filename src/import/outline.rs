//! The text's outline: title page, headings of parts, numbered judgments, sub-headings.
//!
//! In: the groups of lines. Out: [`Member`]s in the text's order; what is no heading stays a group
//! for the pass over the running text. Headings are told by capitals where a text has them, else
//! by standing alone and short; judgments by the numbers that run through the text.

use super::groups::{Gap, Group, Setting};
use super::judgments::{find_judgments, take_statement};
use super::lines::Line;
use super::record::Record;
use super::signs::{
    ends_in_colon, ends_sentence, is_capitals, split_bullet, split_number, starts_lower,
    starts_sentence, without_markers,
};
use crate::model::Report;

/// A piece of the outline.
#[derive(Debug)]
pub(super) enum Member {
    /// The heading of a part.
    Part(Vec<Line>),
    /// A numbered statement, its number taken off.
    Judgment {
        /// Its number.
        number: u32,
        /// Its lines.
        lines: Vec<Line>,
    },
    /// A sub-heading.
    Heading(Vec<Line>),
    /// Text.
    Text(Group),
}

/// Lines that a heading may have.
const LONGEST_HEADING: usize = 4;

/// Part of the measure that a sub-heading's lines fill at most.
const HEADING_WIDTH: f32 = 0.78;

/// Names of parts, for texts that do not set their headings in capitals.
const PARTS: [&str; 20] = [
    "introduction",
    "conclusion",
    "conclusions",
    "concluding remarks",
    "summary",
    "executive summary",
    "key findings",
    "findings",
    "foreword",
    "preface",
    "acknowledgments",
    "acknowledgements",
    "recommendations",
    "methodology",
    "method",
    "background",
    "about the author",
    "about the authors",
    "references",
    "bibliography",
];

/// Finds the outline of `groups`; `report` holds what the title page says.
pub(super) fn outline(
    groups: Vec<Group>,
    setting: Setting,
    report: &Report,
    record: &mut Record,
) -> Vec<Member> {
    let groups = drop_title_page(groups, report, record);
    let mut members = find_capitals(groups, setting);
    find_judgments(&mut members, setting, record);
    let mut members = join_statements(members, setting, record);
    find_headings(&mut members, setting);
    promote_headings(&mut members, record);
    join_parts(members, setting, record)
}

/// Drops what repeats the title page's facts before the first text.
fn drop_title_page(mut groups: Vec<Group>, report: &Report, record: &mut Record) -> Vec<Group> {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let mut facts = vec![plain(&report.title), plain(&report.full_title())];
    facts.extend(report.subtitle.iter().map(|subtitle| plain(subtitle)));
    facts.extend(report.publisher.iter().map(|publisher| plain(publisher)));
    if let Some(published) = report.published {
        for form in ["%Y", "%B %Y", "%-d %B %Y", "%B %-d, %Y"] {
            facts.push(plain(&published.strftime(form).to_string()));
        }
    }
    for author in &report.authors {
        facts.push(plain(&author.name));
        facts.push(plain(&format!("by {}", author.name)));
        facts.extend(author.affiliation.iter().map(|affiliation| plain(affiliation)));
    }
    let is_fact = |lines: &[Line]| {
        let joined: String = lines.iter().map(|line| plain(&line.text)).collect();
        !joined.is_empty() && facts.contains(&joined)
    };
    let mut drop = |lines: &[Line]| {
        for line in lines {
            record.drop_words(line.number, &line.text, "title page: the report's facts hold it");
        }
    };
    let front = groups.iter().take_while(|group| group.lines.len() <= LONGEST_HEADING).count();
    let mut page = None;
    for group in &mut groups[..front] {
        page = page.or(group.lines[0].page);
        if is_fact(&group.lines) {
            drop(&group.lines);
            group.lines.clear();
        } else {
            // Title and author may stand in one group.
            group.lines.retain(|line| {
                let fact = is_fact(std::slice::from_ref(line));
                if fact {
                    drop(std::slice::from_ref(line));
                }
                !fact
            });
        }
        // The page begins with what remains of it.
        if let Some(first) = group.lines.first_mut() {
            if first.page.is_none() {
                first.page = page;
            }
            page = None;
        }
    }
    groups.retain(|group| !group.lines.is_empty());
    if let Some(first) = groups.get_mut(front).or(None) {
        first.lines[0].page = first.lines[0].page.or(page);
    }
    groups
}

/// Headings in capitals: whole groups, or the lines before a group's text.
fn find_capitals(groups: Vec<Group>, setting: Setting) -> Vec<Member> {
    let mut members = Vec::new();
    for mut group in groups {
        let capital = |line: &Line| {
            is_capitals(without_markers(&line.text))
                && split_bullet(&line.text).is_none()
                && split_number(&line.text).is_none_or(|numbered| numbered.label.is_empty())
        };
        let lines = group.lines.iter().take_while(|line| capital(line)).count();
        let whole = lines == group.lines.len();
        // Texts of short lines have no measure to speak of.
        let widest = (setting.measure * 1.4).max(30.0);
        let wide = group.lines[..lines].iter().any(|line| line.width > widest);
        // Inside a paragraph a line may hold capitals only, at its start a few words may.
        let leads = group.lines.get(lines).is_some_and(|line| starts_sentence(&line.text))
            && group.lines[..lines].iter().all(|line| line.width < setting.measure * 0.9);
        if lines == 0 || lines > LONGEST_HEADING || wide || !(whole || leads) {
            members.push(Member::Text(group));
            continue;
        }
        let rest = group.lines.split_off(lines);
        members.push(Member::Part(group.lines));
        if !rest.is_empty() {
            members.push(Member::Text(Group { gap: Gap::Blank, lines: rest }));
        }
    }
    members
}

/// Joins to each judgment the groups that its statement runs on in.
fn join_statements(members: Vec<Member>, setting: Setting, record: &mut Record) -> Vec<Member> {
    let mut joined: Vec<Member> = Vec::new();
    let mut rest = members.into_iter().peekable();
    while let Some(member) = rest.next() {
        let Member::Judgment { number, mut lines } = member else {
            joined.push(member);
            continue;
        };
        let tail = take_statement(&mut lines, setting);
        let mut parts = 1;
        while tail.is_empty() && parts < 8 {
            let runs_on = |next: &Member| match next {
                Member::Text(next) => {
                    let last = lines.last().map_or("", |line| line.text.as_str());
                    let full = lines.last().is_some_and(|l| l.width > setting.measure * 0.75);
                    let first = next.lines[0].text.as_str();
                    !ends_sentence(last)
                        && !ends_in_colon(last)
                        && (starts_lower(first) || full || last.is_empty())
                        && split_bullet(first).is_none()
                }
                _ => false,
            };
            let Some(Member::Text(next)) = rest.next_if(runs_on) else { break };
            lines.extend(next.lines);
            parts += 1;
        }
        if let [first, second, ..] = lines.as_mut_slice()
            && first.text.is_empty()
        {
            second.page = second.page.or(first.page);
        }
        if let [only] = lines.as_mut_slice()
            && only.text.is_empty()
        {
            // A number without a statement is text.
            only.text = format!("{number}.");
            joined.push(Member::Text(Group { gap: Gap::Blank, lines }));
            continue;
        }
        lines.retain(|line| !line.text.is_empty());
        let first = lines.first().map_or(1, |line| line.number);
        if lines.len() > 8 {
            record.doubt(
                first,
                format!("judgment {number} has a statement of {} lines", lines.len()),
                "nothing parts it from the text that may follow",
            );
        }
        joined.push(Member::Judgment { number, lines });
        if !tail.is_empty() {
            joined.push(Member::Text(Group { gap: Gap::Blank, lines: tail }));
        }
    }
    joined
}

/// Sub-headings: one or two short lines that stand alone before a paragraph.
fn find_headings(members: &mut [Member], setting: Setting) {
    for at in 0..members.len() {
        let Member::Text(group) = &members[at] else { continue };
        let before = at.checked_sub(1).map(|before| &members[before]);
        let mid_sentence = match before {
            Some(Member::Text(before)) => {
                let last = &before.lines[before.lines.len() - 1].text;
                !ends_sentence(last) && group.gap == Gap::Page || ends_in_colon(last)
            }
            _ => false,
        };
        let leads = match members.get(at + 1) {
            Some(Member::Text(next)) => {
                !starts_lower(&next.lines[0].text) && split_bullet(&next.lines[0].text).is_none()
            }
            Some(Member::Judgment { .. }) => true,
            _ => false,
        };
        if mid_sentence || !leads || !looks_like_heading(group, setting) {
            continue;
        }
        let lines = group.lines.clone();
        members[at] = Member::Heading(lines);
    }
}

fn looks_like_heading(group: &Group, setting: Setting) -> bool {
    let text = group.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    let bare = without_markers(&text);
    let short = group.lines.iter().all(|line| line.width < setting.measure * HEADING_WIDTH);
    let question = bare.ends_with('?') && group.lines.len() == 1;
    let ends_open = !ends_sentence(bare) && !bare.ends_with([',', ';', ':', '-', '–', '—']);
    group.lines.len() <= 2
        && short
        && (ends_open || question)
        && starts_sentence(bare)
        && !bare.starts_with(['“', '"', '‘', '['])
        && bare.split(' ').count() <= 14
        && bare.chars().any(char::is_alphabetic)
        && split_bullet(bare).is_none()
}

/// Where no heading is in capitals, the ones that stand before judgments or have a part's name
/// are parts; without judgments all are.
fn promote_headings(members: &mut [Member], record: &mut Record) {
    if members.iter().any(|member| matches!(member, Member::Part(_))) {
        return;
    }
    let judged = members.iter().any(|member| matches!(member, Member::Judgment { .. }));
    for at in 0..members.len() {
        let before_judgment = matches!(members.get(at + 1), Some(Member::Judgment { .. }));
        let Member::Heading(lines) = &mut members[at] else { continue };
        let text = lines.iter().map(|line| line.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        let name = text.trim_start_matches(|c: char| !c.is_alphabetic());
        let deep = text.split(' ').next().is_some_and(|number| {
            let number = number.trim_end_matches('.');
            number.contains('.') && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        });
        if deep || judged && !before_judgment && !PARTS.contains(&name) {
            continue;
        }
        let lines = std::mem::take(lines);
        if !PARTS.contains(&name) {
            record.doubt(
                lines[0].number,
                "the heading of a part",
                if judged {
                    "it stands alone before a judgment, and no heading is in capitals"
                } else {
                    "it stands alone and short, and no heading is in capitals; \
                     it could be a sub-heading"
                },
            );
        }
        members[at] = Member::Part(lines);
    }
}

/// Joins part headings that follow one another without text: one heading over several groups.
fn join_parts(members: Vec<Member>, setting: Setting, record: &mut Record) -> Vec<Member> {
    let mut joined: Vec<Member> = Vec::new();
    for member in members {
        if let (Some(Member::Part(before)), Member::Part(lines)) = (joined.last_mut(), &member)
            && !setting.notes_part(&before[before.len() - 1], &lines[0])
        {
            record.doubt(
                lines[0].number,
                "one heading with the one before it",
                "no text stands between them; it could be a part's and a section's",
            );
            before.extend(lines.iter().cloned());
        } else {
            joined.push(member);
        }
    }
    joined
}
