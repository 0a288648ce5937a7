//! What a person entered, held against what is asked.

use crate::task::{Ask, AskKind, Task};
use domain::Secret;
use indexmap::IndexMap;
use serde_json::Value;

/// What was entered, by field.
pub type Inputs = IndexMap<String, Input>;

/// One answer.
#[derive(Debug, Clone)]
pub enum Input {
    /// A text, a number, a day, `true` or `false`, the value of a choice, the id of a pick.
    One(String),
    /// Several picks.
    Many(Vec<String>),
    /// A secret.
    Secret(Secret<String>),
}

/// Something wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputProblem {
    /// The field.
    pub field: String,
    /// What is wrong.
    pub fault: InputFault,
}

/// What can be wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputFault {
    /// Nothing was entered.
    Missing,
    /// It is not one of what can be chosen.
    NotOneOf {
        /// The choices.
        allowed: Vec<String>,
    },
    /// It is of another kind.
    WrongKind {
        /// Of which it should be.
        wanted: &'static str,
    },
    /// It is smaller, or shorter.
    TooSmall {
        /// Than this.
        least: u32,
    },
    /// It is larger, or longer.
    TooLarge {
        /// Than this.
        most: u32,
    },
    /// Nobody asks for it.
    Unknown,
}

/// An answer that was found right.
#[derive(Debug, Clone)]
pub(crate) enum Right {
    Known(Value),
    Secret(Secret<String>),
}

impl Task {
    /// Holds answers against the questions.
    ///
    /// # Errors
    /// Everything that is wrong with them, in the order of the questions.
    pub(crate) fn checked(
        &self,
        inputs: &Inputs,
    ) -> Result<Vec<(String, Right)>, Vec<InputProblem>> {
        let mut right = Vec::new();
        let mut problems = Vec::new();
        for ask in &self.ask {
            match one(ask, inputs.get(&ask.id)) {
                Ok(value) => right.push((ask.id.clone(), value)),
                Err(fault) => problems.push(InputProblem {
                    field: ask.id.clone(),
                    fault,
                }),
            }
        }
        let unknown = inputs
            .keys()
            .filter(|name| !self.ask.iter().any(|ask| ask.id == **name));
        problems.extend(unknown.map(|field| InputProblem {
            field: field.clone(),
            fault: InputFault::Unknown,
        }));
        if problems.is_empty() {
            Ok(right)
        } else {
            Err(problems)
        }
    }
}

fn one(ask: &Ask, input: Option<&Input>) -> Result<Right, InputFault> {
    let nothing = || match ask.optional {
        true => Ok(Right::Known(Value::Null)),
        false => Err(InputFault::Missing),
    };
    match (ask.kind, input) {
        (AskKind::Secret, Some(Input::Secret(secret))) => {
            let letters = secret.lend(|secret| secret.chars().count());
            if letters == 0 {
                return nothing();
            }
            sized(ask, letters)?;
            Ok(Right::Secret(secret.clone()))
        }
        (AskKind::Secret, Some(_)) => Err(InputFault::WrongKind {
            wanted: "a secret that the core holds",
        }),
        (_, Some(Input::Secret(_))) => Err(InputFault::WrongKind {
            wanted: "no secret",
        }),
        (_, None) => nothing(),
        (kind, Some(Input::Many(several))) => {
            if kind != AskKind::Pick || !ask.many {
                return Err(InputFault::WrongKind { wanted: "one" });
            }
            let several: Vec<Value> = several
                .iter()
                .filter(|one| !one.trim().is_empty())
                .map(|one| Value::String(one.clone()))
                .collect();
            if several.is_empty() {
                return nothing();
            }
            Ok(Right::Known(Value::Array(several)))
        }
        (kind, Some(Input::One(text))) => {
            let text = text.trim();
            if text.is_empty() && kind != AskKind::Toggle {
                return nothing();
            }
            typed(ask, kind, text).map(Right::Known)
        }
    }
}

fn typed(ask: &Ask, kind: AskKind, text: &str) -> Result<Value, InputFault> {
    let wrong = |wanted| InputFault::WrongKind { wanted };
    match kind {
        AskKind::Text | AskKind::Reason => {
            sized(ask, text.chars().count())?;
            Ok(text.into())
        }
        AskKind::Choice => match ask.options.iter().find(|option| option.value == text) {
            Some(_) => Ok(text.into()),
            None => Err(InputFault::NotOneOf {
                allowed: ask
                    .options
                    .iter()
                    .map(|option| option.value.clone())
                    .collect(),
            }),
        },
        AskKind::Toggle => match text {
            "true" => Ok(true.into()),
            "false" | "" => Ok(false.into()),
            _ => Err(wrong("true or false")),
        },
        AskKind::Number => {
            let number: u32 = text.parse().map_err(|_| wrong("a whole number"))?;
            if let Some(least) = ask.least.filter(|least| number < *least) {
                return Err(InputFault::TooSmall { least });
            }
            if let Some(most) = ask.most.filter(|most| number > *most) {
                return Err(InputFault::TooLarge { most });
            }
            Ok(number.into())
        }
        AskKind::Date => {
            let day = format!("{text}T00:00:00Z");
            let fine = text.len() == 10 && day.parse::<domain::Timestamp>().is_ok();
            fine.then(|| text.into()).ok_or(wrong("a day, 2026-11-22"))
        }
        AskKind::Pick if ask.many => Ok(Value::Array(vec![text.into()])),
        AskKind::Pick => Ok(text.into()),
        // Told apart before.
        AskKind::Secret => Err(wrong("a secret that the core holds")),
    }
}

fn sized(ask: &Ask, letters: usize) -> Result<(), InputFault> {
    let letters = u32::try_from(letters).unwrap_or(u32::MAX);
    match (ask.least, ask.most) {
        (Some(least), _) if letters < least => Err(InputFault::TooSmall { least }),
        (_, Some(most)) if letters > most => Err(InputFault::TooLarge { most }),
        _ => Ok(()),
    }
}
