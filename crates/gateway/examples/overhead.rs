//! What the gateway costs over the bare HTTP library, and how many tenants at once do to it.
//!
//! ```sh
//! cargo run --release -p gateway --example overhead
//! ```
//!
//! Prints JSON. `overhead_us` is the difference of the medians of many calls of either kind, made
//! in turn on kept connections (TLS, HTTP/1.1, 1 kB) to one server on this machine, in the best
//! of several rounds; `rounds_us` are all of them. `refresh` is how long 50 tenants need for six
//! calls each at once, and how long the slowest of them needs alone.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement that prints its result, and ends when it cannot be made"
)]

use domain::{Certificate, Ignore, Place, SystemClock, Trust};
use gateway::{Gateway, Request, Route};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

const CALLS: usize = 3_000;
const ROUNDS: usize = 7;
const TENANTS: u64 = 50;
const SLOWEST: Duration = Duration::from_millis(300);

fn main() {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let client = Builder::new_current_thread().enable_all().build().unwrap();

    let fast = serve(&authority, vec![Duration::ZERO]);
    let rounds = client.block_on(rounds(fast[0], &authority));
    let best = rounds.iter().copied().fold(f64::INFINITY, f64::min);

    let delays = (1..=TENANTS).map(|at| SLOWEST * u32::try_from(at).unwrap() / 50);
    let slow = serve(&authority, delays.collect());
    let (alone, all) = client.block_on(refresh(&slow, &authority));
    println!(
        "{{\"overhead_us\":{best:.1},\"rounds_us\":{rounds:.1?},\"refresh\":{{\"tenants\":{TENANTS},\
         \"calls_each\":6,\"slowest_alone_ms\":{alone},\"all_ms\":{all},\"ratio\":{:.2}}}}}",
        all / alone
    );
}

/// Servers on threads of their own, each of which waits so long before it answers.
fn serve(authority: &CertifiedIssuer<'static, KeyPair>, delays: Vec<Duration>) -> Vec<u16> {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let leaf = params.signed_by(&key, authority).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (told, ports) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let mut listening = JoinSet::new();
            for delay in delays {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                told.send(listener.local_addr().unwrap().port()).unwrap();
                listening.spawn(listen(listener, acceptor.clone(), delay));
            }
            drop(told);
            listening.join_all().await;
        });
    });
    ports.iter().collect()
}

async fn listen(listener: TcpListener, acceptor: TlsAcceptor, delay: Duration) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        stream.set_nodelay(true).unwrap();
        let acceptor = acceptor.clone();
        connections.spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            let answer = service_fn(|_| async move {
                if !delay.is_zero() {
                    tokio::time::sleep(delay).await;
                }
                let body = Full::new(Bytes::from_static(&[b'x'; 1024]));
                Ok::<_, Infallible>(http::Response::new(body))
            });
            let serving = auto::Builder::new(TokioExecutor::new());
            // The client ends it when the measurement does.
            let _ = serving.serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

fn route(port: u16, tenant: &str, authority: &CertifiedIssuer<'static, KeyPair>) -> Route {
    let place = Place::parse(&format!("https://127.0.0.1:{port}")).unwrap();
    let anchor = Certificate::from_der(authority.der().to_vec());
    Route {
        trust: Trust::Only(vec![anchor]),
        ..Route::to(tenant.into(), place)
    }
}

async fn rounds(port: u16, authority: &CertifiedIssuer<'static, KeyPair>) -> Vec<f64> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let bare = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .build()
        .unwrap();
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let route = route(port, "t", authority);
    let url = route.home.join("/x").unwrap();
    let mut found = Vec::new();
    for round in 0..=ROUNDS {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for _ in 0..CALLS {
            let began = Instant::now();
            let answer = bare.get(url.clone()).send().await.unwrap();
            assert_eq!(answer.bytes().await.unwrap().len(), 1024);
            without.push(began.elapsed());
            let began = Instant::now();
            let request = Request::get(url.clone());
            let answer = door.send(&route, request, None, &Ignore).await.unwrap();
            assert_eq!(answer.body.len(), 1024);
            with.push(began.elapsed());
        }
        // The first round warms everything up.
        if round > 0 {
            found.push((median(with) - median(without)) * 1e6);
        }
    }
    found
}

fn median(mut all: Vec<Duration>) -> f64 {
    all.sort_unstable();
    all[all.len() / 2].as_secs_f64()
}

/// How long the slowest tenant needs alone, and all at once, in milliseconds.
async fn refresh(ports: &[u16], authority: &CertifiedIssuer<'static, KeyPair>) -> (f64, f64) {
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let named = |(at, port): (usize, &u16)| route(*port, &format!("t{at}"), authority);
    let routes: Vec<Route> = ports.iter().enumerate().map(named).collect();
    let slowest = &routes[routes.len() - 1..];
    // A refresh finds connections that stand.
    tiles(&door, &routes).await;
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..5 {
        best.0 = best.0.min(tiles(&door, slowest).await);
        best.1 = best.1.min(tiles(&door, &routes).await);
    }
    best
}

/// Six calls at once for each tenant; how long until the last one came, in milliseconds.
async fn tiles(door: &Arc<dyn Gateway>, routes: &[Route]) -> f64 {
    let began = Instant::now();
    let mut calls = JoinSet::new();
    for route in routes {
        for tile in 0..6 {
            let (door, route) = (Arc::clone(door), route.clone());
            calls.spawn(async move {
                let url = route.home.join(&format!("/tile/{tile}")).unwrap();
                let answer = door.send(&route, Request::get(url), None, &Ignore).await;
                assert_eq!(answer.unwrap().status, 200);
            });
        }
    }
    calls.join_all().await;
    (began.elapsed().as_secs_f64() * 1e4).round() / 10.0
}
