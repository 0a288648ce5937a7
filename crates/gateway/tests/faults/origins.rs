//! Goal 6 and row T7 of `docs/security.md`: a credential goes to the origin it belongs to and to
//! no other, whatever answers, redirects and addresses say.

use crate::support::answer;
use domain::{Effect, Ignore, Place, Safety, Secret, Sink};
use gateway::{
    Body, CookieJar, Credential, Event, Gateway, GatewayError, HeaderMap, Later, Method,
    Redirecting, Redirects, Request, Response, Route,
};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{Config, TestRng, TestRunner};
use std::sync::Mutex;
use url::Url;

const CANARY: &str = "canary-7f";

/// How a credential travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Bearer,
    Basic,
    VendorHeader,
    Cookie,
    Query,
    Body,
}

const STYLES: [Style; 6] = [
    Style::Bearer,
    Style::Basic,
    Style::VendorHeader,
    Style::Cookie,
    Style::Query,
    Style::Body,
];

impl Credential for Style {
    fn attach(&self, headers: &mut HeaderMap) {
        let (name, value) = match self {
            Self::Bearer => ("authorization", format!("Bearer {CANARY}")),
            Self::Basic => ("authorization", format!("Basic {CANARY}")),
            Self::VendorHeader => ("x-vendor-token", CANARY.to_owned()),
            Self::Cookie | Self::Query | Self::Body => return,
        };
        headers.insert(name, value.parse().unwrap());
    }

    fn address(&self, address: &mut Url) {
        if *self == Self::Query {
            address.query_pairs_mut().append_pair("key", CANARY);
        }
    }
}

/// Answers every hop with the next redirect, and remembers what went where.
#[derive(Default)]
struct Maze {
    redirects: Mutex<Vec<(u16, String)>>,
    sent: Mutex<Vec<(Url, bool)>>,
}

impl Gateway for Maze {
    fn send<'a>(
        &'a self,
        _route: &'a Route,
        request: Request,
        _credential: Option<&'a dyn Credential>,
        _watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        let headers = request.headers.values();
        let mut held = headers
            .filter_map(|value| value.to_str().ok())
            .any(|text| text.contains(CANARY));
        held |= request.url.as_str().contains(CANARY);
        held |= match &request.body {
            Body::Empty => false,
            Body::Bytes(bytes) => String::from_utf8_lossy(bytes).contains(CANARY),
            Body::Secret(secret) => {
                secret.lend(|bytes| String::from_utf8_lossy(bytes).contains(CANARY))
            }
        };
        self.sent.lock().unwrap().push((request.url.clone(), held));
        let next = self.redirects.lock().unwrap().pop();
        Box::pin(async move {
            let Some((code, to)) = next else {
                let mut last = answer(request, 200);
                let cookie = format!("session={CANARY}; Path=/");
                last.headers.insert("set-cookie", cookie.parse().unwrap());
                return Ok(last);
            };
            let mut led = answer(request, code);
            if let Ok(to) = to.parse() {
                led.headers.insert("location", to);
            }
            Ok(led)
        })
    }
}

fn request(style: Style, method: &Method, url: Url) -> Request {
    let sign_in = style == Style::Body;
    Request {
        method: if sign_in {
            Method::POST
        } else {
            method.clone()
        },
        body: if sign_in {
            Body::Secret(Secret::new(CANARY.as_bytes().to_vec()))
        } else {
            Body::Empty
        },
        effect: Effect::Reads,
        safety: Safety::Repeatable,
        ..Request::get(url)
    }
}

/// Whether two addresses have the same origin, by the words of RFC 6454 and not by ours.
fn same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Sends a request into a maze; says what it met outside home, and whether the answer tells the
/// credential.
async fn walked(
    route: &Route,
    style: Style,
    request: Request,
    redirects: Vec<(u16, String)>,
) -> (Vec<Url>, usize, bool) {
    let maze = Maze::default();
    *maze.redirects.lock().unwrap() = redirects;
    let walking = Redirecting::new(maze);
    let sent = walking.send(route, request, Some(&style), &Ignore).await;
    let told = match &sent {
        Ok(answer) => {
            let hops = answer
                .hops
                .iter()
                .any(|hop| hop.url.as_str().contains(CANARY));
            hops || answer.url.as_str().contains(CANARY)
        }
        Err(error) => format!("{error:?}{error}").contains(CANARY),
    };
    let maze = walking.into_inner();
    let sent = maze.sent.into_inner().unwrap();
    let home = Url::parse(route.home.origin().as_str()).unwrap();
    let with = sent.iter().filter(|(_, held)| *held).count();
    let strayed = sent
        .into_iter()
        .filter(|(url, held)| *held && !same_origin(url, &home));
    (strayed.map(|(url, _)| url).collect(), with, told)
}

fn route(home: &str, style: Style) -> Route {
    let mut route = Route::to("t".into(), Place::parse(home).unwrap());
    route.cookies = Some(CookieJar::default());
    if style == Style::Body {
        route.redirects = Redirects::Refuse;
    }
    route
}

