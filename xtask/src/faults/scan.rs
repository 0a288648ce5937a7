//! Finding the tests of faults: each names its rows in comments of their own, `// N7: …`, as the
//! first lines of its body or right above it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::faults::rows;
use crate::tree;
use crate::trouble::Trouble;

/// A test that names a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marked {
    /// The row's name.
    pub row: &'static str,
    /// The package it is in.
    pub package: String,
    /// The function.
    pub test: String,
}

/// Where sources with tests are, below the workspace.
const FOLDERS: &[&str] = &["crates", "tests", "src-tauri"];

/// Every test of the workspace that names a row, by row.
///
/// # Errors
/// [`Trouble::Found`] with every comment that names no row of ours, or stands at no test: it would
/// be a proof that nobody runs.
pub fn workspace() -> Result<Vec<Marked>, Trouble> {
    let mut packages = HashMap::new();
    let (mut found, mut strays) = (Vec::new(), Vec::new());
    for folder in FOLDERS {
        for file in tree::files(&tree::root().join(folder)) {
            if file.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let marks = marks(&tree::read(&file)?);
            if marks.is_empty() {
                continue;
            }
            let package = package(&file, &mut packages)?;
            for mark in marks {
                match (rows::find(&mark.row), mark.test) {
                    (Some(row), Some(test)) => found.push(Marked {
                        row: row.name,
                        package: package.clone(),
                        test,
                    }),
                    (None, _) => strays.push(format!(
                        "{}:{}: there is no row {}",
                        file.display(),
                        mark.line,
                        mark.row
                    )),
                    (Some(_), None) => strays.push(format!(
                        "{}:{}: {} stands at no test",
                        file.display(),
                        mark.line,
                        mark.row
                    )),
                }
            }
        }
    }
    if strays.is_empty() {
        found.sort();
        found.dedup();
        return Ok(found);
    }
    Err(Trouble::Found {
        what: "These comments name faults and prove none:".to_owned(),
        lines: strays,
    })
}

/// The name of the package a file belongs to; `known` holds those of the folders seen so far.
fn package(file: &Path, known: &mut HashMap<PathBuf, String>) -> Result<String, Trouble> {
    let home = file
        .ancestors()
        .find(|folder| folder.join("Cargo.toml").is_file())
        .unwrap_or(file);
    if let Some(name) = known.get(home) {
        return Ok(name.clone());
    }
    let manifest = tree::read(&home.join("Cargo.toml"))?;
    let name = package_name(&manifest).ok_or_else(|| Trouble::Found {
        what: format!("{} names no package.", home.join("Cargo.toml").display()),
        lines: Vec::new(),
    })?;
    known.insert(home.to_owned(), name.to_owned());
    Ok(name.to_owned())
}

/// The first `name = "…"` of a manifest, which is the package's by the order everybody keeps.
fn package_name(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| {
        let value = line.strip_prefix("name")?.trim_start().strip_prefix('=')?;
        Some(value.trim().trim_matches('"'))
    })
}

/// A comment that names a row.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    row: String,
    /// From 1.
    line: usize,
    /// The test it stands at.
    test: Option<String>,
}

/// The comments of a source that name rows.
fn marks(source: &str) -> Vec<Mark> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let named = |at: usize| Some((at, named_row(lines[at])?));
    (0..lines.len())
        .filter_map(named)
        .map(|(at, row)| Mark {
            row: row.to_owned(),
            line: at + 1,
            test: test_around(&lines, at).or_else(|| test_below(&lines, at)),
        })
        .collect()
}

/// `N7` of `// N7: reset in body`.
fn named_row(line: &str) -> Option<&str> {
    let (row, _) = line.strip_prefix("// ")?.split_once(':')?;
    let number = row.strip_prefix(|family: char| rows::FAMILIES.contains(family))?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(row)
}

/// The test whose body begins with the comment at `at`.
fn test_around(lines: &[&str], at: usize) -> Option<String> {
    let head = (0..at).rev().find(|at| !is_comment(lines[*at]))?;
    let name = function(lines[head]).filter(|_| lines[head].ends_with('{'))?;
    let attributes = lines[..head].iter().rev();
    let mut attributes = attributes.take_while(|line| is_above(line));
    let test = attributes.any(|line| is_test(line));
    test.then(|| name.to_owned())
}

