//! Which authorities may have signed a tenant's certificate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// One X.509 certificate, as DER.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Certificate(Vec<u8>);

/// Why a text is not a list of certificates.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CertificateError {
    /// No `BEGIN CERTIFICATE` block.
    #[error("no certificate in the text")]
    None,
    /// A block that is not closed or not base64.
    #[error("certificate {0} of the text is damaged")]
    Damaged(usize),
}

impl Certificate {
    /// Takes the DER bytes as they are.
    pub fn from_der(der: impl Into<Vec<u8>>) -> Self {
        Self(der.into())
    }

    /// Reads every `CERTIFICATE` block of a PEM text (RFC 7468), skipping what is between them.
    ///
    /// # Errors
    /// When there is no block, or a block cannot be read.
    pub fn all_from_pem(pem: &str) -> Result<Vec<Self>, CertificateError> {
        const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
        const END: &str = "-----END CERTIFICATE-----";
        let mut found = Vec::new();
        let mut rest = pem;
        while let Some(start) = rest.find(BEGIN) {
            let after = &rest[start + BEGIN.len()..];
            let damaged = CertificateError::Damaged(found.len() + 1);
            let Some(end) = after.find(END) else {
                return Err(damaged);
            };
            let text: String = after[..end].split_whitespace().collect();
            match STANDARD.decode(text) {
                Ok(der) if !der.is_empty() => found.push(Self(der)),
                _ => return Err(damaged),
            }
            rest = &after[end + END.len()..];
        }
        if found.is_empty() {
            Err(CertificateError::None)
        } else {
            Ok(found)
        }
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.0
    }

    /// The certificate as one PEM block.
    pub fn to_pem(&self) -> String {
        let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
        for line in STANDARD.encode(&self.0).as_bytes().chunks(64) {
            pem.push_str(&String::from_utf8_lossy(line));
            pem.push('\n');
        }
        pem.push_str("-----END CERTIFICATE-----\n");
        pem
    }
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Certificate({} bytes)", self.0.len())
    }
}

impl Serialize for Certificate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_pem())
    }
}

impl<'de> Deserialize<'de> for Certificate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pem = String::deserialize(deserializer)?;
        let mut all = Self::all_from_pem(&pem).map_err(serde::de::Error::custom)?;
        if all.len() == 1 {
            Ok(all.remove(0))
        } else {
            Err(serde::de::Error::custom("expected one certificate"))
        }
    }
}

/// Which authorities may have signed a tenant's certificate.
/// There is deliberately no variant for "any".
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "certificates", rename_all = "camelCase")]
pub enum Trust {
    /// Those the operating system trusts.
    #[default]
    System,
    /// Those the operating system trusts, and these.
    SystemAnd(Vec<Certificate>),
    /// These and no others.
    Only(Vec<Certificate>),
}

#[cfg(test)]
mod tests {
    use super::{Certificate, CertificateError};

    #[test]
    fn a_pem_text_with_notes_between_two_blocks_gives_both() {
        let one = Certificate::from_der(vec![1; 100]);
        let two = Certificate::from_der(vec![2; 3]);
        let text = format!(
            "Issuing CA\n{}\r\n\nRoot CA\n{}",
            one.to_pem(),
            two.to_pem()
        );
        assert_eq!(Certificate::all_from_pem(&text), Ok(vec![one, two]));
    }

    #[test]
    fn a_block_that_never_ends_is_named() {
        assert_eq!(
            Certificate::all_from_pem("-----BEGIN CERTIFICATE-----\nAAAA"),
            Err(CertificateError::Damaged(1))
        );
        assert_eq!(
            Certificate::all_from_pem("hello"),
            Err(CertificateError::None)
        );
    }
}
