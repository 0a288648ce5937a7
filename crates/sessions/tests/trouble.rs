//! What goes wrong while signing in that no real vendor has to be played for.

mod support;

use gateway::{GatewayError, NetworkFault};
use jiff::SignedDuration;
use sessions::{AuthError, Ends, Inputs, Lapse, Session};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use support::{Answer, CLIENT, Played, drawn, fir, json, kit, minutes, start, token};

fn unreachable() -> Answer {
    Answer::Fails(GatewayError::Unreachable {
        host: "fir.example".into(),
        fault: NetworkFault::Refused,
        outcome: gateway::Outcome::NotSent,
    })
}

#[tokio::test]
async fn the_token_endpoint_is_down() {
    // C3: token endpoint down | cached view stays, back-off, cause shown
    let down = Arc::new(AtomicBool::new(false));
    let played = Arc::clone(&down);
    let kit = kit(
        CLIENT,
        Played::new(move |_, _| match played.load(Ordering::Relaxed) {
            true => unreachable(),
            false => token("t"),
        }),
    );
    kit.sessions.credential(&fir()).await.unwrap();
    down.store(true, Ordering::Relaxed);
    // Due for renewal, and good for six minutes more: what is shown stays what it was.
    kit.clock.advance(minutes(24));
    for _ in 0..240 {
        kit.sessions.credential(&fir()).await.unwrap();
        kit.clock.advance(Duration::from_secs(1));
        while matches!(kit.sessions.session(&fir()), Session::Renewing { .. }) {
            tokio::task::yield_now().await;
        }
    }
    let tried = kit.tenant.lines().len() - 1;
    assert!(
        (4..=10).contains(&tried),
        "{tried} attempts in four minutes"
    );
    // Over: the cause is told, and the pauses stay.
    kit.clock.advance(minutes(10));
    for _ in 0..600 {
        let why = kit.sessions.credential(&fir()).await.unwrap_err();
        assert!(matches!(why, AuthError::Gateway(_)), "{why:?}");
        kit.clock.advance(Duration::from_secs(1));
    }
    let tried = kit.tenant.lines().len() - 1 - tried;
    assert!((8..=12).contains(&tried), "{tried} attempts in ten minutes");
    // A person does not have to wait.
    down.store(false, Ordering::Relaxed);
    kit.sessions.begin(&fir(), Inputs::new()).await.unwrap();
}

/// What an answer of the token endpoint means.
#[derive(Debug, PartialEq)]
enum Means {
    Until(i64),
    NotSaid,
    Refused,
    NotThisProduct,
    Failed,
}

