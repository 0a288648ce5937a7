use crate::past::{NOTHING, Past};
use crate::{Credentials, Files, Random, StartError, Switches, Tokens, relative};
use domain::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// Everything a simulated tenant knows.
#[derive(Debug)]
pub struct World {
    /// The seed's collections, its relative times resolved. Habits may grow and change them.
    pub data: Map<String, Value>,
    /// What happened, by kind.
    past: HashMap<&'static str, Past>,
    /// What was given out.
    pub tokens: Tokens,
    /// The unproven guesses.
    pub switches: Switches,
    /// The ways in.
    pub credentials: Vec<Credentials>,
    /// The vendor's document, as it was handed in.
    pub document: Cow<'static, [u8]>,
    /// The certificate clients have to trust; none in plain mode.
    pub ca_pem: Option<String>,
    /// For made-up data and ids: repeats from run to run.
    pub random: Random,
    /// For tokens: repeats only when the options say so.
    pub secrets: Random,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    credentials: Vec<Credentials>,
    #[serde(default)]
    switches: Map<String, Value>,
    data: Map<String, Value>,
}

impl World {
    /// Reads a seed.
    pub(crate) fn read(
        files: &Files,
        ca_pem: Option<String>,
        secrets: Random,
        now: Timestamp,
    ) -> Result<Self, StartError> {
        let seed: Seed = serde_json::from_str(&files.seed).map_err(|error| StartError::File {
            vendor: files.vendor.clone(),
            file: "seed.json",
            reason: error.to_string(),
        })?;
        let mut data = seed.data;
        data.values_mut()
            .for_each(|value| relative::resolve(value, now));
        Ok(Self {
            data,
            past: HashMap::new(),
            tokens: Tokens::default(),
            switches: Switches::of(seed.switches),
            credentials: seed.credentials,
            document: files.document.clone(),
            ca_pem,
            random: Random::named(&files.vendor),
            secrets,
        })
    }

    /// A collection's rows; none when the seed has no such collection.
    pub fn rows(&self, collection: &str) -> &[Value] {
        self.data
            .get(collection)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// A collection's rows to change; made when it is not there.
    pub fn rows_mut(&mut self, collection: &str) -> &mut Vec<Value> {
        let place = self
            .data
            .entry(collection)
            .or_insert_with(|| Value::Array(Vec::new()));
        if !place.is_array() {
            *place = Value::Array(Vec::new());
        }
        place.as_array_mut().expect("made an array a line above")
    }

    /// What happened of one kind.
    pub fn past(&self, kind: &str) -> &Past {
        self.past.get(kind).unwrap_or(&NOTHING)
    }

    /// The same, to add to.
    pub fn past_mut(&mut self, kind: &'static str) -> &mut Past {
        self.past.entry(kind).or_default()
    }

    /// The row of `collection` whose `key` is `value`, texts without regard to case.
    pub fn find(&self, collection: &str, key: &str, value: &str) -> Option<&Value> {
        self.rows(collection).iter().find(|row| is(row, key, value))
    }

    /// The same, to change.
    pub fn find_mut(&mut self, collection: &str, key: &str, value: &str) -> Option<&mut Value> {
        self.rows_mut(collection)
            .iter_mut()
            .find(|row| is(row, key, value))
    }

    /// Takes a row out.
    pub fn remove(&mut self, collection: &str, key: &str, value: &str) -> Option<Value> {
        let rows = self.rows_mut(collection);
        let index = rows.iter().position(|row| is(row, key, value))?;
        Some(rows.remove(index))
    }

    /// The credentials of `method` whose fields have these values.
    pub fn known(&self, method: &str, fields: &[(&str, &str)]) -> Option<&Credentials> {
        self.credentials.iter().find(|known| {
            known.method == method
                && fields
                    .iter()
                    .all(|(field, value)| !value.is_empty() && known.value(field) == *value)
        })
    }

    /// Gives out a token; its text holds `canary` after the prefix, so that a scan finds leaks.
    pub fn issue(
        &mut self,
        prefix: &str,
        holder: &str,
        life: crate::Life,
        data: Value,
        now: Timestamp,
    ) -> String {
        let value = format!("{prefix}canary{}", self.secrets.hex(40));
        self.tokens.issue(value.clone(), holder, life, data, now);
        value
    }
}

fn is(row: &Value, key: &str, value: &str) -> bool {
    match row.get(key) {
        Some(Value::String(text)) => text.eq_ignore_ascii_case(value),
        Some(Value::Number(number)) => number.to_string() == value,
        _ => false,
    }
}
