//! Why nobody is signed in.

use domain::{FieldId, VendorFailure};
use gateway::GatewayError;
use secrets::StoreError;

/// Why a session is over and a person has to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lapse {
    /// The vendor refused what was given. One more automatic attempt is left.
    Refused(VendorFailure),
    /// Refused, though the same had been taken before: it was made anew at the vendor.
    NoLongerValid(VendorFailure),
    /// The account may not be used: disabled, suspended, locked out. Its secret is not what is wrong.
    AccountOff(VendorFailure),
    /// The account may not be used from this network.
    NetworkRefused(VendorFailure),
    /// Refused twice in a row: accounts lock, so nothing is tried again by itself.
    Stopped(VendorFailure),
    /// A token was rejected, and so was the one that replaced it.
    Ended,
    /// A field's value is not in the vault, or an address is not given.
    SecretMissing(FieldId),
    /// Signing in needs a person: for a code, an approval or a browser. Nothing was begun.
    NeedsPerson,
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
    /// What came back through the browser does not belong to what was asked: another tab, an old
    /// page, or somebody who would like to be let in. Nothing of it was used.
    #[error("what came back is not what was asked for")]
    NotOurs,
    /// The issuer names an address that is not its own.
    #[error("the issuer names an address at {origin}")]
    Elsewhere {
        /// Where it is.
        origin: String,
    },
    /// Nobody answered a question, or nobody came back from the browser, in time.
    #[error("nobody answered in time")]
    NobodyAnswered,
    /// A person ended the sign-in before it was done.
    #[error("cancelled")]
    Cancelled,
    /// No port of loopback could be had for the browser to come back to.
    #[error("nothing to listen on")]
    NoListener,
    /// The system gives no random numbers.
    #[error("no random numbers")]
    NoRandomness,
    /// The vault cannot be used.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// No such tenant is known here, or it was removed meanwhile.
    #[error("no such tenant")]
    Unknown,
}