#[tokio::test]
async fn no_redirect_of_any_kind_carries_a_credential_of_any_style_elsewhere() {
    // T7: 5 redirect codes, 8 kinds of target, 6 styles of sign-in
    let targets = [
        "https://evil.example/x",
        "http://tenant.example/x",
        "https://tenant.example:8443/x",
        "https://sub.tenant.example/x",
        "//evil.example/x",
        "https://tenant.example@evil.example/x",
        "https://tenant.example.evil.example/x",
        "\\\\evil.example\\x",
    ];
    let mut cases = 0;
    for code in [301, 302, 303, 307, 308] {
        for target in targets {
            for style in STYLES {
                let route = route("https://tenant.example", style);
                let jar = route.clone();
                if style == Style::Cookie {
                    // A first call leaves the session's cookie.
                    let first = request(style, &Method::GET, route.home.join("/x").unwrap());
                    walked(&jar, style, first, Vec::new()).await;
                }
                let request = request(style, &Method::GET, route.home.join("/x").unwrap());
                let led = vec![(code, target.to_owned())];
                let (strayed, with, told) = walked(&route, style, request, led).await;
                assert_eq!(strayed, Vec::<Url>::new(), "{code} {target} {style:?}");
                assert_eq!(with, 1, "it went home: {code} {target} {style:?}");
                assert!(!told, "{code} {target} {style:?}");
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 5 * 8 * 6);
}

fn host() -> impl Strategy<Value = String> {
    const ODD: &[&str] = &[
        "tenant.example",
        "TENANT.example",
        "tenant.example.",
        "tenant%2eexample",
        "evil.example",
        "tenant.example.evil.example",
        "eviltenant.example",
        "127.0.0.1",
        "localhost",
        "[::1]",
        "tenant.example:443",
        "tenant.example:8443",
        "tenant.example:0443",
        "2130706433",
        "xn--tnant-fsa.example",
        "t\u{e9}nant.example",
        "tenant\u{3002}example",
        "0x7f.1",
    ];
    select(ODD).prop_map(str::to_owned)
}

/// Addresses as a hostile server writes them.
fn target() -> impl Strategy<Value = String> {
    let scheme = select(
        &[
            "https:",
            "http:",
            "HTTPS:",
            "",
            "ftp:",
            "javascript:",
            "https",
        ][..],
    );
    let slashes = select(&["//", "/", "\\\\", "/\\", "///", "", "\t//", "/%2f"][..]);
    let user = select(&["", "", "tenant.example@", "a:b@", "@", "%40"][..]);
    const PARTS: &[&str] = &[
        "/", "/a", "/..", "/.", "/%2e%2e", "\\", "?", "#", "@", ":", ";", "/x/y", "%2f", "\t",
    ];
    let path = proptest::collection::vec(select(PARTS), 0..4).prop_map(|parts| parts.concat());
    let printable = proptest::collection::vec(b' '..=b'~', 0..30);
    let printable = printable.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let built =
        (scheme, slashes, user, host(), path).prop_map(|(scheme, slashes, user, host, path)| {
            format!("{scheme}{slashes}{user}{host}{path}")
        });
    prop_oneof![8 => built, 2 => printable, 1 => Just("/y".to_owned()), 1 => Just("?q=1".to_owned())]
}

/// Home, the style, the method, the address, the redirects, and whether sign-in is elsewhere.
type Walk = (
    &'static str,
    Style,
    Method,
    Option<String>,
    Vec<(u16, String)>,
    bool,
);

#[test]
fn a_hundred_thousand_generated_walks_leave_no_credential_elsewhere() {
    // Goal 6: 0 bytes in 100,000 generated cases.
    const CASES: u32 = 100_000;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    // The same cases every time: a failure is one for everybody.
    let seed = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let home = select(
        &[
            "https://tenant.example",
            "https://tenant.example:8443/base",
            "http://127.0.0.1:9000",
        ][..],
    );
    let code = select(&[301_u16, 302, 303, 307, 308, 300, 304][..]);
    let walks = (
        home,
        select(STYLES.as_slice()),
        select(&[Method::GET, Method::HEAD, Method::POST, Method::DELETE][..]),
        // The address of the request itself: below home, or anything at all.
        prop_oneof![3 => Just(None), 1 => target().prop_map(Some)],
        proptest::collection::vec((code, target()), 0..4),
        any::<bool>(),
    );
    let (mut hops, mut dressed) = (0, 0);
    let (hops, dressed) = (&mut hops, &mut dressed);
    let counts = std::cell::RefCell::new((hops, dressed));
    let walk = |(home, style, method, address, redirects, elsewhere): Walk| {
        let mut route = route(home, style);
        if elsewhere {
            // A tenant may sign in at another origin; no credential goes there either.
            route.elsewhere = vec![
                Place::parse("https://evil.example")
                    .unwrap()
                    .origin()
                    .clone(),
            ];
        }
        let below = route.home.join("/x").unwrap();
        let url = address
            .and_then(|address| below.join(&address).ok())
            .unwrap_or(below);
        let request = request(style, &method, url);
        let mut counts = counts.borrow_mut();
        *counts.0 += redirects.len();
        let (strayed, with, told) = runtime.block_on(walked(&route, style, request, redirects));
        *counts.1 += with;
        proptest::prop_assert!(strayed.is_empty(), "{:?}", strayed);
        proptest::prop_assert!(!told);
        Ok(())
    };
    runner.run(&walks, walk).unwrap();
    let (hops, dressed) = counts.into_inner();
    assert!(*hops > 100_000, "there was something to follow: {hops}");
    assert!(*dressed > 50_000, "there was something to carry: {dressed}");
}
