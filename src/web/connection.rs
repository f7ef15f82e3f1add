//! Connections: accepted within limits, served by hyper, ended in order.
//!
//! In: a listener, a [`Site`], and when to stop. Out: nothing; it returns when all connections
//! are closed, or when it may wait no longer. Requests themselves are [`super::router`]'s.

mod head;
mod stream;

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONNECTION;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

use self::stream::{Refuse, Stream};
use super::document::Asked;
use super::error::Problem;
use super::language::Language;
use super::site::Site;
use super::{guard, headers};

/// How far a server is on its way to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It serves.
    Serving,
    /// It takes no more connections; those it has end with their next answer.
    Leaving,
    /// Idle connections are closed; others end with their answer.
    Closing,
    /// All connections are cut.
    Stopped,
}

/// How long connections without a request are left open when leaving: a client that is just
/// sending one on a connection kept alive gets its answer.
const GRACE: Duration = Duration::from_secs(1);
/// The wait after a connection could not be accepted, first and longest.
const PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_secs(1)];

/// Serves `site` on `listener` until `phase` leaves [`Phase::Serving`], then ends in order.
pub async fn serve(
    listener: TcpListener,
    site: Arc<Site>,
    router: Router,
    mut phase: watch::Receiver<Phase>,
) {
    let most = site.limits().connections.min(Semaphore::MAX_PERMITS);
    let connections = Connections {
        open: Arc::new(Semaphore::new(most)),
        clients: Arc::default(),
        closing: watch::Sender::new(Phase::Serving),
        site,
        router,
    };
    tokio::select! {
        () = connections.accept(&listener) => {}
        _ = phase.wait_for(|phase| *phase > Phase::Serving) => {}
    }
    connections.site.stop();
    connections.empty(&listener).await;
    drop(listener);
    connections.end(phase, most).await;
}

struct Connections {
    /// One permit for each connection that may be open.
    open: Arc<Semaphore>,
    clients: Clients,
    closing: watch::Sender<Phase>,
    site: Arc<Site>,
    router: Router,
}

impl Connections {
    /// Accepts for ever. With all permits taken, clients wait in the kernel's queue.
    async fn accept(&self, listener: &TcpListener) {
        let mut pause = PAUSES[0];
        loop {
            let Ok(permit) = self.open.clone().acquire_owned().await else { return };
            match listener.accept().await {
                Ok((socket, peer)) => {
                    pause = PAUSES[0];
                    self.open(socket, peer.ip(), permit);
                }
                Err(error) if is_the_clients(&error) => {}
                Err(error) => {
                    // Out of files or memory: wait for some to come free.
                    tracing::warn!(%error, ?pause, "cannot accept connections for a moment");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(PAUSES[1]);
                }
            }
        }
    }

    /// Takes in those who already wait in the kernel's queue, without waiting for more.
    async fn empty(&self, listener: &TcpListener) {
        while let Ok(permit) = self.open.clone().try_acquire_owned() {
            let accepted = tokio::select! {
                biased;
                accepted = listener.accept() => accepted,
                () = tokio::task::yield_now() => return,
            };
            match accepted {
                Ok((socket, peer)) => self.open(socket, peer.ip(), permit),
                Err(_) => return,
            }
        }
    }

    fn open(&self, socket: TcpStream, peer: IpAddr, permit: tokio::sync::OwnedSemaphorePermit) {
        let Some(client) = Client::enter(&self.clients, peer, self.site.limits().per_client) else {
            // Not worth waiting for: said if it fits, then closed.
            let words = refusal(&self.site, StatusCode::TOO_MANY_REQUESTS);
            let _ = socket.try_write(&words);
            return;
        };
        let (site, router, closing) =
            (self.site.clone(), self.router.clone(), self.closing.subscribe());
        site.counters().connections.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(async move {
            converse(socket, &site, router, closing).await;
            site.counters().connections.fetch_sub(1, Ordering::Relaxed);
            drop((client, permit));
        });
    }

