//! Every command of the list by name, with arguments as JSON: a fifth expansion, for whoever calls
//! them in any order.

use app::App;
use domain::Ignore;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A command, as far as somebody who calls it at random needs to know it.
pub struct Line {
    /// The window that may call it.
    pub window: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The names and types of its arguments.
    pub arguments: &'static [(&'static str, &'static str)],
}

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called {
    /// It did what was asked.
    Done,
    /// It said why not.
    Refused,
    /// The arguments were none of its own.
    Misread,
}

fn argument<T: serde::de::DeserializeOwned>(
    arguments: &mut Map<String, Value>,
    name: &str,
) -> Option<T> {
    let value = arguments.remove(name).unwrap_or(Value::Null);
    serde_json::from_value(value).ok()
}

macro_rules! called {
    ($app:ident, $name:ident($($arg:ident),*)) => { $app.$name($($arg),*).await };
    ($app:ident, $name:ident($($arg:ident),*), $item:ty) => {{
        $app.$name($($arg,)* Arc::new(Ignore) as Arc<dyn domain::Sink<$item>>).await
    }};
}

macro_rules! expand {
    ($($(#[$doc:meta])* $window:ident $kind:ident [$($topic:ident),*]
       $name:ident($($arg:ident: $ty:ty),*) -> $out:ty $(, streaming $item:ty)?;)*) => {
        /// Every command.
        pub const LINES: &[Line] = &[$(Line {
            window: stringify!($window),
            name: stringify!($name),
            arguments: &[$((stringify!($arg), stringify!($ty))),*],
        }),*];

        /// Calls a command.
        pub async fn call(app: &App, name: &str, mut arguments: Map<String, Value>) -> Called {
            use app::wire::*;
            match name {
                $(stringify!($name) => {
                    $(let Some($arg) = argument::<$ty>(&mut arguments, stringify!($arg)) else {
                        return Called::Misread;
                    };)*
                    match called!(app, $name($($arg),*) $(, $item)?) {
                        Ok(_) => Called::Done,
                        Err(_) => Called::Refused,
                    }
                })*
                _ => Called::Misread,
            }
        }
    };
}
app::commands!(expand);
