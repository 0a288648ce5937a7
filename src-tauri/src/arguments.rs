//! What the program was started with.

use app::Start;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the program was started with: `[--demo] [DOCUMENT]`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    demo: bool,
    file: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments; what is not known is left alone, so that a shortcut of an older version
    /// still starts the program.
    pub fn read(arguments: impl Iterator<Item = OsString>) -> Self {
        let mut read = Self::default();
        for argument in arguments {
            if argument == "--demo" {
                read.demo = true;
            } else if read.file.is_none() && !argument.to_string_lossy().starts_with('-') {
                read.file = Some(PathBuf::from(argument));
            }
        }
        read
    }

    /// The file, seen from the folder the program was started in.
    pub fn file_in(&self, folder: &str) -> Option<PathBuf> {
        self.file.as_ref().map(|file| Path::new(folder).join(file))
    }

    pub fn into_start(self) -> Start {
        let here = std::env::current_dir().unwrap_or_default();
        Start {
            demo: self.demo,
            open: self.file.map(|file| here.join(file)),
            ..Start::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use std::path::PathBuf;

    #[test]
    fn a_document_and_the_demo_are_understood_and_the_rest_left_alone() {
        let read = |words: &[&str]| Arguments::read(words.iter().map(Into::into));
        let both = Arguments {
            demo: true,
            file: Some(PathBuf::from("a b.yaml")),
        };
        assert_eq!(read(&["--demo", "--later", "a b.yaml", "c.json"]), both);
        assert_eq!(read(&[]), Arguments::default());
        assert_eq!(
            both.file_in("/home/me"),
            Some(PathBuf::from("/home/me/a b.yaml"))
        );
    }
}
