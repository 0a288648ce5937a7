//! References to other files: which of them may be asked for at all, and who brings them.
//!
//! This crate opens nothing. It turns a reference into a plain relative path below the folder
//! the document stands in, or refuses it, and hands the path to a [`Neighbours`].

use crate::Why;
use serde::Serialize;

/// Brings the files beside a document: from a folder a person chose, or from the origin the
/// document itself came from.
pub trait Neighbours {
    /// The bytes of a file. `path` is relative to the folder, with `/` between its names, no
    /// name empty, `.` or `..`, and nothing in it that any system reads as another place.
    /// Whoever follows links must still see that they stay inside the folder.
    ///
    /// # Errors
    /// [`Refusal::Missing`] when there is none, [`Refusal::TooLarge`] when it has more bytes
    /// than `at_most`, [`Refusal::Failed`] when it cannot be read.
    fn bring(&self, path: &str, at_most: usize) -> Result<Vec<u8>, Refusal>;
}

impl<F: Fn(&str, usize) -> Result<Vec<u8>, Refusal>> Neighbours for F {
    fn bring(&self, path: &str, at_most: usize) -> Result<Vec<u8>, Refusal> {
        self(path, at_most)
    }
}

/// For a document that came alone: nothing beside it is ever asked for.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Neighbours for Alone {
    fn bring(&self, _path: &str, _at_most: usize) -> Result<Vec<u8>, Refusal> {
        Err(Refusal::Alone)
    }
}

/// Why what a reference names was not loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(
    tag = "because",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Refusal {
    /// It names a scheme: `file:`, `http:`, `data:`, a drive letter. Nothing is fetched.
    #[error("it names a scheme or a drive")]
    Scheme,
    /// It starts at the top of a disk or of another host.
    #[error("it is an absolute path")]
    Absolute,
    /// It leads out of the folder the document stands in.
    #[error("it leads out of the folder")]
    LeavesFolder,
    /// It holds a character that systems read in different ways: a backslash, NUL, an encoded
    /// slash, a colon, a query, a name that ends in a dot or names a device.
    #[error("it is not a plain path")]
    NotPlain,
    /// The document came alone, without a folder.
    #[error("the document came alone")]
    Alone,
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// More files than [`crate::Limits::files`].
    #[error("more than {limit} files")]
    TooManyFiles {
        /// The limit.
        limit: usize,
    },
    /// More bytes than [`crate::Limits::bytes`], or than [`crate::Limits::total`] in all files.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// Neither JSON nor YAML, or past a limit.
    #[error("{why}")]
    Unreadable {
        /// What stands there instead.
        why: Why,
    },
    /// It could not be read.
    #[error("it could not be read: {what}")]
    Failed {
        /// In the words of whoever tried.
        what: String,
    },
}

/// Longer paths are no names of documents.
const LONGEST: usize = 1_024;

/// Names that Windows gives to devices, whatever their ending. Source: "Naming Files, Paths,
/// and Namespaces" of the Windows documentation.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The path a reference leads to from the file that holds it; both relative to the folder. The
/// reference comes without its fragment. Empty references are the file itself.
pub(crate) fn path_of(from: &str, reference: &str) -> Result<String, Refusal> {
    if reference.is_empty() {
        return Ok(from.to_owned());
    }
    if reference.len() > LONGEST || reference.contains(['\\', '?', '#']) {
        return Err(Refusal::NotPlain);
    }
    if reference.starts_with('/') {
        return Err(Refusal::Absolute);
    }
    if has_scheme(reference) {
        return Err(Refusal::Scheme);
    }
    let mut names: Vec<String> = from.split('/').map(str::to_owned).collect();
    names.pop();
    for name in reference.split('/') {
        let name = decoded(name).ok_or(Refusal::NotPlain)?;
        match name.as_str() {
            "" | "." => {}
            ".." => {
                names.pop().ok_or(Refusal::LeavesFolder)?;
            }
            _ if is_plain(&name) => names.push(name),
            _ => return Err(Refusal::NotPlain),
        }
    }
    if names.is_empty() || reference.ends_with('/') {
        return Err(Refusal::NotPlain);
    }
    Ok(names.join("/"))
}

/// A scheme as RFC 3986 has it; the letter of a drive is one too.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// One name with its percent signs undone, once; `None` when what comes out is no text or would
/// change again if somebody undid them twice.
fn decoded(name: &str) -> Option<String> {
    let text = String::from_utf8(crate::pointer::percent_bytes(name)).ok()?;
    (!text.contains('%')).then_some(text)
}

fn is_plain(name: &str) -> bool {
    let strange = |c: char| c.is_control() || "/\\:*?\"<>|#".contains(c);
    // Windows drops dots and spaces at the end, so that `.. ` would become `..`.
    if name.contains(strange) || name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return false;
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_lowercase();
    let port = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.chars().count() == 1)
    };
    !DEVICES.contains(&stem.as_str()) && !port("com") && !port("lpt")
}

#[cfg(test)]
mod tests {
    use super::{Refusal, path_of};

    #[test]
    fn plain_references_become_paths_below_the_folder() {
        for (from, reference, path) in [
            ("api.yaml", "other.yaml", "other.yaml"),
            ("api.yaml", "./a/./b.json", "a/b.json"),
            ("sub/api.yaml", "../other.yaml", "other.yaml"),
            ("sub/api.yaml", "", "sub/api.yaml"),
            ("a/b/c.yaml", "../../d/e.yaml", "d/e.yaml"),
            ("api.yaml", "with%20space.yaml", "with space.yaml"),
            ("api.yaml", "gr%C3%B6sse.yaml", "grösse.yaml"),
            ("api.yaml", "a//b.yaml", "a/b.yaml"),
            ("api.yaml", "a/../b.yaml", "b.yaml"),
            ("api.yaml", "a/%2e%2e/b.yaml", "b.yaml"),
            ("api.yaml", "constants.yaml", "constants.yaml"),
        ] {
            assert_eq!(path_of(from, reference).as_deref(), Ok(path), "{reference}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for (reference, refusal) in [
            ("../other.yaml", Refusal::LeavesFolder),
            ("a/../../other.yaml", Refusal::LeavesFolder),
            ("%2e%2e/other.yaml", Refusal::LeavesFolder),
            ("/etc/passwd", Refusal::Absolute),
            ("//host/share", Refusal::Absolute),
            ("C:/x", Refusal::Scheme),
            ("https://host/x", Refusal::Scheme),
            ("..\\x", Refusal::NotPlain),
            ("a%5C..%5Cx", Refusal::NotPlain),
            ("a%2Fb", Refusal::NotPlain),
            ("%252e%252e/x", Refusal::NotPlain),
            ("x%00.yaml", Refusal::NotPlain),
            (".. /x", Refusal::NotPlain),
            ("nul.yaml", Refusal::NotPlain),
            ("lpt1", Refusal::NotPlain),
            ("a/", Refusal::NotPlain),
            (".", Refusal::NotPlain),
            ("file%3A", Refusal::NotPlain),
        ] {
            assert_eq!(path_of("api.yaml", reference), Err(refusal), "{reference}");
        }
    }
}