/// The test right below the comment at `at`, whose attributes may stand on either side of it.
fn test_below(lines: &[&str], at: usize) -> Option<String> {
    let above = lines[..at].iter().rev().take_while(|line| is_above(line));
    let below = lines[at..].iter().take_while(|line| is_above(line));
    let test = above.chain(below).any(|line| is_test(line));
    let head = lines[at..].iter().find(|line| !is_above(line))?;
    function(head).filter(|_| test).map(str::to_owned)
}

fn is_comment(line: &str) -> bool {
    line.starts_with("//")
}

/// Whether a line can stand between a comment and the head of its function: comments and
/// attributes, which may be longer than a line. Nothing of them ends as items and statements do.
fn is_above(line: &str) -> bool {
    let ends = line.is_empty() || line.ends_with(['{', '}', ';']);
    is_comment(line) || !ends && function(line).is_none()
}

/// `#[test]`, `#[tokio::test]`, `#[tokio::test(flavor = …)]`.
fn is_test(line: &str) -> bool {
    let attribute = line.strip_prefix("#[").unwrap_or_default();
    let path = attribute.split(['(', ']']).next().unwrap_or_default();
    path.rsplit("::").next() == Some("test")
}

/// The name of the function whose head a line is.
fn function(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let name = line.strip_prefix("fn ")?.split(['(', '<']).next()?;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(String, Option<String>)> {
        let marks = marks(source).into_iter();
        marks.map(|mark| (mark.row, mark.test)).collect()
    }

    fn one(row: &str, test: &str) -> (String, Option<String>) {
        (row.to_owned(), Some(test.to_owned()))
    }

    #[test]
    fn the_first_line_of_a_body_names_its_row() {
        let source = "#[test]\nfn it_ends_early() {\n    // N7: reset in body\n    let a = 1;\n}\n";
        assert_eq!(found(source), [one("N7", "it_ends_early")]);
        let source = "    #[tokio::test(flavor = \"multi_thread\")]\n    async fn it_waits() {\n        // C8: sign-out | within 3 s\n";
        assert_eq!(found(source), [one("C8", "it_waits")]);
    }

    #[test]
    fn a_comment_right_above_a_test_names_its_row_too() {
        let above = "}\n\n// S1: full\n#[test]\nfn old_or_new() {\n}\n";
        assert_eq!(found(above), [one("S1", "old_or_new")]);
        let between = "#[tokio::test]\n// S1: full\nasync fn old_or_new() {}\n";
        assert_eq!(found(between), [one("S1", "old_or_new")]);
        let long = "#[test]\n#[cfg_attr(\n    windows,\n    ignore = \"no such\"\n)]\n";
        for source in [
            format!("{long}fn moved() {{\n    // N14: changes\n"),
            format!("// N14: changes\n{long}fn moved() {{\n"),
        ] {
            assert_eq!(found(&source), [one("N14", "moved")]);
        }
    }

    #[test]
    fn a_test_may_name_several_rows() {
        let source = "#[test]\nfn shown_as_it_is() {\n    // H12: type\n    // H13: text\n";
        let both = [one("H12", "shown_as_it_is"), one("H13", "shown_as_it_is")];
        assert_eq!(found(source), both);
    }

    #[test]
    fn a_comment_that_stands_at_no_test_is_told() {
        let none = |row: &str| (row.to_owned(), None);
        assert_eq!(found("fn helper() {\n    // N1: name\n"), [none("N1")]);
        let within = "#[test]\nfn a() {\n    let a = 1;\n    // N1: name\n    let b = 2;\n}\n";
        assert_eq!(found(within), [none("N1")]);
        let last = "#[test]\nfn a() {\n    assert!(b());\n}\n// N1: name\n";
        assert_eq!(found(last), [none("N1")]);
    }

    #[test]
    fn prose_about_rows_names_none() {
        let prose = "//! Fault rows S1, S2.\n// See N7 below: it differs.\n/// N7: no\n// TODO: x\n// HTTP2: x\n// T7: x\n";
        assert_eq!(found(prose), []);
    }

    #[test]
    fn a_package_is_named_by_its_manifest() {
        let manifest = "[package]\nname = \"gateway\"\n\n[[test]]\nname = \"door\"\n";
        assert_eq!(package_name(manifest), Some("gateway"));
        assert_eq!(package_name("[workspace]\n"), None);
    }
}
