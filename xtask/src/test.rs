//! `cargo xtask test`: every test there is, and one line of totals.

use crate::end_to_end::{self, Part};
use crate::json;
use crate::program::{self, Call};
use crate::run;
use crate::say;
use crate::setup::{self, Needs};
use crate::totals::Totals;
use crate::tree;
use crate::trouble::Trouble;

/// How much to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Everything,
    /// What needs neither a display nor a browser.
    WithoutWindowAndJourneys,
}

/// Runs the tests in scope; the last line it prints is the totals.
pub fn test(scope: Scope) -> Result<(), Trouble> {
    setup::ready(match scope {
        Scope::Everything => Needs::Everything,
        Scope::WithoutWindowAndJourneys => Needs::Building,
    })?;
    let mut totals = rust()?;
    totals.add(interface()?);
    if scope == Scope::Everything {
        totals.add(journeys(Part::All)?);
        totals.add(window(Part::All)?);
    }
    finish(totals)
}

/// The journeys in Chromium and nothing else.
pub fn journeys_alone(part: &str) -> Result<(), Trouble> {
    setup::ready(Needs::Everything)?;
    finish(journeys(Part::Named(part))?)
}

/// The tests of the real window and nothing else.
pub fn window_alone(part: &str) -> Result<(), Trouble> {
    setup::ready(Needs::Window)?;
    finish(window(Part::Named(part))?)
}

/// Writes the bindings the interface is compiled against.
pub fn write_bindings() -> Result<(), Trouble> {
    say::step("Writing the interface's bindings");
    Call::cargo()
        .args(["run", "--quiet", "-p", "app", "--example", "bindings"])
        .run()
}

fn finish(totals: Totals) -> Result<(), Trouble> {
    if totals.failed > 0 {
        // The totals stay the last line, so the advice comes before it.
        say::plain("\nSome tests failed; the lines above say which, each with its name.");
    }
    say::plain(&format!("\n{}", totals.line()));
    if totals.failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn rust() -> Result<Totals, Trouble> {
    let mut totals = Totals::default();
    if program::find(&["cargo-nextest"]).is_some() {
        say::step("Rust tests");
        let call = Call::cargo().args([
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--cargo-quiet",
        ]);
        let (text, status) = call
            .args(["--status-level=fail", "--final-status-level=fail"])
            .heard()?;
        totals.add(Totals::of_nextest(&text).judged(status.success()));
        say::step("Documentation tests");
        let call =
            Call::cargo().args(["test", "--quiet", "--workspace", "--doc", "--no-fail-fast"]);
        let (text, status) = call.overheard()?;
        totals.add(Totals::of_cargo_test(&text).judged(status.success()));
    } else {
        say::step(
            "Rust and documentation tests, by `cargo test` since cargo-nextest is not installed",
        );
        let call = Call::cargo().args(["test", "--quiet", "--workspace", "--no-fail-fast"]);
        let (text, status) = call.heard()?;
        totals.add(Totals::of_cargo_test(&text).judged(status.success()));
    }
    Ok(totals)
}

fn interface() -> Result<Totals, Trouble> {
    say::step("Tests of the interface");
    let report = tree::ours("reports")?.join("interface.json");
    // A report of an earlier run must not be counted; it is fine when there is none.
    let _ = std::fs::remove_file(&report);
    let (_, status) = Call::npm()
        .args([
            "test",
            "--silent",
            "-w",
            "ui",
            "--",
            "--reporter=dot",
            "--reporter=json",
        ])
        .arg(format!("--outputFile.json={}", report.display()))
        .heard()?;
    let text = std::fs::read_to_string(&report).unwrap_or_else(|_| "{}".to_owned());
    let report = json::parse(&text, "The report of the interface's tests")?;
    Ok(Totals::of_vitest(&report).judged(status.success()))
}

fn journeys(part: Part<'_>) -> Result<Totals, Trouble> {
    say::step("Journeys in Chromium, over the bridge");
    for what in [["-p", "bridge", "--bins"], ["-p", "app", "--example=demo"]] {
        Call::cargo().args(["build", "--quiet"]).args(what).run()?;
    }
    end_to_end::journeys(part)
}

fn window(part: Part<'_>) -> Result<Totals, Trouble> {
    if !cfg!(target_os = "linux") {
        say::note("The real window is driven on Linux only; its tests are skipped here.");
        return Ok(Totals {
            skipped: 1,
            ..Totals::default()
        });
    }
    run::build_driven("debug")?;
    say::step("The real window, on a virtual display");
    end_to_end::window(part, None)
}
