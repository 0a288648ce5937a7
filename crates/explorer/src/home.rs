//! Where a document's paths lie at a tenant.

use domain::{OperationKey, Place};

/// The tenant's place, and the paths its vendor's product usually hangs below.
///
/// A document says its paths below its own base path; the catalogue says them below the
/// tenant's place. The rule that joins them, case never mattering:
///
/// 1. The document's base path and the operation's path make one path.
/// 2. When it starts with the path of the tenant's place, the rest is below the place.
/// 3. Else, when it starts with one of the vendor's usual paths, that part stands for the
///    tenant's own (a renamed `/PasswordVault`), and the rest is below the place.
/// 4. Else, where the end of the place's path is the start of it (a proxy's path before the
///    product's own), the rest is below the place.
/// 5. Else all of it is below the place.
///
/// The host a document names never matters.
#[derive(Debug, Clone, Copy)]
pub struct Home<'a> {
    /// The tenant's place.
    pub place: &'a Place,
    /// `paths` of the vendor's manifest.
    pub usual_paths: &'a [String],
}

impl Home<'_> {
    /// The path of an operation below the place, as the catalogue writes it. `prefix` is
    /// [`openapi::Document::prefix`], or the operation's own.
    pub fn below(&self, prefix: &str, path: &str) -> String {
        let all: Vec<&str> = segments(prefix).into_iter().chain(segments(path)).collect();
        let place = segments(self.place.path());
        let usual = self
            .usual_paths
            .iter()
            .map(|usual| segments(usual))
            .filter(|usual| !usual.is_empty() && starts_with(&all, usual))
            .map(|usual| usual.len())
            .max();
        let known = if !place.is_empty() && starts_with(&all, &place) {
            place.len()
        } else if let Some(usual) = usual {
            usual
        } else {
            (1..place.len())
                .rev()
                .find(|length| starts_with(&all, &place[place.len() - length..]))
                .unwrap_or(0)
        };
        let mut below: String = all[known..]
            .iter()
            .map(|segment| format!("/{segment}"))
            .collect();
        if below.is_empty() || path.ends_with('/') && path.len() > 1 {
            below.push('/');
        }
        below
    }

    /// An operation's key as the catalogue writes it.
    pub fn key(&self, prefix: &str, key: &OperationKey) -> OperationKey {
        let path = key.path.split(['?', '#']).next().unwrap_or_default();
        OperationKey::new(&key.method, self.below(prefix, path))
    }
}

/// Slashes that follow each other count as one.
fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

fn starts_with(all: &[&str], start: &[&str]) -> bool {
    all.len() >= start.len()
        && all
            .iter()
            .zip(start)
            .all(|(one, other)| one.to_lowercase() == other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::Home;
    use domain::Place;

    #[test]
    fn every_known_layout_leads_to_one_path_below_the_place() {
        let tms = ["/Tms".to_owned(), String::new()];
        let vault = ["/PasswordVault".to_owned()];
        let root = [String::new()];
        for (place, usual, prefix, path, below) in [
            (
                "https://h/Tms",
                &tms[..],
                "/TMS/services",
                "/api/v1/x",
                "/services/api/v1/x",
            ),
            (
                "https://h/priv",
                &tms[..],
                "/TMS/services",
                "/api/v1/x",
                "/services/api/v1/x",
            ),
            (
                "https://h",
                &tms[..],
                "/TMS/services",
                "/api/v1/x",
                "/services/api/v1/x",
            ),
            (
                "https://h/PasswordVault",
                &vault[..],
                "/PasswordVault",
                "/API/Safes",
                "/API/Safes",
            ),
            (
                "https://h/Vault",
                &vault[..],
                "/PasswordVault",
                "/API/Safes",
                "/API/Safes",
            ),
            (
                "https://h/PasswordVault",
                &vault[..],
                "",
                "/passwordvault/API/Safes",
                "/API/Safes",
            ),
            (
                "https://h/PasswordVault",
                &vault[..],
                "",
                "/API/Safes",
                "/API/Safes",
            ),
            (
                "https://h",
                &root[..],
                "/api/config/v1",
                "/user/{id}",
                "/api/config/v1/user/{id}",
            ),
            (
                "https://h/proxy",
                &root[..],
                "/api/config/v1",
                "/user",
                "/api/config/v1/user",
            ),
            (
                "https://h/proxy/Tms",
                &root[..],
                "/tms/services",
                "/x",
                "/services/x",
            ),
            (
                "https://h",
                &root[..],
                "/management-api",
                "/v2/Computers",
                "/management-api/v2/Computers",
            ),
            ("https://h", &root[..], "", "/", "/"),
            ("https://h", &root[..], "", "/a//b/", "/a/b/"),
        ] {
            let place = Place::parse(place).unwrap();
            let home = Home {
                place: &place,
                usual_paths: usual,
            };
            assert_eq!(home.below(prefix, path), below, "{place} {prefix} {path}");
        }
    }
}
