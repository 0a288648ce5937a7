//! The list of commands as routes.

use crate::events::Events;
use app::App;
use app::wire::AppError;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What became of a command.
pub(crate) enum Called {
    /// Its answer, or its error.
    Answered(Value),
    /// No such command in this window.
    Unknown,
    /// The arguments are not those of the command.
    Misread(String),
}

fn argument<T: serde::de::DeserializeOwned>(
    arguments: &mut Map<String, Value>,
    name: &str,
) -> Result<T, String> {
    let mut camel = String::new();
    let mut upper = false;
    for c in name.chars() {
        match c {
            '_' => upper = true,
            c if std::mem::take(&mut upper) => camel.extend(c.to_uppercase()),
            c => camel.push(c),
        }
    }
    let value = arguments.remove(&camel).unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|error| format!("{camel}: {error}"))
}

fn answered<T: serde::Serialize>(answer: Result<T, AppError>) -> Called {
    Called::Answered(match answer {
        Ok(answer) => json!({ "ok": answer }),
        Err(error) => json!({ "error": error }),
    })
}

macro_rules! call {
    ($app:ident, $arguments:ident, $events:ident, $name:ident($($arg:ident),*)) => {
        answered($app.answered(stringify!($name), Box::pin($app.$name($($arg),*))).await)
    };
    ($app:ident, $arguments:ident, $events:ident, $name:ident($($arg:ident),*), $item:ty) => {{
        let watch: String = match argument(&mut $arguments, "watch") {
            Ok(watch) => watch,
            Err(misread) => return Called::Misread(misread),
        };
        let events = Arc::clone($events);
        let sink = move |item: $item| events.item(&watch, &item);
        // On the heap: one function calls all commands, and would have the room of all on its stack.
        let work = Box::pin($app.$name($($arg,)* Arc::new(sink)));
        answered($app.answered(stringify!($name), work).await)
    }};
}

macro_rules! expand {
    ($($(#[$doc:meta])* $window:ident $kind:ident [$($topic:ident),*]
       $name:ident($($arg:ident: $ty:ty),*) -> $out:ty $(, streaming $item:ty)?;)*) => {
        /// Calls a command of a window by name.
        pub(crate) async fn call(
            app: &App,
            window: &str,
            name: &str,
            mut arguments: Map<String, Value>,
            events: &Arc<Events>,
        ) -> Called {
            use app::wire::*;
            match (window, name) {
                $((stringify!($window), stringify!($name)) => {
                    $(let $arg: $ty = match argument(&mut arguments, stringify!($arg)) {
                        Ok(value) => value,
                        Err(misread) => return Called::Misread(misread),
                    };)*
                    call!(app, arguments, events, $name($($arg),*) $(, $item)?)
                })*
                _ => Called::Unknown,
            }
        }
    };
}
app::commands!(expand);
