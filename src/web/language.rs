//! The languages that pages speak, and which of them a reader gets.
//!
//! In: a request's header fields. Out: the [`Language`] that the reader chose before (a cookie),
//! else the one that the browser asks for, else English. What is said in a language lies in
//! `web::words`; a report's own words are in the report's language and never depend on this.

use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The cookie that keeps a reader's choice.
const COOKIE_NAME: &str = "lang";
/// How long it is kept, in seconds: a year.
const COOKIE_AGE: u32 = 31_536_000;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, the language of whoever asks for none that there is.
    #[default]
    English,
    /// Chinese in simplified characters.
    Chinese,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its tag (RFC 5646), as pages, addresses and the cookie write it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// What it calls itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// The language that `tag` asks for: by its first subtag, so that `en-GB` is English. Whoever
    /// reads Chinese in traditional characters gets simplified ones rather than English.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        let first = tag.split('-').next().unwrap_or_default();
        let starts = |language: &Self| {
            first.eq_ignore_ascii_case(language.tag().split('-').next().unwrap_or_default())
        };
        Self::ALL.into_iter().find(starts)
    }

    /// The language of the answer to a request with `headers`.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        chosen(headers).or_else(|| preferred(headers)).unwrap_or_default()
    }

    /// What keeps the choice of this language in the reader's browser; `safe` where the reader
    /// came by HTTPS.
    pub(crate) fn cookie(self, safe: bool) -> Option<HeaderValue> {
        let end = if safe { "; Secure" } else { "" };
        let value = format!(
            "{COOKIE_NAME}={}; Path=/; Max-Age={COOKIE_AGE}; SameSite=Lax; HttpOnly{end}",
            self.tag()
        );
        HeaderValue::from_str(&value).ok()
    }
}

/// The fields of `name` as text; those that are none are left out.
fn fields(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok())
}

/// What the reader chose.
fn chosen(headers: &HeaderMap) -> Option<Language> {
    fields(headers, COOKIE)
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE_NAME)
        .find_map(|(_, tag)| Language::ALL.into_iter().find(|language| language.tag() == tag))
}

/// Of the languages that the browser asks for, the one that it likes best, the first among equals
/// (RFC 9110, 12.5.4). A star asks for any, which is English.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let (mut best, mut most) = (None, 0.0);
    for item in fields(headers, ACCEPT_LANGUAGE).flat_map(|line| line.split(',')) {
        let (tag, rest) = item.split_once(';').unwrap_or((item, ""));
        let weight = match rest.trim().split_once('=') {
            Some((q, value)) if q.trim().eq_ignore_ascii_case("q") => {
                value.trim().parse().map_or(0.0, |weight: f32| weight.clamp(0.0, 1.0))
            }
            _ => 1.0,
        };
        let language = match tag.trim() {
            "*" => Some(Language::default()),
            tag => Language::read(tag),
        };
        // A comparison with what is no number is false.
        if language.is_some() && weight > most {
            (best, most) = (language, weight);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The language of a request with these fields.
    fn check(cookie: &str, accept: &str, language: Language) {
        let mut headers = HeaderMap::new();
        for (name, value) in [(COOKIE, cookie), (ACCEPT_LANGUAGE, accept)] {
            if !value.is_empty() {
                headers.insert(name, value.parse().expect("a header value"));
            }
        }
        assert_eq!(Language::of(&headers), language, "{cookie:?} {accept:?}");
    }

    #[test]
    fn the_browser_is_asked_which_language_it_likes_best() {
        use Language::{Chinese, English};
        for accept in [
            "zh",
            "zh-CN",
            "zh-Hans",
            "ZH-hans-SG",
            "zh-TW",
            "zh-Hant-HK, en;q=0.5",
            "zh-CN,zh;q=0.9,en;q=0.8",
            "fr, zh;q=0.2",
            "en;q=0.3, zh;q=0.4",
            "en;q=0, zh;q=0.1",
            "en;q=nonsense, zh",
        ] {
            check("", accept, Chinese);
        }
        for accept in [
            "",
            "en",
            "en-GB,en;q=0.9,zh;q=0.8",
            "fr-FR, de",
            "*",
            "*, zh;q=0.5",
            "en, zh",
            "zh;q=0",
            "zh;q=NaN",
            "zhuang",
            ";;;q=,,,=",
        ] {
            check("", accept, English);
        }
    }

    #[test]
    fn a_choice_wins_and_garbage_is_no_choice() {
        use Language::{Chinese, English};
        check("lang=zh-Hans", "en", Chinese);
        check("lang=en", "zh", English);
        check("other=1; lang=zh-Hans; more=2", "", Chinese);
        for garbage in ["lang=", "lang=zh-Hans-x", "lang=klingon", "xlang=zh-Hans", "zh-Hans", ";"]
        {
            check(garbage, "", English);
            check(garbage, "zh", Chinese);
        }
    }

    #[test]
    fn the_cookie_is_read_as_it_is_written() {
        for language in Language::ALL {
            for safe in [false, true] {
                let cookie = language.cookie(safe).expect("ASCII");
                let cookie = cookie.to_str().expect("ASCII");
                assert!(cookie.contains("SameSite=Lax"));
                assert_eq!(cookie.contains("Secure"), safe);
                check(cookie.split(';').next().expect("a pair"), "fr", language);
            }
            assert_eq!(Language::read(language.tag()), Some(language));
        }
    }
}
