//! Looking at a tenant, and planning.

use super::{App, MOST_LYING, Planned, views, wishes};
use crate::tasks::Revealing;
use crate::wire::{AppError, SetupPlan, SetupSeen, SetupWish};
use domain::Tenant;
use setup::{Kept, Look, Observed, Setup};

impl App {
    /// Looks at a tenant's API clients and roles.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing can be set up, or why the tenant did not answer.
    pub async fn setup_look(&self, tenant: String, ticket: String) -> Result<SetupSeen, AppError> {
        self.ready().await;
        let tenant = self.tenant(&tenant)?;
        let setup = self.setup_of(&tenant)?;
        let looking = Box::pin(self.observe(&tenant, &setup));
        let observed = self.ticketed(ticket, looking).await?;
        Ok(views::seen(&tenant, &setup, &observed))
    }

    /// What would be done so that everything that is wished is there. Changes nothing.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a wish that cannot be read, [`AppError::NotFound`] where nothing can
    /// be set up, or why the tenant did not answer.
    pub async fn setup_plan(
        &self,
        tenant: String,
        wish: SetupWish,
        ticket: String,
    ) -> Result<SetupPlan, AppError> {
        self.ready().await;
        let tenant = self.tenant(&tenant)?;
        let setup = self.setup_of(&tenant)?;
        let now = self.core.ports.clock.now();
        let (desired, uses) = wishes::desired(wish, now)?;
        let looking = Box::pin(self.observe(&tenant, &setup));
        let observed = self.ticketed(ticket, looking).await?;
        let plan = setup::plan(&desired, &observed, &setup);
        let kept = Kept { desired, plan };
        let steps = views::steps(&tenant, self.vendor(&tenant)?, &setup, &kept.plan, &[]);
        let mut state = self.core.setting_up.state();
        state.made += 1;
        let id = format!("plan-{}", state.made);
        if state.plans.len() >= MOST_LYING {
            state.plans.shift_remove_index(0);
        }
        let planned = Planned {
            tenant: tenant.id.clone(),
            kept,
            uses,
        };
        state.plans.insert(id.clone(), planned);
        Ok(SetupPlan {
            plan: id,
            tenant: tenant.id.to_string(),
            steps,
        })
    }

    /// Looks at a tenant, in the words of its vendor's file.
    pub(super) async fn observe(
        &self,
        tenant: &Tenant,
        setup: &Setup,
    ) -> Result<Observed, AppError> {
        let holding = self.holding(tenant).await?;
        let mut look = Look::begin(setup, self.core.ports.clock.now());
        loop {
            let asks = look.asks();
            let asks = asks.map_err(|_| self.bug("a look that cannot be written"))?;
            let Some(call) = asks else {
                return Ok(look.observed(&holding));
            };
            let called = self.call_made(tenant, &call, Revealing::Never).await?;
            match called.answered.refused {
                None => look.hear(&called.answered.body),
                Some((status, code, error)) => {
                    if !look.hear_refusal(status, code.as_deref()) {
                        return Err(error);
                    }
                }
            }
        }
    }
}
