//! A call of the API: what was asked, read once, and the ways to answer it.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::Response;
use axum::http::request::Parts;
use serde::Serialize;

use super::PREFIX;
use crate::annotate::AnnotatedReport;
use crate::library::Library;
use crate::model::{Followed, Point, Slug};
use crate::web::address::Address;
use crate::web::answer::{JSON, Made};
use crate::web::document::{Asked, Document};
use crate::web::error::Problem;
use crate::web::language::Language;
use crate::web::page::Shelf;
use crate::web::query::{Query, decode};
use crate::web::read::redirect;
use crate::web::site::{Kept, Site};
use crate::web::{guard, page};

/// A call of the API.
pub(super) struct Call {
    site: Arc<Site>,
    asked: Asked,
    path: String,
    names: Vec<(String, String)>,
    query: Query,
}

impl FromRequestParts<Arc<Site>> for Call {
    type Rejection = Response<Body>;

    async fn from_request_parts(
        parts: &mut Parts,
        site: &Arc<Site>,
    ) -> Result<Self, Self::Rejection> {
        let asked = Asked::of(&parts.method, &parts.headers);
        let refuse = |problem: Problem| guard::refuse(site, &problem, true, &asked);
        let path = decode(parts.uri.path()).map_err(refuse)?;
        if let Some(canonical) = canonical(&path) {
            return Err(redirect(&canonical, parts.uri.query(), true));
        }
        let query = Query::parse(parts.uri.query().unwrap_or_default()).map_err(refuse)?;
        let names = match RawPathParams::from_request_parts(parts, site).await {
            Ok(names) => {
                names.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
            }
            Err(_) => Vec::new(),
        };
        Ok(Self { site: site.clone(), asked, path, names, query })
    }
}

