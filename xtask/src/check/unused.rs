//! Dependencies that a crate declares and never names.

use std::path::Path;

use serde_json::Value;

use crate::json;
use crate::metadata;
use crate::tree;
use crate::trouble::Trouble;

/// Looks through every crate's sources for the name of each dependency, and
/// through every crate for each of the workspace's shared versions.
///
/// A dependency that is there for its features only is named, with the reason,
/// under `[package.metadata.kept]`.
pub fn dependencies() -> Result<(), Trouble> {
    let members = metadata::members()?;
    let mut lines = Vec::new();
    for member in &members {
        let sources = sources(Path::new(json::text(member, "/manifest_path")));
        for dependency in json::list(member, "/dependencies") {
            let name = called(dependency);
            let kept = member
                .pointer("/metadata/kept")
                .and_then(|kept| kept.get(name))
                .is_some();
            if !kept && !names(&sources, &name.replace('-', "_")) {
                lines.push(format!(
                    "{} does not use {name}",
                    json::text(member, "/name")
                ));
            }
        }
    }
    for shared in shared(&tree::read(&tree::root().join("Cargo.toml"))?) {
        let used = |member: &Value| {
            json::list(member, "/dependencies")
                .iter()
                .any(|dependency| called(dependency) == shared)
        };
        if !members.iter().any(used) {
            lines.push(format!(
                "no crate uses {shared} of [workspace.dependencies]"
            ));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    Err(Trouble::Found {
        what: "Remove these, or say why they stay under [package.metadata.kept]:".to_owned(),
        lines,
    })
}

/// What a dependency is called where it is used.
fn called(dependency: &Value) -> &str {
    match json::text(dependency, "/rename") {
        "" => json::text(dependency, "/name"),
        renamed => renamed,
    }
}

fn sources(manifest: &Path) -> String {
    let folder = manifest.parent().unwrap_or(manifest);
    tree::files(folder)
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| std::fs::read_to_string(file).unwrap_or_default())
        .collect()
}

/// Whether the text has the name as a word of its own.
fn names(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// The names under `[workspace.dependencies]`, without our own crates.
fn shared(manifest: &str) -> Vec<&str> {
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .filter(|(_, version)| !version.contains("path ="))
        .map(|(name, _)| name.trim())
        .filter(|name| !name.starts_with('#'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_inside_a_longer_word_does_not_count() {
        assert!(names("use url::Url;", "url"));
        assert!(names("let x = toml::from_str(a);", "toml"));
        assert!(!names("let curl = curls;", "url"));
        assert!(!names("fn url_of() {}", "url"));
    }

    #[test]
    fn only_shared_versions_are_read_from_the_manifest() {
        let manifest = "[workspace]\nresolver = \"3\"\n[workspace.dependencies]\n# why\na = \"1\"\nb-c = { version = \"2\" }\nours = { path = \"x\" }\n\n[profile.dev]\ndebug = 1\n";
        assert_eq!(shared(manifest), ["a", "b-c"]);
    }
}
