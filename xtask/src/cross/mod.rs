//! `cargo xtask check --windows` and `--macos`: type-checks the whole program for
//! the two systems most people run it on, from a Debian machine that has neither
//! their standard library nor their linker.
//!
//! Debian's archive carries a compiler together with the sources of its standard
//! library. Both are unpacked below the build folder, never installed, and cargo
//! builds the standard library for the other system from them. Nothing is linked.

mod compiler;
mod stand_in;

use std::ffi::OsString;
use std::path::Path;

use crate::program::Call;
use crate::say;
use crate::setup::{self, Needs};
use crate::tree;
use crate::trouble::Trouble;

pub use stand_in::act as stand_in;

/// A system other than the one we are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// 64-bit Windows, by the GNU tools, which Debian has.
    Windows,
    /// macOS on Apple's own processors.
    MacOs,
}

impl System {
    fn name(self) -> &'static str {
        match self {
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
        }
    }

    fn target(self) -> &'static str {
        match self {
            Self::Windows => "x86_64-pc-windows-gnu",
            Self::MacOs => "aarch64-apple-darwin",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::MacOs => "macos",
        }
    }
}

/// The GNU tools for Windows: C code in dependencies is compiled even for a check.
const MINGW: &[&str] = &["gcc-mingw-w64-x86-64", "g++-mingw-w64-x86-64"];

/// Type-checks every package of the workspace for the system, or those named by
/// further words such as `-p gateway`.
pub fn check(system: System, words: &[&str]) -> Result<(), Trouble> {
    if !setup::debian() {
        return Err(Trouble::Usage(format!(
            "Checking for {} from here needs Debian's compiler packages. On {} itself, `cargo xtask check` is enough.",
            system.name(),
            system.name()
        )));
    }
    setup::system(Needs::Building)?;
    if system == System::Windows {
        setup::install(MINGW)?;
    }
    let folder = tree::target().join("cross");
    std::fs::create_dir_all(&folder).map_err(Trouble::io(format!("make {}", folder.display())))?;
    let compiler = compiler::unpacked(&folder)?;
    say::step(&format!("Type-checking everything for {}", system.name()));
    let mut call = Call::cargo()
        .args([
            "check",
            "--quiet",
            "-Zbuild-std=std,panic_unwind",
            "--target",
            system.target(),
        ])
        .args(if words.is_empty() {
            &["--workspace"]
        } else {
            words
        })
        .env("CARGO_TARGET_DIR", folder.join(system.folder()))
        .env("RUSTC", &compiler.rustc)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("LD_LIBRARY_PATH", &compiler.libraries);
    if system == System::MacOs {
        call = with_stand_ins(call, &folder.join("stand-ins"))?;
    }
    call.run()
        .map_err(|trouble| trouble.with_next("The lines above say what does not compile there."))
}

/// Apple's tools exist on macOS only; stand-ins that write empty files are enough to
/// get past the C code, of which a check needs nothing.
fn with_stand_ins(call: Call, folder: &Path) -> Result<Call, Trouble> {
    stand_in::put(folder)?;
    let suffix = System::MacOs.target().replace('-', "_");
    let mut path = OsString::from(folder);
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    Ok(call
        .env(&format!("CC_{suffix}"), folder.join(stand_in::CC))
        .env(&format!("CXX_{suffix}"), folder.join(stand_in::CC))
        .env(&format!("AR_{suffix}"), folder.join(stand_in::AR))
        .env("SDKROOT", folder)
        .env("MACOSX_DEPLOYMENT_TARGET", "11.0")
        .env("PATH", path))
}
