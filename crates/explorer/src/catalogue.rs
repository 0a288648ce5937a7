//! What a finished request does, by the vendor's catalogue.

use domain::{Catalogue, Effect, OperationKey, Safety};

/// The effect of the operation, or a graver one: when the values entered make the path that of
/// another operation (`/users/{id}` with `delete-all`), the server does what that one does.
pub(crate) fn effect_of(catalogue: &Catalogue, key: &OperationKey, path: &str) -> Effect {
    let own = catalogue.effect(key);
    let fixed_in = |template: &str| {
        let fixed = parts(template).filter(|part| !part.contains('{'));
        fixed.count()
    };
    let own_fixed = fixed_in(&key.path);
    catalogue
        .entries()
        .iter()
        .filter_map(|entry| Some((OperationKey::parse(&entry.operation)?, entry.effect)))
        .filter(|(other, _)| other.method == key.method && fixed_in(&other.path) > own_fixed)
        .filter(|(other, _)| is_path_of(&other.path, path))
        .map(|(_, effect)| effect)
        .fold(own, Effect::max)
}

/// The operation a path is one of, and its effect: of those whose template it fits, the one with
/// the most fixed parts, as servers choose. `Err` is a path nothing is known of; it changes.
pub(crate) fn of_path(
    catalogue: &Catalogue,
    method: &http::Method,
    path: Result<String, String>,
    query: Option<&str>,
) -> (OperationKey, Effect) {
    let unknown = |path: String| (OperationKey::new(method.as_str(), path), Effect::Changes);
    let path = match path {
        Ok(path) => path,
        Err(path) => return unknown(path),
    };
    let of_method = |name: &str| {
        let fitting = catalogue.entries().iter().filter_map(|entry| {
            let key = OperationKey::parse(&entry.operation)?;
            let (template, told) = match key.path.split_once('?') {
                Some((template, told)) => (template, Some(told)),
                None => (key.path.as_str(), None),
            };
            let fits = key.method == name
                && is_path_of(template, &path)
                && told.is_none_or(|told| tells(query.unwrap_or_default(), told));
            let fixed = parts(template).filter(|part| !part.contains('{')).count();
            fits.then_some((fixed + usize::from(told.is_some()), key, entry.effect))
        });
        // Between equals the graver one.
        let best = fitting.max_by_key(|(fixed, _, effect)| (*fixed, *effect));
        best.map(|(_, key, effect)| (key, effect))
    };
    // HEAD does what GET does, and only the answer is shorter (RFC 9110, 9.3.2).
    let usual = (method == http::Method::HEAD).then(|| of_method("GET"));
    of_method(method.as_str())
        .or_else(|| usual.flatten())
        .map(|(key, effect)| (OperationKey::new(method.as_str(), key.path), effect))
        .unwrap_or_else(|| unknown(path.clone()))
}

/// Only a read by a method made for reading may be sent twice.
pub(crate) fn safety_of(method: &http::Method, effect: Effect) -> Safety {
    let reading = ["GET", "HEAD", "OPTIONS", "QUERY"].contains(&method.as_str());
    if reading && effect == Effect::Reads {
        Safety::Repeatable
    } else {
        Safety::Once
    }
}

/// Whether a query says what tells operations of one path apart. A name that comes twice says
/// nothing: which of them counts is the server's affair.
fn tells(query: &str, told: &str) -> bool {
    let plain = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text)
            .decode_utf8_lossy()
            .into_owned()
    };
    let pairs = |query: &str| -> Vec<(String, String)> {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let split = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        split
            .map(|(name, value)| (plain(name), plain(value)))
            .collect()
    };
    let given = pairs(query);
    pairs(told).iter().all(|(name, wanted)| {
        let mut named = given
            .iter()
            .filter(|(given, _)| given.eq_ignore_ascii_case(name));
        let first = named.next();
        first.is_some_and(|(_, value)| value == wanted) && named.next().is_none()
    })
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

fn is_path_of(template: &str, path: &str) -> bool {
    parts(template).count() == parts(path).count()
        && parts(template).zip(parts(path)).all(|(wanted, found)| {
            let found = percent_encoding::percent_decode_str(found).decode_utf8_lossy();
            wanted.contains('{') || wanted.to_lowercase() == found.to_lowercase()
        })
}

#[cfg(test)]
mod tests {
    use super::effect_of;
    use domain::{Catalogue, Effect, OperationKey};

    #[test]
    fn a_query_may_tell_operations_of_one_path_apart() {
        let catalogue = Catalogue::parse(
            r#"operations = [
                { operation = "GET /command", effect = "removes" },
                { operation = "GET /command?action=list", effect = "reads" },
            ]"#,
        )
        .unwrap();
        let effect = |query| {
            let path = Ok("/command".to_owned());
            super::of_path(&catalogue, &http::Method::GET, path, query).1
        };
        assert_eq!(effect(Some("action=list&type=all")), Effect::Reads);
        assert_eq!(effect(Some("type=all&action=%6cist")), Effect::Reads);
        for other in [
            None,
            Some("action=end"),
            Some("action=list&action=end"),
            Some("action=list&ACTION=end"),
            Some("action=list&%61ction=end"),
        ] {
            assert_eq!(effect(other), Effect::Removes, "{other:?}");
        }
    }

    #[test]
    fn a_value_that_names_another_operation_has_its_effect() {
        let catalogue = Catalogue::parse(
            r#"operations = [
                { operation = "GET /users/{id}", effect = "reads" },
                { operation = "GET /users/purge", effect = "removes" },
            ]"#,
        )
        .unwrap();
        let key = OperationKey::new("GET", "/users/{id}");
        let effect = |path| effect_of(&catalogue, &key, path);
        assert_eq!(effect("/users/7"), Effect::Reads);
        assert_eq!(effect("/users/PURGE"), Effect::Removes);
        assert_eq!(effect("/users/%70urge"), Effect::Removes);
        let other = OperationKey::new("GET", "/other");
        assert_eq!(effect_of(&catalogue, &other, "/other"), Effect::Changes);
    }
}
