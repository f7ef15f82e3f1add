//! A client's socket with deadlines that hyper does not have: first byte, whole header, idle,
//! write stall; and with our own words where hyper refuses a request by itself.
//!
//! In: a socket and [`Limits`]. Out: the same bytes, or an error when a deadline has passed. All
//! time is monotonic.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::StatusCode;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::head::Heads;
use crate::config::Limits;

/// After an answer that ends a connection, what the client still sends is thrown away for this
/// long, so that the answer is not lost to a reset (RFC 9112, 9.6).
const LINGER: Duration = Duration::from_secs(1);
/// And at most this much of it, in bytes.
const MOST_LINGERED: usize = 1024 * 1024;

/// Makes the whole answer, head and body, that stands in for hyper's own with this status.
pub(super) type Refuse = Box<dyn Fn(StatusCode) -> Bytes + Send + Sync>;

/// A client's socket with deadlines.
pub(super) struct Stream {
    socket: TcpStream,
    limits: Limits,
    heads: Heads,
    /// Requests that the service has answered.
    answered: Arc<AtomicUsize>,
    opened: Instant,
    has_begun: bool,
    /// When the header under way began.
    head_began: Instant,
    /// When a byte last went either way.
    progress: Instant,
    read_alarm: Alarm,
    write_alarm: Alarm,
    refuse: Refuse,
    /// Our own words on their way out, and how many bytes of them are gone.
    refusal: Option<(Bytes, usize)>,
    lingered: usize,
    is_shut: bool,
}

impl Stream {
    /// `answered` is counted up by the service as it answers.
    pub(super) fn new(
        socket: TcpStream,
        limits: Limits,
        answered: Arc<AtomicUsize>,
        refuse: Refuse,
    ) -> Self {
        let now = Instant::now();
        Self {
            socket,
            limits,
            heads: Heads::default(),
            answered,
            opened: now,
            has_begun: false,
            head_began: now,
            progress: now,
            read_alarm: Alarm::default(),
            write_alarm: Alarm::default(),
            refuse,
            refusal: None,
            lingered: 0,
            is_shut: false,
        }
    }

    /// When the wait for the client's next byte ends; never while a request is being answered.
    fn read_deadline(&self) -> Option<Instant> {
        if !self.has_begun {
            Some(self.opened + self.limits.first_byte)
        } else if self.heads.complete() > self.answered.load(Ordering::Acquire) {
            None
        } else if self.heads.is_under_way() {
            Some(self.head_began + self.limits.header)
        } else {
            Some(self.progress + self.limits.idle)
        }
    }

    /// Ready once the client has been waited for long enough.
    fn wait_for_client(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(deadline) = self.read_deadline() else {
            self.read_alarm.stop();
            return Poll::Pending;
        };
        self.read_alarm.wait(cx, deadline, true)
    }

    fn note_read(&mut self, octets: &[u8]) {
        let now = Instant::now();
        let (before, was_under_way) = (self.heads.complete(), self.heads.is_under_way());
        self.heads.follow(octets);
        if !was_under_way || self.heads.complete() > before {
            self.head_began = now;
        }
        self.has_begun = true;
        self.progress = now;
    }

