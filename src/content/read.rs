//! From a report's folder to its content: which file is what, and what they say together.
//!
//! Each kind of file is read by its own module; here they meet, in this order:
//!
//! 1. the folder is sorted into kinds of files, within limits;
//! 2. `report.toml` gives the parts, the section files give sections, and both are matched;
//! 3. the ledger names the blocks, which makes the edition;
//! 4. the editor's files are read against it;
//! 5. [`super::cross`] checks what only all of it together can show.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::markdown::{RawNote, TextMap};
use super::nearest::Nearest;
use super::origins::Origins;
use super::report::RawPart;
use super::section::RawSection;
use super::source::Source;
use super::{Content, Folder, cross, images, ledger, limits, receipt, register, report, section};
use crate::annotate::sentences;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{
    Block, BlockId, BlockKind, BlockText, Edition, Image, Ledger, Part, Place, Section, SectionId,
    SectionText, SeenWords, Slug, Update,
};

/// Files of a report's folder besides its sections and pictures.
const FILES: [&str; 9] = [
    report::FILE,
    ledger::FILE,
    receipt::FILE,
    "entities.toml",
    "themes.toml",
    "notes.toml",
    "source.txt",
    "README.md",
    "LICENSE",
];

/// A folder's files by kind, decoded.
#[derive(Debug, Default)]
struct Files {
    texts: BTreeMap<String, Arc<Source>>,
    sections: Vec<Arc<Source>>,
    images: Vec<Image>,
    source: Option<Vec<u8>>,
}

/// Reads a report; its blocks are named by `now`, the ledger that is served, if that is given and
/// the one in the folder is sound.
pub(super) fn read(
    slug: &Slug,
    folder: &Folder,
    now: Option<&Ledger>,
) -> (Option<Content>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let files = sort_files(slug, folder, &mut faults);
    let Some(title_page) = files.texts.get(report::FILE) else {
        if !folder.contains_key(report::FILE) {
            let fault = Diagnostic::of_file(
                Severity::Error,
                &format!("{slug}/{}", report::FILE),
                "the report has no title page",
            );
            faults.push(fault.help("add the file; content/README.md shows one"));
        }
        return (None, faults);
    };
    let (facts, raw_parts, broken) = report::read(slug, title_page, &mut faults);
    let (raw_sections, unread) = read_sections(&files.sections, &mut faults);
    let mut misplaced = Vec::new();
    let (parts, sections) =
        arrange(title_page, &raw_parts, raw_sections, unread.as_deref(), &mut misplaced);
    if !broken {
        faults.append(&mut misplaced);
    }

    let ledger_file = files.texts.get(ledger::FILE);
    let faults_before = faults.len();
    let kept = ledger_file.map(|source| ledger::read(source, &mut faults)).unwrap_or_default();
    let ledger_sound = faults[faults_before..].iter().all(|fault| !fault.is_error())
        && ledger_file.is_some() == folder.contains_key(ledger::FILE);

    let mut texts = HashMap::new();
    for (at, part) in raw_parts.into_iter().enumerate() {
        texts.insert(Place::PartTitle(at), (Arc::clone(title_page), part.map));
    }
    let words = words_of(&sections, &facts.language);
    let base = now.filter(|_| ledger_sound).unwrap_or(&kept.ledger);
    let Update { ledger, names, changes } = base.updated(&words, &facts.edition);
    let (sections, notes) = name_blocks(sections, names, &mut texts);
    let (note_texts, note_places) = cross::collect_notes(notes, &mut faults);
    let receipt =
        files.texts.get(receipt::FILE).and_then(|source| receipt::read(source, &mut faults));
    let edition = Edition::new(facts, parts, sections, note_texts, files.images, receipt);
    let mut origins = Origins::new(slug.to_string(), texts);

    let editor = ["entities.toml", "themes.toml", "notes.toml"].map(|name| files.texts.get(name));
    let [entities, themes, notes] = editor.map(|source| source.map(|source| &**source));
    let rows_of = register::Files { entities, themes, notes };
    let (register, rows) = register::read(rows_of, &edition, &ledger, &mut faults);
    origins.add_rows(rows, editor);
    if let Some(source) = ledger_file {
        origins.add_ledger(source, kept.rows);
    }
    let content = Content { edition, register, ledger, changes, origins, source: files.source };
    cross::check(&content, notes.is_some(), &note_places, &mut faults);
    if ledger_sound {
        let kept = ledger_file.map(|_| (&kept.ledger, kept.is_older));
        cross::check_ledger(slug, kept, &content, &mut faults);
    }
    (Some(content), faults)
}

