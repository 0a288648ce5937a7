//! Signing in, staying signed in, signing out.
//!
//! Signing in is a [`Conversation`]: an answer in, the next move out, without any I/O. Most are one
//! request of the manifest; OAuth in the browser and by a device's code are here, and a vendor may
//! bring its own. A session is a life with states, and [`step`] is the only way from one to the
//! next: it is pure, and what follows from it is a list of deeds. [`Sessions`] performs the deeds
//! and the moves: it reads secrets, sends requests, asks the person through whoever shows it
//! questions, and tells whoever listens. However many callers wait for a token, one is fetched.
//!
//! Tokens live in memory only, and die with the session.

mod account;
mod answered;
mod asking;
mod compose;
mod conversation;
mod drive;
mod error;
mod finding;
mod life;
mod loopback;
mod oauth;
mod sessions;
mod signing;
mod standing;
mod token;

pub use account::{Account, Inputs};
pub use answered::read_grant;
pub use compose::sign_in_request;
pub use conversation::{
    Approval, Choice, Context, Conversation, Conversing, Grant, Heard, Move, NOISE, Opening,
    Question, Said, Wants,
};
pub use error::{AuthError, Lapse};
pub use finding::find_address;
pub use life::{Deed, Happening, Life, Session, Stage, Watched, step};
pub use sessions::{Begun, Sessions};
pub use signing::{sign_in, sign_out, version};
pub use standing::{Ends, Note, Standing};
pub use token::{Carrier, Held, Lives, Token};
