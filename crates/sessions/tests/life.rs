//! The rules of a session's life.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use domain::{Secret, Timestamp, VendorFailure};
use proptest::prelude::{Just, Strategy, prop, prop_oneof, proptest};
use sessions::{Carrier, Deed, Happening, Lapse, Life, Lives, Session, Token, step};
use std::sync::Arc;
use std::time::Duration;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

fn token(serial: u64, since: i64, lives: Lives) -> Arc<Token> {
    Arc::new(Token {
        serial,
        since: at(since),
        lives,
        carrier: Carrier::Header("authorization".parse().unwrap()),
        value: Secret::new("Bearer canary".into()),
        cookies: None,
        refresh: None,
        revocation: None,
        ahead: None,
    })
}

fn active(lives: Lives) -> Life {
    let (life, _) = step(Life::new(at(0)), Happening::Wanted, at(0));
    step(life, Happening::Signed(token(1, 0, lives)), at(0)).0
}

fn refused() -> Happening {
    Happening::Refused(VendorFailure {
        status: 401,
        ..VendorFailure::default()
    })
}

const TROUBLED: Happening = Happening::Troubled {
    wait: Duration::ZERO,
};

fn signs_in(deeds: &[Deed]) -> usize {
    deeds
        .iter()
        .filter(|deed| matches!(deed, Deed::SignIn(_)))
        .count()
}

#[test]
fn renewal_starts_at_80_percent_or_one_minute_before_the_end() {
    let renew = |life: i64| {
        let token = token(1, 0, Lives::Until(at(life)));
        token.renew_at().unwrap().duration_since(at(0)).as_secs()
    };
    assert_eq!(renew(1800), 1440);
    assert_eq!(renew(200), 140);
    assert_eq!(renew(30), 0);
}

#[test]
fn a_token_due_for_renewal_is_lent_while_the_next_is_fetched_and_still_good_for_a_minute() {
    let life = active(Lives::Until(at(1800)));
    let (life, deeds) = step(life, Happening::Wanted, at(1500));
    assert_eq!(signs_in(&deeds), 1);
    assert!(matches!(life.session, Session::Renewing { .. }));
    assert!(life.usable(at(1500)).is_some());
    assert!(
        life.usable(at(1745)).is_none(),
        "good for less than a minute"
    );
    let (_, deeds) = step(life, Happening::Wanted, at(1501));
    assert_eq!(
        signs_in(&deeds),
        0,
        "whoever comes during a renewal shares it"
    );
}

#[test]
fn a_token_that_lives_by_idle_time_ends_by_it() {
    let life = active(Lives::Idle { minutes: 20 });
    let (life, deeds) = step(life, Happening::Wanted, at(19 * 60));
    assert!(deeds.is_empty());
    let (life, deeds) = step(life, Happening::Wanted, at(38 * 60));
    assert!(deeds.is_empty(), "each call begins the twenty minutes anew");
    let (_, deeds) = step(life, Happening::Wanted, at(59 * 60));
    assert_eq!(signs_in(&deeds), 1);
}

#[test]
fn two_refusals_stop_all_further_attempts_until_a_person_tries() {
    let (life, _) = step(Life::new(at(0)), Happening::Wanted, at(0));
    let (life, _) = step(life, refused(), at(1));
    assert!(matches!(
        life.session,
        Session::Lapsed {
            why: Lapse::Refused(_)
        }
    ));
    let (life, deeds) = step(life, Happening::Wanted, at(2));
    assert_eq!(signs_in(&deeds), 1, "one more attempt");
    let (life, _) = step(life, refused(), at(3));
    assert!(matches!(
        life.session,
        Session::Lapsed {
            why: Lapse::Stopped(_)
        }
    ));
    let (life, deeds) = step(life, Happening::Wanted, at(4));
    assert!(deeds.is_empty(), "accounts lock");
    let (_, deeds) = step(life, Happening::Begun, at(5));
    assert_eq!(signs_in(&deeds), 1);
}

