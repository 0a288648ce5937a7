//! The rules of one schema, before and now.

use super::schemas::Whole;
use super::{ChangeKind, Comparing, Reason, Weight};
use crate::example::as_written;
use crate::{Node, Pointer};
use std::collections::BTreeSet;

impl<'a> Comparing<'a> {
    pub(super) fn rules(&mut self, old: &Whole<'a>, new: &Whole<'a>, at: &Pointer) {
        self.types(old, new, at);
        self.format(old, new, at);
        self.choices(old, new, at);
        self.bounds(old, new, at);
        self.pattern(old, new, at);
        self.others_of_one(old, new, at);
        for what in [
            "title",
            "description",
            "example",
            "examples",
            "externalDocs",
        ] {
            let text = |whole: &Whole<'a>| whole.first(what).map(|(node, _)| as_written(node));
            let (was, now) = (text(old), text(new));
            self.words(was.as_deref(), now.as_deref(), &at.then(what), what);
        }
    }

    fn changed(&mut self, at: &Pointer, sent: Weight, answered: Weight, reason: Reason) {
        let weight = self.weigh(sent, answered);
        self.add(at, ChangeKind::Changed, weight, reason);
    }

    fn tighter(&mut self, at: &Pointer, reason: Reason) {
        self.changed(at, Weight::Breaking, Weight::Additive, reason);
    }

    fn looser(&mut self, at: &Pointer, reason: Reason) {
        self.changed(at, Weight::Additive, Weight::Breaking, reason);
    }

    fn types(&mut self, old: &Whole<'a>, new: &Whole<'a>, at: &Pointer) {
        let (was, now) = (types(old), types(new));
        let covers = |all: &Option<BTreeSet<&str>>, word: &str| {
            all.as_ref().is_none_or(|all| {
                all.contains(word) || (word == "integer" && all.contains("number"))
            })
        };
        let within = |a: &Option<BTreeSet<&str>>, b: &Option<BTreeSet<&str>>| match a {
            None => b.is_none(),
            Some(words) => words.iter().all(|word| covers(b, word)),
        };
        let text = |all: &Option<BTreeSet<&str>>| {
            let words: Vec<&str> = all.iter().flatten().copied().collect();
            words.join(" or ")
        };
        let reason = Reason::Type {
            from: text(&was),
            to: text(&now),
        };
        match (within(&was, &now), within(&now, &was)) {
            (true, true) => {}
            (true, false) => self.looser(at, reason),
            (false, true) => self.tighter(at, reason),
            (false, false) => self.changed(at, Weight::Breaking, Weight::Breaking, reason),
        }
        match (nullable(old), nullable(new)) {
            (false, true) => self.looser(at, Reason::NullAllowed),
            (true, false) => self.tighter(at, Reason::NullRefused),
            _ => {}
        }
    }

