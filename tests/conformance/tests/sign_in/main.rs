//! Signing in and staying signed in, by every method of every vendor.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod finding;
mod ground;
mod wire;

use domain::Verdict;
use ground::{Ground, WAYS, tenant, usual};
use sessions::{AuthError, Lapse, Note, Session};
use simulator::{Fault, FaultKind};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn every_method_signs_in_lists_something_and_signs_out() {
    for way in &WAYS {
        let ground = Ground::start(way).await;
        let held = ground.begin().await;
        let held = held.unwrap_or_else(|why| panic!("{}: {why:?}", ground.name));
        let (answer, verdict) = ground.list(&held).await;
        assert_eq!(verdict, Verdict::Fine, "{} {}", ground.name, answer.status);
        assert_eq!(ground.server.live_tokens(), 1, "{}", ground.name);
        ground.sessions.end(&tenant()).await.unwrap();
        let left = usize::from(ground.account.method.sign_out.is_none());
        assert_eq!(ground.server.live_tokens(), left, "{}", ground.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_vendors_methods_are_all_tried() {
    for vendor in vendors::all() {
        for method in &vendor.manifest().auth {
            let tried = WAYS.iter().any(|way| {
                way.vendor == vendor.manifest().id.as_str() && way.method == method.id.as_str()
            });
            assert!(tried, "{} by {}", vendor.manifest().id, method.id);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_dies_before_its_time() {
    // C1: token dies before its time | one refresh, one repeat, note
    for way in usual() {
        let ground = Ground::start(way).await;
        ground.work().await.unwrap();
        ground.server.revoke_tokens();
        ground.work().await.unwrap();
        assert_eq!(ground.sign_ins(), 2, "{}", ground.name);
        let note = ground.sessions.standing(&tenant()).unwrap().note;
        assert!(
            matches!(note, Some(Note::RenewedEarly(_))),
            "{}",
            ground.name
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_is_regenerated_at_the_vendor() {
    // C5: secret regenerated at vendor | "secret no longer valid", rotation guide
    for way in usual() {
        let ground = Ground::start(way).await;
        ground.work().await.unwrap();
        ground.regenerate_secrets();
        let why = ground.work().await.unwrap_err();
        assert!(
            matches!(why, AuthError::Lapsed(Lapse::NoLongerValid(_))),
            "{}: {why:?}",
            ground.name
        );
        // Nothing is tried again by itself: accounts lock.
        ground.work().await.unwrap_err();
        assert_eq!(ground.sign_ins(), 2, "{}", ground.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_new_token_is_refused_too() {
    // C6: new token also refused | stops after one round, no loop
    for way in usual() {
        let ground = Ground::start(way).await;
        ground.begin().await.unwrap();
        let place = ground.account.tenant.place.path().to_owned();
        let api = match way.vendor {
            "beyondtrust-epm" => "/management-api",
            "beyondtrust-pra" => "/api/config",
            "cyberark" => "/API/Safes",
            "delinea-pm" => "/services/api/v1",
            _ => "/host-store",
        };
        let fault = Fault::new(FaultKind::TokenRevoked).on(&format!("{place}{api}"));
        ground.server.faults().add(fault);
        let held = ground.sessions.credential(&tenant()).await.unwrap();
        let (_, first) = ground.list(&held).await;
        assert!(
            matches!(first, Verdict::TokenRejected(_)),
            "{}",
            ground.name
        );
        let fresh = ground.sessions.replace(&tenant(), &held).await.unwrap();
        let (_, second) = ground.list(&fresh).await;
        assert!(
            matches!(second, Verdict::TokenRejected(_)),
            "{}",
            ground.name
        );
        ground.sessions.lapse(&tenant(), &fresh);
        let session = ground.sessions.session(&tenant());
        assert!(
            matches!(session, Session::Lapsed { why: Lapse::Ended }),
            "{}",
            ground.name
        );
        assert_eq!(ground.sign_ins(), 2, "{}", ground.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_out_fails_at_exit() {
    // C8: sign-out fails at exit | exit within 3 s, recorded
    for way in usual() {
        let ground = Ground::start(way).await;
        if ground.account.method.sign_out.is_none() {
            continue;
        }
        ground.begin().await.unwrap();
        let mut hangs = Fault::new(FaultKind::Slow);
        hangs.ms = Some(3_600_000);
        ground.server.faults().add(hangs);
        // Were the limit not kept, this would take the hour that the tenant takes to answer.
        let limit = Duration::from_millis(50);
        let untold = ground.sessions.end_all(limit).await;
        assert_eq!(
            untold,
            [(tenant(), AuthError::NobodyAnswered)],
            "{}",
            ground.name
        );
        assert!(matches!(
            ground.sessions.session(&tenant()),
            Session::SignedOut
        ));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_limit_ends_another_session() {
    // C9: session limit ends another session | warned before, default keeps it
    for way in &WAYS {
        let ground = Ground::start(way).await;
        let first = ground.begin().await.unwrap();
        let note = &ground.account.method.sign_in.note;
        // A session of the Vault is sent as it is; a token of the platform is not one.
        let raw =
            ground.account.method.sign_in.send_as == domain::Template::parse("{token}").unwrap();
        let shared = way.vendor == "cyberark" && raw;
        assert!(note.is_some() || !shared, "{}: no warning", ground.name);
        // Somebody else signs in with the same credentials, as this program does.
        let other = sessions::Sessions::new(
            std::sync::Arc::clone(&ground.gateway),
            std::sync::Arc::clone(&ground.store) as _,
            std::sync::Arc::new(domain::SystemClock),
            std::sync::Arc::new(domain::Ignore),
        );
        other.know(ground.account.clone());
        let ground = Ground {
            sessions: other,
            ..ground
        };
        ground.begin().await.unwrap();
        let (_, verdict) = ground.list(&first).await;
        assert_eq!(verdict, Verdict::Fine, "{}: the first goes on", ground.name);
        assert_eq!(ground.server.live_tokens(), 2, "{}", ground.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_is_disabled_or_its_network_not_allowed() {
    // C10: account disabled, network not allowed | two texts, not "wrong password"
    let way = WAYS.iter().find(|way| way.method == "vault-user").unwrap();
    let ground = Ground::start(way).await;
    let name = ground.inputs["username"].clone();
    ground.server.with_world(|world| {
        let user = world.find_mut("users", "username", &name).unwrap();
        user["suspended"] = true.into();
    });
    let why = ground.begin().await.unwrap_err();
    assert!(
        matches!(why, AuthError::Lapsed(Lapse::AccountOff(_))),
        "{why:?}"
    );
    // No vendor says on the wire that a network is not allowed in words of its own; what a tenant
    // that does would be told is proved beside the rules of a session's life.
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_one_programs_with_one_account_are_warned_of_the_ring() {
    let way = WAYS
        .iter()
        .find(|way| way.vendor == "beyondtrust-pra")
        .unwrap();
    let ground = Ground::start(way).await;
    let note = ground.account.method.sign_in.note.clone();
    assert!(note.unwrap().contains("30 tokens"));
    ground.begin().await.unwrap();
    let held = ground.sessions.credential(&tenant()).await.unwrap();
    for _ in 0..30 {
        let inputs = ground.inputs.iter();
        let inputs = inputs.map(|(id, value)| {
            (
                domain::FieldId::new(id.clone()),
                domain::Secret::new(value.clone()),
            )
        });
        let gateway = ground.gateway.as_ref();
        let clock = domain::SystemClock;
        let other = sessions::sign_in(gateway, &ground.account, &inputs.collect(), &clock, 0).await;
        other.unwrap();
    }
    assert_eq!(ground.server.live_tokens(), 30);
    let (_, verdict) = ground.list(&held).await;
    assert!(matches!(verdict, Verdict::TokenRejected(_)));
    ground.work().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_session_of_pra_serves_its_json_and_its_xml() {
    let way = WAYS
        .iter()
        .find(|way| way.vendor == "beyondtrust-pra")
        .unwrap();
    let ground = Ground::start(way).await;
    ground.work().await.unwrap();
    let held = ground.sessions.credential(&tenant()).await.unwrap();
    let place = &ground.account.tenant.place;
    let url = place.join("/api/command?action=get_api_info").unwrap();
    let request = gateway::Request::get(url);
    let sent = ground
        .gateway
        .send(&ground.account.route, request, Some(&held), &domain::Ignore);
    let answer = sent.await.unwrap();
    assert!(answer.body.starts_with(b"<"), "{}", answer.status);
    assert_eq!(
        ground.vendor.judge(answer.status, &answer.body),
        Verdict::Fine
    );
    assert_eq!(ground.sign_ins(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_of_delinea_without_a_sign_out_ends_quietly() {
    let way = WAYS.iter().find(|way| way.vendor == "delinea-pm").unwrap();
    let ground = Ground::start(way).await;
    assert!(ground.server.set_switch("profile", "10.8.0"));
    let held = ground.begin().await.unwrap();
    let rule = ground.vendor.manifest().tenant.version.as_ref().unwrap();
    let version = sessions::version(ground.gateway.as_ref(), &ground.account, &held, rule).await;
    assert!(version.unwrap().is_some());
    ground.sessions.end(&tenant()).await.unwrap();
    let asked = ground.server.requests().of("DELETE", "/Tms");
    assert_eq!(asked.len(), 1);
    assert_eq!(
        ground.server.live_tokens(),
        1,
        "it has no way of ending one"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_token_address_of_epm_is_tried_and_no_slash_is_added() {
    for way in WAYS.iter().filter(|way| way.vendor == "beyondtrust-epm") {
        let ground = Ground::start(way).await;
        let mut absent = Fault::new(FaultKind::HtmlErrorPage).on("/oauth/connect/token");
        absent.status = Some(404);
        ground.server.faults().add(absent);
        ground.begin().await.unwrap();
        let asked = ground.server.requests().of("POST", "/oauth");
        let paths: Vec<_> = asked.iter().map(|heard| heard.path.as_str()).collect();
        assert_eq!(paths, ["/oauth/connect/token", "/oauth/token"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roots_of_every_version_of_epm_answer_to_one_session() {
    let way = WAYS
        .iter()
        .find(|way| way.vendor == "beyondtrust-epm")
        .unwrap();
    let ground = Ground::start(way).await;
    let held = ground.begin().await.unwrap();
    for root in ["v1", "v2", "v3"] {
        let place = &ground.account.tenant.place;
        let url = place.join(&format!("/management-api/{root}/Computers"));
        let request = gateway::Request::get(url.unwrap());
        let route = &ground.account.route;
        let sent = ground
            .gateway
            .send(route, request, Some(&held), &domain::Ignore);
        assert_eq!(sent.await.unwrap().status, 200, "{root}");
    }
    assert_eq!(ground.sign_ins(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_is_answered_signs_in_and_one_that_is_refused_does_not() {
    let way = WAYS.iter().find(|way| way.method == "radius-user").unwrap();
    for (does, signed) in [("approved", true), ("refused", false)] {
        let mut ground = Ground::start(way).await;
        assert!(ground.server.set_switch("radius_push", does));
        ground.inputs.insert("code".into(), "push".into());
        assert_eq!(ground.begin().await.is_ok(), signed, "{does}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_identity_of_a_tenant_is_found_by_its_name() {
    let way = WAYS
        .iter()
        .find(|way| way.method == "service-user")
        .unwrap();
    let ground = Ground::start(way).await;
    let addresses = &ground.vendor.manifest().tenant.addresses;
    let mut rules = addresses[0].find.clone().unwrap();
    for (host, name) in [
        ("northmere.privilegecloud.cyberark.cloud", Some("northmere")),
        ("northmere.cyberark.cloud", Some("northmere")),
        ("a.b.cyberark.cloud", None),
        ("pvwa.example", None),
    ] {
        let place = domain::Place::parse(&format!("https://{host}/PasswordVault")).unwrap();
        assert_eq!(rules.name(&place).as_deref(), name, "{host}");
    }
    rules.at = domain::Place::parse(ground.server.origin()).unwrap();
    for (name, known) in [("northmere", true), ("elsewhere", false)] {
        let trust = ground.account.tenant.trust.clone();
        let found = sessions::find_address(ground.gateway.as_ref(), &rules, name, trust).await;
        assert_eq!(found.unwrap().is_some(), known, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_the_address_reaches_the_tenant_and_is_not_in_what_is_kept() {
    let way = WAYS
        .iter()
        .find(|way| way.vendor == "beyondtrust-epm")
        .unwrap();
    let ground = Ground::start(way).await;
    let mut account = ground.account.clone();
    let other = vendors::other().manifest();
    account.method = other.method(&"api-key-query".into()).unwrap().clone();
    account.tenant.method = account.method.id.clone();
    account.tenant.fields = [("name".into(), "api_key".to_owned())].into();
    ground.sessions.know(account.clone());
    let given =
        sessions::Inputs::from([("key".into(), domain::Secret::new("canary key".to_owned()))]);
    let begun = ground.sessions.begin(&tenant(), given).await.unwrap();
    let sessions::Begun::Signed(held) = begun else {
        panic!("{begun:?}");
    };
    let (answer, _) = ground.list(&held).await;
    assert!(!answer.url.as_str().contains("canary"), "{}", answer.url);
    let heard = ground.server.requests().all().pop().unwrap();
    let names: Vec<_> = heard.query.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"api_key"), "{names:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_is_asked_about_again_and_again_signs_in_or_does_not() {
    let way = WAYS
        .iter()
        .find(|way| way.method == "identity-user")
        .unwrap();
    for (does, signed) in [("approved", true), ("refused", false)] {
        let mut ground = Ground::start(way).await;
        assert!(ground.server.set_switch("identity_push", does));
        ground.inputs.insert("mechanism".into(), "pf".into());
        assert_eq!(ground.begin().await.is_ok(), signed, "{does}");
    }
}
