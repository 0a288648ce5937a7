//! The one way to something that may be shown.

use crate::body::{BodyKind, BodyText, readable, text_of};
use crate::disclosing::{Disclosed, disclosed, masked_of};
use crate::exchange::{Header, Received, Sent};
use crate::json_flow::JsonFlow;
use crate::lay_out::laid_out;
use crate::scrub::MARK;
use crate::{Scrubber, json};
use domain::Effect;
use domain::{is_secret_name, is_secret_text};
use http::{HeaderMap, Method};
use std::ops::Deref;
use url::{Url, form_urlencoded};

/// Something without secrets. Only a [`Redactor`] makes one.
///
/// ```compile_fail
/// let forged = explorer::Redacted(String::from("hunter2"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted<T>(T);

impl<T> Deref for Redacted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Takes secrets out: those it was told, and those that show by name or looks.
#[derive(Debug, Default)]
pub struct Redactor {
    scrubber: Scrubber,
}

/// Headers whose values are shown. All others show their name alone: a list of what to hide
/// is always one vendor too short.
const SHOWN: [&str; 30] = [
    "accept",
    "accept-language",
    "accept-ranges",
    "age",
    "allow",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expires",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "last-modified",
    "link",
    "location",
    "pragma",
    "range",
    "retry-after",
    "server",
    "transfer-encoding",
    "user-agent",
    "vary",
    "x-correlation-id",
    "x-request-id",
];

/// Families of headers whose values are shown: paging and limits.
const SHOWN_FAMILIES: [&str; 3] = ["x-bt-pagination-", "x-ratelimit-", "ratelimit"];

impl Redactor {
    /// A redactor that also takes out what the scrubber knows.
    pub fn new(scrubber: Scrubber) -> Self {
        Self { scrubber }
    }

    /// A request as it may be shown. The credential is not part of it and need not be told;
    /// where it is known all the same, it is taken out.
    pub fn sent(
        &self,
        method: &Method,
        url: &Url,
        headers: &HeaderMap,
        body: Option<&[u8]>,
    ) -> Redacted<Sent> {
        Redacted(Sent {
            method: method.as_str().to_owned(),
            address: self.address(url),
            headers: self.headers(headers),
            body: self.body(headers, body.unwrap_or_default(), Effect::Reads),
        })
    }

    /// An answer as it may be shown. Where the operation discloses, a body that is nothing but
    /// a value is the secret itself and is left out.
    pub fn received(
        &self,
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
        effect: Effect,
    ) -> Redacted<Received> {
        Redacted(Received {
            status,
            headers: self.headers(headers),
            body: self.body(headers, body, effect),
        })
    }

    /// An answer whose body went through a [`crate::Spool`].
    pub fn spooled(&self, status: u16, headers: &HeaderMap, body: BodyText) -> Redacted<Received> {
        Redacted(Received {
            status,
            headers: self.headers(headers),
            body,
        })
    }

    /// A value with a name as it may be shown: a parameter, a header.
    pub fn named(&self, name: &str, value: &str) -> Redacted<String> {
        if is_secret_name(name) && !value.is_empty() {
            return Redacted(MARK.to_owned());
        }
        self.text(value)
    }

    /// Any text as it may be shown: an error message, a line for the log.
    pub fn text(&self, text: &str) -> Redacted<String> {
        Redacted(self.scrubbed(text))
    }

    fn scrubbed(&self, text: &str) -> String {
        if is_secret_text(text) {
            return MARK.to_owned();
        }
        self.scrubber.text(text)
    }

    fn address(&self, url: &Url) -> String {
        let mut shown = url.clone();
        // Neither can fail for an address with a host, and others carry neither.
        let _ = shown.set_password(None);
        let _ = shown.set_username("");
        if url.query().is_some() {
            shown.set_query(None);
        }
        let mut text = self.scrubber.text(shown.as_str());
        for (at, pair) in url
            .query()
            .into_iter()
            .flat_map(|query| query.split('&'))
            .enumerate()
        {
            text.push(if at == 0 { '?' } else { '&' });
            text.push_str(&self.pair(pair));
        }
        text
    }

