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

/// Only a read by a method made for reading may be sent twice.
pub(crate) fn safety_of(method: &http::Method, effect: Effect) -> Safety {
    let reading = ["GET", "HEAD", "OPTIONS", "QUERY"].contains(&method.as_str());
    if reading && effect == Effect::Reads {
        Safety::Repeatable
    } else {
        Safety::Once
    }
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
