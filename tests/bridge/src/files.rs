//! The files of the built interface.

use std::path::{Component, Path, PathBuf};

/// The policy of the shell, with the bridge itself in place of its channel.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    font-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; frame-src 'none'; \
    object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file of a folder, by the path of an address; `None` when there is none, or outside of it.
pub(crate) fn find(folder: &Path, path: &str) -> Option<(PathBuf, &'static str)> {
    let path = path.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let kind = match path.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => return None,
    };
    let file = folder.join(path);
    (inside && file.is_file()).then_some((file, kind))
}
