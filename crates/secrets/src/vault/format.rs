//! The vault file.
//!
//! ```text
//! "KDVAULT" 0x0a   format: u16   length of the header: u32
//! header   cipher: u8, key derivation: u8, its settings: u16 + bytes,
//!          key id: 16, vault id: 16, generation: u64, keychain's name: u16 + bytes
//! index    length: u32 + sealed; authenticates everything above
//! records  sealed, one after the other, in the order of the index
//! ```
//!
//! Numbers are little-endian. Each record is sealed alone and bound to the vault, its number,
//! tenant, field and version, so records can be neither exchanged nor replaced by older ones.
//! Records stay sealed in memory until one is read.

use super::bytes::{Reader, put_bytes};
use super::passphrase::Settings;
use super::seal::{self, Key};
use crate::{Damage, SecretKey, StoreError, Why};
use domain::{FieldId, Secret, TenantId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const MAGIC: &[u8; 8] = b"KDVAULT\n";
pub(super) const FORMAT: u16 = 1;
/// XChaCha20-Poly1305. Another number is for another cipher.
const CIPHER: u8 = 1;
/// The key comes from the keychain alone.
const NOT_DERIVED: u8 = 0;
/// A passphrase is mixed in: Argon2id and HKDF-SHA-256, as in `passphrase.rs`.
const PASSPHRASE: u8 = 1;

/// What a file says about itself in clear. Authenticated together with the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) key_id: [u8; 16],
    pub(super) vault_id: [u8; 16],
    pub(super) generation: u64,
    pub(super) store: String,
    /// What the passphrase was stretched with; `None` when the keychain's key is enough.
    pub(super) passphrase: Option<Settings>,
}

/// A secret in the file: where it belongs, and its sealed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) number: u64,
    pub(super) key: SecretKey,
    /// The generation it was written in.
    pub(super) version: u64,
    pub(super) sealed: Vec<u8>,
}

/// A vault in memory, its records still sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contents {
    pub(super) header: Header,
    pub(super) next_number: u64,
    pub(super) records: Vec<Record>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    next_number: u64,
    records: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    number: u64,
    tenant: TenantId,
    field: FieldId,
    version: u64,
    length: usize,
}

impl Header {
    fn bytes(&self) -> Vec<u8> {
        let mut header = vec![CIPHER];
        match &self.passphrase {
            None => {
                header.push(NOT_DERIVED);
                put_bytes(&mut header, &[]);
            }
            Some(settings) => {
                header.push(PASSPHRASE);
                put_bytes(&mut header, &settings.bytes());
            }
        }
        header.extend_from_slice(&self.key_id);
        header.extend_from_slice(&self.vault_id);
        header.extend_from_slice(&self.generation.to_le_bytes());
        put_bytes(&mut header, self.store.as_bytes());
        let length = u32::try_from(header.len()).expect("its parts are under 64 KB each");
        let mut all = Vec::with_capacity(MAGIC.len() + 6 + header.len());
        all.extend_from_slice(MAGIC);
        all.extend_from_slice(&FORMAT.to_le_bytes());
        all.extend_from_slice(&length.to_le_bytes());
        all.extend_from_slice(&header);
        all
    }

    /// Reads the clear part without any key. Also says how long it was.
    pub(super) fn read(file: &[u8]) -> Result<(Self, usize), Unreadable> {
        let mut reader = Reader::new(file);
        if reader.take(MAGIC.len()).is_none_or(|magic| magic != MAGIC) {
            return Err(Unreadable::Damaged(Damage::Unrecognised));
        }
        let cut = Unreadable::Damaged(Damage::WrongLength);
        let format = reader.u16().ok_or(cut)?;
        if format > FORMAT {
            return Err(Unreadable::Newer { format });
        }
        if format != FORMAT {
            return Err(Unreadable::Damaged(Damage::Unrecognised));
        }
        let length = reader.u32().ok_or(cut)?;
        let length = usize::try_from(length).map_err(|_| cut)?;
        let mut header = Reader::new(reader.take(length).ok_or(cut)?);
        let (cipher, derivation) = (header.u8().ok_or(cut)?, header.u8().ok_or(cut)?);
        let settings = header.bytes().ok_or(cut)?;
        // Kinds we cannot make are taken for a newer program's, so that they stay untouched.
        let newer = Unreadable::Newer { format };
        let passphrase = match (cipher, derivation) {
            (CIPHER, NOT_DERIVED) if settings.is_empty() => None,
            (CIPHER, PASSPHRASE) => Some(Settings::read(settings).ok_or(newer)?),
            _ => return Err(newer),
        };
        let read = Self {
            key_id: header.array().ok_or(cut)?,
            vault_id: header.array().ok_or(cut)?,
            generation: header.u64().ok_or(cut)?,
            store: String::from_utf8(header.bytes().ok_or(cut)?.to_vec())
                .map_err(|_| Unreadable::Damaged(Damage::Altered))?,
            passphrase,
        };
        if !header.rest().is_empty() {
            return Err(cut);
        }
        Ok((read, reader.position()))
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    Damaged(Damage),
    Newer { format: u16 },
}

impl Unreadable {
    pub(super) fn why(self, previous: Option<u64>) -> Why {
        match self {
            Self::Damaged(damage) => Why::Damaged { damage, previous },
            Self::Newer { format } => Why::Newer {
                format,
                known: FORMAT,
            },
        }
    }
}

impl From<Damage> for Unreadable {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

impl Contents {
    pub(super) fn empty(header: Header) -> Self {
        Self {
            header,
            next_number: 1,
            records: Vec::new(),
        }
    }

