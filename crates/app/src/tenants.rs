//! The tenants a person has added.

mod finding;
mod form;

pub(crate) use form::{certificate, read_draft};

use crate::convert::{address_problem, invalid, store_failed};
use crate::opening::Locking;
use crate::papers::{CERTIFICATE, PROXY_PASSWORD, proxy_input};
use crate::settings::read_or_set_aside;
use crate::wire::{
    AddressAsk, AddressReading, AppError, FieldValue, FieldView, MethodView, Notice, ProblemKind,
    TenantDetail, TenantDraft, TenantLine, Topic, VendorView,
};
use crate::{App, Ports};
use domain::{Field, FieldId, Manifest, Proxy, Secret, Tenant, TenantId, VendorId};
use form::{anchors, trust_input};
use secrets::{SecretKey, SecretStore as _};
use serde::{Deserialize, Serialize};
use sessions::Inputs;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file of the tenants. The number is raised when an older program could not read it.
#[derive(Serialize, Deserialize)]
struct Kept {
    format: u32,
    tenants: Vec<Tenant>,
}

const FORMAT: u32 = 1;

/// Reads the tenants; what cannot be read is set aside.
pub(crate) fn read(ports: &Ports, notices: &mut Vec<Notice>) -> Vec<Tenant> {
    let shelf = ports.tenants.as_ref();
    let Some(value) = read_or_set_aside(ports, shelf, notices) else {
        return Vec::new();
    };
    match serde_json::from_value::<Kept>(value) {
        Ok(kept) if kept.format <= FORMAT => kept.tenants,
        Ok(_) | Err(_) => {
            crate::settings::set_aside(ports, shelf, shelf.name(), notices);
            Vec::new()
        }
    }
}

impl App {
    /// Every kind of system the program can talk to.
    ///
    /// # Errors
    /// None.
    pub async fn vendors_list(&self) -> Result<Vec<VendorView>, AppError> {
        Ok(vendors::all()
            .iter()
            .chain([&vendors::other()])
            .map(|vendor| vendor_view(vendor.manifest()))
            .collect())
    }

    /// Every tenant, in the person's order.
    ///
    /// # Errors
    /// None.
    pub async fn tenants_list(&self) -> Result<Vec<TenantLine>, AppError> {
        let tenants = self.core.tenants().clone();
        Ok(tenants
            .iter()
            .filter_map(|tenant| self.line(tenant))
            .collect())
    }

    /// One tenant as its form shows it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not there any more.
    pub async fn tenant_get(&self, tenant: String) -> Result<TenantDetail, AppError> {
        let tenant = self.tenant(&tenant)?;
        let id = tenant.id.clone();
        let held = self
            .blocking(move |core| core.ports.vault.fields(&id))
            .await?;
        let plain = |values: &BTreeMap<FieldId, String>| {
            values
                .iter()
                .map(|(id, value)| FieldValue {
                    id: id.to_string(),
                    value: value.clone(),
                })
                .collect()
        };
        let addresses: BTreeMap<FieldId, String> = tenant
            .addresses
            .iter()
            .map(|(id, place)| (id.clone(), place.to_string()))
            .collect();
        Ok(TenantDetail {
            line: self.line(&tenant).ok_or(AppError::NotFound)?,
            method: tenant.method.to_string(),
            fields: plain(&tenant.fields),
            // A vault that cannot be read says so in its own place; the form still opens.
            held: held
                .unwrap_or_default()
                .iter()
                .map(ToString::to_string)
                .collect(),
            addresses: plain(&addresses),
            trust: trust_input(&tenant.trust),
            anchors: anchors(&tenant.trust).iter().map(Into::into).collect(),
            proxy: proxy_input(&tenant.proxy),
            certificate: tenant.certificate.as_ref().map(Into::into),
        })
    }

    /// What a pasted address means for a vendor.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when it is no address that could be used.
    pub async fn tenant_understand(
        &self,
        vendor: String,
        pasted: String,
    ) -> Result<AddressReading, AppError> {
        let manifest = manifest(&vendor)?;
        let reading = manifest.tenant.understand(&pasted);
        let reading = reading.map_err(|error| address_problem("address", &error))?;
        let mut places = reading.places.iter().map(ToString::to_string);
        Ok(AddressReading {
            address: places.next().unwrap_or_default(),
            others: places.collect(),
            left_out: reading.left_out,
            scheme_added: reading.scheme_added,
        })
    }

