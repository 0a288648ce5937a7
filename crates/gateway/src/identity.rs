//! Who a tenant's calls say they are by a client certificate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Certificate, Secret};
use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error as StoreError;
use pkcs8::EncryptedPrivateKeyInfoRef;
use rustls::crypto::aws_lc_rs::sign::any_supported_type;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SigningKey};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer as _, X509Certificate};
use zeroize::Zeroizing;

/// A client certificate with its chain and its private key.
#[derive(Clone)]
pub struct Identity {
    chain: Vec<Certificate>,
    /// PKCS#8, PKCS#1 or SEC1, as DER.
    key: Secret<Vec<u8>>,
}

/// Why a file is no identity.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum IdentityError {
    /// It has no private key.
    #[error("no private key")]
    NoKey,
    /// It has no certificate.
    #[error("no certificate")]
    NoCertificate,
    /// The key is encrypted, and no password was given.
    #[error("a password is needed")]
    PasswordNeeded,
    /// The password is not the right one.
    #[error("the wrong password")]
    WrongPassword,
    /// The key is not the certificate's.
    #[error("the key belongs to another certificate")]
    OtherKey,
    /// Neither PEM nor PKCS#12, damaged, or locked in a way that is not understood.
    #[error("cannot be read")]
    Unreadable,
}

impl Identity {
    /// Reads a certificate, those that signed it, and its key: from PEM (RFC 7468; the key as
    /// PKCS#8, plain or encrypted, PKCS#1 or SEC1) or from PKCS#12 (RFC 7292). The order in the
    /// file does not matter: the certificate is the one the key belongs to.
    ///
    /// A PEM key that is locked in the way of old OpenSSL (`Proc-Type: 4,ENCRYPTED`) is not read.
    ///
    /// # Errors
    /// See [`IdentityError`].
    pub fn read(file: &[u8], password: Option<&Secret<String>>) -> Result<Self, IdentityError> {
        let (key, certificates) = if contains(file, b"-----BEGIN ") {
            from_pem(file, password)?
        } else {
            from_pkcs12(file, password)?
        };
        assemble(key, certificates)
    }

    /// The certificate first, then those that signed it.
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// All of it as PEM, the key unlocked: for the vault.
    pub fn to_pem(&self) -> Secret<String> {
        let chain: String = self.chain.iter().map(Certificate::to_pem).collect();
        self.key.lend(|key| {
            let label = match PrivateKeyDer::try_from(key.as_slice()) {
                Ok(PrivateKeyDer::Pkcs1(_)) => "RSA PRIVATE KEY",
                Ok(PrivateKeyDer::Sec1(_)) => "EC PRIVATE KEY",
                Ok(_) | Err(_) => "PRIVATE KEY",
            };
            let body = Zeroizing::new(STANDARD.encode(key));
            // Large enough never to be moved, which would leave a copy behind.
            let mut pem = String::with_capacity(body.len() + body.len() / 32 + 128 + chain.len());
            pem.push_str("-----BEGIN ");
            pem.push_str(label);
            pem.push_str("-----\n");
            let mut rest = body.as_str();
            while !rest.is_empty() {
                let (line, after) = rest.split_at(rest.len().min(64));
                pem.push_str(line);
                pem.push('\n');
                rest = after;
            }
            pem.push_str("-----END ");
            pem.push_str(label);
            pem.push_str("-----\n");
            pem.push_str(&chain);
            Secret::new(pem)
        })
    }

    /// For the TLS library.
    pub(crate) fn certified(&self) -> Result<CertifiedKey, rustls::Error> {
        let key = self.key.lend(|key| key_of(key))?;
        let chain = self.chain.iter().map(der).collect();
        Ok(CertifiedKey::new(chain, key))
    }
}

type Parts = (Secret<Vec<u8>>, Vec<Certificate>);

fn contains(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

fn der(certificate: &Certificate) -> CertificateDer<'static> {
    CertificateDer::from(certificate.der().to_vec())
}

fn key_of(key: &[u8]) -> Result<Arc<dyn SigningKey>, rustls::Error> {
    let key = PrivateKeyDer::try_from(key).map_err(|error| rustls::Error::General(error.into()))?;
    any_supported_type(&key)
}