impl Call {
    /// The path, decoded.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The name that stands at `{name}` in the route; one that cannot be a name of its kind names
    /// nothing.
    pub(super) fn name<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        let value = self.names.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
        value.parse().map_err(|_| Problem::unknown(format!("there is no {name} called {value:?}")))
    }

    /// The value of parameter `name`, if it is there and not empty.
    pub(super) fn parameter<T: FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        let Some(value) = self.query.all(name).find(|value| !value.is_empty()) else {
            return Ok(None);
        };
        value.parse().map(Some).map_err(|_| {
            Problem::Malformed(format!("{value:?} cannot be a {name}; leave {name} out or mend it"))
        })
    }

    /// The value of parameter `name`, which has to be there.
    pub(super) fn needed<'a>(&'a self, name: &'a str) -> Result<&'a str, Problem> {
        let value = self.parameters(name).find(|value| !value.trim().is_empty());
        value.ok_or_else(|| {
            Problem::Malformed(format!("the parameter {name} is missing or empty; add ?{name}=…"))
        })
    }

    /// Every value of parameter `name`, in order.
    pub(super) fn parameters<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.query.all(name)
    }

    /// An answer that stays the same while the library does.
    pub(super) async fn kept(
        self,
        make: impl FnOnce(&Library) -> Result<Made, Problem> + Send + 'static,
    ) -> Response<Body> {
        let snapshot = self.site.snapshot();
        let make = move |library: &_| make(library).map(Into::into);
        match self.site.keep(&snapshot, self.path.clone(), &self.asked, make).await {
            Ok(Kept::Document(document)) => document.respond(&self.asked),
            Ok(Kept::Redirect { .. }) => self.refuse(&Problem::Failed),
            Err(problem) => self.refuse(&problem),
        }
    }

    /// An answer about the report that the route names, which stays the same while the library
    /// does.
    pub(super) async fn of_report(
        self,
        make: impl FnOnce(&AnnotatedReport) -> Made + Send + 'static,
    ) -> Response<Body> {
        match self.name::<Slug>("report") {
            Ok(slug) => {
                self.kept(move |library| match library.report(&slug) {
                    Some(report) => Ok(make(report)),
                    None => Err(missing(library, &Address::Report(slug))),
                })
                .await
            }
            Err(problem) => self.refuse(&problem),
        }
    }

    /// An answer about the `point` of that report that stands at `{name}` in the route; `make`
    /// gives `None` where there is none such.
    pub(super) async fn of_point<T: FromStr + Clone + Send + 'static>(
        self,
        name: &str,
        point: fn(T) -> Point,
        make: impl FnOnce(&AnnotatedReport, &T) -> Option<Made> + Send + 'static,
    ) -> Response<Body> {
        let (slug, id) = match (self.name::<Slug>("report"), self.name::<T>(name)) {
            (Ok(slug), Ok(id)) => (slug, id),
            (Err(problem), _) | (_, Err(problem)) => return self.refuse(&problem),
        };
        // An old name of a section leads to what it is called now.
        let now = self
            .site
            .snapshot()
            .library
            .ledger(&slug)
            .map(|ledger| ledger.follow(&point(id.clone())));
        if let Some(Followed::Moved(Point::Section(there))) = now
            && let Some((above, _)) = self.path.rsplit_once('/')
        {
            return redirect(&format!("{above}/{there}"), None, true);
        }
        self.kept(move |library| {
            let Some(report) = library.report(&slug) else {
                return Err(missing(library, &Address::Report(slug)));
            };
            make(report, &id).ok_or_else(|| missing(library, &Address::Point(slug, point(id))))
        })
        .await
    }

    /// The parameters.
    pub(super) const fn query(&self) -> &Query {
        &self.query
    }

    /// An answer made for this call alone, from everything that pages are made of.
    pub(super) async fn once(
        self,
        make: impl FnOnce(Shelf<'_>) -> Result<Made, Problem> + Send + 'static,
    ) -> Response<Body> {
        let (snapshot, origin) = (self.site.snapshot(), self.site.origin_of(self.asked.headers()));
        let time = self.search_time();
        // The API speaks English.
        let language = Language::default();
        let make =
            move || make(Shelf { library: &snapshot.library, origin: &origin, time, language });
        match self.site.make_once(make).await {
            Ok(answer) => Document::page(answer).respond(&self.asked),
            Err(problem) => self.refuse(&problem),
        }
    }

    /// How long a search may take.
    pub(super) fn search_time(&self) -> Duration {
        self.site.limits().search
    }

    /// An answer to a question that nobody may ask again.
    pub(super) async fn searched(
        self,
        search: impl FnOnce(&Library) -> Result<Made, Problem> + Send + 'static,
    ) -> Response<Body> {
        let snapshot = self.site.snapshot();
        match self.site.search(move || search(&snapshot.library)).await {
            Ok(made) => Document::page(made).respond(&self.asked),
            Err(problem) => self.refuse(&problem),
        }
    }

    /// An answer to what somebody is typing: what `suggest` gives, or where it is not there in
    /// time, `late`.
    pub(super) async fn suggested(
        self,
        suggest: impl FnOnce(&Library) -> Made + Send + 'static,
        late: impl FnOnce() -> Made,
    ) -> Response<Body> {
        let snapshot = self.site.snapshot();
        let made = self.site.suggest(move || suggest(&snapshot.library)).await;
        Document::page(made.unwrap_or_else(late)).respond(&self.asked)
    }

    /// An answer that tells of `problem`.
    pub(super) fn refuse(&self, problem: &Problem) -> Response<Body> {
        guard::refuse(&self.site, problem, true, &self.asked)
    }
}

/// The one way to write a path of the API: in lower case, without slashes too many. None where `path`
/// is written so, or has characters that no path of the API has.
fn canonical(path: &str) -> Option<String> {
    let lower = path.to_ascii_lowercase();
    let words = lower.split('/').filter(|word| !word.is_empty());
    let canonical: String = words.flat_map(|word| ["/", word]).collect();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-.".contains(&byte);
    let leads_on = canonical != path && canonical.starts_with(PREFIX);
    (leads_on && canonical.bytes().all(is_plain)).then_some(canonical)
}

/// Why nothing is at `address`, and what is near: as its page says it.
fn missing(library: &Library, address: &Address) -> Problem {
    match page::make(library, address, &Query::default()) {
        Err(problem) => problem,
        Ok(_) => Problem::unknown(format!("the API has nothing for {address}")),
    }
}

/// `value` as JSON.
pub(super) fn json(value: &impl Serialize) -> Made {
    // Plain structs with string keys: nothing in them can fail to be written.
    Made::new(JSON, serde_json::to_vec(value).unwrap_or_default())
}
