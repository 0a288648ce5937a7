//! The door to the network, over real sockets with real certificates.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use domain::{Certificate, Clock as _, Effect, Ignore, Place, Safety, SystemClock, Trust};
use gateway::{
    Body, CertificateFault, Credential, GatewayError, Guard, HeaderMap, Method, NetworkFault,
    Redirects, Request, Route, Seal, Timeouts,
};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            pem,
            issuer: Issuer::new(params, key),
        }
    }

    fn trust(&self) -> Trust {
        Trust::Only(Certificate::all_from_pem(&self.pem).unwrap())
    }

    fn acceptor(&self, change: impl FnOnce(&mut CertificateParams)) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
        let mut params = CertificateParams::new(names).unwrap();
        change(&mut params);
        let leaf = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// A server that says the same to everybody, and remembers what it was told.
struct Server {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    _serving: JoinSet<()>,
}

impl Server {
    async fn start(tls: Option<TlsAcceptor>, answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let mut serving = JoinSet::new();
        let told = Arc::clone(&heard);
        serving.spawn(async move {
            let mut turn = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let answer = answers[turn.min(answers.len() - 1)].clone();
                turn += 1;
                // What a client does with a connection it refuses is its own affair.
                let _ = Self::serve(stream, tls.clone(), &answer, &told).await;
            }
        });
        Self {
            port,
            heard,
            _serving: serving,
        }
    }

    async fn serve(
        stream: TcpStream,
        tls: Option<TlsAcceptor>,
        answer: &str,
        told: &Mutex<Vec<String>>,
    ) -> io::Result<()> {
        match tls {
            Some(tls) => Self::talk(tls.accept(stream).await?, answer, told).await,
            None => Self::talk(stream, answer, told).await,
        }
    }

    async fn talk<S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin>(
        mut stream: S,
        answer: &str,
        told: &Mutex<Vec<String>>,
    ) -> io::Result<()> {
        let mut heard = Vec::new();
        let mut piece = [0_u8; 4096];
        while !heard.windows(4).any(|end| end == b"\r\n\r\n") {
            let read = stream.read(&mut piece).await?;
            if read == 0 {
                break;
            }
            heard.extend_from_slice(&piece[..read]);
        }
        told.lock()
            .unwrap()
            .push(String::from_utf8_lossy(&heard).into_owned());
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await
    }

    fn place(&self, scheme: &str) -> Place {
        Place::parse(&format!("{scheme}://127.0.0.1:{}", self.port)).unwrap()
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

struct Canary;

impl Credential for Canary {
    fn attach(&self, headers: &mut HeaderMap) {
        headers.insert("x-vendor-token", "canary-7f".parse().unwrap());
    }
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn to(code: u16, address: &str) -> String {
    format!("HTTP/1.1 {code} Elsewhere\r\nlocation: {address}\r\ncontent-length: 0\r\n\r\n")
}

fn route(place: Place) -> Route {
    Route::to("t".into(), place)
}

async fn get(route: &Route, path: &str) -> Result<gateway::Response, GatewayError> {
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let request = Request::get(route.home.join(path).unwrap());
    door.send(route, request, Some(&Canary), &Ignore).await
}

#[tokio::test]
async fn a_trusted_server_answers_and_its_certificate_is_shown() {
    let authority = Authority::new();
    let server = Server::start(Some(authority.acceptor(|_| {})), vec![ok("hello")]).await;
    let route = Route {
        trust: authority.trust(),
        ..route(server.place("https"))
    };
    let answer = get(&route, "/x").await.unwrap();
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (200, b"hello".as_slice())
    );
    let shown = answer.certificate.unwrap();
    assert_eq!(shown.names, ["127.0.0.1", "localhost"]);
    assert_eq!(shown.fingerprint.len(), 95);
    assert!(server.heard()[0].contains("x-vendor-token: canary-7f"));
}

#[tokio::test]
async fn a_certificate_the_trust_does_not_cover_gets_no_request_byte() {
    let (mine, other) = (Authority::new(), Authority::new());
    let expired = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    };
    let later = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2090, 1, 1);
        params.not_after = rcgen::date_time_ymd(2091, 1, 1);
    };
    let wrong_name = |params: &mut CertificateParams| {
        *params = CertificateParams::new(vec!["other.example".to_owned()]).unwrap();
    };
    for (acceptor, fault) in [
        (other.acceptor(|_| {}), CertificateFault::UnknownIssuer),
        (mine.acceptor(expired), CertificateFault::Expired),
        (mine.acceptor(later), CertificateFault::NotYetValid),
        (mine.acceptor(wrong_name), CertificateFault::WrongName),
    ] {
        let server = Server::start(Some(acceptor), vec![ok("never")]).await;
        let route = Route {
            trust: mine.trust(),
            ..route(server.place("https"))
        };
        match get(&route, "/x").await {
            Err(GatewayError::Untrusted {
                fault: found,
                shown,
                ..
            }) => {
                assert_eq!(found, fault);
                assert!(shown.is_some(), "a person is shown what the server showed");
            }
            other => panic!("{fault:?} was not refused: {other:?}"),
        }
        assert!(server.heard().is_empty(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_not_followed_and_gets_no_credential() {
    let foreign = Server::start(None, vec![ok("caught")]).await;
    for code in [301, 302, 303, 307, 308] {
        let address = format!("http://127.0.0.1:{}/steal", foreign.port);
        let server = Server::start(None, vec![to(code, &address)]).await;
        let left = get(&route(server.place("http")), "/x").await;
        assert!(
            matches!(left, Err(GatewayError::LeftOrigin { .. })),
            "{code}: {left:?}"
        );
    }
    assert!(foreign.heard().is_empty());
}

#[tokio::test]
async fn a_redirect_at_home_is_followed_five_times_and_never_for_a_post() {
    let twice = vec![to(302, "/y"), to(308, "/z"), ok("there")];
    let server = Server::start(None, twice).await;
    let answer = get(&route(server.place("http")), "/x").await.unwrap();
    assert_eq!(answer.url.path(), "/z");
    assert_eq!(server.heard().len(), 3);

    let round = Server::start(None, vec![to(302, "/x")]).await;
    let ended = get(&route(round.place("http")), "/x").await;
    assert!(matches!(ended, Err(GatewayError::Redirected { .. })));
    assert_eq!(round.heard().len(), 6);

    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let server = Server::start(None, vec![to(307, "/y")]).await;
    let route = route(server.place("http"));
    let mut post = Request::get(route.home.join("/x").unwrap());
    post.method = Method::POST;
    post.body = Body::Bytes(b"{}".to_vec());
    let refused = door.send(&route, post.clone(), None, &Ignore).await;
    assert!(matches!(refused, Err(GatewayError::Redirected { .. })));
    let sign_in = Route {
        redirects: Redirects::Refuse,
        ..route.clone()
    };
    post.method = Method::GET;
    let refused = door.send(&sign_in, post, None, &Ignore).await;
    assert!(matches!(refused, Err(GatewayError::Redirected { .. })));
}

#[tokio::test]
async fn a_locked_tenant_sends_reads_only() {
    let server = Server::start(None, vec![ok("")]).await;
    let route = route(server.place("http"));
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    for effect in [Effect::Discloses, Effect::Changes, Effect::Removes] {
        let mut request = Request::get(route.home.join("/x").unwrap());
        request.effect = effect;
        let held = door.send(&route, request, Some(&Canary), &Ignore).await;
        assert!(matches!(held, Err(GatewayError::Locked(found)) if found == effect));
    }
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn an_open_tenant_sends_what_was_approved_and_nothing_else() {
    let server = Server::start(None, vec![ok(""), ok(""), ok("")]).await;
    let mut route = route(server.place("http"));
    let until = SystemClock.now() + Duration::from_secs(60);
    route.guard = Guard::Open { until };
    let (door, _, approvals) = gateway::open(Arc::new(SystemClock));
    let mut request = Request::get(route.home.join("/x").unwrap());
    request.effect = Effect::Removes;
    let seal = Seal::of(&route.tenant, &request);
    let sent = |request: Request| door.send(&route, request, Some(&Canary), &Ignore);
    let refused = |sent: &Result<_, _>| matches!(sent, Err(GatewayError::NotApproved(effect)) if *effect == Effect::Removes);
    assert!(refused(&sent(request.clone()).await));
    approvals.approve(&route.tenant, seal, until);
    let mut other = request.clone();
    other.url.set_query(Some("more"));
    assert!(refused(&sent(other).await), "it is not what was approved");
    assert!(sent(request.clone()).await.is_ok());
    assert!(refused(&sent(request).await), "approved once");
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn a_request_with_a_credential_goes_home_and_nowhere_else() {
    let home = Server::start(None, vec![ok("")]).await;
    let foreign = Server::start(None, vec![ok("")]).await;
    let mut route = route(home.place("http"));
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let request = Request::get(foreign.place("http").join("/x").unwrap());
    let left = door
        .send(&route, request.clone(), Some(&Canary), &Ignore)
        .await;
    assert!(matches!(left, Err(GatewayError::LeftOrigin { .. })));
    let left = door.send(&route, request.clone(), None, &Ignore).await;
    assert!(matches!(left, Err(GatewayError::LeftOrigin { .. })));
    route.elsewhere = vec![foreign.place("http").origin().clone()];
    let left = door
        .send(&route, request.clone(), Some(&Canary), &Ignore)
        .await;
    assert!(matches!(left, Err(GatewayError::LeftOrigin { .. })));
    assert!(foreign.heard().is_empty());
    // A sign-in address the tenant names is spoken to, without the credential.
    door.send(&route, request, None, &Ignore).await.unwrap();
    assert!(!foreign.heard()[0].contains("canary"));
}

#[tokio::test]
async fn only_what_is_safe_to_repeat_is_repeated() {
    let busy = || "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n".to_owned();
    let server = Server::start(None, vec![busy(), ok("at last")]).await;
    let answer = get(&route(server.place("http")), "/x").await.unwrap();
    assert_eq!(answer.status, 200);

    let server = Server::start(None, vec![busy(), ok("twice")]).await;
    let route = route(server.place("http"));
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let mut once = Request::get(route.home.join("/x").unwrap());
    once.safety = Safety::Once;
    assert_eq!(
        door.send(&route, once, None, &Ignore).await.unwrap().status,
        503
    );
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn a_closed_port_a_missing_name_and_a_silent_server_are_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let place = Place::parse(&format!("http://127.0.0.1:{closed}")).unwrap();
    let refused = get(&route(place), "/").await.unwrap_err();
    assert!(matches!(
        refused,
        GatewayError::Unreachable {
            fault: NetworkFault::Refused,
            ..
        }
    ));

    let place = Place::parse("https://no-such-host.invalid").unwrap();
    let nameless = get(&route(place), "/").await.unwrap_err();
    let named = matches!(
        nameless,
        GatewayError::Unreachable {
            fault: NetworkFault::Name,
            ..
        }
    );
    assert!(named, "{nameless:?}");

    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let mut route = route(Place::parse(&format!("http://127.0.0.1:{port}")).unwrap());
    route.timeouts = Timeouts {
        first_byte: Duration::from_millis(50),
        ..Timeouts::default()
    };
    let late = get(&route, "/").await.unwrap_err();
    assert!(matches!(
        late,
        GatewayError::Unreachable {
            fault: NetworkFault::Timeout,
            ..
        }
    ));
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_with_the_limit() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
                   8\r\n01234567\r\n8\r\n01234567\r\n0\r\n\r\n";
    for answer in [ok("0123456789abcdef"), chunked.to_owned()] {
        let server = Server::start(None, vec![answer]).await;
        let route = Route {
            body_limit: 10,
            ..route(server.place("http"))
        };
        let refused = get(&route, "/x").await.unwrap_err();
        assert_eq!(refused, GatewayError::TooLarge { limit: 10 });
    }
}

#[tokio::test]
async fn an_answer_cut_in_its_body_and_one_that_is_no_http_are_failures() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort".to_owned();
    for answer in [cut, "SSH-2.0-OpenSSH_9.2\r\n".to_owned()] {
        let server = Server::start(None, vec![answer]).await;
        let failed = get(&route(server.place("http")), "/x").await;
        assert!(
            matches!(failed, Err(GatewayError::Unreachable { .. })),
            "{failed:?}"
        );
    }
}

#[tokio::test]
async fn dropping_a_call_closes_its_socket() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let route = route(Place::parse(&format!("http://127.0.0.1:{port}")).unwrap());
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let call = tokio::spawn(async move {
        let request = Request::get(route.home.join("/x").unwrap());
        let _ = door.send(&route, request, None, &Ignore).await;
    });
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut piece = [0_u8; 1024];
    assert!(
        stream.read(&mut piece).await.unwrap() > 0,
        "the request came"
    );
    call.abort();
    let end = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut piece)).await;
    assert!(matches!(end, Ok(Ok(0) | Err(_))), "the other end is closed");
}
