//! What we may depend on: licences, sources, the oldest versions that are safe,
//! and crates we do not want. `deny.toml` says the same for cargo-deny; a test
//! compares the two.

use std::collections::BTreeSet;

use serde_json::Value;

use super::expression::permits;
use crate::json;
use crate::metadata;
use crate::tree;
use crate::trouble::Trouble;

/// Licences that ask for nothing but their text, and MPL-2.0, which asks only for
/// changes to its own files.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Licences of data and tools that are used while building and never shipped.
const NODE_ONLY: &[&str] = &["BlueOak-1.0.0", "CC-BY-4.0", "Python-2.0"];

/// Oldest versions without a known hole. The advisory database lacks some of these.
const FLOORS: &[(&str, &str)] = &[
    ("h2", "0.4.16"),
    ("quick-xml", "0.41.0"),
    ("rustls-webpki", "0.103.13"),
    ("tauri", "2.11.1"),
    ("time", "0.3.47"),
];

/// Other TLS stacks, unmaintained YAML readers, and the plugins that would open
/// the machine to the web view.
const UNWANTED: &[&str] = &[
    "native-tls",
    "openssl",
    "openssl-sys",
    "serde_yaml",
    "serde_yml",
    "yaml-rust",
    "tauri-plugin-http",
    "tauri-plugin-shell",
];

/// Where crates may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Node packages that declare an install script. Scripts never run here (`.npmrc`);
/// these work without theirs.
const SCRIPTED: &[&str] = &["fsevents"];

/// Everything about the packages in `Cargo.lock`.
pub fn rust() -> Result<(), Trouble> {
    let mut lines = Vec::new();
    for package in metadata::everything()? {
        let (name, version) = (
            json::text(&package, "/name"),
            json::text(&package, "/version"),
        );
        let source = json::text(&package, "/source");
        if source.is_empty() {
            continue;
        }
        if source != REGISTRY {
            lines.push(format!(
                "{name} {version} comes from {source}, not from the registry"
            ));
        }
        let licence = json::text(&package, "/license");
        if !permits(licence, LICENCES) {
            lines.push(format!(
                "{name} {version} has the licence {}",
                or_none(licence)
            ));
        }
        if UNWANTED.contains(&name) {
            lines.push(format!("{name} {version} is a crate we do not want"));
        }
        for (_, floor) in FLOORS.iter().filter(|(of, _)| *of == name) {
            if numbers(version) < numbers(floor) {
                lines.push(format!(
                    "{name} {version} is older than {floor}, the oldest without a known hole"
                ));
            }
        }
    }
    found(lines)
}

/// Everything about the packages in `package-lock.json`, and exact versions in ours.
pub fn node() -> Result<(), Trouble> {
    let root = tree::root();
    let lock = json::parse(
        &tree::read(&root.join("package-lock.json"))?,
        "package-lock.json",
    )?;
    let mut lines = node_lines(&lock);
    for ours in ["package.json", "ui/package.json", "tests/e2e/package.json"] {
        let package = json::parse(&tree::read(&root.join(ours))?, ours)?;
        lines.extend(
            loose(&package)
                .into_iter()
                .map(|line| format!("{ours}: {line}")),
        );
    }
    found(lines)
}

