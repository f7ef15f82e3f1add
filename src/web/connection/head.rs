//! Where requests begin and end in what a client sends.
//!
//! In: the octets as they arrive. Out: how many headers are complete, and whether one is under
//! way. It tells only line ends and blank lines; hyper does the reading. Bodies are refused and
//! their connections closed, so all that a client sends is headers.

/// Follows headers through the octets of a connection.
#[derive(Debug, Default)]
pub(super) struct Heads {
    complete: usize,
    state: State,
    /// Octets of the current line.
    line: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a request; blank lines here are passed over (RFC 9112, 2.2).
    #[default]
    Between,
    RequestLine,
    Fields,
}

impl Heads {
    /// Reads on.
    pub(super) fn follow(&mut self, octets: &[u8]) {
        for &octet in octets {
            match (self.state, octet) {
                (State::Between, b'\r' | b'\n') => {}
                (State::Between, _) => (self.state, self.line) = (State::RequestLine, 1),
                (State::RequestLine, b'\n') => (self.state, self.line) = (State::Fields, 0),
                (State::Fields, b'\n') if self.line == 0 => {
                    self.complete += 1;
                    self.state = State::Between;
                }
                (State::Fields, b'\n') => self.line = 0,
                (State::Fields, b'\r') if self.line == 0 => {}
                _ => self.line += 1,
            }
        }
    }

    /// Headers that have come whole.
    pub(super) const fn complete(&self) -> usize {
        self.complete
    }

    /// Whether a header has begun and not ended.
    pub(super) fn is_under_way(&self) -> bool {
        self.state != State::Between
    }

    /// Whether the header under way has not got beyond its first line.
    pub(super) fn is_in_request_line(&self) -> bool {
        self.state == State::RequestLine
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is sent, split anywhere: complete headers, whether one is under way.
    fn check(sent: &str, complete: usize, under_way: bool) {
        for at in 0..=sent.len() {
            let mut heads = Heads::default();
            heads.follow(&sent.as_bytes()[..at]);
            heads.follow(&sent.as_bytes()[at..]);
            assert_eq!((heads.complete(), heads.is_under_way()), (complete, under_way), "{sent:?}");
        }
    }

    #[test]
    fn tells_headers_apart() {
        check("", 0, false);
        check("\r\n\r\n", 0, false);
        check("G", 0, true);
        check("GET / HTTP/1.1\r\nHost: a\r\n", 0, true);
        check("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 1, false);
        check("GET / HTTP/1.1\nHost: a\n\n", 1, false);
        check("GET / HTTP/1.0\r\n\r\n", 1, false);
        check("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n\r\nGET", 2, true);
    }
}
