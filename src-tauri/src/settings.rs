//! The settings, in the framework's store. No window may open it.

use app::{Shelf, ShelfError};
use serde_json::Value;
use std::fs;
use std::io;
use std::path::PathBuf;
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::{Store, StoreExt as _};

/// A shelf over a store with one entry.
pub(crate) struct StoreShelf<R: Runtime> {
    handle: AppHandle<R>,
    path: PathBuf,
}

const ENTRY: &str = "settings";

impl<R: Runtime> StoreShelf<R> {
    pub fn new(handle: AppHandle<R>, path: PathBuf) -> Self {
        Self { handle, path }
    }

    fn disk(&self, kind: io::ErrorKind) -> ShelfError {
        ShelfError::Disk {
            file: self.name(),
            kind,
        }
    }

    /// The store, fresh from its file. The plugin takes a damaged file for an empty one, so that
    /// the file is looked at before.
    fn store(&self) -> Result<std::sync::Arc<Store<R>>, ShelfError> {
        let store = self
            .handle
            .store_builder(&self.path)
            .disable_auto_save()
            .build();
        store.map_err(|_| self.disk(io::ErrorKind::Other))
    }
}

impl<R: Runtime> Shelf for StoreShelf<R> {
    fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    fn read(&self) -> Result<Option<Value>, ShelfError> {
        match fs::read(&self.path) {
            Ok(bytes) => match serde_json::from_slice::<Value>(&bytes) {
                Ok(Value::Object(mut entries)) => Ok(entries.remove(ENTRY)),
                Ok(_) | Err(_) => Err(ShelfError::Unreadable { file: self.name() }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.disk(error.kind())),
        }
    }

    fn write(&self, value: &Value) -> Result<(), ShelfError> {
        // A file that cannot be read must be set aside first.
        self.read()?;
        let store = self.store()?;
        store.set(ENTRY, value.clone());
        store.save().map_err(|_| self.disk(io::ErrorKind::Other))
    }

    fn set_aside(&self, stamp: &str) -> Result<String, ShelfError> {
        let name = format!("{}.unreadable-{stamp}", self.name());
        let renamed = fs::rename(&self.path, self.path.with_file_name(&name));
        renamed.map_err(|error| self.disk(error.kind()))?;
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::StoreShelf;
    use tauri::test::{mock_builder, mock_context, noop_assets};

    #[test]
    fn the_settings_keep_to_the_contract_of_every_shelf() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let program = mock_builder()
            .plugin(tauri_plugin_store::Builder::default().build())
            .build(mock_context(noop_assets()))
            .unwrap();
        let shelf = StoreShelf::new(program.handle().clone(), path.clone());
        app::shelf_contract::check(&shelf, || {
            std::fs::write(&path, b"{\"settings\": ").unwrap();
        });
    }
}
