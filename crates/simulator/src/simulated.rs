use crate::document::{Documents, tables};
use crate::listen::{Acceptors, Side, accept, bound};
use crate::serve::{Play, Tenant};
use crate::{
    Authority, Credentials, Faults, Files, Options, Random, Requests, StartError, Tls,
    VirtualClock, World, habits,
};
use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A simulated tenant that is being served. Dropped, it ends at once; [`Simulated::stop`] lets
/// answers under way be finished.
pub struct Simulated {
    tenant: Arc<Tenant>,
    origin: String,
    control_origin: String,
    addresses: IndexMap<String, String>,
    ca_pem: Option<String>,
    stop: watch::Sender<bool>,
    listeners: JoinSet<()>,
}

impl std::fmt::Debug for Simulated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulated")
            .field("vendor", &self.tenant.vendor)
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// Starts several tenants that share one authority. Where a port is given, each tenant takes ten
/// from there on: its own, its control port, then those of its further addresses.
pub async fn start_all(files: Vec<Files>, options: Options) -> Result<Vec<Simulated>, StartError> {
    let authority = match (options.tls, options.authority) {
        (Tls::Plain, _) => None,
        (Tls::PrivateCa, Some(authority)) => Some(authority),
        (Tls::PrivateCa, None) => Some(Authority::fresh()?),
    };
    let mut started = Vec::with_capacity(files.len());
    let mut base = options.port;
    for files in files {
        let offset = |step: u16| match base {
            0 => 0,
            base => base.saturating_add(step),
        };
        let options = Options {
            tls: options.tls,
            authority: authority.clone(),
            port: base,
            control_port: offset(1),
            further_ports: (2..10).map(offset).collect(),
            now: options.now,
            random: options.random,
        };
        started.push(start(files, options).await?);
        base = match base {
            0 => 0,
            base => base.saturating_add(10),
        };
    }
    Ok(started)
}

/// Starts one tenant.
pub async fn start(files: Files, options: Options) -> Result<Simulated, StartError> {
    let manifest: toml::Table =
        toml::from_str(&files.manifest).map_err(|error| StartError::File {
            vendor: files.vendor.clone(),
            file: "vendor.toml",
            reason: error.message().to_owned(),
        })?;
    let clock = VirtualClock::starting(options.now);
    let now = clock.now();
    let (tls, ca_pem) = match options.tls {
        Tls::Plain => (None, None),
        Tls::PrivateCa => {
            let authority = match options.authority {
                Some(authority) => authority,
                None => Authority::fresh()?,
            };
            let acceptors = Acceptors {
                right: authority.acceptor()?,
                wrong: Authority::fresh()?.acceptor()?,
            };
            (Some(acceptors), Some(authority.pem().to_owned()))
        }
    };
    let secrets = options.random.map_or_else(Random::fresh, Random::repeating);
    let mut world = World::read(&files, ca_pem.clone(), secrets, now)?;
    let documents = Documents::read(&files, &manifest, &world);
    let habits = habits::of(&files.vendor, &mut world, now);
    let tenant = Arc::new(Tenant {
        vendor: files.vendor,
        clock,
        faults: Faults::default(),
        requests: Requests::default(),
        connections: AtomicU64::new(0),
        play: Mutex::new(Play {
            world,
            habits,
            documents,
        }),
    });
    let scheme = match tls {
        Some(_) => "https",
        None => "http",
    };
    let stop = watch::Sender::new(false);
    let mut listeners = JoinSet::new();
    let mut open = async |port: u16, side: Side| {
        let (listener, port) = bound(port).await?;
        let scheme = match side {
            Side::Vendor { .. } => scheme,
            Side::Control => "http",
        };
        let origin = format!("{scheme}://127.0.0.1:{port}");
        let serving = accept(
            listener,
            Arc::clone(&tenant),
            side,
            origin.clone(),
            stop.subscribe(),
        );
        listeners.spawn(serving);
        Ok::<_, StartError>(origin)
    };
    let vendor = |address: Option<String>| Side::Vendor {
        tls: tls.clone(),
        address,
    };
    let origin = open(options.port, vendor(None)).await?;
    let control_origin = open(options.control_port, Side::Control).await?;
    let mut addresses = IndexMap::new();
    let mut ports = options.further_ports.into_iter();
    for id in further_addresses(&manifest) {
        let side = vendor(Some(id.clone()));
        addresses.insert(id, open(ports.next().unwrap_or(0), side).await?);
    }
    Ok(Simulated {
        tenant,
        origin,
        control_origin,
        addresses,
        ca_pem,
        stop,
        listeners,
    })
}

/// `[[tenant.addresses]] id = "…"`: places on origins of their own.
fn further_addresses(manifest: &toml::Table) -> Vec<String> {
    manifest
        .get("tenant")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flat_map(|tenant| tables(tenant, "addresses"))
        .filter_map(|address| address.get("id")?.as_str())
        .map(str::to_owned)
        .collect()
}

impl Simulated {
    /// The vendor's id.
    pub fn vendor(&self) -> &str {
        &self.tenant.vendor
    }

    /// Where the tenant is, `https://127.0.0.1:40123`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Where the tenant's control side is.
    pub fn control_origin(&self) -> &str {
        &self.control_origin
    }

    /// The manifest's further addresses, by their ids.
    pub fn addresses(&self) -> &IndexMap<String, String> {
        &self.addresses
    }

    /// The certificate to trust; none in plain mode.
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// The ways in.
    pub fn credentials(&self) -> Vec<Credentials> {
        self.tenant.play().world.credentials.clone()
    }

    /// What was heard.
    pub fn requests(&self) -> Requests {
        self.tenant.requests.clone()
    }

    /// The tenant's clock.
    pub fn clock(&self) -> VirtualClock {
        self.tenant.clock.clone()
    }

    /// The tenant's faults.
    pub fn faults(&self) -> Faults {
        self.tenant.faults.clone()
    }

    /// Every switch and where it stands.
    pub fn switches(&self) -> Map<String, Value> {
        self.tenant.play().world.switches.all().clone()
    }

    /// Sets a switch; false when there is none of that name.
    pub fn set_switch(&self, name: &str, value: impl Into<Value>) -> bool {
        let mut play = self.tenant.play();
        play.world.switches.set(name, value.into())
    }

    /// Takes back every token; how many were good.
    pub fn revoke_tokens(&self) -> usize {
        let now = self.tenant.clock.now();
        self.tenant.play().world.tokens.revoke_all(now)
    }

    /// How many tokens are good.
    pub fn live_tokens(&self) -> usize {
        let now = self.tenant.clock.now();
        self.tenant.play().world.tokens.live(now).count()
    }

    /// Looks at the tenant's world, or changes it.
    pub fn with_world<R>(&self, look: impl FnOnce(&mut World) -> R) -> R {
        look(&mut self.tenant.play().world)
    }

    /// Ends the tenant: its ports are free when this returns.
    pub async fn stop(mut self) {
        // Nobody listening any more is what is wanted.
        let _ = self.stop.send(true);
        while self.listeners.join_next().await.is_some() {}
    }
}