    /// Waits for connections to end, more firmly as time goes by.
    async fn end(&self, mut phase: watch::Receiver<Phase>, most: usize) {
        let all = u32::try_from(most).unwrap_or(u32::MAX);
        let ended = async {
            let _ = self.open.acquire_many(all).await;
        };
        let leaving = *phase.borrow() == Phase::Leaving;
        let firmer = async {
            if leaving {
                tokio::select! {
                    () = tokio::time::sleep(GRACE) => {}
                    _ = phase.wait_for(|phase| *phase > Phase::Leaving) => {}
                }
            }
            self.closing.send_replace(Phase::Closing);
            let rest = self.site.limits().stop.saturating_sub(if leaving {
                GRACE
            } else {
                Duration::ZERO
            });
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                _ = phase.wait_for(|phase| *phase == Phase::Stopped) => {}
            }
        };
        tokio::select! {
            () = ended => return,
            () = firmer => {}
        }
        let cut = most.saturating_sub(self.open.available_permits());
        tracing::warn!(connections = cut, "cut connections that did not end in time");
        self.closing.send_replace(Phase::Stopped);
    }
}

/// Serves one connection to its end.
async fn converse(
    socket: TcpStream,
    site: &Arc<Site>,
    router: Router,
    mut closing: watch::Receiver<Phase>,
) {
    let _ = socket.set_nodelay(true);
    let limits = site.limits();
    let answered = Arc::new(AtomicUsize::new(0));
    let refuse: Refuse = {
        let site = site.clone();
        Box::new(move |status| refusal(&site, status))
    };
    let stream = Stream::new(socket, limits.clone(), answered.clone(), refuse);
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = router.clone().oneshot(request);
        let answered = answered.clone();
        async move {
            let answer = answer.await;
            answered.fetch_add(1, Ordering::Release);
            answer
        }
    });
    let mut http = http1::Builder::new();
    // The guard tells a long line from long fields; hyper only bounds both together.
    http.max_buf_size((limits.request_line + limits.header_bytes).max(8 * 1024))
        .max_headers(limits.header_count)
        // `Stream` has the deadlines, one for each state of a connection.
        .header_read_timeout(None);
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
    loop {
        tokio::select! {
            result = connection.as_mut() => {
                if let Err(error) = result {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            changed = closing.changed() => match changed.map(|()| *closing.borrow_and_update()) {
                Ok(Phase::Closing) => connection.as_mut().graceful_shutdown(),
                Ok(Phase::Stopped) | Err(_) => return,
                Ok(Phase::Serving | Phase::Leaving) => {}
            }
        }
    }
}

/// Whether `accept` failed for a reason of that one client's.
fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}

/// Connections of each client: an address, or a network of 64 bits, which is what one home has.
type Clients = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// A client's connection; counted until dropped.
struct Client {
    clients: Clients,
    address: IpAddr,
}

impl Client {
    fn enter(clients: &Clients, address: IpAddr, most: usize) -> Option<Self> {
        let address = match address.to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
            v4 @ IpAddr::V4(_) => v4,
        };
        let mut counts = clients.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Self { clients: clients.clone(), address })
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let mut counts = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// A whole answer with `status`, for a request that never reached the router.
fn refusal(site: &Site, status: StatusCode) -> Bytes {
    let problem = match status {
        StatusCode::URI_TOO_LONG => Problem::TooLong,
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Problem::Headers,
        StatusCode::TOO_MANY_REQUESTS => Problem::Crowd,
        _ => Problem::Malformed("this is no HTTP request that can be read".to_owned()),
    };
    let body = guard::words(site, &problem, false, Language::default()).body;
    // As for HEAD: the head alone, with the length of the body that follows.
    let asked = Asked::of(&Method::HEAD, &HeaderMap::new());
    let mut response = guard::refuse(site, &problem, false, &asked);
    headers::put(response.headers_mut());
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    let mut out = format!("HTTP/1.1 {}\r\n", response.status()).into_bytes();
    for (name, value) in response.headers() {
        out.extend_from_slice(name.as_str().as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&body);
    out.into()
}
