//! Signing in, staying signed in, signing out.
//!
//! A session is a life with states, and [`step`] is the only way from one to the next: it is pure,
//! and what follows from it is a list of deeds. [`Sessions`] performs the deeds: it reads secrets,
//! sends the sign-in request that [`sign_in`] writes from a vendor's manifest, and tells whoever
//! listens. However many callers wait for a token, one request is made.
//!
//! Tokens live in memory only, and die with the session.

mod account;
mod compose;
mod error;
mod life;
mod sessions;
mod signing;
mod token;

pub use account::{Account, Inputs};
pub use error::{AuthError, Lapse};
pub use life::{Deed, Happening, Life, Session, step};
pub use sessions::Sessions;
pub use signing::{sign_in, sign_out};
pub use token::{Held, Lives, Token};
