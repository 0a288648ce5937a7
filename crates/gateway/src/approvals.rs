//! What a person has approved: exact requests, once each.

use crate::{Body, Request};
use domain::{TenantId, Timestamp};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

/// SHA-256 over everything of a request that reaches the vendor: tenant, method, whole address,
/// headers in the order of their names, and body. The credential is not part of it: it is attached
/// later, and renewed in between.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seal([u8; 32]);

impl Seal {
    /// The seal of a request to a tenant.
    pub fn of(tenant: &TenantId, request: &Request) -> Self {
        let mut hash = Sha256::new();
        let mut put = |part: &[u8]| {
            // With its length before it, no part can pass for the end of another.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        };
        put(tenant.as_str().as_bytes());
        put(request.method.as_str().as_bytes());
        put(request.url.as_str().as_bytes());
        let mut headers: Vec<(&str, &[u8])> = request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        headers.sort_unstable();
        put(&(headers.len() as u64).to_be_bytes());
        for (name, value) in headers {
            put(name.as_bytes());
            put(value);
        }
        match &request.body {
            Body::Empty => put(b"empty"),
            Body::Bytes(bytes) => {
                put(b"bytes");
                put(bytes);
            }
            Body::Secret(bytes) => {
                put(b"bytes");
                bytes.lend(|bytes| put(bytes));
            }
        }
        Self(hash.finalize().into())
    }

    /// One seal over several, in their order: what a person approves as a whole.
    pub fn over(seals: &[Seal]) -> Self {
        let mut hash = Sha256::new();
        hash.update((seals.len() as u64).to_be_bytes());
        for seal in seals {
            hash.update(seal.0);
        }
        Self(hash.finalize().into())
    }
}

/// In hexadecimal digits.
impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seal({self})")
    }
}

/// The requests a person has approved. A cheap handle; [`crate::open`] gives it to whoever asks
/// the person. Nothing but this lets a request pass that does more than read.
#[derive(Debug, Clone, Default)]
pub struct Approvals(Arc<Mutex<HashMap<Seal, Approval>>>);

/// How often a request may still leave, and until when.
#[derive(Debug)]
struct Approval {
    tenant: TenantId,
    left: u32,
    until: Timestamp,
}

