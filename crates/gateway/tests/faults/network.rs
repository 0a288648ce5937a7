//! Names, connections and bodies that fail on the way: the rows N of the table.

use crate::support::{
    Act, Authority, Book, Bucket, Held, House, Server, door, get, plain_door, route, says, send,
    settled, streamed, write,
};
use domain::testing::SetClock;
use domain::{Clock, Timestamp};
use gateway::{BodyFault, CertificateFault, GatewayError, NetworkFault, Outcome, Response, Route};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;

type Sent = Result<Response, GatewayError>;

fn unreachable(sent: Sent) -> (NetworkFault, Outcome) {
    match sent {
        Err(GatewayError::Unreachable { fault, outcome, .. }) => (fault, outcome),
        other => panic!("it was reached: {other:?}"),
    }
}

fn second() -> Duration {
    Duration::from_secs(1)
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_told_at_once() {
    // N1: name does not exist
    let door = plain_door();
    let sent = get(&door, &route("https", "tenant.example", 443)).await;
    assert_eq!(unreachable(sent), (NetworkFault::Name, Outcome::NotSent));
}

#[tokio::test(start_paused = true)]
async fn a_resolver_that_says_nothing_is_waited_for_five_seconds() {
    // N2: resolver silent
    let time = Held::new();
    let door = door(Book::default().silent("tenant.example"), House::default());
    let route = route("https", "tenant.example", 443);
    let (sent, waited) = time.while_waiting(get(&door, &route), second()).await;
    let late = (NetworkFault::NameTimeout, Outcome::NotSent);
    assert_eq!(unreachable(sent), late);
    assert_eq!(waited.as_secs(), 5);
}

#[tokio::test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "needs the loopback network of Linux"
)]
async fn a_name_that_points_elsewhere_is_checked_again_and_pools_are_not_mixed() {
    // N3: name points elsewhere mid-session
    let (mine, other) = (Authority::new("Mine"), Authority::new("Other"));
    let answer =
        |body: &'static [u8]| vec![Act::Hear, says("200 OK", "connection: close\r\n", body)];
    let first = Server::start(
        Some(mine.acceptor(&["tenant.example"])),
        vec![answer(b"first")],
    )
    .await;
    // The same port at another address, with another certificate.
    let elsewhere = TcpListener::bind(("127.0.0.2", first.port)).await.unwrap();
    let certificate = other.acceptor(&["tenant.example"]);
    let second = Server::on(
        elsewhere,
        move |_| Some(certificate.clone()),
        vec![answer(b"second")],
    );
    let book = Book::default().at("tenant.example", &["127.0.0.1"]);
    let door = door(book.clone(), House::default());
    let pinned = Route {
        trust: mine.trust(),
        ..route("https", "tenant.example", first.port)
    };
    assert_eq!(get(&door, &pinned).await.unwrap().body, b"first");
    book.moves("tenant.example", &["127.0.0.2"]);
    let refused = get(&door, &pinned).await;
    assert!(matches!(refused, Err(GatewayError::Untrusted { .. })));
    assert!(second.requests().is_empty());
    // A tenant that trusts the other does not make a way for the one that does not.
    let trusting = Route {
        trust: other.trust(),
        ..pinned.clone()
    };
    assert_eq!(get(&door, &trusting).await.unwrap().body, b"second");
    let refused = get(&door, &pinned).await;
    assert!(matches!(refused, Err(GatewayError::Untrusted { .. })));
    assert_eq!(second.requests().len(), 1);
}

#[tokio::test]
async fn a_closed_port_is_told_at_once() {
    // N4: connection refused
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let sent = get(&plain_door(), &route("https", "127.0.0.1", port)).await;
    let (refused, host) = match sent {
        Err(GatewayError::Unreachable { fault, host, .. }) => (fault, host),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused, NetworkFault::Refused);
    assert_eq!(host, format!("127.0.0.1:{port}"), "the port is named");
}

