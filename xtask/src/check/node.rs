//! Formatting, types and lints of the TypeScript half.

use crate::program::Call;
use crate::tree;
use crate::trouble::Trouble;

/// The folders npm knows, and everything JavaScript in them.
const FOLDERS: &[&str] = &["ui", "tests/e2e"];

/// oxfmt over both folders.
pub fn formatting() -> Result<(), Trouble> {
    let call = Call::tool("oxfmt").arg("--check").args(FOLDERS);
    call.run()
        .map_err(|trouble| trouble.with_next("`npx oxfmt ui tests/e2e` puts it right."))
}

/// The compiler over both folders.
pub fn types() -> Result<(), Trouble> {
    for folder in FOLDERS {
        Call::tool("tsc")
            .args(["--noEmit", "--pretty", "false"])
            .within(&tree::root().join(folder))
            .run()
            .map_err(|trouble| trouble.with_next("The lines above say where."))?;
    }
    Ok(())
}

/// oxlint over both folders; a warning is an error.
pub fn lint() -> Result<(), Trouble> {
    let call = Call::tool("oxlint")
        .args(["--deny-warnings", "--type-aware"])
        .args(FOLDERS);
    call.run()
        .map_err(|trouble| trouble.with_next("The lines above say where and which rule."))
}

/// knip over the whole workspace.
pub fn unused() -> Result<(), Trouble> {
    let call = Call::tool("knip").args(["--no-progress", "--treat-config-hints-as-errors"]);
    call.run()
        .map_err(|trouble| trouble.with_next("Remove what nothing uses, or use it."))
}
