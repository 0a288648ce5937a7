//! A request of a step: with its secrets as it is sent, with marks as it may be looked at, and what it
//! changes as the confirm window says it.

use super::{Driving, views};
use crate::changing::Pair;
use domain::Secret;
use serde_json::Value;
use setup::{Change, Direction, Proposed};
use std::collections::HashMap;
use tasks::Call;

/// What stands where a secret is.
const MARK: &str = "••••••••";

/// A request with the secrets in it that handles stand for; in what may be looked at they are marks.
pub(super) fn written(driving: &Driving, call: &Call) -> Call {
    let mut call = call.clone();
    let body = call.body.as_ref().and_then(|body| {
        body.lend(|body| {
            let has = driving
                .handles
                .keys()
                .any(|handle| body.contains(handle.as_str()));
            let value: Option<Value> = serde_json::from_str(body).ok();
            value.filter(|_| has)
        })
    });
    if let Some(body) = body {
        let mark = |_: &Secret<String>| MARK.to_owned();
        let mut shown = body.clone();
        put(&mut shown, &driving.handles, &mark);
        let mut sent = body;
        put(&mut sent, &driving.handles, &|secret| {
            secret.lend(String::clone)
        });
        call.shown = Some(shown.to_string());
        call.body = Some(Secret::new(sent.to_string()));
    }
    call
}

fn put(
    value: &mut Value,
    handles: &HashMap<String, Secret<String>>,
    write: &dyn Fn(&Secret<String>) -> String,
) {
    match value {
        Value::String(text) => {
            if let Some(secret) = handles.get(text.as_str()) {
                *text = write(secret);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put(item, handles, write)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| put(member, handles, write)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What becomes what, as the confirm window says it.
pub(super) fn pairs(proposed: &Proposed) -> Vec<Pair> {
    let pair = |name: &str, value: String| {
        let (before, after) = match proposed.direction {
            Direction::On => (None, Some(value)),
            Direction::Back => (Some(value), None),
        };
        Pair {
            name: name.to_owned(),
            before,
            after,
        }
    };
    match &proposed.change {
        Change::CreateRole { role } => vec![pair("permissions", views::joined(&role.permissions))],
        Change::GrantPermissions { add, .. } => vec![pair("permissions", views::joined(add))],
        Change::CreateClient { client } => vec![pair("roles", views::joined(&client.roles))],
        Change::AssignRoles { add, .. } => vec![pair("roles", views::joined(add))],
        Change::SetRole { set, .. } | Change::SetClient { set, .. } => set
            .iter()
            .map(|(name, value)| pair(name, value.to_string()))
            .collect(),
        Change::TurnOn { .. } | Change::TakeSecret { .. } | Change::ReplaceSecret { .. } => {
            Vec::new()
        }
    }
}
