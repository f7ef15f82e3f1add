//! What all requests share: the current snapshot, the limits, the gates, and what is counted.
//!
//! A [`Snapshot`] is a library with the pages made from it. A request takes one and keeps it, so
//! that it sees the whole old or the whole new library, never a mixture.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use arc_swap::ArcSwap;
use axum::http::HeaderMap;
use moka::future::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::{self, Answer};
use super::document::{Asked, Document};
use super::error::Problem;
use super::origin;
use crate::config::{Limits, Origin};
use crate::library::Library;

/// A search answers in part when its time is up; what takes so many times as long is given up.
const MARGIN: f32 = 1.5;

/// What all requests share.
#[derive(Debug)]
pub struct Site {
    current: ArcSwap<Snapshot>,
    limits: Limits,
    origin: Option<Origin>,
    /// One permit for each page that may be made at once.
    makings: Arc<Semaphore>,
    /// One permit for each search that may run at once.
    searches: Arc<Semaphore>,
    /// Searches that run or wait.
    searching: Arc<AtomicUsize>,
    stopping: AtomicBool,
    counters: Counters,
}

/// What is counted since start.
#[derive(Debug, Default)]
pub struct Counters {
    /// Requests that reached the router.
    pub requests: AtomicU64,
    /// Requests that panicked; each was answered with 500.
    pub panics: AtomicU64,
    /// Connections that are open now.
    pub connections: AtomicUsize,
}

/// A library with the pages made from it.
#[derive(Debug)]
pub struct Snapshot {
    /// The reports.
    pub library: Library,
    kept: Cache<String, Kept>,
}

/// A page as it is kept.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    Document(Arc<Document>),
    Redirect { to: Arc<str>, permanent: bool },
}

impl Kept {
    /// Whether nothing is left to do before it can be sent as it was `asked` for.
    fn is_ready(&self, asked: &Asked) -> bool {
        match self {
            Self::Document(document) => document.is_ready(asked),
            Self::Redirect { .. } => true,
        }
    }

    fn prepare(&self, asked: &Asked) {
        if let Self::Document(document) = self {
            document.prepare(asked);
        }
    }
}

impl Snapshot {
    fn new(library: Library, limits: &Limits) -> Self {
        let kept = Cache::builder()
            .weigher(|path: &String, kept: &Kept| {
                let weight = match kept {
                    Kept::Document(document) => document.weight(),
                    Kept::Redirect { to, .. } => to.len(),
                };
                u32::try_from(path.len() + weight).unwrap_or(u32::MAX)
            })
            .max_capacity(limits.pages_kept)
            .build();
        Self { library, kept }
    }
}

impl Site {
    /// A site that serves `library` within `limits` and is found where requests say.
    #[must_use]
    pub fn new(library: Library, limits: Limits) -> Arc<Self> {
        Self::at(None, library, limits)
    }

