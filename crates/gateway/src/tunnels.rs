//! Which proxies let calls through to whom.

use crate::ways::Way;
use crate::{GatewayError, Names, ProxyFault, tunnel};
use domain::ProxyAddress;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use url::Url;

/// A password that was refused is not shown again for so long: a few more and the person would be
/// locked out, and a dashboard has many tiles.
const SPARED: Duration = Duration::from_secs(60);

/// The proxy, the digest of the sign-in, and where to.
type Tunnel = (ProxyAddress, Option<[u8; 32]>, (String, u16));
/// The proxy and the digest of the sign-in.
type Entry = (ProxyAddress, [u8; 32]);

/// Which proxies let calls through to whom.
pub(crate) struct Tunnels {
    names: Arc<dyn Names>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    made: HashSet<Tunnel>,
    refused: HashMap<Entry, (Instant, ProxyFault)>,
    /// Who signs in does so one after the other.
    turns: HashMap<Entry, Arc<Semaphore>>,
}

impl Tunnels {
    pub(crate) fn new(names: Arc<dyn Names>) -> Self {
        Self {
            names,
            known: Mutex::default(),
        }
    }

    /// Makes sure that the proxy of a way, when there is one, lets calls through to the host.
    pub(crate) async fn through(
        &self,
        way: &Way,
        to: &Url,
        limit: Duration,
    ) -> Result<(), GatewayError> {
        let Some(tunnel) = tunnel_of(way, to) else {
            return Ok(());
        };
        if tunnel.2.0.starts_with('[') {
            return Err(GatewayError::Proxy {
                via: way.via.clone(),
                fault: ProxyFault::NumericHost,
            });
        }
        if self.known().made.contains(&tunnel) {
            return Ok(());
        }
        let asked = match tunnel.1 {
            None => self.ask(way, &tunnel, limit).await,
            Some(digest) => {
                let entry = (tunnel.0.clone(), digest);
                self.in_turn(way, &tunnel, &entry, limit).await
            }
        };
        asked.map_err(|fault| GatewayError::Proxy {
            via: way.via.clone(),
            fault,
        })
    }

    /// A tunnel that was made before could not be made again.
    pub(crate) fn forget(&self, way: &Way, to: &Url) {
        if let Some(tunnel) = tunnel_of(way, to) {
            self.known().made.remove(&tunnel);
        }
    }

    /// Everything may have changed.
    pub(crate) fn forget_all(&self) {
        self.known().made.clear();
    }

    async fn in_turn(
        &self,
        way: &Way,
        tunnel: &Tunnel,
        entry: &Entry,
        limit: Duration,
    ) -> Result<(), ProxyFault> {
        let turns = {
            let mut known = self.known();
            let turns = known.turns.entry(entry.clone());
            Arc::clone(turns.or_insert_with(|| Arc::new(Semaphore::new(1))))
        };
        let _turn = turns.acquire().await.expect("nobody closes the turns");
        // Who had the turn before may have learned it.
        {
            let known = self.known();
            if known.made.contains(tunnel) {
                return Ok(());
            }
            match known.refused.get(entry) {
                Some((when, fault)) if when.elapsed() < SPARED => return Err(fault.clone()),
                _ => {}
            }
        }
        let asked = self.ask(way, tunnel, limit).await;
        if let Err(fault @ ProxyFault::SignInRefused { .. }) = &asked {
            let refused = (Instant::now(), fault.clone());
            self.known().refused.insert(entry.clone(), refused);
        }
        asked
    }

    async fn ask(&self, way: &Way, tunnel: &Tunnel, limit: Duration) -> Result<(), ProxyFault> {
        let (proxy, _, (host, port)) = tunnel;
        let (names, sign_in) = (self.names.as_ref(), way.sign_in.as_ref());
        tunnel::ask(names, proxy, sign_in, (host, *port), limit).await?;
        self.known().made.insert(tunnel.clone());
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known
            .lock()
            .expect("nothing panics while holding the tunnels")
    }
}

/// What stands for a tunnel, when the way leads through a proxy.
fn tunnel_of(way: &Way, to: &Url) -> Option<Tunnel> {
    let proxy = way.via.proxy.as_ref()?;
    let host = to.host_str()?.to_owned();
    let port = to.port_or_known_default()?;
    let digest = way.sign_in.as_ref().map(crate::ways::SignIn::digest);
    Some((proxy.clone(), digest, (host, port)))
}
