//! System packages on Debian, Ubuntu and what derives from them.

use std::fs;
use std::io::IsTerminal as _;

use crate::program::{self, Call};
use crate::say;
use crate::trouble::Trouble;

/// Whether this machine takes its packages from apt.
pub fn debian() -> bool {
    program::find(&["apt-get"]).is_some()
        && fs::read_to_string("/etc/os-release").is_ok_and(|text| is_debian(&text))
}

fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .flat_map(|names| names.trim_matches('"').split_whitespace())
        .any(|name| name == "debian" || name == "ubuntu")
}

/// Installs those of the packages that are not there, after saying which.
pub fn install(packages: &[&str]) -> Result<(), Trouble> {
    let absent: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|name| !installed(name))
        .collect();
    if absent.is_empty() {
        return Ok(());
    }
    let list = absent.join(" ");
    say::step(&format!("Installing system packages: {list}"));
    as_root(&["update", "-qq"], &list)?;
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(absent);
    as_root(&words, &list)
}

/// Whether the package is there, and whole.
pub fn installed(name: &str) -> bool {
    let call = Call::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", name]);
    call.silent_output()
        .is_some_and(|status| status.trim() == "installed")
}

/// Fetches the list of packages anew.
pub fn refresh_packages() -> Result<(), Trouble> {
    as_root(&["update", "-qq"], "")
}

/// Calls apt-get with the rights it needs, asking for a password only where someone can type it.
fn as_root(words: &[&str], packages: &str) -> Result<(), Trouble> {
    let by_hand = format!(
        "Install them by hand and start again: apt-get update && apt-get install {packages}"
    );
    let call = if is_root() {
        Call::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive")
    } else if program::find(&["sudo"]).is_some() {
        let sudo = Call::new("sudo");
        let sudo = if std::io::stdin().is_terminal() {
            sudo
        } else {
            sudo.arg("-n")
        };
        sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
    } else {
        return Err(Trouble::Missing {
            what: "The right to install system packages (neither root nor sudo)".to_owned(),
            get: format!("Have an administrator run: apt-get install {packages}"),
        });
    };
    call.args(words)
        .run()
        .map_err(|trouble| trouble.with_next(&by_hand))
}

fn is_root() -> bool {
    let id = Call::new("id").arg("-u").silent_output();
    id.is_some_and(|id| id.trim() == "0")
}

/// Ubuntu carries its Chromium under another name.
pub fn browser_package() -> &'static str {
    let candidate = Call::new("apt-cache")
        .args(["policy", "chromium"])
        .silent_output();
    let there = candidate.is_some_and(|text| {
        text.lines()
            .any(|line| line.trim().starts_with("Candidate:") && !line.contains("(none)"))
    });
    let ubuntu = fs::read_to_string("/etc/os-release").is_ok_and(|text| text.contains("ID=ubuntu"));
    if there || !ubuntu {
        "chromium"
    } else {
        "chromium-browser"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_ubuntu_and_their_relatives_are_told_from_others() {
        assert!(is_debian("NAME=x\nID=debian\n"));
        assert!(is_debian("ID=ubuntu\nID_LIKE=debian"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian(
            "ID=fedora\nID_LIKE=\"rhel\"\nHOME=https://debian.example"
        ));
    }
}
