//! `cargo xtask demo`: the five simulated tenants alone, for other programs.

use crate::program::Call;
use crate::trouble::Trouble;

/// Serves until stopped. Everything printed is the tenants' own JSON lines, so
/// that another program can read them.
pub fn demo(words: &[&str]) -> Result<(), Trouble> {
    let mut rest = words;
    while let [word, more @ ..] = rest {
        rest = match (*word, more) {
            ("--plain-http", more) => more,
            ("--ca-file", [_, more @ ..]) => more,
            ("--port-base", [number, more @ ..]) if base(number) => more,
            ("--port-base", _) => {
                return Err(Trouble::Usage(
                    "`--port-base` takes the first of the ports to use, 1024 to 65000.".to_owned(),
                ));
            }
            (other, _) => {
                return Err(Trouble::Usage(format!(
                    "`cargo xtask demo` knows --plain-http, --port-base N and --ca-file FILE, not `{other}`."
                )));
            }
        };
    }
    Call::cargo()
        .args(["run", "--quiet", "-p", "app", "--example", "demo", "--"])
        .args(words)
        .run()
}

fn base(number: &str) -> bool {
    number
        .parse::<u16>()
        .is_ok_and(|port| (1024..=65000).contains(&port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_that_need_rights_or_do_not_exist_are_refused() {
        assert!(base("47100"));
        assert!(!base("80"));
        assert!(!base("70000"));
        assert!(!base("many"));
    }

    #[test]
    fn unknown_words_are_named() {
        let trouble = demo(&["--plain"]).unwrap_err().to_string();
        assert!(trouble.contains("`--plain`"), "{trouble}");
        assert!(demo(&["--port-base"]).is_err());
    }
}
