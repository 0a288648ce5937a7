//! Ids that cannot be mixed up. All are text, so that they cross IPC unchanged.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is; ids are compared byte by byte.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id! {
    /// One customer's instance of a vendor.
    TenantId
}
id! {
    /// A kind of system we can talk to; the `id` of its manifest.
    VendorId
}
id! {
    /// One way of signing in to a vendor.
    MethodId
}
id! {
    /// One value a person gives for a sign-in method.
    FieldId
}
id! {
    /// One number on a tenant's card.
    TileId
}
