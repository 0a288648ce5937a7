//! `cargo xtask shots DIR`: pictures of every main screen of the real window.

use std::path::Path;

use crate::end_to_end;
use crate::metadata;
use crate::program::Call;
use crate::run;
use crate::say;
use crate::setup::{self, Needs};
use crate::trouble::Trouble;

/// Leaves one picture per screen and theme in the folder.
pub fn shots(folder: &str, words: &[&str]) -> Result<(), Trouble> {
    let size = match words {
        [] => "1440x900",
        ["--size", size] if is_size(size) => size,
        _ => {
            return Err(Trouble::Usage(
                "`cargo xtask shots DIR` takes --size WxH, such as --size 1280x800.".to_owned(),
            ));
        }
    };
    if !cfg!(target_os = "linux") {
        return Err(Trouble::Usage(
            "The window can be driven on Linux only.".to_owned(),
        ));
    }
    let folder = std::env::current_dir()
        .map_err(Trouble::io("find the current folder"))?
        .join(Path::new(folder));
    std::fs::create_dir_all(&folder).map_err(Trouble::io(format!("make {}", folder.display())))?;
    setup::ready(Needs::Window)?;
    run::build_driven("debug")?;
    say::step(&format!(
        "Taking pictures of every screen into {}",
        folder.display()
    ));
    Call::new("node")
        .arg(end_to_end::folder().join("shots.mjs"))
        .arg(folder)
        .arg(size)
        .env("KEYDESK_PROGRAM", metadata::program("desktop", "debug")?)
        .run()
}

fn is_size(text: &str) -> bool {
    let side = |text: &str| {
        text.parse::<u16>()
            .is_ok_and(|side| (320..=7680).contains(&side))
    };
    text.split_once('x')
        .is_some_and(|(width, height)| side(width) && side(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_two_believable_numbers() {
        assert!(is_size("1440x900"));
        assert!(!is_size("1440"));
        assert!(!is_size("0x900"));
        assert!(!is_size("1440x900x2"));
    }
}
