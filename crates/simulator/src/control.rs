//! The second port: JSON over plain HTTP, for tests and people, never under a vendor's paths.
//!
//! | | |
//! | --- | --- |
//! | `GET /` | vendor and time |
//! | `GET`, `PUT /clock` | `{"now": …}`; put `{"now": …}`, `{"advance_seconds": …}` or `{"running": …}` |
//! | `GET`, `PUT`, `POST`, `DELETE /faults` | a list; put replaces it, post adds one |
//! | `GET`, `PUT /switches` | an object; put changes the ones it names |
//! | `GET`, `DELETE /requests` | what was heard |
//! | `GET /tokens` | how many are good; `POST /tokens/revoke` takes them back, `{"holder": …}` only one holder's |
//! | `POST /connections/close` | closes the open ones |

use crate::serve::{Dropped, Tenant};
use crate::{Fault, times};
use domain::Timestamp;
use http::header::{CONTENT_TYPE, ORIGIN};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use jiff::SignedDuration;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetClock {
    now: Option<Timestamp>,
    advance_seconds: Option<i64>,
    running: Option<bool>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Revoke {
    holder: Option<String>,
}

type Said = Result<Value, (StatusCode, String)>;

pub(crate) async fn control(
    tenant: &Tenant,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Dropped> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, 1024 * 1024).collect().await;
    let body = body.map_err(|_| Dropped)?.to_bytes();
    // A web page in somebody's browser has no business here.
    let said = if head.headers.contains_key(ORIGIN) {
        Err((StatusCode::FORBIDDEN, "not for web pages".to_owned()))
    } else {
        answer(tenant, &head.method, head.uri.path(), &body)
    };
    let (status, value) = match said {
        Ok(value) => (StatusCode::OK, value),
        Err((status, reason)) => (status, json!({ "error": reason })),
    };
    let mut response = Response::new(Full::new(Bytes::from(value.to_string())));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    Ok(response)
}

fn answer(tenant: &Tenant, method: &Method, path: &str, body: &[u8]) -> Said {
    match (method.as_str(), path) {
        ("GET", "/") => Ok(json!({ "vendor": tenant.vendor, "now": now(tenant) })),
        ("GET", "/clock") => Ok(json!({ "now": now(tenant) })),
        ("PUT", "/clock") => set_clock(tenant, &read(body)?),
        ("GET", "/faults") => said(&tenant.faults.all()),
        ("PUT", "/faults") => {
            tenant.faults.set(read(body)?);
            said(&tenant.faults.all())
        }
        ("POST", "/faults") => {
            tenant.faults.add(read::<Fault>(body)?);
            said(&tenant.faults.all())
        }
        ("DELETE", "/faults") => {
            tenant.faults.clear();
            said(&tenant.faults.all())
        }
        ("GET", "/switches") => said(tenant.play().world.switches.all()),
        ("PUT", "/switches") => set_switches(tenant, read(body)?),
        ("GET", "/requests") => said(&tenant.requests.all()),
        ("DELETE", "/requests") => {
            tenant.requests.clear();
            Ok(json!([]))
        }
        ("GET", "/tokens") => {
            let live = tenant.play().world.tokens.live(tenant.clock.now()).count();
            Ok(json!({ "live": live }))
        }
        ("POST", "/tokens/revoke") => {
            let wanted = if body.is_empty() {
                Revoke::default()
            } else {
                read(body)?
            };
            let now = tenant.clock.now();
            let tokens = &mut tenant.play().world.tokens;
            let revoked = match wanted.holder {
                Some(holder) => tokens.revoke_of(&holder, now),
                None => tokens.revoke_all(now),
            };
            Ok(json!({ "revoked": revoked }))
        }
        ("POST", "/connections/close") => {
            tenant.faults.cut_connections();
            Ok(json!({}))
        }
        _ => Err((StatusCode::NOT_FOUND, format!("no {method} {path} here"))),
    }
}

fn set_clock(tenant: &Tenant, wanted: &SetClock) -> Said {
    match wanted.running {
        Some(true) => tenant.clock.run(),
        Some(false) => tenant.clock.stop(),
        None => {}
    }
    if let Some(now) = wanted.now {
        tenant.clock.set(now);
    }
    if let Some(seconds) = wanted.advance_seconds {
        tenant.clock.advance(SignedDuration::from_secs(seconds));
    }
    Ok(json!({ "now": now(tenant) }))
}

fn set_switches(tenant: &Tenant, wanted: Map<String, Value>) -> Said {
    let switches = &mut tenant.play().world.switches;
    if let Some(name) = wanted
        .keys()
        .find(|name| !switches.all().contains_key(*name))
    {
        return Err((StatusCode::BAD_REQUEST, format!("no switch {name}")));
    }
    for (name, value) in wanted {
        switches.set(&name, value);
    }
    said(switches.all())
}

fn now(tenant: &Tenant) -> String {
    times::rfc3339(tenant.clock.now())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, (StatusCode, String)> {
    serde_json::from_slice(body).map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))
}

fn said(value: &impl serde::Serialize) -> Said {
    serde_json::to_value(value)
        .map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}