    /// A site that readers find at `origin`.
    #[must_use]
    pub fn at(origin: Option<Origin>, library: Library, limits: Limits) -> Arc<Self> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Arc::new(Self {
            current: ArcSwap::from_pointee(Snapshot::new(library, &limits)),
            makings: Arc::new(Semaphore::new(cores)),
            searches: Arc::new(Semaphore::new(limits.searches)),
            searching: Arc::default(),
            stopping: AtomicBool::new(false),
            counters: Counters::default(),
            limits,
            origin,
        })
    }

    /// Scheme and host that whole URLs begin with: what the operator said, else those by which the
    /// request came.
    pub(crate) fn origin_of(&self, headers: &HeaderMap) -> String {
        self.origin.as_ref().map_or_else(|| origin::of(headers), ToString::to_string)
    }

    /// What is served now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Serves `library` from now on. Requests under way end on what they began with.
    pub fn replace(&self, library: Library) {
        self.current.store(Arc::new(Snapshot::new(library, &self.limits)));
    }

    /// What is allowed.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What is counted.
    #[must_use]
    pub const fn counters(&self) -> &Counters {
        &self.counters
    }

    /// From now on every answer closes its connection.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether it was told to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// The page kept under `path`, made by `make` if it is not there yet, and ready to be sent as
    /// it was `asked` for. However many ask at once, it is made once; problems are not kept.
    pub(crate) async fn keep(
        self: &Arc<Self>,
        snapshot: &Arc<Snapshot>,
        path: String,
        asked: &Asked,
        make: impl FnOnce(&Library) -> answer::Result + Send + 'static,
    ) -> Result<Kept, Problem> {
        if let Some(kept) = snapshot.kept.get(&path).await
            && kept.is_ready(asked)
        {
            return Ok(kept);
        }
        let (site, snapshot, asked) = (self.clone(), snapshot.clone(), asked.clone());
        // A task of its own: a page that outlasts its deadline is still kept for the next reader.
        let making = tokio::spawn(async move {
            let making = {
                let (snapshot, asked) = (snapshot.clone(), asked.clone());
                site.run(site.makings.clone(), move || {
                    let kept = match make(&snapshot.library)? {
                        Answer::Made(page) => Kept::Document(Arc::new(Document::page(page))),
                        Answer::Redirect { to, permanent } => {
                            Kept::Redirect { to: to.to_string().into(), permanent }
                        }
                        Answer::Moved(to) => {
                            Kept::Redirect { to: to.to_string().into(), permanent: false }
                        }
                    };
                    kept.prepare(&asked);
                    Ok(kept)
                })
            };
            let kept = snapshot.kept.try_get_with(path, making).await;
            let kept = kept.map_err(|problem| Problem::clone(&problem))?;
            // It was made for somebody who likes another encoding.
            if !kept.is_ready(&asked) {
                let kept = kept.clone();
                let prepare = move || {
                    kept.prepare(&asked);
                    Ok(())
                };
                site.run(site.makings.clone(), prepare).await?;
            }
            Ok(kept)
        });
        match tokio::time::timeout(self.limits.page, making).await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => {
                self.count_panic(&panic);
                Err(Problem::Failed)
            }
            Err(_) => Err(Problem::Late),
        }
    }

    /// Runs `search`, one of a bounded number at once, within its deadline.
    pub(crate) async fn search<T: Send + 'static>(
        self: &Arc<Self>,
        search: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let most = self.limits.searches + self.limits.waiting_searches;
        let place = Place::take(&self.searching, most).ok_or(Problem::Busy)?;
        // No task of its own: who gives up waiting leaves the queue.
        let searching = self.run(self.searches.clone(), move || {
            let _place = place;
            search()
        });
        let late = self.limits.search.mul_f32(MARGIN);
        tokio::time::timeout(late, searching).await.unwrap_or(Err(Problem::Late))
    }

    /// Runs `suggest`, one of the same bounded number; `None` where it is not done in time, since
    /// whoever types has typed on by then.
    pub(crate) async fn suggest<T: Send + 'static>(
        self: &Arc<Self>,
        suggest: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let suggesting = self.search(move || Ok(suggest()));
        tokio::time::timeout(self.limits.suggestion, suggesting).await.ok()?.ok()
    }

    /// What `make` makes for one request, one of a bounded number at once, within the deadline of
    /// pages; it is not kept.
    pub(crate) async fn make_once<T: Send + 'static>(
        self: &Arc<Self>,
        make: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let making = self.run(self.makings.clone(), make);
        tokio::time::timeout(self.limits.page, making).await.unwrap_or(Err(Problem::Late))
    }

    /// Runs `work` off the threads that serve connections, holding a permit of `gate`.
    async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        gate: Arc<Semaphore>,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = gate.acquire_owned().await.map_err(|_| Problem::Failed)?;
        let work = move || {
            let _permit: OwnedSemaphorePermit = permit;
            work()
        };
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|panic| {
            self.count_panic(&panic);
            Err(Problem::Failed)
        })
    }

    /// Counts and logs a panic that a request ran into.
    pub(crate) fn count_panic(&self, what: &dyn std::fmt::Display) {
        let count = self.counters.panics.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::error!(%what, count, "a request panicked");
    }
}

