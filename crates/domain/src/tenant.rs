//! What a person adds: one customer's instance of a vendor.

use crate::{Certificate, FieldId, MethodId, Place, Proxy, TenantId, Trust, VendorId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a tenant stands. Production asks for more before it changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// People depend on it.
    Production,
    /// Nobody depends on it.
    Test,
    /// Simulated by this program.
    Demo,
}

/// A tenant as it is stored. Secrets are not part of it: they are in the vault, under its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    /// Never changes, also when everything else is edited.
    pub id: TenantId,
    /// What the person calls it.
    pub name: String,
    /// Its kind.
    pub vendor: VendorId,
    /// Where its API is.
    pub place: Place,
    /// Further addresses the manifest asks for, by their id: sign-in may happen elsewhere.
    #[serde(default)]
    pub addresses: BTreeMap<FieldId, Place>,
    /// How the person signs in.
    pub method: MethodId,
    /// What was given for the method's fields that are not secret.
    #[serde(default)]
    pub fields: BTreeMap<FieldId, String>,
    /// Who may have signed its certificate.
    #[serde(default)]
    pub trust: Trust,
    /// Which way its calls take. The password of a proxy is in the vault.
    #[serde(default)]
    pub proxy: Proxy,
    /// Who its calls say they are; the key is in the vault.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// Where it stands.
    pub environment: Environment,
}
