//! The eight rules of a session's life, each on everything that performs it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod support;

use domain::{Sink, TenantId};
use gateway::{GatewayError, NetworkFault};
use sessions::{AuthError, Begun, Ends, Inputs, Lapse, Note, Session};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{
    Answer, CLIENT, IDLE, Memory, Played, REFRESHED, account, fir, json, kit, kit_with, minutes,
    token,
};

fn numbered() -> Arc<Played> {
    Played::new(|_, count| token(&format!("token-{count}")))
}

#[tokio::test]
async fn there_is_one_session_per_tenant_whoever_asks() {
    // Rule 1.
    let kit = kit(CLIENT, numbered());
    let first = kit.sessions.credential(&fir()).await.unwrap();
    let second = kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(first.serial(), second.serial());
    assert_eq!(kit.tenant.lines(), ["POST /token"]);
}

#[tokio::test]
async fn a_token_is_renewed_at_80_percent_of_its_life_and_not_before() {
    // Rule 2.
    let kit = kit(CLIENT, numbered());
    kit.sessions.credential(&fir()).await.unwrap();
    kit.clock.advance(Duration::from_secs(1439));
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.count("POST"), 1);
    kit.clock.advance(Duration::from_secs(1));
    kit.sessions.credential(&fir()).await.unwrap();
    while matches!(kit.sessions.session(&fir()), Session::Renewing { .. }) {
        tokio::task::yield_now().await;
    }
    assert_eq!(kit.tenant.count("POST"), 2);
}

#[tokio::test]
async fn an_idle_session_is_kept_alive_only_while_a_person_is_there() {
    // Rule 2, its second half.
    let tenant = Played::new(|heard, _| match heard.line.as_str() {
        "GET /alive" => json(200, "{}"),
        _ => json(200, r#""token-0123456789""#),
    });
    let kit = kit(IDLE, tenant);
    kit.sessions.credential(&fir()).await.unwrap();
    kit.clock.advance(minutes(9));
    kit.sessions.keep_alive().await;
    assert_eq!(kit.tenant.count("/alive"), 0, "used not long ago");
    kit.clock.advance(minutes(2));
    kit.sessions.keep_alive().await;
    assert_eq!(kit.tenant.count("/alive"), 1);
    assert_eq!(
        kit.tenant.heard()[1].authorization.as_deref(),
        Some("token-0123456789")
    );
    kit.clock.advance(minutes(19));
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.count("POST"), 1, "it lived on");
    // Nobody there: nothing is sent, and the session ends as the vendor wants it to.
    kit.clock.advance(minutes(21));
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.count("POST"), 2);
}

#[tokio::test]
async fn any_number_of_callers_during_a_renewal_cause_one_request() {
    // Rule 3.
    let kit = kit(CLIENT, numbered());
    kit.sessions.credential(&fir()).await.unwrap();
    kit.clock.advance(minutes(31));
    let callers: Vec<_> = (0..50)
        .map(|_| {
            let sessions = Arc::clone(&kit.sessions);
            tokio::spawn(async move { sessions.credential(&fir()).await })
        })
        .collect();
    for caller in callers {
        assert_eq!(
            caller.await.unwrap().unwrap().lend(str::to_owned),
            "Bearer token-2"
        );
    }
    assert_eq!(kit.tenant.count("POST"), 2);
}

#[tokio::test]
async fn a_rejected_token_causes_one_renewal_and_a_second_rejection_ends_the_session() {
    // Rule 4.
    let kit = kit(CLIENT, numbered());
    let first = kit.sessions.credential(&fir()).await.unwrap();
    let second = kit.sessions.replace(&fir(), &first).await.unwrap();
    assert_ne!(first.serial(), second.serial());
    let note = kit.sessions.standing(&fir()).unwrap().note;
    assert!(matches!(note, Some(Note::RenewedEarly(_))), "{note:?}");
    kit.sessions.lapse(&fir(), &second);
    assert!(matches!(
        kit.sessions.session(&fir()),
        Session::Lapsed { why: Lapse::Ended }
    ));
    assert_eq!(kit.tenant.count("POST"), 2);
}

