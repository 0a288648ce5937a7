//! How answers come: where their time goes, how their bodies are handed on, and what ends them.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use domain::{Certificate, Ignore, Place, Sink, SystemClock, Trust};
use flate2::Compression;
use flate2::write::GzEncoder;
use gateway::{
    BodyFault, BodySink, Destination, Event, Gateway, GatewayError, Handshake, Head, Intake, Pace,
    Refused, Request, Response, Route, Timeouts, TlsVersion, Version,
};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::convert::Infallible;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, version};

/// A whole server with TLS, HTTP/1.1 and HTTP/2 that keeps connections.
struct Secured {
    port: u16,
    trust: Trust,
    _serving: JoinSet<()>,
}

impl Secured {
    async fn start(protocols: &[&[u8]], tls13: bool) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
        let params = CertificateParams::new(names).unwrap();
        let leaf = params.signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let version = if tls13 {
            &version::TLS13
        } else {
            &version::TLS12
        };
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key)
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                connections.spawn(async move {
                    // What a client does with its connection is its own affair.
                    let Ok(stream) = acceptor.accept(stream).await else {
                        return;
                    };
                    let answer = service_fn(|_| async {
                        Ok::<_, Infallible>(http::Response::new(Full::new(Bytes::from("hello"))))
                    });
                    let serving = auto::Builder::new(TokioExecutor::new());
                    let _ = serving.serve_connection(TokioIo::new(stream), answer).await;
                });
            }
        });
        Self {
            port,
            trust: Trust::Only(Certificate::all_from_pem(&pem).unwrap()),
            _serving: serving,
        }
    }

    fn route(&self, host: &str) -> Route {
        Route {
            trust: self.trust.clone(),
            ..route("https", host, self.port)
        }
    }
}

fn route(scheme: &str, host: &str, port: u16) -> Route {
    let place = Place::parse(&format!("{scheme}://{host}:{port}")).unwrap();
    Route::to("t".into(), place)
}

fn door() -> Arc<dyn Gateway> {
    gateway::open(Arc::new(SystemClock)).0
}

/// Says one thing to one caller, byte by byte as it is given.
async fn once(answer: Vec<u8>) -> (Route, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut serving = JoinSet::new();
    serving.spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            heard(&mut stream).await;
            // A caller that has heard enough hangs up.
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    });
    (route("http", "127.0.0.1", port), serving)
}

async fn heard(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let mut piece = [0_u8; 4096];
    while !heard.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut piece).await.unwrap();
        assert!(read > 0, "the request is whole");
        heard.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(heard).unwrap()
}

