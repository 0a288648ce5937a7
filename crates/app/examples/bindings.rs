//! Writes the generated files: the interface's bindings and each window's capability.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let write = |path: String, text: String| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&root))?;
        std::fs::write(path, text)
    };
    write(
        "ui/src/ipc/bindings.ts".into(),
        app::bindings::typescript()?,
    )?;
    for window in app::bindings::WINDOWS {
        write(
            format!("src-tauri/capabilities/{window}.json"),
            app::bindings::capability(window),
        )?;
    }
    Ok(())
}
