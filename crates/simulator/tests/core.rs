//! What every simulated tenant does: sockets, certificates, faults, the control side.

#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

mod common;

use common::{FORM, basic, control, files, get, host_of, plain, send, started, tls};
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::json;
use simulator::{
    Fault, FaultKind, Files, Options, Outcome, Simulated, StartError, Tls, start, start_all,
};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

const OPEN: &str = "/auth/api/v1/status";

async fn token(privx: &Simulated) -> String {
    let known = privx.credentials().remove(0);
    let authorization = basic(
        known.value("oauth_client_id"),
        known.value("oauth_client_secret"),
    );
    let form = format!(
        "grant_type=password&username={}&password={}",
        known.value("api_client_id"),
        known.value("api_client_secret")
    );
    let headers = [("authorization", authorization.as_str()), FORM];
    let got = send(privx, "POST", "/auth/api/v1/oauth/token", &headers, form)
        .await
        .unwrap();
    got.json()["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn tenants_started_together_share_an_authority_and_nothing_else() {
    let tenants = start_all(vec![files("privx"), files("privx")], Options::default())
        .await
        .unwrap();
    assert_eq!(tenants[0].ca_pem(), tenants[1].ca_pem());
    assert_ne!(tenants[0].origin(), tenants[1].origin());
    let token = token(&tenants[0]).await;
    assert_eq!(
        get(&tenants[0], &token, "/role-store/api/v1/roles")
            .await
            .status,
        200
    );
    assert_eq!(
        get(&tenants[1], &token, "/role-store/api/v1/roles")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn a_client_without_the_authority_refuses_the_tenant() {
    let (one, other) = (started("privx").await, started("privx").await);
    assert!(
        tls(one.origin(), other.ca_pem().unwrap(), &["http/1.1"])
            .await
            .is_err()
    );
}

#[tokio::test]
async fn plain_mode_needs_no_authority() {
    let privx = plain("privx").await;
    assert!(privx.origin().starts_with("http://127.0.0.1:"));
    assert_eq!(privx.ca_pem(), None);
    assert_eq!(
        send(&privx, "GET", OPEN, &[], "").await.unwrap().status,
        200
    );
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let privx = started("privx").await;
    let stream = tls(privx.origin(), privx.ca_pem().unwrap(), &["http/1.1"])
        .await
        .unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    for _ in 0..3 {
        let request = Request::get(OPEN).header("host", host_of(privx.origin()));
        let request = request.body(Full::new(Bytes::new())).unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.status(), 200);
        response.into_body().collect().await.unwrap();
        sender.ready().await.unwrap();
    }
    let connections: Vec<_> = privx
        .requests()
        .all()
        .iter()
        .map(|heard| heard.connection)
        .collect();
    assert_eq!(connections, [1, 1, 1]);
    connection.abort();
}

#[tokio::test]
async fn http_2_is_spoken_when_asked_for() {
    let privx = started("privx").await;
    let stream = tls(privx.origin(), privx.ca_pem().unwrap(), &["h2"])
        .await
        .unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    let request = Request::get(format!("{}{OPEN}", privx.origin()));
    let request = request.body(Full::new(Bytes::new())).unwrap();
    assert_eq!(sender.send_request(request).await.unwrap().status(), 200);
    assert_eq!(privx.requests().all()[0].version, "HTTP/2.0");
    connection.abort();
}

#[tokio::test]
async fn a_stopped_tenant_frees_its_ports_at_once() {
    let first = started("privx").await;
    let port: u16 = host_of(first.origin())
        .rsplit_once(':')
        .unwrap()
        .1
        .parse()
        .unwrap();
    let old = token(&first).await;
    first.stop().await;
    let options = Options {
        port,
        ..Options::default()
    };
    let second = start(files("privx"), options.clone()).await.unwrap();
    assert_eq!(
        get(&second, &old, "/role-store/api/v1/roles").await.status,
        401
    );
    let third = start(files("privx"), options).await;
    assert!(matches!(third, Err(StartError::Port { .. })));
    drop(second);
}

#[tokio::test]
async fn files_that_cannot_be_read_are_named() {
    let mut broken = files("privx");
    broken.seed = "{".to_owned();
    let error = start(broken, Options::default()).await.unwrap_err();
    assert!(matches!(
        error,
        StartError::File {
            file: "seed.json",
            ..
        }
    ));
}

#[tokio::test]
async fn faults_strike_where_and_as_often_as_they_are_told() {
    let privx = started("privx").await;
    let status = async || {
        send(&privx, "GET", OPEN, &[], "")
            .await
            .map(|got| got.status.as_u16())
    };
    privx
        .faults()
        .add(Fault::new(FaultKind::ServerError).times(2).on("/AUTH/"));
    let elsewhere = send(&privx, "GET", "/vault/api/v1/status", &[], "")
        .await
        .unwrap();
    assert_eq!(elsewhere.status, 200);
    assert_eq!(status().await.unwrap(), 500);
    assert_eq!(status().await.unwrap(), 500);
    assert_eq!(status().await.unwrap(), 200);
    assert!(privx.faults().all().is_empty());

    privx
        .faults()
        .add(Fault::new(FaultKind::DropsConnection).times(1));
    assert!(status().await.is_err());
    assert_eq!(
        privx.requests().all().last().unwrap().outcome,
        Outcome::Dropped
    );
    assert_eq!(status().await.unwrap(), 200);
}

#[tokio::test]
async fn every_fault_looks_like_the_real_thing() {
    let privx = started("privx").await;
    let struck = async |kind| {
        privx.faults().set(vec![Fault::new(kind).times(1)]);
        send(&privx, "GET", OPEN, &[], "").await
    };
    let limited = struck(FaultKind::RateLimited).await.unwrap();
    assert_eq!(
        (limited.status.as_u16(), limited.header("retry-after")),
        (429, "5")
    );
    let moved = struck(FaultKind::RedirectsElsewhere).await.unwrap();
    assert_eq!(moved.status, 302);
    assert_eq!(
        moved.header("location"),
        format!("https://elsewhere.northmere.example{OPEN}")
    );
    let page = struck(FaultKind::HtmlErrorPage).await.unwrap();
    assert_eq!(page.status, 502);
    assert!(page.header("content-type").starts_with("text/html"));
    let garbage = struck(FaultKind::GarbageBody).await.unwrap();
    assert!(
        garbage
            .header("content-type")
            .starts_with("application/json")
    );
    assert!(serde_json::from_slice::<serde_json::Value>(&garbage.body).is_err());
    let error = struck(FaultKind::ServerError).await.unwrap();
    assert_eq!(error.json()["error_code"], "GENERAL_ERROR");
    privx.faults().set(vec![Fault {
        ms: Some(300),
        ..Fault::new(FaultKind::Slow)
    }]);
    let before = Instant::now();
    send(&privx, "GET", OPEN, &[], "").await.unwrap();
    assert!(before.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_wrong_certificate_is_shown_even_to_who_was_connected() {
    let privx = started("privx").await;
    let ca = privx.ca_pem().unwrap().to_owned();
    let stream = tls(privx.origin(), &ca, &["http/1.1"]).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    let request = || {
        Request::get(OPEN)
            .header("host", "x")
            .body(Full::new(Bytes::new()))
            .unwrap()
    };
    sender
        .send_request(request())
        .await
        .unwrap()
        .into_body()
        .collect()
        .await
        .unwrap();
    privx.faults().add(Fault::new(FaultKind::WrongCertificate));
    // The old connection ends; a new one cannot be had.
    connection.await.unwrap().unwrap();
    assert!(sender.send_request(request()).await.is_err());
    assert!(tls(privx.origin(), &ca, &["http/1.1"]).await.is_err());
    privx.faults().clear();
    assert!(tls(privx.origin(), &ca, &["http/1.1"]).await.is_ok());
}

#[tokio::test]
async fn a_revoked_token_is_refused_and_a_new_one_is_not() {
    let privx = started("privx").await;
    let path = "/role-store/api/v1/roles";
    let first = token(&privx).await;
    privx
        .faults()
        .add(Fault::new(FaultKind::TokenRevoked).times(1));
    // Signing in shows no token, so the fault waits for the first call that does.
    let second = token(&privx).await;
    assert_eq!(get(&privx, &first, path).await.status, 401);
    assert_eq!(get(&privx, &second, path).await.status, 200);
    assert_eq!(privx.revoke_tokens(), 1);
    assert_eq!(get(&privx, &second, path).await.status, 401);
    assert_eq!(privx.live_tokens(), 0);
}

#[tokio::test]
async fn a_client_that_goes_away_is_noticed() {
    let privx = started("privx").await;
    privx.faults().add(Fault {
        ms: Some(60_000),
        ..Fault::new(FaultKind::Slow)
    });
    let becomes = async |outcome| {
        while privx.requests().all().first().map(|heard| heard.outcome) != Some(outcome) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let call = send(&privx, "GET", OPEN, &[], "");
    tokio::select! {
        _ = call => panic!("answered"),
        () = becomes(Outcome::Waiting) => {}
    }
    // The call is dropped by now, and with it the socket.
    let gone = becomes(Outcome::Abandoned);
    tokio::time::timeout(Duration::from_secs(20), gone)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_log_keeps_no_secret() {
    let privx = started("privx").await;
    let token = token(&privx).await;
    let cookie = format!("s={token}");
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("cookie", &cookie),
        ("x-own", &token),
        ("accept", "*/*"),
    ];
    let path = format!("/role-store/api/v1/roles?token=abc&limit=1&x={token}");
    assert_eq!(
        send(&privx, "GET", &path, &headers, "")
            .await
            .unwrap()
            .status,
        200
    );
    let log = control(&privx, "GET", "/requests", "").await;
    let text = String::from_utf8(log.body).unwrap();
    assert!(!text.contains("canary") && !text.contains("abc"), "{text}");
    let heard = privx.requests().of("GET", "/role-store").remove(0);
    let header = |name: &str| {
        heard
            .headers
            .iter()
            .find(|(key, _)| key == name)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!(
        header("authorization"),
        format!("Bearer ({})", bearer.len())
    );
    assert_eq!(header("accept"), "*/*");
    assert!(heard.query.contains(&("limit".to_owned(), "1".to_owned())));
}

#[tokio::test]
async fn the_control_side_moves_clock_faults_and_switches() {
    let privx = started("privx").await;
    let token = token(&privx).await;
    let clock = control(
        &privx,
        "PUT",
        "/clock",
        r#"{"now": "2031-05-01T00:00:00Z", "running": false}"#,
    )
    .await;
    assert_eq!(clock.json()["now"], "2031-05-01T00:00:00Z");
    assert_eq!(
        get(&privx, &token, "/role-store/api/v1/roles").await.status,
        401
    );
    let forward = control(&privx, "PUT", "/clock", r#"{"advance_seconds": 90}"#).await;
    assert_eq!(forward.json()["now"], "2031-05-01T00:01:30Z");
    let faults = control(
        &privx,
        "PUT",
        "/faults",
        r#"[{"name": "server_error", "times": 1}]"#,
    )
    .await;
    assert_eq!(
        faults.json(),
        json!([{ "name": "server_error", "times": 1 }])
    );
    assert_eq!(
        send(&privx, "GET", OPEN, &[], "").await.unwrap().status,
        500
    );
    let switches = control(&privx, "PUT", "/switches", r#"{"token_seconds": 60}"#).await;
    assert_eq!(switches.json()["token_seconds"], 60);
    assert_eq!(
        control(&privx, "PUT", "/switches", r#"{"typo": 1}"#)
            .await
            .status,
        400
    );
    assert_eq!(
        control(&privx, "PUT", "/faults", "nonsense").await.status,
        400
    );
    assert_eq!(control(&privx, "GET", "/nowhere", "").await.status, 404);
    assert_eq!(
        control(&privx, "POST", "/tokens/revoke", "").await.json()["revoked"],
        0
    );
    assert_eq!(control(&privx, "DELETE", "/requests", "").await.status, 200);
    assert!(privx.requests().all().is_empty());
}

#[tokio::test]
async fn odd_input_hurts_nobody() {
    let privx = plain("privx").await;
    for path in [
        "/%ff%00",
        "//",
        "/auth/api/v1/status/../../..",
        "/a?%=%&&=",
        "/auth/api/v1/oauth/clientcredentials/",
    ] {
        let got = send(&privx, "GET", path, &[("authorization", "Bearer ")], "")
            .await
            .unwrap();
        assert!(got.status.is_client_error(), "{path}");
    }
    let large = vec![b'a'; 33 * 1024 * 1024];
    let got = send(&privx, "POST", "/auth/api/v1/oauth/token", &[FORM], large).await;
    // Refused, or cut off while still sending: both are right.
    assert!(got.is_err() || got.is_ok_and(|got| got.status == 413));
    // Not HTTP at all.
    let stream = TcpStream::connect(host_of(privx.origin())).await.unwrap();
    stream.try_write(b"\x16\x03\x01\x00\xff").unwrap();
    assert_eq!(
        send(&privx, "GET", OPEN, &[], "").await.unwrap().status,
        200
    );
}

#[tokio::test]
async fn a_vendor_without_habits_serves_its_document_and_refuses_the_rest() {
    let fir = Files {
        vendor: "fir".to_owned(),
        manifest: "[[document]]\nrequest = \"GET /docs/api.yaml\"\n[[tenant.addresses]]\nid = \"identity\"\n"
            .to_owned(),
        document: b"openapi: 3.0.3\ninfo: {title: Fir, version: '1'}\nservers: [{url: /api}]\npaths:\n  /needles/{id}:\n    get:\n      responses: {'200': {description: ok}}\n"
            .as_slice().into(),
        seed: r#"{"credentials": [], "data": {}}"#.to_owned(),
    };
    let fir = start(
        fir,
        Options {
            tls: Tls::Plain,
            ..Options::default()
        },
    )
    .await
    .unwrap();
    let document = send(&fir, "GET", "/docs/api.yaml", &[], "").await.unwrap();
    assert_eq!(document.header("content-type"), "application/yaml");
    for (method, path, status) in [
        ("GET", "/elsewhere", 404),
        ("DELETE", "/api/needles/7", 405),
        ("GET", "/api/needles/7", 501),
        ("POST", "/docs/api.yaml", 405),
    ] {
        let got = send(&fir, method, path, &[], "").await.unwrap();
        assert_eq!(got.status.as_u16(), status, "{method} {path}");
    }
    assert_ne!(fir.addresses()["identity"], fir.origin());
}
