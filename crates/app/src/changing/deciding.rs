//! Asking, and what a person says to it.

use super::{Approved, Ask, Asked, Decision, Open, Promise, Proposal, effect, nothing};
use crate::App;
use crate::send::scrubber;
use crate::wire::{AppError, ConfirmTyped, PolicyRule, ProblemKind, ProposalView, RowView, Window};
use domain::Effect;
use explorer::Redactor;
use gateway::Seal;
use secrets::VaultState;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// A proposal is asked about for no longer than a tenant can be open.
const LONGEST: Duration = Duration::from_secs(30 * 60);

impl App {
    /// Asks the person whether this may leave, in the confirm window, and waits for the answer. A
    /// proposal that was asked about before is refused: there is one at a time.
    ///
    /// # Errors
    /// [`AppError::VaultLocked`], [`AppError::ForbiddenByPolicy`], [`AppError::TenantLocked`],
    /// [`AppError::TicketRequired`] or [`AppError::AuditUnavailable`] before anybody is asked; [`AppError::Refused`] when the person
    /// said no or closed the window, [`AppError::Stale`] when the tenant was edited meanwhile.
    pub(crate) async fn propose(&self, proposal: Proposal) -> Result<Approved, AppError> {
        let Some(worst) = proposal.rows.iter().map(|row| row.request.effect).max() else {
            return Err(nothing());
        };
        let tenant = proposal.tenant.clone();
        if let VaultState::Locked { .. } = self.core.ports.vault.state() {
            // It locked the tenant too, and is what has to be opened first.
            return Err(AppError::VaultLocked);
        }
        self.core.policy.allows(PolicyRule::ReadOnly)?;
        let locked = AppError::TenantLocked {
            effect: effect(worst),
        };
        let opened = self.core.open_now(&tenant.id).ok_or(locked.clone())?;
        let ticket = self.ticket_for(&tenant)?;
        self.may_be_written_down(&tenant).await?;
        let stored = self.stored_secrets(&tenant).await?;
        let seals: Vec<Seal> = proposal
            .rows
            .iter()
            .map(|row| Seal::of(&tenant.id, &row.request))
            .collect();
        let asked = Asked {
            id: String::new(),
            hash: Seal::over(&seals).to_string(),
            ask: Ask::of(&proposal),
            seals,
            ticket,
            reason: opened.reason,
            redactor: Redactor::new(scrubber(&stored, None)),
            proposal,
        };
        let (asked, answer) = self.ask_person(asked);
        let _closing = Closing {
            app: self,
            id: &asked.id,
        };
        let decision = match tokio::time::timeout(LONGEST, answer).await {
            Ok(Ok(decision)) => decision,
            // Another was asked about instead.
            Ok(Err(_)) => Decision::Refused,
            Err(_) => Decision::Stale,
        };
        match decision {
            Decision::Approved => self.let_leave(&asked).await,
            Decision::Refused => {
                self.write_refused(&asked).await;
                Err(AppError::Refused)
            }
            Decision::Stale => {
                self.write_refused(&asked).await;
                Err(match self.core.open_now(&tenant.id) {
                    None => locked,
                    Some(_) => AppError::Stale,
                })
            }
        }
    }

    fn ask_person(&self, mut asked: Asked) -> (Arc<Asked>, oneshot::Receiver<Decision>) {
        let (answer, answered) = oneshot::channel();
        let asked = {
            let mut state = self.core.changing.state();
            state.made += 1;
            asked.id = format!("proposal-{}", state.made);
            let asked = Arc::new(asked);
            state.open = Some(Open {
                asked: Arc::clone(&asked),
                answer,
            });
            asked
        };
        self.core.ports.desk.open_confirm_window();
        (asked, answered)
    }

    /// Lets every request of an approved proposal leave once, while the tenant is open.
    async fn let_leave(&self, asked: &Asked) -> Result<Approved, AppError> {
        let tenant = &asked.proposal.tenant;
        self.write_approved(asked).await?;
        let opened = self
            .core
            .open_now(&tenant.id)
            .ok_or(AppError::TenantLocked {
                effect: effect(asked.effect()),
            })?;
        for (seal, row) in asked.seals.iter().zip(&asked.proposal.rows) {
            if row.request.effect == Effect::Reads {
                continue;
            }
            let promise = Promise {
                tenant: tenant.clone(),
                target: row.target.clone(),
                operation: row.operation.as_ref().map(ToString::to_string),
                effect: row.request.effect,
                ticket: asked.ticket.clone(),
                reason: asked.reason.clone(),
            };
            self.core.changing.promise(*seal, promise);
            let approvals = &self.core.ports.approvals;
            approvals.approve(&tenant.id, *seal, opened.until);
        }
        Ok(Approved {
            approvals: self.core.ports.approvals.clone(),
            changing: Arc::clone(&self.core.changing),
            seals: asked.seals.clone(),
        })
    }