#[tokio::test(start_paused = true)]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "needs the loopback network of Linux"
)]
async fn a_host_that_swallows_packets_is_waited_for_ten_seconds() {
    // N5: packets dropped
    let time = Held::new();
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let full = socket.listen(1).unwrap();
    let to = full.local_addr().unwrap();
    let mut waiting = Vec::new();
    for _ in 0..8 {
        let connecting = tokio::spawn(TcpStream::connect(to));
        waiting.push(connecting);
    }
    settled().await;
    let route = route("https", "127.0.0.1", to.port());
    let door = plain_door();
    let (sent, waited) = time.while_waiting(get(&door, &route), second()).await;
    let late = (NetworkFault::ConnectTimeout, Outcome::NotSent);
    assert_eq!(unreachable(sent), late);
    assert_eq!(waited.as_secs(), 10);
}

#[tokio::test]
async fn a_connection_reset_at_once_repeats_a_read_and_reports_a_write() {
    // N6: reset after accept
    let scripts = || {
        vec![
            vec![Act::Hear, Act::Reset],
            vec![Act::Hear, says("200 OK", "", b"ok")],
        ]
    };
    let server = Server::start(None, scripts()).await;
    let route = route("http", "127.0.0.1", server.port);
    assert_eq!(get(&plain_door(), &route).await.unwrap().body, b"ok");
    assert_eq!(server.requests().len(), 2);

    let always = Server::start(None, vec![vec![Act::Hear, Act::Reset]]).await;
    let reset = crate::support::route("http", "127.0.0.1", always.port);
    let sent = get(&plain_door(), &reset).await;
    assert_eq!(unreachable(sent), (NetworkFault::Reset, Outcome::Unknown));
    assert_eq!(always.requests().len(), 2, "once more and no more");

    let server = Server::start(None, scripts()).await;
    let route = crate::support::route("http", "127.0.0.1", server.port);
    let sent = send(&plain_door(), &route, write(&route)).await;
    assert_eq!(unreachable(sent), (NetworkFault::Reset, Outcome::Unknown));
    assert_eq!(server.requests().len(), 1, "a write is never repeated");
}

