//! Everything one does with this repository, as `cargo xtask <word>`: running,
//! testing, checking, serving the demo tenants, taking pictures and measuring.
//!
//! It works the same on Linux, macOS and Windows, so it calls programs and
//! never a shell. Each step is announced in one line, a step with nothing to do
//! says nothing, and every failure ends with what to do next. It depends on
//! next to nothing, so that the first `cargo xtask` on a machine starts in
//! seconds. Start reading at [`setup`], which every other command calls first.

mod bench;
mod check;
mod corpus;
mod cross;
mod demo;
mod end_to_end;
mod faults;
mod fuzz;
mod json;
mod metadata;
mod packages;
mod program;
mod run;
mod say;
mod setup;
mod shots;
mod test;
mod totals;
mod tree;
mod trouble;

use std::process::ExitCode;

use trouble::Trouble;

const USAGE: &str = "\
cargo xtask run                  set up this machine and open Keydesk on the demo tenants
cargo xtask test [--fast]        run every test; --fast leaves out the window and the journeys
cargo xtask check                formatting, lints, types, unused things, licences, version floors
cargo xtask check --windows      type-check the whole program for Windows (on Debian)
cargo xtask check --macos        type-check the whole program for macOS (on Debian)
cargo xtask demo [--plain-http] [--port-base N] [--ca-file FILE]
                                 serve the five simulated tenants to other programs
cargo xtask shots DIR [--size WxH]
                                 pictures of every main screen, light and dark
cargo xtask bench                the five below, with ratios
cargo xtask bench window         start-up time, memory and document times of the window
cargo xtask bench engine         reading and indexing large documents, without the window
cargo xtask bench gateway        what a call costs, and tenants at once
cargo xtask bench desk           the numbers of twenty tenants at once
cargo xtask bench viewers [PART…]
                                 the explorer beside other viewers, or those with PART in the name
cargo xtask corpus               every public document there is opens, with all its operations
cargo xtask fuzz [SECONDS]       hostile input against all that reads documents
cargo xtask faults [ROW…]        every fault that is to be stood, its tests and how they end
cargo xtask bindings             write the interface's bindings anew
cargo xtask journeys [PART]      the Chromium journeys alone, or those whose file name has PART
cargo xtask window [PART]        the tests of the real window alone";

fn main() -> ExitCode {
    let mut words: Vec<String> = std::env::args().collect();
    if let Some(status) = cross::stand_in(&words) {
        return status;
    }
    words.remove(0);
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            say::trouble(&trouble);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Result<(), Trouble> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", rest @ ..] => run::run(rest),
        ["test"] => test::test(test::Scope::Everything),
        ["test", "--fast"] => test::test(test::Scope::WithoutWindowAndJourneys),
        ["check"] => check::check(),
        ["check", "--windows", rest @ ..] => cross::check(cross::System::Windows, rest),
        ["check", "--macos", rest @ ..] => cross::check(cross::System::MacOs, rest),
        ["demo", rest @ ..] => demo::demo(rest),
        ["shots", folder, rest @ ..] => shots::shots(folder, rest),
        ["bench", rest @ ..] => bench::bench(rest),
        ["corpus"] => corpus::corpus(),
        ["fuzz", rest @ ..] => fuzz::fuzz(rest),
        ["faults", rest @ ..] => faults::faults(rest),
        ["bindings"] => test::write_bindings(),
        ["journeys"] => test::journeys_alone(""),
        ["journeys", part] => test::journeys_alone(part),
        ["window"] => test::window_alone(""),
        ["window", part] => test::window_alone(part),
        ["help" | "--help" | "-h"] => {
            say::plain(USAGE);
            Ok(())
        }
        [] => Err(Trouble::Usage(format!("Say what to do:\n\n{USAGE}"))),
        other => Err(Trouble::Usage(format!(
            "There is no `cargo xtask {}`. There is:\n\n{USAGE}",
            other.join(" ")
        ))),
    }
}
