//! `cargo xtask fuzz [SECONDS]`: hostile input against everything that reads what a stranger wrote.

use crate::program::Call;
use crate::say;
use crate::trouble::Trouble;

/// What is fed: the readers of both formats, the following of references, and descriptions.
const TARGETS: &[&str] = &["json", "yaml", "references", "markdown"];

/// How long each is fed when nothing else is said.
const SECONDS: u32 = 60;

/// Feeds each of them for so many seconds.
pub fn fuzz(words: &[&str]) -> Result<(), Trouble> {
    let seconds = seconds(words)?;
    for target in TARGETS {
        say::step(&format!("Feeding {target} for {seconds} s"));
        Call::cargo()
            .args(["run", "--release", "--quiet", "-p", "openapi"])
            .args(["--example", "fuzz", "--", target])
            .arg(seconds.to_string())
            .run()
            .map_err(|trouble| {
                trouble.with_next("The lines above say which input broke it and how to repeat it.")
            })?;
    }
    say::plain(&format!("Nothing broke: {}.", TARGETS.join(", ")));
    Ok(())
}

fn seconds(words: &[&str]) -> Result<u32, Trouble> {
    let asked = match words {
        [] => Some(SECONDS),
        [number] => number.parse().ok().filter(|seconds| *seconds > 0),
        _ => None,
    };
    asked.ok_or_else(|| {
        Trouble::Usage("`cargo xtask fuzz` takes a number of seconds, 60 without one.".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_number_it_is_a_minute() {
        assert_eq!(seconds(&[]).unwrap(), 60);
        assert_eq!(seconds(&["5"]).unwrap(), 5);
        assert!(seconds(&["0"]).is_err());
        assert!(seconds(&["json"]).is_err());
    }
}
