//! Bodies and answers, before and now.

use super::{ChangeKind, Comparing, Reason, Weight};
use crate::{Answer, Media, Operation, Parameter, Pointer};

impl<'a> Comparing<'a> {
    pub(super) fn body(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let at = new.pointer.then("requestBody");
        match (&old.body, &new.body) {
            (None, None) => {}
            (None, Some(body)) => {
                let weight = if body.required {
                    Weight::Breaking
                } else {
                    Weight::Additive
                };
                let reason = Reason::Body {
                    required: body.required,
                };
                self.add(&at, ChangeKind::Added, weight, reason);
            }
            (Some(body), None) => {
                let at = old.pointer.then("requestBody");
                let reason = Reason::Body {
                    required: body.required,
                };
                self.add(&at, ChangeKind::Removed, Weight::Breaking, reason);
            }
            (Some(was), Some(now)) => {
                self.necessity(was.required, now.required, &at, "");
                self.words(
                    was.description.as_deref(),
                    now.description.as_deref(),
                    &at.then("description"),
                    "description",
                );
                self.media(&was.media, &now.media, &at);
            }
        }
    }

    fn media(&mut self, old: &[Media], new: &[Media], at: &Pointer) {
        let reason = |media: &Media| Reason::Media {
            name: media.name.clone(),
        };
        for was in old {
            match new.iter().find(|now| now.name == was.name) {
                None => self.add(at, ChangeKind::Removed, Weight::Breaking, reason(was)),
                Some(now) => {
                    self.at_pointers(was.schema.as_ref(), now.schema.as_ref());
                    self.form(was, now);
                }
            }
        }
        for now in new {
            if !old.iter().any(|was| was.name == now.name) {
                self.add(at, ChangeKind::Added, Weight::Additive, reason(now));
            }
        }
    }

    /// The fields of a form in Swagger 2.0, each a parameter.
    fn form(&mut self, old: &Media, new: &Media) {
        for was in &old.fields {
            match new.fields.iter().find(|now| now.name == was.name) {
                Some(now) => self.parameter(was, now),
                None if new.schema.is_some() => {}
                None => self.add(
                    &was.pointer,
                    ChangeKind::Removed,
                    Weight::Breaking,
                    field_reason(was),
                ),
            }
        }
        for now in &new.fields {
            let known = old.schema.is_some() || old.fields.iter().any(|was| was.name == now.name);
            if !known {
                let weight = if now.required {
                    Weight::Breaking
                } else {
                    Weight::Additive
                };
                self.add(&now.pointer, ChangeKind::Added, weight, field_reason(now));
            }
        }
    }

    pub(super) fn answers(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let at = new.pointer.then("responses");
        let reason = |answer: &Answer| Reason::Answer {
            status: answer.status.clone(),
        };
        for was in &old.answers {
            let Some(now) = new.answers.iter().find(|now| now.status == was.status) else {
                // Nobody waits for a particular failure.
                let weight = if was.status.starts_with('2') {
                    Weight::Breaking
                } else {
                    Weight::Additive
                };
                let at = old.pointer.then_all(&["responses", &was.status]);
                self.add(&at, ChangeKind::Removed, weight, reason(was));
                continue;
            };
            let at = at.then(&now.status);
            self.words(
                was.description.as_deref(),
                now.description.as_deref(),
                &at.then("description"),
                "description",
            );
            self.media(&was.media, &now.media, &at);
            self.headers(was, now, &at);
        }
        for now in &new.answers {
            if !old.answers.iter().any(|was| was.status == now.status) {
                let at = at.then(&now.status);
                self.add(&at, ChangeKind::Added, Weight::Additive, reason(now));
            }
        }
    }

    fn headers(&mut self, old: &Answer, new: &Answer, at: &Pointer) {
        let at = at.then("headers");
        let reason = |header: &Parameter| Reason::Header {
            name: header.name.clone(),
        };
        let same = |a: &Parameter, b: &Parameter| a.name.eq_ignore_ascii_case(&b.name);
        for was in &old.headers {
            match new.headers.iter().find(|now| same(was, now)) {
                Some(now) => self.at_pointers(was.schema.as_ref(), now.schema.as_ref()),
                None => self.add(
                    &was.pointer,
                    ChangeKind::Removed,
                    Weight::Breaking,
                    reason(was),
                ),
            }
        }
        for now in &new.headers {
            if !old.headers.iter().any(|was| same(was, now)) {
                let at = at.then(&now.name);
                self.add(&at, ChangeKind::Added, Weight::Additive, reason(now));
            }
        }
    }
}

fn field_reason(field: &Parameter) -> Reason {
    Reason::Field {
        name: field.name.clone(),
        required: field.required,
    }
}
