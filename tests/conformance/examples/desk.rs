//! How soon the numbers of twenty tenants are there, one of them dead and one slow.
//!
//! ```sh
//! cargo run --release -p conformance --example desk
//! ```
//!
//! Prints JSON: `healthy_ms`, from the start of the application until the last of eighteen healthy
//! tenants is signed in and has its numbers, in the best of several starts, and `rounds_ms`, all of
//! them. The simulated tenants run in the same process. Keeping what was learnt and reading the
//! secrets from the keychain are in it, the keychain being a fake one.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement that prints its result, and ends when it cannot be made"
)]

use conformance::World;
use futures_util::future::join_all;
use std::time::Instant;

const ROUNDS: usize = 5;
const HEALTHY: usize = 18;

#[tokio::main]
async fn main() {
    let mut world = World::start().await;
    let crowd = world.crowd(HEALTHY).await;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        world = world.killed_beside_tenants().await;
        let asked = |tenant: &String| world.app.dashboard_refresh(tenant.clone());
        let waited = async {
            let (dead, slow) = (asked(&crowd.dead), asked(&crowd.slow));
            let healthy = join_all(crowd.healthy.iter().map(asked));
            tokio::select! {
                biased;
                _ = dead => panic!("the dead one was over first"),
                _ = slow => panic!("the slow one was over first"),
                all = healthy => all,
            }
        };
        for refreshed in waited.await {
            refreshed.unwrap();
        }
        rounds.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    let best = rounds.iter().copied().fold(f64::INFINITY, f64::min);
    println!(
        "{{\"tenants\":{},\"healthy_ms\":{best:.0},\"rounds_ms\":{rounds:.0?}}}",
        HEALTHY + 2
    );
}
