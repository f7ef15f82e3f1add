//! `sidenote check`: reads reports as the server would, and tells every fault.
//!
//! In: a folder, or the reports inside the program. Out: each fault with its place, drawn or as
//! JSON, and whether the content is sound. With `--update` it writes each report's ledger, and
//! nothing else.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

use anyhow::bail;

use super::draw::Drawer;
use super::{FAULTS, SOUND};
use crate::annotate::{self, Finding, annotate};
use crate::content::{self, Content, Folder, Subject, disk};
use crate::diagnostic::{Diagnostic, Severity};
use crate::import;
use crate::library::Source;
use crate::model::Slug;

pub(super) const EXAMPLES: &str = "\
Examples:
  sidenote check content
      list every fault of a folder, with file, line and what to do
  sidenote check content --format json
      the same for programs: an array of severity, file, line, column, message, help
  sidenote check content --update
      also write each report's ledger, which keeps links true when the text changes
  sidenote check content --update --reassign
      also where a section's number or id is another's now, and links to it change their meaning

The exit code is 0 if the content is sound (warnings allowed), 1 if it has faults,
2 if it could not be read at all.";

/// What `check` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder with one folder a report; the reports inside the program unless given
    dir: Option<PathBuf>,
    /// How to tell the faults
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write each sound report's ledger.toml where it is behind the text
    #[arg(long)]
    update: bool,
    /// Let an address be another section's, where numbers or ids were given anew
    #[arg(long, requires = "update")]
    reassign: bool,
}

/// How faults are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Drawn for people
    Text,
    /// An array of objects
    Json,
}

/// Checks, and tells the faults on the standard output.
pub(super) fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let stdout = io::stdout();
    let colour = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let source = arguments.dir.map_or(Source::Embedded, Source::Directory);
    let (mut folders, mut faults) = source.folders()?;
    let mut updated = Vec::new();
    if arguments.update {
        let Source::Directory(root) = &source else {
            bail!("the reports inside the program cannot be changed; name the folder to update");
        };
        for (slug, folder) in &mut folders {
            let whole = !faults.iter().any(|fault| fault.is_error() && is_of(fault, slug));
            if let Some((ledger, found)) =
                newer_ledger(slug, folder, arguments.reassign).filter(|_| whole)
            {
                faults.extend(found);
                let file = Folder::from([("ledger.toml".to_owned(), ledger)]);
                disk::write_folder(root, slug, &file)?;
                folder.extend(file);
                updated.push(slug.clone());
            }
        }
    }
    for (slug, folder) in &folders {
        check_report(slug, folder, &mut faults);
    }
    if folders.is_empty() && faults.is_empty() {
        let what = match &source {
            Source::Embedded => "the program".to_owned(),
            Source::Directory(root) => root.display().to_string(),
        };
        bail!(
            "{what} holds no reports: each is a folder with a report.toml; name the folder above \
             them, or make one by sidenote import"
        );
    }
    faults.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    let told = match arguments.format {
        Format::Text => tell(&mut stdout.lock(), colour, &source, folders.len(), &updated, &faults),
        Format::Json => tell_json(&mut stdout.lock(), &faults),
    };
    match told {
        // Whoever read the beginning has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        told => told?,
    }
    Ok(if faults.iter().any(Diagnostic::is_error) { FAULTS } else { SOUND })
}

/// Whether a fault is one of report `slug`, by the file that it names.
fn is_of(fault: &Diagnostic, slug: &Slug) -> bool {
    fault.file.split('/').next() == Some(slug.as_str())
}

