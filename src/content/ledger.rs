//! `ledger.toml`: every address that a report ever had. Reader; `write` is the writer, `older`
//! reads the form that the file had first.
//!
//! In: the file. Out: the ledger, where each row stands, and every fault: a ledger that cannot be
//! right is never mended silently.

mod changes;
mod older;
mod write;

use std::collections::HashMap;
use std::ops::Range;

use super::fields::{At, Document, Table, Value};
use super::origins::AddressRows;
use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::model::{
    BlockId, Event, EventKind, Fate, Fingerprint, FormerTitle, FormerWords, Ledger, LedgerBlock,
    LedgerSection, LedgerSentence, Point, SectionId, SeenWords,
};

pub(super) use changes::tell;
pub(super) use write::write;

/// The file's name.
pub(super) const FILE: &str = "ledger.toml";

/// The form that is written.
const FORM: u32 = 2;

/// What to do about a ledger that cannot be right.
const MEND: &str =
    "take the file back from its last good version, then run `sidenote check --update`";

/// A ledger as it was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) ledger: Ledger,
    pub(super) rows: AddressRows,
    /// Whether it is in the form that the file had first.
    pub(super) is_older: bool,
}

/// Reads the file.
pub(super) fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Read {
    let (document, table) = Document::parse(source, 0..source.text().len());
    let root = document.root(&table, "a ledger", &["form", "section", "block"]);
    let form = root.get("form").and_then(|form| form.number("form"));
    let read = match form {
        None => older::read(&root),
        Some(At { value: FORM, .. }) => {
            let mut reader = Reader { root: &root, read: Read::default() };
            reader.read_sections();
            reader.read_blocks();
            reader.check_fates();
            reader.read
        }
        Some(At { value, span }) => {
            let message = format!("the ledger has form {value}, and {FORM} is the newest known");
            document.error_help(&span, message, "use the newer Sidenote that wrote it");
            Read::default()
        }
    };
    // Broken grammar is told without a remedy; here there is one.
    let remedied = |fault: Diagnostic| match fault.help {
        None => fault.help(MEND),
        Some(_) => fault,
    };
    faults.extend(document.take_faults().into_iter().map(remedied));
    read
}

struct Reader<'d> {
    root: &'d Table<'d>,
    read: Read,
}

impl<'d> Reader<'d> {
    fn document(&self) -> &'d Document<'d> {
        self.root.document()
    }

    /// Notes where `point` has its row; a fault if it has one already.
    fn place(&mut self, point: &Point, span: &Range<usize>) -> bool {
        if let Some(first) = self.read.rows.get(point) {
            let document = self.document();
            let message = format!("`{point}` stands here twice");
            let line = document.source().line(first.start);
            let help = format!(
                "the first is on line {line}; an address is never given twice, so keep the row \
                 that published links mean, or {MEND}"
            );
            document.error_help(span, message, help);
            return false;
        }
        self.read.rows.insert(point.clone(), span.clone());
        true
    }

    fn read_sections(&mut self) {
        let keys = &["id", "title", "now", "gone", "was"];
        for table in self.root.tables("section", "a ledger's section", keys) {
            let Some(id) = table.required_text("id", "\"4\"") else { continue };
            let section: SectionId = match id.value.parse() {
                Ok(section) => section,
                Err(why) => {
                    let message = format!("the section's id {why}");
                    self.document().error_help(&id.span, message, MEND);
                    continue;
                }
            };
            if !self.place(&Point::Section(section.clone()), &id.span) {
                continue;
            }
            let title = table.get("title").and_then(|title| title.text("title"));
            let was = table.tables("was", "a former title", &["edition", "title", "now", "gone"]);
            self.read.ledger.sections.push(LedgerSection {
                id: section,
                title: SeenWords::of(title.map_or("", |title| title.value)),
                fate: read_fate(&table),
                was: was.iter().map(read_former_title).collect(),
                blocks: Vec::new(),
            });
        }
    }