    /// The whole file. Records are copied as they are; only the index is sealed anew.
    pub(super) fn file(&self, key: &Key) -> Result<Vec<u8>, StoreError> {
        let mut file = self.header.bytes();
        let index = Index {
            next_number: self.next_number,
            records: self
                .records
                .iter()
                .map(|record| Line {
                    number: record.number,
                    tenant: record.key.tenant.clone(),
                    field: record.key.field.clone(),
                    version: record.version,
                    length: record.sealed.len(),
                })
                .collect(),
        };
        let index = serde_json::to_vec(&index).expect("numbers and texts are JSON");
        let index = seal::seal(key, &file, &index)?;
        let length = u32::try_from(index.len()).map_err(|_| StoreError::TooLarge {
            limit: crate::VALUE_LIMIT,
        })?;
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(&index);
        for record in &self.records {
            file.extend_from_slice(&record.sealed);
        }
        Ok(file)
    }

    /// Reads a file and proves every byte of it: the index and each record are opened once.
    pub(super) fn read(file: &[u8], key: &Key) -> Result<Self, Unreadable> {
        let (header, end) = Header::read(file)?;
        let mut reader = Reader::new(&file[end..]);
        let cut = Damage::WrongLength;
        let length = reader.u32().ok_or(cut)?;
        let length = usize::try_from(length).map_err(|_| cut)?;
        let index = seal::unseal(key, &file[..end], reader.take(length).ok_or(cut)?)?;
        let index: Index = serde_json::from_slice(&index).map_err(|_| Damage::Altered)?;
        let mut records = Vec::with_capacity(index.records.len());
        for line in index.records {
            let record = Record {
                number: line.number,
                key: SecretKey {
                    tenant: line.tenant,
                    field: line.field,
                },
                version: line.version,
                sealed: reader.take(line.length).ok_or(cut)?.to_vec(),
            };
            record.open(&header, key)?;
            records.push(record);
        }
        if !reader.rest().is_empty() {
            return Err(cut.into());
        }
        Ok(Self {
            header,
            next_number: index.next_number,
            records,
        })
    }

    pub(super) fn find(&self, key: &SecretKey) -> Option<&Record> {
        self.records.iter().find(|record| record.key == *key)
    }

    /// Puts a value in, sealed for the generation the header is at.
    pub(super) fn put(
        &mut self,
        key: &SecretKey,
        value: &Secret<Vec<u8>>,
        with: &Key,
    ) -> Result<(), StoreError> {
        let version = self.header.generation;
        let number = match self.find(key) {
            Some(record) => record.number,
            None => self.next_number,
        };
        let context = context(&self.header, number, key, version);
        let sealed = value.lend(|value| seal::seal(with, &context, value))?;
        self.next_number = self.next_number.max(number + 1);
        self.records.retain(|record| record.key != *key);
        self.records.push(Record {
            number,
            key: key.clone(),
            version,
            sealed,
        });
        Ok(())
    }

    /// The same contents under another key.
    pub(super) fn resealed(
        &self,
        old: &Key,
        new: &Key,
        passphrase: Option<Settings>,
    ) -> Result<Self, StoreError> {
        let mut all = self.clone();
        all.header.key_id = new.id;
        all.header.passphrase = passphrase;
        for record in &mut all.records {
            let plain = record
                .open(&self.header, old)
                .map_err(|_| StoreError::Altered)?;
            let context = context(&all.header, record.number, &record.key, record.version);
            record.sealed = seal::seal(new, &context, &plain)?;
        }
        Ok(all)
    }
}

impl Record {
    pub(super) fn open(&self, header: &Header, key: &Key) -> Result<Zeroizing<Vec<u8>>, Damage> {
        seal::unseal(
            key,
            &context(header, self.number, &self.key, self.version),
            &self.sealed,
        )
    }
}

/// What a record is bound to. Lengths go before texts, so that no two contexts look alike.
fn context(header: &Header, number: u64, key: &SecretKey, version: u64) -> Vec<u8> {
    let mut bytes = b"keydesk record 1".to_vec();
    bytes.extend_from_slice(&header.vault_id);
    bytes.extend_from_slice(&number.to_le_bytes());
    put_bytes(&mut bytes, key.tenant.as_str().as_bytes());
    put_bytes(&mut bytes, key.field.as_str().as_bytes());
    bytes.extend_from_slice(&version.to_le_bytes());
    bytes
}