    /// What the confirm window asks; nothing when it asks nothing any more.
    ///
    /// # Errors
    /// [`AppError::Stale`] when the tenant was locked meanwhile.
    pub async fn confirm_proposal(&self) -> Result<Option<ProposalView>, AppError> {
        let asked = {
            let state = self.core.changing.state();
            state.open.as_ref().map(|open| Arc::clone(&open.asked))
        };
        let app = self.clone();
        let view = self.blocking(move |_| asked.map(|asked| asked.view(&app)).transpose());
        view.await?
    }

    /// Some requests of what it asks.
    ///
    /// # Errors
    /// [`AppError::Stale`] when that is not asked any more.
    pub async fn confirm_rows(
        &self,
        proposal: String,
        window: Window,
    ) -> Result<Vec<RowView>, AppError> {
        let asked = self.asked(&proposal)?;
        self.blocking(move |_| asked.window(window)).await
    }

    /// Approves exactly what has this hash, once.
    ///
    /// # Errors
    /// [`AppError::Stale`] when that is not asked any more or is something else,
    /// [`AppError::Invalid`] when something else has to be typed, [`AppError::TenantLocked`] when
    /// its time is over.
    pub async fn confirm_approve(
        &self,
        proposal: String,
        hash: String,
        typed: ConfirmTyped,
    ) -> Result<(), AppError> {
        let asked = self.asked(&proposal)?;
        if asked.hash != hash {
            return Err(AppError::Stale);
        }
        let tenant = &asked.proposal.tenant;
        if self.core.open_now(&tenant.id).is_none() {
            self.lock_late().await;
            return Err(AppError::TenantLocked {
                effect: effect(asked.effect()),
            });
        }
        if !asked.ask.is_typed(&typed) {
            return Err(crate::convert::invalid("typed", ProblemKind::NotTyped));
        }
        self.decide(&proposal, Decision::Approved)
    }

    /// Refuses, and closes the confirm window.
    ///
    /// # Errors
    /// None: refusing what is not asked any more changes nothing.
    pub async fn confirm_refuse(&self, proposal: String) -> Result<(), AppError> {
        // What is not asked any more has been answered.
        let _ = self.decide(&proposal, Decision::Refused);
        Ok(())
    }

    /// The proposal that waits for the confirm window, when one does.
    pub fn open_proposal(&self) -> Option<String> {
        let state = self.core.changing.state();
        state.open.as_ref().map(|open| open.asked.id.clone())
    }

    /// The confirm window that was opened for this proposal is gone, or never came: nobody approved
    /// it. Another one that was opened meanwhile stays.
    pub fn confirm_window_closed(&self, proposal: &str) {
        // What is not asked any more has been answered.
        let _ = self.decide(proposal, Decision::Refused);
    }

    fn asked(&self, proposal: &str) -> Result<Arc<Asked>, AppError> {
        let state = self.core.changing.state();
        let open = state.open.as_ref().filter(|open| open.asked.id == proposal);
        open.map(|open| Arc::clone(&open.asked))
            .ok_or(AppError::Stale)
    }

    /// Answers a proposal. Only the first answer counts.
    fn decide(&self, proposal: &str, decision: Decision) -> Result<(), AppError> {
        let open = {
            let mut state = self.core.changing.state();
            state.open.take_if(|open| open.asked.id == proposal)
        };
        let open = open.ok_or(AppError::Stale)?;
        // Whoever asked was cancelled meanwhile: then nothing leaves.
        open.answer.send(decision).map_err(|_| AppError::Stale)
    }
}

/// Closes the window when it is asked no longer, also when whoever asked was cancelled.
struct Closing<'a> {
    app: &'a App,
    id: &'a str,
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        let another = {
            let mut state = self.app.core.changing.state();
            drop(state.open.take_if(|open| open.asked.id == self.id));
            state.open.is_some()
        };
        if !another {
            self.app.core.ports.desk.close_confirm_window();
        }
    }
}
