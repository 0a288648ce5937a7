//! How the program stands: its version, and where secrets are kept.

use crate::App;
use crate::locking::opening;
use crate::wire::{AppError, AppStatus, Notice, Platform, Remedy, Topic, VaultView};
use secrets::{KeychainState, VaultState, Why};
use sessions::Session;

impl App {
    /// What the program is and how it stands.
    ///
    /// # Errors
    /// None.
    pub async fn app_status(&self) -> Result<AppStatus, AppError> {
        let state = self.core.ports.vault.state();
        let mut notices = self
            .core
            .notices
            .lock()
            .expect("nothing panics while holding the notices")
            .clone();
        if let VaultState::Ready { notices: told, .. } = &state {
            let older =
                |notice: &secrets::Notice| matches!(notice, secrets::Notice::OlderCopy { .. });
            notices.extend(told.iter().any(older).then_some(Notice::OlderVault));
        }
        notices.extend(self.core.audit.notice());
        Ok(AppStatus {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: platform(),
            vault: view(state),
            demo_available: cfg!(feature = "demo"),
            notices,
            opened: self.core.documents.first_file(),
        })
    }

    /// Tries the keychain again.
    ///
    /// # Errors
    /// [`AppError::StoreUnavailable`] when that changed nothing.
    pub async fn vault_retry(&self) -> Result<(), AppError> {
        let state = self.blocking(|core| core.ports.vault.retry()).await?;
        self.after_vault(state).await
    }

    /// Goes on without the keychain.
    ///
    /// # Errors
    /// None.
    pub async fn vault_session_only(&self) -> Result<(), AppError> {
        let state = self
            .blocking(|core| core.ports.vault.session_only())
            .await?;
        self.after_vault(state).await
    }

    /// Sets a damaged vault aside and starts an empty one.
    ///
    /// # Errors
    /// [`AppError::StoreUnavailable`] when it is not damaged, or cannot be renamed.
    pub async fn vault_set_aside(&self) -> Result<(), AppError> {
        let done = self
            .blocking(|core| core.ports.vault.start_afresh())
            .await?;
        if done.is_err() {
            return Err(AppError::StoreUnavailable {
                remedy: Remedy::Damaged,
            });
        }
        self.begin_another_book().await;
        let state = self.core.ports.vault.state();
        self.after_vault(state).await
    }

    /// Opens the vault for the first time, then starts the simulated tenants if they are wanted.
    pub(crate) async fn open_vault(&self, demo: bool) {
        let opened = self
            .blocking(|core| {
                let state = core.ports.vault.retry();
                core.collect_papers();
                state
            })
            .await;
        self.changed(&[Topic::Vault]);
        self.look_at_the_book().await;
        self.write_policy().await;
        if let Ok(VaultState::Unavailable { why } | VaultState::SessionOnly { why }) = opened {
            self.core
                .ports
                .journal
                .note(&format!("the vault is not available: {why:?}"));
        }
        if demo && let Err(error) = self.demo_add().await {
            self.core
                .ports
                .journal
                .note(&format!("the simulated tenants did not start: {error:?}"));
        }
        self.core.ready.send_replace(true);
    }

    pub(crate) async fn after_vault(&self, state: VaultState) -> Result<(), AppError> {
        match view(state) {
            VaultView::Unavailable { remedy } => Err(AppError::StoreUnavailable { remedy }),
            VaultView::Locked { .. } => Err(AppError::VaultLocked),
            VaultView::Opening | VaultView::Ready { .. } | VaultView::SessionOnly { .. } => {
                self.blocking(|core| core.collect_papers()).await?;
                self.demo_secrets_again().await;
                self.end_pauses();
                self.changed(&[Topic::Sessions, Topic::Dashboard]);
                self.ask_again().await;
                Ok(())
            }
        }
    }
}

impl App {
    /// Sign-ins that met a vault which could not be read pause like others that met trouble. Now
    /// that it can be read, the pause has lost its reason, and would tell an old failure.
    fn end_pauses(&self) {
        let tenants = self.core.tenants().clone();
        for tenant in &tenants {
            if matches!(self.core.sessions.session(&tenant.id), Session::SignedOut) {
                self.core.sessions.forget(&tenant.id);
                self.core.introduce(tenant);
            }
        }
    }

    /// Asks those tenants again that could not be asked without the vault.
    async fn ask_again(&self) {
        let tenants = self.core.tenants().clone();
        let waiting = tenants.iter().filter(|tenant| {
            matches!(
                self.core.cards.get(&tenant.id).problem,
                Some(
                    AppError::StoreUnavailable { .. }
                        | AppError::SignInRequired { .. }
                        | AppError::VaultLocked
                )
            )
        });
        let asking = waiting.map(|tenant| self.dashboard_refresh(tenant.id.to_string()));
        // What a tenant says to it is on its card.
        futures_util::future::join_all(asking).await;
    }
}

fn platform() -> Platform {
    if cfg!(windows) {
        Platform::Windows
    } else if cfg!(target_os = "macos") {
        Platform::Macos
    } else {
        Platform::Linux
    }
}

fn view(state: VaultState) -> VaultView {
    match state {
        VaultState::Opening => VaultView::Opening,
        VaultState::Ready {
            store, opens_with, ..
        } => VaultView::Ready {
            store,
            opens_with: opening(opens_with),
        },
        VaultState::SessionOnly { why } => VaultView::SessionOnly {
            remedy: remedy(&why),
        },
        VaultState::Unavailable { why } => VaultView::Unavailable {
            remedy: remedy(&why),
        },
        VaultState::Locked { opens_with } => VaultView::Locked {
            opens_with: opening(opens_with),
        },
    }
}

/// What helps.
pub(crate) fn remedy(why: &Why) -> Remedy {
    match why {
        Why::Keychain { state, .. } => keychain_remedy(state),
        Why::Damaged { .. } | Why::Newer { .. } | Why::Disk { .. } => Remedy::Damaged,
        Why::Locked { .. } => Remedy::Unlock,
        Why::NoRandomness | Why::Chosen => Remedy::Wait,
    }
}

/// What helps when the keychain is the trouble.
pub(crate) fn keychain_remedy(state: &KeychainState) -> Remedy {
    match state {
        KeychainState::Locked => Remedy::Unlock,
        KeychainState::Absent { .. } => Remedy::Install,
        KeychainState::Refused => Remedy::Allow,
        KeychainState::EntryMissing { .. } => Remedy::KeyMissing,
        KeychainState::Available
        | KeychainState::NotAnswering { .. }
        | KeychainState::Failed { .. } => Remedy::Wait,
    }
}
