//! Answers that are wrong, late, endless or dangerous: the rows H of the table.

use crate::support::{
    Act, Authority, Book, Bucket, Held, House, Server, Strict, door, get, plain_door, read, route,
    says, send, streamed, write,
};
use domain::{Ignore, LimitWindow, Sink, Timestamp};
use flate2::Compression;
use flate2::write::GzEncoder;
use gateway::{
    BodyFault, CookieJar, Credential, Event, GatewayError, HeaderMap, LastFailure, NetworkFault,
    Redirects, Response, Route, Timeouts,
};
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;

type Sent = Result<Response, GatewayError>;

fn redirect(code: u16, to: &str) -> Act {
    says(
        &format!("{code} Elsewhere"),
        &format!("location: {to}\r\n"),
        b"",
    )
}

async fn answering(script: Vec<Act>) -> (Server, Route) {
    let server = Server::start(None, vec![script]).await;
    let route = route("http", "127.0.0.1", server.port);
    (server, route)
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(plain).unwrap();
    packed.finish().unwrap()
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::CompressorWriter::new(&mut packed, 4096, 9, 22)
        .write_all(plain)
        .unwrap();
    packed
}

struct Canary;

impl Credential for Canary {
    fn attach(&self, headers: &mut HeaderMap) {
        headers.insert("x-vendor-token", "canary-7f".parse().unwrap());
    }
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_shown_and_gets_nothing() {
    // H1: redirect to other origin
    let (foreign, to) = answering(vec![Act::Hear, says("200 OK", "", b"caught")]).await;
    for code in [301, 302, 303, 307, 308] {
        for target in [
            format!("{}/steal?a=1", to.home),
            format!("//127.0.0.1:{}/steal", foreign.port),
            format!("http://localhost:{}/steal", foreign.port),
        ] {
            let (_server, route) = answering(vec![Act::Hear, redirect(code, &target)]).await;
            let left = plain_door()
                .send(&route, read(&route), Some(&Canary), &Ignore)
                .await;
            match left {
                Err(GatewayError::LeftOrigin { to }) => assert!(!to.contains("steal"), "{to}"),
                other => panic!("{code} {target}: {other:?}"),
            }
        }
    }
    assert_eq!(foreign.connections(), 0);
}

#[tokio::test]
async fn a_sign_in_is_never_led_elsewhere() {
    // H2: 307 or 308 on sign-in
    for code in [307, 308] {
        let script = vec![Act::Hear, redirect(code, "/login"), Act::Hear, Act::Silence];
        let (server, mut route) = answering(script).await;
        route.redirects = Redirects::Refuse;
        let refused = send(&plain_door(), &route, write(&route)).await;
        assert!(matches!(refused, Err(GatewayError::Redirected { .. })));
        assert_eq!(
            server.requests().len(),
            1,
            "the secret in its body left once"
        );
    }
}

#[tokio::test]
async fn a_circle_and_a_way_out_of_tls_are_left_and_named() {
    // H3: redirect loop, downgrade to http
    let (server, route) = answering(vec![Act::Hear, redirect(302, "/x"), Act::Close]).await;
    match get(&plain_door(), &route).await {
        Err(GatewayError::Redirected { to }) => assert!(to.ends_with("/x"), "{to}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.requests().len(), 6, "the first and five more");

    let authority = Authority::new("Test");
    let acceptor = authority.acceptor(&["127.0.0.1"]);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let down = redirect(302, &format!("http://127.0.0.1:{port}/x"));
    let secured = Server::on(
        listener,
        move |_| Some(acceptor.clone()),
        vec![vec![Act::Hear, down, Act::Close]],
    );
    let route = Route {
        trust: authority.trust(),
        ..crate::support::route("https", "127.0.0.1", port)
    };
    match get(&plain_door(), &route).await {
        Err(GatewayError::LeftOrigin { to }) => assert!(to.starts_with("http://"), "{to}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(secured.connections(), 1);
}

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
    let (door, budgets) = gateway::open(Arc::new(domain::SystemClock));
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

#[tokio::test]
async fn a_body_shorter_than_it_says_is_kept_and_marked() {
    // H7: length too long
    let script = vec![
        Act::Hear,
        Act::Say(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort".to_vec()),
        Act::Close,
    ];
    let (_server, route) = answering(script).await;
    let bucket = Bucket::new();
    let sent = send(&plain_door(), &route, streamed(&route, &bucket)).await;
    assert_eq!(sent.unwrap().fault, Some(BodyFault::Cut));
    assert_eq!(bucket.bytes(), b"short");
    let sent = get(&plain_door(), &route).await;
    assert!(
        matches!(sent, Err(GatewayError::Unreachable { .. })),
        "{sent:?}"
    );
}

#[tokio::test]
async fn bytes_beyond_the_length_are_dropped_with_their_connection() {
    // H8: length too short
    let long = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello, and an answer nobody asked for";
    let second = [says("200 OK", "", b"second")];
    let server = Server::start(
        None,
        vec![
            vec![Act::Hear, Act::Say(long.to_vec()), Act::Hear, Act::Silence],
            [vec![Act::Hear], second.to_vec()].concat(),
        ],
    )
    .await;
    let route = route("http", "127.0.0.1", server.port);
    let door = plain_door();
    assert_eq!(get(&door, &route).await.unwrap().body, b"hello");
    assert_eq!(get(&door, &route).await.unwrap().body, b"second");
    assert_eq!(server.connections(), 2, "the first connection was given up");
}

#[tokio::test]
async fn a_body_with_two_ends_is_refused_with_its_connection() {
    // H9: length and chunked together
    let both = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n\
                 5\r\nhello\r\n0\r\n\r\n";
    let server = Server::start(
        None,
        vec![
            vec![Act::Hear, Act::Say(both.to_vec()), Act::Hear, Act::Silence],
            vec![Act::Hear, says("200 OK", "", b"second")],
        ],
    )
    .await;
    let route = route("http", "127.0.0.1", server.port);
    let door = plain_door();
    match get(&door, &route).await {
        Err(GatewayError::Unreachable { fault, .. }) => assert_eq!(fault, NetworkFault::Protocol),
        other => panic!("{other:?}"),
    }
    assert_eq!(get(&door, &route).await.unwrap().body, b"second");
    assert_eq!(server.connections(), 2, "the first connection was given up");
}

#[tokio::test]
async fn what_can_be_read_of_a_gzip_that_ends_too_early_is_kept() {
    // H10: truncated gzip
    let plain = b"rows of an answer, ".repeat(2_000);
    let packed = gzip(&plain);
    let cut = &packed[..packed.len() / 2];
    let (_server, route) = answering(vec![
        Act::Hear,
        says("200 OK", "content-encoding: gzip\r\n", cut),
    ])
    .await;
    let bucket = Bucket::new();
    let sent = send(&plain_door(), &route, streamed(&route, &bucket)).await;
    assert_eq!(sent.unwrap().fault, Some(BodyFault::Damaged));
    let came = bucket.bytes();
    assert!(
        !came.is_empty() && plain.starts_with(&came),
        "{}",
        came.len()
    );
}

#[tokio::test]
async fn bombs_are_stopped_by_their_ratio_soon_after_the_first_megabyte() {
    // H11: compression bombs, nested
    let zeros = vec![0; 20 * 1024 * 1024];
    let (gzip_bomb, brotli_bomb) = (gzip(&zeros), brotli(&zeros));
    let twice = gzip(&gzip_bomb);
    for (encoding, bomb, expected) in [
        ("gzip", &gzip_bomb, BodyFault::Ratio),
        ("br", &brotli_bomb, BodyFault::Ratio),
        ("gzip, gzip", &twice, BodyFault::NestedEncoding),
        ("zstd", &gzip_bomb, BodyFault::UnknownEncoding),
    ] {
        let headers = format!("content-encoding: {encoding}\r\n");
        let (_server, route) = answering(vec![Act::Hear, says("200 OK", &headers, bomb)]).await;
        let bucket = Bucket::new();
        let sent = send(&plain_door(), &route, streamed(&route, &bucket)).await;
        assert_eq!(sent.unwrap().fault, Some(expected), "{encoding}");
        assert!(
            bucket.size() < 6 * 1024 * 1024,
            "{encoding}: {}",
            bucket.size()
        );
        match get(&plain_door(), &route).await {
            Err(GatewayError::Undecodable { fault, .. }) => assert_eq!(fault, expected),
            other => panic!("{encoding}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_its_type_says_comes_as_it_is() {
    // H12: wrong content type
    // H13: invalid UTF-8, UTF-16, BOM
    for (kind, body) in [
        ("application/json", b"<html>Sorry</html>".as_slice()),
        ("text/html", b"{\"a\":1}"),
        ("application/json; charset=utf-8", b"\xEF\xBB\xBF{\"a\":1}"),
        ("application/json; charset=utf-16", b"\xFF\xFE{\x00}\x00"),
        ("text/plain", b"\xC3\x28 \xFF"),
    ] {
        let headers = format!("content-type: {kind}\r\n");
        let (_server, route) = answering(vec![Act::Hear, says("200 OK", &headers, body)]).await;
        let answer = get(&plain_door(), &route).await.unwrap();
        assert_eq!(
            answer.body, body,
            "the raw bytes are the answer's, and judged above"
        );
        assert_eq!(answer.header("content-type"), Some(kind));
    }
}

#[tokio::test]
async fn two_hundred_megabytes_go_by_and_are_not_kept() {
    // H14: 200 MB body
    const SIZE: usize = 200 * 1024 * 1024;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\n\r\n");
    let script = vec![
        Act::Hear,
        Act::Say(head.into_bytes()),
        Act::Endless(vec![b'x'; 256 * 1024]),
    ];
    let (_server, route) = answering(script).await;
    let bucket = Bucket::new();
    let door = plain_door();
    let answer = send(&door, &route, streamed(&route, &bucket))
        .await
        .unwrap();
    assert_eq!((answer.size, answer.fault), (SIZE as u64, None));
    assert_eq!(answer.body.len(), 4, "as much as was to be kept");
    let refused = get(&door, &route).await.unwrap_err();
    assert_eq!(
        refused,
        GatewayError::TooLarge {
            limit: 64 * 1024 * 1024
        }
    );
}

#[tokio::test]
async fn an_endless_stream_ends_when_nobody_wants_more_or_at_its_limit() {
    // H15: endless stream
    let endless = || {
        vec![
            Act::Hear,
            Act::Say(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
            Act::Endless(vec![b'x'; 256 * 1024]),
        ]
    };
    let (_server, route) = answering(endless()).await;
    let door = plain_door();
    // The person is asked at 64 MB, and wants no more.
    let bucket = Bucket::with_room(64 * 1024 * 1024);
    let answer = send(&door, &route, streamed(&route, &bucket))
        .await
        .unwrap();
    assert_eq!(answer.fault, Some(BodyFault::Refused));
    assert!(bucket.size() < 66 * 1024 * 1024);
    let bucket = Bucket::new();
    let mut request = streamed(&route, &bucket);
    if let gateway::Destination::Streamed { at_most, .. } = &mut request.into {
        *at_most = 1_000_000;
    }
    let answer = send(&door, &route, request).await.unwrap();
    assert_eq!(answer.fault, Some(BodyFault::TooLarge { limit: 1_000_000 }));
    let refused = get(&door, &route).await.unwrap_err();
    assert_eq!(
        refused,
        GatewayError::TooLarge {
            limit: 64 * 1024 * 1024
        }
    );
}

#[tokio::test]
async fn a_head_with_too_many_or_too_large_headers_is_refused_with_the_limit() {
    // H16: 10,000 headers or 1 MB header
    use std::fmt::Write as _;
    let numbered = |count: usize| {
        (0..count).fold(String::new(), |mut all, n| {
            let _ = write!(all, "x-{n}: 1\r\n"); // writing to a String cannot fail
            all
        })
    };
    let large = |size: usize| format!("x-large: {}\r\n", "x".repeat(size));
    for (headers, refused) in [
        (numbered(10_000), true),
        (numbered(201), true),
        (large(1024 * 1024), true),
        (large(70_000), true),
        (numbered(150), false),
        (large(60_000), false),
    ] {
        let (_server, route) = answering(vec![Act::Hear, says("200 OK", &headers, b"ok")]).await;
        let limit = GatewayError::HeadTooLarge {
            count: 200,
            bytes: 64 * 1024,
        };
        match get(&plain_door(), &route).await {
            Err(error) => assert!(refused && error == limit, "{error:?}"),
            Ok(_) => assert!(!refused, "{} bytes", headers.len()),
        }
    }
}

#[tokio::test]
async fn an_empty_answer_is_an_answer_of_no_bytes() {
    // H17: empty body where data expected
    let nothing = Act::Say(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec());
    let packed = says(
        "200 OK",
        "content-encoding: gzip\r\ncontent-type: application/json\r\n",
        b"",
    );
    for (script, status) in [
        (vec![Act::Hear, nothing], 204),
        (vec![Act::Hear, says("200 OK", "", b"")], 200),
        (vec![Act::Hear, packed], 200),
    ] {
        let (_server, route) = answering(script).await;
        let answer = get(&plain_door(), &route).await.unwrap();
        assert_eq!(
            (answer.status, answer.size, answer.fault),
            (status, 0, None)
        );
    }
}

#[tokio::test]
async fn cookies_go_to_the_host_that_set_them_and_to_no_other() {
    // H19: cookies for other hosts
    let set = "set-cookie: own=1; Path=/\r\n\
               set-cookie: foreign=2; Domain=other.example; Path=/\r\n\
               set-cookie: above=3; Domain=example; Path=/\r\n\
               set-cookie: sub=4; Domain=deep.tenant.example; Path=/\r\n";
    let authority = Authority::new("Test");
    let names = &["tenant.example", "other.example", "deep.tenant.example"];
    let server = Server::start(
        Some(authority.acceptor(names)),
        vec![vec![
            Act::Hear,
            says("200 OK", set, b""),
            Act::Hear,
            says("200 OK", "", b""),
            Act::Silence,
        ]],
    )
    .await;
    let book = names
        .iter()
        .fold(Book::default(), |book, name| book.at(name, &["127.0.0.1"]));
    let door = door(book, House::default());
    let jar = CookieJar::default();
    let to = |host: &str| Route {
        trust: authority.trust(),
        cookies: Some(jar.clone()),
        ..route("https", host, server.port)
    };
    for host in [
        "tenant.example",
        "tenant.example",
        "other.example",
        "deep.tenant.example",
    ] {
        get(&door, &to(host)).await.unwrap();
    }
    let cookies = |request: &String| {
        let line = request.lines().find(|line| line.starts_with("cookie:"));
        line.map(str::to_owned)
    };
    let sent: Vec<_> = server.requests().iter().map(cookies).collect();
    // One for all of `.example` comes back to the host that set it, and goes to no other.
    let own = sent[1].as_deref().unwrap();
    assert!(own.contains("own=1") && own.contains("above=3"), "{own}");
    assert!(!own.contains("foreign") && !own.contains("sub"), "{own}");
    assert_eq!(sent[2], None);
    assert_eq!(sent[3], None);
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
