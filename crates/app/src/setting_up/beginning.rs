//! The commands that begin a run, go on with it, or undo it.

use super::keeping::Head;
use super::{App, Driving, Running};
use crate::wire::{AppError, SetupBrought, SetupProgress, SetupState, SetupView, Topic};
use domain::Sink;
use setup::{Direction, Heard, Run};
use std::collections::HashMap;
use std::sync::Arc;

type Watch = Arc<dyn Sink<SetupProgress>>;

impl App {
    /// Carries a plan out until it ends, stops, or a person has something to do in the console. Each
    /// request that does more than read is approved in the window for that.
    ///
    /// # Errors
    /// [`AppError::Stale`] when the plan was used or forgotten, [`AppError::TenantLocked`], or why it
    /// cannot be begun. What happened since is in the answer.
    pub async fn setup_start(
        &self,
        plan: String,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.ready().await;
        let planned = self.core.setting_up.state().plans.shift_remove(&plan);
        let planned = planned.ok_or(AppError::Stale)?;
        let head = Head {
            tenant: planned.tenant.to_string(),
            at: crate::convert::moment(self.core.ports.clock.now()),
            uses: planned.uses,
            kept: planned.kept,
        };
        let work = Box::pin(async {
            let running = self.begin_setup(head).await?;
            self.take_up(&running, Direction::On, &watch).await
        });
        self.set_up_within(ticket, work).await
    }

    /// A person has done what they had to do in the console, and brought what it showed.
    ///
    /// # Errors
    /// [`AppError::Stale`] when nothing waits for a person, or what was brought was forgotten.
    pub async fn setup_done(
        &self,
        run: String,
        brought: Vec<SetupBrought>,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.ready().await;
        let running = self.set_up(&run)?;
        let work = Box::pin(async {
            let _busy = running.busy()?;
            let parked = running.live().parked.take();
            let mut driving = *parked.ok_or(AppError::Stale)?;
            if !brought.is_empty() {
                let step = match running.live().state {
                    SetupState::Yours { step, .. } => step as usize,
                    _ => return Err(AppError::Stale),
                };
                let steps = &running.head.kept.plan.steps;
                let client = steps.get(step).and_then(|step| step.change.client());
                let client = client.ok_or(AppError::Stale)?.clone();
                if let Err(error) = self.bring(&running, &driving, &client, brought).await {
                    running.live().parked = Some(Box::new(driving));
                    return Err(error);
                }
            }
            let next = driving.run.next(Heard::Done);
            self.drive(&running, driving, next, &watch).await
        });
        self.set_up_within(ticket, work).await
    }

    /// Goes on with a plan that stopped or was interrupted: what is there is looked at first, and
    /// what is missing has to be what is left of the plan.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such plan, or somebody is at it.
    pub async fn setup_go_on(
        &self,
        run: String,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.resume(run, ticket, Direction::On, watch).await
    }

    /// Undoes what was made of a plan, the last first, as far as it can be undone.
    ///
    /// # Errors
    /// As [`App::setup_go_on`].
    pub async fn setup_undo(
        &self,
        run: String,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.resume(run, ticket, Direction::Back, watch).await
    }

    async fn resume(
        &self,
        run: String,
        ticket: String,
        direction: Direction,
        watch: Watch,
    ) -> Result<SetupView, AppError> {
        self.ready().await;
        self.open_setups().await?;
        let running = self.set_up(&run)?;
        let work = Box::pin(self.take_up(&running, direction, &watch));
        self.set_up_within(ticket, work).await
    }

    async fn set_up_within(
        &self,
        ticket: String,
        work: impl Future<Output = Result<SetupView, AppError>>,
    ) -> Result<SetupView, AppError> {
        let done = self.ticketed(ticket, work).await;
        self.changed(&[Topic::Activity, Topic::Audit, Topic::Dashboard]);
        done
    }

    /// Takes a run up where its journal says it is.
    async fn take_up(
        &self,
        running: &Arc<Running>,
        direction: Direction,
        watch: &Watch,
    ) -> Result<SetupView, AppError> {
        let _busy = running.busy()?;
        let mut tenant = self.tenant(&running.head.tenant)?;
        if direction == Direction::Back {
            // Nobody removes what they are signed in with.
            self.go_back_to_before(running, &tenant).await?;
            tenant = self.tenant(&running.head.tenant)?;
        }
        let setup = self.setup_of(&tenant)?;
        let holding = self.holding(&tenant).await?;
        let lines = {
            let mut live = running.live();
            live.parked = None;
            live.lines.clone()
        };
        let kept = running.head.kept.clone();
        let now = self.core.ports.clock.now();
        let run = Run::new(Arc::clone(&setup), kept, &lines, direction, holding, now);
        let mut driving = Driving {
            tenant,
            setup,
            run,
            handles: HashMap::new(),
            approved: None,
            error: None,
        };
        let first = driving.run.next(Heard::Beginning);
        self.drive(running, driving, first, watch).await
    }
}
