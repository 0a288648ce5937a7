//! Takes bodies while they come.

use gateway::{BodyFault, BodySink, Destination, Head, Intake, Refused, Request, Route};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// Takes bodies while they come, as many bytes as it has room for.
pub struct Bucket {
    taken: Arc<Mutex<Taken>>,
    turned: Arc<Notify>,
    room: usize,
}

#[derive(Default)]
struct Taken {
    bytes: Vec<u8>,
    size: usize,
    end: Option<Option<BodyFault>>,
}

struct Filling {
    taken: Arc<Mutex<Taken>>,
    turned: Arc<Notify>,
    room: usize,
}

/// So many bytes are kept to be looked at; the others are counted.
const KEPT: usize = 100_000;

impl Bucket {
    pub fn new() -> Arc<Self> {
        Self::with_room(usize::MAX)
    }

    pub fn with_room(room: usize) -> Arc<Self> {
        Arc::new(Self {
            taken: Arc::default(),
            turned: Arc::default(),
            room,
        })
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.taken.lock().unwrap().bytes.clone()
    }

    pub fn size(&self) -> usize {
        self.taken.lock().unwrap().size
    }

    /// How it ended; nothing while it has not.
    pub fn end(&self) -> Option<Option<BodyFault>> {
        self.taken.lock().unwrap().end
    }

    /// Until so many bytes came.
    pub async fn has(&self, so_many: usize) {
        loop {
            let next = self.turned.notified();
            if self.size() >= so_many {
                return;
            }
            next.await;
        }
    }
}

impl Intake for Bucket {
    fn begin(&self, _head: Head<'_>) -> Box<dyn BodySink> {
        Box::new(Filling {
            taken: Arc::clone(&self.taken),
            turned: Arc::clone(&self.turned),
            room: self.room,
        })
    }
}

impl BodySink for Filling {
    fn write(&mut self, piece: &[u8]) -> Result<(), Refused> {
        let mut taken = self.taken.lock().unwrap();
        taken.size += piece.len();
        let room = KEPT.saturating_sub(taken.bytes.len());
        taken
            .bytes
            .extend_from_slice(&piece[..piece.len().min(room)]);
        self.turned.notify_one();
        if taken.size > self.room {
            return Err(Refused);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, fault: Option<&BodyFault>) -> Result<(), Refused> {
        self.taken.lock().unwrap().end = Some(fault.copied());
        Ok(())
    }
}

/// A read whose body goes into a bucket.
pub fn streamed(route: &Route, bucket: &Arc<Bucket>) -> Request {
    let mut request = super::read(route);
    request.into = Destination::Streamed {
        to: Arc::clone(bucket) as Arc<dyn Intake>,
        at_most: gateway::MOST_STORED,
        keep: 4,
    };
    request
}
