//! Goal 7 of `docs/security.md`: every faulty certificate is refused, and no request byte leaves.

use crate::support::{Act, Authority, Server, get, route, says};
use domain::{Certificate, Trust};
use gateway::{GatewayError, Route};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, SanType,
};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::crypto::aws_lc_rs::sign::any_supported_type;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

const HOST: &str = "tenant.test.example";

/// A chain and the key the server signs with.
type Shown = (Vec<CertificateDer<'static>>, KeyPair);

/// Shows what it is told to, whether it fits or not.
#[derive(Debug)]
struct Showing(Arc<CertifiedKey>);

impl ResolvesServerCert for Showing {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

fn shows((chain, key): Shown) -> TlsAcceptor {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let key = any_supported_type(&key).unwrap();
    let showing = Showing(Arc::new(CertifiedKey::new(chain, key)));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(showing));
    TlsAcceptor::from(Arc::new(config))
}

fn leaf(change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::new(vec![HOST.to_owned()]).unwrap();
    change(&mut params);
    params
}

/// Signed by the trusted authority, but for `change` as it should be.
fn changed(root: &Authority, change: impl FnOnce(&mut CertificateParams)) -> Shown {
    let key = KeyPair::generate().unwrap();
    let signed = leaf(change).signed_by(&key, &root.issuer).unwrap();
    (vec![signed.der().clone()], key)
}

fn with_names(root: &Authority, names: Vec<SanType>) -> Shown {
    changed(root, |params| params.subject_alt_names = names)
}

fn dns(name: &str) -> SanType {
    SanType::DnsName(name.try_into().unwrap())
}

/// Signed by an authority in between, which the trusted one signed after `change`.
fn between(root: &Authority, change: impl FnOnce(&mut CertificateParams)) -> Shown {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params
        .distinguished_name
        .push(DnType::CommonName, "Between");
    change(&mut params);
    let between_key = KeyPair::generate().unwrap();
    let signed = params.signed_by(&between_key, &root.issuer).unwrap();
    let issuer = Issuer::new(params, between_key);
    let key = KeyPair::generate().unwrap();
    let own = leaf(|_| {}).signed_by(&key, &issuer).unwrap();
    (vec![own.der().clone(), signed.der().clone()], key)
}

fn with_constraint(root: &Authority, change: impl FnOnce(&mut NameConstraints)) -> Shown {
    let mut constraints = NameConstraints {
        permitted_subtrees: Vec::new(),
        excluded_subtrees: Vec::new(),
    };
    change(&mut constraints);
    between(root, |params| params.name_constraints = Some(constraints))
}

fn damaged(root: &Authority, change: impl FnOnce(&mut Vec<u8>)) -> Shown {
    let (chain, key) = changed(root, |_| {});
    let mut der = chain[0].to_vec();
    change(&mut der);
    (vec![der.into()], key)
}

fn year(year: i32) -> rcgen::CertificateParams {
    let mut params = leaf(|_| {});
    params.not_before = rcgen::date_time_ymd(year, 1, 1);
    params.not_after = rcgen::date_time_ymd(year + 1, 1, 1);
    params
}

fn signed(root: &Authority, params: &CertificateParams) -> Shown {
    let key = KeyPair::generate().unwrap();
    let own = params.signed_by(&key, &root.issuer).unwrap();
    (vec![own.der().clone()], key)
}

fn used_for(root: &Authority, purpose: ExtendedKeyUsagePurpose) -> Shown {
    changed(root, |params| params.extended_key_usages = vec![purpose])
}

fn self_signed(is_ca: IsCa) -> Shown {
    let key = KeyPair::generate().unwrap();
    let own = leaf(|params| params.is_ca = is_ca)
        .self_signed(&key)
        .unwrap();
    (vec![own.der().clone()], key)
}

/// 24 certificates that each have one thing wrong.
fn faulty(root: &Authority) -> Vec<(&'static str, Shown)> {
    let other = Authority::new("Another authority");
    let namesake = Authority::new("The authority");
    let unchained = {
        let (mut chain, key) = between(root, |_| {});
        chain.truncate(1);
        (chain, key)
    };
    let by_a_leaf = {
        let mut params = leaf(|_| {});
        params.distinguished_name.push(DnType::CommonName, "A leaf");
        let key = KeyPair::generate().unwrap();
        let parent = params.signed_by(&key, &root.issuer).unwrap();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let own = leaf(|_| {}).signed_by(&key, &issuer).unwrap();
        (vec![own.der().clone(), parent.der().clone()], key)
    };
    let too_deep = {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.distinguished_name.push(DnType::CommonName, "Upper");
        let key = KeyPair::generate().unwrap();
        let upper = CertifiedIssuer::signed_by(params, key, &root.issuer).unwrap();
        let upper_der = upper.der().clone();
        let upper = Authority { issuer: upper };
        let (mut chain, key) = between(&upper, |_| {});
        chain.push(upper_der);
        (chain, key)
    };
    let other_key = {
        let (chain, _) = changed(root, |_| {});
        (chain, KeyPair::generate().unwrap())
    };
    let unknown_critical = |params: &mut CertificateParams| {
        let mut extension =
            CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99_999, 1], vec![5, 0]);
        extension.set_criticality(true);
        params.custom_extensions.push(extension);
    };
    let ip = |text: &str| vec![SanType::IpAddress(text.parse().unwrap())];
    let common_name = |params: &mut CertificateParams| {
        params.subject_alt_names = Vec::new();
        params.distinguished_name.push(DnType::CommonName, HOST);
    };
    let old = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2010, 1, 1);
        params.not_after = rcgen::date_time_ymd(2011, 1, 1);
    };
    let within = |name: &str| GeneralSubtree::DnsName(name.to_owned());
    vec![
        ("expired", signed(root, &year(2020))),
        ("not yet valid", signed(root, &year(2090))),
        ("another name", with_names(root, vec![dns("other.example")])),
        (
            "a name below",
            with_names(root, vec![dns("a.tenant.test.example")]),
        ),
        (
            "the name above",
            with_names(root, vec![dns("test.example")]),
        ),
        (
            "a wildcard too high",
            with_names(root, vec![dns("*.example")]),
        ),
        (
            "a wildcard too low",
            with_names(root, vec![dns("*.tenant.test.example")]),
        ),
        (
            "a wildcard within a label",
            with_names(root, vec![dns("ten*.test.example")]),
        ),
        ("an address and no name", with_names(root, ip("127.0.0.1"))),
        ("a common name and no other", changed(root, common_name)),
        ("an unknown authority", changed(&other, |_| {})),
        ("an authority of the same name", changed(&namesake, |_| {})),
        ("signed by itself", self_signed(IsCa::NoCa)),
        (
            "an authority signed by itself",
            self_signed(IsCa::Ca(BasicConstraints::Unconstrained)),
        ),
        ("without the one in between", unchained),
        ("signed by a leaf", by_a_leaf),
        ("an expired one in between", between(root, old)),
        ("a path too long", too_deep),
        (
            "a name the one in between may not sign",
            with_constraint(root, |limits| {
                limits.permitted_subtrees.push(within("other.example"));
            }),
        ),
        (
            "a name the one in between must not sign",
            with_constraint(root, |limits| {
                limits.excluded_subtrees.push(within("test.example"));
            }),
        ),
        (
            "for clients",
            used_for(root, ExtendedKeyUsagePurpose::ClientAuth),
        ),
        (
            "a critical extension nobody knows",
            changed(root, unknown_critical),
        ),
        (
            "a changed signature",
            damaged(root, |der| *der.last_mut().unwrap() ^= 1),
        ),
        ("the key of another", other_key),
    ]
}

