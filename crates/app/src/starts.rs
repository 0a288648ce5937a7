//! Whether the program ended early at its last starts.
//!
//! What is restored at a start may be the very thing that ended the program. So a start is counted
//! in a small file, which goes when the program has stood for a minute or was closed. The third
//! start in a row that finds it opens nothing of what was open before.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// A program that is still there after so long did not end over what it opened.
pub(crate) const STANDS: Duration = Duration::from_secs(60);

/// After so many starts that ended early nothing is opened again.
const ENOUGH: u32 = 2;

/// The count of starts that have not stood yet.
pub(crate) struct Starts(PathBuf);

/// What may be opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Restoring {
    /// What was open at the end.
    Everything,
    /// Nothing: the last starts ended early.
    Nothing,
}

impl Starts {
    pub fn in_folder(folder: &std::path::Path) -> Self {
        Self(folder.join("starting"))
    }

    /// Counts this one. Where that cannot be kept, everything is opened as usual.
    pub fn begin(&self) -> Restoring {
        let kept = fs::read_to_string(&self.0).unwrap_or_default();
        let early: u32 = kept.trim().parse().unwrap_or(0);
        // A folder that cannot be written is told by those who need it more.
        let _ = crate::shelf::touch_private(&self.0)
            .and_then(|()| fs::write(&self.0, early.saturating_add(1).to_string()));
        if early >= ENOUGH {
            Restoring::Nothing
        } else {
            Restoring::Everything
        }
    }

    /// The program stands, or was closed as it should be.
    pub fn stood(&self) {
        // What stays is one start too many that is counted.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::{Restoring, Starts};

    #[test]
    fn the_third_start_after_two_that_ended_early_opens_nothing_again() {
        // U6: start after crash
        let folder = tempfile::tempdir().unwrap();
        let begin = || Starts::in_folder(folder.path()).begin();
        assert_eq!(begin(), Restoring::Everything);
        assert_eq!(begin(), Restoring::Everything, "ended early once");
        assert_eq!(begin(), Restoring::Nothing, "ended early twice");
        assert_eq!(begin(), Restoring::Nothing, "and again");
        Starts::in_folder(folder.path()).stood();
        assert_eq!(begin(), Restoring::Everything, "one stood");
    }

    #[test]
    fn a_count_that_cannot_be_read_or_kept_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("starting"), b"\xffmany").unwrap();
        assert_eq!(
            Starts::in_folder(folder.path()).begin(),
            Restoring::Everything
        );
        let file = folder.path().join("a file");
        std::fs::write(&file, b"").unwrap();
        assert_eq!(Starts::in_folder(&file).begin(), Restoring::Everything);
    }
}
