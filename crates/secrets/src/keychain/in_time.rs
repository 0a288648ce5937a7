//! One thread for all keychain calls, and an end to waiting for it.

use super::{Keychain, Slot};
use crate::KeychainState;
use domain::Secret;
use std::sync::mpsc::{RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

type Job = Box<dyn FnOnce(&dyn Keychain) + Send>;

/// A keychain that answers within a limit, with [`KeychainState::NotAnswering`] if need be.
///
/// The calls run on one thread in the order they were made, also those whose callers have left:
/// a late answer to a prompt unlocks the keychain for the next attempt, and a late change can
/// not overtake a newer one. The thread is never waited for, so a hanging keychain cannot hold
/// up the end of the program.
pub struct AnswersInTime {
    inside: Arc<dyn Keychain>,
    limit: Duration,
    jobs: Mutex<Option<Sender<Job>>>,
}

impl AnswersInTime {
    /// Puts `inside` on a thread of its own.
    pub fn new(inside: Arc<dyn Keychain>, limit: Duration) -> Self {
        Self {
            inside,
            limit,
            jobs: Mutex::new(None),
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Keychain) -> Result<T, KeychainState> + Send + 'static,
    ) -> Result<T, KeychainState> {
        // One place for the answer, so that the thread never waits for a caller who has left.
        let (answer, answers): (SyncSender<Result<T, KeychainState>>, _) = sync_channel(1);
        self.enqueue(Box::new(move |keychain| {
            // The caller may have left; then nobody wants the answer.
            let _ = answer.try_send(call(keychain));
        }))?;
        match answers.recv_timeout(self.limit) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => {
                Err(KeychainState::NotAnswering { after: self.limit })
            }
            Err(RecvTimeoutError::Disconnected) => Err(KeychainState::Failed {
                detail: "the keychain library stopped".to_owned(),
            }),
        }
    }

    fn enqueue(&self, job: Job) -> Result<(), KeychainState> {
        let mut jobs = self
            .jobs
            .lock()
            .expect("nothing panics while holding the queue");
        // A library that panicked has ended its thread: the next call starts another.
        let job = match jobs.take() {
            Some(queue) => match queue.send(job) {
                Ok(()) => {
                    *jobs = Some(queue);
                    return Ok(());
                }
                Err(unsent) => unsent.0,
            },
            None => job,
        };
        let (queue, waiting) = channel::<Job>();
        let inside = Arc::clone(&self.inside);
        thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || {
                for job in waiting {
                    job(inside.as_ref());
                }
            })
            .map_err(|error| KeychainState::Failed {
                detail: error.to_string(),
            })?;
        queue.send(job).map_err(|_| KeychainState::Failed {
            detail: "the keychain thread did not start".to_owned(),
        })?;
        *jobs = Some(queue);
        Ok(())
    }
}

impl Keychain for AnswersInTime {
    fn store(&self) -> String {
        self.inside.store()
    }

    fn get(&self, slot: Slot) -> Result<Option<Secret<String>>, KeychainState> {
        self.ask(move |keychain| keychain.get(slot))
    }

    fn set(&self, slot: Slot, text: &Secret<String>) -> Result<(), KeychainState> {
        let text = text.clone();
        self.ask(move |keychain| keychain.set(slot, &text))
    }

    fn delete(&self, slot: Slot) -> Result<(), KeychainState> {
        self.ask(move |keychain| keychain.delete(slot))
    }
}
