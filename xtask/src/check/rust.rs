//! Formatting and lints of the Rust half.

use crate::program::Call;
use crate::tree;
use crate::trouble::Trouble;

/// Every Rust file, also those that no module declares.
pub fn formatting() -> Result<(), Trouble> {
    let root = tree::root();
    let folders = ["crates", "src-tauri", "tests", "xtask"];
    let files = folders
        .iter()
        .flat_map(|folder| tree::files(&root.join(folder)));
    let files: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| {
            file.strip_prefix(&root)
                .map_or_else(|_| file.clone(), ToOwned::to_owned)
        })
        .collect();
    Call::new("rustfmt")
        .args(["--check", "--files-with-diff", "--edition=2024"])
        .args(files)
        .run()
        .map_err(|trouble| shorten(trouble, "`cargo fmt` puts it right."))
}

/// Every lint, on every target, as an error.
pub fn clippy() -> Result<(), Trouble> {
    Call::cargo()
        .args([
            "clippy",
            "--quiet",
            "--keep-going",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
        .run()
        .map_err(|trouble| trouble.with_next("The lines above say where and often how."))
}

/// Leaves the long list of files out of the message.
fn shorten(trouble: Trouble, next: &str) -> Trouble {
    match trouble {
        Trouble::Refused { how, .. } => Trouble::Refused {
            program: "rustfmt --check".to_owned(),
            how,
            next: next.to_owned(),
        },
        other => other,
    }
}