    /// Adds a tenant and moves its held secrets into the vault.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is wrong with the form,
    /// [`AppError::StoreUnavailable`] when its secrets cannot be kept: then nothing is added.
    pub async fn tenant_add(&self, draft: TenantDraft) -> Result<String, AppError> {
        let id = self.fresh_id(&draft.name);
        let mut tenant = read_draft(&draft, id)?;
        let secrets = self.core.held.of(&draft)?;
        tenant.certificate = certificate(&draft, None, &secrets);
        self.complete(&tenant, &secrets, &[])?;
        self.keep_secrets(&tenant.id, secrets).await?;
        self.collect_papers_of(&tenant).await?;
        let id = tenant.id.to_string();
        self.core.introduce(&tenant);
        self.core.tenants().push(tenant.clone());
        self.keep_tenants().await?;
        self.write_setting(Some(&tenant), "tenant", "added".to_owned())
            .await;
        self.release(&draft);
        Ok(id)
    }

    /// Replaces what a tenant's form shows; secrets that were not given again stay.
    ///
    /// # Errors
    /// As [`App::tenant_add`], and [`AppError::NotFound`].
    pub async fn tenant_edit(&self, tenant: String, draft: TenantDraft) -> Result<(), AppError> {
        let before = self.tenant(&tenant)?;
        let mut after = read_draft(&draft, before.id.clone())?;
        let secrets = self.core.held.of(&draft)?;
        after.certificate = certificate(&draft, Some(&before), &secrets);
        let id = before.id.clone();
        let stored = self
            .blocking(move |core| core.ports.vault.fields(&id))
            .await?;
        self.complete(&after, &secrets, &stored.unwrap_or_default())?;
        // What was approved was approved for the old address.
        self.lock_where(Locking::Edited, |id| *id == before.id)
            .await;
        // What belongs to the old sign-in ends with it; the vendor may be out of reach.
        let _ = self.core.sessions.end(&before.id).await;
        self.write_signed_out(|id| *id == before.id).await;
        self.keep_secrets(&after.id, secrets).await?;
        self.erase_unused(&after).await?;
        self.collect_papers_of(&after).await?;
        self.core.introduce(&after);
        {
            let mut tenants = self.core.tenants();
            let slot = tenants.iter_mut().find(|kept| kept.id == after.id);
            *slot.ok_or(AppError::NotFound)? = after.clone();
        }
        self.core.cards.forget(&after.id);
        self.core.access.forget(&after.id);
        self.core.documents.forget(&after.id);
        self.keep_tenants().await?;
        self.write_setting(Some(&after), "tenant", edited(&before, &after))
            .await;
        self.release(&draft);
        Ok(())
    }

    /// Signs out, then forgets a tenant and its secrets.
    ///
    /// # Errors
    /// [`AppError::StoreUnavailable`] when its secrets could not be erased; then it stays.
    pub async fn tenant_remove(&self, tenant: String) -> Result<(), AppError> {
        let tenant = self.tenant(&tenant)?;
        self.lock_where(Locking::Edited, |id| *id == tenant.id)
            .await;
        // Signing out erases what is here even when the vendor cannot be reached.
        let _ = self.core.sessions.end(&tenant.id).await;
        self.write_signed_out(|id| *id == tenant.id).await;
        self.write_setting(Some(&tenant), "tenant", "removed".to_owned())
            .await;
        let id = tenant.id.clone();
        let erased = self
            .blocking(move |core| {
                core.trends.forget(&id);
                core.ports.vault.erase_tenant(&id)
            })
            .await?;
        erased.map_err(store_failed)?;
        self.core.sessions.forget(&tenant.id);
        self.core.papers().remove(&tenant.id);
        self.core.cards.forget(&tenant.id);
        self.core.access.forget(&tenant.id);
        self.core.documents.forget_for_good(&tenant.id);
        self.core.tenants().retain(|kept| kept.id != tenant.id);
        self.keep_tenants().await?;
        self.history_clear(Some(tenant.id.to_string())).await
    }

    /// Puts the tenants into this order.
    ///
    /// # Errors
    /// [`AppError::File`] when it could not be kept.
    pub async fn tenants_arrange(&self, order: Vec<String>) -> Result<(), AppError> {
        let place = |tenant: &Tenant| {
            order
                .iter()
                .position(|id| *id == tenant.id.as_str())
                .unwrap_or(usize::MAX)
        };
        self.core.tenants().sort_by_key(place);
        self.keep_tenants().await
    }

