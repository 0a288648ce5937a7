//! A certificate as a person reads it.

use domain::Timestamp;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// What a server showed of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Who signed it: the common name, or the whole name.
    pub issuer: String,
    /// The names it is for.
    pub names: Vec<String>,
    /// Since when it is good.
    pub since: Option<Timestamp>,
    /// Until when it is good.
    pub until: Option<Timestamp>,
    /// SHA-256 over the DER bytes, in hex with colons.
    pub fingerprint: String,
}

impl Shown {
    /// Reads a certificate; what cannot be read of a damaged one stays empty.
    pub fn read(der: &[u8]) -> Self {
        let mut fingerprint = String::with_capacity(95);
        for byte in Sha256::digest(der) {
            if !fingerprint.is_empty() {
                fingerprint.push(':');
            }
            let _ = write!(fingerprint, "{byte:02X}"); // writing to a String cannot fail
        }
        let Ok((_, certificate)) = X509Certificate::from_der(der) else {
            return Self {
                issuer: String::new(),
                names: Vec::new(),
                since: None,
                until: None,
                fingerprint,
            };
        };
        let issuer = certificate.issuer();
        let common = issuer
            .iter_common_name()
            .next()
            .and_then(|name| name.as_str().ok());
        let issuer = common.map_or_else(|| issuer.to_string(), str::to_owned);
        let moment =
            |time: x509_parser::time::ASN1Time| Timestamp::from_second(time.timestamp()).ok();
        let validity = certificate.validity();
        Self {
            issuer,
            names: names(&certificate),
            since: moment(validity.not_before),
            until: moment(validity.not_after),
            fingerprint,
        }
    }
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
