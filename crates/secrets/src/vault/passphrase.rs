//! The optional passphrase: what it is made into, and what of that stands in the file's header.
//!
//! The passphrase is stretched with Argon2id (RFC 9106, version 1.3). What comes out and the key of
//! the keychain are then mixed with HKDF-SHA-256 (RFC 5869), so that neither of the two opens the
//! file without the other. The same extraction gives a check value, which tells a wrong passphrase
//! from a damaged file. A tag that needs the keychain's key alone covers all of it, so that nobody
//! without that key can have us spend memory or tell the person that a passphrase was wrong.

use super::bytes::Reader;
use super::seal::{self, Key, Wiped};
use crate::StoreError;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use domain::Secret;
use hkdf::Hkdf;
use icu_normalizer::ComposingNormalizerBorrowed;
use sha2_of_hkdf::Sha256;
use zeroize::{Zeroize, Zeroizing};

/// The fewest characters a new passphrase may have: NIST SP 800-63B-4, section 3.1.1.1, for a
/// secret that is one of two factors.
pub const PASSPHRASE_LEAST: usize = 8;

/// The most bytes a passphrase may have: beyond what anybody types, far below what hurts.
pub const PASSPHRASE_LIMIT: usize = 1024;

/// How much work it is to try one passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    /// Memory in KiB.
    pub(super) memory: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
}

impl Cost {
    /// The second recommended option of RFC 9106, section 4: 64 MiB, three passes, four lanes.
    pub(super) const USUAL: Self = Self {
        memory: 64 * 1024,
        passes: 3,
        lanes: 4,
    };
    /// Beyond this a header was not written by us, and would only exhaust the machine.
    const MOST: Self = Self {
        memory: 1024 * 1024,
        passes: 64,
        lanes: 64,
    };

    /// For tests, which stretch thousands of times.
    #[cfg(test)]
    pub(super) const CHEAP: Self = Self {
        memory: 32,
        passes: 1,
        lanes: 1,
    };

    fn within(self, most: Self) -> bool {
        self.memory <= most.memory && self.passes <= most.passes && self.lanes <= most.lanes
    }

    fn params(self) -> Option<Params> {
        Params::new(self.memory, self.passes, self.lanes, Some(32)).ok()
    }
}

/// What the header says about the passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settings {
    cost: Cost,
    salt: [u8; 16],
    check: [u8; 16],
    tag: [u8; 16],
}

/// A passphrase, stretched: all that is needed to seal for it again.
#[derive(Clone)]
pub(super) struct Stretched {
    cost: Cost,
    salt: [u8; 16],
    bytes: Wiped,
}

/// Why a passphrase does not open a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Barred {
    /// The header is not what was written.
    Altered,
    /// The header asks for more than this version would spend.
    Costly,
    /// It is another passphrase.
    Wrong,
    /// There is not enough memory to find out.
    NoMemory,
}

impl From<Barred> for StoreError {
    fn from(barred: Barred) -> Self {
        match barred {
            Barred::Wrong => Self::WrongPassphrase,
            Barred::NoMemory => Self::NoMemory,
            Barred::Altered | Barred::Costly => Self::Altered,
        }
    }
}

impl Settings {
    const LENGTH: usize = 12 + 16 + 16 + 16;

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LENGTH);
        for number in [self.cost.memory, self.cost.passes, self.cost.lanes] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&self.salt);
        bytes.extend_from_slice(&self.check);
        bytes.extend_from_slice(&self.tag);
        bytes
    }

    /// `None` when these are not settings of this kind.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let settings = Self {
            cost: Cost {
                memory: reader.u32()?,
                passes: reader.u32()?,
                lanes: reader.u32()?,
            },
            salt: reader.array()?,
            check: reader.array()?,
            tag: reader.array()?,
        };
        reader.rest().is_empty().then_some(settings)
    }

    /// Whether they were made with this key for this vault.
    pub(super) fn genuine(&self, key: &Key, vault: &[u8; 16]) -> Result<(), Barred> {
        let tag = self.tagged(key, vault);
        seal::wipe_stack();
        if self.tag != tag {
            return Err(Barred::Altered);
        }
        if !self.cost.within(Cost::MOST) || self.cost.params().is_none() {
            return Err(Barred::Costly);
        }
        Ok(())
    }

    /// Stretches a passphrase and says whether it is the one. Takes a tenth of a second or more,
    /// and 64 MiB.
    pub(super) fn try_out(
        &self,
        passphrase: &Secret<String>,
        key: &Key,
        vault: &[u8; 16],
    ) -> Result<Stretched, Barred> {
        self.genuine(key, vault)?;
        let stretched =
            Stretched::make(passphrase, self.cost, self.salt).map_err(|_| Barred::NoMemory)?;
        let fits = self.fits(&stretched, key, vault);
        seal::wipe_stack();
        if fits {
            Ok(stretched)
        } else {
            Err(Barred::Wrong)
        }
    }

    /// Whether what was stretched before is for this header.
    pub(super) fn fits(&self, stretched: &Stretched, key: &Key, vault: &[u8; 16]) -> bool {
        stretched.salt == self.salt && stretched.check(key, vault) == self.check
    }

    fn tagged(&self, key: &Key, vault: &[u8; 16]) -> [u8; 16] {
        let mut info = b"keydesk header 1".to_vec();
        info.extend_from_slice(vault);
        info.extend_from_slice(&key.id);
        let settings = self.bytes();
        info.extend_from_slice(&settings[..Self::LENGTH - self.tag.len()]);
        let mut tag = [0; 16];
        expand(&Hkdf::new(None, key.bytes.as_slice()), &info, &mut tag);
        tag
    }
}