    /// A tenant as lists show it; `None` when its vendor is no more.
    fn line(&self, tenant: &Tenant) -> Option<TenantLine> {
        let manifest = vendors::find(&tenant.vendor)?.manifest();
        let session = self.core.sessions.session(&tenant.id);
        Some(TenantLine {
            id: tenant.id.to_string(),
            name: tenant.name.clone(),
            vendor: tenant.vendor.to_string(),
            product: format!("{} {}", manifest.maker, manifest.short),
            mark: (&manifest.mark).into(),
            environment: tenant.environment.into(),
            address: tenant.place.to_string(),
            method: manifest
                .method(&tenant.method)
                .map(|m| m.label.clone())
                .unwrap_or_default(),
            session: self.core.session_view(tenant),
            lock: self.core.lock_view(&tenant.id),
            health: self.core.cards.health(&tenant.id, &session),
        })
    }

    /// Keeps the tenants on their shelf.
    pub(crate) async fn keep_tenants(&self) -> Result<(), AppError> {
        let tenants = self.core.tenants().clone();
        let shelf = Arc::clone(&self.core.ports.tenants);
        self.keep(
            shelf,
            Kept {
                format: FORMAT,
                tenants,
            },
        )
        .await
    }

    /// Puts secrets into the vault.
    pub(crate) async fn keep_secrets(
        &self,
        tenant: &TenantId,
        secrets: Inputs,
    ) -> Result<(), AppError> {
        let tenant = tenant.clone();
        let kept = self.blocking(move |core| {
            secrets.into_iter().try_for_each(|(field, value)| {
                let key = SecretKey {
                    tenant: tenant.clone(),
                    field,
                };
                let bytes = value.lend(|value| Secret::new(value.clone().into_bytes()));
                core.ports.vault.write(&key, &bytes)
            })
        });
        kept.await?.map_err(store_failed)
    }

    /// Takes out of the vault what a tenant's calls no longer show.
    async fn erase_unused(&self, tenant: &Tenant) -> Result<(), AppError> {
        let signs_in = matches!(&tenant.proxy, Proxy::Manual { user: Some(_), .. });
        let unused = [
            (PROXY_PASSWORD, !signs_in),
            (CERTIFICATE, tenant.certificate.is_none()),
        ];
        let id = tenant.id.clone();
        let erased = self.blocking(move |core| {
            let gone = unused.iter().filter(|(_, unused)| *unused);
            gone.map(|(field, _)| SecretKey {
                tenant: id.clone(),
                field: FieldId::from(*field),
            })
            .try_for_each(|key| core.ports.vault.erase(&key))
        });
        erased.await?.map_err(store_failed)
    }

    /// Adds a tenant that is like another but signs in with credentials of its own. Its id.
    ///
    /// # Errors
    /// [`AppError::StoreUnavailable`] when its secrets cannot be kept: then nothing is added.
    pub(crate) async fn add_with(
        &self,
        like: Tenant,
        name: &str,
        secrets: Inputs,
    ) -> Result<String, AppError> {
        let id = self.fresh_id(name);
        let mut tenant = Tenant {
            id,
            name: name.trim().to_owned(),
            ..like.clone()
        };
        // What its calls show on their way is the other's, and asked for again where it is needed.
        tenant.certificate = None;
        self.complete(&tenant, &secrets, &[])?;
        self.keep_secrets(&tenant.id, secrets).await?;
        self.collect_papers_of(&tenant).await?;
        let id = tenant.id.to_string();
        self.core.introduce(&tenant);
        self.core.tenants().push(tenant.clone());
        self.keep_tenants().await?;
        self.write_setting(Some(&tenant), "tenant", "added".to_owned())
            .await;
        Ok(id)
    }

    /// Lets a tenant sign in with other credentials from now on. Whoever calls has tried them.
    ///
    /// # Errors
    /// [`AppError::StoreUnavailable`] when its secrets cannot be kept, [`AppError::NotFound`].
    pub(crate) async fn sign_in_with(
        &self,
        before: &Tenant,
        after: Tenant,
        secrets: Inputs,
    ) -> Result<(), AppError> {
        // What belongs to the old sign-in ends with it; the vendor may be out of reach.
        let _ = self.core.sessions.end(&before.id).await;
        self.write_signed_out(|id| *id == before.id).await;
        self.keep_secrets(&after.id, secrets).await?;
        self.core.introduce(&after);
        {
            let mut tenants = self.core.tenants();
            let slot = tenants.iter_mut().find(|kept| kept.id == after.id);
            *slot.ok_or(AppError::NotFound)? = after.clone();
        }
        self.keep_tenants().await?;
        self.write_setting(Some(&after), "tenant", edited(before, &after))
            .await;
        Ok(())
    }

