//! Single values: what they keep to, and whether one does.

use super::maker::Nothing;
use super::number::{Bounds, Strict};
use super::parts::{Parts, Types};
use super::text::Form;
use super::{as_written, fits as is_of_type};
use crate::{Kind, Node};

pub(super) fn text(parts: &Parts<'_>, variant: usize) -> Result<String, Nothing> {
    let (least, most) = parts.count("minLength", "maxLength");
    if least > super::text::LONGEST {
        return Err(Nothing::Room);
    }
    let pattern = parts.all("pattern").find_map(Node::as_str);
    let form = Form {
        format: parts.all("format").find_map(Node::as_str),
        pattern,
        least,
        most: (most < usize::MAX).then_some(most),
    };
    let wrong = || Nothing::Pattern(pattern.unwrap_or_default().chars().take(200).collect());
    let made = form.text(variant).ok_or_else(wrong)?;
    // A pattern nobody can check is one nobody can promise to follow.
    match pattern {
        Some(pattern) if !crate::validator::pattern_known(pattern) => Err(wrong()),
        _ => Ok(made),
    }
}

pub(super) fn bounds(parts: &Parts<'_>) -> Bounds {
    let mut bounds = Bounds::default();
    for part in &parts.nodes {
        let digits = |name: &str| part.get(name).and_then(Node::number);
        let strict = |name: &str| {
            if part.flag(name) {
                Strict::Yes
            } else {
                Strict::No
            }
        };
        if let Some(low) = digits("minimum") {
            bounds.at_least(low, strict("exclusiveMinimum"));
        }
        if let Some(low) = digits("exclusiveMinimum") {
            bounds.at_least(low, Strict::Yes);
        }
        if let Some(high) = digits("maximum") {
            bounds.at_most(high, strict("exclusiveMaximum"));
        }
        if let Some(high) = digits("exclusiveMaximum") {
            bounds.at_most(high, Strict::Yes);
        }
        if let Some(step) = digits("multipleOf") {
            bounds.step(step);
        }
    }
    bounds
}

/// Whether a value the document gives keeps to what can be seen without looking inside it.
pub(super) fn fits(parts: &Parts<'_>, value: Node<'_>) -> bool {
    let of_type = match &parts.types {
        Types::Any => true,
        Types::Among(words) => {
            words.iter().any(|word| is_of_type(value, word, false))
                || (parts.nullable && value.kind() == Kind::Null)
        }
    };
    let (short, long) = parts.count("minLength", "maxLength");
    let in_bounds = match value.kind() {
        Kind::Number => value
            .number()
            .is_some_and(|digits| bounds(parts).hold(digits)),
        Kind::Text => {
            let letters = value.as_str().unwrap_or_default().chars().count();
            short <= letters && letters <= long
        }
        Kind::Null | Kind::Bool | Kind::List | Kind::Object => true,
    };
    of_type && in_bounds
}

pub(super) fn same(a: Node<'_>, b: Node<'_>) -> bool {
    a.kind() == b.kind() && as_written(a) == as_written(b)
}
