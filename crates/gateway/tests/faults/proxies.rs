//! Ways out of the house: manual proxies and those of the system.

use crate::support::{
    Act, Authority, Book, House, Proxy, Server, Socks, door, get, read, route, says,
};
use domain::{Ignore, ProxyAddress, Secret};
use gateway::{Credential, GatewayError, HeaderMap, NetworkFault, ProxyFault, Route, SaidBy, Via};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

const BASIC: &str = "HTTP/1.1 407 Sign in\r\nProxy-Authenticate: NTLM\r\n\
                     Proxy-Authenticate: Basic realm=\"the house, ground floor\"\r\n\
                     content-length: 0\r\n\r\n";
/// What a proxy says that knows its callers by their Windows sign-in alone.
const WINDOWS: &str = "HTTP/1.1 407 Proxy Authentication Required\r\n\
                       Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\
                       Proxy-Connection: close\r\ncontent-length: 0\r\n\r\n";
/// `me:open sesame`
const SIGNED_IN: &str = "Basic bWU6b3BlbiBzZXNhbWU=";

struct Canary;

impl Credential for Canary {
    fn attach(&self, headers: &mut HeaderMap) {
        headers.insert("x-vendor-token", "canary-7f".parse().unwrap());
    }
}

fn through(port: u16) -> ProxyAddress {
    ProxyAddress::parse(&format!("127.0.0.1:{port}")).unwrap()
}

/// A tenant whose name only the proxy knows, behind a proxy.
fn behind(authority: &Authority, proxy: u16, password: Option<&str>) -> Route {
    Route {
        trust: authority.trust(),
        proxy: domain::Proxy::Manual {
            address: through(proxy),
            user: password.map(|_| "me".to_owned()),
        },
        proxy_password: password.map(|text| Secret::new(text.to_owned())),
        ..route("https", "tenant.example", 8443)
    }
}

async fn tenant(authority: &Authority) -> Server {
    let kept = vec![
        Act::Hear,
        says("200 OK", "", b"hello"),
        Act::Hear,
        says("200 OK", "", b"again"),
        Act::Silence,
    ];
    Server::start(
        Some(authority.acceptor(&["tenant.example"])),
        vec![vec![Act::Silence], kept],
    )
    .await
}

fn fault(answer: Result<gateway::Response, GatewayError>) -> (Via, ProxyFault) {
    match answer {
        Err(GatewayError::Proxy { via, fault }) => (via, fault),
        other => panic!("the proxy is not blamed: {other:?}"),
    }
}

#[tokio::test]
async fn a_call_goes_through_a_proxy_and_only_the_two_ends_can_read_it() {
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let proxy = Proxy::start(tenant.port, SIGNED_IN, BASIC).await;
    let route = behind(&authority, proxy.port, Some("open sesame"));
    let door = door(Book::default(), House::default());
    for body in [b"hello", b"again"] {
        let answer = door
            .send(&route, read(&route), Some(&Canary), &Ignore)
            .await
            .unwrap();
        assert_eq!(answer.body, body);
        let via = Via {
            proxy: Some(through(proxy.port)),
            said_by: SaidBy::Settings,
        };
        assert_eq!(answer.via, via);
        assert_eq!(answer.certificate.unwrap().names, ["tenant.example"]);
    }
    // Asked once before, and once by the library; the second call used the same tunnel.
    let asked = proxy.asked();
    assert_eq!(asked.len(), 2);
    for asked in asked {
        assert!(asked.starts_with("CONNECT tenant.example:8443 HTTP/1.1\r\n"));
        assert!(!asked.contains("canary"), "{asked}");
    }
    let passed = String::from_utf8_lossy(&proxy.passed()).into_owned();
    assert!(!passed.contains("canary") && !passed.contains("GET"));
    for request in tenant.requests() {
        assert!(request.contains("x-vendor-token: canary-7f"));
        assert!(!request.to_lowercase().contains("proxy-auth"), "{request}");
    }
}

#[tokio::test]
async fn a_proxy_that_asks_for_sign_in_is_named_with_its_schemes() {
    // N10: proxy asks for sign-in
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let schemes = || vec!["NTLM".to_owned(), "Basic".to_owned()];
    let windows = || vec!["Negotiate".to_owned(), "NTLM".to_owned()];
    for (password, otherwise, expected) in [
        (
            None,
            BASIC,
            ProxyFault::SignInRequired { schemes: schemes() },
        ),
        (
            Some("wrong"),
            BASIC,
            ProxyFault::SignInRefused { schemes: schemes() },
        ),
        (
            Some("open sesame"),
            WINDOWS,
            ProxyFault::SchemeNotSpoken { schemes: windows() },
        ),
        (
            None,
            WINDOWS,
            ProxyFault::SchemeNotSpoken { schemes: windows() },
        ),
    ] {
        let proxy = Proxy::start(tenant.port, "never", otherwise).await;
        let route = behind(&authority, proxy.port, password);
        let door = door(Book::default(), House::default());
        let (via, found) = fault(get(&door, &route).await);
        assert_eq!(found, expected);
        assert_eq!(via.proxy, Some(through(proxy.port)));
        assert_eq!(proxy.asked().len(), 1, "a wrong password is shown once");
    }
    assert_eq!(tenant.connections(), 0);
}

