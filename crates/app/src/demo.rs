//! The simulated tenants: for newcomers, for training, and as ground for tests.
//!
//! They are ordinary tenants on loopback, with a private authority of their own. Their ports change
//! with every start, so they are introduced anew each time; everything else about them goes the way
//! of any other tenant, secrets included.

use crate::App;
use crate::wire::{AppError, Topic};
use domain::{Certificate, Environment, FieldId, MethodId, Place, Secret, Tenant, TenantId, Trust};
use sessions::Inputs;
use simulator::{Credentials, Files, Options, Simulated};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Mutex;
use vendors::Adapter;

/// The simulated tenants that are running.
#[derive(Default)]
pub(crate) struct Stage(Mutex<Option<Arc<Demo>>>);

impl Stage {
    /// With tenants that are running already.
    pub fn of(demo: Option<Arc<Demo>>) -> Self {
        Self(Mutex::new(demo))
    }
}

/// The simulated tenants, one of each vendor. They end when it is dropped.
pub struct Demo {
    running: Vec<(&'static dyn Adapter, Simulated)>,
}

/// One simulated tenant as an outside client needs to know it.
pub struct DemoTenant<'d> {
    /// Its vendor's id.
    pub vendor: String,
    /// The server that plays it.
    pub server: &'d Simulated,
    /// The ways into it, the one that may do everything first.
    pub credentials: Vec<Credentials>,
}

impl std::fmt::Debug for Demo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Demo").finish_non_exhaustive()
    }
}

impl Demo {
    /// Starts one tenant of each vendor.
    ///
    /// # Errors
    /// In words, when one cannot be started: a port that is taken, a seed that cannot be read.
    pub async fn start(options: Options) -> Result<Self, simulator::StartError> {
        let vendors = vendors::all();
        let files = vendors.iter().map(|vendor| {
            let folder = vendor.folder();
            Files {
                vendor: vendor.manifest().id.to_string(),
                manifest: folder.manifest.to_owned(),
                document: folder.document.into(),
                seed: folder.seed.to_owned(),
            }
        });
        let servers = simulator::start_all(files.collect(), options).await?;
        Ok(Self {
            running: vendors.iter().copied().zip(servers).collect(),
        })
    }

    /// Every tenant.
    pub fn tenants(&self) -> impl Iterator<Item = DemoTenant<'_>> {
        self.running.iter().map(|(vendor, server)| DemoTenant {
            vendor: vendor.manifest().id.to_string(),
            server,
            credentials: server.credentials(),
        })
    }
}

impl App {
    /// Adds the simulated tenants, or starts them again.
    ///
    /// # Errors
    /// [`AppError::StoreUnavailable`] when their secrets cannot be kept; they are added all the same.
    pub async fn demo_add(&self) -> Result<(), AppError> {
        let demo = self.stage().await?;
        let mut kept = Ok(());
        for (vendor, server) in &demo.running {
            let credentials = server.credentials();
            let Some((tenant, inputs)) = credentials
                .first()
                .and_then(|credentials| tenant(*vendor, server, credentials))
            else {
                // The others are still worth having.
                kept = Err(self.bug("a simulated tenant has no way in"));
                continue;
            };
            self.add_or_replace(&tenant);
            kept = kept.and(self.keep_secrets(&tenant.id, inputs).await);
        }
        self.keep_tenants().await?;
        self.changed(&[Topic::Tenants, Topic::Dashboard, Topic::Documents]);
        kept
    }

    /// After the vault came back: the simulated tenants' secrets are known, so nobody has to enter
    /// them.
    pub(crate) async fn demo_secrets_again(&self) {
        let running = self.core.demo.0.lock().await.is_some();
        if running {
            // What cannot be kept is told on the card that needs it.
            let _ = self.demo_add().await;
        }
    }

    /// The simulated tenants, started when they are not running yet.
    pub async fn stage(&self) -> Result<Arc<Demo>, AppError> {
        // Held while they start, so that nobody starts them twice.
        let mut stage = self.core.demo.0.lock().await;
        if let Some(demo) = stage.as_ref() {
            return Ok(Arc::clone(demo));
        }
        let started = Demo::start(Options::default()).await;
        let demo = Arc::new(started.map_err(|error| self.bug(&error.to_string()))?);
        *stage = Some(Arc::clone(&demo));
        Ok(demo)
    }

    fn add_or_replace(&self, tenant: &Tenant) {
        self.core.introduce(tenant);
        self.core.documents.forget(&tenant.id);
        let mut tenants = self.core.tenants();
        match tenants.iter_mut().find(|kept| kept.id == tenant.id) {
            Some(kept) => {
                // The person may have given it another name.
                let name = std::mem::take(&mut kept.name);
                *kept = Tenant {
                    name,
                    ..tenant.clone()
                };
            }
            None => tenants.push(tenant.clone()),
        }
    }
}

/// A simulated tenant, and what goes into the vault for it.
fn tenant(
    vendor: &dyn Adapter,
    server: &Simulated,
    credentials: &Credentials,
) -> Option<(Tenant, Inputs)> {
    let manifest = vendor.manifest();
    let method = manifest.method(&MethodId::new(credentials.method.clone()))?;
    let place = manifest
        .tenant
        .understand(server.origin())
        .ok()?
        .places
        .swap_remove(0);
    let mut addresses = BTreeMap::new();
    for address in manifest
        .tenant
        .addresses
        .iter()
        .filter(|a| a.methods.contains(&method.id))
    {
        let origin = server.addresses().get(address.id.as_str())?;
        addresses.insert(address.id.clone(), Place::parse(origin).ok()?);
    }
    let mut fields = BTreeMap::new();
    let mut inputs = Inputs::new();
    for (id, value) in &credentials.values {
        let id = FieldId::new(id.clone());
        let field = method.fields.iter().find(|field| field.id == id)?;
        if field.secret {
            inputs.insert(id, Secret::new(value.clone()));
        } else {
            fields.insert(id, value.clone());
        }
    }
    let trust = match server.ca_pem() {
        Some(pem) => Trust::Only(Certificate::all_from_pem(pem).ok()?),
        None => Trust::System,
    };
    let tenant = Tenant {
        id: TenantId::new(format!("demo-{}", manifest.id)),
        name: manifest.demo_name.clone(),
        vendor: manifest.id.clone(),
        place,
        addresses,
        method: method.id.clone(),
        fields,
        trust,
        proxy: domain::Proxy::None,
        certificate: None,
        environment: Environment::Demo,
    };
    Some((tenant, inputs))
}