    /// One `name=value` of a query or form, as it is encoded.
    pub(crate) fn pair(&self, pair: &str) -> String {
        let decoded = form_urlencoded::parse(pair.as_bytes()).next();
        let hide =
            decoded.is_some_and(|(name, value)| is_secret_name(&name) || is_secret_text(&value));
        match pair.split_once('=') {
            Some((name, _)) if hide => format!("{name}={MARK}"),
            _ => self.scrubber.text(pair),
        }
    }

    fn headers(&self, headers: &HeaderMap) -> Vec<Header> {
        let shown = |name: &str| {
            SHOWN.contains(&name) || SHOWN_FAMILIES.iter().any(|family| name.starts_with(family))
        };
        headers
            .iter()
            .map(|(name, value)| {
                let name = name.as_str();
                let text = String::from_utf8_lossy(value.as_bytes());
                let value = (shown(name) && !value.is_sensitive()).then(|| match name {
                    "location" => Url::parse(&text)
                        .map_or_else(|_| self.scrubbed(&text), |url| self.address(&url)),
                    _ => self.scrubbed(&text),
                });
                Header {
                    name: name.to_owned(),
                    value,
                }
            })
            .collect()
    }

    fn body(&self, headers: &HeaderMap, bytes: &[u8], effect: Effect) -> BodyText {
        let media = headers
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        self.whole_body(media, bytes, effect)
    }

    /// A small body as it may be shown.
    pub(crate) fn whole_body(&self, media: Option<&str>, bytes: &[u8], effect: Effect) -> BodyText {
        let size = bytes.len() as u64;
        let bytes = &*readable(media, bytes);
        let kind = BodyKind::of(media, bytes);
        let text = text_of(bytes).unwrap_or_default();
        let is_form = media.is_some_and(|media| media.contains("form-urlencoded"));
        let structured = kind == BodyKind::Json && BodyKind::is_container(bytes);
        if effect == Effect::Discloses && !structured && kind != BodyKind::Empty {
            return BodyText::new(BodyKind::Text, size, MARK.into());
        }
        let shown = match kind {
            BodyKind::Empty => Vec::new(),
            BodyKind::Image | BodyKind::Binary => self.scrubber.bytes(bytes),
            BodyKind::Json => {
                let laid = laid_out(text, |name, value| masked_of(effect, name, value))
                    .unwrap_or_else(|_| MARK.to_owned());
                if structured {
                    self.scrubber.text(&laid).into_bytes()
                } else {
                    self.scrubbed(&laid).into_bytes()
                }
            }
            BodyKind::Text if is_form => {
                let pairs: Vec<String> = text.split('&').map(|pair| self.pair(pair)).collect();
                pairs.join("&").into_bytes()
            }
            // What is almost JSON has secrets in it all the same.
            BodyKind::Text if !is_secret_text(text) => {
                let mut source = JsonFlow::source();
                let mut shown = Vec::with_capacity(text.len());
                source.piece(text.as_bytes(), &mut shown);
                source.end(&mut shown);
                self.scrubber.bytes(&shown)
            }
            BodyKind::Xml => {
                let laid = crate::lay_out_xml::laid_out(text);
                self.scrubbed(laid.as_deref().unwrap_or(text)).into_bytes()
            }
            BodyKind::Text | BodyKind::Html => self.scrubbed(text).into_bytes(),
        };
        BodyText::new(kind, size, shown)
    }

    /// The values of a small body that are not shown.
    pub(crate) fn disclosed(
        &self,
        media: Option<&str>,
        bytes: &[u8],
        effect: Effect,
    ) -> Vec<Disclosed> {
        disclosed(media, bytes, effect, &self.scrubber)
    }

    pub(crate) fn scrubber(&self) -> &Scrubber {
        &self.scrubber
    }
}

