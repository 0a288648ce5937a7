//! Where small things that are not secret are kept: settings, tenants.

use serde_json::Value;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Why a shelf cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// What is there is not what was written. It is left as it is.
    #[error("{file} cannot be read")]
    Unreadable {
        /// The file's name.
        file: String,
    },
    /// The disk does not let us.
    #[error("{file}: {kind}")]
    Disk {
        /// The file's name.
        file: String,
        /// The kind of failure.
        kind: io::ErrorKind,
    },
}

/// Keeps one JSON value.
pub trait Shelf: Send + Sync {
    /// What it is called, for people.
    fn name(&self) -> String;

    /// What is kept; nothing when nothing was written yet.
    ///
    /// # Errors
    /// When what is there cannot be read.
    fn read(&self) -> Result<Option<Value>, ShelfError>;

    /// Keeps a value instead of what is there: all of it, or nothing.
    ///
    /// # Errors
    /// When it could not be written; what was there still is.
    fn write(&self, value: &Value) -> Result<(), ShelfError>;

    /// Renames what cannot be read, so that it is never overwritten. Answers its new name.
    ///
    /// # Errors
    /// When it cannot be renamed.
    fn set_aside(&self, stamp: &str) -> Result<String, ShelfError>;
}

/// A file that is replaced as a whole: written beside, flushed, renamed over.
#[derive(Debug)]
pub struct FileShelf {
    path: PathBuf,
    writing: Mutex<()>,
}

impl FileShelf {
    /// A shelf in a file that may not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            writing: Mutex::new(()),
        }
    }

    fn disk(&self, error: &io::Error) -> ShelfError {
        ShelfError::Disk {
            file: self.name(),
            kind: error.kind(),
        }
    }
}

/// Replaces a file as a whole: written beside, flushed, renamed over.
pub(crate) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let beside = path.with_extension("new");
    let mut file = private(&beside)?;
    file.write_all(text)?;
    file.sync_all()?;
    drop(file);
    rename(&beside, path)?;
    // On Windows a folder cannot be flushed, and renaming is durable without it.
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Creates a file only this user can read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// Makes sure a folder is there that only this user can look into.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Makes sure a file is there that only this user can read.
pub(crate) fn touch_private(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}

/// Renames over; on Windows again for up to two seconds, while a virus scanner holds the file.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let tries = if cfg!(windows) { 20 } else { 1 };
    let mut renamed = fs::rename(from, to);
    for _ in 1..tries {
        if renamed.is_ok() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        renamed = fs::rename(from, to);
    }
    renamed
}

impl Shelf for FileShelf {
    fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    fn read(&self) -> Result<Option<Value>, ShelfError> {
        match fs::read(&self.path) {
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Ok(value) => Ok(Some(value)),
                Err(_) => Err(ShelfError::Unreadable { file: self.name() }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.disk(&error)),
        }
    }

    fn write(&self, value: &Value) -> Result<(), ShelfError> {
        let _one_at_a_time = self.writing.lock().expect("nothing panics while writing");
        let text = format!("{value:#}\n");
        replace(&self.path, text.as_bytes()).map_err(|error| self.disk(&error))
    }

    fn set_aside(&self, stamp: &str) -> Result<String, ShelfError> {
        let name = format!("{}.unreadable-{stamp}", self.name());
        fs::rename(&self.path, self.path.with_file_name(&name))
            .map_err(|error| self.disk(&error))?;
        Ok(name)
    }
}

/// What every shelf keeps to; run by the tests of each.
#[cfg(any(test, feature = "testing"))]
pub mod contract {
    use super::Shelf;
    use serde_json::json;

    /// Checks a fresh shelf.
    ///
    /// # Panics
    /// When it does not keep to the contract.
    pub fn check(shelf: &dyn Shelf, damage: impl FnOnce()) {
        assert_eq!(shelf.read().expect("nothing is there"), None);
        shelf.write(&json!({ "a": 1 })).expect("a first value");
        shelf
            .write(&json!({ "a": [1, 2], "ü": "ß" }))
            .expect("a second value");
        assert_eq!(
            shelf.read().expect("it was written"),
            Some(json!({ "a": [1, 2], "ü": "ß" }))
        );
        damage();
        assert!(
            shelf.read().is_err(),
            "damage is told, never taken for nothing"
        );
        let aside = shelf.set_aside("20261121").expect("it is there");
        assert!(aside.contains("20261121"));
        assert_eq!(shelf.read().expect("it was set aside"), None);
        shelf.write(&json!(2)).expect("a shelf goes on after that");
        assert_eq!(shelf.read().expect("it was written"), Some(json!(2)));
    }
}

#[cfg(test)]
mod tests {
    use super::{FileShelf, Shelf as _, contract};
    use serde_json::json;

    #[test]
    fn a_file_shelf_keeps_to_the_contract_and_keeps_what_it_sets_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("tenants.json");
        let shelf = FileShelf::at(&path);
        contract::check(&shelf, || std::fs::write(&path, b"{\"a\": [1, ").unwrap());
        let aside = folder
            .path()
            .join("deep")
            .join("tenants.json.unreadable-20261121");
        assert_eq!(std::fs::read(aside).unwrap(), b"{\"a\": [1, ");
    }

    #[test]
    fn a_shelf_that_cannot_be_written_keeps_what_it_had() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let shelf = FileShelf::at(&path);
        shelf.write(&json!(1)).unwrap();
        // A folder where the new file would go makes writing fail for any user, root included.
        std::fs::create_dir(path.with_extension("new")).unwrap();
        assert!(shelf.write(&json!(2)).is_err());
        assert_eq!(shelf.read().unwrap(), Some(json!(1)));
    }
}
