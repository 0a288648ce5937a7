use crate::asked::{Case, fits};
use crate::{Answered, Asked, Files, World};
use serde_json::Value;

/// The generic side of a tenant: its document, and no for everything else.
pub(crate) struct Documents {
    served: Vec<Served>,
    bytes: Vec<u8>,
    media_type: &'static str,
    operations: Vec<(String, String)>,
}

struct Served {
    path: String,
    signed_in: bool,
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Documents {
    /// Reads the lines of `vendor.toml` that say where the document is served, and the paths of
    /// the document. Loosely and on purpose not by the types our adapters use.
    pub(crate) fn read(files: &Files, manifest: &toml::Table) -> Self {
        let parsed = parsed(&files.document);
        let media_type = if serde_json::from_slice::<serde::de::IgnoredAny>(&files.document).is_ok()
        {
            "application/json"
        } else {
            "application/yaml"
        };
        let served = tables(manifest, "document")
            .filter_map(|source| {
                let line = source.get("request")?.as_str()?;
                let path = line.strip_prefix("GET ")?.trim();
                Some(Served {
                    path: path.split('?').next()?.to_owned(),
                    signed_in: source
                        .get("signed_in")
                        .and_then(toml::Value::as_bool)
                        .unwrap_or(false),
                })
            })
            .collect();
        Self {
            served,
            bytes: files.document.clone(),
            media_type,
            operations: operations(&parsed),
        }
    }

    /// The answer to a request that the habits leave alone.
    pub(crate) fn answer(&self, asked: &Asked, world: &World) -> Answered {
        let document = self
            .served
            .iter()
            .find(|served| fits(&served.path, &asked.path, Case::Exact).is_some());
        if let Some(document) = document {
            return self.document(document, asked, world);
        }
        let mut known = self
            .operations
            .iter()
            .filter(|(_, path)| fits(path, &asked.path, Case::Exact).is_some())
            .map(|(method, _)| method.as_str())
            .peekable();
        if known.peek().is_none() {
            return Answered::empty(404);
        }
        let allowed: Vec<_> = known.collect();
        if allowed.contains(&asked.method.as_str()) {
            // In the document, but nobody taught the simulator what it does.
            Answered::json(
                501,
                &serde_json::json!({"message": "the simulator does not play this operation"}),
            )
        } else {
            Answered::empty(405).with("allow", allowed.join(", "))
        }
    }

    fn document(&self, served: &Served, asked: &Asked, world: &World) -> Answered {
        if !matches!(asked.method.as_str(), "GET" | "HEAD") {
            return Answered::empty(405).with("allow", "GET, HEAD");
        }
        if served.signed_in && world.tokens.carried(asked, asked.now).is_none() {
            return Answered::empty(401).with("www-authenticate", "Bearer");
        }
        Answered::body(200, self.media_type, self.bytes.clone())
    }
}

/// The tables of an array of tables.
pub(crate) fn tables<'a>(
    table: &'a toml::Table,
    name: &str,
) -> impl Iterator<Item = &'a toml::Table> {
    table
        .get(name)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_table)
}

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or(Value::Null)
}

/// Method and path, below the path of the first server.
fn operations(document: &Value) -> Vec<(String, String)> {
    let base = document
        .pointer("/servers/0/url")
        .or_else(|| document.get("basePath"))
        .and_then(Value::as_str)
        .map_or("", path_of);
    let Some(paths) = document.get("paths").and_then(Value::as_object) else {
        return Vec::new();
    };
    paths
        .iter()
        .filter_map(|(path, item)| Some((path, item.as_object()?)))
        .flat_map(|(path, item)| item.keys().map(move |method| (method, path)))
        .filter(|(method, _)| METHODS.contains(&method.as_str()))
        .map(|(method, path)| (method.to_ascii_uppercase(), format!("{base}{path}")))
        .collect()
}

/// The path of a server's address, which may be relative, without a slash at its end.
fn path_of(address: &str) -> &str {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => address,
    };
    path.trim_end_matches('/')
}
