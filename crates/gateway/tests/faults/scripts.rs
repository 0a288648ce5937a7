//! Proxy scripts: which way they lead, and what happens when they are slow or broken.

use crate::support::{
    Act, Authority, Book, Held, House, Proxy, Server, door, get, plain_door, route, says, settled,
};
use domain::{ProxyAddress, ScriptAddress};
use gateway::{GatewayError, NetworkFault, ProxyFault, Route, SaidBy, ScriptFault};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

fn serves(script: &str) -> Vec<Act> {
    let headers = "content-type: application/x-ns-proxy-autoconfig\r\nconnection: close\r\n";
    vec![
        Act::Hear,
        says("200 OK", headers, script.as_bytes()),
        Act::Close,
    ]
}

fn by_script(authority: &Authority, script: u16) -> Route {
    let address = format!("http://127.0.0.1:{script}/proxy.pac");
    Route {
        trust: authority.trust(),
        proxy: domain::Proxy::Script {
            address: ScriptAddress::parse(&address).unwrap(),
        },
        ..route("https", "tenant.corp.example", 8443)
    }
}

async fn tenant(authority: &Authority) -> Server {
    let names = &["tenant.corp.example", "127.0.0.1"];
    let script = vec![
        Act::Hear,
        says("200 OK", "connection: close\r\n", b"hello"),
        Act::Close,
    ];
    Server::start(Some(authority.acceptor(names)), vec![script]).await
}

/// A port nobody listens on.
async fn closed() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}

fn function(body: &str) -> String {
    format!("function FindProxyForURL(url, host) {{ {body} }}")
}

