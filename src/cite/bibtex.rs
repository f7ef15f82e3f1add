//! `BibTeX` and `BibLaTeX`: one entry, with a line before it that says how to cite the point.
//!
//! Everything between entries is a comment to both programs. Names of fields are those of the
//! standard styles (`btxdoc`, 1988) and of the `biblatex` manual, 2.2; institutions and words that
//! keep their capitals stand in braces. The point itself is in `annote` or `annotation`, which the
//! standard styles do not print.

use std::fmt::Write as _;

use super::names::{self, Name};
use super::{Cited, Style};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Bibtex,
    Biblatex,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The work as an entry.
pub(super) fn write(cited: &Cited<'_>, dialect: Dialect) -> String {
    let report = cited.work.report();
    let is_new = dialect == Dialect::Biblatex;
    let key = cited.work.key();
    let names: Vec<_> = names::of(report).iter().map(name).collect();
    let quoted = |value: &str| format!("{{{value}}}");
    let mut fields: Vec<(&str, String)> = Vec::new();
    if !names.is_empty() {
        fields.push(("author", quoted(&names.join(" and "))));
    }
    fields.push(("title", quoted(&protect(&cited.work.title(), cited.work.sentence_title()))));
    if let Some(publisher) = cited.work.publisher() {
        fields.push(("institution", quoted(&format!("{{{}}}", escape(&publisher)))));
    }
    match (report.published, is_new) {
        (Some(date), true) => fields.push(("date", quoted(&date.to_string()))),
        (Some(date), false) => {
            fields.push(("year", quoted(&date.year().to_string())));
            let month = usize::try_from(date.month()).unwrap_or(1);
            fields.push(("month", MONTHS[month.clamp(1, 12) - 1].to_owned()));
        }
        (None, _) => {}
    }
    if is_new {
        // The type is what the driver asks for; without it some styles print nothing here.
        fields.push(("type", quoted("report")));
        fields.extend(language(&report.language).map(|name| ("langid", quoted(name))));
    }
    if let Some(url) = cited.url() {
        fields.push(("url", quoted(&url_of(url))));
    }
    if let Some(date) = cited.accessed {
        let day = date.to_string();
        fields.push(if is_new {
            ("urldate", quoted(&day))
        } else {
            ("note", quoted(&format!("Accessed: {day}")))
        });
    }
    if let Some(note) = cited.note() {
        fields.push((if is_new { "annotation" } else { "annote" }, quoted(&escape(&note))));
    }
    let mut out = String::new();
    if let Some(locator) = &cited.locator {
        // An at sign would begin an entry.
        let words = escape(&locator.words(Style::ChicagoNote)).replace('@', "");
        let _ = writeln!(out, "% \\cite[{words}]{{{key}}}");
    }
    let kind = if is_new { "report" } else { "techreport" };
    let _ = writeln!(out, "@{kind}{{{key},");
    for (name, value) in fields {
        let _ = writeln!(out, "  {name} = {value},");
    }
    out.push_str("}\n");
    out
}

/// A name as both programs read it; an institution in braces of its own, so that it is not
/// divided.
fn name(name: &Name) -> String {
    match name {
        Name::Whole(name) => format!("{{{}}}", escape(name)),
        Name::Person { given, family, suffix: None } => {
            format!("{}, {}", escape(family), escape(given))
        }
        Name::Person { given, family, suffix: Some(suffix) } => {
            format!("{}, {}, {}", escape(family), escape(suffix), escape(given))
        }
    }
}

/// A title whose names stand in braces, so that no style puts them in lower case: those words
/// that keep their capital in `sentence`, all words with a capital where that is unknown.
fn protect(title: &str, sentence: Option<&str>) -> String {
    let words: Vec<_> = title.split(' ').collect();
    let in_sentence: Vec<_> = sentence.unwrap_or(title).split(' ').collect();
    let is_known = sentence.is_some() && in_sentence.len() == words.len();
    let protected = words.iter().enumerate().map(|(at, word)| {
        let shown = if is_known { in_sentence[at] } else { word };
        let has_capital = shown.chars().any(char::is_uppercase);
        // The first word keeps its capital by itself.
        let inner = shown.chars().skip(1).any(char::is_uppercase);
        if (at > 0 && has_capital) || inner {
            format!("{{{}}}", escape(word))
        } else {
            escape(word)
        }
    });
    protected.collect::<Vec<_>>().join(" ")
}

/// Text without anything that TeX or the reader of the file takes for a command.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            // Escaped braces still count when braces are matched.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An address as `\url` takes it: braces and backslashes would end it.
fn url_of(url: &str) -> String {
    let encode = |c: char| match c {
        '{' => "%7B".to_owned(),
        '}' => "%7D".to_owned(),
        '\\' => "%5C".to_owned(),
        c if c.is_control() || c.is_whitespace() => String::new(),
        c => c.to_string(),
    };
    url.chars().map(encode).collect()
}

/// The name of a language in `babel`, for the languages whose names all versions know.
fn language(tag: &str) -> Option<&'static str> {
    Some(match tag.split('-').next()? {
        "en" => "english",
        "de" => "german",
        "fr" => "french",
        "es" => "spanish",
        "it" => "italian",
        "nl" => "dutch",
        "pt" => "portuguese",
        "ru" => "russian",
        "pl" => "polish",
        "sv" => "swedish",
        "zh" => "chinese",
        "ja" => "japanese",
        _ => return None,
    })
}