/// Decodes every file that is known, within the limits, and names those that are not.
fn sort_files(slug: &Slug, folder: &Folder, faults: &mut Vec<Diagnostic>) -> Files {
    let mut files = Files::default();
    let nearest = Nearest::new();
    let (mut text_bytes, mut picture_bytes) = (0, 0);
    let whole = |message: String, help: &str| {
        Diagnostic::of_file(Severity::Error, slug.as_str(), message).help(help)
    };
    if folder.len() > limits::FILES {
        let message = format!("has {} files, at most {} are read", folder.len(), limits::FILES);
        faults.push(whole(message, "join sections, or make it two reports"));
    }
    for (name, bytes) in folder.iter().take(limits::FILES) {
        let path = format!("{slug}/{name}");
        if bytes.len() > limits::of_file(name) {
            let most = limits::megabytes(limits::of_file(name));
            faults.push(Diagnostic::of_file(
                Severity::Error,
                &path,
                format!("the file has {} bytes, at most {most} are read", bytes.len()),
            ));
        } else if let Some(image) = name.strip_prefix(images::FOLDER) {
            picture_bytes += bytes.len();
            match images::read(image, bytes) {
                Some(image) => files.images.push(image),
                None => faults.push(
                    Diagnostic::of_file(
                        Severity::Error,
                        &path,
                        "is not a picture that can be shown",
                    )
                    .help("give a PNG, JPEG, WebP or GIF"),
                ),
            }
        } else if name == "source.txt" {
            files.source = Some(bytes.clone());
        } else if is_section(name) {
            text_bytes += bytes.len();
            files.sections.extend(Source::decode(path, bytes, faults).map(Arc::new));
        } else if let Some(known) = FILES.iter().find(|known| *known == name) {
            if !matches!(*known, "README.md" | "LICENSE") {
                // The ledger has a limit of its own.
                text_bytes += if *known == ledger::FILE { 0 } else { bytes.len() };
                let source = Source::decode(path, bytes, faults);
                files.texts.extend(source.map(|source| (name.clone(), Arc::new(source))));
            }
        } else {
            let known = FILES.iter().copied();
            let help = nearest.help(name, known, || {
                "a report's folder holds sections/*.md, images/ and the files that \
                 content/README.md names"
                    .to_owned()
            });
            let fault = Diagnostic::of_file(Severity::Warning, &path, "the file is not read");
            faults.push(fault.help(help));
        }
    }
    for (bytes, most, what) in [
        (text_bytes, limits::TEXT, "sections and .toml files"),
        (picture_bytes, limits::PICTURES, "pictures"),
    ] {
        if bytes > most {
            let most = limits::megabytes(most);
            let message = format!("its {what} have {bytes} bytes, at most {most} are read");
            faults.push(whole(message, "make it two reports"));
            files = Files { source: files.source, ..Files::default() };
        }
    }
    files
}

fn is_section(name: &str) -> bool {
    name.strip_prefix("sections/").is_some_and(|rest| {
        !rest.contains('/')
            && rest.len() > 3
            && rest.as_bytes()[rest.len() - 3..].eq_ignore_ascii_case(b".md")
    })
}

/// A section with the file that it stands in.
type Filed = (Arc<Source>, RawSection);

/// Reads every section file, and gives the name of one that does not tell which section it is.
/// An id that is there already is a fault.
fn read_sections(
    sources: &[Arc<Source>],
    faults: &mut Vec<Diagnostic>,
) -> (BTreeMap<SectionId, Filed>, Option<String>) {
    let mut sections = BTreeMap::<SectionId, Filed>::new();
    let mut unread = None;
    for source in sources {
        let Some(read) = section::read(source, faults) else {
            unread = unread.or_else(|| Some(source.name().to_owned()));
            continue;
        };
        if let Some((first, _)) = sections.get(&read.id) {
            let message = format!("section `{}` is there already", read.id);
            let help = format!("it stands in {}; give each its own id or number", first.name());
            faults.push(source.error(read.id_span.clone(), message).help(help));
            continue;
        }
        sections.insert(read.id.clone(), (Arc::clone(source), read));
    }
    (sections, unread)
}

