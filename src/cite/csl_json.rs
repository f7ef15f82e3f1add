//! CSL-JSON, the data of the Citation Style Language: a list with one item.
//!
//! Fields by the schema of CSL 1.0.2. The point stands in `annote`, which styles do not print.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::Cited;
use super::names::{self, Name};

/// The work as a list of one item of type `report`.
pub(super) fn write(cited: &Cited<'_>) -> String {
    let report = cited.work.report();
    let mut item = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(key.to_owned(), value);
        }
    };
    put("id", Some(json!(cited.work.key())));
    put("type", Some(json!("report")));
    put("title", Some(json!(cited.work.title())));
    let authors: Vec<_> = names::of(report).iter().map(author).collect();
    put("author", (!authors.is_empty()).then(|| json!(authors)));
    put("publisher", cited.work.publisher().map(Value::from));
    put("issued", report.published.map(date));
    put("accessed", cited.accessed.map(date));
    put("URL", cited.url().map(Value::from));
    put("language", Some(json!(report.language)));
    put("annote", cited.note().map(Value::from));
    let mut text = serde_json::to_string_pretty(&json!([item])).unwrap_or_default();
    text.push('\n');
    text
}

fn author(name: &Name) -> Value {
    match name {
        Name::Whole(name) => json!({ "literal": name }),
        Name::Person { given, family, suffix: None } => json!({ "family": family, "given": given }),
        Name::Person { given, family, suffix: Some(suffix) } => {
            json!({ "family": family, "given": given, "suffix": suffix })
        }
    }
}

fn date(date: Date) -> Value {
    json!({ "date-parts": [[date.year(), date.month(), date.day()]] })
}