/// The ledger of a sound report, if the one in its folder is behind, and what of it the editor
/// should still decide. None if an address would speak of something else, unless that is meant.
fn newer_ledger(
    slug: &Slug,
    folder: &Folder,
    reassign: bool,
) -> Option<(Vec<u8>, Vec<Diagnostic>)> {
    let (content, faults) = content::read_report(slug, folder);
    let sound = !faults.iter().any(Diagnostic::is_error);
    let content = content.filter(|_| sound)?;
    if !reassign && content.changes.iter().any(|change| change.kind.reassigns()) {
        return None;
    }
    let ledger = content::write_ledger(&content.ledger);
    let behind = folder.get("ledger.toml") != Some(&ledger);
    behind.then(|| (ledger, content::tell_changes(&content, true)))
}

/// Reads a report, compares it with its source, and reviews the editor's work.
fn check_report(slug: &Slug, folder: &Folder, faults: &mut Vec<Diagnostic>) {
    let (content, found) = content::read_report(slug, folder);
    let text = |fault: &Diagnostic| {
        fault.file.ends_with("/report.toml") || fault.file.contains("/sections/")
    };
    let sound = !found.iter().any(Diagnostic::is_error);
    let text_sound = !found.iter().any(|fault| fault.is_error() && text(fault));
    faults.extend(found);
    let Some(content) = content else { return };
    if sound {
        faults.extend(content::tell_changes(&content, false));
    }
    if text_sound {
        compare(slug, &content, faults);
    }
    if sound {
        let annotations = annotate(&content.edition, &content.register);
        let findings = annotate::review(&content.edition, &content.register, &annotations);
        faults.extend(findings.into_iter().map(|finding| locate(&content, finding)));
    }
}

/// Whether the source's words are all in the edition.
fn compare(slug: &Slug, content: &Content, faults: &mut Vec<Diagnostic>) {
    let fault = |severity, file: &str, message: &str| {
        Diagnostic::of_file(severity, &format!("{slug}/{file}"), message)
    };
    match (&content.source, &content.edition.receipt) {
        (Some(source), Some(_)) => {
            let compared = import::compare(source, &content.edition).diagnostics();
            faults.extend(
                compared
                    .into_iter()
                    .map(|found| Diagnostic { file: format!("{slug}/{}", found.file), ..found }),
            );
        }
        (Some(_), None) => {
            let message = "the source is not compared: there is no receipt.toml";
            let help = "import the source again, or remove the file";
            faults.push(fault(Severity::Warning, "source.txt", message).help(help));
        }
        (None, Some(_)) => {
            let message = "the receipt speaks of a source that is not there";
            let help = "put the source beside it as source.txt";
            faults.push(fault(Severity::Error, "receipt.toml", message).help(help));
        }
        (None, None) => {}
    }
}

/// A finding as a fault in the file that it is about.
fn locate(content: &Content, finding: Finding) -> Diagnostic {
    let subject = match finding.subject {
        annotate::Subject::Entity(at) => Subject::Entity(at),
        annotate::Subject::Theme(at) => Subject::Theme(at),
        annotate::Subject::Gloss(at) => Subject::Gloss(at),
        annotate::Subject::Words(place, span) => Subject::Words(place, span),
    };
    let located = content.origins.locate(finding.severity, subject, finding.message);
    Diagnostic { help: finding.help, ..located }
}

fn tell(
    out: &mut impl Write,
    colour: bool,
    source: &Source,
    reports: usize,
    updated: &[Slug],
    faults: &[Diagnostic],
) -> io::Result<()> {
    let drawer = Drawer::new(colour);
    for fault in faults {
        writeln!(out, "{}\n", drawer.draw(fault))?;
    }
    for slug in updated {
        writeln!(out, "{slug}/ledger.toml is up to date now")?;
    }
    let count = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    writeln!(
        out,
        "{}{}: {}, {}, {}",
        say(reports, "report"),
        if *source == Source::Embedded { " inside the program" } else { "" },
        say(count(Severity::Error), "error"),
        say(count(Severity::Warning), "warning"),
        say(count(Severity::Note), "note"),
    )
}

fn say(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn tell_json(out: &mut impl Write, faults: &[Diagnostic]) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, faults)?;
    writeln!(out)
}