fn with_body(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

#[derive(Default, Debug, Clone, PartialEq, Eq)]
struct Taken {
    status: u16,
    bytes: Vec<u8>,
    end: Option<Option<BodyFault>>,
}

/// Takes bodies, and says when one began and when a sink was dropped.
#[derive(Default)]
struct Bucket {
    taken: Arc<Mutex<Taken>>,
    at_most: Option<usize>,
    dropped: Mutex<Option<oneshot::Sender<()>>>,
}

struct Filling {
    taken: Arc<Mutex<Taken>>,
    at_most: Option<usize>,
    dropped: Option<oneshot::Sender<()>>,
}

impl Intake for Bucket {
    fn begin(&self, head: Head<'_>) -> Box<dyn BodySink> {
        *self.taken.lock().unwrap() = Taken {
            status: head.status,
            ..Taken::default()
        };
        Box::new(Filling {
            taken: Arc::clone(&self.taken),
            at_most: self.at_most,
            dropped: self.dropped.lock().unwrap().take(),
        })
    }
}

impl BodySink for Filling {
    fn write(&mut self, piece: &[u8]) -> Result<(), Refused> {
        let bytes = &mut self.taken.lock().unwrap().bytes;
        bytes.extend_from_slice(piece);
        match self.at_most {
            Some(most) if bytes.len() > most => Err(Refused),
            _ => Ok(()),
        }
    }

    fn finish(self: Box<Self>, fault: Option<&BodyFault>) -> Result<(), Refused> {
        self.taken.lock().unwrap().end = Some(fault.copied());
        Ok(())
    }
}

impl Drop for Filling {
    fn drop(&mut self) {
        if let Some(dropped) = self.dropped.take() {
            let _ = dropped.send(());
        }
    }
}

fn streamed(route: &Route, bucket: &Arc<Bucket>) -> Request {
    let mut request = Request::get(route.home.join("/x").unwrap());
    request.into = Destination::Streamed {
        to: Arc::clone(bucket) as Arc<dyn Intake>,
        at_most: 1_000_000,
        keep: 4,
    };
    request
}

async fn stream(route: &Route, bucket: &Arc<Bucket>) -> Result<Response, GatewayError> {
    let request = streamed(route, bucket);
    door().send(route, request, None, &Ignore).await
}

#[tokio::test]
async fn a_new_connection_is_told_in_its_parts_and_one_used_again_has_none() {
    for (protocols, version, tls13) in [
        (&[b"h2".as_slice()][..], Version::HTTP_2, true),
        (&[b"http/1.1".as_slice()][..], Version::HTTP_11, false),
    ] {
        let server = Secured::start(protocols, tls13).await;
        let route = server.route("localhost");
        let door = door();
        let url = route.home.join("/x").unwrap();
        let tls = if tls13 {
            TlsVersion::Tls13
        } else {
            TlsVersion::Tls12
        };
        for again in [false, true, true] {
            let request = Request::get(url.clone());
            let answer = door.send(&route, request, None, &Ignore).await.unwrap();
            assert_eq!((answer.protocol, answer.tls), (version, Some(tls)));
            assert_eq!((answer.size, answer.received), (5, 5));
            match answer.timing.connecting {
                None => assert!(again, "the first call makes a connection"),
                Some(made) => {
                    assert!(!again, "{version:?}: a standing connection is used again");
                    assert!(made.lookup.is_some(), "localhost is looked up");
                    assert!(matches!(made.handshake, Handshake::Took(_)));
                }
            }
        }
        // An address in numbers is not looked up; a session that is taken up again has a version.
        let route = server.route("127.0.0.1");
        let request = Request::get(route.home.join("/x").unwrap());
        let answer = door.send(&route, request, None, &Ignore).await.unwrap();
        assert_eq!(answer.timing.connecting.unwrap().lookup, None);
        assert_eq!(answer.tls, Some(tls));
    }
}

#[tokio::test]
async fn calls_at_once_are_each_told_of_their_own_connection() {
    let server = Secured::start(&[b"http/1.1"], true).await;
    let route = server.route("127.0.0.1");
    let door = door();
    let mut calls = JoinSet::new();
    for _ in 0..12 {
        let (door, route) = (Arc::clone(&door), route.clone());
        calls.spawn(async move {
            let request = Request::get(route.home.join("/x").unwrap());
            door.send(&route, request, None, &Ignore).await.unwrap()
        });
    }
    let answers = calls.join_all().await;
    let made = answers.iter().filter_map(|answer| answer.timing.connecting);
    assert!(made.clone().count() >= 1);
    assert!(made.clone().all(|made| made.lookup.is_none()));
    assert!(
        answers
            .iter()
            .all(|answer| answer.tls == Some(TlsVersion::Tls13))
    );
}

#[tokio::test]
async fn a_call_without_tls_has_no_handshake_and_tells_its_hops() {
    let to = b"HTTP/1.1 302 Found\r\nlocation: /y?a=1\r\ncontent-length: 0\r\n\r\n".to_vec();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = async {
        for answer in [to, with_body("", b"there")] {
            let (mut stream, _) = listener.accept().await.unwrap();
            heard(&mut stream).await;
            stream.write_all(&answer).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    };
    let route = route("http", "127.0.0.1", port);
    let request = Request::get(route.home.join("/x").unwrap());
    let door = door();
    let (answer, ()) = tokio::join!(door.send(&route, request, None, &Ignore), serving);
    let answer = answer.unwrap();
    assert_eq!(answer.timing.connecting.unwrap().handshake, Handshake::None);
    assert_eq!(answer.tls, None);
    let [hop] = answer.hops.as_slice() else {
        panic!("one hop: {:?}", answer.hops);
    };
    assert_eq!((hop.status, hop.url.path()), (302, "/x"));
    assert!(hop.timing.connecting.is_some());
    assert_eq!(answer.url.path(), "/y");
}

#[tokio::test]
async fn a_body_is_decoded_and_handed_on_and_its_first_bytes_are_kept() {
    let plain = b"0123456789".repeat(5_000);
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&plain).unwrap();
    let packed = packed.finish().unwrap();
    let (route, _serving) = once(with_body("content-encoding: gzip\r\n", &packed)).await;
    let bucket = Arc::new(Bucket::default());
    let told = Mutex::new(Vec::new());
    let watch = |event: Event| told.lock().unwrap().push(event);
    let watch: &dyn Sink<Event> = &watch;
    let request = streamed(&route, &bucket);
    let answer = door().send(&route, request, None, watch).await.unwrap();
    assert_eq!(answer.body, b"0123");
    assert_eq!(answer.size, 50_000);
    assert_eq!(answer.received, packed.len() as u64);
    assert_eq!(answer.fault, None);
    let taken = bucket.taken.lock().unwrap().clone();
    assert_eq!((taken.status, taken.end), (200, Some(None)));
    assert_eq!(taken.bytes, plain);
    let last = told.lock().unwrap().last().copied();
    assert_eq!(last, Some(Event::Received(packed.len() as u64)));
    // Kept in memory, it is the whole.
    let request = Request::get(route.home.join("/x").unwrap());
    let answer = door().send(&route, request, None, &Ignore).await.unwrap();
    assert_eq!(answer.body, plain);
}

#[tokio::test]
async fn a_refusal_stays_in_memory_to_be_judged() {
    let answer = b"HTTP/1.1 403 No\r\ncontent-length: 9\r\n\r\nnot yours".to_vec();
    let (route, _serving) = once(answer).await;
    let bucket = Arc::new(Bucket::default());
    let answer = stream(&route, &bucket).await.unwrap();
    assert_eq!(answer.body, b"not yours");
    assert_eq!(*bucket.taken.lock().unwrap(), Taken::default());
}

#[tokio::test]
async fn what_came_of_a_body_that_is_not_whole_is_kept_and_marked() {
    let zeros = vec![0; 5 * 1024 * 1024];
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&zeros).unwrap();
    let bomb = bomb.finish().unwrap();
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort".to_vec();
    let gzip = "content-encoding: gzip\r\n";
    for (answer, fault) in [
        (cut, BodyFault::Cut),
        (
            with_body("", &vec![b'x'; 1_000_001]),
            BodyFault::TooLarge { limit: 1_000_000 },
        ),
        (
            with_body(gzip, &bomb[..2_000]),
            BodyFault::TooLarge { limit: 1_000_000 },
        ),
        (with_body(gzip, b"no gzip at all"), BodyFault::Damaged),
        (
            with_body("content-encoding: gzip, gzip\r\n", &bomb),
            BodyFault::NestedEncoding,
        ),
        (
            with_body("content-encoding: zstd\r\n", b"xyz"),
            BodyFault::UnknownEncoding,
        ),
    ] {
        let (route, _serving) = once(answer).await;
        let bucket = Arc::new(Bucket::default());
        let answer = stream(&route, &bucket).await.unwrap();
        assert_eq!(answer.fault, Some(fault));
        assert_eq!(bucket.taken.lock().unwrap().end, Some(Some(fault)));
    }
    let (route, _serving) = once(with_body(gzip, &bomb)).await;
    let request = Request::get(route.home.join("/x").unwrap());
    let bombed = door().send(&route, request, None, &Ignore).await;
    let ratio = matches!(
        bombed,
        Err(GatewayError::Undecodable {
            fault: BodyFault::Ratio,
            ..
        })
    );
    assert!(ratio, "{bombed:?}");
}

