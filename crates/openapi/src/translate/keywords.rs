//! The keywords of one schema.

use super::{About, Translator, guarded};
use crate::not_checked::WhyNotChecked;
use crate::{Kind, Node, Pointer, Use};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Formats that are defined to the letter, so that what does not follow them is a mistake.
const FORMATS: [&str; 5] = ["date-time", "date", "uuid", "ipv4", "ipv6"];

const TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "array", "object", "null",
];

impl<'d> Translator<'d, '_> {
    pub(super) fn keywords(
        &mut self,
        node: Node<'d>,
        at: &Pointer,
        absent: &HashSet<&'d str>,
        about: About,
    ) -> Map<String, Value> {
        let mut made = Map::new();
        let mut absent = absent.clone();
        self.absent_in(node, &mut absent, 4);
        self.types(node, at, &mut made);
        self.values(node, &mut made);
        self.numbers(node, at, &mut made);
        self.texts(node, at, &mut made);
        self.objects(node, at, &absent, &mut made);
        self.lists(node, at, &mut made);
        self.combined(node, at, &absent, about, &mut made);
        made
    }

    /// Fields that may be left out although `required` names them: what only the server sets is
    /// not sent, and what is only sent does not come back.
    /// <https://spec.openapis.org/oas/v3.0.3#fixed-fields-20>
    fn absent_in(&self, node: Node<'d>, absent: &mut HashSet<&'d str>, depth: u8) {
        let flag = match self.made_for {
            Use::Request => "readOnly",
            Use::Response => "writeOnly",
        };
        for (name, property) in node.get("properties").into_iter().flat_map(Node::entries) {
            let said = property.flag(flag)
                || self.document.follow(property).is_ok_and(|end| {
                    let parts = end.get("allOf").into_iter().flat_map(Node::items);
                    end.flag(flag)
                        || parts.take(16).any(|part| {
                            self.document.follow(part).is_ok_and(|part| part.flag(flag))
                        })
                });
            if said {
                absent.insert(name);
            }
        }
        if depth > 0 {
            let parts = node.get("allOf").into_iter().flat_map(Node::items);
            for part in parts.take(64) {
                if let Ok(part) = self.document.follow(part) {
                    self.absent_in(part, absent, depth - 1);
                }
            }
        }
    }

    fn types(&mut self, node: Node<'d>, at: &Pointer, made: &mut Map<String, Value>) {
        let Some(named) = node.get("type") else {
            return;
        };
        let words: Vec<&str> = match named.kind() {
            Kind::Text => named.as_str().into_iter().collect(),
            _ => named.items().filter_map(Node::as_str).collect(),
        };
        if words.is_empty() {
            self.leave_out(at, "type", WhyNotChecked::BadRule);
            return;
        }
        // Swagger 2.0 has files, which are bytes and no JSON.
        if words == ["file"] {
            return;
        }
        if let Some(unknown) = words.iter().find(|word| !TYPES.contains(word)) {
            let name = (*unknown).to_owned();
            self.leave_out(at, "type", WhyNotChecked::UnknownType { name });
            return;
        }
        let mut distinct: Vec<&str> = Vec::new();
        for word in words {
            if !distinct.contains(&word) {
                distinct.push(word);
            }
        }
        made.insert(
            "type".to_owned(),
            match distinct[..] {
                [only] => only.into(),
                _ => distinct.into(),
            },
        );
    }

    fn values(&mut self, node: Node<'d>, made: &mut Map<String, Value>) {
        let word = crate::shape::type_word(node);
        if let Some(list) = node.get("enum").filter(|list| !list.is_empty()) {
            let mut values: Vec<Value> = Vec::new();
            let mut add = |value: Value| values.push(value);
            for item in list.items() {
                let value = item.to_value();
                // YAML reads `no` and `1.10` as what they look like, where a text was meant.
                match (&value, word) {
                    (Value::Number(_) | Value::Bool(_), Some("string")) => {
                        add(item.scalar().unwrap_or_default().into());
                    }
                    (Value::String(text), Some("integer" | "number" | "boolean")) => {
                        if let Ok(meant) = serde_json::from_str::<Value>(text) {
                            add(meant);
                        }
                    }
                    _ => {}
                }
                add(value);
            }
            made.insert("enum".to_owned(), values.into());
        }
        if self.newer
            && let Some(value) = node.get("const")
        {
            made.insert("const".to_owned(), value.to_value());
        }
    }

    fn numbers(&mut self, node: Node<'d>, at: &Pointer, made: &mut Map<String, Value>) {
        for (bound, strict) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            let value = self.number(node, bound, at);
            match node.get(strict).map(|strict| (strict, strict.as_bool())) {
                Some((_, Some(true))) => {
                    if let Some(value) = value {
                        made.insert(strict.to_owned(), value);
                    }
                    continue;
                }
                Some((_, None)) => {
                    if let Some(value) = self.number(node, strict, at) {
                        made.insert(strict.to_owned(), value);
                    }
                }
                Some((_, Some(false))) | None => {}
            }
            if let Some(value) = value {
                made.insert(bound.to_owned(), value);
            }
        }
        if let Some(step) = self.number(node, "multipleOf", at) {
            if step.as_f64().is_some_and(|step| step > 0.0) {
                made.insert("multipleOf".to_owned(), step);
            } else {
                self.leave_out(at, "multipleOf", WhyNotChecked::BadRule);
            }
        }
        // A server may answer with what it likes; what it cannot store is not sent.
        let range = match (self.made_for, node.text("format"), node.text("type")) {
            (Use::Request, Some("int32"), Some("integer")) => (json!(i32::MIN), json!(i32::MAX)),
            (Use::Request, Some("int64"), Some("integer")) => (json!(i64::MIN), json!(i64::MAX)),
            _ => return,
        };
        made.entry("minimum").or_insert(range.0);
        made.entry("maximum").or_insert(range.1);
    }

    fn number(&mut self, node: Node<'d>, rule: &str, at: &Pointer) -> Option<Value> {
        let value = node.get(rule)?.to_value();
        if value.is_number() {
            return Some(value);
        }
        self.leave_out(at, rule, WhyNotChecked::BadRule);
        None
    }

    /// A number of things, from 0.
    pub(super) fn count(
        &mut self,
        node: Node<'d>,
        rule: &str,
        at: &Pointer,
        made: &mut Map<String, Value>,
    ) {
        let Some(found) = node.get(rule) else { return };
        let whole = found
            .number()
            .map(|digits| digits.strip_suffix(".0").unwrap_or(digits))
            .and_then(|digits| digits.parse::<u64>().ok());
        match whole {
            Some(count) => {
                made.insert(rule.to_owned(), count.into());
            }
            None => {
                self.leave_out(at, rule, WhyNotChecked::BadRule);
            }
        }
    }

    fn texts(&mut self, node: Node<'d>, at: &Pointer, made: &mut Map<String, Value>) {
        self.count(node, "minLength", at, made);
        self.count(node, "maxLength", at, made);
        if let Some(pattern) = node.text("pattern") {
            if self.pattern_known(pattern) {
                made.insert("pattern".to_owned(), pattern.into());
            } else {
                self.leave_out(at, "pattern", unknown_pattern(pattern));
            }
        }
        if let Some(format) = node.text("format")
            && FORMATS.contains(&format)
        {
            made.insert("format".to_owned(), format.into());
        }
    }

    fn combined(
        &mut self,
        node: Node<'d>,
        at: &Pointer,
        absent: &HashSet<&'d str>,
        about: About,
        made: &mut Map<String, Value>,
    ) {
        for rule in ["allOf", "anyOf", "oneOf"] {
            let Some(parts) = node.get(rule).filter(|parts| !parts.is_empty()) else {
                continue;
            };
            let at = at.then(rule);
            let before = self.loosened;
            let mut schemas = Vec::new();
            for (index, part) in parts.items().enumerate() {
                let at = at.then(&index.to_string());
                let schema = self.schema(part, &at, absent, about);
                schemas.push(weighed(schema, part));
            }
            // Two alternatives that both fit count as a mistake only where nothing tells them
            // apart otherwise, and where each was translated to the letter.
            let lenient = self.loosened > before || node.get("discriminator").is_some();
            let rule = if rule == "oneOf" && lenient {
                "anyOf"
            } else {
                rule
            };
            match made.get_mut(rule) {
                // Both of them in one schema, and now of one name.
                Some(_) => {
                    let also = json!({ (rule): schemas });
                    let all = made.entry("allOf").or_insert_with(|| json!([]));
                    if let Value::Array(all) = all {
                        all.push(also);
                    }
                }
                None => {
                    made.insert(rule.to_owned(), schemas.into());
                }
            }
        }
        if let Some(not) = node.get("not") {
            let before = self.loosened;
            let schema = self.schema(not, &at.then("not"), &HashSet::new(), about);
            if self.loosened == before {
                made.insert("not".to_owned(), schema);
            }
        }
        if !self.newer {
            return;
        }
        if let Some(condition) = node.get("if") {
            let before = self.loosened;
            let schema = self.schema(condition, &at.then("if"), &HashSet::new(), about);
            if self.loosened > before {
                return;
            }
            made.insert("if".to_owned(), schema);
            for rule in ["then", "else"] {
                if let Some(branch) = node.get(rule) {
                    let schema = self.schema(branch, &at.then(rule), absent, about);
                    made.insert(rule.to_owned(), schema);
                }
            }
        }
    }
}

pub(super) fn unknown_pattern(pattern: &str) -> WhyNotChecked {
    WhyNotChecked::Pattern {
        pattern: pattern.chars().take(200).collect(),
    }
}

/// Large schemas count where they stand; small ones only where they are referred to.
pub(super) fn weighed(schema: Value, node: Node<'_>) -> Value {
    let heavy = ["allOf", "anyOf", "oneOf", "properties", "enum", "required"]
        .iter()
        .any(|name| node.get(name).is_some_and(|list| list.len() > 8));
    if heavy && node.get("$ref").is_none() {
        guarded(&schema, node)
    } else {
        schema
    }
}
