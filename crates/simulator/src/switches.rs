use serde_json::{Map, Value};

/// The guesses about a real server that no source proves, by name. Their first values come from
/// the seed, so that every switch there is can be seen in one place.
#[derive(Debug, Clone, Default)]
pub struct Switches(Map<String, Value>);

impl Switches {
    pub(crate) fn of(values: Map<String, Value>) -> Self {
        Self(values)
    }

    /// Whether a switch is on; one that the seed does not name is off.
    pub fn on(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A switch that is a number.
    pub fn number(&self, name: &str, otherwise: i64) -> i64 {
        self.0
            .get(name)
            .and_then(Value::as_i64)
            .unwrap_or(otherwise)
    }

    /// A switch that is a word.
    pub fn word<'a>(&'a self, name: &str, otherwise: &'a str) -> &'a str {
        self.0
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or(otherwise)
    }

    /// Sets a switch. A name the seed does not have is refused, since it would change nothing.
    pub fn set(&mut self, name: &str, value: Value) -> bool {
        match self.0.get_mut(name) {
            Some(place) => {
                *place = value;
                true
            }
            None => false,
        }
    }

    /// Every switch and where it stands.
    pub fn all(&self) -> &Map<String, Value> {
        &self.0
    }
}
