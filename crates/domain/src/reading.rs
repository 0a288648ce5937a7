//! Reading a manifest, and numbers by it.

use crate::manifest::{At, AuthMethod, Counted, Manifest, ManifestError, Tile, TileValue, Where};
use crate::{Catalogue, Effect, MethodId, OperationKey, Timestamp};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::HashSet;

impl Manifest {
    /// Reads `vendor.toml` and checks that it does not contradict itself.
    ///
    /// # Errors
    /// With line and key, when it is not of the shape of [`Manifest`] or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let manifest: Self = toml::from_str(text)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// A way of signing in, by id.
    pub fn method(&self, id: &MethodId) -> Option<&AuthMethod> {
        self.auth.iter().find(|method| method.id == *id)
    }

    /// Tiles that are not classified as reads; empty in every vendor that ships.
    pub fn tiles_that_do_not_read(&self, catalogue: &Catalogue) -> Vec<&Tile> {
        let reads = |tile: &&Tile| {
            let line = &tile.operation;
            catalogue.effect(&OperationKey::new(&line.method, line.path.as_str())) != Effect::Reads
        };
        self.tiles.iter().filter(reads).collect()
    }

    fn check(&self) -> Result<(), ManifestError> {
        let wrong = |key: String, why| Err(ManifestError::Contradiction { key, why });
        if self.mark.letters.chars().count() != 2 {
            return wrong("mark.letters".into(), "a mark has two letters");
        }
        if self.auth.is_empty() {
            return wrong("auth".into(), "a vendor has a way of signing in");
        }
        let mut seen = HashSet::new();
        for method in &self.auth {
            if !seen.insert(&method.id) {
                return wrong(format!("auth.{}", method.id), "the id is used twice");
            }
            self.check_method(method)?;
        }
        let mut seen = HashSet::new();
        for tile in &self.tiles {
            if !seen.insert(&tile.id) {
                return wrong(format!("tiles.{}", tile.id), "the id is used twice");
            }
            if tile.parts.len() > 4 {
                return wrong(
                    format!("tiles.{}.parts", tile.id),
                    "a bar has at most four parts",
                );
            }
        }
        Ok(())
    }

    fn check_method(&self, method: &AuthMethod) -> Result<(), ManifestError> {
        let wrong = |key: &str, why| {
            Err(ManifestError::Contradiction {
                key: format!("auth.{}.{key}", method.id),
                why,
            })
        };
        let sign_in = &method.sign_in;
        if sign_in.form.is_some() && sign_in.json.is_some() {
            return wrong("sign_in", "a request has a form or a JSON body, not both");
        }
        // What a person adds on the way has no field.
        let known = |hole: &str| {
            method.person || method.fields.iter().any(|field| field.id.as_str() == hole)
        };
        let basic = sign_in.basic.iter().flatten();
        let form = sign_in.form.iter().flat_map(indexmap::IndexMap::values);
        for template in basic.chain(form) {
            if !template.holes().all(known) {
                return wrong("sign_in", "a hole is none of the fields");
            }
        }
        let asks = sign_in.request.is_some();
        if asks && !sign_in.send_as.holes().any(|hole| hole == "token") {
            return wrong("sign_in.send_as", "the token is not sent");
        }
        if asks == sign_in.token.is_empty() {
            return wrong(
                "sign_in.token",
                "a request gives a token, and nothing else does",
            );
        }
        if !asks && !sign_in.send_as.holes().all(known) && sign_in.basic.is_none() {
            return wrong("sign_in.send_as", "a hole is none of the fields");
        }
        let lines = sign_in.request.iter().chain(&sign_in.or);
        let lines = lines.chain(method.refresh.iter().map(|refresh| &refresh.request));
        let mut addresses = lines.filter_map(|line| line.address.as_ref());
        let asked = |id: &crate::FieldId| {
            self.tenant
                .addresses
                .iter()
                .any(|a| a.id == *id && a.methods.contains(&method.id))
        };
        if addresses.any(|id| !asked(id)) {
            return wrong("sign_in.request", "the address is not asked for");
        }
        let found = method.discovery.iter().flat_map(|discovery| {
            // What only an issuer tells, nobody else is asked for.
            let revoked = |id: &&crate::FieldId| {
                let revoke = method.revoke.as_ref();
                revoke.is_none_or(|revoke| revoke.request.address.as_ref() != Some(*id))
            };
            std::iter::once(&discovery.issuer).chain(discovery.endpoints.keys().filter(revoked))
        });
        for id in found {
            if !asked(id) {
                return wrong("discovery", "the address is not asked for");
            }
        }
        Ok(())
    }
}

impl TileValue {
    /// The number, or `None` when the answer does not have it.
    /// `header` gives a response header by its name in lower case.
    pub fn read<'h>(&self, body: &Value, header: impl Fn(&str) -> Option<&'h str>) -> Option<u64> {
        match self {
            Self::At(at) => number(at.find(body)?),
            Self::Count(list) => list.read(body),
            Self::Header { header: name } => {
                header(&name.to_ascii_lowercase())?.trim().parse().ok()
            }
        }
    }
}

