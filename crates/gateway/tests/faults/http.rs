//! Heads of answers that are wrong or dangerous: the rows H of the table that are about them.

use crate::support::{
    Act, Authority, Book, House, Server, door, get, plain_door, read, route, says, send, write,
};
use domain::Ignore;
use gateway::{CookieJar, Credential, GatewayError, HeaderMap, Redirects, Route};

fn redirect(code: u16, to: &str) -> Act {
    says(
        &format!("{code} Elsewhere"),
        &format!("location: {to}\r\n"),
        b"",
    )
}

pub async fn answering(script: Vec<Act>) -> (Server, Route) {
    let server = Server::start(None, vec![script]).await;
    let route = route("http", "127.0.0.1", server.port);
    (server, route)
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
