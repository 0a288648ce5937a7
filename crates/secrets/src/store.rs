//! What the rest of the program sees of the secrets.

use crate::StoreError;
use domain::{FieldId, Secret, TenantId};

/// The largest value a store takes: room for a certificate chain with its key.
pub const VALUE_LIMIT: usize = 1024 * 1024;

/// The longest a tenant's id and a field's id may be together.
const NAME_LIMIT: usize = 1024;

/// Names one secret: which tenant, and which field of its sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretKey {
    /// Whose secret it is.
    pub tenant: TenantId,
    /// Which field of the tenant's sign-in method.
    pub field: FieldId,
}

/// Keeps secrets by name. Every call may block: callers go through `spawn_blocking`.
///
/// All implementations pass the contract in `testing::contract`.
pub trait SecretStore: Send + Sync {
    /// The value, or `None` when there is none.
    fn read(&self, key: &SecretKey) -> Result<Option<Secret<Vec<u8>>>, StoreError>;

    /// Keeps the value, replacing what was there. After an error the old value still counts,
    /// unless the disk failed so late that nobody can tell; reading says which it is.
    fn write(&self, key: &SecretKey, value: &Secret<Vec<u8>>) -> Result<(), StoreError>;

    /// Forgets one value. Erasing what is not there succeeds.
    fn erase(&self, key: &SecretKey) -> Result<(), StoreError>;

    /// Forgets every value of a tenant, at once.
    fn erase_tenant(&self, tenant: &TenantId) -> Result<(), StoreError>;

    /// Which fields of a tenant have a value, in order; without the values.
    fn fields(&self, tenant: &TenantId) -> Result<Vec<FieldId>, StoreError>;
}

/// The limits that hold in every store, so that a value fits everywhere or nowhere.
pub(crate) fn fits(key: &SecretKey, value: &Secret<Vec<u8>>) -> Result<(), StoreError> {
    if key.tenant.as_str().len() + key.field.as_str().len() > NAME_LIMIT {
        return Err(StoreError::TooLarge { limit: NAME_LIMIT });
    }
    if value.lend(Vec::len) > VALUE_LIMIT {
        return Err(StoreError::TooLarge { limit: VALUE_LIMIT });
    }
    Ok(())
}
