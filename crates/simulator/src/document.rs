use crate::asked::{Case, fits};
use crate::{Answered, Asked, Files, World};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The generic side of a tenant: its document, and no for everything else.
pub(crate) struct Documents {
    served: Vec<Served>,
    bytes: Cow<'static, [u8]>,
    media_type: &'static str,
    /// Read when first needed: a large document takes a while, and most calls never get here.
    operations: OnceLock<Vec<(String, String)>>,
}

struct Served {
    path: String,
    signed_in: bool,
}

impl Documents {
    /// Reads the lines of `vendor.toml` that say where the document is served, and the paths of
    /// the document. Loosely and on purpose not by the types our adapters use.
    pub(crate) fn read(files: &Files, manifest: &toml::Table, world: &World) -> Self {
        let first = files
            .document
            .iter()
            .find(|byte| !byte.is_ascii_whitespace());
        let media_type = match first {
            Some(b'{') => "application/json",
            _ => "application/yaml",
        };
        // Lines are below the tenant's place, which has the vendor's usual path where it has one.
        let usual = manifest
            .get("tenant")
            .and_then(|tenant| tenant.get("paths")?.get(0)?.as_str())
            .unwrap_or_default();
        let served = tables(manifest, "document")
            .filter_map(|source| {
                let line = source.get("request")?.as_str()?;
                let path = line.strip_prefix("GET ")?.trim();
                Some(Served {
                    path: format!("{usual}{}", path.split('?').next()?),
                    signed_in: source
                        .get("signed_in")
                        .and_then(toml::Value::as_bool)
                        .unwrap_or(false),
                })
            })
            .collect();
        Self {
            served,
            bytes: world.document.clone(),
            media_type,
            operations: OnceLock::new(),
        }
    }

    /// The answer to a request that the habits leave alone.
    pub(crate) fn answer(&self, asked: &Asked, world: &World) -> Answered {
        let document = self
            .served
            .iter()
            .find(|served| fits(&served.path, &asked.path, Case::Any).is_some());
        if let Some(document) = document {
            return self.document(document, asked, world);
        }
        let mut known = self
            .operations
            .get_or_init(|| operations(&self.bytes))
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
        // As the world has it now: a tenant may be given another version at work.
        Answered::body(200, self.media_type, &*world.document)
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

/// Method and path, below the path of the first server; none where the document cannot be read.
fn operations(document: &[u8]) -> Vec<(String, String)> {
    let Ok((document, _)) = openapi::Document::read(document) else {
        return Vec::new();
    };
    let prefix = document.prefix();
    let base = prefix.trim_end_matches('/');
    let lines = document.operations().iter();
    lines
        .map(|line| (line.key.method.clone(), format!("{base}{}", line.key.path)))
        .collect()
}
