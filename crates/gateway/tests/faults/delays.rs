//! Vendors that want to be asked later, or cannot answer: the rows H of the table that are about
//! waiting.

use crate::http::answering;
use crate::support::{Act, Held, Server, Strict, get, plain_door, read, route, says, send, write};
use domain::{Ignore, LimitHeaders, LimitWindow, Sink, Timestamp};
use gateway::{Event, GatewayError, LastFailure, Response, Timeouts};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;

type Sent = Result<Response, GatewayError>;

#[tokio::test(start_paused = true)]
async fn a_delay_is_kept_to_the_second_whatever_it_is_written_as() {
    // H4: 429 with seconds, date, absurd or negative delay
    let time = Held::new();
    let date = |seconds: i64| {
        let at = Timestamp::from_second(1_800_000_000 + seconds).unwrap();
        at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    };
    // The server's clock is years from ours; its date counts.
    let dated = format!("date: {}\r\nretry-after: {}\r\n", date(0), date(7));
    let past = format!("date: {}\r\nretry-after: {}\r\n", date(0), date(-7));
    for (headers, seconds) in [
        ("retry-after: 3\r\n".to_owned(), 3),
        (dated, 7),
        (past, 1),
        ("retry-after: -5\r\n".to_owned(), 1),
        ("retry-after: soon\r\n".to_owned(), 1),
        (String::new(), 1),
    ] {
        let script = vec![
            Act::Hear,
            says("429 Slow down", &headers, b""),
            Act::Hear,
            says("200 OK", "", b"now"),
        ];
        let (_server, route) = answering(script).await;
        let door = plain_door();
        let step = Duration::from_millis(100);
        let (sent, waited) = time.while_waiting(get(&door, &route), step).await;
        assert_eq!(sent.unwrap().body, b"now");
        let waited = waited.as_secs_f64();
        let wanted = f64::from(seconds);
        assert!(
            (wanted..wanted + 1.0).contains(&waited),
            "{headers:?}: {waited}"
        );
    }
    for (asked, told) in [
        ("86400", Duration::from_secs(86_400)),
        (
            "99999999999999999999999",
            Duration::from_secs(u32::MAX.into()),
        ),
    ] {
        let headers = format!("retry-after: {asked}\r\n");
        let (_server, route) = answering(vec![Act::Hear, says("429 No", &headers, b"")]).await;
        let told_of = GatewayError::RateLimited {
            retry_after: Duration::from_secs(900),
            asked: Some(told),
        };
        assert_eq!(get(&plain_door(), &route).await.unwrap_err(), told_of);
    }
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_429_slows_every_caller_and_the_budget_says_until_when() {
    // H5: 429 storm
    let time = Held::new();
    let server = Server::start(
        None,
        vec![vec![
            Act::Hear,
            says("429 Slow down", "retry-after: 30\r\n", b""),
            Act::Hear,
            says("200 OK", "", b"now"),
        ]],
    )
    .await;
    let window = LimitWindow {
        calls: 100,
        seconds: 100,
    };
    let mut route = route("http", "127.0.0.1", server.port);
    route.limits = vec![window];
    let (door, budgets, _) = gateway::open(Arc::new(domain::SystemClock));
    let first = get(&door, &route).await;
    assert!(matches!(first, Err(GatewayError::RateLimited { .. })));
    let told = budgets.quiet_for(&route.tenant).unwrap();
    assert_eq!(told.as_secs(), 30);
    assert_eq!(budgets.left(&route.tenant, &route.limits).unwrap().left, 99);
    for _ in 0..20 {
        match get(&door, &route).await {
            Err(GatewayError::RateLimited { retry_after, .. }) => {
                assert!(retry_after <= told);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        server.requests().len(),
        1,
        "the others were told without asking"
    );
    time.pass(Duration::from_secs(30)).await;
    assert_eq!(budgets.quiet_for(&route.tenant), None);
    assert_eq!(get(&door, &route).await.unwrap().body, b"now");
}

#[tokio::test]
async fn what_an_answer_tells_of_the_budget_is_shown_when_it_is_less_than_we_counted() {
    let told = |left: u32| {
        let headers = format!("X-RateLimit-Limit: 1000\r\nX-RateLimit-Remaining: {left}\r\n");
        says("200 OK", &headers, b"")
    };
    let script = vec![
        Act::Hear,
        told(40),
        Act::Hear,
        told(39),
        Act::Hear,
        says("200 OK", "", b""),
    ];
    let (_server, mut route) = answering(script).await;
    let window = |calls, seconds| LimitWindow { calls, seconds };
    route.limits = vec![window(10, 1), window(1_000, 3_600)];
    route.limits_told = Some(LimitHeaders {
        calls: "x-ratelimit-limit".to_owned(),
        left: "x-ratelimit-remaining".to_owned(),
    });
    let (door, budgets, _) = gateway::open(Arc::new(domain::SystemClock));
    for left in [40, 39, 38] {
        get(&door, &route).await.unwrap();
        let shown = budgets.left(&route.tenant, &route.limits).unwrap();
        assert_eq!((shown.left, shown.window), (left, window(1_000, 3_600)));
    }
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_503_is_tried_three_times_and_then_left_alone_for_a_while() {
    // H6: 500 or 503 burst
    let time = Held::new();
    let busy = vec![
        Act::Hear,
        says("503 Busy", "connection: close\r\n", b""),
        Act::Close,
    ];
    let (server, route) = answering(busy).await;
    let door = plain_door();
    let step = Duration::from_millis(50);
    let told = Mutex::new(Vec::new());
    let watch = |event: Event| told.lock().unwrap().push(event);
    let watch: &dyn Sink<Event> = &watch;
    let call = door.send(&route, read(&route), None, watch);
    let (sent, waited) = time.while_waiting(call, step).await;
    assert_eq!(sent.unwrap().status, 503);
    assert_eq!(server.requests().len(), 3, "at most three");
    assert!(waited >= Duration::from_millis(750), "{waited:?}");
    let told = told.lock().unwrap().clone();
    let waits = told
        .iter()
        .filter(|event| matches!(event, Event::Waiting(_)));
    assert_eq!(waits.count(), 2);
    // Two more failures, and nobody is asked any more.
    let (sent, _) = time.while_waiting(get(&door, &route), step).await;
    let resting = |sent: &Sent| match sent {
        Err(GatewayError::Resting { last, .. }) => Some(*last),
        _ => None,
    };
    assert_eq!(resting(&sent), Some(LastFailure::Status(503)));
    for _ in 0..50 {
        let sent = get(&door, &route).await;
        assert_eq!(resting(&sent), Some(LastFailure::Status(503)));
    }
    assert_eq!(server.requests().len(), 5);
    // A write is not tried again.
    let busy = vec![
        Act::Hear,
        says("503 Busy", "connection: close\r\n", b""),
        Act::Close,
    ];
    let (server, route) = answering(busy).await;
    let sent = send(&plain_door(), &route, write(&route)).await;
    assert_eq!(sent.unwrap().status, 503);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn five_thousand_calls_against_a_strict_limiter_are_never_refused() {
    // Goal 21 of `docs/security.md`: 5,000 calls at 1,000 per 100 s.
    let strict = Strict::default();
    let (limited, _) = strict.behind_limits();
    let limited = Arc::new(limited);
    let mut route = route("https", "tenant.example", 443);
    route.limits = vec![LimitWindow {
        calls: 1_000,
        seconds: 100,
    }];
    route.timeouts = Timeouts {
        patience: Duration::from_secs(10_000),
        ..Timeouts::default()
    };
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (limited, route) = (Arc::clone(&limited), route.clone());
        calls.spawn(async move {
            for _ in 0..100 {
                use gateway::Gateway as _;
                let sent = limited.send(&route, read(&route), None, &Ignore).await;
                assert_eq!(sent.unwrap().status, 200);
            }
        });
    }
    let began = tokio::time::Instant::now();
    while calls.join_next().await.is_some() {}
    let took = began.elapsed().as_secs();
    assert_eq!(strict.calls(), 5_000);
    assert!(
        (400..=410).contains(&took),
        "as fast as the window lets: {took}"
    );
}
