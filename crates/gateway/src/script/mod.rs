//! Proxy scripts (PAC): fetches them, runs them, and keeps their answers.

mod run;
mod steps;

pub(crate) use steps::Step;

use crate::surroundings::look_up;
use crate::{Names, ScriptFault};
use domain::{Clock, Origin, ScriptAddress};
use reqwest::Client;
use run::{Resolve, World};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

/// Fetching a script and running it may take so long together (`docs/security.md`, row N12).
const LIMIT: Duration = Duration::from_secs(3);
/// A script may be so large, in bytes.
const LARGEST: usize = 1024 * 1024;
/// An answer, and the script itself, are good for so long.
const GOOD_FOR: Duration = Duration::from_secs(300);
/// After a failure the script is left alone for so long where there is an older answer.
const TRY_AGAIN: Duration = Duration::from_secs(30);

/// A script's answer for an origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) steps: Vec<Step>,
    /// Why this is an older answer, when it is one.
    pub(crate) stale: Option<ScriptFault>,
}

/// All scripts, and what they answered.
pub(crate) struct Scripts {
    names: Arc<dyn Names>,
    clock: Arc<dyn Clock>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    texts: HashMap<ScriptAddress, (Instant, Arc<str>)>,
    answers: HashMap<(ScriptAddress, String), (Instant, Answer)>,
    client: Option<Client>,
}

impl Scripts {
    pub(crate) fn new(names: Arc<dyn Names>, clock: Arc<dyn Clock>) -> Self {
        Self {
            names,
            clock,
            kept: Mutex::default(),
        }
    }

    /// The ways to an address: a fresh answer, or the last good one with the reason why.
    pub(crate) async fn ask(
        &self,
        script: &ScriptAddress,
        to: &Url,
    ) -> Result<Answer, ScriptFault> {
        let origin = Origin::of(to).map_or_else(|_| String::new(), |origin| origin.to_string());
        let key = (script.clone(), origin);
        let last = self.kept(|kept| kept.answers.get(&key).cloned());
        if let Some((until, answer)) = &last
            && Instant::now() < *until
        {
            return Ok(answer.clone());
        }
        let (answer, good_for) = match (self.fresh(script, to).await, last) {
            (Ok(steps), _) => (Answer { steps, stale: None }, GOOD_FOR),
            (Err(fault), Some((_, old))) => {
                let stale = Some(fault);
                (Answer { stale, ..old }, TRY_AGAIN)
            }
            (Err(fault), None) => return Err(fault),
        };
        let until = Instant::now() + good_for;
        self.kept(|kept| kept.answers.insert(key, (until, answer.clone())));
        Ok(answer)
    }

    fn kept<T>(&self, change: impl FnOnce(&mut Kept) -> T) -> T {
        change(
            &mut self
                .kept
                .lock()
                .expect("nothing panics while holding scripts"),
        )
    }

    async fn fresh(&self, script: &ScriptAddress, to: &Url) -> Result<Vec<Step>, ScriptFault> {
        let until = Instant::now() + LIMIT;
        let late = |_| ScriptFault::TooSlow;
        let text = timeout_at(until, self.text(script)).await.map_err(late)??;
        let left = until.saturating_duration_since(Instant::now());
        let world = World {
            resolve: self.resolver(left),
            now: self.clock.now(),
        };
        let to = to.clone();
        // The engine stops itself; whoever waits for it does not depend on that.
        let running = spawn_blocking(move || run::run(&text, &to, &world, left));
        let answer = timeout_at(until, running).await.map_err(late)?;
        let answer = answer.map_err(|_| ScriptFault::Broken)??;
        let steps = steps::steps(&answer);
        if steps.is_empty() {
            return Err(ScriptFault::NoWay);
        }
        Ok(steps)
    }

    /// Looks names up for a script, which waits for it on a thread of its own.
    fn resolver(&self, limit: Duration) -> Resolve {
        let (names, runtime) = (Arc::clone(&self.names), Handle::current());
        Arc::new(move |host: &str| {
            let found = runtime.block_on(timeout(limit, look_up(names.as_ref(), host)));
            let found = found.ok()?.ok()?;
            let v4 = found.iter().find(|address| address.is_ipv4());
            Some(v4.or(found.first())?.ip())
        })
    }

    /// The script itself.
    async fn text(&self, script: &ScriptAddress) -> Result<Arc<str>, ScriptFault> {
        let kept = self.kept(|kept| kept.texts.get(script).cloned());
        if let Some((until, text)) = kept
            && Instant::now() < until
        {
            return Ok(text);
        }
        let bytes = match script.url().to_file_path() {
            Ok(path) => tokio::fs::read(path)
                .await
                .map_err(|_| ScriptFault::Unreachable)?,
            Err(()) => self.fetched(script.url()).await?,
        };
        if bytes.len() > LARGEST {
            return Err(ScriptFault::TooLarge);
        }
        let text: Arc<str> = String::from_utf8_lossy(&bytes).into();
        let until = Instant::now() + GOOD_FOR;
        self.kept(|kept| {
            kept.texts
                .insert(script.clone(), (until, Arc::clone(&text)))
        });
        Ok(text)
    }

    /// Straight, with the system's trust, and without anything that tells who asks.
    async fn fetched(&self, from: &Url) -> Result<Vec<u8>, ScriptFault> {
        let client = self.client().ok_or(ScriptFault::Unreachable)?;
        let failed = |_| ScriptFault::Unreachable;
        let mut answer = client.get(from.clone()).send().await.map_err(failed)?;
        if !answer.status().is_success() {
            return Err(ScriptFault::Unreachable);
        }
        let mut bytes = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(failed)? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > LARGEST {
                return Err(ScriptFault::TooLarge);
            }
        }
        Ok(bytes)
    }

    fn client(&self) -> Option<Client> {
        if let Some(client) = self.kept(|kept| kept.client.clone()) {
            return Some(client);
        }
        let client = crate::clients::for_scripts(Arc::clone(&self.names))?;
        self.kept(|kept| kept.client = Some(client.clone()));
        Some(client)
    }
}
