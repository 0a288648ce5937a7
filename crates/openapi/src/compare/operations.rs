//! Operations, parameters, bodies and answers, before and now.

use super::{ChangeKind, Comparing, Reason, Weight};
use crate::{In, Operation, Parameter, Pointer, Use};
use domain::OperationKey;
use std::collections::HashMap;

impl<'a> Comparing<'a> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let by_template: HashMap<(String, String), &OperationKey> = new
            .operations()
            .iter()
            .map(|line| (template(&line.key), &line.key))
            .collect();
        let mut matched: HashMap<&OperationKey, &OperationKey> = HashMap::new();
        let mut gone = Vec::new();
        for line in old.operations() {
            let same = if new.spot(&line.key).is_some() {
                Some(&line.key)
            } else {
                by_template.get(&template(&line.key)).copied()
            };
            // What another operation already is cannot be this one as well.
            match same.filter(|key| !matched.contains_key(key)) {
                Some(key) => {
                    matched.insert(key, &line.key);
                }
                None => gone.push(&line.key),
            }
        }
        for key in gone {
            if let Some(spot) = old.spot(key) {
                let pointer = spot.pointer.clone();
                self.operation = Some(key.clone());
                self.add(
                    &pointer,
                    ChangeKind::Removed,
                    Weight::Breaking,
                    Reason::Operation,
                );
            }
        }
        for line in new.operations() {
            self.operation = Some(line.key.clone());
            let Some(now) = new.operation(&line.key) else {
                continue;
            };
            match matched.get(&line.key).and_then(|key| old.operation(key)) {
                Some(was) => self.one(&was, &now),
                None => self.add(
                    &now.pointer,
                    ChangeKind::Added,
                    Weight::Additive,
                    Reason::Operation,
                ),
            }
        }
        self.operation = None;
    }

    fn one(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let words = [
            "summary",
            "description",
            "operationId",
            "tags",
            "externalDocs",
        ];
        self.words_of(old.node, new.node, &new.pointer, &words);
        self.deprecation(old.deprecated, new.deprecated, &new.pointer);
        let renamed: Vec<(String, String)> = holes(&old.key.path)
            .zip(holes(&new.key.path))
            .filter(|(from, to)| from != to)
            .map(|(from, to)| (from.to_owned(), to.to_owned()))
            .collect();
        for (from, to) in &renamed {
            let reason = Reason::HoleRenamed {
                from: from.clone(),
                to: to.clone(),
            };
            self.add(&new.pointer, ChangeKind::Changed, Weight::Wording, reason);
        }
        self.security(old, new);
        self.direction = Some(Use::Request);
        self.parameters(old, new, &renamed);
        self.body(old, new);
        self.direction = Some(Use::Response);
        self.answers(old, new);
        self.direction = None;
    }

    pub(super) fn deprecation(&mut self, old: bool, new: bool, at: &Pointer) {
        let reason = match (old, new) {
            (false, true) => Reason::Deprecated,
            (true, false) => Reason::NoLongerDeprecated,
            _ => return,
        };
        self.add(at, ChangeKind::Changed, Weight::Additive, reason);
    }

    fn parameters(
        &mut self,
        old: &Operation<'a>,
        new: &Operation<'a>,
        renamed: &[(String, String)],
    ) {
        let name_now = |parameter: &Parameter| {
            let hole = renamed
                .iter()
                .find(|(from, _)| parameter.place == In::Path && *from == parameter.name);
            hole.map_or_else(|| parameter.name.clone(), |(_, to)| to.clone())
        };
        // Names of headers are read without regard to case.
        let same = |a: &Parameter, b: &Parameter| {
            let name = name_now(a);
            a.place == b.place
                && (name == b.name || a.place == In::Header && name.eq_ignore_ascii_case(&b.name))
        };
        for was in &old.parameters {
            match new.parameters.iter().find(|now| same(was, now)) {
                Some(now) => self.parameter(was, now),
                None => self.add(
                    &was.pointer,
                    ChangeKind::Removed,
                    Weight::Breaking,
                    parameter_reason(was),
                ),
            }
        }
        for now in &new.parameters {
            if !old.parameters.iter().any(|was| same(was, now)) {
                let weight = if now.required {
                    Weight::Breaking
                } else {
                    Weight::Additive
                };
                self.add(
                    &now.pointer,
                    ChangeKind::Added,
                    weight,
                    parameter_reason(now),
                );
            }
        }
    }

    pub(super) fn parameter(&mut self, old: &Parameter, new: &Parameter) {
        let at = &new.pointer;
        self.necessity(old.required, new.required, at, &new.name);
        self.deprecation(old.deprecated, new.deprecated, at);
        if old.description != new.description {
            let what = "description";
            self.words(
                old.description.as_deref(),
                new.description.as_deref(),
                &at.then(what),
                what,
            );
        }
        let several = |parameter: &Parameter| {
            matches!(
                parameter.shape,
                crate::Shape::List(_) | crate::Shape::Object
            )
        };
        let written =
            (several(old) || several(new)) && (old.style, old.explode) != (new.style, new.explode);
        if written || old.content != new.content {
            let reason = Reason::ParameterStyle {
                name: new.name.clone(),
            };
            self.add(at, ChangeKind::Changed, Weight::Breaking, reason);
        }
        // What is not sent now means something else than it did.
        if old.default != new.default {
            let reason = Reason::Default {
                from: old.default.clone().unwrap_or_default(),
                to: new.default.clone().unwrap_or_default(),
            };
            self.add(at, ChangeKind::Changed, Weight::Breaking, reason);
        }
        self.at_pointers(old.schema.as_ref(), new.schema.as_ref());
    }

    pub(super) fn necessity(&mut self, old: bool, new: bool, at: &Pointer, name: &str) {
        let name = name.to_owned();
        let (sent, answered, reason) = match (old, new) {
            (false, true) => (
                Weight::Breaking,
                Weight::Additive,
                Reason::NowRequired { name },
            ),
            (true, false) => (
                Weight::Additive,
                Weight::Breaking,
                Reason::NowOptional { name },
            ),
            _ => return,
        };
        let weight = self.weigh(sent, answered);
        self.add(at, ChangeKind::Changed, weight, reason);
    }

    pub(super) fn at_pointers(&mut self, old: Option<&Pointer>, new: Option<&Pointer>) {
        match (old, new) {
            (Some(was), Some(at)) => {
                let nodes = (self.old.schema_at(was), self.new.schema_at(at));
                if let (Some(was), Some(now)) = nodes {
                    self.schemas(was, now, at);
                }
            }
            (None, Some(at)) => {
                let reason = Reason::Rule { rule: "schema" };
                let weight = self.weigh(Weight::Breaking, Weight::Additive);
                self.add(at, ChangeKind::Added, weight, reason);
            }
            (Some(at), None) => {
                let reason = Reason::Rule { rule: "schema" };
                let weight = self.weigh(Weight::Additive, Weight::Breaking);
                self.add(at, ChangeKind::Removed, weight, reason);
            }
            (None, None) => {}
        }
    }
}

fn parameter_reason(parameter: &Parameter) -> Reason {
    Reason::Parameter {
        name: parameter.name.clone(),
        place: parameter.place,
        required: parameter.required,
    }
}

/// Method and path without the names of its holes, which are nobody's business but the
/// document's.
fn template(key: &OperationKey) -> (String, String) {
    let mut path = String::with_capacity(key.path.len());
    let mut inside = false;
    for c in key.path.chars() {
        match c {
            '{' => {
                inside = true;
                path.push('{');
            }
            '}' => {
                inside = false;
                path.push('}');
            }
            c if !inside => path.push(c),
            _ => {}
        }
    }
    (key.method.to_string(), path)
}

fn holes(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
}
