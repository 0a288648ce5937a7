//! Work that can be stopped by the ticket it was given.

use crate::App;
use crate::wire::AppError;
use std::collections::HashMap;
use std::future::Future;
use std::sync::Mutex;
use tokio::sync::oneshot;

/// The work that is going on, by ticket.
#[derive(Default)]
pub(crate) struct Work(Mutex<HashMap<String, oneshot::Sender<()>>>);

impl App {
    /// Stops the work that was given this ticket. Stopping what has ended is no error.
    ///
    /// # Errors
    /// None.
    pub async fn work_cancel(&self, ticket: String) -> Result<(), AppError> {
        let stop = self.core.work.lock().remove(&ticket);
        if let Some(stop) = stop {
            // Gone means that the work has just ended.
            let _ = stop.send(());
        }
        Ok(())
    }

    /// Runs work until it ends or its ticket is cancelled; dropped work closes its sockets.
    pub(crate) async fn ticketed<T>(
        &self,
        ticket: String,
        work: impl Future<Output = Result<T, AppError>>,
    ) -> Result<T, AppError> {
        let (stop, stopped) = oneshot::channel();
        self.core.work.lock().insert(ticket.clone(), stop);
        let stopped = async {
            if stopped.await.is_err() {
                // The ticket was used again: the older work goes on without one.
                std::future::pending::<()>().await;
            }
        };
        let done = tokio::select! {
            done = work => done,
            () = stopped => Err(AppError::Cancelled),
        };
        self.core.work.lock().remove(&ticket);
        done
    }
}

impl Work {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, oneshot::Sender<()>>> {
        self.0
            .lock()
            .expect("nothing panics while holding the tickets")
    }
}
