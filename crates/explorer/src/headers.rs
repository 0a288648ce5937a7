//! Headers a person may set, and those that belong to the session or the connection.

use crate::ProblemKind;
use http::{HeaderName, HeaderValue};

/// Whether a header belongs to the session or the connection, or would make the server do
/// something else than the method says.
pub(crate) fn is_reserved(name: &str) -> bool {
    const NAMES: [&str; 25] = [
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "cookie2",
        "expect",
        "forwarded",
        "host",
        "http2-settings",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "x-http-method",
        "x-http-method-override",
        "x-method-override",
        "x-original-url",
        "x-rewrite-url",
    ];
    let name = name.trim().to_ascii_lowercase();
    NAMES.contains(&name.as_str())
        || ["proxy-", "sec-", "x-forwarded-"]
            .iter()
            .any(|start| name.starts_with(start))
}

/// A header a person sets.
pub(crate) fn checked(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), ProblemKind> {
    if is_reserved(name) {
        return Err(ProblemKind::Reserved);
    }
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| ProblemKind::Characters)?;
    Ok((name, value_of(value).ok_or(ProblemKind::Characters)?))
}

/// Plain visible ASCII and spaces; nothing that another program might read differently.
pub(crate) fn value_of(text: &str) -> Option<HeaderValue> {
    let plain = text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    plain.then(|| HeaderValue::from_str(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::checked;
    use crate::ProblemKind;

    #[test]
    fn what_belongs_to_the_session_cannot_be_set() {
        for name in [
            "Authorization",
            "COOKIE",
            "Host",
            "Content-Length",
            "Transfer-Encoding",
            "Proxy-Authorization",
            "TE",
            "Upgrade",
            "X-HTTP-Method-Override",
            "Sec-Fetch-Site",
        ] {
            assert_eq!(
                checked(name, "x").unwrap_err(),
                ProblemKind::Reserved,
                "{name}"
            );
        }
        for (name, value) in [
            ("x-a", "line\r\nbreak"),
            ("x-a", "ü"),
            ("x-a", "tab\t"),
            ("x a", "1"),
            ("", "1"),
        ] {
            assert_eq!(checked(name, value).unwrap_err(), ProblemKind::Characters);
        }
        assert!(checked("X-Correlation", "abc 1").is_ok());
    }
}