    /// Every field that must have a value has one: in the form, held, or stored.
    fn complete(&self, tenant: &Tenant, held: &Inputs, stored: &[FieldId]) -> Result<(), AppError> {
        let method = method(tenant)?;
        let empty = |field: &&Field| {
            let given = tenant
                .fields
                .get(&field.id)
                .is_some_and(|value| !value.trim().is_empty());
            let kept = held.contains_key(&field.id) || stored.contains(&field.id);
            !field.optional && if field.secret { !kept } else { !given }
        };
        match method.fields.iter().find(empty) {
            Some(field) => Err(invalid(field.id.as_str(), ProblemKind::Missing)),
            None => Ok(()),
        }
    }

    fn release(&self, draft: &TenantDraft) {
        for field in &draft.secrets {
            self.core.held.forget(&field.held);
        }
        self.changed(&[Topic::Documents]);
    }

    /// An id from the name, which no tenant has: readable in files and logs.
    fn fresh_id(&self, name: &str) -> TenantId {
        let mut base: String = name
            .chars()
            .filter_map(|c| match c {
                c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
                ' ' | '-' | '_' | '.' => Some('-'),
                _ => None,
            })
            .take(40)
            .collect();
        if base.is_empty() {
            base.push_str("tenant");
        }
        let tenants = self.core.tenants();
        // Not reused soon after a removal: old secrets of the same id must never be met again.
        let stamp = self.core.ports.clock.now().as_millisecond();
        let mut id = TenantId::new(format!("{base}-{stamp:x}"));
        let mut step = 1_u32;
        while tenants.iter().any(|tenant| tenant.id == id) {
            step += 1;
            id = TenantId::new(format!("{base}-{stamp:x}-{step}"));
        }
        id
    }
}

/// Which parts of a tenant are others now, in a few words.
fn edited(before: &Tenant, after: &Tenant) -> String {
    let parts = [
        ("name", before.name != after.name),
        ("address", before.place != after.place),
        ("further addresses", before.addresses != after.addresses),
        ("method", before.method != after.method),
        ("fields", before.fields != after.fields),
        ("trust", before.trust != after.trust),
        ("proxy", before.proxy != after.proxy),
        (
            "client certificate",
            before.certificate != after.certificate,
        ),
        ("environment", before.environment != after.environment),
    ];
    let changed: Vec<&str> = parts
        .into_iter()
        .filter_map(|(part, changed)| changed.then_some(part))
        .collect();
    format!("edited: {}", changed.join(", "))
}

fn manifest(vendor: &str) -> Result<&'static Manifest, AppError> {
    let vendor = vendors::find(&VendorId::from(vendor)).ok_or(AppError::NotFound)?;
    Ok(vendor.manifest())
}

fn method(tenant: &Tenant) -> Result<&'static domain::AuthMethod, AppError> {
    let manifest = manifest(tenant.vendor.as_str())?;
    manifest.method(&tenant.method).ok_or(AppError::NotFound)
}

fn vendor_view(manifest: &Manifest) -> VendorView {
    let method = |method: &domain::AuthMethod| MethodView {
        id: method.id.to_string(),
        label: method.label.clone(),
        hint: method.hint.clone(),
        fields: method.fields.iter().map(field_view).collect(),
        addresses: manifest
            .tenant
            .addresses
            .iter()
            .filter(|address| address.methods.contains(&method.id))
            .map(|address| AddressAsk {
                id: address.id.to_string(),
                ask: address.ask.clone(),
                optional: address.optional,
                find: address.find.is_some(),
            })
            .collect(),
        note: method.sign_in.note.clone(),
    };
    VendorView {
        id: manifest.id.to_string(),
        maker: manifest.maker.clone(),
        product: manifest.product.clone(),
        mark: (&manifest.mark).into(),
        ask: manifest.tenant.ask.clone(),
        methods: manifest.auth.iter().map(method).collect(),
    }
}

fn field_view(field: &Field) -> FieldView {
    FieldView {
        id: field.id.to_string(),
        label: field.label.clone(),
        secret: field.secret,
        optional: field.optional,
        hint: field.hint.clone(),
    }
}
