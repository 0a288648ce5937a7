//! The vendors, each a folder: data first, code only where data ends.
//!
//! A vendor is one folder beside this file and one line below. Its `vendor.toml` says how a tenant
//! is found and signed in to and what its card shows, `operations.toml` what each operation does and
//! needs, and the OpenAPI document is ours, for tenants that serve none and for the simulator; the
//! tenant's own document wins. Nothing here sends, waits, stores or looks at a clock.
//!
//! Start at [`all`] and [`find`].

mod adapter;

#[cfg(feature = "testing")]
pub mod testing;

pub use adapter::{Adapter, Folder, Vendor};

use domain::VendorId;
use std::sync::LazyLock;

/// One line per vendor: its folder and the name of its document there.
macro_rules! vendors {
    ($($folder:ident: $document:literal,)+) => {
        static ALL: LazyLock<Vec<&'static dyn Adapter>> = LazyLock::new(|| vec![$({
            static FOLDER: Folder = Folder {
                name: stringify!($folder),
                manifest: include_str!(concat!(stringify!($folder), "/vendor.toml")),
                operations: include_str!(concat!(stringify!($folder), "/operations.toml")),
                document_name: $document,
                document: include_bytes!(concat!(stringify!($folder), "/", $document)),
                seed: include_str!(concat!(stringify!($folder), "/seed.json")),
            };
            static VENDOR: LazyLock<Vendor> = LazyLock::new(|| Vendor::read(&FOLDER));
            &*VENDOR
        }),+]);
    };
}

vendors! {
    beyondtrust_epm: "openapi.json",
    delinea_pm: "openapi.json",
    privx: "openapi.json",
}

/// Every vendor, in the order of their folders.
pub fn all() -> &'static [&'static dyn Adapter] {
    &ALL
}

/// The vendor of an id.
pub fn find(id: &VendorId) -> Option<&'static dyn Adapter> {
    ALL.iter()
        .copied()
        .find(|vendor| vendor.manifest().id == *id)
}