#[tokio::test]
async fn what_came_before_a_reset_is_kept_and_marked() {
    // N7: reset in body
    let begun = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf of it".to_vec();
    let (here, on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let script = vec![
        Act::Hear,
        Act::Say(begun),
        Act::Meet(Arc::clone(&here), Arc::clone(&on)),
        Act::Reset,
    ];
    let server = Server::start(None, vec![script]).await;
    let route = route("http", "127.0.0.1", server.port);
    let bucket = Bucket::new();
    let door = plain_door();
    let sending = send(&door, &route, streamed(&route, &bucket));
    let cutting = async {
        here.notified().await;
        bucket.has(10).await;
        on.notify_one();
    };
    let (sent, ()) = tokio::join!(sending, cutting);
    assert_eq!(sent.unwrap().fault, Some(BodyFault::Cut));
    assert_eq!(bucket.bytes(), b"half of it");
    assert_eq!(bucket.end(), Some(Some(BodyFault::Cut)));
}

#[tokio::test]
async fn a_kept_connection_the_server_closed_is_replaced_also_for_a_write() {
    // N8: stale pooled connection
    for close in [Act::Close, Act::Reset] {
        let (here, on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let kept = vec![
            Act::Hear,
            says("200 OK", "", b"first"),
            Act::Meet(Arc::clone(&here), Arc::clone(&on)),
            close,
        ];
        let fresh = vec![Act::Hear, says("200 OK", "", b"second"), Act::Silence];
        let server = Server::start(None, vec![kept, fresh]).await;
        let route = route("http", "127.0.0.1", server.port);
        let door = plain_door();
        get(&door, &route).await.unwrap();
        here.notified().await;
        on.notify_one();
        settled().await;
        let sent = send(&door, &route, write(&route)).await;
        assert_eq!(sent.unwrap().body, b"second");
        let writes = server.requests();
        let writes = writes.iter().filter(|heard| heard.starts_with("POST"));
        assert_eq!(writes.count(), 1, "it arrived once");
    }
}

#[tokio::test]
async fn a_write_on_a_kept_connection_that_dies_under_it_is_reported_as_unknown() {
    // N8: stale pooled connection
    let kept = vec![
        Act::Hear,
        says("200 OK", "", b"first"),
        Act::Hear,
        Act::Reset,
    ];
    let server = Server::start(None, vec![kept, vec![Act::Hear, says("200 OK", "", b"")]]).await;
    let route = route("http", "127.0.0.1", server.port);
    let door = plain_door();
    get(&door, &route).await.unwrap();
    let sent = send(&door, &route, write(&route)).await;
    assert_eq!(unreachable(sent), (NetworkFault::Reset, Outcome::Unknown));
    assert_eq!(server.requests().len(), 2, "the write arrived once");
}

#[tokio::test(start_paused = true)]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "needs the loopback network of Linux"
)]
async fn an_address_that_swallows_packets_gives_way_to_the_next_in_less_than_half_a_second() {
    // N9: broken IPv6, good IPv4
    let time = Held::new();
    let server = Server::start(None, vec![vec![Act::Hear, says("200 OK", "", b"ok")]]).await;
    // Swallows packets on the same port of IPv6.
    let socket = TcpSocket::new_v6().unwrap();
    let bound = socket.bind(format!("[::1]:{}", server.port).parse().unwrap());
    if bound.is_err() {
        eprintln!("skipped: this machine has no IPv6");
        return;
    }
    let full = socket.listen(1).unwrap();
    let to = full.local_addr().unwrap();
    let mut waiting = Vec::new();
    for _ in 0..8 {
        waiting.push(tokio::spawn(TcpStream::connect(to)));
    }
    settled().await;
    let book = Book::default().at("localhost", &["::1", "127.0.0.1"]);
    let door = door(book, House::default());
    let route = route("http", "localhost", server.port);
    let step = Duration::from_millis(50);
    let (sent, waited) = time.while_waiting(get(&door, &route), step).await;
    assert_eq!(sent.unwrap().body, b"ok");
    assert!(waited.as_millis() <= 500, "{waited:?}");
}

#[tokio::test]
async fn a_captive_portal_is_not_taken_for_the_tenant() {
    // N13: captive portal
    let (mine, portal) = (Authority::new("Mine"), Authority::new("Hotel"));
    let html = b"<html><title>Welcome</title>Sign in to the network</html>";
    let script = vec![
        Act::Hear,
        says("200 OK", "content-type: text/html\r\n", html),
    ];
    for names in [&["portal.hotel.example"][..], &["tenant.example"]] {
        let server = Server::start(Some(portal.acceptor(names)), vec![script.clone()]).await;
        let book = Book::default().at("tenant.example", &["127.0.0.1"]);
        let route = Route {
            trust: mine.trust(),
            ..route("https", "tenant.example", server.port)
        };
        let sent = get(&door(book, House::default()), &route).await;
        match sent {
            Err(GatewayError::Untrusted { shown, fault, .. }) => {
                assert_eq!(shown.unwrap().issuer, "Hotel");
                assert_eq!(fault, CertificateFault::UnknownIssuer);
            }
            other => panic!("{other:?}"),
        }
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "needs the loopback network of Linux"
)]
async fn calls_on_the_way_fail_once_when_the_network_changes_and_the_next_one_goes_through() {
    // N14: network changes
    let server = Server::start(
        None,
        vec![
            vec![Act::Hear, Act::Reset],
            vec![Act::Hear, says("200 OK", "", b"here again"), Act::Silence],
        ],
    )
    .await;
    let there = TcpListener::bind(("127.0.0.2", server.port)).await.unwrap();
    let moved = Server::on(
        there,
        |_| None,
        vec![vec![
            Act::Hear,
            says("200 OK", "", b"over there"),
            Act::Silence,
        ]],
    );
    let book = Book::default().at("localhost", &["127.0.0.1"]);
    let door = door(book.clone(), House::default());
    let route = route("http", "localhost", server.port);
    let sent = send(&door, &route, write(&route)).await;
    assert_eq!(unreachable(sent).0, NetworkFault::Reset);
    book.moves("localhost", &["127.0.0.2"]);
    assert_eq!(get(&door, &route).await.unwrap().body, b"over there");
    assert_eq!(moved.requests().len(), 1);
}