/// A place among those that may search or wait for it; given back when dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(taken: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let one_more = |count| (count < most).then_some(count + 1);
        taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more).ok()?;
        Some(Self(taken.clone()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc;
    use std::time::Duration;

    use axum::http::Method;

    use super::*;
    use crate::web::answer::{Made, TEXT};

    fn site(limits: Limits) -> Arc<Site> {
        Site::new(Library::of(Vec::new()).expect("an index"), limits)
    }

    #[tokio::test]
    async fn more_searches_than_may_wait_are_turned_away_and_places_come_back() {
        let site = site(Limits {
            searches: 1,
            waiting_searches: 2,
            search: Duration::from_mins(1),
            ..Limits::default()
        });
        let (release, held) = mpsc::channel::<()>();
        let held = Arc::new(Mutex::new(held));
        let searches: Vec<_> = (0..3)
            .map(|_| {
                let (site, held) = (site.clone(), held.clone());
                tokio::spawn(async move {
                    let wait = move || Ok(held.lock().expect("no panic").recv().is_ok());
                    site.search(wait).await
                })
            })
            .collect();
        while site.searching.load(Ordering::Acquire) < 3 {
            tokio::task::yield_now().await;
        }
        assert_eq!(site.search(|| Ok(())).await, Err(Problem::Busy));
        for _ in 0..3 {
            release.send(()).expect("somebody waits");
        }
        for search in searches {
            assert_eq!(search.await.expect("no panic"), Ok(true));
        }
        assert_eq!(site.search(|| Ok(7)).await, Ok(7));
    }

    #[tokio::test]
    async fn a_search_without_end_is_given_up_but_keeps_its_place() {
        let site = site(Limits {
            searches: 1,
            waiting_searches: 0,
            search: Duration::from_millis(20),
            ..Limits::default()
        });
        let (release, held) = mpsc::channel::<()>();
        let endless = move || Ok(held.recv().is_ok());
        assert_eq!(site.search(endless).await, Err(Problem::Late));
        assert_eq!(site.search(|| Ok(true)).await, Err(Problem::Busy));
        release.send(()).expect("it still runs");
        while site.searching.load(Ordering::Acquire) > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(site.search(|| Ok(true)).await, Ok(true));
    }

    #[tokio::test]
    async fn a_late_suggestion_is_none_at_all() {
        let suggestion = Duration::from_millis(20);
        let site = site(Limits { searches: 1, suggestion, ..Limits::default() });
        let (release, held) = mpsc::channel::<()>();
        assert_eq!(site.suggest(move || held.recv().is_ok()).await, None);
        // The one that is under way keeps its place, so this one waits in vain.
        assert_eq!(site.suggest(|| true).await, None);
        release.send(()).expect("it still runs");
        while site.searching.load(Ordering::Acquire) > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(site.suggest(|| true).await, Some(true));
    }

    fn asked() -> Asked {
        Asked::of(&Method::GET, &HeaderMap::new())
    }

    fn page(text: &'static str) -> Answer {
        Made::new(TEXT, text).into()
    }

    #[tokio::test]
    async fn a_page_is_made_once_however_many_ask() {
        let site = site(Limits::default());
        let snapshot = site.snapshot();
        let times = Arc::new(AtomicUsize::new(0));
        let asking: Vec<_> = (0..100)
            .map(|_| {
                let (site, snapshot, times) = (site.clone(), snapshot.clone(), times.clone());
                tokio::spawn(async move {
                    let make = move |_: &Library| {
                        times.fetch_add(1, Ordering::Relaxed);
                        Ok(page("words"))
                    };
                    site.keep(&snapshot, "/a".to_owned(), &asked(), make).await.is_ok()
                })
            })
            .collect();
        for asked in asking {
            assert!(asked.await.expect("no panic"));
        }
        assert_eq!(times.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_page_that_panics_is_one_failure_and_counted() {
        let site = site(Limits::default());
        let snapshot = site.snapshot();
        let broken = site.keep(&snapshot, "/a".to_owned(), &asked(), |_| panic!("a bug")).await;
        assert!(matches!(broken, Err(Problem::Failed)));
        assert_eq!(site.counters().panics.load(Ordering::Relaxed), 1);
        assert!(
            site.keep(&snapshot, "/a".to_owned(), &asked(), |_| Ok(page("words"))).await.is_ok()
        );
    }

    #[tokio::test]
    async fn a_late_page_is_kept_for_the_next_reader() {
        let site = site(Limits { page: Duration::from_millis(20), ..Limits::default() });
        let snapshot = site.snapshot();
        let (release, held) = mpsc::channel::<()>();
        let late = move |_: &Library| {
            let _ = held.recv();
            Ok(page("late"))
        };
        let first = site.keep(&snapshot, "/a".to_owned(), &asked(), late).await;
        assert!(matches!(first, Err(Problem::Late)));
        release.send(()).expect("it is still being made");
        while snapshot.kept.get("/a").await.is_none() {
            tokio::task::yield_now().await;
        }
    }
}
