//! Walks hops, and attaches the credential at home only.

use crate::{
    Body, Credential, Event, Gateway, GatewayError, Hop, Later, Redirects, Request, Response, Route,
};
use domain::{Origin, Sink};
use http::{HeaderValue, Method, header};
use url::Url;

/// Follows redirects within the origin, by its own rule. The credential is attached per hop, and
/// only while the hop's origin is home: nothing has to be stripped, because nothing was there.
/// (HTTP libraries strip the well-known headers on a cross-site redirect; none can know a vendor's
/// own token header.)
pub struct Redirecting<G> {
    inner: G,
}

impl<G> Redirecting<G> {
    /// Walks hops over `inner`.
    pub fn new(inner: G) -> Self {
        Self { inner }
    }

    /// What is under it.
    pub fn into_inner(self) -> G {
        self.inner
    }
}

impl<G: Gateway> Gateway for Redirecting<G> {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        mut request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(async move {
            let mut hops: Vec<Hop> = Vec::new();
            loop {
                let hop = dressed(route, &request, credential)?;
                let mut answer = self.inner.send(route, hop, None, watch).await?;
                // Without what a credential added: an address is shown and kept.
                answer.url = request.url.clone();
                if let Some(cookies) = &route.cookies {
                    cookies.take(&answer.headers, &answer.url);
                }
                let Some(to) = target(&answer) else {
                    answer.hops = hops;
                    return Ok(answer);
                };
                hops.push(Hop {
                    status: answer.status,
                    url: answer.url,
                    timing: answer.timing,
                });
                let walked = u8::try_from(hops.len()).unwrap_or(u8::MAX);
                request = follow(route, request, to, walked)?;
            }
        })
    }
}

/// The request of one hop: with the credential at home, without it at the sign-in address, and
/// not at all anywhere else.
fn dressed(
    route: &Route,
    request: &Request,
    credential: Option<&dyn Credential>,
) -> Result<Request, GatewayError> {
    let mut hop = request.clone();
    if route.home.origin().covers(&hop.url) {
        if let Some(credential) = credential {
            credential.attach(&mut hop.headers);
            credential.address(&mut hop.url);
        }
        if let Some(value) = route.cookies.as_ref().and_then(|jar| jar.header(&hop.url)) {
            let value = beside(value, hop.headers.get(header::COOKIE));
            hop.headers.insert(header::COOKIE, value);
        }
        return Ok(hop);
    }
    let elsewhere = route.elsewhere.iter().any(|origin| origin.covers(&hop.url));
    if elsewhere && credential.is_none() {
        Ok(hop)
    } else {
        Err(left(&hop.url))
    }
}

/// The session's cookies, and behind them those of the request that have other names: nobody but
/// the server that set it may change one of the session's.
fn beside(session: HeaderValue, request: Option<&HeaderValue>) -> HeaderValue {
    let pairs = |value: &HeaderValue| -> Vec<String> {
        let text = value.to_str().unwrap_or_default();
        text.split("; ").map(str::to_owned).collect()
    };
    let Some(request) = request else {
        return session;
    };
    let mut all = pairs(&session);
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let taken: Vec<String> = all.iter().map(|pair| name(pair)).collect();
    all.extend(
        pairs(request)
            .into_iter()
            .filter(|pair| !taken.contains(&name(pair))),
    );
    HeaderValue::from_str(&all.join("; ")).unwrap_or(session)
}

fn left(url: &Url) -> GatewayError {
    let to = Origin::of(url).map_or_else(|_| plain(url), |origin| origin.to_string());
    GatewayError::LeftOrigin { to }
}

/// An address without user, query and fragment: those may carry what must not be shown.
fn plain(url: &Url) -> String {
    format!(
        "{}://{}{}",
        url.scheme(),
        url.host_str().unwrap_or_default(),
        url.path()
    )
}

/// Where an answer leads, when it is a redirect with a usable address.
fn target(answer: &Response) -> Option<Url> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let to = answer
        .headers
        .get(header::LOCATION)
        .map(HeaderValue::to_str)?
        .ok()?;
    answer.url.join(to).ok()
}

/// The next hop, or why there is none.
fn follow(route: &Route, request: Request, to: Url, hops: u8) -> Result<Request, GatewayError> {
    let refused = || GatewayError::Redirected { to: plain(&to) };
    let at_most = match route.redirects {
        Redirects::Refuse => return Err(refused()),
        Redirects::SameOrigin { at_most } => at_most,
    };
    if Origin::of(&to).ok() != Origin::of(&request.url).ok() {
        return Err(left(&to));
    }
    let safe = request.method == Method::GET || request.method == Method::HEAD;
    if !safe || hops > at_most {
        return Err(refused());
    }
    Ok(Request {
        url: to,
        body: Body::Empty,
        ..request
    })
}

#[cfg(test)]
mod tests {
    use super::beside;
    use http::HeaderValue;

    #[test]
    fn cookies_of_the_session_are_not_replaced_by_those_of_a_request() {
        let session = HeaderValue::from_static("sid=ours; node=3");
        let request = HeaderValue::from_static("theme=dark; sid=theirs");
        assert_eq!(beside(session.clone(), None), session);
        assert_eq!(
            beside(session, Some(&request)),
            "sid=ours; node=3; theme=dark"
        );
    }
}