fn from_pem(file: &[u8], password: Option<&Secret<String>>) -> Result<Parts, IdentityError> {
    if contains(file, b"Proc-Type: 4,ENCRYPTED") {
        return Err(IdentityError::Unreadable);
    }
    let mut key = None;
    let mut certificates = Vec::new();
    for block in Pem::iter_from_buffer(file) {
        let block = block.map_err(|_| IdentityError::Unreadable)?;
        match block.label.as_str() {
            "CERTIFICATE" => certificates.push(Certificate::from_der(block.contents)),
            "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" => {
                key = Some(Secret::new(block.contents));
            }
            "ENCRYPTED PRIVATE KEY" => {
                let password = password.ok_or(IdentityError::PasswordNeeded)?;
                key = Some(unlocked(&block.contents, password)?);
            }
            // Parameters of curves, public keys and notes are of no use here.
            _ => {}
        }
    }
    match (key, certificates.is_empty()) {
        (None, _) => Err(IdentityError::NoKey),
        (Some(_), true) => Err(IdentityError::NoCertificate),
        (Some(key), false) => Ok((key, certificates)),
    }
}

/// An encrypted PKCS#8 key (RFC 5958, 3) without its lock.
fn unlocked(key: &[u8], password: &Secret<String>) -> Result<Secret<Vec<u8>>, IdentityError> {
    let locked =
        EncryptedPrivateKeyInfoRef::try_from(key).map_err(|_| IdentityError::Unreadable)?;
    // The library does not tell a wrong password from a damaged key: both end in what is no key.
    let plain = password
        .lend(|password| locked.decrypt(password))
        .map_err(|_| IdentityError::WrongPassword)?;
    Ok(Secret::new(plain.as_bytes().to_vec()))
}

fn from_pkcs12(file: &[u8], password: Option<&Secret<String>>) -> Result<Parts, IdentityError> {
    let empty = Secret::new(String::new());
    let opened = password
        .unwrap_or(&empty)
        .lend(|password| Pkcs12Archive::from_pkcs12(file, password));
    let store = opened.map_err(|error| match error {
        StoreError::MacError(_) | StoreError::UnpadError | StoreError::Pkcs5Error(_) => {
            if password.is_some() {
                IdentityError::WrongPassword
            } else {
                IdentityError::PasswordNeeded
            }
        }
        _ => IdentityError::Unreadable,
    })?;
    let key = store.keys.first().ok_or(IdentityError::NoKey)?;
    let key = Secret::new(key.key.as_der().to_vec());
    let certificates: Vec<_> = store
        .certs
        .iter()
        .map(|entry| Certificate::from_der(entry.cert.as_der()))
        .collect();
    if certificates.is_empty() {
        return Err(IdentityError::NoCertificate);
    }
    Ok((key, certificates))
}

/// The certificate the key belongs to, then those that signed it, as far as they are there.
fn assemble(
    key: Secret<Vec<u8>>,
    mut certificates: Vec<Certificate>,
) -> Result<Identity, IdentityError> {
    let signing = key.lend(|key| key_of(key));
    let signing = signing.map_err(|_| IdentityError::Unreadable)?;
    let own = certificates
        .iter()
        .position(|certificate| belongs(signing.as_ref(), certificate));
    let own = own.ok_or(IdentityError::OtherKey)?;
    let mut chain = vec![certificates.swap_remove(own)];
    while let Some(next) = chain.last().and_then(|last| signer(last, &certificates)) {
        chain.push(certificates.swap_remove(next));
    }
    Ok(Identity { chain, key })
}

/// Whether a certificate is for the public half of a key. Read here and not by the TLS library,
/// which takes no certificates of version 1; for clients they are still made.
fn belongs(key: &dyn SigningKey, certificate: &Certificate) -> bool {
    let parsed = X509Certificate::from_der(certificate.der());
    match (key.public_key(), parsed) {
        (Some(public), Ok((_, certificate))) => certificate.public_key().raw == public.as_ref(),
        _ => false,
    }
}

/// Which of these has the name of who signed a certificate.
fn signer(of: &Certificate, among: &[Certificate]) -> Option<usize> {
    let (_, of) = X509Certificate::from_der(of.der()).ok()?;
    among.iter().position(|one| {
        X509Certificate::from_der(one.der())
            .is_ok_and(|(_, one)| one.subject().as_raw() == of.issuer().as_raw())
    })
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({} certificates)", self.chain.len())
    }
}

/// Two identities are the same when their certificates are.
impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.chain == other.chain
    }
}

impl Eq for Identity {}

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.chain.hash(state);
    }
}
