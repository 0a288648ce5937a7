//! What proves a line: a MAC over its bytes, which hold the MAC of the line before.

use crate::entry::{Sealing, Written};
use domain::Secret;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2_of_hkdf::{Digest as _, Sha256};

/// The length of a key, in bytes.
pub const KEY_LENGTH: usize = 32;

/// What the first entry names as the one before it.
pub(crate) const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The key that stands behind entries. Rests in the vault.
#[derive(Clone)]
pub struct Key(Secret<[u8; KEY_LENGTH]>);

impl Key {
    /// A key from its bytes; `None` when they are of another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; KEY_LENGTH] = bytes.try_into().ok()?;
        Some(Self(Secret::new(bytes)))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Why a line is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unproven {
    /// Not of the shape of an entry.
    NotAnEntry,
    /// An entry whose bytes are not those that were written, or not by us.
    Altered,
    /// Sealed with a key, and we have none.
    NoKey,
}

/// What stands before the MAC in a line, and behind it.
const BEFORE: &str = ",\"mac\":\"";
const BEHIND: &str = "\"}";

/// The line of an entry, without a line feed, and what it ends with.
pub(crate) fn line(written: &Written, key: Option<&Key>) -> (String, String) {
    let text = serde_json::to_string(written).expect("an entry is JSON");
    let body = text.strip_suffix('}').expect("an entry is a JSON object");
    let mac = mac(body.as_bytes(), key);
    (format!("{body}{BEFORE}{mac}{BEHIND}"), mac)
}

/// The entry of a line, as its bytes say it. Whether they are those that were written is for
/// [`prove`] to say.
pub(crate) fn read(line: &[u8]) -> Option<Written> {
    let (body, mac) = parts(line)?;
    let mut written: Written = serde_json::from_slice(line).ok()?;
    // One way to say it: what comes of the entry again is what stands there.
    let again = serde_json::to_string(&Written {
        mac: String::new(),
        ..written.clone()
    });
    let same = again.is_ok_and(|again| again.as_bytes().strip_suffix(b"}") == Some(body));
    mac.clone_into(&mut written.mac);
    same.then_some(written)
}

/// Whether a line's bytes are those that were written.
pub(crate) fn prove(line: &[u8], key: Option<&Key>) -> Result<Written, Unproven> {
    let (body, found) = parts(line).ok_or(Unproven::NotAnEntry)?;
    let written = read(line).ok_or(Unproven::NotAnEntry)?;
    let key = match (written.sealed, key) {
        (Sealing::Chain, _) => None,
        (Sealing::Key, Some(key)) => Some(key),
        (Sealing::Key, None) => return Err(Unproven::NoKey),
    };
    if mac(body, key) == found {
        Ok(written)
    } else {
        Err(Unproven::Altered)
    }
}

/// A line's body without its closing brace, and its MAC.
fn parts(line: &[u8]) -> Option<(&[u8], &str)> {
    let rest = line.strip_suffix(BEHIND.as_bytes())?;
    let (rest, mac) = rest.split_at_checked(rest.len().checked_sub(2 * KEY_LENGTH)?)?;
    let body = rest.strip_suffix(BEFORE.as_bytes())?;
    let mac = std::str::from_utf8(mac).ok()?;
    let hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    mac.bytes().all(hex).then_some((body, mac))
}

fn mac(body: &[u8], key: Option<&Key>) -> String {
    let bytes: [u8; 32] = match key {
        Some(Key(key)) => key.lend(|key| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a MAC takes any key");
            mac.update(body);
            mac.finalize().into_bytes().into()
        }),
        None => Sha256::digest(body).into(),
    };
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
