//! Why nobody is signed in.

use domain::{FieldId, VendorFailure};
use gateway::GatewayError;
use secrets::StoreError;

/// Why a session is over and a person has to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lapse {
    /// The vendor refused what was given. One more automatic attempt is left.
    Refused(VendorFailure),
    /// Refused twice in a row: accounts lock, so nothing is tried again by itself.
    Stopped(VendorFailure),
    /// A token was rejected, and so was the one that replaced it.
    Ended,
    /// A field's value is not in the vault.
    SecretMissing(FieldId),
}

/// Why there is no credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// A person has to act.
    #[error("signed out: {0:?}")]
    Lapsed(Lapse),
    /// The sign-in address did not answer, or something stood in the way.
    #[error("{0}")]
    Gateway(#[from] GatewayError),
    /// It answered, and neither with a token nor with a refusal.
    #[error("the sign-in failed: {0:?}")]
    Failed(VendorFailure),
    /// What answered is not the product: a web page, or nothing.
    #[error("not an answer of this product, status {status}")]
    NotThisProduct {
        /// The HTTP status.
        status: u16,
        /// What it says it is.
        content_type: Option<String>,
    },
    /// The vault cannot be used.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// No such tenant is known here, or it was removed meanwhile.
    #[error("no such tenant")]
    Unknown,
}