impl Stretched {
    /// Stretches a passphrase with a salt of its own.
    pub(super) fn afresh(passphrase: &Secret<String>, cost: Cost) -> Result<Self, StoreError> {
        Self::make(passphrase, cost, seal::random()?)
    }

    fn make(passphrase: &Secret<String>, cost: Cost, salt: [u8; 16]) -> Result<Self, StoreError> {
        let params = cost.params().ok_or(StoreError::NoMemory)?;
        let mut memory = Memory::of(params.block_count())?;
        let mut bytes = Wiped::default();
        let text = composed(passphrase);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(
                text.as_bytes(),
                &salt,
                bytes.as_mut_slice(),
                &mut memory.0,
            )
            .expect("length, salt and cost are within what Argon2 takes");
        seal::wipe_stack();
        Ok(Self { cost, salt, bytes })
    }

    /// The key a file is sealed with.
    pub(super) fn mixed_with(&self, key: &Key, vault: &[u8; 16]) -> Key {
        let mut bytes = Wiped::default();
        expand(
            &self.mix(key),
            &info(b"keydesk sealing key 1", vault),
            bytes.as_mut_slice(),
        );
        seal::wipe_stack();
        Key { id: key.id, bytes }
    }

    /// What goes into the header of a file that is sealed with this.
    pub(super) fn settings(&self, key: &Key, vault: &[u8; 16]) -> Settings {
        let mut settings = Settings {
            cost: self.cost,
            salt: self.salt,
            check: self.check(key, vault),
            tag: [0; 16],
        };
        settings.tag = settings.tagged(key, vault);
        seal::wipe_stack();
        settings
    }

    fn check(&self, key: &Key, vault: &[u8; 16]) -> [u8; 16] {
        let mut check = [0; 16];
        expand(
            &self.mix(key),
            &info(b"keydesk passphrase check 1", vault),
            &mut check,
        );
        check
    }

    fn mix(&self, key: &Key) -> Hkdf<Sha256> {
        let mut both = Zeroizing::new([0; 64]);
        let (first, second) = both.split_at_mut(32);
        first.copy_from_slice(key.bytes.as_slice());
        second.copy_from_slice(self.bytes.as_slice());
        Hkdf::new(Some(&self.salt), both.as_slice())
    }
}

fn info(name: &[u8], vault: &[u8; 16]) -> Vec<u8> {
    let mut info = name.to_vec();
    info.extend_from_slice(vault);
    info
}

fn expand(from: &Hkdf<Sha256>, info: &[u8], to: &mut [u8]) {
    from.expand(info, to)
        .expect("no more is asked for than 255 hashes");
}

/// A new passphrase has to be worth its name.
pub(super) fn worthy(passphrase: &Secret<String>) -> Result<(), StoreError> {
    if passphrase.lend(String::len) > PASSPHRASE_LIMIT {
        return Err(StoreError::TooLarge {
            limit: PASSPHRASE_LIMIT,
        });
    }
    if composed(passphrase).chars().count() < PASSPHRASE_LEAST {
        return Err(StoreError::PassphraseTooShort {
            least: PASSPHRASE_LEAST,
        });
    }
    Ok(())
}

