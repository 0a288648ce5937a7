//! Fifty callers, one token request, whoever comes first.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use support::{CLIENT, Kit, Played, after_others, drawn, fir, kit, minutes, token};

const CALLERS: usize = 50;

/// How many seeds are tried; each orders all steps of all callers and of the tenant otherwise.
const SEEDS: u64 = 10_000;

/// Every caller waits as long as the seed says, works with the token it had, has it rejected and
/// wants another. One thread runs them all, so that a seed that fails fails again.
async fn fifty_rejected(seed: u64) -> Kit {
    let kit = kit(
        CLIENT,
        Played::new(|_, count| token(&format!("token-{count}"))),
    );
    let held = kit.sessions.credential(&fir()).await.unwrap();
    kit.tenant.chance.store(seed | 1, Ordering::Relaxed);
    let chance = Arc::new(AtomicU64::new(seed.wrapping_mul(31) | 1));
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (sessions, held, chance) =
                (Arc::clone(&kit.sessions), held.clone(), Arc::clone(&chance));
            tokio::spawn(async move {
                after_others(drawn(&chance, 20)).await;
                // Some come with the token they were given before, some ask for one first.
                let stale = match drawn(&chance, 3) {
                    0 => sessions.credential(&fir()).await.unwrap(),
                    _ => held,
                };
                after_others(drawn(&chance, 20)).await;
                if stale.lend(|value| value == "Bearer token-1") {
                    sessions.replace(&fir(), &stale).await.unwrap()
                } else {
                    stale
                }
            })
        })
        .collect();
    for caller in callers {
        let fresh = caller.await.unwrap();
        assert_eq!(fresh.lend(str::to_owned), "Bearer token-2", "seed {seed}");
    }
    kit
}

#[test]
fn fifty_rejected_callers_cause_one_token_request_over_ten_thousand_interleavings() {
    // C2: 50 parallel 401
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for seed in 0..SEEDS {
        let kit = runtime.block_on(fifty_rejected(seed));
        assert_eq!(kit.tenant.count("POST /token"), 2, "seed {seed}");
    }
}

#[test]
fn callers_that_come_while_a_session_is_ended_and_begun_leave_no_token_alive() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for seed in 1..1_000 {
        let kit = kit(
            CLIENT,
            Played::new(|heard, count| match heard.line.as_str() {
                "DELETE /token" => support::json(200, ""),
                _ => token(&format!("token-{count}")),
            }),
        );
        kit.tenant.chance.store(seed, Ordering::Relaxed);
        runtime.block_on(async {
            let chance = Arc::new(AtomicU64::new(seed * 77));
            let callers: Vec<_> = (0..8)
                .map(|caller| {
                    let (sessions, chance) = (Arc::clone(&kit.sessions), Arc::clone(&chance));
                    tokio::spawn(async move {
                        after_others(drawn(&chance, 30)).await;
                        if caller % 4 == 0 {
                            // Whether it was told is not what is asked here.
                            let _ = sessions.end(&fir()).await;
                        } else {
                            let _ = sessions.credential(&fir()).await;
                        }
                    })
                })
                .collect();
            for caller in callers {
                caller.await.unwrap();
            }
            // Nobody wants anything any more.
            kit.clock.advance(minutes(0));
            kit.sessions.end(&fir()).await.unwrap();
            after_others(200).await;
            // Secrets are read on another thread, which takes the time the machine gives it.
            for _ in 0..2_000 {
                if kit.tenant.count("POST /token") == kit.tenant.count("DELETE /token") {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        let given = kit.tenant.count("POST /token");
        let ended = kit.tenant.count("DELETE /token");
        assert_eq!(given, ended, "seed {seed}: {:?}", kit.tenant.lines());
    }
}