impl Approvals {
    fn all(&self) -> MutexGuard<'_, HashMap<Seal, Approval>> {
        self.0
            .lock()
            .expect("nothing panics while holding the approvals")
    }

    /// Lets a request with this seal leave once, until then. Approved again, it may leave once more.
    pub fn approve(&self, tenant: &TenantId, seal: Seal, until: Timestamp) {
        let mut all = self.all();
        let approval = all.entry(seal).or_insert_with(|| Approval {
            tenant: tenant.clone(),
            left: 0,
            until,
        });
        approval.left += 1;
        approval.until = until;
    }

    /// Takes one approval back that was not used. Taking back what is not there is no harm.
    pub fn withdraw(&self, seal: Seal) {
        let mut all = self.all();
        if let Some(approval) = all.get_mut(&seal) {
            approval.left = approval.left.saturating_sub(1);
            if approval.left == 0 {
                all.remove(&seal);
            }
        }
    }

    /// Takes everything back that was approved for a tenant.
    pub fn withdraw_all(&self, tenant: &TenantId) {
        self.all().retain(|_, approval| approval.tenant != *tenant);
    }

    /// Uses one approval up; `false` when there is none, or its time is over.
    pub(crate) fn take(&self, seal: Seal, now: Timestamp) -> bool {
        let mut all = self.all();
        all.retain(|_, approval| approval.until > now);
        let Some(approval) = all.get_mut(&seal) else {
            return false;
        };
        approval.left -= 1;
        if approval.left == 0 {
            all.remove(&seal);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Approvals, Seal};
    use crate::{Body, Request};
    use domain::{Secret, TenantId, Timestamp};
    use http::{HeaderValue, Method};
    use proptest::prelude::{Strategy, any, prop, proptest};
    use url::Url;

    fn request() -> Request {
        let mut request = Request::get(Url::parse("https://fir.example/a?b=c").unwrap());
        request.method = Method::POST;
        let headers = &mut request.headers;
        headers.insert("accept", HeaderValue::from_static("a"));
        headers.insert("x-note", HeaderValue::from_static("b"));
        request.body = Body::Bytes(b"{}".to_vec());
        request
    }

    #[test]
    fn a_seal_covers_everything_that_reaches_the_vendor() {
        let tenant = TenantId::from("fir");
        let seal = Seal::of(&tenant, &request());
        let other = |change: &dyn Fn(&mut Request)| {
            let mut other = request();
            change(&mut other);
            Seal::of(&tenant, &other)
        };
        assert_ne!(seal, Seal::of(&TenantId::from("ash"), &request()));
        for changed in [
            other(&|request| request.method = Method::PUT),
            other(&|request| request.url.set_path("/b")),
            other(&|request| request.url.set_query(Some("b=d"))),
            other(&|request| drop(request.headers.remove("x-note"))),
            other(&|request| {
                drop(
                    request
                        .headers
                        .insert("accept", HeaderValue::from_static("b")),
                );
            }),
            other(&|request| {
                request
                    .headers
                    .append("accept", HeaderValue::from_static("a"));
            }),
            other(&|request| request.body = Body::Empty),
            other(&|request| request.body = Body::Bytes(b"{ }".to_vec())),
        ] {
            assert_ne!(seal, changed);
        }
        // What is secret is sent like anything else, and in any order of its headers.
        let secret = other(&|request| request.body = Body::Secret(Secret::new(b"{}".to_vec())));
        assert_eq!(seal, secret);
        let turned = other(&|request| {
            let note = request.headers.remove("accept").unwrap();
            request.headers.insert("accept", note);
        });
        assert_eq!(seal, turned);
    }

    #[test]
    fn a_seal_over_several_knows_their_order_and_number() {
        let tenant = TenantId::from("fir");
        let one = Seal::of(&tenant, &request());
        let two = Seal::of(&TenantId::from("ash"), &request());
        assert_ne!(Seal::over(&[one, two]), Seal::over(&[two, one]));
        assert_ne!(Seal::over(&[one]), Seal::over(&[one, one]));
        assert_ne!(Seal::over(&[one]), one);
        assert_eq!(one.to_string().len(), 64);
    }

    #[test]
    fn an_approval_is_used_once_and_not_after_its_time() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let tenant = TenantId::from("fir");
        let seal = Seal::of(&tenant, &request());
        let approvals = Approvals::default();
        assert!(!approvals.take(seal, at(0)));
        approvals.approve(&tenant, seal, at(10));
        approvals.approve(&tenant, seal, at(10));
        assert!(approvals.take(seal, at(1)));
        assert!(approvals.take(seal, at(9)));
        assert!(!approvals.take(seal, at(9)), "used up");
        approvals.approve(&tenant, seal, at(10));
        assert!(!approvals.take(seal, at(10)), "its time is over");
        approvals.approve(&tenant, seal, at(20));
        approvals.withdraw_all(&TenantId::from("ash"));
        approvals.withdraw(seal);
        assert!(!approvals.take(seal, at(11)), "taken back");
        approvals.approve(&tenant, seal, at(20));
        approvals.withdraw_all(&tenant);
        assert!(!approvals.take(seal, at(11)), "all taken back");
    }

    fn parts() -> impl Strategy<Value = (Vec<(u8, u8)>, Vec<u8>)> {
        (
            prop::collection::vec((any::<u8>(), any::<u8>()), 0..4),
            prop::collection::vec(any::<u8>(), 0..6),
        )
    }

    proptest! {
        #[test]
        fn two_requests_have_one_seal_only_when_they_are_one(a in parts(), b in parts()) {
            let made = |(headers, body): &(Vec<(u8, u8)>, Vec<u8>)| {
                let mut request = request();
                for (name, value) in headers {
                    let name = http::HeaderName::try_from(format!("x{}", name % 3)).unwrap();
                    let value = HeaderValue::try_from(format!("{}", value % 3)).unwrap();
                    request.headers.append(name, value);
                }
                request.body = Body::Bytes(body.clone());
                request
            };
            let (one, two) = (made(&a), made(&b));
            let mut sorted: Vec<Vec<_>> = [&one, &two].iter().map(|request| {
                let mut all: Vec<_> = request.headers.iter()
                    .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
                all.sort();
                all
            }).collect();
            let same = a.1 == b.1 && sorted.pop() == sorted.pop();
            let tenant = TenantId::from("fir");
            assert_eq!(Seal::of(&tenant, &one) == Seal::of(&tenant, &two), same);
        }
    }
}
