//! Signing in with OAuth where a person takes part: in the browser of the system, or by a code on
//! another device.

use crate::asking::{Discovered, discovery, found, signed};
use crate::compose::{self, Found, Holes, encoded, pair};
use crate::{AuthError, Context, Conversation, Heard, Lapse, Move, Opening, answered};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{RequestLine, Secret, VendorFailure};
use gateway::{Request, Response};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use url::Url;
use zeroize::Zeroizing;

/// How often a device's code is asked about when the server does not say (RFC 8628, 3.2), and how
/// much longer is waited each time it says `slow_down` (3.5).
const INTERVAL: Duration = Duration::from_secs(5);

/// Longer than this nobody waits between two questions, whatever a server says.
const LONGEST_INTERVAL: Duration = Duration::from_secs(60);

/// What comes before either of the two: an issuer's addresses.
#[derive(Default)]
struct Finding {
    place: Option<usize>,
    found: Found,
}

impl Finding {
    /// A request that has to be sent first.
    fn first(&mut self, with: &Context<'_>) -> Result<Option<Request>, AuthError> {
        let request = discovery(with, 0)?;
        self.place = request.as_ref().map(|_| 0);
        Ok(request)
    }

    /// Whether an answer was one about addresses, and what to send when it was not enough.
    fn took(
        &mut self,
        with: &Context<'_>,
        answer: &Response,
    ) -> Result<Option<Option<Request>>, AuthError> {
        let Some(place) = self.place.take() else {
            return Ok(None);
        };
        match found(with, answer, place)? {
            Discovered::Found(found) => {
                self.found = found;
                Ok(Some(None))
            }
            Discovered::Elsewhere(request) => {
                self.place = Some(place + 1);
                Ok(Some(Some(*request)))
            }
        }
    }

    /// One of the addresses.
    fn address(&self, with: &Context<'_>, id: &str) -> Result<Url, AuthError> {
        let line = RequestLine {
            method: "POST".to_owned(),
            address: Some(id.into()),
            path: String::new(),
        };
        compose::address(with.account, &line, &self.found)
    }

    /// A request that renews by a refresh token, when there is one to renew by.
    fn renewal(&self, with: &Context<'_>) -> Result<Option<Request>, AuthError> {
        let rules = with.account.method.refresh.as_ref();
        let Some((rules, token)) = rules.zip(with.refresh) else {
            return Ok(None);
        };
        let instead = [("refresh", token)];
        let holes = Holes {
            instead: &instead,
            ..Holes::of(with)
        };
        compose::renewal(rules, &self.found, holes).map(Some)
    }
}

/// The sign-in request's own form with further pairs, posted to the token address.
fn token_request(
    with: &Context<'_>,
    finding: &Finding,
    instead: &[(&str, &Secret<String>)],
) -> Result<Move, AuthError> {
    let line = with.account.method.sign_in.request.as_ref();
    let holes = Holes {
        instead,
        ..Holes::of(with)
    };
    let line = line.ok_or(AuthError::Unknown)?;
    compose::sign_in(line, &finding.found, holes).map(Move::Send)
}

/// What the person gave for a field that may be left empty.
fn given(with: &Context<'_>, field: &str) -> Zeroizing<String> {
    let value = with.inputs.get(&field.into());
    Zeroizing::new(value.map_or_else(String::new, |value| value.lend(Clone::clone)))
}

/// Authorization code with PKCE in the browser of the system, which comes back to loopback
/// (RFC 6749 4.1, RFC 7636, RFC 8252 7.3, RFC 9207).
#[derive(Default)]
pub(crate) struct Browser {
    finding: Finding,
    redirect: Option<Secret<String>>,
}

impl Browser {
    /// 32 random bytes make a verifier of 43 characters (RFC 7636, 4.1).
    fn verifier(with: &Context<'_>) -> Secret<String> {
        Secret::new(URL_SAFE_NO_PAD.encode(&with.noise[..32]))
    }

    fn state(with: &Context<'_>) -> Secret<String> {
        Secret::new(URL_SAFE_NO_PAD.encode(&with.noise[32..]))
    }