    fn format(&mut self, old: &Whole<'a>, new: &Whole<'a>, at: &Pointer) {
        let text = |whole: &Whole<'a>| {
            let format = whole.first("format").and_then(|(node, _)| node.as_str());
            format.unwrap_or_default().to_owned()
        };
        let (from, to) = (text(old), text(new));
        if from == to {
            return;
        }
        let wider = [("int32", "int64"), ("float", "double")];
        let pair = (from.as_str(), to.as_str());
        let back = (to.as_str(), from.as_str());
        let is_wider = to.is_empty() || wider.contains(&pair);
        let is_narrower = from.is_empty() || wider.contains(&back);
        let at = at.then("format");
        let reason = Reason::Format { from, to };
        if is_wider {
            self.looser(&at, reason);
        } else if is_narrower {
            self.tighter(&at, reason);
        } else {
            self.changed(&at, Weight::Breaking, Weight::Breaking, reason);
        }
    }

    fn choices(&mut self, old: &Whole<'a>, new: &Whole<'a>, at: &Pointer) {
        let at = at.then("enum");
        match (choices(old), choices(new)) {
            (None, None) => {}
            (None, Some(_)) => self.tighter(&at, Reason::ChoicesLimited),
            // Readers that know all values meet others now, as with a value more.
            (Some(_), None) => self.changed(
                &at,
                Weight::Additive,
                Weight::Additive,
                Reason::ChoicesUnlimited,
            ),
            (Some(was), Some(now)) => {
                let only_in = |a: &[String], b: &[String]| -> Vec<String> {
                    a.iter()
                        .filter(|value| !b.contains(value))
                        .take(50)
                        .cloned()
                        .collect()
                };
                let values = only_in(&was, &now);
                if !values.is_empty() {
                    self.tighter(&at, Reason::ChoicesRemoved { values });
                }
                let values = only_in(&now, &was);
                if !values.is_empty() {
                    self.changed(
                        &at,
                        Weight::Additive,
                        Weight::Additive,
                        Reason::ChoicesAdded { values },
                    );
                }
            }
        }
    }

    fn bounds(&mut self, old: &Whole<'a>, new: &Whole<'a>, at: &Pointer) {
        for (rule, side) in [
            ("minimum", Side::Low),
            ("maximum", Side::High),
            ("minLength", Side::Low),
            ("maxLength", Side::High),
            ("minItems", Side::Low),
            ("maxItems", Side::High),
            ("minProperties", Side::Low),
            ("maxProperties", Side::High),
        ] {
            let (was, now) = (bound(old, rule, side), bound(new, rule, side));
            let text = |bound: &Option<Bound>| {
                bound
                    .as_ref()
                    .map(|bound| bound.text.clone())
                    .unwrap_or_default()
            };
            let (from, to) = (text(&was), text(&now));
            let order = match (&was, &now) {
                (None, None) => continue,
                (None, Some(_)) => std::cmp::Ordering::Less,
                (Some(_), None) => std::cmp::Ordering::Greater,
                (Some(was), Some(now)) => was.tightness(now, side),
            };
            let at = at.then(rule);
            match order {
                std::cmp::Ordering::Equal => {}
                std::cmp::Ordering::Less => self.tighter(&at, Reason::Tighter { rule, from, to }),
                std::cmp::Ordering::Greater => self.looser(&at, Reason::Looser { rule, from, to }),
            }
        }
        let unique = |whole: &Whole<'a>| {
            let rule = whole.first("uniqueItems");
            rule.is_some_and(|(node, _)| node.as_bool() == Some(true))
        };
        let rule = "uniqueItems";
        let (from, to) = (String::new(), String::new());
        match (unique(old), unique(new)) {
            (false, true) => self.tighter(&at.then(rule), Reason::Tighter { rule, from, to }),
            (true, false) => self.looser(&at.then(rule), Reason::Looser { rule, from, to }),
            _ => {}
        }
    }

    fn pattern(&mut self, old: &Whole<'a>, new: &Whole<'a>, at: &Pointer) {
        for rule in ["pattern", "multipleOf"] {
            let text = |whole: &Whole<'a>| {
                let found = whole.first(rule).and_then(|(node, _)| node.scalar());
                found.map(str::to_owned)
            };
            let at = at.then(rule);
            match (text(old), text(new)) {
                (was, now) if was == now => {}
                (Some(from), None) => {
                    let to = String::new();
                    let reason = Reason::Looser { rule, from, to };
                    self.changed(&at, Weight::Additive, Weight::Additive, reason);
                }
                (from, to) => {
                    let from = from.unwrap_or_default();
                    let to = to.unwrap_or_default();
                    self.tighter(&at, Reason::Tighter { rule, from, to });
                }
            }
        }
    }

    /// Rules that are only seen to be the same or not.
    fn others_of_one(&mut self, old: &Whole<'a>, new: &Whole<'a>, at: &Pointer) {
        let text =
            |whole: &Whole<'a>, rule: &str| whole.first(rule).map(|(node, _)| as_written(node));
        for rule in ["readOnly", "writeOnly"] {
            let flag = |whole: &Whole<'a>| whole.parts.iter().any(|(part, _)| part.flag(rule));
            if flag(old) != flag(new) {
                let reason = Reason::Rule { rule };
                self.add(
                    &at.then(rule),
                    ChangeKind::Changed,
                    Weight::Additive,
                    reason,
                );
            }
        }
        let flag = |whole: &Whole<'a>| whole.parts.iter().any(|(part, _)| part.flag("deprecated"));
        self.deprecation(flag(old), flag(new), at);
        if text(old, "default") != text(new, "default") && !is_parameter(at) {
            let reason = Reason::Default {
                from: text(old, "default").unwrap_or_default(),
                to: text(new, "default").unwrap_or_default(),
            };
            let at = at.then("default");
            self.add(&at, ChangeKind::Changed, Weight::Additive, reason);
        }
        for rule in [
            "not",
            "if",
            "then",
            "else",
            "contains",
            "minContains",
            "maxContains",
            "propertyNames",
            "dependentRequired",
            "unevaluatedItems",
            "unevaluatedProperties",
            "discriminator",
            "xml",
            "contentEncoding",
            "contentMediaType",
            "collectionFormat",
            "$dynamicRef",
        ] {
            if text(old, rule) != text(new, rule) {
                let reason = Reason::Rule { rule };
                let at = at.then(rule);
                self.add(&at, ChangeKind::Changed, Weight::Breaking, reason);
            }
        }
    }
}

