//! What the keychain holds for us: the key, its id and a counter, as one short text.

use super::seal::{Key, Wiped};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Secret;
use zeroize::{Zeroize, Zeroizing};

const FORMAT: &str = "k1";

/// The text of an entry, understood.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) key: Key,
    /// The generation of the file that was written last. Zero: the key exists, no file yet.
    pub(super) generation: u64,
}

impl Entry {
    /// Under 120 bytes, and plain enough for stores that take nothing but text.
    pub(super) fn text(&self) -> Secret<String> {
        let mut key = URL_SAFE_NO_PAD.encode(self.key.bytes.as_slice());
        let id = URL_SAFE_NO_PAD.encode(self.key.id);
        // Reserved at once: growing would leave pieces of the key behind.
        let mut text = String::with_capacity(120);
        for part in [FORMAT, ".", &key, ".", &id, "."] {
            text.push_str(part);
        }
        text.push_str(&self.generation.to_string());
        key.zeroize();
        Secret::new(text)
    }

    /// `None` when the text is not one of ours.
    pub(super) fn read(text: &Secret<String>) -> Option<Self> {
        text.lend(|text| {
            let mut parts = text.trim().split('.');
            let (format, key, id, generation) =
                (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
            if format != FORMAT || parts.next().is_some() {
                return None;
            }
            let key = Zeroizing::new(URL_SAFE_NO_PAD.decode(key).ok()?);
            let mut bytes = Wiped::default();
            if key.len() != bytes.len() {
                return None;
            }
            bytes.copy_from_slice(&key);
            let id = URL_SAFE_NO_PAD.decode(id).ok()?.try_into().ok()?;
            Some(Self {
                key: Key { id, bytes },
                generation: generation.parse().ok()?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Key};
    use domain::Secret;

    #[test]
    fn an_entry_survives_being_text_and_is_short() {
        let entry = Entry {
            key: Key::random().unwrap(),
            generation: u64::MAX,
        };
        let text = entry.text();
        assert!(text.lend(String::len) < 120);
        let read = Entry::read(&text).unwrap();
        assert_eq!(read.key.id, entry.key.id);
        assert_eq!(read.key.bytes.as_slice(), entry.key.bytes.as_slice());
        assert_eq!(read.generation, u64::MAX);
    }

    #[test]
    fn text_that_is_not_ours_is_no_entry() {
        let whole = Entry {
            key: Key::random().unwrap(),
            generation: 7,
        }
        .text();
        let whole = whole.lend(String::clone);
        let mut bad: Vec<String> = (0..whole.len() - 1)
            .map(|end| whole[..end].to_owned())
            .collect();
        bad.extend([
            format!("{whole}.1"),
            whole.replace("k1.", "k2."),
            "hunter2".to_owned(),
            "k1.ü.ß.-1".to_owned(),
        ]);
        for text in bad {
            assert!(Entry::read(&Secret::new(text.clone())).is_none(), "{text}");
        }
    }
}