    fn open(&mut self, with: &Context<'_>, back: &Url) -> Result<Move, AuthError> {
        let mut address = self.finding.address(with, "authorize")?;
        let challenge = Self::verifier(with).lend(|verifier| Sha256::digest(verifier.as_bytes()));
        let mut query = address.query().unwrap_or_default().to_owned();
        let scope = given(with, "scope");
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", given(with, "client_id").as_str()),
            ("redirect_uri", back.as_str()),
            ("scope", scope.as_str()),
            ("code_challenge", URL_SAFE_NO_PAD.encode(challenge).as_str()),
            ("code_challenge_method", "S256"),
        ] {
            if !value.is_empty() {
                pair(&mut query, name, &encoded(value));
            }
        }
        Self::state(with).lend(|state| pair(&mut query, "state", state));
        address.set_query(Some(&query));
        self.redirect = Some(Secret::new(back.as_str().to_owned()));
        Ok(Move::Open(Opening {
            address,
            code: None,
            lasts: None,
        }))
    }

    fn returned(&mut self, with: &Context<'_>, query: &Secret<String>) -> Result<Move, AuthError> {
        let part = |name: &str| {
            query.lend(|query| {
                let mut pairs = url::form_urlencoded::parse(query.as_bytes());
                let found = pairs.find(|(key, _)| key == name);
                found.map(|(_, value)| Secret::new(value.into_owned()))
            })
        };
        let state = part("state").ok_or(AuthError::NotOurs)?;
        if !state.lend(|given| Self::state(with).lend(|ours| ours == given)) {
            return Err(AuthError::NotOurs);
        }
        // RFC 9207, 2.4: an answer of another server than the one that was asked is mixed up. A
        // server that does not say who it is, is believed by its state.
        let issuer = with.account.method.discovery.as_ref();
        let issuer = issuer.and_then(|rules| with.account.tenant.addresses.get(&rules.issuer));
        if let (Some(issuer), Some(says)) = (issuer, part("iss")) {
            let same = says.lend(|says| says.trim_end_matches('/') == issuer.to_string());
            if !same {
                return Err(AuthError::NotOurs);
            }
        }
        if let Some(error) = part("error") {
            let failure = VendorFailure {
                status: 302,
                code: Some(error.lend(Clone::clone)),
                message: part("error_description").map(|text| text.lend(Clone::clone)),
            };
            return Ok(Move::Refused(failure));
        }
        let code = part("code").ok_or(AuthError::NotOurs)?;
        let verifier = Self::verifier(with);
        let redirect = self.redirect.as_ref().ok_or(AuthError::Unknown)?;
        let instead = [
            ("code", &code),
            ("redirect", redirect),
            ("verifier", &verifier),
        ];
        token_request(with, &self.finding, &instead)
    }

    fn ready(&mut self, with: &Context<'_>) -> Result<Move, AuthError> {
        match self.finding.renewal(with)? {
            Some(request) => Ok(Move::Send(request)),
            None => Ok(Move::Listen),
        }
    }
}

impl Conversation for Browser {
    fn next(&mut self, with: &Context<'_>, heard: Heard<'_>) -> Result<Move, AuthError> {
        match heard {
            Heard::Listening(back) => self.open(with, back),
            Heard::Returned(query) => self.returned(with, query),
            Heard::Answer(answer) => match self.finding.took(with, answer)? {
                Some(Some(request)) => Ok(Move::Send(request)),
                Some(None) => self.ready(with),
                None => signed(with, answer, &self.finding.found),
            },
            Heard::Beginning | Heard::Reply(_) | Heard::Opened | Heard::Waited => {
                match self.finding.first(with)? {
                    Some(request) => Ok(Move::Send(request)),
                    None => self.ready(with),
                }
            }
        }
    }
}

/// A code that a person enters on another device, or in any browser (RFC 8628).
#[derive(Default)]
pub(crate) struct Device {
    finding: Finding,
    code: Option<Secret<String>>,
    interval: Duration,
    renewing: bool,
}

