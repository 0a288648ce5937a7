//! Faults only HTTP/2 has.

use crate::support::{Authority, Bucket, get, plain_door, route, send, streamed, write};
use bytes::Bytes;
use gateway::{BodyFault, GatewayError, NetworkFault, Outcome, Route, Version};
use h2::Reason;
use h2::server::SendResponse;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// What a server does with a request.
#[derive(Debug, Clone, Copy)]
enum Does {
    Answer,
    Reset(Reason),
    /// Goes away and has not looked at the request.
    GoAway,
    /// Begins a body that consists of frames without a byte.
    Flood,
}

struct Server {
    route: Route,
    requests: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
    _serving: JoinSet<()>,
}

/// Speaks HTTP/2 over TLS; does the next thing on the list for each request, and at last answers.
async fn server(script: &'static [Does]) -> Server {
    let authority = Authority::new("Test");
    let acceptor = authority.acceptor_with(
        &["127.0.0.1"],
        |_| {},
        |config| config.alpn_protocols = vec![b"h2".to_vec()],
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (requests, connections) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let told = (Arc::clone(&requests), Arc::clone(&connections));
    let mut serving = JoinSet::new();
    serving.spawn(async move {
        let mut each = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, told) = (acceptor.clone(), told.clone());
            told.1.fetch_add(1, Ordering::SeqCst);
            each.spawn(async move {
                let stream = acceptor.accept(stream).await.unwrap();
                let mut connection = h2::server::handshake(stream).await.unwrap();
                let mut floods = JoinSet::new();
                while let Some(Ok((_, mut respond))) = connection.accept().await {
                    let turn = told.0.fetch_add(1, Ordering::SeqCst);
                    match script.get(turn).copied().unwrap_or(Does::Answer) {
                        Does::Answer => answer(&mut respond),
                        Does::Reset(reason) => respond.send_reset(reason),
                        Does::GoAway => connection.abrupt_shutdown(Reason::NO_ERROR),
                        Does::Flood => {
                            floods.spawn(flood(respond));
                        }
                    }
                }
            });
        }
    });
    Server {
        route: Route {
            trust: authority.trust(),
            ..route("https", "127.0.0.1", port)
        },
        requests,
        connections,
        _serving: serving,
    }
}

fn answer(respond: &mut SendResponse<Bytes>) {
    let mut body = respond
        .send_response(http::Response::new(()), false)
        .unwrap();
    body.send_data(Bytes::from_static(b"hello"), true).unwrap();
}

async fn flood(mut respond: SendResponse<Bytes>) {
    let mut body = respond
        .send_response(http::Response::new(()), false)
        .unwrap();
    while body.send_data(Bytes::new(), false).is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_stream_the_server_did_not_look_at_is_sent_once_more() {
    // H18: HTTP/2 goaway, stream reset, empty frame flood
    for script in [
        &[Does::Reset(Reason::REFUSED_STREAM)][..],
        &[Does::Answer, Does::Reset(Reason::REFUSED_STREAM)],
    ] {
        let server = server(script).await;
        let door = plain_door();
        for _ in 0..2 {
            // Also a write: the server says that it did not act.
            let answer = send(&door, &server.route, write(&server.route))
                .await
                .unwrap();
            assert_eq!(
                (answer.body.as_slice(), answer.protocol),
                (&b"hello"[..], Version::HTTP_2)
            );
        }
        assert_eq!(server.requests.load(Ordering::SeqCst), 3);
    }
}

#[tokio::test]
async fn a_stream_that_was_reset_is_repeated_for_a_read_and_reported_for_a_write() {
    // H18: HTTP/2 goaway, stream reset, empty frame flood
    for (script, requests) in [
        (&[Does::Reset(Reason::INTERNAL_ERROR)][..], 2),
        (&[Does::GoAway], 2),
    ] {
        let read_from = server(script).await;
        let answer = get(&plain_door(), &read_from.route).await.unwrap();
        assert_eq!(answer.body, b"hello");
        assert_eq!(read_from.requests.load(Ordering::SeqCst), requests);
    }
    let written_to = server(&[Does::Reset(Reason::INTERNAL_ERROR)]).await;
    let sent = send(&plain_door(), &written_to.route, write(&written_to.route)).await;
    match sent {
        Err(GatewayError::Unreachable { fault, outcome, .. }) => {
            assert_eq!((fault, outcome), (NetworkFault::Reset, Outcome::Unknown));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(written_to.requests.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_flood_of_empty_frames_ends_with_its_connection() {
    // H18: HTTP/2 goaway, stream reset, empty frame flood
    let server = server(&[Does::Flood]).await;
    let door = plain_door();
    let bucket = Bucket::new();
    let answer = send(&door, &server.route, streamed(&server.route, &bucket))
        .await
        .unwrap();
    assert_eq!(answer.fault, Some(BodyFault::Cut));
    assert_eq!(bucket.size(), 0);
    let again = get(&door, &server.route).await.unwrap();
    assert_eq!(again.body, b"hello");
    assert_eq!(server.connections.load(Ordering::SeqCst), 2);
}
