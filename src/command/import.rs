//! `sidenote import`: an outside text becomes a report's folder.
//!
//! In: a file and the facts of its title page. Out: the folder, and the receipt's summary on the
//! standard output. A folder that is already there is replaced only with `--force`; what editors
//! wrote beside the text, and the ledger, stay even then.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use jiff::civil::Date;

use super::{FAULTS, SOUND};
use crate::content::{self, Folder, disk};
use crate::import::{Imported, LARGEST_SOURCE, Options, import};
use crate::model::{Author, PageLabel, Receipt, Register, Report, Slug};

pub(super) const EXAMPLES: &str = "\
Examples:
  sidenote import report.txt --slug my-report --title \"My Report\"
      write content/my-report and print what was read
  sidenote import report.txt --slug my-report --title \"My Report: Its Subtitle\" \\
      --author \"Ann Writer, Institute of Reports\" --author \"B. Scholar\" \\
      --publisher \"Institute of Reports\" --date 2019-02-06 --first-page 3
      the same with its title page
  sidenote import report.txt --slug my-report --title \"My Report\" --force
      do it again; entities, themes, glosses and the ledger stay as they are

The text is what `pdftotext -layout` or the like makes of a PDF, in UTF-8.
Correct the sections by hand afterwards, and let `sidenote check` watch over it.";

/// Files that are editors' work, or the memory of addresses, and are never replaced.
const KEPT: [&str; 4] = ["entities.toml", "themes.toml", "notes.toml", "ledger.toml"];

/// What `import` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The text to read
    source: PathBuf,
    /// The report's name in addresses: lower-case letters, digits, hyphens
    #[arg(long)]
    slug: Slug,
    /// The folder that reports lie in
    #[arg(long, value_name = "DIR", default_value = "content")]
    out: PathBuf,
    /// The title; what follows a colon and a blank is the subtitle [default: the slug's words]
    #[arg(long)]
    title: Option<String>,
    /// An author, as "Name, Affiliation"; give it once for each
    #[arg(long = "author", value_name = "NAME, AFFILIATION")]
    authors: Vec<String>,
    /// Who published it
    #[arg(long)]
    publisher: Option<String>,
    /// When it was published, as 2019-02-06
    #[arg(long)]
    date: Option<Date>,
    /// Where its publisher offers it
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,
    /// Who holds the rights, and what readers may do
    #[arg(long)]
    rights: Option<String>,
    /// Label of this fixed text
    #[arg(long, default_value = "1")]
    edition: String,
    /// Language of the text, a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// What is printed as the first page's number
    #[arg(long, value_name = "LABEL")]
    first_page: Option<PageLabel>,
    /// Replace the text of a report that is already there
    #[arg(long)]
    force: bool,
}

/// Reads, imports, writes, tells.
pub(super) fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let bytes = read(&arguments.source)?;
    let name = arguments.source.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let target = arguments.out.join(arguments.slug.as_str());
    let is_there = target.exists();
    if is_there && !arguments.force {
        bail!(
            "{} is already there; choose another --slug or --out, or replace its text with --force",
            target.display()
        );
    }
    let (out, slug) = (arguments.out.clone(), arguments.slug.clone());
    let untitled = arguments.title.is_none();
    let options =
        Options { first_page: arguments.first_page.clone(), report: title_page(arguments)? };
    let Imported { edition, faults } =
        import(&name, &bytes, &options).with_context(|| format!("cannot import {name}"))?;
    let mut folder = content::write_report(&edition, &Register::default(), &bytes);
    if is_there {
        folder.retain(|name, _| !KEPT.contains(&name.as_str()) || !target.join(name).exists());
        remove_old_sections(&target, &folder)?;
    }
    disk::write_folder(&out, &slug, &folder)?;

    let mut told = io::stderr().lock();
    for fault in &faults {
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(told, "{fault}");
    }
    if untitled {
        let _ = writeln!(
            told,
            "the title is made of the slug's words; mend it in {}, or give --title",
            target.join("report.toml").display()
        );
    }
    let mut said = io::stdout().lock();
    if let Some(receipt) = &edition.receipt {
        write!(said, "{}", summary(receipt)).context("cannot write the summary")?;
    }
    writeln!(said, "wrote {} files to {}", folder.len(), target.display())
        .context("cannot write the summary")?;
    Ok(if faults.iter().any(crate::diagnostic::Diagnostic::is_error) { FAULTS } else { SOUND })
}