impl Counted {
    fn read(&self, body: &Value) -> Option<u64> {
        let places = std::iter::once(&self.count).chain(&self.or);
        let rows = match places.filter_map(|at| at.find(body)).next()? {
            // Some servers say null for an empty list.
            Value::Null => return Some(0),
            Value::Array(rows) => rows,
            _ => return None,
        };
        let count = rows
            .iter()
            .filter(|row| self.only.iter().all(|only| only.holds(row)))
            .count();
        u64::try_from(count).ok()
    }
}

impl Where {
    /// Whether a row is as asked.
    pub fn holds(&self, row: &Value) -> bool {
        let text = match self.at.find(row) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let is = self
            .is
            .as_ref()
            .is_none_or(|wanted| text.eq_ignore_ascii_case(wanted));
        let not = self
            .not
            .as_ref()
            .is_none_or(|unwanted| !text.eq_ignore_ascii_case(unwanted));
        let below = |other: &At| compared(self.at.find(row), other.find(row)).is_lt();
        let starts = self.starts.as_ref().is_none_or(|start| {
            text.get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        });
        is && not
            && starts
            && self.below.as_ref().is_none_or(below)
            && !self.at_least.as_ref().is_some_and(below)
    }
}

/// Numbers by size, times by when they were, other texts by their letters; nothing comes first.
fn compared(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    let plain = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    };
    let (one, other) = (plain(one), plain(other));
    if let (Ok(one), Ok(other)) = (one.parse::<f64>(), other.parse::<f64>()) {
        return one.total_cmp(&other);
    }
    if let (Ok(one), Ok(other)) = (one.parse::<Timestamp>(), other.parse::<Timestamp>()) {
        return one.cmp(&other);
    }
    one.cmp(&other)
}

/// Numbers arrive as numbers, and from some versions as text.
fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::manifest::TileValue;
    use serde_json::json;

    #[derive(serde::Deserialize)]
    struct Holder {
        value: TileValue,
    }

    fn value(text: &str) -> TileValue {
        toml::from_str::<Holder>(text).unwrap().value
    }

    #[test]
    fn a_number_is_read_from_body_rows_or_header() {
        let body =
            json!({ "Count": "12", "items": [{ "on": true }, { "on": false }, {}], "none": null });
        let read = |text| value(text).read(&body, |name| (name == "x-total").then_some("441"));
        assert_eq!(read("value = '/count'"), Some(12));
        assert_eq!(read("value = { count = '/items' }"), Some(3));
        assert_eq!(
            read("value = { count = '/items', where = [{ at = '/on', is = 'true' }] }"),
            Some(1)
        );
        assert_eq!(
            read("value = { count = '/items', where = [{ at = '/on', not = 'true' }] }"),
            Some(2)
        );
        assert_eq!(read("value = { count = '/none' }"), Some(0));
        assert_eq!(read("value = { header = 'X-Total' }"), Some(441));
        assert_eq!(read("value = '/missing'"), None);
    }

    #[test]
    fn two_places_of_a_row_are_compared() {
        let body = json!([
            { "up": 9, "of": 10, "came": "2026-03-01T08:00:00+00:00" },
            { "up": "10", "of": 10, "came": "2026-03-01T08:00:00+00:00", "went": "2026-03-01T07:59:59Z" },
            { "of": 0, "came": "2026-03-01T08:00:00+00:00", "went": "2026-03-02T08:00:00+00:00" },
        ]);
        let read = |only: &str| {
            value(&format!("value = {{ count = '', where = [{{ {only} }}] }}"))
                .read(&body, |_| None)
        };
        assert_eq!(read("at = '/up', below = '/of'"), Some(2));
        assert_eq!(read("at = '/up', at_least = '/of'"), Some(1));
        assert_eq!(read("at = '/went', below = '/came'"), Some(2));
        assert_eq!(read("at = '/went', at_least = '/came'"), Some(1));
    }

    #[test]
    fn a_list_is_found_in_either_place_and_rows_by_how_they_begin() {
        let counted = value(
            "value = { count = '/Result/Data', or = ['/Data'], where = [{ at = '/1', starts = 'windows' }] }",
        );
        let rows = json!([
            ["a", "Windows 11"],
            ["b", "macOS 14"],
            ["c", "Win"],
            ["d", null]
        ]);
        let none = |_: &str| None;
        assert_eq!(
            counted.read(&json!({ "Result": { "Data": rows } }), none),
            Some(1)
        );
        assert_eq!(counted.read(&json!({ "Data": rows }), none), Some(1));
        assert_eq!(counted.read(&json!({ "Rows": rows }), none), None);
    }
}
