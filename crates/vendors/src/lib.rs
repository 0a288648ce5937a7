//! The vendors, each a folder: data first, code only where data ends.
//!
//! A vendor is one folder beside this file and one line below. Its `vendor.toml` says how a tenant
//! is found and signed in to and what its card shows, `operations.toml` what each operation does and
//! needs, `code.toml` how tools made for the vendor say it, `failures.toml` what its refusals mean in plain
//! words, `waiting.toml` what waits for a person, `look_up.toml` how a person or a computer is found,
//! `access.toml` what permissions there are and what holds them, `setup.toml` how API clients and roles
//! are set up, and the OpenAPI document is ours, for tenants that serve none and for the simulator; the
//! tenant's own document wins. Nothing here sends, waits, stores or looks at a clock.
//!
//! Start at [`all`] and [`find`].

mod adapter;
mod beyondtrust_pra;
mod cyberark;

#[cfg(feature = "testing")]
pub mod testing;

pub use adapter::{Adapter, Folder, Vendor};

use domain::VendorId;
use std::sync::LazyLock;

/// One line per vendor: its folder, the name of its document there, its adapter where the folder's
/// module has one, and its tasks, each a file of the folder `tasks`; a test holds the list against
/// the folder.
macro_rules! vendors {
    ($all:ident: $($folder:ident: $document:literal $(with $adapter:ident)? $(tasks [$($task:literal),* $(,)?])?,)+) => {
        static $all: LazyLock<Vec<&'static dyn Adapter>> = LazyLock::new(|| vec![$({
            static FOLDER: Folder = Folder {
                name: stringify!($folder),
                manifest: include_str!(concat!(stringify!($folder), "/vendor.toml")),
                operations: include_str!(concat!(stringify!($folder), "/operations.toml")),
                document_name: $document,
                document: include_bytes!(concat!(stringify!($folder), "/", $document)),
                seed: include_str!(concat!(stringify!($folder), "/seed.json")),
                code: include_str!(concat!(stringify!($folder), "/code.toml")),
                failures: include_str!(concat!(stringify!($folder), "/failures.toml")),
                waiting: include_str!(concat!(stringify!($folder), "/waiting.toml")),
                look_up: include_str!(concat!(stringify!($folder), "/look_up.toml")),
                access: include_str!(concat!(stringify!($folder), "/access.toml")),
                setup: include_str!(concat!(stringify!($folder), "/setup.toml")),
                tasks: &[$($((
                    $task,
                    include_str!(concat!(stringify!($folder), "/tasks/", $task, ".toml")),
                )),*)?],
            };
            static VENDOR: LazyLock<Box<dyn Adapter>> = LazyLock::new(|| {
                let vendor = Vendor::read(&FOLDER);
                $(let vendor = $folder::$adapter(vendor);)?
                Box::new(vendor)
            });
            &**VENDOR
        }),+]);
    };
}

vendors! { ALL:
    beyondtrust_epm: "openapi.json" tasks [
        "find-computer", "move-computer", "why-blocked", "policy-current", "decide-admin-request",
        "grant-admin-time", "accept-computers", "archive-computer", "unarchive-computer",
        "test-policy", "console-user", "agent-logs", "who-changed",
    ],
    beyondtrust_pra: "openapi.yaml" with Pra tasks ["find-machine", "who-is-on", "end-session", "tag-session", "unlock-user", "reset-password", "user-on-off", "add-to-policy", "remove-from-policy", "decide-request", "check-out", "rotate-credential", "release-credential", "vendor-user-back", "session-report"],
    cyberark: "openapi.json" with CyberArk tasks ["unlock-user", "reset-password", "get-password", "repair-account", "release-account", "decide-request", "add-safe-member", "remove-safe-member", "group-member", "end-session", "user-on-off", "is-healthy", "account-history"],
    delinea_pm: "openapi.json" tasks ["agent-health", "find-computer", "why-elevated", "decide-request", "offline-approval", "show-password", "run-on-computers", "policy-on-off", "let-through", "take-filter", "who-saw-passwords", "report"],
    privx: "openapi.json" tasks ["find-user", "reset-password", "reset-mfa", "decide-request", "give-role", "take-role", "who-is-connected", "end-connection", "host-on-off", "why-not-host", "sign-out-user", "is-healthy"],
}

// Any other API: no product that could be played, and nothing known of what its operations do.
vendors! { OTHER:
    generic: "openapi.json",
}

/// What a person adds who knows an API that is none of the vendors'.
pub fn other() -> &'static dyn Adapter {
    OTHER[0]
}

/// Every vendor, in the order of their folders.
pub fn all() -> &'static [&'static dyn Adapter] {
    &ALL
}

/// The vendor of an id, or [`other`].
pub fn find(id: &VendorId) -> Option<&'static dyn Adapter> {
    ALL.iter()
        .chain(OTHER.iter())
        .copied()
        .find(|vendor| vendor.manifest().id == *id)
}