#[tokio::test]
async fn a_refused_password_is_shown_once_for_a_whole_dashboard() {
    // N10: proxy asks for sign-in
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let proxy = Proxy::start(tenant.port, "never", BASIC).await;
    let route = behind(&authority, proxy.port, Some("wrong"));
    let door = door(Book::default(), House::default());
    let mut tiles = JoinSet::new();
    for _ in 0..6 {
        let (door, route) = (Arc::clone(&door), route.clone());
        tiles.spawn(async move { fault(get(&door, &route).await).1 });
    }
    for found in tiles.join_all().await {
        assert!(matches!(found, ProxyFault::SignInRefused { .. }));
    }
    assert_eq!(proxy.asked().len(), 1);
    // Another password is another matter.
    let route = behind(&authority, proxy.port, Some("wrong again"));
    fault(get(&door, &route).await);
    assert_eq!(proxy.asked().len(), 2);
}

#[tokio::test]
async fn a_proxy_that_dies_or_refuses_in_tunnel_set_up_is_blamed_and_not_the_vendor() {
    // N11: proxy dies in tunnel set-up
    let authority = Authority::new("Test");
    let door = door(Book::default(), House::default());
    for (script, expected) in [
        (vec![Act::Hear, Act::Close], ProxyFault::BrokeOff),
        (vec![Act::Hear, Act::Reset], ProxyFault::BrokeOff),
        (vec![Act::Reset], ProxyFault::BrokeOff),
        (
            vec![
                Act::Hear,
                Act::Say(b"HTTP/1.1 200 Conn".to_vec()),
                Act::Close,
            ],
            ProxyFault::BrokeOff,
        ),
        (
            vec![
                Act::Hear,
                Act::Say(b"220 smtp.example ESMTP\r\n\r\n".to_vec()),
            ],
            ProxyFault::Protocol,
        ),
        (
            vec![Act::Hear, says("403 Forbidden", "", b"<html>")],
            ProxyFault::TunnelRefused { status: 403 },
        ),
    ] {
        let proxy = Server::start(None, vec![script]).await;
        let (via, found) = fault(get(&door, &behind(&authority, proxy.port, None)).await);
        assert_eq!(found, expected);
        assert_eq!(via.proxy, Some(through(proxy.port)));
    }
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let (_, found) = fault(get(&door, &behind(&authority, port, None)).await);
    assert_eq!(found, ProxyFault::Unreachable(NetworkFault::Refused));
}

#[tokio::test]
async fn a_proxy_that_dies_after_it_made_a_tunnel_is_blamed_as_well() {
    let authority = Authority::new("Test");
    let made = Act::Say(b"HTTP/1.1 200 OK\r\n\r\n".to_vec());
    let proxy = Server::start(
        None,
        vec![
            vec![Act::Hear, made],
            vec![Act::Hear, Act::Reset],
            vec![Act::Hear, says("502 No", "", b"")],
        ],
    )
    .await;
    let door = door(Book::default(), House::default());
    let (_, found) = fault(get(&door, &behind(&authority, proxy.port, None)).await);
    assert_eq!(found, ProxyFault::TunnelRefused { status: 502 });
}

/// The way to a host in numbers, through a proxy.
fn in_numbers(authority: &Authority, host: &str, proxy: &str) -> Route {
    Route {
        proxy: domain::Proxy::Manual {
            address: ProxyAddress::parse(proxy).unwrap(),
            user: None,
        },
        trust: authority.trust(),
        ..route("https", host, 8443)
    }
}

#[tokio::test]
async fn an_ipv6_address_in_numbers_is_told_to_go_through_no_proxy_and_none_is_asked() {
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let proxy = Proxy::start(tenant.port, "", "").await;
    let socks = Socks::start(tenant.port, None).await;
    for address in [
        format!("http://127.0.0.1:{}", proxy.port),
        format!("socks5://127.0.0.1:{}", socks.port),
    ] {
        let route = in_numbers(&authority, "[2001:db8::7]", &address);
        let open = door(Book::default(), House::default());
        let (via, found) = fault(get(&open, &route).await);
        assert_eq!(found, ProxyFault::NumericHost);
        assert_eq!(via.proxy.unwrap().to_string(), address);
    }
    assert!(proxy.asked().is_empty() && socks.asked().is_empty());
    assert_eq!(tenant.connections(), 0);
}

