//! What a person stopped after it had left: nobody here knows whether it was done.

use crate::wire::{AppError, NetworkCause, SendProgress};
use domain::{Effect, Sink, Tenant};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Gives progress on, and remembers whether the request has left.
pub(crate) struct Left {
    to: Arc<dyn Sink<SendProgress>>,
    left: AtomicBool,
}

impl Left {
    pub fn over(to: Arc<dyn Sink<SendProgress>>) -> Arc<Self> {
        Arc::new(Self {
            to,
            left: AtomicBool::new(false),
        })
    }

    /// How work that ended so is told: a change that was stopped on its way may have arrived all
    /// the same. Anything else is told as it is.
    pub fn told(&self, error: AppError, effect: Effect, tenant: &Tenant) -> AppError {
        let stopped = error == AppError::Cancelled && self.left.load(Ordering::Relaxed);
        if !stopped || effect == Effect::Reads {
            return error;
        }
        AppError::Unreachable {
            host: tenant.place.origin().authority().to_owned(),
            cause: NetworkCause::Stopped,
            may_have_arrived: true,
        }
    }
}

impl Sink<SendProgress> for Left {
    fn put(&self, progress: SendProgress) {
        if matches!(progress, SendProgress::Sent) {
            self.left.store(true, Ordering::Relaxed);
        }
        self.to.put(progress);
    }
}

#[cfg(test)]
mod tests {
    use super::Left;
    use crate::wire::{AppError, NetworkCause, SendProgress};
    use domain::{Effect, Environment, Ignore, Place, Proxy, Sink as _, Tenant, Trust};
    use std::sync::Arc;

    fn tenant() -> Tenant {
        Tenant {
            id: "fir".into(),
            name: "Fir".to_owned(),
            vendor: "any".into(),
            place: Place::parse("https://fir.example/").unwrap(),
            addresses: [].into(),
            method: "any".into(),
            fields: [].into(),
            trust: Trust::System,
            proxy: Proxy::None,
            certificate: None,
            environment: Environment::Test,
        }
    }

    #[test]
    fn a_change_that_was_stopped_after_it_had_left_has_an_unknown_outcome() {
        // U3: cancel during write
        let left = Left::over(Arc::new(Ignore));
        let told = |effect| left.told(AppError::Cancelled, effect, &tenant());
        for effect in [Effect::Reads, Effect::Changes, Effect::Removes] {
            assert_eq!(told(effect), AppError::Cancelled, "it has not left yet");
        }
        left.put(SendProgress::Sent);
        assert_eq!(told(Effect::Reads), AppError::Cancelled);
        for effect in [Effect::Discloses, Effect::Changes, Effect::Removes] {
            let unknown = AppError::Unreachable {
                host: "fir.example".to_owned(),
                cause: NetworkCause::Stopped,
                may_have_arrived: true,
            };
            assert_eq!(told(effect), unknown);
        }
        assert_eq!(
            left.told(AppError::Stale, Effect::Changes, &tenant()),
            AppError::Stale
        );
    }
}
