use crate::StartError;
use domain::{Clock, SystemClock};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// A private certificate authority, made in memory and forgotten with the process.
#[derive(Clone)]
pub struct Authority(Arc<Made>);

struct Made {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authority")
    }
}

/// Under the limit that some platforms put on certificates, even private ones.
const DAYS: i32 = 397;

impl Authority {
    /// A new one, which nobody trusts yet.
    pub fn fresh() -> Result<Self, StartError> {
        let key = KeyPair::generate().map_err(failed)?;
        let mut params = params("Northmere demo authority", Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let pem = params.self_signed(&key).map_err(failed)?.pem();
        Ok(Self(Arc::new(Made {
            pem,
            issuer: Issuer::new(params, key),
        })))
    }

    /// Its certificate, to be trusted by clients.
    pub fn pem(&self) -> &str {
        &self.0.pem
    }

    /// Answers handshakes with a certificate for this machine's loopback names.
    pub(crate) fn acceptor(&self) -> Result<TlsAcceptor, StartError> {
        let key = KeyPair::generate().map_err(failed)?;
        let names = ["127.0.0.1", "::1", "localhost"].map(str::to_owned);
        let mut params = params("Northmere demo tenant", names.into())?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let leaf = params.signed_by(&key, &self.0.issuer).map_err(failed)?;
        let chain: Vec<CertificateDer<'static>> = vec![leaf.der().clone()];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut config =
            ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .map_err(unusable)?
                .with_no_client_auth()
                .with_single_cert(chain, key)
                .map_err(unusable)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn params(name: &str, names: Vec<String>) -> Result<CertificateParams, StartError> {
    let mut params = CertificateParams::new(names).map_err(failed)?;
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CommonName, name);
    params.distinguished_name = subject;
    // By the machine's clock, not the tenant's: clients check against their own.
    let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let day = |offset: i32| {
        let date = today.saturating_add(jiff::Span::new().days(offset));
        let part = |number: i8| u8::try_from(number).unwrap_or(1);
        rcgen::date_time_ymd(i32::from(date.year()), part(date.month()), part(date.day()))
    };
    params.not_before = day(-1);
    params.not_after = day(DAYS);
    Ok(params)
}

#[expect(clippy::needless_pass_by_value, reason = "fits map_err")]
fn failed(error: rcgen::Error) -> StartError {
    StartError::Certificate(error.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "fits map_err")]
fn unusable(error: rustls::Error) -> StartError {
    StartError::Certificate(error.to_string())
}
