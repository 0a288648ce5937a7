//! What the core tells by itself, as server-sent events.

use app::Sink;
use app::wire::Changed;
use serde_json::{Value, json};
use tokio::sync::broadcast;

/// Everybody who listens.
pub(crate) struct Events(broadcast::Sender<String>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::channel(1024).0)
    }
}

impl Events {
    /// A stream of events, each ready to be written.
    pub fn listen(&self) -> broadcast::Receiver<String> {
        self.0.subscribe()
    }

    /// An item of a streaming command.
    pub fn item(&self, watch: &str, item: &impl serde::Serialize) {
        self.tell("item", &json!({ "watch": watch, "item": item }));
    }

    fn tell(&self, event: &str, data: &Value) {
        // Nobody listens before the page has opened its stream.
        let _ = self.0.send(format!("event: {event}\ndata: {data}\n\n"));
    }
}

impl Sink<Changed> for Events {
    fn put(&self, changed: Changed) {
        self.tell("changed", &json!(changed));
    }
}
