//! Bodies that are not what they should be: the rows H of the table that are about them.

use crate::http::answering;
use crate::support::{Act, Bucket, Server, get, plain_door, route, says, send, streamed};
use flate2::Compression;
use flate2::write::GzEncoder;
use gateway::{BodyFault, GatewayError, NetworkFault};
use std::io::Write as _;

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
