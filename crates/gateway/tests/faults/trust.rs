//! Certificates and handshakes: the rows L of the table.

use crate::support::{
    Act, Authority, Book, Held, House, Server, door, get, plain_door, route, says, settled,
};
use domain::{Certificate, Secret, Trust};
use gateway::{
    CertificateFault, GatewayError, Identity, IdentityError, IdentityFault, NetworkFault, Outcome,
    Response, Route, Shown, fingerprint,
};
use rcgen::CertificateParams;
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::TlsAcceptor;

type Sent = Result<Response, GatewayError>;

const OK: &str = "200 OK";

async fn serving(acceptor: TlsAcceptor) -> Server {
    let script = vec![Act::Hear, says(OK, "", b"hello")];
    Server::start(Some(acceptor), vec![script]).await
}

fn to(server: &Server, trust: Trust) -> Route {
    Route {
        trust,
        ..route("https", "127.0.0.1", server.port)
    }
}

fn untrusted(sent: Sent) -> (CertificateFault, Shown, Vec<String>) {
    match sent {
        Err(GatewayError::Untrusted {
            shown,
            fault,
            expected,
            ..
        }) => (fault, *shown.unwrap(), expected),
        other => panic!("it was trusted: {other:?}"),
    }
}

async fn refused(
    change: impl FnOnce(&mut CertificateParams),
    names: &[&str],
) -> (CertificateFault, Shown) {
    let authority = Authority::new("Company Root");
    let server = serving(authority.acceptor_with(names, change, |_| {})).await;
    let sent = get(&plain_door(), &to(&server, authority.trust())).await;
    assert!(server.requests().is_empty(), "no request byte left");
    let (fault, shown, _) = untrusted(sent);
    (fault, shown)
}

const HERE: &[&str] = &["127.0.0.1"];

#[tokio::test]
async fn an_expired_certificate_is_told_with_its_date() {
    // L1: expired certificate
    let past = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2021, 2, 3);
    };
    let (fault, shown) = refused(past, HERE).await;
    assert_eq!(fault, CertificateFault::Expired);
    assert_eq!(shown.until.unwrap().to_string(), "2021-02-03T00:00:00Z");
}

#[tokio::test]
async fn a_certificate_from_the_future_is_told_with_its_date() {
    // L2: not yet valid
    let future = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2090, 1, 1);
        params.not_after = rcgen::date_time_ymd(2091, 1, 1);
    };
    let (fault, shown) = refused(future, HERE).await;
    assert_eq!(fault, CertificateFault::NotYetValid);
    assert_eq!(shown.since.unwrap().to_string(), "2090-01-01T00:00:00Z");
}

#[tokio::test]
async fn a_certificate_for_another_host_is_told_with_both_names() {
    // L3: wrong host name
    let (fault, shown) = refused(|_| {}, &["other.example", "www.other.example"]).await;
    assert_eq!(fault, CertificateFault::WrongName);
    assert_eq!(shown.names, ["other.example", "www.other.example"]);
}

#[tokio::test]
async fn an_unknown_authority_is_named_and_comes_along_to_be_imported() {
    // L4: unknown authority
    let (mine, other) = (Authority::new("Mine"), Authority::new("Company Root"));
    let (leaf, key) = other.signs(HERE, |_| {});
    let chain = vec![leaf, other.issuer.der().clone()];
    let server = serving(crate::support::acceptor(chain, &key, None, |_| {})).await;
    let (fault, shown, _) = untrusted(get(&plain_door(), &to(&server, mine.trust())).await);
    assert_eq!(fault, CertificateFault::UnknownIssuer);
    assert_eq!(shown.issuer, "Company Root");
    assert_eq!(shown.authority, "Company Root");
    // What it showed can be taken over by a person who has compared it.
    let imported = shown.chain.last().unwrap().clone();
    let trusting = to(&server, Trust::Only(vec![imported]));
    assert_eq!(get(&plain_door(), &trusting).await.unwrap().body, b"hello");
    let added = to(&server, Trust::SystemAnd(vec![other.certificate()]));
    assert_eq!(get(&plain_door(), &added).await.unwrap().body, b"hello");
}