impl Device {
    fn ready(&mut self, with: &Context<'_>) -> Result<Move, AuthError> {
        if let Some(request) = self.finding.renewal(with)? {
            self.renewing = true;
            return Ok(Move::Send(request));
        }
        let mut form = String::with_capacity(256);
        pair(&mut form, "client_id", &encoded(&given(with, "client_id")));
        let scope = given(with, "scope");
        if !scope.is_empty() {
            pair(&mut form, "scope", &encoded(&scope));
        }
        let url = self.finding.address(with, "device")?;
        let mut request = compose::posted(url, form.into_bytes());
        let basic = with.account.method.sign_in.basic.as_ref();
        if let Some(value) = compose::basic(basic, Holes::of(with))? {
            request.headers.insert(http::header::AUTHORIZATION, value);
        }
        Ok(Move::Send(request))
    }

    fn begun(&mut self, with: &Context<'_>, answer: &Response) -> Result<Move, AuthError> {
        let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        let device = text("device_code").map(Secret::new);
        let user = text("user_code");
        let whole = text("verification_uri_complete");
        // What everybody wrote before the standard was done.
        let plain = text("verification_uri").or_else(|| text("verification_url"));
        let seconds = |name: &str| body.get(name).and_then(Value::as_u64);
        let lasts = seconds("expires_in").map(Duration::from_secs);
        let interval = seconds("interval").map_or(INTERVAL, Duration::from_secs);
        let address = whole.or(plain).and_then(|text| Url::parse(&text).ok());
        // It is opened in a browser: nothing but a page may be.
        let address = address.filter(|url| domain::Origin::of(url).is_ok());
        let (Some(device), Some(address)) = (device, address) else {
            let failure = with.account.failures.words(answer.status, &body);
            return Err(answered::refusal(with.account, answer, &body, failure));
        };
        answered::wipe(&mut body);
        self.code = Some(device);
        self.interval = interval.clamp(Duration::from_secs(1), LONGEST_INTERVAL);
        Ok(Move::Open(Opening {
            address,
            code: user,
            lasts,
        }))
    }

    fn polled(&mut self, with: &Context<'_>, answer: &Response) -> Result<Move, AuthError> {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        match body.get("error").and_then(Value::as_str) {
            Some("authorization_pending") => Ok(Move::Wait(self.interval)),
            Some("slow_down") => {
                self.interval = (self.interval + INTERVAL).min(LONGEST_INTERVAL);
                Ok(Move::Wait(self.interval))
            }
            Some("expired_token") => Err(AuthError::NobodyAnswered),
            // RFC 8628, 3.5: a person said no. Nobody's secret was wrong.
            Some("access_denied") => Err(AuthError::Cancelled),
            _ => signed(with, answer, &self.finding.found),
        }
    }
}

impl Conversation for Device {
    fn next(&mut self, with: &Context<'_>, heard: Heard<'_>) -> Result<Move, AuthError> {
        match heard {
            Heard::Answer(answer) => match self.finding.took(with, answer)? {
                Some(Some(request)) => Ok(Move::Send(request)),
                Some(None) => self.ready(with),
                None if self.renewing => signed(with, answer, &self.finding.found),
                None if self.code.is_none() => self.begun(with, answer),
                None => self.polled(with, answer),
            },
            Heard::Opened => Ok(Move::Wait(self.interval)),
            Heard::Waited => {
                let code = self.code.as_ref().ok_or(AuthError::Unknown)?;
                token_request(with, &self.finding, &[("code", code)])
            }
            Heard::Beginning | Heard::Reply(_) | Heard::Listening(_) | Heard::Returned(_) => {
                match self.finding.first(with)? {
                    Some(request) => Ok(Move::Send(request)),
                    None => self.ready(with),
                }
            }
        }
    }
}

/// A refused renewal is no refused sign-in: the token it went by is over.
pub(crate) fn renewal_is_over(error: &AuthError) -> bool {
    matches!(
        error,
        AuthError::Lapsed(
            Lapse::Refused(_)
                | Lapse::AccountOff(_)
                | Lapse::NetworkRefused(_)
                | Lapse::NoLongerValid(_)
        )
    )
}
