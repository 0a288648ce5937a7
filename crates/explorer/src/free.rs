//! Requests that no document describes: a method and a path on the tenant's own origin.

use crate::address::{decoded, only_dots};
use crate::carried::{self, FreeBody};
use crate::{Composed, Home, Payload, Problem, ProblemKind, Slot, catalogue, headers};
use domain::{Catalogue, OperationKey};
use http::{HeaderMap, HeaderValue, Method, header};
use openapi::In;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

/// A request as a person wrote it, without a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free<'a> {
    /// Any method but `CONNECT` and `TRACE`; the usual ones in any case.
    pub method: &'a str,
    /// The path on the tenant's origin, from its first slash, with the query if there is one.
    pub target: &'a str,
    /// Headers; `Content-Type` says what the body is.
    pub headers: &'a [(String, String)],
    /// The body.
    pub body: FreeBody<'a>,
}

/// What may not stand in an address as it is; what is escaped already stays so.
const TYPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Puts a free request together, or says everything that is wrong with it at once.
///
/// The address lies on the tenant's origin; the effect is that of the operation of the vendor's
/// catalogue whose path this is, and what is in no catalogue changes (as in [`crate::compose`]).
///
/// # Errors
/// Every problem.
pub fn compose_free(
    free: &Free<'_>,
    catalogue: &Catalogue,
    home: Home<'_>,
) -> Result<Composed, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut whole = |kind| problems.push(Problem { slot: None, kind });
    let method = method(free.method);
    if method.is_none() {
        whole(ProblemKind::MethodNotSent);
    }
    let url = address(free.target, home).map_err(&mut whole).ok();
    let mut media = None;
    let mut sent = HeaderMap::new();
    for (name, value) in free.headers {
        if name.trim().eq_ignore_ascii_case("content-type") {
            media = Some(value.trim());
        } else if let Err(kind) = header(&mut sent, name, value) {
            problems.push(Problem {
                slot: Some(Slot::new(In::Header, name.as_str())),
                kind,
            });
        }
    }
    let carried = carried::undescribed(media, free.body).unwrap_or_else(|kind| {
        problems.push(Problem { slot: None, kind });
        None
    });
    let payload = match carried {
        Some(carried) => {
            sent.insert(header::CONTENT_TYPE, carried.media);
            carried.payload
        }
        None => Payload::Empty,
    };
    sent.entry(header::ACCEPT)
        .or_insert(HeaderValue::from_static("*/*"));
    match (method, url) {
        (Some(method), Some(url)) if problems.is_empty() => {
            let (key, effect) =
                catalogue::of_path(catalogue, &method, below(&url, home), url.query());
            Ok(Composed {
                safety: catalogue::safety_of(&method, effect),
                method,
                url,
                headers: sent,
                payload,
                effect,
                key,
            })
        }
        _ => Err(problems),
    }
}

fn method(text: &str) -> Option<Method> {
    const USUAL: [&str; 8] = [
        "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "QUERY",
    ];
    let text = text.trim();
    let never = ["CONNECT", "TRACE"];
    if never.iter().any(|never| never.eq_ignore_ascii_case(text)) {
        return None;
    }
    let usual = USUAL.iter().find(|usual| usual.eq_ignore_ascii_case(text));
    Method::from_bytes(usual.copied().unwrap_or(text).as_bytes()).ok()
}

/// A header may come twice; it is then one list (RFC 9110, 5.3).
fn header(sent: &mut HeaderMap, name: &str, value: &str) -> Result<(), ProblemKind> {
    let (name, mut value) = headers::checked(name.trim(), value.trim())?;
    if let Some(before) = sent.get(&name).and_then(|before| before.to_str().ok()) {
        let both = format!("{before}, {}", value.to_str().unwrap_or_default());
        value = headers::value_of(&both).ok_or(ProblemKind::Characters)?;
    }
    sent.insert(name, value);
    Ok(())
}

/// The address, on the tenant's origin and nowhere else, and what was typed to the letter.
fn address(target: &str, home: Home<'_>) -> Result<Url, ProblemKind> {
    let target = target.trim();
    // Two slashes would begin a host, and a backslash is a slash to half of all readers.
    if !target.starts_with('/') || target.starts_with("//") || target.contains(['\\', '#']) {
        return Err(ProblemKind::NotAnAddress);
    }
    if target.chars().any(char::is_control) || !escapes_are_whole(target) {
        return Err(ProblemKind::Characters);
    }
    let path = target.split('?').next().unwrap_or_default();
    for segment in path.split('/') {
        let plain = decoded(segment);
        let climbs = plain
            .split(['/', '\\', '\u{ff0f}', '\u{ff3c}'])
            .any(|part| {
                let part = part.split(';').next().unwrap_or_default();
                !part.is_empty() && only_dots(part)
            });
        if climbs {
            return Err(ProblemKind::Escapes);
        }
    }
    let typed = utf8_percent_encode(target, TYPED);
    let text = format!("{}{typed}", home.place.origin());
    let url = Url::parse(&text).map_err(|_| ProblemKind::NotAnAddress)?;
    if url.as_str() != text || !home.place.origin().covers(&url) {
        return Err(ProblemKind::NotAnAddress);
    }
    Ok(url)
}

/// Whether every percent sign begins an escape.
fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

/// The operation that was called at an address, as the catalogue knows it; the path as it was where
/// the catalogue does not know it. What a redactor has written into the path may be anything.
pub fn called(
    method: &str,
    address: &str,
    home: Home<'_>,
    catalogue: &Catalogue,
) -> Option<OperationKey> {
    let url = Url::parse(address).ok()?;
    let method = Method::from_bytes(method.as_bytes()).ok()?;
    let (key, _) = catalogue::of_path(catalogue, &method, below(&url, home), url.query());
    Some(key)
}

/// The path below the tenant's place; the whole path as an error when it lies elsewhere on the origin, or when what
/// the server takes for a separator is written so that it may not be one.
fn below(url: &Url, home: Home<'_>) -> Result<String, String> {
    let path = url.path();
    let place = home.place.path();
    let inside = path.get(..place.len()).is_some_and(|start| {
        start.eq_ignore_ascii_case(place) && path[place.len()..].starts_with('/')
    });
    let hidden = path.split('/').any(|segment| {
        let plain = decoded(segment);
        plain.contains(['/', '\\', '\0', ';', '\u{ff0f}', '\u{ff3c}'])
    });
    if inside && !hidden {
        Ok(path[place.len()..].to_owned())
    } else {
        Err(path.to_owned())
    }
}
