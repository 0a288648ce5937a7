//! What a tenant's calls show on their way: the password of a proxy and a client certificate. Both
//! are in the vault, and read from there when it opens and when they change.

use crate::App;
use crate::convert::{identity_problem, proxy_problem, store_failed};
use crate::core::{Core, account};
use crate::wire::{
    AppError, CertificateView, HeldCertificate, ProxyInput, ProxyKind, SecretPurpose,
};
use domain::{FieldId, Proxy, ProxyAddress, ScriptAddress, Secret, Tenant};
use gateway::{Identity, Route};
use secrets::{SecretKey, SecretStore as _, StoreError};
use sessions::{Account, Inputs};
use std::sync::Arc;

/// The vault's field with the password of a proxy's user.
pub(crate) const PROXY_PASSWORD: &str = "proxy-password";

/// The vault's field with a client certificate and its key, as PEM.
pub(crate) const CERTIFICATE: &str = "client-certificate";

/// A file with a certificate is a few kilobytes.
const LARGEST_FILE: u64 = 1024 * 1024;

/// What a tenant's calls show on their way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Papers {
    proxy_password: Option<Secret<String>>,
    identity: Option<Arc<Identity>>,
}

impl Papers {
    /// From what a form holds.
    pub fn held(inputs: &Inputs) -> Self {
        let certificate = inputs.get(&FieldId::from(CERTIFICATE));
        Self {
            proxy_password: inputs.get(&FieldId::from(PROXY_PASSWORD)).cloned(),
            identity: certificate.and_then(identity),
        }
    }

    /// What is missing here, from there.
    pub fn or(self, stored: Self) -> Self {
        Self {
            proxy_password: self.proxy_password.or(stored.proxy_password),
            identity: self.identity.or(stored.identity),
        }
    }

    /// Puts them onto a route that asks for them.
    pub fn onto(self, tenant: &Tenant, route: &mut Route) {
        route.proxy_password = self.proxy_password;
        route.identity = self.identity.filter(|_| tenant.certificate.is_some());
    }
}

/// What was stored here was read before.
fn identity(pem: &Secret<String>) -> Option<Arc<Identity>> {
    let read = pem.lend(|pem| Identity::read(pem.as_bytes(), None));
    read.ok().map(Arc::new)
}

/// Whether a tenant's calls show anything at all.
fn asks(tenant: &Tenant) -> bool {
    let signs_in = matches!(&tenant.proxy, Proxy::Manual { user: Some(_), .. });
    signs_in || tenant.certificate.is_some()
}

impl Core {
    /// A tenant with its vendor's rules, what its calls show on their way, and what the
    /// administrators of this machine say of that way. `None` when vendor
    /// or method are no more.
    pub fn account(&self, tenant: &Tenant) -> Option<Account> {
        let mut account = account(tenant)?;
        if let Some(papers) = self.papers().get(&tenant.id) {
            papers.clone().onto(tenant, &mut account.route);
        }
        self.policy.onto(&mut account.route);
        Some(account)
    }

    /// Reads what the vault holds for a tenant's calls; blocks.
    pub fn stored_papers(&self, tenant: &Tenant) -> Result<Papers, StoreError> {
        if !asks(tenant) {
            return Ok(Papers::default());
        }
        let read = |field: &str| {
            let key = SecretKey {
                tenant: tenant.id.clone(),
                field: FieldId::from(field),
            };
            let value = self.ports.vault.read(&key)?;
            let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
            Ok::<_, StoreError>(value.map(|value| Secret::new(value.lend(text))))
        };
        Ok(Papers {
            proxy_password: read(PROXY_PASSWORD)?,
            identity: read(CERTIFICATE)?.as_ref().and_then(identity),
        })
    }

    /// Reads what the calls of every tenant show, and makes the tenants known with it; blocks.
    pub fn collect_papers(&self) {
        let tenants = self.tenants().clone();
        for tenant in tenants.iter().filter(|tenant| asks(tenant)) {
            // Without them the tenant says what it misses.
            if let Ok(papers) = self.stored_papers(tenant) {
                self.papers().insert(tenant.id.clone(), papers);
                self.introduce(tenant);
            }
        }
    }
}

impl App {
    /// Lets the person choose a file with a client certificate, and asks for its password where it
    /// has one. Nothing when they chose none.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the file holds none, [`AppError::WrongPassphrase`],
    /// [`AppError::Cancelled`], [`AppError::File`].
    pub async fn certificate_choose(
        &self,
        tenant_name: String,
    ) -> Result<Option<HeldCertificate>, AppError> {
        let wanted = crate::Wanted::Certificate;
        let Some(path) = self.core.ports.desk.pick_file(wanted).await else {
            return Ok(None);
        };
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = file.clone();
        let read = self.blocking(move |_| {
            let failed = |why: String| AppError::File {
                name: name.clone(),
                why,
            };
            let about =
                std::fs::metadata(&path).map_err(|error| failed(error.kind().to_string()))?;
            if about.len() > LARGEST_FILE {
                return Err(AppError::TooLarge { limit_kb: 1024 });
            }
            let bytes = std::fs::read(&path).map_err(|error| failed(error.kind().to_string()))?;
            Ok(Secret::new(bytes))
        });
        let bytes = read.await??;
        let identity = match bytes.lend(|bytes| Identity::read(bytes, None)) {
            Err(gateway::IdentityError::PasswordNeeded) => {
                let purpose = SecretPurpose::CertificatePassword { file };
                let password = self.ask_secret(purpose, tenant_name).await?;
                // Some files are slow to unlock on purpose.
                self.blocking(move |_| bytes.lend(|bytes| Identity::read(bytes, Some(&password))))
                    .await?
            }
            read => read,
        };
        let identity = identity.map_err(identity_problem)?;
        let own = identity.chain().first().ok_or(AppError::NotFound)?;
        let certificate = CertificateView::from(own);
        let held = self.core.held.hold(identity.to_pem()).held;
        Ok(Some(HeldCertificate { held, certificate }))
    }

    /// Reads what a tenant's calls show from the vault, once it was stored there.
    pub(crate) async fn collect_papers_of(&self, tenant: &Tenant) -> Result<(), AppError> {
        let of = tenant.clone();
        let papers = self.blocking(move |core| core.stored_papers(&of)).await?;
        let papers = papers.map_err(store_failed)?;
        self.core.papers().insert(tenant.id.clone(), papers);
        Ok(())
    }
}

/// Which way calls take, from a form.
pub(crate) fn read_proxy(input: &ProxyInput) -> Result<Proxy, AppError> {
    let user = Some(input.user.trim().to_owned()).filter(|user| !user.is_empty());
    Ok(match input.kind {
        ProxyKind::None => Proxy::None,
        ProxyKind::System => Proxy::System,
        ProxyKind::Manual => Proxy::Manual {
            address: ProxyAddress::parse(&input.address).map_err(proxy_problem)?,
            user,
        },
        ProxyKind::Script => Proxy::Script {
            address: ScriptAddress::parse(&input.address).map_err(proxy_problem)?,
        },
    })
}

/// Which way calls take, for a form.
pub(crate) fn proxy_input(proxy: &Proxy) -> ProxyInput {
    let (kind, address, user) = match proxy {
        Proxy::None => (ProxyKind::None, String::new(), None),
        Proxy::System => (ProxyKind::System, String::new(), None),
        Proxy::Manual { address, user } => (ProxyKind::Manual, address.to_string(), user.clone()),
        Proxy::Script { address } => (ProxyKind::Script, address.to_string(), None),
    };
    ProxyInput {
        kind,
        address,
        user: user.unwrap_or_default(),
    }
}