#[tokio::test]
async fn the_token_answer_is_odd() {
    // C4: token answer odd | each mapped; "lifetime not given" never "never expires"
    let page = || Answer::Page(200, "<html>Sign in</html>".to_owned());
    let cases: [(&str, Answer, Means); 16] = [
        (
            "an error with 200",
            json(200, r#"{"error":"invalid_client"}"#),
            Means::Refused,
        ),
        ("a page", page(), Means::NotThisProduct),
        (
            "a page with 401",
            Answer::Page(401, "<html>".to_owned()),
            Means::NotThisProduct,
        ),
        (
            "no life",
            json(200, r#"{"access_token":"t"}"#),
            Means::NotSaid,
        ),
        (
            "zero",
            json(200, r#"{"access_token":"t","expires_in":0}"#),
            Means::NotSaid,
        ),
        (
            "negative",
            json(200, r#"{"access_token":"t","expires_in":-5}"#),
            Means::NotSaid,
        ),
        (
            "a text",
            json(200, r#"{"access_token":"t","expires_in":"600"}"#),
            Means::Until(600),
        ),
        (
            "a fraction",
            json(200, r#"{"access_token":"t","expires_in":600.5}"#),
            Means::Until(600),
        ),
        (
            "words",
            json(200, r#"{"access_token":"t","expires_in":"soon"}"#),
            Means::NotSaid,
        ),
        (
            "null",
            json(200, r#"{"access_token":"t","expires_in":null}"#),
            Means::NotSaid,
        ),
        (
            "no token",
            json(200, r#"{"expires_in":600}"#),
            Means::NotThisProduct,
        ),
        (
            "a token that is a number",
            json(200, r#"{"access_token":7}"#),
            Means::NotThisProduct,
        ),
        (
            "a token with a line break",
            json(200, r#"{"access_token":"a\r\nX: y"}"#),
            Means::NotThisProduct,
        ),
        ("nothing", json(200, ""), Means::NotThisProduct),
        (
            "garbage",
            json(200, r#"{"access_token":"#),
            Means::NotThisProduct,
        ),
        (
            "a wrong grant",
            json(400, r#"{"error":"unsupported_grant_type"}"#),
            Means::Failed,
        ),
    ];
    for (name, answer, means) in cases {
        let answer = std::sync::Mutex::new(Some(answer));
        let kit = kit(
            CLIENT,
            Played::new(move |_, _| answer.lock().unwrap().take().unwrap()),
        );
        let fetched = kit.sessions.credential(&fir()).await;
        let found = match fetched {
            Ok(_) => match kit.sessions.standing(&fir()).unwrap().ends.unwrap() {
                Ends::At(end) => Means::Until(end.duration_since(start()).as_secs()),
                Ends::NotSaid => Means::NotSaid,
                Ends::Unused(_) => panic!("{name}"),
            },
            Err(AuthError::Lapsed(Lapse::Refused(_))) => Means::Refused,
            Err(AuthError::NotThisProduct { .. }) => Means::NotThisProduct,
            Err(AuthError::Failed(_)) => Means::Failed,
            Err(other) => panic!("{name}: {other:?}"),
        };
        assert_eq!(found, means, "{name}");
    }
}

const OURS: &str = "Thu, 28 May 2026 20:26:40 GMT";
const AHEAD: &str = "Thu, 28 May 2026 20:36:40 GMT";

#[tokio::test]
async fn the_clock_is_wrong_by_ten_minutes_or_jumps() {
    // C7: clock wrong by 10 min or jumps | difference to server date shown, expiry by server time
    let body = r#"{"access_token":"t","expires_in":900}"#;
    let kit = kit(
        CLIENT,
        Played::new(move |_, _| Answer::Dated(200, AHEAD.to_owned(), body.to_owned())),
    );
    kit.sessions.credential(&fir()).await.unwrap();
    let standing = kit.sessions.standing(&fir()).unwrap();
    assert_eq!(standing.ahead, Some(SignedDuration::from_mins(10)));
    let end = start() + Duration::from_secs(900);
    assert_eq!(standing.ends, Some(Ends::At(end)), "wrong is not jumping");
    // Somebody sets our clock right: it jumps by the ten minutes it was behind, and further.
    kit.clock.advance(minutes(20));
    kit.sessions.hear_date(&fir(), AHEAD);
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.lines().len(), 1, "no time has passed");
    let standing = kit.sessions.standing(&fir()).unwrap();
    assert_eq!(standing.ahead, Some(SignedDuration::from_mins(-10)));
    assert_eq!(standing.ends, Some(Ends::At(end + minutes(20))));
}

#[tokio::test]
async fn a_clock_that_stood_still_is_corrected_by_the_vendors() {
    let body = r#"{"access_token":"t","expires_in":900}"#;
    let kit = kit(
        CLIENT,
        Played::new(move |_, _| Answer::Dated(200, OURS.to_owned(), body.to_owned())),
    );
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(
        kit.sessions.standing(&fir()).unwrap().ahead,
        Some(SignedDuration::ZERO)
    );
    // Ours went on by a minute while theirs went on by an hour.
    kit.clock.advance(minutes(1));
    kit.sessions
        .hear_date(&fir(), "Thu, 28 May 2026 21:26:40 GMT");
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.lines().len(), 2, "it was over");
}

#[tokio::test(start_paused = true)]
async fn a_hanging_sign_out_does_not_hold_up_the_end() {
    let kit = kit(
        CLIENT,
        Played::new(|heard, _| match heard.line.as_str() {
            "DELETE /token" => Answer::Silent,
            _ => token("t"),
        }),
    );
    kit.sessions.credential(&fir()).await.unwrap();
    let began = tokio::time::Instant::now();
    let untold = kit.sessions.end_all(Duration::from_secs(2)).await;
    assert_eq!(
        began.elapsed(),
        Duration::from_secs(2),
        "by the test's clock"
    );
    assert_eq!(untold, [(fir(), AuthError::NobodyAnswered)]);
}

#[tokio::test]
async fn what_an_account_may_not_is_told_from_a_wrong_secret_and_not_tried_again() {
    for (code, wanted) in [
        ("account_disabled", "off"),
        ("network_not_allowed", "network"),
    ] {
        let body = format!(r#"{{"error":"{code}"}}"#);
        let kit = kit(CLIENT, Played::new(move |_, _| json(403, &body)));
        let why = kit.sessions.credential(&fir()).await.unwrap_err();
        let found = match why {
            AuthError::Lapsed(Lapse::AccountOff(_)) => "off",
            AuthError::Lapsed(Lapse::NetworkRefused(_)) => "network",
            other => panic!("{other:?}"),
        };
        assert_eq!(found, wanted);
        kit.sessions.credential(&fir()).await.unwrap_err();
        assert_eq!(kit.tenant.lines().len(), 1);
    }
}

/// However our clock is set, and wherever it jumps: the first call succeeds with one token request
/// more at the most, because the vendor's own time decides.
#[tokio::test]
async fn whatever_our_clock_does_the_first_call_costs_one_round_trip_more_at_the_most() {
    const DAY: i64 = 24 * 3600;
    let chance = std::sync::atomic::AtomicU64::new(7);
    let day = |chance: &_| i64::try_from(drawn(chance, 2 * DAY as u64)).unwrap() - DAY;
    for round in 0..2_000 {
        let truth = Arc::new(domain::testing::SetClock::at(start()));
        let issued = Arc::new(std::sync::Mutex::new(std::collections::BTreeMap::new()));
        let (clock, given) = (Arc::clone(&truth), Arc::clone(&issued));
        let tenant = Played::new(move |_, count| {
            use domain::Clock as _;
            let token = format!("t{count}");
            given.lock().unwrap().insert(token.clone(), clock.now());
            let date = clock
                .now()
                .strftime("%a, %d %b %Y %H:%M:%S GMT")
                .to_string();
            let body = format!(r#"{{"access_token":"{token}","expires_in":1800}}"#);
            Answer::Dated(200, date, body)
        });
        let valid = |held: &sessions::Held| {
            use domain::Clock as _;
            let token = held.lend(|value| value["Bearer ".len()..].to_owned());
            let age = truth.now().duration_since(issued.lock().unwrap()[&token]);
            age < SignedDuration::from_mins(30)
        };
        let kit = kit(CLIENT, tenant);
        let shifted = |by: i64| {
            use domain::Clock as _;
            kit.clock.set(truth.now() + SignedDuration::from_secs(by));
        };
        let offset = day(&chance);
        shifted(offset);
        kit.sessions.credential(&fir()).await.unwrap();
        truth.advance(Duration::from_secs(drawn(&chance, 4 * 3600)));
        shifted(offset + day(&chance));
        let held = kit.sessions.credential(&fir()).await.unwrap();
        let held = match valid(&held) {
            true => held,
            false => kit.sessions.replace(&fir(), &held).await.unwrap(),
        };
        assert!(valid(&held), "round {round}");
        let asked = kit.tenant.lines().len();
        assert!(asked <= 2, "round {round}: {asked} token requests");
    }
}
