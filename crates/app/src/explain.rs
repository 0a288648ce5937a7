//! Failures in plain words, from the vendor's own list and from what holds for all.

use crate::wire::{Explained, Who};
use domain::{During, Explanation, Explanations, FailedAnswer, VendorFailure, VendorId};
use gateway::{HeaderMap, Response};

/// As much of a body is looked at.
const LOOKED_AT: usize = 64 * 1024;

/// What a refusal of a call means, when that is known.
pub(crate) fn call(
    vendor: &VendorId,
    failure: &VendorFailure,
    response: &Response,
) -> Option<Explained> {
    let body = &response.body[..response.body.len().min(LOOKED_AT)];
    explained(vendor, During::Call, failure, &response.headers, body)
}

/// What a refused sign-in means, when that is known. Its answer may have had a secret in it and is
/// gone; code and sentence are what is left.
pub(crate) fn sign_in(vendor: &VendorId, failure: &VendorFailure) -> Option<Explained> {
    explained(vendor, During::SignIn, failure, &HeaderMap::new(), &[])
}

fn explained(
    vendor: &VendorId,
    during: During,
    failure: &VendorFailure,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<Explained> {
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let answer = FailedAnswer {
        during,
        failure,
        headers: &headers,
        body,
    };
    let found = match vendors::find(vendor) {
        Some(vendor) => vendor.explain(&answer),
        None => Explanations::general().explain(&answer),
    };
    found.map(Into::into)
}

impl From<&Explanation> for Explained {
    fn from(explanation: &Explanation) -> Self {
        Self {
            happened: explanation.happened.clone(),
            cause: explanation.cause.clone(),
            next: explanation.next.clone(),
            who: match explanation.who {
                domain::Who::You => Who::You,
                domain::Who::Administrator => Who::Administrator,
                domain::Who::Network => Who::Network,
                domain::Who::Vendor => Who::Vendor,
            },
        }
    }
}