/// Puts sections in the order of the parts. Sections in no part go last, with a fault.
fn arrange(
    title_page: &Source,
    raw_parts: &[RawPart],
    mut sections: BTreeMap<SectionId, Filed>,
    unread: Option<&str>,
    faults: &mut Vec<Diagnostic>,
) -> (Vec<Part>, Vec<Filed>) {
    let nearest = Nearest::new();
    let known: Vec<String> = sections.keys().map(ToString::to_string).collect();
    let mut listed = HashMap::<String, Range<usize>>::new();
    let mut parts = Vec::new();
    let mut arranged = Vec::new();
    for part in raw_parts {
        let start = arranged.len();
        for name in &part.sections {
            if let Some(first) = listed.insert(name.value.clone(), name.span.clone()) {
                let message = format!("section `{}` stands in the parts twice", name.value);
                let help = format!("the first is on line {}", title_page.line(first.start));
                faults.push(title_page.error(name.span.clone(), message).help(help));
                continue;
            }
            let id = name.value.parse::<SectionId>().ok();
            if let Some(section) = id.and_then(|id| sections.remove(&id)) {
                arranged.push(section);
            } else {
                let known = known.iter().map(String::as_str);
                let help = nearest.help(&name.value, known, || match unread {
                    Some(file) => format!("mend {file} first, which may be it"),
                    None => "no file in sections/ has this id or number".to_owned(),
                });
                let shown = super::fields::printable(&name.value);
                let message = format!("unknown section `{shown}`");
                faults.push(title_page.error(name.span.clone(), message).help(help));
            }
        }
        if part.sections.is_empty() {
            let (title, span) = (part.title.plain(), part.map.whole());
            let message = format!("the part `{title}` has no sections");
            faults.push(title_page.warning(span, message));
        }
        let sections = start..arranged.len();
        parts.push(Part { title: part.title.clone(), sections, page: None });
    }
    for (source, section) in sections.into_values() {
        let message = format!("section `{}` is in no part", section.id);
        let fault = source.error(section.id_span.clone(), message);
        faults.push(fault.help("add it to a part's `sections` in report.toml"));
        if let Some(last) = parts.last_mut() {
            arranged.push((source, section));
            last.sections.end = arranged.len();
        }
    }
    (parts, arranged)
}

/// A note's own text with the file that it stands in.
pub(super) type FiledNote = (Arc<Source>, RawNote);

/// The words of `sections`, written in `language`, as the ledger compares them.
fn words_of(sections: &[Filed], language: &str) -> Vec<SectionText> {
    let block = |kind: &BlockKind, plain: &str| {
        let spans = sentences::of_block(kind, plain, language);
        BlockText::new(*kind == BlockKind::Heading, plain, &spans)
    };
    let section = |(_, raw): &Filed| SectionText {
        id: raw.id.clone(),
        title: SeenWords::of(raw.title.plain()),
        blocks: raw.body.blocks.iter().map(|read| block(&read.kind, read.text.plain())).collect(),
    };
    sections.iter().map(section).collect()
}

/// Gives every block its name, and notes where the texts stand.
fn name_blocks(
    raw: Vec<Filed>,
    names: Vec<Vec<BlockId>>,
    texts: &mut HashMap<Place, (Arc<Source>, TextMap)>,
) -> (Vec<Section>, Vec<FiledNote>) {
    let mut sections = Vec::new();
    let mut notes = Vec::new();
    for (at, ((source, raw), ids)) in raw.into_iter().zip(names).enumerate() {
        let mut blocks = Vec::new();
        for (block, (read, id)) in raw.body.blocks.into_iter().zip(ids).enumerate() {
            texts.insert(Place::Block { section: at, block }, (Arc::clone(&source), read.map));
            blocks.push(Block { id, kind: read.kind, text: read.text, page: None });
        }
        texts.insert(Place::Title { section: at }, (Arc::clone(&source), raw.map));
        notes.extend(raw.body.notes.into_iter().map(|note| (Arc::clone(&source), note)));
        sections.push(Section {
            id: raw.id,
            kind: raw.kind,
            number: raw.number,
            title: raw.title,
            blocks,
            part: 0,
            page: None,
        });
    }
    (sections, notes)
}
