//! Where new credentials go: from the answer into the vault, tried from there, and from there to the
//! tenant that signs in with them. What is no secret of them stands in the journal.

use super::keeping::Written;
use super::{App, Driving, Running};
use crate::convert::{invalid, store_failed};
use crate::wire::{AppError, ProblemKind, SetupBrought, SetupUse, Topic};
use domain::{FieldId, Secret, Tenant, TenantId};
use secrets::{SecretKey, SecretStore as _};
use serde_json::Value;
use sessions::Inputs;
use setup::{Asked, ClientName, Holding, Kind, Line};
use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::Arc;

/// In which state a secret of a client is in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelf {
    /// It came, and has not been tried.
    Coming,
    /// It works, and is the client's.
    Kept,
    /// It was the tenant's before it signed in with another client.
    Before,
}

impl Shelf {
    fn name(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Kept => "kept",
            Self::Before => "before",
        }
    }

    fn prefix(self, client: &ClientName) -> String {
        // A client's name may have a slash, and the end of the prefix must not be guessed.
        let name = client.as_str().replace('%', "%25").replace('/', "%2F");
        format!("setup/{name}/{}/", self.name())
    }
}

/// By chance: nothing else in an answer looks like it.
fn handle() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("held:{:016x}{:016x}", part(), part())
}

impl App {
    /// Takes the secrets out of an answer: into the vault where they are new credentials, and behind
    /// handles in any case, so that a request that sends them back can be written.
    pub(super) async fn take_secrets(
        &self,
        running: &Arc<Running>,
        driving: &mut Driving,
        asked: &Asked,
        kind: Kind,
        answer: &mut Value,
    ) -> Result<(), AppError> {
        let mut coming = Inputs::new();
        for (field, at) in &asked.takes {
            let Some(place) = at.find_mut(answer) else {
                continue;
            };
            let Some(text) = place.as_str().filter(|text| !text.is_empty()) else {
                continue;
            };
            let secret = Secret::new(text.to_owned());
            let handle = handle();
            *place = Value::String(handle.clone());
            coming.insert(field.clone(), secret.clone());
            driving.handles.insert(handle, secret);
        }
        let Some(client) = asked
            .client
            .clone()
            .filter(|_| driving.setup.shows_secret(kind))
        else {
            return Ok(());
        };
        self.put_coming(running, driving, &client, coming).await
    }

    /// Takes what a person brought from the console.
    pub(super) async fn bring(
        &self,
        running: &Arc<Running>,
        driving: &Driving,
        client: &ClientName,
        brought: Vec<SetupBrought>,
    ) -> Result<(), AppError> {
        let mut coming = Inputs::new();
        for one in brought {
            let field = FieldId::new(one.field);
            let value = match (one.held, one.value) {
                (Some(held), _) => {
                    // Forgotten between entering and sending: it has to be entered again.
                    let secret = self.core.held.get(&held).ok_or(AppError::Stale)?;
                    self.core.held.forget(&held);
                    secret
                }
                // A secret comes through the secret window or the clipboard, and no other way.
                (None, Some(_)) if self.is_secret(driving, &field) => {
                    return Err(invalid(field.as_str(), ProblemKind::Missing));
                }
                (None, Some(value)) => Secret::new(value.trim().to_owned()),
                (None, None) => return Err(invalid(field.as_str(), ProblemKind::Missing)),
            };
            coming.insert(field, value);
        }
        self.put_coming(running, driving, client, coming).await
    }

    async fn put_coming(
        &self,
        running: &Arc<Running>,
        driving: &Driving,
        client: &ClientName,
        coming: Inputs,
    ) -> Result<(), AppError> {
        let mut secret = Inputs::new();
        for (field, value) in coming {
            if self.is_secret(driving, &field) {
                let name = format!("{}{field}", Shelf::Coming.prefix(client));
                secret.insert(FieldId::new(name), value);
            } else {
                let line = Written::Plain {
                    client: client.clone(),
                    field: field.to_string(),
                    value: value.lend(String::clone),
                };
                self.write_setup(running, line).await?;
            }
        }
        self.keep_secrets(&driving.tenant.id, secret).await
    }

    fn is_secret(&self, driving: &Driving, field: &FieldId) -> bool {
        let manifest = self.vendor(&driving.tenant).map(|vendor| vendor.manifest());
        let method = driving.setup.method();
        let found = manifest.ok().zip(method).and_then(|(manifest, method)| {
            let method = manifest.method(method)?;
            method.fields.iter().find(|one| one.id == *field)
        });
        // What nobody describes is secret.
        found.is_none_or(|field| field.secret)
    }