#[tokio::test]
async fn two_refused_sign_ins_stop_all_further_attempts_by_themselves() {
    // Rule 5.
    let kit = kit(
        CLIENT,
        Played::new(|_, _| json(401, r#"{"error":"invalid_client"}"#)),
    );
    for _ in 0..5 {
        kit.sessions.credential(&fir()).await.unwrap_err();
    }
    assert_eq!(kit.tenant.count("POST"), 2);
    let why = kit.sessions.credential(&fir()).await.unwrap_err();
    assert!(matches!(why, AuthError::Lapsed(Lapse::Stopped(_))));
    // A person may.
    let begun = kit.sessions.begin(&fir(), Inputs::new()).await;
    assert!(matches!(begun, Err(AuthError::Lapsed(Lapse::Refused(_)))));
    assert_eq!(kit.tenant.count("POST"), 3);
}

/// Notes what was kept when a session was announced.
struct Announced {
    store: Mutex<Option<Arc<Memory>>>,
    kept: Mutex<Vec<Option<String>>>,
}

impl Sink<TenantId> for Announced {
    fn put(&self, _tenant: TenantId) {
        if let Some(store) = &*self.store.lock().unwrap() {
            let mut kept = self.kept.lock().unwrap();
            kept.push(store.text("_refresh-token"));
        }
    }
}

fn rotating() -> Arc<Played> {
    Played::new(|heard, count| match heard.form().get("refresh_token") {
        Some(given) if *given != format!("refresh-{}", count - 1) => {
            json(400, r#"{"error":"invalid_grant"}"#)
        }
        _ => json(
            200,
            &format!(
                r#"{{"access_token":"token-{count}","expires_in":1800,"refresh_token":"refresh-{count}"}}"#
            ),
        ),
    })
}

#[tokio::test]
async fn a_rotated_refresh_token_is_stored_before_the_new_session_is_announced() {
    // Rule 6.
    let announced = Arc::new(Announced {
        store: Mutex::default(),
        kept: Mutex::default(),
    });
    let kit = kit_with(account(REFRESHED), rotating(), Arc::clone(&announced) as _);
    *announced.store.lock().unwrap() = Some(Arc::clone(&kit.store));
    for round in 1..=3 {
        kit.sessions.credential(&fir()).await.unwrap();
        let last = announced.kept.lock().unwrap().last().cloned().flatten();
        assert_eq!(last, Some(format!("refresh-{round}")));
        kit.clock.advance(minutes(31));
    }
    let grants: Vec<_> = kit
        .tenant
        .heard()
        .iter()
        .map(|h| h.form()["grant_type"].clone())
        .collect();
    assert_eq!(grants, ["password", "refresh_token", "refresh_token"]);
}

#[tokio::test]
async fn a_refresh_token_that_cannot_be_stored_leaves_the_session_usable_and_is_told() {
    // Rule 6, its second half.
    let kit = kit(REFRESHED, rotating());
    kit.store.refuses.store(true, Ordering::Relaxed);
    kit.sessions.credential(&fir()).await.unwrap();
    let note = kit.sessions.standing(&fir()).unwrap().note;
    assert!(matches!(note, Some(Note::NotKept(_))), "{note:?}");
    // In memory it goes on.
    kit.clock.advance(minutes(31));
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.heard()[1].form()["grant_type"], "refresh_token");
}

#[tokio::test]
async fn a_refresh_token_that_is_over_falls_back_to_what_was_given() {
    let kit = kit(
        REFRESHED,
        Played::new(|heard, count| match heard.form().get("refresh_token") {
            Some(_) => json(400, r#"{"error":"invalid_grant"}"#),
            None => token(&format!("token-{count}")),
        }),
    );
    kit.store.put("_refresh-token", "old");
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.count("POST"), 2);
    assert_eq!(kit.store.text("_refresh-token"), None);
}

#[tokio::test(start_paused = true)]
async fn signing_out_forgets_even_when_the_vendor_cannot_be_told() {
    // Rule 7.
    let kit = kit(
        REFRESHED
            .replace(
                "[auth.refresh]",
                "[auth.sign_out]\nrequest = \"DELETE /token\"\n[auth.refresh]",
            )
            .as_str(),
        Played::new(|heard, count| match heard.line.as_str() {
            "DELETE /token" => Answer::Fails(GatewayError::Unreachable {
                host: "fir.example".into(),
                fault: NetworkFault::Refused,
                outcome: gateway::Outcome::NotSent,
            }),
            _ => json(
                200,
                &format!(
                    r#"{{"access_token":"token-{count}","expires_in":1800,"refresh_token":"r"}}"#
                ),
            ),
        }),
    );
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.store.text("_refresh-token").as_deref(), Some("r"));
    let told = kit.sessions.end(&fir()).await;
    assert!(matches!(told, Err(AuthError::Gateway(_))));
    assert!(matches!(kit.sessions.session(&fir()), Session::SignedOut));
    assert_eq!(kit.store.text("_refresh-token"), None);
    assert_eq!(kit.tenant.count("DELETE"), 1);
}

#[tokio::test]
async fn after_the_machine_wakes_the_wall_clock_is_believed() {
    // Rule 8: no timer ran while it slept, and none is asked.
    let kit = kit(CLIENT, numbered());
    kit.sessions.credential(&fir()).await.unwrap();
    kit.clock.advance(Duration::from_secs(8 * 3600));
    let fresh = kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(fresh.lend(str::to_owned), "Bearer token-2");
    let ends = kit.sessions.standing(&fir()).unwrap().ends;
    assert!(matches!(ends, Some(Ends::At(_))));
}

#[tokio::test]
async fn what_a_person_gives_for_this_session_goes_before_the_vault_and_is_not_kept() {
    let kit = kit(CLIENT, numbered());
    let given = Inputs::from([(
        "client_secret".into(),
        domain::Secret::new("mine".to_owned()),
    )]);
    let begun = kit.sessions.begin(&fir(), given).await.unwrap();
    assert!(matches!(begun, Begun::Signed(_)));
    assert_eq!(kit.tenant.heard()[0].form()["client_secret"], "mine");
    assert_eq!(kit.store.text("client_secret").as_deref(), Some("canary"));
    kit.sessions.end(&fir()).await.unwrap();
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.heard()[2].form()["client_secret"], "canary");
}