    /// Writes by `write`, but no longer than the client may stall.
    fn write_by(
        &mut self,
        cx: &mut Context<'_>,
        write: impl Fn(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match write(Pin::new(&mut self.socket), cx) {
            Poll::Ready(written) => {
                self.write_alarm.stop();
                self.progress = Instant::now();
                Poll::Ready(written)
            }
            Poll::Pending => {
                let deadline = Instant::now() + self.limits.write_stall;
                ready!(self.write_alarm.wait(cx, deadline, false));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
        }
    }

    /// What to say in place of `head`, if that is hyper's own refusal.
    fn own_words(&self, head: &[u8]) -> Option<Bytes> {
        let status = refused(head)?;
        let is_line = status == StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
            && self.heads.is_in_request_line();
        Some((self.refuse)(if is_line { StatusCode::URI_TOO_LONG } else { status }))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.socket).poll_read(cx, buffer) {
            if buffer.filled().len() > before {
                this.note_read(&buffer.filled()[before..]);
            }
            return Poll::Ready(read);
        }
        ready!(this.wait_for_client(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.refusal.is_none() {
            this.refusal = this.own_words(octets).map(|words| (words, 0));
        }
        while let Some((words, gone)) = this.refusal.clone() {
            let rest = words.slice(gone..);
            let written = ready!(this.write_by(cx, |socket, cx| socket.poll_write(cx, &rest)))?;
            this.refusal = (written < rest.len()).then(|| (words, gone + written));
            if this.refusal.is_none() {
                return Poll::Ready(Ok(octets.len()));
            }
        }
        this.write_by(cx, |socket, cx| socket.poll_write(cx, octets))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut filled = pieces.iter().filter(|piece| !piece.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next()) {
            return self.poll_write(cx, only);
        }
        self.get_mut().write_by(cx, |socket, cx| socket.poll_write_vectored(cx, pieces))
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.socket).poll_flush(cx))?;
        // hyper may have asked for bytes while it was busy and will not ask again before some
        // come; with the answer gone out, the wait for them is timed from here.
        if !this.is_shut && this.wait_for_client(cx).is_ready() {
            cx.waker().wake_by_ref();
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.is_shut {
            ready!(Pin::new(&mut this.socket).poll_shutdown(cx))?;
            this.is_shut = true;
            this.read_alarm.stop();
        }
        let mut waste = [0; 4096];
        while this.lingered < MOST_LINGERED {
            let mut buffer = ReadBuf::new(&mut waste);
            match Pin::new(&mut this.socket).poll_read(cx, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {
                    this.lingered += buffer.filled().len();
                }
                Poll::Ready(_) => break,
                Poll::Pending => {
                    ready!(this.read_alarm.wait(cx, Instant::now() + LINGER, false));
                    break;
                }
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The status of an answer that hyper made by itself: a short head alone, which our own answers,
/// with all their headers, never are.
fn refused(head: &[u8]) -> Option<StatusCode> {
    let text = std::str::from_utf8(head).ok()?;
    let is_whole = text.len() < 256 && text.find("\r\n\r\n")? + 4 == text.len();
    if !is_whole || text.contains("content-security-policy") {
        return None;
    }
    let status: StatusCode = text.strip_prefix("HTTP/1.")?.get(2..5)?.parse().ok()?;
    (status.is_client_error() || status.is_server_error()).then_some(status)
}

/// A timer that is set when something begins to be waited for.
#[derive(Default)]
struct Alarm {
    sleep: Option<Pin<Box<Sleep>>>,
    is_set: bool,
}

impl Alarm {
    /// Ready once `deadline` has passed. While set it keeps its first deadline, unless `moves`.
    fn wait(&mut self, cx: &mut Context<'_>, deadline: Instant, moves: bool) -> Poll<()> {
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if !self.is_set || (moves && sleep.deadline() != deadline) {
            sleep.as_mut().reset(deadline);
        }
        self.is_set = true;
        sleep.as_mut().poll(cx)
    }

    fn stop(&mut self) {
        self.is_set = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_hypers_own_refusals_from_answers() {
        let own = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n\
                    content-length: 0\r\ndate: Wed, 06 Feb 2019 00:00:00 GMT\r\n\r\n";
        assert_eq!(refused(own), Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE));
        let mut answer = own.to_vec();
        answer.extend_from_slice(b"<!doctype html>");
        assert_eq!(refused(&answer), None);
        assert_eq!(refused(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"), None);
        assert_eq!(refused(b"HTTP/1.1 100 Continue\r\n\r\n"), None);
        assert_eq!(refused(b"text \r\n\r\n"), None);
    }
}