async fn tried(shown: TlsAcceptor, trust: Trust) -> (Result<(), GatewayError>, Server) {
    let script = vec![Act::Hear, says("200 OK", "", b"hello")];
    let server = Server::start(Some(shown), vec![script]).await;
    let book = crate::support::Book::default().at(HOST, &["127.0.0.1"]);
    let door = crate::support::door(book, crate::support::House::default());
    let route = Route {
        trust,
        ..route("https", HOST, server.port)
    };
    let sent = get(&door, &route).await.map(drop);
    (sent, server)
}

#[tokio::test]
async fn twenty_four_faulty_certificates_are_refused_without_a_request_byte() {
    let root = Authority::new("The authority");
    // What the faulty ones differ from is taken.
    for good in [changed(&root, |_| {}), between(&root, |_| {})] {
        let (sent, server) = tried(shows(good), root.trust()).await;
        assert_eq!(sent, Ok(()));
        assert_eq!(server.requests().len(), 1);
    }
    let faulty = faulty(&root);
    assert_eq!(faulty.len(), 24);
    let added = Trust::SystemAnd(vec![Certificate::from_der(root.issuer.der().to_vec())]);
    for (fault, (chain, key)) in faulty {
        for trust in [root.trust(), added.clone()] {
            let key = KeyPair::try_from(key.serialize_der()).unwrap();
            let (sent, server) = tried(shows((chain.clone(), key)), trust).await;
            let error = sent.expect_err(fault);
            let blamed = matches!(
                error,
                GatewayError::Untrusted { .. } | GatewayError::Unreachable { .. }
            );
            assert!(blamed, "{fault}: {error:?}");
            let shown = match &error {
                GatewayError::Untrusted { shown, .. } => shown.is_some(),
                // The server cannot prove that the certificate is its own.
                _ => fault == "the key of another",
            };
            assert!(shown, "{fault}: {error:?}");
            assert_eq!(server.requests(), Vec::<String>::new(), "{fault}");
        }
    }
}