/// Whether it is the schema of a parameter itself, whose default is compared there.
fn is_parameter(at: &Pointer) -> bool {
    let tokens: Vec<_> = at.tokens().collect();
    let from_end = |back: usize| tokens.len().checked_sub(back).map(|index| &*tokens[index]);
    from_end(2) == Some("parameters")
        || (from_end(3) == Some("parameters") && from_end(1) == Some("schema"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

struct Bound {
    value: f64,
    strict: bool,
    text: String,
}

impl Bound {
    /// Less when this one lets more through than the other.
    fn tightness(&self, other: &Self, side: Side) -> std::cmp::Ordering {
        let by_value = match side {
            Side::Low => self.value.total_cmp(&other.value),
            Side::High => other.value.total_cmp(&self.value),
        };
        by_value.then(self.strict.cmp(&other.strict))
    }
}

/// The tightest bound the parts set, in either spelling of a strict one.
fn bound(whole: &Whole<'_>, rule: &str, side: Side) -> Option<Bound> {
    let strict_rule = match rule {
        "minimum" => "exclusiveMinimum",
        "maximum" => "exclusiveMaximum",
        _ => "",
    };
    let read = |node: Node<'_>, strict: bool| {
        let text = node.number()?;
        Some(Bound {
            value: text.parse().ok()?,
            strict,
            text: text.to_owned(),
        })
    };
    let mut found: Vec<Bound> = Vec::new();
    for (part, _) in &whole.parts {
        let plain = part
            .get(rule)
            .and_then(|node| read(node, part.flag(strict_rule)));
        let strict = part.get(strict_rule).and_then(|node| read(node, true));
        found.extend(plain.into_iter().chain(strict));
    }
    found.into_iter().max_by(|a, b| a.tightness(b, side))
}

/// The types all parts agree on; `None` for any.
fn types<'d>(whole: &Whole<'d>) -> Option<BTreeSet<&'d str>> {
    let (named, _) = whole.first("type")?;
    let words = named
        .as_str()
        .into_iter()
        .chain(named.items().filter_map(Node::as_str));
    Some(words.filter(|word| *word != "null").collect())
}

fn nullable(whole: &Whole<'_>) -> bool {
    whole.parts.iter().any(|(part, _)| {
        let among = part.get("type").is_some_and(|named| {
            named.as_str() == Some("null")
                || named.items().any(|word| word.as_str() == Some("null"))
        });
        part.flag("nullable") || part.flag("x-nullable") || among
    })
}

/// The values a schema allows, as JSON.
fn choices(whole: &Whole<'_>) -> Option<Vec<String>> {
    if let Some((only, _)) = whole.first("const") {
        return Some(vec![as_written(only)]);
    }
    let (list, _) = whole.first("enum")?;
    Some(list.items().map(as_written).collect())
}
