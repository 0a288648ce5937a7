//! Decides which way a call takes.

use crate::script::{Scripts, Step};
use crate::surroundings::SystemProxies;
use crate::{GatewayError, ProxyFault, Route, SaidBy, Surroundings, Via};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Clock, Proxy, ProxyAddress, ProxyScheme, ScriptAddress, Secret};
use http::HeaderValue;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
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

/// A proxy that did not answer is asked last for so long, where a script names others.
const AVOIDED: Duration = Duration::from_secs(60);

/// Decides which way a call takes.
pub(crate) struct Ways {
    system: Arc<dyn SystemProxies>,
    read: Mutex<Option<(Instant, Arc<Matcher>)>>,
    scripts: Scripts,
    /// Proxies that did not answer, and until when they are asked last.
    avoided: Mutex<HashMap<ProxyAddress, Instant>>,
}

impl Ways {
    pub(crate) fn new(surroundings: &Surroundings, clock: Arc<dyn Clock>) -> Self {
        Self {
            system: Arc::clone(&surroundings.proxies),
            read: Mutex::new(None),
            scripts: Scripts::new(Arc::clone(&surroundings.names), clock),
            avoided: Mutex::default(),
        }
    }

    /// The ways a call may take, the best one first; there is at least one.
    pub(crate) async fn of(&self, route: &Route, to: &Url) -> Result<Vec<Way>, GatewayError> {
        // Without TLS there is only this machine (`domain::Origin`), and a proxy would read along.
        if to.scheme() == "http" {
            return Ok(vec![Way::direct(SaidBy::Loopback)]);
        }
        Ok(match &route.proxy {
            Proxy::None => vec![Way::direct(SaidBy::Settings)],
            Proxy::Manual { address, user } => vec![Way {
                via: Via {
                    proxy: Some(address.clone()),
                    said_by: SaidBy::Settings,
                },
                sign_in: signing_in(user.as_deref(), route),
            }],
            Proxy::System | Proxy::Script { .. } if loopback(to) => {
                vec![Way::direct(SaidBy::Loopback)]
            }
            Proxy::System => vec![self.by_system(to)?],
            Proxy::Script { address } => self.by_script(address, to).await?,
        })
    }

    /// A proxy did not answer; others a script names are asked before it.
    pub(crate) fn avoid(&self, proxy: &ProxyAddress) {
        self.avoided()
            .insert(proxy.clone(), Instant::now() + AVOIDED);
    }

    fn avoided(&self) -> std::sync::MutexGuard<'_, HashMap<ProxyAddress, Instant>> {
        self.avoided
            .lock()
            .expect("nothing panics while holding the avoided")
    }

    async fn by_script(&self, script: &ScriptAddress, to: &Url) -> Result<Vec<Way>, GatewayError> {
        let said_by = |stale| SaidBy::Script {
            address: script.clone(),
            stale,
        };
        let failed = |fault| GatewayError::Proxy {
            via: Via {
                proxy: None,
                said_by: said_by(None),
            },
            fault,
        };
        let answer = self.scripts.ask(script, to).await;
        let answer = answer.map_err(|fault| failed(ProxyFault::Script(fault)))?;
        let way = |step: &Step| match step {
            Step::Direct => Some(Way::direct(said_by(answer.stale))),
            Step::Through(proxy) => Some(Way {
                via: Via {
                    proxy: Some(proxy.clone()),
                    said_by: said_by(answer.stale),
                },
                sign_in: None,
            }),
            Step::NotSpoken => None,
        };
        let mut ways: Vec<Way> = answer.steps.iter().filter_map(way).collect();
        if ways.is_empty() {
            return Err(failed(ProxyFault::KindNotSpoken));
        }
        let now = Instant::now();
        let avoided = self.avoided();
        let later = |way: &Way| {
            let until = way.via.proxy.as_ref().and_then(|proxy| avoided.get(proxy));
            until.is_some_and(|until| now < *until)
        };
        // Stable: among equals the script's order stands.
        ways.sort_by_key(later);
        drop(avoided);
        Ok(ways)
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
