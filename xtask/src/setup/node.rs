//! Node itself, and the packages the lock file names.

use serde_json::{Map, Value};

use crate::json;
use crate::program::Call;
use crate::say;
use crate::tree;
use crate::trouble::Trouble;

/// The oldest Node everything here runs on: major and minor version.
const OLDEST: (u32, u32) = (20, 19);

/// Looks whether Node is there and young enough.
pub fn check() -> Result<(), Trouble> {
    let said = Call::new("node").arg("--version").silent_output();
    let get = format!(
        "Install Node {}.{} or newer, with npm: https://nodejs.org, or your package manager.",
        OLDEST.0, OLDEST.1
    );
    match said {
        None => Err(Trouble::Missing {
            what: "Node".to_owned(),
            get,
        }),
        Some(said) if version(&said).is_some_and(|found| found >= OLDEST) => Ok(()),
        Some(said) => Err(Trouble::Missing {
            what: format!("A newer Node than {}", said.trim()),
            get,
        }),
    }
}

fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Runs `npm ci` when what is installed is not what the lock file says.
pub fn install_packages() -> Result<(), Trouble> {
    let root = tree::root();
    let wanted = json::parse(
        &tree::read(&root.join("package-lock.json"))?,
        "package-lock.json",
    )?;
    // npm leaves a lock file of what it installed; a missing one means nothing is installed.
    let installed = std::fs::read_to_string(root.join("node_modules/.package-lock.json"));
    let installed = installed
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok());
    if installed.is_some_and(|installed| is_installed(&wanted, &installed)) {
        return Ok(());
    }
    say::step("Installing the Node packages");
    Call::npm()
        .args(["ci", "--no-fund", "--no-audit", "--loglevel=error"])
        .run()
        .map_err(|trouble| {
            trouble.with_next("Look at the lines above; a proxy or no network is the usual cause.")
        })
}

fn is_installed(wanted: &Value, installed: &Value) -> bool {
    let nothing = Map::new();
    let packages = |lock: &Value| {
        lock.get("packages")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_else(|| nothing.clone())
    };
    let (wanted, installed) = (packages(wanted), packages(installed));
    let same = |path: &str, package: &Value| {
        wanted
            .get(path)
            .is_some_and(|other| other.get("version") == package.get("version"))
    };
    let needed = |path: &str, package: &Value| {
        // The workspaces themselves, and packages for other systems, need not be there.
        path.starts_with("node_modules/")
            && package.get("optional").is_none()
            && package.get("link").is_none()
            && package.get("peer").is_none()
    };
    installed.iter().all(|(path, package)| same(path, package))
        && wanted
            .iter()
            .all(|(path, package)| !needed(path, package) || installed.contains_key(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("v20.20.2\n").unwrap() >= OLDEST);
        assert!(version("v100.0.0").unwrap() >= OLDEST);
        assert!(version("v20.9.9").unwrap() < OLDEST);
        assert_eq!(version("node"), None);
    }

    #[test]
    fn packages_for_other_systems_need_not_be_installed() {
        let wanted = json!({ "packages": {
            "": { "name": "x" },
            "node_modules/a": { "version": "1.0.0" },
            "node_modules/a-win32": { "version": "1.0.0", "optional": true },
        }});
        let installed = json!({ "packages": { "node_modules/a": { "version": "1.0.0" } } });
        assert!(is_installed(&wanted, &installed));
    }

    #[test]
    fn another_version_and_a_missing_package_ask_for_an_install() {
        let wanted = json!({ "packages": { "node_modules/a": { "version": "1.0.1" } } });
        let older = json!({ "packages": { "node_modules/a": { "version": "1.0.0" } } });
        assert!(!is_installed(&wanted, &older));
        assert!(!is_installed(&wanted, &json!({ "packages": {} })));
    }
}