    /// Signs in with what came for a client, and reads something harmless.
    pub(super) async fn try_coming(
        &self,
        running: &Arc<Running>,
        driving: &Driving,
        client: &ClientName,
    ) -> Result<(), AppError> {
        let coming = self
            .on_shelf(&driving.tenant.id, client, Shelf::Coming)
            .await?;
        if coming.is_empty() {
            return Err(AppError::NotFound);
        }
        let mut inputs = self.stays(driving).await?;
        inputs.extend(coming);
        let tenant = self.tenant_of(running, driving, client)?;
        let read = driving.setup.first_read();
        self.try_credentials(tenant, inputs, read).await
    }

    /// The tenant as it would be with a client's credentials.
    fn tenant_of(
        &self,
        running: &Running,
        driving: &Driving,
        client: &ClientName,
    ) -> Result<Tenant, AppError> {
        let mut tenant = driving.tenant.clone();
        let method = driving.setup.method().ok_or(AppError::NotFound)?;
        if tenant.method != *method {
            tenant.method = method.clone();
            tenant.fields.clear();
        }
        let plain = running.live().plain.get(client).cloned();
        for (field, value) in plain.unwrap_or_default() {
            tenant.fields.insert(FieldId::new(field), value);
        }
        Ok(tenant)
    }

    /// The secrets of this tenant's sign-in that are the same for every client.
    async fn stays(&self, driving: &Driving) -> Result<Inputs, AppError> {
        let mut stays = Inputs::new();
        if driving.setup.method() != Some(&driving.tenant.method) {
            return Ok(stays);
        }
        for field in driving.setup.stays() {
            if let Some(value) = self.stored(&driving.tenant.id, field.clone()).await? {
                stays.insert(field.clone(), value);
            }
        }
        Ok(stays)
    }

    /// What works becomes the client's; what was its secret before is forgotten only now.
    pub(super) async fn keep_coming(
        &self,
        driving: &Driving,
        client: &ClientName,
    ) -> Result<(), AppError> {
        let tenant = &driving.tenant.id;
        let coming = self.on_shelf(tenant, client, Shelf::Coming).await?;
        let prefix = Shelf::Kept.prefix(client);
        let named = coming.into_iter().map(|(field, value)| {
            let name = FieldId::new(format!("{prefix}{field}"));
            (name, value)
        });
        self.keep_secrets(tenant, named.collect()).await?;
        self.clear_shelf(tenant, client, Shelf::Coming).await
    }

    /// Forgets everything of a client's secret.
    pub(super) async fn forget_secret(
        &self,
        tenant: &TenantId,
        client: &ClientName,
    ) -> Result<(), AppError> {
        for shelf in [Shelf::Coming, Shelf::Kept] {
            self.clear_shelf(tenant, client, shelf).await?;
        }
        Ok(())
    }

    /// Forgets what the tenant signed in with before, once nobody can go back to it.
    pub(super) async fn forget_before(&self, running: &Running) -> Result<(), AppError> {
        let tenant = TenantId::new(running.head.tenant.clone());
        for client in running.head.uses.keys() {
            self.clear_shelf(&tenant, client, Shelf::Before).await?;
        }
        Ok(())
    }

    /// Whose secrets are in the vault, and since when.
    pub(super) async fn holding(
        &self,
        tenant: &Tenant,
    ) -> Result<BTreeMap<ClientName, Holding>, AppError> {
        self.open_setups().await?;
        let id = tenant.id.clone();
        let fields = self
            .blocking(move |core| core.ports.vault.fields(&id))
            .await?;
        let fields = fields.map_err(store_failed)?;
        let runs: Vec<Arc<Running>> = {
            let state = self.core.setting_up.state();
            let of = |running: &&Arc<Running>| running.head.tenant == tenant.id.as_str();
            state.runs.values().filter(of).cloned().collect()
        };
        let mut holding = BTreeMap::new();
        for field in &fields {
            let parts: Vec<&str> = field.as_str().split('/').collect();
            if let ["setup", name, "kept", ..] = parts.as_slice() {
                let name = name.replace("%2F", "/").replace("%25", "%");
                // Where no journal says since when, it is as old as can be.
                let since = domain::Timestamp::UNIX_EPOCH;
                holding.insert(ClientName::new(name), Holding::HeldSince(since));
            }
        }
        for running in runs {
            let live = running.live();
            for line in &live.lines {
                let Line::Made {
                    receipt: Some(receipt),
                    ..
                } = line
                else {
                    continue;
                };
                let kind = receipt.change().kind();
                let Some(client) = receipt.change().client() else {
                    continue;
                };
                let brings = matches!(
                    kind,
                    Kind::TakeSecret | Kind::ReplaceSecret | Kind::CreateClient
                );
                if let (true, Some(Holding::HeldSince(since))) = (brings, holding.get_mut(client)) {
                    *since = receipt.at().max(*since);
                }
            }
        }
        Ok(holding)
    }

