//! What the machine says about the network: who has which address, and which proxy is the house's.

use crate::Later;
use crate::dialing;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// What the machine says about the network. Tests say something else.
#[derive(Clone)]
pub struct Surroundings {
    /// Who has which address.
    pub names: Arc<dyn Names>,
    /// Which proxy the house has.
    pub proxies: Arc<dyn SystemProxies>,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            names: Arc::new(Machine),
            proxies: Arc::new(Machine),
        }
    }
}

/// Looks names up.
pub trait Names: Send + Sync {
    /// The addresses of a host, the best one first; ports do not matter.
    fn look_up(&self, host: String) -> Later<'static, io::Result<Vec<SocketAddr>>>;
}

/// Knows the proxy of the house.
pub trait SystemProxies: Send + Sync {
    /// The settings as they are now.
    fn read(&self) -> Matcher;
}

/// The machine this program runs on.
#[derive(Debug, Clone, Copy)]
pub struct Machine;

impl Names for Machine {
    fn look_up(&self, host: String) -> Later<'static, io::Result<Vec<SocketAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.collect()) })
    }
}

impl SystemProxies for Machine {
    /// The environment's variables as curl reads them, then the settings of Windows and macOS.
    fn read(&self) -> Matcher {
        Matcher::from_system()
    }
}

/// A name could not be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name could not be looked up")]
pub(crate) enum NameFailed {
    /// There is no such name.
    Unknown,
    /// Nobody said anything in time.
    Late,
}

/// How long a look-up may take (`docs/security.md`, faults).
const LOOK_UP: Duration = Duration::from_secs(5);

/// Looks a name up, with a time limit and an error of our own: the system's cannot be told from
/// other failures without reading its text.
pub(crate) async fn look_up(names: &dyn Names, host: &str) -> Result<Vec<SocketAddr>, NameFailed> {
    match timeout(LOOK_UP, names.look_up(host.to_owned())).await {
        Ok(Ok(found)) if !found.is_empty() => Ok(found),
        Ok(Ok(_) | Err(_)) => Err(NameFailed::Unknown),
        Err(_) => Err(NameFailed::Late),
    }
}

/// The resolver of the HTTP library.
pub(crate) struct Resolver(pub(crate) Arc<dyn Names>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let names = Arc::clone(&self.0);
        Box::pin(async move {
            let began = Instant::now();
            let found = look_up(names.as_ref(), name.as_str()).await?;
            dialing::looked_up(began.elapsed());
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
