//! `cargo xtask run`: from a fresh machine to a window with five demo tenants.

use crate::end_to_end::{self, Part};
use crate::metadata;
use crate::program::Call;
use crate::say;
use crate::setup::{self, Needs};
use crate::tree;
use crate::trouble::Trouble;

/// The program's own word for starting with the demo tenants already added.
pub const DEMO: &str = "--demo";

/// Opens the window; where there is no display, drives it on a virtual one instead.
/// Further words, such as a document to open, go to the program.
pub fn run(words: &[&str]) -> Result<(), Trouble> {
    if has_display() {
        setup::ready(Needs::Building)?;
        build()?;
        say::step("Starting Keydesk on the five demo tenants");
        let program = metadata::program("desktop", "debug")?;
        return Call::new(program).arg(DEMO).args(words).run();
    }
    say::note(
        "There is no display here, so the window opens on a virtual one and a journey checks it.",
    );
    setup::ready(Needs::Window)?;
    build_driven("debug")?;
    let picture = tree::ours("pictures")?.join("first-light.png");
    say::step("Driving the window: sign in to five tenants, dashboard, explorer, one call");
    let totals = end_to_end::window(Part::Named("first-light"), Some(&picture))?;
    if totals.failed > 0 || totals.passed == 0 {
        return Err(Trouble::Found {
            what: "The journey through the window failed.".to_owned(),
            lines: vec!["Pictures and logs of it are in tests/e2e/results.".to_owned()],
        });
    }
    say::plain(&format!(
        "The journey passed. A picture of the window: {}",
        picture.display()
    ));
    Ok(())
}

/// Builds the program as a person would.
fn build() -> Result<(), Trouble> {
    say::step("Building the program");
    cargo_build(&[])
}

/// Builds the program so that WebDriver may drive it, which an installed one refuses,
/// for a profile (`debug`, `release`).
pub fn build_driven(profile: &str) -> Result<(), Trouble> {
    say::step("Building the program, with its window open to tests");
    let release = ["--release"];
    let more: &[&str] = if profile == "release" { &release } else { &[] };
    cargo_build(&[&["--features", "automation"], more].concat())
}

fn cargo_build(words: &[&str]) -> Result<(), Trouble> {
    Call::cargo()
        .args(["build", "--quiet", "-p", "desktop"])
        .args(words)
        .run()
        .map_err(|trouble| trouble.with_next("The lines above say which file does not compile."))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
