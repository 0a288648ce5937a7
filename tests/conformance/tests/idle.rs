//! What leaves the machine: nothing at rest, and in use only what goes to the tenants. Goal 25.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use conformance::World;
use domain::testing::SetClock;
use domain::{Clock as _, SystemClock};
use std::sync::Arc;
use std::time::Duration;

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

/// How long nobody is there.
const REST: Duration = Duration::from_secs(600);

/// Shorter than anything the application does by itself.
const STEP: Duration = Duration::from_secs(5);

/// Uses every tenant: its numbers, its document, a request.
async fn use_all(world: &World) {
    for vendor in VENDORS {
        let card = world.card(vendor).await;
        assert_eq!(card.problem, None, "{vendor}");
        let document = format!("ours:{}", world.tenant(vendor));
        let opened = world.app.explorer_open(document).await;
        assert!(opened.is_ok(), "{vendor}");
    }
}

/// How many requests each tenant has heard, and on how many connections.
fn heard(world: &World) -> Vec<(usize, u64)> {
    let tenants = world.demo.tenants();
    let heard = tenants.map(|tenant| {
        let all = tenant.server.requests().all();
        let connections = all.iter().map(|heard| heard.connection).max();
        (all.len(), connections.unwrap_or_default())
    });
    heard.collect()
}

/// Everything that is ready has its turn, sockets included.
async fn settled() {
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn in_ten_minutes_of_rest_nothing_leaves() {
    let clock = Arc::new(SetClock::at(SystemClock.now()));
    let own = Arc::clone(&clock);
    let world = World::start_with(|ports| ports.clock = own).await;
    // Twice, so that what is only done once is done.
    use_all(&world).await;
    use_all(&world).await;
    let before = heard(&world);
    use_all(&world).await;
    let used = heard(&world);

    // From here on time passes only as it is told to. Nobody touches anything.
    tokio::time::pause();
    for _ in 0..REST.as_secs() / STEP.as_secs() {
        clock.advance(STEP);
        tokio::time::advance(STEP).await;
        settled().await;
    }
    tokio::time::resume();
    assert_eq!(heard(&world), used, "after ten minutes");

    // The same use again leads to as many requests as before: none was still on its way, and the
    // tenants would have heard of it.
    use_all(&world).await;
    for ((now, used), before) in heard(&world).iter().zip(&used).zip(&before) {
        assert_eq!(now.0 - used.0, used.0 - before.0);
    }
}

/// Every connection of this process to anywhere, as local and remote port, with the remote address
/// where it is not this machine. Sockets of other processes are left out by their inodes.
#[cfg(target_os = "linux")]
fn connections() -> Vec<(String, u16, u16)> {
    use std::collections::HashSet;
    let inodes: HashSet<String> = std::fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
        .filter_map(|link| {
            let link = link.to_string_lossy().into_owned();
            Some(link.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
        })
        .collect();
    let mut found = Vec::new();
    for table in ["tcp", "tcp6", "udp", "udp6"] {
        let text = std::fs::read_to_string(format!("/proc/self/net/{table}")).unwrap_or_default();
        for line in text.lines().skip(1) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let (Some(local), Some(remote), Some(inode)) =
                (columns.get(1), columns.get(2), columns.get(9))
            else {
                continue;
            };
            let port = |end: &str| {
                let (_, port) = end.rsplit_once(':').unwrap();
                u16::from_str_radix(port, 16).unwrap()
            };
            let (from, to) = (port(local), port(remote));
            // One that listens has no other end.
            if to != 0 && inodes.contains(*inode) {
                let (address, _) = remote.rsplit_once(':').unwrap();
                found.push((format!("{table} {address}"), from, to));
            }
        }
    }
    found
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn in_use_only_the_tenants_are_spoken_to() {
    let world = World::start().await;
    let mut ports = Vec::new();
    for tenant in world.demo.tenants() {
        let further = tenant.server.addresses().values().map(String::as_str);
        for origin in further.chain([tenant.server.origin()]) {
            let (_, port) = origin.rsplit_once(':').unwrap();
            ports.push(port.parse::<u16>().unwrap());
        }
    }
    // This machine in the tables' way of writing it.
    let here = ["tcp 0100007F"];
    let mut seen = 0;
    let look = |seen: &mut usize| {
        for (remote, from, to) in connections() {
            // The tenants are in this process, so each connection has both its ends here.
            let ours = ports.contains(&to) || ports.contains(&from);
            assert!(
                ours && here.contains(&remote.as_str()),
                "{remote} {from} {to}"
            );
            *seen += 1;
        }
    };
    for vendor in VENDORS {
        let using = async {
            world.card(vendor).await;
            let own = format!("tenant:{}", world.tenant(vendor));
            // Not every vendor's tenant serves one; asking is what counts.
            let _ = world.app.explorer_open(own).await;
        };
        tokio::pin!(using);
        loop {
            tokio::select! {
                () = &mut using => break,
                () = tokio::task::yield_now() => look(&mut seen),
            }
        }
        look(&mut seen);
    }
    assert!(seen > 0, "connections are seen at all");
}
