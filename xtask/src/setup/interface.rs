//! The built interface, which the program carries inside it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use crate::program::Call;
use crate::say;
use crate::tree;
use crate::trouble::Trouble;

/// Builds `ui/dist` when its sources changed since the last time.
pub fn build() -> Result<(), Trouble> {
    let root = tree::root();
    let stamp = tree::ours("stamps")?.join("interface");
    let now = state(&root)?;
    let built = root.join("ui/dist/index.html").is_file();
    if built && std::fs::read_to_string(&stamp).is_ok_and(|then| then == now) {
        return Ok(());
    }
    say::step("Building the interface");
    Call::npm()
        .args(["run", "--silent", "build", "-w", "ui"])
        .quietly()
        .map_err(|trouble| {
            trouble.with_next("The lines above say which file; `npm run build -w ui` repeats it.")
        })?;
    tree::write(&stamp, &now)
}

/// A number that changes when any source of the interface does.
fn state(root: &Path) -> Result<String, Trouble> {
    let mut hasher = DefaultHasher::new();
    let mut files = tree::files(&root.join("ui"));
    files.push(root.join("package-lock.json"));
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        std::fs::read(&file)
            .map_err(Trouble::io(format!("read {}", file.display())))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