#[tokio::test]
async fn a_changed_anchor_is_told_with_the_old_and_the_new_fingerprint() {
    // L5: pinned anchor rotated at vendor
    let (old, new) = (Authority::new("Root 2020"), Authority::new("Root 2030"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (before, after) = (old.acceptor(HERE), new.acceptor(HERE));
    let swapped = move |turn: usize| {
        Some(if turn == 0 {
            before.clone()
        } else {
            after.clone()
        })
    };
    let close = says(OK, "connection: close\r\n", b"hello");
    let server = Server::on(listener, swapped, vec![vec![Act::Hear, close]]);
    let route = to(&server, old.trust());
    let door = plain_door();
    get(&door, &route).await.unwrap();
    let (fault, shown, expected) = untrusted(get(&door, &route).await);
    assert_eq!(fault, CertificateFault::UnknownIssuer);
    assert_eq!(expected, [fingerprint(old.certificate().der())]);
    assert!(!expected.contains(&shown.fingerprint));
    assert_eq!(shown.issuer, "Root 2030");
    assert_eq!(server.requests().len(), 1, "no automatic trust");
}

#[tokio::test]
async fn the_certificate_of_the_server_itself_can_be_the_anchor() {
    let authority = Authority::new("Nobody knows");
    let (leaf, key) = authority.signs(HERE, |_| {});
    let own = Certificate::from_der(leaf.to_vec());
    let server = serving(crate::support::acceptor(vec![leaf], &key, None, |_| {})).await;
    let route = to(&server, Trust::Only(vec![own.clone()]));
    assert_eq!(get(&plain_door(), &route).await.unwrap().body, b"hello");
    // Its names and its dates count all the same.
    let elsewhere = Route {
        trust: Trust::Only(vec![own]),
        ..crate::support::route("https", "tenant.example", server.port)
    };
    let book = Book::default().at("tenant.example", &["127.0.0.1"]);
    let (fault, ..) = untrusted(get(&door(book, House::default()), &elsewhere).await);
    assert_eq!(fault, CertificateFault::WrongName);
    let (leaf, key) = authority.signs(HERE, |params| {
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    });
    let own = Certificate::from_der(leaf.to_vec());
    let server = serving(crate::support::acceptor(vec![leaf], &key, None, |_| {})).await;
    let route = to(&server, Trust::Only(vec![own]));
    let (fault, ..) = untrusted(get(&plain_door(), &route).await);
    assert_eq!(fault, CertificateFault::Expired);
}

#[tokio::test]
async fn a_server_of_old_tls_is_told_to_be_too_old() {
    // L6: only old TLS offered
    // A ServerHello of TLS 1.1, as one byte sequence: record, handshake, version 3.2.
    let mut hello = vec![0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
    hello.extend([7; 32]); // random
    hello.extend([0, 0xC0, 0x14, 0]); // no session, a cipher suite, no compression
    // An alert of level fatal: protocol version.
    let alert = vec![0x15, 3, 1, 0, 2, 2, 70];
    for said in [hello, alert] {
        let script = vec![Act::Read, Act::Say(said), Act::Silence];
        let server = Server::start(None, vec![script]).await;
        let authority = Authority::new("Test");
        match get(&plain_door(), &to(&server, authority.trust())).await {
            Err(GatewayError::Unreachable { fault, outcome, .. }) => {
                assert_eq!(fault, NetworkFault::TooOld);
                assert_eq!(outcome, Outcome::NotSent);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(server.connections(), 1, "there is no second try with less");
    }
}

#[tokio::test(start_paused = true)]
async fn a_handshake_that_stalls_ends_at_the_limit_of_the_connection() {
    // L7: handshake stalls
    let time = Held::new();
    let server = Server::start(None, vec![vec![Act::Read, Act::Silence]]).await;
    let authority = Authority::new("Test");
    let route = to(&server, authority.trust());
    let door = plain_door();
    let ending = async {
        server.heard(1).await;
        settled().await;
        time.pass(Duration::from_secs(10)).await;
    };
    let (sent, ()) = tokio::join!(get(&door, &route), ending);
    match sent {
        Err(GatewayError::Unreachable { fault, outcome, .. }) => {
            assert_eq!(fault, NetworkFault::HandshakeTimeout);
            assert_eq!(outcome, Outcome::NotSent);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_client_certificate_that_is_demanded_missing_or_wrong_is_told_apart() {
    // L8: client certificate required, missing, wrong password
    let (authority, stranger) = (Authority::new("Mine"), Authority::new("Stranger"));
    let script = vec![
        Act::Hear,
        says(OK, "", b"hello"),
        Act::Hear,
        says(OK, "", b"again"),
    ];
    let demanding = authority.demanding(HERE);
    let server = Server::start(Some(demanding), vec![script]).await;
    let mut route = to(&server, authority.trust());
    let fault = |sent: Sent| match sent {
        Err(GatewayError::Identity { fault, .. }) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        fault(get(&plain_door(), &route).await),
        IdentityFault::Required
    );
    let pem = |signer: &Authority| {
        let (leaf, key) = signer.signs(&["me"], |_| {});
        let leaf = Certificate::from_der(leaf.to_vec()).to_pem();
        format!("{}{leaf}", key.serialize_pem())
    };
    let other = Identity::read(pem(&stranger).as_bytes(), None).unwrap();
    route.identity = Some(Arc::new(other));
    assert_eq!(
        fault(get(&plain_door(), &route).await),
        IdentityFault::Refused
    );
    let mine = Identity::read(pem(&authority).as_bytes(), None).unwrap();
    route.identity = Some(Arc::new(mine));
    let door = plain_door();
    assert_eq!(get(&door, &route).await.unwrap().body, b"hello");
    assert_eq!(get(&door, &route).await.unwrap().body, b"again");

    let locked = include_bytes!("identities/locked.pem");
    let wrong = Secret::new("guess".to_owned());
    let read = |password| Identity::read(locked, password).err();
    assert_eq!(read(Some(&wrong)), Some(IdentityError::WrongPassword));
    assert_eq!(read(None), Some(IdentityError::PasswordNeeded));
}

#[tokio::test]
async fn a_company_that_reads_along_is_named_and_a_pinned_tenant_refuses_it() {
    // L9: company interception
    let (company, vendor) = (
        Authority::new("Company Inspection"),
        Authority::new("Vendor"),
    );
    let server = serving(company.acceptor(HERE)).await;
    // As if the company's authority were in the system's trust.
    let added = to(&server, Trust::SystemAnd(vec![company.certificate()]));
    let answer = get(&plain_door(), &added).await.unwrap();
    assert_eq!(answer.certificate.unwrap().issuer, "Company Inspection");
    let pinned = to(&server, vendor.trust());
    let (fault, shown, _) = untrusted(get(&plain_door(), &pinned).await);
    assert_eq!(fault, CertificateFault::UnknownIssuer);
    assert_eq!(shown.issuer, "Company Inspection");
    assert_eq!(server.requests().len(), 1);
}

/// Made by `openssl` with the password `open sesame`, or none; see `identities/README.md`.
const FILES: [(&str, &[u8], bool); 8] = [
    ("pkcs8.pem", include_bytes!("identities/pkcs8.pem"), false),
    ("pkcs1.pem", include_bytes!("identities/pkcs1.pem"), false),
    ("sec1.pem", include_bytes!("identities/sec1.pem"), false),
    ("locked.pem", include_bytes!("identities/locked.pem"), true),
    (
        "locked-3des.pem",
        include_bytes!("identities/locked-3des.pem"),
        true,
    ),
    ("new.p12", include_bytes!("identities/new.p12"), true),
    ("old.p12", include_bytes!("identities/old.p12"), true),
    (
        "no-password.p12",
        include_bytes!("identities/no-password.p12"),
        false,
    ),
];

#[test]
fn identities_are_read_from_every_common_kind_of_file() {
    let right = Secret::new("open sesame".to_owned());
    let wrong = Secret::new("open sesami".to_owned());
    for (name, file, locked) in FILES {
        let password = locked.then_some(&right);
        let identity = Identity::read(file, password);
        let identity = identity.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let chain: Vec<_> = identity.chain().iter().map(Certificate::der).collect();
        let shown = Shown::read(&chain);
        assert_eq!(shown.subject, "helper", "{name}");
        assert_eq!(shown.chain.len(), 2, "{name}: with the one that signed it");
        assert!(!format!("{identity:?}").contains("KEY"), "{name}");
        if locked {
            let error = Identity::read(file, Some(&wrong)).unwrap_err();
            assert_eq!(error, IdentityError::WrongPassword, "{name}");
            let error = Identity::read(file, None).unwrap_err();
            assert_eq!(error, IdentityError::PasswordNeeded, "{name}");
        }
    }
}

#[test]
fn a_file_that_is_no_identity_says_what_is_missing() {
    let authority = Authority::new("Test");
    let (leaf, key) = authority.signs(&["me"], |_| {});
    let (_, other) = authority.signs(&["me"], |_| {});
    let leaf = Certificate::from_der(leaf.to_vec()).to_pem();
    let error = |text: &str| Identity::read(text.as_bytes(), None).unwrap_err();
    assert_eq!(error(&leaf), IdentityError::NoKey);
    assert_eq!(error(&key.serialize_pem()), IdentityError::NoCertificate);
    let mixed = format!("{leaf}{}", other.serialize_pem());
    assert_eq!(error(&mixed), IdentityError::OtherKey);
    assert_eq!(error("hello"), IdentityError::Unreadable);
    assert_eq!(error(""), IdentityError::Unreadable);
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n\
               -----END RSA PRIVATE KEY-----\n";
    assert_eq!(error(&format!("{leaf}{old}")), IdentityError::Unreadable);
}
