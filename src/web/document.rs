//! A document as it is sent: encoded once in each encoding that somebody asks for, with a strong
//! tag for each, and the answers that RFC 9110 asks for (HEAD, preconditions, content negotiation
//! by encoding).
//!
//! In: a [`Made`] document and what a request asked. Out: a response without the headers that
//! every answer has.

use std::io::Write as _;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use headers::{ETag, HeaderMapExt as _, IfMatch, IfNoneMatch};
use sha2::{Digest as _, Sha256};

use super::answer::{HTML, Made, essence};

/// Check with the server before every use.
pub(crate) const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");
/// Keep for a year and never ask again: the name changes with the content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Shorter bodies are sent as they are: the saving is less than a packet.
const SHORTEST_COMPRESSED: usize = 512;

/// A content coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    /// Codings by preference, the smallest first.
    const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];
    /// Those that compress.
    const PRESSED: [Self; 2] = [Self::Brotli, Self::Gzip];

    const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }
}

/// How hard to press. Brotli's best takes many times as long as its 5: worth it once, at start, not
/// while a reader waits. Beside its 9 it saves 8 of 100 bytes of script and style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// While a reader waits.
    Page,
    /// At start.
    Asset,
}

/// A document in each of its encodings.
#[derive(Debug)]
pub(crate) struct Document {
    status: StatusCode,
    media_type: &'static str,
    cache: HeaderValue,
    headers: Vec<(HeaderName, HeaderValue)>,
    varies: bool,
    tagged: bool,
    plain: Variant,
    /// The compressed ones, each made when it is first asked for.
    pressed: Vec<Pressed>,
    effort: Effort,
}

#[derive(Debug)]
struct Variant {
    encoding: Encoding,
    tag: HeaderValue,
    bytes: Bytes,
}

/// A compressed variant; `None` inside where it would be no shorter.
#[derive(Debug)]
struct Pressed {
    encoding: Encoding,
    variant: OnceLock<Option<Variant>>,
}

/// What of a request decides how a document is sent.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    head: bool,
    headers: HeaderMap,
}

impl Asked {
    pub(crate) fn of(method: &Method, headers: &HeaderMap) -> Self {
        Self { head: method == Method::HEAD, headers: headers.clone() }
    }

    /// The request's fields.
    pub(crate) const fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

impl Document {
    /// A page in every encoding.
    pub(crate) fn page(made: Made) -> Self {
        Self::new(made, REVALIDATE, Effort::Page, &Encoding::PRESSED)
    }

    /// A file that never changes, in every encoding, all of them made now.
    pub(crate) fn asset(made: Made) -> Self {
        let document = Self::new(made, FOREVER, Effort::Asset, &Encoding::PRESSED);
        for encoding in Encoding::PRESSED {
            document.variant(encoding);
        }
        document
    }

    /// A document as it is.
    pub(crate) fn plain(made: Made) -> Self {
        Self::new(made, REVALIDATE, Effort::Page, &[])
    }

    fn new(made: Made, cache: HeaderValue, effort: Effort, encodings: &[Encoding]) -> Self {
        let Made { status, media_type, body, headers, tagged } = made;
        let varies = is_compressible(media_type) && body.len() >= SHORTEST_COMPRESSED;
        let encodings = encodings.iter().filter(|_| varies);
        let pressed =
            encodings.map(|&encoding| Pressed { encoding, variant: OnceLock::new() }).collect();
        let plain = Variant::new(Encoding::Identity, body);
        Self { status, media_type, cache, headers, varies, tagged, plain, pressed, effort }
    }