/// What stands for a value of JSON that is a secret by its name or looks.
pub(crate) fn masked(name: Option<&str>, value: &str) -> Option<String> {
    let named = name.is_some_and(|name| is_secret_name(&json::unquoted(name)));
    let said = matches!(value, "true" | "false" | "null" | "\"\"");
    let looks = value.starts_with('"') && is_secret_text(&json::unquoted(value));
    ((named && !said) || looks).then(|| format!("\"{MARK}\""))
}

#[cfg(test)]
mod tests {
    use super::Redactor;
    use crate::Scrubber;
    use domain::Effect;
    use http::{HeaderMap, HeaderValue, Method};
    use url::Url;

    fn redactor() -> Redactor {
        let mut scrubber = Scrubber::new();
        scrubber.learn(b"canary-token-1");
        Redactor::new(scrubber)
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| {
            (
                http::HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn a_request_shows_no_secret() {
        let url =
            Url::parse("https://h/x/canary-token-1?apiKey=abc%2F&name=J&t=canary-token-1").unwrap();
        let headers = headers(&[
            ("authorization", "Bearer canary-token-1"),
            ("x-vendor-key", "other"),
            ("accept", "application/json"),
            ("content-type", "application/json"),
        ]);
        let body = br#"{"UserName":"j","Password":"p\u0040ss","n":1234567890123456789012,"deep":[{"client_secret":7,"has_token":true}]}"#;
        let sent = redactor().sent(&Method::POST, &url, &headers, Some(body));
        assert_eq!(sent.address, "https://h/x/•••?apiKey=•••&name=J&t=•••");
        let value = |name: &str| {
            let header = sent
                .headers
                .iter()
                .find(|header| header.name == name)
                .unwrap();
            header.value.clone()
        };
        assert_eq!(value("authorization"), None);
        assert_eq!(value("x-vendor-key"), None);
        assert_eq!(value("accept").as_deref(), Some("application/json"));
        let text = sent.body.text().unwrap();
        assert!(text.contains("\"Password\": \"•••\""), "{text}");
        assert!(text.contains("\"client_secret\": \"•••\""), "{text}");
        assert!(text.contains("1234567890123456789012") && text.contains("\"has_token\": true"));
    }

    #[test]
    fn what_an_operation_discloses_is_left_out() {
        let redactor = redactor();
        let none = HeaderMap::new();
        for body in [&b"\"hunter2\""[..], b"hunter2", b"\x00\x01"] {
            let shown = redactor.received(200, &none, body, Effect::Discloses);
            assert_eq!(shown.body.text().unwrap(), "•••");
        }
        let shown = redactor.received(200, &none, b"[{\"a\":\"canary-token-1\"}]", Effect::Reads);
        assert!(shown.body.text().unwrap().contains("\"a\": \"•••\""));
        let jwt = "\"eyJhbGciOiJub25l.eyJzdWIiOiJ4IiwiYSI6MX0.c2lnbmF0dXJl\"";
        let shown = redactor.received(200, &none, jwt.as_bytes(), Effect::Reads);
        assert_eq!(shown.body.text().unwrap(), "\"•••\"");
    }

    #[test]
    fn a_form_and_a_place_to_go_are_masked_by_name() {
        let redactor = redactor();
        let form = headers(&[("content-type", "application/x-www-form-urlencoded")]);
        let url = Url::parse("https://h/").unwrap();
        let body = b"grant_type=password&client_secret=abc&x=1";
        let sent = redactor.sent(&Method::POST, &url, &form, Some(body));
        assert_eq!(
            sent.body.text().unwrap(),
            "grant_type=password&client_secret=•••&x=1"
        );
        let to = headers(&[("location", "https://u:p@h/cb?token=abc&a=1")]);
        let shown = redactor.received(302, &to, b"", Effect::Reads);
        assert_eq!(
            shown.headers[0].value.as_deref(),
            Some("https://h/cb?token=•••&a=1")
        );
    }
}
