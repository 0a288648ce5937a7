//! Debian's newer compiler with the sources of its standard library.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::Call;
use crate::say;
use crate::setup;
use crate::tree;
use crate::trouble::Trouble;

/// The packages asked for by name; what they depend on follows.
const PACKAGES: &[&str] = &["rustc-web", "rust-web-src"];

/// An unpacked compiler.
pub struct Compiler {
    /// The program.
    pub rustc: PathBuf,
    /// The folder of the shared libraries it is made of.
    pub libraries: PathBuf,
}

/// Downloads and unpacks the compiler when the archive has another one than last time.
pub fn unpacked(folder: &Path) -> Result<Compiler, Trouble> {
    let wanted = wanted()?;
    let toolchain = folder.join("toolchain");
    let stamp = folder.join("toolchain.stamp");
    let state = wanted
        .iter()
        .map(|(name, version)| format!("{name}={version}\n"))
        .collect::<String>();
    if fs::read_to_string(&stamp).is_ok_and(|then| then == state) {
        return find(&toolchain);
    }
    say::step("Fetching a compiler that brings the sources of its standard library");
    let packages = folder.join("packages");
    for old in [&packages, &toolchain] {
        if old.exists() {
            fs::remove_dir_all(old).map_err(Trouble::io(format!("empty {}", old.display())))?;
        }
        fs::create_dir_all(old).map_err(Trouble::io(format!("make {}", old.display())))?;
    }
    Call::new("apt-get")
        .args(["download", "-qq"])
        .args(
            wanted
                .iter()
                .map(|(name, version)| format!("{name}={version}")),
        )
        .within(&packages)
        .quietly()
        .map_err(|trouble| trouble.with_next("Does this machine reach its package archive?"))?;
    for package in tree::files(&packages) {
        Call::new("dpkg")
            .arg("-x")
            .arg(package)
            .arg(&toolchain)
            .run()?;
    }
    fs::remove_dir_all(&packages).map_err(Trouble::io(format!("empty {}", packages.display())))?;
    let compiler = find(&toolchain)?;
    tree::write(&stamp, &state)?;
    Ok(compiler)
}

fn find(toolchain: &Path) -> Result<Compiler, Trouble> {
    let rustc = toolchain.join("usr/bin/rustc");
    let library = tree::files(&toolchain.join("usr/lib"))
        .into_iter()
        .find(|file| {
            file.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("librustc_driver"))
        });
    match library.as_deref().and_then(Path::parent) {
        Some(libraries) if rustc.is_file() => Ok(Compiler {
            rustc: rustc.clone(),
            libraries: libraries.to_path_buf(),
        }),
        _ => Err(Trouble::Missing {
            what: format!("The compiler in {}", toolchain.display()),
            get: format!("Remove {} and start again.", toolchain.display()),
        }),
    }
}

/// Names and versions of the packages to unpack: those asked for, and whatever they
/// depend on that this machine does not have.
fn wanted() -> Result<Vec<(String, String)>, Trouble> {
    let mut waiting: Vec<String> = PACKAGES.iter().map(|name| (*name).to_owned()).collect();
    let mut seen = BTreeSet::new();
    let mut wanted = Vec::new();
    let mut refreshed = false;
    while let Some(name) = waiting.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let asked = PACKAGES.contains(&name.as_str());
        let mut record = record(&name);
        if record.is_none() && asked && !refreshed {
            // A fresh machine has no list of packages yet.
            setup::refresh_packages()?;
            refreshed = true;
            record = self::record(&name);
        }
        match record {
            Some((version, depends)) => {
                waiting.extend(depends.into_iter().filter(|other| !setup::installed(other)));
                wanted.push((name, version));
            }
            None if asked => {
                return Err(Trouble::Missing {
                    what: format!("The package {name} in this machine's archive"),
                    get: "Debian 12 or newer with its security archive has it; elsewhere this check cannot run."
                        .to_owned(),
                });
            }
            // A name that only others provide, such as libc-dev.
            None => {}
        }
    }
    wanted.sort();
    Ok(wanted)
}

/// The newest version of a package, and the names it depends on.
fn record(name: &str) -> Option<(String, Vec<String>)> {
    let text = Call::new("apt-cache")
        .args(["--no-all-versions", "show", name])
        .silent_output()?;
    let field = |field: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(field))
            .map(str::trim)
    };
    let version = field("Version:")?.to_owned();
    Some((version, depends(field("Depends:").unwrap_or_default())))
}

/// `a (>= 1), b | c, d:any` as the names `a`, `b` and `d`.
fn depends(field: &str) -> Vec<String> {
    field
        .split(',')
        .filter_map(|item| {
            item.split('|')
                .next()?
                .split([' ', '(', ':'])
                .find(|word| !word.is_empty())
        })
        .map(ToOwned::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_alternatives_is_followed() {
        assert_eq!(
            depends("libc6 (>= 2.34), gcc | clang,  python3:any (>> 3)"),
            ["libc6", "gcc", "python3"]
        );
        assert!(depends("").is_empty());
    }
}
