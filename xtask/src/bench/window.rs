//! How long a start takes, how much memory the window takes, and how long documents take to open.

use super::figures;
use crate::end_to_end;
use crate::metadata;
use crate::program::Call;
use crate::run;
use crate::say;
use crate::setup::{self, Needs};
use crate::trouble::Trouble;

/// Builds the release program, measures it, prints the table.
pub fn window() -> Result<(), Trouble> {
    if !cfg!(target_os = "linux") {
        return Err(Trouble::Usage(
            "The window can be measured on Linux only.".to_owned(),
        ));
    }
    setup::ready(Needs::Window)?;
    say::note("The release build takes minutes the first time.");
    run::build_driven("release")?;
    say::step("Measuring the window");
    let text = Call::new("node")
        .arg(end_to_end::folder().join("bench.mjs"))
        .env("KEYDESK_PROGRAM", metadata::program("desktop", "release")?)
        .output()?;
    figures::show("last", &text)
}
