//! Servers a document names: shown to people, never obeyed. Only their path counts.

use crate::{Document, Format, Kind, Node};
use serde::Serialize;

/// A server as the document names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Server {
    /// The address with its variables at their defaults. For showing only.
    pub address: String,
    /// The document's words about it.
    pub description: Option<String>,
    /// The path below the origin, `""` or `"/api/v1"`. `None` when it cannot be used.
    pub path: Option<String>,
}

impl Document {
    /// The servers the document names, in its order.
    pub fn servers(&self) -> Vec<Server> {
        let root = self.root();
        match self.about().format {
            Format::Swagger2 => of_swagger(root),
            Format::OpenApi30 | Format::OpenApi31 | Format::OpenApi32 => {
                root.get("servers").map(listed).unwrap_or_default()
            }
        }
    }

    /// The path every path of the document hangs below, from its first server: `""` or
    /// `"/api/config/v1"`. The server's host never matters.
    pub fn prefix(&self) -> String {
        first_path(&self.servers()).unwrap_or_default()
    }
}

/// The path of the first server that has a usable one.
pub(crate) fn first_path(servers: &[Server]) -> Option<String> {
    servers.iter().find_map(|server| server.path.clone())
}

/// The servers of a `servers` list.
pub(crate) fn listed(list: Node<'_>) -> Vec<Server> {
    list.items()
        .filter(|server| server.kind() == Kind::Object)
        .map(|server| {
            let address = filled(server.text("url").unwrap_or("/"), server.get("variables"));
            Server {
                path: path_of(&address),
                address,
                description: server.text("description").map(str::to_owned),
            }
        })
        .collect()
}

fn of_swagger(root: Node<'_>) -> Vec<Server> {
    let base = root.text("basePath").unwrap_or("");
    let host = root.text("host");
    if base.is_empty() && host.is_none() {
        return Vec::new();
    }
    let schemes: Vec<&str> = root
        .get("schemes")
        .into_iter()
        .flat_map(Node::items)
        .filter_map(Node::as_str)
        .collect();
    let address = |scheme: &str| match host {
        Some(host) => format!("{scheme}://{host}/{}", base.trim_start_matches('/')),
        None => format!("/{}", base.trim_start_matches('/')),
    };
    let schemes = if schemes.is_empty() || host.is_none() {
        vec!["https"]
    } else {
        schemes
    };
    schemes
        .into_iter()
        .map(|scheme| Server {
            address: address(scheme),
            description: None,
            path: path_of(base),
        })
        .collect()
}

fn filled(url: &str, variables: Option<Node<'_>>) -> String {
    let mut out = String::with_capacity(url.len());
    let mut rest = url;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + length];
        let value = variables.and_then(|variables| variables.get(name)?.get("default")?.scalar());
        out.push_str(&rest[..open]);
        match value {
            Some(value) => out.push_str(value),
            None => out.push_str(&rest[open..=open + length]),
        }
        rest = &rest[open + length + 1..];
    }
    out.push_str(rest);
    out
}

/// The path of an address, without slashes at the end; `None` when it holds anything that
/// could change the address it becomes part of.
fn path_of(address: &str) -> Option<String> {
    let address = address.trim();
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => match address.strip_prefix("//") {
            Some(rest) => rest.find('/').map_or("", |slash| &rest[slash..]),
            None => address,
        },
    };
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(c);
        if !segment.chars().all(plain) {
            return None;
        }
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    Some(kept.iter().map(|segment| format!("/{segment}")).collect())
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn only_the_path_of_a_server_counts() {
        for (address, path) in [
            ("https://site.example/api/config/v1", Some("/api/config/v1")),
            ("https://site.example", Some("")),
            ("http://evil.example:1/a//b/../c/?x=/y#z", Some("/a/c")),
            ("//evil.example/x", Some("/x")),
            ("/PasswordVault/", Some("/PasswordVault")),
            ("api/v1", Some("/api/v1")),
            ("/../../x", Some("/x")),
            ("/%2e%2E/x", Some("/x")),
            ("https://{host}/x", Some("/x")),
            ("/a b", None),
            ("/a\\b", None),
            ("/{version}/x", None),
        ] {
            assert_eq!(path_of(address).as_deref(), path, "{address}");
        }
    }
}
