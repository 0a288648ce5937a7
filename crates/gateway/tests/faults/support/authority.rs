//! An authority that signs what a test wants.

use domain::{Certificate, Trust};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;

pub struct Authority {
    pub issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let issuer = CertifiedIssuer::self_signed(params, key).unwrap();
        Self { issuer }
    }

    pub fn certificate(&self) -> Certificate {
        Certificate::from_der(self.issuer.der().to_vec())
    }

    /// Trust in this authority and no other.
    pub fn trust(&self) -> Trust {
        Trust::Only(vec![self.certificate()])
    }

    /// A certificate for these names and its key, changed as a test wants it.
    pub fn signs(
        &self,
        names: &[&str],
        change: impl FnOnce(&mut CertificateParams),
    ) -> (CertificateDer<'static>, KeyPair) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &self.issuer).unwrap();
        (leaf.der().clone(), key)
    }

    /// A server's side of TLS for these names.
    pub fn acceptor(&self, names: &[&str]) -> TlsAcceptor {
        self.acceptor_with(names, |_| {}, |_| {})
    }

    pub fn acceptor_with(
        &self,
        names: &[&str],
        change: impl FnOnce(&mut CertificateParams),
        set: impl FnOnce(&mut ServerConfig),
    ) -> TlsAcceptor {
        let (leaf, key) = self.signs(names, change);
        acceptor(vec![leaf], &key, None, set)
    }

    /// A server that demands a certificate this authority signed.
    pub fn demanding(&self, names: &[&str]) -> TlsAcceptor {
        let (leaf, key) = self.signs(names, |_| {});
        acceptor(vec![leaf], &key, Some(self), |_| {})
    }
}

/// A server's side of TLS with a chain of its own.
pub fn acceptor(
    chain: Vec<CertificateDer<'static>>,
    key: &KeyPair,
    demands: Option<&Authority>,
    set: impl FnOnce(&mut ServerConfig),
) -> TlsAcceptor {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(aws_lc_rs::default_provider());
    let building = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let building = match demands {
        None => building.with_no_client_auth(),
        Some(authority) => {
            let mut roots = tokio_rustls::rustls::RootCertStore::empty();
            roots.add(authority.issuer.der().clone()).unwrap();
            let verifier =
                WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build();
            building.with_client_cert_verifier(verifier.unwrap())
        }
    };
    let mut config = building.with_single_cert(chain, key).unwrap();
    set(&mut config);
    TlsAcceptor::from(Arc::new(config))
}
