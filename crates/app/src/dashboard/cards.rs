//! What is known of each tenant.

use crate::wire::{AppError, BarView, Health, MissingWhy, TrendPoint};
use domain::{Item, TenantId, TileId, Timestamp};
use sessions::Session;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// Slower than this is told: people on the phone notice two seconds.
const SLOW: Duration = Duration::from_secs(2);

/// The cards of all tenants.
#[derive(Default)]
pub(crate) struct Cards(Arc<Mutex<HashMap<TenantId, Card>>>);

/// What is known of one tenant.
#[derive(Debug, Clone, Default)]
pub(crate) struct Card {
    pub refreshing: bool,
    pub version: Option<String>,
    pub answered_in: Option<Duration>,
    pub figures: HashMap<TileId, Figure>,
    pub bar: Option<BarView>,
    pub as_of: Option<Timestamp>,
    pub problem: Option<AppError>,
    /// What was seen of each number lately.
    pub trends: HashMap<TileId, Vec<TrendPoint>>,
    /// What waits for a person, by its kind; empty before anybody has asked.
    pub waited: HashMap<String, Waited>,
}

/// What waits for a person, of one kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Waited {
    pub items: Vec<Item>,
    /// When they came.
    pub as_of: Option<Timestamp>,
    /// Why they could not be asked for the last time.
    pub missing: Option<MissingWhy>,
}

/// One number, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Figure {
    Known { value: u32, of: Option<u32> },
    NotAllowed,
    NotReachable { last: Option<u32> },
    NotSupported,
}

impl Figure {
    /// Whether it came the last time.
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known { .. })
    }

    pub fn value(&self) -> Option<u32> {
        match self {
            Self::Known { value, .. } => Some(*value),
            Self::NotReachable { last } => *last,
            Self::NotAllowed | Self::NotSupported => None,
        }
    }

    pub fn of(&self) -> Option<u32> {
        match self {
            Self::Known { of, .. } => *of,
            Self::NotReachable { .. } | Self::NotAllowed | Self::NotSupported => None,
        }
    }
}

/// Somebody is asking; ends when dropped, also when the asking is cancelled.
pub(crate) struct Turn {
    cards: Arc<Mutex<HashMap<TenantId, Card>>>,
    tenant: TenantId,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut cards = self
            .cards
            .lock()
            .expect("nothing panics while holding the cards");
        if let Some(card) = cards.get_mut(&self.tenant) {
            card.refreshing = false;
        }
    }
}

impl Cards {
    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Card>> {
        self.0
            .lock()
            .expect("nothing panics while holding the cards")
    }

    pub fn get(&self, tenant: &TenantId) -> Card {
        self.lock().get(tenant).cloned().unwrap_or_default()
    }

    /// Takes the turn to ask; `None` when somebody is asking already.
    pub fn begin(&self, tenant: &TenantId) -> Option<Turn> {
        let mut cards = self.lock();
        let card = cards.entry(tenant.clone()).or_default();
        if card.refreshing {
            return None;
        }
        card.refreshing = true;
        drop(cards);
        Some(Turn {
            cards: Arc::clone(&self.0),
            tenant: tenant.clone(),
        })
    }

    /// Changes a card that is still there.
    pub fn change(&self, tenant: &TenantId, change: impl FnOnce(&mut Card)) {
        if let Some(card) = self.lock().get_mut(tenant) {
            change(card);
        }
    }

    pub fn forget(&self, tenant: &TenantId) {
        self.lock().remove(tenant);
    }

    /// A person signed out: what is shown was theirs, and is not shown any more.
    pub fn signed_out(&self, tenant: &TenantId) {
        self.change(tenant, |card| {
            *card = Card {
                refreshing: card.refreshing,
                version: card.version.take(),
                ..Card::default()
            };
        });
    }

    /// How a tenant does.
    pub fn health(&self, tenant: &TenantId, session: &Session) -> Health {
        let cards = self.lock();
        let Some(card) = cards.get(tenant) else {
            return Health::NotLoaded;
        };
        if let Session::Lapsed { .. } = session {
            return Health::Refused;
        }
        match &card.problem {
            Some(AppError::SignInRequired { .. } | AppError::StoreUnavailable { .. }) => {
                return Health::Refused;
            }
            Some(AppError::MissingPermission { .. }) => return Health::RightMissing,
            Some(_) => return Health::NotReachable,
            None => {}
        }
        if card.as_of.is_none() {
            return match session {
                Session::SignedOut if !card.refreshing => Health::SignedOut,
                _ => Health::NotLoaded,
            };
        }
        if card
            .figures
            .values()
            .any(|figure| *figure == Figure::NotAllowed)
        {
            return Health::RightMissing;
        }
        if card.answered_in.is_some_and(|took| took > SLOW) {
            return Health::Slow;
        }
        Health::Healthy
    }
}