    fn read_blocks(&mut self) {
        let keys = &["at", "print", "now", "gone", "is", "history", "sentences"];
        let mut sections: HashMap<SectionId, usize> = HashMap::new();
        for (at, section) in self.read.ledger.sections.iter().enumerate() {
            sections.insert(section.id.clone(), at);
        }
        for table in self.root.tables("block", "a ledger's block", keys) {
            let Some(at) = table.required_text("at", "\"4/3\"") else { continue };
            let Ok(Point::Block(section, id)) = at.value.parse::<Point>() else {
                let message = format!("`{}` is no block's address", shown(at.value));
                self.document().error_help(&at.span, message, MEND);
                continue;
            };
            if !self.place(&Point::Block(section.clone(), id.clone()), &at.span) {
                continue;
            }
            let Some(&place) = sections.get(&section) else {
                let message = format!("the ledger has no section `{section}`");
                self.document().error_help(&at.span, message, MEND);
                continue;
            };
            if let Some(row) = read_block(&table, id, &at.span) {
                self.read.ledger.sections[place].blocks.push(row);
            }
        }
    }

    /// Whether everything that leads elsewhere leads to something.
    fn check_fates(&self) {
        let ledger = &self.read.ledger;
        for section in &ledger.sections {
            let point = Point::Section(section.id.clone());
            let former = section.was.iter().map(|former| &former.fate);
            for fate in std::iter::once(&section.fate).chain(former) {
                self.check_fate(&point, fate);
            }
            for row in &section.blocks {
                let point = Point::Block(section.id.clone(), row.id.clone());
                let sentences = row.sentences.iter().map(|sentence| &sentence.fate);
                for fate in std::iter::once(&row.fate).chain(sentences) {
                    self.check_fate(&point, fate);
                }
            }
        }
    }

    fn check_fate(&self, point: &Point, fate: &Fate) {
        let Fate::Now(there) = fate else { return };
        let ledger = &self.read.ledger;
        let known = match there {
            Point::Section(id) => ledger.section(id).is_some(),
            Point::Block(section, block) => ledger.find(section, block).is_some(),
            Point::Sentence(section, block, number) => ledger
                .find(section, block)
                .is_some_and(|row| row.partial || row.sentence(*number).is_some()),
            _ => false,
        };
        let message = if known {
            let mut at = there.clone();
            let mut moves = 0;
            while let Some(next) = ledger.next(&at).filter(|_| moves <= 100) {
                (at, moves) = (next, moves + 1);
            }
            if moves <= 100 {
                return;
            }
            format!("`{point}` leads to `{there}`, which leads in a circle")
        } else {
            format!("`{point}` leads to `{there}`, which the ledger does not have")
        };
        let span = self.read.rows.get(point).cloned().unwrap_or_default();
        let help = format!("name an address that is in the ledger, or {MEND}");
        self.document().error_help(&span, message, help);
    }
}

/// `now = "4/10"`, `gone = true`, or neither.
fn read_fate(table: &Table<'_>) -> Fate {
    let gone = table.get("gone").and_then(|gone| gone.truth("gone")).unwrap_or_default();
    let Some(now) = table.get("now") else {
        return if gone { Fate::Gone } else { Fate::Here };
    };
    let Some(text) = now.text("now") else { return Fate::Gone };
    let document = table.document();
    if gone {
        let help = "keep `now` if its words are elsewhere, else `gone`";
        document.error_help(&text.span, "`now` and `gone` cannot both be", help);
    }
    match text.value.parse::<Point>() {
        Ok(point) => Fate::Now(point),
        Err(why) => {
            let message = format!("the address `{}` {why}", shown(text.value));
            document.error_help(&text.span, message, "write it as 4, 4/10 or 4/10.1");
            Fate::Gone
        }
    }
}

fn read_former_title(table: &Table<'_>) -> FormerTitle {
    let text = |key| table.get(key).and_then(|value| value.text(key)).map_or("", |text| text.value);
    FormerTitle {
        edition: text("edition").to_owned(),
        title: SeenWords::of(text("title")),
        fate: read_fate(table),
    }
}

