//! What must be there on systems whose packages we do not install: said
//! exactly, with the command that gets it.

use std::path::Path;

use super::Needs;
use crate::program::{self, Call};
use crate::trouble::Trouble;

/// Where browsers lie on systems that do not put them on the path.
pub const BROWSER_FILES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// Where Windows keeps the web view that the window is made of.
const WEBVIEW2: &str = "C:\\Program Files (x86)\\Microsoft\\EdgeWebView\\Application";

/// Looks for everything, so that one round of installing is enough.
pub fn check(needs: Needs) -> Result<(), Trouble> {
    let mut lines = Vec::new();
    if cfg!(target_os = "macos") {
        if !Call::new("xcode-select").arg("-p").succeeds() {
            lines.push("The command line tools of Xcode: xcode-select --install".to_owned());
        }
    } else if cfg!(windows) {
        if !Path::new(WEBVIEW2).is_dir() {
            lines.push(
                "The WebView2 runtime: winget install Microsoft.EdgeWebView2Runtime".to_owned(),
            );
        }
    } else {
        lines.extend(linux(needs));
    }
    if needs == Needs::Everything && super::browser().is_none() {
        lines.push(
            "Chrome, Chromium or Edge for the journeys; or say where it is: KEYDESK_BROWSER=/path/to/it"
                .to_owned(),
        );
    }
    if lines.is_empty() {
        return Ok(());
    }
    Err(Trouble::Found {
        what: "This machine lacks:".to_owned(),
        lines,
    })
}

fn linux(needs: Needs) -> Vec<String> {
    let mut lines = Vec::new();
    let mut want = |there: bool, line: &str| {
        if !there {
            lines.push(line.to_owned());
        }
    };
    want(
        program::find(&["cc", "gcc", "clang"]).is_some(),
        "A C compiler: gcc",
    );
    want(
        program::find(&["pkg-config", "pkgconf"]).is_some(),
        "pkg-config",
    );
    want(
        Call::new("pkg-config")
            .args(["--exists", "webkit2gtk-4.1"])
            .succeeds(),
        "WebKitGTK 4.1 with its headers: webkit2gtk4.1-devel (Fedora), webkit2gtk-4.1 (Arch), \
         webkit2gtk3-devel (openSUSE)",
    );
    if needs != Needs::Building {
        want(
            program::find(&["WebKitWebDriver"]).is_some(),
            "WebKitWebDriver: webkit2gtk-driver, or part of WebKitGTK itself",
        );
        want(
            program::find(&["Xvfb"]).is_some(),
            "Xvfb: xorg-x11-server-Xvfb, xorg-server-xvfb",
        );
        want(
            program::find(&["gnome-keyring-daemon"]).is_some(),
            "gnome-keyring",
        );
        want(
            program::find(&["dbus-daemon"]).is_some(),
            "dbus-daemon: dbus-daemon or dbus",
        );
    }
    lines
}