    /// SHA-256 of its bytes before any encoding.
    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.plain.bytes).into()
    }

    /// Octets before any encoding.
    pub(crate) fn size(&self) -> usize {
        self.plain.bytes.len()
    }

    /// Octets in its shortest encoding: what goes over the line to a client that takes them all.
    pub(crate) fn shortest(&self) -> usize {
        self.variant(Encoding::ALL[0]).unwrap_or(&self.plain).bytes.len()
    }

    /// Octets that it takes in memory, roughly, once it was asked for in every encoding: a page's
    /// markup shrinks to a third at most.
    pub(crate) fn weight(&self) -> usize {
        let body = self.plain.bytes.len();
        body + self.pressed.len() * (body / 3 + 128) + 384
    }

    /// Whether what is answered to such a request is ready to be sent.
    pub(crate) fn is_ready(&self, asked: &Asked) -> bool {
        for encoding in liked(&asked.headers) {
            match self.find(encoding).map(|pressed| pressed.variant.get()) {
                Some(None) => return false,
                Some(Some(Some(_))) => return true,
                None if encoding == Encoding::Identity => return true,
                // It would be no shorter, so what is liked next is sent.
                Some(Some(None)) | None => {}
            }
        }
        true
    }

    /// Makes what is answered to such a request ready.
    pub(crate) fn prepare(&self, asked: &Asked) {
        self.choose(&asked.headers);
    }

    /// The answer to a request for it.
    pub(crate) fn respond(&self, asked: &Asked) -> Response<Body> {
        let variant = self.choose(&asked.headers);
        let mut response = Response::new(Body::empty());
        let out = response.headers_mut();
        out.insert(CACHE_CONTROL, self.cache.clone());
        // Pages speak the language that the reader chose or the browser asks for.
        if self.media_type == HTML {
            out.insert(VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
        } else if self.varies {
            out.insert(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
        }
        for (name, value) in &self.headers {
            out.append(name, value.clone());
        }
        if self.status == StatusCode::OK && self.tagged {
            out.insert(ETAG, variant.tag.clone());
            if let Some(status) = variant.precondition(&asked.headers) {
                *response.status_mut() = status;
                return response;
            }
        }
        out.insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        out.insert(CONTENT_LENGTH, variant.bytes.len().into());
        if variant.encoding != Encoding::Identity {
            out.insert(CONTENT_ENCODING, HeaderValue::from_static(variant.encoding.name()));
        }
        *response.status_mut() = self.status;
        if !asked.head {
            *response.body_mut() = Body::from(variant.bytes.clone());
        }
        response
    }

    /// The variant that the client likes best; identity when it likes none.
    fn choose(&self, headers: &HeaderMap) -> &Variant {
        liked(headers)
            .into_iter()
            .find_map(|encoding| self.variant(encoding))
            .unwrap_or(&self.plain)
    }

    /// The variant in `encoding`, if it has one.
    fn variant(&self, encoding: Encoding) -> Option<&Variant> {
        if encoding == Encoding::Identity {
            return Some(&self.plain);
        }
        let body = &self.plain.bytes;
        let press = || {
            let bytes = compress(body, encoding, self.effort)?;
            (bytes.len() < body.len()).then(|| Variant::new(encoding, bytes.into()))
        };
        self.find(encoding)?.variant.get_or_init(press).as_ref()
    }

    fn find(&self, encoding: Encoding) -> Option<&Pressed> {
        self.pressed.iter().find(|pressed| pressed.encoding == encoding)
    }
}

impl Variant {
    fn new(encoding: Encoding, bytes: Bytes) -> Self {
        let mut tag = String::from("\"");
        for octet in &Sha256::digest(&bytes)[..12] {
            use std::fmt::Write as _;
            let _ = write!(tag, "{octet:02x}");
        }
        tag.push('"');
        let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
        Self { encoding, tag, bytes }
    }

    /// 412 or 304, in the order of RFC 9110, 13.2.2. Documents have no date, so preconditions by
    /// date do not apply.
    fn precondition(&self, headers: &HeaderMap) -> Option<StatusCode> {
        let tag: ETag = self.tag.to_str().ok()?.parse().ok()?;
        if headers.typed_get::<IfMatch>().is_some_and(|wanted| !wanted.precondition_passes(&tag)) {
            return Some(StatusCode::PRECONDITION_FAILED);
        }
        if headers.typed_get::<IfNoneMatch>().is_some_and(|had| !had.precondition_passes(&tag)) {
            return Some(StatusCode::NOT_MODIFIED);
        }
        None
    }
}

/// The encodings that the client likes, the best first, the smallest first among equals (RFC 9110,
/// 12.5.3).
fn liked(headers: &HeaderMap) -> Vec<Encoding> {
    let mut liked: Vec<_> =
        Encoding::ALL.into_iter().map(|encoding| (accepted(headers, encoding), encoding)).collect();
    liked.retain(|(weight, _)| *weight > 0.0);
    liked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    liked.into_iter().map(|(_, encoding)| encoding).collect()
}

/// How much a client likes an encoding, from 0 (not at all) to 1 (RFC 9110, 12.5.3). Without the
/// header, or with one that cannot be read, only identity is liked.
fn accepted(headers: &HeaderMap, encoding: Encoding) -> f32 {
    let mut any = None;
    for line in headers.get_all(ACCEPT_ENCODING) {
        for item in line.to_str().unwrap_or_default().split(',') {
            let mut fields = item.split(';').map(str::trim);
            let name = fields.next().unwrap_or_default();
            let weight = match fields.next().and_then(|field| field.split_once('=')) {
                Some((q, value)) if q.trim().eq_ignore_ascii_case("q") => {
                    value.trim().parse().map_or(0.0, |weight: f32| weight.clamp(0.0, 1.0))
                }
                _ => 1.0,
            };
            if name.eq_ignore_ascii_case(encoding.name())
                || (encoding == Encoding::Gzip && name.eq_ignore_ascii_case("x-gzip"))
            {
                return weight;
            }
            if name == "*" {
                any = Some(weight);
            }
        }
    }
    // Identity is acceptable unless refused, but liked least.
    any.unwrap_or(if encoding == Encoding::Identity { f32::MIN_POSITIVE } else { 0.0 })
}

fn is_compressible(media_type: &str) -> bool {
    let kind = essence(media_type);
    kind.starts_with("text/")
        || kind.ends_with("json")
        || kind.ends_with("xml")
        || kind.ends_with("javascript")
        || kind == "font/ttf"
}

fn compress(bytes: &[u8], encoding: Encoding, effort: Effort) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Identity => None,
        Encoding::Gzip => {
            let level = if effort == Effort::Asset { 9 } else { 6 };
            let mut out =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
            out.write_all(bytes).ok()?;
            out.finish().ok()
        }
        Encoding::Brotli => {
            let quality = if effort == Effort::Asset { 11 } else { 5 };
            // A window not much larger than the text: the same octets in three quarters of the
            // time for a page of 20 KB. Below 18 the encoder takes another, far slower way.
            let window = bytes.len().max(1).ilog2() + 1;
            let params = brotli::enc::BrotliEncoderParams {
                quality,
                lgwin: i32::try_from(window).unwrap_or(i32::MAX).clamp(18, 22),
                size_hint: bytes.len(),
                ..Default::default()
            };
            let mut out = Vec::new();
            brotli::BrotliCompress(&mut &*bytes, &mut out, &params).ok()?;
            Some(out)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `accept` as sent in, the encoding that is chosen.
    fn check(accept: Option<&str>, chosen: &str) {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(ACCEPT_ENCODING, accept.parse().expect("a header value"));
        }
        let asked = Asked { head: false, headers };
        let made = || Made::new("text/plain", "sidenote ".repeat(500));
        let document = Document::page(made());
        assert_eq!(document.is_ready(&asked), chosen == "identity", "{accept:?}");
        document.prepare(&asked);
        assert!(document.is_ready(&asked), "{accept:?}");
        for document in [document, Document::asset(made())] {
            let got = document.respond(&asked);
            let coding = got
                .headers()
                .get(CONTENT_ENCODING)
                .map_or("identity", |value| value.to_str().expect("a name"));
            assert_eq!(coding, chosen, "{accept:?}");
        }
    }

    /// What no encoding makes shorter is sent as it is, and known to be ready.
    #[test]
    fn what_cannot_be_pressed_is_sent_as_it_is() {
        let noise: Vec<u8> = (0..1_000u32).flat_map(|n| Sha256::digest(n.to_le_bytes())).collect();
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("br"))]);
        let asked = Asked { head: false, headers };
        let document = Document::page(Made::new("text/plain", noise));
        document.prepare(&asked);
        assert!(document.is_ready(&asked));
        assert!(document.respond(&asked).headers().get(CONTENT_ENCODING).is_none());
    }

    #[test]
    fn chooses_the_encoding_that_is_liked_best() {
        check(None, "identity");
        check(Some(""), "identity");
        check(Some("gzip, deflate, br, zstd"), "br");
        check(Some("gzip"), "gzip");
        check(Some("x-gzip"), "gzip");
        check(Some("br;q=0.5, gzip;q=0.8"), "gzip");
        check(Some("br;q=0, gzip;q=0"), "identity");
        check(Some("*"), "br");
        check(Some("*;q=0"), "identity");
        check(Some("identity, br;q=0.1"), "identity");
        check(Some("BR"), "br");
        check(Some("br;q=nonsense"), "identity");
        check(Some("deflate"), "identity");
    }
}