/// The passphrase in Unicode's composed form (NFC): the same letters come composed from one
/// keyboard and in parts from another.
fn composed(passphrase: &Secret<String>) -> Zeroizing<String> {
    passphrase.lend(|text| {
        // Composed text is at most three times as long; growing would leave copies behind.
        let mut composed = Zeroizing::new(String::with_capacity(text.len() * 3));
        ComposingNormalizerBorrowed::new_nfc()
            .normalize_to(text, &mut *composed)
            .expect("a text takes any text");
        composed
    })
}

/// The memory the passphrase is stretched in, wiped afterwards.
struct Memory(Vec<Block>);

impl Memory {
    fn of(blocks: usize) -> Result<Self, StoreError> {
        let mut memory = Vec::new();
        memory
            .try_reserve_exact(blocks)
            .map_err(|_| StoreError::NoMemory)?;
        memory.resize(blocks, Block::new());
        Ok(Self(memory))
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::{Barred, Cost, Settings, Stretched, composed, worthy};
    use crate::StoreError;
    use crate::vault::seal::Key;
    use domain::Secret;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[test]
    fn a_passphrase_needs_the_key_and_the_vault_it_was_set_for() {
        let (key, other) = (Key::random().unwrap(), Key::random().unwrap());
        let passphrase = secret("correct horse");
        let stretched = Stretched::afresh(&passphrase, Cost::CHEAP).unwrap();
        let settings = stretched.settings(&key, &[7; 16]);
        let tried = |with: &Key, vault| settings.try_out(&passphrase, with, vault).map(|_| ());
        assert_eq!(tried(&key, &[7; 16]), Ok(()));
        assert_eq!(tried(&other, &[7; 16]), Err(Barred::Altered));
        assert_eq!(tried(&key, &[8; 16]), Err(Barred::Altered));
        let wrong = settings.try_out(&secret("correct house"), &key, &[7; 16]);
        assert_eq!(wrong.map(|_| ()), Err(Barred::Wrong));
        let one = stretched.mixed_with(&key, &[7; 16]);
        for another in [
            stretched.mixed_with(&other, &[7; 16]),
            stretched.mixed_with(&key, &[8; 16]),
            key.clone(),
        ] {
            assert_ne!(one.bytes.as_slice(), another.bytes.as_slice());
        }
    }

    #[test]
    fn no_byte_of_the_settings_can_change_unnoticed_nor_cost_memory() {
        let key = Key::random().unwrap();
        let passphrase = secret("correct horse");
        let stretched = Stretched::afresh(&passphrase, Cost::CHEAP).unwrap();
        let whole = stretched.settings(&key, &[7; 16]).bytes();
        assert!(Settings::read(&whole[1..]).is_none());
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x80;
            let settings = Settings::read(&bytes).unwrap();
            assert_eq!(settings.genuine(&key, &[7; 16]), Err(Barred::Altered));
        }
    }

    #[test]
    fn a_cost_beyond_reason_is_not_paid() {
        let key = Key::random().unwrap();
        let stretched = Stretched::afresh(&secret("correct horse"), Cost::CHEAP).unwrap();
        let mut settings = stretched.settings(&key, &[7; 16]);
        settings.cost.memory = u32::MAX;
        settings.tag = settings.tagged(&key, &[7; 16]);
        assert_eq!(settings.genuine(&key, &[7; 16]), Err(Barred::Costly));
    }

    #[test]
    fn letters_in_parts_are_the_same_passphrase_as_whole_ones() {
        let (whole, parts) = (secret("schl\u{fc}ssel"), secret("schlu\u{308}ssel"));
        assert_eq!(*composed(&whole), *composed(&parts));
        assert_eq!(
            worthy(&secret("u\u{308}u\u{308}u\u{308}u\u{308}")),
            Err(StoreError::PassphraseTooShort { least: 8 })
        );
        assert_eq!(worthy(&secret(&"x".repeat(1024))), Ok(()));
        assert!(worthy(&secret(&"x".repeat(1025))).is_err());
    }

    /// The figure is the reference implementation's for the same settings.
    #[test]
    fn stretching_gives_what_it_gave_when_the_format_was_made() {
        let stretched = Stretched::make(&secret("correct horse"), Cost::CHEAP, [3; 16]).unwrap();
        let hex: String = stretched
            .bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            hex,
            "cb4410a0ee1b6dd3c4a9eec00a1fdc2e0406c4a8b30677eb6299ecc7ad69b7e7"
        );
    }
}
