//! Tells the framework every command of ours: only what it knows, its permission check covers.

// The one list of commands, as text: here it is expanded to its names.
include!("../crates/app/src/commands.rs");

macro_rules! names {
    ($($(#[$doc:meta])* $window:ident $kind:ident [$($topic:ident),*]
       $name:ident($($arg:ident: $ty:ty),*) -> $out:ty $(, streaming $item:ty)?;)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}
commands!(names);

fn main() {
    // The framework embeds this folder; before the interface was built for the first time it is
    // missing, and an empty one will do.
    std::fs::create_dir_all("../ui/dist").expect("the folder beside this one can be written");
    println!("cargo:rerun-if-changed=../crates/app/src/commands.rs");
    let manifest = tauri_build::AppManifest::new().commands(NAMES);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).expect("the configuration is checked by a test");
}
