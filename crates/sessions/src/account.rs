//! Whom to sign in, and how.

use crate::{Conversation, Conversing, asking, oauth};
use domain::{AuthMethod, Failures, FieldId, Place, Secret, Talk, Tenant};
use gateway::Route;
use std::collections::BTreeMap;

/// Whom to sign in, and how: a tenant together with its vendor's rules.
#[derive(Debug, Clone)]
pub struct Account {
    /// The tenant.
    pub tenant: Tenant,
    /// The method it signs in by.
    pub method: AuthMethod,
    /// How its vendor says no.
    pub failures: Failures,
    /// Whether its vendor pins by cookie.
    pub keeps_cookies: bool,
    /// How to talk to it; redirects, guard and cookies are set for each call.
    pub route: Route,
    /// The vendor's own conversation for this method, where one request is not all.
    pub talk: Option<Conversing>,
}

impl Account {
    /// The place a request line goes to: the tenant's own, or a further address of it.
    pub(crate) fn place(&self, address: Option<&FieldId>) -> Option<&Place> {
        match address {
            None => Some(&self.tenant.place),
            Some(id) => self.tenant.addresses.get(id),
        }
    }

    /// A conversation that signs in by this account's method.
    pub(crate) fn conversation(&self) -> Box<dyn Conversation> {
        match (self.talk, self.method.talk) {
            (Some(own), _) => own(),
            (None, Talk::Request) => Box::new(asking::Asking::default()),
            (None, Talk::Browser) => Box::new(oauth::Browser::default()),
            (None, Talk::Device) => Box::new(oauth::Device::default()),
        }
    }
}

/// What a person gave for a method's fields. Plain values are held like secrets: a user name is
/// nobody else's business either.
pub type Inputs = BTreeMap<FieldId, Secret<String>>;