fn read_block(table: &Table<'_>, id: BlockId, at: &Range<usize>) -> Option<LedgerBlock> {
    let document = table.document();
    let print = table.required_text("print", "\"…\"")?;
    let Ok(fingerprint) = print.value.parse::<Fingerprint>() else {
        document.error_help(&print.span, "the fingerprint is not hexadecimal", MEND);
        return None;
    };
    let keys = &["edition", "did", "with", "before"];
    let history: Vec<Event> =
        table.tables("history", "an event", keys).iter().filter_map(read_event).collect();
    let fate = read_fate(table);
    let is = table.text("is");
    if let Some(is) = is.as_ref().filter(|_| fate != Fate::Here) {
        let message = "`is` decides about a block that is there";
        let help = "for one that is gone write `now = \"4/12\"` in place of `gone = true`";
        document.error_help(&is.span, message, help);
    }
    let keys = &["n", "text", "since", "until", "now", "was"];
    let mut sentences: Vec<LedgerSentence> = Vec::new();
    for sentence in table.tables("sentences", "a ledger's sentence", keys) {
        let read = read_sentence(&sentence, history.len())?;
        if sentences.iter().any(|other| other.number == read.number) {
            let message = format!("sentence {} stands here twice", read.number);
            document.error_help(&sentence.span, message, MEND);
            return None;
        }
        sentences.push(read);
    }
    if sentences.is_empty() {
        document.error_help(at, "the block has no sentences", MEND);
        return None;
    }
    if fate != Fate::Here {
        for sentence in sentences.iter_mut().filter(|sentence| sentence.fate == Fate::Here) {
            sentence.fate = Fate::Gone;
        }
    }
    let row = LedgerBlock {
        id,
        fingerprint,
        fate,
        is: is.map(|is| is.value.into()),
        history,
        sentences,
        partial: false,
    };
    if Fingerprint::of(&row.words()) != fingerprint {
        let message = "the fingerprint is not that of the block's sentences";
        let help = format!("one of the two was changed by hand: {MEND}");
        document.error_help(&print.span, message, help);
        return None;
    }
    Some(row)
}

fn read_event(table: &Table<'_>) -> Option<Event> {
    let document = table.document();
    let did = table.required_text("did", "\"edited\"")?;
    let Some(kind) = EventKind::ALL.into_iter().find(|kind| kind.name() == did.value) else {
        let known = EventKind::ALL.map(EventKind::name);
        let help = document
            .nearest()
            .help(did.value, known, || format!("an event is one of {}", known.join(", ")));
        let message = format!("unknown event `{}`", shown(did.value));
        document.error_help(&did.span, message, help);
        return None;
    };
    let edition = table.get("edition").and_then(|edition| edition.text("edition"));
    let with = table.texts("with").into_iter().filter_map(|text| match text.value.parse() {
        Ok(point) => Some(point),
        Err(why) => {
            let message = format!("the address `{}` {why}", shown(text.value));
            document.error_help(&text.span, message, MEND);
            None
        }
    });
    Some(Event {
        edition: edition.map_or("", |edition| edition.value).to_owned(),
        kind,
        with: with.collect(),
        before: table.text("before").and_then(|print| print.value.parse().ok()),
    })
}

fn read_sentence(table: &Table<'_>, events: usize) -> Option<LedgerSentence> {
    let document = table.document();
    let Some(number) = table.get("n").map(|number| number.number("n")) else {
        table.missing("n", "1");
        return None;
    };
    let number = number?;
    if number.value == 0 {
        document.error_help(&number.span, "a sentence's number is from 1", MEND);
        return None;
    }
    let text = table.required_text("text", "\"…\"")?;
    let event = |value: Option<Value<'_>>, key: &str| -> Option<usize> {
        let Some(value) = value else { return Some(0) };
        let number = value.number(key)?;
        let event = usize::try_from(number.value).ok().filter(|event| *event <= events);
        if event.is_none() {
            let message = format!("the block's history has no event {}", number.value);
            document.error_help(&number.span, message, MEND);
        }
        event
    };
    let was = table.tables("was", "former words", &["until", "text"]);
    let was = was.iter().map(|former| {
        let until = event(former.get("until"), "until")?;
        let text = former.required_text("text", "\"…\"")?;
        Some(FormerWords { until, words: SeenWords::of(text.value) })
    });
    let was = was.collect::<Option<Vec<_>>>()?;
    let (since, until) = (event(table.get("since"), "since")?, event(table.get("until"), "until")?);
    let fate = match read_fate(table) {
        // What left without saying where to is gone.
        Fate::Here if until > 0 => Fate::Gone,
        fate => fate,
    };
    Some(LedgerSentence {
        number: number.value,
        words: SeenWords::of(text.value),
        since,
        until,
        fate,
        was,
    })
}

/// A name from a file as a message may show it.
fn shown(name: &str) -> String {
    super::fields::printable(name)
}
