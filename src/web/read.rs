//! A request for a document: its address is read, its page taken from the store or made, and sent.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, Response, StatusCode, Uri};

use super::address::{Address, ChoiceQuery, MarkQuery, Parsed};
use super::answer::Answer;
use super::document::{Asked, Document, REVALIDATE};
use super::error::Problem;
use super::language::Language;
use super::page::Shelf;
use super::query::Query;
use super::site::{Kept, Site};
use super::words::Words;
use super::{assets, guard, page};

/// The answer to a request for any path that is not the API's.
pub(crate) async fn show(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    let asked = Asked::of(request.method(), request.headers());
    if let Some(asset) = assets::find(request.uri().path()) {
        return asset.respond(&asked);
    }
    let origin = site.origin_of(request.headers());
    match read(&site, request.uri(), &origin, &asked).await {
        Ok(response) => response,
        Err(problem) => guard::refuse(&site, &problem, false, &asked),
    }
}

async fn read(
    site: &Arc<Site>,
    uri: &Uri,
    origin: &str,
    asked: &Asked,
) -> Result<Response<Body>, Problem> {
    let language = Language::of(asked.headers());
    let (address, is_canonical) = match Address::parse(uri.path())? {
        Parsed::Canonical(address) => (address, true),
        Parsed::NearMiss(address) => (address, false),
        Parsed::Unknown => {
            let (snapshot, time) = (site.snapshot(), site.limits().search);
            let shelf = Shelf { library: &snapshot.library, origin, time, language };
            let near = Address::below(uri.path());
            let near = near.map(|(slug, words)| page::nowhere(shelf, &slug, &words));
            let nothing = || Problem::unknown(Words::of(language).no_page_here());
            return Err(near.unwrap_or_else(nothing));
        }
    };
    let query = Query::parse(uri.query().unwrap_or_default())?;
    if address == Address::Choice {
        return Ok(choose(&ChoiceQuery::from(&query), origin));
    }
    let (snapshot, time) = (site.snapshot(), site.limits().search);
    let path = address.to_string();
    if address.answers(&query) {
        if !is_canonical {
            return Ok(redirect(&path, uri.query(), true));
        }
        let searches = matches!(
            address,
            Address::Search | Address::SearchFeed | Address::Go | Address::Verify
        );
        let origin = origin.to_owned();
        let answer = move || {
            let shelf = Shelf { library: &snapshot.library, origin: &origin, time, language };
            page::make(shelf, &address, &query)
        };
        let answer =
            if searches { site.search(answer).await } else { site.make_once(answer).await }?;
        return Ok(match answer {
            Answer::Made(made) => Document::page(made).respond(asked),
            Answer::Redirect { to, permanent } => redirect(&to.to_string(), None, permanent),
            Answer::Moved(to) => redirect(&to.to_string(), None, false),
        });
    }
    // Marks are as many as there are queries, so pages with them are not kept, and are searches.
    // When there are too many, the reader still gets the page.
    if is_canonical && address.has_marks() && !MarkQuery::from(&query).is_empty() {
        let (library, address, origin) = (snapshot.clone(), address.clone(), origin.to_owned());
        let marked = move || {
            let shelf = Shelf { library: &library.library, origin: &origin, time, language };
            page::make(shelf, &address, &query)
        };
        match site.search(marked).await {
            Ok(Answer::Made(made)) => return Ok(Document::page(made).respond(asked)),
            Ok(Answer::Redirect { to, permanent }) => {
                return Ok(redirect(&to.to_string(), uri.query(), permanent));
            }
            Ok(Answer::Moved(to)) => return Ok(redirect(&to.to_string(), None, false)),
            Err(Problem::Busy | Problem::Late) => {}
            Err(problem) => return Err(problem),
        }
    }
    // A page names itself by a whole URL, so each origin has its own; a picture does not. So does
    // each language, of which there are few whatever is asked for.
    let key = match address {
        Address::Card(..) => path.clone(),
        _ if address.speaks() => format!("{} {origin}{path}", language.tag()),
        _ => format!("{origin}{path}"),
    };
    let make = {
        let origin = origin.to_owned();
        move |library: &_| {
            let shelf = Shelf { library, origin: &origin, time, language };
            page::make(shelf, &address, &Query::default())
        }
    };
    let kept = site.keep(&snapshot, key, asked, make).await?;
    Ok(match kept {
        // Only what exists is redirected to.
        _ if !is_canonical => redirect(&path, uri.query(), true),
        Kept::Document(document) => document.respond(asked),
        Kept::Redirect { to, permanent } => redirect(&to, None, permanent),
    })
}

/// Keeps the choice of a language in the reader's browser, and leads on.
fn choose(choice: &ChoiceQuery, origin: &str) -> Response<Body> {
    let mut response = redirect(&choice.to, None, false);
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let safe = origin.starts_with("https:");
    if let Some(cookie) = choice.language.and_then(|language| language.cookie(safe)) {
        headers.insert(SET_COOKIE, cookie);
    }
    response
}

/// A redirection to `to`, with the query that the reader sent.
pub(crate) fn redirect(to: &str, query: Option<&str>, permanent: bool) -> Response<Body> {
    let target = match query {
        Some(query) if !query.is_empty() => format!("{to}?{query}"),
        _ => to.to_owned(),
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() =
        if permanent { StatusCode::PERMANENT_REDIRECT } else { StatusCode::TEMPORARY_REDIRECT };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, REVALIDATE);
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    // Addresses print ASCII, and hyper let only visible ASCII through in the query.
    if let Ok(location) = HeaderValue::from_str(&target) {
        headers.insert(LOCATION, location);
    }
    response
}