#[tokio::test]
async fn connections_that_died_in_sleep_are_replaced_without_a_word() {
    // N15: sleep 8 h and resume
    let (here, on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let kept = vec![
        Act::Hear,
        says("200 OK", "", b"evening"),
        Act::Meet(Arc::clone(&here), Arc::clone(&on)),
        Act::Reset,
    ];
    let fresh = vec![Act::Hear, says("200 OK", "", b"morning"), Act::Silence];
    let server = Server::start(None, vec![kept.clone(), kept, fresh]).await;
    let route = route("http", "127.0.0.1", server.port);
    let door = plain_door();
    let (one, two) = tokio::join!(get(&door, &route), get(&door, &route));
    assert!(one.is_ok() && two.is_ok());
    on.notify_waiters();
    settled().await;
    assert_eq!(get(&door, &route).await.unwrap().body, b"morning");
}

#[tokio::test(start_paused = true)]
async fn after_sleep_a_write_does_not_go_out_on_a_connection_from_before() {
    // N15: sleep 8 h and resume
    let _time = Held::new();
    let kept = vec![Act::Hear, says("200 OK", "", b"evening"), Act::Silence];
    let fresh = vec![Act::Hear, says("200 OK", "", b"morning"), Act::Silence];
    // The old connection is dead, but nothing says so.
    let server = Server::start(None, vec![kept, fresh]).await;
    let route = route("http", "127.0.0.1", server.port);
    let clock = Arc::new(SetClock::at(Timestamp::UNIX_EPOCH));
    let (door, _, _) = gateway::open(Arc::clone(&clock) as Arc<dyn Clock>);
    get(&door, &route).await.unwrap();
    clock.advance(Duration::from_secs(8 * 3600));
    let sent = send(&door, &route, write(&route)).await;
    assert_eq!(sent.unwrap().body, b"morning");
}

#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_ends_at_the_limit_of_the_first_byte() {
    // N16: header trickle
    let _time = Held::new();
    let head = "HTTP/1.1 200 OK\r\nx-slow: ".to_owned() + &"x".repeat(60);
    let script = vec![
        Act::Hear,
        Act::Trickle(head.into_bytes(), second()),
        Act::Silence,
    ];
    let server = Server::start(None, vec![script]).await;
    let began = tokio::time::Instant::now();
    let sent = get(&plain_door(), &route("http", "127.0.0.1", server.port)).await;
    assert_eq!(unreachable(sent), (NetworkFault::Timeout, Outcome::Unknown));
    assert_eq!(began.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_trickles_is_ended_and_what_came_is_kept() {
    // N17: body trickle
    let time = Held::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let route = route("http", "127.0.0.1", listener.local_addr().unwrap().port());
    let bucket = Bucket::new();
    let trickle = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        // What is said before it was asked for would be no answer.
        assert!(stream.read(&mut [0; 4096]).await.unwrap() > 0);
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n";
        stream.write_all(head).await.unwrap();
        // Ten bytes a second, and none before the last one was taken.
        for byte in 1.. {
            if stream.write_all(b"x").await.is_err() {
                return;
            }
            bucket.has(byte).await;
            settled().await;
            time.pass(Duration::from_millis(100)).await;
        }
    };
    let door = plain_door();
    let sent = tokio::select! {
        sent = send(&door, &route, streamed(&route, &bucket)) => sent,
        () = trickle => panic!("the call is over before its connection"),
    };
    assert_eq!(sent.unwrap().fault, Some(BodyFault::TooSlow));
    let came = bucket.size();
    assert!((595..=610).contains(&came), "a minute of it: {came}");
}
