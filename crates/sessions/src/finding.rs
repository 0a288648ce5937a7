//! Asks a vendor's own service for an address of a tenant.

use crate::{AuthError, compose};
use domain::{FindAddress, Ignore, Place, TenantId, Trust};
use gateway::{Gateway, Redirects, Route};
use serde_json::Value;

/// Asks the service for the address of the tenant with this name; nothing when it knows none. To
/// be shown to the person before it is used.
///
/// # Errors
/// When the service did not answer, or not as it should.
pub async fn find_address(
    gateway: &dyn Gateway,
    rules: &FindAddress,
    name: &str,
    trust: Trust,
) -> Result<Option<Place>, AuthError> {
    let mut path = String::new();
    let filled = rules.path.fill(&mut path, |_, into| {
        into.push_str(name);
        true
    });
    filled.map_err(|_| AuthError::Unknown)?;
    let url = rules.at.join(&path).map_err(|_| AuthError::Unknown)?;
    let route = Route {
        redirects: Redirects::Refuse,
        trust,
        ..Route::to(TenantId::new("finding"), rules.at.clone())
    };
    let sent = gateway.send(&route, compose::read(url), None, &Ignore);
    let answer = sent.await?;
    if answer.status == 404 {
        return Ok(None);
    }
    let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let Some(body) = body.filter(|_| answer.status == 200) else {
        return Err(AuthError::NotThisProduct {
            status: answer.status,
            content_type: answer.header("content-type").map(str::to_owned),
        });
    };
    let mut found = rules.value.iter().filter_map(|at| at.find(&body)?.as_str());
    Ok(found.find_map(|text| Place::parse(text).ok()))
}
