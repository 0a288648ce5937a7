//! Which way a tenant's calls take out of the house.

use serde::{Deserialize, Serialize};
use std::fmt;
use url::Url;

/// Which way a tenant's calls take out of the house. The password of a proxy is no setting: it is
/// in the vault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Proxy {
    /// Straight to the tenant.
    None,
    /// As the operating system or the environment says.
    #[default]
    System,
    /// Through this one.
    Manual {
        /// Where it is.
        address: ProxyAddress,
        /// Who signs in there; nobody when it asks for no sign-in.
        #[serde(default)]
        user: Option<String>,
    },
    /// Through the one a script names.
    Script {
        /// Where the script is.
        address: ScriptAddress,
    },
}

/// How a proxy is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProxyScheme {
    /// HTTP with `CONNECT` (RFC 9110, 9.3.6).
    Http,
    /// SOCKS version 5 (RFC 1928); the proxy looks the name up.
    Socks5,
}

/// Where a proxy is: `http://proxy.example:8080` or `socks5://proxy.example:1080`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProxyAddress {
    scheme: ProxyScheme,
    host: String,
    port: u16,
}

/// Why a text is not the address of a proxy or of a script.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum ProxyAddressError {
    /// Not an address at all.
    #[error("not an address")]
    NotAnAddress,
    /// A scheme that is not spoken. A proxy that wants TLS to itself is one of them.
    #[error("an address of another kind")]
    Scheme,
    /// A user name or password inside the address: those have their own places.
    #[error("the address contains a user name or password")]
    CredentialsInside,
}

impl ProxyAddress {
    /// Reads `host:port`, `http://host:port` or `socks5://host:port` (also `socks5h` and `socks`).
    /// Without a port it is 80, or 1080 for SOCKS; what follows the port is dropped.
    ///
    /// # Errors
    /// When it is no such address, or carries credentials.
    pub fn parse(text: &str) -> Result<Self, ProxyAddressError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let (scheme, usual) = match scheme.to_ascii_lowercase().as_str() {
            "http" => (ProxyScheme::Http, 80),
            "socks5" | "socks5h" | "socks" => (ProxyScheme::Socks5, 1080),
            _ => return Err(ProxyAddressError::Scheme),
        };
        // As `http`, so that the library reads and checks the host whatever the scheme is.
        let url = Url::parse(&format!("http://{rest}"));
        let url = url.map_err(|_| ProxyAddressError::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyAddressError::CredentialsInside);
        }
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(ProxyAddressError::NotAnAddress)?.to_owned();
        // The library drops a port that is the usual one of `http`.
        let says_80 = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let port = match url.port() {
            Some(port) => port,
            None if says_80.ends_with(":80") => 80,
            None => usual,
        };
        Ok(Self { scheme, host, port })
    }

    /// How it is spoken to.
    pub fn scheme(&self) -> ProxyScheme {
        self.scheme
    }

    /// Its host; an IPv6 address is in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl fmt::Display for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            ProxyScheme::Http => "http",
            ProxyScheme::Socks5 => "socks5",
        };
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

impl Serialize for ProxyAddress {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ProxyAddress {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Where a proxy script (PAC) is. Many a house serves it without TLS, so that is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ScriptAddress(Url);

impl ScriptAddress {
    /// Reads an `http`, `https` or `file` address.
    ///
    /// # Errors
    /// When it is no such address, or carries credentials.
    pub fn parse(text: &str) -> Result<Self, ProxyAddressError> {
        let url = Url::parse(text.trim()).map_err(|_| ProxyAddressError::NotAnAddress)?;
        match url.scheme() {
            "http" | "https" if url.host_str().is_some() => {}
            "file" if url.to_file_path().is_ok() => {}
            "http" | "https" | "file" => return Err(ProxyAddressError::NotAnAddress),
            _ => return Err(ProxyAddressError::Scheme),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyAddressError::CredentialsInside);
        }
        Ok(Self(url))
    }

    /// The address.
    pub fn url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for ScriptAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for ScriptAddress {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ScriptAddress {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Proxy, ProxyAddress, ProxyAddressError, ScriptAddress};

    #[test]
    fn a_proxy_is_written_as_people_write_it() {
        for (written, read) in [
            ("proxy.corp:8080", "http://proxy.corp:8080"),
            ("http://proxy.corp:8080/", "http://proxy.corp:8080"),
            ("proxy.corp", "http://proxy.corp:80"),
            ("10.0.0.1:80", "http://10.0.0.1:80"),
            ("http://[::1]:3128", "http://[::1]:3128"),
            ("socks5h://proxy.corp", "socks5://proxy.corp:1080"),
            ("socks5://proxy.corp:80", "socks5://proxy.corp:80"),
        ] {
            assert_eq!(ProxyAddress::parse(written).unwrap().to_string(), read);
        }
        for (written, error) in [
            ("https://proxy.corp:8443", ProxyAddressError::Scheme),
            (
                "me:pw@proxy.corp:8080",
                ProxyAddressError::CredentialsInside,
            ),
            ("", ProxyAddressError::NotAnAddress),
            ("proxy corp", ProxyAddressError::NotAnAddress),
        ] {
            assert_eq!(ProxyAddress::parse(written), Err(error), "{written}");
        }
    }

    #[test]
    fn a_script_lies_on_a_server_or_a_disk() {
        assert!(ScriptAddress::parse("http://wpad.corp/proxy.pac").is_ok());
        assert_eq!(
            ScriptAddress::parse("ftp://corp/proxy.pac"),
            Err(ProxyAddressError::Scheme)
        );
    }

    #[test]
    fn settings_come_back_as_they_were_stored() {
        for text in [
            r#"{"kind":"none"}"#,
            r#"{"kind":"system"}"#,
            r#"{"kind":"manual","address":"http://proxy.corp:8080","user":"me"}"#,
            r#"{"kind":"script","address":"https://wpad.corp/proxy.pac"}"#,
        ] {
            let proxy: Proxy = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&proxy).unwrap(), text);
        }
        assert_eq!(Proxy::default(), Proxy::System);
    }
}
