//! Where a tenant is.

use serde::{Deserialize, Serialize};
use std::fmt;
use url::Url;

/// Scheme, host and port: the unit a credential belongs to (RFC 6454).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(String);

/// Why a text is not a place.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlaceError {
    /// Not an address at all.
    #[error("not an address")]
    NotAnAddress,
    /// Neither https, nor http on loopback.
    #[error("only https is used")]
    NotHttps,
    /// A user name or password inside the address.
    #[error("the address contains a user name or password")]
    CredentialsInside,
}

impl Origin {
    /// The origin of an address with a host.
    ///
    /// # Errors
    /// As [`Place::parse`].
    pub fn of(url: &Url) -> Result<Self, PlaceError> {
        let host = url.host_str().ok_or(PlaceError::NotAnAddress)?;
        let loopback = match url.host() {
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        };
        match url.scheme() {
            "https" => {}
            // Only the built-in demo tenants are ever spoken to without TLS.
            "http" if loopback => {}
            _ => return Err(PlaceError::NotHttps),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(PlaceError::CredentialsInside);
        }
        let port = url
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        Ok(Self(format!("{}://{host}{port}", url.scheme())))
    }

    /// `https://host[:port]`, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host and, when it is not the scheme's own, the port.
    pub fn authority(&self) -> &str {
        self.0
            .split_once("://")
            .map_or(self.0.as_str(), |(_, rest)| rest)
    }

    /// Whether an address lies on this origin.
    pub fn covers(&self, url: &Url) -> bool {
        Self::of(url).is_ok_and(|origin| origin == *self)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An origin and the path everything of a tenant hangs below, `""` or `"/PasswordVault"`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    origin: Origin,
    path: String,
}

impl Place {
    /// Reads an address; query, fragment and slashes at the end are dropped.
    ///
    /// # Errors
    /// When it is no https address (or http on loopback), or carries credentials.
    pub fn parse(text: &str) -> Result<Self, PlaceError> {
        let url = Url::parse(text.trim()).map_err(|_| PlaceError::NotAnAddress)?;
        let origin = Origin::of(&url)?;
        Ok(Self {
            origin,
            path: url.path().trim_end_matches('/').to_owned(),
        })
    }

    /// Another path below the same origin.
    #[must_use]
    pub fn at(&self, path: &str) -> Self {
        let path = path.trim_matches('/');
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        Self {
            origin: self.origin.clone(),
            path,
        }
    }

    /// The origin.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// `""` or a path that starts with a slash and does not end with one.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address of the place itself.
    ///
    /// # Errors
    /// When it is no address after all.
    pub fn url(&self) -> Result<Url, PlaceError> {
        Url::parse(&self.to_string()).map_err(|_| PlaceError::NotAnAddress)
    }

    /// The address of something below this place. `below` starts with a slash and may carry a query.
    ///
    /// # Errors
    /// When the result is not an address, or does not lie below this place.
    pub fn join(&self, below: &str) -> Result<Url, PlaceError> {
        let text = format!(
            "{}{}/{}",
            self.origin,
            self.path,
            below.trim_start_matches('/')
        );
        let url = Url::parse(&text).map_err(|_| PlaceError::NotAnAddress)?;
        // `..` in `below` would climb out of the place.
        let inside = url.path().starts_with(&format!("{}/", self.path));
        if inside && self.origin.covers(&url) {
            Ok(url)
        } else {
            Err(PlaceError::NotAnAddress)
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, PlaceError};

    #[test]
    fn a_place_keeps_its_path_and_drops_the_rest() {
        let place = Place::parse("https://pvwa.example:8443/PasswordVault/?x=1#y").unwrap();
        assert_eq!(place.to_string(), "https://pvwa.example:8443/PasswordVault");
        assert_eq!(
            place.join("/API/Safes").unwrap().path(),
            "/PasswordVault/API/Safes"
        );
    }

    #[test]
    fn nothing_climbs_out_of_a_place() {
        let place = Place::parse("https://pvwa.example/PasswordVault").unwrap();
        assert_eq!(place.join("/../evil"), Err(PlaceError::NotAnAddress));
        assert_eq!(place.join("/%2e%2e/evil"), Err(PlaceError::NotAnAddress));
        assert_eq!(
            place.join("//other.example/x").unwrap().host_str(),
            Some("pvwa.example")
        );
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        assert!(Place::parse("http://127.0.0.1:9000").is_ok());
        assert_eq!(Place::parse("http://pm.example"), Err(PlaceError::NotHttps));
        assert_eq!(
            Place::parse("https://me:pw@pm.example"),
            Err(PlaceError::CredentialsInside)
        );
        assert_eq!(Place::parse("pm.example"), Err(PlaceError::NotAnAddress));
    }
}
