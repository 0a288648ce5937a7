//! Takes the body of an answer while it comes, secrets out of it at once.

use domain::Effect;
use explorer::{BodyText, Redactor, Spool};
use gateway::{BodyFault, BodySink, Destination, Head, Intake, MOST_STORED, Refused};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// As much of an answer stays in memory beside what is kept, for judging it and for holding it
/// against its document.
const JUDGED: usize = 16 * 1024 * 1024;

/// Where the body of one request comes to.
#[derive(Clone)]
pub(crate) struct Taking {
    redactor: Arc<Redactor>,
    effect: Effect,
    folder: PathBuf,
    taken: Arc<Mutex<Option<BodyText>>>,
}

impl Taking {
    /// Bodies that are large go to a file in the folder.
    pub fn new(
        redactor: Redactor,
        effect: Effect,
        folder: PathBuf,
        taken: Arc<Mutex<Option<BodyText>>>,
    ) -> Self {
        Self {
            redactor: Arc::new(redactor),
            effect,
            folder,
            taken,
        }
    }

    /// As the gateway wants it.
    pub fn destination(self) -> Destination {
        Destination::Streamed {
            to: Arc::new(self),
            at_most: MOST_STORED,
            keep: JUDGED,
        }
    }
}

impl Intake for Taking {
    fn begin(&self, head: Head<'_>) -> Box<dyn BodySink> {
        Box::new(Pour {
            spool: Spool::new(
                Arc::clone(&self.redactor),
                head.headers,
                self.effect,
                self.folder.clone(),
            ),
            taken: Arc::clone(&self.taken),
        })
    }
}

struct Pour {
    spool: Spool,
    taken: Arc<Mutex<Option<BodyText>>>,
}

impl BodySink for Pour {
    fn write(&mut self, piece: &[u8]) -> Result<(), Refused> {
        self.spool.write(piece).map_err(|_| Refused)
    }

    fn finish(self: Box<Self>, _fault: Option<&BodyFault>) -> Result<(), Refused> {
        let body = self.spool.finish().map_err(|_| Refused)?;
        let mut taken = self.taken.lock().map_err(|_| Refused)?;
        *taken = Some(body);
        Ok(())
    }
}
