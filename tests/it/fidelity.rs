//! The sample edition against its source: every word, marker and printed page.
//!
//! The source is read here a second time, by rules of its own that know this one text, so that
//! neither `import` nor an editor's correction can hide a loss from both sides.

use sidenote::model::{Edition, Place, Slug};
use sidenote::{content, library};

const SLUG: &str = "understanding-chinas-ai-strategy";

/// A word of the print: the note called right after it, the page that begins with it.
#[derive(Debug, PartialEq, Eq, Default)]
struct Word {
    text: String,
    note: Option<u32>,
    page: Option<u32>,
}

fn sample() -> (Edition, Vec<u8>) {
    let slug: Slug = SLUG.parse().unwrap();
    let folder = &library::embedded()[&slug];
    let (content, faults) = content::read_report(&slug, folder);
    let errors: Vec<_> =
        faults.iter().filter(|fault| fault.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    (content.unwrap().edition, folder["source.txt"].clone())
}

/// The source's words: lines of digits alone are debris, a bullet and a judgment's number are
/// no words, a hyphen at a line's end joins, digits glued to a word are a marker when they are
/// the next in the running count.
fn words_of_source(source: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut judgment, mut note, mut page) = (1, 1, 2);
    let (mut page_begins, mut hyphen) = (false, false);
    for line in source.lines() {
        let tokens: Vec<_> = line.split_whitespace().collect();
        if tokens.is_empty() {
            continue;
        }
        if tokens.iter().all(|token| token.bytes().all(|b| b.is_ascii_digit())) {
            page_begins |= tokens == ["19"];
            continue;
        }
        page_begins |= line.starts_with(' ');
        for (at, token) in tokens.iter().enumerate() {
            if *token == "•" || (at == 0 && *token == format!("{judgment}.")) {
                judgment += u32::from(*token != "•");
                continue;
            }
            if *token == note.to_string() && words.last().is_some_and(|w| w.text.ends_with('.')) {
                words.last_mut().unwrap().note = Some(note);
                note += 1;
                continue;
            }
            let mut word = Word { text: (*token).to_owned(), ..Word::default() };
            if let Some(rest) = token.strip_suffix(&note.to_string())
                && rest.ends_with(|c: char| !c.is_ascii_digit() && c != '#' && c != '$')
            {
                word = Word { text: rest.to_owned(), note: Some(note), page: None };
                note += 1;
            }
            if page_begins {
                page += 1;
                word.page = Some(page);
                page_begins = false;
            }
            if hyphen && at == 0 {
                let last = words.last_mut().unwrap();
                last.text += &word.text;
                last.note = word.note;
            } else {
                words.push(word);
            }
        }
        hyphen = words.last().is_some_and(|word| word.text.ends_with('-'));
    }
    words
}

/// The edition's words in order; a title that repeats its part's is printed once.
fn words_of_edition(edition: &Edition) -> Vec<Word> {
    let mut words = Vec::new();
    for place in edition.places() {
        if matches!(place, Place::Title { section } if edition.repeats_part_title(section)) {
            continue;
        }
        let text = edition.text(place);
        let mut markers: Vec<_> = text.markers().collect();
        let mut breaks: Vec<_> = text.page_breaks().collect();
        let mut at = 0;
        for word in text.plain().split_whitespace() {
            let start = at + text.plain()[at..].find(word).unwrap();
            at = start + word.len();
            let note = markers.iter().position(|&(_, offset)| offset == at);
            let page = breaks.iter().position(|&(_, offset)| offset == start);
            words.push(Word {
                text: word.to_owned(),
                note: note.map(|found| markers.remove(found).0.get()),
                page: page.map(|found| breaks.remove(found).0.as_str().parse().unwrap()),
            });
        }
        assert!(markers.is_empty(), "{markers:?} stand inside a word of {:?}", text.plain());
        assert!(breaks.is_empty(), "{breaks:?} stand inside a word of {:?}", text.plain());
    }
    words
}

#[test]
fn every_word_marker_and_page_stands_in_its_place() {
    let (edition, source) = sample();
    let expected = words_of_source(std::str::from_utf8(&source).unwrap());
    let found = words_of_edition(&edition);
    for (at, (expected, found)) in expected.iter().zip(&found).enumerate() {
        assert_eq!(expected, found, "word {at}");
    }
    assert_eq!(expected.len(), found.len());
    assert_eq!(found.len(), 8_380);
    let notes: Vec<_> = found.iter().filter_map(|word| word.note).collect();
    assert_eq!(notes, (1..=98).collect::<Vec<_>>());
    let pages: Vec<_> = found.iter().filter_map(|word| word.page).collect();
    assert_eq!(pages, (3..=22).collect::<Vec<_>>());
}

#[test]
fn the_source_is_kept_byte_for_byte() {
    let (edition, source) = sample();
    assert_eq!(source.len(), 61_109);
    assert_eq!(
        edition.receipt.unwrap().source.sha256,
        "03ee3100cf3ff11ee61cf0f5c1a59a96ac0ca9f458b4293be35c42d3a7ca479c"
    );
}

#[test]
fn the_parts_of_the_report_are_counted_right() {
    let (edition, _) = sample();
    let kinds = |name: &str| {
        edition.sections.iter().flat_map(|s| &s.blocks).filter(|b| b.kind.name() == name).count()
    };
    assert_eq!(edition.parts.len(), 10);
    assert_eq!(edition.judgments().count(), 16);
    assert_eq!(edition.count_words(), 8_380);
    assert_eq!(
        [kinds("paragraph"), kinds("quotation"), kinds("item"), kinds("heading")],
        [67, 8, 8, 4]
    );
    let mut order: Vec<String> = (1..=16).map(|number| number.to_string()).collect();
    order.insert(9, "box".to_owned());
    order.insert(0, "introduction".to_owned());
    order.push("conclusion".to_owned());
    let found: Vec<_> = edition
        .sections
        .iter()
        .map(|s| if s.kind.name() == "box" { "box".to_owned() } else { s.id.to_string() })
        .collect();
    assert_eq!(found, order);
    let of = |id: &str| edition.find_section(&id.parse().unwrap()).unwrap();
    assert_eq!(edition.sections[10].part, edition.sections[of("9")].part);
    let statement: Vec<_> = edition.sections[of("12")].title.markers().collect();
    assert_eq!(statement.iter().map(|(note, _)| note.get()).collect::<Vec<_>>(), [68]);
}
