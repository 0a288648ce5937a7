//! What cargo says about the workspace.

use std::path::PathBuf;

use serde_json::Value;

use crate::json;
use crate::program::Call;
use crate::tree;
use crate::trouble::Trouble;

/// The workspace's own packages, without what they depend on.
pub fn members() -> Result<Vec<Value>, Trouble> {
    let text = Call::cargo()
        .args(["metadata", "--format-version=1", "--no-deps"])
        .output()?;
    Ok(json::list(
        &json::parse(&text, "What cargo says of the workspace")?,
        "/packages",
    )
    .to_vec())
}

/// Every package the lock file resolves to, on every platform.
pub fn everything() -> Result<Vec<Value>, Trouble> {
    let text = Call::cargo()
        .args(["metadata", "--format-version=1", "--locked"])
        .output()?;
    Ok(json::list(
        &json::parse(&text, "What cargo says of the packages")?,
        "/packages",
    )
    .to_vec())
}

/// Where cargo leaves the program of a package for a profile (`debug`, `release`).
pub fn program(package: &str, profile: &str) -> Result<PathBuf, Trouble> {
    let name = members()?
        .iter()
        .filter(|member| json::text(member, "/name") == package)
        .flat_map(|member| json::list(member, "/targets"))
        .find(|target| json::list(target, "/kind").iter().any(|kind| kind == "bin"))
        .map(|target| json::text(target, "/name").to_owned());
    let name = name.ok_or_else(|| Trouble::Missing {
        what: format!("A program in the package `{package}`"),
        get: format!("Give it a `main.rs`; without one there is nothing to start for `{package}`."),
    })?;
    Ok(tree::target()
        .join(profile)
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Where cargo leaves an example for a profile.
pub fn example(name: &str, profile: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    tree::target().join(profile).join("examples").join(file)
}
