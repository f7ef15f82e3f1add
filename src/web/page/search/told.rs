//! What a search tells about itself, in the reader's words.

use crate::search::{By, Odd, Reason, Told, Why};
use crate::web::words::{Words, group};

/// How the query was read.
pub(super) fn notice(words: Words, told: &Told) -> String {
    match told {
        Told::Empty => words.told_empty().to_owned(),
        Told::TooLong(most) => words.told_too_long(most),
        Told::TooManyTerms(most) => words.told_too_many_terms(most),
        Told::TooDeep(most) => words.told_too_deep(most),
        Told::Odd(odd) => sign(words, odd),
        Told::NoField(name) => words.told_no_field(name),
        Told::NoValue(field, value) => words.told_no_value(called(words, field), value),
        Told::NoFilter(filter, name) => words.told_no_filter(called(words, filter), name),
        Told::ShortPrefix(word, least) => words.told_short_prefix(word, least),
        Told::ManyExpansions(prefix, all, most) => {
            words.told_many_expansions(prefix, group(*all), most)
        }
        Told::StopWords => words.told_stop_words().to_owned(),
        Told::PhraseNotFound(phrase) => words.told_phrase_not_found(phrase),
        Told::UnknownWords(unknown) => {
            let unknown: Vec<_> = unknown.iter().map(|word| words.quoted(word)).collect();
            words.told_unknown_words(unknown.join(words.or()))
        }
        Told::Relaxed => words.told_relaxed().to_owned(),
        Told::Partial => words.told_partial().to_owned(),
        Told::IndexFault => words.told_index_fault().to_owned(),
    }
}

fn sign(words: Words, odd: &Odd) -> String {
    match odd {
        Odd::Closing => words.odd_closing().to_owned(),
        Odd::Opening => words.odd_opening().to_owned(),
        Odd::Or => words.odd_or().to_owned(),
        Odd::And => words.odd_and().to_owned(),
        Odd::Quotation => words.odd_quotation().to_owned(),
        Odd::Near => words.odd_near().to_owned(),
        Odd::Phrase => words.odd_phrase().to_owned(),
        Odd::NoWords(signs) => words.odd_no_words(signs),
        Odd::Plain(plain) => words.odd_plain(plain),
    }
}

/// A field or filter by its name in queries.
fn called(words: Words, name: &str) -> &str {
    match name {
        "report" => words.small_report(),
        "section" => words.small_section(),
        "section or judgment" => words.small_section_or_judgment(),
        "kind" => words.small_kind_of_field(),
        "entity" => words.small_entity(),
        "theme" => words.small_theme(),
        "page" => words.small_page(),
        other => other,
    }
}

/// Why words were added.
pub(super) fn reasons(words: Words, reasons: &[Reason]) -> String {
    let reason = |reason: &Reason| match reason {
        Reason::Register(entity) => words.reason_register(entity),
        Reason::Text(seen) => words.reason_text(seen),
        Reason::Meaning => words.reason_meaning().to_owned(),
        Reason::Unknown => words.reason_unknown().to_owned(),
    };
    reasons.iter().map(reason).collect::<Vec<_>>().join(words.semicolon())
}

/// Why a hit was found.
pub(super) fn why(words: Words, why: &[Why]) -> String {
    let line = |why: &Why| {
        let by = match why.by {
            By::Words => words.by_words(),
            By::Forms => words.by_forms(),
            By::Beginning => words.by_beginning(),
            By::Spelling => words.by_spelling(),
            By::Correction => words.by_correction(),
            By::Names => words.by_names(),
            By::Meaning => words.by_meaning(),
            By::Theme => words.small_theme(),
            By::Mentions => words.by_mentions(),
        };
        format!("{by}{}{}", words.colon(), why.words.join(words.list_comma()))
    };
    why.iter().map(line).collect::<Vec<_>>().join(words.semicolon())
}