/// The bytes of a plain file, no more than a report may have.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || {
        format!("cannot read {}; give the text of a report, in a file of its own", path.display())
    };
    let facts = fs::metadata(path).with_context(cannot)?;
    if !facts.is_file() {
        bail!("{} is no plain file; give the text of a report", path.display());
    }
    let mut bytes = Vec::new();
    // One byte more tells a source that is too large, which import then says.
    let most = u64::try_from(LARGEST_SOURCE).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .with_context(cannot)?;
    Ok(bytes)
}

/// A title to begin with: the slug's words, the first with a capital.
fn title_from(slug: &Slug) -> String {
    let words = slug.as_str().replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_uppercase(), chars.as_str())
    })
}

fn title_page(arguments: Arguments) -> anyhow::Result<Report> {
    let whole = arguments.title.unwrap_or_else(|| title_from(&arguments.slug));
    let (title, subtitle) = match whole.split_once(": ") {
        Some((title, subtitle)) => (title.trim().to_owned(), Some(subtitle.trim().to_owned())),
        None => (whole.trim().to_owned(), None),
    };
    if title.is_empty() {
        bail!("--title is empty; give the title as it is printed");
    }
    let authors = arguments.authors.iter().map(|author| match author.split_once(',') {
        Some((name, affiliation)) => Author {
            name: name.trim().to_owned(),
            affiliation: Some(affiliation.trim().to_owned()).filter(|text| !text.is_empty()),
            ..Author::default()
        },
        None => Author { name: author.trim().to_owned(), ..Author::default() },
    });
    Ok(Report {
        slug: arguments.slug,
        title,
        subtitle,
        authors: authors.collect(),
        publisher: arguments.publisher,
        published: arguments.date,
        language: arguments.language,
        source_url: arguments.source_url,
        rights: arguments.rights,
        edition: arguments.edition,
    })
}

/// Removes sections that the new text does not have; they would be read as its own.
fn remove_old_sections(target: &Path, folder: &Folder) -> anyhow::Result<()> {
    let sections = target.join("sections");
    let Ok(entries) = fs::read_dir(&sections) else { return Ok(()) };
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", sections.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_section = path.extension().is_some_and(|ending| ending == "md");
        if is_section && !folder.contains_key(&format!("sections/{name}")) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

/// What came in, what went out, what was done: one line each.
fn summary(receipt: &Receipt) -> String {
    let (source, counts) = (&receipt.source, &receipt.counts);
    format!(
        "read {}: {}, {}, {}\n\
         found {}, {} ({}, {}), {}, {}, {}, {}\n\
         made {}, dropped {}, decided {} where the text left it open (see the receipt)\n",
        source.name,
        of(source.bytes, "byte"),
        of(source.lines, "line"),
        of(source.words, "word"),
        of(counts.parts, "part"),
        of(counts.sections, "section"),
        of(counts.judgments, "judgment"),
        of(counts.boxes, "box"),
        of(counts.blocks, "block"),
        of(counts.markers, "marker"),
        of(counts.pages, "printed page"),
        of(counts.words, "word"),
        of(receipt.repairs.len(), "repair"),
        of(receipt.debris.len(), "piece of debris"),
        of(receipt.uncertainties.len(), "time"),
    )
}

/// `1 box`, `2 boxes`, `3 pieces of debris`.
fn of(count: usize, noun: &str) -> String {
    let (head, tail) = noun
        .split_once(" of ")
        .map_or((noun, String::new()), |(head, tail)| (head, format!(" of {tail}")));
    match count {
        1 => format!("1 {noun}"),
        _ if head.ends_with('x') => format!("{count} {head}es{tail}"),
        _ => format!("{count} {head}s{tail}"),
    }
}
