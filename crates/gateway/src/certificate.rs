//! A certificate as a person reads it.

use domain::{Certificate, Timestamp};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer as _, X509Certificate};
use x509_parser::x509::X509Name;

/// What a server showed of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Whose it is: the common name, or the whole name; often empty in newer certificates.
    pub subject: String,
    /// Who signed it: the common name, or the whole name.
    pub issuer: String,
    /// Who signed the last certificate the server showed with it. When nobody trusts the server,
    /// this is the authority to ask for.
    pub authority: String,
    /// The names it is for.
    pub names: Vec<String>,
    /// Since when it is good.
    pub since: Option<Timestamp>,
    /// Until when it is good.
    pub until: Option<Timestamp>,
    /// SHA-256 over the DER bytes, in hex with colons.
    pub fingerprint: String,
    /// The certificate and those the server showed with it, in the order it showed them.
    pub chain: Vec<Certificate>,
}

impl Shown {
    /// Reads a chain, the server's own certificate first; what cannot be read of a damaged one
    /// stays empty.
    pub fn read(chain: &[&[u8]]) -> Self {
        let own = chain.first().copied().unwrap_or_default();
        let mut shown = Self {
            subject: String::new(),
            issuer: String::new(),
            authority: String::new(),
            names: Vec::new(),
            since: None,
            until: None,
            fingerprint: fingerprint(own),
            chain: chain
                .iter()
                .map(|der| Certificate::from_der(*der))
                .collect(),
        };
        if let Some((_, last)) = chain
            .last()
            .and_then(|last| X509Certificate::from_der(last).ok())
        {
            shown.authority = common_name(last.issuer());
        }
        let Ok((_, certificate)) = X509Certificate::from_der(own) else {
            return shown;
        };
        let moment =
            |time: x509_parser::time::ASN1Time| Timestamp::from_second(time.timestamp()).ok();
        let validity = certificate.validity();
        shown.subject = common_name(certificate.subject());
        shown.issuer = common_name(certificate.issuer());
        shown.names = names(&certificate);
        shown.since = moment(validity.not_before);
        shown.until = moment(validity.not_after);
        shown
    }
}

/// SHA-256 over the DER bytes of a certificate, in hex with colons.
pub fn fingerprint(der: &[u8]) -> String {
    let mut fingerprint = String::with_capacity(95);
    for byte in Sha256::digest(der) {
        if !fingerprint.is_empty() {
            fingerprint.push(':');
        }
        let _ = write!(fingerprint, "{byte:02X}"); // writing to a String cannot fail
    }
    fingerprint
}

fn common_name(name: &X509Name<'_>) -> String {
    let common = name
        .iter_common_name()
        .next()
        .and_then(|name| name.as_str().ok());
    common.map_or_else(|| name.to_string(), str::to_owned)
}

fn names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let alternative =
        certificate
            .extensions()
            .iter()
            .find_map(|extension| match extension.parsed_extension() {
                ParsedExtension::SubjectAlternativeName(names) => Some(names),
                _ => None,
            });
    let mut names = Vec::new();
    for name in alternative.iter().flat_map(|names| &names.general_names) {
        match name {
            GeneralName::DNSName(name) => names.push((*name).to_owned()),
            GeneralName::IPAddress([a, b, c, d]) => names.push(format!("{a}.{b}.{c}.{d}")),
            GeneralName::IPAddress(bytes) => {
                if let Ok(octets) = <[u8; 16]>::try_from(*bytes) {
                    names.push(std::net::Ipv6Addr::from(octets).to_string());
                }
            }
            _ => {}
        }
    }
    names
}