#[tokio::test]
async fn a_script_leads_every_call_the_right_way() {
    // Row 15 of the product: the right route for 12 scripts.
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let (a, b) = (
        Proxy::start(tenant.port, "", "").await,
        Proxy::start(tenant.port, "", "").await,
    );
    let dead = closed().await;
    let (at_a, at_b) = (
        format!("PROXY 127.0.0.1:{}", a.port),
        format!("PROXY 127.0.0.1:{}", b.port),
    );
    let of = |port: u16| Some(ProxyAddress::parse(&format!("127.0.0.1:{port}")).unwrap());
    let cases = [
        (function(&format!("return '{at_a}'")), of(a.port)),
        (function("return 'DIRECT'"), None),
        (
            function(&format!("return '{at_a}; {at_b}; DIRECT'")),
            of(a.port),
        ),
        (
            function(&format!("return 'PROXY 127.0.0.1:{dead}; {at_b}'")),
            of(b.port),
        ),
        (
            function(&format!("return 'PROXY 127.0.0.1:{dead}; DIRECT'")),
            None,
        ),
        (
            function(&format!("return 'HTTPS 127.0.0.1:1; {at_b}'")),
            of(b.port),
        ),
        (
            function(&format!(
                "return dnsDomainIs(host, '.corp.example') ? '{at_a}' : 'DIRECT'"
            )),
            of(a.port),
        ),
        (
            function(&format!(
                "return shExpMatch(host, '*.other.*') ? '{at_a}' : '{at_b}'"
            )),
            of(b.port),
        ),
        (
            function(&format!(
                "return isInNet(host, '127.0.0.0', '255.0.0.0') ? 'DIRECT' : '{at_a}'"
            )),
            None,
        ),
        (
            function(&format!(
                "return isPlainHostName(host) ? 'DIRECT' : '{at_b}'"
            )),
            of(b.port),
        ),
        (
            function(&format!(
                "return url.substring(0, 6) == 'https:' && url.indexOf('/x') < 0 ? '{at_a}' : '{at_b}'"
            )),
            of(a.port),
        ),
        (
            format!(
                "var list = ['*.corp.example']; {}",
                function(&format!(
                    "for (var i in list) if (shExpMatch(host, list[i])) return '{at_b}'; return 'DIRECT'"
                ))
            ),
            of(b.port),
        ),
    ];
    assert_eq!(cases.len(), 12);
    for (script, expected) in cases {
        let house = Server::start(None, vec![serves(&script)]).await;
        let route = Route {
            home: domain::Place::parse(&format!("https://tenant.corp.example:{}", tenant.port))
                .unwrap(),
            ..by_script(&authority, house.port)
        };
        let book = Book::default().at("tenant.corp.example", &["127.0.0.1"]);
        let door = door(book, House::default());
        for _ in 0..3 {
            let answer = get(&door, &route).await;
            let answer = answer.unwrap_or_else(|error| panic!("{script}: {error:?}"));
            assert_eq!(answer.via.proxy, expected, "{script}");
            assert!(matches!(
                answer.via.said_by,
                SaidBy::Script { stale: None, .. }
            ));
        }
        assert_eq!(
            house.requests().len(),
            1,
            "its answer is kept for the origin"
        );
        let asked = house.requests()[0].clone();
        assert!(
            !asked.contains("tenant"),
            "the script's server learns nothing"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_script_is_waited_for_three_seconds_and_its_last_good_answer_stands() {
    // N12: proxy script slow or broken
    let time = Held::new();
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let proxy = Proxy::start(tenant.port, "", "").await;
    let good = function(&format!("return 'PROXY 127.0.0.1:{}'", proxy.port));
    let (here, on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let stuck = vec![Act::Hear, Act::Meet(Arc::clone(&here), Arc::clone(&on))];
    let house = Server::start(
        None,
        vec![serves(&good), stuck, serves("<html>Oops</html>")],
    )
    .await;
    let route = by_script(&authority, house.port);
    let door = plain_door();
    let stale = |answer: &gateway::Response| match &answer.via.said_by {
        SaidBy::Script { stale, .. } => *stale,
        other => panic!("{other:?}"),
    };
    let answer = get(&door, &route).await.unwrap();
    assert_eq!(stale(&answer), None);
    // Later the answer is old, and the script's server is slow.
    time.pass(Duration::from_secs(301)).await;
    let late = async {
        here.notified().await;
        settled().await;
        time.pass(Duration::from_secs(3)).await;
    };
    let (answer, ()) = tokio::join!(get(&door, &route), late);
    let answer = answer.unwrap();
    assert_eq!(stale(&answer), Some(ScriptFault::TooSlow));
    assert_eq!(answer.body, b"hello");
    // It is not waited for again by every call.
    assert!(get(&door, &route).await.is_ok());
    assert_eq!(house.requests().len(), 2);
    // Later still it is broken.
    time.pass(Duration::from_secs(31)).await;
    let answer = get(&door, &route).await.unwrap();
    assert_eq!(stale(&answer), Some(ScriptFault::Broken));
}

#[tokio::test]
async fn a_script_that_never_gave_an_answer_is_an_error_that_names_it() {
    // N12: proxy script slow or broken
    let authority = Authority::new("Test");
    let large = "/".repeat(1024 * 1024 + 1);
    for (script, expected) in [
        (serves("<html>Not here</html>"), ScriptFault::Broken),
        (serves(&function("return 7 in 8")), ScriptFault::Broken),
        (serves(&function("return ''")), ScriptFault::NoWay),
        (serves(&function("return 'NONSENSE'")), ScriptFault::NoWay),
        (serves(&large), ScriptFault::TooLarge),
        (
            vec![Act::Hear, says("404 No", "", b"")],
            ScriptFault::Unreachable,
        ),
        (vec![Act::Reset], ScriptFault::Unreachable),
    ] {
        let house = Server::start(None, vec![script]).await;
        let route = by_script(&authority, house.port);
        match get(&plain_door(), &route).await {
            Err(GatewayError::Proxy { via, fault }) => {
                assert_eq!(fault, ProxyFault::Script(expected));
                assert!(matches!(via.said_by, SaidBy::Script { .. }), "{via:?}");
            }
            other => panic!("{expected:?}: {other:?}"),
        }
    }
    let house = Server::start(None, vec![serves(&function("return 'HTTPS p:1'"))]).await;
    match get(&plain_door(), &by_script(&authority, house.port)).await {
        Err(GatewayError::Proxy { fault, .. }) => assert_eq!(fault, ProxyFault::KindNotSpoken),
        other => panic!("{other:?}"),
    }
    let dead = closed().await;
    let script = function(&format!("return 'PROXY 127.0.0.1:{dead}'"));
    let house = Server::start(None, vec![serves(&script)]).await;
    match get(&plain_door(), &by_script(&authority, house.port)).await {
        Err(GatewayError::Proxy { fault, .. }) => {
            assert_eq!(fault, ProxyFault::Unreachable(NetworkFault::Refused));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_script_may_lie_on_the_disk() {
    let authority = Authority::new("Test");
    let tenant = tenant(&authority).await;
    let proxy = Proxy::start(tenant.port, "", "").await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("proxy.pac");
    let script = function(&format!("return 'PROXY 127.0.0.1:{}'", proxy.port));
    std::fs::write(&file, script).unwrap();
    let address = url::Url::from_file_path(&file).unwrap();
    let route = Route {
        proxy: domain::Proxy::Script {
            address: ScriptAddress::parse(address.as_str()).unwrap(),
        },
        ..by_script(&authority, 1)
    };
    assert_eq!(get(&plain_door(), &route).await.unwrap().body, b"hello");
}
