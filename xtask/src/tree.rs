//! Where things are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::trouble::Trouble;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies in a folder of the workspace")
        .to_path_buf()
}

/// The build folder, wherever the person has put it.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A folder of our own below the build folder, made when it is not there.
pub fn ours(name: &str) -> Result<PathBuf, Trouble> {
    let folder = target().join("xtask").join(name);
    fs::create_dir_all(&folder).map_err(Trouble::io(format!("make {}", folder.display())))?;
    Ok(folder)
}

/// Reads a text file, saying which one when that fails.
pub fn read(path: &Path) -> Result<String, Trouble> {
    fs::read_to_string(path).map_err(Trouble::io(format!("read {}", path.display())))
}

/// Writes a text file, saying which one when that fails.
pub fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    fs::write(path, text).map_err(Trouble::io(format!("write {}", path.display())))
}

/// Every file below `folder`, in a fixed order, without build results, installed
/// packages and hidden folders.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let skipped = ["node_modules", "dist", "target", "results"].contains(&name.as_ref());
        if path.is_dir() {
            if !skipped && !name.starts_with('.') {
                found.extend(files(&path));
            }
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
