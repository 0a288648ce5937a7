//! TLS by a tenant's trust, and a memory of what servers showed.

use crate::dialing::{self, Sessions};
use crate::{CertificateFault, Identity, Shown, TlsVersion};
use domain::{Connections, Trust};
use rustls::client::ResolvesClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{Resumption, WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The certificates servers showed, by host. Kept for telling a person about them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<HashMap<String, Arc<Shown>>>>);

impl Seen {
    /// What a host showed last.
    pub(crate) fn of(&self, host: &str) -> Option<Arc<Shown>> {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let seen = self
            .0
            .lock()
            .expect("nothing panics while holding what was seen");
        seen.get(host).cloned()
    }

    fn note(&self, host: &str, chain: &[&CertificateDer<'_>]) {
        let chain: Vec<&[u8]> = chain.iter().map(|der| der.as_ref()).collect();
        let shown = Arc::new(Shown::read(&chain));
        let mut seen = self
            .0
            .lock()
            .expect("nothing panics while holding what was seen");
        seen.insert(host.to_owned(), shown);
    }
}

/// Shows the tenant's client certificate, when it has one, and notes that it was asked for.
#[derive(Debug)]
struct Showing(Option<Arc<CertifiedKey>>);

impl ResolvesClientCert for Showing {
    fn resolve(
        &self,
        _issuers: &[&[u8]],
        _schemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        dialing::identity_asked();
        self.0.clone()
    }

    fn has_certs(&self) -> bool {
        self.0.is_some()
    }
}

/// Checks as the tenant's trust says, and remembers what was shown whatever the outcome.
#[derive(Debug)]
struct Watching {
    inner: Arc<dyn ServerCertVerifier>,
    /// What counts by itself, and not only by what it signed.
    pinned: Vec<CertificateDer<'static>>,
    seen: Seen,
}

impl ServerCertVerifier for Watching {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let mut chain = vec![end_entity];
        chain.extend(intermediates);
        self.seen.note(&server_name.to_str(), &chain);
        if self.pinned.contains(end_entity) {
            return pinned(end_entity, server_name, now);
        }
        self.inner
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        dialing::signed(TlsVersion::Tls12);
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        dialing::signed(TlsVersion::Tls13);
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// A certificate the person gave as the server's own: its key is known to be the right one, which
/// leaves its date and its names.
fn pinned(
    certificate: &CertificateDer<'_>,
    name: &ServerName<'_>,
    now: UnixTime,
) -> Result<ServerCertVerified, rustls::Error> {
    let shown = Shown::read(&[certificate]);
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let fault = match (shown.since, shown.until) {
        (Some(since), _) if now < since.as_second() => CertificateError::NotValidYet,
        (_, Some(until)) if now > until.as_second() => CertificateError::Expired,
        (Some(_), Some(_)) => {
            verify_server_name(&ParsedCertificate::try_from(certificate)?, name)?;
            return Ok(ServerCertVerified::assertion());
        }
        _ => CertificateError::BadEncoding,
    };
    Err(fault.into())
}

/// TLS 1.2 or 1.3 by a tenant's trust; the host's name is always checked.
///
/// # Errors
/// When the system's trust cannot be had, or a certificate the person gave cannot be read.
pub(crate) fn config(
    trust: &Trust,
    identity: Option<&Identity>,
    connections: Connections,
    seen: Seen,
) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let inner = verifier(trust, &provider)?;
    let showing = identity.map(Identity::certified).transpose()?;
    let pinned = match trust {
        Trust::System => Vec::new(),
        Trust::SystemAnd(mine) | Trust::Only(mine) => mine.iter().map(der).collect(),
    };
    let verifier = Watching {
        inner,
        pinned,
        seen,
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_client_cert_resolver(Arc::new(Showing(showing.map(Arc::new))));
    config.resumption = Resumption::store(Arc::new(Sessions::new()));
    config.alpn_protocols = match connections {
        Connections::Keep => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        Connections::ClosePerCall => vec![b"http/1.1".to_vec()],
    };
    Ok(config)
}

fn der(certificate: &domain::Certificate) -> CertificateDer<'static> {
    CertificateDer::from(certificate.der().to_vec())
}

fn verifier(
    trust: &Trust,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    Ok(match trust {
        Trust::System => Arc::new(Verifier::new(Arc::clone(provider))?),
        Trust::SystemAnd(mine) => Arc::new(Verifier::new_with_extra_roots(
            mine.iter().map(der),
            Arc::clone(provider),
        )?),
        Trust::Only(mine) => {
            let mut roots = RootCertStore::empty();
            for certificate in mine {
                roots.add(der(certificate))?;
            }
            WebPkiServerVerifier::builder_with_provider(roots.into(), Arc::clone(provider))
                .build()
                .map_err(|_| rustls::Error::General("no authority was given".into()))?
        }
    })
}

/// What is wrong with a certificate, in our words; `None` when the fault is another.
pub(crate) fn certificate_fault(error: &rustls::Error) -> Option<CertificateFault> {
    use rustls::CertificateError as Error;
    let rustls::Error::InvalidCertificate(error) = error else {
        return None;
    };
    Some(match error {
        // An authority that only has the name of a trusted one signs with another key.
        Error::UnknownIssuer | Error::BadSignature => CertificateFault::UnknownIssuer,
        Error::NotValidForName | Error::NotValidForNameContext { .. } => {
            CertificateFault::WrongName
        }
        Error::Expired | Error::ExpiredContext { .. } => CertificateFault::Expired,
        Error::NotValidYet | Error::NotValidYetContext { .. } => CertificateFault::NotYetValid,
        _ => CertificateFault::Other,
    })
}
