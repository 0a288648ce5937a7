//! The list of commands as commands of the framework.

use app::App;
use tauri::ipc::{Channel, Invoke};
use tauri::{Runtime, State};

macro_rules! command {
    ($name:ident($($arg:ident: $ty:ty),*) -> $out:ty) => {
        #[tauri::command]
        async fn $name(app: State<'_, App>, $($arg: $ty),*) -> Result<$out, AppError> {
            app.answered(stringify!($name), app.$name($($arg),*)).await
        }
    };
    ($name:ident($($arg:ident: $ty:ty),*) -> $out:ty, streaming $item:ty) => {
        #[tauri::command]
        async fn $name(
            app: State<'_, App>,
            $($arg: $ty,)*
            watch: Channel<$item>,
        ) -> Result<$out, AppError> {
            // A window that is gone hears nothing more, and needs not.
            let watch = move |item: $item| drop(watch.send(item));
            let watch = std::sync::Arc::new(watch);
            app.answered(stringify!($name), app.$name($($arg,)* watch)).await
        }
    };
}

macro_rules! expand {
    ($($(#[$doc:meta])* $window:ident $kind:ident [$($topic:ident),*]
       $name:ident($($arg:ident: $ty:ty),*) -> $out:ty $(, streaming $item:ty)?;)*) => {
        mod list {
            use app::wire::*;
            use super::{App, Channel, State};
            $(command! { $name($($arg: $ty),*) -> $out $(, streaming $item)? })*

            pub(super) fn handler<R: super::Runtime>()
            -> impl Fn(super::Invoke<R>) -> bool + Send + Sync + 'static {
                tauri::generate_handler![$($name),*]
            }
        }
    };
}
app::commands!(expand);

/// Answers every command of the list.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    list::handler()
}
