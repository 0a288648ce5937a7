//! From a path template and values to an address that cannot be anything else.

use crate::{Home, ProblemKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;
use url::Url;

/// Fixed parts of a template keep every character a path may have, and their own escapes.
const FIXED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'%');

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Fixed(&'t str),
    Hole(&'t str),
}

/// Splits a segment at its braces; braces that do not pair are fixed text.
pub(crate) fn pieces(segment: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        if open > 0 {
            pieces.push(Piece::Fixed(&rest[..open]));
        }
        pieces.push(Piece::Hole(&rest[open + 1..open + length]));
        rest = &rest[open + length + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Fixed(rest));
    }
    pieces
}

/// The holes of a template, in order.
pub(crate) fn holes(template: &str) -> Vec<&str> {
    let pieces = template.split('/').flat_map(pieces);
    pieces
        .filter_map(|piece| match piece {
            Piece::Hole(name) => Some(name),
            Piece::Fixed(_) => None,
        })
        .collect()
}

/// What is wrong with the parts of a path value, if anything.
pub(crate) fn value_problem(parts: &[&str], separators_agreed: bool) -> Option<ProblemKind> {
    for part in parts {
        if part.is_empty() {
            return Some(ProblemKind::Missing);
        }
        let plain = decoded(part);
        if only_dots(&plain) {
            return Some(ProblemKind::Escapes);
        }
        let separator = |c: char| matches!(c, '/' | '\\' | '\0' | '\u{ff0f}' | '\u{ff3c}');
        if plain.contains(separator) && !separators_agreed {
            return Some(ProblemKind::Separators);
        }
    }
    None
}

/// One value of a path, encoded, by the rule every path value follows: everything but unreserved
/// characters is encoded, and nothing may be empty, only dots, or contain what a server takes for a
/// separator, in any spelling. `None` when it breaks the rule.
pub fn path_value(text: &str) -> Option<String> {
    match value_problem(&[text], false) {
        Some(_) => None,
        None => Some(crate::styles::strict(text)),
    }
}

/// A finished address.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) url: Url,
    /// The path below the tenant's place.
    pub(crate) below: String,
}

/// Why there is no address: the hole to blame, where there is one.
pub(crate) type Blamed<'t> = (Option<&'t str>, ProblemKind);

/// Fills the template below the place. `value` gives what a hole becomes, encoded; holes it
/// knows nothing of were reported before.
pub(crate) fn finish<'t>(
    home: Home<'_>,
    template: &'t str,
    query: &[(String, String)],
    value: &dyn Fn(&str) -> Option<String>,
) -> Result<Finished, Blamed<'t>> {
    let mut below = String::new();
    for segment in template.strip_prefix('/').unwrap_or(template).split('/') {
        let pieces = pieces(segment);
        let mut text = String::new();
        let mut hole = None;
        for piece in pieces {
            match piece {
                Piece::Fixed(fixed) => text.extend(utf8_percent_encode(fixed, FIXED)),
                Piece::Hole(name) => {
                    hole = hole.or(Some(name));
                    text.push_str(&value(name).unwrap_or_default());
                }
            }
        }
        let plain = decoded(&text);
        let start = plain.split(';').next().unwrap_or_default();
        let empty = text.is_empty() && hole.is_some();
        if empty || (!start.is_empty() && only_dots(start)) {
            let kind = if hole.is_some() {
                ProblemKind::Escapes
            } else {
                ProblemKind::NotAnAddress
            };
            return Err((hole, kind));
        }
        below.push('/');
        below.push_str(&text);
    }
    let origin = home.place.origin();
    let path = format!("{}{below}", home.place.path());
    let mut text = format!("{origin}{path}");
    for (at, (name, value)) in query.iter().enumerate() {
        text.push(if at == 0 { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
    let nowhere = (None, ProblemKind::NotAnAddress);
    let url = Url::parse(&text).map_err(|_| nowhere.clone())?;
    // The address is what was put together, to the letter: nothing was climbed, folded or
    // re-read on the way, so it has the template's segments and stays on the tenant's origin.
    let kept = url.path() == path && url.fragment().is_none() && url.as_str() == text;
    if !kept || !origin.covers(&url) {
        return Err(nowhere);
    }
    Ok(Finished { url, below })
}

/// Undoes percent signs as often as there are any, up to five times.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    for _ in 0..5 {
        if !plain.contains('%') {
            break;
        }
        plain = Cow::Owned(percent_decode_str(&plain).decode_utf8_lossy().into_owned());
    }
    plain
}

/// Dots in any spelling, with or without the spaces some servers drop.
pub(crate) fn only_dots(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || matches!(c, '.' | '\u{ff0e}' | '\u{2024}' | '\u{2025}'))
}

#[cfg(test)]
mod tests {
    use super::{finish, holes, value_problem};
    use crate::{Home, ProblemKind};
    use domain::Place;

    #[test]
    fn dots_are_refused_in_every_spelling() {
        for dots in [
            ".",
            "..",
            "%2e",
            "%2E%2e",
            "%252e%252e",
            ".%2e",
            "...",
            ".. ",
            " ",
            "\u{ff0e}.",
            "%25252e",
        ] {
            let found = value_problem(&[dots], true);
            assert_eq!(found, Some(ProblemKind::Escapes), "{dots:?}");
        }
        assert_eq!(value_problem(&[""], true), Some(ProblemKind::Missing));
        for separated in ["a/b", "a\\b", "a%2fb", "a%255Cb", "a\0"] {
            assert_eq!(
                value_problem(&[separated], false),
                Some(ProblemKind::Separators)
            );
            assert_eq!(value_problem(&[separated], true), None);
        }
        assert_eq!(value_problem(&["a.b", "v1..2"], false), None);
    }

    #[test]
    fn segments_made_of_several_holes_cannot_become_dots() {
        let place = Place::parse("https://h/base").unwrap();
        let home = Home {
            place: &place,
            usual_paths: &[],
        };
        let dot = |_: &str| Some(".".to_owned());
        let found = finish(home, "/a/{x}{y}/b", &[], &dot).unwrap_err();
        assert_eq!(found, (Some("x"), ProblemKind::Escapes));
        assert!(finish(home, "/a/.{x}", &[], &dot).is_err());
        assert!(finish(home, "/a/../b", &[], &dot).is_err());
        let done = finish(home, "/a b/v{x}.json", &[], &dot).unwrap();
        assert_eq!(done.url.as_str(), "https://h/base/a%20b/v..json");
        assert_eq!(done.below, "/a%20b/v..json");
    }

    #[test]
    fn holes_are_found_within_segments() {
        assert_eq!(holes("/a/{b}/c-{d}.{e}/{f"), ["b", "d", "e"]);
    }
}
