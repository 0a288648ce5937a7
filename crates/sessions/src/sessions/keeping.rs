//! What a session reads from the vault and puts into it.

use super::Sessions;
use crate::drive::Changed;
use crate::{Account, AuthError, Inputs, Lapse, Lives, Note, Token};
use domain::{FieldId, RequestLine, Secret, TenantId};
use secrets::{SecretKey, SecretStore, StoreError};
use std::sync::Arc;
use std::time::Duration;

/// Under which a refresh token is kept beside a tenant's fields. No manifest has such a field.
const REFRESH: &str = "_refresh-token";

impl Sessions {
    /// What the account's method needs. Read off the async threads: the keychain may take its time.
    pub(super) async fn inputs(&self, account: &Arc<Account>) -> Result<Inputs, AuthError> {
        let given = self
            .slots()
            .get(&account.tenant.id)
            .map(|slot| Arc::clone(&slot.given))
            .unwrap_or_default();
        self.inputs_of(account, given).await
    }

    /// The same, with what a person gave before it was forgotten.
    pub(super) async fn inputs_of(
        &self,
        account: &Arc<Account>,
        given: Arc<Inputs>,
    ) -> Result<Inputs, AuthError> {
        let (store, account) = (Arc::clone(&self.store), Arc::clone(account));
        let read = move || {
            let mut inputs = Inputs::new();
            for field in &account.method.fields {
                let plain = account.tenant.fields.get(&field.id);
                let value = if let Some(value) = given.get(&field.id) {
                    Some(value.clone())
                } else if field.secret {
                    read_secret(store.as_ref(), &account.tenant.id, &field.id)?
                } else {
                    plain.cloned().map(Secret::new)
                };
                if let Some(value) = value {
                    inputs.insert(field.id.clone(), value);
                } else if field.optional {
                    inputs.insert(field.id.clone(), Secret::new(String::new()));
                } else {
                    return Err(AuthError::Lapsed(Lapse::SecretMissing(field.id.clone())));
                }
            }
            Ok(inputs)
        };
        match tokio::task::spawn_blocking(read).await {
            Ok(inputs) => inputs,
            Err(_) => Err(AuthError::Unknown), // the runtime is ending
        }
    }

    /// The refresh token of the session, or the one that was kept for it.
    pub(super) async fn refresh_token(&self, account: &Arc<Account>) -> Option<Secret<String>> {
        account.method.refresh.as_ref()?;
        let held = {
            let slots = self.slots();
            let slot = slots.get(&account.tenant.id);
            slot.and_then(|slot| slot.refresh.clone())
        };
        if held.is_some() {
            return held;
        }
        let (store, tenant) = (Arc::clone(&self.store), account.tenant.id.clone());
        let read = move || read_secret(store.as_ref(), &tenant, &REFRESH.into());
        // A store that cannot be read has none: what was given is asked for next, and says so.
        tokio::task::spawn_blocking(read).await.ok()?.ok()?
    }

    /// Keeps a refresh token; a note when it could not be kept.
    pub(super) async fn keep_refresh(
        &self,
        account: &Arc<Account>,
        token: Option<&Secret<String>>,
    ) -> Option<Note> {
        let token = token?.clone();
        self.keep_changed(account, vec![(REFRESH.into(), token)])
            .await
    }

    /// Keeps what changed while signing in; a note when it could not be kept.
    pub(super) async fn keep_changed(
        &self,
        account: &Arc<Account>,
        changed: Changed,
    ) -> Option<Note> {
        if changed.is_empty() {
            return None;
        }
        let (store, tenant) = (Arc::clone(&self.store), account.tenant.id.clone());
        let write = move || {
            changed.into_iter().try_for_each(|(field, value)| {
                let tenant = tenant.clone();
                let bytes = value.lend(|value| Secret::new(value.clone().into_bytes()));
                store.write(&SecretKey { tenant, field }, &bytes)
            })
        };
        match tokio::task::spawn_blocking(write).await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(Note::NotKept(error)),
            Err(_) => None, // the runtime is ending
        }
    }

    /// Erases a kept refresh token.
    pub(super) async fn erase_refresh(&self, account: &Arc<Account>) {
        if account.method.refresh.is_none() {
            return;
        }
        if let Some(slot) = self.slots().get_mut(&account.tenant.id) {
            slot.refresh = None;
        }
        let (store, tenant) = (Arc::clone(&self.store), account.tenant.id.clone());
        let key = SecretKey {
            tenant,
            field: REFRESH.into(),
        };
        // A store that cannot be used now keeps a token that the vendor ends by itself.
        let _ = tokio::task::spawn_blocking(move || store.erase(&key)).await;
    }

    /// The sessions that end when they are not used, and that have not been used for half of that
    /// time.
    pub(super) fn idle(&self) -> Vec<(TenantId, Arc<Account>, Arc<Token>, RequestLine)> {
        let now = self.clock.now();
        let slots = self.slots();
        let idle = slots.iter().filter_map(|(tenant, slot)| {
            let line = slot.account.method.sign_in.keep_alive.clone()?;
            let token = slot.life.usable(now)?;
            let Lives::Idle { minutes } = token.lives else {
                return None;
            };
            let half = Duration::from_secs(u64::from(minutes) * 30);
            let due = slot.life.last_used.checked_add(half).ok()?;
            let found = (
                tenant.clone(),
                Arc::clone(&slot.account),
                Arc::clone(token),
                line,
            );
            (now >= due).then_some(found)
        });
        idle.collect()
    }
}

fn read_secret(
    store: &dyn SecretStore,
    tenant: &TenantId,
    field: &FieldId,
) -> Result<Option<Secret<String>>, StoreError> {
    let key = SecretKey {
        tenant: tenant.clone(),
        field: field.clone(),
    };
    let value = store.read(&key)?;
    let text = |value: Secret<Vec<u8>>| {
        value.lend(|bytes| Secret::new(String::from_utf8_lossy(bytes).into_owned()))
    };
    Ok(value.map(text))
}
