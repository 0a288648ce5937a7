//! Decides which way a call takes.

use crate::surroundings::SystemProxies;
use crate::{GatewayError, ProxyFault, Route, SaidBy, Via};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Proxy, ProxyAddress, ProxyScheme, Secret};
use http::HeaderValue;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// One way a call may take.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) via: Via,
    pub(crate) sign_in: Option<SignIn>,
}

/// Who signs in at a proxy. Goes to the proxy and nowhere else.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    /// For HTTP (RFC 7617); marked as sensitive.
    pub(crate) basic: HeaderValue,
    /// For SOCKS (RFC 1929).
    pub(crate) plain: Option<(String, Secret<String>)>,
}

impl SignIn {
    /// By user and password; nothing when they fit in no header.
    fn new(user: &str, password: &Secret<String>) -> Option<Self> {
        let mut basic = password.lend(|password| {
            let text = Secret::new(format!("{user}:{password}"));
            let text = Secret::new(text.lend(|text| format!("Basic {}", STANDARD.encode(text))));
            text.lend(|text| HeaderValue::from_str(text)).ok()
        })?;
        basic.set_sensitive(true);
        Some(Self {
            basic,
            plain: Some((user.to_owned(), password.clone())),
        })
    }

    /// As the system or the environment gives it.
    fn of(intercept: &Intercept) -> Option<Self> {
        if let Some((user, password)) = intercept.raw_auth() {
            return Self::new(user, &Secret::new(password.to_owned()));
        }
        let mut basic = intercept.basic_auth()?.clone();
        basic.set_sensitive(true);
        Some(Self { basic, plain: None })
    }

    /// Tells one sign-in from another without keeping it.
    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.basic.as_bytes()).into()
    }
}

impl Way {
    fn direct(said_by: SaidBy) -> Self {
        Self {
            via: Via {
                proxy: None,
                said_by,
            },
            sign_in: None,
        }
    }
}

/// The system's settings are read again after so long: people plug in and out.
const READ_AGAIN: Duration = Duration::from_secs(30);

/// Decides which way a call takes.
pub(crate) struct Ways {
    system: Arc<dyn SystemProxies>,
    read: Mutex<Option<(Instant, Arc<Matcher>)>>,
}

impl Ways {
    pub(crate) fn new(system: Arc<dyn SystemProxies>) -> Self {
        Self {
            system,
            read: Mutex::new(None),
        }
    }

    /// The way of a call.
    pub(crate) async fn of(&self, route: &Route, to: &Url) -> Result<Way, GatewayError> {
        // Without TLS there is only this machine (`domain::Origin`), and a proxy would read along.
        if to.scheme() == "http" {
            return Ok(Way::direct(SaidBy::Loopback));
        }
        match &route.proxy {
            Proxy::None => Ok(Way::direct(SaidBy::Settings)),
            Proxy::Manual { address, user } => Ok(Way {
                via: Via {
                    proxy: Some(address.clone()),
                    said_by: SaidBy::Settings,
                },
                sign_in: signing_in(user.as_deref(), route),
            }),
            Proxy::System | Proxy::Script { .. } if loopback(to) => {
                Ok(Way::direct(SaidBy::Loopback))
            }
            Proxy::System => self.by_system(to),
            Proxy::Script { .. } => Ok(Way::direct(SaidBy::Settings)),
        }
    }

    fn by_system(&self, to: &Url) -> Result<Way, GatewayError> {
        let uri = to.as_str().parse::<http::Uri>();
        let found = uri.ok().and_then(|uri| self.matcher().intercept(&uri));
        let Some(found) = found else {
            return Ok(Way::direct(SaidBy::System));
        };
        let via = |proxy| Via {
            proxy,
            said_by: SaidBy::System,
        };
        // User and password are not part of what the matcher gives here.
        match ProxyAddress::parse(&found.uri().to_string()) {
            Ok(address) => Ok(Way {
                sign_in: SignIn::of(&found),
                via: via(Some(address)),
            }),
            Err(_) => Err(GatewayError::Proxy {
                via: via(None),
                fault: ProxyFault::KindNotSpoken,
            }),
        }
    }

    fn matcher(&self) -> Arc<Matcher> {
        let mut read = self.read.lock().expect("nothing panics while reading");
        match read.as_ref() {
            Some((when, matcher)) if when.elapsed() < READ_AGAIN => Arc::clone(matcher),
            _ => {
                let matcher = Arc::new(self.system.read());
                *read = Some((Instant::now(), Arc::clone(&matcher)));
                matcher
            }
        }
    }
}

fn signing_in(user: Option<&str>, route: &Route) -> Option<SignIn> {
    SignIn::new(user?, route.proxy_password.as_ref()?)
}

/// Whether an address is this machine itself.
fn loopback(to: &Url) -> bool {
    match to.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The proxy as the HTTP library takes it.
pub(crate) fn library_proxy(
    address: &ProxyAddress,
    sign_in: Option<&SignIn>,
) -> Option<reqwest::Proxy> {
    match address.scheme() {
        ProxyScheme::Http => {
            let proxy = reqwest::Proxy::all(address.to_string()).ok()?;
            Some(match sign_in {
                Some(sign_in) => proxy.custom_http_auth(sign_in.basic.clone()),
                None => proxy,
            })
        }
        ProxyScheme::Socks5 => {
            let mut url =
                Url::parse(&format!("socks5h://{}:{}", address.host(), address.port())).ok()?;
            if let Some((user, password)) = sign_in.and_then(|sign_in| sign_in.plain.as_ref()) {
                url.set_username(user).ok()?;
                password
                    .lend(|password| url.set_password(Some(password)))
                    .ok()?;
            }
            reqwest::Proxy::all(url).ok()
        }
    }
}