#[tokio::test]
async fn a_sink_that_takes_no_more_ends_the_call_and_hangs_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let endless = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        heard(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        let piece = vec![b'x'; 16 * 1024];
        while stream.write_all(&piece).await.is_ok() {}
    };
    let bucket = Arc::new(Bucket {
        at_most: Some(100_000),
        ..Bucket::default()
    });
    let route = route("http", "127.0.0.1", port);
    let (answer, ()) = tokio::join!(stream(&route, &bucket), endless);
    assert_eq!(answer.unwrap().fault, Some(BodyFault::Refused));
}

#[tokio::test]
async fn dropping_a_call_within_its_body_closes_the_socket_and_drops_the_sink() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, dropped) = oneshot::channel();
    let bucket = Arc::new(Bucket {
        dropped: Mutex::new(Some(told)),
        ..Bucket::default()
    });
    let route = route("http", "127.0.0.1", port);
    let (came, comes) = oneshot::channel();
    let calling = Arc::clone(&bucket);
    let call = tokio::spawn(async move {
        let came = Mutex::new(Some(came));
        let watch = |event: Event| {
            let first = match event {
                Event::Received(_) => came.lock().unwrap().take(),
                Event::Sent | Event::Waiting(_) => None,
            };
            if let Some(came) = first {
                came.send(()).unwrap();
            }
        };
        let watch: &dyn Sink<Event> = &watch;
        let mut request = streamed(&route, &calling);
        if let Destination::Streamed { at_most, .. } = &mut request.into {
            *at_most = u64::MAX;
        }
        let _ = door().send(&route, request, None, watch).await;
    });
    let (mut stream, _) = listener.accept().await.unwrap();
    heard(&mut stream).await;
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let mut serving = JoinSet::new();
    serving.spawn(async move {
        let piece = vec![b'x'; 1_000];
        while writing.write_all(&piece).await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    comes.await.unwrap();
    call.abort();
    let limit = Duration::from_secs(20);
    let end = tokio::time::timeout(limit, reading.read(&mut [0; 64])).await;
    assert!(matches!(end, Ok(Ok(0) | Err(_))), "the other end is closed");
    tokio::time::timeout(limit, dropped).await.unwrap().unwrap();
    assert_eq!(bucket.taken.lock().unwrap().end, None, "nobody finished it");
}

#[tokio::test]
async fn a_call_ends_at_its_own_time_limit_and_a_silent_or_slow_body_at_the_routes() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut route = route("http", "127.0.0.1", port);
    let mut request = Request::get(route.home.join("/x").unwrap());
    request.timeout = Some(Duration::from_millis(50));
    let late = door().send(&route, request, None, &Ignore).await;
    assert!(matches!(late, Err(GatewayError::Unreachable { .. })));

    let begun = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome".to_vec();
    for (timeouts, fault) in [
        (
            Timeouts {
                silence: Duration::from_millis(50),
                ..Timeouts::default()
            },
            BodyFault::Silent,
        ),
        (
            Timeouts {
                pace: Pace {
                    bytes: 1_000,
                    within: Duration::ZERO,
                },
                ..Timeouts::default()
            },
            BodyFault::TooSlow,
        ),
    ] {
        route.timeouts = timeouts;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        route.home = Place::parse(&format!("http://127.0.0.1:{port}")).unwrap();
        let bucket = Arc::new(Bucket::default());
        let serving = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            heard(&mut stream).await;
            stream.write_all(&begun).await.unwrap();
            stream
        };
        let (answer, _held) = tokio::join!(stream(&route, &bucket), serving);
        assert_eq!(answer.unwrap().fault, Some(fault));
        assert_eq!(bucket.taken.lock().unwrap().bytes, b"some");
    }
}

#[tokio::test]
async fn a_head_with_too_many_or_too_large_headers_is_refused() {
    let many: String = (0..201).map(|n| format!("x-{n}: 1\r\n")).collect();
    let large = format!("x-large: {}\r\n", "x".repeat(70_000));
    let enough: String = (0..150).map(|n| format!("x-{n}: 1\r\n")).collect();
    for (headers, refused) in [(many, true), (large, true), (enough, false)] {
        let (route, _serving) = once(with_body(&headers, b"")).await;
        let request = Request::get(route.home.join("/x").unwrap());
        let answer = door().send(&route, request, None, &Ignore).await;
        let too_large = matches!(answer, Err(GatewayError::HeadTooLarge { .. }));
        assert_eq!(too_large, refused, "{answer:?}");
    }
}
