//! Between the gateway and a spool: answers that come are redacted on their way.

use crate::body::BodyText;
use crate::disclosing::Disclosed;
use crate::redact::Redactor;
use crate::spool::Spool;
use domain::Effect;
use gateway::{BodyFault, BodySink, Head, Intake, Refused};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Takes the body of a call's answer. Make one for each call, give it to the request, and ask it
/// for the body when the call has ended.
pub struct Arriving {
    redactor: Arc<Redactor>,
    effect: Effect,
    folder: PathBuf,
    arrived: Arc<Mutex<Option<Arrived>>>,
}

/// What arrived of a body.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The body, as much of it as came; or why it could not be kept, such as a full disk.
    pub body: Result<BodyText, io::ErrorKind>,
    /// The values of it that are not shown.
    pub disclosed: Vec<Disclosed>,
    /// Why it is not whole.
    pub fault: Option<BodyFault>,
}

struct Filling {
    spool: Spool,
    failed: Option<io::ErrorKind>,
    arrived: Arc<Mutex<Option<Arrived>>>,
}

impl Arriving {
    /// For a call to an operation with this effect. The redactor has to know the call's token
    /// before it is sent; large bodies go to the folder.
    pub fn new(redactor: Arc<Redactor>, effect: Effect, folder: PathBuf) -> Self {
        Self {
            redactor,
            effect,
            folder,
            arrived: Arc::default(),
        }
    }

    /// What arrived; nothing when the answer was no success, and stayed in memory.
    pub fn take(&self) -> Option<Arrived> {
        self.arrived
            .lock()
            .expect("nothing panics while holding what arrived")
            .take()
    }
}

impl Intake for Arriving {
    fn begin(&self, head: Head<'_>) -> Box<dyn BodySink> {
        // What an answer before this one left is of no use: the call was made again.
        self.take();
        let redactor = Arc::clone(&self.redactor);
        Box::new(Filling {
            spool: Spool::new(redactor, head.headers, self.effect, self.folder.clone()),
            failed: None,
            arrived: Arc::clone(&self.arrived),
        })
    }
}

impl BodySink for Filling {
    fn write(&mut self, piece: &[u8]) -> Result<(), Refused> {
        self.spool.write(piece).map_err(|error| {
            self.failed = Some(error.kind());
            Refused
        })
    }

    fn finish(self: Box<Self>, fault: Option<&BodyFault>) -> Result<(), Refused> {
        let body = match self.failed {
            Some(kind) => Err(kind),
            None => self.spool.finish_with().map_err(|error| error.kind()),
        };
        let kept = body.is_ok();
        let (body, disclosed) = match body {
            Ok((body, disclosed)) => (Ok(body), disclosed),
            Err(kind) => (Err(kind), Vec::new()),
        };
        let arrived = Arrived {
            body,
            disclosed,
            fault: fault.copied(),
        };
        *self
            .arrived
            .lock()
            .expect("nothing panics while holding what arrived") = Some(arrived);
        if kept { Ok(()) } else { Err(Refused) }
    }
}
