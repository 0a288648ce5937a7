//! Stand-ins for Apple's compiler, archiver and tool finder. They are this program
//! under other names, so that no shell is needed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::trouble::Trouble;

/// The name of the stand-in for the C compiler.
pub const CC: &str = "stand-in-cc";
/// The name of the stand-in for the archiver.
pub const AR: &str = "stand-in-ar";
/// Build scripts look for this one on the path.
const XCRUN: &str = "xcrun";

/// Puts the stand-ins into the folder.
pub fn put(folder: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(folder).map_err(Trouble::io(format!("make {}", folder.display())))?;
    let ours = std::env::current_exe().map_err(Trouble::io("find this program"))?;
    for name in [CC, AR, XCRUN] {
        let file = folder.join(name);
        // Replaced rather than written over: an older one may still be running.
        let _ = fs::remove_file(&file);
        fs::copy(&ours, &file).map_err(Trouble::io(format!("write {}", file.display())))?;
    }
    Ok(())
}

/// Plays the tool this program was started as; nothing when it was started as itself.
pub fn act(words: &[String]) -> Option<ExitCode> {
    let own = words.first().map(Path::new)?;
    let name = own.file_name()?.to_str()?;
    let words = &words[1..];
    let done = match name {
        CC => empty(output(words)),
        AR => empty(
            words
                .iter()
                .find(|word| word.ends_with(".a"))
                .map(PathBuf::from),
        ),
        XCRUN => answer(own, words),
        _ => return None,
    };
    Some(if done.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The file a compiler is told to write.
fn output(words: &[String]) -> Option<PathBuf> {
    let at = words.iter().position(|word| word.starts_with("-o"))?;
    match words[at].strip_prefix("-o") {
        Some("") => words.get(at + 1).map(PathBuf::from),
        Some(joined) => Some(PathBuf::from(joined)),
        None => None,
    }
}

fn empty(file: Option<PathBuf>) -> std::io::Result<()> {
    file.map_or(Ok(()), |file| fs::write(file, ""))
}

/// Where the kit is, how old it is, where a tool is: the three things xcrun is asked.
fn answer(own: &Path, words: &[String]) -> std::io::Result<()> {
    let said = if words.iter().any(|word| word.contains("version")) {
        "14.0".to_owned()
    } else {
        own.parent().unwrap_or(own).display().to_string()
    };
    writeln!(std::io::stdout(), "{said}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn the_compiler_writes_where_it_is_told() {
        assert_eq!(
            output(&words("-c a.c -o out/a.o -O2")),
            Some(PathBuf::from("out/a.o"))
        );
        assert_eq!(output(&words("-c a.c -oa.o")), Some(PathBuf::from("a.o")));
        assert_eq!(output(&words("-E a.c")), None);
    }

    #[test]
    fn started_as_itself_it_plays_nothing() {
        assert!(act(&words("/somewhere/xtask check")).is_none());
        assert!(act(&[]).is_none());
    }
}