#[test]
fn a_rejected_token_is_replaced_once_and_a_second_rejection_ends_the_session() {
    let life = active(Lives::NotSaid {
        replace_at: Some(at(900)),
    });
    let (life, deeds) = step(life, Happening::Rejected(1), at(1));
    assert_eq!(signs_in(&deeds), 1);
    let (life, deeds) = step(life, Happening::Rejected(1), at(1));
    assert_eq!(
        signs_in(&deeds),
        0,
        "fifty callers with one dead token want one new one"
    );
    let (life, _) = step(
        life,
        Happening::Signed(token(2, 1, Lives::Until(at(1801)))),
        at(1),
    );
    let (life, deeds) = step(life, Happening::Rejected(1), at(2));
    assert!(
        deeds.is_empty() && life.usable(at(2)).is_some(),
        "the old one is not ours any more"
    );
    let (life, deeds) = step(life, Happening::RejectedAgain(2), at(2));
    assert!(deeds.is_empty());
    assert!(matches!(
        life.session,
        Session::Lapsed { why: Lapse::Ended }
    ));
}

#[test]
fn a_token_that_arrives_after_signing_out_is_ended_at_the_vendor() {
    let (life, _) = step(Life::new(at(0)), Happening::Wanted, at(0));
    let (life, _) = step(life, Happening::Ended, at(1));
    let (life, deeds) = step(
        life,
        Happening::Signed(token(1, 2, Lives::Until(at(60)))),
        at(2),
    );
    assert!(matches!(life.session, Session::SignedOut));
    assert!(matches!(deeds[..], [Deed::SignOut(_)]));
}

#[test]
fn a_renewal_that_meets_trouble_keeps_the_token_that_still_works() {
    let life = active(Lives::Until(at(1800)));
    let (life, _) = step(life, Happening::Wanted, at(1500));
    let (life, _) = step(life, TROUBLED, at(1510));
    assert!(life.usable(at(1510)).is_some());
    let (life, _) = step(life, Happening::Wanted, at(1511));
    let (life, _) = step(life, TROUBLED, at(1900));
    assert!(matches!(life.session, Session::SignedOut));
}

#[derive(Debug, Clone)]
enum Told {
    Wanted,
    Begun,
    Signed,
    Refused,
    Troubled,
    Rejected,
    RejectedAgain,
    Ended,
}

proptest! {
    #[test]
    fn whatever_happens_at_most_one_request_is_under_way(
        happenings in prop::collection::vec(
            (prop_oneof![
                4 => Just(Told::Wanted), 1 => Just(Told::Begun), 3 => Just(Told::Signed),
                1 => Just(Told::Refused), 1 => Just(Told::Troubled), 1 => Just(Told::Rejected),
                1 => Just(Told::RejectedAgain), 1 => Just(Told::Ended),
            ], 0_i64..900).prop_map(|pair| pair),
            0..60,
        )
    ) {
        let mut life = Life::new(at(0));
        let (mut now, mut serial) = (0, 0_u64);
        let mut flying = 0_usize;
        for (told, later) in happenings {
            now += later;
            let happening = match told {
                Told::Wanted => Happening::Wanted,
                Told::Begun => Happening::Begun,
                // Only what is under way can arrive.
                Told::Signed | Told::Refused | Told::Troubled if flying == 0 => continue,
                Told::Signed => {
                    serial += 1;
                    flying -= 1;
                    Happening::Signed(token(serial, now, Lives::Until(at(now + 1800))))
                }
                Told::Refused => { flying -= 1; refused() }
                Told::Troubled => { flying -= 1; TROUBLED }
                Told::Rejected => Happening::Rejected(serial),
                Told::RejectedAgain => Happening::RejectedAgain(serial),
                Told::Ended => Happening::Ended,
            };
            let (next, deeds) = step(life, happening, at(now));
            life = next;
            flying += signs_in(&deeds);
            let talking = matches!(life.session, Session::Talking { .. } | Session::Renewing { .. });
            if !talking {
                // What was under way belongs to a session that is over.
                flying = 0;
            }
            assert!(flying <= 1, "{:?}", life.session);
            assert!(!talking || flying == 1, "nobody waits for a request that was not made");
        }
    }
}

#[test]
fn the_last_minute_of_life_is_counted_from_the_answer() {
    let token = token(1, 100, Lives::Until(at(100 + 3600)));
    let early = token.renew_at().unwrap().duration_since(at(100));
    assert_eq!(
        Duration::try_from(early).unwrap(),
        Duration::from_secs(2880)
    );
}
