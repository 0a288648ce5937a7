//! The explorer beside the viewers other people use: same documents, same browser, same run.

use serde_json::{Value, json};

use super::{documents, rivals};
use crate::end_to_end;
use crate::json;
use crate::metadata;
use crate::packages;
use crate::program::Call;
use crate::say;
use crate::setup::{self, Needs};
use crate::tree;
use crate::trouble::Trouble;

/// Each is opened so often, and the middle counts.
const ROUNDS: usize = 3;

/// Opens every document in every viewer, or in those with one of the words in their name or the
/// document's, prints what it took and how ours stands.
pub fn viewers(words: &[&str]) -> Result<(), Trouble> {
    setup::ready(Needs::Everything)?;
    packages::documents()?;
    packages::viewers()?;
    let browser = setup::browser().ok_or_else(|| Trouble::Missing {
        what: "A Chromium, Chrome or Edge".to_owned(),
        get: "Install one, or say where it is: KEYDESK_BROWSER=/path/to/it".to_owned(),
    })?;
    say::note("The release build takes minutes the first time.");
    Call::cargo()
        .args(["build", "--release", "--quiet", "-p", "bridge", "--bins"])
        .run()?;
    say::step("Opening the same documents in every viewer; the slow ones take a minute each");
    let documents: Vec<Value> = documents::documents()
        .iter()
        .map(|document| json!({ "name": document.name, "file": document.file }))
        .collect();
    let asked = json!({
        "viewers": packages::folder().join("viewers"),
        "documents": documents,
        "rounds": ROUNDS,
        "only": words,
    });
    let text = Call::new("node")
        .arg(end_to_end::folder().join("bench-viewers.mjs"))
        .arg(asked.to_string())
        .env("KEYDESK_BRIDGE", metadata::program("bridge", "release")?)
        .env("KEYDESK_BROWSER", browser)
        .output()?;
    let measured = json::parse(&text, "What was measured")?;
    let measured = json::list(&measured, "");
    let kept = tree::ours("bench")?.join("viewers.json");
    // The first time there is nothing to compare with.
    let before = std::fs::read_to_string(&kept).unwrap_or_default();
    let before: Value = serde_json::from_str(&before).unwrap_or_default();
    say::plain(&format!(
        "\n{}\n\n{}",
        rivals::everything(measured),
        rivals::verdicts(measured, json::list(&before, ""))
    ));
    tree::write(&kept, &text)
}
