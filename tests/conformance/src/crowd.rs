//! A desk with many tenants, one of them slow and one of them dead.

use crate::World;
use crate::servers::Listening;
use std::sync::Arc;
use tokio::io::copy_bidirectional;
use tokio::net::TcpStream;
use tokio::sync::watch;

/// What stands behind a crowd of tenants; the slow one and the dead one end when it is dropped.
pub struct Crowd {
    /// Those that answer at once.
    pub healthy: Vec<String>,
    /// The one that keeps everybody waiting until it may go on.
    pub slow: String,
    /// The one that takes a connection and never says a word.
    pub dead: String,
    gate: watch::Sender<bool>,
    _servers: [Listening; 2],
}

impl Crowd {
    /// Lets the slow one answer, from now on as fast as the others.
    pub fn go_on(&self) {
        self.gate.send_replace(true);
    }
}

impl World {
    /// Adds tenants until there are so many that answer at once, the simulated ones included, and
    /// one more of either other kind.
    ///
    /// # Panics
    /// When a tenant cannot be added.
    pub async fn crowd(&self, healthy: usize) -> Crowd {
        let vendors: Vec<String> = self.demo.tenants().map(|tenant| tenant.vendor).collect();
        let mut all: Vec<String> = vendors.iter().map(|vendor| self.tenant(vendor)).collect();
        for at in all.len()..healthy {
            all.push(self.further(&vendors[at % vendors.len()], at, None).await);
        }
        let (gate, opens) = watch::channel(false);
        let vendor = &vendors[0];
        let behind = self.port(vendor);
        let slow = behind_a_gate(behind, opens).await;
        let dead = Listening::saying(Vec::new()).await;
        Crowd {
            healthy: all,
            slow: self.further(vendor, healthy, Some(slow.port)).await,
            dead: self.further(vendor, healthy + 1, Some(dead.port)).await,
            gate,
            _servers: [slow, dead],
        }
    }

    /// A further tenant of a vendor, reached through another port when one is given.
    async fn further(&self, vendor: &str, number: usize, port: Option<u16>) -> String {
        let mut form = self.form(vendor, |_, value| value.to_owned()).await;
        form.name = format!("{vendor} {number}");
        if let Some(port) = port {
            let own = format!(":{}", self.port(vendor));
            form.address = form.address.replace(&own, &format!(":{port}"));
        }
        let added = self.app.tenant_add(form).await;
        added.expect("a tenant like the simulated one")
    }

    fn port(&self, vendor: &str) -> u16 {
        let mut tenants = self.demo.tenants();
        let tenant = tenants.find(|tenant| tenant.vendor == vendor);
        let origin = tenant.expect("a vendor").server.origin().to_owned();
        let port = origin.rsplit(':').next().and_then(|port| port.parse().ok());
        port.expect("the port a simulated tenant listens at")
    }
}

/// Brings what comes to a port of this machine, once the gate is open.
async fn behind_a_gate(port: u16, gate: watch::Receiver<bool>) -> Listening {
    let gate = Arc::new(gate);
    Listening::start(move |mut stream| {
        let mut gate = gate.as_ref().clone();
        async move {
            if gate.wait_for(|open| *open).await.is_err() {
                return;
            }
            if let Ok(mut behind) = TcpStream::connect(("127.0.0.1", port)).await {
                // Either end may have enough first.
                let _ = copy_bidirectional(&mut stream, &mut behind).await;
            }
        }
    })
    .await
}
