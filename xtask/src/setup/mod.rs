//! Makes the machine ready: system packages, Node packages, the built interface.
//!
//! Every part looks before it acts, so that a second call says nothing.

mod apt;
mod elsewhere;
mod interface;
mod node;

use crate::trouble::Trouble;

pub use apt::{debian, install, installed, refresh_packages};

/// What a command is going to need from the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Compiling the program.
    Building,
    /// Building, and driving the real window on a virtual display.
    Window,
    /// Both, and a Chromium for the journeys.
    Everything,
}

/// System packages for these needs, by the names Debian and Ubuntu use.
const BUILDING: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
const WINDOW: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "gnome-keyring",
    "dbus",
];

/// Chromium and its relatives, by the names their programs have.
const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
];

/// Brings the machine to the point where the needs are met, or says what is missing.
pub fn ready(needs: Needs) -> Result<(), Trouble> {
    node::check()?;
    system(needs)?;
    node::install_packages()?;
    interface::build()
}

/// The system's packages alone.
pub fn system(needs: Needs) -> Result<(), Trouble> {
    if cfg!(target_os = "linux") && debian() {
        let mut packages = BUILDING.to_vec();
        if needs != Needs::Building {
            packages.extend(WINDOW);
        }
        if needs == Needs::Everything && browser().is_none() {
            packages.push(apt::browser_package());
        }
        install(&packages)
    } else {
        elsewhere::check(needs)
    }
}

/// The browser for the journeys, where there is one.
pub fn browser() -> Option<std::path::PathBuf> {
    if let Some(chosen) = std::env::var_os("KEYDESK_BROWSER") {
        return Some(chosen.into());
    }
    crate::program::find(BROWSERS).or_else(|| {
        elsewhere::BROWSER_FILES
            .iter()
            .map(std::path::PathBuf::from)
            .find(|file| file.is_file())
    })
}
