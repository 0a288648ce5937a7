//! Secrets that live until the program ends.

use crate::StoreError;
use crate::store::{SecretKey, SecretStore, fits};
use domain::{FieldId, Secret, TenantId};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

/// Keeps secrets in memory only; nothing is ever written anywhere.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<BTreeMap<SecretKey, Secret<Vec<u8>>>>);

impl MemoryStore {
    fn values(&self) -> MutexGuard<'_, BTreeMap<SecretKey, Secret<Vec<u8>>>> {
        self.0
            .lock()
            .expect("nothing panics while holding the values")
    }
}

impl SecretStore for MemoryStore {
    fn read(&self, key: &SecretKey) -> Result<Option<Secret<Vec<u8>>>, StoreError> {
        Ok(self.values().get(key).cloned())
    }

    fn write(&self, key: &SecretKey, value: &Secret<Vec<u8>>) -> Result<(), StoreError> {
        fits(key, value)?;
        self.values().insert(key.clone(), value.clone());
        Ok(())
    }

    fn erase(&self, key: &SecretKey) -> Result<(), StoreError> {
        self.values().remove(key);
        Ok(())
    }

    fn erase_tenant(&self, tenant: &TenantId) -> Result<(), StoreError> {
        self.values().retain(|key, _| key.tenant != *tenant);
        Ok(())
    }

    fn fields(&self, tenant: &TenantId) -> Result<Vec<FieldId>, StoreError> {
        Ok(self
            .values()
            .keys()
            .filter(|key| key.tenant == *tenant)
            .map(|key| key.field.clone())
            .collect())
    }
}
