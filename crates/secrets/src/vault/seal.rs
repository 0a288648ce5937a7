//! Sealing bytes: XChaCha20-Poly1305 with random nonces, sizes in steps.

use crate::{Damage, StoreError};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use std::ops::{Deref, DerefMut};
use zeroize::{Zeroize, Zeroizing};

/// Sealed sizes are multiples of this, so that a length says little about a value.
pub(super) const STEP: usize = 4096;
pub(super) const NONCE: usize = 24;
const TAG: usize = 16;
const LENGTH: usize = 4;

/// 32 bytes that are wiped when dropped. They never lie on the stack: a value that moves leaves
/// itself behind there.
#[derive(Default)]
pub(super) struct Wiped(Box<[u8; 32]>);

impl Deref for Wiped {
    type Target = [u8; 32];

    fn deref(&self) -> &[u8; 32] {
        &self.0
    }
}

impl DerefMut for Wiped {
    fn deref_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }
}

impl Clone for Wiped {
    fn clone(&self) -> Self {
        let mut bytes = Self::default();
        bytes.copy_from_slice(self.as_slice());
        bytes
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The key of a vault, with the id the file knows it by.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) id: [u8; 16],
    pub(super) bytes: Wiped,
}

impl Key {
    pub(super) fn random() -> Result<Self, StoreError> {
        let mut bytes = Wiped::default();
        fill(bytes.as_mut_slice())?;
        let id = random()?;
        Ok(Self { id, bytes })
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(
            self.bytes
                .as_slice()
                .try_into()
                .expect("a key is 32 bytes long"),
        )
    }
}

pub(super) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(bytes)
}

fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|_| StoreError::NoRandomness)
}

/// Overwrites what calls that have returned left on the stack below: ciphers and hashes keep their
/// state there, and wipe what they know of, not what the compiler copied.
#[inline(never)]
pub(super) fn wipe_stack() {
    let mut below = [0_u8; 32 * 1024];
    // Volatile writes: they are not left out although nobody reads what was written.
    below.zeroize();
}

/// Seals `plain` for exactly this `context`: nonce, then the padded and sealed bytes.
pub(super) fn seal(key: &Key, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let length = u32::try_from(plain.len()).map_err(|_| StoreError::TooLarge {
        limit: crate::VALUE_LIMIT,
    })?;
    let nonce: [u8; NONCE] = random()?;
    let padded = (LENGTH + plain.len()).next_multiple_of(STEP);
    // Reserved at once: growing would leave copies of the clear text behind.
    let mut buffer = Zeroizing::new(Vec::with_capacity(padded + TAG));
    buffer.extend_from_slice(&length.to_le_bytes());
    buffer.extend_from_slice(plain);
    buffer.resize(padded, 0);
    key.cipher()
        .encrypt_in_place(&XNonce::from(nonce), context, &mut *buffer)
        .expect("a value under the limit is far below what the cipher takes");
    wipe_stack();
    let mut sealed = Vec::with_capacity(NONCE + buffer.len());
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&buffer);
    Ok(sealed)
}

/// Opens what [`seal`] made with the same key for the same `context`.
pub(super) fn unseal(
    key: &Key,
    context: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Damage> {
    let (nonce, body) = sealed
        .split_first_chunk::<NONCE>()
        .ok_or(Damage::WrongLength)?;
    let mut buffer = Zeroizing::new(body.to_vec());
    let opened = key
        .cipher()
        .decrypt_in_place(&XNonce::from(*nonce), context, &mut *buffer);
    wipe_stack();
    opened.map_err(|_| Damage::Altered)?;
    let length = buffer.first_chunk::<LENGTH>().ok_or(Damage::WrongLength)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| Damage::WrongLength)?;
    let plain = buffer
        .get(LENGTH..LENGTH + length)
        .ok_or(Damage::WrongLength)?;
    Ok(Zeroizing::new(plain.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::{Key, NONCE, STEP, TAG, seal, unseal};
    use crate::Damage;

    #[test]
    fn sizes_of_sealed_values_come_in_steps() {
        let key = Key::random().unwrap();
        for (length, steps) in [(0, 1), (1, 1), (STEP - 4, 1), (STEP - 3, 2), (3 * STEP, 4)] {
            let sealed = seal(&key, b"here", &vec![7; length]).unwrap();
            assert_eq!(sealed.len(), NONCE + steps * STEP + TAG);
            assert_eq!(*unseal(&key, b"here", &sealed).unwrap(), vec![7; length]);
        }
    }

    #[test]
    fn a_value_opens_only_where_it_was_sealed_and_with_its_key() {
        let key = Key::random().unwrap();
        let sealed = seal(&key, b"here", b"canary").unwrap();
        assert_eq!(unseal(&key, b"there", &sealed), Err(Damage::Altered));
        assert_eq!(
            unseal(&Key::random().unwrap(), b"here", &sealed),
            Err(Damage::Altered)
        );
        assert_eq!(
            unseal(&key, b"here", &sealed[..10]),
            Err(Damage::WrongLength)
        );
    }
}
