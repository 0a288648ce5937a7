//! Is the tree still the tree? Who may name whom, as in the table of `docs/architecture.md`.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Who may name whom. A crate that is not listed may name nothing of ours.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("audit", &["domain"]),
    ("openapi", &["domain"]),
    ("secrets", &["domain"]),
    ("gateway", &["domain"]),
    ("sessions", &["domain", "secrets", "gateway"]),
    ("bulk", &["domain"]),
    ("setup", &["domain", "tasks"]),
    (
        "vendors",
        &["domain", "gateway", "sessions", "setup", "tasks"],
    ),
    ("explorer", &["domain", "openapi", "gateway"]),
    ("tasks", &["domain", "explorer"]),
    ("simulator", &["domain", "openapi"]),
    (
        "app",
        &[
            "domain",
            "audit",
            "secrets",
            "gateway",
            "sessions",
            "setup",
            "bulk",
            "vendors",
            "openapi",
            "explorer",
            "simulator",
            "tasks",
        ],
    ),
    ("desktop", &["app"]),
    // Tests and tools see public surfaces.
    ("bridge", &["app", "secrets"]),
    ("conformance", &["app", "domain", "secrets", "simulator"]),
    ("xtask", &[]),
];

/// Outside crates that exactly one of ours may name.
const KEPT_BY: &[(&str, &str)] = &[
    ("reqwest", "gateway"),
    ("rustls-platform-verifier", "gateway"),
    ("keyring-core", "secrets"),
    ("chacha20poly1305", "secrets"),
    ("specta", "app"),
    ("specta-typescript", "app"),
    ("tauri", "desktop"),
    ("tauri-plugin-store", "desktop"),
    ("arboard", "desktop"),
    ("saphyr-parser", "openapi"),
    ("pulldown-cmark", "openapi"),
];

/// Crates that may not wait: adapters, readers and rules are pure.
const WITHOUT_RUNTIME: &[&str] = &[
    "domain", "audit", "bulk", "openapi", "secrets", "setup", "tasks", "vendors", "explorer",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn packages() -> Vec<Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .unwrap();
    metadata.packages
}

#[test]
fn every_crate_names_only_what_the_table_allows() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    for package in &packages {
        let name = package.name.as_str();
        let row = MAY_USE.iter().find(|(row, _)| *row == name);
        let (_, allowed) = row.unwrap_or_else(|| panic!("{name} is not in the table"));
        for dependency in &package.dependencies {
            // What only a test needs is the test's affair.
            let named = dependency.name.as_str();
            if dependency.kind == DependencyKind::Normal && ours.contains(named) {
                assert!(allowed.contains(&named), "{name} may not name {named}");
            }
        }
    }
}

#[test]
fn what_one_crate_keeps_no_other_names() {
    for package in packages() {
        for dependency in &package.dependencies {
            let keeper = KEPT_BY
                .iter()
                .find(|(outside, _)| *outside == dependency.name);
            if let (DependencyKind::Normal, Some((outside, keeper))) = (dependency.kind, keeper) {
                assert_eq!(
                    package.name.as_str(),
                    *keeper,
                    "{outside} is kept by {keeper}"
                );
            }
        }
    }
}

#[test]
fn what_is_pure_has_no_runtime() {
    for package in packages() {
        if WITHOUT_RUNTIME.contains(&package.name.as_str()) {
            for dependency in &package.dependencies {
                let waits = ["tokio", "reqwest", "hyper"].contains(&dependency.name.as_str());
                let shipped = dependency.kind == DependencyKind::Normal;
                assert!(
                    !(waits && shipped),
                    "{} may not wait: {}",
                    package.name,
                    dependency.name
                );
            }
        }
    }
}

/// Words that belong to one vendor. Anywhere but in its folder they are a defect.
const NAMES: &[&str] = &[
    "cyberark",
    "privx",
    "beyondtrust",
    "delinea",
    "thycotic",
    "pvwa",
    "passwordvault",
];

#[test]
fn no_vendor_is_named_outside_its_folder() {
    let places = [
        "crates/app/src",
        "crates/audit/src",
        "crates/gateway/src",
        "crates/openapi/src",
        "crates/secrets/src",
        "crates/sessions/src",
        "crates/setup/src",
        "crates/tasks/src",
        "src-tauri/src",
        "ui/src",
    ];
    for place in places {
        for entry in walkdir::WalkDir::new(root().join(place)) {
            let entry = entry.unwrap();
            let path = entry.path();
            let test = path.components().any(|part| {
                let part = part.as_os_str().to_string_lossy();
                part == "testing" || part == "tests" || part.contains(".test.")
            });
            if !entry.file_type().is_file() || test {
                continue;
            }
            let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).to_lowercase();
            // What a test below the code says is the test's affair.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in text.lines().enumerate() {
                let comment = line.trim_start().starts_with("//");
                let named = NAMES.iter().find(|name| line.contains(*name));
                assert!(
                    comment || named.is_none(),
                    "{}:{}: {}",
                    path.display(),
                    number + 1,
                    line.trim()
                );
            }
        }
    }
}
