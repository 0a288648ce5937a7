//! The same commands over loopback HTTP, so that the interface can be driven in an ordinary
//! browser on the real core. For tests only: no release contains it.
//!
//! `POST /command/<name>` with the arguments as a JSON object answers `{"ok": …}` or
//! `{"error": …}`; `GET /events` is a stream of what changed and of the items of streaming commands;
//! everything else is a file of the built interface. Each page has a token of its own, and may call
//! the commands of its window only.

mod commands;
mod events;
mod files;
mod serve;

pub use serve::{Bridge, Pages};
