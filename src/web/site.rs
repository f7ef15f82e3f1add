//! What all requests share: the current snapshot, the limits, the gates, and what is counted.
//!
//! A [`Snapshot`] is a library with the pages made from it. A request takes one and keeps it, so
//! that it sees the whole old or the whole new library, never a mixture.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use arc_swap::ArcSwap;
use moka::future::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::{self, Answer};
use super::document::Document;
use super::error::Problem;
use crate::config::Limits;
use crate::library::Library;

/// What all requests share.
#[derive(Debug)]
pub struct Site {
    current: ArcSwap<Snapshot>,
    limits: Limits,
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
    /// A site that serves `library` within `limits`.
    #[must_use]
    pub fn new(library: Library, limits: Limits) -> Arc<Self> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Arc::new(Self {
            current: ArcSwap::from_pointee(Snapshot::new(library, &limits)),
            makings: Arc::new(Semaphore::new(cores)),
            searches: Arc::new(Semaphore::new(limits.searches)),
            searching: Arc::default(),
            stopping: AtomicBool::new(false),
            counters: Counters::default(),
            limits,
        })
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

    /// The page kept under `path`, made by `make` if it is not there yet. However many ask at
    /// once, it is made once; problems are not kept.
    pub(crate) async fn keep(
        self: &Arc<Self>,
        snapshot: &Arc<Snapshot>,
        path: String,
        make: impl FnOnce(&Library) -> answer::Result + Send + 'static,
    ) -> Result<Kept, Problem> {
        if let Some(kept) = snapshot.kept.get(&path).await {
            return Ok(kept);
        }
        let (site, snapshot) = (self.clone(), snapshot.clone());
        // A task of its own: a page that outlasts its deadline is still kept for the next reader.
        let making = tokio::spawn(async move {
            let making = {
                let snapshot = snapshot.clone();
                site.run(site.makings.clone(), move || {
                    Ok(match make(&snapshot.library)? {
                        Answer::Made(page) => Kept::Document(Arc::new(Document::page(page))),
                        Answer::Redirect { to, permanent } => {
                            Kept::Redirect { to: to.to_string().into(), permanent }
                        }
                    })
                })
            };
            let kept = snapshot.kept.try_get_with(path, making).await;
            kept.map_err(|problem| Problem::clone(&problem))
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
        tokio::time::timeout(self.limits.search, searching).await.unwrap_or(Err(Problem::Late))
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
