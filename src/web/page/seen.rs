//! What the page of a point says to a reader who came by a link that knows what its sharer saw.
//!
//! In: a point that lives and the link's query. Out: a notice for the page, or another answer:
//! where the words are now, or that they are gone. Without `v` there is nothing to say, but for a
//! section whose name once was another's.

use crate::library::seen::{Judged, Piece, judge};
use crate::model::{Fate, Followed, Point};
use crate::web::address::{SeenLink, SeenQuery};
use crate::web::answer::Answer;
use crate::web::error::{Offer, Problem};

use super::nearest;
use super::view::View;

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    /// `unchanged`, `changed` or `unknown`: how loudly.
    pub(super) kind: &'static str,
    /// In words.
    pub(super) words: String,
    /// Where the words of the link are, where that is another point.
    pub(super) there: Option<There>,
    /// The words when the link was made; empty unless they changed.
    pub(super) was: Vec<Piece>,
    /// The words now.
    pub(super) now: Vec<Piece>,
}

/// Another point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct There {
    /// What leads to its name: `They stand at`.
    pub(super) lead: &'static str,
    /// Its address.
    pub(super) href: String,
    /// What people call it.
    pub(super) name: String,
}

impl There {
    fn of(view: View<'_>, lead: &'static str, point: &Point) -> Self {
        let href = view.address(point.clone()).to_string();
        Self { lead, href, name: view.name(point) }
    }
}

impl Notice {
    fn say(kind: &'static str, words: impl Into<String>) -> Self {
        Self { kind, words: words.into(), there: None, was: Vec::new(), now: Vec::new() }
    }
}

/// What there is to do about a link.
pub(super) enum Outcome {
    /// Nothing to say.
    Quiet,
    /// Say it on the page.
    Say(Notice),
    /// Answer with something else.
    Instead(Answer),
}

/// Follows `point` by the ledger: nothing if it is where it was, else where it is now.
///
/// # Errors
/// If it is gone.
pub(super) fn follow(
    view: View<'_>,
    point: &Point,
    query: &SeenQuery,
) -> Result<Option<Answer>, Problem> {
    match view.follow(point) {
        Followed::Here | Followed::Unknown => Ok(None),
        Followed::Moved(there) => Ok(Some(match &query.seen {
            Some(Ok(seen)) => Answer::Moved(SeenLink {
                report: view.slug().clone(),
                point: there,
                seen: *seen,
                from: Some(query.from.clone().unwrap_or_else(|| point.clone())),
            }),
            _ => Answer::Redirect { to: view.address(there), permanent: true },
        })),
        Followed::Gone { words, nearest } => {
            let seen = query.seen.as_ref().and_then(|seen| seen.as_ref().ok());
            let former = seen.and_then(|seen| view.ledger()?.words_seen(point, *seen));
            let words = former.map_or(words, |former| former.words);
            Err(nearest::gone(view, point, words, nearest))
        }
    }
}

/// `problem`, that nothing is at `point`, with the words of the link offered first if they stand
/// elsewhere.
pub(super) fn seek(
    view: View<'_>,
    point: &Point,
    query: &SeenQuery,
    mut problem: Problem,
) -> Problem {
    if let Problem::Unknown { nearest, .. } = &mut problem
        && let Some(Ok(seen)) = &query.seen
        && let Some(there) = view.ledger().and_then(|ledger| ledger.find_seen(point, *seen))
    {
        let address = view.address(there.clone());
        nearest.retain(|offer| offer.address != address);
        let title = view.words.words_of_link_stand_at(view.name(&there));
        nearest.insert(0, Offer { title, address });
    }
    problem
}

/// What to say about a link to `point`, where `words` stand now.
///
/// # Errors
/// If the words of the link are gone and their address is another's.
pub(super) fn tell(
    view: View<'_>,
    point: &Point,
    words: &str,
    query: &SeenQuery,
) -> Result<Outcome, Problem> {
    let seen = match &query.seen {
        None => return Ok(tell_former(view, point)),
        Some(Ok(seen)) => *seen,
        Some(Err(_)) => {
            return Ok(Outcome::Say(Notice::say("unknown", view.words.link_is_none_of_ours())));
        }
    };
    let Some(ledger) = view.ledger() else { return Ok(Outcome::Quiet) };
    let from = query.from.as_ref();
    let came = from.filter(|from| ledger.follow(from) == Followed::Moved(point.clone()));
    let moved = match came {
        Some(from) => view.words.link_was_made_when(from),
        None => String::new(),
    };
    Ok(match judge(ledger, point, words, seen, from) {
        Judged::Unchanged => {
            Outcome::Say(Notice::say("unchanged", moved + view.words.words_unchanged()))
        }
        Judged::Changed(versions) => Outcome::Say(Notice {
            was: versions.was,
            now: versions.now,
            ..Notice::say("changed", moved + view.words.words_changed())
        }),
        Judged::Moved(there) => Outcome::Instead(Answer::Moved(SeenLink {
            report: view.slug().clone(),
            point: there,
            seen,
            from: Some(point.clone()),
        })),
        Judged::Gone(was) => return Err(nearest::gone(view, point, was, Some(point.clone()))),
        Judged::Elsewhere(there) => Outcome::Say(Notice {
            there: Some(There::of(view, view.words.they_stand_at(), &there)),
            ..Notice::say("unknown", view.words.other_words_stand_here())
        }),
        Judged::Unknown => {
            Outcome::Say(Notice::say("unknown", view.words.words_never_stood_here()))
        }
    })
}

/// A section whose name was another's says so.
fn tell_former(view: View<'_>, point: &Point) -> Outcome {
    let Point::Section(id) = point else { return Outcome::Quiet };
    let row = view.ledger().and_then(|ledger| ledger.section(id));
    let former = row.and_then(|row| row.was.iter().rev().find(|was| was.fate != Fate::Here));
    let Some(former) = former else { return Outcome::Quiet };
    let words = view.words.address_was_anothers(&former.edition, &former.title.text);
    let there = match &former.fate {
        Fate::Now(there) => match view.follow(there) {
            Followed::Moved(there) => Some(there),
            _ => Some(there.clone()),
        },
        Fate::Here | Fate::Gone => None,
    };
    let there = there.map(|there| There::of(view, view.words.that_is_now(), &there));
    Outcome::Say(Notice { there, ..Notice::say("unknown", words) })
}