    /// Makes of a client's credentials what was wished, once; the tenant that has them.
    pub(super) async fn adopt(
        &self,
        running: &Arc<Running>,
        driving: &Driving,
    ) -> Result<(), AppError> {
        for (client, wished) in &running.head.uses {
            if running.live().adopted.contains_key(client) {
                continue;
            }
            let kept = self
                .on_shelf(&driving.tenant.id, client, Shelf::Kept)
                .await?;
            let adopted = match wished {
                SetupUse::Kept => continue,
                // It has no secret here, and was not meant to.
                _ if kept.is_empty() => continue,
                SetupUse::NewTenant { name } => {
                    let tenant = self.tenant_of(running, driving, client)?;
                    let mut inputs = self.stays(driving).await?;
                    inputs.extend(kept);
                    self.add_with(tenant, name, inputs).await?
                }
                SetupUse::ThisTenant => {
                    let tenant = self.tenant_of(running, driving, client)?;
                    self.set_aside(driving, client).await?;
                    self.sign_in_with(&driving.tenant, tenant, kept).await?;
                    driving.tenant.id.to_string()
                }
            };
            let client = client.clone();
            let tenant = adopted;
            self.write_setup(running, Written::Adopted { client, tenant })
                .await?;
        }
        self.changed(&[Topic::Tenants, Topic::Dashboard]);
        Ok(())
    }

    /// Puts aside what a tenant signs in with, so that it can go back to it.
    async fn set_aside(&self, driving: &Driving, client: &ClientName) -> Result<(), AppError> {
        let tenant = &driving.tenant;
        let before = self.on_shelf(&tenant.id, client, Shelf::Before).await?;
        if !before.is_empty() {
            // An earlier try came this far; what is there now may be the new one already.
            return Ok(());
        }
        let manifest = self.vendor(tenant)?.manifest();
        let method = manifest.method(&tenant.method).ok_or(AppError::NotFound)?;
        let mut aside = Inputs::new();
        let prefix = Shelf::Before.prefix(client);
        for field in &method.fields {
            let value = if field.secret {
                self.stored(&tenant.id, field.id.clone()).await?
            } else {
                tenant.fields.get(&field.id).cloned().map(Secret::new)
            };
            let name = FieldId::new(format!("{prefix}{}", field.id));
            aside.extend(value.map(|value| (name, value)));
        }
        self.keep_secrets(&tenant.id, aside).await
    }

    /// Lets this tenant sign in again with what it did before, where it no longer does.
    pub(super) async fn go_back_to_before(
        &self,
        running: &Running,
        tenant: &Tenant,
    ) -> Result<(), AppError> {
        for client in running.head.uses.keys() {
            let before = self.on_shelf(&tenant.id, client, Shelf::Before).await?;
            if before.is_empty() {
                continue;
            }
            let manifest = self.vendor(tenant)?.manifest();
            let method = manifest.method(&tenant.method).ok_or(AppError::NotFound)?;
            let mut back = tenant.clone();
            let mut secret = Inputs::new();
            for (id, value) in before {
                match method.fields.iter().find(|field| field.id == id) {
                    Some(field) if !field.secret => {
                        back.fields.insert(id, value.lend(String::clone));
                    }
                    Some(_) | None => drop(secret.insert(id, value)),
                }
            }
            self.sign_in_with(tenant, back, secret).await?;
            self.clear_shelf(&tenant.id, client, Shelf::Before).await?;
        }
        Ok(())
    }

    async fn on_shelf(
        &self,
        tenant: &TenantId,
        client: &ClientName,
        shelf: Shelf,
    ) -> Result<Inputs, AppError> {
        let prefix = shelf.prefix(client);
        let id = tenant.clone();
        let fields = self
            .blocking(move |core| core.ports.vault.fields(&id))
            .await?;
        let mut inputs = Inputs::new();
        for field in fields.map_err(store_failed)? {
            if let Some(name) = field.as_str().strip_prefix(&prefix) {
                let name = FieldId::new(name);
                let value = self.stored(tenant, field.clone()).await?;
                inputs.extend(value.map(|value| (name, value)));
            }
        }
        Ok(inputs)
    }

    async fn stored(
        &self,
        tenant: &TenantId,
        field: FieldId,
    ) -> Result<Option<Secret<String>>, AppError> {
        let tenant = tenant.clone();
        let key = SecretKey { tenant, field };
        let value = self
            .blocking(move |core| core.ports.vault.read(&key))
            .await?;
        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        let value = value.map_err(store_failed)?;
        Ok(value.map(|value| Secret::new(value.lend(text))))
    }

    async fn clear_shelf(
        &self,
        tenant: &TenantId,
        client: &ClientName,
        shelf: Shelf,
    ) -> Result<(), AppError> {
        let prefix = shelf.prefix(client);
        let tenant = tenant.clone();
        let cleared = self.blocking(move |core| {
            let vault = &core.ports.vault;
            for field in vault.fields(&tenant)? {
                if field.as_str().starts_with(&prefix) {
                    let tenant = tenant.clone();
                    vault.erase(&SecretKey { tenant, field })?;
                }
            }
            Ok(())
        });
        cleared.await?.map_err(store_failed)
    }
}
