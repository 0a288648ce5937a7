use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use domain::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A request as a vendor sees it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// In capitals.
    pub method: String,
    /// As sent, still percent-encoded, without the query.
    pub path: String,
    /// Decoded, in order, repeated keys kept.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As sent.
    pub body: Vec<u8>,
    /// The tenant's time.
    pub now: Timestamp,
    /// The address this request came in on, `https://127.0.0.1:40123`.
    pub origin: String,
    /// The manifest's name of that address; `None` for the tenant's own.
    pub address: Option<String>,
}

impl Asked {
    /// The path's parts, decoded, without empty ones at the ends.
    pub fn segments(&self) -> Vec<String> {
        self.path
            .trim_matches('/')
            .split('/')
            .map(decoded)
            .collect()
    }

    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// A query parameter's first value; names compare without regard to case.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The media type of the body, in lower case, without parameters.
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        let bare = value.split(';').next().unwrap_or_default();
        bare.trim().to_ascii_lowercase()
    }

    /// The token after exactly `Bearer `.
    pub fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ")
    }

    /// User and password of HTTP Basic (RFC 7617).
    pub fn basic(&self) -> Option<(String, String)> {
        let value = self.header("authorization")?;
        let (scheme, encoded) = value.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let encoded = encoded.trim();
        let bytes = STANDARD
            .decode(encoded)
            .or_else(|_| STANDARD_NO_PAD.decode(encoded))
            .ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (user, password) = text.split_once(':')?;
        Some((user.to_owned(), password.to_owned()))
    }

    /// The body as `application/x-www-form-urlencoded`; `None` when it says to be something else.
    pub fn form(&self) -> Option<Vec<(String, String)>> {
        (self.media_type() == "application/x-www-form-urlencoded")
            .then(|| pairs(&String::from_utf8_lossy(&self.body)))
    }

    /// The body as JSON, whatever its media type; `None` when it is none.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether this is `method` on a path that reads like `pattern`, where `{…}` stands for any
    /// one segment; the segments that stood for it. Plain segments compare without regard to case
    /// when `Case::Any` is given.
    pub fn matches(&self, method: &str, pattern: &str, case: Case) -> Option<Vec<String>> {
        if self.method != method {
            return None;
        }
        fits(pattern, &self.path, case)
    }
}

/// Whether the letter case of a path counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// It does.
    Exact,
    /// It does not.
    Any,
}

/// The segments of `path` that stand where `pattern` has `{…}`.
pub(crate) fn fits(pattern: &str, path: &str, case: Case) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut wanted = pattern.trim_matches('/').split('/');
    let mut given = path.trim_matches('/').split('/');
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(wanted), Some(given)) => {
                let given = decoded(given);
                if wanted.starts_with('{') && wanted.ends_with('}') {
                    if given.is_empty() {
                        return None;
                    }
                    found.push(given);
                } else if !same(wanted, &given, case) {
                    return None;
                }
            }
            _ => return None,
        }
    }
}

fn same(wanted: &str, given: &str, case: Case) -> bool {
    match case {
        Case::Exact => wanted == given,
        Case::Any => wanted.eq_ignore_ascii_case(given),
    }
}

/// Percent-decoded; bytes that are no UTF-8 become replacement marks.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A query or form as pairs: `+` is a blank, an absent `=` is an empty value.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let read = |text: &str| decoded(&text.replace('+', " "));
            (read(key), read(value))
        })
        .collect()
}

/// The first value of `key` among `pairs`.
pub fn value<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Case, fits, pairs};

    #[test]
    fn patterns_take_whole_segments_and_decode_them() {
        let fit = |path| fits("/a/{id}/b", path, Case::Exact);
        assert_eq!(fit("/a/x%2Fy/b"), Some(vec!["x/y".to_owned()]));
        assert_eq!(fit("/A/x/b"), None);
        assert_eq!(fit("/a//b"), None);
        assert_eq!(fit("/a/x/b/c"), None);
        assert!(fits("/a/{id}/b", "/A/x/B", Case::Any).is_some());
    }

    #[test]
    fn forms_are_decoded_once() {
        assert_eq!(
            pairs("a=1+2&b=%2B%25&&c&a=%ff"),
            [("a", "1 2"), ("b", "+%"), ("c", ""), ("a", "\u{fffd}")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
        );
    }
}