#[tokio::test]
async fn an_ipv4_address_in_numbers_goes_to_a_socks_proxy_as_an_address() {
    let authority = Authority::new("Test");
    let script = vec![Act::Hear, says("200 OK", "", b"hello"), Act::Silence];
    let acceptor = authority.acceptor(&["192.0.2.7"]);
    let tenant = Server::start(Some(acceptor), vec![script]).await;
    let proxy = Socks::start(tenant.port, None).await;
    let address = format!("socks5://127.0.0.1:{}", proxy.port);
    let route = in_numbers(&authority, "192.0.2.7", &address);
    let open = door(Book::default(), House::default());
    assert_eq!(get(&open, &route).await.unwrap().body, b"hello");
    assert_eq!(proxy.asked(), ["192.0.2.7:8443"; 2]);
}

#[tokio::test]
async fn a_certificate_is_checked_at_the_end_of_a_tunnel_as_well() {
    let (mine, other) = (Authority::new("Mine"), Authority::new("Other"));
    let tenant = tenant(&other).await;
    let proxy = Proxy::start(tenant.port, "", "").await;
    let route = behind(&mine, proxy.port, None);
    let door = door(Book::default(), House::default());
    let untrusted = get(&door, &route).await;
    assert!(matches!(untrusted, Err(GatewayError::Untrusted { .. })));
    assert!(tenant.requests().is_empty());
}

#[tokio::test]
async fn the_proxy_of_the_system_is_used_unless_it_is_excepted() {
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let proxy = Proxy::start(tenant.port, SIGNED_IN, BASIC).await;
    let all = format!("http://me:open%20sesame@127.0.0.1:{}", proxy.port);
    let by_system = Route {
        trust: authority.trust(),
        ..route("https", "tenant.example", 8443)
    };
    let house = |except: &str| House {
        all: all.clone(),
        except: except.to_owned(),
    };
    let open = door(Book::default(), house("other.example,10.0.0.0/8"));
    let answer = get(&open, &by_system).await.unwrap();
    assert_eq!(answer.via.said_by, SaidBy::System);
    assert_eq!(answer.via.proxy, Some(through(proxy.port)));

    // Not through the proxy, so the name has to be known here, and it is not.
    let excepted = door(Book::default(), house(".example"));
    let nameless = get(&excepted, &by_system).await;
    let named = matches!(
        nameless,
        Err(GatewayError::Unreachable {
            fault: NetworkFault::Name,
            ..
        })
    );
    assert!(named, "{nameless:?}");

    let odd = House {
        all: "https://proxy.example:8443".to_owned(),
        except: String::new(),
    };
    let (via, found) = fault(get(&door(Book::default(), odd), &by_system).await);
    assert_eq!(found, ProxyFault::KindNotSpoken);
    assert_eq!(via.said_by, SaidBy::System);
}

#[tokio::test]
async fn this_machine_is_not_reached_through_the_proxy_of_the_system() {
    let server = Server::start(None, vec![vec![Act::Hear, says("200 OK", "", b"")]]).await;
    let house = House {
        all: "http://127.0.0.1:1".to_owned(),
        except: String::new(),
    };
    let route = route("http", "127.0.0.1", server.port);
    let answer = get(&door(Book::default(), house), &route).await.unwrap();
    assert_eq!(answer.via.said_by, SaidBy::Loopback);
    assert_eq!(answer.certificate, None);
}

#[tokio::test]
async fn a_call_goes_through_a_socks_proxy_which_looks_the_name_up() {
    let authority = Authority::new("Test");
    let script = vec![Act::Hear, says("200 OK", "", b"hello"), Act::Silence];
    let acceptor = authority.acceptor(&["tenant.example"]);
    let tenant = Server::start(Some(acceptor), vec![script]).await;
    let by = |port: u16, password: Option<&str>| Route {
        proxy: domain::Proxy::Manual {
            address: ProxyAddress::parse(&format!("socks5://127.0.0.1:{port}")).unwrap(),
            user: password.map(|_| "me".to_owned()),
        },
        ..behind(&authority, 1, password)
    };
    for password in [None, Some("open sesame")] {
        let wants = password.map(|password| ("me", password));
        let proxy = Socks::start(tenant.port, wants).await;
        let door = door(Book::default(), House::default());
        let answer = get(&door, &by(proxy.port, password)).await.unwrap();
        assert_eq!(answer.body, b"hello");
        assert_eq!(proxy.asked(), ["tenant.example:8443"; 2]);
    }
    let proxy = Socks::start(tenant.port, Some(("me", "open sesame"))).await;
    let schemes = Vec::new;
    for (password, expected) in [
        (None, ProxyFault::SignInRequired { schemes: schemes() }),
        (
            Some("wrong"),
            ProxyFault::SignInRefused { schemes: schemes() },
        ),
    ] {
        let door = door(Book::default(), House::default());
        let (_, found) = fault(get(&door, &by(proxy.port, password)).await);
        assert_eq!(found, expected);
    }
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let door = door(Book::default(), House::default());
    let (_, found) = fault(get(&door, &by(port, None)).await);
    assert_eq!(found, ProxyFault::Unreachable(NetworkFault::Refused));
}
