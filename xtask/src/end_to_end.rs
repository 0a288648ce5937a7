//! Calls the programs in `tests/e2e`, which drive the window and the browser.

use std::path::{Path, PathBuf};

use crate::metadata;
use crate::program::Call;
use crate::setup;
use crate::totals::Totals;
use crate::tree;
use crate::trouble::Trouble;

/// Which test files to run.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// All of them.
    All,
    /// Those with this in their name.
    Named(&'a str),
}

/// The folder of the journeys and the window's tests.
pub fn folder() -> PathBuf {
    tree::root().join("tests").join("e2e")
}

/// Runs tests of the real window, which must be built already, and leaves a
/// picture where one is asked for.
pub fn window(part: Part<'_>, picture: Option<&Path>) -> Result<Totals, Trouble> {
    let program = metadata::program("desktop", "debug")?;
    let mut call = Call::new("node").env("KEYDESK_PROGRAM", program);
    if let Some(picture) = picture {
        call = call.env("KEYDESK_PICTURE", picture);
    }
    node_tests(call, "window", part)
}

/// Runs the journeys in Chromium; the bridge and the demo must be built already.
pub fn journeys(part: Part<'_>) -> Result<Totals, Trouble> {
    let browser = setup::browser().ok_or_else(|| Trouble::Missing {
        what: "A Chromium, Chrome or Edge".to_owned(),
        get: "Install one, or say where it is: KEYDESK_BROWSER=/path/to/it".to_owned(),
    })?;
    let call = Call::new("node")
        .env("KEYDESK_BRIDGE", metadata::program("bridge", "debug")?)
        .env("KEYDESK_DEMO", metadata::example("demo", "debug"))
        .env("KEYDESK_BROWSER", browser);
    node_tests(call, "journeys", part)
}

fn node_tests(call: Call, kind: &str, part: Part<'_>) -> Result<Totals, Trouble> {
    let wanted = |file: &PathBuf| {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let named = match part {
            Part::All => true,
            Part::Named(part) => name.contains(part),
        };
        named && name.ends_with(".test.mjs")
    };
    let files: Vec<PathBuf> = tree::files(&folder().join(kind))
        .into_iter()
        .filter(wanted)
        .collect();
    if files.is_empty() {
        return Err(Trouble::Usage(format!(
            "No test file in tests/e2e/{kind} has that in its name."
        )));
    }
    let report = tree::ours("reports")?.join(format!("{kind}.tap"));
    // A report of an earlier run must not be counted; it is fine when there is none.
    let _ = std::fs::remove_file(&report);
    let (_, status) = call
        .args(["--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args([
            "--test-reporter=tap".to_owned(),
            format!("--test-reporter-destination={}", report.display()),
        ])
        .args(files)
        .heard()?;
    let text = std::fs::read_to_string(&report).unwrap_or_default();
    Ok(Totals::of_node(&text).judged(status.success()))
}
