//! Signing in and out, as a person asks for it.

use crate::App;
use crate::convert::{auth_failed, session_view};
use crate::wire::{AppError, SessionView, Topic};
use sessions::Inputs;

impl App {
    /// Signs in with what the vault holds, also after automatic attempts have stopped.
    ///
    /// # Errors
    /// Why there is no session.
    pub async fn session_begin(&self, tenant: String) -> Result<SessionView, AppError> {
        self.ready().await;
        let tenant = self.tenant(&tenant)?;
        let begun = self.core.sessions.begin(&tenant.id, Inputs::new()).await;
        self.changed(&[Topic::Sessions]);
        let host = tenant.place.origin().authority();
        begun.map_err(|error| auth_failed(&tenant.id, host, error))?;
        Ok(session_view(&self.core.sessions.session(&tenant.id)))
    }

    /// Signs out. The vendor is told first; signed out it is also when it cannot be told.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more.
    pub async fn session_end(&self, tenant: String) -> Result<(), AppError> {
        let tenant = self.tenant(&tenant)?;
        if let Err(error) = self.core.sessions.end(&tenant.id).await {
            // The token ends by itself at the vendor; here it is gone already.
            self.core
                .ports
                .journal
                .note(&format!("sign-out at {}: {error}", tenant.id));
        }
        self.core.cards.signed_out(&tenant.id);
        Ok(())
    }
}
