//! A person at the confirm window.

use crate::World;
use app::wire::{AppError, MarkedText, ProposalView, TextMark};
use serde_json::json;
use std::future::Future;

/// A text without its marks, as a person would type it.
pub fn typed(text: &MarkedText) -> String {
    let runs = text.0.iter().map(|run| match &run.mark {
        None => run.text.clone(),
        Some(TextMark::LookAlike { of, .. }) => of.clone(),
        Some(TextMark::Invisible { .. } | TextMark::Direction { .. }) => String::new(),
    });
    runs.collect()
}

impl World {
    /// Opens a vendor's simulated tenant for ten minutes.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn unlock(&self, vendor: &str) {
        self.open_tenant(&self.tenant(vendor))
            .await
            .expect("a simulated tenant asks for a reason alone");
    }

    /// Opens a tenant for ten minutes.
    ///
    /// # Errors
    /// As the command.
    pub async fn open_tenant(&self, tenant: &str) -> Result<(), AppError> {
        let request = serde_json::from_value(json!({
            "tenant": tenant, "minutes": 10, "reason": "because a test wants it", "ticket": null,
        }));
        self.app
            .tenant_open(request.expect("the shape of a request"))
            .await
    }

    /// Waits until one of the small windows opens.
    pub async fn called(&self) {
        tokio::select! {
            () = self.desk.confirm.notified() => {}
            () = self.desk.asked.notified() => {}
        }
    }

    /// Waits until the confirm window opens, and gives what it asks.
    ///
    /// # Panics
    /// When it asks nothing.
    pub async fn asked(&self) -> ProposalView {
        self.desk.confirm.notified().await;
        let asked = self.app.confirm_proposal().await;
        asked.expect("it is open").expect("a question")
    }

    /// Approves a proposal, typing what it asks.
    ///
    /// # Errors
    /// As the command.
    pub async fn approve(&self, asked: &ProposalView) -> Result<(), AppError> {
        let typed = serde_json::from_value(json!({
            "name": asked.ask.name.as_ref().map(typed),
            "count": asked.ask.count.map(|count| count.to_string()),
        }));
        let typed = typed.expect("the shape of what was typed");
        let (id, hash) = (asked.proposal.clone(), asked.hash.clone());
        self.app.confirm_approve(id, hash, typed).await
    }

    /// Does `work` while a person approves what is asked, once.
    ///
    /// # Panics
    /// When what is asked cannot be approved.
    pub async fn approving<T>(&self, work: impl Future<Output = T>) -> (T, ProposalView) {
        tokio::join!(work, async {
            let asked = self.asked().await;
            let approved = self.approve(&asked).await;
            approved.expect("it was asked a moment ago");
            asked
        })
    }
}
