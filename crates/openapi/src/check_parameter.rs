//! Holds what a person typed for a parameter against its schema.

use crate::not_checked::{NotChecked, WhyNotChecked};
use crate::{Checked, Document, Fits, Parameter, Pointer, Shape, Use};
use serde_json::{Map, Value};

/// Problems shown at one field of a form.
const MOST: usize = 20;

impl Document {
    /// Whether a typed value is of the parameter's type, and keeps to its values, bounds,
    /// pattern and format. Lists are typed as JSON or with commas, objects as JSON or as
    /// `name=value` with commas.
    pub fn check_parameter(&self, parameter: &Parameter, text: &str) -> Checked {
        let Some(schema) = &parameter.schema else {
            return Checked {
                fits: Fits::Unknown,
                problems: Vec::new(),
                unknown: Vec::new(),
                not_checked: vec![NotChecked {
                    pointer: parameter.pointer.clone(),
                    rule: String::new(),
                    why: WhyNotChecked::NoSchema,
                }],
                truncated: false,
            };
        };
        let validator = self.validator(schema, Use::Request);
        if parameter.content.is_some() {
            return validator.check(text, MOST);
        }
        // A text may be read in several ways where a schema allows several types.
        let mut ways = vec![self.typed(&parameter.shape, schema, text)];
        ways.push(Value::String(text.to_owned()));
        ways.extend(serde_json::from_str::<Value>(text).ok());
        let mut first = None;
        for value in ways {
            let text = value.to_string();
            let checked = validator.check_value(value, &text, MOST);
            if checked.fits != Fits::No {
                return checked;
            }
            first.get_or_insert(checked);
        }
        first.unwrap_or_else(|| validator.check("null", MOST))
    }

    fn typed(&self, shape: &Shape, schema: &Pointer, text: &str) -> Value {
        let trimmed = text.trim();
        let plain = || Value::String(text.to_owned());
        match shape {
            Shape::Text | Shape::Any => plain(),
            Shape::Integer | Shape::Number => serde_json::from_str::<serde_json::Number>(trimmed)
                .map_or_else(|_| plain(), Value::Number),
            Shape::Boolean => match trimmed.to_ascii_lowercase().as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => plain(),
            },
            Shape::List(item) => {
                if trimmed.starts_with('[') {
                    return serde_json::from_str(trimmed).unwrap_or_else(|_| plain());
                }
                let items = trimmed.split(',').map(str::trim);
                let items = items.filter(|item| !item.is_empty());
                let at = schema.then("items");
                items.map(|one| self.typed(item, &at, one)).collect()
            }
            Shape::Object => {
                if trimmed.starts_with('{') {
                    return serde_json::from_str(trimmed).unwrap_or_else(|_| plain());
                }
                let pairs = trimmed.split(',').filter(|pair| !pair.trim().is_empty());
                let mut members = Map::new();
                for pair in pairs {
                    let Some((name, value)) = pair.split_once('=') else {
                        return plain();
                    };
                    let name = name.trim();
                    let at = schema.then_all(&["properties", name]);
                    let shape = self
                        .schema_at(&at)
                        .map_or(Shape::Any, |node| Shape::of(self, node));
                    members.insert(name.to_owned(), self.typed(&shape, &at, value.trim()));
                }
                Value::Object(members)
            }
        }
    }
}