fn node_lines(lock: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let packages = lock.get("packages").and_then(Value::as_object);
    let named = |path: &'_ String| {
        path.rsplit_once("node_modules/")
            .map(|(_, name)| name.to_owned())
    };
    let names: BTreeSet<String> = packages
        .into_iter()
        .flatten()
        .filter_map(|(path, _)| named(path))
        .collect();
    for (path, package) in packages.into_iter().flatten() {
        let Some(name) = named(path) else { continue };
        let name = name.as_str();
        if package.get("link").is_some() {
            continue;
        }
        let licence = json::text(package, "/license");
        let allowed: Vec<&str> = LICENCES.iter().chain(NODE_ONLY).copied().collect();
        if !permits(licence, &allowed) {
            lines.push(format!("{name} has the licence {}", or_none(licence)));
        }
        if package.get("hasInstallScript").is_some() && !SCRIPTED.contains(&name) {
            lines.push(format!("{name} wants to run a script when it is installed"));
        }
        // A lock file may leave the address out; then it is the registry's.
        let address = json::text(package, "/resolved");
        if !address.is_empty() && !address.starts_with("https://registry.npmjs.org/") {
            lines.push(format!("{name} does not come from the registry"));
        }
        // npm leaves such entries out when it cannot see them, and then `npm ci` fails elsewhere.
        let parts = package
            .get("optionalDependencies")
            .and_then(Value::as_object);
        for part in parts.into_iter().flatten().map(|(part, _)| part) {
            if !names.contains(part.as_str()) {
                lines.push(format!(
                    "{name} needs {part} on another system, and the lock file lacks it"
                ));
            }
        }
        if json::text(package, "/integrity").is_empty() {
            lines.push(format!("{name} is not pinned by a digest"));
        }
    }
    lines
}

/// Dependencies of ours that name a range rather than one version.
fn loose(package: &Value) -> Vec<String> {
    let kinds = ["dependencies", "devDependencies", "optionalDependencies"];
    let all = kinds
        .iter()
        .filter_map(|kind| package.get(*kind)?.as_object())
        .flatten();
    all.filter(|(_, version)| {
        let version = version.as_str().unwrap_or_default();
        !version.starts_with(|c: char| c.is_ascii_digit()) || version.contains([' ', 'x', '*', '|'])
    })
    .map(|(name, version)| format!("{name} is {version}, not one exact version"))
    .collect()
}

fn found(mut lines: Vec<String>) -> Result<(), Trouble> {
    if lines.is_empty() {
        return Ok(());
    }
    lines.sort();
    let what =
        "Take another version or another package (the rules are in xtask/src/check/licences.rs):";
    Err(Trouble::Found {
        what: what.to_owned(),
        lines,
    })
}

fn or_none(licence: &str) -> &str {
    if licence.is_empty() {
        "(none given)"
    } else {
        licence
    }
}

/// The numbers of a version, for comparing; what follows a hyphen or a plus is left out.
fn numbers(version: &str) -> Vec<u64> {
    let end = version.find(['-', '+']).unwrap_or(version.len());
    version[..end]
        .split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn versions_are_compared_number_by_number() {
        assert!(numbers("0.103.9") < numbers("0.103.13"));
        assert!(numbers("0.41.0-beta.1") >= numbers("0.41.0"));
        assert!(numbers("2.12.5+x") > numbers("2.11.1"));
    }

    #[test]
    fn a_node_package_with_a_script_or_a_foreign_source_is_named() {
        let lock = json!({ "packages": {
            "": {},
            "node_modules/good": { "license": "MIT", "resolved": "https://registry.npmjs.org/good", "integrity": "sha512-x" },
            "node_modules/a/node_modules/bad": { "license": "GPL-3.0", "resolved": "git+ssh://x", "hasInstallScript": true,
                "optionalDependencies": { "bad-win32": "1.0.0", "good": "1.0.0" } },
            "node_modules/ours": { "link": true, "resolved": "ui" },
        }});
        let lines = node_lines(&lock);
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert!(
            lines.iter().all(|line| line.starts_with("bad ")),
            "{lines:?}"
        );
    }

    #[test]
    fn only_exact_versions_are_exact() {
        let package =
            json!({ "dependencies": { "a": "1.2.3", "b": "^1.0.0", "c": "1.x", "d": "latest" } });
        assert_eq!(loose(&package).len(), 3);
    }

    #[test]
    fn cargo_deny_is_told_the_same() {
        let file = tree::read(&tree::root().join("deny.toml")).unwrap();
        for word in LICENCES.iter().chain(UNWANTED) {
            assert!(
                file.contains(&format!("\"{word}\"")),
                "deny.toml lacks {word}"
            );
        }
        for (name, floor) in FLOORS {
            assert!(
                file.contains(&format!("{{ crate = \"{name}@<{floor}\"")),
                "deny.toml lacks the floor of {name}"
            );
        }
    }
}
